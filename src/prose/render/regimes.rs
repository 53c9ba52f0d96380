//! The main sentences of regimes: deployments, limits, cease-fires, verification, sanctions, supply, talks, status.

use super::clauses::{Home, clock_of, decision_of, has_flag, occasions_of, set_of, words_of};
use super::document::plain_words;
use super::lexicon;
use super::phrase::{Noun, Phrase, join, phrase};
use super::provisions::{Paragraph, Pool, points};
use super::speaker::Speaker;
use crate::syntax::ast::{Arg, ClauseWord, Flag};

impl Speaker<'_> {
    pub(super) fn deployment(&self, pool: &mut Pool<'_>, home: &Home) -> Vec<Paragraph> {
        let by = pool.left.iter().position(|it| it.word == ClauseWord::By && decision_of(it).is_none());
        let by = by.map(|at| pool.left.remove(at));
        let who = by.map(|it| {
            pool.said.push(it.span);
            set_of(it).map_or_else(|| self.direct_items(it), |it| self.set(it).words)
        });
        let upon = pool.take_all(ClauseWord::Upon);
        let mut lead: Vec<Phrase> =
            upon.iter().filter_map(|it| occasions_of(it)).map(|it| self.occasions_lead(it)).collect();
        let timing = pool.take(ClauseWord::Timing);
        let mut behind = Phrase::default();
        if let Some(it) = timing {
            match occasions_of(it) {
                Some(_) => lead.push(self.timing(it)),
                None => behind = phrase![", ", self.timing(it)],
            }
        }
        let place = pool.take(ClauseWord::In).map_or_else(Phrase::default, |it| phrase![" in ", self.area_in(it)]);
        let lead = join(lead, "and");
        let lead = if lead.is_empty() { lead } else { phrase![lead, ", "] };
        let name = plain_words(&home.own.words.0);
        let has_name = by.is_some() || !place.is_empty();
        if !has_name && lead.is_empty() && behind.is_empty() {
            return Vec::new();
        }
        let force = phrase!["a force (hereinafter “", name, "”)"];
        let words = match who {
            Some(who) => phrase![lead, who, " may deploy ", force, place, behind],
            None => phrase![lead, force, " may be deployed", place, behind],
        };
        vec![Paragraph::of(words.sentence(), pool.spans())]
    }

    pub(super) fn limit(&self, pool: &mut Pool<'_>, home: &Home) -> Vec<Paragraph> {
        let on = pool.take_all(ClauseWord::On);
        let whom = join(on.iter().map(|it| self.on(it)).collect(), "and");
        let place = pool.take(ClauseWord::In).map_or_else(Phrase::default, |it| phrase![" in ", self.area_in(it)]);
        let per = pool.take(ClauseWord::Per);
        let of = if whom.is_empty() { Phrase::default() } else { phrase![" of ", whom] };
        let what = match (per.is_some(), self.counts_forces(pool)) {
            (true, _) => "the movement of armed forces",
            (_, true) => "the armed forces",
            _ => "the holdings",
        };
        let verb = if per.is_some() { Noun::one("") } else { Noun::many("") };
        let per = per.map_or_else(Phrase::default, |it| phrase![" ", self.per(it)]);
        let subject = phrase![what, of, place];
        let head = pool.spans();
        let mut all = Vec::new();
        for (word, shall) in
            [(ClauseWord::Ceiling, " shall not exceed"), (ClauseWord::Floor, " shall be no fewer than")]
        {
            let levels = pool.take_all(word);
            let mut parts = Vec::new();
            for level in levels {
                let band = self.band(level);
                let each = if has_flag(level, Flag::Each) { " for each contributing State" } else { "" };
                let list =
                    level.args.iter().find_map(|it| if let Arg::Quantities(list) = it { Some(list) } else { None });
                let amounts = list.map(|it| self.quantities(it)).unwrap_or_default();
                parts.extend(amounts.into_iter().map(|it| (phrase![it, &per, each, &band], vec![level.span])));
            }
            let mut spans = pool.spans();
            spans.extend(head.iter().copied());
            if parts.is_empty() {
                continue;
            }
            let mut paragraph = Paragraph::default();
            if parts.len() > 2 {
                paragraph.sentences.push((phrase![&subject, shall, ":"].capital(), spans));
                paragraph.points = points(parts, "and");
            } else {
                let amounts = join(parts.into_iter().map(|it| it.0).collect(), "and");
                paragraph.sentences.push((phrase![&subject, shall, " ", amounts].sentence(), spans));
            }
            all.push(paragraph);
        }
        if all.is_empty() && !head.is_empty() {
            let is = verb.verb(" is", " are");
            all.push(Paragraph::of(phrase![subject, is, " limited in accordance with ", &home.own].sentence(), head));
        }
        all
    }

    /// Whether a limit counts what armed forces have.
    fn counts_forces(&self, pool: &Pool<'_>) -> bool {
        const FORCES: &[&str] = &[
            "personnel",
            "troops",
            "soldiers",
            "men",
            "tanks",
            "artillery",
            "aircraft",
            "ships",
            "battalions",
            "brigades",
            "divisions",
            "guns",
            "vehicles",
            "missiles",
            "warships",
            "frigates",
            "helicopters",
            "howitzers",
        ];
        let levels = pool.left.iter().filter(|it| matches!(it.word, ClauseWord::Ceiling | ClauseWord::Floor));
        let words: Vec<String> = levels.map(|it| plain_words(&self.amounts(it).0)).collect();
        words.is_empty()
            || words.iter().any(|it| it.split(|c: char| !c.is_alphanumeric()).any(|it| FORCES.contains(&it)))
    }

    pub(super) fn ceasefire(&self, pool: &mut Pool<'_>) -> Vec<Paragraph> {
        let between = pool.take(ClauseWord::Between).or_else(|| pool.take(ClauseWord::Among));
        let Some(between) = between else { return Vec::new() };
        let who = set_of(between).map(|it| self.set(it).words).unwrap_or_default();
        let kind = pool.take(ClauseWord::Kind);
        let kind = kind.map_or_else(
            || Phrase::from("a ceasefire"),
            |it| {
                let words =
                    plain_words(&join(self.vocabulary(words_of(it).unwrap_or_default(), &lexicon::printed), "and").0);
                let noun = if words.contains("pause") || words.contains("truce") || words.contains("fire") {
                    ""
                } else {
                    " ceasefire"
                };
                format!("{}{noun}", lexicon::with_a(&words)).into()
            },
        );
        let line =
            pool.take(ClauseWord::Line).map_or_else(Phrase::default, |it| phrase![" along ", self.references(it)]);
        let starts = pool
            .take(ClauseWord::Starting)
            .and_then(|it| super::clauses::occasion_of(it).and_then(|it| self.value(it, &|it| self.starting(it))));
        let starts = starts.map_or_else(Phrase::default, |it| phrase![" ", it]);
        let words = phrase![who, " shall observe ", kind, line, starts];
        vec![Paragraph::of(words.sentence(), pool.spans())]
    }

    pub(super) fn verification(&self, pool: &mut Pool<'_>) -> Vec<Paragraph> {
        let by = pool.take_all(ClauseWord::By);
        let who = by.iter().map(|it| set_of(it).map_or_else(|| self.direct_items(it), |it| self.set(it).words));
        let who = join(who.collect(), "and");
        let covers = pool.take(ClauseWord::Covers);
        if who.is_empty() && covers.is_none() {
            return Vec::new();
        }
        let what = covers.map(|it| match super::clauses::refs_of(it) {
            Some(list) => phrase!["compliance with ", join(self.each(list, &|it| self.place_of(it)), "and")],
            None => self.loose(it),
        });
        let what = what.unwrap_or_else(|| phrase!["compliance with ", self.this()]);
        let every = pool.take(ClauseWord::Every).map_or_else(Phrase::default, |it| {
            let length = plain_words(&self.period(it).0);
            phrase![" every ", length.strip_prefix("one ").map(str::to_owned).unwrap_or(length)]
        });
        let words = if who.is_empty() {
            phrase![what, " shall be verified", every]
        } else {
            phrase![who, " shall verify ", what, every]
        };
        vec![Paragraph::of(words.sentence(), pool.spans())]
    }

    pub(super) fn sanctions(&self, pool: &mut Pool<'_>) -> Vec<Paragraph> {
        let by = pool.left.iter().position(|it| it.word == ClauseWord::By && decision_of(it).is_none());
        let by = by.map(|at| pool.left.remove(at));
        let who = by.map_or_else(Phrase::default, |it| {
            pool.said.push(it.span);
            phrase![" of ", set_of(it).map_or_else(|| self.direct_items(it), |it| self.set(it).words)]
        });
        let against = pool
            .take(ClauseWord::Against)
            .map_or_else(Phrase::default, |it| phrase![" against ", self.direct_items(it)]);
        let package = pool.take(ClauseWord::Package).map_or_else(Phrase::default, |it| {
            phrase![" concerning ", join(self.vocabulary(words_of(it).unwrap_or_default(), &lexicon::printed), "and")]
        });
        if pool.said.is_empty() {
            return Vec::new();
        }
        let words = phrase!["the measures", who, against, package, " are governed by the following provisions"];
        vec![Paragraph::of(words.sentence(), pool.spans())]
    }

    pub(super) fn supply(&self, pool: &mut Pool<'_>) -> Vec<Paragraph> {
        if !pool.has(ClauseWord::Amount) && !pool.has(ClauseWord::To) {
            return Vec::new();
        }
        let by = pool.left.iter().position(|it| it.word == ClauseWord::By && decision_of(it).is_none());
        let by = by.map(|at| pool.left.remove(at));
        let who = by.map(|it| {
            pool.said.push(it.span);
            set_of(it).map_or_else(|| self.direct_items(it), |it| self.set(it).words)
        });
        let amount = pool.take(ClauseWord::Amount).map(|it| self.direct_items(it));
        let per = pool.take(ClauseWord::Per).map_or_else(Phrase::default, |it| phrase![" ", self.per(it)]);
        let to = pool.take(ClauseWord::To).map_or_else(Phrase::default, |it| phrase![" to ", self.direction(it)]);
        let from = pool.take(ClauseWord::From).map_or_else(Phrase::default, |it| phrase![" from ", self.direction(it)]);
        let amount = amount.filter(|it| !it.is_empty());
        let words = match (who, amount) {
            (Some(who), Some(amount)) => phrase![who, " shall supply ", amount, per, to, from],
            (Some(who), None) => phrase![who, " shall make supplies", per, to, from],
            (None, amount) => {
                let what = amount.map_or_else(Phrase::default, |it| phrase![" of ", it]);
                phrase!["supplies", what, per, to, from, " shall be made"]
            }
        };
        vec![Paragraph::of(words.sentence(), pool.spans())]
    }

    pub(super) fn consultation(&self, pool: &mut Pool<'_>) -> Vec<Paragraph> {
        let among = pool.take(ClauseWord::Among);
        let who = among.and_then(set_of).map(|it| self.set(it).words);
        let on = pool.take_all(ClauseWord::On);
        let on = join(on.iter().map(|it| self.on(it)).collect(), "or");
        let upon = pool.take_all(ClauseWord::Upon);
        let upon =
            join(upon.iter().filter_map(|it| occasions_of(it)).map(|it| self.occasions_lead(it)).collect(), "and");
        if among.is_none() && on.is_empty() && upon.is_empty() {
            return Vec::new();
        }
        let clock = pool.take(ClauseWord::Clock);
        let within = clock.and_then(clock_of).map_or_else(Phrase::default, |it| phrase![" ", self.clock(it)]);
        let upon = if upon.is_empty() { upon } else { phrase![" ", upon] };
        let on = if on.is_empty() { on } else { phrase![" in the event of ", on] };
        let words = match who {
            Some(who) => phrase![who, " shall consult one another", within, upon, on],
            None => phrase!["consultations shall be held", within, upon, on],
        };
        let mut paragraph = Paragraph::of(words.sentence(), pool.spans());
        if let Some(it) = clock {
            let later = self.clock_expiry(it, &"the requirement of consultation".into());
            paragraph.sentences.extend(later.into_iter().map(|words| (words, vec![it.span])));
        }
        vec![paragraph]
    }

    pub(super) fn status(&self, pool: &mut Pool<'_>) -> Vec<Paragraph> {
        let on = pool.take_all(ClauseWord::On);
        let kind = pool.take(ClauseWord::Kind);
        if on.is_empty() || kind.is_none() {
            pool.left.extend(on.iter().copied().chain(kind));
            pool.said.clear();
            return Vec::new();
        }
        let who = join(on.iter().map(|it| self.on(it)).collect(), "and");
        let what = kind.map(|it| join(self.vocabulary(words_of(it).unwrap_or_default(), &lexicon::printed), "and"));
        let what = what.unwrap_or_default();
        // "non-nuclear-weapon State" is what it is; "perpetual neutrality" what it has.
        let is = plain_words(&what.0).ends_with("State") || plain_words(&what.0).ends_with("state");
        let starting = pool
            .take(ClauseWord::Starting)
            .and_then(|it| super::clauses::occasion_of(it).and_then(|it| self.value(it, &|it| self.starting(it))));
        let starting = starting.map_or_else(Phrase::default, |it| phrase![" ", it]);
        let shall = if is { " shall be a " } else { " shall have the status of " };
        vec![Paragraph::of(phrase![who, shall, what, starting].sentence(), pool.spans())]
    }
}
