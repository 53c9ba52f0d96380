//! Sanctions are lifted before anything is performed.

use crate::analysis::forces::object_class;
use crate::analysis::strength::{OperativeForce, force};
use crate::diagnostic::Severity;
use crate::model::vocabulary::{ObjectClass, verb};
use crate::model::{
    DetailKind, Object, Occasion, OccasionKind, Occasions, Provision, ProvisionId, RefTarget, Sentence,
};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::{Phase, ProvisionKind, State};

declare_rule! {
    /// ## What it checks
    /// Sanctions are lifted, and frozen assets released, upon something that the other side has done: the completion of a
    /// withdrawal, a decision, a finding. Signature, ratification, entry into force and a day of the calendar are no
    /// performance. A performance that nobody verifies gives advice.
    ///
    /// ## Why it matters
    /// Relief is what the other side wants from the text. Once it has it, its own duties are what is left. The rule serves
    /// the beneficiary, whose withdrawal or release is paid for in advance, and the guarantor that gives the relief.
    ///
    /// ## Precedent
    /// Under the Joint Comprehensive Plan of Action of 2015 the sanctions on Iran ended on the day on which the Agency had
    /// verified that the nuclear measures were taken, and not on that of adoption.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party DEU "Germany"             is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// sanctions energy {
    ///     by DEU
    ///     against RUS
    ///     package oil, gas
    ///     relief upon signature  #~ front-loaded-relief: `energy` is lifted upon `signature`, before anything is performed
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party DEU "Germany"             is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// sanctions energy {
    ///     by DEU
    ///     against RUS
    ///     package oil, gas
    ///     relief upon completion of withdrawal
    /// }
    /// obligation withdrawal {
    ///     RUS shall withdraw forces
    ///     within 90 days after signature
    ///     from territory of UKR
    ///     verified by OSCE
    /// }
    /// ```
    ///
    /// ## References
    /// - Joint Comprehensive Plan of Action (2015), annex V: Adoption Day and Implementation Day
    "remedy/front-loaded-relief" {
        summary: "sanctions are lifted before anything is performed",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for provision in cx.model.own_provisions().filter(|it| it.ambiguity.is_none()) {
        if provision.kind == ProvisionKind::Sanctions {
            let relief = provision.details.iter().find_map(|it| match &it.kind {
                DetailKind::ReliefUpon(occasions, _) => Some((it.span, occasions)),
                _ => None,
            });
            let Some((clause, occasions)) = relief else { continue };
            match read(cx, occasions) {
                ReliefTiming::Before => {
                    let words = cx.model.quoted(occasions.span);
                    report(cx, sink, clause, provision, &format!("upon `{words}`"));
                }
                ReliefTiming::Unverified(performance) => {
                    let performed = called(cx.model.provision(performance));
                    let mut sink = sink.weighing(Severity::Advice);
                    let finding = sink.report(
                        clause,
                        format!("{} is lifted when {performed} is performed, which nobody verifies", called(provision)),
                    );
                    finding.label(cx.model.provision(performance).name_span, "nobody verifies this");
                    finding.counterexample(format!(
                        "{performed} is said to be performed and is not: no actor is designated to determine whether {} ends",
                        called(provision)
                    ));
                    finding.help(format!("let somebody verify {performed}: `verified by …`"));
                }
                ReliefTiming::After => {}
            }
        } else if provision.kind.is_norm()
            && let Some(sentence) = provision.sentences.iter().find(|it| lifts(it))
            && provision.gates.is_empty()
            && provision.decided.is_none()
        {
            let anchor = provision.clock.as_deref().and_then(|it| it.anchor.as_deref());
            let before = provision.upon.iter().all(|it| matches!(read(cx, it), ReliefTiming::Before))
                && anchor.is_none_or(is_formal);
            if before {
                let when = match (provision.upon.first(), &provision.clock) {
                    (Some(it), _) => format!("upon `{}`", cx.model.quoted(it.span)),
                    (None, Some(clock)) => format!("`{}`", cx.model.quoted(clock.span)),
                    (None, None) => "at once".to_owned(),
                };
                report(cx, sink, sentence.span, provision, &when);
            }
        }
    }
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, place: Span, provision: &Provision<'_>, when: &str) {
    let called = called(provision);
    let message = match provision.kind {
        ProvisionKind::Sanctions => format!("{called} is lifted {when}, before anything is performed"),
        _ => format!("{called} gives relief {when}, before anything is performed"),
    };
    let finding = sink.report(place, message);
    let target = provision.details.iter().find_map(|it| match &it.kind {
        DetailKind::Against(objects) => objects.iter().find_map(|it| match it {
            Object::Actors(of) => Some(cx.model.names(&cx.model.members(of, None))).filter(|it| !it.is_empty()),
            _ => None,
        }),
        _ => None,
    });
    let who = target.unwrap_or_else(|| "the other side".to_owned());
    finding.counterexample(format!("the relief is given, and {who} performs nothing: what it wanted it has"));
    finding.help("let relief wait for a performance that somebody verifies: `relief upon completion of …`");
    finding.help("or give it in parts, each for a step that has been taken");
}

/// What relief waits for.
enum ReliefTiming {
    /// Nothing that anybody performs.
    Before,
    /// A performance that nobody verifies.
    Unverified(ProvisionId),
    /// A performance, a decision, or something that other rules judge.
    After,
}

fn read(cx: &CheckContext<'_>, occasions: &Occasions<'_>) -> ReliefTiming {
    // The easiest of several ways is taken.
    if occasions.any.iter().any(|all| all.iter().all(is_formal)) {
        return ReliefTiming::Before;
    }
    let unverified = |all: &[Occasion<'_>]| -> Option<ProvisionId> {
        let performed = all.iter().filter(|it| !is_formal(it)).map(|it| match it.kind {
            OccasionKind::Phase(Phase::Completion, RefTarget::Provision(id))
            | OccasionKind::State(RefTarget::Provision(id), State::Fulfilled) => {
                let duty = cx.model.provision(id);
                (!cx.facts.forces().monitoring.covers(cx.model, duty)).then_some(id)
            }
            _ => None,
        });
        performed.collect::<Option<Vec<_>>>()?.first().copied()
    };
    occasions.any.iter().find_map(|it| unverified(it)).map_or(ReliefTiming::After, ReliefTiming::Unverified)
}

/// Whether an occasion comes without anybody's performance.
fn is_formal(occasion: &Occasion<'_>) -> bool {
    matches!(
        occasion.kind,
        OccasionKind::Signature(..)
            | OccasionKind::EntryIntoForce(_)
            | OccasionKind::Ratification(..)
            | OccasionKind::Instant(_)
            | OccasionKind::State(RefTarget::Instrument(_), State::InForce)
    )
}

/// Whether a sentence binds somebody to lift sanctions, or to release what is frozen.
fn lifts(sentence: &Sentence<'_>) -> bool {
    let binds = sentence.modal.is_some_and(|it| force(it) == (OperativeForce::Duty, false));
    let ends = verb(sentence.verb).is_some_and(|it| {
        matches!(it.word, "end" | "lift" | "release" | "remove" | "suspend" | "terminate" | "unfreeze")
    });
    let economic =
        |it: &Object<'_>| matches!(it, Object::Word(word) if object_class(word) == Some(ObjectClass::Economy));
    binds && ends && sentence.objects.iter().any(economic)
}
