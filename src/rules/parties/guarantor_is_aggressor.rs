//! Somebody who guarantees may be the one that attacks.

use crate::diagnostic::Severity;
use crate::model::{ActorId, ActorSet, Aggressor, Case, Treaty};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::{is_mutual, listed, with_and};
use crate::syntax::ast::{Modal, ProvisionKind, RoleGroup};

declare_rule! {
    /// ## What it checks
    /// No assumed aggressor bears the role of guarantor, and nobody who is assumed to act with one. Where nobody else is left
    /// to guarantee against it, the finding is an error. Alliances in which every party guarantees all and is guaranteed by all are left alone: there any of them
    /// may turn.
    ///
    /// ## Why it matters
    /// Who guarantees sits at the table on the day of the attack: it is consulted, it votes, it is asked to ratify, it
    /// knows the plans. It can hold its own attack to be a measure under the guarantee. To the protected State its
    /// signature is worth what its restraint is worth; a duty not to attack gives the same without the seat.
    ///
    /// ## Precedent
    /// Prussia guaranteed Belgium in 1839, and the German Empire invaded it in 1914. The Russian Federation gave assurances
    /// to Ukraine in 1994, and Turkey and Greece guaranteed Cyprus in 1960. The Soviet Union alone promised assistance to
    /// the Baltic States in 1939, and annexed them in 1940.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is guarantor  #~ guarantor-is-aggressor: `RUS` guarantees `UKR`, which
    /// party GBR "United Kingdom"      is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// ```
    ///
    /// ```treaty,bad
    /// party EST "Republic of Estonia"                  is beneficiary
    /// party SUN "Union of Soviet Socialist Republics"  is guarantor  #~ guarantor-is-aggressor: `SUN` guarantees `EST`, which
    /// assume { potential aggressor SUN against EST }
    /// ```
    ///
    /// ```treaty,bad
    /// party UKR "Ukraine"              is beneficiary
    /// party BLR "Republic of Belarus"  is guarantor  #~ guarantor-is-aggressor: `BLR` guarantees `UKR` but
    /// party GBR "United Kingdom"       is guarantor
    /// state RUS "Russian Federation"
    /// assume {
    ///     potential aggressor RUS against UKR
    ///     BLR votes with RUS
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// party GBR "United Kingdom"      is guarantor
    /// prohibition no-force {
    ///     RUS shall not use armed-force
    ///     against UKR
    /// }
    /// assume { potential aggressor RUS against UKR }
    /// ```
    ///
    /// ```treaty,good
    /// party SLV "Republic of El Salvador"   is guarantor, beneficiary
    /// party HND "Republic of Honduras"      is guarantor, beneficiary
    /// party USA "United States of America"  is guarantor, beneficiary
    /// assume { potential aggressor SLV against HND }
    /// ```
    ///
    /// ## References
    /// - Treaty of London (1839); Treaty of Guarantee concerning Cyprus (1960); Memorandum of Budapest (1994)
    "parties/guarantor-is-aggressor" {
        summary: "a guarantor is a potential aggressor",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    if model.threat.cases.is_empty() || is_mutual(model) {
        return;
    }
    let guarantors = guaranteeing(model);
    let mut seen = ActorSet::new();
    for aggressor in &model.threat.aggressors {
        let id = aggressor.actor;
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let cases: Vec<&Case> = model.threat.cases.iter().filter(|it| it.attacker == id).collect();
        let threat = AggressorGuarantor { aggressor, left: left(&guarantors, &cases), victims: victims(&cases) };
        if guarantors.binary_search(&id).is_ok() {
            attacks(cx, &threat, &guarantors, sink);
            continue;
        }
        let allies = guarantors.iter().filter(|it| cases.iter().any(|case| case.bloc.contains(it)));
        for ally in allies.filter(|it| !threat.victims.contains(it)) {
            follows(cx, &threat, *ally, sink);
        }
    }
}

/// An assumed aggressor.
struct AggressorGuarantor<'t> {
    aggressor: &'t Aggressor,
    /// Whom it attacks.
    victims: ActorSet,
    /// The guarantors who neither attack nor act with it.
    left: ActorSet,
}

impl AggressorGuarantor<'_> {
    /// Those whom it attacks, in words.
    fn victims(&self, names: String) -> String {
        if self.victims.is_empty() { "others".to_owned() } else { names }
    }

    /// How much a guarantor weighs that is none.
    fn severity(&self) -> Severity {
        if self.left.is_empty() { Severity::Error } else { Severity::Warning }
    }
}

