//! A play in words.

use super::clock::{Clock, hours};
use super::{Attack, Clause, Duty, Life, Open, Played, Stage, Step, Wanted};
use crate::analysis::Facts;
use crate::diagnostic::row;
use crate::engine::Wording;
use crate::model::{ActorSet, Case, Pace, Provision, ProvisionId, Scenario, Target, Treaty};
use crate::report::dossier::teller::{Teller, does};
use crate::report::when;
use crate::simulation::{
    At, Due, End, Instant, LifeState, LifeView, Line, Play, Reason, Setting, StepKind, Subject, What,
};
use crate::source::{FileId, Span};
use std::fmt::Write as _;

/// Tells a play.
pub(super) fn tell(
    facts: &Facts<'_>,
    wording: &Wording<'_>,
    wanted: &Wanted<'_>,
    scenario: Option<&Scenario<'_>>,
    setting: &Setting<'_, '_>,
    play: &Play,
) -> Played {
    let teller = &Teller::new(facts, wording);
    let at = Narrator { teller, treaty: teller.treaty, wanted, play, clock: Clock::of(&play.zone), moved: moved(play) };
    let steps: Vec<Step> = (0..play.steps.len()).map(|it| at.step(it)).collect();
    let mut lives: Vec<Life> = play.lives.iter().map(|it| at.life(it)).collect();
    let due: Vec<Duty> = play.due.iter().map(|it| at.duty(it)).collect();
    let last = at.last();
    for (told, view) in lives.iter_mut().zip(&play.lives) {
        told.history = at.history(view);
    }
    let unknown = at.unknown();
    Played {
        reading: None,
        readings: None,
        unread: 0,
        scenario: scenario.map(|it| it.title.to_owned()),
        given: at.given(setting),
        case: setting.case.as_ref().map(|it| attack(at.treaty, it)),
        cases: at.treaty.threat.cases.len(),
        pace: match setting.pace {
            Pace::AtOnce => "at-once",
            Pace::LastMoment => "last-moment",
        },
        zone: play.zone.clone(),
        dated: setting.day.is_some() || setting.lines.iter().any(|it| matches!(it.when, At::On(_))),
        start: at.clock.shows(play.start),
        whole_day: play.whole_day,
        end: match play.end {
            End::Quiescent => "quiescent",
            End::Horizon => "horizon",
            End::Bound => "bound",
        },
        hours: hours(play.start, last),
        summary: summary(&at, &lives, &due),
        steps,
        lives,
        due,
        unknown,
        expectations: Vec::new(),
    }
}

/// Tells one play.
struct Narrator<'n, 'f, 'm> {
    teller: &'n Teller<'f, 'm>,
    treaty: &'m Treaty<'m>,
    wanted: &'n Wanted<'n>,
    play: &'n Play,
    clock: Clock,
    /// For each step, whether it follows from something that is given, done or decided; what does not, stands with the treaty.
    moved: Vec<bool>,
}

/// Which steps follow from what happens.
fn moved(play: &Play) -> Vec<bool> {
    let mut moved: Vec<bool> = Vec::with_capacity(play.steps.len());
    for step in &play.steps {
        let comes = matches!(step.kind, StepKind::Fact | StepKind::Act | StepKind::Matter);
        let follows = |number: &usize| {
            let before = play.steps[..moved.len()].iter().position(|it| it.number == *number);
            before.is_some_and(|it| moved[it])
        };
        let follows = comes || step.why.iter().any(follows);
        moved.push(follows);
    }
    moved
}

/// A case in words.
fn attack(treaty: &Treaty<'_>, case: &Case) -> Attack {
    let names = |ids: &[_]| -> Vec<String> { ids.iter().map(|id| treaty.name(*id).to_owned()).collect() };
    let attacker = treaty.name(case.attacker).to_owned();
    let victim = case.victim.map(|it| treaty.name(it).to_owned());
    let with: ActorSet = case.bloc.iter().copied().filter(|it| *it != case.attacker).collect();
    let mut words = match &victim {
        Some(victim) => format!("{attacker} attacks {victim}"),
        None => format!("{attacker} attacks"),
    };
    if !with.is_empty() {
        let act = if with.len() == 1 { "acts" } else { "act" };
        let _ = write!(words, ", and {} {act} with it", row(&names(&with), "and"));
    }
    Attack { attacker, victim, bloc: names(&case.bloc), words }
}

