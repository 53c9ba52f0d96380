//! What is wrong with names once everything is read: codes, circles, names that nobody uses.

use rustc_hash::FxHashMap;

use super::super::membership::Named;
use super::super::{ActorId, ActorKind, Actors, GroupId, Target, Term, states};
use super::hidden::stands_in;
use super::{Builder, Reads};
use crate::diagnostic::Severity;
use crate::syntax::ast::{self, DeclarationKind};

/// So deep may sets be made of sets.
const DEPTH: u32 = 64;

/// ISO 3166 begins here: texts before it have no codes to miss.
const FIRST_CODES: u32 = 1974;

impl<'a> Builder<'a, '_> {
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
        if known.is_some_and(|(_, short)| title.contains(short)) || self.signed.is_some_and(|year| year < FIRST_CODES) {
            return;
        }
        let (message, meant) = if let Some((_, short)) = known {
            // The long form of a name often holds another state's: only an exact other name is a slip.
            let Some((code, other)) = states::state_called(title) else { return };
            (format!("`{name}` is the code of {short}, and the title names {other}"), Some((code, other)))
        } else if states::is_acronym_of(name, title) {
            return;
        } else {
            let meant = states::state_in_title(title).or_else(|| states::near_code(name));
            (format!("`{name}` looks like a country code, and names no state"), meant)
        };
        if let Some(finding) = self.report("names/unknown-code", Severity::Advice, declared.name, message)
            && let Some((code, state)) = meant
        {
            finding.help(format!("{state} is `{code}`"));
        }
    }

    /// Cuts sets that are made of themselves, says so, and evaluates the others.
    pub(super) fn break_cycles(&mut self) {
        let groups = (0..self.treaty.groups.len()).map(|at| Named::Group(GroupId(at as u32)));
        let bodies = self.treaty.actors.iter().enumerate();
        let bodies = bodies.filter(|(_, it)| it.body.as_deref().is_some_and(|body| body.members.is_some()));
        let bodies = bodies.map(|(at, _)| Named::Body(ActorId(at as u32)));
        let names: Vec<Named> = groups.chain(bodies).collect();
        // How deep a set is made of sets; 0 while its own parts are still being looked at.
        let mut heights: FxHashMap<Named, u32> = FxHashMap::default();
        let mut order = Vec::with_capacity(names.len());
        for name in names {
            if heights.contains_key(&name) {
                continue;
            }
            heights.insert(name, 0);
            let mut path = vec![(name, self.parts_of(name), 0_u32)];
            while let Some((name, parts, height)) = path.last_mut() {
                if let Some(part) = parts.pop() {
                    match heights.get(&part) {
                        Some(0) => {
                            let (name, part) = (*name, part);
                            self.circular(name, part);
                        }
                        Some(known) => *height = (*height).max(*known),
                        None => {
                            heights.insert(part, 0);
                            let parts = self.parts_of(part);
                            path.push((part, parts, 0));
                        }
                    }
                    continue;
                }
                let (name, height) = (*name, *height + 1);
                path.pop();
                let height = if height > DEPTH {
                    self.too_deep(name);
                    1
                } else {
                    height
                };
                heights.insert(name, height);
                order.push(name);
                if let Some((_, _, above)) = path.last_mut() {
                    *above = (*above).max(height);
                }
            }
        }
        self.treaty.settle(&order);
    }

    /// The sets that a set is made of.
    fn parts_of(&self, name: Named) -> Vec<Named> {
        let mut parts = Vec::new();
        if let Some(members) = self.members_named(name) {
            collect(members, &mut parts);
        }
        parts
    }

    fn members_named(&self, name: Named) -> Option<&Actors<'a>> {
        match name {
            Named::Group(id) => Some(&self.treaty.groups[id.0 as usize].members),
            Named::Body(id) => self.treaty.actors[id.0 as usize].body.as_deref()?.members.as_ref(),
        }
    }

    fn members_mut(&mut self, name: Named) -> Option<&mut Actors<'a>> {
        match name {
            Named::Group(id) => Some(&mut self.treaty.groups[id.0 as usize].members),
            Named::Body(id) => self.treaty.actors[id.0 as usize].body.as_deref_mut()?.members.as_mut(),
        }
    }

    fn title_of(&self, name: Named) -> (&'a str, Target) {
        match name {
            Named::Group(id) => (self.treaty.groups[id.0 as usize].name, Target::Group(id)),
            Named::Body(id) => (self.treaty.name(id), Target::Actor(id)),
        }
    }

    /// A set that is made of one which is made of it.
    fn circular(&mut self, name: Named, part: Named) {
        if let Some(members) = self.members_mut(name) {
            cut(members, part);
        }
        let ((name, target), (part, other)) = (self.title_of(name), self.title_of(part));
        let span = self.declared_at(target);
        if !span.is_own() {
            return;
        }
        let message = if name == part {
            format!("`{name}` is defined through itself")
        } else {
            format!("`{name}` is defined through `{part}`, which is defined through `{name}`")
        };
        let other_span = self.declared_at(other);
        if let Some(finding) = self.report("names/circular", Severity::Error, span, message) {
            if name != part {
                finding.label(other_span, "the other one");
            }
            finding.help("name the members of one of them");
        }
    }

    fn too_deep(&mut self, name: Named) {
        if let Some(members) = self.members_mut(name) {
            *members = Actors { include: ast::List::from([Term::Unknown]), ..Actors::default() };
        }
        let (name, target) = self.title_of(name);
        let span = self.declared_at(target);
        if span.is_own() {
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
                Target::Group(id) => groups[id.0 as usize] = true,
                Target::Place(id) => places[id.0 as usize] = true,
                Target::Instrument(id) => instruments[id.0 as usize] = true,
                Target::Milestone(at) => milestones[at as usize] = true,
                Target::Actor(id) => actors[id.0 as usize] = true,
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
            let what = match it.kind {
                ast::PlaceKind::Area => "area",
                ast::PlaceKind::Zone => "zone",
                ast::PlaceKind::Line => "line",
            };
            // A zone that bars something acts by itself.
            let acts = it.details.iter().any(|detail| matches!(detail.kind, super::super::PlaceDetailKind::Bars(_)));
            if !acts {
                add(&places, at, it.file, it.name_span, it.name, what);
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
        if unused.is_empty() {
            return;
        }
        let left_out = self.left_out();
        let mut patience = 200;
        for (span, name, what) in unused {
            // What another reading uses is not unused. The search is linear in that text, so it ends at some point.
            if !left_out.is_empty() {
                if patience == 0 {
                    return;
                }
                patience -= 1;
                if stands_in(name, &left_out, self.text) {
                    continue;
                }
            }
            let message = format!("the {what} `{name}` is declared and never used");
            self.report("names/unused", Severity::Advice, span, message);
        }
    }
}

/// The sets that a set expression names.
fn collect(actors: &Actors<'_>, parts: &mut Vec<Named>) {
    for term in actors.include.iter().chain(&actors.except) {
        match term {
            Term::Group(id) => parts.push(Named::Group(*id)),
            Term::MembersOf(id) => parts.push(Named::Body(*id)),
            Term::Nested(inner) => collect(inner, parts),
            _ => {}
        }
    }
}

/// Takes a set out of a set expression: nobody knows who it is.
fn cut(actors: &mut Actors<'_>, part: Named) {
    for term in actors.include.iter_mut().chain(&mut actors.except) {
        let named = match term {
            Term::Group(id) => Named::Group(*id),
            Term::MembersOf(id) => Named::Body(*id),
            Term::Nested(inner) => {
                cut(inner, part);
                continue;
            }
            _ => continue,
        };
        if named == part {
            *term = Term::Unknown;
        }
    }
}
