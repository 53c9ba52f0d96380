//! A promise depends on something that no actor is designated to judge.

use crate::analysis::{Holder, Nature, Uncontrolled, UndecidedPassage};
use crate::diagnostic::Severity;
use crate::rules::lexical::is_passive;
use crate::rules::losses::loss;
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, called, untainted};
use crate::syntax::ast::ProvisionKind;
use crate::syntax::passage::on_one_line;

declare_rule! {
    /// ## What it checks
    /// Everything that a promise depends on has somebody who says that it has come: a condition (`if "…"`), a gate in words
    /// (`subject to "…"`), an occasion in words (`upon "…"`). Exceptions (`unless "…"`) and the words of final clauses that
    /// nobody judges are warnings: there the promise lives until somebody claims that they hold. What the protected is said to
    /// have done belongs to `trigger/false-flag-forfeiture`, the end of a promise (`until "…"`) to
    /// `exit/unmeasurable-benchmark`.
    ///
    /// A milestone that no provision brings about is such an occasion under another name. So is the breach of a promise that
    /// nobody verifies, and the entry into force of a treaty whose text was not read; these two are warnings, since each
    /// bearer judges the one for itself, and the other is known elsewhere.
    ///
    /// Where a decision of the provision itself stands beside the words, its deciders may judge them, but the text does not
    /// say so: that is advice, and of exceptions none. A trigger that nobody decides belongs to
    /// `activation/undetermined` and `activation/passive-determination`.
    ///
    /// ## Why it matters
    /// A gate that nobody holds is held by everybody who wants it shut. The one that must act waits for clarity; the one
    /// that attacks says that the condition is not met; and no procedure of the treaty contradicts either.
    ///
    /// ## Precedent
    /// Article IV of the treaty of guarantee for Cyprus of 1960 lets a guarantor act when common action proves impossible.
    /// Who finds that it has, the text leaves open. In July 1974 Turkey found it for itself within days, and others held
    /// that talks had not been exhausted.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party CYP "Republic of Cyprus"  is beneficiary
    /// party GBR "United Kingdom"      is guarantor
    /// obligation act-alone {
    ///     GBR shall assist CYP
    ///     by armed-force
    ///     if "common action proves impossible"  #~ gate/uncontrolled: no actor is designated to determine
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party CYP "Republic of Cyprus"  is beneficiary
    /// party GBR "United Kingdom"      is guarantor
    /// obligation act-alone {
    ///     GBR shall assist CYP
    ///     by armed-force
    ///     if "common action proves impossible" as found by determination of CYP
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Guarantee concerning Cyprus (1960), article IV
    "gate/uncontrolled" {
        summary: "a promise depends on something that no actor is designated to determine",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    // Words of one clause have one cause.
    let same =
        |one: &Uncontrolled<'_>, other: &Uncontrolled<'_>| one.holder == other.holder && one.place == other.place;
    for found in cx.facts.uncontrolled().chunk_by(same) {
        let first = &found[0];
        let (kind, named) = match first.holder {
            Holder::Provision(id) => {
                let provision = cx.model.provision(id);
                (Some(provision.kind), called(provision))
            }
            Holder::Body(id) => (None, format!("`{}`", cx.model.name(id))),
        };
        let trigger = kind == Some(ProvisionKind::Trigger);
        let own = |it: &&Uncontrolled<'_>| match it.place {
            // These have rules of their own.
            UndecidedPassage::Decision | UndecidedPassage::End => false,
            _ if loss(cx, it).is_some() => false,
            UndecidedPassage::Condition if it.judged => true,
            UndecidedPassage::Condition => it.bare || !trigger && !is_passive(it.words, &cx.options.passive_findings),
            UndecidedPassage::Exception => !it.judged,
            UndecidedPassage::Occasion | UndecidedPassage::Gate => true,
        };
        let found: Vec<&Uncontrolled<'_>> = found.iter().filter(own).collect();
        if !found.is_empty() {
            let lives = first.place == UndecidedPassage::Exception;
            // A breach each bearer judges for itself, and whether another treaty is in force is known elsewhere.
            let known = matches!(found[0].nature, Nature::Breach | Nature::Instrument);
            let milder = lives || known || kind.is_some_and(ProvisionKind::is_final);
            // Those who decide on the whole may judge this with it.
            let beside = found.iter().all(|it| it.judged);
            let mut sink = sink.weighing(match milder {
                _ if beside => Severity::Advice,
                true => Severity::Warning,
                false => Severity::Error,
            });
            report(cx, &mut sink, &found, &named);
        }
    }
}

