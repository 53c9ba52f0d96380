//! The table of clauses: what the language knows of each clause, said once.
//!
//! The grammar reads every clause in every provision; the table says which one a provision takes, so that a misplaced
//! clause is a sentence to the drafter, not a syntax error. From the table come the typed clauses of the model and how they
//! are built, the walk over brackets, the fields of suites, completion and hover, the keywords of the grammar and of editors,
//! and the tables of the reference. The rows stand in `table.rs`.

mod table;

pub(crate) use table::clause_table;

use super::kinds::ProvisionKind;
use super::lexer;

/// Where a clause may stand: a set of provisions, or the block of a body or place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllowedIn(u64);

/// The block of a body or organization.
pub const BODY: AllowedIn = AllowedIn(1 << 62);
/// The block of an area, zone or line.
pub const PLACE: AllowedIn = AllowedIn(1 << 63);

impl AllowedIn {
    const fn of(kinds: &[ProvisionKind]) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < kinds.len() {
            bits |= 1 << kinds[i] as u64;
            i += 1;
        }
        Self(bits)
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The home that one kind of provision is.
    pub const fn provision(kind: ProvisionKind) -> Self {
        Self(1 << kind as u64)
    }

    /// Whether a clause with this home may stand in `place`.
    pub const fn admits(self, place: Self) -> bool {
        self.0 & place.0 != 0
    }

    /// The provisions of the set, in the order of the catalogue of provisions.
    pub fn provisions(self) -> impl Iterator<Item = ProvisionKind> {
        ProvisionKind::ALL.iter().map(|(kind, _)| *kind).filter(move |kind| self.admits(Self::provision(*kind)))
    }
}

/// What the table says of one clause.
#[derive(Clone, Copy, Debug)]
pub struct ClauseInfo {
    /// Which clause.
    pub word: ClauseWord,
    /// Its keywords: the usual one, then its synonyms.
    pub texts: &'static [&'static str],
    /// Where it may stand.
    pub home: AllowedIn,
    /// Whether a second one in the same provision is an error.
    pub once: bool,
    /// The provisions that leave a question open without it.
    pub usual: AllowedIn,
    /// The provisions in which it is a gate, or says who opens one.
    pub gate: AllowedIn,
    /// Its values, in the order of the text.
    pub slots: &'static [Slot],
    /// Which analyses and rules read it; [`RECORDED_ONLY`] if none does.
    pub readers: &'static [&'static str],
    /// What it says, for the reference and for completion.
    pub description: &'static str,
}

/// What stands in a row for a clause that no analysis and no rule reads; suites and reports still show it.
pub const RECORDED_ONLY: &str = "recorded only";

/// One value of a clause.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Its name; if it has a description, also that of the field that suites read.
    pub name: &'static str,
    /// Whether the clause needs it.
    pub need: ValueNeed,
    /// What it holds.
    pub of: SlotType,
    /// The vocabulary against which its words are checked.
    pub vocabulary: Option<Vocabulary>,
    /// The vocabularies that are suggested besides.
    pub suggested: &'static [Vocabulary],
    /// The words before it.
    pub lead: &'static str,
    /// What suites are told of it; empty if they have no field of that name, or one that is written by hand.
    pub description: &'static str,
    /// How many slots of its type stand before it.
    pub nth: usize,
}

/// Whether a clause stands without a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueNeed {
    /// Without it the clause says nothing, and a reading that leaves it out leaves out the clause.
    One,
    /// Needed as well; besides, a look at it is noted apart from looks at other clauses of the provision.
    Noted,
    /// It may be absent.
    Maybe,
    /// One of several that replace each other: the clause needs at least one of them.
    Either,
}

