//! What happens, and whether it is what a clause speaks of.

use super::PlayState;
use super::answer::Truth;
use super::{LineContent, PlayMinute};
use crate::model::vocabulary::{EventMeaning, event};
use crate::model::{
    ActorId, ActorSet, Actors, Area, AreaTerm, DetailKind, EventKind, Events, Members, PlaceId, RefTarget,
};
use crate::source::Span;
use crate::syntax::ast::Phase;

/// Something that has happened, or will.
#[derive(Clone, Debug)]
pub(super) struct PlayFact<'t, 'a> {
    pub(super) at: PlayMinute,
    pub(super) what: Occurrence<'t, 'a>,
    pub(super) span: Span,
    /// The step that tells of it, once it has come.
    pub(super) step: Option<usize>,
}

/// What happens.
#[derive(Clone, Debug)]
pub(super) enum Occurrence<'t, 'a> {
    /// Somebody does something to somebody, somewhere.
    Event { words: Vec<EventKind<'a>>, by: ActorSet, against: ActorSet, area: Option<&'t Area<'a>> },
    /// A milestone has come.
    Milestone(u32),
}

/// What a wider word for an event covers besides itself.
const WIDER: &[(&str, &[&str])] = &[
    ("air-attack", &["drone-attack", "missile-attack"]),
    ("armed-incursion", &["invasion"]),
    ("bombardment", &["air-attack", "artillery-attack", "drone-attack", "missile-attack"]),
    ("incursion", &["armed-incursion", "invasion"]),
    ("threat", &["nuclear-threat", "threat-of-force"]),
];

/// Words for a breach, which an attack may be.
const BREACHES: &[&str] = &["breach", "ceasefire-breach", "hybrid-attack", "violation"];

impl<'t, 'a> PlayState<'t, 'a> {
    /// What a line says happens.
    pub(super) fn occurrence(&self, what: &LineContent<'t, 'a>) -> Option<Occurrence<'t, 'a>> {
        let case = self.case();
        Some(match what {
            LineContent::Milestone(at) => Occurrence::Milestone(*at),
            LineContent::Attack(word) => {
                let case = case?;
                let words = vec![EventKind::Named(word, None)];
                let against = case.victim.into_iter().collect();
                Occurrence::Event { words, by: vec![case.attacker], against, area: None }
            }
            LineContent::Events(events) => {
                let members = |of: &Option<Actors<'a>>| {
                    of.as_ref().map_or_else(Vec::new, |it| self.treaty.resolve(it, case).actors)
                };
                Occurrence::Event {
                    words: events.events.iter().map(|it| it.kind.clone()).collect(),
                    by: members(&events.by),
                    against: members(&events.against),
                    area: events.area.as_ref(),
                }
            }
            LineContent::Act { .. } => return None,
        })
    }

    /// Whether what a clause speaks of has happened, and the steps that tell of it.
    pub(super) fn happened(&self, said: &Events<'a>, deemed: Option<&Actors<'a>>) -> (Truth, Vec<usize>) {
        if self.setting.supposed {
            return (Truth::Yes, Vec::new());
        }
        let mut best = (Truth::No, Vec::new());
        for fact in self.facts.iter().filter(|it| it.at <= self.now) {
            let truth = self.is_meant(said, deemed, fact);
            if truth > best.0 {
                best = (truth, fact.step.into_iter().collect());
            }
        }
        best
    }

    /// Whether a phase of something was given as a fact.
    pub(super) fn given(&self, phase: Phase, target: RefTarget) -> Option<&PlayFact<'t, 'a>> {
        self.facts.iter().filter(|it| it.at <= self.now).find(|fact| match &fact.what {
            Occurrence::Event { words, .. } => {
                words.iter().any(|it| matches!(it, EventKind::Phase(other, of) if *other == phase && *of == target))
            }
            Occurrence::Milestone(_) => false,
        })
    }

    pub(super) fn milestone(&self, at: u32) -> Option<&PlayFact<'t, 'a>> {
        self.facts
            .iter()
            .filter(|it| it.at <= self.now)
            .find(|it| matches!(it.what, Occurrence::Milestone(other) if other == at))
    }

