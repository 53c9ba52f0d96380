//! What clauses say, typed: a variant for each row of the table of clauses that no field of a provision holds.

use super::attention::Noted;
use super::{
    Actors, Area, Clock, Decided, Decision, Extent, InstrumentId, Occasion, Occasions, OpenWord, Period, PlaceId,
    ProvisionId, Quantity, RefTarget,
};
use crate::source::Span;
use crate::syntax::ast::List;
use crate::syntax::clauses::{ClauseWord, clause_table};

/// A clause that is no field of its provision or place.
#[derive(Clone, Debug)]
pub struct Detail<'a> {
    /// The whole clause.
    pub span: Span,
    /// What it says.
    pub kind: DetailKind<'a>,
}

/// What says itself by standing there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker;

/// The steps of a disputes clause: each forum with its clock.
pub type Forums<'a> = List<(OpenWord<'a>, Option<Clock<'a>>)>;

/// The type of a slot, by what the clause needs and what the slot holds.
macro_rules! slot_type {
    ($a:lifetime Noted $of:ident) => { Noted<slot_type!($a One $of)> };
    ($a:lifetime One Actors) => { Actors<$a> };
    ($a:lifetime One Area) => { Area<$a> };
    ($a:lifetime One Authority) => { Box<Decision<$a>> };
    ($a:lifetime One Change) => { Box<ChangeRule<$a>> };
    ($a:lifetime One Clock) => { Box<Clock<$a>> };
    ($a:lifetime One Decided) => { Box<Decided<$a>> };
    ($a:lifetime One Decision) => { Box<Decision<$a>> };
    ($a:lifetime One Duration) => { DurationClause<$a> };
    ($a:lifetime One Extent) => { Box<Extent<$a>> };
    ($a:lifetime One Forums) => { Forums<$a> };
    ($a:lifetime One Level) => { ForceLevel<$a> };
    ($a:lifetime One Number) => { u64 };
    ($a:lifetime One Objects) => { List<Object<$a>> };
    ($a:lifetime One Occasion) => { Box<Occasion<$a>> };
    ($a:lifetime One Occasions) => { Occasions<$a> };
    ($a:lifetime One Period) => { Period };
    ($a:lifetime One Revocable) => { bool };
    ($a:lifetime One Said) => { Marker };
    ($a:lifetime One Target) => { RefTarget };
    ($a:lifetime One Targets) => { List<(RefTarget, Span)> };
    ($a:lifetime One Timing) => { Timing<$a> };
    ($a:lifetime One Until) => { Box<Until<$a>> };
    ($a:lifetime One Words) => { List<OpenWord<$a>> };
    ($a:lifetime One $text:ident) => { &$a str };
    // A list that is absent is empty, and a word that is absent is not said.
    ($a:lifetime $need:ident Objects) => { slot_type!($a One Objects) };
    ($a:lifetime $need:ident Targets) => { slot_type!($a One Targets) };
    ($a:lifetime $need:ident Words) => { slot_type!($a One Words) };
    ($a:lifetime $need:ident Hereafter) => { bool };
    ($a:lifetime $need:ident InGoodStanding) => { bool };
    ($a:lifetime $need:ident Nothing) => { bool };
    ($a:lifetime $need:ident Only) => { bool };
    ($a:lifetime $need:ident $of:ident) => { Option<slot_type!($a One $of)> };
}

