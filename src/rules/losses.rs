//! Promises that are lost by what the protected is said to have done, and who judges that.

use super::CheckContext;
use super::lexical::holds;
use crate::analysis::{Holder, Uncontrolled, UndecidedPassage};
use crate::model::{Condition, ConditionKind, DetailKind, Provision};
use crate::syntax::ast::{ProvisionKind, RoleGroup};

/// How a promise is lost by words that nobody judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// The protected forfeits it.
    Forfeited,
    /// It falls away with an act of the protected.
    ActOfTheProtected,
    /// It asks whether the attack was provoked.
    Provocation,
}

/// How words that nobody judges take a promise from the protected; nothing, if they do something else.
pub(crate) fn loss(cx: &CheckContext<'_>, found: &Uncontrolled<'_>) -> Option<Loss> {
    let Holder::Provision(id) = found.holder else { return None };
    let provision = cx.model.provision(id);
    let conditional = matches!(found.place, UndecidedPassage::Condition | UndecidedPassage::Exception);
    if !conditional || found.judged {
        return None;
    }
    if provision.kind == ProvisionKind::Forfeiture {
        return Some(Loss::Forfeited);
    }
    if PROVOCATION.iter().any(|it| holds(found.words, it)) {
        return Some(Loss::Provocation);
    }
    let excused = found.place == UndecidedPassage::Exception && is_act_of_the_protected(cx, provision, found);
    excused.then_some(Loss::ActOfTheProtected)
}

/// Words by which it is asked who began.
const PROVOCATION: &[&str] = &["unprovoked", "provoked", "provocation", "unprovoked attack", "non provoked"];

/// Whether an exception is an act by somebody who is protected, and the promise is owed by others.
fn is_act_of_the_protected(cx: &CheckContext<'_>, provision: &Provision<'_>, found: &Uncontrolled<'_>) -> bool {
    let protected = cx.model.bearers_of(RoleGroup::Beneficiaries);
    let mut bearers = provision.sentences.iter().filter_map(|it| it.bearer.as_ref());
    let theirs = bearers.any(|it| cx.model.members(it, None).iter().all(|id| protected.contains(id)));
    let mut acts = false;
    for conditions in provision.gates.iter().filter_map(|it| it.conditions()) {
        conditions.each(&mut |condition: &Condition<'_>| {
            if let ConditionKind::Events(events) = &condition.kind
                && condition.span.contains(found.span)
                && let Some(by) = &events.by
            {
                let by = cx.model.members(by, None);
                acts |= !by.is_empty() && by.iter().all(|id| protected.contains(id));
            }
        });
    }
    acts && !theirs && !is_ban_on_the_protected(provision)
}

/// Whether a provision only limits what forces may be there.
fn is_ban_on_the_protected(provision: &Provision<'_>) -> bool {
    provision.details.iter().any(|it| matches!(it.kind, DetailKind::OnActors(_)))
}
