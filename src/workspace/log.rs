//! What is said on the standard error: by one function, which no words of others get past.

use crate::report::foreign;
use std::io::{self, Write as _};

/// Says something in one line.
pub(crate) fn print_error(words: &str) {
    complain_in_lines(&[words]);
}

/// Says something in lines. Only the lines are ours: a line break within one is none.
pub(crate) fn complain_in_lines(lines: &[impl AsRef<str>]) {
    let lines: Vec<_> = lines.iter().map(|it| foreign::line(it.as_ref())).collect();
    // Whoever does not listen hears nothing.
    let _ = writeln!(io::stderr().lock(), "vattel: {}", lines.join("\n"));
}

/// The same of each.
pub(crate) fn complain_all<'w>(words: impl IntoIterator<Item = &'w String>) {
    for it in words {
        print_error(it);
    }
}
