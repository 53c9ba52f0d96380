//! What answers a trigger: the provisions that hang on it, and the strongest duty among them.

use super::circuit::triggers_of;
use super::strength::{ProvisionStrength, Strength};
use crate::model::vocabulary::{VerbClass, verb};
use crate::model::{
    ActorId, ActorSet, Actors, GateKind, Object, OccasionKind, Occasions, Provision, ProvisionId, RefTarget, Sentence,
    Treaty,
};
use crate::syntax::ast::{Phase, ProvisionKind, RoleGroup, State};

/// What answers each trigger of a draft.
#[derive(Clone, Debug, Default)]
pub struct TriggerAnswers {
    /// Where the answers of each provision begin in `list`; one entry more than there are provisions.
    from: Vec<u32>,
    list: Vec<ProvisionId>,
    hanging: Vec<bool>,
    duty: Vec<Option<Strength>>,
}

impl TriggerAnswers {
    /// The provisions that hang on a trigger, in the order of the text; triggers that follow from it among them.
    pub fn to(&self, trigger: ProvisionId) -> &[ProvisionId] {
        let at = trigger.0 as usize;
        match (self.from.get(at), self.from.get(at + 1)) {
            (Some(from), Some(to)) => &self.list[*from as usize..*to as usize],
            _ => &[],
        }
    }

    /// Whether a provision hangs on a trigger.
    pub fn hangs(&self, provision: ProvisionId) -> bool {
        self.hanging.get(provision.0 as usize).copied().unwrap_or_default()
    }

    /// The strongest duty that hangs on a trigger, directly or through other triggers, of anybody but those who are
    /// only protected. Rights and expectations are no duties. It is graded by its words, as if the text bound.
    pub fn duty(&self, trigger: ProvisionId) -> Option<Strength> {
        self.duty.get(trigger.0 as usize).copied().flatten()
    }
}

/// What answers each trigger.
pub(super) fn answers<'m>(treaty: &'m Treaty<'m>, strengths: &[ProvisionStrength]) -> TriggerAnswers {
    // From each provision to what it hangs on; sorted by the latter, it is the other way round.
    let mut hangs: Vec<(ProvisionId, ProvisionId)> = Vec::new();
    for provision in &treaty.provisions {
        let first = hangs.len();
        triggers_of(provision, &mut |trigger| {
            if trigger != provision.id && !hangs[first..].contains(&(trigger, provision.id)) {
                hangs.push((trigger, provision.id));
            }
        });
    }
    hangs.sort_unstable();
    let mut from = vec![0; treaty.provisions.len() + 1];
    for (trigger, _) in &hangs {
        from[trigger.0 as usize + 1] += 1;
    }
    for at in 1..from.len() {
        from[at] += from[at - 1];
    }
    let mut hanging = vec![false; treaty.provisions.len()];
    for (trigger, provision) in &hangs {
        hanging[provision.0 as usize] |= treaty.provision(*trigger).kind == ProvisionKind::Trigger;
    }
    let list = hangs.iter().map(|it| it.1).collect();
    TriggerAnswers { from, list, hanging, duty: strongest(treaty, strengths, &mut hangs) }
}

/// Everybody who owes help to the protected, or help that an event sets off; to guarantee alone is no help.
pub(super) fn helping<'m>(treaty: &'m Treaty<'m>, strengths: &[ProvisionStrength]) -> ActorSet {
    let mut actors = ActorSet::new();
    for (provision, strength) in treaty.provisions.iter().zip(strengths) {
        if strength.asks() < Some(Strength::SelfJudged) {
            continue;
        }
        for sentence in &provision.sentences {
            let helps = verb(sentence.verb).is_some_and(|it| it.class == VerbClass::Aid && it.word != "guarantee");
            if helps && (!provision.upon.is_empty() || goes_to_protected(treaty, sentence)) {
                actors.extend(sentence.bearer.iter().flat_map(|it| treaty.members(it, None)));
            }
        }
    }
    actors.sort_unstable();
    actors.dedup();
    actors
}

/// Whether what is owed goes to somebody who is protected.
pub fn goes_to_protected<'m>(treaty: &Treaty<'m>, sentence: &Sentence<'m>) -> bool {
    let protected = |id: &ActorId| treaty.actor(*id).roles.contains(RoleGroup::Beneficiaries);
    sentence.objects.iter().any(|object| match object {
        Object::Actors(of) => treaty.members(of, None).iter().any(protected),
        _ => false,
    })
}

