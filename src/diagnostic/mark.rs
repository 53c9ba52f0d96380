//! Marks of tests in comments: `#~ rule` is about its own line, `#~^ rule` about the line above, `#~^^` about that two above.

/// What begins a mark.
pub const SIGN: &str = "#~";

/// The marks of a comment: where each begins, and how many lines above is the one that it is about.
pub fn marks(comment: &str) -> impl Iterator<Item = (usize, usize)> {
    let ups = |at: usize| comment[at + SIGN.len()..].bytes().take_while(|it| *it == b'^').count();
    comment.match_indices(SIGN).map(move |(at, _)| (at, ups(at)))
}
