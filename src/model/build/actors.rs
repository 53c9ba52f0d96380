//! Sets of actors.

use super::super::{Actors, Target, Term, accession};
use super::{Builder, Lines, Reads};
use crate::source::Span;
use crate::syntax::ast::{self, Entry, List, Member, RoleGroup, Subject};
use crate::syntax::number;
use thin_vec::thin_vec as list;

impl<'a> Builder<'a, '_> {
    /// A set expression; `None` if the reading leaves nothing of it.
    pub(super) fn actors(&mut self, set: &ast::Set) -> Option<Actors<'a>> {
        let mut include = self.union(&set.include);
        if include.is_empty() {
            return None;
        }
        let mut except = self.union(&set.except);
        if set.quantifier == Some(ast::Quantifier::Unread) {
            (include, except) = (list![Term::Unknown], List::new());
        }
        Some(Actors { span: set.span, quantifier: set.quantifier, include, except })
    }

    fn union(&mut self, members: &[Entry<Member>]) -> List<Term<'a>> {
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
    pub(super) fn member(&mut self, member: &Member) -> Option<Term<'a>> {
        Some(match member {
            Member::Name(span) => self.named_actors(*span),
            Member::Role(role, _) => self.role_group(*role),
            Member::MembersOf(it) => self.members_of(it.of, it.as_of),
            Member::OwnMembers(_) => self.body.map_or(Term::Unknown, Term::MembersOf),
            Member::AnyState(_) => Term::AnyState,
            Member::StandIn { who, aligned, .. } => Term::StandIn(*who, *aligned),
            Member::Nested(set) => Term::Nested(Box::new(self.actors(set)?)),
            Member::Word(span) => self.acting_provision(*span),
            Member::Tbd(span) => {
                self.hole(*span);
                Term::Unknown
            }
        })
    }

    /// The actors that a capital name stands for.
    fn named_actors(&mut self, span: Span) -> Term<'a> {
        match self.capital(span) {
            Target::Actor(id) => Term::Actor(id),
            Target::Group(id) => Term::Group(id),
            Target::Missing => Term::Unknown,
            other => {
                self.not_an_actor(span, other);
                Term::Unknown
            }
        }
    }

    fn not_an_actor(&mut self, span: Span, target: Target) {
        if self.lines == Lines::Scenario {
            return self.missing_in_scenario(false, (), |it| it.not_an_actor(span, target));
        }
        let name = self.words(span);
        let what = match target {
            Target::Place(_) => "an area, zone or line",
            Target::Instrument(_) => "an instrument",
            _ => return,
        };
        let declared = self.declared_at(target);
        let message = format!("`{name}` is {what}, but an actor is required here");
        if let Some(finding) = self.report("names/undefined", crate::diagnostic::Severity::Error, span, message) {
            finding.label(declared, "declared here");
        }
    }

    /// A role group. In another instrument it means those who bear the role there.
    fn role_group(&mut self, role: RoleGroup) -> Term<'a> {
        if self.reads != Reads::Companion {
            return Term::Role(role);
        }
        let bears = |signs: bool, roles: super::super::Roles| match role {
            RoleGroup::Parties | RoleGroup::Signatories => signs,
            _ => roles.contains(role),
        };
        let bearers = self.scope.roles.iter().filter(|it| bears(it.2, it.1)).map(|it| Term::Actor(it.0));
        Term::Nested(Box::new(Actors { include: bearers.collect(), ..Actors::default() }))
    }

    fn members_of(&mut self, of: Span, as_of: Option<Span>) -> Term<'a> {
        let name = self.words(of);
        match self.capital(of) {
            Target::Actor(id) => {
                let year = as_of.and_then(|it| number::year(self.words(it).get(..4)?));
                // Only the prelude's own organizations have a history; one that the draft declares is as it says.
                let ours = self.prelude.get(name) == Some(&Target::Actor(id));
                match year.and_then(|year| accession::members(name, year)) {
                    Some(codes) if ours => {
                        let members = codes.filter_map(|code| self.seated(code)).map(Term::Actor).collect();
                        Term::Nested(Box::new(Actors { span: of, include: members, ..Actors::default() }))
                    }
                    _ => Term::MembersOf(id),
                }
            }
            Target::Group(id) => Term::Group(id),
            _ => Term::Unknown,
        }
    }

    /// A deployment, or another provision, that acts under its lower-case name.
    fn acting_provision(&mut self, span: Span) -> Term<'a> {
        match self.small(span) {
            Target::Provision(id) => {
                self.acting.push(id);
                Term::Provision(id)
            }
            _ => Term::Unknown,
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
            Subject::Text(span) => (*span, Term::Words(self.unquoted(*span))),
        };
        Some(Actors { span, include: list![term], ..Actors::default() })
    }

    /// Sets that must all act: `UKR and 3 of guarantors`.
    pub(super) fn all_of(&mut self, sets: &[ast::Set]) -> List<Actors<'a>> {
        sets.iter().filter_map(|set| self.actors(set)).collect()
    }
}
