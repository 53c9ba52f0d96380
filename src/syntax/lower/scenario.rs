//! Scenarios: assumptions, facts, expectations.

use super::{FaultKind, ListRule, Lower, Pair, parts};
use crate::source::Span;
use crate::syntax::ast::{
    Assumption, Close, Expect, ExpectKind, Given, GivenKind, GivenWhen, List, Pace, Scenario, Step,
};
use crate::syntax::grammar::Rule;

impl Lower<'_> {
    pub(super) fn scenario(&mut self, pair: Pair<'_>) -> Scenario {
        let span = self.span(&pair);
        let mut scenario = Scenario {
            span,
            title: span,
            reading: List::new(),
            reading_name: None,
            assuming: List::new(),
            pace: List::new(),
            given: List::new(),
            expect: List::new(),
            broken: List::new(),
            close: Close::Missing,
        };
        for part in parts(pair) {
            match part.as_rule() {
                Rule::string => scenario.title = self.span(&part),
                Rule::in_reading => self.in_reading(part, &mut scenario),
                Rule::assuming => {
                    let step = self.assuming(part);
                    scenario.assuming.extend(step);
                }
                Rule::pace => {
                    let span = self.span(&part);
                    scenario.pace.push(Pace { span, last_moment: self.words(span).ends_with("moment") });
                }
                Rule::given => {
                    let given = self.given(part);
                    scenario.given.push(given);
                }
                Rule::expect => {
                    let expect = self.expect(part);
                    scenario.expect.extend(expect);
                }
                Rule::broken_clause => {
                    let broken = self.broken(&part, ListRule::Fact);
                    scenario.broken.push(broken);
                }
                Rule::stray_sign => {
                    let at = self.span(&part);
                    self.fault(at, FaultKind::StraySign);
                }
                Rule::close => scenario.close = Close::Brace,
                _ => {}
            }
        }
        let head = Span::new(span.start, scenario.title.end);
        self.closed(scenario.close, head);
        scenario
    }

    fn in_reading(&mut self, pair: Pair<'_>, scenario: &mut Scenario) {
        for part in parts(pair) {
            let at = self.span(&part);
            if part.as_rule() == Rule::id {
                scenario.reading.push(at);
            }
            scenario.reading_name = Some(scenario.reading_name.map_or(at, |it| it.to(at)));
        }
    }

    fn assuming(&mut self, pair: Pair<'_>) -> Option<Step> {
        let span = self.span(&pair);
        let first = parts(pair).next()?;
        let kind = match first.as_rule() {
            Rule::k_no_threat => Assumption::Nobody,
            Rule::assumed_attack => {
                let mut sets = parts(first).map(|it| self.set(it));
                Assumption::Aggressor { who: sets.next()?, against: sets.next() }
            }
            rule => self.step(rule, first)?,
        };
        Some(Step { span, kind })
    }

    fn given(&mut self, pair: Pair<'_>) -> Given {
        let mut given = Given { span: self.span(&pair), kind: GivenKind::Unread, when: None };
        let (mut who, mut act, mut matter, mut words) = (None, None, None, None);
        for part in parts(pair) {
            let at = self.span(&part);
            match part.as_rule() {
                Rule::set => who = Some(self.set(part)),
                Rule::given_act | Rule::given_to | Rule::given_word => act = Some(at),
                Rule::events => given.kind = GivenKind::Events(self.events(part)),
                Rule::k_others_idle => given.kind = GivenKind::OthersIdle,
                Rule::notice_by => {
                    act = Some(Span::new(at.start, at.start + self.first_word(&part).len() as u32));
                    for part in parts(part) {
                        match part.as_rule() {
                            Rule::set => who = Some(self.set(part)),
                            Rule::string => words = Some(self.span(&part)),
                            _ => {}
                        }
                    }
                }
                Rule::instant => given.when = self.instant(at).map(GivenWhen::On),
                Rule::duration => given.when = Some(GivenWhen::After(self.counted_duration(at))),
                _ => matter = Some(self.reference(part)),
            }
        }
        if let (Some(who), Some(act)) = (who, act) {
            given.kind = GivenKind::Act { who, act, matter, words };
        }
        given
    }

    fn expect(&mut self, pair: Pair<'_>) -> Option<Expect> {
        let span = self.span(&pair);
        let mut inner = parts(pair);
        let what = inner.next()?;
        let rule = what.as_rule();
        let mut sets = List::new();
        let (mut refs, mut bearer, mut word, mut objects) = (List::new(), None, None, List::new());
        let (mut negated, mut somebody) = (false, false);
        for part in parts(what) {
            let at = self.span(&part);
            let spoken =
                rule == Rule::expect_anybody || !refs.is_empty() || !sets.is_empty() && rule != Rule::expect_blocks;
            match part.as_rule() {
                Rule::set => sets.push(self.set(part)),
                Rule::expect_bearer => bearer = parts(part).next().map(|it| self.set(it)),
                Rule::k_not | Rule::k_blocks_not => negated = true,
                Rule::k_blocks => {}
                Rule::k_anybody => somebody = self.words(at) == "somebody",
                Rule::k_waiting_for => word = Some(Span::new(at.start, at.start + "waiting".len() as u32)),
                Rule::items => objects = self.included_items(part),
                // A name behind what is spoken of is a verb, or how it stands.
                Rule::name if spoken => word = Some(at),
                _ => refs.push(self.reference(part)),
            }
        }
        // Brackets have their numbers in the order of the text.
        let clock = inner.next().map(|it| self.clock(it));
        let (mut sets, mut refs) = (sets.into_iter(), refs.into_iter());
        let kind = match rule {
            Rule::expect_anybody | Rule::expect_actor => {
                ExpectKind::Obliged { who: sets.next(), somebody, verb: word, objects }
            }
            Rule::expect_blocks => ExpectKind::Blocks { who: sets.next()?, of: refs.next()? },
            Rule::expect_may => ExpectKind::May { who: sets.next(), provision: refs.next(), verb: word?, objects },
            _ => ExpectKind::State { of: refs.next()?, bearer, state: word?, waits_for: sets.next() },
        };
        Some(Expect { span, negated, kind, clock })
    }
}
