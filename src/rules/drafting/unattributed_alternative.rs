//! A bracketed text of which nobody says whose it is.

use crate::model::{AlternativeText, BracketText};
use crate::rules::brackets;
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Each text in square brackets names who proposes it: `[ UKR: 3 days | RUS: 30 days ]`. Interpretations (`reads:`)
    /// name their side anyway, and a text that is nothing but a bracket leaves it to those within. Where no bracket of
    /// the draft names anybody, that is a habit of the house, and one finding tells it for the whole draft.
    ///
    /// ## Why it matters
    /// A bracket is closed by somebody who gives way. If the text does not say who would have to, the mediator asks
    /// every capital, a proposal that its author has long given up stays in the text, and whoever stalls can hide
    /// behind it. The rule serves whoever mediates, and the side that has moved and wants it to be seen.
    ///
    /// ## Precedent
    /// The negotiating text of Geneva of February 2015, from which the Paris Agreement came, lists options without
    /// saying whose they are; the reports of the Conference on Disarmament know "some delegations" and "a delegation".
    /// The draft of Istanbul of April 2022 is known the other way: of the ceilings, of closed skies and of the decision
    /// of all guarantors it was reported whose text each was.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is guarantor
    /// article 5 "Assistance" {
    ///     obligation assist {
    ///         each of guarantors shall assist UKR
    ///         within [ UKR: 3 days | 30 days ]  #~ drafting/unattributed-alternative: one of 2 alternatives is not
    ///         by [ UKR: airspace-closure ], weapons
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is guarantor
    /// article 5 "Assistance" {
    ///     obligation assist {
    ///         each of guarantors shall assist UKR
    ///         within [ UKR: 3 days | RUS: 30 days ]
    ///         by [ UKR: airspace-closure ], weapons
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - UNFCCC, negotiating text of the ad hoc working group on the Durban Platform, FCCC/ADP/2015/1 (February 2015)
    "drafting/unattributed-alternative" {
        summary: "a text in brackets is not attributed to a side",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        across: check,
    }
}

fn check(cx: &CrossReadingContext<'_>, sink: &mut Sink<'_>) {
    let open: Vec<&BracketText<'_>> = cx.visited.brackets.all.iter().filter(|it| !it.interpretation).collect();
    let named = |it: &&BracketText<'_>| it.alternatives.iter().any(|text| !text.who.is_empty());
    if open.len() > 1
        && let Some(first) = open.first()
        && !open.iter().any(named)
    {
        let message = format!("nothing in the {} brackets of this draft is attributed", open.len());
        let finding = sink.report(brackets::first_line(cx, first), message);
        finding.here("the first of these brackets");
        let parties: Vec<&str> = cx.model.actors.iter().filter(|it| it.signs).map(|it| it.name).take(2).collect();
        finding.help(match parties[..] {
            [one, other] => format!("name the side before each text: `[ {one}: … | {other}: … ]`"),
            _ => "name the side before each text, with a colon behind the name".to_owned(),
        });
        return;
    }
    for bracket in open {
        let unnamed = bracket.alternatives.iter().filter(|it| it.who.is_empty() && !is_bracket(cx, it));
        let unnamed: Vec<&AlternativeText<'_>> = unnamed.collect();
        let Some(first) = unnamed.first() else { continue };
        let all = bracket.alternatives.len();
        let message = match (all, unnamed.len()) {
            (1, _) => "a proposal to insert is not attributed".to_owned(),
            (_, count) if count == all => format!("none of {all} alternatives is attributed"),
            (_, 1) => format!("one of {all} alternatives is not attributed"),
            (_, count) => format!("{count} of {all} alternatives are not attributed"),
        };
        let whole = unnamed.len() == all;
        let place = if whole { brackets::first_line(cx, bracket) } else { brackets::first_line_of(cx, first.span) };
        let finding = sink.report(place, message);
        if !whole {
            finding.here("proposed by whom?");
            for text in &unnamed[1..] {
                finding.label(brackets::first_line_of(cx, text.span), "proposed by whom?");
            }
        }
        finding.help(match brackets::quoted(cx, first.span) {
            Some(words) => format!("name the side before {words}, with a colon behind the name"),
            None => "name the side before the text, with a colon behind the name".to_owned(),
        });
    }
}

/// Whether a text is nothing but another bracket.
fn is_bracket(cx: &CrossReadingContext<'_>, text: &AlternativeText<'_>) -> bool {
    let all = &cx.visited.brackets.all;
    let next = all.partition_point(|it| it.span.start < text.words.start);
    all.get(next).is_some_and(|it| it.span == text.words)
}
