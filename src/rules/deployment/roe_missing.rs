//! Troops that may have to use force have no rules on it.

use crate::analysis::ForcePart;
use crate::model::vocabulary::{ObjectClass, Post, is_purpose, means, role};
use crate::model::{ActorId, DetailKind, Object, OpenWord, ProvisionId};
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;
use crate::syntax::ast::{ProvisionKind, RoleGroup};
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it checks
    /// A deployment whose roles may ask for force (combat, air defence, policing of the air, separation, enforcement,
    /// work at the line of contact) has `rules-of-engagement`, or a norm borne by the force says when it may use force.
    /// Forces whose roles are known to need none are left alone; so are those of which `deployment/role-undefined` says
    /// that their roles are not known, and bases in a State that the text neither protects nor holds to be in danger.
    ///
    /// ## Why it matters
    /// Whether a soldier may fire first, only in return, or only to save lives is what the sides, the contributors and
    /// their courts will argue about after the first shot. The rule serves the contributors, who answer for what their
    /// troops do, and the beneficiary, which learns whether anybody will fire at all.
    ///
    /// ## Precedent
    /// The Protocol of 1981 on the Multinational Force and Observers limits the use of force to self-defence. Of the
    /// European force that was discussed for Ukraine in the spring of 2025 the mandate, and with it the use of force,
    /// was left open.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment air-cover {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only air-policing  #~ deployment/roe-missing: the roles of `air-cover` may ask for force
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment air-cover {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only air-policing
    ///     rules-of-engagement self-defence, "interception of aircraft that enter without leave"
    /// }
    /// ```
    ///
    /// ## References
    /// - Protocol between Egypt and Israel establishing the Multinational Force and Observers (1981), annex
    "deployment/roe-missing" {
        summary: "troops that may have to use force have no rules on it",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let forces = &cx.facts.forces().all;
    let mut by_norms: Option<FxHashSet<ProvisionId>> = None;
    for force in forces.iter().filter(|it| it.sentence.is_none() && cx.model.is_own(it.provision)) {
        let Some(roles) = force.roles.filter(|_| force.foreign()) else { continue };
        let forceful: Vec<&OpenWord<'_>> = roles.words.iter().filter(|it| may_need_force(it)).collect();
        // Of an aim nobody knows what it asks for: another rule says so.
        let open = roles.words.iter().all(|it| it.hole || is_purpose(it.text));
        let mut ruled = || by_norms.get_or_insert_with(|| ruled(cx)).contains(&force.provision.id);
        if forceful.is_empty() || open || says_when(cx, force) || !may_be_tested(cx, force) || ruled() {
            continue;
        }
        let named = called(force.provision);
        let words: Vec<String> = forceful.iter().map(|it| format!("`{}`", cx.model.quoted(it.span))).collect();
        let message = format!("the roles of {named} may ask for force, and the text does not say when it may be used");
        let senders = troops::senders(cx.model, force);
        let finding = sink.report(roles.span, message);
        finding.here(format!("no rules of engagement for {}", crate::diagnostic::join_list(&words, "and")));
        finding.counterexample(match troops::attacker(cx.model, force) {
            Some(attacker) => format!(
                "{attacker} comes close and does not fire: the troops of {senders} may fire first, or only in return, \
                 and the text says neither"
            ),
            None => format!(
                "somebody comes close and does not fire: the troops of {senders} may fire first, or only in return, \
                 and the text says neither"
            ),
        });
        finding.help("say when they may use force: `rules-of-engagement self-defence, \"defence of the mandate\"`");
        if !force.provision.name.is_empty() {
            finding.help(format!(
                "or in a norm of its own: `permission use-of-force {{ {} may use armed-force limited to \"self-defence\" }}`",
                force.provision.name
            ));
        }
    }
}

/// Whether a role may ask for force: of a word that nobody knows it is not said.
fn may_need_force(word: &OpenWord<'_>) -> bool {
    role(word.text).is_some_and(|it| it.combat || it.post == Post::Line)
}

/// Whether the force stands where it may come to fighting: the host is protected or may be attacked, or a cease-fire holds.
fn may_be_tested(cx: &CheckContext<'_>, force: &ForcePart<'_>) -> bool {
    let model = cx.model;
    let protected = |it: &ActorId| model.actor(*it).roles.contains(RoleGroup::Beneficiaries);
    let truce = || model.own_provisions().any(|it| it.kind == ProvisionKind::Ceasefire);
    force.hosts.actors.iter().any(protected) || troops::attacker(model, force).is_some() || truce()
}

/// Whether the clauses of a force say when it may use force.
fn says_when(cx: &CheckContext<'_>, force: &ForcePart<'_>) -> bool {
    let provision = force.provision;
    let here = provision.details.iter().any(|it| matches!(it.kind, DetailKind::RulesOfEngagement(_)));
    here || troops::is_unread(cx.model, provision, "rules-of-engagement")
}

/// The deployments that bear a norm on the use of force.
fn ruled(cx: &CheckContext<'_>) -> FxHashSet<ProvisionId> {
    let mut found = FxHashSet::default();
    for norm in cx.model.own_provisions() {
        let means_force = norm.details.iter().any(|it| match &it.kind {
            DetailKind::Means(objects) => objects.iter().any(is_force),
            _ => false,
        });
        for sentence in norm.sentences.iter().filter(|it| means_force || it.objects.iter().any(is_force)) {
            sentence.bearer.iter().for_each(|it| troops::named_in(it, &mut found));
        }
    }
    found
}

/// Whether an object, or a means, is the use of force, or leaves room for it.
fn is_force(object: &Object<'_>) -> bool {
    use crate::analysis::forces::{hyphened, object_class};
    let Object::Word(word) = object else { return false };
    object_class(word) == Some(ObjectClass::Force) || means(&hyphened(word.text)).is_some_and(|it| it.armed || it.open)
}
