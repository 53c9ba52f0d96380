//! Clauses: a keyword, then its values.
//!
//! The tree keeps every clause alike. Which provision takes which clause, and which clause may stand once only, is the
//! table in [`crate::syntax::clauses`].

use super::{
    ActorExpr, Area, Clock, Conditions, Decision, Duration, EventList, List, ListItem, Occasion, Occasions, OrBracket,
    Quantity, Ref, Subject, Word,
};
use crate::source::Span;

pub use crate::syntax::clauses::ClauseWord;

/// One clause of a provision, body, place or final clause.
#[derive(Clone, Debug, Hash)]
pub struct Clause {
    /// Which clause it is.
    pub word: ClauseWord,
    /// The whole.
    pub span: Span,
    /// Its values, in the order of the text.
    pub args: List<Arg>,
}

/// A value of a clause.
#[derive(Clone, Debug, Hash)]
pub enum Arg {
    /// Actors.
    Set(Box<ActorExpr>),
    /// What ends something; the first that comes.
    Ends(List<End>),
    /// How a term is renewed.
    Renewal(Box<OrBracket<Renewal>>),
    /// Vocabulary.
    Words(List<OrBracket<Word>>),
    /// A mixed list.
    Items(List<OrBracket<ListItem>>),
    /// What `except` takes from the list before it.
    Except(List<OrBracket<ListItem>>),
    /// A place.
    Area(Box<Area>),
    /// A decision.
    Decision(Box<Decision>),
    /// A condition.
    Conditions(Box<Conditions>),
    /// Events.
    Events(Box<EventList>),
    /// Occasions joined by `and`, `or`.
    Occasions(Box<Occasions>),
    /// One occasion.
    Occasion(Box<OrBracket<Occasion>>),
    /// A clock.
    Clock(Box<Clock>),
    /// A length of time.
    Duration(Box<OrBracket<Duration>>),
    /// Amounts.
    Quantities(List<OrBracket<Quantity>>),
    /// References.
    Refs(List<OrBracket<Ref>>),
    /// A sentence.
    Sentence(Box<Sentence>),
    /// Quoted words or prose, with the quotes.
    Text(Span),
    /// A bare number.
    Number(Span),
    /// A bare name.
    Name(Span),
    /// An ISO 8601 instant.
    Instant(Span),
    /// A word that changes the clause: `only`, `renewable`.
    Flag(Flag, Span),
    /// `weights population { DEU 83.5 }`
    Weights(Box<Weights>),
}

/// A word that changes a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// `roles only`
    Only,
    /// `decided unless … object`
    Unless,
    /// `irrevocable`
    Irrevocable,
    /// `revocable`
    Revocable,
    /// `in good standing`
    InGoodStanding,
    /// `rotating among`
    RotatingAmong,
    /// `hereafter`
    Hereafter,
    /// `each side of`
    EachSideOf,
    /// `nothing`
    Nothing,
    /// `TBD`
    Tbd,
    /// `ceiling each 950 personnel`
    Each,
    /// `of` before an occasion that a duration counts from, `after` likewise.
    Since,
    /// `to` before the end of a window or band.
    To,
    /// `whichever is earlier` behind the end of a term.
    Earlier,
}

/// What ends something.
#[derive(Clone, Debug, Hash)]
pub enum End {
    /// A decision.
    Decision(Decision),
    /// Quoted words, with who finds that they hold.
    Text(Span, Option<Decision>),
    /// Something that comes once.
    Occasion(OrBracket<Occasion>),
}

/// How a term is renewed.
#[derive(Clone, Debug, Hash)]
pub struct Renewal {
    /// The whole.
    pub span: Span,
    /// Its first words.
    pub lead: Span,
    /// How.
    pub kind: RenewalKind,
}

/// Ways of renewing a term.
#[derive(Clone, Debug, Hash)]
pub enum RenewalKind {
    /// `renewable`
    Renewable,
    /// `renewable automatically`
    Automatically,
    /// `renewable by`
    RenewableBy(Decision),
    /// `renewed by`
    RenewedBy(Decision),
    /// `unless ended by`
    UnlessEndedBy(Decision),
}

/// A sentence: who, with what force, does what.
#[derive(Clone, Debug, Hash)]
pub struct Sentence {
    /// The whole.
    pub span: Span,
    /// `each of`, `jointly` …
    pub mode: Option<(Mode, Span)>,
    /// Who says so of the bearer: `UNSC decides that …`, `UNSC calls upon …`.
    pub author: Option<Box<Subject>>,
    /// Who owes, may or must not.
    pub bearer: Subject,
    /// The operative words; `None` in `UKR forfeits …`.
    pub modal: Option<OrBracket<(Modal, Span)>>,
    /// `be` before a participle: the bearer is acted upon.
    pub passive: bool,
    /// The verb.
    pub verb: Option<Span>,
    /// What it is done to.
    pub objects: List<OrBracket<ListItem>>,
    /// What is taken from the objects.
    pub except: List<OrBracket<ListItem>>,
    /// The provision that a `forfeits` sentence takes away.
    pub forfeits: Option<Box<Ref>>,
}

/// How the bearers of a norm stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// `each of`, `all of`: every one for itself.
    Each,
    /// `severally`: every one its own part.
    Several,
    /// `jointly`, `collectively`: all together or not at all.
    Collective,
    /// `jointly and severally`, `collectively and severally`: each, though others fail.
    CollectiveAndSeveral,
}

/// The operative words of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modal {
    /// `shall`
    Shall,
    /// `shall not`
    ShallNot,
    /// `will`
    Will,
    /// `will not`
    WillNot,
    /// `should`
    Should,
    /// `should not`
    ShouldNot,
    /// `may`
    May,
    /// `may not`: ambiguous.
    MayNot,
    /// `would`
    Would,
    /// `need not`
    NeedNot,
    /// `demands that it …`: whether that binds is not settled.
    Demanded,
    /// `demands that it not …`
    DemandedNot,
    /// `undertakes that it would`: whether that binds is not settled.
    UndertakesWould,
    /// `undertakes to`
    Undertakes,
    /// `undertakes not to`
    UndertakesNot,
    /// `agrees to`
    Agrees,
    /// `agrees not to`
    AgreesNot,
    /// `intends to`
    Intends,
    /// `intends not to`
    IntendsNot,
    /// `expects to`
    Expects,
    /// `expects not to`
    ExpectsNot,
    /// `endeavours to`
    Endeavours,
    /// `endeavours not to`
    EndeavoursNot,
    /// `reserves the right to`
    ReservesTheRight,
    /// `stands ready to`
    StandsReady,
    /// `is bound to`
    IsBound,
    /// `is bound not to`
    IsBoundNot,
    /// `is expected to`
    IsExpected,
    /// `is expected not to`
    IsExpectedNot,
    /// `declares that it would`
    Declares,
    /// `reaffirms the commitment to`
    Reaffirms,
}

/// Voting weights.
#[derive(Clone, Debug, Hash)]
pub struct Weights {
    /// Their name.
    pub name: Span,
    /// Who weighs how much.
    pub of: List<(Span, Span)>,
    /// The whole.
    pub span: Span,
}
