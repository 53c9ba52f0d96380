//! The table of clauses: which keyword, where it belongs, whether it may stand once only, what it says.
//!
//! The grammar reads every clause in every provision; this table says which one a provision takes, so that a misplaced
//! clause is a sentence to the drafter, not a syntax error. Completion, the reference and the rules on missing clauses
//! read the same table.

use super::ast::ProvisionKind;

/// Where a clause may stand: a set of provisions, or the block of a body or place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home(u64);

/// The block of a body or organization.
pub const BODY: Home = Home(1 << 62);
/// The block of an area, zone or line.
pub const PLACE: Home = Home(1 << 63);

impl Home {
    const fn of(kinds: &[ProvisionKind]) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < kinds.len() {
            bits |= 1 << kinds[i] as u64;
            i += 1;
        }
        Self(bits)
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The home that one kind of provision is.
    pub const fn provision(kind: ProvisionKind) -> Self {
        Self(1 << kind as u64)
    }

    /// Whether a clause with this home may stand in `place`.
    pub const fn admits(self, place: Self) -> bool {
        self.0 & place.0 != 0
    }

    /// The provisions of the set, in the order of the catalogue of provisions.
    pub fn provisions(self) -> impl Iterator<Item = ProvisionKind> {
        ProvisionKind::ALL.iter().map(|(kind, _)| *kind).filter(move |kind| self.admits(Self::provision(*kind)))
    }
}

/// What the table says of one clause.
#[derive(Clone, Copy, Debug)]
pub struct ClauseInfo {
    /// Which clause.
    pub word: ClauseWord,
    /// Its keyword or keywords.
    pub text: &'static str,
    /// Where it may stand.
    pub home: Home,
    /// Whether a second one in the same provision is an error.
    pub once: bool,
    /// What it says, for the reference and for completion.
    pub says: &'static str,
}

macro_rules! clauses {
    ($($word:ident $text:literal $home:ident $once:ident $says:literal;)*) => {
        /// A clause, by its keyword.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum ClauseWord {
            $(#[doc = $says] $word,)*
        }

        /// Every clause of the language.
        pub const CLAUSES: &[ClauseInfo] = &[
            $(ClauseInfo { word: ClauseWord::$word, text: $text, home: $home, once: $once, says: $says },)*
        ];
    };
}

#[expect(non_upper_case_globals, reason = "reads as words in the table")]
const once: bool = true;
#[expect(non_upper_case_globals, reason = "reads as words in the table")]
const many: bool = false;

use ProvisionKind as K;

const NORMS: Home = Home::of(&[K::Obligation, K::Prohibition, K::Permission, K::Guarantee, K::Assurance]);
const TRIGGERS: Home = Home::of(&[K::Trigger, K::Rung]);
const REGIMES: Home = Home::of(&[
    K::Deployment,
    K::Limit,
    K::Ceasefire,
    K::Verification,
    K::Sanctions,
    K::Supply,
    K::Consultation,
    K::Forfeiture,
    K::Status,
    K::Rung,
]);
const NORMAL: Home = NORMS.and(REGIMES);
pub(super) const GATED: Home = NORMAL.and(TRIGGERS);
const ANYWHERE: Home = GATED.and(FINALS).and(BODY).and(PLACE).and(Home::of(&[K::Ladder, K::Sequence]));
const FINALS: Home = Home::of(&[
    K::EntryIntoForce,
    K::ProvisionalApplication,
    K::Accession,
    K::Duration,
    K::Renewal,
    K::Withdrawal,
    K::Suspension,
    K::Amendment,
    K::Disputes,
    K::Interpretation,
    K::Reservations,
    K::Relation,
    K::Registration,
]);
const UPON: Home = GATED.and(FINALS);
const ON: Home = TRIGGERS.and(Home::of(&[K::Limit, K::Status, K::Consultation, K::Forfeiture]));
const BY: Home = NORMAL.and(FINALS);
const FORCES: Home = Home::of(&[K::Deployment, K::Limit]);
const DEPLOYMENTS: Home = Home::of(&[K::Deployment]);
const LIMITED: Home = NORMS.and(Home::of(&[K::Deployment, K::Supply, K::Sanctions, K::Rung]));
const TERMED: Home = NORMAL;
const VERIFICATIONS: Home = Home::of(&[K::Verification]);
const SANCTIONED: Home = Home::of(&[K::Sanctions]);
const CEASEFIRES: Home = Home::of(&[K::Ceasefire]);
const CLOCKED: Home = GATED.and(Home::of(&[K::Ceasefire, K::Verification]));
const BREACHED: Home = NORMAL;
const AMONG: Home = Home::of(&[K::Consultation, K::Ceasefire, K::Trigger, K::Obligation, K::Guarantee, K::Assurance]);
const BETWEEN: Home = Home::of(&[K::Ceasefire]);
const PERMITTED: Home = Home::of(&[K::Ceasefire]);
const RUNGS: Home = Home::of(&[K::Rung]);
const TRIGGERED: Home = TRIGGERS;
const DECIDED: Home = GATED;
const PROHIBITED: Home = Home::of(&[K::Ceasefire]);
const KINDS: Home = Home::of(&[K::Ceasefire, K::Status, K::Sanctions]);
const AMOUNTS: Home = NORMS.and(Home::of(&[K::Supply]));
const RATES: Home = AMOUNTS.and(Home::of(&[K::Limit]));
const AGAINST: Home = NORMS.and(Home::of(&[K::Sanctions, K::Rung]));
const NOTICES: Home = Home::of(&[K::Verification, K::Sanctions]).and(FINALS);
const UNTIL: Home = TERMED.and(FINALS);
const STARTS: Home = NORMAL.and(FINALS);
const VERIFIED: Home = NORMAL;
const REPORTED: Home = NORMAL.and(FINALS);
const FUNDED: Home = NORMAL.and(BODY);
const OPEN: Home = FINALS.and(BODY);
const CLOCK: Home = CLOCKED.and(FINALS);

