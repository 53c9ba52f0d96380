//! What is wrong with names once everything is read: codes, circles, names that nobody uses.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::attention::{self, Slots};
use super::super::membership::{Circle, NamedSet};
use super::super::{ActorId, ActorKind, Actors, GroupId, RefTarget, SetTerm, states};
use super::{ModelBuilder, Reads};
use crate::diagnostic::Severity;
use crate::syntax::ast::{self, DeclarationKind};
use crate::syntax::lexer;

/// So deep may sets be made of sets.
const DEPTH: u32 = 64;

/// So deep may they nest with the parentheses of each.
const NESTING: u32 = 256;

/// ISO 3166 begins here: texts before it have no codes to miss.
const FIRST_CODES: u32 = 1974;

impl<'a> ModelBuilder<'a, '_> {
    /// Remarks on a code that names no state, or another one than the title does.
    pub(super) fn check_code(&mut self, name: &'a str, declared: &ast::Declaration) {
        if !matches!(declared.kind, DeclarationKind::Party | DeclarationKind::State)
            || self.reads != Reads::Own
            || !states::looks_like_code(name)
        {
            return;
        }
        let Some(title_span) = declared.title else { return };
        let title = self.unquoted(title_span);
        let known = states::state(name);
        if known.is_some_and(|(_, short)| title.contains(short))
            || self.treaty.head.signed.is_some_and(|day| day / 10_000 < FIRST_CODES)
        {
            return;
        }
        let (message, meant) = if let Some((_, short)) = known {
            // The long form of a name often holds another state's: only an exact other name is a slip.
            let Some((code, other)) = states::state_called(title) else { return };
            (format!("`{name}` is the code of {short}, but the title names {other}"), Some((code, other)))
        } else if states::is_acronym_of(name, title) {
            return;
        } else {
            let meant = states::state_in_title(title).or_else(|| states::near_code(name));
            (format!("`{name}` looks like a country code but denotes no State"), meant)
        };
        if let Some(finding) = self.report("names/unknown-code", Severity::Advice, declared.name, message)
            && let Some((code, state)) = meant
        {
            finding.help(format!("{state} is `{code}`"));
        }
    }

    /// Cuts sets that are made of themselves, says so, and evaluates the others.
    pub(super) fn break_cycles(&mut self) {
        let (order, seen) = attention::watch(|| self.order_sets());
        self.treaty.circles.also(seen);
        self.treaty.settle(&order);
    }

    /// Every set after those that it is made of.
    fn order_sets(&mut self) -> Vec<NamedSet> {
        let groups = (0..self.treaty.groups.len()).map(|at| NamedSet::Group(GroupId(at as u32)));
        let bodies = self.treaty.actors.iter().enumerate();
        let bodies = bodies.filter(|(_, it)| it.body.as_deref().is_some_and(|body| body.members.is_some()));
        let bodies = bodies.map(|(at, _)| NamedSet::Body(ActorId(at as u32)));
        let deployments = self.acting.iter().map(|id| NamedSet::Deployment(*id));
        let names: Vec<NamedSet> = groups.chain(bodies).chain(deployments).collect();
        // How deep a set is made of sets; nothing while its own parts are still being looked at.
        let mut heights: FxHashMap<NamedSet, Option<Height>> = FxHashMap::default();
        // Where each stands that is being looked at.
        let mut places: FxHashMap<NamedSet, usize> = FxHashMap::default();
        let mut order = Vec::with_capacity(names.len());
        for name in names {
            if heights.contains_key(&name) {
                continue;
            }
            heights.insert(name, None);
            places.insert(name, 0);
            let mut path = vec![self.open_set(name, 0, None)];
            while let Some(open) = path.last_mut() {
                if let Some((part, depth)) = open.parts.pop() {
                    match heights.get(&part) {
                        Some(None) => self.circular(&path, places[&part]),
                        Some(Some(known)) => open.height.above(*known, depth),
                        None => {
                            heights.insert(part, None);
                            places.insert(part, path.len());
                            let inner = self.open_set(part, depth, path.last());
                            path.push(inner);
                        }
                    }
                    continue;
                }
                let (name, depth, height) = (open.name, open.depth, open.height);
                path.pop();
                let height = if height.sets >= DEPTH || height.nesting >= NESTING {
                    self.too_deep(name);
                    Height { sets: 1, nesting: 1 }
                } else {
                    Height { sets: height.sets + 1, nesting: height.nesting + 1 }
                };
                heights.insert(name, Some(height));
                order.push(name);
                if let Some(above) = path.last_mut() {
                    above.height.above(height, depth);
                }
            }
        }
        order
    }

    fn open_set(&self, name: NamedSet, depth: u32, within: Option<&OpenSet>) -> OpenSet {
        let (mut parts, mut height) = (Vec::new(), Height::default());
        if let Some(members) = self.treaty.members_named(name) {
            collect(members, 0, &mut parts, &mut height.nesting);
        }
        let above = within.map_or(0, |it| it.deployments);
        let deployments = above + u32::from(matches!(name, NamedSet::Deployment(_)));
        OpenSet { name, parts, depth, height, deployments }
    }

    /// Sets on a path each of which is made of the next, and the last of the first.
    fn circular(&mut self, path: &[OpenSet], from: usize) {
        let (first, last) = (path[from].name, path[path.len() - 1].name);
        if let Some(members) = self.treaty.members_mut(last) {
            cut(members, first);
        }
        let before = from.checked_sub(1).map_or(0, |at| path[at].deployments);
        let through_deployments = path[path.len() - 1].deployments > before;
        let Some(circle) = Circle::of(path[from..].iter().map(|it| it.name.target())) else { return };
        if through_deployments {
            // Whether it is one may turn on what provisions say: the rule looks there.
            self.treaty.circles.push(circle);
            return;
        }
        let span = self.declared_at(circle.last);
        if !span.is_own() {
            return;
        }
        let other_span = self.declared_at(first.target());
        let message = circle.message(&self.treaty);
        if let Some(finding) = self.report("names/circular", Severity::Error, span, message) {
            if first != last {
                finding.label(other_span, "defined through it");
            }
            finding.help("name the members of one of them");
        }
    }

    fn too_deep(&mut self, name: NamedSet) {
        if let Some(members) = self.treaty.members_mut(name) {
            *members = Actors { include: ast::List::from([SetTerm::Unknown]), ..Actors::default() };
        }
        let span = self.declared_at(name.target());
        if span.is_own() {
            let name = self.words(span);
            let message =
                format!("`{name}` is made of sets within sets, more than {DEPTH} deep: its members are not counted");
            self.report("names/circular", Severity::Error, span, message);
        }
    }

    /// Names that are declared and never used.
    pub(super) fn check_unused(&mut self) {
        let treaty = &self.treaty;
        let mut groups = vec![false; treaty.groups.len()];
        let mut places = vec![false; treaty.places.len()];
        let mut instruments = vec![false; treaty.instruments.len()];
        let mut milestones = vec![false; treaty.milestones.len()];
        let mut actors = vec![false; treaty.actors.len()];
        for it in &treaty.uses {
            match it.target {
                RefTarget::Group(id) => groups[id.0 as usize] = true,
                RefTarget::Place(id) => places[id.0 as usize] = true,
                RefTarget::Instrument(id) => instruments[id.0 as usize] = true,
                RefTarget::Milestone(at) => milestones[at as usize] = true,
                RefTarget::Actor(id) => actors[id.0 as usize] = true,
                _ => {}
            }
        }
        let own = treaty.file;
        let mut unused = Vec::new();
        let mut add = |used: &[bool], at: usize, file, span, name, what| {
            if !used[at] && file == own {
                unused.push((span, name, what));
            }
        };
        for (at, it) in treaty.groups.iter().enumerate() {
            add(&groups, at, it.file, it.span, it.name, "group");
        }
        for (at, it) in treaty.places.iter().enumerate() {
            // A zone that bars something, a frontier that is recognised, acts by itself.
            let acts = it.details.iter().any(|detail| {
                use super::super::DetailKind as Kind;
                matches!(
                    detail.kind,
                    Kind::Bars { .. } | Kind::PermitsThere { .. } | Kind::RecognisedBy { .. } | Kind::EnforcedBy { .. }
                )
            });
            if !acts {
                add(&places, at, it.file, it.name_span, it.name, it.kind.as_str());
            }
        }
        for (at, it) in treaty.instruments.iter().enumerate() {
            add(&instruments, at, it.file, it.span, it.name, "instrument");
        }
        for (at, it) in treaty.milestones.iter().enumerate() {
            add(&milestones, at, it.file, it.span, it.name, "milestone");
        }
        for (at, it) in treaty.actors.iter().enumerate() {
            // An article that sets up a body has said what it is for.
            if it.kind == ActorKind::Body && !it.prelude && it.unit.is_none() {
                add(&actors, at, it.file, it.span, it.name, "body");
            }
        }
        if self.formal {
            let mut triggers = vec![false; treaty.provisions.len()];
            let mut units = vec![false; treaty.units.len()];
            for it in &treaty.uses {
                match it.target {
                    RefTarget::Provision(id) => triggers[id.0 as usize] = true,
                    RefTarget::Unit(id) => units[id.0 as usize] = true,
                    _ => {}
                }
            }
            for it in treaty.own_provisions() {
                let named = treaty.outward(it.unit).any(|id| units[id.0 as usize]);
                // What it deems, or whom it answers, it does by itself.
                let acts = it.ambiguity.is_some() || !it.details.is_empty();
                // What a bracket in it says is another thing in another reading.
                let open = treaty.brackets.slots_of(it.head) != Slots::NONE;
                if it.kind == ast::ProvisionKind::Trigger && !it.name.is_empty() && !open && !named && !acts {
                    add(&triggers, it.id.0 as usize, it.file, it.name_span, it.name, "trigger");
                }
            }
        }
        if unused.is_empty() {
            return;
        }
        let used: FxHashSet<&str> = self.left_out().iter().flat_map(|it| lexer::words(it.of(self.text))).collect();
        for (span, name, what) in unused {
            // What another reading uses is not unused.
            if used.contains(name) || what == "trigger" && ast::UnitKind::ALL.iter().any(|it| used.contains(it.1)) {
                continue;
            }
            let message = format!("the {what} `{name}` is declared but never used");
            self.report("names/unused", Severity::Advice, span, message);
        }
    }
}

