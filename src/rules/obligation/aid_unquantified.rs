//! Aid is promised, and nothing says how much.

use crate::analysis::strength::{OperativeForce, force};
use crate::model::vocabulary::{VerbClass, means, verb};
use crate::model::{ActorId, DetailKind, Object, OccasionKind, Provision, Sentence};
use crate::rules::prelude::*;
use crate::rules::wording::{called, protected};
use crate::source::Span;
use crate::syntax::ast::{ProvisionKind, RoleGroup};

declare_rule! {
    /// ## What it checks
    /// A `supply`, and a duty to give a protected State arms, money or goods that no attack sets off, has an amount:
    /// pieces, a sum, a share. What is given upon an attack, training, intelligence and other help that is not counted
    /// are left alone. An amount that is `TBD` is the concern of `drafting/unresolved-hole`.
    ///
    /// ## Why it matters
    /// One crate keeps a promise of weapons. The beneficiary can't plan its army on it, the supplier's parliament can't
    /// vote money for it, and industry does not build on it.
    ///
    /// ## Precedent
    /// In September 1939 Poland had the promise of all support and assistance in the power of its ally, and no figures.
    /// The agreements that European States made with Ukraine in 2024 name sums for their first years.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// supply arms {  #~ obligation/aid-unquantified: `arms` specifies no amount
    ///     by USA
    ///     to UKR
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// supply arms {
    ///     by USA
    ///     to UKR
    ///     amount 340 missiles, USD 500 million
    ///     per year
    ///     until 2031-01-01
    /// }
    /// ```
    ///
    /// ## References
    /// - Agreement of Mutual Assistance between the United Kingdom and Poland, London (25 August 1939)
    "obligation/aid-unquantified" {
        summary: "aid is promised, and nothing says how much",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for provision in cx.model.own_provisions() {
        if is_counted(provision) {
            continue;
        }
        let place = match provision.kind {
            ProvisionKind::Supply if provision.sentences.is_empty() => Some(provision.name_span),
            ProvisionKind::Supply | ProvisionKind::Obligation | ProvisionKind::Guarantee | ProvisionKind::Assurance => {
                provision.sentences.iter().find_map(|it| gives(cx, provision, it))
            }
            _ => None,
        };
        let Some(place) = place.filter(|_| !cx.facts.is_set_off(provision.id) && !is_called_for(provision)) else {
            continue;
        };
        let named = called(provision);
        let to = protected(cx.model);
        let finding = sink.report(place, format!("{named} specifies no amount"));
        finding.counterexample(format!("one crate is sent to {to} in ten years: {named} is kept"));
        finding.help(
            "say how much, how often and until when: `amount 340 missiles, USD 500 million per year until 2031-01-01`",
        );
        finding.help("or a share of what the giver spends: `amount 0.25 %`, with words for of what");
    }
}

/// Whether aid is given only when something happens or somebody asks: how much depends on that.
fn is_called_for(provision: &Provision<'_>) -> bool {
    provision.upon.iter().flat_map(|it| &it.any).flatten().any(|it| {
        !matches!(
            it.kind,
            OccasionKind::Signature(..)
                | OccasionKind::EntryIntoForce(_)
                | OccasionKind::Ratification(..)
                | OccasionKind::Instant(_)
        )
    })
}

/// Where a sentence promises a protected State what could be counted, and does not count it.
fn gives(cx: &CheckContext<'_>, provision: &Provision<'_>, sentence: &Sentence<'_>) -> Option<Span> {
    let (owed, negative) = force(sentence.modal?);
    let aids = verb(sentence.verb).is_some_and(|it| it.class == VerbClass::Aid);
    if negative || !aids || !matches!(owed, OperativeForce::Duty | OperativeForce::Effort) {
        return None;
    }
    let model = cx.model;
    let bearers = sentence.bearer.as_ref().map(|it| model.members(it, None)).unwrap_or_default();
    let receives = |it: &ActorId| model.actor(*it).roles.contains(RoleGroup::Beneficiaries) && !bearers.contains(it);
    let mut named = sentence.objects.iter().chain(provision.given_to());
    let to_protected = named.any(|it| matches!(it, Object::Actors(of) if model.members(of, None).iter().any(receives)));
    let material = |it: &Object<'_>| matches!(it, Object::Word(word) if means(word.text).is_some_and(|it| it.material));
    let first = provision.means().chain(&sentence.objects).find(|it| material(it))?;
    let Object::Word(word) = first else { return None };
    to_protected.then_some(word.span)
}

/// Whether an amount stands somewhere in a provision, or is still to be agreed.
fn is_counted(provision: &Provision<'_>) -> bool {
    let quantity = |it: &Object<'_>| match it {
        Object::Quantity(_) => true,
        Object::Word(word) => word.hole || word.text.contains(|it: char| it.is_ascii_digit()),
        _ => false,
    };
    let details = provision.details.iter().any(|it| match &it.kind {
        DetailKind::Amount(_) => true,
        DetailKind::Means(objects) => objects.iter().any(quantity),
        _ => false,
    });
    details || provision.sentences.iter().flat_map(|it| &it.objects).any(quantity)
}
