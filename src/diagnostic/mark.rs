//! Marks of tests in their lines: `#~ rule` is about its own line, `#~^ rule` about the line above, `#~^^` about that two above.

/// What begins a mark.
pub const SIGN: &str = "#~";

/// The marks of a line: where each begins, and how many lines above is the one that it is about.
pub fn marks(line: &str) -> impl Iterator<Item = (usize, usize)> {
    line.match_indices(SIGN).map(|(at, _)| (at, line[at + SIGN.len()..].bytes().take_while(|it| *it == b'^').count()))
}
