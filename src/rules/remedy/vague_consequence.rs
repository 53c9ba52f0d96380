//! A breach has consequences, and nobody can say which.

use crate::model::vocabulary::{NounContent, matter, means};
use crate::model::{DetailKind, OpenWord, Provision};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// Sanctions, and the answer of each rung of a ladder, name at least one measure: not `"severe consequences"`, not
    /// `"further measures"`. A `package` that is still to be agreed is reported as that.
    ///
    /// Duties whose content is open are what `obligation/self-judging` and `obligation/empty` look at.
    ///
    /// ## Why it matters
    /// A threat deters by what it names. An unnamed one is agreed on after the breach, by those who then have reasons to
    /// agree on little. The rule serves the beneficiary, and the guarantor that wants to be believed.
    ///
    /// ## Precedent
    /// In August 2025 the question of sanctions was to be looked at again in two or three weeks; what they would be, and
    /// upon what, was left open.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party USA "United States"       is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// sanctions consequences {
    ///     by USA
    ///     against RUS
    ///     upon breach of no-attack
    ///     package "severe measures"  #~ vague-consequence: `consequences` names no measure
    /// }
    /// prohibition no-attack { RUS shall not attack UKR }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party USA "United States"       is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// sanctions consequences {
    ///     by USA
    ///     against RUS
    ///     upon breach of no-attack
    ///     package oil, "secondary tariffs on buyers of oil", "the assets of the central bank"
    /// }
    /// prohibition no-attack { RUS shall not attack UKR }
    /// ```
    ///
    /// ## References
    /// - Covenant of the League of Nations, article 16: which measures follow is named
    "remedy/vague-consequence" {
        summary: "a breach has consequences, and nobody can say which",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for provision in cx.model.own_provisions().filter(|it| it.ambiguity.is_none()) {
        let vague = match provision.kind {
            ProvisionKind::Sanctions => sanctions(cx, provision),
            ProvisionKind::Rung => rung(cx, provision),
            _ => None,
        };
        let Some(place) = vague else { continue };
        let called = called(provision);
        let finding = sink.report(place, format!("{called} names no measure"));
        if place != provision.name_span {
            finding.label(provision.name_span, "what follows from a breach");
        }
        finding.counterexample(format!(
            "the breach has come: a note of protest is one answer to it, and {called} has been applied"
        ));
        finding.help("name the measures: which goods, which banks, which assets, from which day");
        finding.help("and put more beside them if there is to be room: \"and further measures\"");
    }
}

/// Where sanctions stand that name no measure.
fn sanctions(cx: &CheckContext<'_>, provision: &Provision<'_>) -> Option<Span> {
    let mut place = None;
    for detail in &provision.details {
        match &detail.kind {
            DetailKind::Package(words) => {
                if words.iter().any(|it| it.hole || !is_vague(cx, it)) {
                    return None;
                }
                place = Some(detail.span);
            }
            // What is sanctioned may stand in sentences, means or kinds as well.
            DetailKind::Means(_) | DetailKind::Kind(_) => return None,
            _ => {}
        }
    }
    let silent = provision.sentences.is_empty().then_some(provision.name_span);
    place.or(silent)
}

/// Where the answer of a rung stands that names no measure.
fn rung(cx: &CheckContext<'_>, provision: &Provision<'_>) -> Option<Span> {
    provision.details.iter().find_map(|it| match &it.kind {
        DetailKind::Response(words, _) => {
            (!words.is_empty() && words.iter().all(|it| !it.hole && is_vague(cx, it))).then_some(it.span)
        }
        _ => None,
    })
}

/// Words that tell more of a measure and not which it is.
const ANY: &[&str] = &[
    "additional",
    "all",
    "any",
    "appropriate",
    "effective",
    "further",
    "more",
    "necessary",
    "new",
    "other",
    "possible",
    "respective",
    "the",
    "tough",
    "tougher",
];

/// Whether words name no one measure: an empty noun, with nothing before it but praise, threat and number.
fn is_vague(cx: &CheckContext<'_>, word: &OpenWord<'_>) -> bool {
    if let Some(means) = means(word.text) {
        return means.open;
    }
    let listed = |word: &str| {
        let is = |it: &String| it.eq_ignore_ascii_case(word);
        cx.options.threshold_adjectives.iter().any(is)
            || cx.options.puffery.iter().any(is)
            || ANY.iter().any(|it| it.eq_ignore_ascii_case(word))
    };
    let words: Vec<&str> = word.text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let empty = matches!(matter(word.text), NounContent::Open | NounContent::Sentiment);
    empty && words.split_last().is_some_and(|(_, before)| before.iter().all(|it| listed(it)))
}
