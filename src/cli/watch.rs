//! `vattel check --watch`

use super::args::CheckArgs;
use super::output::{self, Output};
use super::{Exit, Failure, check};
use crate::workspace::files;
use crate::workspace::paths::resolve;
use notify::{EventKind, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

/// The debounce interval: writing a file causes several events.
const QUIET: Duration = Duration::from_millis(150);

/// Checks again on every change of a draft, a suite or a configuration, until interrupted.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    if args.paths.iter().any(|it| it.as_os_str() == "-") {
        return Err(Failure::new("`--watch` can't be used with standard input"));
    }
    let (tell, told) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        for path in event.paths.into_iter().filter(|it| is_ours(it)) {
            // Nobody listens any more when the run ends.
            let _ = tell.send(path);
        }
    })?;
    for path in watched(args) {
        watcher.watch(&path, RecursiveMode::Recursive)?;
    }
    // What is configured may lie above; of those folders nothing else is of interest.
    for path in check::configuration_files(args).iter().filter_map(|it| it.parent()).filter(|it| it.is_dir()) {
        watcher.watch(path, RecursiveMode::NonRecursive)?;
    }
    let mut changed: BTreeSet<PathBuf> = BTreeSet::new();
    loop {
        begin(&changed)?;
        if let Err(failure) = check::run(args) {
            output::complain_in_lines(&failure.lines);
        }
        output::print_error("waiting for changes; press Ctrl-C to stop");
        let Ok(first) = told.recv() else { return Ok(Exit::Clean) };
        changed = BTreeSet::from([first]);
        while let Ok(more) = told.recv_timeout(QUIET) {
            changed.insert(more);
        }
    }
}

/// So many files are named that have changed.
const NAMED: usize = 3;

/// Sets a run apart from the one before, and says why it is made.
fn begin(changed: &BTreeSet<PathBuf>) -> Result<(), Failure> {
    if changed.is_empty() {
        return Ok(());
    }
    if output::on_terminal() {
        // The screen is the run's own.
        let mut out = Output::stdout();
        out.write("\u{1b}[2J\u{1b}[H")?;
        out.finish()?;
    }
    let here = resolve(Path::new("."));
    let name = |path: &PathBuf| files::name(resolve(path).strip_prefix(&here).unwrap_or(path));
    let named: Vec<String> = changed.iter().take(NAMED).map(|it| format!("`{}`", name(it))).collect();
    let more = if changed.len() > NAMED { format!(" and {} more", changed.len() - NAMED) } else { String::new() };
    output::print_error(&format!("──── changed: {}{more}", named.join(", ")));
    Ok(())
}

/// Whether a file is a draft, a suite or a configuration.
fn is_ours(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "treaty" || it == "toml")
}

/// The folders that are watched: those of the drafts, of what is named as configuration, and the one it runs in.
fn watched(args: &CheckArgs) -> Vec<PathBuf> {
    let named = args.rules.config.config.iter().map(Path::new).filter(|it| it.is_file());
    let named = named.chain(args.paths.iter().map(PathBuf::as_path)).filter(|it| it.exists());
    // A file may be replaced by another of its name, so its folder is watched.
    let folder =
        |it: &Path| if it.is_dir() { it.to_owned() } else { it.parent().map(Path::to_owned).unwrap_or_default() };
    let mut folders: Vec<PathBuf> = named.map(folder).collect();
    folders.push(PathBuf::from("."));
    for it in &mut folders {
        if it.as_os_str().is_empty() {
            *it = PathBuf::from(".");
        }
    }
    folders.sort();
    folders.dedup();
    folders
}
