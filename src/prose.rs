//! Treaty prose: what the clauses of a draft say in the English of treaties.

pub mod numerals;
pub mod render;
