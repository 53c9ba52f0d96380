//! Sets of actors, evaluated once, or once for each case where a stand-in depends on it.

use rustc_hash::FxHashMap;

use crate::model::{ActorId, ActorKind, ActorSet, Actors, Case, DetailKind, Members, Provision, SetTerm, Treaty};
use crate::syntax::ast::{RoleGroup, StandIn};

/// The number of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::analysis) struct SetId(u32);

/// A set as the text gives it.
#[derive(Debug)]
struct ElectorSet<'m> {
    /// The expression; `None` for all who sign.
    of: Option<&'m Actors<'m>>,
    /// Who is taken away: `excluding`.
    except: Option<&'m Actors<'m>>,
    /// Whether a body that stands alone is its members, as in a vote, or itself, as in an act.
    votes: bool,
    /// Whether it is another set in another case.
    varies: bool,
    /// When it was last evaluated: the number of the entry into a case, or any if it never varies; 0 if it never was.
    known: u32,
    /// Its members, as a range of [`Electorates::fixed`], or of [`Electorates::varying`] if it varies.
    range: (u32, u32),
    /// Those of the bloc who may join it, as a range of [`Electorates::varying`].
    joining: (u32, u32),
    /// What else is among them.
    holds: UnknownMembers,
}

/// What a set holds besides states that are known.
#[derive(Clone, Copy, Debug, Default)]
struct UnknownMembers {
    /// A body or organization.
    bodies: bool,
    /// Others who belong to it, or may, of whom nobody knows who they are.
    unknown: bool,
}

/// Sets that are one name, by what they name.
type SetKey = (u8, u32, bool);

/// Every set that a gate asks for.
#[derive(Debug)]
pub(in crate::analysis) struct Electorates<'m> {
    treaty: &'m Treaty<'m>,
    sets: Vec<ElectorSet<'m>>,
    fixed: Vec<ActorId>,
    /// The members of sets that vary, in the case that was entered last.
    varying: Vec<ActorId>,
    single: FxHashMap<SetKey, SetId>,
    everybody: Option<SetId>,
    case: Option<&'m Case>,
    /// The number of the case; none is 0.
    number: u32,
    /// How often a case was entered, counted from one.
    entries: u32,
    /// Voting weights, sorted by actor, filled when first asked for.
    weights: Vec<Vec<(ActorId, u64)>>,
    /// Whether any set may be another one where the same aggressor attacks somebody else.
    of_victims: bool,
}

impl<'m> Electorates<'m> {
    pub(super) fn new(treaty: &'m Treaty<'m>) -> Self {
        Self {
            treaty,
            sets: Vec::new(),
            fixed: Vec::new(),
            varying: Vec::new(),
            single: FxHashMap::default(),
            everybody: None,
            case: None,
            number: 0,
            entries: 1,
            weights: Vec::new(),
            of_victims: false,
        }
    }

    /// Takes another case; the number is its place in the threat model, counted from one.
    pub(in crate::analysis) fn enter(&mut self, number: u32, case: Option<&'m Case>) {
        if number != self.number {
            (self.number, self.case) = (number, case);
            self.entries += 1;
            self.varying.clear();
        }
    }

