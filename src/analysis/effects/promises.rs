//! What is owed, allowed and forbidden: by whom, to whom, how strongly, by when, on which attacks.

use super::canon::{self, Canon};
use super::elements::{self, of_provision};
use super::gates::{ByAttack, Functions};
use super::{AttackName, GateFunction};
use crate::analysis::coverage::{self, AttackPlace, TextualAnswer};
use crate::analysis::providers::How;
use crate::analysis::strength::{self, Binding, Strength};
use crate::analysis::timeline::{Bound, Coming, EffectTime, Timetable};
use crate::analysis::{Facts, TimelineStart, answers, circuit};
use crate::model::vocabulary::{VerbClass, verb};
use crate::model::{
    ActorId, Actors, Case, Decision, DetailKind, DurationClause, ForceLevel, GateKind, Limit, Object, Period,
    Provision, ProvisionId, RefTarget, RenewalKind, Sentence, Treaty,
};
use crate::source::Span;
use crate::syntax::ast::{Mode, ProvisionKind, Quantifier};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Who owes whom what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PromiseKey {
    /// Who owes, may, or must not.
    pub bearer: String,
    /// What.
    pub act: PromisedAct,
    /// To whom.
    pub to: BTreeSet<String>,
}

/// What is owed, allowed or forbidden.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PromisedAct {
    /// Help, whatever it consists of.
    Help,
    /// A measure of help: `weapons`.
    Measure(String),
    /// Another act, in words.
    Do(String),
    /// An omission, in words.
    Refrain(String),
    /// What a force, a supply, a limit and the like say, by kind and name.
    Regime(&'static str, String),
}

/// How one provision has one bearer owe something.
#[derive(Clone, Debug)]
pub struct Promise {
    /// The part of the text, by its place in [`super::Effects::elements`].
    pub element: usize,
    /// Whether it limits its bearer, and does not ask it to do something.
    pub restrains: bool,
    /// Whether it lets its bearer do something: forces may come, monitors may look.
    pub frees: bool,
    /// Between which classes its strength lies.
    pub strength: (Strength, Strength),
    /// How it binds each of several: the more, the firmer.
    pub share: u8,
    /// Who must cooperate that it is live, by attack.
    pub gates: BTreeMap<Option<AttackName>, Option<GateFunction>>,
    /// When it is done at the earliest.
    pub earliest: Time,
    /// When it is done at the latest.
    pub worst: Time,
    /// The length of its own clock in minutes, if that has a number that binds.
    pub own_clock: Option<u64>,
    /// The clocks of its gates, in one form.
    pub gate_clocks: BTreeSet<String>,
    /// The words of a clock without a number: `forthwith`.
    pub prompt: Option<String>,
    /// For how long it holds, in minutes; without end if nothing is said.
    pub lasts: Lasting,
    /// Which attacks it answers: by attack, place and kind.
    pub reach: BTreeMap<(Option<AttackName>, String, String), TextualAnswer>,
    /// How much, by unit; nothing for an amount that is left open.
    pub amounts: BTreeMap<String, Level>,
    /// Its levels of forces: at most or at least how many, of what and where.
    pub levels: BTreeMap<(bool, String), Level>,
    /// What an attack on its force opens.
    pub tripwire: Tripwire,
    /// Everything else that it says.
    pub rest: BTreeSet<String>,
}

/// When something comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Time {
    /// After so many minutes at the most.
    After(u64),
    /// No clock ends the wait.
    Unbounded,
    /// Never.
    Never,
    /// The text leaves it open.
    Open,
}

/// For how long something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// Without end.
    Indefinite,
    /// So many minutes.
    For(u64),
    /// The text leaves it open.
    Open,
}

/// An amount, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// How many; nothing for one that is left open.
    pub thousandths: Option<u64>,
    /// Whether it is only about so many.
    pub approximate: bool,
    /// Whether each of several has as many.
    pub each: bool,
}

/// What an attack on a force opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tripwire {
    /// There is no force, or the text is silent.
    Unsaid,
    /// Nothing.
    Nothing,
    /// A trigger, by its name.
    Opens(String),
}

