//! Facts that follow from the model: who can stop a promise, how strong it is, what it waits for, how long it takes.
//!
//! A rule asks, an analysis computes. Everything is computed on demand, once.

pub mod aim;
pub mod answers;
pub mod ballots;
pub mod boundary;
pub mod budget;
mod circuit;
pub mod condition;
pub mod consequence;
pub mod control;
pub mod coverage;
pub mod dependency;
mod diagram;
pub mod effects;
pub mod exits;
pub mod first_help;
pub mod forces;
pub mod game;
pub mod gate;
pub mod instrument;
pub mod inventory;
pub mod locate;
pub mod presence;
pub mod prose;
pub mod providers;
pub mod question;
pub mod route;
pub mod strength;
#[cfg(test)]
mod tests;
pub mod timeline;
pub mod track;
pub mod veto;

use std::cell::{OnceCell, RefCell, RefMut};

use crate::model::attention::{self, Slots};
use crate::model::{ActorId, ActorSet, Actors, Case, Decision, Length, Provision, ProvisionId, Treaty, Vote, VoteKind};

pub use aim::HelpTrigger;
pub use answers::TriggerAnswers;
pub use boundary::Boundary;
pub(crate) use circuit::bearers;
use circuit::{Circuits, NodeId, Obstruction};
pub use consequence::{Consequences, UnansweredDuty};
use control::Control;
pub use dependency::{Cycle, EdgeKind, WaitEdge};
pub use forces::{ForcePart, Forces};
use game::Game;
pub use gate::{BlockingMode, Gate, GateKind, Holder, Power, Shortage};
pub use instrument::{promises_beyond, where_awaited};
pub use inventory::{Consulted, Nature, TimedPromise, Uncontrolled, UndecidedPassage, Undetermined, Unsettled, Wait};
pub use presence::ForeignForces;
pub use route::Needed;
pub use strength::{Graded, ProvisionStrength, Strength};
pub use timeline::{Bound, TimelineStart};
use timeline::{Side, Timetable};
pub use veto::{Blocker, Bypass, Forced, Inversion, Margin, Unreachable, Veto};

/// Something that is computed once. Whoever asks for it again has looked where the first to ask looked, and rests on it as the
/// first did.
#[derive(Debug)]
struct CachedFact<T>(OnceCell<(T, Slots, bool)>);

impl<T> Default for CachedFact<T> {
    fn default() -> Self {
        Self(OnceCell::new())
    }
}

impl<T> CachedFact<T> {
    fn get(&self, compute: impl FnOnce() -> T) -> &T {
        let (fact, seen, unfinished) = self.0.get_or_init(|| {
            let ((fact, seen), spent) = budget::watch(|| attention::watch(compute));
            (fact, seen, spent.unfinished)
        });
        attention::look(*seen);
        if *unfinished {
            budget::give_up();
        }
        fact
    }
}

/// The facts of one reading of a draft.
#[derive(Debug)]
pub struct Facts<'m> {
    treaty: &'m Treaty<'m>,
    circuits: CachedFact<RefCell<Circuits<'m>>>,
    vetoes: CachedFact<Vec<Veto>>,
    forced: CachedFact<Vec<Forced>>,
    bypassed: CachedFact<Vec<Bypass>>,
    margins: CachedFact<Vec<Margin>>,
    inversions: CachedFact<Vec<Inversion<'m>>>,
    unreachable: CachedFact<Vec<Unreachable>>,
    uncontrolled: CachedFact<Vec<Uncontrolled<'m>>>,
    undetermined: CachedFact<Vec<Undetermined>>,
    unsettled: CachedFact<Vec<Unsettled>>,
    consulted: CachedFact<Vec<Consulted<'m>>>,
    waits: CachedFact<Vec<Wait>>,
    terms: CachedFact<Vec<TimedPromise<'m>>>,
    cycles: CachedFact<Vec<Cycle>>,
    strengths: CachedFact<Vec<ProvisionStrength>>,
    needed: CachedFact<Vec<(ProvisionId, Vec<Needed>)>>,
    worst_case: CachedFact<Timetable>,
    first_help: CachedFact<Option<first_help::FirstHelp>>,
    tracks: CachedFact<Vec<track::Track>>,
    measures: CachedFact<Vec<providers::Measure<'m>>>,
    answers: CachedFact<TriggerAnswers>,
    set_off: CachedFact<Vec<bool>>,
    helping: CachedFact<ActorSet>,
    forces: CachedFact<Forces<'m>>,
    presence: CachedFact<ForeignForces<'m>>,
    controls: CachedFact<Vec<Control<'m>>>,
    ballots: CachedFact<Vec<ballots::VoteOrBody>>,
    exits: CachedFact<Vec<exits::ExitClause>>,
    unweighted: CachedFact<Vec<ballots::Unweighted>>,
    consequences: CachedFact<Consequences>,
    help_triggers: CachedFact<Vec<HelpTrigger<'m>>>,
    unanswered: CachedFact<Vec<UnansweredDuty>>,
}