    fn is_meant(&self, said: &Events<'a>, deemed: Option<&Actors<'a>>, fact: &PlayFact<'t, 'a>) -> Truth {
        let Occurrence::Event { words, by, against, area } = &fact.what else { return Truth::No };
        let kinds = said.events.iter().flat_map(|it| words.iter().map(|word| self.is_kind(&it.kind, word)));
        let kind = kinds.max().unwrap_or(Truth::No);
        let doer = said.by.as_ref().map_or(Truth::Yes, |of| self.are_among(of, by));
        let direct = said.against.as_ref().map_or(Truth::Yes, |of| self.are_among(of, against));
        let victim = direct.max(deemed.map_or(Truth::No, |of| self.are_among(of, against)));
        let place = said.area.as_ref().map_or(Truth::Yes, |of| self.lies_in(of, *area, against));
        let way = if said.from.is_some() || said.through.is_some() { Truth::Unknown } else { Truth::Yes };
        let domain = if said.domains.is_empty() { Truth::Yes } else { self.is_in_domain(said, words) };
        kind.min(doer).min(victim).min(place).min(way).min(domain)
    }

    /// Whether the kind of an event is the one that a clause speaks of.
    fn is_kind(&self, said: &EventKind<'a>, happened: &EventKind<'a>) -> Truth {
        match (said, happened) {
            (EventKind::Phase(one, of), EventKind::Phase(other, target)) => Truth::of(one == other && of == target),
            (EventKind::Words(one), EventKind::Words(other)) if one == other => Truth::Yes,
            (EventKind::Words(_), _) | (_, EventKind::Words(_)) => Truth::Unknown,
            (EventKind::Named(said, _), EventKind::Named(word, _)) => match self.defined(said) {
                Some(meaning) if said != word || event(said).is_some_and(|it| it.general) => names(meaning, word),
                _ => by_vocabulary(said, word),
            },
            // An attack may be a breach of what the text bars; that is found, and not given.
            (EventKind::Phase(Phase::Breach, target), EventKind::Named(..)) => self.breaks(*target),
            _ => Truth::No,
        }
    }

