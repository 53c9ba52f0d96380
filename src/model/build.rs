//! From the tree, in one reading, to the model: names are collected, then every clause is read with its names resolved.
//!
//! The builder reads three kinds of texts alike: the draft, the instruments that it names by file, and the prelude. What
//! is wrong with names is reported for the draft alone.

mod actors;
mod bodies;
mod check;
mod clauses;
mod decisions;
mod declare;
mod hidden;
mod names;
mod places;
mod provisions;
mod scenarios;
mod slots;
mod threat;
mod times;
mod units;
mod values;

use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

use self::units::UnitNumber;
use super::attention::{Noted, Slots};
use super::{
    ActorId, Assumed, Brackets, Form, GroupId, Hole, PlaceId, Prose, ProvisionId, Reading, RefTarget, Roles, Threat,
    Treaty, TreatyHead, UnitId, Unknown, Use,
};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, Span};
use crate::syntax::ast;
use crate::syntax::lexer::unquoted;

/// The text of an instrument that a draft, or one of its companions, names by file. The engine reads it: nothing here
/// opens files.
#[derive(Clone, Copy, Debug)]
pub struct IncludedInstrument<'a, 't> {
    /// The text that names it.
    pub from: FileId,
    /// The file as that text names it: `in "companion.treaty"`.
    pub path: &'a str,
    /// Its number in the run. It may be the draft itself, where a companion names the draft.
    pub file: FileId,
    /// Its text.
    pub text: &'a str,
    /// Its tree.
    pub draft: &'t ast::Draft,
}

/// How other texts than the draft are read: their brackets have numbers of their own.
static UNBRACKETED: std::sync::LazyLock<Reading> = std::sync::LazyLock::new(Reading::unbracketed);

/// A text that holds scenarios of a draft, and nothing else.
#[derive(Clone, Copy, Debug)]
pub struct ScenarioText<'a, 't> {
    /// Its text.
    pub text: &'a str,
    /// Its tree, with the places of a text that is read for the draft.
    pub draft: &'t ast::Draft,
}

/// What was built.
#[derive(Debug)]
pub struct Built<'a> {
    /// The model.
    pub treaty: Treaty<'a>,
    /// What is wrong with names and with the place of clauses.
    pub diagnostics: Vec<ModelFinding>,
    /// Names in the assumptions from outside that stand for nobody: neither in the draft, nor in the prelude, nor a code.
    pub unknown_assumed: Vec<Unknown>,
}

/// Builds the model of a draft in one reading.
///
/// `companions` holds an entry for every file that the draft names, and for every file that those name in turn.
pub fn build<'a>(
    file: FileId,
    text: &'a str,
    draft: &ast::Draft,
    brackets: &'a Brackets<'a>,
    reading: &'a Reading,
    assumed: &Assumed,
    included: &[IncludedInstrument<'a, '_>],
) -> Built<'a> {
    build_with(file, text, draft, brackets, reading, assumed, included, None)
}

/// The same, with the scenarios of a file of their own.
#[expect(clippy::too_many_arguments, reason = "what a model is made of")]
pub fn build_with<'a>(
    file: FileId,
    text: &'a str,
    draft: &ast::Draft,
    brackets: &'a Brackets<'a>,
    reading: &'a Reading,
    assumed: &Assumed,
    included: &[IncludedInstrument<'a, '_>],
    scenarios: Option<ScenarioText<'a, '_>>,
) -> Built<'a> {
    let mut builder = ModelBuilder::new(file, text, draft, brackets, reading);
    let pending = builder.declare_draft(draft);
    let instruments = builder.declare_included(included);
    builder.enter_bracketed();
    builder.resolve(&pending);
    builder.resolve_companions(&instruments);
    if let Some(scenarios) = scenarios {
        builder.read_scenario_file(scenarios);
    }
    builder.name_assumed(assumed);
    builder.read_prelude();
    builder.break_cycles();
    builder.read_threat();
    builder.check_unused();
    Built { treaty: builder.treaty, diagnostics: builder.diagnostics, unknown_assumed: builder.unknown_assumed }
}

