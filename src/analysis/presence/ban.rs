//! Bans on the forces of others: a host's undertaking, a sender's, a rule in the passive, a zone, a ceiling of none.

use super::{ForceEntry, with_members};
use crate::analysis::forces::{
    Forces, area_of, hyphened, is_hosting, is_negative, is_positive, is_stationing, is_troops, object_class,
};
use crate::model::vocabulary::{self, ForcePresence as Timed, ObjectClass, verb};
use crate::model::{
    ActorSet, Actors, Area, DetailKind, Object, OpenWord, PlaceId, Provision, Sentence, Timing, Treaty,
};
use crate::source::{FileId, Span};
use crate::syntax::ast::ProvisionKind;

/// A ban on forces of others.
#[derive(Debug)]
pub struct Ban<'m> {
    /// The provision that holds it; `None` for a zone.
    pub provision: Option<&'m Provision<'m>>,
    /// The sentence, if it is one.
    pub sentence: Option<&'m Sentence<'m>>,
    /// The zone, if it is one.
    pub place: Option<PlaceId>,
    /// The text.
    pub file: FileId,
    /// The sentence, or the clause.
    pub span: Span,
    /// From whose soil they are kept.
    pub hosts: ActorSet,
    /// Who is kept out; `None`: everybody but the host.
    pub senders: Option<ActorSet>,
    /// What is kept out.
    pub barred: Barred,
    /// For a zone: only foreign forces are kept out, not all.
    pub foreign_only: bool,
    /// Where it holds, if not on the whole soil.
    pub area: Option<&'m Area<'m>>,
}

/// What a ban keeps out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Barred {
    /// Troops.
    pub forces: bool,
    /// Bases.
    pub bases: bool,
    /// Those who teach and advise.
    pub advisers: bool,
}

impl Barred {
    fn of(word: &str) -> Self {
        match word {
            "foreign-bases" => Self { bases: true, ..Self::default() },
            "foreign-advisers" => Self { advisers: true, ..Self::default() },
            "foreign-weapons" => Self::default(),
            "foreign-personnel" => Self { forces: true, bases: true, advisers: true },
            _ => Self { forces: true, bases: true, advisers: false },
        }
    }

    fn add(&mut self, other: Self) {
        self.forces |= other.forces;
        self.bases |= other.bases;
        self.advisers |= other.advisers;
    }

    fn any(self) -> bool {
        self.forces || self.bases || self.advisers
    }

    /// Whether an arrival is of that kind.
    pub(super) fn meets(self, arrival: &ForceEntry<'_>) -> bool {
        let Some(force) = arrival.force else { return self.forces };
        let teaches = |word: &OpenWord<'_>| matches!(word.text, "advisory" | "training");
        let settled = match force {
            Some(Timing::ResponsiveUpon(_)) => false,
            Some(Timing::Words(words)) => words.iter().any(|it| {
                matches!(
                    vocabulary::presence(it.text),
                    Some(Timed::Standing | Timed::Prepositioned | Timed::Rotational)
                )
            }),
            None => arrival.bases,
        };
        self.forces
            || (self.bases && (settled || arrival.bases))
            || (self.advisers && arrival.roles.iter().any(teaches))
    }
}

pub(super) struct Bans<'m> {
    pub(super) all: Vec<Ban<'m>>,
}

impl<'m> Bans<'m> {
    pub(super) fn of(treaty: &'m Treaty<'m>, forces: &Forces<'m>) -> Self {
        let mut bans = Self { all: Vec::new() };
        for provision in &treaty.provisions {
            for sentence in &provision.sentences {
                bans.sentence(treaty, forces, provision, sentence);
            }
            if provision.kind == ProvisionKind::Limit {
                bans.limit(treaty, forces, provision);
            }
        }
        for at in 0..treaty.places.len() {
            bans.zone(treaty, forces, PlaceId(at as u32));
        }
        bans
    }

