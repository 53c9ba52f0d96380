//! Texts, and places in them.
//!
//! A place is a pair of byte offsets. Lines and columns exist only where a finding is shown; see [`LineIndex`].

mod line_index;
mod path;

pub use line_index::{Encoding, LineIndex, Position, line_end, line_ending, line_start, line_starts, lines};
pub use path::plain_path;

use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Which text of a run a place belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

impl FileId {
    /// The text of the real bodies that every draft leans on.
    pub const PRELUDE: Self = Self(u32::MAX);
}

/// The most bytes of a text that has places.
pub const MAX_LENGTH: usize = 32 << 20;

/// So many offsets belong to each text that is read for a draft, the one behind its last byte included.
const STRIDE: u32 = MAX_LENGTH as u32 + 2;

/// The number of the prelude among those texts: the last that has all its offsets.
const PRELUDE: u32 = u32::MAX / STRIDE - 1;

/// A half-open range of bytes in one text.
///
/// The draft's own places are offsets in it. Those of the other texts that are read for it lie behind them, each text in a
/// range of its own (see [`Span::base`]), so that a place can't be taken for one of another text.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// As one number of a kind that trees hold nowhere else, so that a hasher can tell a place from their numbers.
impl Hash for Span {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_i64((u64::from(self.start) << 32 | u64::from(self.end)).cast_signed());
    }
}

impl Span {
    /// The range from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty range at `offset`.
    pub const fn at(offset: u32) -> Self {
        Self::new(offset, offset)
    }

    /// The smallest range that holds both; the first of two that are in different texts.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.start / STRIDE != other.start / STRIDE {
            return self;
        }
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the range holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// No place: of what stands in no text.
    pub const NOWHERE: Self = Self::at(u32::MAX);

    /// How far the places of a text are shifted that is read for a draft.
    ///
    /// # Panics
    /// If the text is numbered as none that is read for this draft.
    pub fn base(file: FileId, draft: FileId) -> u32 {
        let number = if file == FileId::PRELUDE { PRELUDE } else { file.0.wrapping_sub(draft.0) };
        assert!(number <= PRELUDE, "a text read for a draft is numbered after it");
        number * STRIDE
    }

    /// The text that the place is in, if `draft` is the one for which it was read.
    pub const fn file(self, draft: FileId) -> FileId {
        match self.start / STRIDE {
            PRELUDE => FileId::PRELUDE,
            number => FileId(draft.0 + number),
        }
    }

    /// Whether the place is in the draft itself.
    pub const fn is_own(self) -> bool {
        self.start < STRIDE
    }

    /// The same place, counted from the start of its text.
    #[must_use]
    pub const fn local(self) -> Self {
        let base = self.start / STRIDE * STRIDE;
        Self::new(self.start - base, self.end - base)
    }

    /// The text that the range covers.
    ///
    /// # Panics
    /// If the range was made for another text.
    pub fn of(self, text: &str) -> &str {
        let Self { start, end } = self.local();
        &text[start as usize..end as usize]
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// One text: a draft, or the companion that a draft names.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its number in the run.
    pub file: FileId,
    /// The name that findings show: a path as the user wrote it.
    pub name: Arc<str>,
    /// The text itself, as it was given: a copy of a large draft would count.
    pub text: Arc<String>,
    /// Why there is no text, where there is a reason.
    pub unread: Option<Arc<str>>,
}

impl Source {
    /// A text with its number and name.
    pub fn new(file: FileId, name: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        Self { file, name: name.into(), text: Arc::new(text.into()), unread: None }
    }

    /// A text that may not or cannot be read, with the reason.
    pub fn unread(name: impl Into<Arc<str>>, reason: impl Into<Arc<str>>) -> Self {
        Self { unread: Some(reason.into()), ..Self::new(FileId::default(), name, "") }
    }
}
