//! Provisions in paragraphs: a main sentence for each kind, and what is left in sentences behind it.

use super::clauses::{Home, clock_of, conditions_of, decision_of, occasions_of, words_of};
use super::document::{Inline, plain_words};
use super::lexicon;
use super::phrase::{Noun, Phrase, join, phrase, to_provision};
use super::speaker::Speaker;
use crate::source::Span;
use crate::syntax::ast::{Arg, Assumption, Bracket, Clause, ClauseWord, OrBracket, Provision, ProvisionKind, Step};

/// A paragraph in the making.
#[derive(Default)]
pub(super) struct Paragraph {
    /// Its sentences, each with the places that it states. The last one leads to the points, if there are any.
    pub(super) sentences: Vec<(Phrase, Vec<Span>)>,
    /// Its points.
    pub(super) points: Vec<(Phrase, Vec<Span>)>,
    /// Whether it is about the text, and not part of it.
    pub(super) note: bool,
}

impl Paragraph {
    pub(super) fn of(words: Phrase, spans: Vec<Span>) -> Self {
        Self { sentences: vec![(words, spans)], ..Self::default() }
    }
}

/// The clauses of a provision that are still to be said.
pub(super) struct Pool<'x> {
    pub(super) left: Vec<&'x Clause>,
    /// The places of those that are said.
    pub(super) said: Vec<Span>,
}

impl<'x> Pool<'x> {
    pub(super) fn take(&mut self, word: ClauseWord) -> Option<&'x Clause> {
        let at = self.left.iter().position(|it| it.word == word)?;
        let found = self.left.remove(at);
        self.said.push(found.span);
        Some(found)
    }

    pub(super) fn take_all(&mut self, word: ClauseWord) -> Vec<&'x Clause> {
        std::iter::from_fn(|| self.take(word)).collect()
    }

    pub(super) fn has(&self, word: ClauseWord) -> bool {
        self.left.iter().any(|it| it.word == word)
    }

    /// The places of what was said since the last time.
    pub(super) fn spans(&mut self) -> Vec<Span> {
        std::mem::take(&mut self.said)
    }
}

/// In which paragraph behind the main sentence a clause is said.
fn group(word: ClauseWord) -> u8 {
    use ClauseWord as W;
    match word {
        W::Ambiguous => 9,
        W::RequestedBy
        | W::ConsultationAmong
        | W::SubjectTo
        | W::If
        | W::Unless
        | W::PresumedUnless
        | W::Decided
        | W::Upon
        | W::On => 0,
        W::Starting
        | W::Until
        | W::Duration
        | W::Mandate
        | W::Term
        | W::Withdrawal
        | W::ReliefUpon
        | W::SnapbackUpon
        | W::Clock
        | W::Every => 2,
        W::ReportsTo
        | W::VerifiedBy
        | W::AuthorisedBy
        | W::FundedBy
        | W::BreachLeadsTo
        | W::BreachIs
        | W::FindingLeadsTo => 3,
        W::Command | W::Lead | W::Backstop | W::ConsentOf | W::ChangeOf | W::AttackOnItIs => 4,
        _ => 1,
    }
}

