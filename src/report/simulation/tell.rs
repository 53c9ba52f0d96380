//! A play in words.

use super::{
    CaseShape, ClauseRef, Duty, ExpectationShape, LifeShape, PlayRequest, PlayShape, StateShape, StepShape,
    UndeterminedShape,
};
use crate::analysis::Facts;
use crate::diagnostic::join_list;
use crate::engine::Wording;
use crate::model::{ActorId, ActorSet, Case, Pace, Provision, ProvisionId, RefTarget, Scenario, Treaty};
use crate::report::analysis_report::describer::{Describer, does};
use crate::report::when;
use crate::simulation;
use crate::simulation::expect::ExpectationResult;
use crate::simulation::{
    At, Due, LifeState, LifeView, LineContent, Play, PlayEnd, PlayMinute, Reason, Setting, StepKind, StepSubject,
    TimelineLine,
};
use crate::source::{FileId, Span};
use std::fmt::Write as _;

/// Tells a play.
pub(super) fn tell(
    facts: &Facts<'_>,
    wording: &Wording<'_>,
    wanted: &PlayRequest<'_>,
    scenario: Option<(&Scenario<'_>, &[ExpectationResult])>,
    setting: &Setting<'_, '_>,
    play: &Play,
) -> PlayShape {
    let describer = &Describer::new(facts, wording);
    let at = Narrator {
        describer,
        treaty: describer.treaty,
        wanted,
        play,
        case: setting.case.as_ref(),
        course: Course::of(describer.treaty, play),
    };
    let steps: Vec<StepShape> = (0..play.steps.len()).map(|it| at.step(it)).collect();
    let mut lives: Vec<LifeShape> = play.lives.iter().map(|it| at.life(it)).collect();
    let due: Vec<Duty> = play.due.iter().map(|it| at.duty(it)).collect();
    let last = at.last();
    for (told, view) in lives.iter_mut().zip(&play.lives) {
        told.history = at.history(view);
    }
    let unknown = at.unknown();
    PlayShape {
        reading: None,
        readings: None,
        unread: 0,
        scenario: scenario.map(|it| it.0.title.to_owned()),
        given: at.given(setting),
        case: setting.case.as_ref().map(|it| attack(at.treaty, it)),
        cases: at.treaty.threat.cases.len(),
        pace: match setting.pace {
            Pace::AtOnce => "at-once",
            Pace::LastMoment => "last-moment",
        },
        zone: play.zone.clone(),
        dated: setting.day.is_some() || setting.lines.iter().any(|it| matches!(it.when, At::On(_))),
        start: at.exact(play.start),
        whole_day: play.whole_day,
        end: match play.end {
            PlayEnd::Quiescent => "quiescent",
            PlayEnd::Horizon => "horizon",
            PlayEnd::Bound => "bound",
        },
        hours: hours(play.start, last),
        summary: summary(&at, &lives, &due),
        steps,
        lives,
        due,
        unknown,
        expectations: scenario.map_or_else(Vec::new, |it| it.1.iter().map(|it| at.expectation(it)).collect()),
    }
}

/// Tells one play.
struct Narrator<'n, 'f, 'm> {
    describer: &'n Describer<'f, 'm>,
    treaty: &'m Treaty<'m>,
    wanted: &'n PlayRequest<'n>,
    play: &'n Play,
    case: Option<&'n Case>,
    course: Course,
}

/// Which steps are about what happens, and which of them follow from it. The rest stands with the treaty.
struct Course {
    /// It follows from a fact, or is a duty performed or broken.
    follows: Vec<bool>,
    /// It follows, or something that follows hangs on it.
    told: Vec<bool>,
}