impl Narrator<'_, '_, '_> {
    fn step(&self, at: usize) -> Step {
        let step = &self.play.steps[at];
        let (kind, from, to) = match step.kind {
            StepKind::Fact => ("fact", None, None),
            StepKind::Act => ("act", None, None),
            StepKind::Matter => ("matter", None, None),
            StepKind::Clock => ("clock", None, None),
            StepKind::Life(from, to) => ("life", Some(from.word()), Some(to.word())),
            StepKind::Duty => ("duty", None, None),
        };
        Step {
            n: step.number,
            at: self.clock.shows(step.at),
            zoned: !self.play.zone.is_empty(),
            kind,
            subject: self.subject(step.subject),
            bearer: step.bearer.map(|it| self.teller.name(it)),
            from,
            to,
            words: step.told.clone(),
            why: step.why.clone(),
            holders: self.sets(&step.holders),
            until: step.until.map(|it| self.clock.shows(it)),
            unknown: step.unknown.iter().map(|it| it.told.clone()).collect(),
            moved: self.moved[at],
            clause: self.clause(step.clause, step.subject),
        }
    }

    fn life(&self, it: &LifeView) -> Life {
        let clause = self.teller.provision(it.provision);
        let step = |at: &usize| {
            let step = &self.play.steps[*at];
            step.subject == Subject::Provision(it.provision)
                && matches!(step.kind, StepKind::Life(..))
                && (it.bearer.is_none() || step.bearer.is_none() || step.bearer == it.bearer)
        };
        Life {
            provision: clause.name,
            path: clause.cite,
            line: clause.line,
            bearer: it.bearer.map(|it| self.teller.name(it)),
            state: it.state.word(),
            since: self.clock.shows(it.since),
            live: it.live.map(|it| self.clock.shows(it)),
            breached: it.breached.map(|it| self.clock.shows(it)),
            words: it.told.clone(),
            holders: self.sets(&it.holders),
            until: it.until.map(|it| self.clock.shows(it)),
            unknown: it.unknown.iter().map(|it| it.told.clone()).collect(),
            moved: (0..self.play.steps.len()).filter(step).any(|at| self.moved[at]),
            history: Vec::new(),
        }
    }

    fn history(&self, it: &LifeView) -> Vec<Stage> {
        let next = it.history.iter().skip(1).map(|it| Some(it.0)).chain([None]);
        let stage = |((from, state), to): (&(Instant, LifeState), Option<Instant>)| Stage {
            state: state.word(),
            at: self.clock.shows(*from),
            hours: to.map(|to| hours(*from, to)),
        };
        it.history.iter().zip(next).map(stage).collect()
    }

    /// The last instant of which the play tells.
    fn last(&self) -> Instant {
        let steps = self.play.steps.iter().flat_map(|it| [Some(it.at), it.until]);
        let due = self.play.due.iter().flat_map(|it| [it.by, it.done]);
        steps.chain(due).flatten().max().unwrap_or(self.play.start)
    }

    fn duty(&self, it: &Due) -> Duty {
        let provision = self.treaty.provision(it.provision);
        let clause = self.teller.provision(it.provision);
        let sentence = it.sentence.and_then(|at| provision.sentences.get(at));
        let words = sentence.map_or_else(|| regime(provision), |it| self.teller.asked(provision, it));
        Duty {
            who: self.teller.name(it.who),
            verb: sentence.map_or_else(String::new, |it| it.verb.to_owned()),
            words,
            since: self.clock.shows(it.since),
            due: it.by.map(|it| self.clock.shows(it)),
            done: it.done.map(|it| self.clock.shows(it)),
            certain: it.certain,
            standing: self.stands(it),
            path: clause.cite,
            line: clause.line,
        }
    }

    /// Whether a duty came to be owed without anything that happened.
    fn stands(&self, due: &Due) -> bool {
        let live = |at: &usize| {
            let step = &self.play.steps[*at];
            matches!(step.kind, StepKind::Life(_, LifeState::Live))
                && step.subject == Subject::Provision(due.provision)
                && (step.bearer.is_none() || step.bearer == Some(due.who))
                && step.at <= due.since
        };
        let step = (0..self.play.steps.len()).rev().find(live);
        step.map_or(due.since <= self.play.start, |at| !self.moved[at])
    }

    /// Everything that cannot be determined, each once.
    fn unknown(&self) -> Vec<Open> {
        let steps = self.play.steps.iter().flat_map(|it| &it.unknown);
        let lives = self.play.lives.iter().flat_map(|it| &it.unknown);
        let mut all: Vec<&Reason> = Vec::new();
        for it in steps.chain(lives) {
            if !all.contains(&it) {
                all.push(it);
            }
        }
        all.into_iter()
            .map(|it| Open { words: it.told.clone(), clause: self.clause(it.clause, Subject::Case) })
            .collect()
    }

    fn sets(&self, sets: &[ActorSet]) -> Vec<Vec<String>> {
        sets.iter().map(|it| self.teller.names(it)).collect()
    }

    /// What is given, in words; of an attack that is only assumed, what the assumption says.
    fn given(&self, setting: &Setting<'_, '_>) -> Vec<String> {
        let line = |it: &Line<'_, '_>| {
            let words = self.teller.words(it.span);
            match &it.what {
                _ if !words.is_empty() => words.strip_prefix("given ").unwrap_or(&words).to_owned(),
                What::Attack(word) => (*word).to_owned(),
                _ => String::new(),
            }
        };
        let mut all: Vec<String> = setting.lines.iter().map(line).filter(|it| !it.is_empty()).collect();
        // A line about several actors is one for each of them.
        all.dedup();
        all
    }

    fn subject(&self, subject: Subject) -> Option<String> {
        match subject {
            Subject::Case => None,
            Subject::Actor(it) => Some(self.teller.name(it)),
            Subject::Provision(it) => Some(self.teller.provision(it).name),
            Subject::Named(it) => self.named(it),
        }
    }

    fn named(&self, target: Target) -> Option<String> {
        Some(match target {
            Target::Actor(it) => self.teller.name(it),
            Target::Group(it) => self.treaty.groups[it.0 as usize].name.to_owned(),
            Target::Place(it) => self.treaty.places[it.0 as usize].name.to_owned(),
            Target::Unit(it) => self.treaty.unit_path(it).to_string(),
            Target::Provision(it) => self.teller.provision(it).name,
            Target::Instrument(it) => self.treaty.instruments[it.0 as usize].name.to_owned(),
            Target::Milestone(it) => self.treaty.milestones[it as usize].name.to_owned(),
            Target::Term(it) => self.treaty.terms[it as usize].term.to_owned(),
            Target::Weights(it) => self.treaty.weights[it as usize].name.to_owned(),
            Target::Hole | Target::Missing => return None,
        })
    }

    /// A place; where it is none, that of what the step is about.
    fn clause(&self, span: Span, subject: Subject) -> Clause {
        let of = |id: ProvisionId| (self.treaty.provision(id).head, self.treaty.cite(id));
        let nowhere = span == Span::NOWHERE || span == Span::default();
        let (span, path) = match subject {
            Subject::Provision(id) if nowhere => of(id),
            _ if nowhere => {
                return Clause { file: None, start: 0, end: 0, line: 0, path: String::new(), words: String::new() };
            }
            Subject::Provision(id) if self.treaty.provision(id).file == span.file(self.treaty.file) => (span, of(id).1),
            _ => (span, self.path(span)),
        };
        let outside = span.is_own() && span.start >= self.wanted.end;
        let file = span.file(self.treaty.file);
        let instrument = || self.treaty.instrument_of(file).and_then(|it| it.path).map(ToOwned::to_owned);
        Clause {
            file: if outside || file == FileId::PRELUDE {
                None
            } else if span.is_own() {
                Some(self.wanted.draft.to_owned())
            } else {
                instrument()
            },
            start: span.local().start,
            end: span.local().end,
            line: if outside { 0 } else { self.teller.line(span) },
            path: if outside { String::new() } else { path },
            words: self.teller.words(span),
        }
    }

    /// The innermost clause that holds a place of the draft; the name of the body whose rule it is, in the prelude.
    fn path(&self, span: Span) -> String {
        if !span.is_own() {
            let bodies = self.treaty.actors.iter().find(|it| it.span.contains(span));
            return bodies.map_or_else(String::new, |it| it.name.to_owned());
        }
        let holds = |it: &&Provision<'_>| it.span.contains(span);
        let provision = self.treaty.own_provisions().filter(holds).min_by_key(|it| it.span.len());
        let unit = || self.treaty.unit_at(span.start).map(|it| self.treaty.unit_path(it).to_string());
        provision.map(|it| self.treaty.cite(it.id)).or_else(unit).unwrap_or_default()
    }

    fn by(&self, at: &str) -> String {
        when::by(at, &self.clock.shows(self.play.start), self.play.whole_day)
    }
}