impl Speaker<'_> {
    /// A provision in paragraphs, without its prose.
    pub(super) fn provision(&self, it: &Provision) -> Vec<Paragraph> {
        let key = format!("@{}", it.span.start);
        let name = it.name.map_or("", |name| self.word_at(name));
        let own = self.provision_noun(it.kind, name, &key);
        let home = Home { kind: Some(it.kind), applies: self.applies(it, &own, &key), own };
        let left = self.clauses(&it.clauses).into_iter().filter(|it| it.word != ClauseWord::Text).collect();
        let mut pool = Pool { left, said: Vec::new() };
        let mut all = match it.kind {
            kind if kind.is_final() => self.final_clause(it, &mut pool, &home),
            ProvisionKind::Ladder => self.ladder(it),
            ProvisionKind::Sequence => self.sequence(it),
            _ => self.main(it, &mut pool, &home),
        };
        all.extend(self.rest(&mut pool, &home));
        for bracket in self.brackets(&it.clauses) {
            all.push(self.bracketed_clauses(bracket, &home));
        }
        all.retain(|it| !it.sentences.is_empty() || !it.points.is_empty());
        let silent = all.iter().all(|it| it.note);
        if silent && self.brackets(&it.rungs).is_empty() {
            all.insert(0, Paragraph::of(Phrase::from(Inline::Hole), vec![it.head]));
        }
        if let Some((_, spans)) = all.iter_mut().find(|it| !it.note).and_then(|it| it.sentences.first_mut()) {
            spans.push(it.head);
        }
        all
    }

    /// That it applies: "paragraph 2 applies", "the obligation under paragraph 1 applies".
    fn applies(&self, it: &Provision, own: &Noun, key: &str) -> Phrase {
        if it.kind != ProvisionKind::Trigger {
            return phrase![own, own.verb(" applies", " apply")];
        }
        match self.opened_by(self.key(it)) {
            [] => phrase!["the event referred to in ", to_provision(key), " occurs"],
            opened => {
                let places: Vec<Phrase> = opened.iter().map(|it| to_provision(it)).collect();
                let applies = if places.len() > 1 { " apply" } else { " applies" };
                phrase![join(places, "and"), applies]
            }
        }
    }

    /// What is left, in paragraphs by what it is about.
    fn rest(&self, pool: &mut Pool<'_>, home: &Home) -> Vec<Paragraph> {
        let mut left = std::mem::take(&mut pool.left);
        left.sort_by_key(|it| group(it.word));
        let mut all: Vec<(u8, Paragraph)> = Vec::new();
        for clause in left {
            let said = self.clause(clause, home);
            let number = group(clause.word);
            if all.last().is_none_or(|it| it.0 != number) {
                all.push((number, Paragraph { note: number == 9, ..Paragraph::default() }));
            }
            if let Some((_, paragraph)) = all.last_mut() {
                paragraph.sentences.extend(said.into_iter().map(|it| (it, vec![clause.span])));
            }
        }
        all.into_iter().map(|it| it.1).collect()
    }

    /// Clauses in square brackets, each text in sentences.
    pub(super) fn bracketed_clauses(&self, bracket: &Bracket<Clause>, home: &Home) -> Paragraph {
        let mut spans = vec![bracket.span];
        clause_spans(bracket, &mut spans);
        let words = self.bracket(bracket, &|content| self.clauses_in_a_row(content, home));
        Paragraph::of(words, spans)
    }

    fn clauses_in_a_row(&self, content: &[OrBracket<Clause>], home: &Home) -> Phrase {
        let mut words = Phrase::default();
        for entry in content {
            let said = match entry {
                OrBracket::Plain(clause) if clause.word == ClauseWord::Text => vec![self.loose(clause)],
                OrBracket::Plain(clause) => self.clause(clause, home),
                OrBracket::Bracket(inner) => vec![self.bracket(inner, &|content| self.clauses_in_a_row(content, home))],
            };
            for it in said {
                words.push(if words.is_empty() { "" } else { " " });
                words.push(it);
            }
        }
        words
    }

    /// The main sentence of a trigger, norm or regime.
    fn main(&self, it: &Provision, pool: &mut Pool<'_>, home: &Home) -> Vec<Paragraph> {
        use ProvisionKind as K;
        match it.kind {
            K::Trigger => self.trigger(pool, home),
            _ if pool.has(ClauseWord::Sentence) => self.norm(it, pool, home),
            K::Deployment => self.deployment(pool, home),
            K::Limit => self.limit(pool, home),
            K::Ceasefire => self.ceasefire(pool),
            K::Verification => self.verification(pool),
            K::Sanctions => self.sanctions(pool),
            K::Supply => self.supply(pool),
            K::Consultation => self.consultation(pool),
            K::Status => self.status(pool),
            _ => Vec::new(),
        }
    }

    /// `Paragraph 2 applies where …`
    fn trigger(&self, pool: &mut Pool<'_>, home: &Home) -> Vec<Paragraph> {
        let mut parts = Vec::new();
        let events = pool.take_all(ClauseWord::On);
        if !events.is_empty() {
            let spans = pool.spans();
            let words = join(events.iter().map(|it| self.on(it)).collect(), "or");
            let occur = events.first().map_or("", |it| self.occurs(it));
            parts.push((phrase![words, occur], spans));
        }
        let mut later = Vec::new();
        let mut free = None;
        for word in [
            ClauseWord::If,
            ClauseWord::RequestedBy,
            ClauseWord::ConsultationAmong,
            ClauseWord::SubjectTo,
            ClauseWord::Decided,
        ] {
            let clauses: Vec<&Clause> = pool.left.iter().copied().filter(|it| it.word == word).collect();
            for clause in clauses {
                let Some((words, riders)) = self.gate_clause(clause) else { continue };
                pool.left.retain(|it| it.span != clause.span);
                if plain_words(&words.0) == "no further decision is required" {
                    free = Some(clause.span);
                } else {
                    parts.push((words, vec![clause.span]));
                }
                later.extend(riders.into_iter().map(|it| (it, vec![clause.span])));
            }
        }
        let upon = pool.take_all(ClauseWord::Upon);
        let lead =
            join(upon.iter().filter_map(|it| occasions_of(it)).map(|it| self.occasions_lead(it)).collect(), "and");
        let mut spans = pool.spans();
        if parts.is_empty() && lead.is_empty() && free.is_none() {
            return Vec::new();
        }
        let mut applies = home.applies.clone();
        if let Some(span) = free {
            spans.push(span);
            applies.push(", without any further decision being required,");
        }
        if !lead.is_empty() {
            applies.push(phrase![" ", lead]);
        }
        let mut paragraph = Paragraph::default();
        let as_points =
            parts.len() > 2 || parts.len() == 2 && parts.iter().any(|it| it.0.is_involved() && it.0.length() > 30);
        if as_points {
            paragraph.sentences.push((phrase![applies, " where:"].capital(), spans));
            paragraph.points = points(parts, "and");
        } else {
            let where_ = if parts.is_empty() { "" } else { " where " };
            spans.extend(parts.iter().flat_map(|it| it.1.clone()));
            let words = join(parts.into_iter().map(|it| it.0).collect(), "and");
            paragraph.sentences.push((phrase![applies, where_, words].sentence(), spans));
        }
        let mut all = vec![paragraph];
        if !later.is_empty() {
            all.push(Paragraph { sentences: later, ..Paragraph::default() });
        }
        all
    }

    /// The sentences of a norm.
    fn norm(&self, it: &Provision, pool: &mut Pool<'_>, home: &Home) -> Vec<Paragraph> {
        let sentences = pool.take_all(ClauseWord::Sentence);
        let upon = pool.take_all(ClauseWord::Upon);
        let lead =
            join(upon.iter().filter_map(|it| occasions_of(it)).map(|it| self.occasions_lead(it)).collect(), "and");
        let lead = if lead.is_empty() { lead } else { phrase![lead, ", "] };
        let deployment = it.kind == ProvisionKind::Deployment;
        if let (&[only], false) = (&sentences[..], deployment) {
            return vec![self.one_sentence(only, &lead, pool, home)];
        }
        let spans = pool.spans();
        let mut all: Vec<Paragraph> = Vec::new();
        for clause in &sentences {
            for it in self.sentence_clause(clause) {
                let words = if lead.is_empty() { it } else { phrase![&lead, decapital(it)] };
                let own = std::iter::once(clause.span).chain(spans.iter().copied()).collect();
                all.push(Paragraph::of(words.sentence(), own));
            }
        }
        if deployment {
            let mut first = self.deployment(pool, home);
            first.append(&mut all);
            return first;
        }
        all
    }

    /// The one sentence of a norm, with what its clauses add to it.
    fn one_sentence(&self, clause: &Clause, lead: &Phrase, pool: &mut Pool<'_>, home: &Home) -> Paragraph {
        let Some(Arg::Sentence(sentence)) = clause.args.first() else { return Paragraph::default() };
        let clocks = pool.take_all(ClauseWord::Clock);
        let mut later = Vec::new();
        let (mut inner, mut outer) = (Vec::new(), Vec::new());
        for it in &clocks {
            let Some(clock) = clock_of(it) else { continue };
            let words = self.clock(clock);
            if clock.anchor.is_none() && words.length() < 6 {
                inner.push(words);
            } else {
                outer.push(words);
            }
            later.extend(self.clock_expiry(it, &home.own.words).into_iter().map(|words| (words, vec![it.span])));
        }
        let mut words = phrase![lead, self.deed(sentence, &join(inner, "and"))];
        let mut add = |part: Phrase| {
            if !part.is_empty() {
                words.push(" ");
                words.push(part);
            }
        };
        if let Some(it) = pool.take(ClauseWord::Amount) {
            add(phrase!["in the amount of ", self.direct_items(it)]);
        }
        if let Some(it) = pool.take(ClauseWord::Per) {
            add(self.per(it));
        }
        if let Some(it) = pool.take(ClauseWord::From) {
            add(phrase!["from ", self.direction(it)]);
        }
        if let Some(it) = pool.take(ClauseWord::To) {
            add(phrase!["to ", self.direction(it)]);
        }
        if let Some(it) = pool.take(ClauseWord::Against) {
            add(phrase!["against ", self.direct_items(it)]);
        }
        if let Some(it) = pool.take(ClauseWord::In) {
            add(phrase!["in ", self.area_in(it)]);
        }
        outer.into_iter().for_each(&mut add);
        if let Some(it) = pool.take(ClauseWord::Discretion) {
            let list = words_of(it).unwrap_or_default();
            let several = self.bears_in_the_plural(sentence);
            let bare = |word: &str| {
                let words = lexicon::discretion(word);
                if several {
                    words.replace(" it deems ", " each of them deems ").replace(" its ", " their respective ")
                } else {
                    words
                }
            };
            add(join(self.vocabulary(list, &bare), "and"));
        }
        if let Some(it) = pool.take(ClauseWord::LimitedTo) {
            let list = words_of(it).unwrap_or_default();
            add(phrase!["(limited to ", join(self.vocabulary(list, &lexicon::printed), "and"), ")"]);
        }
        let solely = pool.take(ClauseWord::SolelyTo).map(|it| {
            let list = words_of(it).unwrap_or_default();
            phrase!["solely to ", join(self.vocabulary(list, &lexicon::printed), "and")]
        });
        let proportion = pool.take(ClauseWord::Proportionate).map(|_| Phrase::from("in due proportion"));
        add(join(proportion.into_iter().chain(solely).collect(), "and"));
        let mut paragraph = Paragraph::default();
        let means = pool.left.iter().position(|it| {
            it.word == ClauseWord::By && super::clauses::items_of(it).is_some_and(|list| !self.are_actors(list))
        });
        let means = means.map(|at| pool.left.remove(at));
        if let Some(it) = means {
            pool.said.push(it.span);
            let list = super::clauses::items_of(it).unwrap_or_default();
            let except = super::clauses::except_of(it).unwrap_or_default();
            let items = self.each(list, &|it| self.item(it, &lexicon::means));
            if items.len() > 2 && except.is_empty() {
                words.push(" by:");
                paragraph.points = points(items.into_iter().map(|words| (words, vec![it.span])).collect(), "and");
            } else {
                words.push(" by ");
                words.push(self.items(list, except, &lexicon::means, "and"));
            }
        }
        // One condition stands at the end of the sentence.
        let conditions: Vec<&Clause> = pool.left.iter().copied().filter(|it| group(it.word) == 0).collect();
        if let ([only], true) = (&conditions[..], paragraph.points.is_empty()) {
            let tail = match only.word {
                ClauseWord::Unless => conditions_of(only).map(|it| phrase![" unless ", self.conditions(it)]),
                ClauseWord::If => conditions_of(only).map(|it| match self.denied_decision(it) {
                    Some(decision) => phrase![" unless ", self.decision_clause(decision)],
                    None => phrase![" if ", self.conditions(it)],
                }),
                ClauseWord::SubjectTo => match decision_of(only) {
                    Some(decision) if decision.riders.is_empty() => {
                        Some(phrase![", subject to ", self.decision_noun(decision)])
                    }
                    _ => None,
                },
                _ => None,
            };
            if let Some(tail) = tail {
                words.push(tail);
                pool.left.retain(|it| it.span != only.span);
                pool.said.push(only.span);
            }
        }
        let mut spans = vec![clause.span];
        spans.extend(pool.spans());
        let words = if paragraph.points.is_empty() { words.sentence() } else { words.capital() };
        if paragraph.points.is_empty() {
            paragraph.sentences.push((words, spans));
            paragraph.sentences.extend(later);
        } else {
            // The chapeau stands last, before its points.
            paragraph.sentences.extend(later);
            paragraph.sentences.push((words, spans));
        }
        paragraph
    }

    pub(super) fn direct_items(&self, it: &Clause) -> Phrase {
        let (list, except) = (super::clauses::items_of(it), super::clauses::except_of(it));
        self.items(list.unwrap_or_default(), except.unwrap_or_default(), &lexicon::printed, "and")
    }

    /// Graded responses, one point for each.
    fn ladder(&self, it: &Provision) -> Vec<Paragraph> {
        if it.rungs.is_empty() {
            return Vec::new();
        }
        let say = |rung: &Provision| -> Phrase {
            let title = rung.name.map_or_else(Phrase::default, |it| self.words(it));
            let title = plain_words(&title.capital().0);
            let mut words: Phrase =
                if title.is_empty() { Phrase::default() } else { Inline::Emphasis(format!("{title}.")).into() };
            for paragraph in self.rung(rung) {
                for (sentence, _) in paragraph.sentences.into_iter().chain(paragraph.points) {
                    words.push(if words.is_empty() { "" } else { " " });
                    words.push(sentence);
                }
            }
            words
        };
        let mut spans = vec![it.head];
        let mut paragraph = Paragraph::default();
        let words = self.each(&it.rungs, &say);
        let places: Vec<Vec<Span>> = match self.reading {
            Some(_) => self.every(&it.rungs).into_iter().map(provision_spans).collect(),
            None => it.rungs.iter().map(rung_spans).collect(),
        };
        paragraph.points = words.into_iter().zip(places).collect();
        spans.dedup();
        paragraph.sentences.push(("The following responses shall be given:".into(), spans));
        vec![paragraph]
    }

    fn rung(&self, it: &Provision) -> Vec<Paragraph> {
        let own = Noun::one("this response");
        let home = Home { kind: Some(ProvisionKind::Rung), applies: "this response applies".into(), own };
        let left = self.clauses(&it.clauses).into_iter().filter(|it| it.word != ClauseWord::Text).collect();
        let mut pool = Pool { left, said: Vec::new() };
        let mut all = self.trigger(&mut pool, &home);
        // Its points stand in a row here.
        for paragraph in &mut all {
            if let (Some((last, _)), false) = (paragraph.sentences.last_mut(), paragraph.points.is_empty()) {
                for (at, (words, _)) in std::mem::take(&mut paragraph.points).into_iter().enumerate() {
                    last.push(format!(" ({}) ", crate::prose::numerals::roman(at + 1).to_lowercase()));
                    last.push(words);
                }
            }
        }
        all.extend(self.rest(&mut pool, &home));
        for bracket in self.brackets(&it.clauses) {
            all.push(self.bracketed_clauses(bracket, &home));
        }
        all
    }

    /// The order of steps, one point for each.
    fn sequence(&self, it: &Provision) -> Vec<Paragraph> {
        if it.steps.is_empty() {
            return Vec::new();
        }
        let parts = match self.reading {
            Some(_) => self.every(&it.steps).iter().map(|step| (self.step(step), vec![step.span])).collect::<Vec<_>>(),
            None => self
                .each(&it.steps, &|step| self.step(step))
                .into_iter()
                .zip(&it.steps)
                .map(|(words, step)| match step {
                    OrBracket::Plain(step) => (words, vec![step.span]),
                    OrBracket::Bracket(bracket) => (words, vec![bracket.span]),
                })
                .collect(),
        };
        let mut paragraph = Paragraph::default();
        if let [(words, spans)] = &parts[..] {
            paragraph.sentences.push((words.clone().sentence(), spans.clone()));
        } else {
            paragraph.sentences.push(("The following order shall be observed:".into(), vec![it.head]));
            paragraph.points = points(parts, "and");
        }
        vec![paragraph]
    }

    fn step(&self, it: &Step) -> Phrase {
        match &it.kind {
            Assumption::Before(one, next) => phrase![self.reference(one), " shall precede ", self.reference(next)],
            Assumption::Requires(one, next) => {
                phrase![self.reference(one), " shall not take place before ", self.reference(next)]
            }
            Assumption::Parallel(one, next) => {
                phrase![self.reference(one), " shall be carried out in parallel with ", self.reference(next)]
            }
            Assumption::Irreversible(one) => phrase![self.reference(one), " shall be irreversible"],
            // Assumptions of the analyst are no part of the text.
            _ => Phrase::default(),
        }
    }
}