impl Course {
    fn of(treaty: &Treaty<'_>, play: &Play) -> Self {
        let steps = &play.steps;
        let place = |number: &usize| steps.iter().position(|it| it.number == *number);
        let none = !steps.iter().any(|it| it.kind == StepKind::Fact);
        let mut follows = vec![false; steps.len()];
        for (at, step) in steps.iter().enumerate() {
            let own = match step.kind {
                StepKind::Fact | StepKind::Duty => true,
                // Where nothing is given but what somebody does, all begins with that.
                StepKind::Act | StepKind::Matter => none,
                StepKind::Life(from, to) => from != LifeState::Dormant && to > LifeState::Live,
                StepKind::Clock => false,
            };
            follows[at] = own || step.why.iter().filter_map(place).any(|it| it < at && follows[it]);
        }
        let mut told = follows.clone();
        for at in (0..steps.len()).rev().filter(|at| follows[*at]) {
            let mut open: Vec<usize> = steps[at].why.iter().filter_map(place).collect();
            while let Some(it) = open.pop() {
                if !std::mem::replace(&mut told[it], true) {
                    open.extend(steps[it].why.iter().filter_map(place));
                }
            }
        }
        // What is done in a provision that is set off is told, whether it opens anything or not.
        let moved = |(at, step): (usize, &simulation::TraceStep)| match step.subject {
            StepSubject::Provision(id) if follows[at] => Some(treaty.provision(id).span),
            _ => None,
        };
        let spans: Vec<Span> = steps.iter().enumerate().filter_map(moved).collect();
        for (at, step) in steps.iter().enumerate() {
            told[at] |= step.kind == StepKind::Act && spans.iter().any(|it| it.contains(step.clause));
        }
        Self { follows, told }
    }
}

/// A case in words.
fn attack(treaty: &Treaty<'_>, case: &Case) -> CaseShape {
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
        let _ = write!(words, ", and {} {act} with it", join_list(&names(&with), "and"));
    }
    CaseShape { attacker, victim, bloc: names(&case.bloc), words }
}

