//! Answers in three, with what they rest on.

use super::{PlayMinute, Reason};
use crate::model::{ActorId, ActorSet};
use crate::source::Span;

/// Whether something is so. `and` takes the least, `or` the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Truth {
    No,
    Unknown,
    Yes,
}

impl Truth {
    pub(super) fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }

    pub(super) fn of(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// So many sets of holders are told of alternatives.
const MOST_HOLDERS: usize = 16;

/// Whether something is open, and what is known of why it is not.
#[derive(Clone, Debug)]
pub(super) struct Openness {
    pub(super) truth: Truth,
    /// It can no longer come in this matter.
    pub(super) over: bool,
    /// Sets each of which keeps it shut.
    pub(super) holders: Vec<ActorSet>,
    /// Until when it can still come.
    pub(super) until: Option<PlayMinute>,
    /// What cannot be determined.
    pub(super) unknown: Vec<Reason>,
    /// What is missing, a clause of a sentence each.
    pub(super) told: Vec<String>,
    /// The steps on which it rests.
    pub(super) why: Vec<usize>,
}

impl Openness {
    pub(super) fn of(truth: Truth) -> Self {
        Self {
            truth,
            over: false,
            holders: Vec::new(),
            until: None,
            unknown: Vec::new(),
            told: Vec::new(),
            why: Vec::new(),
        }
    }

    pub(super) fn yes() -> Self {
        Self::of(Truth::Yes)
    }

    /// Shut, and nobody in particular holds it.
    pub(super) fn no(told: String) -> Self {
        Self { told: vec![told], ..Self::of(Truth::No) }
    }

    /// Shut by these.
    pub(super) fn held(mut by: ActorSet, told: String) -> Self {
        by.sort_unstable();
        by.dedup();
        Self { holders: vec![by], ..Self::no(told) }
    }

    /// It cannot be determined whether it is open.
    pub(super) fn unknown(clause: Span, told: String) -> Self {
        Self { unknown: vec![Reason { clause, told }], ..Self::of(Truth::Unknown) }
    }

    pub(super) fn until(self, until: Option<PlayMinute>) -> Self {
        Self { until: if self.truth == Truth::Yes { None } else { until }, ..self }
    }

    pub(super) fn because(mut self, steps: impl IntoIterator<Item = usize>) -> Self {
        self.why.extend(steps);
        self
    }

    /// Both: what is shut in either is shut.
    pub(super) fn and(self, other: Self) -> Self {
        let truth = self.truth.min(other.truth);
        let parts = [self, other];
        let mut both = Self::of(truth);
        both.over = parts.iter().any(|it| it.over);
        for part in parts {
            both.why.extend(part.why);
            if part.truth == Truth::Yes {
                continue;
            }
            if part.truth == truth {
                both.unknown.extend(part.unknown);
            }
            both.holders.extend(part.holders);
            both.told.extend(part.told);
            both.until = match (both.until, part.until) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
        both.tidy()
    }

    /// Either: only who holds both holds it.
    pub(super) fn or(self, other: Self) -> Self {
        match (self.truth, other.truth) {
            (Truth::Yes, _) => return self,
            (_, Truth::Yes) => return other,
            _ => {}
        }
        let mut either = Self::of(self.truth.max(other.truth));
        either.over = self.over && other.over;
        for one in &self.holders {
            for two in &other.holders {
                let mut set: ActorSet = one.iter().chain(two).copied().collect();
                set.sort_unstable();
                set.dedup();
                either.holders.push(set);
            }
        }
        either.holders.truncate(MOST_HOLDERS);
        either.until = self.until.max(other.until);
        for part in [self, other] {
            either.unknown.extend(part.unknown);
            either.told.extend(part.told);
            either.why.extend(part.why);
        }
        either.tidy()
    }

    fn tidy(mut self) -> Self {
        self.holders.sort_unstable();
        self.holders.dedup();
        self.why.sort_unstable();
        self.why.dedup();
        let mut told = Vec::new();
        self.told.retain(|it| {
            !told.contains(it) && {
                told.push(it.clone());
                true
            }
        });
        let mut reasons: Vec<Reason> = Vec::new();
        self.unknown.retain(|it| {
            !reasons.contains(it) && {
                reasons.push(it.clone());
                true
            }
        });
        self
    }

    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().fold(Self::yes(), Self::and)
    }

    /// Any of them; shut if there are none.
    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        parts.into_iter().reduce(Self::or)
    }

    /// The opposite, of which those who could bring it about are the holders.
    pub(super) fn reversed(self, told: &str, by: &[ActorId]) -> Self {
        let mut answer = Self::of(self.truth.not()).because(self.why);
        answer.unknown = self.unknown;
        if answer.truth == Truth::No {
            answer.told.push(told.to_owned());
            if !by.is_empty() {
                answer.holders.push(by.to_vec());
            }
        }
        answer
    }
}
