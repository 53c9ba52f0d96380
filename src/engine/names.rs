//! Where the names of a draft stand: each declaration with all its uses, whatever the reading.

use crate::config::Settings;
use crate::engine::named_draft::{draft_of, is_scenario_file, reader_of};
use crate::engine::prepared::surroundings;
use crate::model::{self, ActorKind, Brackets, Choice, Reading, RefTarget, Treaty, scenario_heads, states};
use crate::source::{FileId, Source, Span};
use crate::syntax::ast::{Draft, PlaceKind};
use crate::syntax::lexer::{self, Lexer};
use crate::syntax::{self, Parsed};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// So many readings are enough: in each, every bracket takes another of its texts.
const MOST_READINGS: usize = 64;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A party, a state, forces, an office.
    Actor,
    /// A body or an organization.
    Body,
    /// A named set.
    Group,
    /// An area, zone or line.
    Place(PlaceKind),
    /// Another treaty.
    Instrument,
    /// Voting weights.
    Weights,
    /// A provision.
    Provision,
    /// A named point in time.
    Milestone,
    /// A defined term, quoted.
    Term,
    /// An article or annex.
    Unit,
}

impl NameKind {
    fn of(actor: ActorKind) -> Self {
        match actor {
            ActorKind::Organization | ActorKind::Body => Self::Body,
            ActorKind::State | ActorKind::Forces | ActorKind::Office => Self::Actor,
        }
    }
}

/// Something that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedThing {
    /// The name.
    pub name: String,
    /// What it stands for.
    pub kind: NameKind,
    /// Its long name or title.
    pub title: Option<String>,
    /// The text that declares it; `None` for a state that nothing declares.
    pub declared: Option<(FileId, Span)>,
    /// Where the draft uses it, in the order of the text.
    pub uses: Vec<Span>,
}

/// The names of a draft.
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    /// Each once, in the order in which they are declared; those of other texts last.
    pub all: Vec<NamedThing>,
    /// Each place in the draft where a name stands, in the order of the text, with its number and whether it is declared
    /// there.
    pub places: Vec<(Span, usize, bool)>,
    /// Other texts in which names are declared.
    pub included: Vec<Source>,
}

impl NameIndex {
    /// The name that stands at an offset, with its place.
    pub fn at(&self, offset: u32) -> Option<(Span, usize)> {
        let touches = |it: &&(Span, usize, bool)| it.0.start <= offset && offset <= it.0.end;
        self.places.iter().filter(touches).min_by_key(|it| it.0.len()).map(|it| (it.0, it.1))
    }
}

/// Looks for every name of a draft, in readings that take each text of each bracket. A name that no reading knows is the one
/// that another declares.
pub fn names(
    source: &Source,
    parsed: &Parsed,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
) -> NameIndex {
    if is_scenario_file(&source.name) {
        return in_scenario_file(source, settings, read);
    }
    let draft = &parsed.draft;
    let (included, brackets) = surroundings(source, draft, read);
    let others = included.for_model(source, draft);
    let mut found = NamesByReading::default();
    for reading in covering(&brackets) {
        let built = model::build(source.file, &source.text, draft, &brackets, &reading, &settings.assumed, &others);
        found.reading(&built.treaty);
    }
    found.missing.extend(proposers(&source.text, draft, &brackets));
    let mut names = found.names(&source.text, source.file);
    names.included = included.texts.into_iter().map(|it| it.0).collect();
    names
}

/// The names of the draft of a file of scenarios, and the places in that file where words are such names.
fn in_scenario_file(file: &Source, settings: &Settings, read: &dyn Fn(&str) -> Option<Source>) -> NameIndex {
    let Some((draft, path)) = draft_of(file, read) else { return NameIndex::default() };
    let parsed = syntax::parse(draft.file, &draft.text);
    let mut names = names(&draft, &parsed, settings, &reader_of(&path, read));
    names.included.push(draft);
    names.places.clear();
    names.all.iter_mut().for_each(|it| it.uses.clear());
    for token in Lexer::new(&file.text).filter(|it| it.kind == lexer::TokenKind::Word) {
        let word = token.span.of(&file.text);
        if let Some(at) = names.all.iter().position(|it| it.name == word && it.kind != NameKind::Unit) {
            names.places.push((token.span, at, false));
            names.all[at].uses.push(token.span);
        }
    }
    names
}

