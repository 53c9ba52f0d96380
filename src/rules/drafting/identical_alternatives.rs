//! Rival texts that say the same.

use std::borrow::Cow;

use crate::diagnostic::{Fix, Safety, join_list};
use crate::model::{AlternativeText, BracketText};
use crate::rules::brackets;
use crate::rules::prelude::*;
use crate::syntax::lexer::{Lexer, TokenKind};
use crate::syntax::passage::{PassageKind, passages};

declare_rule! {
    /// ## What it checks
    /// The alternatives and the interpretations of a bracket differ in their words. Comments, blanks and the commas
    /// within numbers (`15,000`) do not count.
    ///
    /// ## Why it matters
    /// Two sides that say the same have agreed, and do not know it or do not want it known. Each open bracket is
    /// something to trade with: a concession may be asked for what was conceded long ago. The rule serves whoever
    /// mediates, and the side that would have to pay.
    ///
    /// ## Precedent
    /// The negotiating text of Geneva of February 2015, from which the Paris Agreement came, collected the proposals of
    /// everybody; much of the round of Bonn in June 2015 went into merging what it said twice.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// article 6 "Armed forces" {
    ///     limit army { on UKR  at most [ RUS: 85,000 | UKR: 85000 ] personnel }  #~ drafting/identical-alternatives: the alternatives of RUS and of
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// article 6 "Armed forces" {
    ///     limit army { on UKR  at most 85000 personnel }
    /// }
    /// ```
    ///
    /// ## References
    /// - UNFCCC, negotiating text of the ad hoc working group on the Durban Platform, FCCC/ADP/2015/1 (February 2015)
    "drafting/identical-alternatives" {
        summary: "two alternatives are identical",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        across: check,
    }
}

fn check(cx: &CrossReadingContext<'_>, sink: &mut Sink<'_>) {
    for bracket in cx.visited.brackets.all.iter().filter(|it| it.alternatives.len() > 1) {
        let said: Vec<Vec<Cow<'_, str>>> =
            bracket.alternatives.iter().map(|it| words(it.words.of(cx.model.text))).collect();
        for first in 0..said.len() {
            if said[..first].contains(&said[first]) {
                continue;
            }
            let same: Vec<&AlternativeText<'_>> =
                (first..said.len()).filter(|it| said[*it] == said[first]).map(|it| &bracket.alternatives[it]).collect();
            if same.len() > 1 {
                report(cx, sink, bracket, &same);
            }
        }
    }
}

fn report(cx: &CrossReadingContext<'_>, sink: &mut Sink<'_>, bracket: &BracketText<'_>, same: &[&AlternativeText<'_>]) {
    let noun = if bracket.interpretation { "readings" } else { "alternatives" };
    let message = if same.iter().any(|it| it.who.is_empty()) {
        format!("{} {noun} are identical", same.len())
    } else {
        let sides: Vec<String> = same.iter().map(|it| format!("of {}", it.who.join("/"))).collect();
        format!("the {noun} {} are identical", join_list(&sides, "and"))
    };
    let finding = sink.report(brackets::first_line_of(cx, same[1].span), message);
    finding.here("the same words");
    finding.label(brackets::first_line_of(cx, same[0].span), "the same words");
    for text in &same[2..] {
        finding.label(brackets::first_line_of(cx, text.span), "and here");
    }
    let words = brackets::quoted(cx, same[0].words).unwrap_or_else(|| "the text once".to_owned());
    if same.len() < bracket.alternatives.len() {
        let who: Vec<&str> = same.iter().flat_map(|it| it.who.iter().copied()).collect();
        let head = if bracket.interpretation { " reads" } else { "" };
        finding.help(match &who[..] {
            [] => format!("write {words} once, and strike its duplicates"),
            who => format!("attribute one text to all of them: `{}{head}:`", who.join(", ")),
        });
        return;
    }
    finding.help(format!("the point is agreed: strike the brackets and keep {words}"));
    let whole = bracket.span.of(cx.model.text);
    if passages(whole).iter().all(|it| it.kind != PassageKind::Comment) {
        let kept = same[0].words.of(cx.model.text);
        finding.fix(Fix::replace(Safety::Safe, "strike the brackets", bracket.span, kept));
    }
}

/// The words of a text, one after the other, whatever stands between them.
fn words(text: &str) -> Vec<Cow<'_, str>> {
    let mut found = Vec::new();
    for token in Lexer::new(text).filter(|it| !it.kind.is_trivia()) {
        let words = token.inner(text).of(text);
        match token.kind {
            TokenKind::Quotation => found.extend([Cow::Borrowed("\""), Cow::Borrowed(words)]),
            TokenKind::Prose => {
                found.extend(std::iter::once("\"\"\"").chain(words.split_whitespace()).map(Cow::Borrowed));
            }
            TokenKind::Number if words.contains(',') => found.push(without_commas(words)),
            _ => found.push(Cow::Borrowed(words)),
        }
    }
    found
}

/// A number without the commas between groups of three digits.
fn without_commas(number: &str) -> Cow<'_, str> {
    let mut groups = number.split(',').skip(1);
    let is_grouped = groups.all(|it| it.bytes().take_while(u8::is_ascii_digit).count() == 3);
    if is_grouped { Cow::Owned(number.replace(',', "")) } else { Cow::Borrowed(number) }
}
