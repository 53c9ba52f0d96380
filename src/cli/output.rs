//! Output: standard output, files, colours, width.

use crate::cli::Failure;
use crate::engine::words_of;
use crate::report::foreign;
pub(super) use crate::workspace::log::{complain_all, complain_in_lines, print_error};
use crate::workspace::write::{self, PendingFile};
use indicatif::{ProgressBar, ProgressStyle};
use similar::TextDiff;
use std::env;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};

/// Shorter runs need no progress bar.
const LONG_RUN: usize = 100;

/// A progress bar on standard error, if that is a terminal and the run is long.
pub(super) fn progress(files: usize) -> ProgressBar {
    if files < LONG_RUN || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(files as u64).with_style(style)
}

/// The width where there is no terminal.
const FIXED_WIDTH: usize = 100;
/// Narrower lines hold no finding.
const NARROWEST: usize = 40;
/// The widest that `COLUMNS` can ask for.
const WIDEST_SET: usize = 400;
/// Wider lines are hard to read.
const WIDEST: usize = 120;

/// Standard output or a file. A closed pipe is not an error: nothing more is written.
pub(super) struct Output {
    sink: OutputStream,
    closed: bool,
}

enum OutputStream {
    Stdout(BufWriter<StdoutLock<'static>>),
    File(BufWriter<PendingFile>, PathBuf),
}

impl Output {
    /// The standard output.
    pub(super) fn stdout() -> Self {
        Self { sink: OutputStream::Stdout(BufWriter::with_capacity(1 << 16, io::stdout().lock())), closed: false }
    }

    /// A file, which replaces the old one when it is finished.
    pub(super) fn file(path: &Path) -> Result<Self, Failure> {
        let target = PendingFile::open(path).map_err(|error| unwritten(path, &error))?;
        Ok(Self { sink: OutputStream::File(BufWriter::new(target), path.to_owned()), closed: false })
    }

    /// Writes text.
    pub(super) fn write(&mut self, text: &str) -> Result<(), Failure> {
        self.write_bytes(text.as_bytes())
    }

    /// Writes bytes.
    pub(super) fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.act(|sink| sink.write_all(bytes))
    }

    /// Flushes, and puts a file in its place.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        self.act(|sink| sink.flush())?;
        match self.sink {
            OutputStream::File(sink, path) if !self.closed => {
                let done = sink.into_inner().map_err(io::IntoInnerError::into_error).and_then(PendingFile::finish);
                done.map_err(|error| unwritten(&path, &error))
            }
            _ => Ok(()),
        }
    }

    fn act(&mut self, act: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        if self.closed {
            return Ok(());
        }
        let sink: &mut dyn Write = match &mut self.sink {
            OutputStream::Stdout(sink) => sink,
            OutputStream::File(sink, _) => sink,
        };
        match act(sink) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            Err(error) => Err(Failure::new(format!("can't write the output: {error}"))),
            Ok(()) => Ok(()),
        }
    }
}

/// What is said of places that can't be read; `so` says what follows from that.
pub(super) fn left_out(places: usize, name: &str, so: &str) -> String {
    let (places, are) = if places == 1 { ("one place".to_owned(), "is") } else { (format!("{places} places"), "are") };
    format!("{places} of `{name}` can't be read and {are} left out{so}: see `vattel check`")
}

/// Why a file was not written.
pub(super) fn unwritten(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("can't write `{}`: {error}", foreign::path(path)))
}

/// A unified diff of a draft. If control characters were replaced in it, tools such as `patch` refuse it.
pub(super) fn difference(name: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let diff = TextDiff::from_lines(old, new);
    let name = foreign::line(name);
    let shown = diff.unified_diff().context_radius(3).header(&format!("a/{name}"), &format!("b/{name}")).to_string();
    foreign::lines(&shown).into_owned()
}

/// Appends to the job summary, if the CI service names a file for it.
pub(super) fn job_summary(words: &str) -> Result<(), Failure> {
    let Some(path) = env::var_os("GITHUB_STEP_SUMMARY").filter(|it| !it.is_empty()) else { return Ok(()) };
    let done = write::append(Path::new(&path), words);
    done.map_err(|error| Failure::new(format!("can't write the summary of the job: {error}")))
}

/// A panic is told in one line, whatever its words: they may hold what a draft says. Who wants to see the way there sets
/// `RUST_BACKTRACE`.
pub(super) fn tell_panics() {
    if env::var_os("RUST_BACKTRACE").is_some() {
        return;
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |it| format!(" at {}:{}", it.file(), it.line()));
        print_error(&format!("internal error{place}: {}", words_of(panic.payload())));
    }));
}

/// Whether to use colours: what is asked for first, then `NO_COLOR`, then `FORCE_COLOR` and `CLICOLOR_FORCE`, then the terminal.
pub(super) fn wants_color(asked: Option<bool>, terminal: bool) -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let forced = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match asked {
        Some(asked) => asked,
        None if set("NO_COLOR") => false,
        None if forced("FORCE_COLOR") || forced("CLICOLOR_FORCE") => true,
        None => terminal && env::var_os("TERM").is_none_or(|term| term != "dumb"),
    }
}

/// Whether the standard output is a terminal.
pub(super) fn on_terminal() -> bool {
    io::stdout().is_terminal()
}

/// The number of columns: that of `COLUMNS`, or else those of the terminal, up to a readable width; a fixed number elsewhere.
pub(super) fn width(terminal: bool) -> usize {
    let set = env::var("COLUMNS").ok().and_then(|it| it.parse::<usize>().ok()).filter(|it| *it > 0);
    if let Some(columns) = set {
        return columns.clamp(NARROWEST, WIDEST_SET);
    }
    if !terminal {
        return FIXED_WIDTH;
    }
    terminal_size::terminal_size().map_or(FIXED_WIDTH, |(width, _)| usize::from(width.0).clamp(NARROWEST, WIDEST))
}
