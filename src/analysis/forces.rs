//! Forces that a text sends somewhere: whose they are, on whose soil, what they may do, how many, since when.
//!
//! A deployment is one force. So is a norm that stations troops without calling it a deployment.

mod monitoring;
mod position;
mod soil;

pub use monitoring::Monitoring;
pub use position::{Position, stands};
pub use soil::{Hosts, Soil};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::vocabulary::{self, ObjectClass, VerbClass, verb};
use crate::model::{
    ActorId, ActorSet, Actors, Area, ChangeKind, Decision, DetailKind, Level, Members, Object, PlaceDetailKind,
    PlaceId, Provision, ProvisionId, Quantity, Sentence, Target, Term, Timing, Treaty, VoteKind, Word,
};
use crate::source::Span;
use crate::syntax::ast::{Modal, ProvisionKind};
use soil::Soils;

/// So many limits of one actor are compared with a force.
const LIMITS: usize = 16;

/// Every force of a draft and of the instruments that it reads, in the order of the text.
#[derive(Debug)]
pub struct Forces<'m> {
    /// The forces.
    pub all: Vec<Force<'m>>,
    /// Who looks after what.
    pub monitoring: Monitoring,
    soils: Soils,
    limits: Limits<'m>,
    /// The clause on amendments.
    amendment: Option<Span>,
    /// Forces whose tasks stand in norms that they bear, or in what they enforce and verify.
    tasked: FxHashSet<ProvisionId>,
    /// Who undertook to receive a force.
    received: FxHashMap<ProvisionId, ActorSet>,
    /// Who undertook to receive the forces of an actor.
    received_from: FxHashMap<ActorId, ActorSet>,
}

/// A force.
#[derive(Debug)]
pub struct Force<'m> {
    /// The deployment, or the norm that stations troops.
    pub provision: &'m Provision<'m>,
    /// The sentence that stations them; `None` for a deployment.
    pub sentence: Option<&'m Sentence<'m>>,
    /// Where the force is named.
    pub span: Span,
    /// Who sends it. An organization stands for itself.
    pub senders: Members,
    /// The expressions that say so.
    pub by: Vec<&'m Actors<'m>>,
    /// Where the text puts it.
    pub area: Option<&'m Area<'m>>,
    /// On whose soil that is.
    pub hosts: Hosts,
    /// What it may do.
    pub roles: Option<Roles<'m>>,
    /// When it is there.
    pub timing: Option<(&'m Timing<'m>, Span)>,
}

/// What a force may do.
#[derive(Clone, Copy, Debug)]
pub struct Roles<'m> {
    /// The clause.
    pub span: Span,
    /// Whether the list is closed: `only`, or a `limited to` beside it.
    pub closed: bool,
    /// The list.
    pub words: &'m [Word<'m>],
}

/// How a force is capped.
#[derive(Clone, Copy, Debug)]
pub enum Cap {
    /// There is no ceiling.
    Missing,
    /// There is one without a number.
    Open(Span, ProvisionId),
    /// There is one, in the force's own provision or in a limit on it.
    Set(Span, ProvisionId),
}

/// A limit on forces, with whom and where it binds.
#[derive(Debug, Default)]
struct Limits<'m> {
    of_force: FxHashMap<ProvisionId, &'m Provision<'m>>,
    in_place: FxHashMap<PlaceId, &'m Provision<'m>>,
    of_actor: FxHashMap<ActorId, Vec<(&'m Provision<'m>, ActorSet)>>,
}

impl<'m> Force<'m> {
    /// Whether it is sent to others: forces of a host on its own soil are no foreign forces.
    pub fn foreign(&self) -> bool {
        self.senders.unknown || self.senders.open || !self.senders.actors.iter().all(|it| self.hosts.has(*it))
    }

    /// Whether the text says that it comes only when something happens.
    pub fn on_call(&self) -> bool {
        matches!(self.timing, Some((Timing::ResponsiveUpon(_), _))) || !self.provision.upon.is_empty()
    }

    /// The amounts of its own ceilings.
    pub fn ceilings(&self) -> impl Iterator<Item = (Span, &'m Quantity<'m>)> {
        ceilings(self.provision)
    }
}

