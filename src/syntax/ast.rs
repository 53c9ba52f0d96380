//! The tree: what a draft says, with its brackets, before any name is looked up.
//!
//! A node holds places, never text: [`Span::of`] gives the words. Nothing here is resolved; a name is the span where
//! it stands. Brackets stay in the tree, so that every reading can be made from it.

mod clause;
mod decision;
mod draft;
mod value;

pub use clause::{Arg, Clause, ClauseWord, End, Flag, Modal, Mode, Renewal, RenewalKind, Sentence, Weights};
pub use decision::{
    Act, Anchor, Clock, ClockKind, Condition, ConditionKind, Conditions, Counted, Decision, Expiry, ExpiryKind,
    Occasion, OccasionKind, Occasions, Quorum, Rider, State, Stated, StatedShare, Tail, Tie, Vote, VoteKind,
};
pub use draft::{
    Assumption, Declaration, DeclarationKind, Draft, Expect, ExpectKind, Given, GivenKind, GivenWhen, Header, Item,
    Pace, Place, PlaceKind, Provision, Scenario, Step, Unit,
};
pub use value::{
    ActorExpr, Area, AreaAtom, Duration, Event, EventKind, EventList, ListItem, Member, MembersOf, Phase, Qualifier,
    Quantifier, Quantity, Ref, RefKind, RoleGroup, StandIn, Subject, Threshold, TimeUnit, UnitKind, UnitRef, Word,
};

pub use super::kinds::ProvisionKind;

use crate::source::Span;

/// A list in the tree. It takes one word where it stands, since most lists are empty or short.
pub type List<T> = thin_vec::ThinVec<T>;

/// The number of a bracket in its draft, in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BracketId(pub u32);

/// An element of a list, or a whole value, that may stand in square brackets.
#[derive(Clone, Debug, Hash)]
pub enum OrBracket<T> {
    /// Agreed text.
    Plain(T),
    /// Text not agreed.
    Bracket(Box<Bracket<T>>),
}

/// Square brackets: rival texts, of which a reading takes one.
#[derive(Clone, Debug, Hash)]
pub struct Bracket<T> {
    /// Its number.
    pub id: BracketId,
    /// From `[` to `]`.
    pub span: Span,
    /// The rival texts. One alone is a proposal to insert: its other reading is nothing.
    pub alternatives: List<Alternative<T>>,
}

impl<T> Bracket<T> {
    /// Whether it is a proposal to insert, which the unbracketed reading leaves out.
    pub fn is_insertion(&self) -> bool {
        self.alternatives.len() == 1
    }

    /// Whether its alternatives are interpretations of agreed words (`UKR reads: …`), not proposals.
    pub fn is_interpretation(&self) -> bool {
        self.alternatives.iter().any(|it| it.reads)
    }
}

/// One text in a bracket.
#[derive(Clone, Debug, Hash)]
pub struct Alternative<T> {
    /// From its head to its last word.
    pub span: Span,
    /// Who proposes it; empty where the draft does not say.
    pub who: List<Span>,
    /// `Option 1`, which attributes it to nobody.
    pub option: Option<Span>,
    /// `UKR reads:` instead of `UKR:`.
    pub reads: bool,
    /// The text. Empty is `nothing`: the proposal to delete.
    pub content: List<OrBracket<T>>,
}

/// A part of the text that could not be read, skipped whole.
#[derive(Clone, Copy, Debug, Hash)]
pub struct Broken {
    /// What was skipped.
    pub span: Span,
}

/// The end of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Close {
    /// A brace closes it.
    Brace,
    /// The brace is missing; the block ends where the next head stands.
    Missing,
}
