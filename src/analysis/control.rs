//! Who controls what: for every promise and every power, which acts keep it from coming about, and which bring it about
//! whatever anybody else does.
//!
//! A set of acts *blocks* if nothing comes of the promise when they are left undone, though everybody else does
//! everything. It *enables* if the promise lives when they are done, though everybody else obstructs. Both are given as
//! minimal sets, none of whose acts can be spared: counted exactly, and listed with acts that count alike taken
//! together ("any two of FRA, GBR and USA vote no").

use super::budget;
use super::circuit::acts::{Acting, Atom, FormulaMode};
use super::circuit::{Circuits, GateDef, Obstruction, RootId, Test, bearers};
use super::diagram::{ActFunction, Diagrams, Family};
use super::gate::{BlockingMode, Gate, Holder, Power};
use super::route::{self, Route};
use super::veto::relevance::{AttackCase as Case, attacks, concerns, own_roots};
use crate::diagnostic::fingerprint;
use crate::model::{ActorId, ActorSet, ProvisionId, Treaty};
use crate::source::{FileId, Span};
use rustc_hash::FxHashMap;

/// So many patterns of sets are listed, smallest first.
const MOST_PATTERNS: usize = 24;

/// So many critical pairs are listed.
const MOST_PAIRS: usize = 64;

/// Who controls a promise, or a power that the text gives.
#[derive(Clone, Debug)]
pub struct Control<'m> {
    /// What is decided.
    pub power: Power,
    /// The provision or body that gives it.
    pub holder: Holder,
    /// The action of an organ that a provision only asks for.
    pub sought: bool,
    /// The clause.
    pub site: Span,
    /// The text.
    pub file: FileId,
    root: RootId,
    /// What stands in the way, from the event on.
    pub route: Route<'m>,
    /// Who can block and who can enable it, for each assumed attack and each group of bearers; one view where no attack is
    /// assumed.
    pub views: Vec<View>,
}

impl Control<'_> {
    /// The provision whose being live this is about.
    pub fn activates(&self) -> Option<ProvisionId> {
        match self.holder {
            Holder::Provision(id) if self.power == Power::Activation && !self.sought => Some(id),
            _ => None,
        }
    }
}

/// Who can block and enable something under one attack.
#[derive(Clone, Debug)]
pub struct View {
    /// The attack; `None` where no aggressor is assumed.
    pub attack: Option<Attack>,
    /// For whom, where each bearer's own acts count for itself alone; everybody whom it binds otherwise.
    pub bearers: ActorSet,
    /// Whether each of the bearers has a gate of its own.
    pub each: bool,
    /// The minimal blocking sets; `None` if they are too many to be told apart.
    pub blocking: Option<Sets>,
    /// The minimal enabling sets.
    pub enabling: Option<Sets>,
    /// What the aggressor can do, and how much of the rest is needed; `None` where no aggressor is assumed.
    pub adverse: Option<Adverse>,
}

/// An assumed attack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attack {
    /// Who attacks.
    pub attacker: ActorId,
    /// The attacker and everybody who acts with it.
    pub bloc: ActorSet,
    /// Whom it attacks.
    pub victims: ActorSet,
}

/// Minimal sets of acts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sets {
    /// How many there are; `None` if they are more than 38 digits count.
    pub count: Option<u128>,
    /// How many acts the smallest takes; `None` if there is no set, 0 if no act is needed.
    pub smallest: Option<u32>,
    /// The first of them, smallest first; acts that count alike are taken together.
    pub patterns: Vec<Pattern>,
    /// Whether the patterns stand for all of them.
    pub complete: bool,
}

/// Sets that differ only in which of those take part who count alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// What must come together.
    pub parts: Vec<ActGroup>,
    /// How many sets it stands for; `None` if they are more than 38 digits count.
    pub sets: Option<u128>,
}

impl Pattern {
    /// How many acts it takes.
    pub fn acts(&self) -> u32 {
        self.parts.iter().map(|it| it.count).sum()
    }
}

