//! Who must cooperate so that something comes about, as a monotone function of actors, comparable between two texts.

use super::canon::Canon;
use super::{AttackName, Element};
use crate::analysis::control::{EnablingActs, View};
use crate::analysis::gate::{Gate, GateKind, Holder, Power};
use crate::analysis::{Facts, circuit};
use crate::model::{ActorId, ProvisionId};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// So many minimal sets of acts are listed; what has more cannot be compared.
const MOST_SETS: usize = 4096;

/// Who or what must cooperate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Player {
    /// The name of an actor, or the words of a condition.
    pub name: String,
    /// What it is.
    pub kind: PlayerKind,
}

/// What a player is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlayerKind {
    /// Somebody.
    Actor,
    /// An organ of somebody, in words: a parliament that must approve.
    Organ,
    /// A condition in words that nobody is named to judge.
    Condition,
    /// What the text leaves open.
    Open,
}

/// The minimal sets of players that bring something about whatever anybody else does: none if nobody can, the empty one if it
/// needs no act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GateFunction {
    sets: Vec<BTreeSet<Player>>,
    /// Where they are too many to be listed, a number that is the same for the same function.
    many: Option<u64>,
    /// Then, who has a part in it, and who of them alone keeps it shut.
    members: BTreeSet<Player>,
    lone: BTreeSet<Player>,
}

/// What brings something about, by attack; nothing where it has too many ways to be compared.
pub(super) type ByAttack = BTreeMap<Option<AttackName>, Option<GateFunction>>;

/// Something that somebody decides besides what is owed: entry into force, renewal, an end.
#[derive(Clone, Debug)]
pub struct PowerEffect {
    /// What is decided.
    pub power: Power,
    /// The part of the text that gives it, by its place in [`super::Effects::elements`].
    pub element: Option<usize>,
    /// Who owes something under that part.
    pub bearers: BTreeSet<String>,
    /// What brings it about, by attack.
    pub gates: BTreeMap<Option<AttackName>, Option<GateFunction>>,
}

impl GateFunction {
    /// What nobody can bring about.
    pub fn never() -> Self {
        Self::default()
    }

    /// What needs no act.
    pub fn always() -> Self {
        Self::of(vec![BTreeSet::new()])
    }

    /// The function of these sets.
    pub fn of(sets: Vec<BTreeSet<Player>>) -> Self {
        Self { sets: minimal(sets), ..Self::default() }
    }

    /// Its minimal sets, smallest first; none where they are too many.
    pub fn sets(&self) -> &[BTreeSet<Player>] {
        &self.sets
    }

    /// Whether its sets are too many to be listed.
    pub fn is_many(&self) -> bool {
        self.many.is_some()
    }

    /// Whether nobody can bring it about.
    pub fn is_never(&self) -> bool {
        self.sets.is_empty() && self.many.is_none()
    }

    /// Everybody and everything that has a part in it.
    pub fn players(&self) -> BTreeSet<&Player> {
        self.sets.iter().flatten().chain(&self.members).collect()
    }

    /// The same where some players cooperate.
    #[must_use]
    pub fn given(&self, cooperates: &dyn Fn(&Player) -> bool) -> Self {
        if self.is_many() || !self.sets.iter().flatten().any(cooperates) {
            return self.clone();
        }
        let rest = |set: &BTreeSet<Player>| set.iter().filter(|it| !cooperates(it)).cloned().collect();
        Self::of(self.sets.iter().map(rest).collect())
    }

    /// The same where some players obstruct.
    #[must_use]
    pub fn without(&self, obstructs: &dyn Fn(&Player) -> bool) -> Self {
        let sets = self.sets.iter().filter(|set| !set.iter().any(obstructs)).cloned().collect();
        Self { sets, ..self.clone() }
    }

    /// The same with other names.
    #[must_use]
    pub(super) fn renamed(&self, rename: &dyn Fn(&String) -> String) -> Self {
        let player = |it: &Player| Player { name: rename(&it.name), kind: it.kind };
        Self { sets: minimal(self.sets.iter().map(|set| set.iter().map(player).collect()).collect()), ..self.clone() }
    }

    /// Either of two.
    #[must_use]
    pub(super) fn or(self, other: Self) -> Self {
        match (self.is_many(), other.is_many()) {
            (true, _) => self,
            (_, true) => other,
            _ => Self::of(self.sets.into_iter().chain(other.sets).collect()),
        }
    }

