//! A ceiling counts people, and the text does not say whom.

use rustc_hash::FxHashSet;

use crate::analysis::forces::{Cap, hyphened};
use crate::model::{DetailKind, Provision, Quantity};
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// A ceiling on people, in a deployment or a limit, has a rule of `counting`: whether headquarters, contractors,
    /// reserves, border guards and contingents that relieve each other count. One rule is enough for a force and the
    /// limit on it. Ceilings on weapons count things, and are left alone.
    ///
    /// ## Why it matters
    /// A number without a rule is kept by both sides and means two things. Staff, contractors and the overlap of two
    /// rotations can double a force under an unchanged ceiling; border guards and police can do the same for an army.
    ///
    /// ## Precedent
    /// The armistice in Korea of 1953 counts rotation man for man and sets a monthly limit for it. The protocols of
    /// 1954 to the Brussels Treaty settle which forces the maxima cover.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    ///     ceiling 900 personnel  #~ deployment/cap-counting-rule: the ceiling of `trainers` does not say whom it counts
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    ///     ceiling 900 personnel
    ///     counting headquarters, contractors, "contingents that relieve each other"
    /// }
    /// ```
    ///
    /// ## References
    /// - Agreement concerning a military armistice in Korea (1953), paragraph 13(c)
    /// - Protocol No. II to the Brussels Treaty (1954)
    "deployment/cap-counting-rule" {
        summary: "a ceiling counts people, and the text does not say whom",
        level: Advice,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Adversary, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let forces = cx.facts.forces();
    let mut told = FxHashSet::default();
    for force in forces.all.iter().filter(|it| it.sentence.is_none()) {
        let Cap::Set(_, holder) = forces.cap(cx.model, force) else { continue };
        let holder = cx.model.provision(holder);
        if !told.insert(holder.id) || counts(force.provision) || !cx.model.is_own(holder) {
            continue;
        }
        if let Some(span) = ceiling(holder).filter(|_| !counts(holder)) {
            let senders = troops::senders(cx.model, force);
            let play = format!(
                "{senders} may add staff, contractors and a second rotation, and count none of them: the ceiling is kept"
            );
            report(cx, sink, holder, span, "headquarters, contractors", play);
        }
    }
    for limit in cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Limit) {
        if let Some(span) = ceiling(limit).filter(|_| !counts(limit) && told.insert(limit.id)) {
            let play =
                "border guards, police and reserves take up the arms that the army lays down: the ceiling is kept";
            report(cx, sink, limit, span, "reserves, \"border guards\"", play.to_owned());
        }
    }
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, holder: &Provision<'_>, span: Span, whom: &str, play: String) {
    let clause = format!("counting {whom}");
    let finding = sink.report(span, format!("the ceiling of {} does not say whom it counts", called(holder)));
    finding.counterexample(play).help(format!("say who counts: `{clause}`"));
    finding.fixes.extend(troops::add_clause(cx.model, holder, &clause));
}

fn counts(provision: &Provision<'_>) -> bool {
    provision.details.iter().any(|it| matches!(it.kind, DetailKind::Counting(_)))
}

/// The first ceiling on people that has a number.
fn ceiling(provision: &Provision<'_>) -> Option<Span> {
    let people = |it: &Quantity<'_>| it.thousandths.is_some_and(|it| it > 0) && PEOPLE.contains(&&*hyphened(it.unit));
    provision.details.iter().find_map(|detail| match &detail.kind {
        DetailKind::Ceiling(level) => level.amounts.iter().any(people).then_some(detail.span),
        _ => None,
    })
}

/// Units that count people.
const PEOPLE: &[&str] =
    &["advisers", "instructors", "men", "military-personnel", "people", "personnel", "persons", "soldiers", "troops"];
