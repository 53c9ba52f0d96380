//! Troops stand on the soil of the protected, and the text does not say what an attack on them means.

use crate::analysis::ForcePart;
use crate::model::vocabulary::{event, role};
use crate::model::{ActorId, DetailKind, EventKind, Events, OpenWord, Provision, ProvisionId};
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;
use crate::syntax::ast::{ProvisionKind, RoleGroup};
use rustc_hash::{FxHashMap, FxHashSet};

declare_rule! {
    /// ## What it checks
    /// Where a text promises help upon an attack on the protected State and lets others station troops there, it says
    /// what an attack on these troops is: `attack on it is` a trigger, or `nothing`; or a trigger of which the force,
    /// or each of its senders, is the object. Forces that only watch and take no side, and forces that come only after
    /// an attack, are left alone, and so are texts that promise nothing upon an attack: a cease-fire, a status
    /// agreement, a mandate.
    ///
    /// ## Why it matters
    /// Troops that stand in the way are a guarantee only if somebody must act when they are hit. The beneficiary counts
    /// on the tripwire; the contributors' parliaments have to know whether they vote for one; the adversary will strike
    /// the contingent first if that opens nothing.
    ///
    /// ## Precedent
    /// Article 6 of the North Atlantic Treaty names attacks on the forces of the parties in the area. Plans for a
    /// European force in Ukraine after 2025 left open whether an attack on it would be met.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// deployment trainers {  #~ deployment/attack-on-contingent-silent: the text is silent on whether an attack on `trainers`
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// deployment trainers {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    ///     attack on it is attack
    /// }
    /// ```
    ///
    /// ## References
    /// - North Atlantic Treaty (1949), article 6
    "deployment/attack-on-contingent-silent" {
        summary: "the text is silent on what an attack on stationed troops means",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let protected = model.bearers_of(RoleGroup::Beneficiaries);
    let mut all = None;
    for force in &cx.facts.forces().all {
        let stationed = force.sentence.is_none() && !force.on_call() && force.foreign();
        if !stationed || !model.is_own(force.provision) || is_impartial(force) {
            continue;
        }
        let triggers = all.get_or_insert_with(|| triggers(cx));
        // What the text promises to the host upon an attack.
        let mut hosts = force.hosts.actors.iter().filter(|it| protected.binary_search(it).is_ok());
        let opened = hosts.find_map(|it| triggers.on.get(it).copied().or(triggers.on_anybody));
        let Some(trigger) = opened.filter(|_| !is_answered(cx, force, triggers)) else { continue };
        let (named, opened) = (called(force.provision), called(trigger));
        let message = format!("the text is silent on whether an attack on {named} is an attack under {opened}");
        let (senders, soil) = (troops::senders(model, force), troops::hosts(model, force));
        let finding = sink.report(force.span, message);
        finding.here(format!("stands in {soil}"));
        finding.label(trigger.name_span, "an attack on the protected, not on those who stand there");
        let attacker = troops::attacker(model, force).unwrap_or("the adversary");
        finding.counterexample(format!(
            "{attacker} shells the troops of {senders} and nothing else in {soil}: one side says that {opened} has \
             come, the other that it has not"
        ));
        if trigger.name.is_empty() {
            continue;
        }
        let clause = format!("attack on it is {}", trigger.name);
        finding.help(format!("if it is to be answered, say so: `{clause}`"));
        finding.help("if it is not, say that too: `attack on it is nothing`");
        finding.fixes.extend(troops::add_clause(model, force.provision, &clause));
    }
}

/// Whether a force takes no side: an attack on it is no attack on the protected.
fn is_impartial(force: &ForcePart<'_>) -> bool {
    let takes_no_side = |it: &OpenWord<'_>| role(it.text).is_some_and(|it| it.impartial && !it.partisan);
    force.roles.is_some_and(|it| !it.words.is_empty() && it.words.iter().all(takes_no_side))
}

/// What the triggers of a draft say of attacks.
struct AttackTriggers<'c, 'm> {
    /// Whose attackers open one: those named, with the first trigger on which something hangs.
    on: FxHashMap<ActorId, &'c Provision<'m>>,
    /// The first that names nobody, and on which something hangs.
    on_anybody: Option<&'c Provision<'m>>,
    /// Whoever is the object of an attack that is spoken of.
    objects: FxHashSet<ActorId>,
    /// The forces that are.
    forces: FxHashSet<ProvisionId>,
}

fn triggers<'c, 'm>(cx: &'c CheckContext<'m>) -> AttackTriggers<'c, 'm> {
    let model = cx.model;
    let mut found = AttackTriggers {
        on: FxHashMap::default(),
        on_anybody: None,
        objects: FxHashSet::default(),
        forces: FxHashSet::default(),
    };
    for provision in model.own_provisions() {
        let opens = provision.kind == ProvisionKind::Trigger && !cx.facts.answers().to(provision.id).is_empty();
        for events in provision.events.iter().filter(|it| may_be_attack(it)) {
            let Some(against) = &events.against else {
                found.on_anybody = found.on_anybody.or(Some(provision).filter(|_| opens));
                continue;
            };
            troops::named_in(against, &mut found.forces);
            for id in model.members(against, None) {
                found.objects.insert(id);
                if opens {
                    found.on.entry(id).or_insert(provision);
                }
            }
        }
    }
    found
}

/// Whether the text says what an attack on a force is.
fn is_answered(cx: &CheckContext<'_>, force: &ForcePart<'_>, triggers: &AttackTriggers<'_, '_>) -> bool {
    let provision = force.provision;
    let here = provision.details.iter().any(|it| matches!(it.kind, DetailKind::AttackOnItIs(..)));
    let senders = &force.senders;
    let known = !senders.leaves_open() && !senders.actors.is_empty();
    here || troops::is_unread(cx.model, provision, "attack")
        || triggers.forces.contains(&provision.id)
        || known && senders.actors.iter().all(|it| triggers.objects.contains(it))
}

/// Whether one of the events is an attack, or may be one.
fn may_be_attack(events: &Events<'_>) -> bool {
    events.events.iter().any(|it| match it.kind {
        EventKind::Named(word, _) => event(word).is_none_or(|it| it.attack),
        EventKind::Words(_) => true,
        EventKind::Phase(..) => false,
    })
}