/// What is owed under a provision that says it without a sentence.
fn regime(provision: &Provision<'_>) -> String {
    match provision.name {
        "" => format!("{} this {}", does(provision.kind), provision.kind.word()),
        name => format!("{} `{name}`", does(provision.kind)),
    }
}

/// Who holds what is shut: `RUS`, `BLR and RUS together`.
pub(super) fn holders(sets: &[Vec<String>], name: &dyn Fn(&[String]) -> Vec<String>) -> String {
    let set = |it: &Vec<String>| match &name(it)[..] {
        [one] => one.clone(),
        many => format!("{} together", row(many, "and")),
    };
    let mut all: Vec<String> = sets.iter().filter(|it| !it.is_empty()).map(set).collect();
    all.dedup();
    row(&all, "and")
}

/// The answers, in sentences: who is obliged to what by when, and what waits for whom.
fn summary(at: &Narrator<'_, '_, '_>, lives: &[Life], due: &[Duty]) -> Vec<String> {
    let mut told = Vec::new();
    let mut rest: Vec<&Duty> = due.iter().filter(|it| !it.standing).collect();
    if rest.is_empty() {
        let open = lives.iter().any(|it| it.moved && !it.unknown.is_empty());
        told.push(if open {
            "Nobody is certain to be obliged: something on the way cannot be determined.".to_owned()
        } else {
            "Nobody comes to be obliged to do anything.".to_owned()
        });
    }
    while let Some(first) = rest.first().copied() {
        let same = |it: &&Duty| {
            (&it.words, &it.path, &it.due, it.certain) == (&first.words, &first.path, &first.due, first.certain)
                && outcome(at, it) == outcome(at, first)
        };
        let names: Vec<String> = rest.iter().copied().filter(same).map(|it| it.who.clone()).collect();
        rest.retain(|it| !same(it));
        let by = first.due.as_ref().map_or_else(|| "; no day is set".to_owned(), |it| format!(" by {}", at.by(it)));
        let certain = if first.certain { "" } else { ", if what cannot be determined is so" };
        let (is, done) = (if names.len() == 1 { "is" } else { "are" }, outcome(at, first));
        told.push(format!(
            "{} {is} obliged to {}{by}{certain}{done} ({}).",
            row(&names, "and"),
            first.words,
            first.path
        ));
    }
    for it in lives.iter().filter(|it| it.moved && matches!(it.state, "waiting" | "suspended" | "breached")) {
        let of = it.bearer.as_ref().map_or_else(String::new, |it| format!(" for {it}"));
        let held = holders(&it.holders, &<[String]>::to_vec);
        let mut words = format!("`{}`{of} is {} since {}", it.provision, it.state, at.by(&it.since));
        if !it.words.is_empty() {
            let _ = write!(words, ": {}", it.words);
        }
        if !held.is_empty() {
            let _ = write!(words, "; it is in the hands of {held}");
        }
        match (&it.until, it.state) {
            (Some(until), _) => drop(write!(words, ", until {}", at.by(until))),
            (None, "waiting") => words.push_str(", and no end is set"),
            _ => {}
        }
        told.push(format!("{words} ({}).", it.path));
    }
    match at.play.end {
        End::Quiescent => {}
        End::Horizon => told.push("It is not settled after ten years.".to_owned()),
        End::Bound => told.push("It takes more steps than are allowed, and is not settled.".to_owned()),
    }
    told
}

/// What became of a duty.
fn outcome(at: &Narrator<'_, '_, '_>, duty: &Duty) -> String {
    match (&duty.done, &duty.due) {
        (Some(done), _) => format!("; done {}", at.by(done)),
        (None, Some(_)) => "; not done".to_owned(),
        (None, None) => String::new(),
    }
}
