//! What bodies decide on, who judges, on what basis, in which domain, when forces are there.

use super::find;

/// What a body decides on, in rising gravity.
pub(super) const MATTERS: &[&str] = &[
    "procedure",
    "recommendations",
    "findings",
    "minor-breach",
    "serious-breach",
    "threat-of-breach",
    "renewal",
    "amendments",
];

/// How grave a matter is: the higher, the graver.
pub fn gravity(matter: &str) -> Option<u8> {
    MATTERS.iter().position(|it| *it == matter).map(|at| at as u8)
}

pub(super) const DOMAINS: &[&str] = &[
    "air",
    "chemical",
    "cyber",
    "economic",
    "electromagnetic",
    "energy",
    "information",
    "land",
    "maritime",
    "missile",
    "nuclear",
    "sea",
    "space",
];

/// Whether a word names a domain.
pub fn domain(word: &str) -> bool {
    DOMAINS.binary_search(&word).is_ok()
}

/// Who judges the content of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DiscretionKind {
    /// Nobody but the text.
    None,
    /// The bearer itself, freely.
    SelfJudged,
    /// The bearer's own constitution: a parliament.
    Constitutional,
}

pub(super) const DISCRETION: &[(&str, DiscretionKind)] = &[
    ("as-agreed", DiscretionKind::SelfJudged),
    ("as-appropriate", DiscretionKind::SelfJudged),
    ("as-deemed-appropriate", DiscretionKind::SelfJudged),
    ("as-deemed-necessary", DiscretionKind::SelfJudged),
    ("as-necessary", DiscretionKind::SelfJudged),
    ("constitutional-processes", DiscretionKind::Constitutional),
    ("constitutional-requirements", DiscretionKind::Constitutional),
    ("none", DiscretionKind::None),
    ("own-judgement", DiscretionKind::SelfJudged),
    ("sole-discretion", DiscretionKind::SelfJudged),
    ("where-possible", DiscretionKind::SelfJudged),
];

/// Who judges the content of a duty.
pub fn discretion(word: &str) -> Option<DiscretionKind> {
    find(DISCRETION, word, |it| it.0).map(|it| it.1)
}

/// On what law an act stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Self-defence, individual or collective: Article 51 of the UN Charter.
    SelfDefence,
    /// The consent of the state concerned.
    Consent,
    /// A mandate of the Security Council.
    CouncilMandate,
}

pub(super) const BASES: &[(&str, Basis)] = &[
    ("article-51", Basis::SelfDefence),
    ("chapter-vii", Basis::CouncilMandate),
    ("collective-self-defence", Basis::SelfDefence),
    ("consent", Basis::Consent),
    ("council-mandate", Basis::CouncilMandate),
    ("host-consent", Basis::Consent),
    ("invitation", Basis::Consent),
    ("self-defence", Basis::SelfDefence),
];

/// On what law an act stands.
pub fn basis(word: &str) -> Option<Basis> {
    find(BASES, word, |it| it.0).map(|it| it.1)
}

/// When forces are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ForcePresence {
    /// They stand there from the start.
    Standing,
    /// Their arms and stores do; they come.
    Prepositioned,
    /// They come when something happens.
    Responsive,
    /// They come and go step by step.
    Phased,
    /// They come and go in turns.
    Rotational,
}

pub(super) const TIMINGS: &[(&str, ForcePresence)] = &[
    ("permanent", ForcePresence::Standing),
    ("phased", ForcePresence::Phased),
    ("prepositioned", ForcePresence::Prepositioned),
    ("responsive", ForcePresence::Responsive),
    ("rotational", ForcePresence::Rotational),
    ("standing", ForcePresence::Standing),
];

/// When forces are there.
pub fn presence(word: &str) -> Option<ForcePresence> {
    find(TIMINGS, word, |it| it.0).map(|it| it.1)
}
