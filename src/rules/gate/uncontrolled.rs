//! A promise waits for something that nobody is named to judge.

use crate::analysis::{Holder, Place, Uncontrolled};
use crate::diagnostic::Severity;
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, called, untainted};
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// Everything that a promise waits for has somebody who says that it has come: a condition (`if "…"`), a gate in words
    /// (`subject to "…"`), an occasion in words (`upon "…"`). Exceptions (`unless "…"`), ends (`until "…"`) and the words
    /// of final clauses that nobody judges are warnings: there the promise lives until somebody claims that they hold.
    ///
    /// Where a decision of the provision itself stands beside the words, its deciders may judge them, and there is no
    /// finding. A trigger that nobody decides belongs to `activation/undetermined` and `activation/passive-determination`.
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
    /// party CYP "Republic of Cyprus" is beneficiary
    /// party GBR "United Kingdom" is guarantor
    /// obligation act-alone {
    ///     GBR shall assist CYP
    ///     by armed-force
    ///     if "common action proves impossible"  #~ gate/uncontrolled: nobody judges whether
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party CYP "Republic of Cyprus" is beneficiary
    /// party GBR "United Kingdom" is guarantor
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
        summary: "a promise waits for something that nobody is named to judge",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    for found in cx.facts.uncontrolled() {
        let (kind, named) = match found.holder {
            Holder::Provision(id) => {
                let provision = cx.model.provision(id);
                (Some(provision.kind), called(provision))
            }
            Holder::Body(id) => (None, format!("`{}`", cx.model.name(id))),
        };
        let silent = match found.place {
            // These have rules of their own.
            Place::Decision => true,
            Place::Condition => found.judged || kind == Some(ProvisionKind::Trigger) && !found.bare,
            Place::Exception | Place::Occasion => found.judged,
            Place::Gate | Place::End => false,
        };
        if silent {
            continue;
        }
        let lives = matches!(found.place, Place::Exception | Place::End);
        let milder = lives || kind.is_some_and(ProvisionKind::is_final);
        let mut sink = sink.weighing(if milder { Severity::Warning } else { Severity::Error });
        report(cx, &mut sink, found, &named);
    }
}

fn report(cx: &Context<'_>, sink: &mut Sink<'_>, found: &Uncontrolled<'_>, named: &str) {
    // The finding shows the words as the text has them, with their quotes.
    let words = if found.bare { format!("`{}`", found.words) } else { format!("`\"{}\"`", found.words) };
    let plain = words.trim_matches('`');
    let message = match found.place {
        Place::Exception => format!("nobody judges whether {words} holds, and {named} falls away with it"),
        Place::End => format!("nobody judges whether {words} has come, and {named} ends with it"),
        _ => format!("nobody judges whether {words} holds, and {named} waits for it"),
    };
    let finding = sink.report_in(found.file, found.span, message);
    finding.here("who says so?");
    let attacker = attacker(cx.model);
    finding.counterexample(match found.place {
        Place::Exception | Place::End => {
            format!("{attacker}, or whoever owes it, claims that it is so: {named} is held to be over, and no finding says otherwise")
        }
        _ => format!("{attacker}, or whoever owes it, claims that it is not so: {named} stays shut, and no finding says otherwise"),
    });
    let vote = format!("majority of {}", untainted(cx.model));
    match found.place {
        Place::Gate => {
            finding.help(format!("name who opens it: `subject to {vote}`, or `subject to consent of` somebody"));
            finding.help(format!("or make it a condition with a judge: `if {plain} as found by {vote}`"));
        }
        Place::Occasion => {
            finding.help(format!("make it a trigger that somebody decides: `trigger condition-met {{ on {plain} decided by {vote} }}`, and write `upon condition-met`"));
            finding.help("or name a day: `upon 2027-01-01`");
        }
        Place::End => {
            finding.help(format!("name who finds it: `until {plain} as found by {vote}`"));
            finding.help("or name a day: `until 2027-12-31`");
        }
        Place::Condition | Place::Exception | Place::Decision => {
            let keyword = if found.place == Place::Exception { "unless" } else { "if" };
            finding.help(format!("name who finds it: `{keyword} {plain} as found by {vote}`"));
            finding.help(format!("or let somebody decide on {named} as a whole: `decided by {vote}`"));
        }
    }
}