/// A finding of the model. What one article gives does not depend on what another says.
#[derive(Clone, Debug)]
pub struct ModelFinding {
    /// The finding.
    pub finding: Diagnostic,
    /// The article that was being read, or none.
    pub unit: Option<Span>,
    /// One such finding is enough for the whole draft: of those with the same words, the first.
    pub once: bool,
}

/// The names of one text.
#[derive(Debug, Default)]
struct NameScope<'a> {
    /// What begins with a capital: actors, groups, places, instruments.
    capital: FxHashMap<&'a str, RefTarget>,
    /// What begins with a small letter: provisions and milestones.
    small: FxHashMap<&'a str, RefTarget>,
    /// Provisions without a name, by their keyword: `sequence { entry-into-force before demobilisation }`.
    keywords: FxHashMap<&'static str, ProvisionId>,
    /// Defined terms, with hyphens for blanks.
    terms: FxHashMap<String, u32>,
    /// Voting weights.
    weights: FxHashMap<&'a str, u32>,
    /// Units by kind, number and the unit they stand in.
    units: FxHashMap<(ast::UnitKind, UnitNumber<'a>, Option<UnitId>), UnitId>,
    /// The first unit of a kind and number, wherever it stands.
    any_unit: FxHashMap<(ast::UnitKind, UnitNumber<'a>), UnitId>,
    /// For an instrument that is read: who bears which role there, and whether it signs.
    roles: Vec<(ActorId, Roles, bool)>,
}

/// Which text is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reads {
    /// The draft.
    Own,
    /// An instrument that it names by file.
    IncludedInstrument,
    /// The prelude.
    Prelude,
}

/// Whose lines are being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TextOrigin {
    /// The text's.
    Text,
    /// The analyst's, which may name states that the text does not.
    Analyst,
    /// The analyst's in a scenario: what another reading declares is not missing there.
    Scenario,
}

