//! The draft as a whole: heads, declarations, places in the text, provisions, scenarios.

use super::{Broken, Clause, Close, Entry, List, Ref, Set, Word};
use crate::diagnostic::ClauseLevel;
use crate::source::Span;

/// A whole file.
#[derive(Clone, Debug, Default, Hash)]
pub struct Draft {
    /// Everything that stands at the top, and within `treaty "…" { … }`.
    pub items: List<Entry<Item>>,
    /// The title, with its quotes.
    pub title: Option<Span>,
    /// How many brackets the file holds.
    pub brackets: u32,
}

/// Anything that stands in a file, an article or an annex.
#[derive(Clone, Debug, Hash)]
pub enum Item {
    /// `stage rolling`
    Header(Header),
    /// `party UKR "Ukraine" is beneficiary`
    Declaration(Box<Declaration>),
    /// `area`, `zone`, `line`
    Place(Box<Place>),
    /// `assume { … }`
    Assume(List<Entry<Step>>, Span),
    /// Articles, annexes, the preamble.
    Unit(Unit),
    /// `obligation assist { … }`
    Provision(Provision),
    /// `scenario "…" { … }`
    Scenario(Box<Scenario>),
    /// What could not be read.
    Broken(Broken),
    /// A `}` that closes nothing.
    StrayClose(Span),
}

/// A line of the head.
#[derive(Clone, Debug, Hash)]
pub enum Header {
    /// `version "15 April 2022"`
    Version(Span),
    /// `signed 1995-12-14`
    Signed(Span),
    /// `stage rolling`
    Stage(Span),
    /// `form memorandum not binding`
    Form {
        /// The word.
        form: Span,
        /// `binding` or `not binding`, where the draft says so.
        binding: Option<bool>,
    },
    /// `languages en, fr prevailing en`
    Languages {
        /// The authentic languages.
        list: List<Entry<Word>>,
        /// The one that prevails.
        prevailing: Option<Span>,
    },
    /// `text """ … """`
    Text(Span),
}

/// Something that the draft gives a name to.
#[derive(Clone, Debug, Hash)]
pub struct Declaration {
    /// The whole.
    pub span: Span,
    /// What is declared.
    pub kind: DeclarationKind,
    /// Its name. For `party members of EU`, the whole phrase; for `term`, the quoted term.
    pub name: Span,
    /// The long name, quoted.
    pub title: Option<Span>,
    /// `is guarantor, depositary`
    pub roles: List<Entry<Word>>,
    /// `controlled by`, `with members`, `= …`, the parties of `party members of EU`, the organization of an office.
    pub set: Option<Set>,
    /// `open to any state`
    pub open_to: Option<Set>,
    /// The file of a companion instrument, the meaning of a term.
    pub text: Option<Span>,
    /// The block of a body or organization.
    pub clauses: List<Entry<Clause>>,
    /// What could not be read in the block.
    pub broken: List<Broken>,
    /// The numbers of `weights`.
    pub weights: Option<Weights>,
    /// How the block ends, if there is one.
    pub close: Option<Close>,
}

/// What is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeclarationKind {
    /// A signatory.
    Party,
    /// A state that does not sign.
    State,
    /// NATO, OSCE, EU.
    Organization,
    /// An organ that decides.
    Body,
    /// Armed groups, irregulars, companies.
    Forces,
    /// An office that decides: a commander.
    Office,
    /// Another treaty.
    Instrument,
    /// A named set.
    Group,
    /// A defined term.
    Term,
    /// A named point in time.
    Milestone,
    /// Named voting weights.
    Weights,
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

/// `area`, `zone` or `line`.
#[derive(Clone, Debug, Hash)]
pub struct Place {
    /// The whole.
    pub span: Span,
    /// Which of the three.
    pub kind: PlaceKind,
    /// Its name.
    pub name: Span,
    /// The long name, quoted.
    pub title: Option<Span>,
    /// What it lies within.
    pub within: Option<super::Area>,
    /// Its block.
    pub clauses: List<Entry<Clause>>,
    /// What could not be read in the block.
    pub broken: List<Broken>,
    /// How the block ends, if there is one.
    pub close: Option<Close>,
}

/// Kinds of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A territory or part of one.
    Area,
    /// An area with rules on forces.
    Zone,
    /// A line.
    Line,
}

/// One line of `assume` or `sequence`.
#[derive(Clone, Debug, Hash)]
pub struct Step {
    /// The whole.
    pub span: Span,
    /// What it says.
    pub kind: Assumption,
}

