//! What a user may set for single rules. The defaults are those that the rules' pages name.

use crate::model::vocabulary::judgement;

/// Options of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `veto/fragile-threshold`: how many expected supporters may fall away before a decision fails.
    pub defections: u32,
    /// `gate/and-stack`: how many gates may stand one behind the other before a promise.
    pub gates: u32,
    /// `timing/critical-path-exceeds`: how many hours the first help may take in the worst case.
    pub first_help: u32,
    /// `exit/short-notice`: how many months of notice protection takes to replace.
    pub exit_notice: u32,
    /// `drafting/puffery`: words that praise without binding.
    pub puffery: Vec<String>,
    /// `activation/passive-determination`: words that speak of a finding and leave out who makes it.
    pub passive_findings: Vec<String>,
    /// `obligation/self-judging`: words that leave the content of a duty to its bearer.
    pub self_judging: Vec<String>,
    /// `trigger/threshold-adjective`: words that set a threshold without a measure.
    pub threshold_adjectives: Vec<String>,
    /// `deployment/role-open-list`: words that leave a list open.
    pub open_roles: Vec<String>,
    /// `drafting/undefined-term`: words that decide what is allowed, and that need a definition.
    pub critical_terms: Vec<String>,
}

/// An option as a configuration names it.
#[derive(Clone, Copy, Debug)]
pub struct RuleOption {
    /// The rule that it belongs to.
    pub rule: &'static str,
    /// Its name there.
    pub key: &'static str,
    /// What it sets.
    pub setting: OptionSetting,
}

/// What an option sets.
#[derive(Clone, Copy, Debug)]
pub enum OptionSetting {
    /// A number.
    Number(fn(&mut Options) -> &mut u32),
    /// Words, in place of those that the rule has.
    Words(fn(&mut Options) -> &mut Vec<String>),
}

const fn number(rule: &'static str, key: &'static str, of: fn(&mut Options) -> &mut u32) -> RuleOption {
    RuleOption { rule, key, setting: OptionSetting::Number(of) }
}

const fn listed(rule: &'static str, of: fn(&mut Options) -> &mut Vec<String>) -> RuleOption {
    RuleOption { rule, key: "words", setting: OptionSetting::Words(of) }
}

/// Every option, with the rule whose page names it.
pub const OPTIONS: &[RuleOption] = &[
    number("veto/fragile-threshold", "defections", |it| &mut it.defections),
    number("gate/and-stack", "gates", |it| &mut it.gates),
    number("timing/critical-path-exceeds", "first-help", |it| &mut it.first_help),
    number("exit/short-notice", "months", |it| &mut it.exit_notice),
    listed("drafting/puffery", |it| &mut it.puffery),
    listed("activation/passive-determination", |it| &mut it.passive_findings),
    listed("obligation/self-judging", |it| &mut it.self_judging),
    listed("trigger/threshold-adjective", |it| &mut it.threshold_adjectives),
    listed("deployment/role-open-list", |it| &mut it.open_roles),
    listed("drafting/undefined-term", |it| &mut it.critical_terms),
];

impl Default for Options {
    fn default() -> Self {
        let words = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect();
        Self {
            defections: 1,
            gates: 3,
            first_help: 72,
            exit_notice: 12,
            puffery: words(PUFFERY),
            passive_findings: words(PASSIVE_FINDINGS),
            self_judging: judgement(),
            threshold_adjectives: words(THRESHOLD_ADJECTIVES),
            open_roles: words(OPEN_ROLES),
            critical_terms: words(CRITICAL_TERMS),
        }
    }
}

const PASSIVE_FINDINGS: &[&str] = &[
    "agreed",
    "ascertained",
    "concluded",
    "confirmed",
    "considered",
    "decided",
    "deemed",
    "demonstrated",
    "determined",
    "established",
    "found",
    "proved",
    "proven",
    "recognised",
    "recognized",
    "shown",
    "verified",
];

const THRESHOLD_ADJECTIVES: &[&str] = &[
    "appreciable",
    "blatant",
    "considerable",
    "decisive",
    "deliberate",
    "egregious",
    "exceptional",
    "extensive",
    "extraordinary",
    "flagrant",
    "full-scale",
    "grave",
    "gross",
    "heavy",
    "intense",
    "isolated",
    "large-scale",
    "limited",
    "major",
    "manifest",
    "massive",
    "material",
    "minor",
    "overwhelming",
    "persistent",
    "prolonged",
    "protracted",
    "repeated",
    "serious",
    "severe",
    "significant",
    "substantial",
    "sustained",
    "systematic",
    "unacceptable",
    "widespread",
];

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
