//! Clauses and sentences.

use super::decision::{is_duration, tie, unknown_duration};
use super::{FaultKind, ListRule, Lower, Pair, parts};
use crate::source::Span;
use crate::syntax::ast::{
    Arg, Broken, Clause, ClauseWord, Clock, ClockKind, Decision, End, Flag, List, Modal, Mode, OrBracket, Renewal,
    RenewalKind, Rider, Sentence, Subject, Weights,
};
use crate::syntax::clauses::{SlotType, clause_table};
use crate::syntax::grammar::Rule;
use crate::syntax::number::{self, NumberError};
use thin_vec::thin_vec as list;

impl Lower<'_> {
    /// Reads one entry of a list of clauses, a broken one included.
    pub(super) fn clause_entry(
        &mut self,
        pair: Pair<'_>,
        listed: ListRule,
        clauses: &mut List<OrBracket<Clause>>,
        broken: &mut List<Broken>,
    ) {
        match pair.as_rule() {
            Rule::broken_clause => {
                let part = self.broken(&pair, listed);
                broken.push(part);
            }
            Rule::stray_sign => {
                let span = self.span(&pair);
                self.fault(span, FaultKind::StraySign);
            }
            Rule::bracket_clauses | Rule::bracket_seats | Rule::bracket_extents | Rule::bracket_finals => {
                let entry = self.bracket(pair, |this, part, content| this.clause_entry(part, listed, content, broken));
                clauses.push(entry);
            }
            rule => {
                if let Some(word) = clause_word(rule, listed) {
                    let clause = self.clause(pair, word);
                    clauses.push(OrBracket::Plain(clause));
                    // `shall immediately assist`: the clock that stands within a sentence is a clause behind it.
                    if let Some(span) = self.prompt.take() {
                        let kind = ClockKind::Prompt(span);
                        let clock = Clock { span, kind, anchor: None, softened: None, expiry: None };
                        let args = list![Arg::Clock(Box::new(clock))];
                        clauses.push(OrBracket::Plain(Clause { word: ClauseWord::Clock, span, args }));
                    }
                }
            }
        }
    }

    fn clause(&mut self, pair: Pair<'_>, word: ClauseWord) -> Clause {
        let span = self.span(&pair);
        let mut args = List::with_capacity(1);
        match pair.as_rule() {
            Rule::sentence => args.push(Arg::Sentence(Box::new(self.sentence(pair)))),
            rule @ (Rule::r_quorum | Rule::r_tie) => {
                let quorum = rule == Rule::r_quorum;
                let rider = if quorum { Rider::Quorum(self.quorum(pair)) } else { Rider::Tie(tie(pair), span) };
                args.push(Arg::Decision(Box::new(Decision { span, any: List::new(), riders: list![rider] })));
            }
            Rule::weights => args.push(Arg::Weights(Box::new(self.weights(pair)))),
            _ => {
                let inner = parts(pair);
                args.reserve(inner.len());
                for part in inner {
                    self.arg(part, word, &mut args);
                }
            }
        }
        Clause { word, span, args }
    }

    fn arg(&mut self, pair: Pair<'_>, word: ClauseWord, args: &mut List<Arg>) {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        match rule {
            Rule::set => args.push(Arg::Set(Box::new(self.set(pair)))),
            Rule::words => args.push(Arg::Words(self.word_list(pair))),
            Rule::items => {
                let (items, except) = self.items(pair);
                args.push(Arg::Items(items));
                if !except.is_empty() {
                    args.push(Arg::Except(except));
                }
            }
            Rule::area => args.push(Arg::Area(Box::new(self.area(pair)))),
            Rule::decision => args.push(Arg::Decision(Box::new(self.decision(pair)))),
            Rule::late_riders => {
                if let Some(Arg::Decision(decision)) = args.last_mut() {
                    for part in parts(pair) {
                        decision.riders.extend(self.rider(part));
                    }
                    decision.span = decision.span.to(span);
                }
            }
            Rule::conditions => args.push(Arg::Conditions(Box::new(self.conditions(pair)))),
            Rule::events => args.push(Arg::Events(Box::new(self.events(pair)))),
            Rule::occasions => args.push(Arg::Occasions(Box::new(self.occasions(pair)))),
            Rule::occasion | Rule::bracket_occasion => args.push(Arg::Occasion(Box::new(self.occasion_entry(pair)))),
            Rule::clock => args.push(Arg::Clock(Box::new(self.clock(pair)))),
            Rule::until => {
                let Some(end) = self.end(pair) else { return };
                match args.last_mut() {
                    Some(Arg::Ends(ends)) => ends.push(end),
                    _ => args.push(Arg::Ends(list![end])),
                }
            }
            Rule::renewal => {
                if let Some(renewal) = self.renewal(pair) {
                    args.push(Arg::Renewal(Box::new(OrBracket::Plain(renewal))));
                }
            }
            Rule::bracket_renewal => {
                let renewal = self.bracket(pair, |this, words, content| {
                    content.extend(this.renewal(words).map(OrBracket::Plain));
                });
                args.push(Arg::Renewal(Box::new(renewal)));
            }
            Rule::quantities => args.push(Arg::Quantities(self.quantities(pair))),
            Rule::quantity => {
                if args.iter().any(|arg| matches!(arg, Arg::Quantities(_))) {
                    args.push(Arg::Flag(Flag::To, span));
                }
                args.push(Arg::Quantities(list![OrBracket::Plain(self.quantity(pair))]));
            }
            Rule::refs => args.push(Arg::Refs(self.refs(pair))),
            Rule::name if word.info().has(&[SlotType::Name]) => args.push(Arg::Name(span)),
            Rule::tbd if word.info().has(&[SlotType::Period, SlotType::Duration]) => {
                args.push(Arg::Duration(Box::new(unknown_duration(span))));
            }
            Rule::tbd => args.push(Arg::Flag(Flag::Tbd, span)),
            Rule::id if self.words(span) == "TBD" => args.push(Arg::Flag(Flag::Tbd, span)),
            Rule::id | Rule::name | Rule::unit_ref | Rule::bracket_refs => {
                args.push(Arg::Refs(list![self.ref_entry(pair)]));
            }
            Rule::string | Rule::prose => args.push(Arg::Text(span)),
            Rule::number => {
                self.reckoned(span, NumberError::Count, number::whole(self.words(span)));
                args.push(Arg::Number(span));
            }
            Rule::instant => {
                self.instant(span);
                args.push(Arg::Instant(span));
            }
            Rule::k_responsive => {
                args.push(Arg::Name(Span::new(span.start, span.start + self.first_word(&pair).len() as u32)));
            }
            Rule::forum | Rule::forum_other => {
                for part in parts(pair) {
                    match part.as_rule() {
                        Rule::clock => args.push(Arg::Clock(Box::new(self.clock(part)))),
                        Rule::string => args.push(Arg::Text(self.span(&part))),
                        _ => args.push(Arg::Name(self.span(&part))),
                    }
                }
            }
            _ if is_duration(rule) => args.push(Arg::Duration(Box::new(self.duration(pair)))),
            _ => {
                // The rest are words that change the clause, some with a value of their own.
                if let Some(flag) = flag(rule) {
                    args.push(Arg::Flag(flag, span));
                }
                for part in parts(pair) {
                    self.arg(part, word, args);
                }
            }
        }
    }

    /// What ends something.
    fn end(&mut self, pair: Pair<'_>) -> Option<End> {
        let mut inner = parts(pair);
        let first = inner.next()?;
        let at = self.span(&first);
        Some(match first.as_rule() {
            Rule::decision => End::Decision(self.decision(first)),
            Rule::decided_by => End::Decision(parts(first).next().map(|it| self.decision(it))?),
            Rule::string => {
                let judge = inner.next().and_then(|it| parts(it).next());
                End::Text(at, judge.map(|it| self.decision(it)))
            }
            _ => End::Occasion(self.occasion_entry(first)),
        })
    }

    /// How a term is renewed.
    fn renewal(&mut self, pair: Pair<'_>) -> Option<Renewal> {
        let span = self.span(&pair);
        let mut inner = parts(pair);
        let first = inner.next()?;
        let (how, lead) = (first.as_rule(), self.span(&first));
        let next = inner.next();
        let kind = match (how, next) {
            (Rule::k_renewed_by, Some(by)) => RenewalKind::RenewedBy(self.decision(by)),
            (Rule::k_ended_by, Some(by)) => RenewalKind::UnlessEndedBy(self.decision(by)),
            (_, Some(by)) if by.as_rule() == Rule::decision => RenewalKind::RenewableBy(self.decision(by)),
            (_, Some(_)) => RenewalKind::Automatically,
            (_, None) => RenewalKind::Renewable,
        };
        Some(Renewal { span, lead, kind })
    }

    pub(super) fn weights(&mut self, pair: Pair<'_>) -> Weights {
        let span = self.span(&pair);
        let mut weights = Weights { name: span, of: List::new(), span };
        let mut who = None;
        for part in parts(pair) {
            let at = self.span(&part);
            match part.as_rule() {
                Rule::name => weights.name = at,
                Rule::id => who = Some(at),
                Rule::number => {
                    self.reckoned(at, NumberError::Amount, number::thousandths(self.words(at)));
                    weights.of.extend(who.take().map(|who| (who, at)));
                }
                _ => {}
            }
        }
        let each = weights.of.iter().all(|it| number::thousandths(self.words(it.1)).is_some());
        if each && number::weights(weights.of.iter().map(|it| self.words(it.1))).is_none() {
            self.fault(weights.name, FaultKind::OutOfRange(NumberError::Weights));
        }
        weights
    }

    fn sentence(&mut self, pair: Pair<'_>) -> Sentence {
        let span = self.span(&pair);
        let mut sentence = Sentence {
            span,
            mode: None,
            author: None,
            bearer: Subject::Text(Span::at(span.start)),
            modal: None,
            passive: false,
            verb: None,
            objects: List::new(),
            except: List::new(),
            forfeits: None,
        };
        let mut forfeits = false;
        let mut told = None;
        for part in parts(pair) {
            if part.as_rule() == Rule::authored {
                // Whoever stood before these words says so of others.
                let subject = std::mem::replace(&mut sentence.bearer, Subject::Text(Span::at(span.start)));
                sentence.author = Some(Box::new(subject));
                sentence.mode = None;
                told = Some(part);
            } else {
                forfeits |= part.as_rule() == Rule::k_forfeits;
                self.sentence_part(part, forfeits, &mut sentence);
            }
        }
        let (mut says, mut negated) = (None, false);
        for part in told.into_iter().flat_map(parts) {
            match part.as_rule() {
                rule @ (Rule::k_demands | Rule::k_calls | Rule::k_authorises) => says = Some((rule, self.span(&part))),
                Rule::k_not => negated = true,
                Rule::k_decides => {}
                _ => self.sentence_part(part, false, &mut sentence),
            }
        }
        if let Some((rule, at)) = says {
            let modal = match (rule, negated) {
                (Rule::k_authorises, _) => Modal::May,
                (Rule::k_demands, false) => Modal::Demanded,
                (Rule::k_demands, true) => Modal::DemandedNot,
                (_, false) => Modal::IsExpected,
                (_, true) => Modal::IsExpectedNot,
            };
            sentence.modal = Some(OrBracket::Plain((modal, at)));
        }
        sentence
    }

    fn sentence_part(&mut self, part: Pair<'_>, forfeits: bool, sentence: &mut Sentence) {
        let at = self.span(&part);
        match part.as_rule() {
            Rule::mode => sentence.mode = Some((mode(self.words(at)), at)),
            Rule::bearer => {
                if let Some(bearer) = parts(part).next() {
                    sentence.bearer = self.subject(bearer);
                }
            }
            Rule::modal => sentence.modal = Some(OrBracket::Plain((modal(self.words(at)), at))),
            Rule::bracket_modal => {
                sentence.modal = Some(self.bracket(part, |this, words, content| {
                    if words.as_rule() == Rule::modal {
                        let at = this.span(&words);
                        content.push(OrBracket::Plain((modal(this.words(at)), at)));
                    }
                }));
            }
            Rule::k_be => sentence.passive = true,
            Rule::k_prompt => self.prompt = Some(at),
            Rule::k_forfeits => {}
            Rule::items => (sentence.objects, sentence.except) = self.items(part),
            _ if forfeits => sentence.forfeits = Some(Box::new(self.reference(part))),
            Rule::name => sentence.verb = Some(self.name(&part)),
            Rule::string => sentence.verb = Some(at),
            _ => {}
        }
    }
}

