//! What a change means to a party: stronger, weaker, both, or not comparable. Nothing is netted, and what is unknown is never
//! stronger.

use super::order::{Move, Order};

/// In what a change touches a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// What others owe it.
    Protection,
    /// What it owes, is forbidden, is limited to.
    Burden,
    /// What it can stop or bring about.
    Say,
    /// What may be done against it if it attacks.
    Exposure,
}

impl Aspect {
    /// Every aspect with its word.
    pub const ALL: &[(Self, &str)] =
        &[(Self::Protection, "protection"), (Self::Burden, "burden"), (Self::Say, "say"), (Self::Exposure, "exposure")];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// How a party stands after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// As before.
    Same,
    /// Stronger in something, and weaker in nothing.
    Stronger,
    /// Weaker in something, and stronger in nothing.
    Weaker,
    /// Stronger in something and weaker in something else.
    Mixed,
    /// Otherwise, and no order is known.
    Different,
}

impl Verdict {
    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Stronger => "stronger",
            Self::Weaker => "weaker",
            Self::Mixed => "mixed",
            Self::Different => "different",
        }
    }
}

/// What was found of a party, change by change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each may be so beside the others")]
pub struct VerdictTally {
    /// Something is stronger.
    pub up: bool,
    /// Something is weaker.
    pub down: bool,
    /// Something may be stronger.
    pub perhaps_up: bool,
    /// Something may be weaker.
    pub perhaps_down: bool,
    /// Something differs without an order.
    pub other: bool,
    /// Whether that hangs on what a text leaves open.
    pub perhaps_other: bool,
}

impl VerdictTally {
    /// What one change comes to.
    pub fn of(moved: Move) -> Self {
        let Move { order, sure } = moved;
        let (up, down) = (matches!(order, Order::Up | Order::Mixed), matches!(order, Order::Down | Order::Mixed));
        Self {
            up: up && sure,
            down: down && sure,
            perhaps_up: up && !sure,
            perhaps_down: down && !sure,
            other: order == Order::Unordered && sure,
            perhaps_other: order == Order::Unordered && !sure,
        }
    }

    /// Both of two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            up: self.up || other.up,
            down: self.down || other.down,
            perhaps_up: self.perhaps_up || other.perhaps_up,
            perhaps_down: self.perhaps_down || other.perhaps_down,
            other: self.other || other.other,
            perhaps_other: self.perhaps_other || other.perhaps_other,
        }
    }

    /// The verdict, and whether it is certain.
    pub fn verdict(self) -> (Verdict, bool) {
        match self {
            Self { up: true, down: true, .. } => (Verdict::Mixed, true),
            Self { up: true, perhaps_down: true, .. } => (Verdict::Mixed, false),
            Self { up: true, .. } => (Verdict::Stronger, true),
            Self { down: true, perhaps_up, .. } => (Verdict::Weaker, !perhaps_up),
            // What may be stronger is not: it is only not the same.
            Self { perhaps_up: true, .. } => (Verdict::Different, false),
            Self { perhaps_down: true, .. } => (Verdict::Weaker, false),
            Self { other: true, .. } => (Verdict::Different, true),
            Self { perhaps_other: true, .. } => (Verdict::Different, false),
            _ => (Verdict::Same, true),
        }
    }

    /// The same where it is not certain.
    #[must_use]
    pub fn doubted(self) -> Self {
        Self {
            perhaps_up: self.up || self.perhaps_up,
            perhaps_down: self.down || self.perhaps_down,
            perhaps_other: self.other || self.perhaps_other,
            ..Self::default()
        }
    }

    /// Whether anything changes.
    pub fn is_same(self) -> bool {
        self == Self::default()
    }

    /// Whether something is, or may be, weaker.
    pub fn may_be_weaker(self) -> bool {
        self.down || self.perhaps_down || self.other && !self.up
    }
}

/// What a change means to a party in one aspect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyVerdict {
    /// The party.
    pub party: String,
    /// In what.
    pub aspect: Aspect,
    /// What was found.
    pub tally: VerdictTally,
}
