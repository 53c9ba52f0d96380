//! The face for programs that embed Vattel: a draft goes in, a report, an answer or another text comes out.
//!
//! A [`Checker`] holds everything that a check depends on besides the draft. It can be shared between threads, and reads
//! neither files nor the clock nor the environment: what a draft refers to, the host hands over in a [`Job`].
//!
//! ```
//! use vattel::{Checker, Draft, Job, Severity};
//!
//! let draft = Draft::new("draft.treaty", "party UKR \"Ukraine\" is benficiary\n");
//! let report = Checker::recommended().check(&draft, &Job::new())?;
//! assert_eq!(report.worst(), Some(Severity::Advice));
//! for finding in report.findings() {
//!     println!("{}: {}", finding.primary().start(), finding.message());
//! }
//! # Ok::<(), vattel::CheckError>(())
//! ```

#[cfg(feature = "report")]
mod analysis;
#[cfg(feature = "config")]
mod config;
mod draft;
mod error;
mod report;

#[cfg(feature = "report")]
pub use crate::suite::property::PropertyVerdict;
#[cfg(feature = "report")]
pub use analysis::Analysis;
#[cfg(feature = "config")]
pub use config::{Config, Suite};
pub use draft::{Draft, FormatError, format, take};
pub use error::{BuildError, CheckError, Reading, Readings, UnknownName};
pub use report::{Edit, Finding, Fix, Label, Position, Report, Severity};

use crate::config::{Selection, Settings, assume};
use crate::engine::{self, fixing};
use crate::source::{FileId, Source, plain_path};
use std::borrow::Cow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// What a check depends on besides the draft: which rules run, at which severity, under which threat model, in which
/// readings of the square brackets.
#[derive(Clone, Debug)]
pub struct Checker {
    settings: Settings,
    #[cfg(feature = "config")]
    builder: CheckerBuilder,
}

/// Collects what a [`Checker`] is made of.
#[derive(Clone, Debug, Default)]
pub struct CheckerBuilder {
    selection: Selection,
    assumptions: Vec<String>,
    readings: Readings,
    max_readings: Option<u64>,
    threads: usize,
    #[cfg(feature = "config")]
    config: Option<Config>,
    #[cfg(feature = "config")]
    suites: Vec<Suite>,
}

impl Default for Checker {
    fn default() -> Self {
        Self::recommended()
    }
}

impl Checker {
    /// The recommended rules of the catalogue, each at its own severity.
    pub fn recommended() -> Self {
        Self {
            settings: Settings::recommended(),
            #[cfg(feature = "config")]
            builder: CheckerBuilder::default(),
        }
    }

    /// Begins with the recommended rules, to be changed.
    pub fn builder() -> CheckerBuilder {
        CheckerBuilder::default()
    }

    /// The ids of the rules that run, `category/name`.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        let all = self.settings.rules().iter().enumerate();
        all.filter(|(at, _)| self.settings.level(*at).is_some()).map(|(_, rule)| &*rule.id)
    }

    /// Checks a draft.
    ///
    /// # Errors
    /// If the draft was not checked, or not as it was asked for: [`CheckError`] says why. A draft that can't be read in
    /// part is no error but a finding.
    pub fn check(&self, draft: &Draft, job: &Job<'_>) -> Result<Report, CheckError> {
        let settings = self.settings(draft);
        let read = |path: &str| job.instrument(path);
        let report = engine::check_until(draft.source(), &settings, &read, &|| job.is_over());
        let mut report = report.ok_or(CheckError::Stopped)?;
        if let Some(error) = CheckError::of(&settings.readings, &report) {
            return Err(error);
        }
        self.allow(draft, &mut report);
        Ok(Report::new(draft.source().clone(), report))
    }

    /// Applies the fixes that may be applied. Each is tried: one that would not clear its finding, or would do harm, is left
    /// out.
    ///
    /// # Errors
    /// As [`Checker::check`].
    pub fn fix(&self, draft: &Draft, job: &Job<'_>, fixes: Fixes) -> Result<Fixed, CheckError> {
        let report = self.check(draft, job)?.into_engine();
        let read = |path: &str| job.instrument(path);
        let keep = |report: &mut engine::Report| self.allow(draft, report);
        let unsafe_too = fixes == Fixes::All;
        let fixing::Fixed { text, count, left, withheld } =
            fixing::fix(draft.source(), report, &self.settings(draft), &read, unsafe_too, &keep);
        Ok(Fixed { text, applied: count, left, withheld })
    }

    /// What holds for a draft.
    #[cfg(feature = "config")]
    fn settings(&self, draft: &Draft) -> Cow<'_, Settings> {
        match &self.builder.config {
            // What is said of all drafts was understood when the checker was made.
            Some(config) if config.varies() => {
                self.builder.settings(Some(draft)).map_or(Cow::Borrowed(&self.settings), Cow::Owned)
            }
            _ => Cow::Borrowed(&self.settings),
        }
    }

    #[cfg(not(feature = "config"))]
    fn settings(&self, _: &Draft) -> Cow<'_, Settings> {
        Cow::Borrowed(&self.settings)
    }

    /// What the configuration allows counts as suppressed.
    #[cfg(feature = "config")]
    fn allow(&self, draft: &Draft, report: &mut engine::Report) {
        if let Some(config) = &self.builder.config {
            config.allow(draft, report);
        }
    }

    #[cfg(not(feature = "config"))]
    #[expect(clippy::unused_self, reason = "a checker without a configuration allows nothing")]
    fn allow(&self, _: &Draft, _: &mut engine::Report) {}
}

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fixes {
    /// Those that keep what the draft means.
    #[default]
    Safe,
    /// Those as well that change it.
    All,
}