    /// That something does not come about: what keeps it from being brought about.
    #[must_use]
    pub(super) fn dual(&self) -> Self {
        let mut sets: Vec<BTreeSet<Player>> = vec![BTreeSet::new()];
        for set in &self.sets {
            let with = |known: &BTreeSet<Player>| -> Vec<BTreeSet<Player>> {
                if !known.is_disjoint(set) {
                    return vec![known.clone()];
                }
                set.iter().map(|it| known.iter().chain([it]).cloned().collect()).collect()
            };
            sets = minimal(sets.iter().flat_map(with).collect());
            if sets.len() > MOST_SETS {
                return Self {
                    many: Some(0),
                    members: self.players().into_iter().cloned().collect(),
                    ..Self::default()
                };
            }
        }
        Self { sets, ..Self::default() }
    }

    /// Whether whatever opens this opens another.
    pub fn implies(&self, other: &Self) -> bool {
        self == other || self.sets.iter().all(|set| other.sets.iter().any(|it| it.is_subset(set)))
    }

    /// A least set that opens this and not another.
    pub fn beyond(&self, other: &Self) -> Option<&BTreeSet<Player>> {
        self.sets.iter().find(|set| !other.sets.iter().any(|it| it.is_subset(set))).filter(|_| !other.is_many())
    }

    /// Everybody who alone keeps it shut.
    pub fn lone_blockers(&self) -> BTreeSet<&Player> {
        if self.is_many() {
            return self.lone.iter().collect();
        }
        let mut sets = self.sets.iter();
        let first: BTreeSet<&Player> = sets.next().into_iter().flatten().collect();
        sets.fold(first, |all, set| all.into_iter().filter(|it| set.contains(it)).collect())
    }
}

/// The sets that hold no other, smallest first.
fn minimal(mut sets: Vec<BTreeSet<Player>>) -> Vec<BTreeSet<Player>> {
    sets.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
    sets.dedup();
    let mut kept: Vec<BTreeSet<Player>> = Vec::new();
    for set in sets {
        if !kept.iter().any(|it| it.is_subset(&set)) {
            kept.push(set);
        }
    }
    kept
}

/// What brings about each promise and each power of a reading.
pub(super) struct Functions {
    /// By the promise and, where each bearer has its own gate, the bearer.
    promises: FxHashMap<(ProvisionId, Option<ActorId>), ByAttack>,
    powers: Vec<(Power, Holder, ByAttack)>,
}

impl Functions {
    pub(super) fn of(facts: &Facts<'_>, canon: &Canon<'_, '_>) -> Self {
        let mut found = Self { promises: FxHashMap::default(), powers: Vec::new() };
        for control in facts.controls() {
            let mut power = ByAttack::new();
            for view in &control.views {
                let first = view.bearers.first().copied().filter(|_| view.each);
                let acts = facts.enabling_acts(control, view.attack.as_ref(), first, MOST_SETS);
                let Some(id) = control.activates() else {
                    let function = function(canon, &acts, view, None);
                    power.extend(attacks(canon, view).into_iter().map(|it| (it, function.clone())));
                    continue;
                };
                // Bearers of a view are in the same place: what one needs of itself, another needs of itself.
                let bearers: Vec<Option<ActorId>> =
                    if view.each { view.bearers.iter().copied().map(Some).collect() } else { vec![None] };
                for bearer in bearers {
                    let function = function(canon, &acts, view, first.zip(bearer));
                    let known = found.promises.entry((id, bearer)).or_default();
                    known.extend(attacks(canon, view).into_iter().map(|it| (it, function.clone())));
                }
            }
            if control.activates().is_none() {
                found.powers.push((control.power, control.holder, power));
            }
        }
        found
    }

    /// What makes a promise live for one of its bearers.
    pub(super) fn promise(&self, id: ProvisionId, bearer: ActorId) -> ByAttack {
        let found = self.promises.get(&(id, Some(bearer))).or_else(|| self.promises.get(&(id, None)));
        found.cloned().unwrap_or_default()
    }

