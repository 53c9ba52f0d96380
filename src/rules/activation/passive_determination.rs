//! A finding is spoken of, and the text leaves out who makes it.

use crate::analysis::{Holder, UndecidedPassage};
use crate::model::{Decision, EventKind, VoteKind};
use crate::rules::lexical::is_passive;
use crate::rules::prelude::*;
use crate::rules::wording::{called, protected, untainted};
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// Where a finding opens a trigger, somebody makes it. The rule reports
    ///
    /// - words in the place of a decider or judge: `decided by "…"`, `as found by "…"`, a body that `decides by "…"`;
    /// - a quoted condition of a trigger that nobody decides: `if "…"` without `as found by`;
    /// - quoted words that themselves speak of a finding ("it is established that …"), as a condition of any provision or as
    ///   the event of a trigger, where nobody decides.
    ///
    /// ## Why it matters
    /// The passive hides the judge. Both sides sign because each hears its own: the protected state reads "as soon as we
    /// say so", the one that promises reads "when we are convinced", and an adversary that is a party reads "when we agree
    /// that it is so". The dispute over who establishes takes the place of help.
    ///
    /// ## Precedent
    /// The Finnish–Soviet treaty of 1948 has both sides confer if it is established that the threat of an armed attack is
    /// present. In the note crisis of 1961 the Soviet Union held that it was, and asked for consultations; the text names
    /// nobody who could have said no.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party FIN "Republic of Finland"                  is beneficiary
    /// party SUN "Union of Soviet Socialist Republics"  is guarantor
    /// trigger threat {
    ///     on imminent-attack against FIN
    ///     decided by "establishment that the threat is present"  #~ passive-determination
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party FIN "Republic of Finland"                  is beneficiary
    /// party SUN "Union of Soviet Socialist Republics"  is guarantor
    /// trigger threat {
    ///     on imminent-attack against FIN
    ///     decided by determination of FIN
    /// }
    /// ```
    ///
    /// ## Options
    /// `words`: the participles that speak of a finding: established, determined, deemed …
    ///
    /// ## References
    /// - Treaty of Friendship, Cooperation and Mutual Assistance between Finland and the Soviet Union (1948), article 2
    "activation/passive-determination" {
        summary: "a finding is required, but no actor is designated to make it",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for found in cx.facts.uncontrolled() {
        let Holder::Provision(holder) = found.holder else { continue };
        let provision = cx.model.provision(holder);
        let trigger = provision.kind == ProvisionKind::Trigger;
        let open = !found.judged && !found.bare && (trigger || is_passive(found.words, &cx.options.passive_findings));
        match found.place {
            UndecidedPassage::Decision => report(cx, sink, &called(provision), found.span, PassivePlace::Decider),
            UndecidedPassage::Condition if open => {
                report(cx, sink, &called(provision), found.span, PassivePlace::Condition);
            }
            _ => {}
        }
    }
    for actor in cx.model.actors.iter().filter(|it| it.file == cx.model.file) {
        let rules = actor.body.iter().flat_map(|it| &it.rules).filter_map(|it| it.decision.as_ref());
        let named = format_args!("`{}`", actor.name);
        rules
            .for_each(|it| in_words(it, &mut |span| report(cx, sink, &named.to_string(), span, PassivePlace::Decider)));
    }
    for provision in cx.model.own_provisions() {
        for conditions in provision.gates.iter().filter_map(|it| it.conditions()) {
            conditions.each(&mut |condition| {
                if let Some(judge) = &condition.found_by {
                    in_words(judge, &mut |span| report(cx, sink, &called(provision), span, PassivePlace::Decider));
                }
            });
        }
        let open = provision.kind == ProvisionKind::Trigger && provision.decided.is_none();
        for event in provision.events.iter().flat_map(|it| &it.events).filter(|_| open) {
            if let EventKind::Words(words) = event.kind
                && is_passive(words, &cx.options.passive_findings)
            {
                report(cx, sink, &called(provision), event.span, PassivePlace::Event);
            }
        }
    }
}

/// Votes of a decision that are only words.
fn in_words(decision: &Decision<'_>, found: &mut dyn FnMut(Span)) {
    for vote in decision.any.iter().flatten() {
        match &vote.kind {
            VoteKind::Words(_) => found(vote.span),
            VoteKind::Nested(inner) => in_words(inner, found),
            _ => {}
        }
    }
}

/// Where the words stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PassivePlace {
    /// `decided by "…"`
    Decider,
    /// `if "…"`
    Condition,
    /// `on "…"`
    Event,
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, named: &str, span: Span, slot: PassivePlace) {
    let words = cx.model.quoted(span);
    let message = match slot {
        PassivePlace::Decider => format!("`{words}` stands in the place of the deciding authority"),
        PassivePlace::Condition | PassivePlace::Event => {
            format!("no actor is designated to determine whether `{words}` holds")
        }
    };
    let finding = sink.report(span, message);
    finding.here("determined by whom?");
    finding.counterexample(format!(
        "one side asserts it and the other denies it: {named} is open for the one and shut for the other"
    ));
    let vote = format!("majority of {}", untainted(cx.model));
    match slot {
        PassivePlace::Decider => {
            finding.help(format!("designate who decides: `decided by {vote}`"));
            finding.help(format!(
                "or let the protected State determine it: `decided by determination of {}`",
                protected(cx.model)
            ));
        }
        PassivePlace::Condition => {
            finding.help(format!("designate who determines it: `if {words} as found by {vote}`"));
            finding.help(format!("or subject {named} as a whole to a decision: `decided by {vote}`"));
        }
        PassivePlace::Event => {
            finding.help(format!("designate who determines it: `decided by {vote}`"));
            finding.help("or name a self-evident event: `on armed-attack`, `on missile-attack`, `on incursion`");
        }
    }
}
