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
    /// A payment by certain actors.
    Payment,
    /// A milestone that nobody is named to declare.
    Milestone,
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
                | Self::Payment
        )
    }
}

impl GateKind {
    /// Whether nobody is designated to say that it is open, so that each bearer may contest it for itself.
    pub fn is_contested(self) -> bool {
        matches!(self, Self::Words | Self::Milestone | Self::Unknown)
    }

    /// Its name: `vote`, `entry into force of another treaty`.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Vote => "vote",
            Self::Determination => "determination",
            Self::Finding => "finding",
            Self::Consent => "consent",
            Self::Approval => "approval",
            Self::Agreement => "agreement",
            Self::Recognition => "recognition",
            Self::Recommendation => "recommendation",
            Self::Request => "request",
            Self::Notice => "notice",
            Self::Organ => "decision of an external organ",
            Self::Collective => "action by all of them together",
            Self::Performance => "performance",
            Self::Consultation => "consultation",
            Self::Signature => "signature",
            Self::Ratification => "ratification",
            Self::Instrument => "another treaty",
            Self::Payment => "payment",
            Self::Milestone => "a milestone that no actor is designated to declare",
            Self::Words => "words that no actor is designated to interpret",
            Self::Unknown => "a gate that the text leaves open",
        }
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

impl Power {
    /// The powers over something that is not itself what they decide, each with its word: `mandate of separation-force`.
    pub const WORDS: &[(Self, &str)] = &[
        (Self::Access, "access"),
        (Self::Findings, "findings"),
        (Self::Mandate, "mandate"),
        (Self::Renewal, "renewal"),
        (Self::Convening, "convening"),
        (Self::Deciding, "decisions"),
        (Self::Appointment, "appointment"),
        (Self::Snapback, "snapback"),
        (Self::Funding, "funding"),
        (Self::Ending, "ending"),
        (Self::Relief, "relief"),
        (Self::Change, "change"),
        (Self::Use, "use"),
        (Self::Accession, "accession"),
    ];

    /// Its word; none for what becomes live, enters into force, or is changed, suspended or lost as a whole.
    pub fn as_str(self) -> Option<&'static str> {
        Self::WORDS.iter().find(|it| it.0 == self).map(|it| it.1)
    }

    /// The power of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|it| it.1 == word).map(|it| it.0)
    }

    /// Whether it hurts the protected party that nothing comes of it.
    pub fn is_missed(self) -> bool {
        matches!(
            self,
            Self::Activation
                | Self::EntryIntoForce
                | Self::Access
                | Self::Findings
                | Self::Mandate
                | Self::Renewal
                | Self::Convening
                | Self::Deciding
                | Self::Appointment
                | Self::Amendment
                | Self::Snapback
                | Self::Funding
        )
    }

    /// Whether it may hurt the protected party that it is used.
    pub fn is_feared(self) -> bool {
        matches!(
            self,
            Self::Forfeiture
                | Self::Relief
                | Self::Ending
                | Self::Suspension
                | Self::Change
                | Self::Amendment
                | Self::Findings
        )
    }
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
pub enum BlockingMode {
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

impl BlockingMode {
    /// What one or many do to keep a gate shut: `votes no`.
    pub fn words(self, kind: GateKind, many: bool) -> &'static str {
        let (one, all) = match (self, kind) {
            (Self::VotesNo, _) => ("votes no", "vote no"),
            (Self::Objects, _) => ("objects", "object"),
            (Self::StaysAway, _) => ("stays away", "stay away"),
            (Self::Carries, GateKind::Finding) => ("finds what closes it", "find what closes it"),
            (Self::Carries, _) => ("stops it", "stop it"),
            (Self::Withholds, GateKind::Consent) => ("withholds its consent", "withhold their consent"),
            (Self::Withholds, GateKind::Approval) => ("withholds its approval", "withhold their approval"),
            (Self::Withholds, GateKind::Agreement) => ("does not agree", "do not agree"),
            (Self::Withholds, GateKind::Request) => ("makes no request", "make no request"),
            (Self::Withholds, GateKind::Notice) => ("gives no notice", "give no notice"),
            (Self::Withholds, GateKind::Finding) => ("finds nothing", "find nothing"),
            (Self::Withholds, GateKind::Determination) => ("determines nothing", "determine nothing"),
            (Self::Withholds, GateKind::Recognition) => ("recognises nothing", "recognise nothing"),
            (Self::Withholds, GateKind::Recommendation) => ("recommends nothing", "recommend nothing"),
            (Self::Withholds, GateKind::Performance) => ("does not perform", "do not perform"),
            (Self::Withholds, GateKind::Payment) => ("does not pay", "do not pay"),
            (Self::Withholds, GateKind::Signature) => ("does not sign", "do not sign"),
            (Self::Withholds, GateKind::Ratification) => ("does not ratify", "do not ratify"),
            (Self::Withholds, GateKind::Consultation) => {
                ("is not there to be consulted", "are not there to be consulted")
            }
            (Self::Withholds, _) => ("does nothing", "do nothing"),
        };
        if many { all } else { one }
    }

    /// What one or many do to open a gate that this would keep shut: `votes yes`.
    pub fn opposite(self, kind: GateKind, many: bool) -> &'static str {
        let (one, all) = match (self, kind) {
            (Self::VotesNo | Self::StaysAway, _) => ("votes yes", "vote yes"),
            (Self::Objects, _) => ("does not object", "do not object"),
            (Self::Carries, _) => ("does not stop it", "do not stop it"),
            (Self::Withholds, GateKind::Consent) => ("consents", "consent"),
            (Self::Withholds, GateKind::Approval) => ("approves", "approve"),
            (Self::Withholds, GateKind::Agreement) => ("agrees", "agree"),
            (Self::Withholds, GateKind::Request) => ("requests it", "request it"),
            (Self::Withholds, GateKind::Notice) => ("gives notice", "give notice"),
            (Self::Withholds, GateKind::Finding) => ("finds it", "find it"),
            (Self::Withholds, GateKind::Determination) => ("determines it", "determine it"),
            (Self::Withholds, GateKind::Recognition) => ("recognises it", "recognise it"),
            (Self::Withholds, GateKind::Recommendation) => ("recommends it", "recommend it"),
            (Self::Withholds, GateKind::Performance) => ("performs", "perform"),
            (Self::Withholds, GateKind::Payment) => ("pays", "pay"),
            (Self::Withholds, GateKind::Signature) => ("signs", "sign"),
            (Self::Withholds, GateKind::Ratification) => ("ratifies", "ratify"),
            (Self::Withholds, GateKind::Consultation) => ("is consulted", "are consulted"),
            (Self::Withholds, _) => ("acts", "act"),
        };
        if many { all } else { one }
    }
}

/// Why a decision can't be carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
    /// Nobody has a vote.
    Nobody,
    /// It needs more than there are: so many, of so many.
    Votes(u64, u64),
    /// More must be there than belong there.
    Quorum(u64, u64),
    /// Somebody without a vote must say yes.
    Concurring,
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
