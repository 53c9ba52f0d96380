//! Facts that follow from the model: who can stop a promise, how strong it is, what it waits for, how long it takes.
//!
//! A rule asks, an analysis computes. Everything is computed on demand, once.

mod circuit;
pub mod dependency;
pub mod game;
pub mod gate;
pub mod inventory;
pub mod locate;
pub mod strength;
pub mod timeline;
pub mod veto;

use std::cell::OnceCell;

use crate::model::{ActorId, ActorSet, Case, Decision, ProvisionId, Treaty, Vote};

pub use dependency::{Cycle, Edge, EdgeKind};
pub use gate::{Gate, GateKind, Holder, Mode, Power};
pub use inventory::{Consulted, Place, Term, Uncontrolled, Undetermined, Wait};
pub use strength::{ProvisionStrength, Strength};
pub use timeline::{Delay, Leg};
pub use veto::{Blocker, Bypass, Forced, Inversion, Margin, Veto};

/// The facts of one reading of a draft.
#[derive(Debug)]
pub struct Facts<'m> {
    treaty: &'m Treaty<'m>,
    vetoes: OnceCell<Vec<Veto>>,
    forced: OnceCell<Vec<Forced>>,
    bypassed: OnceCell<Vec<Bypass>>,
    margins: OnceCell<Vec<Margin>>,
    inversions: OnceCell<Vec<Inversion<'m>>>,
    uncontrolled: OnceCell<Vec<Uncontrolled<'m>>>,
    undetermined: OnceCell<Vec<Undetermined>>,
    consulted: OnceCell<Vec<Consulted<'m>>>,
    waits: OnceCell<Vec<Wait>>,
    terms: OnceCell<Vec<Term<'m>>>,
    cycles: OnceCell<Vec<Cycle>>,
    strengths: OnceCell<Vec<ProvisionStrength>>,
    delays: OnceCell<Vec<Delay>>,
}

impl<'m> Facts<'m> {
    /// The facts of a draft; nothing is computed yet.
    pub fn new(treaty: &'m Treaty<'m>) -> Self {
        Self {
            treaty,
            vetoes: OnceCell::new(),
            forced: OnceCell::new(),
            bypassed: OnceCell::new(),
            margins: OnceCell::new(),
            inversions: OnceCell::new(),
            uncontrolled: OnceCell::new(),
            undetermined: OnceCell::new(),
            consulted: OnceCell::new(),
            waits: OnceCell::new(),
            terms: OnceCell::new(),
            cycles: OnceCell::new(),
            strengths: OnceCell::new(),
            delays: OnceCell::new(),
        }
    }

    /// The draft.
    pub fn treaty(&self) -> &'m Treaty<'m> {
        self.treaty
    }

    /// Every gate that an assumed aggressor, alone or with those aligned with it, keeps shut; one entry per cause, in the
    /// order of the text. Empty if no aggressor is assumed.
    pub fn vetoes(&self) -> &[Veto] {
        self.vetoes.get_or_init(Vec::new)
    }

    /// The vetoes in matters of one power.
    pub fn vetoes_of(&self, power: Power) -> impl Iterator<Item = &Veto> {
        self.vetoes().iter().filter(move |it| it.power == power)
    }

    /// Every decision against the protected party that an assumed aggressor or its bloc wins alone.
    pub fn forced(&self) -> &[Forced] {
        self.forced.get_or_init(Vec::new)
    }

    /// Powers over the protected party's territory, status or soil that can be used without it.
    pub fn bypassed(&self) -> &[Bypass] {
        self.bypassed.get_or_init(Vec::new)
    }

    /// How many defections each vote survives on which a promise hangs, where the bloc is against and can't block alone.
    pub fn margins(&self) -> &[Margin] {
        self.margins.get_or_init(Vec::new)
    }

    /// Bodies that are stricter in a graver matter.
    pub fn inversions(&self) -> &[Inversion<'m>] {
        self.inversions.get_or_init(Vec::new)
    }

    /// Words that stand before a promise and that nobody is named to judge.
    pub fn uncontrolled(&self) -> &[Uncontrolled<'m>] {
        self.uncontrolled.get_or_init(Vec::new)
    }

    /// Triggers of which nobody is named to say that they are open.
    pub fn undetermined(&self) -> &[Undetermined] {
        self.undetermined.get_or_init(Vec::new)
    }

    /// Consultations that come before a promise.
    pub fn consulted(&self) -> &[Consulted<'m>] {
        self.consulted.get_or_init(Vec::new)
    }

    /// Duties that wait until somebody else has performed.
    pub fn waits(&self) -> &[Wait] {
        self.waits.get_or_init(Vec::new)
    }

    /// Everything that is given for a time, with who renews it.
    pub fn terms(&self) -> &[Term<'m>] {
        self.terms.get_or_init(Vec::new)
    }

    /// Circles of preconditions, one for each knot of them.
    pub fn cycles(&self) -> &[Cycle] {
        self.cycles.get_or_init(Vec::new)
    }

    /// How strong a provision is.
    pub fn strength(&self, provision: ProvisionId) -> ProvisionStrength {
        self.strengths.get_or_init(Vec::new).get(provision.0 as usize).copied().unwrap_or_default()
    }

    /// How strong one sentence of a provision is; `None` for a sentence that binds nobody.
    pub fn sentence_strength(&self, _provision: ProvisionId, _sentence: usize) -> Option<Strength> {
        None
    }

    /// How long it takes from the event until the provision has its effect, in the worst case.
    pub fn delay(&self, provision: ProvisionId) -> Delay {
        self.delays.get_or_init(Vec::new).get(provision.0 as usize).copied().unwrap_or(Delay::Hours(0))
    }

    /// Who owes, may or must not something under a provision: its bearers, providers, deployers, inspectors.
    pub fn bearers(&self, _provision: ProvisionId, _case: Option<&Case>) -> ActorSet {
        Vec::new()
    }

    /// Who votes, with exclusions taken away; the members of a body that decides by its own rule.
    pub fn electors(&self, _vote: &'m Vote<'m>, _case: Option<&Case>) -> ActorSet {
        Vec::new()
    }

    /// How `who` keeps a decision from being taken, if it can; everyone else votes for it.
    pub fn blocks_decision(&self, _who: &[ActorId], _decision: &'m Decision<'m>, _case: Option<&Case>) -> Option<Mode> {
        None
    }

    /// Whether `who` gets a decision taken against everyone else.
    pub fn forces_decision(&self, _who: &[ActorId], _decision: &'m Decision<'m>, _case: Option<&Case>) -> bool {
        false
    }

    /// Whether `who` keeps a provision from ever becoming live for anybody else.
    pub fn can_block(&self, _who: &[ActorId], _provision: ProvisionId, _case: Option<&Case>) -> bool {
        false
    }

    /// Whether `who` makes a provision live against everyone else.
    pub fn can_force(&self, _who: &[ActorId], _provision: ProvisionId, _case: Option<&Case>) -> bool {
        false
    }

    /// Every actor that alone keeps a decision from being taken.
    pub fn veto_players(&self, _decision: &'m Decision<'m>, _case: Option<&Case>) -> ActorSet {
        Vec::new()
    }
}
