//! The draft as a whole: heads, declarations, places in the text, provisions, scenarios.

use super::{ActorExpr, Broken, Clause, Close, List, OrBracket, ProvisionKind, Ref, UnitKind, Weights, Word};
use crate::source::Span;

/// A whole file.
#[derive(Clone, Debug, Default, Hash)]
pub struct Draft {
    /// Everything that stands at the top, and within `treaty "…" { … }`.
    pub items: List<OrBracket<Item>>,
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
    Assume(List<OrBracket<Step>>, Span),
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
        list: List<OrBracket<Word>>,
        /// The one that prevails.
        prevailing: Option<Span>,
    },
    /// `text """ … """`
    Text(Span),
    /// `draft "FILE"`, in a file of scenarios.
    DraftFile(Span),
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
    pub roles: List<OrBracket<Word>>,
    /// `controlled by`, `with members`, `= …`, the parties of `party members of EU`, the organization of an office.
    pub set: Option<ActorExpr>,
    /// `open to any state`
    pub open_to: Option<ActorExpr>,
    /// The file of a companion instrument, the meaning of a term.
    pub text: Option<Span>,
    /// The block of a body or organization.
    pub clauses: List<OrBracket<Clause>>,
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
    pub clauses: List<OrBracket<Clause>>,
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

impl PlaceKind {
    /// The keyword.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::Zone => "zone",
            Self::Line => "line",
        }
    }
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
        who: ActorExpr,
        /// Whom; every beneficiary if none.
        against: Option<ActorExpr>,
    },
    /// `BLR votes with RUS`
    VotesWith(ActorExpr, Span),
    /// `RUS controls Militia`
    Controls(ActorExpr, List<Span>),
    /// `A before B`; `A after B` is the same with the two exchanged.
    Before(Ref, Ref),
    /// `A requires B`
    Requires(Ref, Ref),
    /// `A parallel with B`
    Parallel(Ref, Ref),
    /// `irreversible A`
    Irreversible(Ref),
    /// `assuming nobody`, in a scenario.
    Nobody,
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
    /// `of USA`: whose letter, minute or note it is.
    pub owner: Option<Span>,
    /// `is secret, unpublished, integral`
    pub marks: List<OrBracket<Word>>,
    /// What stands in it.
    pub items: List<OrBracket<Item>>,
    /// How it ends; `None` for an annex that is mentioned only.
    pub close: Option<Close>,
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
    pub clauses: List<OrBracket<Clause>>,
    /// The rungs of a ladder.
    pub rungs: List<OrBracket<Provision>>,
    /// The steps of a sequence.
    pub steps: List<OrBracket<Step>>,
    /// What could not be read.
    pub broken: List<Broken>,
    /// How it ends.
    pub close: Close,
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
    /// The name of the reading: `RUS at article 5, UKR`.
    pub reading_name: Option<Span>,
    /// Who may attack whom in this play.
    pub assuming: List<Step>,
    /// How soon those act who cooperate.
    pub pace: List<Pace>,
    /// What happens.
    pub given: List<Given>,
    /// What must follow.
    pub expect: List<Expect>,
    /// What could not be read.
    pub broken: List<Broken>,
    /// How it ends.
    pub close: Close,
}

/// `pace last moment`
#[derive(Clone, Copy, Debug, Hash)]
pub struct Pace {
    /// The whole.
    pub span: Span,
    /// At the last moment of every clock, or at once.
    pub last_moment: bool,
}

/// A fact of a scenario.
#[derive(Clone, Debug, Hash)]
pub struct Given {
    /// The whole.
    pub span: Span,
    /// What happens, or is done.
    pub kind: GivenKind,
    /// When.
    pub when: Option<GivenWhen>,
}

/// What happens, or is done.
#[derive(Clone, Debug, Hash)]
pub enum GivenKind {
    /// Something happens.
    Events(super::EventList),
    /// Somebody acts.
    Act {
        /// Who.
        who: ActorExpr,
        /// What it does: `votes no`, `abstains`, `withholds consent`, `convenes`, `request`.
        act: Span,
        /// In whose matter, or to what.
        matter: Option<Ref>,
        /// What a request or notification is about, quoted.
        words: Option<Span>,
    },
    /// `everybody else does nothing`
    OthersIdle,
    /// What could not be read: a day that there is not, or the like.
    Unread,
}

/// When a fact of a scenario comes.
#[derive(Clone, Copy, Debug, Hash)]
pub enum GivenWhen {
    /// `on 2027-03-01`
    On(Span),
    /// `after 2 days`
    After(super::Duration),
}

/// What must follow in a scenario.
#[derive(Clone, Debug, Hash)]
pub struct Expect {
    /// The whole.
    pub span: Span,
    /// `not`
    pub negated: bool,
    /// What.
    pub kind: ExpectKind,
    /// By when.
    pub clock: Option<super::Clock>,
}

/// What must follow.
#[derive(Clone, Debug, Hash)]
pub enum ExpectKind {
    /// `attack is triggered`, `assist for FRA is waiting for RUS`
    State {
        /// The provision.
        of: Ref,
        /// For whom.
        bearer: Option<ActorExpr>,
        /// The word for how it stands.
        state: Span,
        /// Whom it waits for.
        waits_for: Option<ActorExpr>,
    },
    /// `responsive-force may deploy`
    May {
        /// Who may.
        who: Option<ActorExpr>,
        /// Or what allows it.
        provision: Option<Ref>,
        /// What.
        verb: Span,
        /// To what or whom.
        objects: List<OrBracket<super::ListItem>>,
    },
    /// `FRA is obliged to assist UKR`, `nobody is obliged`
    Obliged {
        /// Who; nothing: nobody, or somebody.
        who: Option<ActorExpr>,
        /// Somebody, whoever it is.
        somebody: bool,
        /// What.
        verb: Option<Span>,
        /// To what or whom.
        objects: List<OrBracket<super::ListItem>>,
    },
    /// `RUS blocks attack`
    Blocks {
        /// Who, together.
        who: ActorExpr,
        /// What.
        of: Ref,
    },
}