/// What a slot holds. The model has a type for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotType {
    /// Actors.
    Actors,
    /// Actors, quoted words for them, or `TBD`.
    Seat,
    /// A mixed list: actors, amounts, vocabulary.
    Objects,
    /// Words of a vocabulary, or quoted ones.
    Words,
    /// Where something holds.
    Area,
    /// Who decides, and how.
    Decision,
    /// Conditions.
    Conditions,
    /// Occasions joined by `and`, `or`.
    Occasions,
    /// One occasion.
    Occasion,
    /// By when.
    Clock,
    /// A length of time.
    Period,
    /// References.
    Targets,
    /// One reference.
    Target,
    /// Quoted words.
    Quoted,
    /// Quoted words, an instant, or `TBD`.
    Text,
    /// Quoted words, or what a name of the draft stands for, as the text writes it.
    Named,
    /// A whole number.
    Number,
    /// A bare name.
    Name,
    /// Which of the keywords of the row stands there.
    Keyword,
    /// Nothing: the clause says it by standing there.
    Said,
    /// `only`
    Only,
    /// `nothing`
    Nothing,
    /// `in good standing`
    InGoodStanding,
    /// `hereafter`
    Hereafter,
    /// `rotating among`
    RotatingAmong,
    /// `revocable` or `irrevocable`
    Revocable,
    /// A decision, or words for it.
    Authority,
    /// `standing`, or `responsive upon` an occasion.
    Timing,
    /// Amounts, perhaps in a band along a line.
    Level,
    /// What is changed, and who decides on it.
    Change,
    /// An end.
    Until,
    /// How long, until what, how renewed.
    Duration,
    /// Steps of a dispute, each with its clock.
    Forums,
    /// Distances from a line.
    Extent,
    /// `decided by`, `decided unless`
    Decided,
    /// A quorum or what a tie means.
    Riders,
    /// Who, with what force, does what.
    Sentence,
    /// Prose.
    Prose,
    /// Events, with what narrows them.
    Events,
    /// Who weighs how much.
    Weights,
}

/// The clauses whose values no slot type of other clauses describes, and why. All others are read by their slots alone.
pub const CUSTOM: &[(ClauseWord, &str)] = {
    use ClauseWord as W;
    &[
        (W::Sentence, "its parts belong together: who is bound, with what force, to what"),
        (W::Text, "prose is kept by article, not by provision"),
        (W::On, "in a limit or status it names actors, elsewhere events"),
        (W::Decided, "`unless` turns the decision round"),
        (W::By, "actors and means stand in one list, and in a final clause a decision"),
        (W::AuthorisedBy, "quoted words stand for a decision that nobody is known to take"),
        (W::Timing, "words, or an occasion behind two words"),
        (W::Ceiling, "`each`, and a band in which it holds"),
        (W::Floor, "the same as `ceiling`"),
        (W::ChangeOf, "suites read it as an element of its own"),
        (W::Until, "a decision, words with who finds that they hold, an occasion or conditions"),
        (W::Duration, "a length, an end and a renewal, of which any may be absent"),
        (W::Mandate, "the same as `duration`"),
        (W::Term, "the same as `duration`, without a keyword"),
        (W::SnapbackUpon, "a whole `decided` stands within it"),
        (W::Forums, "a list without commas, each step with its clock"),
        (W::Extent, "one distance or two, from something, or words"),
        (W::Decides, "`TBD` stands for the decision alone"),
        (W::Quorum, "a rider of every decision of the body"),
        (W::Tie, "the same as `quorum`"),
        (W::Weights, "a block of its own"),
    ]
};

/// Words that go on with a value, whatever clause it stands in, and whether a long clause is broken before them.
pub const RIDERS: &[(&str, bool)] = &[
    ("abstention counts as", true),
    ("absence counts as", true),
    ("after", true),
    ("against", true),
    ("area", false),
    ("as found by", true),
    ("as soon as possible", true),
    ("by", true),
    ("consent counts as", false),
    ("domains", false),
    ("excluding", true),
    ("forthwith", false),
    ("found by", true),
    ("from", true),
    ("immediately", false),
    ("in", true),
    ("including", true),
    ("meanwhile", false),
    ("not later than", true),
    ("of", false),
    ("on application of", true),
    ("otherwise", true),
    ("present and voting", true),
    ("promptly", false),
    ("quorum", true),
    ("rejection counts as", false),
    ("renewable", false),
    ("renewed by", false),
    ("silence counts as", true),
    ("through", true),
    ("tie", true),
    ("unless ended by", true),
    ("until", true),
    ("voting", false),
    ("weighted by", true),
    ("where possible", false),
    ("within", true),
];

/// The words that go on with a clause: riders of its values, and words that lead a further value.
pub fn riders() -> impl Iterator<Item = &'static str> {
    let riders = || RIDERS.iter().map(|it| it.0);
    let leads = CLAUSES.iter().flat_map(|it| it.slots).map(|it| it.lead);
    riders().chain(leads.filter(move |lead| !lead.is_empty() && riders().all(|it| it != *lead)))
}

