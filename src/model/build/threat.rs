//! The threat model: assumptions of the draft's own `assume` blocks and from outside, the blocs, the cases.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::{
    ActorId, ActorSet, Actors, Aggressor, Assumed, Case, OrderedStep, RefTarget, SetTerm, StepOrder, Unknown, prelude,
};
use super::{ModelBuilder, Reads, TextOrigin};
use crate::diagnostic::Severity;
use crate::source::Span;
use crate::syntax::ast::{self, Assumption, RoleGroup, StandIn};
use crate::syntax::passage::on_one_line;

/// Assumptions with their names resolved, before anybody is counted.
#[derive(Debug, Default)]
pub(super) struct Assumptions<'a> {
    aggressors: Vec<(Actors<'a>, Option<Actors<'a>>, Option<Span>)>,
    votes_with: Vec<(Actors<'a>, ActorId, Span)>,
    controls: Vec<(Actors<'a>, ActorId, Span)>,
    /// Where an electorate first excludes an attacker.
    exclusion: Option<Span>,
}

impl<'a> ModelBuilder<'a, '_> {
    /// One line of `assume`. Only the draft's own count: another instrument is read under the same threat model.
    pub(super) fn read_assumption(&mut self, step: &ast::Step) {
        if self.reads != Reads::Own {
            return;
        }
        self.lines = TextOrigin::Analyst;
        self.clause = "assume";
        match &step.kind {
            Assumption::Aggressor { who, against } => {
                if let Some(who) = self.actors(who) {
                    let against = against.as_ref().and_then(|it| self.actors(it));
                    self.assumptions.aggressors.push((who, against, Some(step.span)));
                }
            }
            Assumption::VotesWith(who, leader) => {
                if let (Some(who), RefTarget::Actor(leader)) = (self.actors(who), self.capital(*leader)) {
                    self.assumptions.votes_with.push((who, leader, step.span));
                }
            }
            Assumption::Controls(who, controlled) => {
                let who = self.actors(who);
                for controlled in controlled {
                    if let (Some(who), RefTarget::Actor(controlled)) = (&who, self.capital(*controlled)) {
                        self.assumptions.controls.push((who.clone(), controlled, step.span));
                    }
                }
            }
            _ => self.step(step),
        }
        self.lines = TextOrigin::Text;
    }

    /// One line of a sequence, or of the analyst's dependencies.
    pub(super) fn step(&mut self, step: &ast::Step) {
        let (first, second, order) = match &step.kind {
            Assumption::Before(first, second) => (first, Some(second), StepOrder::Before),
            // `A requires B`: B is what is required.
            Assumption::Requires(second, first) => (first, Some(second), StepOrder::Requires),
            Assumption::Parallel(first, second) => (first, Some(second), StepOrder::Parallel),
            Assumption::Irreversible(first) => (first, None, StepOrder::Irreversible),
            _ => return,
        };
        let read = OrderedStep {
            span: step.span,
            file: self.file,
            first: self.target(first),
            first_name: self.words(first.span),
            second: second.map(|it| self.target(it)),
            second_name: second.map_or("", |it| self.words(it.span)),
            order,
        };
        self.treaty.steps.push(read);
    }

    /// Notes that a vote leaves out the attacker, or another whom only an assumption names.
    pub(super) fn note_exclusion(&mut self, set: &ast::ActorExpr) {
        let depends = |it: &ast::Member| {
            matches!(
                it,
                ast::Member::StandIn { who: StandIn::Attacker | StandIn::PartyConcerned | StandIn::DisputeParties, .. }
            )
        };
        if self.reads == Reads::Own && self.reading.each(&set.include).any(depends) {
            self.assumptions.exclusion.get_or_insert(set.span);
        }
    }

    /// Looks up the names of assumptions from outside.
    pub(super) fn name_assumed(&mut self, assumed: &Assumed) {
        for aggressor in &assumed.aggressors {
            let Some(who) = self.assumed_actors(&aggressor.who) else { continue };
            let mut against: Option<Actors<'a>> = None;
            for victim in &aggressor.against {
                if let Some(actors) = self.assumed_actors(victim) {
                    against.get_or_insert_default().include.extend(actors.include);
                }
            }
            self.assumptions.aggressors.push((who, against, None));
        }
        for (who, with) in &assumed.votes_with {
            if let (Some(who), Some(leader)) = (self.assumed_actors(who), self.assumed_actor(with)) {
                self.assumptions.votes_with.push((who, leader, Span::NOWHERE));
            }
        }
        for (who, controlled) in &assumed.controls {
            if let (Some(who), Some(controlled)) = (self.assumed_actors(who), self.assumed_actor(controlled)) {
                self.assumptions.controls.push((who, controlled, Span::NOWHERE));
            }
        }
    }

    fn assumed_actors(&mut self, name: &str) -> Option<Actors<'a>> {
        let known = self.scope.capital.get(name).copied().or_else(|| self.prelude_name(name));
        let term = match known.or_else(|| self.state(name).map(RefTarget::Actor)) {
            Some(RefTarget::Actor(id)) => SetTerm::Actor(id),
            Some(RefTarget::Group(id)) => SetTerm::Group(id),
            _ => {
                self.unknown_assumed.push(self.stranger(name));
                return None;
            }
        };
        Some(Actors { include: ast::List::from([term]), ..Actors::default() })
    }

    /// A name that stands for nobody.
    fn stranger(&self, name: &str) -> Unknown {
        let own = self.treaty.file;
        let actors = self.treaty.actors.iter().filter(|it| it.file == own).map(|it| it.name);
        let groups = self.treaty.groups.iter().filter(|it| it.file == own).map(|it| it.name);
        Unknown::among(name, actors.chain(groups).chain(prelude::names().iter().copied()))
    }

    fn assumed_actor(&mut self, name: &str) -> Option<ActorId> {
        if let [SetTerm::Actor(id)] = self.assumed_actors(name)?.include[..] {
            return Some(id);
        }
        self.unknown_assumed.push(self.stranger(name));
        None
    }

    /// Who stands with whom, and the cases.
    pub(super) fn read_threat(&mut self) {
        let assumptions = std::mem::take(&mut self.assumptions);
        assert!(self.treaty.threat.cases.is_empty());
        let mut room = ThreatBudget::for_text(self.treaty.text.len(), self.treaty.actors.len());
        self.read_ties(&assumptions, &mut room);
        let ties = Ties::of(&self.treaty.threat);
        self.report_circular_ties(&ties, &mut room);
        self.read_cases(&assumptions, &ties, &mut room);
        if self.treaty.threat.aggressors.is_empty() {
            self.no_aggressor(assumptions.exclusion);
        }
        if let Some((what, place)) = room.short {
            self.treaty.threat.cut = true;
            let place = place.filter(|it| *it != Span::NOWHERE).unwrap_or(self.treaty.head.title_span);
            let message = format!("not fully examined: {what}");
            if let Some(finding) = self.report("model/not-worked-out", Severity::Error, place, message) {
                finding.help("assume fewer attackers and victims: those that matter to the text");
            }
        }
    }

    fn read_ties(&mut self, assumptions: &Assumptions<'a>, room: &mut ThreatBudget) {
        for (who, leader, span) in &assumptions.votes_with {
            let followers = room.of_ties(self.treaty.members(who, None), *span);
            self.treaty.threat.votes_with.extend(followers.into_iter().map(|it| (it, *leader, *span)));
        }
        for at in 0..self.treaty.actors.len() {
            if let Some(by) = &self.treaty.actors[at].controlled_by {
                let controllers = room.of_ties(self.treaty.members(by, None), by.span);
                let ties = controllers.into_iter().map(|it| (it, ActorId(at as u32), by.span));
                self.treaty.threat.controls.extend(ties);
            }
        }
        for (who, controlled, span) in &assumptions.controls {
            let controllers = room.of_ties(self.treaty.members(who, None), *span);
            self.treaty.threat.controls.extend(controllers.into_iter().map(|it| (it, *controlled, *span)));
        }
    }

    fn read_cases(&mut self, assumptions: &Assumptions<'a>, ties: &Ties, room: &mut ThreatBudget) {
        let beneficiaries = self.treaty.bearers_of(RoleGroup::Beneficiaries);
        let mut known: FxHashSet<ActorId> = FxHashSet::default();
        // The same assumption may stand in the draft and outside it.
        let mut seen: FxHashSet<(ActorId, Option<ActorId>)> = FxHashSet::default();
        let mut blocs: FxHashMap<ActorId, ActorSet> = FxHashMap::default();
        let threat = |it: &mut Self, case: Case| it.treaty.threat.cases.push(case);
        for (who, against, span) in &assumptions.aggressors {
            let victims = against.as_ref().map(|it| self.treaty.members(it, None));
            for attacker in self.treaty.members(who, None) {
                if known.insert(attacker) {
                    self.treaty.threat.aggressors.push(Aggressor { actor: attacker, span: *span });
                }
                if !room.is_left() {
                    // Every attacker is known as one; what it can do is not.
                    room.runs_out("not every attacker is examined", *span);
                    continue;
                }
                let bloc = blocs.entry(attacker).or_insert_with(|| {
                    let bloc = ties.bloc(attacker);
                    room.take_steps(bloc.iter().map(|it| 1 + ties.degree(*it)).sum());
                    bloc
                });
                let mut alone = true;
                for victim in victims.as_ref().unwrap_or(&beneficiaries) {
                    if !room.take_steps(1) {
                        room.runs_out("not every attacker is examined against every victim", *span);
                        break;
                    }
                    if bloc.binary_search(victim).is_err() {
                        alone = false;
                        if seen.insert((attacker, Some(*victim))) {
                            if !room.take_case(bloc.len()) {
                                room.runs_out("not every attacker is examined against every victim", *span);
                                break;
                            }
                            threat(self, Case { attacker, bloc: bloc.clone(), victim: Some(*victim), span: *span });
                        }
                    }
                }
                if alone && seen.insert((attacker, None)) && room.take_case(bloc.len()) {
                    threat(self, Case { attacker, bloc: bloc.clone(), victim: None, span: *span });
                }
            }
        }
    }

    fn report_circular_ties(&mut self, ties: &Ties, room: &mut ThreatBudget) {
        let all = self.treaty.threat.votes_with.iter().chain(&self.treaty.threat.controls).copied();
        let ties_of: Vec<_> = all.collect();
        let mut seen: FxHashSet<ActorId> = FxHashSet::default();
        for (below, above, span) in ties_of {
            if span == Span::NOWHERE || seen.contains(&below) {
                continue;
            }
            if !room.is_left() {
                room.runs_out("not every actor aligned with others is examined", Some(span));
                return;
            }
            let (circular, steps) = ties.circular(below);
            room.take_steps(steps);
            if !circular {
                seen.insert(below);
                continue;
            }
            let (one, other) = (self.treaty.name(below), self.treaty.name(above));
            let message = if below == above {
                format!("`{one}` is assumed to act with itself")
            } else {
                format!("`{one}` and `{other}` are each assumed to follow the other")
            };
            seen.extend(ties.bloc(below));
            if let Some(finding) = self.report("names/circular", Severity::Warning, span, message) {
                finding.help("state only once who follows whom; the two count as one will in either case");
            }
        }
    }

    /// Without an assumed aggressor the questions on vetoes are asked for nobody.
    fn no_aggressor(&mut self, exclusion: Option<Span>) {
        use ast::ProvisionKind::{Guarantee, Trigger};
        let decides = |it: &super::super::Provision<'a>| {
            matches!(it.kind, Trigger | Guarantee)
                || it.decided.is_some()
                || it.gates.iter().any(|gate| matches!(gate.kind, super::super::GateKind::Decision(_)))
        };
        let Some(first) = self.treaty.own_provisions().find(|it| decides(it)).map(|it| it.head) else { return };
        let title = self.treaty.head.title_span;
        let (span, message) = match exclusion {
            Some(span) => {
                let words = on_one_line(self.words(span));
                (span, format!("`excluding {words}` excludes nobody: no potential aggressor is assumed"))
            }
            None if self.treaty.head.title.is_some() => {
                (title, "no potential aggressor is assumed, so no veto of an aggressor is examined".to_owned())
            }
            None => (first, "no potential aggressor is assumed, so no veto of an aggressor is examined".to_owned()),
        };
        if let Some(finding) = self.report("model/no-aggressor-assumed", Severity::Advice, span, message) {
            finding.help("state who may attack: `assume { potential aggressor … against … }`, or give `--assume` on the command line");
        }
    }
}

