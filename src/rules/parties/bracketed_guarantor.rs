//! A veto depends on whether somebody in brackets stays.

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::BracketText;
use crate::rules::brackets;
use crate::rules::defects::{self, Defect, defects};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// What a decision is worth is the same with and without those who stand in brackets as parties, as bearers of a
    /// role or as members of a set. The rule looks at what the rules on vetoes and `entry-into-force/aggressor-gate`
    /// find in the several readings, and knows only those that run. Where only advice turns on
    /// the bracket, the finding is advice.
    ///
    /// ## Why it matters
    /// Membership is settled as a matter of prestige, and the voting rule by lawyers in the next room. A threshold that
    /// holds with seven guarantors may fail with six: one friend of the aggressor more, or one of the victim less, and
    /// those who are left can stop the help. The rule serves the beneficiary and whoever mediates: it names the seat
    /// that decides.
    ///
    /// ## Precedent
    /// Belarus, proposed by the Russian side, and Türkiye, proposed by the Ukrainian, stand in brackets in the draft of
    /// Istanbul of April 2022. Let the Russian Federation be excluded from the vote and two-thirds of the guarantors
    /// decide: with Belarus kept and Türkiye dropped, five vote, four are needed, and China and Belarus can stop them.
    /// With both kept, six vote, four are needed, and these two cannot.
    ///
    /// ## Example
    /// ```treaty,bad
    /// #@ rules: parties/bracketed-guarantor, veto/aligned-bloc-veto
    /// party UKR "Ukraine"                     is beneficiary
    /// party RUS "Russian Federation"          is guarantor
    /// party CHN "People's Republic of China"  is guarantor
    /// party FRA "French Republic"             is guarantor
    /// party GBR "United Kingdom"              is guarantor
    /// party USA "United States of America"    is guarantor
    /// [ RUS: party BLR "Republic of Belarus"  is guarantor ]  #~ parties/bracketed-guarantor: whether help can be blocked
    /// [ UKR: party TUR "Republic of Türkiye"  is guarantor ]  #~ parties/bracketed-guarantor: whether help can be blocked
    /// assume {
    ///     potential aggressor RUS against UKR
    ///     CHN votes with RUS
    ///     BLR votes with RUS
    /// }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by two-thirds of guarantors excluding the attacker  #~ veto/aligned-bloc-veto
    /// }
    /// guarantee assistance {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// #@ rules: parties/bracketed-guarantor, veto/aligned-bloc-veto
    /// party UKR "Ukraine"                     is beneficiary
    /// party RUS "Russian Federation"          is guarantor
    /// party CHN "People's Republic of China"  is guarantor
    /// party FRA "French Republic"             is guarantor
    /// party GBR "United Kingdom"              is guarantor
    /// party USA "United States of America"    is guarantor
    /// [ RUS: party BLR "Republic of Belarus"  is guarantor ]
    /// [ UKR: party TUR "Republic of Türkiye"  is guarantor ]
    /// assume {
    ///     potential aggressor RUS against UKR
    ///     CHN votes with RUS
    ///     BLR votes with RUS
    /// }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by two-thirds of guarantors excluding the attacker and those aligned with it
    /// }
    /// guarantee assistance {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Draft Treaty on Ukraine's neutrality and security guarantees (Istanbul, 15 April 2022), as published
    "parties/bracketed-guarantor" {
        summary: "whether a decision can be blocked depends on a member in brackets",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        across: check,
    }
}

/// What is wrong with a decision: two rules that tell the same tell it of one another's readings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stake<'f> {
    /// The help against an attack can be stopped.
    Help,
    /// The treaty can be kept from entering into force.
    Force,
    /// Another decision can be stopped.
    Block(&'f str),
    /// A decision goes wrong otherwise.
    Other(&'f str),
}

fn stake(finding: &Diagnostic) -> Option<Stake<'_>> {
    let (category, name) = finding.rule.split_once('/')?;
    Some(match (category, name) {
        ("entry-into-force", "aggressor-gate") => Stake::Force,
        ("veto", "aggressor-can-force" | "beneficiary-bypassed" | "fragile-threshold" | "inverted-threshold") => {
            Stake::Other(&finding.rule)
        }
        (
            "veto",
            "aggressor-veto"
            | "aligned-bloc-veto"
            | "collective-guarantee-defeats-itself"
            | "external-organ-veto"
            | "quorum-boycott",
        ) => Stake::Help,
        ("veto", _) => Stake::Block(&finding.rule),
        _ => return None,
    })
}

fn check(cx: &CrossReadingContext<'_>, sink: &mut Sink<'_>) {
    let brings = |it: &&BracketText<'_>| {
        it.alternatives.iter().any(|text| !text.actors.is_empty())
            && it.alternatives.iter().all(|text| !text.actors.is_empty() || text.words.is_empty())
    };
    let mut bringing = cx.visited.brackets.all.iter().filter(brings).peekable();
    if bringing.peek().is_none() {
        return;
    }
    let vetoes = defects(cx, stake);
    for bracket in bringing {
        let mut turning: Vec<&Defect<'_>> = vetoes.iter().filter(|it| it.turns_on(bracket.id.0 as usize)).collect();
        turning.sort_by_key(|it| (it.finding().severity, stake(it.finding())));
        // Where somebody can block, the advice on what comes close to it is beside the point.
        let heavy = turning.partition_point(|it| it.finding().severity < Severity::Advice);
        turning.truncate(if heavy > 0 { heavy } else { turning.len() });
        if !turning.is_empty() {
            report(cx, sink, bracket, &turning);
        }
    }
}

fn report(cx: &CrossReadingContext<'_>, sink: &mut Sink<'_>, bracket: &BracketText<'_>, turning: &[&Defect<'_>]) {
    let texts = bracket.alternatives.iter().filter(|it| !it.actors.is_empty());
    let who = texts.map(|it| brackets::join_list(&it.actors)).collect::<Vec<_>>().join(" or ");
    let stake = turning.iter().filter_map(|it| stake(it.finding())).min();
    let turns = match stake {
        Some(Stake::Help) => "whether help can be blocked",
        Some(Stake::Force) => "whether the entry into force can be prevented",
        Some(Stake::Block(_)) => "whether a decision can be blocked",
        _ => "whether a decision is reliable",
    };
    let worst = turning[0].finding();
    let mut sink = sink.weighing(worst.severity.max(Severity::Warning));
    let finding = sink.report(brackets::first_line(cx, bracket), format!("{turns} depends on {who}"));
    defects::show(finding, turning.iter().copied());
    // What is wrong with the first is said by the counterexample.
    if let Some(label) = finding.related.first_mut() {
        label.text = "the clause concerned".into();
    }
    finding.counterexample(match cx.visited.clause(&turning[0].condition) {
        Some(when) => format!("{when}, {}", worst.message),
        None => worst.message.clone(),
    });
    finding.help(format!("settle the membership of {who} before the voting rule"));
    if matches!(stake, Some(Stake::Help | Stake::Block(_))) {
        finding.help("exclude the bloc from the vote: `excluding the attacker and those aligned with it`");
        finding.help(format!("or choose a threshold that is safe with and without {who}"));
    } else {
        finding.help.extend(worst.help.first().cloned());
    }
}
