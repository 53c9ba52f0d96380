//! Decisions, conditions, events.

use super::super::vocabulary::Vocabulary;
use super::super::{
    Condition, ConditionKind, Conditions, Decided, Decision, Event, EventKind, Events, InstrumentId, RefTarget,
    ShareBase, Vote, VoteKind,
};
use super::{ModelBuilder, Reads};
use crate::diagnostic::{Fix, Safety, Severity, nearest};
use crate::source::Span;
use crate::syntax::ast::{self, Counted, EventList, List, Qualifier, Rider, Tail};

impl<'a> ModelBuilder<'a, '_> {
    /// A decision; `None` if the reading leaves nothing of it.
    pub(super) fn decision(&mut self, tree: &ast::Decision) -> Option<Decision<'a>> {
        // A bracket that is all of a decision stands for the decision, not for one within it.
        if let [all] = &tree.any[..]
            && let [vote] = &all[..]
            && let (ast::VoteKind::Bracket(entry), []) = (&vote.kind, &vote.tails[..])
        {
            let mut decision = self.decision(self.reading.value(entry)?)?;
            self.riders(&tree.riders, &mut decision);
            return Some(decision);
        }
        let mut decision =
            Decision { span: tree.span, any: List::with_capacity(tree.any.len()), ..Decision::default() };
        for all in &tree.any {
            let all: List<_> = all.iter().filter_map(|it| self.vote(it)).collect();
            if !all.is_empty() {
                decision.any.push(all);
            }
        }
        if decision.any.is_empty() {
            return None;
        }
        self.riders(&tree.riders, &mut decision);
        Some(decision)
    }

    /// Riders, on a decision or on a body as a whole.
    pub(super) fn riders(&mut self, riders: &[Rider], decision: &mut Decision<'a>) {
        for rider in riders {
            match rider {
                Rider::Counts { what, like, after, .. } => match what {
                    Counted::Abstention => decision.abstention = Some(*like),
                    Counted::Absence => decision.absence = Some(*like),
                    Counted::Silence => {
                        let after = after.as_ref().and_then(|it| self.period(it));
                        decision.silence = Some((*like, after));
                    }
                    Counted::Consent | Counted::Rejection => {}
                },
                Rider::Quorum(quorum) => match self.reading.value(&quorum.of).map(|it| it.of) {
                    Some(Some(of)) => decision.quorum = Some((of, quorum.span)),
                    // How many must be there nobody can say, and so not who decides either.
                    Some(None) => decision.any = List::from([List::from([Vote::unknown(quorum.span)])]),
                    None => {}
                },
                Rider::Tie(tie, _) => decision.tie = Some(*tie),
                Rider::Clock(clock) => {
                    if let Some(clock) = self.clock(clock) {
                        // Of two clocks the second counts, and what follows the first.
                        let first = decision.clock.replace(clock);
                        decision.own_expiry = decision.own_expiry.take().or_else(|| first?.expiry);
                    }
                }
                Rider::Meanwhile { proceed, .. } => decision.meanwhile = Some(*proceed),
                Rider::Otherwise(expiry) => decision.own_expiry = self.expiry(expiry),
            }
        }
    }

    fn vote(&mut self, vote: &ast::Vote) -> Option<Vote<'a>> {
        let kind = match &vote.kind {
            ast::VoteKind::Tbd => {
                self.hole(vote.span);
                VoteKind::Unknown
            }
            ast::VoteKind::Bracket(entry) => {
                let inner = self.reading.value(entry)?;
                if let ([all], []) = (&inner.any[..], &inner.riders[..])
                    && let [one] = &all[..]
                {
                    let mut read = self.vote(one)?;
                    self.tails(&vote.tails, &mut read);
                    return Some(read);
                }
                VoteKind::Nested(Box::new(self.decision(inner)?))
            }
            ast::VoteKind::Nested(decision) => VoteKind::Nested(Box::new(self.decision(decision)?)),
            ast::VoteKind::Automatic => VoteKind::Automatic,
            ast::VoteKind::Threshold { threshold, of } => {
                let share = self.reading.value(threshold)?;
                let of = self.actors(of)?;
                let kind = share.of.map(|threshold| VoteKind::Threshold { threshold, word: share.word, of });
                kind.unwrap_or(VoteKind::Unknown)
            }
            ast::VoteKind::Act { act, of, organ } => {
                VoteKind::Act { act: *act, of: self.actors(of)?, organ: organ.map(|it| self.unquoted(it)) }
            }
            ast::VoteKind::By(set) => VoteKind::By(self.actors(set)?),
            ast::VoteKind::Text(span) => VoteKind::Words(self.unquoted(*span)),
        };
        let mut read = Vote { kind, ..Vote::unknown(vote.span) };
        self.tails(&vote.tails, &mut read);
        Some(read)
    }

    fn tails(&mut self, tails: &[Tail], read: &mut Vote<'a>) {
        for tail in tails {
            match tail {
                Tail::PresentAndVoting(_) => read.base = ShareBase::PresentAndVoting,
                Tail::Voting(_) => read.base = ShareBase::VotesCast,
                Tail::WeightedBy(name) => {
                    read.weighted_by = self.weighting(*name);
                    // Votes that nobody can weigh are not counted by heads instead.
                    let known = read.weighted_by.is_some_and(|at| self.treaty.weights[at as usize].known);
                    if !known {
                        read.kind = VoteKind::Unknown;
                    }
                }
                Tail::Including(set) => read.including = self.actors(set).map(Box::new),
                Tail::Excluding(set) => {
                    read.excluding = self.actors(set).map(Box::new);
                    self.note_exclusion(set);
                }
                Tail::OnApplicationOf(set) => read.on_application_of = self.actors(set).map(Box::new),
            }
        }
    }

    /// The weighting that a name stands for: the draft's own, or one of the prelude.
    fn weighting(&mut self, span: Span) -> Option<u32> {
        let name = self.words(span);
        let found = match self.scope.weights.get(name) {
            Some(at) => Some(*at),
            None => self.prelude_weights(name),
        };
        let target = found.map_or(RefTarget::Missing, RefTarget::Weights);
        self.note_use(name, span, target);
        if found.is_none() && self.reads == Reads::Own && self.is_news(name) {
            let known = self.treaty.weights.iter().filter(|it| it.file == self.file).map(|it| it.name);
            let near = nearest(name, known);
            let message = format!("no voting weights are called `{name}`");
            if let Some(finding) = self.report("names/undefined", Severity::Error, span, message) {
                if let Some(near) = near {
                    finding.fix(Fix::replace(Safety::Safe, format!("replace `{name}` by `{near}`"), span, near));
                }
                finding.help(format!("declare them: `weights {name} {{ … }}`"));
            }
        }
        found
    }

    /// `decided by …`, `decided unless …`
    pub(super) fn decided(&mut self, clause: &ast::Clause) -> Option<Decided<'a>> {
        let mut unless = false;
        let mut decision = None;
        for arg in &clause.args {
            match arg {
                ast::Arg::Flag(ast::Flag::Unless, _) => unless = true,
                ast::Arg::Decision(tree) => decision = self.decision(tree),
                _ => {}
            }
        }
        Some(Decided { span: clause.span, decision: decision?, unless })
    }

    /// Conditions; `None` if the reading leaves nothing of them.
    pub(super) fn conditions(&mut self, conditions: &ast::Conditions) -> Option<Conditions<'a>> {
        let reading = self.reading;
        let mut any = List::with_capacity(conditions.any.len());
        for all in &conditions.any {
            let all: List<_> = reading.each(all).filter_map(|it| self.condition(it)).collect();
            if !all.is_empty() {
                any.push(all);
            }
        }
        (!any.is_empty()).then_some(Conditions { span: conditions.span, any })
    }

    fn condition(&mut self, condition: &ast::Condition) -> Option<Condition<'a>> {
        let kind = match &condition.kind {
            ast::ConditionKind::Nested(inner) => ConditionKind::Nested(Box::new(self.conditions(inner)?)),
            ast::ConditionKind::Ratified(by) => {
                let all = self.all_of(by);
                if all.is_empty() {
                    return None;
                }
                ConditionKind::Ratified(all)
            }
            ast::ConditionKind::Decided(decision) => ConditionKind::Decided(Box::new(self.decision(decision)?)),
            ast::ConditionKind::State(stated) => {
                let of = self.target(&stated.of);
                let instrument = match of {
                    RefTarget::Instrument(id) => Some(id),
                    RefTarget::Unit(id) => self.instrument_in(self.treaty.unit(id).file),
                    _ => None,
                };
                ConditionKind::State(of, stated.state, instrument)
            }
            ast::ConditionKind::Events(events) => ConditionKind::Events(Box::new(self.events(events, false))),
        };
        let found_by = condition.found_by.as_deref().and_then(|it| self.decision(it)).map(Box::new);
        Some(Condition { span: condition.span, negated: condition.negated, kind, found_by })
    }

    /// The instrument that a text holds, if that is another than the one that is being read.
    fn instrument_in(&self, file: crate::source::FileId) -> Option<InstrumentId> {
        if file == self.file {
            return None;
        }
        let mut instruments = self.treaty.instruments.iter();
        let at =
            instruments.position(|it| it.file == self.file && it.read.as_ref().is_some_and(|read| read.file == file));
        at.map(|at| InstrumentId(at as u32))
    }

    /// Events with their qualifiers. `opening` where they open a trigger: there only events of the vocabulary are plain.
    pub(super) fn events(&mut self, list: &EventList, opening: bool) -> Events<'a> {
        let mut events = Events {
            span: list.span,
            events: List::with_capacity(list.events.len()),
            by: None,
            against: None,
            area: None,
            from: None,
            through: None,
            domains: List::new(),
        };
        for event in &list.events {
            let kind = match &event.kind {
                ast::EventKind::Named(name, of) => {
                    let word = self.words(*name);
                    self.check_event(word, *name, opening);
                    EventKind::Named(word, of.as_ref().map(|it| self.target(it)))
                }
                ast::EventKind::Text(span) => {
                    let text = self.unquoted(*span);
                    self.note_term(text, *span, true);
                    EventKind::Words(text)
                }
                ast::EventKind::Phase(phase, of) => EventKind::Phase(*phase, self.target(of)),
            };
            events.events.push(Event { span: event.span, kind });
        }
        for qualifier in &list.qualifiers {
            match qualifier {
                Qualifier::By(subject) => events.by = self.subject(subject),
                Qualifier::Against(subject) => events.against = self.subject(subject),
                Qualifier::In(area) => events.area = self.area(area),
                Qualifier::From(area) => events.from = self.area(area),
                Qualifier::Through(area) => events.through = self.area(area),
                Qualifier::Domains(words) => events.domains = self.word_list(words, Some(Vocabulary::Domains)),
            }
        }
        events
    }

    /// An event's word: of the vocabulary, a defined term, or a name that belongs after `upon`.
    fn check_event(&mut self, word: &'a str, span: Span, opening: bool) {
        if self.note_term(word, span, false) || Vocabulary::Events.knows(word) {
            return;
        }
        let Some(target) = self.find_small(word) else {
            // A condition may be any word: only a slip of the pen is worth one there.
            if opening || Vocabulary::Events.nearest(word).is_some() {
                self.check_word(word, span, Vocabulary::Events);
            }
            return;
        };
        self.note_use(word, span, target);
        if self.reads != Reads::Own || self.quiet || !self.is_unjudged(word) {
            return;
        }
        let on = span.start.checked_sub(3).map(|it| Span::new(it, it + 2)).filter(|it| self.words(*it) == "on");
        if let RefTarget::Provision(id) = target
            && opening
            && self.treaty.provisions[id.0 as usize].kind == ast::ProvisionKind::Deployment
        {
            let message = format!("`on {word}` names no event: any event before it counts, whomever it strikes");
            if let Some(finding) = self.report("syntax/misplaced-clause", Severity::Error, span, message) {
                finding.help(format!("say what happens to the force: `on armed-attack against {word}`"));
                if let Some(on) = on {
                    finding.fix(Fix::replace(Safety::Unsafe, "replace `on` by `against`", on, "against"));
                }
            }
            return;
        }
        let message = format!("`{word}` is a provision of this text, not an event");
        if let Some(finding) = self.report("names/unknown-word", Severity::Advice, span, message) {
            finding.help(if opening {
                format!("to depend on the provision, write `upon {word}`")
            } else {
                format!("state the condition it must be in: `{word} triggered`, `{word} fulfilled`, `{word} breached`")
            });
        }
    }
}