impl<'m> Forces<'m> {
    pub(super) fn of(treaty: &'m Treaty<'m>) -> Self {
        let soils = Soils::of(treaty);
        let mut forces = Self {
            all: Vec::new(),
            monitoring: Monitoring::default(),
            soils,
            limits: Limits::default(),
            amendment: None,
            tasked: FxHashSet::default(),
            received: FxHashMap::default(),
            received_from: FxHashMap::default(),
        };
        for provision in &treaty.provisions {
            if provision.kind == ProvisionKind::Deployment {
                let force = forces.deployment(treaty, provision);
                forces.all.push(force);
            } else if provision.kind == ProvisionKind::Limit {
                forces.limit(treaty, provision);
            } else if provision.kind == ProvisionKind::Amendment && treaty.is_own(provision) {
                forces.amendment.get_or_insert(provision.head);
            }
            for sentence in &provision.sentences {
                if provision.kind.is_norm() && stations(provision, sentence) {
                    let force = forces.stationed(treaty, provision, sentence);
                    forces.all.push(force);
                }
                forces.sentence(treaty, sentence);
            }
        }
        for place in &treaty.places {
            for detail in &place.details {
                if let PlaceDetailKind::EnforcedBy(by) = &detail.kind {
                    forces.tasked.extend(by.iter().copied().filter_map(provision_of));
                }
            }
        }
        forces.monitoring = Monitoring::of(treaty, &forces.all);
        let monitors = forces.monitoring.monitors.iter().copied();
        forces.tasked.extend(monitors);
        forces
    }

