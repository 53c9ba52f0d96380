//! Steps that may fail: a panic in one is reported, and the others go on.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// A failure of the tool, not of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InternalError {
    /// The part that failed: a rule's id, or a step of the check.
    pub part: String,
    /// What it said.
    pub words: String,
}

/// Runs a step of the check; a panic in it is reported.
pub(super) fn guarded<T>(part: &str, errors: &mut Vec<InternalError>, step: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(step))
        .map_err(|panic| {
            let error = InternalError { part: part.to_owned(), words: words_of(panic.as_ref()) };
            if !errors.contains(&error) {
                errors.push(error);
            }
        })
        .ok()
}

/// The words of a panic.
pub(crate) fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|it| (*it).to_owned()))
        .unwrap_or_else(|| "it gave no reason".to_owned())
}
