//! The parts of an instrument: annexed texts with final clauses of their own, letters of one party, what is kept secret;
//! and the organ whose resolution a text is.

use super::{
    ActorId, Actors, Decision, DetailKind, Form, Provision, ProvisionId, RenewalKind, Sentence, SetTerm, Treaty,
    TreatyStatus, UnitId, VoteKind,
};
use crate::syntax::ast::{Modal, ProvisionKind, Quantifier, UnitKind};

/// Whether a clause is a final clause of the text that it stands in.
pub(super) fn closes(kind: ProvisionKind) -> bool {
    matches!(
        kind,
        ProvisionKind::EntryIntoForce
            | ProvisionKind::ProvisionalApplication
            | ProvisionKind::Accession
            | ProvisionKind::Duration
            | ProvisionKind::Renewal
            | ProvisionKind::Withdrawal
            | ProvisionKind::Suspension
            | ProvisionKind::Amendment
    )
}

impl<'a> Treaty<'a> {
    /// The annexed text that a unit is or stands in: an annex, protocol, letter, minute, exchange of notes.
    pub fn annexed(&self, unit: Option<UnitId>) -> Option<UnitId> {
        self.outward(unit).find(|it| self.unit(*it).kind >= UnitKind::Annex)
    }

    /// The annexed text with final clauses of its own that something stands in. Where there is none, those of the treaty
    /// hold.
    pub fn part_of(&self, unit: Option<UnitId>) -> Option<UnitId> {
        self.outward(unit).find(|it| self.unit(*it).closes)
    }