fn victims(cases: &[&Case]) -> ActorSet {
    let mut found: ActorSet = cases.iter().filter_map(|it| it.victim).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Who is left against an aggressor: guarantors outside its bloc, the victim itself aside.
fn left(guarantors: &[ActorId], cases: &[&Case]) -> ActorSet {
    let victims = victims(cases);
    let stays = |it: &ActorId| cases.iter().all(|case| !case.bloc.contains(it)) && !victims.contains(it);
    guarantors.iter().copied().filter(stays).collect()
}

/// A guarantor may attack.
fn attacks(cx: &CheckContext<'_>, threat: &AggressorGuarantor<'_>, guarantors: &[ActorId], sink: &mut Sink<'_>) {
    let model = cx.model;
    let (id, left) = (threat.aggressor.actor, &threat.left);
    let actor = model.actor(id);
    let name = actor.name;
    let (whom, quoted) = (threat.victims(model.names(&threat.victims)), threat.victims(quoted(cx, &threat.victims)));
    let mut sink = sink.weighing(threat.severity());
    let message = if left.is_empty() {
        format!("`{name}` guarantees {quoted}, which it may attack, and no other guarantor remains")
    } else {
        format!("`{name}` guarantees {quoted}, which it may attack")
    };
    // Where the text takes a guarantor over from elsewhere, the assumption is the place that it can change.
    let own = (actor.file == model.file).then_some(actor.span);
    let finding = sink.report(own.or(threat.aggressor.span).unwrap_or(model.head.title_span), message);
    let role = actor.roles.contains(RoleGroup::Guarantors);
    finding.here(if role { "a guarantor" } else { "guarantees in substance" });
    if let Some(span) = threat.aggressor.span.filter(|_| own.is_some()) {
        finding.label(span, "a potential aggressor");
    }
    for (follower, leader, span) in &model.threat.votes_with {
        if *leader == id && guarantors.binary_search(follower).is_ok() {
            finding.label(*span, format!("`{}`, another guarantor, acts with it", model.name(*follower)));
        }
    }
    finding.counterexample(if left.is_empty() {
        format!("{name} attacks {whom}: every guarantor is the attacker or acts with it")
    } else {
        format!(
            "{name} attacks {}: it is consulted, votes and withholds performance alongside {}",
            with_and(&whom),
            listed(model, left)
        )
    });
    let title = model.title(id);
    finding.help(format!(
        "let it sign without the role, `party {name} \"{title}\" is signatory`, and bind it to what it can perform: \
         `prohibition no-force {{ {name} shall not use armed-force against {whom} }}`"
    ));
    if left.is_empty() {
        finding.help(beside(name));
    } else {
        finding.help("at least exclude it from every vote on its own attack: `guarantors excluding the attacker`");
    }
}

/// A guarantor acts with one that may attack.
fn follows(cx: &CheckContext<'_>, threat: &AggressorGuarantor<'_>, ally: ActorId, sink: &mut Sink<'_>) {
    let model = cx.model;
    let actor = model.actor(ally);
    let (name, leader) = (actor.name, model.name(threat.aggressor.actor));
    let whom = threat.victims(quoted(cx, &threat.victims));
    let mut sink = sink.weighing(threat.severity());
    let message = if threat.left.is_empty() {
        format!("`{name}` guarantees {whom} but acts with `{leader}`, and no other guarantor remains")
    } else {
        format!("`{name}` guarantees {whom} but acts with `{leader}`, a potential aggressor")
    };
    let own = (actor.file == model.file).then_some(actor.span);
    let ties = model.threat.votes_with.iter().find(|it| it.0 == ally).map(|it| it.2);
    let place = own.or(ties).or(threat.aggressor.span).unwrap_or(model.head.title_span);
    let finding = sink.report(place, message);
    let role = actor.roles.contains(RoleGroup::Guarantors);
    finding.here(if role { "a guarantor" } else { "guarantees in substance" });
    for span in [ties, threat.aggressor.span].into_iter().flatten().filter(|it| *it != place) {
        finding.label(span, "assumed here");
    }
    finding.counterexample(format!(
        "{leader} attacks {}: {name} withholds what it owes, and votes as {leader} does",
        threat.victims(listed(model, &threat.victims))
    ));
    let title = model.title(ally);
    finding.help(format!("let it sign without the role: `party {name} \"{title}\" is signatory`"));
    if threat.left.is_empty() {
        finding.help(beside(leader));
    } else {
        finding.help(
            "at least exclude it from every vote on the attack: `guarantors excluding the attacker and its aligned`",
        );
    }
}

fn beside(name: &str) -> String {
    format!("add a guarantor that does not act with {name}, `party GBR \"United Kingdom\" is guarantor`")
}

/// Everybody who bears the role, or guarantees something by name in a sentence of the text.
fn guaranteeing(model: &Treaty<'_>) -> ActorSet {
    let mut found = model.bearers_of(RoleGroup::Guarantors);
    let positive = model.own_provisions().filter(|it| it.kind != ProvisionKind::Prohibition);
    for sentence in positive.flat_map(|it| &it.sentences) {
        let binds = !matches!(sentence.modal, Some(Modal::May | Modal::NeedNot | Modal::ReservesTheRight));
        if let Some(bearer) = sentence.bearer.as_ref().filter(|it| !model.depends_on_case(it))
            && sentence.verb == "guarantee"
            && binds
        {
            found.extend(model.members(bearer, None));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
