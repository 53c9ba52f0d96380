//! Values: sets of actors, vocabulary, places, quantities, durations, events, references.

use super::{List, OrBracket};
use crate::diagnostic::ClauseLevel;
use crate::source::Span;

/// A set of actors: what stands before `except`, less what stands after.
#[derive(Clone, Debug, Hash)]
pub struct ActorExpr {
    /// The whole expression.
    pub span: Span,
    /// The quantifier in front; it rules the whole set.
    pub quantifier: Option<Quantifier>,
    /// The union.
    pub include: List<OrBracket<Member>>,
    /// What is taken away.
    pub except: List<OrBracket<Member>>,
}

/// How many votes carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Threshold {
    /// Every member votes yes.
    Unanimity,
    /// Nobody objects, but for so many.
    Consensus {
        /// `consensus minus 1`
        minus: u64,
    },
    /// More than half.
    Majority,
    /// At least this part of the base: two-thirds, 3/4, 55 %.
    Share {
        /// The upper number.
        numerator: u64,
        /// The lower number.
        denominator: u64,
    },
    /// At least so many.
    Count(u64),
}

/// How many of a set are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// `each of`
    Each,
    /// `all of`
    All,
    /// `any of`
    Any,
    /// `3 of`
    Some(u64),
    /// `two-thirds of`, of those who ratify.
    Share(Threshold),
    /// A number out of range, or only about so many: nobody can say how many.
    Unread,
}

impl Quantifier {
    /// Whether all of the set are meant, and not some that are still to be found.
    pub fn takes_all(self) -> bool {
        matches!(self, Self::Each | Self::All)
    }
}

/// One member of a union.
#[derive(Clone, Debug, Hash)]
pub enum Member {
    /// A declared actor, group or body: `UKR`.
    Name(Span),
    /// A role group: `guarantors`.
    Role(RoleGroup, Span),
    /// `members of NATO`, with the date in `as of 1995`.
    MembersOf(Box<MembersOf>),
    /// `members`: those of the body in whose block it stands.
    OwnMembers(Span),
    /// `any state`
    AnyState(Span),
    /// `the attacker`, `the others` …, with `and those aligned with it`.
    StandIn {
        /// Whose place it takes.
        who: StandIn,
        /// Whether those aligned with it are meant too.
        aligned: bool,
        /// The whole phrase.
        span: Span,
    },
    /// A set in parentheses.
    Nested(Box<ActorExpr>),
    /// A provision named as an actor (a deployment that bears a norm), or a lower-case word.
    Word(Span),
    /// `TBD`
    Tbd(Span),
}

/// The members of an organization, perhaps of another day.
#[derive(Clone, Copy, Debug, Hash)]
pub struct MembersOf {
    /// The organization.
    pub of: Span,
    /// The year or day whose membership is meant.
    pub as_of: Option<Span>,
    /// The whole phrase.
    pub span: Span,
}

impl Member {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Name(span)
            | Self::Role(_, span)
            | Self::OwnMembers(span)
            | Self::AnyState(span)
            | Self::StandIn { span, .. }
            | Self::Word(span)
            | Self::Tbd(span) => *span,
            Self::MembersOf(it) => it.span,
            Self::Nested(set) => set.span,
        }
    }
}

/// A group that exists by itself: all who bear a legal role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleGroup {
    /// `parties`: all who sign.
    Parties,
    /// `signatories`
    Signatories,
    /// `guarantors`
    Guarantors,
    /// `beneficiaries`
    Beneficiaries,
    /// `hosts`
    Hosts,
    /// `contributors`
    Contributors,
    /// `leads`
    Leads,
    /// `backstops`
    Backstops,
    /// `neutrals`
    Neutrals,
    /// `mediators`
    Mediators,
    /// `monitors`
    Monitors,
    /// `witnesses`
    Witnesses,
    /// `depositaries`
    Depositaries,
}

impl RoleGroup {
    /// Every group with its plural and the role as `is …` names it.
    pub const ALL: &[(Self, &str, &str)] = &[
        (Self::Parties, "parties", "party"),
        (Self::Signatories, "signatories", "signatory"),
        (Self::Guarantors, "guarantors", "guarantor"),
        (Self::Beneficiaries, "beneficiaries", "beneficiary"),
        (Self::Hosts, "hosts", "host"),
        (Self::Contributors, "contributors", "contributor"),
        (Self::Leads, "leads", "lead"),
        (Self::Backstops, "backstops", "backstop"),
        (Self::Neutrals, "neutrals", "neutral"),
        (Self::Mediators, "mediators", "mediator"),
        (Self::Monitors, "monitors", "monitor"),
        (Self::Witnesses, "witnesses", "witness"),
        (Self::Depositaries, "depositaries", "depositary"),
    ];