/// So many of some actors, at one gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActGroup {
    /// The gate.
    pub gate: Gate,
    /// What is decided there, if that is not what the whole is about.
    pub power: Option<Power>,
    /// Who counts alike there; nobody, where it is nobody's act.
    pub actors: ActorSet,
    /// How many of them it takes.
    pub count: u32,
    /// How they keep it shut.
    pub mode: BlockingMode,
    /// Whether what opens the gate stops the promise: the act is to stop it, or not to.
    pub reversed: bool,
}

/// What an aggressor can do.
#[derive(Clone, Debug)]
pub struct Adverse {
    /// Whether the matter concerns those whom it attacks: a promise to them, or a power that could hurt them.
    pub concerns: bool,
    /// How it blocks alone; empty if it can't.
    pub alone: Vec<Pattern>,
    /// How it blocks with its bloc, where it can't alone.
    pub with_bloc: Vec<Pattern>,
    /// How its bloc brings it about against everybody else.
    pub forces: Vec<Pattern>,
    /// How much of the others' support it takes.
    pub support: Support,
}

/// How many of those who are expected to help may fall away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Support {
    /// Nobody's support helps: the bloc keeps it shut.
    Blocked,
    /// Whoever falls away, it lives.
    Unneeded,
    /// It survives so many who fall away, whoever they are, and no more.
    Survives {
        /// How many.
        defections: u32,
        /// Each of these is critical alone.
        singles: ActorSet,
        /// Two that are critical together, neither of them alone.
        pairs: Vec<[ActorId; 2]>,
    },
    /// It could not be worked out: too many acts have a part in it.
    Unknown,
}

impl Support {
    /// The same for another bearer who is in the place of the first.
    pub(super) fn of(&self, first: ActorId, bearer: ActorId) -> Self {
        let swap = |it: ActorId| match it {
            _ if it == first => bearer,
            _ if it == bearer => first,
            _ => it,
        };
        match self {
            Self::Survives { defections, singles, pairs } => {
                let mut singles: ActorSet = singles.iter().map(|it| swap(*it)).collect();
                singles.sort_unstable();
                let pairs = pairs.iter().map(|[one, other]| [swap(*one), swap(*other)]).collect();
                Self::Survives { defections: *defections, singles, pairs }
            }
            other => other.clone(),
        }
    }
}

/// Who controls every promise and every power of the draft, in the order of the text.
pub(super) fn controls<'m>(circuits: &mut Circuits<'m>) -> Vec<Control<'m>> {
    let treaty = circuits.treaty;
    let cases = attacks(circuits);
    let roots = own_roots(circuits);
    circuits.sets.enter(cases.first().map_or(0, |it| it.number), cases.first().map(|it| it.case));
    let mut found: Vec<Control<'m>> = roots
        .iter()
        .map(|root| {
            let about = *circuits.root(*root);
            Control {
                power: about.power,
                holder: about.holder,
                sought: about.sought,
                site: about.site,
                file: about.file,
                root: *root,
                route: route::route(circuits, *root),
                views: Vec::new(),
            }
        })
        .collect();
    if cases.is_empty() {
        views(circuits, &roots, None, &mut found);
    }
    for case in &cases {
        circuits.sets.enter(case.number, Some(case.case));
        views(circuits, &roots, Some(case), &mut found);
    }
    found.sort_by_key(|it| (it.file != treaty.file, it.file, it.site.start));
    found
}

/// How actors keep something from coming about.
pub(super) fn blocking_by(
    circuits: &mut Circuits<'_>,
    control: &Control<'_>,
    who: &[ActorId],
    attack: Option<&Attack>,
    bearer: Option<ActorId>,
) -> Vec<Pattern> {
    enter(circuits, attack);
    let who = with_controlled(circuits.treaty, who);
    let mut acting = Acting::new(circuits, FormulaMode::Acts(bearer));
    let Some(function) = acting.root(control.root) else { return Vec::new() };
    blocking_sets(&mut acting, function).and_then(|it| sets_of(&mut acting, it, &who)).unwrap_or_default()
}

