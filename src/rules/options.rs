//! What a user may set for single rules. The defaults are those that the rules' pages name.

/// Options of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `veto/fragile-threshold`: how many expected supporters may fall away before a decision fails.
    pub defections: u32,
    /// `drafting/puffery`: words that praise without binding.
    pub puffery: Vec<String>,
    /// `activation/passive-determination`: words that speak of a finding and leave out who makes it.
    pub passive_findings: Vec<String>,
    /// `obligation/self-judging`: words that leave the content of a duty to its bearer.
    pub self_judging: Vec<String>,
    /// `trigger/threshold-adjective`: words that set a threshold without a measure.
    pub threshold_adjectives: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        let puffery = ["robust", "ironclad", "iron-clad", "strong", "reliable", "unwavering", "rock-solid", "credible"];
        Self {
            defections: 1,
            puffery: puffery.map(String::from).to_vec(),
            passive_findings: PASSIVE_FINDINGS.iter().copied().map(String::from).collect(),
            self_judging: SELF_JUDGING.iter().copied().map(String::from).collect(),
            threshold_adjectives: THRESHOLD_ADJECTIVES.iter().copied().map(String::from).collect(),
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

const SELF_JUDGING: &[&str] = &[
    "as appropriate",
    "as necessary",
    "consider appropriate",
    "consider necessary",
    "considers appropriate",
    "considers necessary",
    "deem",
    "deemed",
    "deems",
    "in its discretion",
    "in its judgement",
    "in its judgment",
    "its own discretion",
    "may judge",
    "see fit",
    "sees fit",
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