    /// The group that a plural names.
    pub fn from_plural(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, plural, _)| *plural == word).map(|(group, ..)| *group)
    }

    /// The group of those who bear a role.
    pub fn from_role(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, _, role)| *role == word).map(|(group, ..)| *group)
    }

    /// The plural.
    pub fn plural(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The role, in the singular.
    pub fn role(self) -> &'static str {
        Self::ALL[self as usize].2
    }
}

/// An actor that depends on the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StandIn {
    /// `the attacker`
    Attacker,
    /// `the victim`
    Victim,
    /// `the others`: every party but the victim.
    Others,
    /// `the requester`
    Requester,
    /// `the host`
    Host,
    /// `the party concerned`
    PartyConcerned,
    /// `parties to the dispute`
    DisputeParties,
}

/// A word of an open vocabulary: a role, a means, a domain.
#[derive(Clone, Copy, Debug, Hash)]
pub enum Word {
    /// A bare word.
    Name(Span),
    /// A quoted one.
    Text(Span),
    /// `TBD`
    Tbd(Span),
}

impl Word {
    /// Where it stands.
    pub fn span(self) -> Span {
        match self {
            Self::Name(span) | Self::Text(span) | Self::Tbd(span) => span,
        }
    }
}

/// One item of a mixed list: objects of a sentence, means, prohibited things.
#[derive(Clone, Debug, Hash)]
pub enum ListItem {
    /// `15000 personnel`
    Quantity(Box<Quantity>),
    /// An actor or a set.
    Actor(Member),
    /// Vocabulary, a provision, quoted words, a hole.
    Word(Word),
}

impl ListItem {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Quantity(it) => it.span,
            Self::Actor(it) => it.span(),
            Self::Word(it) => it.span(),
        }
    }
}

/// An amount with its unit: `15000 personnel`, `40 km`, `USD 500 million`, `3 "guided-missile frigates"`.
#[derive(Clone, Debug, Hash)]
pub struct Quantity {
    /// The whole.
    pub span: Span,
    /// `approximately`, `about`.
    pub approximate: bool,
    /// The digits, or the bracketed digits; `None` for `TBD`.
    pub number: Option<OrBracket<Span>>,
    /// The unit's word, `%`, currency, or quoted type.
    pub unit: Option<Span>,
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeUnit {
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Calendar days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// A length of time.
#[derive(Clone, Copy, Debug, Hash)]
pub enum Duration {
    /// `72 hours`
    Span {
        /// The whole.
        span: Span,
        /// The digits.
        number: Span,
        /// The unit.
        unit: TimeUnit,
        /// `approximately`, `about`.
        approximate: bool,
    },
    /// `indefinite`
    Indefinite(Span),
    /// `TBD`
    Tbd(Span),
}

impl Duration {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Span { span, .. } | Self::Indefinite(span) | Self::Tbd(span) => *span,
        }
    }
}

/// Where something holds.
#[derive(Clone, Debug, Hash)]
pub struct Area {
    /// The whole expression.
    pub span: Span,
    /// The union.
    pub include: List<OrBracket<AreaAtom>>,
    /// What is taken away.
    pub except: List<OrBracket<AreaAtom>>,
}

/// One part of an area.
#[derive(Clone, Debug, Hash)]
pub enum AreaAtom {
    /// `territory of UKR`
    TerritoryOf(Box<ActorExpr>, Span),
    /// A declared area, zone or line, or a state's territory by its code, with a quoted part: `UKR area "west of the Dnipro"`.
    Name {
        /// The name.
        name: Span,
        /// The quoted part.
        part: Option<Span>,
    },
    /// `the victim`, `the host`: its territory.
    StandIn(StandIn, Span),
    /// A place in words only.
    Text(Span),
    /// An area in parentheses.
    Nested(Box<Area>),
    /// `TBD`
    Tbd(Span),
}

/// Events after `on`, with the qualifiers that hold for every event of the list.
#[derive(Clone, Debug, Hash)]
pub struct EventList {
    /// The whole expression.
    pub span: Span,
    /// The events, any of which suffices.
    pub events: List<Event>,
    /// `by`, `against`, `in` …
    pub qualifiers: List<Qualifier>,
}