fn mode(words: &str) -> Mode {
    let first = words.split_ascii_whitespace().next().unwrap_or_default();
    match first {
        "each" | "all" => Mode::Each,
        "severally" => Mode::Several,
        _ if words.ends_with("severally") => Mode::CollectiveAndSeveral,
        _ => Mode::Collective,
    }
}

/// Reads operative words. The grammar admits no others.
fn modal(words: &str) -> Modal {
    let mut each = words.split_ascii_whitespace();
    let first = each.next().unwrap_or_default();
    let negated = each.any(|word| word == "not");
    let pick = |plain, not| if negated { not } else { plain };
    let says = |word: &str| words.split_ascii_whitespace().any(|it| it == word);
    let tries = says("endeavour") || says("efforts") || says("effort") || says("endeavours");
    match first {
        _ if tries && first != "should" => pick(Modal::Endeavours, Modal::EndeavoursNot),
        _ if says("that") && says("would") && first.starts_with("declare") => Modal::Declares,
        _ if says("that") && says("would") => Modal::UndertakesWould,
        "shall" => pick(Modal::Shall, Modal::ShallNot),
        "will" => pick(Modal::Will, Modal::WillNot),
        "should" => pick(Modal::Should, Modal::ShouldNot),
        "may" => pick(Modal::May, Modal::MayNot),
        "would" => Modal::Would,
        "need" => Modal::NeedNot,
        "is" | "are" if words.contains("authorised") => Modal::May,
        "is" | "are" if words.contains("bound") => pick(Modal::IsBound, Modal::IsBoundNot),
        "is" | "are" => pick(Modal::IsExpected, Modal::IsExpectedNot),
        _ => match first.trim_end_matches('s') {
            "undertake" => pick(Modal::Undertakes, Modal::UndertakesNot),
            "agree" => pick(Modal::Agrees, Modal::AgreesNot),
            "intend" => pick(Modal::Intends, Modal::IntendsNot),
            "expect" => pick(Modal::Expects, Modal::ExpectsNot),
            "endeavour" => pick(Modal::Endeavours, Modal::EndeavoursNot),
            "reserve" => Modal::ReservesTheRight,
            "stand" => Modal::StandsReady,
            "declare" => Modal::Declares,
            _ => Modal::Reaffirms,
        },
    }
}

