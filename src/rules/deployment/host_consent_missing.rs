//! Troops of others stand on a State's soil, and nothing says that it consents.

use crate::analysis::{Facts, Force, Forces};
use crate::model::vocabulary::{Basis, basis};
use crate::model::{
    ActorSet, ConditionKind, Conditions, Decision, DetailKind, GateKind, OccasionKind, Occasions, Provision, Target,
    Timing, Treaty, VoteKind,
};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::rules::troops;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// A deployment on foreign soil rests on the consent of the State whose soil it is: `consent of`, a request of that
    /// State (of the deployment or of the trigger that brings it), a decision that can't be taken without it, its own
    /// undertaking to receive the force, or a legal basis in consent. Whoever takes part in a force consents to it. A
    /// mandate of the Security Council stands in the place of consent.
    ///
    /// ## Why it matters
    /// Without a clause nobody knows whether the consent given at signature binds tomorrow's government, whether it may
    /// be taken back, and how fast. The adversary says that the troops are occupiers, the host's opposition says it
    /// too, and the sender learns in a crisis that it may be asked to leave within days. The rule serves host and
    /// sender alike.
    ///
    /// ## Precedent
    /// Egypt took back its consent to the United Nations Emergency Force on 18 May 1967; the force left, and war came
    /// within three weeks. Article IV of the Treaty of Peace of 1979 therefore says that the force is not withdrawn at
    /// the wish of one Party.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary, host
    /// party FRA "French Republic" is guarantor
    /// deployment trainers { by FRA in UKR timing standing roles only training ceiling 900 personnel }  #~ deployment/host-consent-missing: `trainers` rests on no consent of UKR
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary, host
    /// party FRA "French Republic" is guarantor
    /// deployment trainers {
    ///     by FRA in UKR timing standing roles only training ceiling 900 personnel
    ///     consent of UKR revocable with notice 12 months
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Peace between Egypt and Israel (1979), article IV(2)
    /// - Report of the Secretary-General on the withdrawal of the United Nations Emergency Force (1967)
    "deployment/host-consent-missing" {
        summary: "troops stand on a State's soil without a clause on its consent",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Adversary],
        check: check,
    }
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let forces = cx.facts.forces();
    for force in forces.all.iter().filter(|it| cx.model.is_own(it.provision) && it.foreign()) {
        let mut hosts = force.hosts.actors.clone();
        hosts.retain(|it| force.senders.actors.binary_search(it).is_err());
        if hosts.is_empty() {
            continue;
        }
        let mut says = Consent { facts: cx.facts, model: cx.model, given: ActorSet::new(), all: false };
        says.collect(forces, force);
        hosts.retain(|it| !says.given.contains(it));
        if says.all || hosts.is_empty() {
            continue;
        }
        let called = called(force.provision);
        let (missing, senders) = (cx.model.names(&hosts), troops::senders(cx.model, force));
        let finding = sink.report(force.span, format!("{called} rests on no consent of {missing}"));
        if let Some(area) = force.area {
            finding.label(area.span, format!("soil of {missing}"));
        }
        finding
            .counterexample(format!(
                "a new government of {missing} asks {senders} to leave tomorrow: nothing says whether it may"
            ))
            .help(format!("say it, and how it ends: `consent of {missing} revocable with notice 12 months`"))
            .help(format!("or, so that nobody can send them away in a crisis: `consent of {missing} irrevocable`"));
        if force.sentence.is_some() {
            finding.help.clear();
            finding.help(format!("say it: `subject to consent of {missing}`"));
            continue;
        }
        finding.help(format!("or let them come when they are asked: `timing responsive upon request by {missing}`"));
        finding.fixes.extend(troops::add_clause(cx.model, force.provision, &format!("consent of {missing}")));
    }
}

/// Who has consented to a force.
struct Consent<'c, 'm> {
    facts: &'c Facts<'m>,
    model: &'m Treaty<'m>,
    given: ActorSet,
    /// Everybody's, or nobody's is needed.
    all: bool,
}

impl<'m> Consent<'_, 'm> {
    fn collect(&mut self, forces: &Forces<'m>, force: &Force<'m>) {
        self.given.extend(forces.receivers(force));
        for detail in &force.provision.details {
            match &detail.kind {
                DetailKind::ConsentOf { of, .. } => self.given.extend(self.model.members(of, None)),
                DetailKind::Basis(words) => {
                    self.all |= words.iter().any(|it| {
                        matches!(basis(it.text), Some(Basis::Consent | Basis::CouncilMandate))
                    });
                }
                DetailKind::Authority(decision) => {
                    self.all |= is_council(self.model, decision);
                    self.decision(decision);
                }
                DetailKind::Timing(Timing::ResponsiveUpon(occasions)) => self.occasions(occasions, true),
                DetailKind::Starting(occasion) => self.occasion(&occasion.kind, true),
                _ => {}
            }
        }
        self.gates(force.provision, true);
    }

    /// What must have happened before a provision is live. `deeper`: in the triggers that it hangs on too.
    fn gates(&mut self, provision: &'m Provision<'m>, deeper: bool) {
        for gate in &provision.gates {
            match &gate.kind {
                // Where several may ask, one asks for the others.
                GateKind::Request(by) => {
                    let asking = self.model.members(by, None);
                    if asking.len() == 1 {
                        self.given.extend(asking);
                    }
                }
                GateKind::Decision(decision) => self.decision(decision),
                GateKind::If(conditions) => self.conditions(conditions),
                GateKind::Upon(occasions) => self.occasions(occasions, deeper),
                _ => {}
            }
        }
        if let Some(decided) = provision.decided.as_ref().filter(|it| !it.unless) {
            self.decision(&decided.decision);
        }
        for occasions in &provision.upon {
            self.occasions(occasions, deeper);
        }
    }

    fn decision(&mut self, decision: &'m Decision<'m>) {
        self.given.extend(self.facts.veto_players(decision, None));
    }

    fn conditions(&mut self, conditions: &'m Conditions<'m>) {
        // What one of several alternatives asks for is not asked for by the others.
        let [all] = &conditions.any[..] else { return };
        for condition in all {
            match &condition.kind {
                ConditionKind::Decided(decision) if !condition.negated => self.decision(decision),
                ConditionKind::Nested(inner) if !condition.negated => self.conditions(inner),
                _ => {}
            }
        }
    }

    fn occasions(&mut self, occasions: &'m Occasions<'m>, deeper: bool) {
        let [all] = &occasions.any[..] else { return };
        for occasion in all {
            self.occasion(&occasion.kind, deeper);
        }
    }

    fn occasion(&mut self, occasion: &'m OccasionKind<'m>, deeper: bool) {
        match occasion {
            OccasionKind::Notice(true, by, _) => {
                let asking = self.model.members(by, None);
                if asking.len() == 1 {
                    self.given.extend(asking);
                }
            }
            OccasionKind::Named(Target::Provision(id)) if deeper => {
                let trigger = self.model.provision(*id);
                if trigger.kind == ProvisionKind::Trigger {
                    self.gates(trigger, false);
                }
            }
            _ => {}
        }
    }
}

/// Whether the Security Council decides.
fn is_council(model: &Treaty<'_>, decision: &Decision<'_>) -> bool {
    let council = |id| model.actor(id).prelude && model.name(id) == "UNSC";
    let mut votes = decision.any.iter().flatten();
    votes.any(|vote| match &vote.kind {
        VoteKind::By(of) | VoteKind::Act { of, .. } => model.members(of, None).iter().any(|it| council(*it)),
        _ => false,
    })
}
