//! Declarations, places, articles, provisions, steps, scenarios.

use super::{Bracketed, ReadingVisitor, SeparablePart, optional, optional_list};
use crate::model::BracketContent;
use crate::source::Span;
use crate::syntax::ast::{
    Assumption, Declaration, DeclarationKind, Expect, ExpectKind, Given, GivenKind, Header, Item, Place, Provision,
    Step, Unit,
};

impl Bracketed for Item {
    const HELD: BracketContent = BracketContent::Items;

    fn place(&self, _: &str) -> Span {
        match self {
            // Lines of the head never go but by a bracket around them.
            Self::Header(_) => Span::default(),
            Self::Declaration(it) => it.span,
            Self::Place(it) => it.span,
            Self::Assume(_, span) | Self::StrayClose(span) => *span,
            Self::Unit(it) => it.span,
            Self::Provision(it) => it.span,
            Self::Scenario(it) => it.span,
            Self::Broken(it) => it.span,
        }
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        match self {
            Self::Header(it) => {
                header(it, to);
                true
            }
            Self::Declaration(it) => it.walk(to),
            Self::Place(it) => it.walk(to),
            Self::Assume(steps, _) => {
                steps.walk(to);
                true
            }
            Self::Unit(it) => it.walk(to),
            Self::Provision(it) => it.walk(to),
            Self::Scenario(it) => {
                it.assuming.walk(to);
                it.given.walk(to);
                it.expect.walk(to);
                true
            }
            Self::Broken(_) | Self::StrayClose(_) => true,
        }
    }

    fn name(&self) -> Option<Span> {
        match self {
            // Lines of the head have no name, and neither have definitions.
            Self::Declaration(it) => (it.kind != DeclarationKind::Term).then_some(it.name),
            Self::Place(it) => Some(it.name),
            Self::Unit(it) => Some(unit_name(it)),
            Self::Provision(it) => Some(it.name.unwrap_or(keyword(it))),
            _ => None,
        }
    }

    fn actor(&self) -> Option<Span> {
        let Self::Declaration(it) = self else { return None };
        let acts = matches!(
            it.kind,
            DeclarationKind::Party
                | DeclarationKind::State
                | DeclarationKind::Organization
                | DeclarationKind::Body
                | DeclarationKind::Forces
                | DeclarationKind::Office
        );
        acts.then_some(it.name)
    }
}

/// `article 5`: the head of a unit up to its number.
fn unit_name(unit: &Unit) -> Span {
    Span::new(unit.head.start, unit.number.or(unit.title).map_or(unit.head.end, |it| it.end))
}

/// The keyword of a provision.
fn keyword(it: &Provision) -> Span {
    Span::new(it.head.start, it.head.start + it.kind.as_str().len() as u32)
}

/// A line of the head. Languages of which nothing is left take theirs, and no language prevails then.
fn header<'t>(header: &'t Header, to: &mut impl ReadingVisitor<'t>) {
    if let Header::Languages { list, prevailing } = header {
        let span = list.place(to.code());
        let span = prevailing.map_or(span, |it| span.to(it));
        to.optional(SeparablePart::led_by("languages", span), |to| list.walk(to));
    }
}

impl Bracketed for Declaration {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        let mut left = true;
        if let Some(set) = &self.set {
            match self.kind {
                // Whom a list of parties names, and what a group is, is all that there is of them.
                DeclarationKind::Party | DeclarationKind::Group => left = set.walk(to),
                DeclarationKind::Forces => {
                    optional(to, "controlled by", set);
                }
                _ => {
                    optional(to, "with members", set);
                }
            }
        }
        to.bearer(self.name, |to| optional_list(to, "is", &self.roles));
        if let Some(set) = &self.open_to {
            optional(to, "open to", set);
        }
        self.clauses.walk(to);
        left
    }
}

impl Bracketed for Place {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        if let Some(area) = &self.within {
            optional(to, "within", area);
        }
        self.clauses.walk(to);
        true
    }
}

impl Bracketed for Unit {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        optional_list(to, "is", &self.marks);
        to.unit(self, |to| {
            self.items.walk(to);
        });
        true
    }
}

impl Bracketed for Provision {
    const HELD: BracketContent = BracketContent::Rungs;

    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        to.provision(self, |to| {
            self.clauses.walk(to);
            self.rungs.walk(to);
            self.steps.walk(to);
        });
        true
    }
}

impl Bracketed for Step {
    const HELD: BracketContent = BracketContent::Steps;

    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        match &self.kind {
            Assumption::Aggressor { who, against } => {
                let left = who.walk(to);
                if let Some(set) = against {
                    optional(to, "against", set);
                }
                left
            }
            Assumption::VotesWith(who, _) | Assumption::Controls(who, _) => who.walk(to),
            _ => true,
        }
    }
}

impl Bracketed for Given {
    const APART: bool = true;

    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        match &self.kind {
            GivenKind::Events(events) => events.walk(to),
            GivenKind::Act { who, .. } => who.walk(to),
            GivenKind::OthersIdle | GivenKind::Unread => true,
        }
    }
}

impl Bracketed for Expect {
    const APART: bool = true;

    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        let left = match &self.kind {
            ExpectKind::State { bearer, waits_for, .. } => {
                // Whether any bearer, or anybody waited for, is left: both narrow what is expected.
                let bearer = bearer.as_ref().is_none_or(|it| it.walk(to));
                waits_for.as_ref().is_none_or(|it| it.walk(to)) && bearer
            }
            ExpectKind::May { who, objects, .. } | ExpectKind::Obliged { who, objects, .. } => {
                let left = who.as_ref().is_none_or(|it| it.walk(to));
                optional_list(to, "", objects);
                left
            }
            ExpectKind::Blocks { who, .. } => who.walk(to),
        };
        if let Some(it) = &self.clock {
            optional(to, "", it);
        }
        left
    }
}
