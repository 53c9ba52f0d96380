//! Help waits for an organ that the text does not bind.

use crate::analysis::track::relieves;
use crate::analysis::{GateKind, Needed, Strength};
use crate::model::{ActorId, Provision, ProvisionId};
use crate::rules::prelude::*;
use crate::rules::wording::{called, untainted};
use crate::source::{FileId, Span};
use rustc_hash::FxHashMap;

declare_rule! {
    /// ## What it checks
    /// No promise of help waits for the decision of an organ or organization that the text does not set up and that is no party
    /// to it, with no other way round and no clock that opens.
    ///
    /// The relief of sanctions is no such promise: there an outside body finds what the other side has performed.
    ///
    /// An organ in which a potential aggressor can block is reported by `veto/external-organ-veto`.
    ///
    /// ## Why it matters
    /// An organ that has not signed owes nothing under the text. It need not meet, decide or answer, its rules can change
    /// without the parties, and its members weigh other matters. Whoever promised may say in good faith that it waits. The
    /// beneficiary should know whose promise it holds; the guarantor, on whom its word depends.
    ///
    /// ## Precedent
    /// In Algiers in June 2000 the Organization of African Unity and the United Nations were to guarantee the cessation of
    /// hostilities between Ethiopia and Eritrea, by measures of the Security Council among others. None was taken when its
    /// terms were broken.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// obligation assist {
    ///     FRA shall assist UKR
    ///     by weapons
    ///     subject to approval of EU  #~ external-body-approval: `assist` waits for `EU`, which the text does not bind
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// obligation assist {
    ///     FRA shall assist UKR
    ///     by weapons
    ///     subject to approval of EU within 72 hours otherwise proceed
    /// }
    /// ```
    ///
    /// ## References
    /// - Agreement on Cessation of Hostilities between Ethiopia and Eritrea, Algiers (18 June 2000), paragraph 14
    "gate/external-body-approval" {
        summary: "help waits for an organ that the text does not bind",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let mut told: FxHashMap<(FileId, Span), usize> = FxHashMap::default();
    let mut found: Vec<(ProvisionId, &Needed, ActorId, usize)> = Vec::new();
    for provision in cx.model.own_provisions().filter(|it| promises(cx, it)) {
        for needed in cx.facts.needed_gates(provision.id) {
            let Some(organ) = outside(cx, needed) else { continue };
            let place = (needed.gate.file, needed.gate.span);
            if let Some(at) = told.get(&place) {
                found[*at].3 += 1;
            } else {
                told.insert(place, found.len());
                found.push((provision.id, needed, organ, 0));
            }
        }
    }
    for (id, needed, organ, others) in found {
        let (provision, organ) = (cx.model.provision(id), cx.model.name(organ));
        let also = match others {
            0 => String::new(),
            1 => ", and so does another promise".to_owned(),
            more => format!(", and so do {more} others"),
        };
        let named = called(provision);
        let own = needed.gate.file == cx.model.file;
        let place = if own { needed.gate.span } else { provision.name_span };
        let finding = sink.report(place, format!("{named} waits for `{organ}`, which the text does not bind{also}"));
        finding.here("need not meet, decide or answer");
        if own && !provision.span.contains(place) {
            finding.label(provision.name_span, "waits for it");
        }
        finding.counterexample(format!(
            "{organ} puts it off, or takes no decision: {named} is not live, and nobody breaks the text"
        ));
        finding.help("let a clock open it: `within 72 hours otherwise proceed`");
        finding.help(format!("or let those decide who promise: `majority of {}`", untainted(cx.model)));
    }
}

/// Whether it is a duty: what an organ allows forces to do is their basis in law.
fn promises(cx: &CheckContext<'_>, provision: &Provision<'_>) -> bool {
    let relief = !provision.sentences.is_empty() && provision.sentences.iter().all(|it| relieves(it));
    provision.kind.is_norm() && !relief && cx.facts.strength(provision.id).asks() >= Some(Strength::SelfJudged)
}

/// The organ that a gate waits for, if it is bound by nothing here and nobody assumed to attack blocks in it.
fn outside(cx: &CheckContext<'_>, needed: &Needed) -> Option<ActorId> {
    let gate = &needed.gate;
    let organ = gate.body.filter(|_| gate.kind == GateKind::Organ && !gate.reversed)?;
    let blocked = cx.facts.vetoes().iter().any(|it| it.gate.file == gate.file && it.gate.span == gate.span);
    (!blocked && !cx.model.actor(organ).signs).then_some(organ)
}
