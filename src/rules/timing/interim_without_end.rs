//! What was meant for the time being has no end.

use crate::model::{ActorSet, DetailKind, DurationClause, Occasion, OccasionKind, Provision, RefTarget, Until};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::{Phase, ProvisionKind};

declare_rule! {
    /// ## What it checks
    /// A ceasefire, and a right or a deployment of somebody who may attack, that holds until something else has come ends on
    /// a day as well, if nobody can say when that other thing comes: a milestone, a treaty that is not read, the completion
    /// of a duty without a clock.
    ///
    /// Words that nobody judges are reported by `gate/uncontrolled`.
    ///
    /// ## Why it matters
    /// What is allowed until an arrangement is found is allowed for as long as none is found, and whoever gains by it has a
    /// reason not to find one. The rule serves the State on whose territory the interim lasts.
    ///
    /// ## Precedent
    /// The six points of August 2008 let Russian forces in Georgia take additional security measures until there was an
    /// international mechanism; none came. The armistice in Korea (1953) recommended a political conference within three
    /// months, and is still what holds.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party GEO "Georgia"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against GEO }
    /// milestone mechanism "the international mechanism"
    /// permission security-measures {
    ///     RUS may take "additional security measures"
    ///     until mechanism  #~ interim-without-end: `security-measures` ends with `mechanism`, and nothing says when that comes
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party GEO "Georgia"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against GEO }
    /// permission security-measures {
    ///     RUS may take "patrols within 5 km of the boundary"
    ///     until 2008-10-10
    /// }
    /// ```
    ///
    /// ## References
    /// - Agreement in six points between Georgia and the Russian Federation (August 2008), point 5
    "timing/interim-without-end" {
        summary: "what was meant for the time being has no end",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let adverse = cx.model.threat.adverse();
    for provision in cx.model.own_provisions().filter(|it| it.ambiguity.is_none()) {
        let theirs = || {
            let bearers: ActorSet = cx.facts.bearers(provision.id, None);
            bearers.iter().any(|it| adverse.contains(it))
        };
        let interim = match provision.kind {
            ProvisionKind::Ceasefire => true,
            ProvisionKind::Permission | ProvisionKind::Deployment => theirs(),
            _ => false,
        };
        let Some((place, end)) = until(provision).filter(|_| interim) else { continue };
        let Some(span) = nobody_times(cx, end) else { continue };
        let (called, words) = (called(provision), cx.model.quoted(span));
        let finding = sink.report(place, format!("{called} ends with `{words}`, and nothing says when that comes"));
        finding.label(provision.name_span, "meant for the time being");
        finding
            .counterexample(format!("years later `{words}` has not come: {called} still holds, and no clause ends it"));
        finding.help("add a day: `duration 60 days`, and what holds then");
        finding.help("or let somebody end it: `until decided by …`");
    }
}

/// The end of a provision, where no length of time stands beside it.
fn until<'p>(provision: &'p Provision<'_>) -> Option<(Span, &'p Until<'p>)> {
    let timed = provision.details.iter().any(|it| match &it.kind {
        DetailKind::Duration(DurationClause { period, renewal, .. })
        | DetailKind::Mandate(DurationClause { period, renewal, .. }) => {
            period.is_some_and(|it| it.length().is_some()) || renewal.is_some()
        }
        _ => false,
    });
    let end = provision.details.iter().find_map(|it| match &it.kind {
        DetailKind::Until(until)
        | DetailKind::Duration(DurationClause { until: Some(until), .. })
        | DetailKind::Mandate(DurationClause { until: Some(until), .. }) => Some((it.span, &**until)),
        _ => None,
    });
    end.filter(|_| !timed)
}

/// The thing that ends it, if nobody can say when it comes.
fn nobody_times(cx: &CheckContext<'_>, until: &Until<'_>) -> Option<Span> {
    if let Until::Any(ends) = until {
        let open: Option<Vec<Span>> = ends.iter().map(|it| nobody_times(cx, it)).collect();
        return open?.first().copied();
    }
    let Until::Occasion(Occasion { span, kind }) = until else { return None };
    let open = match kind {
        OccasionKind::Named(target)
        | OccasionKind::Phase(Phase::Start | Phase::Completion, target)
        | OccasionKind::EntryIntoForce(Some(target))
        | OccasionKind::State(target, _) => match target {
            RefTarget::Milestone(_) => true,
            RefTarget::Instrument(id) => cx.model.instruments[id.0 as usize].read.is_none(),
            RefTarget::Provision(id) => {
                let other = cx.model.provision(*id);
                other.kind.is_norm() && other.clock.is_none() && matches!(kind, OccasionKind::Phase(..))
            }
            _ => false,
        },
        OccasionKind::Ratification(..) => true,
        _ => false,
    };
    open.then_some(*span)
}