macro_rules! typed_clauses {
    ($(
        #[doc = $description:literal]
        $word:ident $rules:tt $about:tt
        $(holds {$(
            $slot:ident: $need:ident $of:ident $(($($vocabulary:tt)*))? $(after $lead:literal)? $(= $field:literal)?
        ),*})?
        $(into $field_of_provision:tt)?;
    )*) => {
        /// What a clause says.
        #[derive(Clone, Debug)]
        pub enum DetailKind<'a> {
            /// `by MEANS`
            Means(List<Object<'a>>),
            /// `on ACTOR` in a limit or status.
            OnActors(Noted<Actors<'a>>),
            $($(#[doc = $description] $word($(slot_type!('a $need $of)),*),)?)*
        }

        impl<'a> DetailKind<'a> {
            /// Which clause it is.
            pub const fn as_str(&self) -> ClauseWord {
                match self {
                    Self::Means(_) => ClauseWord::By,
                    Self::OnActors(_) => ClauseWord::On,
                    $($(Self::$word($(typed_clauses!(@ignore $slot)),*) => ClauseWord::$word,)?)*
                }
            }

            /// The value of a slot by its place in the row; only that one is looked at.
            pub fn slot(&self, at: usize) -> SlotValue<'_, 'a> {
                let all: &[&dyn HasValue<'a>] = match self {
                    Self::Means(_) | Self::OnActors(_) => &[],
                    $($(Self::$word($($slot),*) => &[$($slot),*],)?)*
                };
                all.get(at).map_or(SlotValue::Nothing, |it| it.value())
            }
        }
    };
    (@ignore $slot:ident) => { _ };
}

clause_table!(typed_clauses);

/// The value of a slot, whatever its type.
#[derive(Clone, Copy, Debug)]
pub enum SlotValue<'t, 'a> {
    /// It is absent.
    Nothing,
    /// Actors.
    Actors(&'t Actors<'a>),
    /// A mixed list.
    Objects(&'t [Object<'a>]),
    /// Words of a vocabulary.
    Words(&'t [OpenWord<'a>]),
    /// Where something holds.
    Area(&'t Area<'a>),
    /// Who decides.
    Decision(&'t Decision<'a>),
    /// Occasions.
    Occasions(&'t Occasions<'a>),
    /// One occasion.
    Occasion(&'t Occasion<'a>),
    /// By when.
    Clock(&'t Clock<'a>),
    /// A length of time.
    Period(Period),
    /// References.
    Targets(&'t [(RefTarget, Span)]),
    /// One reference.
    Target(RefTarget),
    /// Words of the text.
    Text(&'a str),
    /// A number.
    Number(u64),
    /// Whether a word stands there.
    Flag(bool),
    /// A value whose parts have fields of their own.
    Own,
}

impl SlotValue<'_, '_> {
    /// Whether nothing stands in the slot.
    pub const fn is_absent(&self) -> bool {
        match self {
            Self::Nothing | Self::Flag(false) => true,
            Self::Objects(list) => list.is_empty(),
            Self::Words(list) => list.is_empty(),
            Self::Targets(list) => list.is_empty(),
            _ => false,
        }
    }
}

/// A type of slots.
trait HasValue<'a> {
    fn value(&self) -> SlotValue<'_, 'a>;
}

macro_rules! values {
    ($($type:ty: |$it:ident| $value:expr;)*) => {$(
        impl<'a> HasValue<'a> for $type {
            fn value(&self) -> SlotValue<'_, 'a> {
                let $it = self;
                $value
            }
        }
    )*};
}

values! {
    Actors<'a>: |it| SlotValue::Actors(it);
    Area<'a>: |it| SlotValue::Area(it);
    Box<ChangeRule<'a>>: |_it| SlotValue::Own;
    Box<Clock<'a>>: |it| SlotValue::Clock(it);
    Box<Decided<'a>>: |it| SlotValue::Decision(&it.decision);
    Box<Decision<'a>>: |it| SlotValue::Decision(it);
    Box<Extent<'a>>: |_it| SlotValue::Own;
    Box<Occasion<'a>>: |it| SlotValue::Occasion(it);
    Box<Until<'a>>: |_it| SlotValue::Own;
    DurationClause<'a>: |_it| SlotValue::Own;
    Forums<'a>: |_it| SlotValue::Own;
    ForceLevel<'a>: |_it| SlotValue::Own;
    List<(RefTarget, Span)>: |it| SlotValue::Targets(it);
    List<Object<'a>>: |it| SlotValue::Objects(it);
    List<OpenWord<'a>>: |it| SlotValue::Words(it);
    Occasions<'a>: |it| SlotValue::Occasions(it);
    Period: |it| SlotValue::Period(*it);
    Marker: |_it| SlotValue::Flag(true);
    RefTarget: |it| SlotValue::Target(*it);
    Timing<'a>: |_it| SlotValue::Own;
    &'a str: |it| SlotValue::Text(it);
    bool: |it| SlotValue::Flag(*it);
    u64: |it| SlotValue::Number(*it);
}

impl<'a, T: HasValue<'a>> HasValue<'a> for Noted<T> {
    fn value(&self) -> SlotValue<'_, 'a> {
        T::value(self)
    }
}

impl<'a, T: HasValue<'a>> HasValue<'a> for Option<T> {
    fn value(&self) -> SlotValue<'_, 'a> {
        self.as_ref().map_or(SlotValue::Nothing, T::value)
    }
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
    Word(OpenWord<'a>),
}

/// A band along a line, or around an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Where it begins, in metres from the line.
    pub from_metres: u64,
    /// Where it ends, in metres from the line.
    pub to_metres: u64,
    /// The line.
    pub of: RefTarget,
}

/// Who may change what.
#[derive(Clone, Debug)]
pub struct ChangeRule<'a> {
    /// Which way.
    pub kind: ChangeKind,
    /// `roles`, `ceiling`, `zones`
    pub of: List<OpenWord<'a>>,
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
pub struct DurationClause<'a> {
    /// For how long.
    pub period: Option<Period>,
    /// Until what.
    pub until: Option<Box<Until<'a>>>,
    /// How it is renewed.
    pub renewal: Option<Box<Renewal<'a>>>,
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

/// When forces are there.
#[derive(Clone, Debug)]
pub enum Timing<'a> {
    /// `standing`, `prepositioned`, `phased` …
    Words(List<OpenWord<'a>>),
    /// `responsive upon T`
    ResponsiveUpon(Occasions<'a>),
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
    /// Any of several, each of its own: the first that comes.
    Any(List<Until<'a>>),
}

impl<'a> Until<'a> {
    /// What ends it, one by one.
    pub fn each(&self) -> &[Until<'a>] {
        match self {
            Self::Any(ends) => ends,
            one => std::slice::from_ref(one),
        }
    }
}

/// How many at most, or at least.
#[derive(Clone, Debug)]
pub struct ForceLevel<'a> {
    /// `each`: for each contributor.
    pub each: bool,
    /// How many, of what.
    pub amounts: List<Quantity<'a>>,
    /// The band to which it is limited: `at most 6000 personnel from 0 km to 10 km of Line`.
    pub band: Option<Band>,
}
