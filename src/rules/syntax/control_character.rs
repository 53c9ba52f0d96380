//! The text holds a character that is not shown.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Characters that steer a device (NUL, escape, backspace and the like) do not occur in a draft; line breaks and tabs do.
    /// Neither do characters that only some programs show as the end of a line: vertical tab, form feed, next line (U+0085), the
    /// separators of lines and paragraphs (U+2028, U+2029). Each ends a comment, so that nothing behind it is hidden in one, and
    /// is read as a blank.
    ///
    /// ## Why it matters
    /// What is not shown is not read by the person who signs, and may still be read by a machine.
    ///
    /// ## Precedent
    /// Escape sequences in a text can make a terminal show other words than the file holds.
    ///
    /// ## Example
    /// A draft with the defect cannot be printed here; the tests of the reader hold one.
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// ```
    ///
    /// ## References
    /// - ISO/IEC 6429: control functions for coded character sets
    "syntax/control-character" {
        summary: "the text holds a character that is not shown",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
