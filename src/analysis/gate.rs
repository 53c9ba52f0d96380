//! Gates: what stands before a promise, who holds it, and how it can be kept shut.

use crate::model::{ActorId, ProvisionId};
use crate::source::{FileId, Span};

/// What a gate waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GateKind {
    /// A vote of an electorate that the text itself makes up, or of a body that it sets up.
    Vote,
    /// The say-so of certain actors: `determination of UKR`, `decided by each of guarantors`.
    Determination,
    /// A finding.
    Finding,
    /// A consent.
    Consent,
    /// An approval, with its organ or without.
    Approval,
    /// An agreement.
    Agreement,
    /// A recognition.
    Recognition,
    /// A recommendation.
    Recommendation,
    /// A request of any one of certain actors.
    Request,
    /// A notification by any one of certain actors.
    Notice,
    /// A decision of an organ that the text does not set up: the Security Council, an organization.
    Organ,
    /// Everybody acts or nobody owes: `collectively`.
    Collective,
    /// The performance of a promise by somebody.
    Performance,
    /// A consultation, held by each of those consulted.
    Consultation,
    /// A signature.
    Signature,
    /// A ratification.
    Ratification,
    /// Another treaty that nobody here controls.
    Instrument,
    /// Words without anybody who judges them.
    Words,
    /// `TBD`, a body without members or without a rule, an empty electorate.
    Unknown,
}

impl GateKind {
    /// Whether the text itself gives the gate to certain actors to open by an act of will.
    pub fn is_decision(self) -> bool {
        matches!(
            self,
            Self::Vote
                | Self::Determination
                | Self::Finding
                | Self::Consent
                | Self::Approval
                | Self::Agreement
                | Self::Recognition
                | Self::Recommendation
                | Self::Request
                | Self::Notice
        )
    }
}

/// What is decided where a gate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Power {
    /// A trigger opens, a promise becomes live.
    Activation,
    /// The treaty enters into force, or applies provisionally.
    EntryIntoForce,
    /// Inspectors get in.
    Access,
    /// A finding is made.
    Findings,
    /// The mandate of a force or of monitors goes on.
    Mandate,
    /// The term of a promise, of sanctions, of the treaty goes on.
    Renewal,
    /// A body meets.
    Convening,
    /// A body of the text decides in one of its matters, whether a promise hangs on that or not.
    Deciding,
    /// The head of a body is appointed.
    Appointment,
    /// The treaty is amended.
    Amendment,
    /// Sanctions return.
    Snapback,
    /// Somebody pays.
    Funding,
    /// A promise, a mandate or the treaty ends.
    Ending,
    /// The treaty is suspended.
    Suspension,
    /// A promise is lost.
    Forfeiture,
    /// Sanctions are lifted.
    Relief,
    /// Roles, ceilings, zones or lines change.
    Change,
    /// Bases are used.
    Use,
    /// Somebody joins.
    Accession,
}

/// Who holds a power: the provision that gives it, or the body that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A clause of a provision.
    Provision(ProvisionId),
    /// A clause of a body.
    Body(ActorId),
}

/// How a gate is kept shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// It votes against; absence would not do.
    VotesNo,
    /// It objects to a consensus.
    Objects,
    /// It stays away, and there is no quorum; a vote against would not do.
    StaysAway,
    /// It withholds a consent, a request, a ratification, a performance.
    Withholds,
    /// It wins the vote that stops the promise, or the finding that closes it.
    Carries,
}

/// A gate in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    /// What it waits for.
    pub kind: GateKind,
    /// The text it stands in: the draft, another instrument, or the prelude.
    pub file: FileId,
    /// The clause: `decided by … within …`, `subject to …`.
    pub clause: Span,
    /// The vote, act, condition or occasion within the clause.
    pub span: Span,
    /// The electorate, or those whose act it is.
    pub who: Span,
    /// The organ, for [`GateKind::Organ`] and for a vote within a body of the text.
    pub body: Option<ActorId>,
    /// Whether the promise lives unless the gate opens: `decided unless`, `presumed unless`.
    pub reversed: bool,
}