    /// What else is decided by somebody, one entry for each power of each part of the text.
    pub(super) fn powers(&self, facts: &Facts<'_>, elements: &[Element]) -> Vec<PowerEffect> {
        let treaty = facts.treaty();
        let mut found: Vec<PowerEffect> = Vec::new();
        for (power, holder, gates) in &self.powers {
            let (element, bearers) = match *holder {
                Holder::Provision(id) => {
                    let bearers = circuit::bearers(treaty.provision(id)).flat_map(|it| treaty.members(it, None));
                    (Some(id.0 as usize), bearers.map(|it| treaty.name(it).to_owned()).collect())
                }
                Holder::Body(id) => {
                    let of = |it: &Element| it.kind == "body" && it.name == treaty.name(id);
                    (elements.iter().position(of), BTreeSet::new())
                }
            };
            match found.iter_mut().find(|it| it.power == *power && it.element == element) {
                Some(known) => join(&mut known.gates, gates),
                None => found.push(PowerEffect { power: *power, element, bearers, gates: gates.clone() }),
            }
        }
        found
    }
}

/// Two clauses that give the same power: either will do.
fn join(known: &mut ByAttack, more: &ByAttack) {
    for (attack, function) in more {
        let joined = match (known.remove(attack), function) {
            (Some(Some(one)), Some(other)) => Some(one.or(other.clone())),
            (None, other) => other.clone(),
            _ => None,
        };
        known.insert(attack.clone(), joined);
    }
}

/// The attacks of a view, each with its victim.
fn attacks(canon: &Canon<'_, '_>, view: &View) -> Vec<Option<AttackName>> {
    let name = |it: &ActorId| canon.treaty.name(*it).to_owned();
    match &view.attack {
        None => vec![None],
        Some(it) if it.victims.is_empty() => vec![Some((name(&it.attacker), None))],
        Some(it) => it.victims.iter().map(|victim| Some((name(&it.attacker), Some(name(victim))))).collect(),
    }
}

/// The function of acts, actor by actor; `swap` puts a bearer in the place of the first of those that are in the same place.
/// Nothing if it could not be worked out.
fn function(
    canon: &Canon<'_, '_>,
    acts: &EnablingActs,
    view: &View,
    swap: Option<(ActorId, ActorId)>,
) -> Option<GateFunction> {
    let actor = |it: ActorId| match swap {
        Some((first, bearer)) if it == first => bearer,
        Some((first, bearer)) if it == bearer => first,
        _ => it,
    };
    let name = |it: ActorId| Player { name: canon.treaty.name(actor(it)).to_owned(), kind: PlayerKind::Actor };
    match acts {
        EnablingActs::Unknown => None,
        EnablingActs::Many(actors, number) => {
            let alone = view.blocking.iter().flat_map(|it| &it.patterns).filter(|it| it.acts() == 1);
            let lone = alone.flat_map(|it| &it.parts).flat_map(|it| &it.actors).map(|it| name(*it));
            let members = actors.iter().map(|it| name(*it)).collect();
            Some(GateFunction { many: Some(*number), members, lone: lone.collect(), ..GateFunction::default() })
        }
        EnablingActs::Sets(sets) => {
            let players = |(by, gate): &(Option<ActorId>, Gate)| match by {
                Some(by) => {
                    let name = name(*by);
                    let organ = organ(canon, gate)
                        .map(|it| Player { name: format!("{} by {it}", name.name), kind: PlayerKind::Organ });
                    organ.into_iter().chain([name]).collect::<Vec<_>>()
                }
                None => vec![condition(canon, gate)],
            };
            Some(GateFunction::of(sets.iter().map(|set| set.iter().flat_map(players).collect()).collect()))
        }
    }
}

/// The organ that acts for a State at a gate, in the words of the text: `approval of USA by "Congress"`.
fn organ(canon: &Canon<'_, '_>, gate: &Gate) -> Option<String> {
    let acts =
        matches!(gate.kind, GateKind::Approval | GateKind::Consent | GateKind::Agreement | GateKind::Ratification);
    let words = if acts && gate.span.is_own() { canon.text(gate.span) } else { return None };
    let from = words.find('“')?;
    let to = words[from..].find('”')? + from;
    Some(words[from..to + '”'.len_utf8()].to_owned())
}

/// What nobody is named to open.
fn condition(canon: &Canon<'_, '_>, gate: &Gate) -> Player {
    let is_own = gate.file == canon.treaty.file && gate.span.is_own();
    let hole = canon.treaty.holes.iter().any(|it| gate.clause.contains(it.span));
    let open = !is_own || hole || gate.kind == GateKind::Unknown;
    Player {
        name: if is_own { canon.text(gate.span) } else { gate.kind.noun().to_owned() },
        kind: if open { PlayerKind::Open } else { PlayerKind::Condition },
    }
}
