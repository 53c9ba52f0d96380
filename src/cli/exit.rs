//! The exit codes. No output format changes them.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Nothing at or above the level that `--fail-on` names.
    Clean = 0,
    /// Findings at or above that level. A draft that can't be read in full is such a finding.
    Findings = 1,
    /// The command could not do its work: wrong usage, a file that can't be opened, an unknown rule, a failure of the
    /// tool itself.
    Failed = 2,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