    fn sentence(
        &mut self,
        treaty: &'m Treaty<'m>,
        forces: &Forces<'m>,
        provision: &'m Provision<'m>,
        sentence: &'m Sentence<'m>,
    ) {
        let Some(modal) = sentence.modal else { return };
        let (forbids, asks) = (is_negative(modal), is_positive(modal));
        let hosting = is_hosting(sentence.verb);
        let stationing = is_stationing(sentence.verb).is_some();
        let shuts = asks && keeps_out(sentence.verb);
        if !(forbids && (hosting || stationing) || shuts) {
            return;
        }
        let area = area_of(provision);
        let soil = || forces.hosts(treaty, area);
        let mut ban = Ban {
            provision: Some(provision),
            sentence: Some(sentence),
            place: None,
            file: provision.file,
            span: sentence.span,
            hosts: Vec::new(),
            senders: None,
            barred: Barred::default(),
            foreign_only: true,
            area,
        };
        match &sentence.bearer {
            // `"foreign forces" shall not be stationed in DEU`
            None => {
                let words = sentence.bearer_words.map(hyphened).unwrap_or_default();
                let class = vocabulary::object(&words);
                if matches!(class, Some(ObjectClass::ForeignPresence | ObjectClass::Forces)) && area.is_some() {
                    ban.barred = Barred::of(&words);
                    ban.hosts = soil().actors;
                }
            }
            Some(bearer) => {
                let mut troops = false;
                for object in &sentence.objects {
                    match object {
                        Object::Word(word) if object_class(word) == Some(ObjectClass::ForeignPresence) => {
                            let text = if word.quoted { hyphened(word.text) } else { word.text.to_owned() };
                            ban.barred.add(Barred::of(&text));
                        }
                        Object::Word(word) => troops |= is_troops(word),
                        Object::Actors(actors) if hosting || shuts => {
                            ban.senders.get_or_insert_default().extend(nations(treaty, actors));
                        }
                        _ => {}
                    }
                }
                let bearers = treaty.members(bearer, None);
                if ban.barred.any() {
                    // Whoever does not host it, host or sender, keeps it off its own soil.
                    ban.hosts = if area.is_some() { soil().actors } else { bearers };
                } else if ban.senders.is_some() || (troops && (hosting || shuts)) {
                    ban.barred = Barred::of("foreign-forces");
                    ban.hosts = bearers;
                } else if troops && let Some(area) = area {
                    // `USA shall not station ground-forces in UKR`
                    ban.barred = Barred::of("foreign-forces");
                    ban.hosts = forces.hosts(treaty, Some(area)).actors;
                    ban.senders = Some(nations(treaty, bearer));
                }
            }
        }
        if let Some(senders) = &mut ban.senders {
            senders.sort_unstable();
            senders.dedup();
        }
        if ban.barred.any() && !ban.hosts.is_empty() {
            self.all.push(ban);
        }
    }

    /// `limit none { on UKR at most 0 foreign-forces }`, `limit none { on FRA in UKR at most 0 personnel }`
    fn limit(&mut self, treaty: &'m Treaty<'m>, forces: &Forces<'m>, provision: &'m Provision<'m>) {
        let area = area_of(provision);
        let on = provision.details.iter().find_map(|it| match &it.kind {
            DetailKind::OnActors(actors) => Some(&**actors),
            _ => None,
        });
        for detail in &provision.details {
            let DetailKind::Ceiling(level) = &detail.kind else { continue };
            for none in level.amounts.iter().filter(|it| level.band.is_none() && it.thousandths == Some(0)) {
                let unit = hyphened(none.unit);
                let (hosts, senders, barred) = match vocabulary::object(&unit) {
                    Some(ObjectClass::ForeignPresence) => {
                        let hosts = on.map(|it| treaty.members(it, None)).unwrap_or_default();
                        (hosts, None, Barred::of(&unit))
                    }
                    // None of somebody's own forces, on the soil of another.
                    Some(ObjectClass::Forces) | None
                        if area.is_some() && (unit == "personnel" || vocabulary::object(&unit).is_some()) =>
                    {
                        let Some(on) = on else { continue };
                        (forces.hosts(treaty, area).actors, Some(nations(treaty, on)), Barred::of("foreign-forces"))
                    }
                    _ => continue,
                };
                self.all.push(Ban {
                    provision: Some(provision),
                    sentence: None,
                    place: None,
                    file: provision.file,
                    span: none.span,
                    hosts,
                    senders,
                    barred,
                    foreign_only: true,
                    area,
                });
            }
        }
    }

    fn zone(&mut self, treaty: &'m Treaty<'m>, forces: &Forces<'m>, id: PlaceId) {
        let place = &treaty.places[id.0 as usize];
        for detail in &place.details {
            let DetailKind::Bars(objects) = &detail.kind else { continue };
            let mut ban = Ban {
                provision: None,
                sentence: None,
                place: Some(id),
                file: place.file,
                span: detail.span,
                hosts: forces.soil(id).actors.clone(),
                senders: None,
                barred: Barred::default(),
                foreign_only: true,
                area: None,
            };
            for object in objects {
                match object {
                    Object::Word(word) => match object_class(word) {
                        Some(ObjectClass::ForeignPresence) => ban.barred.add(Barred::of(word.text)),
                        _ if is_troops(word) => {
                            ban.barred.add(Barred::of("foreign-forces"));
                            ban.foreign_only = false;
                        }
                        _ => {}
                    },
                    Object::Actors(actors) => {
                        ban.barred.add(Barred::of("foreign-forces"));
                        ban.senders.get_or_insert_default().extend(nations(treaty, actors));
                    }
                    _ => {}
                }
            }
            // One who is barred by name says nothing of the others, unless they are barred too.
            let all = objects.iter().any(|it| matches!(it, Object::Word(word) if is_troops(word)));
            if all {
                ban.senders = None;
            }
            if let Some(senders) = &mut ban.senders {
                senders.sort_unstable();
                senders.dedup();
            }
            if ban.barred.any() {
                self.all.push(ban);
            }
        }
    }
}

/// Whether a verb keeps something out.
fn keeps_out(word: &str) -> bool {
    matches!(verb(word).map_or(word, |it| it.word), "prohibit" | "prevent" | "exclude" | "ban" | "bar" | "refuse")
}

/// Those who are meant, with the members of the organizations among them.
pub(super) fn nations<'m>(treaty: &Treaty<'m>, actors: &Actors<'m>) -> ActorSet {
    let mut found = treaty.members(actors, None);
    with_members(treaty, &mut found);
    found
}
