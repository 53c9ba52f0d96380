//! Forces are bound, and the State that controls them is not.

use crate::analysis::bearers;
use crate::model::{ActorId, ActorKind, ActorSet};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::called;

declare_rule! {
    /// ## What it checks
    /// Where armed groups or other forces owe something (in a cease-fire, a withdrawal, a ban), those who control them
    /// bear a duty of their own somewhere in the text. Who controls them is what the text says, and what is assumed
    /// (`RUS controls Militia`).
    ///
    /// ## Why it matters
    /// Whoever commands the forces breaks the text through them, and has broken nothing. The beneficiary has a claim
    /// against a group that nobody recognises, and none against the State that could stop it.
    ///
    /// ## Precedent
    /// The package of measures of Minsk of February 2015 asks for the withdrawal of armed formations, foreign ones
    /// among them, and names no State that has to withdraw them.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// forces Militia "armed formations of certain districts"
    /// assume {
    ///     potential aggressor RUS against UKR
    ///     RUS controls Militia
    /// }
    /// obligation withdrawal {
    ///     Militia shall withdraw heavy-weapons  #~ parties/real-belligerent-unbound: `withdrawal` binds `Militia`, and no provision binds `RUS`
    ///     within 14 days after signature
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// forces Militia "armed formations of certain districts"
    /// assume {
    ///     potential aggressor RUS against UKR
    ///     RUS controls Militia
    /// }
    /// obligation withdrawal {
    ///     RUS, Militia shall withdraw heavy-weapons
    ///     within 14 days after signature
    /// }
    /// ```
    ///
    /// ## References
    /// - Package of Measures for the Implementation of the Minsk Agreements (12 February 2015), points 2 and 10
    "parties/real-belligerent-unbound" {
        summary: "forces are bound, and the State that controls them is not",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let forces = |it: &ActorId| model.actor(*it).kind == ActorKind::Forces;
    if !model.actors.iter().any(|it| it.kind == ActorKind::Forces) {
        return;
    }
    let bound = cx.facts.bearing();
    let mut told = ActorSet::new();
    for provision in model.own_provisions() {
        for set in bearers(provision) {
            for group in model.members(set, None).into_iter().filter(forces) {
                let controlling = controllers(cx, group);
                let free = |it: &ActorId| bound.binary_search(it).is_err() && !told.contains(it);
                let unbound: ActorSet = controlling.iter().copied().filter(free).collect();
                // Where one of several is bound, it answers for the others.
                if unbound.is_empty() || unbound.len() < controlling.len() {
                    continue;
                }
                told.extend(&unbound);
                let (named, who) = (called(provision), quoted(cx, &unbound));
                let control = if unbound.len() > 1 { "control" } else { "controls" };
                let group_name = model.name(group);
                let finding = sink.report(
                    set.span,
                    format!("{named} binds `{group_name}`, and no provision binds {who}, which {control} it"),
                );
                for (controller, controlled, span) in &model.threat.controls {
                    if *controlled == group && unbound.contains(controller) {
                        finding.label(*span, "assumed to control it");
                    }
                }
                let list = model.names(&unbound);
                finding.counterexample(format!(
                    "{group_name} stays and fires: {list} deplore{} it and break{} no duty",
                    if unbound.len() > 1 { "" } else { "s" },
                    if unbound.len() > 1 { "" } else { "s" }
                ));
                finding.help(format!("bind those who can stop it: `{list}, {group_name} shall …`"));
                finding.help(format!(
                    "or oblige them to bring it about: `obligation control {{ {list} shall ensure \"that {group_name} complies\" }}`"
                ));
            }
        }
    }
}

/// Who controls forces: by the text, and as it is assumed.
fn controllers(cx: &CheckContext<'_>, group: ActorId) -> ActorSet {
    let model = cx.model;
    let stated = model.actor(group).controlled_by.iter().flat_map(|it| model.members(it, None));
    let assumed = model.threat.controls.iter().filter(|it| it.1 == group).map(|it| it.0);
    let mut found: ActorSet = stated.chain(assumed).collect();
    found.sort_unstable();
    found.dedup();
    found
}