/// Whose texts stand in brackets, and whose are read in scenarios: what stands there is no part of any reading.
fn proposers(text: &str, draft: &Draft, brackets: &Brackets<'_>) -> Vec<(Span, String)> {
    let place = |name: &str| {
        let start = (name.as_ptr() as usize - text.as_ptr() as usize) as u32;
        (Span::new(start, start + name.len() as u32), name.to_owned())
    };
    let who = brackets.all.iter().flat_map(|it| &it.alternatives).flat_map(|it| &it.who);
    let mut found: Vec<(Span, String)> = who.map(|it| place(it)).collect();
    let mut heads = Vec::new();
    scenario_heads(&draft.items, text, &mut heads);
    found.extend(heads.into_iter().map(|(name, span)| (span, name.to_owned())));
    found
}

/// Readings in which each text of each bracket is taken at least once.
fn covering(brackets: &Brackets<'_>) -> Vec<Reading> {
    let mut most: Vec<usize> = Vec::new();
    for bracket in &brackets.all {
        let depth = bracket.depth as usize - 1;
        most.resize(most.len().max(depth + 1), 1);
        most[depth] = most[depth].max(bracket.alternatives.len());
    }
    let count = most.iter().try_fold(1_usize, |product, it| product.checked_mul(*it)).unwrap_or(usize::MAX);
    let readings = (0..count.min(MOST_READINGS)).map(|number| {
        let mut choices: Vec<Choice> = Vec::with_capacity(brackets.all.len());
        for bracket in &brackets.all {
            let depth = bracket.depth as usize - 1;
            let before: usize = most[..depth].iter().product();
            let wanted = (number / before.max(1)) % most[depth];
            let hidden = bracket.within.is_some_and(|(outer, text)| choices[outer.0 as usize].taken() != Some(text));
            choices.push(if hidden { Choice::Moot } else { Choice::take(wanted.min(bracket.alternatives.len() - 1)) });
        }
        Reading::choosing(choices)
    });
    readings.collect()
}

/// A place of a name: whether one of this draft or of another text, where, or the code of a state.
type NameLocation = (FileId, Span, Option<String>);

/// A name, what it stands for, its title.
type NameSummary = (String, NameKind, Option<String>);

/// What the readings show.
#[derive(Default)]
struct NamesByReading {
    /// By whether it stands in another text, and where it is declared, or the code of a state.
    named: BTreeMap<(bool, FileId, Span, Option<String>), NameSummary>,
    uses: BTreeMap<Span, NameLocation>,
    missing: BTreeMap<Span, String>,
}

impl NamesByReading {
    fn reading(&mut self, treaty: &Treaty<'_>) {
        for actor in treaty.actors.iter().filter(|it| it.file == treaty.file && !it.prelude) {
            self.declare(treaty, actor.file, actor.span, actor.name, NameKind::of(actor.kind), actor.title);
        }
        let own = |it: FileId| it == treaty.file;
        for it in treaty.groups.iter().filter(|it| own(it.file)) {
            self.declare(treaty, it.file, it.span, it.name, NameKind::Group, None);
        }
        for it in treaty.places.iter().filter(|it| own(it.file)) {
            self.declare(treaty, it.file, it.name_span, it.name, NameKind::Place(it.kind), it.title);
        }
        for it in treaty.instruments.iter().filter(|it| own(it.file)) {
            self.declare(treaty, it.file, it.span, it.name, NameKind::Instrument, it.title);
        }
        for it in treaty.weights.iter().filter(|it| own(it.file)) {
            self.declare(treaty, it.file, it.span, it.name, NameKind::Weights, None);
        }
        for it in treaty.milestones.iter().filter(|it| own(it.file)) {
            self.declare(treaty, it.file, it.span, it.name, NameKind::Milestone, Some(it.title));
        }
        for it in &treaty.terms {
            self.declare(treaty, treaty.file, it.span, it.term, NameKind::Term, Some(it.meaning));
        }
        for it in treaty.own_provisions().filter(|it| !it.name.is_empty()) {
            self.declare(treaty, it.file, it.name_span, it.name, NameKind::Provision, None);
        }
        for it in treaty.units.iter().filter(|it| own(it.file)) {
            self.declare(treaty, it.file, it.head, it.head.of(treaty.text), NameKind::Unit, it.title);
        }
        for used in &treaty.uses {
            match target(treaty, used.target) {
                Some((file, span, kind, name, title)) => {
                    let code = (span == Span::NOWHERE).then(|| name.to_owned());
                    self.named
                        .entry((file != treaty.file, file, span, code.clone()))
                        .or_insert_with(|| (name.to_owned(), kind, title.map(str::to_owned)));
                    self.uses.insert(used.span, (file, span, code));
                }
                None if used.target == RefTarget::Missing => {
                    self.missing.insert(used.span, used.name.to_owned());
                }
                None => {}
            }
        }
    }