/// Those who act, with the offices and forces that do as they say.
pub(super) fn with_controlled(treaty: &Treaty<'_>, who: &[ActorId]) -> ActorSet {
    let mut found: ActorSet = who.to_vec();
    let mut at = 0;
    while let Some(actor) = found.get(at).copied() {
        let controlled = treaty.threat.controls.iter().filter(|it| it.0 == actor).map(|it| it.1);
        let more: ActorSet = controlled.filter(|it| !found.contains(it)).collect();
        found.extend(more);
        at += 1;
    }
    found
}

/// How actors bring something about; what is live by itself takes no act.
pub(super) fn enabling_by(
    circuits: &mut Circuits<'_>,
    control: &Control<'_>,
    who: &[ActorId],
    attack: Option<&Attack>,
    bearer: Option<ActorId>,
) -> Vec<Pattern> {
    enter(circuits, attack);
    let who = with_controlled(circuits.treaty, who);
    let mut acting = Acting::new(circuits, FormulaMode::Acts(bearer));
    let Some(function) = acting.root(control.root) else { return Vec::new() };
    acting.diagrams.minimal(function).and_then(|it| sets_of(&mut acting, it, &who)).unwrap_or_default()
}

/// The gates that nobody known holds and on which it hangs, where these obstruct and everybody else helps; or, `forcing`,
/// where these help and everybody else obstructs.
pub(super) fn doubts(
    circuits: &mut Circuits<'_>,
    control: &Control<'_>,
    who: &[ActorId],
    forcing: bool,
    attack: Option<&Attack>,
    bearer: Option<ActorId>,
) -> Vec<Gate> {
    enter(circuits, attack);
    let mut acting = Acting::new(circuits, FormulaMode::Acts(bearer));
    let Some(function) = acting.root(control.root) else { return Vec::new() };
    let atoms = std::mem::take(&mut acting.atoms);
    let controls = &acting.circuits.treaty.threat.controls;
    // Offices and forces that are not named themselves help where all do who control them.
    let does = |actor: ActorId| {
        let helps = |it: ActorId| who.contains(&it) == forcing;
        let mut above = controls.iter().filter(|it| it.1 == actor).map(|it| it.0).peekable();
        match above.peek() {
            Some(_) if !who.contains(&actor) => above.all(helps),
            _ => helps(actor),
        }
    };
    let act = |variable: u32| atoms[variable as usize].actor.map(does);
    // What is left are the acts of nobody.
    let left = acting.diagrams.restrict(function, &act);
    let family = left.and_then(|it| acting.diagrams.minimal(it));
    let mut gates: Vec<Gate> = Vec::new();
    for set in family.map_or_else(Vec::new, |it| acting.diagrams.sets(it, MOST_PATTERNS)) {
        for variable in set {
            let gate = acting.circuits.gates[atoms[variable as usize].gate as usize].gate;
            if !gates.contains(&gate) {
                gates.push(gate);
            }
        }
    }
    acting.atoms = atoms;
    gates
}

/// What brings something about whatever anybody else does, act by act.
#[derive(Clone, Debug)]
pub enum EnablingActs {
    /// The minimal sets of acts, each by somebody or nobody's, at its gate.
    Sets(Vec<Vec<(Option<ActorId>, Gate)>>),
    /// They are too many to be listed: who has a part in them, and a number that is the same for the same function.
    Many(ActorSet, u64),
    /// It could not be worked out.
    Unknown,
}

/// What brings something about, for anybody or for one bearer; sets are listed if they are no more than `most`.
pub(super) fn enabling_acts(
    circuits: &mut Circuits<'_>,
    control: &Control<'_>,
    attack: Option<&Attack>,
    bearer: Option<ActorId>,
    most: usize,
) -> EnablingActs {
    enter(circuits, attack);
    let mut acting = Acting::new(circuits, FormulaMode::Acts(bearer));
    let Some(function) = acting.root(control.root) else { return EnablingActs::Unknown };
    let Some(family) = acting.diagrams.minimal(function) else { return EnablingActs::Unknown };
    if acting.diagrams.count(family).is_none_or(|it| it > most as u128) {
        let mut actors: ActorSet = acting.atoms.iter().filter_map(|it| it.actor).collect();
        actors.sort_unstable();
        actors.dedup();
        return EnablingActs::Many(actors, shape(&acting, function));
    }
    let sets = acting.diagrams.sets(family, most);
    if budget::is_unfinished() {
        return EnablingActs::Unknown;
    }
    let act = |it: u32| {
        let atom = acting.atoms[it as usize];
        (atom.actor, acting.circuits.gates[atom.gate as usize].gate)
    };
    EnablingActs::Sets(sets.into_iter().map(|set| set.into_iter().map(act).collect()).collect())
}

