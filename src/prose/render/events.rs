//! Events, occasions and conditions.

use super::document::Inline;
use super::lexicon;
use super::phrase::{Phrase, join, join_any, phrase, to_provision};
use super::speaker::{NamedAs, Speaker};
use crate::syntax::ast::{
    Condition, ConditionKind, Conditions, Event, EventKind, EventList, Occasion, OccasionKind, Occasions, Phase,
    ProvisionKind, Qualifier, Ref, RefKind, State, Stated, Subject,
};

impl Speaker<'_> {
    /// Events with what narrows them: "an armed attack by X against Y in Z".
    pub(super) fn events(&self, it: &EventList) -> Phrase {
        let events = join(it.events.iter().map(|it| self.event(it)).collect(), "or");
        phrase![events, self.qualifiers(&it.qualifiers)]
    }

    fn event(&self, it: &Event) -> Phrase {
        match &it.kind {
            EventKind::Text(span) => self.words(*span),
            EventKind::Phase(phase, of) => self.phase(*phase, of),
            EventKind::Named(span, of) => {
                let name = self.word_at(*span);
                let words = match self.named(name) {
                    Some(NamedAs::Provision(_)) => self.provision_as_noun(name),
                    Some(_) => self.called(name).into(),
                    None => lexicon::event(name).into(),
                };
                match of {
                    Some(of) => phrase![words, " of ", self.reference(of)],
                    None => words,
                }
            }
        }
    }

    /// A point in the life of something.
    pub(super) fn phase(&self, phase: Phase, of: &Ref) -> Phrase {
        let what = match phase {
            Phase::Start => "the start of ",
            Phase::End => "the end of ",
            Phase::Completion => "the completion of ",
            Phase::Breach => "a breach of ",
        };
        phrase![what, self.reference(of)]
    }

    /// What narrows events, in the order of a sentence.
    fn qualifiers(&self, list: &[Qualifier]) -> Phrase {
        let mut words = Phrase::default();
        let actor = |it: &Subject| match it {
            Subject::Set(set) => self.set_last(set),
            other => self.subject(other).words,
        };
        let mut pick =
            |of: &dyn Fn(&Qualifier) -> Option<Phrase>| list.iter().filter_map(of).for_each(|it| words.push(it));
        pick(&|it| if let Qualifier::By(who) = it { Some(phrase![" by ", actor(who)]) } else { None });
        pick(&|it| if let Qualifier::Against(who) = it { Some(phrase![" against ", actor(who)]) } else { None });
        pick(&|it| if let Qualifier::In(area) = it { Some(phrase![" in ", self.area(area)]) } else { None });
        pick(&|it| if let Qualifier::From(area) = it { Some(phrase![" from ", self.area(area)]) } else { None });
        pick(&|it| if let Qualifier::Through(area) = it { Some(phrase![" across ", self.area(area)]) } else { None });
        pick(&|it| {
            let Qualifier::Domains(list) = it else { return None };
            Some(phrase![", ", join(self.vocabulary(list, &lexicon::domain), "or")])
        });
        words
    }

    /// An occasion as a noun: "the entry into force of this Treaty".
    pub(super) fn occasion_noun(&self, it: &Occasion) -> Phrase {
        let this_or =
            |of: &Option<Ref>| -> Phrase { of.as_ref().map_or_else(|| self.this().into(), |of| self.reference(of)) };
        match &it.kind {
            OccasionKind::Tbd => Inline::Hole.into(),
            OccasionKind::Notice { request, by, of } => {
                let what = if *request { "a request by " } else { "a notification by " };
                let of = of.map_or_else(Phrase::default, |of| {
                    phrase![if *request { " for " } else { " of " }, self.words(of)]
                });
                phrase![what, self.set_last(by), of]
            }
            OccasionKind::Signature { of, by } if by.is_empty() => phrase!["the signature of ", this_or(of)],
            OccasionKind::Signature { of, by } => {
                phrase!["the signature of ", this_or(of), " by ", self.sets(by)]
            }
            OccasionKind::EntryIntoForce(of) => phrase!["the entry into force of ", this_or(of)],
            OccasionKind::Ratification { of, by } => {
                phrase!["the ratification of ", this_or(of), " by ", self.sets(by)]
            }
            OccasionKind::Decided(decision) => self.decision_noun(decision),
            OccasionKind::Phase(phase, of) => self.phase(*phase, of),
            OccasionKind::Instant(span) => lexicon::instant(self.word_at(*span)).0.into(),
            OccasionKind::State(stated) => phrase!["the moment when ", self.state(stated, false)],
            OccasionKind::Named(of) => self.occasion_named(of),
            OccasionKind::Text(span) => self.words(*span),
        }
    }

    fn occasion_named(&self, of: &Ref) -> Phrase {
        let RefKind::Named(span) = of.kind else {
            return match of.kind {
                RefKind::Unit(_) => phrase!["an event referred to in ", self.reference(of)],
                _ => self.reference(of),
            };
        };
        let name = self.word_at(span);
        match self.named(name) {
            Some(NamedAs::Provision(ProvisionKind::Trigger | ProvisionKind::Rung)) => {
                phrase!["an event referred to in ", to_provision(name)]
            }
            Some(NamedAs::Provision(_)) => phrase!["the application of ", to_provision(name)],
            _ => self.reference(of),
        }
    }

    /// An occasion in front of a sentence: "In the event referred to in paragraph 1".
    pub(super) fn occasion_lead(&self, it: &Occasion) -> Phrase {
        match &it.kind {
            OccasionKind::Instant(span) => {
                let (when, on) = lexicon::instant(self.word_at(*span));
                phrase![on, " ", when]
            }
            OccasionKind::State(stated) => phrase!["once ", self.state(stated, false)],
            OccasionKind::Named(of) if self.is_trigger(of) => phrase!["in ", self.event_under(of)],
            OccasionKind::Phase(Phase::Breach, _) => phrase!["in the event of ", self.occasion_noun(it)],
            OccasionKind::Text(span) => {
                let words = self.words(*span);
                let lead = if has_verb(&super::document::plain_words(&words.0)) { "if " } else { "in the event of " };
                phrase![lead, words]
            }
            _ => phrase!["upon ", self.occasion_noun(it)],
        }
    }

    fn is_trigger(&self, of: &Ref) -> bool {
        match of.kind {
            RefKind::Unit(_) => true,
            RefKind::Named(span) => matches!(
                self.named(self.word_at(span)),
                Some(NamedAs::Provision(ProvisionKind::Trigger | ProvisionKind::Rung))
            ),
            _ => false,
        }
    }

    /// "the event referred to in paragraph 1"
    pub(super) fn event_under(&self, of: &Ref) -> Phrase {
        phrase!["the event referred to in ", self.place_of(of)]
    }

    /// Occasions as nouns, joined.
    pub(super) fn occasions_noun(&self, it: &Occasions) -> Phrase {
        join_any(it.any.iter().map(|all| self.each(all, &|it| self.occasion_noun(it))).collect())
    }

    /// Occasions in front of a sentence, joined.
    pub(super) fn occasions_lead(&self, it: &Occasions) -> Phrase {
        join_any(it.any.iter().map(|all| self.each(all, &|it| self.occasion_lead(it))).collect())
    }

    /// What state something is in, as a clause.
    pub(super) fn state(&self, it: &Stated, negated: bool) -> Phrase {
        let not = if negated { " not" } else { "" };
        let what = self.reference(&it.of);
        match it.state {
            State::InForce => phrase![what, " is", not, " in force"],
            State::Breached => phrase![what, " has", not, " been breached"],
            State::Fulfilled => phrase![what, " has", not, " been performed"],
            State::Triggered if self.is_trigger(&it.of) => {
                phrase![self.event_under(&it.of), if negated { " has not occurred" } else { " has occurred" }]
            }
            State::Triggered => phrase![what, " has", not, " become applicable"],
            State::Holds => phrase![what, " is", not, " being observed"],
            State::Expired => phrase![what, " has", not, " expired"],
        }
    }

    /// Conditions as clauses, joined.
    pub(super) fn conditions(&self, it: &Conditions) -> Phrase {
        join_any(it.any.iter().map(|all| self.each(all, &|it| self.condition(it))).collect())
    }

    /// The decision of which conditions say only that it is not taken.
    pub(super) fn denied_decision<'x>(&self, it: &'x Conditions) -> Option<&'x crate::syntax::ast::Decision> {
        let [all] = &it.any[..] else { return None };
        match &self.every(all)[..] {
            [Condition { negated: true, kind: ConditionKind::Decided(decision), found_by: None, .. }]
                if all.len() == 1 =>
            {
                let open = self.reading.is_none() && matches!(all[0], crate::syntax::ast::OrBracket::Bracket(_));
                Some(&**decision).filter(|_| !open)
            }
            _ => None,
        }
    }

    fn condition(&self, it: &Condition) -> Phrase {
        let words = match &it.kind {
            ConditionKind::Nested(nested) if it.negated => {
                phrase!["it is not the case that (", self.conditions(nested), ")"]
            }
            ConditionKind::Nested(nested) => phrase!["(", self.conditions(nested), ")"],
            ConditionKind::Ratified(by) => {
                let by = self.sets(by);
                let not = if it.negated { "not " } else { "" };
                phrase![&by, by.verb(" has ", " have "), not, "ratified ", self.this()]
            }
            ConditionKind::Decided(decision) if it.negated => {
                phrase!["it is not the case that ", self.decision_clause(decision)]
            }
            ConditionKind::Decided(decision) => {
                let riders = self.rider_sentences(decision, &"that condition".into());
                let words = self.decision_clause(decision);
                if riders.is_empty() {
                    words
                } else {
                    let riders = riders.iter().map(|it| super::document::plain_words(&it.0)).collect::<Vec<_>>();
                    phrase![words, " (", riders.join(" "), ")"]
                }
            }
            ConditionKind::State(stated) => self.state(stated, it.negated),
            ConditionKind::Events(events) => self.event_condition(events, it.negated),
        };
        match &it.found_by {
            Some(judge) => phrase![words, ", as established by ", self.decision_noun(judge)],
            None => words,
        }
    }

    fn event_condition(&self, events: &EventList, negated: bool) -> Phrase {
        match &events.events[..] {
            [Event { kind: EventKind::Named(span, None), .. }]
                if self.word_at(*span) == "unprovoked" && events.qualifiers.is_empty() =>
            {
                if negated {
                    "the attack was provoked".into()
                } else {
                    "the attack was unprovoked".into()
                }
            }
            [Event { kind: EventKind::Text(span), .. }] if events.qualifiers.is_empty() => {
                let words = self.words(*span);
                // What is quoted may be a clause or a noun; a clause has a verb that is known.
                if has_verb(&super::document::plain_words(&words.0)) {
                    if negated { phrase!["it is not the case that ", words] } else { words }
                } else if negated {
                    phrase!["there is no ", words]
                } else {
                    phrase!["there is ", words]
                }
            }
            list => {
                let plural = matches!(list, [Event { kind: EventKind::Named(span, _), .. }] if self.word_at(*span) == "hostilities");
                let verb = match (negated, plural) {
                    (false, false) => " occurs",
                    (false, true) => " occur",
                    (true, false) => " does not occur",
                    (true, true) => " do not occur",
                };
                phrase![self.events(events), verb]
            }
        }
    }
}

/// Whether words hold a finite verb that treaties use.
pub(super) fn has_verb(words: &str) -> bool {
    const VERBS: &[&str] = &[
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "does",
        "do",
        "did",
        "shall",
        "will",
        "may",
        "can",
        "cannot",
        "would",
        "should",
        "must",
        "attacks",
        "fails",
        "launches",
        "violates",
        "refuses",
        "ceases",
        "requests",
        "agrees",
        "decides",
        "breaches",
        "continues",
        "remains",
        "becomes",
        "occurs",
        "exists",
        "threatens",
        "uses",
        "enters",
    ];
    words.split(|it: char| !it.is_alphanumeric()).any(|it| VERBS.contains(&it))
}
