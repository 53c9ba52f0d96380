//! Sets, words, places, amounts, times, decisions, conditions.

use super::{BracketRoom, Bracketed, ReadingVisitor, in_parentheses, optional, optional_list};
use crate::model::BracketContent;
use crate::source::Span;
use crate::syntax::ast::{
    ActorExpr, Area, AreaAtom, Clock, ClockKind, Condition, ConditionKind, Conditions, Decision, Duration, EventList,
    Expiry, ExpiryKind, List, ListItem, Member, Modal, Occasion, OccasionKind, Occasions, OrBracket, Qualifier,
    Quantity, Ref, Rider, StatedShare, Subject, Tail, Vote, VoteKind, Word,
};

/// What never holds brackets within.
macro_rules! plain {
    ($($kind:ty: |$it:ident| $span:expr),* $(,)?) => { $(impl Bracketed for $kind {
        fn place(&self, _: &str) -> Span {
            let $it = self;
            $span
        }

        fn walk<'t, V: ReadingVisitor<'t>>(&'t self, _: &mut V) -> bool {
            true
        }
    })* };
}

plain!(StatedShare: |it| it.word, Span: |it| *it, Word: |it| it.span(), Duration: |it| it.span(), Ref: |it| it.span);

impl Bracketed for (Modal, Span) {
    const HELD: BracketContent = BracketContent::Modal;

    fn place(&self, _: &str) -> Span {
        self.1
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, _: &mut V) -> bool {
        true
    }
}

impl Bracketed for Subject {
    fn place(&self, _: &str) -> Span {
        self.span()
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        match self {
            Self::Set(set) => set.walk(to),
            Self::Provision(_) | Self::Text(_) => true,
        }
    }
}

/// A union, less what `except` takes from it.
fn less<'t, T: Bracketed>(
    to: &mut impl ReadingVisitor<'t>,
    quantified: bool,
    include: &'t List<OrBracket<T>>,
    except: &'t List<OrBracket<T>>,
) -> bool {
    let alone = !quantified && except.is_empty() && include.len() == 1;
    let left = to.room(if alone { BracketRoom::Whole } else { BracketRoom::Beside }, |to| include.walk(to));
    if !except.is_empty() {
        to.room(BracketRoom::Beside, |to| optional(to, "except", except));
    }
    left
}

impl Bracketed for ActorExpr {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        less(to, self.quantifier.is_some(), &self.include, &self.except)
    }
}

impl Bracketed for Member {
    fn actor(&self) -> Option<Span> {
        matches!(self, Self::Name(_) | Self::MembersOf(_)).then(|| self.span())
    }

    fn place(&self, code: &str) -> Span {
        match self {
            Self::Nested(set) => in_parentheses(set.span, code),
            _ => self.span(),
        }
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        match self {
            Self::Nested(set) => set.walk(to),
            _ => true,
        }
    }

    /// `each of guarantors` or `EU except FRA` is one member by its brackets alone.
    fn fits(&self, room: BracketRoom, code: &str) -> bool {
        room == BracketRoom::Whole || !matches!(self, Self::Nested(set) if in_parentheses(set.span, code) == set.span)
    }
}

impl Bracketed for ListItem {
    fn place(&self, code: &str) -> Span {
        match self {
            Self::Actor(it) => it.place(code),
            _ => self.span(),
        }
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        match self {
            Self::Quantity(it) => it.walk(to),
            Self::Actor(it) => it.walk(to),
            Self::Word(_) => true,
        }
    }
}

impl Bracketed for Quantity {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        self.number.as_ref().is_none_or(|it| it.walk(to))
    }
}

impl Bracketed for Area {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        less(to, false, &self.include, &self.except)
    }
}

impl Bracketed for AreaAtom {
    fn place(&self, code: &str) -> Span {
        match self {
            Self::TerritoryOf(_, span) | Self::StandIn(_, span) | Self::Text(span) | Self::Tbd(span) => *span,
            Self::Name { name, part } => part.map_or(*name, |part| name.to(part)),
            Self::Nested(area) => in_parentheses(area.span, code),
        }
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        match self {
            Self::TerritoryOf(set, _) => to.room(BracketRoom::One, |to| set.include.walk(to)),
            Self::Nested(area) => area.walk(to),
            Self::Name { .. } | Self::StandIn(..) | Self::Text(_) | Self::Tbd(_) => true,
        }
    }

    fn fits(&self, room: BracketRoom, code: &str) -> bool {
        room == BracketRoom::Whole
            || !matches!(self, Self::Nested(area) if in_parentheses(area.span, code) == area.span)
    }
}