impl<'m> Facts<'m> {
    /// The facts of a draft; nothing is computed yet.
    pub fn new(treaty: &'m Treaty<'m>) -> Self {
        Self {
            treaty,
            circuits: CachedFact::default(),
            vetoes: CachedFact::default(),
            forced: CachedFact::default(),
            bypassed: CachedFact::default(),
            margins: CachedFact::default(),
            inversions: CachedFact::default(),
            unreachable: CachedFact::default(),
            uncontrolled: CachedFact::default(),
            undetermined: CachedFact::default(),
            unsettled: CachedFact::default(),
            consulted: CachedFact::default(),
            waits: CachedFact::default(),
            terms: CachedFact::default(),
            cycles: CachedFact::default(),
            strengths: CachedFact::default(),
            needed: CachedFact::default(),
            worst_case: CachedFact::default(),
            first_help: CachedFact::default(),
            tracks: CachedFact::default(),
            measures: CachedFact::default(),
            answers: CachedFact::default(),
            set_off: CachedFact::default(),
            helping: CachedFact::default(),
            forces: CachedFact::default(),
            presence: CachedFact::default(),
            controls: CachedFact::default(),
            ballots: CachedFact::default(),
            exits: CachedFact::default(),
            unweighted: CachedFact::default(),
            consequences: CachedFact::default(),
            help_triggers: CachedFact::default(),
            unanswered: CachedFact::default(),
        }
    }

    /// The draft.
    pub fn treaty(&self) -> &'m Treaty<'m> {
        self.treaty
    }

    fn circuits(&self) -> RefMut<'_, Circuits<'m>> {
        let compiled = || {
            if self.treaty.threat.cut {
                budget::give_up();
            }
            RefCell::new(Circuits::compile(self.treaty))
        };
        self.circuits.get(compiled).borrow_mut()
    }

    fn strengths(&self) -> &[ProvisionStrength] {
        self.strengths.get(|| strength::strengths(self.treaty))
    }

    /// Every gate that an assumed aggressor, alone or with those aligned with it, keeps shut; one entry per cause, in the
    /// order of the text. Empty if no aggressor is assumed.
    pub fn vetoes(&self) -> &[Veto] {
        self.vetoes.get(|| {
            if self.treaty.threat.cases.is_empty() && !self.treaty.threat.cut {
                return Vec::new();
            }
            veto::vetoes(&mut self.circuits(), self.strengths())
        })
    }

    /// The vetoes in matters of one power.
    pub fn vetoes_of(&self, power: Power) -> impl Iterator<Item = &Veto> {
        self.vetoes().iter().filter(move |it| it.power == power)
    }

    /// Every decision against the protected party that an assumed aggressor or its bloc wins alone.
    pub fn forced(&self) -> &[Forced] {
        self.forced.get(|| veto::forced(&mut self.circuits()))
    }

    /// Powers over the protected party's territory, status or soil that can be used without it.
    pub fn bypassed(&self) -> &[Bypass] {
        self.bypassed.get(|| veto::bypassed(&mut self.circuits()))
    }

