//! Help is owed on request, and the text does not say who speaks for the State that asks.

use crate::diagnostic::Severity;
use crate::model::{
    ActorId, ActorKind, Actors, Decision, DetailKind, GateKind, OccasionKind, Occasions, Provision, Timing, VoteKind,
};
use crate::prose::render::with_the;
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::syntax::ast::{Act, ProvisionKind};

declare_rule! {
    /// ## What it checks
    /// Where a promise depends on the request of one State (`requested by UKR`, `decided by request of UKR`, `upon request
    /// by UKR`), the text names the offices that may speak for it, more than one. A single office is advice: it names
    /// nobody for the hour in which that office cannot speak.
    ///
    /// A request that others may make as well, and the request of a consultation, are no findings.
    ///
    /// ## Why it matters
    /// A capital that has fallen, a president in captivity, two governments that both claim to be the one: these are the
    /// hours for which the promise was made. An attacker that installs a government obtains the request that it wants, for
    /// its own troops, and silences the one that would have called for help.
    ///
    /// ## Precedent
    /// In December 1979 Soviet forces entered Afghanistan on what was called an invitation of its government, whose head
    /// was killed in the same days. In August 1990 Kuwait's request for help came from a government in exile, while Iraq
    /// showed another one.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     requested by UKR  #~ requester-undefined: the text does not designate who may request help for
    ///     decided by each of guarantors
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// office President      "President of Ukraine"           of UKR
    /// office Prime-Minister "Prime Minister of Ukraine"      of UKR
    /// office Speaker        "Speaker of the Verkhovna Rada"  of UKR
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     requested by President, Prime-Minister, Speaker
    ///     decided by each of guarantors
    /// }
    /// ```
    ///
    /// ## References
    /// - UN Security Council resolution 661 (1990): self-defence in response to the attack on Kuwait
    /// - UN General Assembly resolution ES-6/2 (1980) on the situation in Afghanistan
    "activation/requester-undefined" {
        summary: "help is owed on request, but nobody is designated to make it",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for provision in cx.model.own_provisions() {
        // A talk that is asked for by the wrong office does no harm; what opens the treaty is no call for help.
        if provision.kind == ProvisionKind::Consultation || provision.kind.is_final() {
            continue;
        }
        for gate in &provision.gates {
            match &gate.kind {
                GateKind::Request(of) => judge(cx, sink, provision, of),
                GateKind::Decision(decision) => requests(decision, &mut |of| judge(cx, sink, provision, of)),
                _ => {}
            }
        }
        if let Some(decided) = &provision.decided {
            requests(&decided.decision, &mut |of| judge(cx, sink, provision, of));
        }
        let responsive = provision.details.iter().filter_map(|it| match &it.kind {
            DetailKind::Timing(Timing::ResponsiveUpon(occasions)) => Some(occasions),
            _ => None,
        });
        for occasions in provision.upon.iter().map(|it| &**it).chain(responsive) {
            of_occasions(occasions, &mut |of| judge(cx, sink, provision, of));
        }
    }
}

/// Requests on which a decision rests alone: beside one that needs none, they shut nothing.
fn requests<'d, 'a>(decision: &'d Decision<'a>, found: &mut dyn FnMut(&'d Actors<'a>)) {
    let asks = |votes: &[crate::model::Vote<'a>]| {
        votes.iter().any(|it| matches!(it.kind, VoteKind::Act { act: Act::Request, .. } | VoteKind::Nested(_)))
    };
    if !decision.any.iter().all(|votes| asks(votes)) {
        return;
    }
    for vote in decision.any.iter().flatten() {
        match &vote.kind {
            VoteKind::Act { act: Act::Request, of, .. } => found(of),
            VoteKind::Nested(inner) => requests(inner, found),
            _ => {}
        }
    }
}

fn of_occasions<'o, 'a>(occasions: &'o Occasions<'a>, found: &mut dyn FnMut(&'o Actors<'a>)) {
    for occasion in occasions.any.iter().filter(|_| occasions.any.len() == 1).flatten() {
        match &occasion.kind {
            OccasionKind::Notice(true, of, _) => found(of),
            OccasionKind::Decided(decision) => requests(decision, found),
            _ => {}
        }
    }
}

fn judge<'a>(cx: &CheckContext<'a>, sink: &mut Sink<'_>, provision: &Provision<'a>, of: &Actors<'a>) {
    let members = cx.model.resolve(of, None);
    let &[requester] = &members.actors[..] else { return };
    if members.open || members.unknown {
        return;
    }
    match cx.model.actor(requester).kind {
        ActorKind::State => report(cx, sink, provision, of, requester),
        ActorKind::Office => lone_office(cx, sink, provision, of, requester),
        _ => {}
    }
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, provision: &Provision<'_>, of: &Actors<'_>, requester: ActorId) {
    let (name, title) = (cx.model.name(requester), with_the(cx.model.title(requester)));
    let named = called(provision);
    let finding = sink.report(of.span, format!("the text does not designate who may request help for `{name}`"));
    finding.here("which office?");
    finding.label(provision.name_span, "depends on the request");
    finding.counterexample(format!(
        "the capital of {name} is cut off and two governments claim to speak for it: one requests help, the other denies \
         the request, and {named} remains pending"
    ));
    finding.help(format!(
        "declare `office Head-of-State \"Head of State of {title}\" of {name}`, `office Head-of-Government \"Head of \
         Government of {title}\" of {name}`, `office Speaker \"Speaker of the parliament of {title}\" of {name}`, and write \
         `Head-of-State, Head-of-Government, Speaker` for `{name}` here: any one of them suffices"
    ));
    finding.help("or allow others to make the request where it cannot: `any of parties` suffices");
}

fn lone_office(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    provision: &Provision<'_>,
    of: &Actors<'_>,
    office: ActorId,
) {
    let (name, title) = (cx.model.name(office), cx.model.title(office));
    let mut sink = sink.weighing(Severity::Advice);
    let finding = sink.report(of.span, format!("only `{name}` may request help, and no substitute is designated"));
    finding.label(provision.name_span, "depends on the request");
    finding.counterexample(format!("the {title} is dead, captive or cut off: {} remains pending", called(provision)));
    finding.help(format!("declare a second office and write `{name}, Deputy`: any one of them suffices"));
}