/// A draft with fixes applied.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// How many fixes were applied.
    pub applied: usize,
    /// How many more would change what the draft means.
    pub left: usize,
    /// How many were tried and left out.
    pub withheld: usize,
}

impl CheckerBuilder {
    /// Takes a configuration as its base. What the builder says besides goes before it.
    #[cfg(feature = "config")]
    #[must_use]
    pub fn config(mut self, config: Config) -> Self {
        self.config = Some(config);
        self
    }

    /// Adds the rules of a suite.
    #[cfg(feature = "config")]
    #[must_use]
    pub fn suite(mut self, suite: Suite) -> Self {
        self.suites.push(suite.numbered(self.suites.len()));
        self
    }

    /// Runs these instead of the recommended rules: `all`, a set, a profile, a category, or a rule by its id.
    #[must_use]
    pub fn select(mut self, rules: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.selection.select.extend(rules.into_iter().map(Into::into));
        self
    }

    /// Does not run these.
    #[must_use]
    pub fn ignore(mut self, rules: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.selection.ignore.extend(rules.into_iter().map(Into::into));
        self
    }

    /// Assumes something of the threat, besides what the draft assumes: `RUS against UKR`, `BLR votes with RUS`, `RUS
    /// controls Militia`.
    #[must_use]
    pub fn assume(mut self, words: impl Into<String>) -> Self {
        self.assumptions.push(words.into());
        self
    }

    /// Which readings of the square brackets are checked.
    #[must_use]
    pub fn readings(mut self, readings: Readings) -> Self {
        self.readings = readings;
        self
    }

    /// At most so many readings are visited of one draft.
    #[must_use]
    pub fn max_readings(mut self, most: u64) -> Self {
        self.max_readings = Some(most);
        self
    }

    /// On so many threads at most one draft is checked; on the caller's alone if this is not said.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Makes the checker.
    ///
    /// # Errors
    /// If a rule or an assumption is not known.
    pub fn build(self) -> Result<Checker, BuildError> {
        Ok(Checker {
            settings: self.settings(None)?,
            #[cfg(feature = "config")]
            builder: self,
        })
    }

    /// What holds for a draft; for none in particular, if none is named.
    fn settings(&self, draft: Option<&Draft>) -> Result<Settings, BuildError> {
        let mut settings = self.base(draft)?;
        settings.narrow(&self.selection)?;
        for words in &self.assumptions {
            assume(words, &mut settings.assumed)?;
        }
        // What the host does not say, the configuration may.
        if self.readings != Readings::Auto {
            settings.readings = self.readings.clone().into();
        }
        settings.max_readings = self.max_readings.or(settings.max_readings);
        settings.threads = self.threads.max(1);
        Ok(settings)
    }

    /// What the configuration says, with the rules of all suites.
    #[cfg(feature = "config")]
    fn base(&self, draft: Option<&Draft>) -> Result<Settings, BuildError> {
        let mut settings = match &self.config {
            Some(config) => config.settings(draft)?,
            None => Settings::recommended(),
        };
        settings.add(self.suites.iter().flat_map(Suite::shared));
        Ok(settings)
    }

    #[cfg(not(feature = "config"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "without a configuration there is one base")]
    fn base(&self, _: Option<&Draft>) -> Result<Settings, BuildError> {
        Ok(Settings::recommended())
    }
}

/// Gives the text of an instrument that a draft names, by its path from the folder of the draft.
type InstrumentReader<'j> = &'j (dyn Fn(&str) -> Option<String> + Sync);

/// What the host hands over for one piece of work, and how long it waits for it.
#[derive(Clone, Copy, Default)]
pub struct Job<'j> {
    instruments: Option<InstrumentReader<'j>>,
    stop: Option<&'j AtomicBool>,
    deadline: Option<Instant>,
}

impl<'j> Job<'j> {
    /// Without other instruments, for a host that waits as long as it takes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives the texts of the instruments that a draft names (see [`Draft::instruments`]), and that those name in turn. One
    /// path is one text, whatever it is called elsewhere.
    #[must_use]
    pub fn instruments(mut self, read: InstrumentReader<'j>) -> Self {
        self.instruments = Some(read);
        self
    }

    /// Ends the work soon after this is set.
    #[must_use]
    pub fn stop(mut self, stop: &'j AtomicBool) -> Self {
        self.stop = Some(stop);
        self
    }

    /// Ends the work soon after this moment. It changes no finding: a check that is not finished is an error.
    #[must_use]
    pub fn deadline(mut self, deadline: Instant) -> Self {
        self.deadline = Some(deadline);
        self
    }

    fn is_over(&self) -> bool {
        self.stop.is_some_and(|it| it.load(Ordering::Relaxed))
            || self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    fn instrument(&self, path: &str) -> Option<Source> {
        let path = plain(path);
        let text = (self.instruments?)(&path)?;
        Some(Source::new(FileId::default(), path, text))
    }
}

/// The path by which an instrument is known: plain, with `/` between its parts.
fn plain(path: &str) -> String {
    let plain = plain_path(Path::new(path)).to_string_lossy().into_owned();
    if cfg!(windows) { plain.replace('\\', "/") } else { plain }
}

#[cfg(test)]
mod tests;