/// All promises of a reading.
pub(super) fn promises<'m>(
    facts: &Facts<'m>,
    canon: &Canon<'_, 'm>,
    gates: &Functions,
    events: &[String],
) -> BTreeMap<PromiseKey, Vec<Promise>> {
    let calendar = TimelineStart::default();
    let mut search = PromiseSearch {
        facts,
        canon,
        treaty: facts.treaty(),
        gates,
        earliest: facts.timetable(Bound::Earliest, None, calendar),
        worst: facts.timetable(Bound::Worst, None, calendar),
        by_bearer: FxHashMap::default(),
        reach: reach(facts, events),
        found: BTreeMap::new(),
    };
    for provision in facts.treaty().own_provisions() {
        search.provision(provision);
    }
    search.measures();
    search.found
}

type Reached = BTreeMap<(Option<AttackName>, String, String), TextualAnswer>;

/// Which attacks each promise answers.
fn reach(facts: &Facts<'_>, events: &[String]) -> FxHashMap<ProvisionId, Reached> {
    let treaty = facts.treaty();
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    let mut found: FxHashMap<ProvisionId, Reached> = FxHashMap::default();
    for grid in coverage::grids(facts, &events) {
        let name = |it: ActorId| treaty.name(it).to_owned();
        let attack = grid.attack.map(|(by, victim)| (name(by), victim.map(name)));
        for (event, row) in events.iter().zip(&grid.cells) {
            for (area, cell) in grid.areas.iter().zip(row) {
                let area = area_name(treaty, *area);
                for reply in &cell.answers {
                    let known = found.entry(reply.promise).or_default();
                    known.insert((attack.clone(), area.clone(), (*event).to_owned()), reply.said);
                }
            }
        }
    }
    found
}

/// What a place of an attack is called.
fn area_name(treaty: &Treaty<'_>, place: AttackPlace<'_>) -> String {
    match place {
        AttackPlace::Territory => "its territory".to_owned(),
        AttackPlace::Place(id) => canon::reference(treaty.places[id.0 as usize].name),
        AttackPlace::Words(words) => format!("“{words}”"),
        AttackPlace::Beyond => "places beyond its territory".to_owned(),
    }
}

/// The places that a reading tells apart, under any attack.
pub(super) fn areas(facts: &Facts<'_>) -> BTreeSet<String> {
    let treaty = facts.treaty();
    let cases: Vec<Option<&Case>> = match &treaty.threat.cases[..] {
        [] => vec![None],
        cases => cases.iter().map(Some).collect(),
    };
    let spots = cases.into_iter().flat_map(|it| coverage::spots(treaty, it));
    spots.map(|it| area_name(treaty, it)).collect()
}

struct PromiseSearch<'s, 'c, 'm> {
    facts: &'s Facts<'m>,
    canon: &'s Canon<'c, 'm>,
    treaty: &'m Treaty<'m>,
    gates: &'s Functions,
    earliest: Timetable,
    worst: Timetable,
    /// The same for bearers that have gates of their own.
    by_bearer: FxHashMap<ActorId, (Timetable, Timetable)>,
    reach: FxHashMap<ProvisionId, Reached>,
    found: BTreeMap<PromiseKey, Vec<Promise>>,
}

impl<'m> PromiseSearch<'_, '_, 'm> {
    fn provision(&mut self, provision: &'m Provision<'m>) {
        let kind = provision.kind;
        if matches!(kind, ProvisionKind::Trigger | ProvisionKind::Ladder | ProvisionKind::Sequence) || kind.is_final() {
            return;
        }
        for sentence in &provision.sentences {
            self.sentence(provision, sentence);
        }
        if !provision.sentences.is_empty() {
            return;
        }
        let bearers: Vec<&Actors<'m>> = circuit::bearers(provision).collect();
        for of in bearers {
            let how = share(None, of, self.treaty.members(of, None).len());
            for (actor, name) in self.names(of) {
                let to = self.names_of(&mut answers::recipients(provision, None));
                let key = PromiseKey { bearer: name, act: regime(provision), to };
                let strength = self.regime_strength(provision);
                let promise = Promise { share: how, strength, ..self.promise(provision, actor) };
                self.add(key, promise);
            }
        }
    }

