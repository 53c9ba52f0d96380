//! A trigger counts what a State does, and is silent on those whom it sends.

use crate::analysis::aim::names_forces;
use crate::model::{ActorId, EventKind};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::terms::defines;
use crate::rules::wording::called;

declare_rule! {
    /// ## What it checks
    /// A trigger of help that names who must attack says as well whether proxies, irregulars, military companies and troops
    /// without insignia count: by `proxy-attack`, by forces among those who are named, or by a term that defines the attack.
    /// A trigger that leaves open who attacks (`on armed-attack against UKR`) counts them all.
    ///
    /// ## Why it matters
    /// The cheapest way past a guarantee is to attack and to deny it. If the text counts an attack *by* a State, whoever does
    /// not want to help asks for proof that it was that State. The beneficiary loses weeks.
    ///
    /// ## Precedent
    /// In February and March 2014 men without insignia took Crimea, and the Russian Federation said that they were none of
    /// its own. The agreements of Minsk bind armed formations and name nobody who controls them.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// trigger attack {
    ///     on armed-attack by RUS against UKR  #~ attribution-gap: `attack` counts an attack by `RUS` and is silent on forces
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
    /// trigger attack {
    ///     on armed-attack, proxy-attack by RUS against UKR
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
    /// - Package of Measures for the Implementation of the Minsk Agreements (2015), points 1, 2 and 10
    /// - International Law Commission, Articles on Responsibility of States (2001), articles 4 to 11
    "trigger/attribution-gap" {
        summary: "a trigger counts what a State does, and is silent on those whom it sends",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for trigger in cx.facts.help_triggers() {
        let provision = cx.model.provision(trigger.provision);
        let Some((attackers, by)) = trigger.attackers(cx.model) else { continue };
        if provision.ambiguity.is_some() || names_forces(cx.model, &attackers) {
            continue;
        }
        let events = || trigger.attacks.iter().flat_map(|it| &it.events);
        let covers = events().any(|it| match it.kind {
            EventKind::Named(word, _) => matches!(word, "proxy-attack" | "hybrid-attack") || defines(cx.model, word),
            EventKind::Words(words) => defines(cx.model, words),
            EventKind::Phase(..) => false,
        });
        if covers {
            continue;
        }
        let (called, names) = (called(provision), quoted(cx, &attackers));
        let sends = if attackers.len() == 1 { "it" } else { "they" };
        let finding = sink.report(
            by.span,
            format!("{called} counts an attack by {names} and is silent on forces that {sends} may disown"),
        );
        let first = cx.model.name(attackers[0]);
        let theirs = |it: &&(ActorId, ActorId, crate::source::Span)| attackers.contains(&it.0);
        let sent = match cx.model.threat.controls.iter().find(theirs) {
            Some((_, forces, span)) => {
                finding.label(*span, format!("`{}` acts for it", cx.model.name(*forces)));
                cx.model.name(*forces).to_owned()
            }
            None => "men without insignia".to_owned(),
        };
        finding.counterexample(format!(
            "{sent} cross the border, {first} says that they are none of its own: whether that is an attack by {first} \
             each guarantor has to prove first"
        ));
        finding.help(format!("count them too: `on armed-attack, proxy-attack by {}`", cx.model.quoted(by.span)));
        finding.help("or leave open who attacks, and let those who decide find it: `on armed-attack against …`");
    }
}
