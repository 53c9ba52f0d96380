//! Every bracket of a draft, in the order of the text, those within texts that a reading leaves out included.

use super::Reading;
use crate::source::Span;
use crate::syntax::ast::{
    Area, AreaAtom, Arg, Bracket, BracketId, Clause, Clock, ClockKind, Condition, ConditionKind, Conditions, Decision,
    Declaration, Draft, Duration, Entry, EventList, Expiry, ExpiryKind, Header, Item, List, Member, Modal, Occasion,
    OccasionKind, Occasions, Place, Provision, Qualifier, Quantity, Ref, Rider, Sentence, Set, Step, Subject, Tail,
    Unit, Value, Vote, VoteKind, Word,
};

/// One bracket of a draft.
#[derive(Clone, Debug)]
pub struct BracketText<'t> {
    /// Its number.
    pub id: BracketId,
    /// From `[` to `]`.
    pub span: Span,
    /// Its texts.
    pub alternatives: Vec<AlternativeText<'t>>,
    /// Interpretations of agreed words (`reads:`), not proposals.
    pub interpretation: bool,
    /// The text that the reading takes; `None`: it leaves the bracket out.
    pub taken: Option<usize>,
}

/// One text of a bracket.
#[derive(Clone, Copy, Debug)]
pub struct AlternativeText<'t> {
    /// Who proposes it.
    pub who: &'t [Span],
    /// From its head to its last word.
    pub span: Span,
}

impl Reading {
    /// Every bracket of the draft, with what this reading takes of it.
    pub fn brackets<'t>(&self, draft: &'t Draft) -> Vec<BracketText<'t>> {
        let mut survey = Survey { reading: self, found: Vec::with_capacity(draft.brackets as usize) };
        if draft.brackets > 0 {
            survey.all(&draft.items);
        }
        survey.found
    }
}

struct Survey<'r, 't> {
    reading: &'r Reading,
    found: Vec<BracketText<'t>>,
}

impl<'t> Survey<'_, 't> {
    fn all<T: Bracketed>(&mut self, entries: &'t [Entry<T>]) {
        for entry in entries {
            match entry {
                Entry::Plain(item) => item.survey(self),
                Entry::Bracket(bracket) => self.bracket(bracket),
            }
        }
    }

    fn bracket<T: Bracketed>(&mut self, bracket: &'t Bracket<T>) {
        let alternatives = bracket.alternatives.iter().map(|it| AlternativeText { who: &it.who, span: it.span });
        self.found.push(BracketText {
            id: bracket.id,
            span: bracket.span,
            alternatives: alternatives.collect(),
            interpretation: bracket.is_interpretation(),
            taken: self.reading.taken(bracket),
        });
        for alternative in &bracket.alternatives {
            self.all(&alternative.content);
        }
    }
}

/// What may hold brackets.
trait Bracketed {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>);
}

/// What never holds brackets within.
macro_rules! plain {
    ($($kind:ty),*) => { $(impl Bracketed for $kind { fn survey<'t>(&'t self, _: &mut Survey<'_, 't>) {} })* };
}

plain!(Span, Word, Duration, Ref, (Modal, Span));

impl<T: Bracketed> Bracketed for Option<T> {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        if let Some(it) = self {
            it.survey(to);
        }
    }
}

impl<T: Bracketed> Bracketed for Box<T> {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        (**self).survey(to);
    }
}

impl<T: Bracketed> Bracketed for List<T> {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        for it in self {
            it.survey(to);
        }
    }
}

impl<T: Bracketed> Bracketed for Entry<T> {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        to.all(std::slice::from_ref(self));
    }
}

impl Bracketed for Item {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        match self {
            Self::Header(Header::Languages { list, .. }) => list.survey(to),
            Self::Declaration(it) => it.survey(to),
            Self::Place(it) => it.survey(to),
            Self::Assume(steps, _) => steps.survey(to),
            Self::Unit(it) => it.survey(to),
            Self::Provision(it) => it.survey(to),
            Self::Scenario(it) => {
                for given in &it.given {
                    given.who.survey(to);
                    given.events.survey(to);
                }
                for expect in &it.expect {
                    expect.who.survey(to);
                    expect.objects.survey(to);
                    expect.clock.survey(to);
                }
            }
            Self::Header(_) | Self::Broken(_) | Self::StrayClose(_) => {}
        }
    }
}

impl Bracketed for Declaration {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        self.set.survey(to);
        self.roles.survey(to);
        self.open_to.survey(to);
        self.clauses.survey(to);
    }
}

impl Bracketed for Place {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        self.within.survey(to);
        self.clauses.survey(to);
    }
}

impl Bracketed for Unit {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        self.marks.survey(to);
        self.items.survey(to);
    }
}

impl Bracketed for Provision {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        self.clauses.survey(to);
        self.rungs.survey(to);
        self.steps.survey(to);
    }
}

impl Bracketed for Step {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        use crate::syntax::ast::Assumption;
        match &self.kind {
            Assumption::Aggressor { who, against } => {
                who.survey(to);
                against.survey(to);
            }
            Assumption::VotesWith(who, _) | Assumption::Controls(who, _) => who.survey(to),
            _ => {}
        }
    }
}