impl Bracketed for Decision {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        let room = match (self.any.iter().flatten().nth(1), &self.riders[..]) {
            (Some(_), _) => BracketRoom::Beside,
            (None, [_, ..]) => BracketRoom::Ruled,
            (None, []) => BracketRoom::Whole,
        };
        // The quorum of a body has no votes.
        let left = self.any.is_empty() || to.room(room, |to| self.any.walk(to));
        for rider in &self.riders {
            match rider {
                Rider::Counts { after, .. } => {
                    if let Some(after) = after {
                        optional(to, "after", after);
                    }
                }
                Rider::Clock(it) => {
                    optional(to, "", &**it);
                }
                Rider::Otherwise(it) => {
                    optional(to, "", &**it);
                }
                Rider::Quorum(it) => {
                    optional(to, "quorum", &it.of);
                }
                Rider::Tie(..) | Rider::Meanwhile { .. } => {}
            }
        }
        left
    }

    fn fits(&self, room: BracketRoom, _: &str) -> bool {
        let one = self.any.len() == 1 && self.any[0].len() == 1;
        // `FRA` alone can't be joined by `and`, and brackets within may hold anything.
        let joins = |vote: &Vote| match &vote.kind {
            VoteKind::By(set) => set.quantifier.is_some(),
            VoteKind::Bracket(_) => false,
            _ => true,
        };
        match room {
            BracketRoom::Whole => true,
            BracketRoom::Ruled => self.riders.is_empty(),
            BracketRoom::Beside => one && self.riders.is_empty() && self.any[0].iter().all(joins),
            BracketRoom::One => one && self.riders.is_empty(),
        }
    }
}

impl Bracketed for Vote {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        let left = match &self.kind {
            VoteKind::Bracket(it) if self.tails.is_empty() => it.walk(to),
            VoteKind::Bracket(it) => to.room(BracketRoom::One, |to| it.walk(to)),
            VoteKind::Nested(it) => it.walk(to),
            VoteKind::Threshold { threshold, of } => to.room(BracketRoom::One, |to| threshold.walk(to)) & of.walk(to),
            VoteKind::Act { of, .. } | VoteKind::By(of) => of.walk(to),
            VoteKind::Tbd | VoteKind::Automatic | VoteKind::Text(_) => true,
        };
        for tail in &self.tails {
            match tail {
                Tail::Including(set) => optional(to, "including", set),
                Tail::Excluding(set) => optional(to, "excluding", set),
                Tail::OnApplicationOf(set) => optional(to, "on application of", set),
                Tail::PresentAndVoting(_) | Tail::Voting(_) | Tail::WeightedBy(_) => true,
            };
        }
        left
    }
}

impl Bracketed for Clock {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        let left = match &self.kind {
            ClockKind::Within(duration) => duration.walk(to),
            ClockKind::NotLaterThan(_) | ClockKind::Prompt(_) => true,
        };
        if let Some(it) = &self.anchor {
            optional(to, "after of", &**it);
        }
        if let Some(it) = &self.expiry {
            optional(to, "", &**it);
        }
        left
    }
}

impl Bracketed for Expiry {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        match &self.kind {
            ExpiryKind::Decision(it) => it.walk(to),
            ExpiryKind::Proceed | ExpiryKind::Lapses | ExpiryKind::Provision(_) => true,
        }
    }
}

impl Bracketed for Occasions {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        self.any.walk(to)
    }
}

impl Bracketed for Occasion {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        match &self.kind {
            OccasionKind::Notice { by, .. } => by.walk(to),
            // Without anybody who signs, all parties do.
            OccasionKind::Signature { by, .. } => {
                optional_list(to, "by", by);
                true
            }
            OccasionKind::Ratification { by, .. } => by.walk(to),
            OccasionKind::Decided(it) => it.walk(to),
            _ => true,
        }
    }
}

impl Bracketed for Conditions {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        self.any.walk(to)
    }
}

impl Bracketed for Condition {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        let left = match &self.kind {
            ConditionKind::Nested(it) => it.walk(to),
            ConditionKind::Ratified(by) => by.walk(to),
            ConditionKind::Decided(it) => it.walk(to),
            ConditionKind::Events(it) => it.walk(to),
            ConditionKind::State(_) => true,
        };
        if let Some(it) = &self.found_by {
            optional(to, "as found by", &**it);
        }
        left
    }
}

impl Bracketed for EventList {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        for qualifier in &self.qualifiers {
            match qualifier {
                Qualifier::By(it) => optional(to, "by", it),
                Qualifier::Against(it) => optional(to, "against", it),
                Qualifier::In(it) => optional(to, "in", it),
                Qualifier::From(it) => optional(to, "from", it),
                Qualifier::Through(it) => optional(to, "through", it),
                Qualifier::Domains(it) => optional(to, "domains", it),
            };
        }
        true
    }
}
