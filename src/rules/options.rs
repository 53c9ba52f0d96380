//! What a user may set for single rules. The defaults are those that the rules' pages name.

/// Options of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `veto/fragile-threshold`: how many expected supporters may fall away before a decision fails.
    pub defections: u32,
    /// `drafting/puffery`: words that praise without binding.
    pub puffery: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        let puffery = ["robust", "ironclad", "iron-clad", "strong", "reliable", "unwavering", "rock-solid", "credible"];
        Self { defections: 1, puffery: puffery.map(String::from).to_vec() }
    }
}
