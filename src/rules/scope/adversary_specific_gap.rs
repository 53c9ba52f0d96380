//! Help comes only against the one who is named.

use crate::diagnostic::Severity;
use crate::model::{ActorSet, EventKind};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::called;

declare_rule! {
    /// ## What it checks
    /// A trigger of help that names who must attack names everybody who may: each assumed aggressor of the one who is
    /// protected, and whoever is assumed to act with it. Where it does, and still names States alone, the rule advises on
    /// those who lend territory or join later.
    ///
    /// ## Why it matters
    /// A war is widened by those whom the text does not know: an ally that joins, a neighbour from whose soil the attack
    /// starts. Against these nothing is owed. The rule serves the beneficiary; a guarantor that means to be bound against
    /// one State alone says so, `deliberately ambiguous` or not, and allows the finding.
    ///
    /// ## Precedent
    /// The secret protocol to the Anglo-Polish agreement of August 1939 had the words on a European Power mean Germany: on
    /// 17 September another one attacked, and the promise did not apply. The Finnish and Soviet treaty of 1948 names
    /// Germany or any State allied with it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// state BLR "Republic of Belarus"
    /// assume {
    ///     potential aggressor RUS against UKR
    ///     BLR votes with RUS
    /// }
    /// trigger attack {
    ///     on armed-attack, proxy-attack by RUS against UKR  #~ adversary-specific-gap: `attack` counts an attack by `RUS`, and none by `BLR`
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// state BLR "Republic of Belarus"
    /// assume {
    ///     potential aggressor RUS against UKR
    ///     BLR votes with RUS
    /// }
    /// trigger attack {
    ///     on armed-attack, proxy-attack by RUS against UKR
    ///     on armed-attack by "any State that acts with it or lends it territory" against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Agreement of Mutual Assistance between the United Kingdom and Poland (1939), secret protocol
    /// - Agreement of Friendship, Cooperation and Mutual Assistance between Finland and the Soviet Union (1948), article 1
    "scope/adversary-specific-gap" {
        summary: "help comes only against the one who is named",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let triggers = cx.facts.help_triggers();
    // Whom any trigger of help counts is no gap.
    let mut covered = ActorSet::new();
    for trigger in triggers {
        match trigger.attackers(cx.model) {
            Some((attackers, _)) => covered.extend(attackers),
            None => return,
        }
    }
    let Some(trigger) = triggers.first() else { return };
    let provision = cx.model.provision(trigger.provision);
    let Some((named, by)) = trigger.attackers(cx.model) else { return };
    if provision.ambiguity.is_some() {
        return;
    }
    let mut missing: ActorSet = cx.model.threat.cases.iter().flat_map(|it| &it.bloc).copied().collect();
    missing.sort_unstable();
    missing.dedup();
    missing.retain(|it| !covered.contains(it) && cx.model.actor(*it).kind == crate::model::ActorKind::State);
    let (trigger_called, list) = (called(provision), quoted(cx, &named));
    // What words say of the event may widen it; that is no certain gap.
    let words = trigger.attacks.iter().flat_map(|it| &it.events).all(|it| matches!(it.kind, EventKind::Words(_)));
    if missing.is_empty() {
        let mut advice = sink.weighing(Severity::Advice);
        let finding = advice.report(by.span, format!("{trigger_called} counts an attack by {list} alone"));
        let first = cx.model.name(named[0]);
        let it = if named.len() == 1 { "it" } else { "them" };
        finding.counterexample(format!(
            "another State lends {first} its territory and joins in: against that State nothing is owed"
        ));
        finding.help(format!(
            "count those who act with {it} by a line of their own: `on armed-attack by \"any State that acts with {it} or \
             lends {it} territory\" against …`"
        ));
        finding.help("or leave open who attacks: `on armed-attack against …`");
        return;
    }
    let mut sink = if words { sink.weighing(Severity::Advice) } else { sink.weighing(Severity::Warning) };
    let finding = sink
        .report(by.span, format!("{trigger_called} counts an attack by {list}, and none by {}", quoted(cx, &missing)));
    for (follower, leader, span) in &cx.model.threat.votes_with {
        if missing.contains(follower) {
            finding.label(*span, format!("`{}` acts with `{}`", cx.model.name(*follower), cx.model.name(*leader)));
        }
    }
    let attacks = if missing.len() == 1 { "attacks" } else { "attack" };
    finding.counterexample(format!("{} {attacks}: {trigger_called} stays shut", cx.model.names(&missing)));
    let mut all = named.clone();
    all.extend(&missing);
    let all: Vec<&str> = all.iter().map(|it| cx.model.name(*it)).collect();
    finding.help(format!("name them all: `by {}`", all.join(", ")));
    finding.help("or leave open who attacks: `on armed-attack against …`");
}
