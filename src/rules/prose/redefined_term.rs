//! A term is defined twice, or used in other capitals than it is defined in.

use crate::analysis::prose::{SpokenProse, regex, spoken};
use crate::rules::prelude::*;
use crate::source::Span;
use crate::syntax::passage::{PassageWord, tokens};
use regex::Regex;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::sync::LazyLock;

declare_rule! {
    /// ## What it checks
    /// A term that prose defines, `“X” means`, `hereinafter “X”`, or that a `term` declares, is defined once; singular
    /// and plural are one term. A term of several words in capitals is used in these capitals, or all in small letters,
    /// but not in a mixture such as "Guarantor states".
    ///
    /// ## Why it matters
    /// Of two definitions each side takes its own. Capitals that change tell a court that another thing was meant. The
    /// rule serves the side that will be told what the words always meant.
    ///
    /// ## Precedent
    /// The Convention on the Law of the Sea defines "Area" once, in its first article, and writes it with a capital
    /// wherever the sea-bed beyond national jurisdiction is meant, since an area in small letters is any other.
    ///
    /// ## Example
    /// ```treaty,bad
    /// article 1 "Terms" {
    ///     text """
    ///         “Guarantor State” means a State named in Annex A.
    ///
    ///         “Guarantor States” means all States that sign.
    ///         """  #~^ prose/redefined-term: `Guarantor States` is defined twice
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// article 1 "Terms" {
    ///     text """
    ///         “Guarantor State” means a State named in Annex A.
    ///         """
    /// }
    /// ```
    ///
    /// ## References
    /// - United Nations Convention on the Law of the Sea (1982), article 1(1)
    /// - Vienna Convention on the Law of Treaties (1969), article 31(4)
    "prose/redefined-term" {
        summary: "a term is defined twice, or used in a variant of its capitals",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Adversary],
        check: check,
    }
}

static DEFINED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r#"[“"](?P<before>[^“”"\n]{2,60})[”"]\s+(?:means|shall\s+mean|is\s+defined\s+as)\b|\b(?:hereinafter|hereafter)\s*(?:referred\s+to\s+as|called|the)?\s*(?:the\s+)?[“"](?:the\s+)?(?P<after>[^“”"\n]{2,60})[”"]"#,
    )
});

/// A definition.
struct Definition<'m> {
    words: &'m str,
    place: Span,
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let mut known: FxHashMap<String, Definition<'_>> = FxHashMap::default();
    for term in &model.terms {
        known.insert(key(term.term), Definition { words: term.term, place: term.span });
    }
    for prose in model.prose.iter().filter(|it| it.span.is_own()) {
        for found in DEFINED.captures_iter(prose.text) {
            let Some(words) = found.name("before").or_else(|| found.name("after")) else { continue };
            let start = prose.span.start;
            let place = Span::new(start + words.start() as u32, start + words.end() as u32);
            match known.entry(key(words.as_str())) {
                Entry::Vacant(free) => drop(free.insert(Definition { words: words.as_str(), place })),
                Entry::Occupied(first) => {
                    let words = model.quoted(place);
                    let finding = sink.report(place, format!("`{words}` is defined twice"));
                    finding.label(first.get().place, "the first definition");
                    finding.help("define it once, and refer to that definition");
                }
            }
        }
    }
    let mut terms: Vec<&Definition<'_>> =
        known.values().filter(|it| it.words.split_whitespace().count() > 1 && in_capitals(it.words)).collect();
    terms.sort_by_key(|it| it.place.start);
    if terms.is_empty() {
        return;
    }
    for block in spoken(model) {
        for term in &terms {
            variants(sink, &block, term);
        }
    }
}

/// Reports the first use of a term in mixed capitals.
fn variants(sink: &mut Sink<'_>, block: &SpokenProse<'_>, term: &Definition<'_>) {
    let wanted: Vec<String> = term.words.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<PassageWord<'_>> = tokens(&block.text, block.prose.span.start).collect();
    for run in words.windows(wanted.len()) {
        let same = run.iter().zip(&wanted).all(|(word, it)| is_form_of(word.text, it));
        let first = run[0].text.starts_with(char::is_uppercase);
        let small = run[1..].iter().all(|it| it.text.starts_with(char::is_lowercase));
        if same && first && small {
            let place = run[0].span.to(run[run.len() - 1].span);
            let used = run.iter().map(|it| it.text).collect::<Vec<_>>().join(" ");
            let finding = sink.report(place, format!("`{used}` is a variant of the defined term `{}`", term.words));
            finding.label(term.place, "defined here");
            finding.help(format!("write it as it is defined: `{}`", term.words));
            return;
        }
    }
}

fn is_form_of(word: &str, small: &str) -> bool {
    let word = word.to_lowercase();
    word == small || word.strip_suffix('s') == Some(small) || small.strip_suffix('s') == Some(&word)
}

/// Whether every word has a capital, but for `of`, `the` and the like.
fn in_capitals(words: &str) -> bool {
    words.split_whitespace().all(|it| it.starts_with(char::is_uppercase) || it.len() <= 3)
        && words.split_whitespace().last().is_some_and(|it| it.starts_with(char::is_uppercase))
}

/// A term in its one form.
fn key(words: &str) -> String {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let words = words.join(" ");
    words.strip_prefix("the ").unwrap_or(&words).trim_end_matches('s').to_owned()
}