    /// The case that was entered last.
    pub(super) fn case(&self) -> Option<&'m Case> {
        self.case
    }

    /// Whether any set may be another one where the same aggressor attacks somebody else.
    pub(in crate::analysis) fn depend_on_victims(&self) -> bool {
        self.of_victims
    }

    /// The set that an expression stands for.
    pub(super) fn declare(&mut self, of: &'m Actors<'m>, except: Option<&'m Actors<'m>>, votes: bool) -> SetId {
        let key = if except.is_none() { key(of, votes) } else { None };
        if let Some(known) = key.and_then(|key| self.single.get(&key)) {
            return *known;
        }
        let id = SetId(self.sets.len() as u32);
        let varies = [Some(of), except].into_iter().flatten().any(|it| self.treaty.depends_on_case(it))
            || is_open(self.treaty, of, votes)
            || votes
                && sole_body(self.treaty, of).is_some_and(|body| {
                    let body = self.treaty.actors[body.0 as usize].body.as_deref();
                    body.is_some_and(|body| body.fixed.is_none() && body.members.is_some())
                });
        self.of_victims |= varies
            && [Some(of), except].into_iter().flatten().any(|it| {
                let ours = |term: &SetTerm<'_>| {
                    !matches!(term, SetTerm::StandIn(StandIn::Attacker | StandIn::PartyConcerned, _))
                };
                it.include.iter().chain(&it.except).any(|term| ours(term) && varies_in(self.treaty, term))
            });
        let none = (0, 0);
        let (known, holds) = (0, UnknownMembers::default());
        self.sets.push(ElectorSet { of: Some(of), except, votes, varies, known, range: none, joining: none, holds });
        if let Some(key) = key {
            self.single.insert(key, id);
        }
        id
    }

    /// All who sign.
    pub(super) fn everybody(&mut self) -> SetId {
        if let Some(known) = self.everybody {
            return known;
        }
        let id = SetId(self.sets.len() as u32);
        let from = self.fixed.len() as u32;
        self.fixed.extend(self.treaty.bearers_of(RoleGroup::Parties));
        let range = (from, self.fixed.len() as u32);
        let (joining, holds) = ((0, 0), UnknownMembers { bodies: false, unknown: range.0 == range.1 });
        let (votes, varies, known) = (false, false, 1);
        self.sets.push(ElectorSet { of: None, except: None, votes, varies, known, range, joining, holds });
        self.everybody = Some(id);
        id
    }

    /// Whether the set is another one in another case.
    pub(super) fn varies(&self, set: SetId) -> bool {
        self.sets[set.0 as usize].varies
    }

    /// The bodies and organizations that are members, whatever the case.
    pub(super) fn bodies(&self, set: SetId) -> ActorSet {
        let set = &self.sets[set.0 as usize];
        let mut found = set.of.map_or_else(ActorSet::new, |of| self.resolve(of, set.votes, None).actors);
        found.retain(|actor| self.treaty.actors[actor.0 as usize].body.is_some());
        found
    }

    /// Whether others belong to it, or may, of whom nobody knows who they are.
    pub(super) fn is_unknown(&mut self, set: SetId) -> bool {
        self.settle(set);
        self.sets[set.0 as usize].holds.unknown
    }

    /// Those of the bloc who may join it.
    pub(super) fn joining(&mut self, set: SetId) -> &[ActorId] {
        self.settle(set);
        let (from, to) = self.sets[set.0 as usize].joining;
        &self.varying[from as usize..to as usize]
    }

    fn resolve(&self, of: &Actors<'m>, votes: bool, case: Option<&Case>) -> Members {
        match sole_body(self.treaty, of) {
            Some(body) if votes => self.treaty.members_of(body, case),
            _ => self.treaty.resolve(of, case),
        }
    }

    /// Whether a body or organization is a member.
    pub(super) fn has_bodies(&mut self, set: SetId) -> bool {
        self.settle(set);
        self.sets[set.0 as usize].holds.bodies
    }

    /// The members in this case, sorted.
    pub(in crate::analysis) fn members(&mut self, set: SetId) -> &[ActorId] {
        self.settle(set);
        self.known(set)
    }

    /// The members, where the set was evaluated for this case already.
    pub(super) fn known(&self, set: SetId) -> &[ActorId] {
        let set = &self.sets[set.0 as usize];
        let (from, to) = set.range;
        let members = if set.varies { &self.varying } else { &self.fixed };
        &members[from as usize..to as usize]
    }

    fn settle(&mut self, set: SetId) {
        let treaty = self.treaty;
        let it = &mut self.sets[set.0 as usize];
        if it.known == self.entries || it.known > 0 && !it.varies {
            return;
        }
        it.known = self.entries;
        let (of, votes, except) = (it.of, it.votes, it.except);
        let Some(of) = of else { return };
        let mut found = self.resolve(of, votes, self.case);
        let mut joining = match self.case {
            Some(case) if self.sets[set.0 as usize].varies => joining(treaty, of, votes, case),
            _ => ActorSet::new(),
        };
        if let Some(except) = except {
            let less = treaty.resolve(except, self.case).actors;
            found.actors.retain(|actor| less.binary_search(actor).is_err());
            joining.retain(|actor| less.binary_search(actor).is_err());
        }
        joining.retain(|actor| found.actors.binary_search(actor).is_err());
        let it = &mut self.sets[set.0 as usize];
        // Without an attack, nobody knows who a stand-in is.
        let stands_in = self.case.is_none() && it.varies && found.actors.is_empty();
        it.holds.unknown = found.unknown || found.open || stands_in;
        let members = if it.varies { &mut self.varying } else { &mut self.fixed };
        let from = members.len() as u32;
        members.extend_from_slice(&found.actors);
        it.range = (from, members.len() as u32);
        it.holds.bodies = found.actors.iter().any(|actor| treaty.actors[actor.0 as usize].body.is_some());
        if joining.is_empty() {
            it.joining = (0, 0);
        } else {
            let from = self.varying.len() as u32;
            self.varying.extend_from_slice(&joining);
            it.joining = (from, self.varying.len() as u32);
        }
    }

    /// What a voter weighs; `None` if the weighting does not name it.
    pub(super) fn weight(&mut self, weighting: u32, voter: ActorId) -> Option<u64> {
        if self.weights.is_empty() {
            self.weights = self.treaty.weights.iter().map(|it| it.of.clone()).collect();
            self.weights.iter_mut().for_each(|it| it.sort_unstable());
        }
        let of = self.weights.get(weighting as usize)?;
        if !self.treaty.weights[weighting as usize].known {
            return None;
        }
        of.binary_search_by_key(&voter, |it| it.0).ok().map(|at| of[at].1)
    }
}

