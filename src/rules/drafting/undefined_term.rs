//! Words that read like a defined term, or decide what is allowed, and are not defined.

mod phrase;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Treaty;
use crate::rules::prelude::*;
use crate::rules::quotation::{Quoted, quoted};
use crate::source::Span;
use crate::syntax::passage::{Token, tokens};
use phrase::{Capitalised, capitalised, is_place, key};

declare_rule! {
    /// ## What it checks
    /// In prose and in quoted words of the articles: phrases with capitals that name a thing which texts define (a
    /// Zone, a Period, a Mechanism, Weapons), and a list of words that decide what is allowed ("substantial combat
    /// forces", "permanent stationing"). They must be a `term`, a declared area, zone, line, body, group, instrument or
    /// milestone, the title of an article or annex, or be explained where they are used ("hereinafter", "means"). Names
    /// of States and their adjectives, of organizations and treaties, and single capitals do not count. The preamble is
    /// not read.
    ///
    /// ## Why it matters
    /// Capitals say "as defined"; if nothing is, each side brings its own definition to the dispute. The side that
    /// stands in the Special Zone decides where it ends. The rule serves the side that will be told what the words
    /// always meant.
    ///
    /// ## Precedent
    /// The Founding Act of 1997 between NATO and Russia excludes the additional permanent stationing of substantial
    /// combat forces, and defines none of the words. The Treaty on the Final Settlement with respect to Germany of 1990
    /// leaves the word "deployed" open, and an agreed minute says who answers.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// prohibition no-heavy-weapons {
    ///     UKR shall not station "tanks in the Special Zone"  #~ drafting/undefined-term: `Special Zone` is written like a defined term
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// zone Special-Zone "Special Zone" within UKR { extent "the area on map 2" }
    /// prohibition no-heavy-weapons {
    ///     UKR shall not station "tanks in the Special Zone"
    /// }
    /// ```
    ///
    /// ## Options
    /// `critical-terms`: phrases that need a definition, the longer ones first.
    ///
    /// ## References
    /// - Founding Act on Mutual Relations between NATO and the Russian Federation (1997), section IV
    /// - Treaty on the Final Settlement with respect to Germany (1990), article 5(3) and agreed minute
    "drafting/undefined-term" {
        summary: "words read like a defined term, and are not defined",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Adversary],
        check: check,
    }
}

/// Words that need a definition, where they stand first and again.
struct Undefined<'m> {
    words: &'m str,
    capitals: bool,
    first: Span,
    again: Vec<Span>,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let passages = quoted(cx);
    let mut found: Vec<Undefined<'_>> = Vec::new();
    let mut by_key: FxHashMap<String, usize> = FxHashMap::default();
    let mut explained: FxHashSet<String> = FxHashSet::default();
    let critical = Critical::of(cx);
    for passage in &passages {
        let words: Vec<Token<'_>> = tokens(passage.text, passage.span.start).collect();
        let mut add = |words: &'_ str, span: Span, capitals: bool| {
            let key = key(words);
            match by_key.get(&key) {
                Some(at) => found[*at].again.push(span),
                None => {
                    by_key.insert(key, found.len());
                    found.push(Undefined { words: span.of(cx.model.text), capitals, first: span, again: Vec::new() });
                }
            }
        };
        for Capitalised { span, explains } in capitalised(passage.text, passage.span.start, &words) {
            let words = span.of(cx.model.text);
            if explains {
                explained.insert(key(words));
            } else {
                add(words, span, true);
            }
        }
        for span in critical.find(passage, &words) {
            add(span.of(cx.model.text), span, false);
        }
    }
    if found.is_empty() {
        return;
    }
    let known = known(cx.model);
    for it in found {
        let key = key(it.words);
        if known.contains(&key) || explained.contains(&key) || (!it.capitals && is_part_of_term(cx.model, it.words)) {
            continue;
        }
        report(sink, &it);
    }
}