    fn sentence(&mut self, provision: &'m Provision<'m>, sentence: &'m Sentence<'m>) {
        let Some(weighed) = strength::weigh(self.treaty, provision, sentence) else { return };
        let class = verb(sentence.verb).map(|it| it.class);
        let things: Vec<&Object<'m>> = sentence.objects.iter().filter(|it| !matches!(it, Object::Actors(_))).collect();
        let things: Vec<String> = things.into_iter().map(|it| self.canon.object(it)).collect();
        let whom: Vec<String> = sentence
            .objects
            .iter()
            .filter(|it| matches!(it, Object::Actors(_)))
            .map(|it| self.canon.object(it))
            .collect();
        let aids = class == Some(VerbClass::Aid) && !weighed.omission();
        let mut words = [sentence.verb.to_owned(), things.join(", "), whom.join(", ")].join(" ");
        words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !aids {
            for detail in &provision.details {
                if let DetailKind::Means(_) | DetailKind::In(_) | DetailKind::To(..) | DetailKind::Against(_) =
                    &detail.kind
                {
                    words = format!("{words} {}", self.canon.text(detail.span));
                }
            }
        }
        let act = match (aids, weighed.omission()) {
            (true, _) => PromisedAct::Help,
            (_, true) if sentence.modal.is_some_and(|it| strength::force(it).1) => {
                PromisedAct::Refrain(format!("not to {words}"))
            }
            (_, true) => PromisedAct::Refrain(format!("to {words}")),
            _ => PromisedAct::Do(words),
        };
        let to = self.names_of(&mut answers::recipients(provision, Some(sentence)));
        let (low, high) = (weighed.graded.low, weighed.graded.high);
        let bearers: Vec<(Option<ActorId>, String)> = match &sentence.bearer {
            Some(of) => self.names(of),
            None => vec![(None, format!("“{}”", sentence.bearer_words.unwrap_or("nobody is named")))],
        };
        let count = bearers.len();
        for (actor, name) in bearers {
            let mut promise = self.promise(provision, actor);
            promise.strength = (low, high);
            promise.restrains = weighed.omission();
            promise.frees = low == Strength::Right && high == Strength::Right;
            promise.share = sentence.bearer.as_ref().map_or(2, |of| share(sentence.mode, of, count));
            if aids {
                // What is given, and the verb, count for what help is worth; whom it goes to stands in the key.
                promise.rest.insert(format!("{} {}", sentence.verb, things.join(", ")).trim_end().to_owned());
            }
            if !sentence.except.is_empty() {
                promise.rest.insert(format!("except {}", self.canon.objects(&sentence.except)));
            }
            let key = PromiseKey { bearer: name, act: act.clone(), to: to.clone() };
            self.add(key, promise);
        }
    }

    /// The measures of help, with who gives each.
    fn measures(&mut self) {
        let facts = self.facts;
        for measure in facts.measures() {
            for promised in measure.promised.iter().filter(|it| it.file == self.treaty.file) {
                let provision = self.treaty.provision(promised.provision);
                let mut to = self.names_of(&mut answers::recipients(provision, None));
                for sentence in &provision.sentences {
                    to.extend(self.names_of(&mut answers::recipients(provision, Some(sentence))));
                }
                for (actor, how) in &promised.by {
                    let mut promise = self.promise(provision, Some(*actor));
                    promise.strength = self.measure_strength(provision, *actor, *how);
                    promise.frees = *how == How::May;
                    promise.share = match how {
                        How::Leads => 4,
                        How::Must => 3,
                        How::Share => 1,
                        How::BacksUp => 0,
                        How::Judges | How::May | How::Expected => 2,
                    };
                    let act = PromisedAct::Measure(measure.name.to_owned());
                    let key = PromiseKey { bearer: self.treaty.name(*actor).to_owned(), act, to: to.clone() };
                    self.add(key, promise);
                }
            }
        }
    }