/// A vocabulary; `model::vocabulary` holds the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vocabulary {
    /// What forces do.
    Roles,
    /// By what a duty is done.
    Means,
    /// What happens.
    Events,
    /// What is owed.
    Verbs,
    /// What a duty is about.
    Objects,
    /// Land, sea, air.
    Domains,
    /// What a body decides on.
    Matters,
    /// Who judges the content of a duty.
    Discretion,
    /// Legal bases.
    Bases,
    /// When forces are there.
    Timings,
}

/// The words and the table from the rows.
macro_rules! words_and_table {
    ($(
        #[doc = $description:literal]
        $word:ident [$($rule:ident)*]
        ($($text:literal)+, $home:ident $times:ident $(usual [$($usual:ident)+])? $(gate $gate:ident)?,
            read by [$($reader:literal),+])
        $kept:ident {$(
            $slot:ident: $need:ident $of:ident $(($($vocabulary:ident)? $(; $($suggested:ident)+)?))?
                $(after $lead:literal)? $(= $field:literal)?
        ),*};
    )*) => {
        /// A clause, by its keyword.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum ClauseWord {
            $(#[doc = $description] $word,)*
        }

        /// Every clause of the language.
        pub const CLAUSES: &[ClauseInfo] = &[$(
            ClauseInfo {
                word: ClauseWord::$word,
                texts: &[$($text),+],
                home: $home,
                once: times::$times,
                usual: AllowedIn::of(&[$($(ProvisionKind::$usual),+)?]),
                gate: NOWHERE$(.and($gate))?,
                slots: &numbered([$(Slot {
                    name: stringify!($slot),
                    need: ValueNeed::$need,
                    of: SlotType::$of,
                    vocabulary: first(&[$($(Vocabulary::$vocabulary)?)?]),
                    suggested: &[$($($(Vocabulary::$suggested),+)?)?],
                    lead: concat!($($lead)?),
                    description: concat!($($field)?),
                    nth: 0,
                }),*]),
                readers: &[$($reader),+],
                description: $description.trim_ascii_start(),
            },
        )*];
    };
}

const fn first(of: &[Vocabulary]) -> Option<Vocabulary> {
    if let [first, ..] = of { Some(*first) } else { None }
}

/// Gives each slot its number among those of its type.
const fn numbered<const N: usize>(mut slots: [Slot; N]) -> [Slot; N] {
    let mut at = 0;
    while at < N {
        let mut before = 0;
        while before < at {
            if slots[before].of as u8 == slots[at].of as u8 {
                slots[at].nth += 1;
            }
            before += 1;
        }
        at += 1;
    }
    slots
}

/// The words of the table for how often a clause may stand.
#[expect(non_upper_case_globals, reason = "reads as words in the table")]
mod times {
    pub(super) const once: bool = true;
    pub(super) const many: bool = false;
}

clause_table!(words_and_table);

use ProvisionKind as K;