fn flag(rule: Rule) -> Option<Flag> {
    Some(match rule {
        Rule::k_only => Flag::Only,
        Rule::k_unless => Flag::Unless,
        Rule::k_irrevocable => Flag::Irrevocable,
        Rule::k_revocable => Flag::Revocable,
        Rule::k_good_standing => Flag::InGoodStanding,
        Rule::k_rotating => Flag::RotatingAmong,
        Rule::k_hereafter => Flag::Hereafter,
        Rule::k_each_side => Flag::EachSideOf,
        Rule::k_each => Flag::Each,
        Rule::nothing => Flag::Nothing,
        Rule::k_earlier => Flag::Earlier,
        Rule::since => Flag::Since,
        _ => return None,
    })
}

/// Which clause a grammar rule is. `permits` is one rule with two homes.
fn clause_word(rule: Rule, listed: ListRule) -> Option<ClauseWord> {
    macro_rules! word {
        ($(#[doc = $description:literal] $word:ident [$($rule:ident)*] $about:tt $kept:ident $slots:tt;)*) => {
            match rule {
                Rule::c_permits if listed == ListRule::Extent => ClauseWord::PermitsThere,
                $($(Rule::$rule => ClauseWord::$word,)*)*
                _ => return None,
            }
        };
    }
    Some(clause_table!(word))
}