    /// How many defections each vote survives on which a promise hangs, where the bloc is against and can't block alone.
    pub fn margins(&self) -> &[Margin] {
        self.margins.get(|| veto::margins(&mut self.circuits()))
    }

    /// Bodies that are stricter in a graver matter.
    pub fn inversions(&self) -> &[Inversion<'m>] {
        self.inversions.get(|| veto::inversions(&mut self.circuits()))
    }

    /// Decisions that can't be carried, though everybody who has a part in them helps.
    pub fn unreachable(&self) -> &[Unreachable] {
        self.unreachable.get(|| veto::unreachable(&mut self.circuits()))
    }

    /// Words that stand before a promise and that nobody is named to judge.
    pub fn uncontrolled(&self) -> &[Uncontrolled<'m>] {
        self.uncontrolled.get(|| inventory::uncontrolled(self.treaty))
    }

    /// Triggers of which nobody is named to say that they are open.
    pub fn undetermined(&self) -> &[Undetermined] {
        self.undetermined.get(|| inventory::undetermined(self.treaty))
    }

    /// Every vote on which something of the draft hangs, in the order of the text.
    pub fn ballots(&self) -> &[ballots::VoteOrBody] {
        self.ballots.get(|| ballots::ballots(&mut self.circuits()))
    }