impl Bracketed for Clause {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        self.args.survey(to);
    }
}

impl Bracketed for Arg {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        match self {
            Self::Set(it) => it.survey(to),
            Self::Words(it) => it.survey(to),
            Self::Items(it) | Self::Except(it) => it.survey(to),
            Self::Area(it) => it.survey(to),
            Self::Decision(it) => it.survey(to),
            Self::Conditions(it) => it.survey(to),
            Self::Events(it) => it.survey(to),
            Self::Occasions(it) => it.survey(to),
            Self::Occasion(it) => it.survey(to),
            Self::Clock(it) => it.survey(to),
            Self::Expiry(it) => it.survey(to),
            Self::Duration(it) => it.survey(to),
            Self::Quantities(it) => it.survey(to),
            Self::Refs(it) => it.survey(to),
            Self::Sentence(it) => it.survey(to),
            Self::Text(_) | Self::Number(_) | Self::Name(_) | Self::Instant(_) | Self::Flag(..) | Self::Weights(_) => {}
        }
    }
}

impl Bracketed for Sentence {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        self.bearer.survey(to);
        self.modal.survey(to);
        self.objects.survey(to);
        self.except.survey(to);
    }
}

impl Bracketed for Subject {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        if let Self::Set(set) = self {
            set.survey(to);
        }
    }
}

impl Bracketed for Set {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        self.include.survey(to);
        self.except.survey(to);
    }
}

impl Bracketed for Member {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        if let Self::Nested(set) = self {
            set.survey(to);
        }
    }
}

impl Bracketed for Value {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        match self {
            Self::Quantity(it) => it.survey(to),
            Self::Actor(it) => it.survey(to),
            Self::Word(_) => {}
        }
    }
}

impl Bracketed for Quantity {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        self.number.survey(to);
    }
}

impl Bracketed for Area {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        self.include.survey(to);
        self.except.survey(to);
    }
}

impl Bracketed for AreaAtom {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        match self {
            Self::TerritoryOf(set, _) => set.survey(to),
            Self::Nested(area) => area.survey(to),
            Self::Name { .. } | Self::StandIn(..) | Self::Text(_) | Self::Tbd(_) => {}
        }
    }
}

impl Bracketed for Decision {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        self.any.survey(to);
        self.riders.survey(to);
    }
}

impl Bracketed for Vote {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        match &self.kind {
            VoteKind::Bracket(it) => it.survey(to),
            VoteKind::Nested(it) => it.survey(to),
            VoteKind::Threshold { of, .. } | VoteKind::Act { of, .. } | VoteKind::By(of) => of.survey(to),
            VoteKind::Tbd | VoteKind::Automatic | VoteKind::Text(_) => {}
        }
        for tail in &self.tails {
            match tail {
                Tail::Including(set) | Tail::Excluding(set) | Tail::OnApplicationOf(set) => set.survey(to),
                Tail::PresentAndVoting(_) | Tail::Voting(_) | Tail::WeightedBy(_) => {}
            }
        }
    }
}

impl Bracketed for Rider {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        match self {
            Self::Counts { after, .. } => after.survey(to),
            Self::Clock(it) => it.survey(to),
            Self::Otherwise(it) => it.survey(to),
            Self::Quorum(_) | Self::Tie(..) | Self::Meanwhile { .. } => {}
        }
    }
}

impl Bracketed for Clock {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        if let ClockKind::Within(duration) = &self.kind {
            duration.survey(to);
        }
        self.anchor.survey(to);
        self.expiry.survey(to);
    }
}

impl Bracketed for Expiry {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        if let ExpiryKind::Decision(it) = &self.kind {
            it.survey(to);
        }
    }
}

impl Bracketed for Occasions {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        self.any.survey(to);
    }
}

impl Bracketed for Occasion {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        match &self.kind {
            OccasionKind::Notice { by, .. } => by.survey(to),
            OccasionKind::Signature { by, .. } | OccasionKind::Ratification { by, .. } => by.survey(to),
            _ => {}
        }
    }
}

impl Bracketed for Conditions {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        self.any.survey(to);
    }
}

impl Bracketed for Condition {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        match &self.kind {
            ConditionKind::Nested(it) => it.survey(to),
            ConditionKind::Ratified(by) => by.survey(to),
            ConditionKind::Decided(it) => it.survey(to),
            ConditionKind::Events(it) => it.survey(to),
            ConditionKind::State(_) => {}
        }
        self.found_by.survey(to);
    }
}

impl Bracketed for EventList {
    fn survey<'t>(&'t self, to: &mut Survey<'_, 't>) {
        for qualifier in &self.qualifiers {
            match qualifier {
                Qualifier::By(it) | Qualifier::Against(it) => it.survey(to),
                Qualifier::In(it) | Qualifier::From(it) | Qualifier::Through(it) => it.survey(to),
                Qualifier::Domains(it) => it.survey(to),
            }
        }
    }
}
