//! Actors, their roles, groups of them, and bodies that decide.

use super::value::ResolvedSet;
use super::{Actors, Decision, UnitId};
use crate::source::{FileId, Span};
use crate::syntax::ast::{List, RoleGroup};

/// Somebody who acts.
#[derive(Clone, Debug)]
pub struct Actor<'a> {
    /// Its name: `UKR`.
    pub name: &'a str,
    /// The long name, without quotes.
    pub title: Option<&'a str>,
    /// What it is.
    pub kind: ActorKind,
    /// Whether it signs.
    pub signs: bool,
    /// Its legal roles.
    pub roles: Roles,
    /// The text that declares it: the draft, an instrument that it reads, or the prelude.
    pub file: FileId,
    /// Where it is declared.
    pub span: Span,
    /// Whether it comes from the prelude.
    pub prelude: bool,
    /// For a body, an organization, an office.
    pub body: Option<Box<Body<'a>>>,
    /// For forces: who the text says controls them. For an office: the state that it belongs to.
    pub controlled_by: Option<Actors<'a>>,
    /// The article that declares it.
    pub unit: Option<UnitId>,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A state, or another that signs.
    State,
    /// NATO, OSCE, EU.
    Organization,
    /// An organ that decides.
    Body,
    /// Armed groups, irregulars, companies.
    Forces,
    /// An office: a commander.
    Office,
}

/// The legal roles that an actor bears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(pub u16);

impl Roles {
    /// Whether somebody gives protection, and is not only protected.
    pub fn gives(self) -> bool {
        self.contains(RoleGroup::Guarantors) || !self.contains(RoleGroup::Beneficiaries)
    }

    /// Adds a role.
    pub fn insert(&mut self, group: RoleGroup) {
        self.0 |= 1 << group as u16;
    }

    /// Whether the role is borne.
    pub fn contains(self, group: RoleGroup) -> bool {
        self.0 & (1 << group as u16) != 0
    }
}

/// A named set.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it is declared.
    pub span: Span,
    /// The text it stands in: the draft, an instrument that it reads, or the prelude.
    pub file: FileId,
    /// Who belongs to it.
    pub members: Actors<'a>,
    /// Who may join.
    pub open_to: Option<Actors<'a>>,
    /// Its members, where they are the same in every case; see [`super::Treaty::resolve`].
    pub(crate) fixed: ResolvedSet,
}

/// How a body is made up and decides.
#[derive(Clone, Debug, Default)]
pub struct Body<'a> {
    /// Its members; `None` if the text does not say.
    pub members: Option<Actors<'a>>,
    /// The same, evaluated, where they are the same in every case; see [`super::Treaty::resolve`].
    pub(crate) fixed: ResolvedSet,
    /// Who presides.
    pub chair: Option<Chair<'a>>,
    /// Who can call it together.
    pub convened_by: Option<Decision<'a>>,
    /// Its rules, one per matter.
    pub rules: List<MatterRule<'a>>,
    /// Who appoints its head.
    pub head_appointed_by: Option<Decision<'a>>,
    /// Who may join.
    pub open_to: Option<Actors<'a>>,
    /// Who lets them in.
    pub admitted_by: Option<Decision<'a>>,
    /// Who pays.
    pub funded_by: Option<Decision<'a>>,
}

/// Who presides over a body.
#[derive(Clone, Debug)]
pub struct Chair<'a> {
    /// Where it is said.
    pub span: Span,
    /// Who; empty where only words say it.
    pub who: Actors<'a>,
    /// `rotating among`
    pub rotating: bool,
}

/// A rule of a body for some matters.
#[derive(Clone, Debug)]
pub struct MatterRule<'a> {
    /// The whole clause.
    pub span: Span,
    /// `recommendations`, `serious-breach`; empty: every other matter.
    pub matters: List<&'a str>,
    /// The rule; `None` for `TBD`.
    pub decision: Option<Decision<'a>>,
}