    /// How strongly a measure is owed: as strongly as the sentence of its bearer.
    fn measure_strength(&self, provision: &'m Provision<'m>, actor: ActorId, how: How) -> (Strength, Strength) {
        let of = |it: &&crate::model::Sentence<'m>| {
            it.bearer.as_ref().is_some_and(|it| self.treaty.members(it, None).contains(&actor))
        };
        let sentences = provision.sentences.iter().map(|it| &**it).filter(of);
        let weighed = sentences.filter_map(|it| strength::weigh(self.treaty, provision, it));
        let graded = weighed.filter(|it| !it.omission()).map(|it| (it.graded.low, it.graded.high));
        graded.max().unwrap_or_else(|| match how {
            How::May => (Strength::Right, Strength::Right),
            How::Expected => (Strength::Expectation, Strength::Expectation),
            _ => self.regime_strength(provision),
        })
    }

    fn regime_strength(&self, provision: &'m Provision<'m>) -> (Strength, Strength) {
        if let Some(graded) = self.facts.strength(provision.id).graded() {
            return (graded.low, graded.high);
        }
        match strength::binds(self.treaty, provision) {
            Binding::Yes => (Strength::Given, Strength::Given),
            Binding::No => (Strength::Expectation, Strength::Expectation),
            Binding::Unsaid => (Strength::Expectation, Strength::Given),
        }
    }

    fn add(&mut self, key: PromiseKey, promise: Promise) {
        let known = self.found.entry(key).or_default();
        if !known.iter().any(|it| it.element == promise.element && it.is_same(&promise)) {
            known.push(promise);
        }
    }

    /// What a provision says of one of its bearers, but for its strength.
    fn promise(&mut self, provision: &'m Provision<'m>, actor: Option<ActorId>) -> Promise {
        let id = provision.id;
        let (earliest, worst) = self.times(provision, actor);
        let clock = provision.clock.as_deref();
        let prompt = clock.and_then(|it| match it.limit {
            Limit::Prompt(words) | Limit::Words(words) => Some(words.to_owned()),
            _ => None,
        });
        let reach = self.reach.get(&id).cloned().unwrap_or_default();
        let kind = provision.kind;
        let mut promise = Promise {
            element: of_provision(id),
            restrains: matches!(kind, ProvisionKind::Limit | ProvisionKind::Status | ProvisionKind::Ceasefire),
            frees: matches!(kind, ProvisionKind::Deployment | ProvisionKind::Verification),
            strength: (Strength::Given, Strength::Given),
            share: 2,
            gates: actor.map_or_else(ByAttack::new, |it| self.gates.promise(id, it)),
            earliest,
            worst,
            own_clock: clock.and_then(|it| match it.limit {
                Limit::Within(period) if it.softened.is_none() => {
                    period.exactly().map(|it| TimelineStart::default().minutes(it))
                }
                _ => None,
            }),
            gate_clocks: self.gate_clocks(provision),
            prompt,
            lasts: Lasting::Indefinite,
            rest: self.rest(provision, !reach.is_empty()),
            reach,
            amounts: BTreeMap::new(),
            levels: BTreeMap::new(),
            tripwire: Tripwire::Unsaid,
        };
        for detail in &provision.details {
            self.detail(&mut promise, &detail.kind);
        }
        promise
    }

    fn detail(&self, promise: &mut Promise, kind: &DetailKind<'m>) {
        match kind {
            DetailKind::Amount(objects) => {
                for object in objects.iter() {
                    match object {
                        Object::Quantity(it) => {
                            let level = Level { thousandths: it.thousandths, approximate: it.approximate, each: false };
                            promise.amounts.insert(it.unit.to_owned(), level);
                        }
                        other => drop(promise.rest.insert(format!("amount {}", self.canon.object(other)))),
                    }
                }
            }
            DetailKind::Ceiling(level) => self.levels(promise, level, true),
            DetailKind::Floor(level) => self.levels(promise, level, false),
            DetailKind::AttackOnItIs(target, nothing) => {
                promise.tripwire = match target {
                    Some(target @ RefTarget::Provision(_)) => Tripwire::Opens(self.canon.target(*target)),
                    _ if *nothing => Tripwire::Nothing,
                    _ => Tripwire::Unsaid,
                };
            }
            DetailKind::Duration(it) | DetailKind::Mandate(it) => lasts(promise, it),
            _ => {}
        }
    }

    fn levels(&self, promise: &mut Promise, level: &ForceLevel<'m>, most: bool) {
        let band = level.band.map_or_else(String::new, |it| {
            format!(" from {} m to {} m of {}", it.from_metres, it.to_metres, self.canon.target(it.of))
        });
        for it in &level.amounts {
            let known = Level { thousandths: it.thousandths, approximate: it.approximate, each: level.each };
            promise.levels.insert((most, format!("{}{band}", it.unit)), known);
        }
    }

    /// Everything that a provision and its triggers say that no other value tells.
    fn rest(&self, provision: &'m Provision<'m>, answers_attacks: bool) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut seen = vec![provision.id];
        let mut at = 0;
        while let Some(id) = seen.get(at).copied() {
            at += 1;
            let it = self.treaty.provision(id);
            for detail in it.details.iter().filter(|it| !elements::is_told(&it.kind)) {
                // Where a duty holds is told by the attacks that it answers.
                if answers_attacks && matches!(detail.kind, DetailKind::In(_)) && it.kind.is_norm() {
                    continue;
                }
                let clause = self.canon.detail(detail);
                found.insert(format!("{} {}", keyword(&detail.kind), clause.canon));
            }
            for detail in &it.details {
                if let DetailKind::Until(_) = detail.kind {
                    found.insert(self.canon.text(detail.span));
                }
                if let DetailKind::Roles(only, _) = &detail.kind
                    && *only
                {
                    found.insert("no other roles".to_owned());
                }
                if let DetailKind::Duration(it) | DetailKind::Mandate(it) = &detail.kind {
                    found.extend(renewal(it).map(ToOwned::to_owned));
                    if it.until.is_some() {
                        found.insert(self.canon.text(detail.span));
                    }
                }
            }
            if !answers_attacks {
                found.extend(it.events.iter().map(|it| format!("on {}", elements::events(self.canon, it))));
                // What it waits for is told by who must act; what it waits for in words or by the calendar is not.
                let named = |it: &crate::model::Occasions<'m>| {
                    it.any
                        .iter()
                        .flatten()
                        .all(|it| matches!(it.kind, crate::model::OccasionKind::Named(RefTarget::Provision(_))))
                };
                found.extend(it.upon.iter().filter(|it| !named(it)).map(|it| self.canon.text(it.span)));
            }
            let decisions =
                it.decided.iter().map(|it| &it.decision).chain(it.gates.iter().filter_map(|it| {
                    if let GateKind::Decision(decision) = &it.kind { Some(&**decision) } else { None }
                }));
            found.extend(decisions.filter_map(meanwhile));
            if let Some(ambiguity) = &it.ambiguity {
                found.insert(self.canon.text(ambiguity.span));
            }
            found.extend(it.unread.iter().map(|it| format!("unread: {}", self.canon.text(*it))));
            for next in answers::triggers(it) {
                if !seen.contains(&next) && self.treaty.provision(next).kind == ProvisionKind::Trigger {
                    seen.push(next);
                }
            }
        }
        found
    }

    /// The clocks of the gates of a provision and of its triggers.
    fn gate_clocks(&self, provision: &'m Provision<'m>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let triggers = answers::triggers(provision).into_iter().map(|it| self.treaty.provision(it));
        for it in std::iter::once(provision).chain(triggers) {
            let decided = it.decided.iter().filter_map(|it| it.decision.clock.as_deref());
            let gates = it.gates.iter().filter_map(|it| it.clock.as_deref());
            found.extend(gates.chain(decided).map(|it| self.canon.text(it.span)));
        }
        // A day by the calendar has no length.
        let fixed = provision.clock.as_deref().filter(|it| matches!(it.limit, Limit::Instant(_)));
        found.extend(fixed.map(|it| self.canon.text(it.span)));
        found
    }

    fn times(&mut self, provision: &'m Provision<'m>, actor: Option<ActorId>) -> (Time, Time) {
        let id = provision.id;
        let own = actor.filter(|_| self.facts.differs_by_bearer(id));
        let (earliest, worst) = match own {
            Some(actor) => {
                let facts = self.facts;
                let table = |pace| facts.timetable(pace, Some(actor), TimelineStart::default());
                let known = self.by_bearer.entry(actor);
                let known = known.or_insert_with(|| (table(Bound::Earliest), table(Bound::Worst)));
                (known.0.arrival(id), known.1.arrival(id))
            }
            None => (self.earliest.arrival(id), self.worst.arrival(id)),
        };
        (self.time(provision, earliest), self.time(provision, worst))
    }

    fn time(&self, provision: &Provision<'_>, arrival: EffectTime) -> Time {
        let hole = |span: Span| self.treaty.holes.iter().any(|it| span.contains(it.span));
        let blank = provision.clock.as_ref().is_some_and(|it| hole(it.span));
        match (arrival.coming, arrival.open) {
            (Coming::Never, _) => Time::Never,
            (_, Some(gate)) if hole(gate.span) || gate.own && blank => Time::Open,
            (_, Some(_)) => Time::Unbounded,
            (Coming::Unknown, None) => Time::Open,
            (Coming::Certain, None) => arrival.minutes().map_or(Time::Open, Time::After),
        }
    }

    /// Everybody of a set by name; those of whom nobody knows who they are by the words that stand for them.
    fn names(&self, of: &Actors<'m>) -> Vec<(Option<ActorId>, String)> {
        let treaty = self.treaty;
        let mut found = treaty.resolve(of, None);
        if treaty.depends_on_case(of) {
            for case in &treaty.threat.cases {
                found.actors.extend(treaty.members(of, Some(case)));
            }
            found.actors.sort_unstable();
            found.actors.dedup();
        }
        let mut names: Vec<(Option<ActorId>, String)> =
            found.actors.iter().map(|it| (Some(*it), treaty.name(*it).to_owned())).collect();
        if found.leaves_open() {
            names.push((None, format!("others under “{}”", self.canon.text(of.span))));
        }
        names
    }

    fn names_of(&self, of: &mut dyn Iterator<Item = &Actors<'m>>) -> BTreeSet<String> {
        of.flat_map(|it| self.names(it)).map(|it| it.1).collect()
    }
}