clauses! {
    Sentence "a sentence" NORMAL many "Who owes, may or must not do what.";
    Text "text" ANYWHERE many "The prose of the provision.";
    Ambiguous "deliberately ambiguous" ANYWHERE once "Declares that an ambiguity is meant, why, and who agreed.";
    On "on" ON many "The events that open a trigger; several lines mean any of them. In a limit or status: whom it binds.";
    Upon "upon" UPON many "The trigger or occasion that makes the provision live; several lines mean all of them.";
    RequestedBy "requested by" GATED once "Who must ask first; any one of them suffices.";
    ConsultationAmong "consultation among" GATED once "Who must be consulted first, and for how long at most.";
    SubjectTo "subject to" UPON many "A gate: a decision, consent, approval or performance that must come first.";
    PresumedUnless "presumed unless" GATED once "What is taken as given until somebody finds otherwise.";
    If "if" UPON many "A condition that must hold.";
    Unless "unless" UPON many "A condition that closes the promise.";
    DeemedAttack "deemed attack on" TRIGGERED once "Whom the attack counts as an attack on.";
    Aggregates "aggregates" TRIGGERED once "How many lesser breaches add up, in what time.";
    Decided "decided" DECIDED once "Who decides that the promise is live, and how.";
    By "by" BY many "Who provides; by what means; in a final clause, who decides.";
    In "in" NORMAL once "Where it holds.";
    From "from" NORMAL once "From what place or whom.";
    To "to" NORMAL once "To what place or whom.";
    Against "against" AGAINST once "Against whom.";
    Covers "covers" VERIFICATIONS once "Which provisions are verified.";
    Among "among" AMONG once "Who takes part.";
    Between "between" BETWEEN once "Whom it binds.";
    Discretion "discretion" NORMS once "Who judges the content of the duty.";
    Amount "amount" AMOUNTS once "How much.";
    Per "per" RATES once "The time in which the amount is owed.";
    LimitedTo "limited to" LIMITED once "What it goes no further than.";
    SolelyTo "solely to" LIMITED once "The one aim that it serves.";
    Proportionate "proportionate" LIMITED once "It stays in proportion.";
    ReportsTo "reports to" REPORTED once "Who is told.";
    Basis "basis" NORMAL once "The legal basis.";
    Domains "domains" NORMAL once "Land, sea, air, cyber, space.";
    BreachLeadsTo "breach leads to" BREACHED once "What a breach sets off.";
    FindingLeadsTo "finding leads to" VERIFICATIONS once "What a finding sets off.";
    BreachIs "breach is" CEASEFIRES once "Which trigger a breach counts as.";
    Timing "timing" DEPLOYMENTS once "Whether forces stand there, wait near by, or come when something happens.";
    Roles "roles" DEPLOYMENTS once "What forces may do; `only` makes the list exhaustive.";
    Excludes "excludes" LIMITED once "What they may not do.";
    Ceiling "ceiling" FORCES many "How many at most.";
    Floor "floor" FORCES many "How many at least.";
    AtMost "at most" FORCES many "How many at most, by place.";
    AtLeast "at least" FORCES many "How many at least, by place.";
    Counting "counting" FORCES once "Who is counted.";
    Equipment "equipment" FORCES once "What they bring.";
    Command "command" DEPLOYMENTS once "Who commands.";
    Lead "lead" REGIMES once "Who leads.";
    Backstop "backstop" REGIMES once "Who stands behind it.";
    RulesOfEngagement "rules-of-engagement" DEPLOYMENTS once "When forces may use force.";
    StatusOfForces "status-of-forces" DEPLOYMENTS once "Under what law forces stand.";
    ConsentOf "consent of" DEPLOYMENTS once "Whose consent the presence rests on, and how it ends.";
    ChangeOf "change of" FORCES many "Who may change what.";
    IncreaseOf "increase of" FORCES many "Who may raise what.";
    DecreaseOf "decrease of" FORCES many "Who may lower what.";
    AttackOnIt "attack on it is" DEPLOYMENTS once "Which trigger an attack on the force counts as.";
    BasesUsedFor "bases used for" DEPLOYMENTS once "What bases serve.";
    AuthorisedBy "authorised by" NORMAL once "Who gives the mandate.";
    FundedBy "funded by" FUNDED once "Who pays.";
    VerifiedBy "verified by" VERIFIED once "Who verifies.";
    MonitoredBy "monitored by" VERIFIED once "Who monitors; the same as `verified by`.";
    Every "every" VERIFICATIONS once "How often.";
    Access "access" VERIFICATIONS once "How inspectors get in.";
    Notice "notice" NOTICES many "How long before; or who may give notice.";
    Attributes "attributes" VERIFICATIONS once "Whether the finding names who did it.";
    FindingsBy "findings by" VERIFICATIONS once "How findings are made.";
    Prohibits "prohibits" PROHIBITED once "Which acts are breaches.";
    Permits "permits" PERMITTED once "Which acts are not.";
    Line "line" CEASEFIRES once "The line it is measured from.";
    Kind "kind" KINDS once "What kind.";
    Window "window" RUNGS once "From when to when the rung answers.";
    Starting "starting" STARTS once "When it starts.";
    Starts "starts" STARTS once "When it starts, with hour and zone.";
    Until "until" UNTIL once "When it ends.";
    Duration "duration" TERMED once "How long it lasts.";
    Mandate "mandate" TERMED once "How long it is allowed, and how that is renewed.";
    Withdrawal "withdrawal" DEPLOYMENTS once "By when forces leave.";
    Package "package" SANCTIONED once "Which measures.";
    ReliefUpon "relief upon" SANCTIONED once "When measures are lifted.";
    SnapbackUpon "snapback upon" SANCTIONED once "When measures return, and who could stop that.";
    Response "response" RUNGS once "What answers.";
    Clock "a clock" CLOCK many "By when.";
    Members "members" BODY once "Who belongs to it.";
    Chair "chair" BODY once "Who presides.";
    ConvenedBy "convened by" BODY once "Who can call it together.";
    Decides "decides" BODY many "How it decides, for which matters.";
    Quorum "quorum" BODY once "How many must be there.";
    Tie "tie" BODY once "What an equal vote means.";
    HeadAppointedBy "head appointed by" BODY once "Who appoints its head.";
    OpenTo "open to" OPEN once "Who may join.";
    Weights "weights" BODY many "Voting weights.";
    Extent "extent" PLACE once "How far it reaches.";
    AsOf "as of" PLACE once "At what instant it is drawn.";
    Map "map" PLACE once "Which map shows it.";
    DeJure "de-jure" PLACE once "Whose territory it is in law.";
    DeFacto "de-facto" PLACE once "Who holds it.";
    ClaimedBy "claimed by" PLACE once "Who claims it.";
    AdministeredBy "administered by" PLACE once "Who administers it.";
    RecognisedBy "recognised by" PLACE once "Who recognises it.";
    Bars "bars" PLACE once "What it keeps out.";
    PermitsThere "permits" PLACE once "What it lets in.";
    EnforcedBy "enforced by" PLACE once "Who enforces it.";
    NotDuring "not during" FINALS many "When it is shut.";
    After "after" FINALS once "After how long.";
    Term "a term" FINALS once "How long.";
    Forums "a forum" FINALS once "Where disputes go, step by step.";
    Interpreter "interpreter" FINALS once "Who interprets.";
    PrevailsOver "prevails over" FINALS many "What it prevails over.";
    WithoutPrejudice "without prejudice to" FINALS many "What it leaves as it is.";
    ConsistentWith "consistent with" FINALS many "What it is consistent with.";
    Replaces "replaces" FINALS many "What it replaces.";
    Implements "implements" FINALS many "What it implements.";
    RegisterWith "register with" FINALS once "Where it is registered.";
    Nothing "none" FINALS once "Nothing of the kind.";
}

impl ClauseWord {
    /// What the table says of it.
    pub fn info(self) -> &'static ClauseInfo {
        &CLAUSES[self as usize]
    }

    /// Its keyword or keywords.
    pub fn text(self) -> &'static str {
        self.info().text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_its_words() {
        for (at, info) in CLAUSES.iter().enumerate() {
            assert_eq!(info.word as usize, at, "{}", info.text);
        }
    }
}