/// How deep a set is made of others.
#[derive(Clone, Copy, Default)]
struct Height {
    /// By how many sets.
    sets: u32,
    /// With parentheses.
    nesting: u32,
}

impl Height {
    /// Stands above another set, which stands so deep in parentheses.
    fn above(&mut self, part: Self, depth: u32) {
        self.sets = self.sets.max(part.sets);
        self.nesting = self.nesting.max(part.nesting + depth);
    }
}

/// A set whose parts are being looked at.
struct OpenSet {
    name: NamedSet,
    /// The sets that it names and that were not looked at yet, with how deep in parentheses they stand.
    parts: Vec<(NamedSet, u32)>,
    /// How deep in parentheses it stands in the set that names it.
    depth: u32,
    /// How deep its parts are made of sets.
    height: Height,
    /// How many deployments stand on the way to it, itself among them.
    deployments: u32,
}

/// The sets that a set expression names, with how deep in parentheses each stands, and how deep they go.
fn collect(actors: &Actors<'_>, depth: u32, parts: &mut Vec<(NamedSet, u32)>, deepest: &mut u32) {
    *deepest = depth.max(*deepest);
    for term in actors.include.iter().chain(&actors.except) {
        match term {
            SetTerm::Nested(inner) => collect(inner, depth + 1, parts, deepest),
            term => parts.extend(named(term).map(|it| (it, depth))),
        }
    }
}

/// The set that a term names.
fn named(term: &SetTerm<'_>) -> Option<NamedSet> {
    match term {
        SetTerm::Group(id) => Some(NamedSet::Group(*id)),
        SetTerm::MembersOf(id) => Some(NamedSet::Body(*id)),
        SetTerm::Provision(id) => Some(NamedSet::Deployment(*id)),
        _ => None,
    }
}

/// Takes a set out of a set expression: nobody knows who it is.
fn cut(actors: &mut Actors<'_>, part: NamedSet) {
    for term in actors.include.iter_mut().chain(&mut actors.except) {
        match term {
            SetTerm::Nested(inner) => cut(inner, part),
            term if named(term) == Some(part) => *term = SetTerm::Unknown,
            _ => {}
        }
    }
}