    /// What the draft says that a word means.
    fn defined(&self, word: &str) -> Option<&'a str> {
        let plain = |term: &str| term.to_lowercase().replace(' ', "-");
        self.treaty.terms.iter().find(|it| plain(it.term) == word).map(|it| it.meaning)
    }

    /// Whether these are all among those whom a clause names.
    pub(super) fn are_among(&self, of: &Actors<'a>, these: &[ActorId]) -> Truth {
        let meant = self.treaty.resolve(of, self.case());
        if these.is_empty() {
            return Truth::Unknown;
        }
        these.iter().map(|it| self.belongs(&meant, *it)).min().unwrap_or(Truth::Unknown)
    }

    fn belongs(&self, meant: &Members, one: ActorId) -> Truth {
        let behind = self.states_behind(one);
        if meant.actors.contains(&one) || behind.iter().any(|it| meant.actors.contains(it)) || meant.open {
            Truth::Yes
        } else if meant.unknown {
            Truth::Unknown
        } else {
            Truth::No
        }
    }

    fn is_in_domain(&self, said: &Events<'a>, words: &[EventKind<'a>]) -> Truth {
        use crate::model::vocabulary::EventDomain;
        let element = words.iter().find_map(|it| match it {
            EventKind::Named(word, _) => event(word).map(|it| it.element),
            _ => None,
        });
        let mut best = Truth::No;
        for domain in &said.domains {
            if domain.hole || domain.quoted {
                return Truth::Unknown;
            }
            let truth = match (domain.text, element) {
                (_, None) => Truth::Unknown,
                ("air" | "missile", Some(EventDomain::Air))
                | ("land", Some(EventDomain::Land))
                | ("sea" | "maritime", Some(EventDomain::Sea))
                | ("cyber", Some(EventDomain::Cyber)) => Truth::Yes,
                (_, Some(EventDomain::Any)) => Truth::Unknown,
                _ => Truth::No,
            };
            best = best.max(truth);
        }
        best
    }

    /// Whether what happened in an area, or to somebody where no area is given, lies where a clause says.
    fn lies_in(&self, said: &Area<'a>, area: Option<&Area<'a>>, against: &[ActorId]) -> Truth {
        let inside = said.include.iter().map(|it| self.lies_in_term(it, area, against)).max().unwrap_or(Truth::Unknown);
        let outside = said.except.iter().map(|it| self.lies_in_term(it, area, against)).max().unwrap_or(Truth::No);
        // What happens in a territory at large does not happen in the part alone that is taken out.
        let large = |it: &Area<'a>| it.include.iter().all(|it| matches!(it, AreaTerm::TerritoryOf(_, None)));
        let outside = if area.is_none_or(large) && outside == Truth::Unknown { Truth::No } else { outside };
        inside.min(outside.not())
    }

    fn lies_in_term(&self, said: &AreaTerm<'a>, area: Option<&Area<'a>>, against: &[ActorId]) -> Truth {
        match said {
            AreaTerm::Unknown => Truth::Unknown,
            AreaTerm::Nested(inner) => self.lies_in(inner, area, against),
            AreaTerm::Words(words) => {
                let same = area.is_some_and(|it| {
                    it.include.iter().any(|it| matches!(it, AreaTerm::Words(other) if other == words))
                });
                if same { Truth::Yes } else { Truth::Unknown }
            }
            AreaTerm::TerritoryOf(of, part) => {
                let whole = self.is_territory(of, area, against);
                if part.is_some() { whole.min(Truth::Unknown) } else { whole }
            }
            AreaTerm::Place(place, part) => {
                let whole = self.is_place(*place, area, against);
                if part.is_some() { whole.min(Truth::Unknown) } else { whole }
            }
        }
    }

    fn is_territory(&self, of: &Actors<'a>, area: Option<&Area<'a>>, against: &[ActorId]) -> Truth {
        // What is done to somebody, and nobody says where, is done in its territory.
        let Some(area) = area else { return self.are_among(of, against) };
        let mut found: Option<Truth> = None;
        for term in &area.include {
            let truth = match term {
                AreaTerm::TerritoryOf(owner, _) => {
                    let owners = self.treaty.members(owner, self.case());
                    self.are_among(of, &owners)
                }
                AreaTerm::Place(place, _) => {
                    let place = &self.treaty.places[place.0 as usize];
                    let in_law = place.details.iter().find_map(|it| match &it.kind {
                        DetailKind::DeJure(owner) => Some(self.treaty.members(owner, self.case())),
                        _ => None,
                    });
                    match (in_law, &place.within) {
                        (Some(owners), _) => self.are_among(of, &owners),
                        (None, Some(within)) => self.is_territory(of, Some(within), against),
                        (None, None) => Truth::Unknown,
                    }
                }
                AreaTerm::Nested(inner) => self.is_territory(of, Some(inner), against),
                AreaTerm::Words(_) | AreaTerm::Unknown => Truth::Unknown,
            };
            found = Some(found.map_or(truth, |it| it.min(truth)));
        }
        found.unwrap_or(Truth::Unknown)
    }

    fn is_place(&self, said: PlaceId, area: Option<&Area<'a>>, against: &[ActorId]) -> Truth {
        let within = self.treaty.places[said.0 as usize].within.as_ref();
        let Some(area) = area else {
            // Somewhere in the territory of the victim: in that part of it, or not.
            return match within {
                Some(within) if self.lies_in(within, None, against) == Truth::No => Truth::No,
                _ => Truth::Unknown,
            };
        };
        let same = |term: &AreaTerm<'a>| matches!(term, AreaTerm::Place(other, _) if self.is_within(*other, said));
        if !area.include.is_empty() && area.include.iter().all(same) {
            return Truth::Yes;
        }
        match within {
            Some(within) if self.lies_in(within, Some(area), against) == Truth::No => Truth::No,
            _ => Truth::Unknown,
        }
    }

    /// Whether a place is another, or is said to lie within it.
    fn is_within(&self, inner: PlaceId, outer: PlaceId) -> bool {
        let mut at = inner;
        for _ in 0..self.treaty.places.len() {
            if at == outer {
                return true;
            }
            let Some(within) = &self.treaty.places[at.0 as usize].within else { return false };
            match &within.include[..] {
                [AreaTerm::Place(next, None)] => at = *next,
                _ => return false,
            }
        }
        at == outer
    }
}

fn by_vocabulary(said: &str, word: &str) -> Truth {
    if said == word || WIDER.iter().any(|(wide, narrow)| *wide == said && narrow.contains(&word)) {
        return Truth::Yes;
    }
    match (event(said), event(word)) {
        (Some(EventMeaning { general: true, .. }), Some(kind)) if kind.attack && kind.kinetic => Truth::Yes,
        (Some(EventMeaning { general: true, .. }), Some(kind)) if kind.attack => Truth::Unknown,
        (Some(said), Some(kind)) if kind.attack && BREACHES.contains(&said.word) => Truth::Unknown,
        // Of an attack it is only said that it is one: it may be of this kind.
        (Some(said), Some(EventMeaning { general: true, .. })) if said.attack => Truth::Unknown,
        (None, _) | (_, None) => Truth::Unknown,
        _ => Truth::No,
    }
}

/// Whether the words of a definition name a kind of event; what they do not name may be meant or not.
fn names(meaning: &str, word: &str) -> Truth {
    let meaning = meaning.to_lowercase();
    let stem = word.strip_suffix("-attack").unwrap_or(word).replace('-', " ");
    let limits = ["except", "excluding", "other than", "unless", "not", "only", "but"];
    let limited = meaning.split(|it: char| !it.is_alphanumeric()).any(|it| limits.contains(&it));
    if !stem.is_empty() && meaning.contains(&stem) && !limited { Truth::Yes } else { Truth::Unknown }
}
