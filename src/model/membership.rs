//! Who is meant by a set expression: stand-ins take their actors from the case.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use super::attention;
use super::value::ResolvedSet;
use super::{
    ActorId, ActorKind, ActorSet, Actors, Case, DetailKind, GroupId, Members, ProvisionId, RefTarget, SetTerm, Treaty,
};
use crate::syntax::ast::{RoleGroup, StandIn};

/// A set that a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NamedSet {
    /// A group.
    Group(GroupId),
    /// The members of a body or organization.
    Body(ActorId),
    /// Those who send the forces of a deployment.
    Deployment(ProvisionId),
}

impl NamedSet {
    pub(super) fn target(self) -> RefTarget {
        match self {
            Self::Group(id) => RefTarget::Group(id),
            Self::Body(id) => RefTarget::Actor(id),
            Self::Deployment(id) => RefTarget::Provision(id),
        }
    }
}

/// So many names of a circle are told.
const MOST_NAMES: usize = 8;

/// A circle of sets each of which is defined through the next, and the last through the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circle {
    /// Where it closes.
    pub last: RefTarget,
    /// The others in their order, or the first of them.
    pub others: Vec<RefTarget>,
    /// How many others there are besides.
    pub more: usize,
}

impl Circle {
    pub(super) fn of(mut circle: impl DoubleEndedIterator<Item = RefTarget> + ExactSizeIterator) -> Option<Self> {
        let last = circle.next_back()?;
        let more = circle.len().saturating_sub(MOST_NAMES);
        Some(Self { last, others: circle.take(MOST_NAMES).collect(), more })
    }

    /// What is wrong with it.
    pub fn message(&self, treaty: &Treaty<'_>) -> String {
        let name = |target: RefTarget| match target {
            RefTarget::Group(id) => treaty.groups[id.0 as usize].name,
            RefTarget::Actor(id) => treaty.name(id),
            RefTarget::Provision(id) => treaty.provision(id).name_or_kind(),
            _ => "",
        };
        let last = name(self.last);
        if self.others.is_empty() {
            return format!("`{last}` is defined through itself");
        }
        let mut message = format!("`{last}` is defined through ");
        for other in &self.others {
            let _ = write!(message, "`{}`, which is defined through ", name(*other));
        }
        if self.more > 0 {
            let _ = write!(message, "{} more, the last of which is defined through ", self.more);
        }
        let _ = write!(message, "`{last}`");
        message
    }
}

/// What was found of sets whose members depend on the case, so that a set named twice is evaluated once.
type Memo = FxHashMap<NamedSet, Members>;

impl<'a> Treaty<'a> {
    /// Who is meant by an expression, sorted. Without a case, `the attacker`, `the party concerned` and `parties to the
    /// dispute` are nobody, and `the victim` may be any beneficiary.
    ///
    /// A body or organization stands for itself; its members are `members of` it.
    pub fn members(&self, actors: &Actors<'a>, case: Option<&Case>) -> ActorSet {
        self.resolve(actors, case).actors
    }

    /// Who is meant by an expression, and whether that is everybody who is meant.
    pub fn resolve(&self, actors: &Actors<'a>, case: Option<&Case>) -> Members {
        // Most expressions are one name: no detour for them.
        if let ([SetTerm::Actor(id)], []) = (&actors.include[..], &actors.except[..]) {
            return Members { actors: vec![*id], ..Members::default() };
        }
        self.set(actors, case, &mut Memo::default())
    }

    /// The members of a body or organization.
    pub fn members_of(&self, body: ActorId, case: Option<&Case>) -> Members {
        self.named(NamedSet::Body(body), case, &mut Memo::default())
    }

    /// Everybody who bears a legal role; for `parties` and `signatories`, everybody who signs.
    pub fn bearers_of(&self, role: RoleGroup) -> ActorSet {
        let bears = |(at, actor): (usize, &super::Actor<'a>)| {
            let bears = match role {
                RoleGroup::Parties | RoleGroup::Signatories => actor.signs,
                _ => actor.roles.contains(role),
            };
            bears.then_some(ActorId(at as u32))
        };
        self.actors.iter().enumerate().filter_map(bears).collect()
    }