    /// Everybody who owes, may or must not something under a provision, whatever it is.
    pub fn bearing(&self) -> ActorSet {
        let bearers = self.treaty.provisions.iter().flat_map(circuit::bearers);
        let mut found: ActorSet = bearers.flat_map(|it| self.treaty.members(it, None)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Votes of the draft by weights that leave out somebody who votes.
    pub fn unweighted(&self) -> &[ballots::Unweighted] {
        self.unweighted.get(|| ballots::unweighted(&mut self.circuits()))
    }

    /// Who controls every promise and every power of the draft, in the order of the text.
    pub fn controls(&self) -> &[Control<'m>] {
        self.controls.get(|| control::controls(&mut self.circuits()))
    }

    /// The gates before a promise of help or action each of which must open: neither an alternative nor a clock stands for
    /// them. None for what is weaker than a duty to seek action.
    pub fn needed_gates(&self, provision: ProvisionId) -> &[Needed] {
        let all = self.needed.get(|| {
            let mut circuits = self.circuits();
            enter(&mut circuits, self.treaty.threat.cases.first());
            let strong = |it: &&Provision<'_>| self.strength(it.id).asks() >= Some(Strength::SeekAction);
            let strong = self.treaty.own_provisions().filter(strong).map(|it| it.id);
            strong.map(|it| (it, route::needed(&mut circuits, Circuits::activation(it)))).collect()
        });
        all.binary_search_by_key(&provision, |it| it.0).map_or(&[], |at| &all[at].1)
    }

    /// Every provision, each after what it hangs on.
    fn in_order(&self) -> Vec<ProvisionId> {
        let provisions = self.treaty.provisions.len() as u32;
        let circuits = self.circuits();
        circuits.order.iter().map(|root| root.0).filter(|at| *at < provisions).map(ProvisionId).collect()
    }

    /// How actors keep something from coming about, for anybody or for one bearer; nothing if they can't.
    pub fn blocking_by(
        &self,
        control: &Control<'m>,
        who: &[ActorId],
        attack: Option<&control::Attack>,
        bearer: Option<ActorId>,
    ) -> Vec<control::Pattern> {
        control::blocking_by(&mut self.circuits(), control, who, attack, bearer)
    }

    /// How actors bring something about whatever anybody else does; nothing if they can't.
    pub fn enabling_by(
        &self,
        control: &Control<'m>,
        who: &[ActorId],
        attack: Option<&control::Attack>,
        bearer: Option<ActorId>,
    ) -> Vec<control::Pattern> {
        control::enabling_by(&mut self.circuits(), control, who, attack, bearer)
    }

    /// The gates of a decision that nobody known holds.
    pub fn open_gates(&self, decision: &'m Decision<'m>) -> Vec<Gate> {
        self.circuits().nobodys(decision)
    }

    /// The gates that nobody known holds and on which it hangs, where these obstruct and everybody else helps, or,
    /// `forcing`, where these help and everybody else obstructs; none, if it is live or shut without them.
    pub fn doubts(
        &self,
        control: &Control<'_>,
        who: &[ActorId],
        forcing: bool,
        attack: Option<&control::Attack>,
        bearer: Option<ActorId>,
    ) -> Vec<Gate> {
        control::doubts(&mut self.circuits(), control, who, forcing, attack, bearer)
    }

    /// What brings something about whatever anybody else does, act by act, for anybody or for one bearer.
    pub fn enabling_acts(
        &self,
        control: &Control<'m>,
        attack: Option<&control::Attack>,
        bearer: Option<ActorId>,
        most: usize,
    ) -> control::EnablingActs {
        control::enabling_acts(&mut self.circuits(), control, attack, bearer, most)
    }

    /// Everybody who has a part in what is decided.
    pub fn players(&self, control: &Control<'m>) -> ActorSet {
        control::players(&mut self.circuits(), control)
    }

    /// Gates of which the text does not say who opens them and how.
    pub fn unsettled(&self) -> &[Unsettled] {
        self.unsettled.get(|| inventory::unsettled(&self.circuits()))
    }

    /// Consultations that come before a promise.
    pub fn consulted(&self) -> &[Consulted<'m>] {
        self.consulted.get(|| inventory::consulted(self.treaty))
    }

    /// Duties that wait until somebody else has performed.
    pub fn waits(&self) -> &[Wait] {
        self.waits.get(|| inventory::waits(self.treaty))
    }

    /// Everything that is given for a time, with who renews it.
    pub fn terms(&self) -> &[TimedPromise<'m>] {
        self.terms.get(|| inventory::terms(&mut self.circuits()))
    }

    /// Circles of preconditions, one for each knot of them.
    pub fn cycles(&self) -> &[Cycle] {
        self.cycles.get(|| dependency::cycles(self.treaty))
    }

    /// How strong a provision is.
    pub fn strength(&self, provision: ProvisionId) -> ProvisionStrength {
        self.strengths()[provision.0 as usize]
    }

    /// How strong one sentence of a provision is; `None` for a sentence that binds nobody.
    pub fn sentence_strength(&self, provision: ProvisionId, sentence: usize) -> Option<Strength> {
        let provision = &self.treaty.provisions[provision.0 as usize];
        let sentence = provision.sentences.get(sentence)?;
        strength::sentence(self.treaty, provision, sentence).map(|(strength, _)| strength)
    }

    /// Everybody who owes help to the protected, or help that an event sets off.
    pub fn helping(&self) -> &[ActorId] {
        self.helping.get(|| answers::helping(self.treaty, self.strengths()))
    }

    /// How those who owe help can leave.
    pub fn exits(&self) -> &[exits::ExitClause] {
        self.exits.get(|| exits::exits(self))
    }

    /// What answers each trigger.
    pub fn answers(&self) -> &TriggerAnswers {
        self.answers.get(|| answers::answers(self.treaty, self.strengths()))
    }

    /// Whether an event sets a provision off, at once or after something that it sets off.
    pub fn is_set_off(&self, provision: ProvisionId) -> bool {
        self.set_off.get(|| answers::set_off(self.treaty, self.answers()))[provision.0 as usize]
    }

    /// The ways to help that an event sets off, in the order of the text.
    pub fn tracks(&self) -> &[track::Track] {
        self.tracks.get(|| track::tracks(self))
    }

    /// Every measure of help that the draft names, with who gives it.
    pub fn measures(&self) -> &[providers::Measure<'m>] {
        self.measures.get(|| providers::measures(self.treaty, None))
    }

    /// Who must provide a measure, in the attack in which they are fewest; nothing if the draft promises none of that name.
    pub fn providers(&self, measure: &str) -> Option<ActorSet> {
        providers::providers(self, measure)
    }

    /// The triggers that a provision hangs on.
    pub fn opened_by(&self, provision: ProvisionId) -> Vec<ProvisionId> {
        answers::triggers(self.treaty.provision(provision))
    }

    /// A length of time in minutes, the most that it can be.
    pub fn minutes(&self, length: Length) -> u64 {
        TimelineStart::default().minutes(length)
    }

    /// When every provision has its effect in the worst case, for the slowest of its bearers: it is live, and its own
    /// clock, if it has one, has run.
    pub fn worst_case(&self) -> &Timetable {
        self.worst_case.get(|| self.timetable(Bound::Worst, None, TimelineStart::default()))
    }

    /// The first help after an attack that somebody owes, in the attack in which it comes last.
    pub fn first_help(&self) -> Option<&first_help::FirstHelp> {
        self.first_help.get(|| first_help::first_help(self)).as_ref()
    }

    /// When every provision has its effect, for one bearer or for the slowest.
    pub fn timetable(&self, pace: Bound, bearer: Option<ActorId>, calendar: TimelineStart) -> Timetable {
        timeline::timetable(&mut self.circuits(), pace, Side::Threat, bearer, calendar)
    }

    /// The same in the worst case, if nobody obstructs.
    pub fn unopposed(&self, bearer: Option<ActorId>) -> Timetable {
        timeline::timetable(&mut self.circuits(), Bound::Worst, Side::Nobody, bearer, TimelineStart::default())
    }

    /// Whether a provision waits for gates that bind one of its bearers alone.
    pub fn differs_by_bearer(&self, provision: ProvisionId) -> bool {
        timeline::differs_by_bearer(&self.circuits(), self.treaty.provision(provision))
    }

    /// Who owes, may or must not something under a provision: its bearers, providers, deployers, inspectors.
    pub fn bearers(&self, provision: ProvisionId, case: Option<&Case>) -> ActorSet {
        let provision = &self.treaty.provisions[provision.0 as usize];
        let mut found: ActorSet = circuit::bearers(provision).flat_map(|it| self.treaty.members(it, case)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Who votes, with exclusions taken away; the members, where a body votes.
    pub fn electors(&self, vote: &Vote<'m>, case: Option<&Case>) -> ActorSet {
        let (VoteKind::Threshold { of, .. } | VoteKind::Act { of, .. } | VoteKind::By(of)) = &vote.kind else {
            return ActorSet::new();
        };
        let mut found = match circuit::sole_body(self.treaty, of) {
            Some(body) => self.treaty.members_of(body, case).actors,
            None => self.treaty.members(of, case),
        };
        if let Some(excluding) = &vote.excluding {
            let excluded = self.treaty.members(excluding, case);
            found.retain(|actor| excluded.binary_search(actor).is_err());
        }
        found
    }

    /// Asks the formula of a decision in a case of the threat model, or in none.
    fn ask<T>(
        &self,
        decision: &'m Decision<'m>,
        case: Option<&Case>,
        question: impl FnOnce(&mut Circuits<'m>, NodeId) -> T,
    ) -> T {
        let mut circuits = self.circuits();
        let node = circuits.question(decision);
        enter(&mut circuits, case);
        question(&mut circuits, node)
    }

    /// The triggers that open help in an attack.
    pub fn help_triggers(&self) -> &[HelpTrigger<'m>] {
        self.help_triggers.get(|| aim::help_triggers(self))
    }

    /// What follows from breaches.
    pub fn consequences(&self) -> &Consequences {
        self.consequences.get(|| consequence::consequences(self))
    }

    /// The duties of those who may attack from whose breach nothing follows.
    pub fn unanswered(&self) -> &[UnansweredDuty] {
        self.unanswered.get(|| consequence::unanswered(self))
    }

    /// Whether a verification looks after a provision, its article, or the whole text.
    pub fn looks_after(&self, verification: &Provision<'_>, provision: &Provision<'_>) -> bool {
        circuit::looks_after(self.treaty, verification, provision)
    }

    /// Everybody who inspects where these do: the members of a body, whose office it is; nothing if that is not known.
    pub fn inspectors(&self, by: &Actors<'m>) -> Option<ActorSet> {
        consequence::inspectors(self.treaty, by)
    }

    /// Forces that the draft sends somewhere.
    pub fn forces(&self) -> &Forces<'m> {
        self.forces.get(|| Forces::of(self.treaty))
    }

    /// What the draft keeps off somebody's soil, and what it brings there all the same.
    pub fn presence(&self) -> &ForeignForces<'m> {
        self.presence.get(|| ForeignForces::of(self.treaty, self.forces()))
    }

    /// How `who` keeps a decision from being taken, if it can; everyone else votes for it.
    pub fn blocks_decision(
        &self,
        who: &[ActorId],
        decision: &'m Decision<'m>,
        case: Option<&Case>,
    ) -> Option<BlockingMode> {
        self.ask(decision, case, |circuits, node| circuits.how_shut(node, Obstruction::block(who)))
    }

    /// Whether `who` gets a decision taken against everyone else.
    pub fn forces_decision(&self, who: &[ActorId], decision: &'m Decision<'m>, case: Option<&Case>) -> bool {
        self.ask(decision, case, |circuits, node| {
            circuits.opens_in(node, Obstruction::force(who)) && !circuits.opens_in(node, Obstruction::force(&[]))
        })
    }

    /// Every actor that alone keeps a decision from being taken.
    pub fn veto_players(&self, decision: &'m Decision<'m>, case: Option<&Case>) -> ActorSet {
        self.ask(decision, case, |circuits, node| inventory::veto_players(circuits, node))
    }

    /// A decision as a simple game, with who plays which voter. `None` if more than
    /// [`game::MOST_VOTERS`] have a part in it.
    pub fn game(&self, decision: &'m Decision<'m>, case: Option<&Case>) -> Option<(Game, ActorSet)> {
        self.ask(decision, case, Circuits::game)
    }

    /// Whether `who` keeps a provision from ever becoming live for anybody else.
    pub fn can_block(&self, who: &[ActorId], provision: ProvisionId, case: Option<&Case>) -> bool {
        !self.live(Obstruction::block(&control::with_controlled(self.treaty, who)), provision, case)
    }

    /// Whether a provision is live if `who` wants it, whatever everyone else does.
    pub fn can_force(&self, who: &[ActorId], provision: ProvisionId, case: Option<&Case>) -> bool {
        self.live(Obstruction::force(&control::with_controlled(self.treaty, who)), provision, case)
    }

    /// Whether a provision becomes live where everybody helps: it can't be said, where it hangs on what nobody known holds.
    pub fn opens(&self, provision: ProvisionId, case: Option<&Case>) -> coverage::TextualAnswer {
        let everybody: Vec<ActorId> = (0..self.treaty.actors.len() as u32).map(ActorId).collect();
        if !self.live(Obstruction::block(&[]), provision, case) {
            coverage::TextualAnswer::No
        } else if self.live(Obstruction::force(&everybody), provision, case) {
            coverage::TextualAnswer::Yes
        } else {
            coverage::TextualAnswer::Unsaid
        }
    }

    fn live(&self, world: Obstruction, provision: ProvisionId, case: Option<&Case>) -> bool {
        let mut circuits = self.circuits();
        enter(&mut circuits, case);
        let root = Circuits::activation(provision);
        let needed = circuits.needed_for([root]);
        circuits.run(world, Some(&needed));
        circuits.is_open(root)
    }
}

/// Enters a case of the threat model.
fn enter(circuits: &mut Circuits<'_>, case: Option<&Case>) {
    let cases = &circuits.treaty.threat.cases;
    let at = case.and_then(|case| cases.iter().position(|it| it == case));
    circuits.sets.enter(at.map_or(0, |at| at as u32 + 1), at.map(|at| &cases[at]));
}