impl Narrator<'_, '_, '_> {
    fn step(&self, at: usize) -> StepShape {
        let step = &self.play.steps[at];
        let (kind, from, to) = match step.kind {
            StepKind::Fact => ("fact", None, None),
            StepKind::Act => ("act", None, None),
            StepKind::Matter => ("matter", None, None),
            StepKind::Clock => ("clock", None, None),
            StepKind::Life(from, to) => ("life", Some(from.as_str()), Some(to.as_str())),
            StepKind::Duty => ("duty", None, None),
        };
        StepShape {
            n: step.number,
            at: self.exact(step.at),
            zoned: !self.play.zone.is_empty(),
            kind,
            subject: self.subject(step.subject),
            bearers: self.describer.names(&self.concerned(step)),
            from,
            to,
            words: self.step_words(step),
            why: step.why.clone(),
            holders: self.sets(&step.holders),
            until: step.until.map(|it| self.exact(it)),
            unknown: self.reasons(&step.unknown),
            moved: self.is_told(at),
            clause: self.clause(step.clause, step.subject),
        }
    }

    /// Whether somebody's part is none: whoever attacks, and whoever is attacked, waits for no help, and what differs by
    /// bearer stands for nobody in general.
    fn is_aside(&self, id: ProvisionId, bearer: Option<ActorId>, state: LifeState) -> bool {
        let mut others = self.play.lives.iter().filter(|it| it.provision == id && it.bearer.is_some());
        let Some(bearer) = bearer else { return others.next().is_some() };
        let case = self.case.filter(|it| it.attacker == bearer || it.victim == Some(bearer));
        state <= LifeState::Waiting
            && case.is_some_and(|case| others.any(|it| it.bearer != Some(case.attacker) && it.bearer != case.victim))
    }

    /// Whom a step about a provision concerns.
    fn concerned(&self, step: &simulation::TraceStep) -> ActorSet {
        let (StepSubject::Provision(id), StepKind::Life(_, to)) = (step.subject, step.kind) else {
            return step.bearers.clone();
        };
        step.bearers.iter().copied().filter(|it| !self.is_aside(id, Some(*it), to)).collect()
    }

    fn is_told(&self, at: usize) -> bool {
        let step = &self.play.steps[at];
        self.course.told[at] && (step.bearers.is_empty() || !self.concerned(step).is_empty())
    }

    /// What a step says, with those whom it concerns where these are not all.
    fn step_words(&self, step: &simulation::TraceStep) -> String {
        let told = self.plain(&step.told);
        let (StepSubject::Provision(id), StepKind::Life(..)) = (step.subject, step.kind) else { return told };
        let whom = self.concerned(step);
        let lives = self.play.lives.iter().filter(|it| it.provision == id);
        let all = lives.filter(|it| !self.is_aside(id, it.bearer, it.state)).filter_map(|it| it.bearer);
        let name = format!("`{}`", self.treaty.provision(id).name_or_kind());
        match told.strip_prefix(&name) {
            Some(rest) if !whom.is_empty() && all.into_iter().any(|it| !whom.contains(&it)) => {
                format!("{name} for {}{rest}", join_list(&self.describer.names(&whom), "and"))
            }
            _ => told,
        }
    }

    /// Words with the names of actors as names, and what is told of several actors told once.
    fn plain(&self, words: &str) -> String {
        let (head, rest) = words.split_once(": ").map_or(("", words), |(head, rest)| (&words[..head.len() + 2], rest));
        let mut parts: Vec<(Vec<&str>, &str)> = Vec::new();
        for part in rest.split("; ") {
            let named = part.strip_prefix('`').and_then(|it| it.split_once("` "));
            let named = named.filter(|it| self.treaty.actor_named(it.0).is_some());
            match (named, parts.last_mut()) {
                (Some((name, what)), Some(last)) if !last.0.is_empty() && last.1 == what => last.0.push(name),
                (Some((name, what)), _) => parts.push((vec![name], what)),
                (None, _) => parts.push((Vec::new(), part)),
            }
        }
        let told = parts.into_iter().map(|(names, what)| match &names[..] {
            [] => what.to_owned(),
            [one] => format!("{one} {what}"),
            several => {
                let names: Vec<String> = several.iter().map(|it| (*it).to_owned()).collect();
                format!("{} {}", join_list(&names, "and"), plural(what))
            }
        });
        self.unquoted(&format!("{head}{}", told.collect::<Vec<_>>().join("; ")))
    }

    /// Words with the names of actors without their marks.
    fn unquoted(&self, words: &str) -> String {
        let mut plain = String::with_capacity(words.len());
        for (at, part) in words.split('`').enumerate() {
            let is_name = at % 2 == 1 && self.treaty.actor_named(part).is_none();
            let sign = if is_name { "`" } else { "" };
            let _ = write!(plain, "{sign}{part}{sign}");
        }
        plain
    }

    fn life(&self, it: &LifeView) -> LifeShape {
        let clause = self.describer.provision(it.provision);
        let step = |at: &usize| {
            let step = &self.play.steps[*at];
            step.subject == StepSubject::Provision(it.provision)
                && matches!(step.kind, StepKind::Life(..))
                && (step.bearers.is_empty() || it.bearer.is_none_or(|it| step.bearers.contains(&it)))
        };
        LifeShape {
            provision: clause.name,
            path: clause.cite,
            line: clause.line,
            bearer: it.bearer.map(|it| self.describer.name(it)),
            state: it.state.as_str(),
            since: self.exact(it.since),
            live: it.live.map(|it| self.exact(it)),
            breached: it.breached.map(|it| self.exact(it)),
            words: self.plain(&it.told),
            holders: self.sets(&it.holders),
            until: it.until.map(|it| self.exact(it)),
            unknown: self.reasons(&it.unknown),
            aside: self.is_aside(it.provision, it.bearer, it.state),
            moved: (0..self.play.steps.len()).filter(step).any(|at| self.course.follows[at]),
            history: Vec::new(),
        }
    }

    fn history(&self, it: &LifeView) -> Vec<StateShape> {
        let next = it.history.iter().skip(1).map(|it| Some(it.0)).chain([None]);
        let stage = |((from, state), to): (&(PlayMinute, LifeState), Option<PlayMinute>)| StateShape {
            state: state.as_str(),
            at: self.exact(*from),
            hours: to.map(|to| hours(*from, to)),
        };
        it.history.iter().zip(next).map(stage).collect()
    }

    /// The last instant of which the play tells.
    fn last(&self) -> PlayMinute {
        let steps = self.play.steps.iter().flat_map(|it| [Some(it.at), it.until]);
        let due = self.play.due.iter().flat_map(|it| [it.by, it.done]);
        steps.chain(due).flatten().max().unwrap_or(self.play.start)
    }

    fn duty(&self, it: &Due) -> Duty {
        let provision = self.treaty.provision(it.provision);
        let clause = self.describer.provision(it.provision);
        let sentence = it.sentence.and_then(|at| provision.sentences.get(at));
        let words = sentence.map_or_else(|| regime(provision), |it| self.describer.asked(provision, it));
        Duty {
            who: self.describer.name(it.who),
            verb: sentence.map_or_else(String::new, |it| it.verb.to_owned()),
            words,
            since: self.exact(it.since),
            due: it.by.map(|it| self.exact(it)),
            done: it.done.map(|it| self.exact(it)),
            freed: it.freed.map(|it| self.exact(it)),
            certain: it.certain,
            standing: self.stands(it),
            acts: it.acts,
            path: clause.cite,
            line: clause.line,
        }
    }

    fn expectation(&self, it: &ExpectationResult) -> ExpectationShape {
        ExpectationShape {
            line: self.describer.line(it.span),
            text: self.describer.words(it.span),
            holds: it.holds,
            outcome: self.plain(&it.outcome),
            steps: it.steps.clone(),
        }
    }

    /// What cannot be determined, each reason once.
    fn reasons(&self, reasons: &[Reason]) -> Vec<String> {
        let mut told: Vec<String> = Vec::with_capacity(reasons.len());
        for it in reasons {
            let words = self.plain(&it.told);
            if !told.contains(&words) {
                told.push(words);
            }
        }
        told
    }

    /// Whether a duty is owed whatever happens: it was before anything did, or nothing that happened set it off.
    fn stands(&self, due: &Due) -> bool {
        let sets_off = |at: usize| {
            let step = &self.play.steps[at];
            self.course.follows[at]
                && step.subject == StepSubject::Provision(due.provision)
                && matches!(step.kind, StepKind::Life(_, LifeState::Live | LifeState::Waiting))
                && (step.bearers.is_empty() || step.bearers.contains(&due.who))
        };
        due.standing || !(0..self.play.steps.len()).any(sets_off)
    }

    /// Everything that cannot be determined, each once.
    fn unknown(&self) -> Vec<UndeterminedShape> {
        let steps = self.play.steps.iter().flat_map(|it| &it.unknown);
        let lives = self.play.lives.iter().flat_map(|it| &it.unknown);
        let mut all: Vec<&Reason> = Vec::new();
        for it in steps.chain(lives) {
            if !all.contains(&it) {
                all.push(it);
            }
        }
        all.into_iter()
            .map(|it| UndeterminedShape {
                words: self.plain(&it.told),
                clause: self.clause(it.clause, StepSubject::Case),
            })
            .collect()
    }

    fn sets(&self, sets: &[ActorSet]) -> Vec<Vec<String>> {
        sets.iter().map(|it| self.describer.names(it)).collect()
    }

    /// What is given, in words; of an attack that is only assumed, what the assumption says.
    fn given(&self, setting: &Setting<'_, '_>) -> Vec<String> {
        let line = |it: &TimelineLine<'_, '_>| {
            let words = self.describer.words(it.span);
            match &it.what {
                _ if !words.is_empty() => words.strip_prefix("given ").unwrap_or(&words).to_owned(),
                LineContent::Attack(word) => (*word).to_owned(),
                _ => String::new(),
            }
        };
        let mut all: Vec<String> = setting.lines.iter().map(line).filter(|it| !it.is_empty()).collect();
        // A line about several actors is one for each of them.
        all.dedup();
        all
    }

    fn subject(&self, subject: StepSubject) -> Option<String> {
        match subject {
            StepSubject::Case => None,
            StepSubject::Actor(it) => Some(self.describer.name(it)),
            StepSubject::Provision(it) => Some(self.describer.provision(it).name),
            StepSubject::Named(it) => self.named(it),
        }
    }

    fn named(&self, target: RefTarget) -> Option<String> {
        Some(match target {
            RefTarget::Actor(it) => self.describer.name(it),
            RefTarget::Group(it) => self.treaty.groups[it.0 as usize].name.to_owned(),
            RefTarget::Place(it) => self.treaty.places[it.0 as usize].name.to_owned(),
            RefTarget::Unit(it) => self.treaty.unit_path(it).to_string(),
            RefTarget::Provision(it) => self.describer.provision(it).name,
            RefTarget::Instrument(it) => self.treaty.instruments[it.0 as usize].name.to_owned(),
            RefTarget::Milestone(it) => self.treaty.milestones[it as usize].name.to_owned(),
            RefTarget::Term(it) => self.treaty.terms[it as usize].term.to_owned(),
            RefTarget::Weights(it) => self.treaty.weights[it as usize].name.to_owned(),
            RefTarget::Hole | RefTarget::Missing => return None,
        })
    }

    /// A place; where it is none, that of what the step is about.
    fn clause(&self, span: Span, subject: StepSubject) -> ClauseRef {
        let of = |id: ProvisionId| (self.treaty.provision(id).head, self.treaty.cite(id));
        let nowhere = span == Span::NOWHERE || span == Span::default();
        let (span, path) = match subject {
            StepSubject::Provision(id) if nowhere => of(id),
            _ if nowhere => {
                return ClauseRef { file: None, start: 0, end: 0, line: 0, path: String::new(), words: String::new() };
            }
            StepSubject::Provision(id) if self.treaty.provision(id).file == span.file(self.treaty.file) => {
                (span, of(id).1)
            }
            _ => (span, self.path(span)),
        };
        let outside = span.is_own() && span.start >= self.wanted.end;
        let file = span.file(self.treaty.file);
        let instrument = || self.treaty.instrument_of(file).and_then(|it| it.path).map(ToOwned::to_owned);
        ClauseRef {
            file: if outside || file == FileId::PRELUDE {
                None
            } else if span.is_own() {
                Some(self.wanted.draft.to_owned())
            } else {
                instrument()
            },
            start: span.local().start,
            end: span.local().end,
            line: if outside { 0 } else { self.describer.line(span) },
            path: if outside { String::new() } else { path },
            words: self.describer.words(span),
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

    fn exact(&self, at: PlayMinute) -> String {
        when::exact(&at.words(&self.play.zone))
    }

    fn day(&self, exact: &str) -> String {
        when::day(exact, self.play.whole_day)
    }
}

/// From one instant to another, in hours.
#[expect(clippy::cast_precision_loss, reason = "a play of more than 2^53 minutes needs no exact figure")]
fn hours(from: PlayMinute, to: PlayMinute) -> f64 {
    (to.minute - from.minute).max(0) as f64 / 60.0
}

/// What is owed under a provision that says it without a sentence.
fn regime(provision: &Provision<'_>) -> String {
    match provision.name {
        "" => format!("{} this {}", does(provision.kind), provision.kind.as_str()),
        name => format!("{} `{name}`", does(provision.kind)),
    }
}

/// Who holds what is shut: each, once.
pub(super) fn holders(sets: &[Vec<String>]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for it in sets.iter().flatten() {
        if !all.contains(it) {
            all.push(it.clone());
        }
    }
    all
}

/// The answers, in sentences: who is obliged to what by when, and what waits for whom.
fn summary(at: &Narrator<'_, '_, '_>, lives: &[LifeShape], due: &[Duty]) -> Vec<String> {
    let mut told = Vec::new();
    let arisen: Vec<&Duty> = due.iter().filter(|it| !it.standing).collect();
    if !arisen.iter().any(|it| it.acts) {
        let open = lives.iter().any(|it| it.moved && !it.aside && !it.unknown.is_empty());
        told.push(if open {
            "No obligation to act is certain to arise: a condition cannot be determined.".to_owned()
        } else {
            "No obligation to act arises.".to_owned()
        });
    }
    for same in alike(&arisen) {
        let names: Vec<String> = same.iter().map(|it| it.who.clone()).collect();
        let first = same[0];
        let by =
            first.due.as_ref().map_or_else(|| "; no time-limit is set".to_owned(), |it| format!(" by {}", at.day(it)));
        let certain = if first.certain { "" } else { ", if what cannot be determined is the case" };
        let (is, done) = (if names.len() == 1 { "is" } else { "are" }, outcome(at, first));
        told.push(format!(
            "{} {is} obliged to {}{by}{certain}{done} ({}).",
            join_list(&names, "and"),
            first.words,
            first.path
        ));
    }
    let mut open: Vec<&LifeShape> = lives
        .iter()
        .filter(|it| it.moved && !it.aside && matches!(it.state, "waiting" | "suspended" | "breached"))
        .collect();
    while let Some(first) = open.first().copied() {
        let key = |it: &LifeShape| {
            let LifeShape { state, since, words, holders, until, unknown, .. } = it.clone();
            (state, since, words, holders, until, unknown)
        };
        let same: Vec<&LifeShape> = open.iter().copied().filter(|it| key(it) == key(first)).collect();
        open.retain(|it| key(it) != key(first));
        told.push(standing(at, lives, &same));
    }
    match at.play.end {
        PlayEnd::Quiescent => {}
        PlayEnd::Horizon => told.push("It is not settled after ten years.".to_owned()),
        PlayEnd::Bound => told.push("It requires more steps than are allowed, and is not settled.".to_owned()),
    }
    told
}

/// Provisions that stand alike, in a sentence.
fn standing(at: &Narrator<'_, '_, '_>, lives: &[LifeShape], same: &[&LifeShape]) -> String {
    let first = same[0];
    let (mut names, mut paths, mut who): (Vec<String>, Vec<String>, Vec<String>) = Default::default();
    for part in same.chunk_by(|one, other| one.path == other.path) {
        let of = bearers(part, lives);
        if of.is_empty() || first.state == "breached" {
            names.push(format!("`{}`", part[0].provision));
        } else {
            names.push(format!("`{}` for {}", part[0].provision, join_list(&of, "and")));
        }
        who.extend(part.iter().filter_map(|it| it.bearer.clone()).filter(|it| !who.contains(it)).collect::<Vec<_>>());
        paths.push(part[0].path.clone());
    }
    let is = |count: usize| if count == 1 { "is" } else { "are" };
    let (since, which) = (at.day(&first.since), join_list(&names, "and"));
    let mut words = if first.state == "breached" && !who.is_empty() {
        format!("{} {} in breach of {which} since {since}", join_list(&who, "and"), is(who.len()))
    } else {
        format!("{which} {} {} since {since}", is(names.len()), first.state)
    };
    if !first.words.is_empty() {
        let _ = write!(words, ": {}", first.words);
    }
    let held = holders(&first.holders);
    if !held.is_empty() {
        let _ = write!(words, ". That depends on {}", join_list(&held, "and"));
    }
    if !first.unknown.is_empty() {
        let _ = write!(words, ". Cannot be determined: {}", first.unknown.join("; "));
    }
    match (&first.until, first.state) {
        (None, "waiting") if held.is_empty() => {}
        (Some(until), "waiting") => drop(write!(words, ", until {}", at.day(until))),
        (None, "waiting") => words.push_str(", without a time-limit"),
        _ => {}
    }
    format!("{words} ({}).", paths.join("; "))
}

/// For whom lives of one provision are, where it stands otherwise for others.
pub(super) fn bearers(same: &[&LifeShape], lives: &[LifeShape]) -> Vec<String> {
    let of: Vec<String> = same.iter().filter_map(|it| it.bearer.clone()).collect();
    let mut all = lives.iter().filter(|it| it.path == same[0].path && !it.aside);
    if all.all(|it| it.bearer.as_ref().is_none_or(|it| of.contains(it))) { Vec::new() } else { of }
}

/// Duties that are the same but for who owes them.
pub(super) fn alike<'d>(duties: &[&'d Duty]) -> Vec<Vec<&'d Duty>> {
    let mut groups: Vec<Vec<&Duty>> = Vec::new();
    for duty in duties {
        let same = |it: &Duty| Duty { who: duty.who.clone(), ..it.clone() } == **duty;
        match groups.iter_mut().find(|it| same(it[0])) {
            Some(known) => known.push(duty),
            None => groups.push(vec![duty]),
        }
    }
    groups
}

/// What became of a duty.
fn outcome(at: &Narrator<'_, '_, '_>, duty: &Duty) -> String {
    match (&duty.done, &duty.freed, &duty.due) {
        (Some(done), ..) => format!("; done {}", at.day(done)),
        (None, Some(freed), _) => format!("; released since {}", at.day(freed)),
        (None, None, Some(_)) => "; not done".to_owned(),
        (None, None, None) => String::new(),
    }
}

/// What several do: `votes yes` is `vote yes`.
pub(super) fn plural(act: &str) -> String {
    let (verb, rest) = act.split_once(' ').unwrap_or((act, ""));
    let verb = match verb {
        "has" => "have".to_owned(),
        "is" => "are".to_owned(),
        "does" => "do".to_owned(),
        _ => match verb.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => verb.strip_suffix('s').unwrap_or(verb).to_owned(),
        },
    };
    if rest.is_empty() { verb } else { format!("{verb} {rest}") }
}
