//! **Vattel** reads the formal skeleton of a security guarantee and says what follows from its structure: who can stop
//! the promise, who can force it, what is left open.
//!
//! The command line is the feature `cli`, the server of editors `lsp`, and both are on by default. A program that embeds
//! Vattel takes neither: `default-features = false`, and of these what it needs:
//!
//! | feature | what it brings |
//! |---|---|
//! | (none) | [`Checker`], [`Draft`], [`Report`], [`format`](fn@format), [`take`] |
//! | `config` | [`Config`] and [`Suite`]: settings and rules from TOML |
//! | `report` | [`Format`], [`Report::render`], [`Analysis`]: JSON, SARIF, HTML and other formats |
//!
//! pest, the parser generator, has two settings that hold for a whole process. Vattel sets the bound on calls before each
//! parse, so that none that a host has set cuts a draft short; a host that parses with pest sets its own again.
//!
//! ```standalone_crate
//! use vattel::{Checker, Draft, Job};
//!
//! pest::set_call_limit(std::num::NonZeroUsize::new(5));
//! let draft = Draft::new("draft.treaty", "party UKR \"Ukraine\" is beneficiary\n");
//! let report = Checker::recommended().check(&draft, &Job::new())?;
//! assert!(report.findings().all(|it| !it.rule().starts_with("syntax/")));
//! # Ok::<(), vattel::CheckError>(())
//! ```

// Much of the inner modules is for the command line, the server and the tests.
#![cfg_attr(not(feature = "unstable"), expect(dead_code, unreachable_pub, unused_imports))]

extern crate alloc;

/// Modules for this repository's own tests, benches and fuzz targets: nothing in them is stable.
macro_rules! internal {
    ($($(#[$attribute:meta])* $module:ident;)*) => {
        $(
            $(#[$attribute])*
            #[cfg(feature = "unstable")]
            pub mod $module;
            $(#[$attribute])*
            #[cfg(not(feature = "unstable"))]
            mod $module;
        )*
    };
}

internal! {
    analysis;
    config;
    diagnostic;
    engine;
    #[cfg(feature = "report")]
    import;
    model;
    prose;
    #[cfg(any(feature = "config", feature = "report"))]
    report;
    rules;
    simulation;
    source;
    suite;
    syntax;
}

mod checker;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "lsp")]
pub mod lsp;
#[cfg(feature = "config")]
mod workspace;

pub use checker::*;
#[cfg(feature = "report")]
pub use report::Format;
