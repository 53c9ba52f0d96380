//! How much work an analysis may take. A draft of a kilobyte can ask for more than any machine has; what is not worked out
//! then must not look as if nothing were wrong.
//!
//! Steps are counted, never time, so that the same draft always gives the same answers. A fact and a rule each have an
//! allowance of their own: whether one runs out does not depend on who asked for what before. Whoever rests on something
//! that ran out is unfinished itself.

use std::cell::Cell;

/// What one piece of work may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkBudget {
    /// Steps of a walk or an evaluation.
    pub steps: u64,
    /// Parts that are kept: nodes of diagrams, of ways, of rules.
    pub parts: u64,
}

impl WorkBudget {
    /// What an analysis of a draft of so many bytes may take, where so many readings are looked at.
    pub fn of(bytes: usize, readings: usize) -> Self {
        let (bytes, readings) = (bytes as u64, (readings as u64).max(1));
        let steps = (Self::BASE.steps / readings).max(Self::LEAST.steps) + 4096 * bytes;
        let parts = (Self::BASE.parts / readings).max(Self::LEAST.parts) + 16 * bytes;
        Self { steps, parts }
    }

    const BASE: Self = Self { steps: 1 << 26, parts: 1 << 20 };
    const LEAST: Self = Self { steps: 1 << 21, parts: 1 << 16 };
}

/// What a piece of work has taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Steps.
    pub steps: u64,
    /// Parts.
    pub parts: u64,
    /// Something that it rests on was not worked out.
    pub unfinished: bool,
}

thread_local! {
    /// All that the work of this thread has taken.
    static TOTAL: Cell<u64> = const { Cell::new(0) };
    /// What each piece of work of this thread may take.
    static ALLOWANCE: Cell<WorkBudget> = const { Cell::new(WorkBudget::BASE) };
    /// What the piece of work that runs on this thread has taken.
    static SPENT: Cell<Spent> = const { Cell::new(Spent { steps: 0, parts: 0, unfinished: false }) };
}

/// All that the work of this thread has taken so far.
pub fn total() -> u64 {
    TOTAL.get()
}

/// Gives each piece of work of this thread an allowance from now on.
pub fn allow(allowance: WorkBudget) {
    ALLOWANCE.set(allowance);
}

/// Does a piece of work on an allowance of its own, and says what it took.
pub fn watch<T>(work: impl FnOnce() -> T) -> (T, Spent) {
    /// Puts back what the larger piece of work had taken, after a panic too.
    struct BudgetGuard(Spent);
    impl Drop for BudgetGuard {
        fn drop(&mut self) {
            let inner = SPENT.get();
            SPENT.set(Spent { unfinished: self.0.unfinished || inner.unfinished, ..self.0 });
        }
    }
    let outer = BudgetGuard(SPENT.replace(Spent::default()));
    let done = work();
    let spent = SPENT.get();
    drop(outer);
    (done, spent)
}

/// Takes steps; `false` if there are none left.
pub(crate) fn spend(steps: u64) -> bool {
    TOTAL.set(TOTAL.get().saturating_add(steps));
    let spent = SPENT.get();
    let steps = spent.steps.saturating_add(steps);
    let enough = steps <= ALLOWANCE.get().steps;
    SPENT.set(Spent { steps, unfinished: spent.unfinished || !enough, ..spent });
    enough
}

/// Takes room for parts; `false` if there is none left.
pub(crate) fn keep(parts: u64) -> bool {
    TOTAL.set(TOTAL.get().saturating_add(parts));
    let spent = SPENT.get();
    let parts = spent.parts.saturating_add(parts);
    let enough = parts <= ALLOWANCE.get().parts;
    SPENT.set(Spent { parts, unfinished: spent.unfinished || !enough, ..spent });
    enough
}

/// Notes that the work that runs rests on something that was not worked out.
pub(crate) fn give_up() {
    SPENT.set(Spent { unfinished: true, ..SPENT.get() });
}

/// Whether the work that runs rests on something that was not worked out.
pub(crate) fn is_unfinished() -> bool {
    SPENT.get().unfinished
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rests_on_unfinished_work_is_unfinished_and_has_its_own_allowance() {
        let (inner, outer) = watch(|| {
            assert!(spend(5));
            let ((), inner) = watch(|| {
                assert!(!spend(WorkBudget::BASE.steps + 1));
                assert!(!spend(1), "nothing is left");
            });
            assert!(spend(5), "the larger piece has its own");
            inner
        });
        assert!(inner.unfinished && outer.unfinished);
        assert_eq!(outer.steps, 10);
        assert!(!watch(|| ()).1.unfinished, "the next begins anew");
    }

    #[test]
    fn many_readings_share_what_one_may_take() {
        let (one, many) = (WorkBudget::of(1000, 1), WorkBudget::of(1000, 4096));
        assert!(many.steps < one.steps && many.parts < one.parts);
        assert!(many.steps >= WorkBudget::LEAST.steps);
    }
}
