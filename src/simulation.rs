//! What a draft does, played out: one reading, one case, step by step on the calendar.
//!
//! This is the meaning of the language, written to be obviously right: it walks the model of a reading and shares no code
//! with circuits, clocks or coverage, so that those can be held against it. What each clause does is said in
//! `docs/semantics.md`.

#![expect(
    clippy::match_same_arms,
    clippy::single_match_else,
    clippy::unused_self,
    reason = "each arm is one line of the meaning, and every part asks the same world"
)]

mod acts;
mod answer;
mod calendar;
mod count;
mod decide;
mod duties;
pub mod expect;
mod facts;
mod lives;
mod occasion;
mod order;
mod terms;
mod trace;
mod words;

pub use trace::{Due, LifeState, LifeView, Play, PlayEnd, PlayMinute, Reason, StepKind, StepSubject, TraceStep};

use crate::model::{
    ActorId, ActorSet, Case, Doing, Events, Length, OccasionKind, Pace, Period, ProvisionId, RefTarget, Treaty,
};
use crate::source::Span;
use acts::Stance;
use answer::{Openness, Truth};
use calendar::{PlayClock, WrittenInstant};
use facts::{Occurrence, PlayFact};
use order::WaitOrder;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{Cell, RefCell};
use std::fmt::Write as _;

/// What a play is given.
#[derive(Clone, Debug)]
pub struct Setting<'t, 'a> {
    /// Who attacks whom, and with whom; nothing: nobody obstructs.
    pub case: Option<Case>,
    /// What happens, in the order of the scenario.
    pub lines: Vec<TimelineLine<'t, 'a>>,
    /// How those act of whom no line speaks.
    pub others: Others,
    /// How soon those act who cooperate.
    pub pace: Pace,
    /// When the first fact comes, where no line says it: `2027-03-01`, with an hour and a zone if need be.
    pub day: Option<&'t str>,
    /// Whether all that promises wait for is taken to have happened, and nothing that excepts from them: what is asked is
    /// then who can hold them shut.
    pub supposed: bool,
    /// Whether nobody reads the steps, so that none are told.
    pub silent: bool,
}

impl Setting<'_, '_> {
    /// A case with nothing else given: the attack that it is.
    pub fn of(case: Option<Case>) -> Self {
        Self {
            case,
            lines: Vec::new(),
            others: Others::Threat,
            pace: Pace::AtOnce,
            day: None,
            supposed: false,
            silent: false,
        }
    }
}

/// Plays one reading in one setting.
pub fn play<'a>(treaty: &Treaty<'a>, setting: &Setting<'_, 'a>) -> Play {
    PlayState::new(treaty, setting).run()
}

/// How those act of whom no line speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Others {
    /// The bloc of the case obstructs, everybody else cooperates.
    Threat,
    /// These leave every act of theirs undone, everybody else cooperates, the bloc of the case among them.
    Undone(ActorSet),
    /// These cooperate, everybody else leaves every act undone.
    Only(ActorSet),
    /// Nobody else does anything.
    Nothing,
}

/// A fact or an act.
#[derive(Clone, Debug)]
pub struct TimelineLine<'t, 'a> {
    /// Where it is written; empty if it is not.
    pub span: Span,
    /// When.
    pub when: At<'t>,
    /// What.
    pub what: LineContent<'t, 'a>,
}

/// When a line comes.
#[derive(Clone, Copy, Debug)]
pub enum At<'t> {
    /// With the first fact.
    First,
    /// On a day, at an hour.
    On(&'t str),
    /// So long after the first fact.
    After(Period),
}