/// A number for a function, by whose acts it asks for at which words.
fn shape(acting: &Acting<'_, '_>, function: ActFunction) -> u64 {
    let treaty = acting.circuits.treaty;
    let name = |variable: u32| {
        let atom = acting.atoms[variable as usize];
        let gate = acting.circuits.gates[atom.gate as usize].gate;
        let words = if gate.span.is_own() { treaty.quoted(gate.span) } else { format!("{:?}", gate.span.local()) };
        format!("{} {} {words}", atom.actor.map_or("", |it| treaty.name(it)), atom.reversed)
    };
    let mut known: FxHashMap<ActFunction, u64> =
        FxHashMap::from_iter([(ActFunction::NEVER, 0), (ActFunction::ALWAYS, 1)]);
    let mut path = vec![function];
    while let Some(at) = path.last().copied() {
        let Some(variable) = acting.diagrams.top(at).filter(|_| !known.contains_key(&at)) else {
            path.pop();
            continue;
        };
        let Some((one, other)) = acting.diagrams.below(at) else { break };
        match (known.get(&one), known.get(&other)) {
            (Some(one), Some(other)) => {
                let parts = [name(variable), one.to_string(), other.to_string()];
                known.insert(at, fingerprint(parts.iter().map(String::as_str)));
                path.pop();
            }
            _ => path.extend([one, other]),
        }
    }
    known.get(&function).copied().unwrap_or_default()
}