    /// The clauses on entry into force that hold for a provision: those of its part; for the part's own clause, and where the
    /// part has none, those of the treaty.
    pub fn entries_for(&self, provision: Option<&Provision<'a>>) -> Vec<super::ProvisionId> {
        let entries = || self.own_provisions().filter(|it| it.kind == ProvisionKind::EntryIntoForce);
        let enters = |it: &Provision<'_>| {
            matches!(it.kind, ProvisionKind::EntryIntoForce | ProvisionKind::ProvisionalApplication)
        };
        let own = provision.filter(|it| it.file == self.file);
        let part = own.filter(|it| !enters(it)).and_then(|it| self.part_of(it.unit));
        let of = |part: Option<UnitId>| entries().filter(move |it| self.part_of(it.unit) == part).map(|it| it.id);
        let found: Vec<_> = of(part).collect();
        if found.is_empty() && part.is_some() { of(None).collect() } else { found }
    }

    /// Whether a provision stands in a letter, minute or exchange of notes, which binds whose it is.
    pub fn in_letter(&self, unit: Option<UnitId>) -> bool {
        self.outward(unit).any(|it| self.unit(it).kind >= UnitKind::Letter)
    }

    /// The parts that the text keeps secret or unpublished, and holds.
    pub fn hidden_parts(&self) -> impl Iterator<Item = &super::Unit<'a>> {
        let hides = |it: &&super::Unit<'a>| it.marks.iter().any(|mark| matches!(*mark, "secret" | "unpublished"));
        self.units.iter().filter(|it| it.file == self.file && it.present).filter(hides)
    }

    /// Whether a clause on entry into force has done its work: the treaty is in force.
    pub fn is_past(&self, provision: &Provision<'_>) -> bool {
        self.head.stage == Some(TreatyStatus::InForce)
            && provision.file == self.file
            && matches!(provision.kind, ProvisionKind::EntryIntoForce | ProvisionKind::ProvisionalApplication)
            && self.part_of(provision.unit).is_none()
    }

    /// The organ whose resolution the text is: the one that its title or a part of it names; else the one that authorises,
    /// gives the mandate, or is the basis of what it sets up.
    pub fn author(&self) -> Option<ActorId> {
        if self.head.form != Form::Resolution {
            return None;
        }
        let organs = || (0..self.actors.len() as u32).map(ActorId).filter(|it| self.actor(*it).body.is_some());
        let named = self.head.title.and_then(|title| organs().find(|it| self.names_organ(title, *it)));
        let owners = || self.units.iter().filter(|it| it.file == self.file).filter_map(|it| it.owner);
        if let Some(author) = named.or_else(|| owners().find(|it| self.actor(*it).body.is_some())) {
            return Some(author);
        }
        let speaking =
            self.own_provisions().flat_map(|it| &it.sentences).filter_map(|it| self.speaker(it)).collect::<Vec<_>>();
        if let Some(author) = only(&speaking) {
            return Some(author);
        }
        let details = || self.own_provisions().flat_map(|it| &it.details);
        let authorising = details().filter_map(|it| match &it.kind {
            DetailKind::AuthorisedBy(decision) => self.sole_decider(decision),
            _ => None,
        });
        let renewing = details().filter_map(|it| match &it.kind {
            DetailKind::Mandate(mandate) => mandate.renewal.as_deref().and_then(|it| match &it.kind {
                RenewalKind::By(decision) | RenewalKind::UnlessEndedBy(decision) => self.sole_decider(decision),
                _ => None,
            }),
            _ => None,
        });
        only(&authorising.collect::<Vec<_>>()).or_else(|| only(&renewing.collect::<Vec<_>>()))
    }

    /// The organ that alone says something of others.
    fn speaker(&self, sentence: &Sentence<'_>) -> Option<ActorId> {
        match (&sentence.author.as_ref()?.include[..], &sentence.author.as_ref()?.except[..]) {
            ([SetTerm::Actor(id)], []) if self.actor(*id).body.is_some() => Some(*id),
            _ => None,
        }
    }

    /// Whether the words of a sentence settle that whom it names is bound, or may do a thing. A demand does not, nor does an
    /// undertaking of what one would do. Others are bound by what an organ decides only if that is the Security Council, in
    /// a resolution of its own.
    pub fn is_settled(&self, sentence: &Sentence<'a>) -> bool {
        if matches!(sentence.modal, Some(Modal::Demanded | Modal::DemandedNot | Modal::UndertakesWould)) {
            return false;
        }
        let Some(author) = &sentence.author else { return true };
        let council = |id: ActorId| self.actor(id).prelude && self.name(id) == "UNSC" && self.author() == Some(id);
        if self.speaker(sentence).is_some_and(council) {
            return true;
        }
        let (Some(bearer), says) = (&sentence.bearer, self.resolve(author, None)) else { return false };
        let bound = self.resolve(bearer, None);
        is_whole(author)
            && !bound.leaves_open()
            && !bound.actors.is_empty()
            && bound.actors.iter().all(|it| says.actors.contains(it))
    }

    /// Whether a decision is the adoption of the text itself: its author's, and nothing else.
    pub fn is_adoption(&self, decision: &Decision<'_>) -> bool {
        let decider = self.sole_decider(decision).filter(|_| decision.clock.is_none());
        decider.is_some() && decider == self.author()
    }

    /// The organ that alone takes a decision.
    fn sole_decider(&self, decision: &Decision<'_>) -> Option<ActorId> {
        let [all] = &decision.any[..] else { return None };
        let [vote] = &all[..] else { return None };
        let (VoteKind::Act { of, .. } | VoteKind::By(of)) = &vote.kind else { return None };
        match (&of.include[..], &of.except[..]) {
            ([SetTerm::Actor(id)], []) if self.actor(*id).body.is_some() => Some(*id),
            _ => None,
        }
    }

    /// Whether words name an organ: by its code, or by its title, with or without the organization that it is one of.
    fn names_organ(&self, words: &str, organ: ActorId) -> bool {
        let actor = self.actor(organ);
        let title = actor.title.map(|it| it.trim_start_matches("United Nations ").trim());
        title.is_some_and(|it| !it.is_empty() && words.contains(it))
            || words.split(|it: char| !it.is_alphanumeric()).any(|it| it == actor.name)
    }

    /// The triggers in a part of the text, which the part means as an occasion.
    pub fn triggers_in(&self, part: UnitId) -> impl Iterator<Item = ProvisionId> {
        let triggers = self.provisions.iter().filter(|it| it.kind == ProvisionKind::Trigger);
        triggers.filter(move |it| self.outward(it.unit).any(|unit| unit == part)).map(|it| it.id)
    }

    /// A unit and those that it stands in, from the inside out.
    pub fn outward(&self, unit: Option<UnitId>) -> impl Iterator<Item = UnitId> {
        std::iter::successors(unit, |it| self.unit(*it).parent)
    }
}

/// Whether a set means all of its members, and not some that are still to be found.
fn is_whole(of: &Actors<'_>) -> bool {
    of.quantifier.is_none_or(Quantifier::takes_all)
        && of.include.iter().all(|it| !matches!(it, SetTerm::Nested(inner) if !is_whole(inner)))
}

/// The one that all are, if there is any.
fn only(found: &[ActorId]) -> Option<ActorId> {
    let first = *found.first()?;
    found.iter().all(|it| *it == first).then_some(first)
}
