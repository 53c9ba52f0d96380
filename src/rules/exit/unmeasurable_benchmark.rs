//! A promise ends when words hold that no actor is designated to judge.

use crate::analysis::{Holder, Nature, Uncontrolled, UndecidedPassage};
use crate::diagnostic::Severity;
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, called, untainted};
use crate::syntax::passage::on_one_line;

declare_rule! {
    /// ## What it checks
    /// Whatever ends a promise, a force or the treaty (`until "…"`) is a day, an event that somebody finds, or words with
    /// somebody who judges them.
    ///
    /// What a promise waits for belongs to `gate/uncontrolled`.
    ///
    /// ## Why it matters
    /// An end that nobody measures comes when the first one claims that it has come, or never. Whoever wants to go says that the
    /// reforms are complete; whoever wants the troops gone says the same; and the host that wants them to stay says that they
    /// are not. The rule serves the protected, and the guarantor who promised its parliament an end.
    ///
    /// ## Precedent
    /// Security Council resolution 2803 (2025) ties tasks in Gaza to a programme of reform that is "satisfactorily completed"
    /// and does not say who is satisfied. The six points for Georgia of August 2008 let Russian forces take additional measures
    /// of security until an international mechanism is there; none was defined.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party CYP "Republic of Cyprus"  is beneficiary, host
    /// party GBR "United Kingdom"      is guarantor
    /// deployment force {
    ///     by GBR
    ///     in CYP
    ///     roles only training
    ///     until "conditions permit"  #~ unmeasurable-benchmark: nobody judges whether `"conditions permit"` has come
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party CYP "Republic of Cyprus"  is beneficiary, host
    /// party GBR "United Kingdom"      is guarantor
    /// deployment force {
    ///     by GBR
    ///     in CYP
    ///     roles only training
    ///     until "the army holds the frontier by itself" as found by agreement of CYP, GBR
    /// }
    /// ```
    ///
    /// ## References
    /// - Security Council resolution 2803 (2025)
    /// - Six-point agreement on Georgia (12 August 2008), point 5
    "exit/unmeasurable-benchmark" {
        summary: "a promise ends when words hold that no actor is designated to judge",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let ends: Vec<&Uncontrolled<'_>> =
        cx.facts.uncontrolled().iter().filter(|it| it.place == UndecidedPassage::End).collect();
    // Words of one clause have one cause.
    for found in ends.chunk_by(|one, other| one.holder == other.holder) {
        let named = match found[0].holder {
            Holder::Provision(id) => {
                let provision = cx.model.provision(id);
                if provision.kind.is_final() { "the treaty".to_owned() } else { called(provision) }
            }
            Holder::Body(id) => format!("`{}`", cx.model.name(id)),
        };
        // Those who decide on the whole may judge this with it.
        let beside = found.iter().all(|it| it.judged);
        let mut sink = sink.weighing(if beside { Severity::Advice } else { Severity::Warning });
        report(cx, &mut sink, found, &named);
    }
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, found: &[&Uncontrolled<'_>], named: &str) {
    let words = |it: &Uncontrolled<'_>| if it.bare { on_one_line(it.words) } else { format!("\"{}\"", it.words) };
    let first = found[0];
    let all: Vec<String> = found.iter().map(|it| format!("`{}`", words(it))).collect();
    let message = format!("nobody judges whether {} has come, and {named} ends with it", all.join(" or "));
    let finding = sink.report(first.span, message);
    finding.here("who says so?");
    for other in found.iter().skip(1) {
        finding.label(other.span, "and who says this?");
    }
    let attacker = attacker(cx.model);
    finding.counterexample(format!(
        "{attacker}, or whoever owes it, claims that it is so: {named} is held to be over, and no finding says otherwise"
    ));
    let vote = format!("majority of {}", untainted(cx.model));
    if first.nature == Nature::Words {
        finding.help(format!("name who finds it: `until {} as found by {vote}`", words(first)));
    } else {
        finding.help(format!("let somebody decide on the end: `until decided by {vote}`"));
    }
    finding.help("or name a day: `until 2027-12-31`");
}
