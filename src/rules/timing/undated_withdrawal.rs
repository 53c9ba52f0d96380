//! Forces are to leave, and no day is set.

use crate::analysis::forces::{is_troops, object_class};
use crate::analysis::strength::{OperativeForce, force};
use crate::diagnostic::Severity;
use crate::model::vocabulary::{ObjectClass, object, verb};
use crate::model::{Clock, DetailKind, Limit, Object, OccasionKind, Period, Provision, RefTarget, Sentence, SetTerm};
use crate::rules::prelude::*;
use crate::rules::wording::{called, subject};
use crate::source::Span;

declare_rule! {
    /// ## What it checks
    /// A duty to withdraw or evacuate forces or heavy weapons has a clock, and the clock counts from something of which the
    /// text says when it comes: a day, the signature, the entry into force, a decision. Words start no clock, and `promptly`
    /// ends none; that a milestone of which nobody says that it has come starts one is advice.
    ///
    /// A clock that words soften, or that is still to be agreed, is reported by `timing/clock-softened` and
    /// `drafting/unresolved-hole`.
    ///
    /// ## Why it matters
    /// Forces that must leave and need not leave by any day stay. Each further week is no breach, and what the other side
    /// gave for the withdrawal has been given. The rule serves the State whose territory it is, and the mediator.
    ///
    /// ## Precedent
    /// Point 10 of the package of measures of Minsk (2015) has all foreign armed formations leave Ukraine, and names no day.
    /// Annex 1-A of Dayton (1995) has the lines cleared after 30, 45 and 120 days.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// obligation leave {  #~ undated-withdrawal: `leave` names no day by which `RUS` must have withdrawn
    ///     RUS shall withdraw forces, heavy-weapons
    ///     from territory of UKR
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// obligation leave {
    ///     RUS shall withdraw forces, heavy-weapons
    ///     within 30 days after signature
    ///     from territory of UKR
    ///     verified by OSCE
    /// }
    /// ```
    ///
    /// ## References
    /// - Package of Measures for the Implementation of the Minsk Agreements (2015), point 10
    /// - General Framework Agreement for Peace in Bosnia and Herzegovina (1995), annex 1-A, article IV
    "timing/undated-withdrawal" {
        summary: "forces are to leave, and no day is set",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for provision in cx.model.own_provisions().filter(|it| it.kind.is_norm() && it.ambiguity.is_none()) {
        let Some(sentence) = provision.sentences.iter().find(|it| withdraws(provision, it)) else { continue };
        let Some(open) = open_end(provision.clock.as_deref().map(|it| &**it)) else { continue };
        let (who, several) = subject(cx.model, sentence);
        let called = called(provision);
        let have = if sentence.passive { "must have been withdrawn" } else { "must have withdrawn" };
        // That a milestone comes is only not certain.
        let milestone = matches!(open, OpenEnd::Milestone(_));
        let mut sink = if milestone { sink.weighing(Severity::Advice) } else { sink.weighing(Severity::Warning) };
        let message = match open {
            OpenEnd::NoClock | OpenEnd::Prompt(_) => format!("{called} names no day by which `{who}` {have}"),
            OpenEnd::Words(_) | OpenEnd::Milestone(_) => {
                format!("when the clock of {called} starts cannot be determined: no actor is designated to say so")
            }
        };
        let finding = sink.report(provision.name_span, message);
        match open {
            OpenEnd::NoClock => finding.label(sentence.verb_span, "by no day"),
            OpenEnd::Prompt(span) => finding.label(span, "sets no day"),
            OpenEnd::Words(span) | OpenEnd::Milestone(span) => finding.label(span, "the clock counts from this"),
        };
        let (is, it) = if several { ("are", "they") } else { ("is", "it") };
        finding
            .counterexample(format!("a year later {who} {is} still there: {it} will withdraw, and nothing is broken"));
        finding.help("set a day, by stages where it can't be done at once: `within 30 days after signature`");
        if !cx.facts.forces().monitoring.covers(cx.model, provision) {
            finding.help("and let somebody look: `verified by …`");
        }
    }
}

/// Why no day is the last.
enum OpenEnd {
    NoClock,
    Prompt(Span),
    Words(Span),
    Milestone(Span),
}

fn open_end(clock: Option<&Clock<'_>>) -> Option<OpenEnd> {
    let Some(clock) = clock else { return Some(OpenEnd::NoClock) };
    match clock.limit {
        _ if clock.softened.is_some() => None,
        Limit::Prompt(_) | Limit::Within(Period::Indefinite) => Some(OpenEnd::Prompt(clock.span)),
        Limit::Within(Period::Of { .. }) => {
            let anchor = clock.anchor.as_deref()?;
            match anchor.kind {
                OccasionKind::Words(_) => Some(OpenEnd::Words(anchor.span)),
                OccasionKind::Named(RefTarget::Milestone(_)) => Some(OpenEnd::Milestone(anchor.span)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a sentence binds somebody to take forces away.
fn withdraws(provision: &Provision<'_>, sentence: &Sentence<'_>) -> bool {
    let binds = sentence.modal.is_some_and(|it| force(it) == (OperativeForce::Duty, false));
    let leaves = sentence.verb == "withdrawn"
        || verb(sentence.verb).is_some_and(|it| {
            matches!(it.word, "evacuate" | "redeploy" | "relocate" | "remove" | "vacate" | "withdraw")
        });
    let arms = |it: &Object<'_>| match it {
        Object::Word(word) => is_troops(word) || object_class(word) == Some(ObjectClass::Weapons),
        Object::Provision(..) | Object::Place(..) => true,
        _ => false,
    };
    // Forces that are to be withdrawn, or to withdraw, stand where the bearer stands.
    let themselves = || {
        let force = |it: &SetTerm<'_>| matches!(it, SetTerm::Provision(_));
        let named = sentence.bearer.as_ref().is_some_and(|it| it.include.iter().any(force));
        let in_words = sentence.bearer_words.is_some_and(|it| it.split_whitespace().any(is_arms));
        let place = |it: &Object<'_>| matches!(it, Object::Place(..) | Object::Actors(_));
        let from = provision.details.iter().any(|it| match &it.kind {
            DetailKind::From(objects, area) => area.is_some() || objects.iter().any(place),
            _ => false,
        });
        named || in_words || from
    };
    binds && leaves && (sentence.objects.iter().any(arms) || sentence.objects.is_empty() && themselves())
}

/// Whether a word of a quoted bearer means forces or weapons.
fn is_arms(word: &str) -> bool {
    let word = word.to_lowercase();
    matches!(object(&word), Some(ObjectClass::Forces | ObjectClass::ForeignPresence | ObjectClass::Weapons))
        || matches!(&*word, "contingents" | "formations" | "mercenaries" | "units")
}
