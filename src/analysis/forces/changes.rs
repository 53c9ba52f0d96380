//! Who may change what in a force.

use super::{ForcePart, Forces, hyphened};
use crate::model::{ChangeKind, Decision, DetailKind, SetTerm, Treaty, VoteKind};
use crate::source::Span;

/// What may change in a force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variable {
    /// How many there are.
    Ceiling,
    /// What they may do.
    Roles,
}

impl Variable {
    /// Whether the word of a `change of` clause means it.
    fn is_meant(self, word: &str) -> bool {
        let words: &[&str] = match self {
            Self::Ceiling => &[
                "cap",
                "caps",
                "ceiling",
                "ceilings",
                "levels",
                "limit",
                "limits",
                "number",
                "numbers",
                "personnel",
                "size",
                "strength",
            ],
            Self::Roles => &["function", "functions", "mandate", "mission", "role", "roles", "task", "tasks"],
        };
        let word = hyphened(word);
        word.split('-').any(|part| words.contains(&part))
    }
}

/// Who may change something in a force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForceChange {
    /// The text is silent.
    Silent,
    /// It names the matter, and leaves open who decides.
    Open(Span),
    /// Somebody must be consulted, and nobody decides.
    Consulted(Span),
    /// Only whoever gives the mandate, or amends the treaty, can be meant.
    Implied(Span),
    /// The text says who decides.
    Settled(Span),
}

impl<'m> Forces<'m> {
    /// Who may raise the ceiling of a force or change its roles.
    pub fn changes(&self, treaty: &Treaty<'m>, force: &ForcePart<'m>, of: Variable) -> ForceChange {
        let limit = if of == Variable::Ceiling { self.limit_on(treaty, force) } else { None };
        let mut found = ForceChange::Silent;
        for detail in force.provision.details.iter().chain(limit.into_iter().flat_map(|it| &it.details)) {
            let DetailKind::ChangeOf(change) = &detail.kind else { continue };
            let grows = change.kind != ChangeKind::Decrease;
            if !grows || !change.of.iter().any(|it| of.is_meant(it.text)) {
                continue;
            }
            found = match &change.by {
                Some(decision) if is_open(decision) => ForceChange::Open(detail.span),
                Some(_) => return ForceChange::Settled(detail.span),
                None => ForceChange::Consulted(detail.span),
            };
        }
        if found != ForceChange::Silent {
            return found;
        }
        let mandate = force.provision.details.iter().find(|it| matches!(it.kind, DetailKind::AuthorisedBy(_)));
        if let Some(mandate) = mandate {
            return ForceChange::Implied(mandate.span);
        }
        self.amendment.map_or(ForceChange::Silent, ForceChange::Implied)
    }
}

/// Whether nobody knows who decides.
fn is_open(decision: &Decision<'_>) -> bool {
    decision.any.iter().flatten().all(|vote| match &vote.kind {
        VoteKind::Unknown => true,
        VoteKind::By(of) => of.include.iter().all(|it| matches!(it, SetTerm::Unknown)),
        _ => false,
    })
}