/// Everybody who has a part in what is decided, under whatever attack.
pub(super) fn players(circuits: &mut Circuits<'_>, control: &Control<'_>) -> ActorSet {
    let mut found = ActorSet::new();
    let attacks: Vec<Option<&Attack>> = control.views.iter().map(|it| it.attack.as_ref()).collect();
    for attack in attacks {
        enter(circuits, attack);
        found.extend(circuits.players(circuits.root(control.root).node));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Enters the case of an attack, or none.
fn enter(circuits: &mut Circuits<'_>, attack: Option<&Attack>) {
    let cases = &circuits.treaty.threat.cases;
    let same = |attack: &Attack| {
        let victim = |of: Option<ActorId>| of.map_or(attack.victims.is_empty(), |it| attack.victims.contains(&it));
        cases.iter().position(|it| it.attacker == attack.attacker && victim(it.victim))
    };
    let at = attack.and_then(same);
    circuits.sets.enter(at.map_or(0, |at| at as u32 + 1), at.map(|at| &cases[at]));
}

/// Adds the views of every root under one attack.
fn views(circuits: &mut Circuits<'_>, roots: &[RootId], case: Option<&Case<'_>>, found: &mut [Control<'_>]) {
    let treaty = circuits.treaty;
    let asks_each = circuits.asking_each();
    // For whom each root is looked at.
    let mut bearers_of: Vec<(usize, Option<ActorId>)> = Vec::new();
    for (at, root) in roots.iter().enumerate() {
        let bound = bound(treaty, found[at].activates(), case);
        if bound.len() > 1 && asks_each[root.0 as usize] {
            bearers_of.extend(bound.iter().map(|bearer| (at, Some(*bearer))));
        } else {
            bearers_of.push((at, None));
        }
    }
    // All that is looked at for the same bearer shares its functions.
    bearers_of.sort_by_key(|it| (it.1, it.0));
    for same in bearers_of.chunk_by(|one, other| one.1 == other.1) {
        let bearer = same[0].1;
        let mut acting = Acting::new(circuits, FormulaMode::Acts(bearer));
        let seen: Vec<(usize, ActSets)> =
            same.iter().map(|(at, _)| (*at, ActSets::of(&mut acting, roots[*at], case))).collect();
        let opposing = case.map_or(&[][..], |it| &it.case.bloc);
        let mut acting = Acting::new(circuits, FormulaMode::Actors(bearer, opposing));
        for (at, seen) in seen {
            let support = case.map(|_| support(&mut acting, roots[at]));
            let concerns = case.is_some_and(|case| is_concerned(treaty, &found[at], case, &seen.forces));
            let adverse = support.map(|support| Adverse {
                concerns,
                alone: seen.alone,
                with_bloc: seen.with_bloc,
                forces: seen.forces,
                support,
            });
            let attack = case.map(|it| Attack {
                attacker: it.case.attacker,
                bloc: it.case.bloc.clone(),
                victims: it.victims.clone(),
            });
            let (bearers, each) = match bearer {
                Some(bearer) => (vec![bearer], true),
                None => (bound(treaty, found[at].activates(), case), false),
            };
            let view = View { attack, bearers, each, blocking: seen.blocking, enabling: seen.enabling, adverse };
            add(&mut found[at].views, view);
        }
    }
}

/// Adds a view; bearers who are all in the same place share one.
fn add(views: &mut Vec<View>, view: View) {
    let same = |it: &&mut View| {
        it.each
            && view.each
            && it.attack == view.attack
            && alike(it.blocking.as_ref(), &it.bearers, view.blocking.as_ref(), &view.bearers)
            && alike(it.enabling.as_ref(), &it.bearers, view.enabling.as_ref(), &view.bearers)
            && it.adverse.as_ref().map(stance) == view.adverse.as_ref().map(stance)
    };
    match views.iter_mut().find(same) {
        Some(known) => known.bearers.extend(&view.bearers),
        None => views.push(view),
    }
}

/// What an aggressor can do to a bearer, whoever that is.
fn stance(adverse: &Adverse) -> (usize, usize, usize, bool) {
    let blocked = adverse.support == Support::Blocked;
    (adverse.alone.len(), adverse.with_bloc.len(), adverse.forces.len(), blocked)
}

/// Whether two bearers are in the same place: what one needs of itself, the other needs of itself.
fn alike(one: Option<&Sets>, bearers: &[ActorId], other: Option<&Sets>, others: &[ActorId]) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return one.is_none() && other.is_none() };
    let parts = |one: &ActGroup, other: &ActGroup| {
        let own = |part: &ActGroup, of: &[ActorId]| part.actors.len() == 1 && of.contains(&part.actors[0]);
        one.gate == other.gate
            && one.count == other.count
            && one.mode == other.mode
            && (one.actors == other.actors || own(one, bearers) && own(other, others))
    };
    let patterns = |(one, other): (&Pattern, &Pattern)| {
        one.parts.len() == other.parts.len() && one.parts.iter().zip(&other.parts).all(|(one, other)| parts(one, other))
    };
    one.count == other.count
        && one.patterns.len() == other.patterns.len()
        && one.patterns.iter().zip(&other.patterns).all(patterns)
}

/// Whom a promise binds.
fn bound(treaty: &Treaty<'_>, provision: Option<ProvisionId>, case: Option<&Case<'_>>) -> ActorSet {
    let Some(id) = provision else { return ActorSet::new() };
    // A trigger binds whom the promises bind that hang on it; it is looked at for nobody in particular.
    let provision = treaty.provision(id);
    let mut found: ActorSet = bearers(provision).flat_map(|it| treaty.members(it, case.map(|it| it.case))).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn is_concerned(treaty: &Treaty<'_>, control: &Control<'_>, case: &Case<'_>, forces: &[Pattern]) -> bool {
    let feared_only = control.power.is_feared() && !control.power.is_missed();
    if feared_only && forces.is_empty() {
        return false;
    }
    let concerned = match control.holder {
        Holder::Provision(id) if control.power == Power::Activation => {
            concerns(treaty, treaty.provision(id), case.case)
        }
        _ => true,
    };
    concerned && (control.power.is_missed() || control.power.is_feared())
}

/// What was found of a root act by act.
struct ActSets {
    blocking: Option<Sets>,
    enabling: Option<Sets>,
    alone: Vec<Pattern>,
    with_bloc: Vec<Pattern>,
    forces: Vec<Pattern>,
}

impl ActSets {
    fn of(acting: &mut Acting<'_, '_>, root: RootId, case: Option<&Case<'_>>) -> Self {
        let mut seen =
            Self { blocking: None, enabling: None, alone: Vec::new(), with_bloc: Vec::new(), forces: Vec::new() };
        let Some(function) = acting.root(root) else { return seen };
        if let Some(family) = blocking_sets(acting, function) {
            seen.blocking = Some(sets(acting, family));
            if let Some(case) = case {
                let alone = sets_of(acting, family, &case.by_itself);
                let with_bloc = sets_of(acting, family, &case.case.bloc);
                // Who can't be told to block is not told to be unable to.
                if alone.is_none() || with_bloc.is_none() {
                    seen.blocking = None;
                }
                seen.alone = alone.unwrap_or_default();
                if seen.alone.is_empty() {
                    seen.with_bloc = with_bloc.unwrap_or_default();
                }
            }
        }
        if let Some(family) = acting.diagrams.minimal(function) {
            seen.enabling = Some(sets(acting, family));
            // What is live by itself is forced by nobody.
            if let Some(case) = case.filter(|_| function != ActFunction::ALWAYS) {
                seen.forces = sets_of(acting, family, &case.case.bloc).unwrap_or_default();
            }
        }
        seen
    }
}

/// The minimal sets of acts without which nothing comes of it. What is nobody's act is taken to be so.
fn blocking_sets(acting: &mut Acting<'_, '_>, function: ActFunction) -> Option<Family> {
    let atoms = std::mem::take(&mut acting.atoms);
    let given = |variable: u32| atoms[variable as usize].actor.is_none().then_some(true);
    let function = acting.diagrams.restrict(function, &given);
    acting.atoms = atoms;
    let dual = acting.diagrams.dual(function?)?;
    acting.diagrams.minimal(dual)
}

fn sets(acting: &mut Acting<'_, '_>, family: Family) -> Sets {
    let alike = |variable: u32| acting.atoms[variable as usize].alike;
    // One set for each way in which classes of acts that count alike can take part.
    let listed = acting.diagrams.canonical(family, &alike, MOST_PATTERNS + 1);
    let complete = listed.len() <= MOST_PATTERNS && !budget::is_unfinished();
    let (count, smallest) = (acting.diagrams.count(family), acting.diagrams.smallest(family));
    let mut patterns: Vec<Pattern> = listed.iter().take(MOST_PATTERNS).map(|set| pattern(acting, set, true)).collect();
    patterns.sort_by_key(Pattern::acts);
    Sets { count, smallest, patterns, complete }
}

/// The sets that certain actors have in their hands.
fn sets_of(acting: &mut Acting<'_, '_>, family: Family, actors: &[ActorId]) -> Option<Vec<Pattern>> {
    let atoms = std::mem::take(&mut acting.atoms);
    let theirs = |variable: u32| atoms[variable as usize].actor.is_some_and(|it| actors.contains(&it));
    let family = acting.diagrams.within(family, &theirs);
    acting.atoms = atoms;
    let listed = acting.diagrams.sets(family?, MOST_PATTERNS);
    Some(listed.iter().map(|set| pattern(acting, set, false)).collect())
}

/// The pattern that a set is one of; the set alone if acts that count alike are not taken together.
fn pattern(acting: &mut Acting<'_, '_>, set: &[u32], together: bool) -> Pattern {
    let mut parts: Vec<ActGroup> = Vec::new();
    let mut ways = Some(1u128);
    let mut at = 0;
    while at < set.len() {
        let first = acting.atoms[set[at] as usize];
        // Those who count alike stand one behind the other.
        let mut class = vec![set[at]];
        if together && first.actor.is_some() {
            class = class_of(&acting.atoms, set[at]);
        }
        let count = set[at..].iter().take_while(|it| class.contains(it)).count();
        let taken: ActorSet = set[at..at + count].iter().filter_map(|it| acting.atoms[*it as usize].actor).collect();
        let mode = mode(acting, first, &taken);
        let mut actors: ActorSet = class.iter().filter_map(|it| acting.atoms[*it as usize].actor).collect();
        actors.sort_unstable();
        let choices = if actors.is_empty() { Some(1) } else { binomial(actors.len() as u64, count as u64) };
        ways = ways.and_then(|ways| ways.checked_mul(choices?));
        let GateDef { mut gate, power, .. } = acting.circuits.gates[first.gate as usize];
        if acting.is_shared(first.gate) {
            gate.span = gate.clause;
        }
        let count = if first.actor.is_some() { count as u32 } else { 0 };
        parts.push(ActGroup { gate, power, actors, count, mode, reversed: first.reversed });
        at += count.max(1) as usize;
    }
    // The same gate may have classes of its own: they stay apart, in the order of the text.
    parts.sort_by_key(|it| (it.gate.file, it.gate.span.start));
    Pattern { parts, sets: ways }
}

/// Every variable that counts like one, itself among them.
fn class_of(atoms: &[Atom], variable: u32) -> Vec<u32> {
    let mut first = variable;
    while let Some(before) = atoms[first as usize].alike {
        first = before;
    }
    let mut class = vec![first];
    let mut last = first;
    while let Some(next) = atoms.get(last as usize + 1)
        && next.alike == Some(last)
    {
        last += 1;
        class.push(last);
    }
    class
}

/// How some actors keep a gate shut together.
fn mode(acting: &mut Acting<'_, '_>, atom: Atom, actors: &[ActorId]) -> BlockingMode {
    if atom.reversed {
        return BlockingMode::Carries;
    }
    let def = acting.circuits.gates[atom.gate as usize];
    let shut = acting.circuits.how_shut(def.node, Obstruction::block(actors));
    shut.unwrap_or(match def.test {
        Test::Vote(_) => BlockingMode::VotesNo,
        _ => BlockingMode::Withholds,
    })
}

/// How much support it takes where the bloc obstructs.
fn support(acting: &mut Acting<'_, '_>, root: RootId) -> Support {
    let Some(function) = acting.root(root) else { return Support::Unknown };
    match function {
        ActFunction::NEVER => return Support::Blocked,
        ActFunction::ALWAYS => return Support::Unneeded,
        _ => {}
    }
    let diagrams: &mut Diagrams = &mut acting.diagrams;
    let family = diagrams.dual(function).and_then(|dual| diagrams.minimal(dual));
    let Some(family) = family else { return Support::Unknown };
    let Some(smallest) = diagrams.smallest(family) else { return Support::Unneeded };
    let few: Vec<Vec<u32>> = if smallest <= 2 { diagrams.sets(family, MOST_PAIRS) } else { Vec::new() };
    let actors = |set: &Vec<u32>| -> ActorSet {
        let mut found: ActorSet = set.iter().filter_map(|it| acting.atoms[*it as usize].actor).collect();
        found.sort_unstable();
        found
    };
    let few: Vec<ActorSet> = few.iter().map(actors).collect();
    let mut singles: ActorSet = few.iter().filter(|it| it.len() == 1).map(|it| it[0]).collect();
    let mut pairs: Vec<[ActorId; 2]> = few.iter().filter(|it| it.len() == 2).map(|it| [it[0], it[1]]).collect();
    singles.sort_unstable();
    pairs.sort_unstable();
    Support::Survives { defections: smallest.saturating_sub(1), singles, pairs }
}

/// How many ways there are to choose; `None` if they are more than 38 digits count.
fn binomial(of: u64, chosen: u64) -> Option<u128> {
    let mut ways: u128 = 1;
    for at in 0..chosen.min(of - chosen) {
        // Each step divides evenly.
        ways = ways.checked_mul(u128::from(of - at))? / u128::from(at + 1);
    }
    Some(ways)
}
