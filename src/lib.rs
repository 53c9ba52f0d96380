//! **Vattel** reads the formal skeleton of a security guarantee and says what follows from its structure: who can stop
//! the promise, who can force it, what is left open.

extern crate alloc;

pub mod analysis;
pub mod diagnostic;
pub mod model;
pub mod source;
pub mod syntax;
