//! Provisions: triggers, norms, deployments, regimes, final clauses.

use super::attention::Noted;
use super::{
    Actors, Area, Clock, Conditions, Decided, Decision, Detail, Gate, Occasion, Occasions, Period, Target, UnitId,
};
use crate::source::{FileId, Span};
use crate::syntax::ast::{List, Modal, Mode, Phase, ProvisionKind};
use std::ops::{Deref, DerefMut};

/// The number of a provision in [`super::Treaty::provisions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProvisionId(pub u32);

/// A provision. What most provisions have in common are fields; the rest are [`Detail`]s.
#[derive(Clone, Debug)]
pub struct Provision<'a> {
    /// Its number.
    pub id: ProvisionId,
    /// Which kind.
    pub kind: ProvisionKind,
    /// Its name, or a rung's title; empty if it has none.
    pub name: &'a str,
    /// The name, or the keyword if it has none.
    pub name_span: Span,
    /// Keyword and name.
    pub head: Span,
    /// The whole.
    pub span: Span,
    /// The text it stands in.
    pub file: FileId,
    /// The article it stands in.
    pub unit: Option<UnitId>,
    /// The ladder it is a rung of.
    pub ladder: Option<ProvisionId>,
    /// Its clauses.
    pub(super) says: Noted<Clauses<'a>>,
}

/// What a provision says. Every field of it can be read from the provision itself.
#[derive(Clone, Debug, Default)]
pub struct Clauses<'a> {
    /// Its sentences.
    pub sentences: List<Noted<Sentence<'a>>>,
    /// `on …`: any of them opens.
    pub events: List<Noted<Events<'a>>>,
    /// `upon …`: all of them must have come.
    pub upon: List<Noted<Occasions<'a>>>,
    /// Request, consultation, consent, conditions: all must open, in the order of the text.
    pub gates: List<Noted<Gate<'a>>>,
    /// `decided by …`
    pub decided: Option<Box<Noted<Decided<'a>>>>,
    /// The norm's own clock.
    pub clock: Option<Box<Noted<Clock<'a>>>>,
    /// `deliberately ambiguous …`: where, the reason, who agreed.
    pub ambiguity: Option<Box<Ambiguity<'a>>>,
    /// Every other clause, in the order of the text.
    pub details: List<Detail<'a>>,
}

impl<'a> Provision<'a> {
    /// Its name; its keyword if it has none.
    pub fn name_or_kind(&self) -> &'a str {
        if self.name.is_empty() { self.kind.word() } else { self.name }
    }
}

impl<'a> Deref for Provision<'a> {
    type Target = Clauses<'a>;

    fn deref(&self) -> &Clauses<'a> {
        &self.says
    }
}

impl DerefMut for Provision<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.says
    }
}

/// A declared ambiguity.
#[derive(Clone, Debug)]
pub struct Ambiguity<'a> {
    /// The whole clause.
    pub span: Span,
    /// Why.
    pub reason: &'a str,
    /// Who agreed to it.
    pub agreed_by: Option<Actors<'a>>,
    /// Until when.
    pub until: Option<&'a str>,
}

/// A sentence: who, with what force, does what.
#[derive(Clone, Debug)]
pub struct Sentence<'a> {
    /// The whole.
    pub span: Span,
    /// `None`: several, by default.
    pub mode: Option<Mode>,
    /// Who owes, may or must not; `None` if only words say it.
    pub bearer: Option<Actors<'a>>,
    /// The words that stand for a bearer.
    pub bearer_words: Option<&'a str>,
    /// Where the bearer stands.
    pub bearer_span: Span,
    /// The operative words; `None` in a `forfeits` sentence and where a bracket leaves none.
    pub modal: Option<Modal>,
    /// Where they stand.
    pub modal_span: Span,
    /// `be` before a participle.
    pub passive: bool,
    /// The verb; empty in a `forfeits` sentence.
    pub verb: &'a str,
    /// Where it stands.
    pub verb_span: Span,
    /// What it is done to.
    pub objects: List<Object<'a>>,
    /// What is taken from the objects.
    pub except: List<Object<'a>>,
    /// The provision that is lost.
    pub forfeits: Option<Target>,
}