/// So many cases are thought through; where more actors are named, one for each.
const MOST_CASES: usize = 1 << 12;

/// So many ties between actors are read in any draft; more in a longer one.
const MOST_TIES: usize = 1 << 16;

/// So many steps the walks along ties may take, and so many actors the blocs of all cases may hold.
const MOST_STEPS: usize = 1 << 22;

/// How much of the threat model there is room for: sets of actors stand against sets of actors, and the product of two
/// lines is more than any machine can hold.
struct ThreatBudget {
    ties: usize,
    cases: usize,
    steps: usize,
    /// What is left out first, and the assumption.
    short: Option<(&'static str, Option<Span>)>,
}

impl ThreatBudget {
    fn for_text(bytes: usize, actors: usize) -> Self {
        Self { ties: MOST_TIES + bytes, cases: MOST_CASES.max(actors), steps: MOST_STEPS, short: None }
    }

    fn runs_out(&mut self, what: &'static str, span: Option<Span>) {
        self.short.get_or_insert((what, span));
    }

    fn is_left(&self) -> bool {
        self.cases > 0 && self.steps > 0
    }

    /// As many actors as there is room for ties of.
    fn of_ties(&mut self, mut actors: ActorSet, span: Span) -> ActorSet {
        if actors.len() > self.ties {
            actors.truncate(self.ties);
            self.runs_out("not every actor aligned with others is examined", Some(span));
        }
        self.ties -= actors.len();
        actors
    }