/// What the second pass has still to read of one text.
#[derive(Debug, Default)]
struct PendingText<'t> {
    parties: Vec<(&'t ast::Declaration, Option<UnitId>)>,
    actors: Vec<(ActorId, &'t ast::Declaration)>,
    groups: Vec<(GroupId, &'t ast::Declaration)>,
    weights: Vec<(u32, &'t ast::Weights)>,
    places: Vec<(PlaceId, &'t ast::Place)>,
    owners: Vec<(UnitId, Span)>,
    provisions: Vec<(ProvisionId, &'t ast::Provision)>,
    assumed: Vec<&'t ast::Step>,
    scenarios: Vec<&'t ast::Scenario>,
}

/// Everything that is needed while a text is read.
struct ModelBuilder<'a, 'r> {
    treaty: Treaty<'a>,
    diagnostics: Vec<ModelFinding>,
    unknown_assumed: Vec<Unknown>,

    reads: Reads,
    file: FileId,
    text: &'a str,
    reading: &'r Reading,
    scope: NameScope<'a>,
    /// The draft's names while another text is read.
    own: NameScope<'a>,
    /// The names of the instruments that are read.
    scopes: Vec<(FileId, NameScope<'a>)>,
    /// Every actor by its name, whatever text declares it, but for bodies of the prelude that the draft shadows.
    arena: FxHashMap<&'a str, ActorId>,
    /// What of the prelude has entered the arenas.
    prelude: FxHashMap<&'static str, RefTarget>,
    /// What of the prelude has entered, but was not read yet.
    awaiting: Vec<(RefTarget, &'static ast::Declaration)>,
    /// The tree of the draft, for questions that only a finding asks.
    tree: &'r ast::Draft,
    /// Names that stand only in bracketed text that this reading leaves out; found when first asked for.
    hidden: Option<hidden::Hidden<'a>>,
    /// What the draft and its reader assume.
    assumptions: threat::Assumptions<'a>,
    /// Whose lines are being read.
    lines: TextOrigin,

    /// Whether the scenario that is being read names something that this reading lacks, or says what nobody can read.
    lacking: bool,

    /// Provisions that act under their names.
    acting: Vec<ProvisionId>,
    /// The unit that is being read.
    unit: Option<UnitId>,
    /// The provision that is being read.
    provision: Option<ProvisionId>,
    /// The body whose block is being read, for `members`.
    body: Option<ActorId>,
    /// The keyword of the clause that is being read, for holes.
    clause: &'static str,
    /// Where a look at what it says is noted.
    noting: Slots,
    /// Names are looked up without a word on those that are missing.
    quiet: bool,
    /// Names that were reported already, with the articles.
    reported: FxHashSet<(Cow<'a, str>, Option<UnitId>)>,
    /// Names that only the brackets hold, and the articles in which that was reported; the provisions outside articles.
    reported_hidden: FxHashSet<(Cow<'a, str>, Option<UnitId>, Option<ProvisionId>)>,
    /// Words that were looked for in a vocabulary already, with the articles.
    judged: FxHashSet<(&'a str, Option<UnitId>)>,
    /// So many more names may be looked at for suggestions: in a text of wrong names alone, that would never end.
    patience: usize,
    /// Whether a provision outside articles is worth a word: the draft is one, not a snippet.
    formal: bool,
}

impl<'a, 'r> ModelBuilder<'a, 'r> {
    fn new(file: FileId, text: &'a str, tree: &'r ast::Draft, brackets: &'a Brackets<'a>, reading: &'a Reading) -> Self
    where
        'a: 'r,
    {
        let head = TreatyHead { form: Form::Treaty, ..TreatyHead::default() };
        let treaty = Treaty {
            file,
            text,
            head,
            actors: Vec::new(),
            groups: Vec::new(),
            places: Vec::new(),
            units: Vec::new(),
            provisions: Vec::new(),
            instruments: Vec::new(),
            terms: Vec::new(),
            milestones: Vec::new(),
            weights: Vec::new(),
            steps: Noted::new(brackets.steps, Vec::new()),
            scenarios: Vec::new(),
            threat: Threat::default(),
            circles: Noted::new(Slots::NONE, Vec::new()),
            deployers: FxHashMap::default(),
            prose: Noted::new(brackets.prose, Vec::new()),
            holes: Noted::new(brackets.holes, Vec::new()),
            brackets,
            reading,
            uses: Noted::new(brackets.every, Vec::new()),
        };
        Self {
            treaty,
            diagnostics: Vec::new(),
            unknown_assumed: Vec::new(),
            reads: Reads::Own,
            file,
            text,
            reading,
            scope: NameScope::default(),
            own: NameScope::default(),
            scopes: Vec::new(),
            arena: FxHashMap::default(),
            prelude: FxHashMap::default(),
            awaiting: Vec::new(),
            tree,
            hidden: None,
            assumptions: threat::Assumptions::default(),
            lines: TextOrigin::Text,
            lacking: false,
            acting: Vec::new(),
            unit: None,
            provision: None,
            body: None,
            clause: "",
            noting: Slots::NONE,
            quiet: false,
            reported: FxHashSet::default(),
            reported_hidden: FxHashSet::default(),
            judged: FxHashSet::default(),
            patience: 200_000,
            formal: false,
        }
    }

    /// Reads the head of the draft and collects its names.
    fn declare_draft<'t>(&mut self, draft: &'t ast::Draft) -> PendingText<'t> {
        if let Some(title) = draft.title {
            self.treaty.head.title = Some(self.unquoted(title));
            self.treaty.head.title_span = title;
        }
        let mut pending = PendingText::default();
        self.declare(&draft.items, &mut pending);
        self.formal = draft.title.is_some() || self.treaty.units.iter().any(|it| it.kind == ast::UnitKind::Article);
        pending
    }

    /// The second pass over one text.
    fn resolve(&mut self, pending: &PendingText<'_>) {
        self.declare_parties(pending);
        self.bind_addressees();
        for (id, weights) in &pending.weights {
            self.read_weights(*id, weights);
        }
        for (id, group) in &pending.groups {
            self.read_group(*id, group);
        }
        for (id, actor) in &pending.actors {
            self.read_actor(*id, actor);
        }
        for (id, place) in &pending.places {
            self.read_place(*id, place);
        }
        for (id, owner) in &pending.owners {
            let name = self.words(*owner);
            if let Some(RefTarget::Actor(actor)) = self.find_capital(name) {
                self.note_use(name, *owner, RefTarget::Actor(actor));
                self.treaty.units[id.0 as usize].owner = Some(actor);
            }
        }
        for (id, provision) in &pending.provisions {
            self.read_provision(*id, provision);
        }
        for step in &pending.assumed {
            self.read_assumption(step);
        }
        for scenario in &pending.scenarios {
            self.read_scenario(scenario);
        }
    }

    /// Collects the names of the instruments that the draft names by file, and of those that they name.
    fn declare_included<'t>(
        &mut self,
        included: &[IncludedInstrument<'a, 't>],
    ) -> Vec<(IncludedInstrument<'a, 't>, PendingText<'t>)> {
        let own = super::ReadInstrument {
            file: self.treaty.file,
            provisions: 0..self.treaty.provisions.len() as u32,
            units: 0..self.treaty.units.len() as u32,
        };
        let mut pending = Vec::new();
        let mut at = 0;
        // The instruments of a companion are appended when its names are collected, so the list grows under the loop.
        while let Some(instrument) = self.treaty.instruments.get(at) {
            let (from, path) = (instrument.file, instrument.path);
            let companion = path.and_then(|path| included.iter().find(|it| it.from == from && it.path == path));
            if let Some(companion) = companion {
                let mut known = self.treaty.instruments.iter().filter_map(|it| it.read.as_ref());
                let read = if companion.file == own.file {
                    own.clone()
                } else if let Some(known) = known.find(|it| it.file == companion.file) {
                    known.clone()
                } else {
                    let (read, rest) = self.declare_companion(companion);
                    pending.push((*companion, rest));
                    read
                };
                self.treaty.instruments[at].read = Some(read);
            }
            at += 1;
        }
        pending
    }

    fn declare_companion<'t>(
        &mut self,
        companion: &IncludedInstrument<'a, 't>,
    ) -> (super::ReadInstrument, PendingText<'t>) {
        let (provisions, units) = (self.treaty.provisions.len() as u32, self.treaty.units.len() as u32);
        let outer = self.enter(Reads::IncludedInstrument, companion.file, companion.text);
        let mut pending = PendingText::default();
        self.declare(&companion.draft.items, &mut pending);
        let scope = std::mem::take(&mut self.scope);
        self.scopes.push((companion.file, scope));
        self.leave(outer);
        let read = super::ReadInstrument {
            file: companion.file,
            provisions: provisions..self.treaty.provisions.len() as u32,
            units: units..self.treaty.units.len() as u32,
        };
        (read, pending)
    }

    /// The second pass over the instruments.
    fn resolve_companions(&mut self, pending: &[(IncludedInstrument<'a, '_>, PendingText<'_>)]) {
        for (companion, pending) in pending {
            let outer = self.enter(Reads::IncludedInstrument, companion.file, companion.text);
            let at = self.scopes.iter().position(|it| it.0 == companion.file);
            if let Some(at) = at {
                self.scope = std::mem::take(&mut self.scopes[at].1);
            }
            self.resolve(pending);
            if let Some(at) = at {
                self.scopes[at].1 = std::mem::take(&mut self.scope);
            }
            self.leave(outer);
        }
    }

    /// Whom of the world at large the draft names in brackets enters whatever this reading takes of them, so that who there
    /// is does not depend on what a provision says.
    fn enter_bracketed(&mut self) {
        for name in &self.treaty.brackets.capitals {
            if !self.scope.capital.contains_key(name) && self.prelude_name(name).is_none() {
                self.state(name);
            }
        }
    }

    /// Turns to another text; gives back what `leave` needs.
    fn enter(&mut self, reads: Reads, file: FileId, text: &'a str) -> OuterText<'a, 'r> {
        let scope = std::mem::take(&mut self.scope);
        let outer = OuterText {
            reads: self.reads,
            file: self.file,
            text: self.text,
            unit: self.unit.take(),
            provision: self.provision.take(),
            body: self.body.take(),
            quiet: self.quiet,
            reading: self.reading,
            scope: None,
        };
        let outer = if self.reads == Reads::Own {
            self.own = scope;
            outer
        } else {
            OuterText { scope: Some(scope), ..outer }
        };
        self.reading = &UNBRACKETED;
        (self.reads, self.file, self.text, self.quiet) = (reads, file, text, true);
        outer
    }

    /// Turns back.
    fn leave(&mut self, outer: OuterText<'a, 'r>) {
        self.scope = outer.scope.unwrap_or_else(|| std::mem::take(&mut self.own));
        (self.reads, self.file, self.text, self.quiet) = (outer.reads, outer.file, outer.text, outer.quiet);
        (self.unit, self.provision, self.body) = (outer.unit, outer.provision, outer.body);
        self.reading = outer.reading;
    }

    /// The words at a place of the text that is being read.
    fn words(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// The same without its quotes.
    fn unquoted(&self, span: Span) -> &'a str {
        unquoted(self.words(span))
    }

    /// A finding in the draft; other texts are not judged here.
    fn report(
        &mut self,
        rule: &'static str,
        severity: Severity,
        span: Span,
        message: String,
    ) -> Option<&mut Diagnostic> {
        if self.reads != Reads::Own || self.quiet {
            return None;
        }
        let mut finding = Diagnostic::new(rule, severity, self.treaty.file, span, message);
        if let Some(provision) = self.provision {
            finding.clause = Some(self.treaty.clause_path(provision));
        } else if let Some(unit) = self.unit {
            finding.clause = Some(self.treaty.unit_path(unit));
        }
        let unit = self.unit.map(|it| self.treaty.unit(it).span);
        self.diagnostics.push(ModelFinding { finding, unit, once: true });
        self.diagnostics.last_mut().map(|it| &mut it.finding)
    }

    /// Whether a name is reported for the first time in the article that is being read.
    fn is_news(&mut self, name: impl Into<Cow<'a, str>>) -> bool {
        self.reported.insert((name.into(), self.unit))
    }

    /// Whether a word is judged for the first time in the article that is being read.
    fn is_unjudged(&mut self, word: &'a str) -> bool {
        self.judged.insert((word, self.unit))
    }

    /// Notes a `TBD`. What the reader could not reckon with is not known either, and told by the reader.
    fn hole(&mut self, span: Span) {
        if self.reads == Reads::Own && span.is_own() && self.words(span).starts_with("TBD") {
            let (provision, actor) = (self.provision, self.body);
            let hole = Hole { span, of: self.clause, provision, actor, unit: self.unit };
            self.treaty.holes.push(hole);
        }
    }

    /// Notes a block of prose.
    fn prose(&mut self, quoted: Span) {
        if self.reads != Reads::Own {
            return;
        }
        let text = self.unquoted(quoted);
        // The quotes are taken off in front first, so the place is where the rest begins.
        let start = (text.as_ptr() as usize - self.text.as_ptr() as usize) as u32;
        let span = Span::new(start, start + text.len() as u32);
        self.treaty.prose.push(Prose { span, text, unit: self.unit, provision: self.provision });
    }

    /// Notes a use of a name.
    fn note_use(&mut self, name: &'a str, span: Span, target: RefTarget) {
        if self.reads == Reads::Own && span.is_own() {
            self.treaty.uses.push(Use { name, span, target });
        }
    }
}

/// What was being read before another text was turned to.
struct OuterText<'a, 'r> {
    reads: Reads,
    file: FileId,
    text: &'a str,
    unit: Option<UnitId>,
    provision: Option<ProvisionId>,
    body: Option<ActorId>,
    quiet: bool,
    reading: &'r Reading,
    /// The names of the outer text, if that is not the draft.
    scope: Option<NameScope<'a>>,
}
