//! The scale of strength, and how strengths are joined.

use crate::model::Treaty;
use crate::source::Span;
use std::fmt;

/// The strength of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// S0: an expectation.
    Expectation,
    /// S1: a duty to consult.
    Consult,
    /// S2: a duty to seek action by another body.
    SeekAction,
    /// S3: a right.
    Right,
    /// S4: a duty whose content its bearer determines.
    SelfJudged,
    /// S5: a duty of determinate content.
    Given,
    /// S6: a self-executing duty.
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
            Self::SeekAction => "a duty to seek action by another body",
            Self::Right => "a right",
            Self::SelfJudged => "a duty whose content its bearer determines",
            Self::Given => "a duty of determinate content",
            Self::SelfExecuting => "a self-executing duty",
        }
    }
}

/// Between which classes a strength lies. Where the text leaves nothing unknown, the two are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Graded {
    /// What it is at least: what is unknown counts for nothing.
    pub low: Strength,
    /// What it is at most.
    pub high: Strength,
    /// What is unknown, where the two differ.
    pub why: Option<Doubt>,
}

/// What leaves a strength open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Where it stands.
    pub span: Span,
    /// What is not known of it.
    pub about: &'static str,
}

impl Doubt {
    /// What is not known, in words.
    pub fn words(&self, treaty: &Treaty<'_>) -> String {
        let words = if self.span.is_own() { treaty.quoted(self.span) } else { String::new() };
        format!("{} {}", self.about, if words.is_empty() { "this" } else { &words })
    }
}

impl Graded {
    /// A strength that is known.
    pub const fn sure(strength: Strength) -> Self {
        Self { low: strength, high: strength, why: None }
    }

    /// A strength that may be anything up to one.
    pub(super) const fn unsure(high: Strength, span: Span, about: &'static str) -> Self {
        Self { low: Strength::Expectation, high, why: Some(Doubt { span, about }) }
    }

    /// The weaker of two: of each, what they are at least and at most.
    pub(super) fn and(self, other: Self) -> Self {
        let (low, high) = (self.low.min(other.low), self.high.min(other.high));
        let open = [self, other].into_iter().filter(|it| it.low == low).find_map(|it| it.why);
        Self { low, high, why: if low == high { None } else { open.or(self.why).or(other.why) } }
    }

    /// The stronger of two: of each, what they are at least and at most.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let (low, high) = (self.low.max(other.low), self.high.max(other.high));
        let why = if low == high { None } else { self.why.or(other.why) };
        Self { low, high, why }
    }
}

impl fmt::Display for Graded {
    /// `S5`, or `S0 to S5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.low.code())?;
        if self.low == self.high { Ok(()) } else { write!(f, " to {}", self.high.code()) }
    }
}

/// The strength of a provision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProvisionStrength {
    /// The strongest sentence that asks for something to be done; `None` if there is none.
    pub act: Option<Graded>,
    /// The strongest sentence that asks for something not to be done.
    pub restraint: Option<Graded>,
    /// The same by the words alone.
    pub written: VerbalStrength,
    /// Where the strongest sentence has its operative words.
    pub modal: Span,
}

/// How strong the words of a provision are: whether the text binds is left aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerbalStrength {
    /// The strongest that asks for something to be done.
    pub act: Option<Graded>,
    /// Likewise of duties alone, neither rights nor expectations.
    pub duty: Option<Graded>,
    /// The strongest that asks for something not to be done.
    pub restraint: Option<Graded>,
}

impl ProvisionStrength {
    /// How strong the provision is: by its act where it has one, else by its restraint.
    pub fn graded(&self) -> Option<Graded> {
        self.act.or(self.restraint)
    }

    /// The strongest that it asks to be done, at least.
    pub fn owed(&self) -> Option<Strength> {
        self.act.map(|it| it.low)
    }

    /// The strongest that its words ask to be done, at least, as if the text bound.
    pub fn asks(&self) -> Option<Strength> {
        self.written.act.map(|it| it.low)
    }

    /// The strongest that it asks to be done or left undone, at least.
    pub fn strongest(&self) -> Option<Strength> {
        self.owed().max(self.restraint.map(|it| it.low))
    }
}
