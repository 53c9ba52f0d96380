//! `vattel check --watch`

use super::args::CheckArgs;
use super::output;
use super::{Exit, Failure, check};
use notify::{EventKind, RecursiveMode, Watcher as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

/// Writing a file makes several events; so long it must be quiet before the drafts are checked again.
const QUIET: Duration = Duration::from_millis(150);

/// Checks, and checks again whenever a draft, a suite or a configuration changes, until it is interrupted.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    if args.paths.iter().any(|it| it.as_os_str() == "-") {
        return Err(Failure::new("`--watch` watches files, and not the standard input"));
    }
    let (tell, told) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        let matters = !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|it| is_ours(it));
        if matters {
            // Nobody listens any more when the run ends.
            let _ = tell.send(());
        }
    })?;
    for path in watched(args) {
        watcher.watch(&path, RecursiveMode::Recursive)?;
    }
    // What is configured may lie above; of those folders nothing else is of interest.
    let configured = args.rules.configured().map(|it| it.names()).unwrap_or_default();
    for path in configured.iter().filter_map(|it| Path::new(it).parent()).filter(|it| it.is_dir()) {
        watcher.watch(path, RecursiveMode::NonRecursive)?;
    }
    loop {
        if let Err(failure) = check::run(args) {
            output::complain_in_lines(&failure.lines);
        }
        output::print_error("waiting for a change; interrupt to end");
        if told.recv().is_err() {
            return Ok(Exit::Clean);
        }
        while told.recv_timeout(QUIET).is_ok() {}
    }
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
