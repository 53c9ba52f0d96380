//! The kinds of provisions.

/// Kinds of provisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ProvisionKind {
    /// What opens a promise.
    Trigger,
    /// A duty.
    Obligation,
    /// A duty not to.
    Prohibition,
    /// A right.
    Permission,
    /// A duty under the name of a guarantee.
    Guarantee,
    /// A duty under the weaker name.
    Assurance,
    /// Forces in a place.
    Deployment,
    /// Force levels.
    Limit,
    /// A cease-fire.
    Ceasefire,
    /// Who looks, and what follows.
    Verification,
    /// Sanctions and their relief.
    Sanctions,
    /// Arms, funds, training.
    Supply,
    /// Talks that are owed.
    Consultation,
    /// The loss of a promise.
    Forfeiture,
    /// A status: neutrality.
    Status,
    /// Graded responses.
    Ladder,
    /// One grade of a ladder.
    Rung,
    /// The order of steps.
    Sequence,
    /// `entry-into-force`
    EntryIntoForce,
    /// `provisional-application`
    ProvisionalApplication,
    /// `accession`
    Accession,
    /// `duration`
    Duration,
    /// `renewal`
    Renewal,
    /// `withdrawal`
    Withdrawal,
    /// `suspension`
    Suspension,
    /// `amendment`
    Amendment,
    /// `disputes`
    Disputes,
    /// `interpretation`
    Interpretation,
    /// `reservations`
    Reservations,
    /// `relation`
    Relation,
    /// `registration`
    Registration,
}

impl ProvisionKind {
    /// Every kind with its keyword.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Trigger, "trigger"),
        (Self::Obligation, "obligation"),
        (Self::Prohibition, "prohibition"),
        (Self::Permission, "permission"),
        (Self::Guarantee, "guarantee"),
        (Self::Assurance, "assurance"),
        (Self::Deployment, "deployment"),
        (Self::Limit, "limit"),
        (Self::Ceasefire, "ceasefire"),
        (Self::Verification, "verification"),
        (Self::Sanctions, "sanctions"),
        (Self::Supply, "supply"),
        (Self::Consultation, "consultation"),
        (Self::Forfeiture, "forfeiture"),
        (Self::Status, "status"),
        (Self::Ladder, "ladder"),
        (Self::Rung, "rung"),
        (Self::Sequence, "sequence"),
        (Self::EntryIntoForce, "entry-into-force"),
        (Self::ProvisionalApplication, "provisional-application"),
        (Self::Accession, "accession"),
        (Self::Duration, "duration"),
        (Self::Renewal, "renewal"),
        (Self::Withdrawal, "withdrawal"),
        (Self::Suspension, "suspension"),
        (Self::Amendment, "amendment"),
        (Self::Disputes, "disputes"),
        (Self::Interpretation, "interpretation"),
        (Self::Reservations, "reservations"),
        (Self::Relation, "relation"),
        (Self::Registration, "registration"),
    ];

    /// The keyword.
    pub fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The kind that a keyword names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, it)| *it == word).map(|(kind, _)| *kind)
    }

    /// What it is for, in a sentence.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Trigger => "What opens a promise: the events, and who decides that they have come.",
            Self::Obligation => "A duty: who must do what, and when.",
            Self::Prohibition => "A duty not to do something.",
            Self::Permission => "A right.",
            Self::Guarantee => "A duty under the name of a guarantee.",
            Self::Assurance => "A duty under the weaker name of an assurance.",
            Self::Deployment => "Forces in a place: whose, where, when, and what they may do.",
            Self::Limit => "Levels that forces may not pass.",
            Self::Ceasefire => "A cease-fire: between whom, from when, and what breaks it.",
            Self::Verification => "Who looks, how it gets in, and what follows from a finding.",
            Self::Sanctions => "Sanctions, their relief and their return.",
            Self::Supply => "Arms, funds, training, intelligence.",
            Self::Consultation => "Talks that are owed.",
            Self::Forfeiture => "How a promise is lost, and who finds it.",
            Self::Status => "A status, such as neutrality.",
            Self::Ladder => "Graded responses.",
            Self::Rung => "One grade of a ladder: when it is entered, and what answers.",
            Self::Sequence => "The order of steps.",
            Self::EntryIntoForce => "When the treaty enters into force.",
            Self::ProvisionalApplication => "What is applied before that.",
            Self::Accession => "Who may join, and how.",
            Self::Duration => "How long the treaty lasts.",
            Self::Renewal => "How it is renewed.",
            Self::Withdrawal => "How a party leaves.",
            Self::Suspension => "How the treaty is suspended.",
            Self::Amendment => "How the text is changed.",
            Self::Disputes => "How disputes are settled.",
            Self::Interpretation => "Who interprets the text.",
            Self::Reservations => "Which reservations are allowed.",
            Self::Relation => "How it stands to other treaties.",
            Self::Registration => "Where it is registered.",
        }
    }

    /// Whether it is one of the final clauses, which stand outside articles as well.
    pub fn is_final(self) -> bool {
        self as u8 >= Self::EntryIntoForce as u8
    }

    /// Whether it says what somebody owes, may or must not.
    pub fn is_norm(self) -> bool {
        matches!(self, Self::Obligation | Self::Prohibition | Self::Permission | Self::Guarantee | Self::Assurance)
    }
}
