//! A promise is said to be like that of another treaty.

use crate::rules::prelude::*;
use crate::rules::quotation::quoted;
use crate::source::Span;
use crate::syntax::passage::{PassageWord, tokens};

declare_rule! {
    /// ## What it checks
    /// No words of the text describe a promise by its likeness to an article or treaty: "like Article 5", "similar to
    /// the North Atlantic Treaty", "Article 5-like". References that apply another clause ("in accordance with Article
    /// 51") are no likeness and are left alone, as are names that the draft gives its own provisions.
    ///
    /// ## Why it matters
    /// A likeness is no clause. Article 5 of the North Atlantic Treaty leaves to each Party what it does; what makes it
    /// strong, an alliance with its plans, staffs and bases, does not come with the words. Each side will take over
    /// what suits it.
    ///
    /// ## Precedent
    /// In August 2025 a guarantee "like Article 5" was offered outside the Alliance; in Istanbul in 2022 one that would
    /// be stronger was spoken of. Neither said which part of Article 5 was meant.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// guarantee defence { FRA shall provide "a guarantee similar to Article 5 of the North Atlantic Treaty" }  #~ drafting/by-analogy-reference: `similar to Article 5`
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// guarantee defence {
    ///     FRA shall assist UKR
    ///     by weapons, air-defence
    /// }
    /// ```
    ///
    /// ## References
    /// - North Atlantic Treaty (1949), article 5
    "drafting/by-analogy-reference" {
        summary: "a promise is described by its likeness to that of another treaty",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

/// Words of likeness, each with the word that goes on with it, if it needs one.
const LIKENESS: &[(&str, &str)] = &[
    ("akin", "to"),
    ("analogous", "to"),
    ("comparable", "to"),
    ("equivalent", "to"),
    ("like", ""),
    ("mirror", ""),
    ("mirrors", ""),
    ("modeled", "on"),
    ("modelled", "on"),
    ("resemble", ""),
    ("resembles", ""),
    ("resembling", ""),
    ("similar", "to"),
];

/// What a promise is likened to.
const MODELS: &[&str] = &["article", "articles", "alliance", "convention", "nato", "pact", "treaty"];

/// So many words may stand between the likeness and what is meant.
const REACH: usize = 6;

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for passage in quoted(cx) {
        let words: Vec<PassageWord<'_>> = tokens(passage.text, passage.span.start).collect();
        let mut told = 0;
        for (at, word) in words.iter().enumerate() {
            if at < told {
                continue;
            }
            let Some(last) = likened(&words, at, word.text) else { continue };
            told = last + 1;
            let span = Span::new(word.span.start, words[last].span.end);
            let likeness = cx.model.quoted(span);
            let finding = sink.report(
                span,
                format!("`{likeness}` describes the promise by analogy, and does not say which terms it incorporates"),
            );
            finding.counterexample(
                "the event has come: one side takes over the duty to assist, the other the freedom to judge how",
            );
            finding.help("write what is meant as clauses: who decides, who shall do what, by what means, by when");
            finding.help(
                "or refer to the clause itself: `relation { consistent with … }`, and an obligation in its words",
            );
        }
    }
}

/// Where words of likeness that begin at a word end, if they do.
fn likened(words: &[PassageWord<'_>], at: usize, word: &str) -> Option<usize> {
    let is = |list: &[&str], word: &str| list.iter().any(|it| it.eq_ignore_ascii_case(word));
    // "5-like", "NATO-style"
    let suffixed = word.rsplit_once('-').is_some_and(|(stem, end)| {
        let number = !stem.is_empty() && stem.chars().all(|it| it.is_ascii_digit());
        let article = at > 0 && is(&["article"], words[at - 1].text);
        is(&["like", "style", "type"], end) && (number && article || is(MODELS, stem))
    });
    if suffixed {
        return Some(at);
    }
    let (_, behind) = LIKENESS.iter().find(|it| it.0.eq_ignore_ascii_case(word))?;
    if !behind.is_empty() && !words.get(at + 1).is_some_and(|it| it.text.eq_ignore_ascii_case(behind)) {
        return None;
    }
    let mut next = words.iter().enumerate().skip(at + 1).take(REACH);
    let (found, _) = next.find(|it| is(MODELS, it.1.text))?;
    // An article is named by its number.
    let numbered = |it: &&PassageWord<'_>| it.text.starts_with(|it: char| it.is_ascii_digit());
    match words[found].text.to_ascii_lowercase().as_str() {
        "article" | "articles" => words.get(found + 1).filter(numbered).map(|_| found + 1),
        _ => Some(found),
    }
}
