//! Rule suites: rules that users write, in TOML and in a part of CEL.

pub mod compile;
pub mod contradiction;
pub mod evaluate;
pub mod fields;
#[cfg(feature = "config")]
pub mod file;
pub mod functions;
mod known_bodies;
pub mod property;
pub mod red_line;
pub mod syntax;
#[cfg(feature = "config")]
pub mod table;
pub mod template;
pub mod value;
