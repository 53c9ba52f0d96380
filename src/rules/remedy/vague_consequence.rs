//! A breach has consequences, and nobody can say which.

use crate::model::vocabulary::{NounContent, domain, matter, means, object};
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
            ProvisionKind::Sanctions => sanctions(provision),
            ProvisionKind::Rung => rung(provision),
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
fn sanctions(provision: &Provision<'_>) -> Option<Span> {
    let mut place = None;
    for detail in &provision.details {
        match &detail.kind {
            DetailKind::Package(words) => {
                if words.iter().any(|it| it.hole || !is_vague(it)) {
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
fn rung(provision: &Provision<'_>) -> Option<Span> {
    provision.details.iter().find_map(|it| match &it.kind {
        DetailKind::Response(words, _) => {
            (!words.is_empty() && words.iter().all(|it| !it.hole && is_vague(it))).then_some(it.span)
        }
        _ => None,
    })
}

/// So many words may stand before a noun that says nothing: "severe further measures".
const MOST_WORDS: usize = 3;

/// Whether words name no one measure: an empty noun, and nothing beside it that says of what kind.
fn is_vague(word: &OpenWord<'_>) -> bool {
    if let Some(means) = means(word.text) {
        return means.open;
    }
    let words = || word.text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    let kind = |it: &str| {
        let it = it.to_lowercase();
        domain(&it) || object(&it).is_some() || means(&it).is_some() || it.starts_with(|it: char| it.is_ascii_digit())
    };
    matches!(matter(word.text), NounContent::Open | NounContent::Sentiment)
        && words().count() <= MOST_WORDS
        && !words().any(kind)
}