    fn declare(
        &mut self,
        treaty: &Treaty<'_>,
        file: FileId,
        span: Span,
        name: &str,
        kind: NameKind,
        title: Option<&str>,
    ) {
        self.named
            .entry((file != treaty.file, file, span, None))
            .or_insert_with(|| (name.to_owned(), kind, title.map(str::to_owned)));
    }

    fn names(mut self, text: &str, own: FileId) -> NameIndex {
        // What one reading leaves out another knows.
        let mut known: FxHashMap<&str, NameLocation> = FxHashMap::default();
        for ((_, file, span, code), (name, kind, _)) in &self.named {
            if !matches!(kind, NameKind::Unit | NameKind::Term) {
                known.entry(name).or_insert_with(|| (*file, *span, code.clone()));
            }
        }
        for (span, name) in std::mem::take(&mut self.missing) {
            if let Some(key) = known.get(name.as_str()) {
                self.uses.entry(span).or_insert_with(|| key.clone());
            }
        }
        let mut numbers: FxHashMap<NameLocation, usize> = FxHashMap::default();
        let mut names = NameIndex::default();
        for ((_, file, span, code), (name, kind, title)) in self.named {
            let number = names.all.len();
            numbers.insert((file, span, code.clone()), number);
            let declared = code.is_none().then_some((file, span.local()));
            if file == own && code.is_none() {
                names.places.push((span, number, true));
            }
            names.all.push(NamedThing { name, kind, title, declared, uses: Vec::new() });
        }
        for (span, key) in self.uses {
            let Some(number) = numbers.get(&key).copied() else { continue };
            let of = &mut names.all[number];
            // A reference to an article of another instrument names that as well.
            if !matches!(of.kind, NameKind::Unit | NameKind::Term) && span.of(text) != of.name {
                continue;
            }
            if of.declared != Some((own, span)) {
                of.uses.push(span);
                names.places.push((span, number, false));
            }
        }
        names.places.sort_unstable_by_key(|it| (it.0, it.1));
        names
    }
}

/// Where a target is declared, what it is, its name and title.
fn target<'a>(treaty: &Treaty<'a>, target: RefTarget) -> Option<(FileId, Span, NameKind, &'a str, Option<&'a str>)> {
    Some(match target {
        RefTarget::Actor(id) => {
            let it = treaty.actor(id);
            (
                it.file,
                it.span,
                NameKind::of(it.kind),
                it.name,
                it.title.or_else(|| states::state(it.name).map(|it| it.1)),
            )
        }
        RefTarget::Group(id) => {
            let it = &treaty.groups[id.0 as usize];
            (it.file, it.span, NameKind::Group, it.name, None)
        }
        RefTarget::Place(id) => {
            let it = &treaty.places[id.0 as usize];
            (it.file, it.name_span, NameKind::Place(it.kind), it.name, it.title)
        }
        RefTarget::Unit(id) => {
            let it = treaty.unit(id);
            (it.file, it.head, NameKind::Unit, it.number, it.title)
        }
        RefTarget::Provision(id) => {
            let it = treaty.provision(id);
            (it.file, it.name_span, NameKind::Provision, it.name, None)
        }
        RefTarget::Instrument(id) => {
            let it = &treaty.instruments[id.0 as usize];
            (it.file, it.span, NameKind::Instrument, it.name, it.title)
        }
        RefTarget::Milestone(at) => {
            let it = &treaty.milestones[at as usize];
            (it.file, it.span, NameKind::Milestone, it.name, Some(it.title))
        }
        RefTarget::Term(at) => {
            let it = &treaty.terms[at as usize];
            (treaty.file, it.span, NameKind::Term, it.term, Some(it.meaning))
        }
        RefTarget::Weights(at) => {
            let it = &treaty.weights[at as usize];
            (it.file, it.span, NameKind::Weights, it.name, None)
        }
        RefTarget::Hole | RefTarget::Missing => return None,
    })
}
