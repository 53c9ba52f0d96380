//! Provisions: triggers, norms, deployments, regimes, final clauses.

use super::attention::Noted;
use super::{
    Actors, Clock, Decided, Detail, DetailKind, Events, Gate, Object, Occasions, ProvisionId, RefTarget, UnitId,
};
use crate::source::{FileId, Span};
use crate::syntax::ast::{List, Modal, Mode, ProvisionKind};
use std::ops::{Deref, DerefMut};

/// A provision. What most provisions have in common are fields; the rest are [`Detail`]s.
#[derive(Clone, Debug)]
pub struct Provision<'a> {
    /// Its number.
    pub id: ProvisionId,
    /// Which kind.
    pub kind: ProvisionKind,
    /// Its name, or a rung's title; empty if it has none.
    pub name: &'a str,
    /// The name, or the keyword if it has none.
    pub name_span: Span,
    /// Keyword and name.
    pub head: Span,
    /// The whole.
    pub span: Span,
    /// The text it stands in.
    pub file: FileId,
    /// The article it stands in.
    pub unit: Option<UnitId>,
    /// The ladder it is a rung of.
    pub ladder: Option<ProvisionId>,
    /// Its clauses.
    pub(super) clauses: Noted<Clauses<'a>>,
}

/// What a provision says. Every field of it can be read from the provision itself.
#[derive(Clone, Debug, Default)]
pub struct Clauses<'a> {
    /// Its sentences.
    pub sentences: List<Noted<Sentence<'a>>>,
    /// `on …`: any of them opens.
    pub events: List<Noted<Events<'a>>>,
    /// `upon …`: all of them must have come.
    pub upon: List<Noted<Occasions<'a>>>,
    /// Request, consultation, consent, conditions: all must open, in the order of the text.
    pub gates: List<Noted<Gate<'a>>>,
    /// `decided by …`
    pub decided: Option<Box<Noted<Decided<'a>>>>,
    /// The norm's own clock.
    pub clock: Option<Box<Noted<Clock<'a>>>>,
    /// `deliberately ambiguous …`: where, the reason, who agreed.
    pub ambiguity: Option<Box<Ambiguity<'a>>>,
    /// Every other clause, in the order of the text.
    pub details: List<Detail<'a>>,
    /// What in it could not be read.
    pub unread: Vec<Span>,
}

impl<'a> Provision<'a> {
    /// Its name; its keyword if it has none.
    pub fn name_or_kind(&self) -> &'a str {
        if self.name.is_empty() { self.kind.as_str() } else { self.name }
    }
}

impl<'a> Clauses<'a> {
    /// `by …`: what it is done with. Several lines name all of them.
    pub fn means(&self) -> impl Iterator<Item = &Object<'a>> {
        self.details.iter().flat_map(|it| match &it.kind {
            DetailKind::Means(objects) => &objects[..],
            _ => &[],
        })
    }

    /// `to …`: to whom or what it is given or done, but for places.
    pub fn given_to(&self) -> impl Iterator<Item = &Object<'a>> {
        self.details.iter().flat_map(|it| match &it.kind {
            DetailKind::To(objects, _) => &objects[..],
            _ => &[],
        })
    }

    /// `between …`: the sides of a cease-fire.
    pub fn sides(&self) -> Option<&Actors<'a>> {
        self.details.iter().find_map(|it| match &it.kind {
            DetailKind::Between(of) => Some(of),
            _ => None,
        })
    }
}

impl<'a> Deref for Provision<'a> {
    type Target = Clauses<'a>;

    fn deref(&self) -> &Clauses<'a> {
        &self.clauses
    }
}

impl DerefMut for Provision<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.clauses
    }
}

/// A declared ambiguity.
#[derive(Clone, Debug)]
pub struct Ambiguity<'a> {
    /// The whole clause.
    pub span: Span,
    /// Why.
    pub reason: &'a str,
    /// Who agreed to it.
    pub agreed_by: Option<Actors<'a>>,
    /// Until when.
    pub until: Option<&'a str>,
}

/// A sentence: who, with what force, does what.
#[derive(Clone, Debug)]
pub struct Sentence<'a> {
    /// The whole.
    pub span: Span,
    /// `None`: several, by default.
    pub mode: Option<Mode>,
    /// Who says so of the bearer: `UNSC decides that …`.
    pub author: Option<Actors<'a>>,
    /// Who owes, may or must not; `None` if only words say it.
    pub bearer: Option<Actors<'a>>,
    /// The words that stand for a bearer.
    pub bearer_words: Option<&'a str>,
    /// Where the bearer stands.
    pub bearer_span: Span,
    /// The operative words; `None` in a `forfeits` sentence and where a bracket leaves none.
    pub modal: Option<Modal>,
    /// Where they stand.
    pub modal_span: Span,
    /// `be` before a participle.
    pub passive: bool,
    /// The verb; empty in a `forfeits` sentence.
    pub verb: &'a str,
    /// Where it stands.
    pub verb_span: Span,
    /// What it is done to.
    pub objects: List<Object<'a>>,
    /// What is taken from the objects.
    pub except: List<Object<'a>>,
    /// The provision that is lost.
    pub forfeits: Option<RefTarget>,
}
