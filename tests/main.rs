//! The tests of the whole: one binary, a module for each face.

mod architecture;
mod catalogue;
mod cli;
mod messages;
mod report;
mod support;