const NOWHERE: AllowedIn = AllowedIn(0);
const ALL: AllowedIn = AllowedIn(u64::MAX);
const NORMS: AllowedIn = AllowedIn::of(&[K::Obligation, K::Prohibition, K::Permission, K::Guarantee, K::Assurance]);
const TRIGGERS: AllowedIn = AllowedIn::of(&[K::Trigger, K::Rung]);
const REGIMES: AllowedIn = AllowedIn::of(&[
    K::Deployment,
    K::Limit,
    K::Ceasefire,
    K::Verification,
    K::Sanctions,
    K::Supply,
    K::Consultation,
    K::Forfeiture,
    K::Status,
    K::Rung,
]);
const NORMAL: AllowedIn = NORMS.and(REGIMES);
pub(super) const GATED: AllowedIn = NORMAL.and(TRIGGERS);
const ANYWHERE: AllowedIn = GATED.and(FINALS).and(BODY).and(PLACE).and(AllowedIn::of(&[K::Ladder, K::Sequence]));
const FINALS: AllowedIn = AllowedIn::of(&[
    K::EntryIntoForce,
    K::ProvisionalApplication,
    K::Accession,
    K::Duration,
    K::Renewal,
    K::Withdrawal,
    K::Suspension,
    K::Amendment,
    K::Disputes,
    K::Interpretation,
    K::Reservations,
    K::Relation,
    K::Registration,
]);
/// Norms, regimes and final clauses.
const ORDINARY: AllowedIn = NORMAL.and(FINALS);
const UPON: AllowedIn = GATED.and(FINALS);
const ON: AllowedIn = TRIGGERS.and(AllowedIn::of(&[K::Limit, K::Status, K::Consultation, K::Forfeiture]));
const FORCES: AllowedIn = AllowedIn::of(&[K::Deployment, K::Limit]);
const DEPLOYMENTS: AllowedIn = AllowedIn::of(&[K::Deployment]);
const LIMITED: AllowedIn = NORMS.and(AllowedIn::of(&[K::Deployment, K::Supply, K::Sanctions, K::Rung]));
const VERIFICATIONS: AllowedIn = AllowedIn::of(&[K::Verification]);
const DISPUTES: AllowedIn = AllowedIn::of(&[K::Disputes]);
const SANCTIONED: AllowedIn = AllowedIn::of(&[K::Sanctions]);
const CEASEFIRES: AllowedIn = AllowedIn::of(&[K::Ceasefire]);
const CLOCKED: AllowedIn = GATED.and(AllowedIn::of(&[K::Ceasefire, K::Verification]));
const AMONG: AllowedIn =
    AllowedIn::of(&[K::Consultation, K::Ceasefire, K::Trigger, K::Obligation, K::Guarantee, K::Assurance]);
const RUNGS: AllowedIn = AllowedIn::of(&[K::Rung]);
const KINDS: AllowedIn = AllowedIn::of(&[K::Ceasefire, K::Status, K::Sanctions]);
const AMOUNTS: AllowedIn = NORMS.and(AllowedIn::of(&[K::Supply]));
const RATES: AllowedIn = AMOUNTS.and(AllowedIn::of(&[K::Limit]));
const AGAINST: AllowedIn = NORMS.and(AllowedIn::of(&[K::Sanctions, K::Rung]));
const NOTICES: AllowedIn = AllowedIn::of(&[K::Verification, K::Sanctions]).and(FINALS);
const FUNDED: AllowedIn = NORMAL.and(BODY);
const OPEN: AllowedIn = FINALS.and(BODY);
const CLOCK: AllowedIn = CLOCKED.and(FINALS);

/// The keywords of the clauses that may stand in a place, or of all.
pub fn keywords(home: Option<AllowedIn>) -> impl Iterator<Item = &'static str> {
    let here = CLAUSES.iter().filter(move |it| home.is_none_or(|home| it.home.admits(home)));
    here.flat_map(|it| it.texts).copied()
}

impl ClauseWord {
    /// What the table says of it.
    pub fn info(self) -> &'static ClauseInfo {
        &CLAUSES[self as usize]
    }

    /// Its keyword or keywords.
    pub fn text(self) -> &'static str {
        self.info().text()
    }
}

impl ClauseInfo {
    /// Its usual keyword or keywords.
    pub const fn text(&self) -> &'static str {
        self.texts[0]
    }

    /// The keyword that stands at the start of a clause. The keywords of a row differ in their first words.
    pub fn written(&self, clause: &str) -> &'static str {
        let word = lexer::words(clause).next();
        let first = |text: &str| word == text.split(' ').next();
        self.texts.iter().copied().find(|it| self.texts.len() > 1 && first(it)).unwrap_or(self.text())
    }

    /// Whether what it says is one thing, whatever its values are: one gate, one sentence, one amount. The others may say
    /// several, of which a value decides.
    pub fn says_one_thing(&self) -> bool {
        self.slots.iter().any(|it| it.need == ValueNeed::Noted)
    }

    /// Whether it has a slot of one of some types.
    pub fn has(&self, types: &[SlotType]) -> bool {
        self.slots.iter().any(|it| types.contains(&it.of))
    }

    /// Whether it can name a provision.
    pub fn names_provisions(&self) -> bool {
        self.slots.iter().any(|it| it.of.names_provisions())
    }

    /// The vocabularies whose words it takes.
    pub fn vocabularies(&self) -> impl Iterator<Item = Vocabulary> {
        self.slots.iter().flat_map(|it| it.vocabulary.iter().chain(it.suggested)).copied()
    }
}
