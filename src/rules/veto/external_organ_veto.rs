//! Help depends on an organ that the text does not set up, and an aggressor can stop that organ.

use crate::analysis::{BlockingMode, GateKind, Holder, Power, Veto};
use crate::model::vocabulary::{VerbClass, verb};
use crate::model::{ActorId, Object, Provision, SetTerm};
use crate::rules::gate_fix::GateFix;
use crate::rules::gate_fix::organ::{beside, past};
use crate::rules::play::{alignments, attackers, play, players, promises, quoted, report, subject};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// A promise takes effect only if an organ that the text does not set up (the Security Council, an organization, the
    /// body of another treaty) decides, and by that organ's own rule a potential aggressor or its bloc can keep it from
    /// deciding. A duty that only asks for the organ's action (`shall seek UNSC`) is tested in the same way, unless a
    /// promise of help on the same trigger takes effect without the organ.
    ///
    /// ## Why it matters
    /// The veto stands in another treaty and nobody sees it in this one. The beneficiary reads a promise of action; the
    /// guarantors owe a motion that fails; the aggressor with a seat at that table loses nothing. The rule serves the
    /// beneficiary and the parliaments that are told what their state owes.
    ///
    /// ## Precedent
    /// The Budapest memorandum of 1994 promises, in its fourth paragraph, to seek action of the Security Council on an
    /// aggression in which nuclear weapons are used, and one of the three that gave the assurance has a veto there. The Algiers agreement between Ethiopia and Eritrea
    /// (2000) leaves enforcement to measures of the same Council. In 2014 and 2022 the Council adopted nothing against
    /// the will of the permanent member concerned.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// party GBR "United Kingdom"      is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// trigger aggression {
    ///     on armed-attack against UKR
    ///     requested by UKR
    /// }
    /// obligation act {
    ///     upon aggression
    ///     GBR shall assist UKR
    ///     subject to determination of UNSC  #~ external-organ-veto: the obligation `act` depends on `UNSC`,
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// party GBR "United Kingdom"      is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// trigger aggression {
    ///     on armed-attack against UKR
    ///     requested by UKR
    /// }
    /// obligation act {
    ///     upon aggression
    ///     GBR shall assist UKR
    ///     subject to determination of UNSC within 72 hours otherwise proceed
    /// }
    /// ```
    ///
    /// ## References
    /// - Charter of the United Nations, articles 27(3) and 51
    /// - Memorandum on Security Assurances, Budapest (1994), paragraph 4
    /// - General Assembly resolution 377 (V), Uniting for Peace (1950): another organ when the first is blocked
    "veto/external-organ-veto" {
        summary: "help depends on an external organ that a potential aggressor can block",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let vetoes = cx.facts.vetoes_of(Power::Activation);
    for veto in vetoes.filter(|it| it.gate.kind == GateKind::Organ && it.mode != BlockingMode::StaysAway) {
        let organ = veto.gate.body;
        let name = organ.map_or_else(|| "an external organ".to_owned(), |it| format!("`{}`", cx.model.name(it)));
        let who = if veto.alone { attackers(&veto.blockers) } else { players(&veto.blockers).to_vec() };
        let gate = subject(cx, veto.holder);
        let verb = if veto.mode == BlockingMode::Carries { "can be stopped by" } else { "depends on" };
        let message = format!("{gate} {verb} {name}, where {} can block", quoted(cx, &who));
        let patient = GateFix::of(cx, veto);
        let finding = report(cx, sink, veto, message);
        finding.here("its own rules decide, not this text").counterexample(play(cx, veto));
        if let Some(body) = organ.map(|it| cx.model.actor(it))
            && let Some(rule) = body.body.as_deref().and_then(|it| it.rules.first())
        {
            finding.label(rule.span, format!("how {name} decides"));
        }
        promises(cx, finding, veto);
        alignments(cx, finding, players(&veto.blockers));
        match holder(cx, veto).filter(|it| seeks(it, organ)) {
            Some(provision) => {
                let asks = provision.sentences.iter().any(|it| it.span.contains(veto.gate.span));
                beside(cx, finding, veto, provision, patient.clock().filter(|_| !asks));
            }
            None => past(cx, finding, veto, &patient),
        }
    }
}

/// Whether a provision only asks for the action of an organ, whatever else of it waits for that organ.
fn seeks(provision: &Provision<'_>, organ: Option<ActorId>) -> bool {
    let names = |object: &Object<'_>| match object {
        Object::Actors(of) => of.include.iter().any(|it| matches!(it, SetTerm::Actor(id) if Some(*id) == organ)),
        _ => false,
    };
    let seek = |word: &str| verb(word).is_some_and(|it| it.class == VerbClass::Seek);
    provision.sentences.iter().any(|it| seek(it.verb) && it.objects.iter().any(names))
}

fn holder<'a>(cx: &CheckContext<'a>, veto: &Veto) -> Option<&'a Provision<'a>> {
    match veto.holder {
        Holder::Provision(id) => Some(cx.model.provision(id)),
        Holder::Body(_) => None,
    }
}
