//! A promise ends by default, and too few may keep it from going on.

use rustc_hash::FxHashSet;

use crate::analysis::{BlockingMode, Holder, Power, TimedPromise};
use crate::diagnostic::Diagnostic;
use crate::model::{ActorId, ActorSet};
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{alignments, attackers, can, play, players, quoted, report, subject};
use crate::rules::prelude::*;
use crate::rules::wording::is_mutual;
use crate::syntax::ast::{ProvisionKind, RoleGroup};

/// So many states are named in a remedy.
const MANY: usize = 8;

declare_rule! {
    /// ## What it checks
    /// A promise, sanctions or the treaty itself are given for a time and end unless they are renewed, and the renewal
    /// can be stopped by a potential aggressor or its bloc, or by any one of several states. A renewal that depends on
    /// the one state that gave the promise, or on the beneficiary, is not reported, nor is one that both of two partners
    /// must want who protect each other: that is what a term means.
    ///
    /// ## Why it matters
    /// Time works for whoever wants the promise gone: it need only wait and say nothing. The beneficiary negotiates its
    /// protection anew at every date, under the threat that is to be met; each state with a veto can sell its vote.
    ///
    /// ## Precedent
    /// The European Union's sanctions against the Russian Federation run for six months and are prolonged by unanimity,
    /// so that each member state holds them in its hand twice a year. The American guarantee drafted in November 2025
    /// runs for ten years and is renewable by mutual agreement, with the Russian Federation among those who sign.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party RUS "Russian Federation"        is signatory
    /// party USA "United States of America"  is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// guarantee assistance {
    ///     USA shall assist UKR
    ///     by weapons
    /// }
    /// duration { 10 years renewable by agreement of parties }  #~ renewal-veto: `RUS` alone can prevent the
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party RUS "Russian Federation"        is signatory
    /// party USA "United States of America"  is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// guarantee assistance {
    ///     USA shall assist UKR
    ///     by weapons
    /// }
    /// duration { 10 years renewable automatically }
    /// ```
    ///
    /// ## References
    /// - Council Decision 2014/512/CFSP and its prolongations
    /// - Security Council resolution 2231 (2015), paragraphs 11 and 12: the other way round, measures that return after thirty days
    ///   unless the Council decides that they stay lifted
    "veto/renewal-veto" {
        summary: "a promise lapses unless States that may wish its end agree to its renewal",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let mut told = FxHashSet::default();
    for veto in cx.facts.vetoes_of(Power::Renewal).filter(|it| it.mode != BlockingMode::StaysAway) {
        if !told.insert(veto.holder) {
            continue;
        }
        let who = if veto.alone { attackers(&veto.blockers) } else { players(&veto.blockers).to_vec() };
        let message = format!(
            "{} {} prevent the renewal of {}",
            quoted(cx, &who),
            can(who.len(), veto.alone),
            subject(cx, veto.holder)
        );
        let patient = GateFix::of(cx, veto);
        let finding = report(cx, sink, veto, message);
        finding.here("without this it expires").counterexample(play(cx, veto));
        alignments(cx, finding, players(&veto.blockers));
        let others = patient.others();
        let clause = is_renewal(cx, veto.holder);
        if (1..=MANY).contains(&others.len()) && (others.len() != 2 || others.iter().any(|it| is_protected(cx, *it))) {
            let (by, others) = (if clause { "by" } else { "renewable by" }, cx.model.names(others));
            finding.help(format!("let the others renew it: write `{by} two-thirds of {others}`"));
        }
        cures(finding, patient.written().filter(|_| !others.is_empty()), clause);
    }
    for term in cx.facts.terms().iter().filter(|it| it.power == Power::Renewal && it.lapses) {
        let holder = Holder::Provision(term.provision);
        let Some(decision) = term.decision.filter(|_| !told.contains(&holder)) else { continue };
        let players = strangers(cx, term);
        let Some(first) = players.first().filter(|_| players.len() > 1) else { continue };
        if is_mutual(cx.model) && players.len() == 2 && players == cx.model.bearers_of(RoleGroup::Parties) {
            continue;
        }
        let gate = subject(cx, holder);
        let message = format!("each of {} alone can prevent the renewal of {gate}", quoted(cx, &players));
        let finding = sink.report(decision.span, message);
        finding.here("without this it expires");
        let first = cx.model.name(*first);
        finding.counterexample(format!("{first} does not agree: {gate} expires"));
        let words = (term.file == cx.model.file).then(|| cx.model.quoted(decision.span));
        cures(finding, words.filter(|it| !it.contains('`')), is_renewal(cx, holder));
    }
}

/// Whether it is a clause of its own on renewal.
fn is_renewal(cx: &CheckContext<'_>, holder: Holder) -> bool {
    matches!(holder, Holder::Provision(id) if cx.model.provision(id).kind == ProvisionKind::Renewal)
}

fn cures(finding: &mut Diagnostic, written: Option<String>, clause: bool) {
    if clause {
        finding.help("provide for automatic renewal of the treaty: write `renewable automatically` in the clause on its duration");
        return;
    }
    finding.help("provide for automatic renewal: write `renewable automatically`");
    if let Some(words) = written {
        finding.help(format!("reverse the rule: write `unless ended by {words}`"));
    }
}

/// The states each of which can stop a renewal, without those whom the promise protects.
fn strangers(cx: &CheckContext<'_>, term: &TimedPromise<'_>) -> ActorSet {
    term.veto_players.iter().copied().filter(|it| !is_protected(cx, *it)).collect()
}

fn is_protected(cx: &CheckContext<'_>, id: ActorId) -> bool {
    !cx.model.actor(id).roles.gives()
}