/// One event.
#[derive(Clone, Debug, Hash)]
pub struct Event {
    /// Where it stands.
    pub span: Span,
    /// What happens.
    pub kind: EventKind,
}

/// What happens.
#[derive(Clone, Debug, Hash)]
pub enum EventKind {
    /// A word of the vocabulary: `armed-attack`; with what it is `of`.
    Named(Span, Option<Box<Ref>>),
    /// In quoted words.
    Text(Span),
    /// `breach of ceasefire`, `start of`, `end of`, `completion of`.
    Phase(Phase, Box<Ref>),
}

/// What narrows an event.
#[derive(Clone, Debug, Hash)]
pub enum Qualifier {
    /// `by RUS`, or by an actor in quoted words only.
    By(Subject),
    /// `against UKR`
    Against(Subject),
    /// `in territory of UKR`
    In(Area),
    /// `from territory of BLR`
    From(Area),
    /// `through territory of FIN`
    Through(Area),
    /// `domains air, sea`
    Domains(List<OrBracket<Word>>),
}

/// A reference to something that the draft declares.
#[derive(Clone, Debug, Hash)]
pub struct Ref {
    /// The whole reference.
    pub span: Span,
    /// What it names.
    pub kind: RefKind,
}

/// What a reference names.
#[derive(Clone, Debug, Hash)]
pub enum RefKind {
    /// A declared thing with a capital: an instrument, an area, an actor.
    Declared(Span),
    /// A provision or milestone by its name.
    Named(Span),
    /// `article 5`, `annex A`, with the instrument in `of UKFR`.
    Unit(Box<UnitRef>),
    /// `TBD`
    Tbd,
}

/// A unit by its number.
#[derive(Clone, Debug, Hash)]
pub struct UnitRef {
    /// The kind of unit.
    pub kind: UnitKind,
    /// Its number or title.
    pub number: Span,
    /// The last number of `articles 3 to 7`.
    pub to: Option<Span>,
    /// The other numbers of `articles 3, 5 and 7`.
    pub more: List<Span>,
    /// What it is a part of, from the inside out: `paragraph 2 of article 5`.
    pub within: List<(UnitKind, Span)>,
    /// The other instrument.
    pub of: Option<Span>,
}

impl UnitRef {
    /// Whether it names several units.
    pub fn is_plural(&self) -> bool {
        self.to.is_some() || !self.more.is_empty()
    }
}

/// A point in the life of a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// `start of`
    Start,
    /// `end of`
    End,
    /// `completion of`
    Completion,
    /// `breach of`
    Breach,
}

/// The subject of a sentence, or an actor in an event.
#[derive(Clone, Debug, Hash)]
pub enum Subject {
    /// Actors of the draft.
    Set(Box<ActorExpr>),
    /// A deployment or other provision, by its lower-case name.
    Provision(Span),
    /// Quoted words: nobody in particular.
    Text(Span),
}

impl Subject {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Set(set) => set.span,
            Self::Provision(span) | Self::Text(span) => *span,
        }
    }
}

/// Kinds of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// The recitals.
    Preamble,
    /// `article 5 bis`
    Article,
    /// `point 4`
    Point,
    /// `paragraph 2`
    Paragraph,
    /// `section II`
    Section,
    /// `chapter VII`
    Chapter,
    /// `annex A`
    Annex,
    /// `protocol 1`
    Protocol,
    /// `letter "…"`
    Letter,
    /// `minute "…"`
    Minute,
    /// `notes "…"`
    Notes,
}

impl UnitKind {
    /// Every kind with its keyword.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Preamble, "preamble"),
        (Self::Article, "article"),
        (Self::Point, "point"),
        (Self::Paragraph, "paragraph"),
        (Self::Section, "section"),
        (Self::Chapter, "chapter"),
        (Self::Annex, "annex"),
        (Self::Protocol, "protocol"),
        (Self::Letter, "letter"),
        (Self::Minute, "minute"),
        (Self::Notes, "notes"),
    ];

    /// The kind that a keyword names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|it| it.1 == word).map(|it| it.0)
    }

    /// The keyword.
    pub const fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Whether a number or a title tells one from another.
    pub fn level(self) -> ClauseLevel {
        if self >= Self::Letter { ClauseLevel::Titled } else { ClauseLevel::Unit }
    }
}
