//! The content of a duty is what its bearer makes of it.

use rustc_hash::FxHashMap;

use crate::analysis::Strength;
use crate::analysis::strength::names_something;
use crate::model::vocabulary::is_such_as;
use crate::model::{DetailKind, Object, OccasionKind, Provision, ProvisionId, RefTarget};
use crate::rules::lexical::holds_any;
use crate::rules::prelude::*;
use crate::rules::wording::{called, occasion, protected, s, subject};
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// A duty that leaves its content to the bearer or to its constitutional processes (`discretion as-deemed-necessary`,
    /// quoted words such as "such action as it deems necessary" or "such means as each chooses") names a floor: means that are owed in any case, in the
    /// same provision or in another that depends on the same trigger.
    ///
    /// ## Why it matters
    /// Who alone says what is necessary may say: nothing, or a note. Parliaments like the room, and that is what it is
    /// for; but the protected State then has a duty that cannot be broken. A floor of a few means that cost no war keeps
    /// the room and makes the rest worth something.
    ///
    /// ## Precedent
    /// Article 5 of the North Atlantic Treaty has each party take the action that it deems necessary; it was meant so,
    /// because the United States Senate would accept no more. What gave it weight were plans, troops and a common command.
    /// ANZUS (1951) says that each would act by its own constitutional processes, and names no act.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// obligation assist {
    ///     FRA shall assist UKR
    ///     discretion as-deemed-necessary  #~ self-judging: the content of `assist` is determined by its
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// obligation assist {
    ///     FRA shall assist UKR
    ///     by intelligence, air-defence
    ///     discretion as-deemed-necessary
    /// }
    /// ```
    ///
    /// ## Options
    /// `words`: the words that leave the content to the bearer, looked for in quoted objects.
    ///
    /// ## References
    /// - North Atlantic Treaty (1949), article 5
    /// - Security Treaty between Australia, New Zealand and the United States (1951), article IV
    "obligation/self-judging" {
        summary: "the content of a duty is determined by its bearer",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let mut firm_triggers = FxHashMap::default();
    for provision in cx.model.own_provisions() {
        let promises =
            matches!(provision.kind, ProvisionKind::Obligation | ProvisionKind::Guarantee | ProvisionKind::Assurance);
        if !promises || provision.ambiguity.is_some() {
            continue;
        }
        let Some(place) = judged_by_bearer(cx, provision) else { continue };
        if !has_floor(cx, provision, &mut firm_triggers) {
            report(cx, sink, provision, place);
        }
    }
}

/// Where the content is left to the bearer.
fn judged_by_bearer(cx: &CheckContext<'_>, provision: &Provision<'_>) -> Option<Span> {
    use crate::model::vocabulary::{DiscretionKind, discretion};
    let clause = provision.details.iter().find_map(|detail| match &detail.kind {
        DetailKind::Discretion(words) => words
            .iter()
            .filter(|it| !it.hole)
            .any(|it| discretion(it.text) != Some(DiscretionKind::None))
            .then_some(detail.span),
        _ => None,
    });
    let objects = provision.sentences.iter().flat_map(|it| &it.objects).chain(provision.means());
    clause.or_else(|| objects.into_iter().find_map(|it| quoted_judgement(cx, it)))
}

/// Quoted words that leave the content to the bearer: "such action as it deems necessary".
fn quoted_judgement(cx: &CheckContext<'_>, object: &Object<'_>) -> Option<Span> {
    let Object::Word(word) = object else { return None };
    (word.quoted && (holds_any(word.text, &cx.options.self_judging) || is_such_as(word.text))).then_some(word.span)
}

/// Whether means are owed in any case: here, or by another duty of somebody on the same trigger.
fn has_floor(
    cx: &CheckContext<'_>,
    provision: &Provision<'_>,
    firm_triggers: &mut FxHashMap<ProvisionId, bool>,
) -> bool {
    let firm = |object: &Object<'_>| names_something(cx.model, object) && quoted_judgement(cx, object).is_none();
    let here = provision.details.iter().any(|detail| match &detail.kind {
        DetailKind::Means(objects) => objects.iter().any(firm),
        DetailKind::Amount(objects) => objects.iter().any(firm),
        _ => false,
    });
    let acts = provision.sentences.iter().flat_map(|it| &it.objects).any(firm);
    let mut elsewhere = || {
        provision.upon.iter().flat_map(|it| &it.any).flatten().any(|it| match it.kind {
            OccasionKind::Named(RefTarget::Provision(id)) => {
                *firm_triggers.entry(id).or_insert_with(|| is_firm(cx, id))
            }
            _ => false,
        })
    };
    here || acts || elsewhere()
}

/// Whether a duty with its content given depends on a trigger.
fn is_firm(cx: &CheckContext<'_>, trigger: ProvisionId) -> bool {
    cx.facts.answers().to(trigger).iter().any(|id| {
        cx.facts.strength(*id).asks() >= Some(Strength::Given)
            && judged_by_bearer(cx, cx.model.provision(*id)).is_none()
    })
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, provision: &Provision<'_>, place: Span) {
    let named = called(provision);
    let finding = sink.report(place, format!("the content of {named} is determined by its bearer alone"));
    finding.here("no minimum is stated");
    let bearer = provision.sentences.iter().find(|it| it.bearer.is_some());
    let (who, several) = bearer.map_or_else(|| ("guarantors".to_owned(), true), |it| subject(cx.model, it));
    if let Some(sentence) = bearer {
        finding.label(sentence.bearer_span, "determines its own duty");
    }
    finding.counterexample(format!(
        "{who} deem{s} a note of protest necessary and send{s} it: {named} is performed",
        s = s(several)
    ));
    let protected = protected(cx.model);
    finding.help("state a minimum, and leave the rest free: `by intelligence, air-defence, funding`");
    finding.help(format!(
        "or state the minimum in an obligation of its own: `obligation floor {{ {}{who} shall supply {protected} by intelligence, \
         ammunition }}`",
        provision.upon.first().map_or_else(String::new, |it| format!("upon {} ", occasion(cx.model, it)))
    ));
    finding.help(
        "if the discretion is intended, declare it: `deliberately ambiguous \"each decides what it does\" agreed by parties`",
    );
}