    fn take_steps(&mut self, steps: usize) -> bool {
        let enough = steps <= self.steps;
        self.steps = self.steps.saturating_sub(steps);
        enough
    }

    fn take_case(&mut self, bloc: usize) -> bool {
        let enough = self.cases > 0 && self.take_steps(bloc);
        self.cases = self.cases.saturating_sub(1);
        enough
    }
}

/// Who follows or is controlled by whom.
struct Ties {
    above: FxHashMap<ActorId, Vec<ActorId>>,
    below: FxHashMap<ActorId, Vec<ActorId>>,
}

impl Ties {
    fn of(threat: &super::super::Threat) -> Self {
        let mut ties = Self { above: FxHashMap::default(), below: FxHashMap::default() };
        let following = threat.votes_with.iter().map(|it| (it.0, it.1));
        let controlled = threat.controls.iter().map(|it| (it.1, it.0));
        for (below, above) in following.chain(controlled) {
            ties.above.entry(below).or_default().push(above);
            ties.below.entry(above).or_default().push(below);
        }
        ties
    }

    /// Everyone who acts with an attacker: those whom it follows or who control it, and all who follow these or are
    /// controlled by them. Whoever follows two leaders does not join the two.
    fn bloc(&self, attacker: ActorId) -> ActorSet {
        let mut bloc = reach(&self.above, vec![attacker]);
        bloc = reach(&self.below, bloc);
        bloc.sort_unstable();
        bloc
    }

    /// Whether somebody follows itself, by however many others; and how many steps that took.
    fn circular(&self, actor: ActorId) -> (bool, usize) {
        let above = self.above.get(&actor).cloned().unwrap_or_default();
        let reached = reach(&self.above, above);
        (reached.contains(&actor), reached.iter().map(|it| 1 + self.degree(*it)).sum())
    }

    /// With how many an actor is tied.
    fn degree(&self, actor: ActorId) -> usize {
        [&self.above, &self.below].iter().filter_map(|it| it.get(&actor)).map(Vec::len).sum()
    }
}

/// Everyone whom the ties lead to, the first ones included.
fn reach(ties: &FxHashMap<ActorId, Vec<ActorId>>, from: Vec<ActorId>) -> Vec<ActorId> {
    let mut seen: rustc_hash::FxHashSet<ActorId> = from.iter().copied().collect();
    let mut found = from;
    let mut at = 0;
    while let Some(actor) = found.get(at) {
        let next = ties.get(actor).map_or(&[][..], Vec::as_slice);
        found.extend(next.iter().copied().filter(|it| seen.insert(*it)).collect::<Vec<_>>());
        at += 1;
    }
    found
}
