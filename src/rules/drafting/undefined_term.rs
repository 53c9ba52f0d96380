//! Words that read like a defined term, or decide what is allowed, and are not defined.

mod critical;
mod known;
mod phrase;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::prelude::*;
use crate::rules::quotation::quoted;
use crate::source::Span;
use crate::syntax::passage::{PassageWord, tokens};
use critical::Critical;
use known::{is_part_of_term, known};
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
    ///     UKR shall not station "tanks in the Special Zone"  #~ drafting/undefined-term: `Special Zone` is written as a
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// zone Special-Zone "Special Zone" within UKR { extent "the area on map 2" }
    /// prohibition no-heavy-weapons { UKR shall not station "tanks in the Special Zone" }
    /// ```
    ///
    /// ## Options
    /// `words`: phrases that need a definition, the longer ones first.
    ///
    /// ## References
    /// - Founding Act on Mutual Relations between NATO and the Russian Federation (1997), section IV
    /// - Treaty on the Final Settlement with respect to Germany (1990), article 5(3) and agreed minute
    "drafting/undefined-term" {
        summary: "words appear to be a defined term but are not defined",
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

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let passages = quoted(cx);
    let mut found: Vec<Undefined<'_>> = Vec::new();
    let mut by_key: FxHashMap<String, usize> = FxHashMap::default();
    let mut explained: FxHashSet<String> = FxHashSet::default();
    let critical = Critical::of(cx);
    for passage in &passages {
        let words: Vec<PassageWord<'_>> = tokens(passage.text, passage.span.start).collect();
        let mut add = |words: &'_ str, span: Span, capitals: bool| {
            let key = key(words);
            if let Some(at) = by_key.get(&key) {
                found[*at].again.push(span);
            } else {
                by_key.insert(key, found.len());
                found.push(Undefined { words: span.of(cx.model.text), capitals, first: span, again: Vec::new() });
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
        for span in critical.find(&words) {
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
        format!("`{words}` is written as a defined term but is not defined")
    } else {
        format!("`{words}` determines what is permitted but is not defined")
    };
    let finding = sink.report(it.first, message);
    for span in it.again.iter().take(3) {
        finding.label(*span, "and here");
    }
    finding
        .counterexample(format!("each side gives \"{words}\" a meaning of its own, and both comply with the text"))
        .help(format!("define it: `term \"{words}\" means \"…\"`"));
    if it.capitals && is_place(&words) {
        let name = words.replace(' ', "-");
        finding.help(format!("or delimit it: `zone {name} \"{words}\" {{ extent \"…\" }}`"));
    }
    if it.capitals {
        finding.help("or write it in lower case, if no single thing is meant");
    }
}