/// How a duty binds each of several.
fn share(mode: Option<Mode>, of: &Actors<'_>, count: usize) -> u8 {
    match (mode, of.quantifier) {
        (Some(Mode::CollectiveAndSeveral), _) => 4,
        (Some(Mode::Each), _) | (_, Some(Quantifier::Each | Quantifier::All)) => 3,
        _ if count == 1 => 3,
        (Some(Mode::Collective), _) => 0,
        _ => 1,
    }
}

fn regime(provision: &Provision<'_>) -> PromisedAct {
    PromisedAct::Regime(provision.kind.as_str(), canon::reference(provision.name_or_kind()))
}

fn meanwhile(decision: &Decision<'_>) -> Option<String> {
    decision.meanwhile.map(|it| format!("meanwhile {}", if it { "proceed" } else { "wait" }))
}

fn renewal(of: &DurationClause<'_>) -> Option<&'static str> {
    match of.renewal.as_ref()?.kind {
        RenewalKind::Renewable => Some("renewable"),
        RenewalKind::Automatic => Some("renewable automatically"),
        RenewalKind::By(_) | RenewalKind::UnlessEndedBy(_) => None,
    }
}

fn lasts(promise: &mut Promise, of: &DurationClause<'_>) {
    promise.lasts = match of.period {
        None | Some(Period::Indefinite) => promise.lasts,
        Some(Period::Unknown) => Lasting::Open,
        Some(period) => {
            let length = period.exactly().map(|it| TimelineStart::default().minutes(it));
            length.map_or(Lasting::Open, Lasting::For)
        }
    };
}

fn keyword(kind: &DetailKind<'_>) -> &'static str {
    let word = kind.as_str();
    crate::syntax::clauses::CLAUSES.iter().find(|it| it.word == word).map_or("", |it| it.texts[0])
}