/// An object of a sentence, an item of a mixed list.
#[derive(Clone, Debug)]
pub enum Object<'a> {
    /// Actors.
    Actors(Actors<'a>),
    /// An amount.
    Quantity(Quantity<'a>),
    /// An area, zone or line.
    Place(super::PlaceId, Span),
    /// A provision of the draft.
    Provision(ProvisionId, Span),
    /// Another treaty.
    Instrument(super::InstrumentId, Span),
    /// A word of a vocabulary, or quoted words.
    Word(Word<'a>),
}

/// A word of an open vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    /// The word, without quotes.
    pub text: &'a str,
    /// Where it stands, with its quotes.
    pub span: Span,
    /// Whether it stands in quotes.
    pub quoted: bool,
    /// `TBD`
    pub hole: bool,
}

/// An amount.
#[derive(Clone, Copy, Debug)]
pub struct Quantity<'a> {
    /// The whole.
    pub span: Span,
    /// The number in thousandths, so that decimals stay exact; `None` for `TBD`.
    pub thousandths: Option<u64>,
    /// `approximately`
    pub approximate: bool,
    /// `personnel`, `km`, `%`, a currency with its scale, a quoted type; empty if none.
    pub unit: &'a str,
}

/// Events after `on`, with what narrows them.
#[derive(Clone, Debug)]
pub struct Events<'a> {
    /// The whole expression.
    pub span: Span,
    /// Any of them.
    pub events: List<Event<'a>>,
    /// Who does it.
    pub by: Option<Actors<'a>>,
    /// To whom.
    pub against: Option<Actors<'a>>,
    /// Where.
    pub area: Option<Area<'a>>,
    /// From where.
    pub from: Option<Area<'a>>,
    /// Through where.
    pub through: Option<Area<'a>>,
    /// `domains air, sea`
    pub domains: List<Word<'a>>,
}

/// One event.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// Where it stands.
    pub span: Span,
    /// What happens.
    pub kind: EventKind<'a>,
}

/// What happens.
#[derive(Clone, Debug)]
pub enum EventKind<'a> {
    /// A word of the vocabulary, with what it is `of`.
    Named(&'a str, Option<Target>),
    /// Quoted words, without the quotes.
    Words(&'a str),
    /// `breach of ceasefire`
    Phase(Phase, Target),
}

/// When forces are there.
#[derive(Clone, Debug)]
pub enum Timing<'a> {
    /// `standing`, `prepositioned`, `phased` …
    Words(List<Word<'a>>),
    /// `responsive upon T`
    ResponsiveUpon(Occasions<'a>),
}

/// How many at most, or at least.
#[derive(Clone, Debug)]
pub struct Level<'a> {
    /// `each`: for each contributor.
    pub each: bool,
    /// How many, of what.
    pub amounts: List<Quantity<'a>>,
    /// The band to which it is limited: `at most 6000 personnel from 0 km to 10 km of Line`.
    pub band: Option<Band>,
}

/// A band along a line, or around an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Where it begins, in metres from the line.
    pub from_metres: u64,
    /// Where it ends, in metres from the line.
    pub to_metres: u64,
    /// The line.
    pub of: Target,
}

/// Who may change what.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// Which way.
    pub kind: ChangeKind,
    /// `roles`, `ceiling`, `zones`
    pub of: List<Word<'a>>,
    /// Who decides; `None` if only a consultation is owed.
    pub by: Option<Decision<'a>>,
    /// Who must be consulted.
    pub consulting: Option<Actors<'a>>,
}

/// Which way a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// `change of`
    Change,
    /// `increase of`
    Increase,
    /// `decrease of`
    Decrease,
}

/// How long something lasts. At least one of the three is said.
#[derive(Clone, Debug, Default)]
pub struct Duration<'a> {
    /// For how long.
    pub period: Option<Period>,
    /// Until what.
    pub until: Option<Box<Until<'a>>>,
    /// How it is renewed.
    pub renewal: Option<Box<Renewal<'a>>>,
}

/// The end of a norm.
#[derive(Clone, Debug)]
pub enum Until<'a> {
    /// A decision ends it.
    Decision(Decision<'a>),
    /// Words, with who finds that they hold.
    Words(&'a str, Option<Decision<'a>>),
    /// An occasion ends it.
    Occasion(Occasion<'a>),
    /// Conditions end it.
    Conditions(Conditions<'a>),
}

/// How a term is renewed.
#[derive(Clone, Debug)]
pub struct Renewal<'a> {
    /// Where it is said.
    pub span: Span,
    /// How.
    pub kind: RenewalKind<'a>,
}

/// How a term is renewed.
#[derive(Clone, Debug)]
pub enum RenewalKind<'a> {
    /// `renewable`, nobody says by whom.
    Renewable,
    /// `renewable automatically`
    Automatic,
    /// `renewed by D`: without it the term ends.
    By(Decision<'a>),
    /// `unless ended by D`: without it the term goes on.
    UnlessEndedBy(Decision<'a>),
}
