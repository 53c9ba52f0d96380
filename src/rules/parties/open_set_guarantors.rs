//! Who guarantees is an open set, and nothing says how somebody joins it.

use crate::analysis::bearers;
use crate::analysis::strength::{OperativeForce, force};
use crate::model::vocabulary::{VerbClass, verb};
use crate::model::{Actors, GroupId, Provision, SetTerm};
use crate::rules::prelude::*;
use crate::rules::wording::{called, called_all};
use crate::syntax::ast::ProvisionKind;
use rustc_hash::FxHashMap;

declare_rule! {
    /// ## What it checks
    /// A group that is `open to` others and owes or sends something has a clause on `accession`, which says how one
    /// joins and who lets it in. No promise of help rests on words alone ("other European countries") or on `any
    /// state`.
    ///
    /// ## Why it matters
    /// A coalition that anybody may join is one that nobody has joined until a day is named. The beneficiary can't
    /// count who will come; the members do not know with whom they promise; the adversary, or its friend, may be the
    /// next to join.
    ///
    /// ## Precedent
    /// In August 2025 the guarantees for Ukraine were to come from the United States and "other European countries",
    /// and nobody knew which. The communiqué of Istanbul of March 2022 lists its guarantors by name, and has a clause
    /// on accession.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// group Willing = FRA, GBR open to any state  #~ parties/open-set-guarantors: any State may join `Willing`
    /// obligation assist {
    ///     each of Willing shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// group Willing = FRA, GBR open to any state
    /// obligation assist {
    ///     each of Willing shall assist UKR
    ///     by weapons
    /// }
    /// accession { open to any state by agreement of FRA, GBR, UKR }
    /// ```
    ///
    /// ## References
    /// - Istanbul Communiqué (29 March 2022); North Atlantic Treaty (1949), article 10
    "parties/open-set-guarantors" {
        summary: "who guarantees is an open set, and nothing says how somebody joins it",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let accession = model.own_provisions().any(|it| it.kind == ProvisionKind::Accession);
    let promises = if accession { FxHashMap::default() } else { promises(cx) };
    for (at, group) in model.groups.iter().enumerate().filter(|it| it.1.file == model.file && !accession) {
        let Some(open_to) = &group.open_to else { continue };
        let Some(promises) = promises.get(&GroupId(at as u32)) else { continue };
        let anybody = open_to.include.iter().any(|it| matches!(it, SetTerm::AnyState));
        let who = if anybody { "any State".to_owned() } else { format!("`{}`", model.quoted(open_to.span)) };
        let name = group.name;
        let message = format!("{who} may join `{name}`, and no procedure governs accession to it");
        let finding = sink.report(group.span, message);
        for provision in promises.iter().take(3) {
            finding.label(provision.name_span, format!("what `{name}` owes or sends"));
        }
        let shown = called_all(promises.iter().take(3).copied());
        finding.counterexample(format!(
            "the day comes: one State says that it had joined `{name}` and had not yet accepted {shown}, another that it had left"
        ));
        finding.help(format!(
            "say how one joins: `accession {{ open to {} by agreement of {} }}`",
            model.quoted(open_to.span),
            model.quoted(group.members.span)
        ));
        finding.help(format!("or close the list: `group {name} = {}`", model.quoted(group.members.span)));
    }
    for provision in model.own_provisions() {
        let promise =
            matches!(provision.kind, ProvisionKind::Obligation | ProvisionKind::Guarantee | ProvisionKind::Assurance);
        for sentence in provision.sentences.iter().filter(|_| promise) {
            let aids = verb(sentence.verb).is_some_and(|it| it.class == VerbClass::Aid);
            let (owed, negative) = sentence.modal.map_or((OperativeForce::Nothing, true), force);
            if !aids || negative || owed == OperativeForce::Nothing || sentence.passive {
                continue;
            }
            let any =
                sentence.bearer.as_ref().is_some_and(|it| it.include.iter().any(|it| matches!(it, SetTerm::AnyState)));
            let words = sentence.bearer_words.filter(|it| sentence.bearer.is_none() && !it.is_empty());
            if !any && words.is_none() {
                continue;
            }
            let named = called(provision);
            let bearer = words.map_or_else(|| "any state".to_owned(), ToOwned::to_owned);
            let finding = sink.report(
                sentence.bearer_span,
                format!("{named} rests on `{bearer}`: the text does not say which States these are"),
            );
            finding.counterexample(format!(
                "the event has come and nobody helps: no State is named that has broken {named}"
            ));
            finding.help("name them, and let others accede: `each of FRA, GBR shall …` and `accession { open to any state by … }`");
        }
    }
}

/// What rests on each group: what it owes or sends.
fn promises<'c, 'm>(cx: &'c CheckContext<'m>) -> FxHashMap<GroupId, Vec<&'c Provision<'m>>> {
    let mut found: FxHashMap<GroupId, Vec<&Provision<'m>>> = FxHashMap::default();
    for provision in cx.model.own_provisions().filter(|it| it.kind != ProvisionKind::Prohibition) {
        for set in bearers(provision) {
            groups(set, &mut |group| {
                let promises = found.entry(group).or_default();
                if promises.last().is_none_or(|it| it.id != provision.id) {
                    promises.push(provision);
                }
            });
        }
    }
    found
}

/// The groups that a set names.
fn groups(actors: &Actors<'_>, found: &mut dyn FnMut(GroupId)) {
    for term in &actors.include {
        match term {
            SetTerm::Group(id) => found(*id),
            SetTerm::Nested(inner) => groups(inner, found),
            _ => {}
        }
    }
}
