//! Rule suites: rules that users write, in TOML and in a part of CEL.

pub mod compile;
pub mod contradiction;
pub mod evaluate;
pub mod fields;
pub mod functions;
pub mod property;
pub mod red_line;
pub mod syntax;
#[cfg(feature = "cli")]
pub mod table;
pub mod template;
pub mod value;
#[cfg(feature = "cli")]
pub mod written;