    /// Whether the expression means somebody else in another case.
    pub fn depends_on_case(&self, actors: &Actors<'a>) -> bool {
        actors.include.iter().chain(&actors.except).any(|term| match term {
            SetTerm::StandIn(..) => true,
            SetTerm::Nested(inner) => self.depends_on_case(inner),
            SetTerm::Group(id) => self.groups[id.0 as usize].fixed.is_none(),
            SetTerm::MembersOf(id) => {
                let body = self.actors[id.0 as usize].body.as_deref();
                body.is_some_and(|body| body.fixed.is_none() && body.members.is_some())
            }
            SetTerm::Provision(id) => match self.deployers.get(id) {
                Some(fixed) => fixed.is_none(),
                // These are made of no other deployments.
                None => self.deployers(*id).is_some_and(|by| self.depends_on_case(by)),
            },
            _ => false,
        })
    }

    fn set(&self, actors: &Actors<'a>, case: Option<&Case>, memo: &mut Memo) -> Members {
        let mut found = self.union(&actors.include, case, memo);
        if !actors.except.is_empty() {
            let less = self.union(&actors.except, case, memo);
            found.actors.retain(|id| less.actors.binary_search(id).is_err());
            found.unknown |= less.unknown;
        }
        found
    }

    fn union(&self, terms: &[SetTerm<'a>], case: Option<&Case>, memo: &mut Memo) -> Members {
        let mut found = Members::default();
        for term in terms {
            match term {
                SetTerm::Actor(id) => found.actors.push(*id),
                SetTerm::Group(id) => found.add(&self.named(NamedSet::Group(*id), case, memo)),
                SetTerm::MembersOf(id) => found.add(&self.named(NamedSet::Body(*id), case, memo)),
                SetTerm::Role(role) => found.actors.extend(self.bearers_of(*role)),
                SetTerm::AnyState => {
                    found.open = true;
                    let states = self.actors.iter().enumerate().filter(|(_, it)| it.kind == ActorKind::State);
                    found.actors.extend(states.map(|(at, _)| ActorId(at as u32)));
                }
                SetTerm::StandIn(who, aligned) => found.actors.extend(self.stand_in(*who, *aligned, case)),
                SetTerm::Nested(inner) => found.add(&self.set(inner, case, memo)),
                SetTerm::Provision(id) => found.add(&self.named(NamedSet::Deployment(*id), case, memo)),
                SetTerm::Words(_) | SetTerm::Unknown => found.unknown = true,
            }
        }
        found.actors.sort_unstable();
        found.actors.dedup();
        found
    }

    fn named(&self, name: NamedSet, case: Option<&Case>, memo: &mut Memo) -> Members {
        let unknown = || Members { unknown: true, ..Members::default() };
        let (fixed, members) = match name {
            NamedSet::Group(id) => {
                let group = &self.groups[id.0 as usize];
                (Some(&group.fixed), &group.members)
            }
            NamedSet::Body(id) => {
                let Some(body) = self.actors[id.0 as usize].body.as_deref() else { return unknown() };
                let Some(members) = &body.members else { return unknown() };
                (Some(&body.fixed), members)
            }
            NamedSet::Deployment(id) => {
                let Some(members) = self.deployers(id) else { return unknown() };
                (self.deployers.get(&id), members)
            }
        };
        if let Some(fixed) = fixed.and_then(|it| it.as_ref()) {
            return fixed.clone();
        }
        if let Some(known) = memo.get(&name) {
            return known.clone();
        }
        let found = self.set(members, case, memo);
        memo.insert(name, found.clone());
        found
    }

    /// Who takes the place of a stand-in.
    fn stand_in(&self, who: StandIn, aligned: bool, case: Option<&Case>) -> ActorSet {
        let Some(case) = case else {
            return match who {
                StandIn::Attacker | StandIn::PartyConcerned | StandIn::DisputeParties => Vec::new(),
                StandIn::Others => self.bearers_of(RoleGroup::Parties),
                StandIn::Host => self.hosts().unwrap_or_else(|| self.protected()),
                StandIn::Victim | StandIn::Requester => self.protected(),
            };
        };
        let victim = || match case.victim {
            Some(victim) => vec![victim],
            None => self.protected().into_iter().filter(|id| !case.bloc.contains(id)).collect(),
        };
        let attacker = || if aligned { case.bloc.clone() } else { vec![case.attacker] };
        match who {
            StandIn::Attacker | StandIn::PartyConcerned => attacker(),
            StandIn::Victim | StandIn::Requester => victim(),
            StandIn::DisputeParties => attacker().into_iter().chain(victim()).collect(),
            StandIn::Others => {
                let mut parties = self.bearers_of(RoleGroup::Parties);
                // Who attacks does not come to the help of the one that it attacks.
                parties.retain(|id| case.victim != Some(*id) && case.attacker != *id);
                parties
            }
            StandIn::Host => self.hosts().unwrap_or_else(victim),
        }
    }

    /// Those who bear the role of host, if anybody does.
    fn hosts(&self) -> Option<ActorSet> {
        let hosts = self.bearers_of(RoleGroup::Hosts);
        (!hosts.is_empty()).then_some(hosts)
    }

    /// Those whom the draft protects: its beneficiaries, or all parties if it names none.
    fn protected(&self) -> ActorSet {
        let beneficiaries = self.bearers_of(RoleGroup::Beneficiaries);
        if beneficiaries.is_empty() { self.bearers_of(RoleGroup::Parties) } else { beneficiaries }
    }

    /// Evaluates every set that is the same in every case, so that it is evaluated once. The order has every set after
    /// those that it is made of.
    pub(super) fn settle(&mut self, order: &[NamedSet]) {
        let mut memo = Memo::default();
        for name in order {
            let (members, seen) = attention::watch(|| {
                let members = self.members_named(*name);
                let fixed = members.is_some_and(|members| !self.depends_on_case(members));
                fixed.then(|| self.named(*name, None, &mut memo))
            });
            let fixed = ResolvedSet::new(seen, members);
            match name {
                NamedSet::Group(id) => self.groups[id.0 as usize].fixed = fixed,
                NamedSet::Body(id) => {
                    if let Some(body) = self.actors[id.0 as usize].body.as_deref_mut() {
                        body.fixed = fixed;
                    }
                }
                NamedSet::Deployment(id) => drop(self.deployers.insert(*id, fixed)),
            }
        }
    }

    /// The expression that a name stands for, if the text gives one.
    pub(super) fn members_named(&self, name: NamedSet) -> Option<&Actors<'a>> {
        match name {
            NamedSet::Group(id) => Some(&self.groups[id.0 as usize].members),
            NamedSet::Body(id) => self.actors[id.0 as usize].body.as_deref()?.members.as_ref(),
            NamedSet::Deployment(id) => self.deployers(id),
        }
    }

    /// The same, to be changed.
    pub(super) fn members_mut(&mut self, name: NamedSet) -> Option<&mut Actors<'a>> {
        match name {
            NamedSet::Group(id) => Some(&mut self.groups[id.0 as usize].members),
            NamedSet::Body(id) => self.actors[id.0 as usize].body.as_deref_mut()?.members.as_mut(),
            NamedSet::Deployment(id) => {
                self.provisions[id.0 as usize].details.iter_mut().find_map(|detail| match &mut detail.kind {
                    DetailKind::By(actors) => Some(actors),
                    _ => None,
                })
            }
        }
    }

    /// Who sends the forces of a deployment.
    fn deployers(&self, id: ProvisionId) -> Option<&Actors<'a>> {
        self.provisions[id.0 as usize].details.iter().find_map(|detail| match &detail.kind {
            DetailKind::By(actors) => Some(actors),
            _ => None,
        })
    }
}
