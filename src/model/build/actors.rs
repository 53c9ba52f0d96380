//! Sets of actors.

use super::super::{Actors, RefTarget, SetTerm, accession};
use super::{ModelBuilder, Reads, TextOrigin};
use crate::source::Span;
use crate::syntax::ast::{self, List, Member, OrBracket, RoleGroup, Subject};
use crate::syntax::number;
use thin_vec::thin_vec as list;

impl<'a> ModelBuilder<'a, '_> {
    /// A set expression; `None` if the reading leaves nothing of it.
    pub(super) fn actors(&mut self, set: &ast::ActorExpr) -> Option<Actors<'a>> {
        let mut include = self.union(&set.include);
        if include.is_empty() {
            return None;
        }
        let mut except = self.union(&set.except);
        if set.quantifier == Some(ast::Quantifier::Unread) {
            (include, except) = (list![SetTerm::Unknown], List::new());
        }
        Some(Actors { span: set.span, quantifier: set.quantifier, include, except })
    }

    fn union(&mut self, members: &[OrBracket<Member>]) -> List<SetTerm<'a>> {
        let reading = self.reading;
        let mut terms = List::with_capacity(members.len());
        for member in reading.each(members) {
            if let Some(term) = self.member(member) {
                terms.push(term);
            }
        }
        terms
    }

    /// One member of a union; `None` if the reading leaves nothing of it.
    pub(super) fn member(&mut self, member: &Member) -> Option<SetTerm<'a>> {
        Some(match member {
            Member::Name(span) => self.named_actors(*span),
            Member::Role(role, _) => self.role_group(*role),
            Member::MembersOf(it) => self.members_of(it.of, it.as_of),
            Member::OwnMembers(_) => self.body.map_or(SetTerm::Unknown, SetTerm::MembersOf),
            Member::AnyState(_) => SetTerm::AnyState,
            Member::StandIn { who, aligned, .. } => SetTerm::StandIn(*who, *aligned),
            Member::Nested(set) => SetTerm::Nested(Box::new(self.actors(set)?)),
            Member::Word(span) => self.acting_provision(*span),
            Member::Tbd(span) => {
                self.hole(*span);
                SetTerm::Unknown
            }
        })
    }

    /// The actors that a capital name stands for.
    fn named_actors(&mut self, span: Span) -> SetTerm<'a> {
        match self.capital(span) {
            RefTarget::Actor(id) => SetTerm::Actor(id),
            RefTarget::Group(id) => SetTerm::Group(id),
            RefTarget::Missing => SetTerm::Unknown,
            other => {
                self.not_an_actor(span, other);
                SetTerm::Unknown
            }
        }
    }

    fn not_an_actor(&mut self, span: Span, target: RefTarget) {
        if self.lines == TextOrigin::Scenario {
            return self.missing_in_scenario(false, (), |it| it.not_an_actor(span, target));
        }
        let name = self.words(span);
        let what = match target {
            RefTarget::Place(_) => "an area, zone or line",
            RefTarget::Instrument(_) => "an instrument",
            _ => return,
        };
        let declared = self.declared_at(target);
        let message = format!("`{name}` is {what}, but an actor is required here");
        if let Some(finding) = self.report("names/undefined", crate::diagnostic::Severity::Error, span, message) {
            finding.label(declared, "declared here");
        }
    }

    /// A role group. In another instrument it means those who bear the role there.
    fn role_group(&mut self, role: RoleGroup) -> SetTerm<'a> {
        if self.reads != Reads::IncludedInstrument {
            return SetTerm::Role(role);
        }
        let bears = |signs: bool, roles: super::super::Roles| match role {
            RoleGroup::Parties | RoleGroup::Signatories => signs,
            _ => roles.contains(role),
        };
        let bearers = self.scope.roles.iter().filter(|it| bears(it.2, it.1)).map(|it| SetTerm::Actor(it.0));
        SetTerm::Nested(Box::new(Actors { include: bearers.collect(), ..Actors::default() }))
    }

    fn members_of(&mut self, of: Span, as_of: Option<Span>) -> SetTerm<'a> {
        let name = self.words(of);
        match self.capital(of) {
            RefTarget::Actor(id) => {
                let year = as_of.and_then(|it| number::year(self.words(it).get(..4)?));
                // Only the prelude's own organizations have a history; one that the draft declares is as it says.
                let ours = self.prelude.get(name) == Some(&RefTarget::Actor(id));
                match year.and_then(|year| accession::members(name, year)) {
                    Some(codes) if ours => {
                        let members = codes.filter_map(|code| self.seated(code)).map(SetTerm::Actor).collect();
                        SetTerm::Nested(Box::new(Actors { span: of, include: members, ..Actors::default() }))
                    }
                    _ => SetTerm::MembersOf(id),
                }
            }
            RefTarget::Group(id) => SetTerm::Group(id),
            _ => SetTerm::Unknown,
        }
    }

    /// A deployment, or another provision, that acts under its lower-case name.
    fn acting_provision(&mut self, span: Span) -> SetTerm<'a> {
        match self.small(span) {
            RefTarget::Provision(id) => {
                self.acting.push(id);
                SetTerm::Provision(id)
            }
            _ => SetTerm::Unknown,
        }
    }

    /// The deployments that a limit or status binds under their lower-case names: `on responsive-force`. They read like
    /// events, and a limit has none.
    pub(super) fn bound_forces(&mut self, list: &ast::EventList, kind: ast::ProvisionKind) -> Option<Actors<'a>> {
        if !matches!(kind, ast::ProvisionKind::Limit | ast::ProvisionKind::Status) || !list.qualifiers.is_empty() {
            return None;
        }
        let force = |event: &ast::Event| match event.kind {
            ast::EventKind::Named(name, None) => self.provision_named(self.words(name)).map(|_| name),
            _ => None,
        };
        let names: Vec<Span> = list.events.iter().map(force).collect::<Option<_>>()?;
        let include = names.into_iter().map(|name| self.acting_provision(name)).collect();
        Some(Actors { span: list.span, include, ..Actors::default() })
    }

    /// The subject of a sentence or of an event.
    pub(super) fn subject(&mut self, subject: &Subject) -> Option<Actors<'a>> {
        let (span, term) = match subject {
            Subject::Set(set) => return self.actors(set),
            Subject::Provision(span) => (*span, self.acting_provision(*span)),
            Subject::Text(span) => (*span, SetTerm::Words(self.unquoted(*span))),
        };
        Some(Actors { span, include: list![term], ..Actors::default() })
    }

    /// Sets that must all act: `UKR and 3 of guarantors`.
    pub(super) fn all_of(&mut self, sets: &[ast::ActorExpr]) -> List<Actors<'a>> {
        sets.iter().filter_map(|set| self.actors(set)).collect()
    }
}
