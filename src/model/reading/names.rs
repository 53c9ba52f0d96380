//! The names that a draft declares in whatever reading, and names that stand for nobody.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Severity, nearest};
use crate::model::{prelude, states};
use crate::source::{FileId, Span};
use crate::syntax::ast::{self, DeclarationKind, Draft, Item, OrBracket};

/// A name from outside the draft that stands for nothing in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The name.
    pub name: String,
    /// What was probably meant.
    pub near: Option<String>,
}

impl Unknown {
    /// A name, with the nearest that the draft knows.
    pub fn among<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Self {
        Self { name: name.to_owned(), near: nearest(name, known).map(str::to_owned) }
    }

    /// The question after what was meant, behind a sentence.
    pub fn suggestion(&self) -> String {
        self.near.as_ref().map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
    }
}

/// What a name is declared as, in whatever reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Declared {
    /// Somebody who can propose.
    Actor,
    /// A provision.
    Provision,
    /// A place or an instrument.
    Other(&'static str),
}

/// The names that a draft declares, in whatever reading.
#[derive(Clone, Debug, Default)]
pub struct DeclaredNames<'a> {
    known: FxHashMap<&'a str, Declared>,
    /// In the order of the text, for suggestions.
    actors: Vec<&'a str>,
    /// Whether a list of parties names sets, so that any state may be one of them.
    listed: bool,
}

impl<'a> DeclaredNames<'a> {
    /// Collects the names of a draft.
    pub(super) fn of(text: &'a str, draft: &Draft) -> Self {
        let mut names = Self::default();
        names.collect(&draft.items, text);
        names
    }

    /// Whether some reading declares somebody of this name.
    pub fn has_actor(&self, name: &str) -> bool {
        self.known.get(name) == Some(&Declared::Actor)
    }

    /// Whether some reading has a provision of this name.
    pub fn has_provision(&self, name: &str) -> bool {
        self.known.get(name) == Some(&Declared::Provision)
    }

    /// What a name is that stands for nobody who could take a side.
    pub fn stranger(&self, name: &str) -> Option<Unknown> {
        let near = self.meant(name).err()?.map(str::to_owned);
        Some(Unknown { name: name.to_owned(), near })
    }

    fn collect(&mut self, items: &[OrBracket<Item>], text: &'a str) {
        for entry in items {
            match entry {
                OrBracket::Plain(Item::Unit(unit)) => self.collect(&unit.items, text),
                OrBracket::Plain(Item::Place(it)) => {
                    self.add(it.name.of(text), Declared::Other("an area, zone or line"));
                }
                OrBracket::Plain(Item::Declaration(it)) => self.declaration(it, text),
                OrBracket::Plain(Item::Provision(it)) => {
                    if let Some(name) = it.name {
                        self.add(name.of(text), Declared::Provision);
                    }
                }
                OrBracket::Plain(_) => {}
                OrBracket::Bracket(bracket) => {
                    bracket.alternatives.iter().for_each(|it| self.collect(&it.content, text));
                }
            }
        }
    }

    fn declaration(&mut self, it: &ast::Declaration, text: &'a str) {
        match it.kind {
            DeclarationKind::Party if it.title.is_none() => {
                if let Some(set) = &it.set {
                    self.members(&set.include, text);
                }
            }
            DeclarationKind::Instrument => self.add(it.name.of(text), Declared::Other("an instrument")),
            DeclarationKind::Term | DeclarationKind::Milestone | DeclarationKind::Weights => {}
            _ => self.add(it.name.of(text), Declared::Actor),
        }
    }

    /// `party FRA, GBR`: who stands in a list of parties is declared by it.
    fn members(&mut self, members: &[OrBracket<ast::Member>], text: &'a str) {
        for entry in members {
            match entry {
                OrBracket::Plain(ast::Member::Name(span)) => {
                    let name = span.of(text);
                    self.listed |= states::state(name).is_none();
                    self.add(name, Declared::Actor);
                }
                OrBracket::Plain(ast::Member::Nested(set)) => self.members(&set.include, text),
                OrBracket::Plain(_) => self.listed = true,
                OrBracket::Bracket(bracket) => {
                    bracket.alternatives.iter().for_each(|it| self.members(&it.content, text));
                }
            }
        }
    }

    fn add(&mut self, name: &'a str, declared: Declared) {
        // The first declaration keeps the name.
        if *self.known.entry(name).or_insert(declared) == Declared::Actor {
            self.actors.push(name);
        }
    }

    /// Whether a name stands for somebody; if not, who was probably meant.
    fn meant(&self, name: &str) -> Result<(), Option<&'a str>> {
        let declared = self.known.get(name).copied();
        let state = states::state(name);
        if declared == Some(Declared::Actor) {
            return Ok(());
        }
        if declared.is_none() && (prelude::names().contains(&name) || self.listed && state.is_some()) {
            return Ok(());
        }
        // A state may propose whom the text does not name, as a mediator does; near the code of another it is a slip.
        let known = if state.is_some() { &[] } else { prelude::names() };
        let near = nearest(name, self.actors.iter().copied().chain(known.iter().copied()));
        if declared.is_none() && state.is_some() && near.is_none() { Ok(()) } else { Err(near) }
    }

    /// What is wrong with a name in heads that stands for nobody; nothing, if it does after all.
    pub(super) fn missing(&self, file: FileId, name: &str, places: &[Span]) -> Option<Diagnostic> {
        let near = self.meant(name).err()?;
        let (declared, state) = (self.known.get(name).copied(), states::state(name));
        let message = match (declared, state) {
            (Some(Declared::Other(what)), _) => {
                format!("`{name}` is {what}, and the side whose text this is stands here")
            }
            (_, Some((code, title))) => {
                format!("the text of `{code}` is read here, but the text does not state the role of {title}")
            }
            _ => format!("the text of `{name}` is read here, but `{name}` is not declared anywhere"),
        };
        let mut finding = Diagnostic::new("names/undefined", Severity::Error, file, places[0], message);
        for other in &places[1..] {
            finding.label(*other, "and here");
        }
        match (near, state) {
            (Some(near), None) => {
                let edits = places.iter().map(|span| Edit { span: *span, text: near.to_owned() }).collect();
                let title = format!("replace `{name}` by `{near}`");
                finding.help(format!("did you mean `{near}`?")).fix(Fix { title, safety: Safety::Safe, edits });
            }
            (near, Some((code, title))) => {
                if let Some(near) = near {
                    finding.help(format!("did you mean `{near}`?"));
                }
                finding.help(format!(
                    "declare it: `party {code} \"{title}\" is …` if it signs, `state {code} \"{title}\"` if not"
                ));
            }
            (None, None) => {
                finding.help(format!("declare it: `party`, `state`, `organization` or `group {name} …`"));
            }
        }
        Some(finding)
    }
}
