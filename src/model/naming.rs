//! How the model names things to a reader: actors, clauses in the treaty's own numbering.

use super::{Actor, ActorId, Instrument, Provision, ProvisionId, Treaty, Unit, UnitId};
use crate::diagnostic::{ClauseLevel, ClausePath};
use crate::source::{FileId, Span};
use crate::syntax::ast::ProvisionKind;
use crate::syntax::passage::on_one_line;

/// So many names are written out; of a longer list the rest is counted.
const NAMES: usize = 12;

impl<'a> Treaty<'a> {
    /// An actor.
    pub fn actor(&self, id: ActorId) -> &Actor<'a> {
        &self.actors[id.0 as usize]
    }

    /// A provision.
    pub fn provision(&self, id: ProvisionId) -> &Provision<'a> {
        &self.provisions[id.0 as usize]
    }

    /// A numbered part of the text.
    pub fn unit(&self, id: UnitId) -> &Unit<'a> {
        &self.units[id.0 as usize]
    }

    /// Whether a provision stands in the draft itself, not in an instrument that it reads.
    pub fn is_own(&self, provision: &Provision<'a>) -> bool {
        provision.file == self.file
    }

    /// The provisions of the draft itself.
    pub fn own_provisions(&self) -> impl Iterator<Item = &Provision<'a>> {
        // Those of other instruments stand behind them.
        self.provisions.iter().take_while(|it| it.file == self.file)
    }

    /// The actor that a name stands for.
    pub fn actor_named(&self, name: &str) -> Option<ActorId> {
        self.actors.iter().position(|it| it.name == name).map(|at| ActorId(at as u32))
    }

    /// The draft's own provision of that name; a rung by its title, where no provision and no other rung is called so.
    pub fn provision_named(&self, name: &str) -> Option<ProvisionId> {
        let (rungs, others): (Vec<_>, Vec<_>) =
            self.own_provisions().filter(|it| it.name == name).partition(|it| it.kind == ProvisionKind::Rung);
        match (others.first(), &rungs[..]) {
            (Some(it), _) => Some(it.id),
            (None, [rung]) if !name.is_empty() => Some(rung.id),
            _ => None,
        }
    }

    /// What stands in a place of the draft, as findings quote it: on one line, without comments, alike in every layout.
    pub fn quoted(&self, span: Span) -> String {
        on_one_line(span.of(self.text))
    }

    /// The short name of an actor: `UKR`.
    pub fn name(&self, id: ActorId) -> &'a str {
        self.actor(id).name
    }

    /// The long name of an actor, or its short one.
    pub fn title(&self, id: ActorId) -> &'a str {
        let actor = self.actor(id);
        actor.title.unwrap_or(actor.name)
    }

    /// Actors as a sentence names them: `FRA, GBR`.
    pub fn names(&self, ids: &[ActorId]) -> String {
        let shown = if ids.len() > NAMES { NAMES - 2 } else { ids.len() };
        let mut names = String::with_capacity(shown * 5);
        for id in &ids[..shown] {
            if !names.is_empty() {
                names.push_str(", ");
            }
            names.push_str(self.name(*id));
        }
        if shown < ids.len() {
            names.push_str(" and ");
            names.push_str(&(ids.len() - shown).to_string());
            names.push_str(" others");
        }
        names
    }

    /// A provision in the treaty's own numbering: `Article 5, trigger attack-on-ukraine`.
    pub fn clause_path(&self, id: ProvisionId) -> ClausePath {
        let provision = self.provision(id);
        let mut path = match provision.unit {
            Some(unit) => self.unit_path(unit),
            None => self.file_path(provision.file),
        };
        for it in provision.ladder.into_iter().chain([id]).map(|it| self.provision(it)) {
            path.push(ClauseLevel::Provision, it.kind.as_str(), it.name);
        }
        path
    }

    /// The same in words.
    pub fn cite(&self, id: ProvisionId) -> String {
        self.clause_path(id).to_string()
    }

    /// A unit in the treaty's own numbering: `Annex A, article 1`; in another instrument, with that one's name in front.
    pub fn unit_path(&self, id: UnitId) -> ClausePath {
        let parent = |it: &&Unit<'a>| it.parent.map(|it| self.unit(it));
        let units: Vec<&Unit<'a>> = std::iter::successors(Some(self.unit(id)), parent).collect();
        let mut path = self.file_path(self.unit(id).file);
        for unit in units.into_iter().rev() {
            path.push(unit.kind.level(), unit.kind.as_str(), unit.number);
        }
        path
    }

    /// What is in front of everything that stands in a text: nothing for the draft itself.
    fn file_path(&self, file: FileId) -> ClausePath {
        let mut path = ClausePath::default();
        if let Some(it) = self.instrument_of(file) {
            path.push(ClauseLevel::Instrument, "instrument", it.name);
        }
        path
    }

    /// The innermost unit of the draft that holds a place.
    pub fn unit_at(&self, offset: u32) -> Option<UnitId> {
        let own = self.units.partition_point(|it| it.file == self.file);
        let after = self.units[..own].partition_point(|it| it.span.start <= offset);
        let mut unit = UnitId(after.checked_sub(1)? as u32);
        while self.unit(unit).span.end <= offset {
            unit = self.unit(unit).parent?;
        }
        Some(unit)
    }

    /// The instrument that a text holds, if it is not the draft itself.
    pub fn instrument_of(&self, file: FileId) -> Option<&Instrument<'a>> {
        if file == self.file {
            return None;
        }
        self.instruments.iter().find(|it| it.read.as_ref().is_some_and(|read| read.file == file))
    }
}