/// What a line of `assume` or `sequence` says.
#[derive(Clone, Debug, Hash)]
pub enum Assumption {
    /// `potential aggressor RUS against UKR`
    Aggressor {
        /// Who may attack.
        who: Set,
        /// Whom; every beneficiary if none.
        against: Option<Set>,
    },
    /// `BLR votes with RUS`
    VotesWith(Set, Span),
    /// `RUS controls Militia`
    Controls(Set, Span),
    /// `A before B`; `A after B` is the same with the two exchanged.
    Before(Ref, Ref),
    /// `A requires B`
    Requires(Ref, Ref),
    /// `A parallel with B`
    Parallel(Ref, Ref),
    /// `irreversible A`
    Irreversible(Ref),
    /// What could not be read.
    Broken,
}

/// A numbered part of the text: article, annex, preamble.
#[derive(Clone, Debug, Hash)]
pub struct Unit {
    /// The whole.
    pub span: Span,
    /// The head, for findings about the unit.
    pub head: Span,
    /// Which kind.
    pub kind: UnitKind,
    /// The number as treaties write it, or the annex's name.
    pub number: Option<Span>,
    /// The title, quoted.
    pub title: Option<Span>,
    /// `is secret, unpublished, integral`
    pub marks: List<Entry<Word>>,
    /// What stands in it.
    pub items: List<Entry<Item>>,
    /// How it ends; `None` for an annex that is mentioned only.
    pub close: Option<Close>,
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
    pub const fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Whether a number or a title tells one from another.
    pub fn level(self) -> ClauseLevel {
        if self >= Self::Letter { ClauseLevel::Titled } else { ClauseLevel::Unit }
    }
}

/// A provision with its clauses.
#[derive(Clone, Debug, Hash)]
pub struct Provision {
    /// The whole.
    pub span: Span,
    /// Keyword and name.
    pub head: Span,
    /// Which kind.
    pub kind: ProvisionKind,
    /// Its name; for a rung, the quoted title.
    pub name: Option<Span>,
    /// Its clauses.
    pub clauses: List<Entry<Clause>>,
    /// The rungs of a ladder.
    pub rungs: List<Entry<Provision>>,
    /// The steps of a sequence.
    pub steps: List<Entry<Step>>,
    /// What could not be read.
    pub broken: List<Broken>,
    /// How it ends.
    pub close: Close,
}

/// Kinds of provisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ProvisionKind {
    /// What opens a promise.
    Trigger,
    /// A duty.
    Obligation,
    /// A duty not to.
    Prohibition,
    /// A right.
    Permission,
    /// A duty under the name of a guarantee.
    Guarantee,
    /// A duty under the weaker name.
    Assurance,
    /// Forces in a place.
    Deployment,
    /// Force levels.
    Limit,
    /// A cease-fire.
    Ceasefire,
    /// Who looks, and what follows.
    Verification,
    /// Sanctions and their relief.
    Sanctions,
    /// Arms, funds, training.
    Supply,
    /// Talks that are owed.
    Consultation,
    /// The loss of a promise.
    Forfeiture,
    /// A status: neutrality.
    Status,
    /// Graded responses.
    Ladder,
    /// One grade of a ladder.
    Rung,
    /// The order of steps.
    Sequence,
    /// `entry-into-force`
    EntryIntoForce,
    /// `provisional-application`
    ProvisionalApplication,
    /// `accession`
    Accession,
    /// `duration`
    Duration,
    /// `renewal`
    Renewal,
    /// `withdrawal`
    Withdrawal,
    /// `suspension`
    Suspension,
    /// `amendment`
    Amendment,
    /// `disputes`
    Disputes,
    /// `interpretation`
    Interpretation,
    /// `reservations`
    Reservations,
    /// `relation`
    Relation,
    /// `registration`
    Registration,
}

