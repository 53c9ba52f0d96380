//! What a user may set for single rules. The defaults are those that the rules' pages name.

/// Options of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `veto/fragile-threshold`: how many expected supporters may fall away before a decision fails.
    pub defections: u32,
    /// `drafting/puffery`: words that praise without binding.
    pub puffery: Vec<String>,
    /// `deployment/role-open-list`: words that leave a list open.
    pub open_roles: Vec<String>,
    /// `drafting/undefined-term`: words that decide what is allowed, and that need a definition.
    pub critical_terms: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        let words = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect();
        Self {
            defections: 1,
            puffery: words(PUFFERY),
            open_roles: words(OPEN_ROLES),
            critical_terms: words(CRITICAL_TERMS),
        }
    }
}

const PUFFERY: &[&str] =
    &["robust", "ironclad", "iron-clad", "strong", "reliable", "unwavering", "rock-solid", "credible"];

const OPEN_ROLES: &[&str] = &["other", "others", "etc", "further", "similar", "related"];

const CRITICAL_TERMS: &[&str] = &[
    "substantial combat forces",
    "combat forces",
    "permanent stationing",
    "permanently stationed",
    "permanent basing",
    "permanent deployment",
    "permanent presence",
    "military infrastructure",
    "offensive weapons",
    "defensive weapons",
    "hostile acts",
    "hostile act",
    "provocations",
    "provocation",
];