/// Parts as the points of a list: semicolons, and a conjunction before the last.
pub(super) fn points(parts: Vec<(Phrase, Vec<Span>)>, and: &str) -> Vec<(Phrase, Vec<Span>)> {
    let count = parts.len();
    let end = |at: usize| match count - at {
        1 => ".".to_owned(),
        2 => format!("; {and}"),
        _ => ";".to_owned(),
    };
    parts.into_iter().enumerate().map(|(at, (words, spans))| (phrase![words.ended(), end(at)], spans)).collect()
}

/// A sentence without its capital, where a proper name does not begin it.
fn decapital(mut words: Phrase) -> Phrase {
    if let Some(Inline::Text(first)) = words.0.first_mut() {
        const SMALL: &[&str] = &["The ", "Each ", "Any ", "All ", "No ", "This ", "These ", "One ", "Two ", "Three "];
        if SMALL.iter().any(|it| first.starts_with(it)) {
            let mut letters = first.chars();
            *first = letters.next().map_or_else(String::new, |it| it.to_lowercase().chain(letters).collect());
        }
    }
    words
}

fn clause_spans(bracket: &Bracket<Clause>, spans: &mut Vec<Span>) {
    for entry in bracket.alternatives.iter().flat_map(|it| &it.content) {
        match entry {
            OrBracket::Plain(clause) => spans.push(clause.span),
            OrBracket::Bracket(inner) => clause_spans(inner, spans),
        }
    }
}

fn provision_spans(it: &Provision) -> Vec<Span> {
    let mut spans = vec![it.head];
    for entry in &it.clauses {
        match entry {
            OrBracket::Plain(clause) => spans.push(clause.span),
            OrBracket::Bracket(bracket) => clause_spans(bracket, &mut spans),
        }
    }
    spans
}

fn rung_spans(it: &OrBracket<Provision>) -> Vec<Span> {
    match it {
        OrBracket::Plain(rung) => provision_spans(rung),
        OrBracket::Bracket(bracket) => {
            bracket.alternatives.iter().flat_map(|it| &it.content).flat_map(rung_spans).collect()
        }
    }
}
