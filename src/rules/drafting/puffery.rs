//! Words that praise a promise without adding to it.

use crate::diagnostic::join_list;
use crate::diagnostic::{Fix, Safety};
use crate::rules::prelude::*;
use crate::rules::quotation::{Quoted, quoted};
use crate::source::Span;
use crate::syntax::passage::{PassageWord, tokens};

declare_rule! {
    /// ## What it checks
    /// Prose and quoted words of the articles hold none of a list of adjectives that praise and do not bind. The
    /// preamble may hold them, titles and comments are not read, and a word that is part of a defined term has a
    /// meaning.
    ///
    /// ## Why it matters
    /// "Ironclad guarantees" tell the public that somebody will come; the clauses tell the court who, when and with
    /// what, and the adjective is not among them. The guarantor pays for it with expectations, the beneficiary with a
    /// false sense of safety. The rule serves both.
    ///
    /// ## Precedent
    /// The plan of November 2025 gave Ukraine "reliable" security guarantees in one line and left their content to
    /// others. The North Atlantic Treaty does without an adjective for its assistance.
    ///
    /// ## Example
    /// ```treaty,bad
    /// article 1 "Guarantee" {
    ///     text """
    ///         The Guarantor States give Ukraine ironclad guarantees.
    ///         """  #~^ drafting/puffery: `ironclad` is laudatory and creates no obligation
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// article 1 "Guarantee" {
    ///     text """
    ///         The Guarantor States assist Ukraine within 72 hours.
    ///         """
    ///     trigger attack {
    ///         on armed-attack against UKR
    ///         decided by each of guarantors
    ///     }
    ///     obligation assist {
    ///         upon attack
    ///         each of guarantors shall assist UKR
    ///         within 72 hours
    ///         by weapons, airspace-closure
    ///     }
    /// }
    /// ```
    ///
    /// ## Options
    /// `words`: the words; robust, ironclad, iron-clad, strong, reliable, unwavering, rock-solid, credible.
    ///
    /// ## References
    /// - North Atlantic Treaty (1949), article 5
    "drafting/puffery" {
        summary: "laudatory words add nothing to a promise",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let lengths = cx.options.puffery.iter().map(String::len);
    let Some((least, most)) = lengths.clone().min().zip(lengths.max()) else { return };
    for passage in quoted(cx) {
        let mut praise: Vec<PassageWord<'_>> = Vec::new();
        for token in tokens(passage.text, passage.span.start) {
            let fits = (least..=most).contains(&token.text.len());
            let listed = fits && cx.options.puffery.iter().any(|it| it.eq_ignore_ascii_case(token.text));
            if listed && !is_defined(cx, token) {
                praise.push(token);
            }
        }
        if let Some((first, rest)) = praise.split_first() {
            report(cx, sink, &passage, *first, rest);
        }
    }
}

/// Whether a defined term holds the word.
fn is_defined(cx: &CheckContext<'_>, token: PassageWord<'_>) -> bool {
    cx.model.terms.iter().any(|it| tokens(it.term, 0).any(|part| part.text.eq_ignore_ascii_case(token.text)))
}

fn report(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    passage: &Quoted<'_>,
    first: PassageWord<'_>,
    rest: &[PassageWord<'_>],
) {
    let mut words: Vec<String> = Vec::new();
    for token in std::iter::once(&first).chain(rest) {
        let word = format!("`{}`", token.text);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let one = words.len() == 1;
    let (verbs, them) = if one { ("is laudatory and creates", "it") } else { ("are laudatory and create", "them") };
    let finding = sink.report(first.span, format!("{} {verbs} no obligation", join_list(&words, "and")));
    for token in rest.iter().take(4) {
        finding.label(token.span, "and here");
    }
    finding.help(format!("strike {them}, or state in clauses who acts, `by` what means and `within` what time"));
    if let (Some(phrase), true) = (noun_phrase(passage, first), one) {
        finding.help(format!("or define it: `term \"{phrase}\" means \"…\"`"));
    }
    if let (Some(cut), true) = (cut(cx.model.text, passage.span, first.span), rest.is_empty()) {
        finding.fix(Fix::replace(Safety::Unsafe, format!("strike `{}`", first.text), cut, ""));
    }
}

/// The adjective with the word that it praises, if that stands right behind it.
fn noun_phrase<'m>(passage: &Quoted<'m>, word: PassageWord<'_>) -> Option<&'m str> {
    let from = (word.span.start - passage.span.start) as usize;
    let next = tokens(&passage.text[from..], 0).nth(1)?;
    let between = &passage.text[from + word.text.len()..from + next.span.start as usize];
    let noun = between == " " && !matches!(next.text, "and" | "or" | "but");
    noun.then(|| &passage.text[from..from + next.span.end as usize])
}

/// The word with the blank behind it, where what is left is a sentence: not beside `and` or a comma, nor after an article
/// that may have to change.
fn cut(text: &str, passage: Span, word: Span) -> Option<Span> {
    let before = Span::new(passage.start, word.start).of(text);
    let after = Span::new(word.end, passage.end).of(text);
    let last = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let next = after.split_whitespace().next().unwrap_or_default();
    let joined =
        last.ends_with(',') || matches!(&last[..], "and" | "or" | "a" | "an" | "") || matches!(next, "and" | "or" | "");
    (after.starts_with(' ') && !joined).then(|| Span::new(word.start, word.end + 1))
}
