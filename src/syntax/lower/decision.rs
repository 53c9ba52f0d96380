//! Decisions, clocks, occasions, conditions.

use super::{Lower, Pair, parts};
use crate::source::Span;
use crate::syntax::ast::{
    Act, ActorExpr, Anchor, Clock, ClockKind, Condition, ConditionKind, Conditions, Counted, Decision, Duration,
    Expiry, ExpiryKind, List, Occasion, OccasionKind, Occasions, OrBracket, Quantifier, Quorum, Rider, State, Stated,
    StatedShare, Tail, Threshold, Tie, Vote, VoteKind,
};
use crate::syntax::grammar::Rule;
use crate::syntax::number::{self, NumberError};
use thin_vec::thin_vec as list;

impl Lower<'_> {
    pub(super) fn decision(&mut self, pair: Pair<'_>) -> Decision {
        let span = self.span(&pair);
        let mut decision = Decision { span, any: list![List::with_capacity(1)], riders: List::new() };
        for part in parts(pair) {
            match part.as_rule() {
                Rule::or => decision.any.push(List::with_capacity(1)),
                Rule::vote | Rule::solo => {
                    let vote = self.vote(part);
                    if let Some(all) = decision.any.last_mut() {
                        all.push(vote);
                    }
                }
                _ => {
                    if let Some(rider) = self.rider(part) {
                        decision.riders.push(rider);
                    }
                }
            }
        }
        decision
    }

    fn vote(&mut self, pair: Pair<'_>) -> Vote {
        let span = self.span(&pair);
        let mut vote = Vote { span, kind: VoteKind::Tbd, tails: List::new() };
        let mut head = None;
        for part in parts(pair) {
            let at = self.span(&part);
            match part.as_rule() {
                Rule::threshold => head = Some(VoteHead::Threshold(OrBracket::Plain(self.share_of(at)))),
                Rule::open_threshold => head = Some(VoteHead::Threshold(self.open_threshold(part))),
                Rule::act => head = Some(VoteHead::Act(at)),
                Rule::set => {
                    let of = self.set(part);
                    vote.kind = self.vote_kind(head.take(), of);
                }
                Rule::organ => {
                    let words = parts(part).next().map(|words| self.span(&words));
                    if let VoteKind::Act { organ, .. } = &mut vote.kind {
                        *organ = words;
                    }
                }
                Rule::k_automatic => vote.kind = VoteKind::Automatic,
                Rule::nested_decision => {
                    if let Some(decision) = parts(part).next() {
                        vote.kind = VoteKind::Nested(Box::new(self.decision(decision)));
                    }
                }
                Rule::bracket_decision => vote.kind = VoteKind::Bracket(self.bracket_decision(part)),
                Rule::string => vote.kind = VoteKind::Text(at),
                Rule::t_excluding | Rule::t_including | Rule::t_application => {
                    let rule = part.as_rule();
                    if let Some(set) = parts(part).next() {
                        let set = self.set(set);
                        vote.tails.push(match rule {
                            Rule::t_excluding => Tail::Excluding(set),
                            Rule::t_including => Tail::Including(set),
                            _ => Tail::OnApplicationOf(set),
                        });
                    }
                }
                Rule::t_present => vote.tails.push(Tail::PresentAndVoting(at)),
                Rule::t_voting => vote.tails.push(Tail::Voting(at)),
                Rule::t_weighted => {
                    if let Some(name) = parts(part).next() {
                        vote.tails.push(Tail::WeightedBy(self.span(&name)));
                    }
                }
                _ => {}
            }
        }
        vote
    }

    /// A share or number with `of`, which the finding need not underline.
    fn share_of(&mut self, word: Span) -> StatedShare {
        let words = self.words(word);
        self.share(Span::new(word.start, word.start + words.trim_end_matches("of").trim_end().len() as u32))
    }

    /// A share or number.
    fn share(&mut self, word: Span) -> StatedShare {
        StatedShare { word, of: self.threshold(word) }
    }

    /// `[ two-thirds | three-quarters ] of`
    fn open_threshold(&mut self, pair: Pair<'_>) -> OrBracket<StatedShare> {
        let span = self.span(&pair);
        match parts(pair).find(|it| it.as_rule() == Rule::bracket_share) {
            Some(bracket) => self.bracket_share(bracket),
            None => OrBracket::Plain(StatedShare { word: span, of: None }),
        }
    }

    fn bracket_share(&mut self, pair: Pair<'_>) -> OrBracket<StatedShare> {
        self.bracket(pair, |this, words, content| {
            let span = this.span(&words);
            content.push(OrBracket::Plain(this.share(span)));
        })
    }

    /// `two-thirds of parties`, of those who ratify.
    pub(super) fn share_of_set(&mut self, pair: Pair<'_>) -> Option<ActorExpr> {
        let span = self.span(&pair);
        let mut inner = parts(pair);
        let share = inner.next()?;
        let share = self.share_of(self.span(&share));
        let set = self.set(inner.next()?);
        Some(ActorExpr { span, quantifier: Some(share.of.map_or(Quantifier::Unread, Quantifier::Share)), ..set })
    }

    fn vote_kind(&mut self, head: Option<VoteHead>, of: ActorExpr) -> VoteKind {
        match head {
            Some(VoteHead::Threshold(threshold)) => VoteKind::Threshold { threshold, of },
            Some(VoteHead::Act(word)) => {
                let first = self.words(word).split_ascii_whitespace().next().unwrap_or_default();
                let act = Act::ALL.iter().find(|(_, it)| *it == first).map_or(Act::Determination, |(act, _)| *act);
                VoteKind::Act { act, of, organ: None }
            }
            None => VoteKind::By(of),
        }
    }

    fn bracket_decision(&mut self, pair: Pair<'_>) -> OrBracket<Decision> {
        self.bracket(pair, |this, decision, content| {
            let decision = this.decision(decision);
            content.push(OrBracket::Plain(decision));
        })
    }

    pub(super) fn rider(&mut self, pair: Pair<'_>) -> Option<Rider> {
        let span = self.span(&pair);
        Some(match pair.as_rule() {
            Rule::clock => Rider::Clock(Box::new(self.clock(pair))),
            Rule::expiry => Rider::Otherwise(Box::new(self.expiry(pair))),
            Rule::r_quorum => Rider::Quorum(self.quorum(pair)),
            Rule::r_tie => Rider::Tie(tie(pair), span),
            Rule::r_meanwhile => {
                Rider::Meanwhile { proceed: parts(pair).any(|part| part.as_rule() == Rule::k_proceed), span }
            }
            Rule::r_counts => {
                let mut inner = parts(pair);
                let what = counted(self.first_word(&inner.next()?));
                let like = counted(self.first_word(&inner.next()?));
                Rider::Counts { what, like, after: inner.next().map(|after| self.duration(after)), span }
            }
            _ => return None,
        })
    }

    pub(super) fn quorum(&mut self, pair: Pair<'_>) -> Quorum {
        let span = self.span(&pair);
        let mut of = OrBracket::Plain(StatedShare { word: span, of: None });
        let mut about = false;
        for part in parts(pair) {
            let word = self.span(&part);
            match part.as_rule() {
                Rule::approx => about = true,
                Rule::bracket_share => of = self.bracket_share(part),
                _ if about => of = OrBracket::Plain(StatedShare { word, of: None }),
                _ => of = OrBracket::Plain(self.share(word)),
            }
        }
        Quorum { span, of }
    }

    /// How many votes carry; `None` if the number is out of range, or only about so many.
    fn threshold(&mut self, words: Span) -> Option<Threshold> {
        if is_approximate(self.words(words)) {
            return None;
        }
        let (range, read) = threshold(self.words(words));
        self.reckoned(words, range, read)
    }

    pub(super) fn clock(&mut self, pair: Pair<'_>) -> Clock {
        let span = self.span(&pair);
        let mut clock = Clock { span, kind: ClockKind::Prompt(span), anchor: None, softened: None, expiry: None };
        let mut within = false;
        for part in parts(pair) {
            let at = self.span(&part);
            match part.as_rule() {
                Rule::k_within => within = true,
                Rule::k_prompt => clock.kind = ClockKind::Prompt(at),
                Rule::duration if !within => {
                    clock.kind = ClockKind::NotLaterThan(Anchor::Duration(self.counted_duration(at)));
                }
                Rule::duration | Rule::indefinite | Rule::tbd | Rule::bracket_duration | Rule::open_duration => {
                    clock.kind = ClockKind::Within(self.duration(part));
                }
                Rule::instant => {
                    clock.kind = match self.instant(at) {
                        Some(at) => ClockKind::NotLaterThan(Anchor::Instant(at)),
                        None => ClockKind::Within(unknown_duration(at)),
                    };
                }
                Rule::string => clock.kind = ClockKind::NotLaterThan(Anchor::Text(at)),
                Rule::since => clock.anchor = parts(part).next().map(|it| Box::new(self.occasion_entry(it))),
                Rule::softened => clock.softened = Some(at),
                Rule::expiry => clock.expiry = Some(Box::new(self.expiry(part))),
                _ => {}
            }
        }
        clock
    }

    pub(super) fn expiry(&mut self, pair: Pair<'_>) -> Expiry {
        let span = self.span(&pair);
        let kind = match parts(pair).next() {
            Some(part) => match part.as_rule() {
                Rule::k_proceed => ExpiryKind::Proceed,
                Rule::k_lapses => ExpiryKind::Lapses,
                Rule::decision_words => ExpiryKind::Decision(Box::new(self.decision(part))),
                _ => ExpiryKind::Provision(self.reference(part)),
            },
            None => ExpiryKind::Lapses,
        };
        Expiry { span, kind }
    }

    pub(super) fn occasions(&mut self, pair: Pair<'_>) -> Occasions {
        let span = self.span(&pair);
        let mut any = list![List::with_capacity(1)];
        for part in parts(pair) {
            if part.as_rule() == Rule::or {
                any.push(List::new());
            } else {
                let occasion = self.occasion_entry(part);
                if let Some(all) = any.last_mut() {
                    all.push(occasion);
                }
            }
        }
        Occasions { span, any }
    }

    pub(super) fn occasion_entry(&mut self, pair: Pair<'_>) -> OrBracket<Occasion> {
        if pair.as_rule() == Rule::bracket_occasion {
            return self.bracket(pair, |this, occasion, content| {
                let occasion = this.occasion_entry(occasion);
                content.push(occasion);
            });
        }
        OrBracket::Plain(self.occasion(pair))
    }

    fn occasion(&mut self, pair: Pair<'_>) -> Occasion {
        let span = self.span(&pair);
        let mut inner = parts(pair);
        let Some(first) = inner.next() else { return Occasion { span, kind: OccasionKind::Tbd } };
        let at = self.span(&first);
        let kind = match first.as_rule() {
            Rule::entry_into_force => OccasionKind::EntryIntoForce(parts(first).next().map(|of| self.reference(of))),
            Rule::signature => {
                let (of, by) = self.instrument_and_actors(first);
                OccasionKind::Signature { of, by }
            }
            Rule::ratification => {
                let (of, by) = self.instrument_and_actors(first);
                OccasionKind::Ratification { of, by }
            }
            Rule::notice_by => self.notice(first),
            Rule::phase_of => {
                let phase = self.phase(&first);
                match inner.next() {
                    Some(of) => OccasionKind::Phase(phase, self.reference(of)),
                    None => OccasionKind::Tbd,
                }
            }
            Rule::instant => self.instant(at).map_or(OccasionKind::Tbd, OccasionKind::Instant),
            Rule::string => OccasionKind::Text(at),
            Rule::tbd => OccasionKind::Tbd,
            Rule::vote => {
                let vote = self.vote(first);
                OccasionKind::Decided(Box::new(Decision { span: at, any: list![list![vote]], riders: List::new() }))
            }
            _ => {
                let of = self.reference(first);
                match inner.next() {
                    Some(state) => OccasionKind::State(Stated { of, state: self.state(&state) }),
                    None => OccasionKind::Named(of),
                }
            }
        };
        Occasion { span, kind }
    }

    fn notice(&mut self, pair: Pair<'_>) -> OccasionKind {
        let mut request = false;
        let (mut by, mut of) = (None, None);
        for part in parts(pair) {
            match part.as_rule() {
                Rule::k_notice => request = self.first_word(&part) == "request",
                Rule::set => by = Some(self.set(part)),
                _ => of = Some(self.span(&part)),
            }
        }
        by.map_or(OccasionKind::Tbd, |by| OccasionKind::Notice { request, by, of })
    }

    fn instrument_and_actors(&mut self, pair: Pair<'_>) -> (Option<super::super::ast::Ref>, List<ActorExpr>) {
        let (mut of, mut by) = (None, List::new());
        for part in parts(pair) {
            match part.as_rule() {
                Rule::set => by.push(self.set(part)),
                Rule::share_of => by.extend(self.share_of_set(part)),
                _ => of = Some(self.reference(part)),
            }
        }
        (of, by)
    }

    pub(super) fn state(&self, pair: &Pair<'_>) -> State {
        match self.first_word(pair) {
            "breached" => State::Breached,
            "fulfilled" => State::Fulfilled,
            "triggered" => State::Triggered,
            "holds" => State::Holds,
            "expired" => State::Expired,
            _ => State::InForce,
        }
    }

    pub(super) fn conditions(&mut self, pair: Pair<'_>) -> Conditions {
        let span = self.span(&pair);
        let mut any = list![List::with_capacity(1)];
        for part in parts(pair) {
            if part.as_rule() == Rule::or {
                any.push(List::new());
            } else if let Some(condition) = self.condition_entry(part)
                && let Some(all) = any.last_mut()
            {
                all.push(condition);
            }
        }
        Conditions { span, any }
    }

    fn condition_entry(&mut self, pair: Pair<'_>) -> Option<OrBracket<Condition>> {
        if pair.as_rule() == Rule::bracket_condition {
            return Some(
                self.bracket(pair, |this, condition, content| content.extend(this.condition_entry(condition))),
            );
        }
        self.condition(pair).map(OrBracket::Plain)
    }

    fn condition(&mut self, pair: Pair<'_>) -> Option<Condition> {
        let span = self.span(&pair);
        let (mut negated, mut kind, mut found_by, mut of) = (false, None, None, None);
        for part in parts(pair) {
            match part.as_rule() {
                Rule::k_not => negated = true,
                Rule::nested_condition => {
                    kind = parts(part).next().map(|it| ConditionKind::Nested(Box::new(self.conditions(it))));
                }
                Rule::ratified_by => {
                    kind = Some(ConditionKind::Ratified(self.instrument_and_actors(part).1));
                }
                Rule::decided_by => {
                    kind = parts(part).next().map(|it| ConditionKind::Decided(Box::new(self.decision(it))));
                }
                Rule::events => kind = Some(ConditionKind::Events(Box::new(self.events(part)))),
                Rule::found_by => found_by = parts(part).next().map(|it| Box::new(self.decision(it))),
                Rule::state => {
                    let state = self.state(&part);
                    kind = of.take().map(|of| ConditionKind::State(Stated { of, state }));
                }
                _ => of = Some(self.reference(part)),
            }
        }
        kind.map(|kind| Condition { span, negated, kind, found_by })
    }
}

