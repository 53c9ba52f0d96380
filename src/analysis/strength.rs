//! How strong a promise is, from its operative words.

use crate::source::Span;

/// The strength of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// S0: an expectation.
    Expectation,
    /// S1: a duty to consult.
    Consult,
    /// S2: a duty to seek action of another body.
    SeekAction,
    /// S3: a right.
    Right,
    /// S4: a duty whose content its bearer judges.
    SelfJudged,
    /// S5: a duty with its content given.
    Given,
    /// S6: a duty that comes live by itself.
    SelfExecuting,
}

impl Strength {
    /// `S0` to `S6`.
    pub fn code(self) -> &'static str {
        ["S0", "S1", "S2", "S3", "S4", "S5", "S6"][self as usize]
    }

    /// The class in words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Expectation => "an expectation",
            Self::Consult => "a duty to consult",
            Self::SeekAction => "a duty to seek action of another body",
            Self::Right => "a right",
            Self::SelfJudged => "a duty whose content its bearer judges",
            Self::Given => "a duty with its content given",
            Self::SelfExecuting => "a duty that comes live by itself",
        }
    }
}

/// The strength of a provision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProvisionStrength {
    /// The strongest sentence that asks for something to be done; `None` if there is none.
    pub act: Option<Strength>,
    /// The strongest sentence that asks for something not to be done.
    pub restraint: Option<Strength>,
    /// Where its content is left to its bearer: the `discretion` clause.
    pub discretion: Option<Span>,
    /// Whether the means or the content are named.
    pub content: bool,
    /// Where the strongest sentence has its operative words.
    pub modal: Span,
}

impl ProvisionStrength {
    /// The strongest of all.
    pub fn max(&self) -> Option<Strength> {
        self.act.max(self.restraint)
    }
}
