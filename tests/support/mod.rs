//! What the tests share.

pub mod marks;