    /// The force of a deployment.
    pub fn deployed(&self, id: ProvisionId) -> Option<&Force<'m>> {
        // A norm has several at most; deployments stand in order.
        let at = self.all.partition_point(|it| it.provision.id < id);
        self.all.get(at).filter(|it| it.provision.id == id)
    }

    /// Whose soil an area is.
    pub fn hosts(&self, treaty: &Treaty<'m>, area: Option<&Area<'m>>) -> Hosts {
        self.soils.hosts(treaty, area)
    }

    /// Whose soil a place is.
    pub fn soil(&self, place: PlaceId) -> &Soil {
        self.soils.of_place(place)
    }

    /// Whether its tasks stand elsewhere: in norms that it bears, in a zone that it enforces, in a verification.
    pub fn has_tasks(&self, force: &Force<'m>) -> bool {
        self.tasked.contains(&force.provision.id)
    }

    /// How a force is capped.
    pub fn cap(&self, treaty: &Treaty<'m>, force: &Force<'m>) -> Cap {
        let mut open = None;
        for (span, amount) in force.ceilings() {
            if amount.thousandths.is_some() {
                return Cap::Set(span, force.provision.id);
            }
            open = Some(Cap::Open(span, force.provision.id));
        }
        if let Some(sentence) = force.sentence
            && let Some(span) = counted(sentence, force.provision)
        {
            return Cap::Set(span, force.provision.id);
        }
        let limit = self.limit_on(treaty, force).and_then(|limit| {
            let numbered = ceilings(limit).find(|it| it.1.thousandths.is_some());
            numbered.map(|it| Cap::Set(it.0, limit.id))
        });
        limit.or(open).unwrap_or(Cap::Missing)
    }

    /// The limit that caps a force from outside its provision.
    pub fn limit_on(&self, treaty: &Treaty<'m>, force: &Force<'m>) -> Option<&'m Provision<'m>> {
        if let Some(limit) = self.limits.of_force.get(&force.provision.id) {
            return Some(*limit);
        }
        let places = force.area.map(soil::places).unwrap_or_default();
        if let Some(limit) = places.iter().find_map(|it| self.limits.in_place.get(it)) {
            return Some(*limit);
        }
        let senders = &force.senders;
        if senders.unknown || senders.open {
            return None;
        }
        let limits = self.limits.of_actor.get(senders.actors.first()?)?;
        let near = limits.iter().take(LIMITS).find(|(limit, on)| {
            let area = limit.details.iter().find_map(|it| match &it.kind {
                DetailKind::In(area) => Some(area),
                _ => None,
            });
            senders.actors.iter().all(|it| on.binary_search(it).is_ok())
                && area.is_none_or(|area| self.meets(treaty, force, area, &places))
        });
        near.map(|it| it.0)
    }

    /// Whether a limit's area touches that of a force.
    fn meets(&self, treaty: &Treaty<'m>, force: &Force<'m>, area: &Area<'m>, places: &[PlaceId]) -> bool {
        let theirs = soil::places(area);
        if !theirs.is_empty() {
            return theirs.iter().any(|it| places.contains(it));
        }
        let soil = self.soils.of_area(treaty, area);
        soil.actors.iter().any(|it| force.hosts.has(*it))
    }

    /// Who undertook to receive a force, in norms of its own.
    pub fn receivers(&self, force: &Force<'m>) -> impl Iterator<Item = ActorId> + '_ {
        let named = self.received.get(&force.provision.id).into_iter().flatten();
        // Whoever receives one sender has not received the others.
        let only = match &force.senders.actors[..] {
            [only] if !force.senders.open && !force.senders.unknown => self.received_from.get(only),
            _ => None,
        };
        named.chain(only.into_iter().flatten()).copied()
    }

    fn deployment(&self, treaty: &Treaty<'m>, provision: &'m Provision<'m>) -> Force<'m> {
        let mut force = blank(provision, provision.name_span);
        let mut limited = false;
        for detail in &provision.details {
            match &detail.kind {
                DetailKind::By(actors) => {
                    add(&mut force.senders, treaty.resolve(actors, None));
                    force.by.push(actors);
                }
                DetailKind::In(area) => force.area = Some(area),
                DetailKind::Timing(timing) => force.timing = Some((timing, detail.span)),
                DetailKind::Roles(only, words) => {
                    force.roles = Some(Roles { span: detail.span, closed: *only, words });
                }
                DetailKind::LimitedTo(_) => limited = true,
                _ => {}
            }
        }
        if let Some(roles) = &mut force.roles {
            roles.closed |= limited;
        }
        if force.by.is_empty() {
            force.senders.unknown = true;
        }
        force.hosts = self.soils.hosts(treaty, force.area);
        force
    }

    fn stationed(&self, treaty: &Treaty<'m>, provision: &'m Provision<'m>, sentence: &'m Sentence<'m>) -> Force<'m> {
        let mut force = blank(provision, sentence.span);
        force.sentence = Some(sentence);
        match &sentence.bearer {
            Some(bearer) => {
                force.senders = treaty.resolve(bearer, None);
                force.by.push(bearer);
            }
            None => force.senders.unknown = true,
        }
        force.area = area_of(provision);
        force.hosts = self.soils.hosts(treaty, force.area);
        force
    }

    fn limit(&mut self, treaty: &Treaty<'m>, limit: &'m Provision<'m>) {
        if ceilings(limit).next().is_none() {
            return;
        }
        let mut on = None;
        for detail in &limit.details {
            if let DetailKind::OnActors(actors) = &detail.kind {
                let mut others = Actors { include: Vec::new(), ..actors.clone() };
                for term in &actors.include {
                    match term {
                        Term::Provision(id) => drop(self.limits.of_force.entry(*id).or_insert(limit)),
                        term => others.include.push(term.clone()),
                    }
                }
                on = Some(treaty.members(&others, None));
            }
        }
        match on {
            Some(on) => {
                for actor in &on {
                    self.limits.of_actor.entry(*actor).or_default().push((limit, on.clone()));
                }
            }
            None => {
                for place in area_of(limit).map(soil::places).unwrap_or_default() {
                    self.limits.in_place.entry(place).or_insert(limit);
                }
            }
        }
    }

    /// What a norm says of a force: that it does something, or that somebody receives it.
    fn sentence(&mut self, treaty: &Treaty<'m>, sentence: &'m Sentence<'m>) {
        if !sentence.modal.is_some_and(is_positive) {
            return;
        }
        let Some(bearer) = &sentence.bearer else { return };
        if is_task(sentence.verb) {
            for term in &bearer.include {
                if let Term::Provision(id) = term {
                    self.tasked.insert(*id);
                }
            }
        }
        if is_hosting(sentence.verb) {
            for object in &sentence.objects {
                match object {
                    Object::Provision(id, _) => {
                        self.received.entry(*id).or_default().extend(treaty.members(bearer, None));
                    }
                    Object::Actors(actors) => {
                        let hosts = treaty.members(bearer, None);
                        for sender in treaty.members(actors, None) {
                            self.received_from.entry(sender).or_default().extend(&hosts);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}

fn blank<'m>(provision: &'m Provision<'m>, span: Span) -> Force<'m> {
    Force {
        provision,
        sentence: None,
        span,
        senders: Members::default(),
        by: Vec::new(),
        area: None,
        hosts: Hosts::default(),
        roles: None,
        timing: None,
    }
}

fn add(to: &mut Members, other: Members) {
    to.actors.extend(other.actors);
    to.actors.sort_unstable();
    to.actors.dedup();
    to.open |= other.open;
    to.unknown |= other.unknown;
}

fn provision_of(target: Target) -> Option<ProvisionId> {
    match target {
        Target::Provision(id) => Some(id),
        _ => None,
    }
}

/// The amounts of a provision's ceilings.
fn ceilings<'m>(provision: &'m Provision<'m>) -> impl Iterator<Item = (Span, &'m Quantity<'m>)> {
    provision.details.iter().flat_map(|detail| {
        let amounts = match &detail.kind {
            DetailKind::Level(level, amounts) | DetailKind::BandLevel(level, amounts, _) if *level != Level::Floor => {
                &amounts[..]
            }
            _ => &[],
        };
        amounts.iter().map(move |it| (detail.span, it))
    })
}

/// Where a norm or regime holds.
pub fn area_of<'m>(provision: &'m Provision<'m>) -> Option<&'m Area<'m>> {
    provision.details.iter().find_map(|it| match &it.kind {
        DetailKind::In(area) => Some(area),
        _ => None,
    })
}

/// How many a sentence that stations troops lets come.
fn counted(sentence: &Sentence<'_>, provision: &Provision<'_>) -> Option<Span> {
    let amount = sentence.objects.iter().find_map(|it| match it {
        Object::Quantity(amount) => amount.thousandths.map(|_| amount.span),
        _ => None,
    });
    amount.or_else(|| {
        let details = provision.details.iter();
        details
            .filter(|it| matches!(it.kind, DetailKind::Amount(_) | DetailKind::LimitedTo(_)))
            .map(|it| it.span)
            .next()
    })
}

/// Whether the operative words ask for or allow something.
pub fn is_positive(modal: Modal) -> bool {
    !is_negative(modal) && modal != Modal::NeedNot
}

/// Whether the operative words forbid something.
pub fn is_negative(modal: Modal) -> bool {
    matches!(
        modal,
        Modal::ShallNot
            | Modal::WillNot
            | Modal::ShouldNot
            | Modal::MayNot
            | Modal::UndertakesNot
            | Modal::AgreesNot
            | Modal::IntendsNot
            | Modal::ExpectsNot
            | Modal::EndeavoursNot
            | Modal::IsBoundNot
            | Modal::IsExpectedNot
    )
}

/// Whether a verb brings troops somewhere; `true` in the second place if it says so only with a place.
pub fn is_stationing(word: &str) -> Option<bool> {
    match verb(word)?.word {
        "station" | "deploy" | "position" => Some(false),
        "send" | "maintain" | "keep" | "place" | "establish" => Some(true),
        _ => None,
    }
}

/// Whether a verb lets troops of others in.
pub fn is_hosting(word: &str) -> bool {
    verb(word).is_some_and(|it| {
        matches!(
            it.word,
            "host" | "receive" | "accept" | "admit" | "allow" | "permit" | "invite" | "authorise" | "grant" | "include"
        )
    })
}

/// Whether a verb is a task of troops.
fn is_task(word: &str) -> bool {
    verb(word).is_some_and(|it| match it.class {
        VerbClass::Aid => it.word != "deploy",
        VerbClass::Act => matches!(
            it.word,
            "monitor"
                | "verify"
                | "inspect"
                | "investigate"
                | "enforce"
                | "evacuate"
                | "destroy"
                | "dismantle"
                | "disarm"
                | "demilitarise"
                | "demobilise"
                | "restore"
                | "prevent"
                | "facilitate"
                | "preserve"
        ),
        VerbClass::Refrain => it.word == "observe",
        _ => false,
    })
}

/// A word of the vocabulary of objects; quoted words count as the word with hyphens that they spell.
pub fn object_class(word: &Word<'_>) -> Option<ObjectClass> {
    if word.quoted { vocabulary::object(&hyphened(word.text)) } else { vocabulary::object(word.text) }
}

/// Quoted words as the one word that they spell: `foreign forces` is `foreign-forces`.
pub fn hyphened(words: &str) -> String {
    let mut word = String::with_capacity(words.len());
    for part in words.split_whitespace() {
        if !word.is_empty() {
            word.push('-');
        }
        word.extend(part.chars().flat_map(char::to_lowercase));
    }
    word
}

/// Whether a word means troops.
pub fn is_troops(word: &Word<'_>) -> bool {
    if matches!(object_class(word), Some(ObjectClass::Forces | ObjectClass::ForeignPresence)) {
        return true;
    }
    let text = hyphened(word.text);
    vocabulary::means(&text).is_some_and(|it| it.presence && it.armed)
}

/// Whether a sentence stations troops somewhere.
fn stations(provision: &Provision<'_>, sentence: &Sentence<'_>) -> bool {
    let Some(placed) = is_stationing(sentence.verb) else { return false };
    sentence.modal.is_some_and(is_positive)
        && sentence.bearer.is_some()
        && (!placed || area_of(provision).is_some())
        && sentence.objects.iter().any(|it| matches!(it, Object::Word(word) if is_troops(word)))
}

/// What may change in a force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variable {
    /// How many there are.
    Ceiling,
    /// What they may do.
    Roles,
}

impl Variable {
    /// Whether the word of a `change of` clause means it.
    fn is_meant(self, word: &str) -> bool {
        let words: &[&str] = match self {
            Self::Ceiling => &[
                "cap",
                "caps",
                "ceiling",
                "ceilings",
                "levels",
                "limit",
                "limits",
                "number",
                "numbers",
                "personnel",
                "size",
                "strength",
            ],
            Self::Roles => &["function", "functions", "mandate", "mission", "role", "roles", "task", "tasks"],
        };
        let word = hyphened(word);
        word.split('-').any(|part| words.contains(&part))
    }
}

/// Who may change something in a force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changes {
    /// The text is silent.
    Silent,
    /// It names the matter, and leaves open who decides.
    Open(Span),
    /// Somebody must be consulted, and nobody decides.
    Consulted(Span),
    /// Only whoever gives the mandate, or amends the treaty, can be meant.
    Implied(Span),
    /// The text says who decides.
    Settled(Span),
}

impl<'m> Forces<'m> {
    /// Who may raise the ceiling of a force or change its roles.
    pub fn changes(&self, treaty: &Treaty<'m>, force: &Force<'m>, of: Variable) -> Changes {
        let limit = if of == Variable::Ceiling { self.limit_on(treaty, force) } else { None };
        let mut found = Changes::Silent;
        for detail in force.provision.details.iter().chain(limit.into_iter().flat_map(|it| &it.details)) {
            let DetailKind::Change(change) = &detail.kind else { continue };
            let grows = change.kind != ChangeKind::Decrease;
            if !grows || !change.of.iter().any(|it| of.is_meant(it.text)) {
                continue;
            }
            found = match &change.by {
                Some(decision) if is_open(decision) => Changes::Open(detail.span),
                Some(_) => return Changes::Settled(detail.span),
                None => Changes::Consulted(detail.span),
            };
        }
        if found != Changes::Silent {
            return found;
        }
        let mandate = force.provision.details.iter().find(|it| matches!(it.kind, DetailKind::Authority(_)));
        if let Some(mandate) = mandate {
            return Changes::Implied(mandate.span);
        }
        self.amendment.map_or(Changes::Silent, Changes::Implied)
    }
}

/// Whether nobody knows who decides.
fn is_open(decision: &Decision<'_>) -> bool {
    decision.any.iter().flatten().all(|vote| match &vote.kind {
        VoteKind::Unknown => true,
        VoteKind::By(of) => of.include.iter().all(|it| matches!(it, Term::Unknown)),
        _ => false,
    })
}