impl Electorates<'_> {
    /// Who has a vote and no weight.
    pub(in crate::analysis) fn unweighted(&mut self, electors: SetId, weighting: u32) -> ActorSet {
        let electors: ActorSet = self.members(electors).to_vec();
        electors.into_iter().filter(|it| self.weight(weighting, *it).is_none()).collect()
    }
}

/// What an expression of one name is known by; `None` for every other.
fn key(of: &Actors<'_>, votes: bool) -> Option<SetKey> {
    let ([term], []) = (&of.include[..], &of.except[..]) else { return None };
    Some(match term {
        SetTerm::Actor(id) => (0, id.0, votes),
        SetTerm::Group(id) => (1, id.0, votes),
        SetTerm::Role(role) => (2, *role as u32, votes),
        SetTerm::MembersOf(id) => (3, id.0, votes),
        SetTerm::StandIn(who, aligned) => (4 + u8::from(*aligned), *who as u32, votes),
        _ => return None,
    })
}

/// The body or organization that an expression names, if it names nothing else.
pub(in crate::analysis) fn sole_body(treaty: &Treaty<'_>, of: &Actors<'_>) -> Option<ActorId> {
    let ([SetTerm::Actor(id)], []) = (&of.include[..], &of.except[..]) else { return None };
    treaty.actors[id.0 as usize].body.is_some().then_some(*id)
}

/// Whether an expression names a set that others may join without being let in.
fn is_open(treaty: &Treaty<'_>, of: &Actors<'_>, votes: bool) -> bool {
    of.include.iter().any(|term| match term {
        SetTerm::Nested(inner) => is_open(treaty, inner, false),
        _ => open_to(treaty, term, votes && of.include.len() == 1).is_some(),
    })
}

/// Who may join what a term names, where nobody must let them in.
fn open_to<'t, 'm>(treaty: &'t Treaty<'m>, term: &SetTerm<'m>, votes: bool) -> Option<&'t Actors<'m>> {
    match term {
        SetTerm::Group(id) => treaty.groups[id.0 as usize].open_to.as_ref(),
        // A body that stands among others stands for itself.
        SetTerm::Actor(_) if !votes => None,
        SetTerm::Actor(id) | SetTerm::MembersOf(id) => {
            let body = treaty.actors[id.0 as usize].body.as_deref()?;
            let admits = body.admitted_by.is_some() || body.rules.iter().any(|it| it.matters.contains(&"accession"));
            body.open_to.as_ref().filter(|_| !admits)
        }
        _ => None,
    }
}

/// Those of the bloc who may join a set.
pub(in crate::analysis) fn joining(treaty: &Treaty<'_>, of: &Actors<'_>, votes: bool, case: &Case) -> ActorSet {
    let mut found = ActorSet::new();
    for term in &of.include {
        if let SetTerm::Nested(inner) = term {
            found.extend(joining(treaty, inner, false, case));
        }
        let Some(open_to) = open_to(treaty, term, votes && of.include.len() == 1) else { continue };
        let open = treaty.resolve(open_to, Some(case));
        let joins = |actor: &ActorId| {
            open.actors.binary_search(actor).is_ok()
                || open.open && treaty.actors[actor.0 as usize].kind == ActorKind::State
        };
        found.extend(case.bloc.iter().copied().filter(joins));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a term is another set in another case.
fn varies_in(treaty: &Treaty<'_>, term: &SetTerm<'_>) -> bool {
    match term {
        SetTerm::StandIn(..) => true,
        SetTerm::Nested(inner) => treaty.depends_on_case(inner),
        SetTerm::Group(id) => treaty.groups[id.0 as usize].fixed.is_none(),
        SetTerm::Actor(id) | SetTerm::MembersOf(id) => {
            let body = treaty.actors[id.0 as usize].body.as_deref();
            body.is_some_and(|body| body.fixed.is_none() && body.members.is_some())
        }
        _ => false,
    }
}

/// Who owes, may or must not something under a provision: bearers, providers, those bound.
pub(crate) fn bearers<'p, 'm>(provision: &'p Provision<'m>) -> impl Iterator<Item = &'p Actors<'m>> {
    let sentences = provision.sentences.iter().filter_map(|it| it.bearer.as_ref());
    let details = provision.details.iter().filter_map(|detail| match &detail.kind {
        DetailKind::By(actors)
        | DetailKind::Among(actors)
        | DetailKind::Between(actors)
        | DetailKind::Response(_, Some(actors)) => Some(actors),
        DetailKind::OnActors(actors) => Some(&**actors),
        _ => None,
    });
    sentences.chain(details)
}