/// What a line says.
#[derive(Clone, Debug)]
pub enum LineContent<'t, 'a> {
    /// Events happen.
    Events(&'t Events<'a>),
    /// An attack of the case happens, in the territory of its victim.
    Attack(&'static str),
    /// A milestone has come.
    Milestone(u32),
    /// Somebody does, or does not do, something.
    Act {
        /// Who.
        who: ActorId,
        /// What.
        act: Doing,
        /// In whose matter; nothing: in every one.
        matter: Option<RefTarget>,
    },
}

/// The first day of a play, where nothing is dated.
const FIRST_DAY: &str = "2025-03-01";

/// A play is over so many years after its first fact.
const HORIZON: Length = Length { months: 120, days: 0, minutes: 0 };

/// So many steps at most.
const MOST_STEPS: usize = 10_000;

/// So many bearers are told apart.
const MOST_BEARERS: usize = 64;

/// An act of a scenario.
#[derive(Clone, Debug)]
struct PlayedAct {
    at: PlayMinute,
    who: ActorId,
    act: Doing,
    matter: Option<RefTarget>,
}

/// How a provision stands for one bearer.
#[derive(Clone, Debug, Default)]
struct Life {
    bearer: Option<ActorId>,
    state: LifeState,
    /// When what it waits for came, so that its clocks run.
    put: Option<PlayMinute>,
    /// When it was first live.
    live: Option<PlayMinute>,
    /// When it was first so that nobody could say whether it is live.
    doubtful: Option<PlayMinute>,
    breached: Option<PlayMinute>,
    discharged: Option<PlayMinute>,
    /// What is missing, and what is unknown about it.
    answer: Option<Openness>,
    history: Vec<(PlayMinute, LifeState)>,
    step: Option<usize>,
    /// How it stood when last told of, where that is no longer so.
    untold: Option<LifeState>,
}

/// What is done by whom in which matter: a key of what was already told.
type ReportedAct = (ActorId, u32, &'static str);

/// A play.
#[derive(Debug)]
struct PlayState<'s, 'a> {
    treaty: &'s Treaty<'a>,
    setting: &'s Setting<'s, 'a>,
    calendar: PlayClock,
    /// Who attacks whom: what is assumed, or the attack that is given, in which nobody obstructs.
    case: Option<Case>,
    order: WaitOrder,
    start: PlayMinute,
    now: PlayMinute,
    /// Whether the clocks that end now have run.
    rung: bool,
    facts: Vec<PlayFact<'s, 'a>>,
    said: Vec<PlayedAct>,
    lives: Vec<Vec<Life>>,
    due: Vec<Due>,
    /// Provisions that another clause leaves the answer to, since when, by which step.
    left_to: RefCell<FxHashMap<ProvisionId, PlayMinute>>,
    /// When something was first so: the clause, its provision, for whom, in which round.
    moments: RefCell<FxHashMap<(u32, u32, u32, u8), PlayMinute>>,
    /// Whether anything waits for the entry into force of the text.
    waited_for: bool,
    /// The bodies whose rules are being asked, from the outermost.
    asking: RefCell<Vec<ActorId>>,
    steps: RefCell<Vec<TraceStep>>,
    told: RefCell<FxHashSet<ReportedAct>>,
    wake: Cell<Option<PlayMinute>>,
    /// Whether a clock that ends now was asked about.
    ends_now: Cell<bool>,
    /// How each actor acts of whom no line speaks, and the states whose acts its are.
    sides: Vec<(Stance, ActorSet)>,
}

impl<'s, 'a> PlayState<'s, 'a> {
    fn new(treaty: &'s Treaty<'a>, setting: &'s Setting<'s, 'a>) -> Self {
        let dates = setting.lines.iter().filter_map(|it| match it.when {
            At::On(words) => calendar::read(words),
            _ => None,
        });
        let (mut first, mut earliest): (Option<WrittenInstant>, Option<PlayMinute>) = (None, None);
        for written in dates {
            let (_, at) = PlayClock::from(&written);
            if earliest.is_none_or(|it| at < it) {
                (first, earliest) = (Some(written), Some(at));
            }
        }
        let first = first
            .or_else(|| setting.day.and_then(calendar::read))
            .or_else(|| calendar::read(FIRST_DAY))
            .unwrap_or_else(|| unreachable!("{FIRST_DAY} is a date"));
        let (calendar, start) = PlayClock::from(&first);
        let mut world = Self {
            treaty,
            setting,
            calendar,
            case: setting.case.clone(),
            order: WaitOrder::of(treaty),
            start,
            now: start,
            rung: false,
            facts: Vec::new(),
            said: Vec::new(),
            lives: Vec::new(),
            due: Vec::new(),
            left_to: RefCell::default(),
            moments: RefCell::default(),
            waited_for: waits_for_entry(treaty),
            asking: RefCell::default(),
            steps: RefCell::default(),
            told: RefCell::default(),
            wake: Cell::new(None),
            ends_now: Cell::new(false),
            sides: Vec::new(),
        };
        world.take_sides();
        world.take_lines();
        world.give_lives();
        world
    }

    fn case(&self) -> Option<&Case> {
        self.case.as_ref()
    }

    fn take_lines(&mut self) {
        for line in &self.setting.lines {
            let at = match line.when {
                At::First => self.start,
                At::On(words) => calendar::read(words).map_or(self.start, |it| self.calendar.instant(&it)),
                At::After(period) => period.length().map_or(self.start, |it| self.calendar.after(self.start, it)),
            };
            match &line.what {
                LineContent::Act { who, act, matter } => {
                    self.said.push(PlayedAct { at, who: *who, act: *act, matter: *matter });
                }
                what => {
                    if let Some(what) = self.occurrence(what) {
                        self.facts.push(PlayFact { at, what, span: line.span, step: None });
                    }
                }
            }
        }
        if self.case.is_none() {
            self.case = self.facts.iter().find_map(|it| attack(&it.what));
        }
        // An attack is what the case is about, where nothing else is given to have happened.
        if self.facts.is_empty()
            && !self.setting.supposed
            && let Some(what) = self.occurrence(&LineContent::Attack("armed-attack"))
        {
            self.facts.push(PlayFact { at: self.start, what, span: Span::default(), step: None });
        }
    }

    fn give_lives(&mut self) {
        let mut everybody: ActorSet = Vec::new();
        let bearers: Vec<ActorSet> = self.treaty.provisions.iter().map(|it| self.bearers(it)).collect();
        for provision in self.treaty.provisions.iter().filter(|it| self.binds(it)) {
            everybody.extend(&bearers[provision.id.0 as usize]);
        }
        everybody.sort_unstable();
        everybody.dedup();
        everybody.truncate(MOST_BEARERS);
        for (provision, own) in self.treaty.provisions.iter().zip(bearers) {
            let life = |bearer| Life { bearer, ..Life::default() };
            let lives = if self.binds(provision) && !own.is_empty() {
                own.into_iter().map(|it| life(Some(it))).collect()
            } else if self.differs(provision) {
                std::iter::once(None).chain(everybody.iter().copied().map(Some)).map(life).collect()
            } else {
                vec![life(None)]
            };
            self.lives.push(lives);
        }
    }

    /// Plays to the end.
    fn run(mut self) -> Play {
        let horizon = self.calendar.after(self.start, HORIZON);
        let end = loop {
            self.wake.set(None);
            self.rung = false;
            self.happen();
            self.settle();
            if self.ends_now.replace(false) {
                self.rung = true;
                self.settle();
            }
            if self.steps.borrow().len() > MOST_STEPS {
                break PlayEnd::Bound;
            }
            let later =
                self.facts.iter().map(|it| it.at).chain(self.said.iter().map(|it| it.at)).filter(|it| *it > self.now);
            let next = later.chain(self.wake.get()).min();
            match next {
                None => break PlayEnd::Quiescent,
                Some(at) if at > horizon => break PlayEnd::Horizon,
                Some(at) => self.now = at,
            }
        };
        self.finish(end)
    }

    /// Notes the facts that come now.
    fn happen(&mut self) {
        for at in 0..self.facts.len() {
            if self.facts[at].step.is_none() && self.facts[at].at <= self.now {
                let told = self.in_words(&self.facts[at].what);
                let step = self.step(
                    StepKind::Fact,
                    StepSubject::Case,
                    Vec::new(),
                    self.facts[at].span,
                    Openness::yes(),
                    told,
                );
                self.facts[at].step = Some(step);
            }
        }
    }

    fn in_words(&self, what: &Occurrence<'_, 'a>) -> String {
        use crate::model::EventKind;
        let names = |of: &[ActorId]| of.iter().map(|it| self.treaty.name(*it)).collect::<Vec<_>>().join(", ");
        match what {
            Occurrence::Milestone(at) => format!("`{}` has come", self.treaty.milestones[*at as usize].name),
            Occurrence::Event { words, by, against, .. } => {
                let words: Vec<String> = words
                    .iter()
                    .map(|it| match it {
                        EventKind::Named(word, _) => word.replace('-', " "),
                        EventKind::Words(words) => format!("\"{words}\""),
                        EventKind::Phase(phase, target) => {
                            format!("{} of `{}`", words::phase(*phase), self.target_name(*target))
                        }
                    })
                    .collect();
                let mut told = words.join(", ");
                if !by.is_empty() {
                    let _ = write!(told, " by {}", names(by));
                }
                if !against.is_empty() {
                    let _ = write!(told, " against {}", names(against));
                }
                told
            }
        }
    }

    /// Everything that follows at this instant.
    fn settle(&mut self) {
        let order = std::mem::take(&mut self.order.rounds);
        for round in &order {
            // A life moves forward only, so that each can turn but a few times.
            let most = 8 * round.iter().map(|it| self.lives[it.0 as usize].len()).sum::<usize>();
            for _ in 0..=most {
                let mut again = false;
                for id in round {
                    again |= self.turn_all(*id, round.len() > 1);
                }
                if !again {
                    break;
                }
            }
        }
        self.order.rounds = order;
    }

    /// Whether it must be asked again: by itself, or by those that wait for each other.
    fn turn_all(&mut self, id: ProvisionId, together: bool) -> bool {
        let mut again = false;
        for at in 0..self.lives[id.0 as usize].len() {
            let (turned, own) = self.turn(id, at);
            again |= own || together && turned;
        }
        if !self.setting.silent {
            self.tell(id);
        }
        again
    }

    fn finish(self, end: PlayEnd) -> Play {
        let mut lives = Vec::new();
        for (provision, own) in self.treaty.provisions.iter().zip(&self.lives) {
            for life in own {
                let answer = life.answer.clone().unwrap_or_else(Openness::yes);
                lives.push(LifeView {
                    provision: provision.id,
                    bearer: life.bearer,
                    state: life.state,
                    since: life.history.last().map_or(self.start, |it| it.0),
                    live: life.live,
                    doubtful: life.doubtful,
                    breached: life.breached,
                    history: life.history.clone(),
                    holders: answer.holders,
                    until: answer.until,
                    told: answer.told.join("; "),
                    unknown: answer.unknown,
                    step: life.step,
                    freed: self.freed(provision.id, life.bearer).truth == Truth::Yes,
                });
            }
        }
        Play {
            steps: self.steps.into_inner(),
            lives,
            due: self.due,
            start: self.start,
            whole_day: self.calendar.whole_day,
            zone: self.calendar.name,
            end,
        }
    }

    /// Adds a step.
    fn step(
        &self,
        kind: StepKind,
        subject: StepSubject,
        bearers: ActorSet,
        clause: Span,
        answer: Openness,
        told: String,
    ) -> usize {
        let mut steps = self.steps.borrow_mut();
        let number = steps.len();
        let Openness { holders, until, unknown, why, .. } = answer;
        steps.push(TraceStep {
            number,
            at: self.now,
            kind,
            subject,
            bearers,
            clause,
            why,
            told,
            holders,
            until,
            unknown,
        });
        number
    }

    /// Notes an act, once.
    fn note(&self, who: ActorId, clause: Span, act: &'static str, told: impl FnOnce() -> String) -> Option<usize> {
        if self.setting.silent || !self.told.borrow_mut().insert((who, clause.start, act)) {
            return None;
        }
        Some(self.step(StepKind::Act, StepSubject::Actor(who), Vec::new(), clause, Openness::yes(), told()))
    }

    /// Words, where somebody reads them.
    fn words(&self, told: impl FnOnce() -> String) -> String {
        if self.setting.silent { String::new() } else { told() }
    }

    /// Whether an instant has come; if not, the play goes on then.
    fn has_come(&self, at: PlayMinute) -> bool {
        self.now >= at || self.later(at)
    }

    /// Whether a clock that ends then has run.
    fn has_run(&self, at: PlayMinute) -> bool {
        if self.now == at && !self.rung {
            self.ends_now.set(true);
        }
        self.now > at || (self.now == at && self.rung) || self.later(at)
    }

    fn later(&self, at: PlayMinute) -> bool {
        if at > self.now {
            self.wake.set(Some(self.wake.get().map_or(at, |it| it.min(at))));
        }
        false
    }

    /// When something was first so.
    fn since(
        &self,
        clause: Span,
        provision: Option<ProvisionId>,
        bearer: Option<ActorId>,
        round: u8,
        so: bool,
    ) -> Option<PlayMinute> {
        let key = (clause.start, provision.map_or(u32::MAX, |it| it.0), bearer.map_or(u32::MAX, |it| it.0), round);
        let mut moments = self.moments.borrow_mut();
        if so {
            return Some(*moments.entry(key).or_insert(self.now));
        }
        moments.get(&key).copied()
    }

    fn in_time(&self, from: PlayMinute, period: Period) -> Option<PlayMinute> {
        period.exactly().map(|it| self.calendar.after(from, it))
    }

    fn target_name(&self, target: RefTarget) -> String {
        let treaty = self.treaty;
        match target {
            RefTarget::Actor(id) => treaty.name(id).to_owned(),
            RefTarget::Group(id) => treaty.groups[id.0 as usize].name.to_owned(),
            RefTarget::Place(id) => treaty.places[id.0 as usize].name.to_owned(),
            RefTarget::Unit(id) => format!("{} {}", words::unit(treaty.unit(id).kind), treaty.unit(id).number),
            RefTarget::Provision(id) => treaty.provision(id).name_or_kind().to_owned(),
            RefTarget::Instrument(id) => treaty.instruments[id.0 as usize].name.to_owned(),
            RefTarget::Milestone(at) => treaty.milestones[at as usize].name.to_owned(),
            RefTarget::Term(at) => treaty.terms[at as usize].term.to_owned(),
            RefTarget::Weights(at) => treaty.weights[at as usize].name.to_owned(),
            RefTarget::Hole | RefTarget::Missing => "TBD".to_owned(),
        }
    }

    fn names(&self, of: &[ActorId]) -> String {
        words::list(of.iter().map(|it| format!("`{}`", self.treaty.name(*it))))
    }

    /// The life of a provision for somebody; where it is the same for all, that one.
    fn life(&self, id: ProvisionId, bearer: Option<ActorId>) -> Option<&Life> {
        let lives = &self.lives[id.0 as usize];
        lives.iter().find(|it| it.bearer == bearer).or_else(|| match bearer {
            Some(_) => lives.iter().find(|it| it.bearer.is_none()),
            None => None,
        })
    }

    /// Whether a provision stands so, for somebody, or for anybody where it differs and nobody in particular is asked about.
    fn stands(&self, id: ProvisionId, bearer: Option<ActorId>, is: impl Fn(&Life) -> bool) -> Openness {
        let of = |life: &Life| {
            if is(life) {
                return Openness::yes().because(life.step);
            }
            match &life.answer {
                Some(answer) if answer.truth != Truth::Yes => Openness { over: false, ..answer.clone() },
                _ => Openness::of(Truth::No),
            }
        };
        match self.life(id, bearer) {
            Some(life) => of(life),
            None => Openness::any(self.lives[id.0 as usize].iter().map(of)).unwrap_or_else(|| Openness::of(Truth::No)),
        }
    }
}

/// Whether an occasion of any provision is the entry into force of the text itself.
fn waits_for_entry(treaty: &Treaty<'_>) -> bool {
    let upon = treaty.provisions.iter().filter(|it| !it.kind.is_final()).flat_map(|it| &it.upon);
    let occasions = upon.flat_map(|it| it.any.iter().flatten());
    occasions.into_iter().any(|it| matches!(it.kind, OccasionKind::EntryIntoForce(_)))
}

/// The case that an event is where nobody is assumed to obstruct.
fn attack(what: &Occurrence<'_, '_>) -> Option<Case> {
    let Occurrence::Event { by, against, .. } = what else { return None };
    let ([attacker], [victim]) = (&by[..], &against[..]) else { return None };
    Some(Case { attacker: *attacker, bloc: Vec::new(), victim: Some(*victim), span: None })
}