/// Words as the text has them, with their quotes.
fn quoted(found: &Uncontrolled<'_>) -> String {
    if found.bare { on_one_line(found.words) } else { format!("\"{}\"", found.words) }
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, found: &[&Uncontrolled<'_>], named: &str) {
    let first = found[0];
    let plain = quoted(first);
    let words: Vec<String> = found.iter().map(|it| format!("`{}`", quoted(it))).collect();
    let comes = first.nature != Nature::Words;
    let (words, holds) = (words.join(" or "), if comes { "has occurred" } else { "holds" });
    let follows = match first.place {
        UndecidedPassage::Exception => "lapses with it",
        _ => "depends on it",
    };
    let message = format!("no actor is designated to determine whether {words} {holds}, and {named} {follows}");
    let finding = sink.report(first.span, message);
    finding.here("determined by whom?");
    for other in found.iter().skip(1) {
        finding.label(other.span, "and this?");
    }
    let attacker = attacker(cx.model);
    finding.counterexample(match first.place {
        UndecidedPassage::Exception => format!(
            "{attacker}, or an actor bound, asserts that it is so: {named} is treated as lapsed, and no finding says otherwise"
        ),
        _ => format!(
            "{attacker}, or an actor bound, asserts that it is not so: {named} has no effect, and no finding says otherwise"
        ),
    });
    let vote = format!("majority of {}", untainted(cx.model));
    let decide = format!("or subject {named} as a whole to a decision: `decided by {vote}`");
    match first.place {
        _ if first.nature == Nature::Instrument => {
            finding.help("supply its text: add `in` and its file after the title of the instrument");
            finding.help(decide);
        }
        _ if first.nature == Nature::Milestone => {
            let name = first.words.split_whitespace().last().unwrap_or(first.words);
            finding.help(format!(
                "replace the milestone by a trigger with a decision: `trigger {name} {{ on \"…\" decided \
                 by {vote} }}`"
            ));
            finding.help("or set a date: `upon 2027-01-01`");
        }
        _ if first.nature == Nature::Breach => {
            finding.help(format!(
                "designate who determines it, `trigger breach-found {{ on breach of … decided by {vote} }}`, and write `upon \
                 breach-found`"
            ));
            finding
                .help("or provide for verification of what is owed: `verification inspection { by … covers … findings by … }`");
        }
        UndecidedPassage::Gate => {
            finding.help(format!("designate who decides: `subject to {vote}`"));
            finding.help(format!("or make it a condition that an actor determines: `if {plain} as found by {vote}`"));
        }
        UndecidedPassage::Occasion => {
            finding.help(format!(
                "make it a trigger with a decision, `trigger condition-met {{ on {plain} decided by {vote} }}`, and \
                 write `upon condition-met`"
            ));
            finding.help("or set a date: `upon 2027-01-01`");
        }
        UndecidedPassage::Condition
        | UndecidedPassage::Exception
        | UndecidedPassage::Decision
        | UndecidedPassage::End => {
            let keyword = if first.place == UndecidedPassage::Exception { "unless" } else { "if" };
            if first.bare {
                finding.help(format!(
                    "designate who determines it, after its qualifications: `{keyword} {plain} as found by {vote}`"
                ));
            } else {
                finding.help(format!("designate who determines it: `{keyword} {plain} as found by {vote}`"));
            }
            finding.help(decide);
        }
    }
}
