//! The first pass: who and what the text declares, so that a name may stand before its declaration.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::{
    Actor, ActorId, ActorKind, Actors, Clauses, DefinedTerm, Form, Group, GroupId, Instrument, InstrumentId, Milestone,
    Place, PlaceId, Provision, ProvisionId, RefTarget, Roles, TreatyStatus, Unit, UnitId, Weighting, accession,
};
use super::units::UnitNumber;
use super::{ModelBuilder, PendingText, Reads};
use crate::diagnostic::Severity;
use crate::model::attention::{Noted, Slots};
use crate::source::Span;
use crate::syntax::ast::{self, DeclarationKind, Header, Item, OrBracket, ProvisionKind};

/// So deep are lists of parties made of sets.
const MOST_SETS: u32 = 64;

/// Sets that lists of parties are made of.
struct PartySets<'p, 't> {
    pending: &'p PendingText<'t>,
    known: FxHashMap<RefTarget, Vec<ActorId>>,
}

impl<'a> ModelBuilder<'a, '_> {
    /// Collects the names of items, those of units included.
    pub(super) fn declare<'t>(&mut self, items: &'t [OrBracket<Item>], pending: &mut PendingText<'t>) {
        let reading = self.reading;
        for item in reading.each(items) {
            match item {
                Item::Header(header) => self.header(header),
                Item::Declaration(declared) => self.declaration(declared, pending),
                Item::Place(place) => self.declare_place(place, pending),
                Item::Assume(steps, _) => pending.assumed.extend(reading.each(steps)),
                Item::Unit(unit) => self.declare_unit(unit, pending),
                Item::Provision(provision) => self.declare_provision(provision, None, pending),
                Item::Scenario(scenario) => pending.scenarios.push(scenario),
                Item::Broken(_) | Item::StrayClose(_) => {}
            }
        }
    }

    fn header(&mut self, header: &Header) {
        if let Header::Text(text) = header {
            self.prose(*text);
        }
        if self.reads != Reads::Own {
            return;
        }
        match header {
            Header::Stage(span) => {
                let word = self.words(*span);
                let stage = TreatyStatus::ALL.iter().find(|(_, it)| *it == word).map(|it| it.0);
                if stage.is_none() {
                    self.unknown_of(word, *span, "stage", TreatyStatus::ALL.iter().map(|it| it.1));
                }
                (self.treaty.head.stage, self.treaty.head.stage_span) = (stage, *span);
            }
            Header::Form { form, binding } => {
                let word = self.words(*form);
                match Form::ALL.iter().find(|(_, it)| *it == word) {
                    Some((form, _)) => self.treaty.head.form = *form,
                    None => self.unknown_of(word, *form, "form", Form::ALL.iter().map(|it| it.1)),
                }
                (self.treaty.head.binding, self.treaty.head.form_span) = (*binding, *form);
            }
            Header::Languages { list, .. } => {
                let reading = self.reading;
                self.treaty.head.languages = reading.each(list).map(|word| self.unquoted(word.span())).collect();
            }
            Header::Signed(span) => self.treaty.head.signed = accession::day(self.words(*span)),
            Header::Version(_) | Header::Text(_) | Header::DraftFile(_) => {}
        }
    }

    fn declaration<'t>(&mut self, declared: &'t ast::Declaration, pending: &mut PendingText<'t>) {
        let reading = self.reading;
        match declared.kind {
            DeclarationKind::Party if declared.title.is_none() => pending.parties.push((declared, self.unit)),
            DeclarationKind::Party
            | DeclarationKind::State
            | DeclarationKind::Organization
            | DeclarationKind::Body
            | DeclarationKind::Forces
            | DeclarationKind::Office => {
                let id = self.declare_actor(declared);
                pending.actors.push((id, declared));
                for clause in reading.each(&declared.clauses) {
                    for arg in &clause.args {
                        if let ast::Arg::Weights(weights) = arg {
                            self.declare_weights(weights, pending);
                        }
                    }
                }
            }
            DeclarationKind::Group => {
                let id = GroupId(self.treaty.groups.len() as u32);
                let name = self.words(declared.name);
                self.treaty.groups.push(Group {
                    name,
                    span: declared.name,
                    file: self.file,
                    members: Actors::default(),
                    open_to: None,
                    fixed: Noted::default(),
                });
                self.declare_capital(name, declared.name, RefTarget::Group(id));
                pending.groups.push((id, declared));
            }
            DeclarationKind::Instrument => {
                let id = InstrumentId(self.treaty.instruments.len() as u32);
                let name = self.words(declared.name);
                self.treaty.instruments.push(Instrument {
                    name,
                    span: declared.name,
                    file: self.file,
                    title: declared.title.map(|it| self.unquoted(it)),
                    path: declared.text.map(|it| self.unquoted(it)),
                    read: None,
                });
                self.declare_capital(name, declared.name, RefTarget::Instrument(id));
            }
            DeclarationKind::Term => self.declare_term(declared),
            DeclarationKind::Milestone => {
                let name = self.words(declared.name);
                let target = RefTarget::Milestone(self.treaty.milestones.len() as u32);
                let title = declared.title.or(declared.text).map_or("", |it| self.unquoted(it));
                self.treaty.milestones.push(Milestone { name, span: declared.name, file: self.file, title });
                self.declare_small(name, declared.name, target);
            }
            DeclarationKind::Weights => {
                if let Some(weights) = &declared.weights {
                    self.declare_weights(weights, pending);
                }
            }
        }
    }

    /// An actor; one that another text of this model declared already is the same.
    fn declare_actor(&mut self, declared: &ast::Declaration) -> ActorId {
        let name = self.words(declared.name);
        if self.reads == Reads::IncludedInstrument
            && let Some(known) = self.arena.get(name)
        {
            let known = *known;
            self.scope.capital.insert(name, RefTarget::Actor(known));
            let (roles, signs) = (self.roles(&declared.roles), declared.kind == DeclarationKind::Party);
            self.scope.roles.push((known, roles, signs));
            return known;
        }
        let (roles, signs) = (self.roles(&declared.roles), declared.kind == DeclarationKind::Party);
        let id = self.push_actor(name, declared.name, actor_kind(declared.kind));
        let title = declared.title.map(|it| self.unquoted(it));
        let own = self.reads == Reads::Own;
        if !own {
            self.scope.roles.push((id, roles, signs));
        }
        let actor = &mut self.treaty.actors[id.0 as usize];
        actor.title = title;
        if own {
            (actor.roles, actor.signs) = (roles, signs);
        }
        self.declare_capital(name, declared.name, RefTarget::Actor(id));
        self.arena.entry(name).or_insert(id);
        self.check_code(name, declared);
        id
    }

    pub(super) fn push_actor(&mut self, name: &'a str, span: Span, kind: ActorKind) -> ActorId {
        self.treaty.actors.push(Actor {
            name,
            title: None,
            kind,
            signs: false,
            roles: Roles::default(),
            file: self.file,
            span,
            prelude: false,
            body: None,
            controlled_by: None,
            unit: self.unit,
        });
        ActorId(self.treaty.actors.len() as u32 - 1)
    }

    /// The legal roles of `is guarantor, depositary`.
    pub(super) fn roles(&mut self, words: &[OrBracket<ast::Word>]) -> Roles {
        let mut roles = Roles::default();
        let reading = self.reading;
        for word in reading.each(words) {
            if let ast::Word::Tbd(span) = word {
                self.clause = "is";
                self.hole(*span);
                continue;
            }
            let role = self.unquoted(word.span());
            match ast::RoleGroup::from_role(role) {
                Some(group) => roles.insert(group),
                None => self.unknown_of(role, word.span(), "legal role", ast::RoleGroup::ALL.iter().map(|it| it.2)),
            }
        }
        roles
    }

    /// `party members of EU is guarantor`, `party FRA, GBR is guarantor`: every one of them signs.
    pub(super) fn declare_parties(&mut self, pending: &PendingText<'_>) {
        let mut lists = PartySets { pending, known: FxHashMap::default() };
        for (declared, unit) in &pending.parties {
            let roles = self.roles(&declared.roles);
            let Some(set) = &declared.set else { continue };
            self.unit = *unit;
            for id in self.listed(set, &mut lists, 0) {
                let actor = &mut self.treaty.actors[id.0 as usize];
                let name = actor.name;
                if actor.prelude {
                    (actor.file, actor.span, actor.prelude, actor.unit) = (self.file, declared.name, false, *unit);
                }
                if self.reads == Reads::Own {
                    actor.signs = true;
                    actor.roles.0 |= roles.0;
                } else {
                    self.scope.roles.push((id, roles, true));
                }
                self.scope.capital.entry(name).or_insert(RefTarget::Actor(id));
            }
            self.unit = None;
        }
    }

    /// Nobody signs a resolution: the states that it names are bound by it.
    pub(super) fn bind_addressees(&mut self) {
        let own = self.reads == Reads::Own && self.treaty.head.form == Form::Resolution;
        if !own || self.treaty.actors.iter().any(|it| it.signs) {
            return;
        }
        let file = self.file;
        let named = self.treaty.actors.iter_mut().filter(|it| it.kind == ActorKind::State && it.file == file);
        named.for_each(|it| it.signs = true);
    }

    /// Those whom a set names, each once. A code that stands there is declared by standing there.
    fn listed(&mut self, set: &ast::ActorExpr, lists: &mut PartySets<'_, '_>, depth: u32) -> Vec<ActorId> {
        let mut found = Vec::new();
        let mut seen = FxHashSet::default();
        // Sets that are made of one another, or too deeply of others, are reported elsewhere.
        if depth > MOST_SETS {
            return found;
        }
        for id in self.listed_members(&set.include, lists, depth) {
            if seen.insert(id) {
                found.push(id);
            }
        }
        let less = self.listed_members(&set.except, lists, depth);
        if !less.is_empty() {
            let less: FxHashSet<ActorId> = less.into_iter().collect();
            found.retain(|id| !less.contains(id));
        }
        found
    }

    fn listed_members(
        &mut self,
        members: &[OrBracket<ast::Member>],
        lists: &mut PartySets<'_, '_>,
        depth: u32,
    ) -> Vec<ActorId> {
        let reading = self.reading;
        let mut found = Vec::new();
        for member in reading.each(members) {
            match member {
                ast::Member::Name(span) => {
                    let name = self.words(*span);
                    match self.find_capital(name) {
                        Some(RefTarget::Actor(id)) => {
                            self.note_use(name, *span, RefTarget::Actor(id));
                            found.push(id);
                        }
                        Some(target @ RefTarget::Group(id)) => {
                            self.note_use(name, *span, target);
                            let groups = &lists.pending.groups;
                            let group = groups.binary_search_by_key(&id, |it| it.0).ok().map(|at| groups[at].1);
                            if let Some(set) = group.and_then(|it| it.set.as_ref()) {
                                found.extend(self.listed_once(target, set, lists, depth));
                            }
                        }
                        Some(_) => {}
                        None => {
                            let id = self.push_actor(name, *span, ActorKind::State);
                            self.treaty.actors[id.0 as usize].title = super::super::states::state(name).map(|it| it.1);
                            self.scope.capital.insert(name, RefTarget::Actor(id));
                            self.arena.entry(name).or_insert(id);
                            found.push(id);
                        }
                    }
                }
                ast::Member::Nested(set) => found.extend(self.listed(set, lists, depth + 1)),
                ast::Member::MembersOf(it) => {
                    let target = self.find_capital(self.words(it.of));
                    let declared = match target {
                        Some(RefTarget::Actor(id)) => lists.pending.actors.iter().find(|it| it.0 == id).map(|it| it.1),
                        _ => None,
                    };
                    if let (Some(target), Some(set)) = (target, declared.and_then(|it| members_clause(it, reading))) {
                        found.extend(self.listed_once(target, set, lists, depth));
                    } else if let Some(term) = self.member(member) {
                        self.read_prelude();
                        let actors = Actors { include: ast::List::from([term]), ..Actors::default() };
                        found.extend(self.treaty.members(&actors, None));
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Those whom a set of the text names that others may be made of: it is gone through once.
    fn listed_once(
        &mut self,
        name: RefTarget,
        set: &ast::ActorExpr,
        lists: &mut PartySets<'_, '_>,
        depth: u32,
    ) -> Vec<ActorId> {
        if let Some(known) = lists.known.get(&name) {
            return known.clone();
        }
        // What it is made of can't be made of it.
        lists.known.insert(name, Vec::new());
        let found = self.listed(set, lists, depth + 1);
        lists.known.insert(name, found.clone());
        found
    }

    fn declare_term(&mut self, declared: &ast::Declaration) {
        // Another instrument defines its words for itself.
        if self.reads != Reads::Own {
            return;
        }
        let term = self.unquoted(declared.name);
        let at = self.treaty.terms.len() as u32;
        let meaning = declared.text.map_or("", |it| self.unquoted(it));
        self.treaty.terms.push(DefinedTerm { term, span: declared.name, meaning, declared: declared.span });
        let word = term.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
        if let Some(first) = self.scope.terms.get(&word) {
            let first = self.treaty.terms[*first as usize].span;
            let message = format!("`{term}` is defined twice");
            if let Some(finding) = self.report("names/duplicate", Severity::Error, declared.name, message) {
                finding.label(first, "first defined here");
            }
            return;
        }
        self.scope.terms.insert(word, at);
    }

    fn declare_weights<'t>(&mut self, weights: &'t ast::Weights, pending: &mut PendingText<'t>) {
        let name = self.words(weights.name);
        let at = self.treaty.weights.len() as u32;
        self.treaty.weights.push(Weighting { name, span: weights.name, file: self.file, of: Vec::new(), known: true });
        if let Some(first) = self.scope.weights.get(name) {
            let first = self.treaty.weights[*first as usize].span;
            self.duplicate(name, weights.name, first);
        } else {
            self.scope.weights.insert(name, at);
        }
        pending.weights.push((at, weights));
    }

    fn declare_place<'t>(&mut self, place: &'t ast::Place, pending: &mut PendingText<'t>) {
        let id = PlaceId(self.treaty.places.len() as u32);
        let name = self.words(place.name);
        self.treaty.places.push(Place {
            name,
            name_span: place.name,
            file: self.file,
            span: place.span,
            title: place.title.map(|it| self.unquoted(it)),
            kind: place.kind,
            within: None,
            details: ast::List::new(),
            unit: self.unit,
        });
        self.declare_capital(name, place.name, RefTarget::Place(id));
        pending.places.push((id, place));
    }

    fn declare_unit<'t>(&mut self, unit: &'t ast::Unit, pending: &mut PendingText<'t>) {
        let id = UnitId(self.treaty.units.len() as u32);
        let title = unit.title.map(|it| self.unquoted(it));
        // A letter or minute goes by its title.
        let number = match unit.number {
            Some(number) => self.unquoted(number),
            None if unit.kind >= ast::UnitKind::Letter => title.unwrap_or(""),
            None => "",
        };
        let reading = self.reading;
        let marks = reading.each(&unit.marks).map(|it| self.unquoted(it.span())).collect();
        self.treaty.units.push(Unit {
            span: unit.span,
            head: unit.head,
            file: self.file,
            kind: unit.kind,
            number,
            title,
            parent: self.unit,
            owner: None,
            marks,
            closes: false,
            present: unit.close.is_some(),
        });
        if let Some(owner) = unit.owner {
            pending.owners.push((id, owner));
        }
        let key = (unit.kind, UnitNumber::of(number), self.unit);
        // A mention of an annex, then its text, are one and the same.
        let first = self.scope.units.get(&key).map(|it| self.treaty.unit(*it)).filter(|it| it.present);
        if let Some(head) = first.map(|it| it.head) {
            if !number.is_empty() && unit.close.is_some() {
                let message = format!("{} {number} appears twice here", unit.kind.as_str());
                if let Some(finding) = self.report("names/duplicate", Severity::Error, unit.head, message) {
                    finding.label(head, "the first one");
                }
            }
        } else {
            let mentioned = self.scope.units.insert(key, id);
            let any = self.scope.any_unit.entry((unit.kind, UnitNumber::of(number))).or_insert(id);
            if mentioned == Some(*any) {
                *any = id;
            }
        }
        let outer = self.unit.replace(id);
        self.declare(&unit.items, pending);
        self.unit = outer;
    }

    /// Where a look into a provision is noted; nowhere, if nothing in it is bracketed.
    fn slots_of(&self, provision: &ast::Provision) -> Slots {
        if self.reads == Reads::Own { self.treaty.brackets.slots_of(provision.head) } else { Slots::NONE }
    }

    fn declare_provision<'t>(
        &mut self,
        provision: &'t ast::Provision,
        ladder: Option<ProvisionId>,
        pending: &mut PendingText<'t>,
    ) {
        let id = ProvisionId(self.treaty.provisions.len() as u32);
        let name = provision.name.map_or("", |it| self.unquoted(it));
        let keyword = Span::new(provision.head.start, provision.head.start + provision.kind.as_str().len() as u32);
        self.treaty.provisions.push(Provision {
            id,
            kind: provision.kind,
            name,
            name_span: provision.name.unwrap_or(keyword),
            head: provision.head,
            span: provision.span,
            file: self.file,
            unit: self.unit,
            ladder,
            clauses: Noted::new(self.slots_of(provision), Clauses::default()),
        });
        if super::super::parts::closes(provision.kind)
            && let Some(part) = self.treaty.annexed(self.unit)
        {
            self.treaty.units[part.0 as usize].closes = true;
        }
        if name.is_empty() {
            self.scope.keywords.entry(provision.kind.as_str()).or_insert(id);
        } else if provision.kind != ProvisionKind::Rung {
            self.declare_small(name, provision.name.unwrap_or(keyword), RefTarget::Provision(id));
        }
        pending.provisions.push((id, provision));
        let reading = self.reading;
        for rung in reading.each(&provision.rungs) {
            self.declare_provision(rung, Some(id), pending);
        }
    }

    fn declare_capital(&mut self, name: &'a str, span: Span, target: RefTarget) {
        if let Some(first) = self.scope.capital.insert(name, target) {
            // The first one keeps the name.
            self.scope.capital.insert(name, first);
            self.duplicate(name, span, self.declared_at(first));
        }
    }

    fn declare_small(&mut self, name: &'a str, span: Span, target: RefTarget) {
        if let Some(first) = self.scope.small.insert(name, target) {
            self.scope.small.insert(name, first);
            self.duplicate(name, span, self.declared_at(first));
        }
    }

    fn duplicate(&mut self, name: &'a str, span: Span, first: Span) {
        let message = format!("`{name}` is declared twice");
        if let Some(finding) = self.report("names/duplicate", Severity::Error, span, message) {
            finding.label(first, "first declared here");
            finding.help("give the two different names");
        }
    }

    /// Where a name is declared.
    pub(super) fn declared_at(&self, target: RefTarget) -> Span {
        self.treaty.declared_at(target).unwrap_or(Span::NOWHERE)
    }
}

fn actor_kind(kind: DeclarationKind) -> ActorKind {
    match kind {
        DeclarationKind::Organization => ActorKind::Organization,
        DeclarationKind::Body => ActorKind::Body,
        DeclarationKind::Forces => ActorKind::Forces,
        DeclarationKind::Office => ActorKind::Office,
        _ => ActorKind::State,
    }
}

/// The members that a declaration lists, in its head or in its block.
fn members_clause<'t>(declared: &'t ast::Declaration, reading: &super::Reading) -> Option<&'t ast::ActorExpr> {
    if declared.set.is_some() && declared.kind != DeclarationKind::Forces {
        return declared.set.as_ref();
    }
    let mut clauses = reading.each(&declared.clauses).filter(|it| it.word == ast::ClauseWord::Members);
    clauses.find_map(|clause| {
        clause.args.iter().find_map(|arg| match arg {
            ast::Arg::Set(set) => Some(&**set),
            _ => None,
        })
    })
}
