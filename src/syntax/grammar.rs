//! The parser that pest makes of `grammar/treaty.pest`. Its rules are known to this layer alone.

/// The recogniser.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/treaty.pest"]
pub(super) struct Grammar;