/// Whom a sentence, or a provision that has none, names as those who receive.
pub(super) fn recipients<'p, 'm>(
    provision: &'p Provision<'m>,
    sentence: Option<&'p Sentence<'m>>,
) -> impl Iterator<Item = &'p Actors<'m>> {
    sentence.into_iter().flat_map(|it| &it.objects).chain(provision.given_to()).filter_map(|it| match it {
        Object::Actors(of) => Some(of),
        _ => None,
    })
}

/// Whether a draft protects one alone: nobody else may be attacked, and nobody else benefits.
pub(super) fn is_protected_alone(treaty: &Treaty<'_>, victim: ActorId) -> bool {
    let beneficiaries = treaty.bearers_of(RoleGroup::Beneficiaries);
    let mut victims = treaty.threat.cases.iter().filter_map(|it| it.victim);
    beneficiaries.iter().all(|it| *it == victim) && victims.all(|it| it == victim)
}

/// Which provisions an event sets off: those with events of their own, those that hang on a trigger, and those that wait for
/// one of these.
pub(super) fn set_off(treaty: &Treaty<'_>, answers: &TriggerAnswers) -> Vec<bool> {
    let mut found: Vec<bool> =
        treaty.provisions.iter().map(|it| !it.events.is_empty() || answers.hangs(it.id)).collect();
    // Backwards from what sets off to what waits for it.
    let mut waits: Vec<(ProvisionId, ProvisionId)> = Vec::new();
    for provision in &treaty.provisions {
        let mut add = |occasions: &Occasions<'_>| {
            for occasion in occasions.any.iter().flatten() {
                if let OccasionKind::Named(RefTarget::Provision(id))
                | OccasionKind::State(RefTarget::Provision(id), State::Triggered | State::Fulfilled)
                | OccasionKind::Phase(Phase::Start | Phase::Completion, RefTarget::Provision(id)) = occasion.kind
                {
                    waits.push((id, provision.id));
                }
            }
        };
        provision.upon.iter().for_each(|it| add(it));
        for gate in &provision.gates {
            if let GateKind::Upon(occasions) = &gate.kind {
                add(occasions);
            }
        }
    }
    waits.sort_unstable();
    let mut next: Vec<ProvisionId> =
        treaty.provisions.iter().map(|it| it.id).filter(|it| found[it.0 as usize]).collect();
    while let Some(at) = next.pop() {
        let first = waits.partition_point(|it| it.0 < at);
        for (_, follower) in waits[first..].iter().take_while(|it| it.0 == at) {
            if !std::mem::replace(&mut found[follower.0 as usize], true) {
                next.push(*follower);
            }
        }
    }
    found
}

/// The strongest duty behind each provision: the strongest duties go first and mark everything that they hang on.
fn strongest<'m>(
    treaty: &'m Treaty<'m>,
    strengths: &[ProvisionStrength],
    hangs: &mut [(ProvisionId, ProvisionId)],
) -> Vec<Option<Strength>> {
    let mut found = vec![None; treaty.provisions.len()];
    if hangs.is_empty() {
        return found;
    }
    hangs.sort_unstable_by_key(|it| it.1);
    let mut duties: Vec<(Strength, ProvisionId)> = Vec::new();
    for (_, provision) in &*hangs {
        let duty = strengths.get(provision.0 as usize).and_then(|it| it.written.duty);
        if let Some(duty) = duty.map(|it| it.low)
            && duties.last().is_none_or(|it| it.1 != *provision)
            && promises(treaty, treaty.provision(*provision))
        {
            duties.push((duty, *provision));
        }
    }
    duties.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut path = Vec::new();
    for (strength, provision) in duties {
        path.push(provision);
        while let Some(at) = path.pop() {
            let first = hangs.partition_point(|it| it.1 < at);
            for (trigger, _) in hangs[first..].iter().take_while(|it| it.1 == at) {
                let slot: &mut Option<Strength> = &mut found[trigger.0 as usize];
                if slot.is_none() {
                    *slot = Some(strength);
                    path.push(*trigger);
                }
            }
        }
    }
    found
}

/// Whether somebody owes under a provision who is not only protected.
fn promises<'m>(treaty: &'m Treaty<'m>, provision: &Provision<'m>) -> bool {
    let mut nobody = true;
    for actors in super::circuit::bearers(provision) {
        nobody = false;
        let members = treaty.resolve(actors, None);
        if members.unknown || members.open || members.actors.iter().any(|id| treaty.actor(*id).roles.gives()) {
            return true;
        }
    }
    nobody
}

/// The triggers that a provision hangs on.
pub(super) fn triggers(provision: &Provision<'_>) -> Vec<ProvisionId> {
    let mut found = Vec::new();
    triggers_of(provision, &mut |id| found.push(id));
    found
}