/// The tie rule of a rider or a body.
pub(super) fn tie(pair: Pair<'_>) -> Tie {
    if parts(pair).any(|part| part.as_rule() == Rule::k_chair) { Tie::Chair } else { Tie::Fails }
}

fn counted(word: &str) -> Counted {
    match word {
        "abstention" => Counted::Abstention,
        "absence" => Counted::Absence,
        "silence" => Counted::Silence,
        "rejection" => Counted::Rejection,
        _ => Counted::Consent,
    }
}

/// What a vote begins with.
enum VoteHead {
    Threshold(OrBracket<StatedShare>),
    Act(Span),
}

/// Whether words say that a number is not exact.
pub(super) fn is_approximate(words: &str) -> bool {
    words.split_ascii_whitespace().any(|word| matches!(word, "about" | "approximately"))
}

/// Reads the words of a threshold, with what its number is. The grammar admits no others.
fn threshold(words: &str) -> (NumberError, Option<Threshold>) {
    let share = |numerator, denominator| (NumberError::Share, Some(Threshold::Share { numerator, denominator }));
    let mut each = words.split_ascii_whitespace();
    match each.find(|it| !matches!(*it, "at" | "least")).unwrap_or_default() {
        "unanimity" => (NumberError::Count, Some(Threshold::Unanimity)),
        "majority" => (NumberError::Count, Some(Threshold::Majority)),
        "half" => share(1, 2),
        "two-thirds" => share(2, 3),
        "three-quarters" => share(3, 4),
        "three-fifths" => share(3, 5),
        "four-fifths" => share(4, 5),
        "consensus" => {
            let minus = each.nth(1).map_or(Some(0), number::whole);
            (NumberError::Count, minus.map(|minus| Threshold::Consensus { minus }))
        }
        _ => counted_threshold(words),
    }
}

fn counted_threshold(words: &str) -> (NumberError, Option<Threshold>) {
    let digits = words.find(|it: char| it.is_ascii_digit()).map_or("", |at| &words[at..]);
    if let Some((numerator, denominator)) = digits.split_once('/') {
        return (NumberError::Share, number::fraction(numerator.trim(), denominator.trim()));
    }
    match digits.strip_suffix('%') {
        Some(percent) => (NumberError::Share, number::percent(percent.trim())),
        None => (NumberError::Count, number::whole(digits.trim()).map(Threshold::Count)),
    }
}

/// A duration where the tree wants one without brackets.
pub(super) fn is_duration(rule: Rule) -> bool {
    matches!(rule, Rule::duration | Rule::indefinite | Rule::bracket_duration | Rule::open_duration)
}

/// A duration that is not known.
pub(super) fn unknown_duration(span: Span) -> OrBracket<Duration> {
    OrBracket::Plain(Duration::Tbd(span))
}