fn report(sink: &mut Sink<'_>, it: &Undefined<'_>) {
    let words = it.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = if it.capitals {
        format!("`{words}` is written like a defined term, and nothing defines it")
    } else {
        format!("`{words}` decides what is allowed, and nothing says what it means")
    };
    let finding = sink.report(it.first, message);
    for span in it.again.iter().take(3) {
        finding.label(*span, "and here");
    }
    finding
        .counterexample(format!("each side reads its own meaning into \"{words}\", and both keep the text"))
        .help(format!("define it: `term \"{words}\" means \"…\"`"));
    if it.capitals && is_place(&words) {
        let name = words.replace(' ', "-");
        finding.help(format!("or draw it: `zone {name} \"{words}\" {{ extent \"…\" }}`"));
    }
    if it.capitals {
        finding.help("or write it with small letters, if it means no one thing");
    }
}

/// What the draft defines or names: its terms and titles, with every part of them that has two words or more.
fn known(model: &Treaty<'_>) -> FxHashSet<String> {
    let mut known = FxHashSet::default();
    let terms = model.terms.iter().map(|it| it.term);
    let actors = model.actors.iter().flat_map(|it| [Some(it.name), it.title]);
    let groups = model.groups.iter().map(|it| it.name);
    let places = model.places.iter().flat_map(|it| [Some(it.name), it.title]);
    let units = model.units.iter().filter_map(|it| it.title);
    let instruments = model.instruments.iter().flat_map(|it| [Some(it.name), it.title]);
    let milestones = model.milestones.iter().flat_map(|it| [it.name, it.title]);
    let provisions = model.provisions.iter().map(|it| it.name);
    let titled = actors.chain(places).chain(instruments).flatten();
    let named = terms.chain(groups).chain(units).chain(milestones).chain(provisions);
    for words in named.chain(titled).chain(model.head.title) {
        let words: Vec<Token<'_>> = tokens(words, 0).collect();
        let parts: Vec<&str> = words.iter().flat_map(|it| it.text.split('-')).filter(|it| !it.is_empty()).collect();
        for from in 0..parts.len() {
            for to in from + 2..=parts.len().min(from + 5) {
                known.insert(key(&parts[from..to].join(" ")));
            }
        }
    }
    known
}

/// Whether a defined term holds the words, or they hold it.
fn is_part_of_term(model: &Treaty<'_>, words: &str) -> bool {
    let words = key(words);
    model.terms.iter().map(|it| key(it.term)).any(|it| it.contains(&words) || words.contains(&it))
}

/// The phrases of the list, by their first words.
struct Critical {
    by_first: FxHashMap<String, Vec<Vec<String>>>,
    /// The letters that they begin with, so that other words cost nothing.
    initials: u32,
}

impl Critical {
    fn of(cx: &Context<'_>) -> Self {
        let mut critical = Self { by_first: FxHashMap::default(), initials: 0 };
        for phrase in &cx.options.critical_terms {
            let mut words = phrase.split_whitespace().map(str::to_lowercase);
            if let Some(first) = words.next() {
                critical.initials |= initial(&first);
                critical.by_first.entry(first).or_default().push(words.collect());
            }
        }
        critical
    }

    /// Where a phrase of the list stands in a passage.
    fn find(&self, passage: &Quoted<'_>, words: &[Token<'_>]) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            if self.initials & initial(word.text) == 0 || found.last().is_some_and(|it| word.span.start < it.end) {
                continue;
            }
            let rests = self.by_first.get(&word.text.to_lowercase()).into_iter().flatten();
            let mut after = rests.filter_map(|rest| {
                let next = words.get(at + 1..at + 1 + rest.len())?;
                let same = next.iter().zip(rest).all(|(it, word)| it.text.eq_ignore_ascii_case(word));
                same.then(|| next.last().unwrap_or(word))
            });
            if let Some(last) = after.next() {
                found.push(Span::new(word.span.start, last.span.end));
            }
        }
        debug_assert!(found.iter().all(|it| passage.span.contains(*it)));
        found
    }
}

/// The first letter of a word as a bit.
fn initial(word: &str) -> u32 {
    match word.bytes().next() {
        Some(byte) if byte.is_ascii_alphabetic() => 1 << (byte.to_ascii_lowercase() - b'a'),
        _ => 1 << 31,
    }
}