impl ProvisionKind {
    /// Every kind with its keyword.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Trigger, "trigger"),
        (Self::Obligation, "obligation"),
        (Self::Prohibition, "prohibition"),
        (Self::Permission, "permission"),
        (Self::Guarantee, "guarantee"),
        (Self::Assurance, "assurance"),
        (Self::Deployment, "deployment"),
        (Self::Limit, "limit"),
        (Self::Ceasefire, "ceasefire"),
        (Self::Verification, "verification"),
        (Self::Sanctions, "sanctions"),
        (Self::Supply, "supply"),
        (Self::Consultation, "consultation"),
        (Self::Forfeiture, "forfeiture"),
        (Self::Status, "status"),
        (Self::Ladder, "ladder"),
        (Self::Rung, "rung"),
        (Self::Sequence, "sequence"),
        (Self::EntryIntoForce, "entry-into-force"),
        (Self::ProvisionalApplication, "provisional-application"),
        (Self::Accession, "accession"),
        (Self::Duration, "duration"),
        (Self::Renewal, "renewal"),
        (Self::Withdrawal, "withdrawal"),
        (Self::Suspension, "suspension"),
        (Self::Amendment, "amendment"),
        (Self::Disputes, "disputes"),
        (Self::Interpretation, "interpretation"),
        (Self::Reservations, "reservations"),
        (Self::Relation, "relation"),
        (Self::Registration, "registration"),
    ];

    /// The keyword.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The kind that a keyword names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, it)| *it == word).map(|(kind, _)| *kind)
    }

    /// What it is for, in a sentence.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Trigger => "What opens a promise: the events, and who decides that they have come.",
            Self::Obligation => "A duty: who must do what, and when.",
            Self::Prohibition => "A duty not to do something.",
            Self::Permission => "A right.",
            Self::Guarantee => "A duty under the name of a guarantee.",
            Self::Assurance => "A duty under the weaker name of an assurance.",
            Self::Deployment => "Forces in a place: whose, where, when, and what they may do.",
            Self::Limit => "Levels that forces may not pass.",
            Self::Ceasefire => "A cease-fire: between whom, from when, and what breaks it.",
            Self::Verification => "Who looks, how it gets in, and what follows from a finding.",
            Self::Sanctions => "Sanctions, their relief and their return.",
            Self::Supply => "Arms, funds, training, intelligence.",
            Self::Consultation => "Talks that are owed.",
            Self::Forfeiture => "How a promise is lost, and who finds it.",
            Self::Status => "A status, such as neutrality.",
            Self::Ladder => "Graded responses.",
            Self::Rung => "One grade of a ladder: when it is entered, and what answers.",
            Self::Sequence => "The order of steps.",
            Self::EntryIntoForce => "When the treaty enters into force.",
            Self::ProvisionalApplication => "What is applied before that.",
            Self::Accession => "Who may join, and how.",
            Self::Duration => "How long the treaty lasts.",
            Self::Renewal => "How it is renewed.",
            Self::Withdrawal => "How a party leaves.",
            Self::Suspension => "How the treaty is suspended.",
            Self::Amendment => "How the text is changed.",
            Self::Disputes => "How disputes are settled.",
            Self::Interpretation => "Who interprets the text.",
            Self::Reservations => "Which reservations are allowed.",
            Self::Relation => "How it stands to other treaties.",
            Self::Registration => "Where it is registered.",
        }
    }

    /// Whether it is one of the final clauses, which stand outside articles as well.
    pub fn is_final(self) -> bool {
        self as u8 >= Self::EntryIntoForce as u8
    }

    /// Whether it says what somebody owes, may or must not.
    pub fn is_norm(self) -> bool {
        matches!(self, Self::Obligation | Self::Prohibition | Self::Permission | Self::Guarantee | Self::Assurance)
    }
}

/// Expectations on what the text does.
#[derive(Clone, Debug, Hash)]
pub struct Scenario {
    /// The whole.
    pub span: Span,
    /// What it is about, quoted.
    pub title: Span,
    /// The parties whose text is read, by article where the draft says so.
    pub reading: List<Span>,
    /// What happens.
    pub given: List<Given>,
    /// What must follow.
    pub expect: List<Expect>,
    /// What could not be read.
    pub broken: List<Broken>,
    /// How it ends.
    pub close: Close,
}

/// A fact of a scenario.
#[derive(Clone, Debug, Hash)]
pub struct Given {
    /// The whole.
    pub span: Span,
    /// Who acts, where an actor does.
    pub who: Option<Set>,
    /// What it does: `votes no`, `abstains`, `withholds consent`, `ratifies`.
    pub act: Option<Span>,
    /// The events, where something happens.
    pub events: Option<super::EventList>,
    /// When.
    pub on: Option<Span>,
}

/// What must follow in a scenario.
#[derive(Clone, Debug, Hash)]
pub struct Expect {
    /// The whole.
    pub span: Span,
    /// Who is obliged; `None` for `nobody` and for expectations on a provision.
    pub who: Option<Set>,
    /// The provision that is or is not triggered, may or may not deploy.
    pub provision: Option<Ref>,
    /// `not`
    pub negated: bool,
    /// The predicate: `obliged`, `triggered`, `deploy`.
    pub predicate: Option<Span>,
    /// What the obliged must do: the verb.
    pub verb: Option<Span>,
    /// To whom.
    pub objects: List<Entry<super::Value>>,
    /// By when.
    pub clock: Option<super::Clock>,
}
