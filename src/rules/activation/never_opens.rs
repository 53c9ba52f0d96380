//! A decision that cannot be carried, though everybody says yes.

use crate::analysis::{Holder, Shortage, Unreachable};
use crate::diagnostic::Severity;
use crate::rules::play::subject;
use crate::rules::prelude::*;
use crate::rules::wording::{called, untainted};

declare_rule! {
    /// ## What it checks
    /// Every decision of the text can be carried if everybody who has a part in it says yes: a vote that asks for more votes
    /// than there are, a quorum of more than belong there, an electorate that an exclusion empties, a vote among which
    /// somebody must be who has none, a consent or a ratification of more than could give it. Where another way opens what
    /// the decision stands before, the finding is a warning.
    ///
    /// ## Why it matters
    /// Nobody stops such a promise, and it never comes. The number was right for another list of members, or for a day on
    /// which the attacker was not among them; the exclusion that protects the vote leaves nobody to cast it. The
    /// beneficiary relies on what cannot be had, and the adversary need not even say no.
    ///
    /// ## Precedent
    /// Three members of the Appellate Body of the World Trade Organization hear an appeal (Dispute Settlement
    /// Understanding, article 17.1). On 10 December 2019 the terms of two of the last three ended and nobody was appointed:
    /// one was left, and no new appeal could be heard, whoever wished it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is guarantor
    /// party FRA "French Republic"     is guarantor
    /// party GBR "United Kingdom"      is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by at least 3 of guarantors excluding the attacker  #~ never-opens: the trigger `attack` requires
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of FRA, GBR shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is guarantor
    /// party FRA "French Republic"     is guarantor
    /// party GBR "United Kingdom"      is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by majority of guarantors excluding the attacker
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of FRA, GBR shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Understanding on Rules and Procedures Governing the Settlement of Disputes (1994), article 17
    /// - American Journal of International Law 114 (2020), "U.S. Refusal to Appoint Members Renders WTO Appellate Body Unable
    ///   to Hear New Appeals"
    "activation/never-opens" {
        summary: "a decision cannot be adopted even if all are in favour",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for found in cx.facts.unreachable() {
        let mut sink = sink.weighing(if found.shut { Severity::Error } else { Severity::Warning });
        report(cx, &mut sink, found);
    }
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, found: &Unreachable) {
    let model = cx.model;
    let holder = subject(cx, found.holder);
    let noun = found.gate.kind.noun();
    let message = match found.cause {
        Shortage::Nobody => format!("nobody is left to give the {noun} on which {holder} depends"),
        Shortage::Votes(need, there) => format!("{holder} requires {}, but there {}", counted(found, need), are(there)),
        Shortage::Quorum(need, there) => {
            format!("{holder} requires the presence of {need}, but only {there} may attend")
        }
        Shortage::Concurring => format!("{holder} requires the concurring vote of an actor that has none"),
    };
    let finding = sink.report(found.gate.span, message);
    finding.here("this cannot be adopted");
    for id in found.dead.iter().take(3).filter(|id| found.holder != Holder::Provision(**id)) {
        finding.label(model.provision(*id).name_span, "never takes effect");
    }
    let held = match found.holder {
        Holder::Provision(id) => called(model.provision(id)),
        Holder::Body(id) => format!("`{}`", model.name(id)),
    };
    let attack = found.attacker.map_or_else(String::new, |it| format!("{} attacks and ", model.name(it)));
    finding.counterexample(format!("{attack}all who may decide are in favour: the decision on {held} still fails"));
    match found.cause {
        Shortage::Nobody => {
            finding.help(format!("let others decide: write `majority of {}`", untainted(model)));
            finding.help("or dispense with a decision: write `automatic`");
        }
        Shortage::Votes(_, there) | Shortage::Quorum(_, there) if there > 1 => {
            let most = there / 2 + 1;
            finding
                .help(format!("require no more than there are: write `{most}` in place of the number, or `majority`"));
            finding.help("or name the others whose votes were meant to count");
        }
        Shortage::Votes(..) | Shortage::Quorum(..) => {
            finding.help("name the others whose votes were meant to count, or let the one decide alone");
        }
        Shortage::Concurring => {
            finding.help("name them among those who vote, or omit `including`");
        }
    }
}

/// `3 votes`, `7 ratifications`.
fn counted(found: &Unreachable, need: u64) -> String {
    let noun = found.gate.kind.noun();
    if need == 1 { format!("one {noun}") } else { format!("{need} {noun}s") }
}

fn are(there: u64) -> String {
    match there {
        0 => "are none".to_owned(),
        1 => "is only one".to_owned(),
        many => format!("are only {many}"),
    }
}
