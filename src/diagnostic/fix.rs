//! Cures that a machine can apply.

use crate::source::Span;

/// Whether a fix may be applied without a person's look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// It does not change what the draft means.
    Safe,
    /// It changes the meaning in the direction that the finding asks for.
    Unsafe,
    /// It is shown, never applied.
    DisplayOnly,
}

impl Safety {
    /// The word as formats write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::DisplayOnly => "display-only",
        }
    }
}

/// New words in place of old ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub span: Span,
    /// The text that comes.
    pub text: String,
}

/// The text with edits applied, which are disjoint and in its order.
///
/// # Panics
/// If the edits were made for another text.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut applied = String::with_capacity(text.len());
    let mut end = 0;
    for edit in edits {
        applied.push_str(&text[end..edit.span.start as usize]);
        applied.push_str(&edit.text);
        end = edit.span.end as usize;
    }
    applied.push_str(&text[end..]);
    applied
}

/// One cure: its edits are applied together or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: "replace `unamimity` by `unanimity`".
    pub title: String,
    /// How safe it is.
    pub safety: Safety,
    /// The edits, in the finding's own text, disjoint and in order.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix of one replacement.
    pub fn replace(safety: Safety, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        Self { title: title.into(), safety, edits: vec![Edit { span, text: text.into() }] }
    }
}
