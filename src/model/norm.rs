//! Provisions: triggers, norms, deployments, regimes, final clauses.

use super::attention::Noted;
use super::{
    Actors, Area, Clock, Conditions, Decided, Decision, Events, Gate, InstrumentId, Occasion, Occasions, Period,
    PlaceId, ProvisionId, Quantity, Target, UnitId, Word,
};
use crate::source::{FileId, Span};
use crate::syntax::ast::{List, Modal, Mode, ProvisionKind};
use std::ops::{Deref, DerefMut};

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
    Place(PlaceId, Span),
    /// A provision of the draft.
    Provision(ProvisionId, Span),
    /// Another treaty.
    Instrument(InstrumentId, Span),
    /// A word of a vocabulary, or quoted words.
    Word(Word<'a>),
}

/// A clause that is no field of the provision.
#[derive(Clone, Debug)]
pub struct Detail<'a> {
    /// The whole clause.
    pub span: Span,
    /// What it says.
    pub kind: DetailKind<'a>,
}

/// What a clause says.
#[derive(Clone, Debug)]
pub enum DetailKind<'a> {
    /// `by ACTORS`: who provides, deploys, inspects.
    By(Actors<'a>),
    /// `by MEANS`
    Means(List<Object<'a>>),
    /// `by DECISION`, in final clauses; `authorised by` elsewhere.
    Authority(Box<Decision<'a>>),
    /// `in AREA`
    In(Noted<Area<'a>>),
    /// `from …`: places, things, donors.
    From(List<Object<'a>>, Option<Area<'a>>),
    /// `to …`
    To(List<Object<'a>>, Option<Area<'a>>),
    /// `on ACTOR` in a limit or status.
    OnActors(Noted<Actors<'a>>),
    /// `against …`
    Against(List<Object<'a>>),
    /// `covers PROVISIONS`
    Covers(List<(Target, Span)>, List<Word<'a>>),
    /// `among ACTORS`
    Among(Actors<'a>),
    /// `between ACTORS`
    Between(Actors<'a>),
    /// `deemed attack on …`
    DeemedAttackOn(Actors<'a>),
    /// `aggregates 3 serious within 7 days`
    Aggregates(u64, &'a str, Period),
    /// `discretion as-deemed-necessary`
    Discretion(Noted<List<Word<'a>>>),
    /// `amount …`
    Amount(Noted<List<Object<'a>>>),
    /// `per month`
    Per(&'a str),
    /// `limited to …`
    LimitedTo(Noted<List<Word<'a>>>),
    /// `solely to …`
    SolelyTo(Noted<List<Word<'a>>>),
    /// `proportionate`
    Proportionate,
    /// `reports to …`
    ReportsTo(Actors<'a>),
    /// `basis self-defence`
    Basis(Noted<List<Word<'a>>>),
    /// `domains …`
    Domains(Noted<List<Word<'a>>>),
    /// `breach leads to X`
    BreachLeadsTo(Target),
    /// `finding leads to X`
    FindingLeadsTo(Target),
    /// `breach is T`
    BreachIs(Target),
    /// `timing …`
    Timing(Timing<'a>),
    /// `roles only …`
    Roles(bool, Noted<List<Word<'a>>>),
    /// `excludes …`
    Excludes(Noted<List<Word<'a>>>),
    /// `ceiling`, `at most` … with the amounts.
    Level(Level, Noted<List<Quantity<'a>>>),
    /// `at most 6000 personnel from 0 km to 10 km of Line`: a level that holds at a distance from a line only.
    BandLevel(Level, Noted<List<Quantity<'a>>>, Noted<Band>),
    /// `counting contractors, headquarters`
    Counting(Noted<List<Word<'a>>>),
    /// `equipment …`
    Equipment(Noted<List<Object<'a>>>),
    /// `command GBR`; words where only words say it.
    Command(Option<Actors<'a>>, Option<&'a str>),
    /// `lead …`
    Lead(Actors<'a>),
    /// `backstop …`
    Backstop(Actors<'a>),
    /// `rules-of-engagement …`
    RulesOfEngagement(List<Word<'a>>),
    /// `status-of-forces …`
    StatusOfForces(Option<Target>),
    /// `consent of UKR irrevocable`
    ConsentOf {
        /// Who consents.
        of: Actors<'a>,
        /// `Some(false)`: irrevocable; `None`: the text is silent.
        revocable: Option<bool>,
        /// The notice for taking it back.
        notice: Option<Period>,
    },
    /// `change of roles, ceiling by …`
    Change(Box<Change<'a>>),
    /// `attack on it is T`; `None` for `nothing`.
    AttackOnItIs(Option<Target>),
    /// `bases used for …`, subject to a decision, or to a consultation with somebody.
    BasesUsedFor(List<Word<'a>>, Option<Box<Decision<'a>>>, Option<Actors<'a>>),
    /// `funded by …`
    FundedBy(Option<Box<Decision<'a>>>, List<Word<'a>>),
    /// `verified by`, `monitored by`
    VerifiedBy(List<(Target, Span)>),
    /// `every 30 days`
    Every(Noted<Period>),
    /// `access subject to …`, `access on-demand`
    Access(Option<Box<Decision<'a>>>, List<Word<'a>>),
    /// `notice by …`, `in good standing`
    NoticeBy(Actors<'a>, bool),
    /// `notice 24 hours`
    Notice(Period),
    /// `attributes responsibility`
    AttributesResponsibility,
    /// `findings by …`
    FindingsBy(Box<Decision<'a>>),
    /// `prohibits …`
    Prohibits(Noted<List<Word<'a>>>),
    /// `permits …`
    Permits(List<Object<'a>>),
    /// `line L`
    Line(Target),
    /// `kind …`
    Kind(Noted<List<Word<'a>>>),
    /// `window 24 hours to 72 hours`
    Window(Period, Period),
    /// `starting …`
    Starting(Box<Occasion<'a>>),
    /// `until …`
    Until(Box<Until<'a>>),
    /// `duration 12 months renewable`, `mandate …`: how long, until what, how renewed.
    Duration(Option<Period>, Option<Box<Until<'a>>>, Option<Box<Renewal<'a>>>),
    /// `mandate …`
    Mandate(Option<Period>, Option<Box<Until<'a>>>, Option<Box<Renewal<'a>>>),
    /// `withdrawal within …`
    Withdrawal(Box<Clock<'a>>),
    /// `package …`
    Package(Noted<List<Word<'a>>>),
    /// `relief upon …`
    ReliefUpon(Occasions<'a>, Option<Box<Clock<'a>>>),
    /// `snapback upon … decided unless …`
    SnapbackUpon(Occasions<'a>, Option<Box<Decided<'a>>>),
    /// `response … by …`
    Response(List<Word<'a>>, Option<Actors<'a>>),
    /// `not during T`
    NotDuring(Target),
    /// `after 10 years`
    After(Period),
    /// `open to …`
    OpenTo(Actors<'a>, Option<Box<Decision<'a>>>),
    /// Steps of a disputes clause: each forum with its clock.
    Forums(List<(Word<'a>, Option<Clock<'a>>)>),
    /// `interpreter …`
    Interpreter(Actors<'a>),
    /// `prevails over`, `without prejudice to` …: the words, the targets, other words.
    Relation(&'a str, List<(Target, Span)>, List<Word<'a>>),
    /// `register with …`
    RegisterWith(&'a str),
    /// `none`
    None,
}

/// When forces are there.
#[derive(Clone, Debug)]
pub enum Timing<'a> {
    /// `standing`, `prepositioned`, `phased` …
    Words(List<Word<'a>>),
    /// `responsive upon T`
    ResponsiveUpon(Occasions<'a>),
}

/// Which way a level binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `ceiling`, `at most`
    Ceiling,
    /// `ceiling each`: for each contributor.
    CeilingEach,
    /// `floor`, `at least`
    Floor,
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
