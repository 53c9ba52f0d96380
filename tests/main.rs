//! The tests of the whole: one binary, a module for each face.

mod across;
mod allows;
mod analysis;
mod architecture;
mod bounds;
mod brackets;
mod cases;
mod catalogue;
mod clauses;
mod cli;
mod comparison;
mod configuration;
mod corpus;
mod coverage;
mod cures;
mod exactness;
mod expectations;
mod first_mistakes;
mod fixes;
#[cfg(unix)]
mod foreign;
mod formats;
mod formatting;
mod import;
mod instruments;
mod language;
#[cfg(feature = "lsp")]
mod lsp;
mod messages;
mod names;
mod numbers;
mod outputs;
mod paths;
mod places;
mod plays;
mod projects;
mod promises;
mod prose;
mod questions;
mod readme;
mod red_lines;
mod reference;
mod render;
mod report;
mod scenarios;
mod semantics;
mod simulate;
mod since;
mod suites;
#[expect(dead_code, unreachable_pub, reason = "each test binary uses its part")]
mod support;
mod templates;
mod tools;
mod writing;
