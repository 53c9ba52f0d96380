//! Who looked where: which bracketed provisions a piece of work has looked into, so that it need not be done again in a
//! reading that differs elsewhere only.
//!
//! A bracket that stands within a provision changes nothing but what that provision says; one that stands within a clause,
//! and can't make the clause vanish, nothing but what the clause says. Every other bracket changes who and what there is,
//! and counts for every piece of work. So it is enough to note into which provisions and clauses with brackets somebody
//! looked; each has [`Slots`] of its own, and [`Noted`] keeps the note.

use std::cell::Cell;
use std::fmt;
use std::ops::{BitOr, Deref, DerefMut};

/// Places that a look may fall on. There are 128; where a draft needs more, some share one, and a look at one of
/// them counts as a look at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slots(u128);

impl Slots {
    /// No place at all.
    pub const NONE: Self = Self(0);

    /// The place of a number.
    pub const fn of(number: u32) -> Self {
        Self(1 << (number % u128::BITS))
    }

    /// Whether the two share a place.
    pub const fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Slots {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

thread_local! {
    /// Where the piece of work that runs on this thread has looked so far.
    static SEEN: Cell<Slots> = const { Cell::new(Slots::NONE) };
}

/// Notes a look.
pub fn look(at: Slots) {
    if at != Slots::NONE {
        SEEN.set(SEEN.get() | at);
    }
}

/// Does a piece of work and says where it looked. A larger piece that it is part of has looked there too.
pub fn watch<T>(work: impl FnOnce() -> T) -> (T, Slots) {
    let before = SEEN.replace(Slots::NONE);
    let done = work();
    let seen = SEEN.get();
    SEEN.set(before | seen);
    (done, seen)
}

/// Places as a noted thing keeps them: a provision or clause has one, seldom two, and there are many of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spots([u8; 2]);

/// All places, where there are more than two.
const EVERYWHERE: u8 = u8::MAX;

impl From<Slots> for Spots {
    fn from(slots: Slots) -> Self {
        let first = slots.0.trailing_zeros();
        let rest = slots.0 & slots.0.wrapping_sub(1);
        let spot = |number: u32| number as u8 + 1;
        match (slots.0, rest.count_ones()) {
            (0, _) => Self([0, 0]),
            (_, 0) => Self([spot(first), 0]),
            (_, 1) => Self([spot(first), spot(rest.trailing_zeros())]),
            _ => Self([EVERYWHERE, 0]),
        }
    }
}

impl From<Spots> for Slots {
    fn from(spots: Spots) -> Self {
        let bits = spots.0.map(|number| match number {
            0 => 0,
            EVERYWHERE => u128::MAX,
            number => 1 << (number - 1),
        });
        Self(bits[0] | bits[1])
    }
}

/// Something that notes when it is looked at.
#[derive(Clone, Default)]
pub struct Noted<T, At = Spots> {
    at: At,
    it: T,
}

impl<T, At: From<Slots> + Into<Slots> + Copy> Noted<T, At> {
    /// Notes looks at `it` as looks at these places.
    pub fn new(at: Slots, it: T) -> Self {
        Self { at: at.into(), it }
    }

    /// Looks without a note: for a question whose answer is the same in every reading, by whatever way it is found.
    pub const fn unnoted(&self) -> &T {
        &self.it
    }

    /// Looks at it are looks at these places too.
    pub(super) fn also(&mut self, at: Slots) {
        self.at = (self.at.into() | at).into();
    }
}

impl<T, At: Into<Slots> + Copy> Deref for Noted<T, At> {
    type Target = T;

    fn deref(&self) -> &T {
        look(self.at.into());
        &self.it
    }
}

impl<T, At: Into<Slots> + Copy> DerefMut for Noted<T, At> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.it
    }
}

/// A list that notes when it is looked at. It may be made in any number of places.
pub type NotedList<T> = Noted<Vec<T>, Slots>;

impl<'n, T> IntoIterator for &'n NotedList<T> {
    type Item = &'n T;
    type IntoIter = std::slice::Iter<'n, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: fmt::Debug, At> fmt::Debug for Noted<T, At> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.it.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_noted_for_the_work_and_for_what_it_is_part_of() {
        let (first, second): (Noted<_>, Noted<_>) = (Noted::new(Slots::of(3), 'a'), Noted::new(Slots::of(7), 'b'));
        let (((), inner), outer) = watch(|| {
            assert_eq!(*first, 'a');
            watch(|| assert_eq!(*second, 'b'))
        });
        assert_eq!(inner, Slots::of(7));
        assert_eq!(outer, Slots::of(3) | Slots::of(7));
        assert_eq!(watch(|| ()).1, Slots::NONE, "what was seen before is not seen by the next");
    }

    #[test]
    fn places_beyond_the_last_are_shared() {
        assert!(Slots::of(128).meet(Slots::of(0)));
        assert!(!Slots::of(128).meet(Slots::of(1)));
    }

    #[test]
    fn places_are_kept_in_few_bytes_and_none_is_lost() {
        let of = |numbers: &[u32]| numbers.iter().fold(Slots::NONE, |all, it| all | Slots::of(*it));
        for numbers in [&[][..], &[0], &[127], &[5, 127]] {
            assert_eq!(Slots::from(Spots::from(of(numbers))), of(numbers));
        }
        let many = of(&[1, 2, 90]);
        assert_eq!(Slots::from(Spots::from(many)) | many, Slots::from(Spots::from(many)), "more are all");
    }
}
