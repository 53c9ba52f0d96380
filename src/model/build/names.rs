//! Looking names up, and saying what is wrong with those that are missing.

use super::super::{
    Actor, ActorId, ActorKind, Group, GroupId, ProvisionId, RefTarget, Roles, accession, prelude, states,
};
use super::{ModelBuilder, NameScope, Reads, TextOrigin};
use crate::diagnostic::{Severity, nearest};
use crate::model::attention::Noted;
use crate::source::{FileId, Span};
use crate::syntax::ast::{self, DeclarationKind};
use crate::syntax::lexer::unquoted;
use crate::syntax::passage::on_one_line;
use std::borrow::Cow;

/// Among what a missing name is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Among {
    Capital,
    Small,
}

impl<'a> ModelBuilder<'a, '_> {
    /// What a capital name stands for; a missing one is reported.
    pub(super) fn capital(&mut self, span: Span) -> RefTarget {
        let name = self.words(span);
        if let Some(target) = self.find_capital(name) {
            self.note_use(name, span, target);
            return target;
        }
        let target = self.missing_capital(name, span);
        // A state that only a scenario names has no part in the text.
        if self.lines != TextOrigin::Scenario {
            self.note_use(name, span, target);
        }
        target
    }

    /// What a capital name stands for, if anything does.
    pub(super) fn find_capital(&mut self, name: &'a str) -> Option<RefTarget> {
        if let Some(target) = self.scope.capital.get(name) {
            return Some(*target);
        }
        let found = match self.reads {
            Reads::Own => self.prelude_name(name),
            Reads::IncludedInstrument => self.prelude_name(name).or_else(|| self.state(name).map(RefTarget::Actor)),
            // The prelude means its own bodies, and the draft's states.
            Reads::Prelude => return self.prelude_name(name).or_else(|| self.seated(name).map(RefTarget::Actor)),
        }?;
        self.scope.capital.insert(name, found);
        Some(found)
    }

    /// A body or group of the prelude, which enters the arena when it is first named.
    pub(super) fn prelude_name(&mut self, name: &str) -> Option<RefTarget> {
        if let Some(target) = self.prelude.get(name) {
            return Some(*target);
        }
        let (name, declared) = prelude::declaration(name, self.treaty.head.signed)?;
        let target = if declared.kind == DeclarationKind::Group {
            self.treaty.groups.push(Group {
                name,
                span: declared.name,
                file: prelude::FILE,
                members: super::super::Actors::default(),
                open_to: None,
                fixed: Noted::default(),
            });
            RefTarget::Group(GroupId(self.treaty.groups.len() as u32 - 1))
        } else {
            let kind = if declared.kind == DeclarationKind::Body { ActorKind::Body } else { ActorKind::Organization };
            let title = declared.title.map(|it| unquoted(it.of(prelude::text())));
            RefTarget::Actor(self.enter_prelude(name, title, kind, declared.name))
        };
        self.prelude.insert(name, target);
        self.awaiting.push((target, declared));
        Some(target)
    }

    /// A state by its code, declared or not.
    pub(super) fn state(&mut self, code: &str) -> Option<ActorId> {
        if let Some(id) = self.arena.get(code) {
            return Some(*id);
        }
        let (code, title) = states::state(code)?;
        let id = self.enter_prelude(code, Some(title), ActorKind::State, Span::NOWHERE);
        self.arena.insert(code, id);
        Some(id)
    }

    /// A member of a body of the prelude: the state of a code as the draft names it, under another code of its time too; or
    /// one of those elected for a year of which the data does not say who they were.
    pub(super) fn seated(&mut self, code: &str) -> Option<ActorId> {
        let declared = |it: &Self, code: &str| {
            let id = *it.arena.get(code)?;
            let actor = &it.treaty.actors[id.0 as usize];
            (!actor.prelude).then_some((id, actor.title.unwrap_or("")))
        };
        if let Some((id, _)) = declared(self, code) {
            return Some(id);
        }
        for (other, but) in accession::other_codes(code, self.treaty.head.signed) {
            if let Some((id, title)) = declared(self, other)
                && (but.is_empty() || !title.contains(but))
            {
                return Some(id);
            }
        }
        let Some(elected) = prelude::ELECTED.iter().find(|it| **it == code) else { return self.state(code) };
        if let Some(id) = self.arena.get(code) {
            return Some(*id);
        }
        let title = Some("a member elected for the year");
        let id = self.enter_prelude(elected, title, ActorKind::State, Span::NOWHERE);
        self.arena.insert(elected, id);
        Some(id)
    }

    fn enter_prelude(
        &mut self,
        name: &'static str,
        title: Option<&'static str>,
        kind: ActorKind,
        span: Span,
    ) -> ActorId {
        self.treaty.actors.push(Actor {
            name,
            title,
            kind,
            signs: false,
            roles: Roles::default(),
            file: prelude::FILE,
            span,
            prelude: true,
            body: None,
            controlled_by: None,
            unit: None,
        });
        ActorId(self.treaty.actors.len() as u32 - 1)
    }

    /// Reports a capital name that nothing declares. A known code stands for its state all the same.
    fn missing_capital(&mut self, name: &'a str, span: Span) -> RefTarget {
        if self.lines == TextOrigin::Scenario {
            let hidden = self.is_hidden(name);
            let target = self.missing_in_scenario(hidden, RefTarget::Missing, |it| it.missing_capital(name, span));
            self.lacking |= target == RefTarget::Missing;
            return target;
        }
        if self.reads != Reads::Own || self.quiet {
            return RefTarget::Missing;
        }
        if self.lines == TextOrigin::Analyst
            && let Some(id) = self.state(name)
        {
            // The analyst may fear whom the text does not name.
            return RefTarget::Actor(id);
        }
        if self.is_hidden(name) {
            self.report_hidden(name, span);
            return RefTarget::Missing;
        }
        if let Some((code, title)) = states::state(name) {
            if self.is_news(name)
                && let Some(finding) = self.report(
                    "names/undefined",
                    Severity::Error,
                    span,
                    format!("`{code}` is not declared: the text does not state the role of {title}"),
                )
            {
                finding.help(format!(
                    "declare it: `party {code} \"{title}\" is …` if it signs, `state {code} \"{title}\"` if not"
                ));
            }
            return self.state(code).map_or(RefTarget::Missing, RefTarget::Actor);
        }
        if self.is_news(name) {
            let called = states::state_called(name);
            let near = self.titled(name).or_else(|| self.suggestion(name, Among::Capital));
            if let Some(finding) =
                self.report("names/undefined", Severity::Error, span, format!("`{name}` is not declared anywhere"))
            {
                match (near, called) {
                    (Some(near), _) => {
                        finding.did_you_mean(span, name, &near);
                    }
                    (None, Some((code, title))) => {
                        finding.help(format!(
                            "declare it by its code: `party {code} \"{title}\" is …` if it signs, \
                             `state {code} \"{title}\"` if not"
                        ));
                    }
                    (None, None) => {
                        finding.help(format!(
                            "declare it: `party`, `state`, `body`, `group`, `area` or `instrument {name} …`"
                        ));
                    }
                }
            }
        }
        RefTarget::Missing
    }

    /// The name of the actor that the text declares under such a title, in full or as the short name of a state.
    fn titled(&self, title: &str) -> Option<String> {
        let code = states::state_called(title).map(|it| it.0);
        let mut declared = self.treaty.actors.iter().filter(|it| !it.prelude);
        let actor = declared.find(|it| it.title == Some(title) || Some(it.name) == code)?;
        Some(actor.name.to_owned())
    }

    /// What a small name stands for, a provision or a milestone, if anything does.
    pub(super) fn find_small(&self, name: &str) -> Option<RefTarget> {
        self.scope.small.get(name).copied()
    }

    /// What a small name stands for; a missing one is reported.
    pub(super) fn small(&mut self, span: Span) -> RefTarget {
        let name = self.words(span);
        let scope = &self.scope;
        let found = (scope.small.get(name).copied())
            .or_else(|| scope.keywords.get(name).map(|id| RefTarget::Provision(*id)))
            .or_else(|| scope.terms.get(name).map(|at| RefTarget::Term(*at)));
        let target = found.unwrap_or_else(|| {
            self.missing_small(name, span);
            RefTarget::Missing
        });
        self.note_use(name, span, target);
        target
    }

    fn missing_small(&mut self, name: &'a str, span: Span) {
        if self.lines == TextOrigin::Scenario {
            let hidden = self.is_hidden(name);
            self.lacking = true;
            return self.missing_in_scenario(hidden, (), |it| it.missing_small(name, span));
        }
        if self.reads != Reads::Own || self.quiet {
            return;
        }
        if self.is_hidden(name) {
            self.report_hidden(name, span);
        } else if self.is_news(name) {
            if matches!(name, "ratification" | "signature") {
                let message = format!("it cannot be read whose {name} is meant");
                if let Some(finding) = self.report("drafting/dangling-reference", Severity::Error, span, message) {
                    finding.help(format!("name actors or a share of them: `{name} by two-thirds of parties`"));
                    finding.help(format!("a bracket holds the whole: `[ {name} by UKR | {name} by parties ]`"));
                }
                return;
            }
            let near = self.suggestion(name, Among::Small);
            let message = format!("no provision is called `{}`", on_one_line(name));
            if let Some(finding) = self.report("drafting/dangling-reference", Severity::Error, span, message)
                && let Some(near) = near
            {
                finding.did_you_mean(span, name, &near);
            }
        }
    }

    /// Reports a name that stands only in brackets which this reading leaves out: once in each article, since each has
    /// to be mended.
    pub(super) fn report_hidden(&mut self, name: impl Into<Cow<'a, str>>, span: Span) {
        let name = name.into();
        let provision = if self.unit.is_none() { self.provision } else { None };
        if !self.reported_hidden.insert((name.clone(), self.unit, provision)) {
            return;
        }
        let capital = name.starts_with(|it: char| it.is_ascii_uppercase());
        let rule = if capital { "names/undefined" } else { "drafting/dangling-reference" };
        let message = format!("`{name}` is declared only in bracketed text that this reading omits");
        let Some(finding) = self.report(rule, Severity::Warning, span, message) else { return };
        finding.help(format!("place what depends on `{name}` in the same brackets"));
        // Each article that needs the name needs the brackets.
        if let Some(found) = self.diagnostics.last_mut() {
            found.once = false;
        }
    }

    /// The declared name that is nearest in spelling, if one is near.
    fn suggestion(&mut self, name: &str, among: Among) -> Option<String> {
        let treaty = &self.treaty;
        let candidates = if among == Among::Small {
            treaty.provisions.len() + treaty.milestones.len()
        } else {
            treaty.actors.len() + treaty.groups.len() + treaty.places.len() + treaty.instruments.len()
        };
        self.patience = self.patience.checked_sub(candidates + 1)?;
        let file = self.treaty.file;
        let own = |it: FileId| it == file;
        let treaty = &self.treaty;
        let near = if among == Among::Small {
            let provisions = treaty.provisions.iter().filter(|it| own(it.file)).map(|it| it.name);
            let milestones = treaty.milestones.iter().filter(|it| own(it.file)).map(|it| it.name);
            nearest(name, provisions.chain(milestones))
        } else {
            let actors = treaty.actors.iter().filter(|it| own(it.file)).map(|it| it.name);
            let groups = treaty.groups.iter().filter(|it| own(it.file)).map(|it| it.name);
            let places = treaty.places.iter().filter(|it| own(it.file)).map(|it| it.name);
            let instruments = treaty.instruments.iter().filter(|it| own(it.file)).map(|it| it.name);
            let declared = actors.chain(groups).chain(places).chain(instruments);
            nearest(name, declared.chain(prelude::NAMES.iter().copied()))
        };
        near.map(str::to_owned)
    }

    /// What a reference names; a missing target is reported.
    pub(super) fn target(&mut self, reference: &ast::Ref) -> RefTarget {
        match &reference.kind {
            ast::RefKind::Tbd => {
                self.hole(reference.span);
                RefTarget::Hole
            }
            ast::RefKind::Declared(name) => self.capital(*name),
            ast::RefKind::Named(name) => self.small(*name),
            // Where one thing is meant, several name none.
            ast::RefKind::Unit(unit) if unit.is_plural() => {
                let all = self.unit_targets(unit, reference.span);
                if all.iter().all(|it| it.0 != RefTarget::Missing) {
                    let words = on_one_line(self.words(reference.span));
                    let message = format!("`{words}` names several, and only one can stand here");
                    let finding = self.report("drafting/dangling-reference", Severity::Error, reference.span, message);
                    if let Some(finding) = finding {
                        finding.help("name each by itself, joined by `and` or `or`: `article 3 and article 4`");
                    }
                }
                RefTarget::Missing
            }
            ast::RefKind::Unit(unit) => self.unit_target(unit, reference.span),
        }
    }

    pub(super) fn scope_of(&self, file: FileId) -> &NameScope<'a> {
        if file == self.file {
            &self.scope
        } else if file == self.treaty.file {
            &self.own
        } else {
            self.scopes.iter().find(|it| it.0 == file).map_or(&self.scope, |it| &it.1)
        }
    }

    /// The provision that a small name stands for, if it is one.
    pub(super) fn provision_named(&self, name: &str) -> Option<ProvisionId> {
        match self.find_small(name) {
            Some(RefTarget::Provision(id)) => Some(id),
            _ => None,
        }
    }
}
