//! `vattel diff`

use super::args::{DiffArgs, FailOn, SheetFormat};
use super::check::{borrowed, failure, misattributed, stranger, textless};
use super::{Exit, Failure, output, outputs};
use crate::config::Settings;
use crate::diagnostic::nearest;
use crate::engine;
use crate::model::{ReadingName, Which};
use crate::report::diff::{self, DiffReport, DiffReports, DiffSide};
use crate::source::{FileId, Source};
use crate::workspace::config_set::{ConfigSet, ConfiguredDraft};
use crate::workspace::configure::ResolvedConfig;
use crate::workspace::files::{self, Input};
use crate::workspace::git::{self, GitChanges};
use crate::workspace::listing::{self, Ignored};
use std::io;
use std::path::{Path, PathBuf};

/// Compares two texts, two readings of one, or the drafts that changed since a commit.
pub(super) fn run(args: &DiffArgs) -> Result<Exit, Failure> {
    let targets = args.outputs.targets()?;
    let mut configs = args.config.configs();
    let mut failed = false;
    let mut reports = DiffReports::of(Vec::new());
    for pair in pairs(args, &mut configs, &mut reports)? {
        match compare(args, &mut configs, &pair)? {
            Some(report) => reports.comparisons.push(report),
            None => failed = true,
        }
    }
    outputs::write(&targets, args.color.color, |format, color, width| match format {
        SheetFormat::Full => diff::full(&reports, color, width, args.summary),
        SheetFormat::Json => diff::json(&reports),
        SheetFormat::Markdown => diff::markdown(&reports),
        SheetFormat::Html => diff::html(&reports),
    })?;
    unknown_parties(args, &reports)?;
    let partial = reports.comparisons.iter().any(|it| !it.not_compared.is_empty());
    for words in reports.comparisons.iter().flat_map(|it| &it.not_compared) {
        output::print_error(&format!("not compared: {words}"));
    }
    Ok(if failed || partial && !args.allow_unread {
        Exit::Failed
    } else if args.fail_on.iter().any(|it| reports.comparisons.iter().any(|report| happens(it, report))) {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// A text to compare, and how the texts that it includes are read.
struct DiffInput {
    input: Input,
    source: Source,
    /// The commit whose files it includes; those of the working tree, if nothing is named.
    commit: Option<String>,
    reading: Option<ReadingName>,
    flag: &'static str,
}

/// The texts to compare. What is new or gone goes to the report.
fn pairs(
    args: &DiffArgs,
    configs: &mut ConfigSet<'_>,
    reports: &mut DiffReports,
) -> Result<Vec<[DiffInput; 2]>, Failure> {
    let (from, to) = (args.from_reading.clone(), args.to_reading.clone());
    if let Some(commit) = &args.since {
        return since(args, commit, configs, reports);
    }
    let two_readings = from.is_some() || to.is_some();
    let (old, new) = match &args.paths[..] {
        [one] if two_readings => (one, one),
        [old, new] => (old, new),
        [_] => {
            return Err(Failure::new(
                "name two drafts, or two readings of one with `--from-reading` and `--to-reading`",
            ));
        }
        _ => return Err(Failure::new("name the earlier and the later draft, or drafts with `--since REF`")),
    };
    let old_side = side(args, old, new, from, "--from-reading")?;
    Ok(vec![[old_side, side(args, new, old, to, "--to-reading")?]])
}

/// `git:REF:PATH` as its parts.
fn of_git(path: &Path) -> Option<(String, String)> {
    let (commit, path) = path.to_str()?.strip_prefix("git:")?.split_once(':')?;
    Some((commit.to_owned(), path.to_owned()))
}

fn side(
    args: &DiffArgs,
    path: &Path,
    other: &Path,
    reading: Option<ReadingName>,
    flag: &'static str,
) -> Result<DiffInput, Failure> {
    let Some((commit, own)) = of_git(path) else {
        let (input, source) = listing::draft(path, args.stdin_filename.as_deref())?;
        return Ok(DiffInput { input, source, commit: None, reading, flag });
    };
    let file = match (own.as_str(), of_git(other)) {
        ("", None) => other.to_owned(),
        ("", Some(_)) => return Err(Failure::new("`git:REF:` takes the path of the other side, which must be a file")),
        (own, _) => PathBuf::from(own),
    };
    let text = git::text_at(&commit, &file)?
        .ok_or_else(|| Failure::new(format!("`{}` is not in `{commit}`", files::name(&file))))?;
    Ok(at_commit(commit, file, text, reading, flag))
}

fn at_commit(
    commit: String,
    file: PathBuf,
    text: String,
    reading: Option<ReadingName>,
    flag: &'static str,
) -> DiffInput {
    let name = format!("{commit}:{}", files::name(&file));
    DiffInput {
        source: Source::new(FileId::default(), name, text),
        input: Input::File(file),
        commit: Some(commit),
        reading,
        flag,
    }
}

/// Each draft that changed since a commit, with its text there.
fn since(
    args: &DiffArgs,
    commit: &str,
    configs: &mut ConfigSet<'_>,
    reports: &mut DiffReports,
) -> Result<Vec<[DiffInput; 2]>, Failure> {
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here[..] } else { &args.paths[..] };
    let mut changes = GitChanges::since(commit)?;
    let mut found = Vec::new();
    let assigned = configs.assign(listing::find(paths, None, Ignored::Skip)?.inputs, false);
    if let Some(broken) = assigned.broken.into_iter().next() {
        return Err(broken.errors.into());
    }
    for ConfiguredDraft { input, .. } in assigned.drafts {
        let Input::File(path) = &input else { continue };
        if engine::is_scenario_file(&input.name()) || !changes.has(path)? {
            continue;
        }
        let Some(text) = git::text_at(commit, path)? else {
            reports.added.push(input.name());
            continue;
        };
        let old = at_commit(commit.to_owned(), path.clone(), text, args.from_reading.clone(), "--from-reading");
        found.push([old, side(args, path, path, args.to_reading.clone(), "--to-reading")?]);
    }
    for folder in paths.iter().filter(|it| it.is_dir()) {
        reports.removed.extend(changes.gone(folder)?.iter().map(|it| files::name(it)));
    }
    Ok(found)
}

/// Compares two texts; nothing, if one of them can't be worked out.
fn compare(args: &DiffArgs, configs: &mut ConfigSet<'_>, pair: &[DiffInput; 2]) -> Result<Option<DiffReport>, Failure> {
    let of_each = [configs.of(pair[0].input.path())?, configs.of(pair[1].input.path())?];
    let [of_old, of_new] = &of_each;
    let settings = |side: &DiffInput, configured: &ResolvedConfig| -> Result<Settings, Failure> {
        let mut own = configured.for_path(Some(side.input.path()))?;
        args.assume.add_to(&mut own)?;
        own.readings = side.reading.clone().map_or(Which::Unbracketed, Which::Named);
        Ok(own)
    };
    let [old, new] = pair;
    let (read_old, read_new) = (|path: &str| instrument(of_old, old, path), |path: &str| instrument(of_new, new, path));
    let of = |side: &DiffInput| side.reading.as_ref().map(ToString::to_string);
    let outcome = diff::compare(
        &DiffSide { source: &old.source, settings: settings(old, of_old)?, read: &read_old, reading: of(old) },
        &DiffSide { source: &new.source, settings: settings(new, of_new)?, read: &read_new, reading: of(new) },
    );
    let mut complaints: Vec<String> = Vec::new();
    for (side, notes) in pair.iter().zip(&outcome.notes) {
        let name = side.source.name.to_string();
        complaints.extend(notes.internal_errors.iter().map(|it| failure(&name, it)));
        complaints.extend(notes.unknown_readings.iter().map(|it| textless(side.flag, it)));
        if side.reading.is_some() {
            complaints.extend(misattributed(side.flag, &side.source, &notes.misattributed));
            if let Some(it) = borrowed(side.flag, &side.source, &notes.borrowed) {
                output::print_error(&it);
            }
        }
    }
    complaints.extend(outcome.unknown_assumed().map(stranger));
    for it in &complaints {
        output::print_error(it);
    }
    Ok(outcome.report.filter(|_| complaints.is_empty()))
}

/// The text of an instrument that a side includes, from the same commit.
fn instrument(configured: &ResolvedConfig, side: &DiffInput, named: &str) -> Option<Source> {
    let Some(commit) = &side.commit else { return configured.instrument(&side.input, named) };
    let read = |path: &Path| match git::text_at(commit, path) {
        Ok(Some(text)) => Ok(text),
        Ok(None) => Err(io::Error::from(io::ErrorKind::NotFound)),
        Err(error) => Err(io::Error::other(error.lines().join("; "))),
    };
    configured.project.instrument(side.input.path(), named, &read)
}

/// A party of `--fail-on` must be in a text that is compared.
fn unknown_parties(args: &DiffArgs, reports: &DiffReports) -> Result<(), Failure> {
    let names = || reports.comparisons.iter().flat_map(|it| &it.parties).map(|it| it.name.as_str());
    for party in args.fail_on.iter().filter_map(FailOn::party) {
        if !reports.comparisons.is_empty() && !names().any(|it| it == party) {
            let near = nearest(party, names()).map_or_else(String::new, |it| format!("; did you mean `{it}`?"));
            return Err(Failure::new(format!("`--fail-on`: no text has a party `{party}`{near}")));
        }
    }
    Ok(())
}

/// Whether what makes the exit code 1 is there.
fn happens(event: &FailOn, report: &DiffReport) -> bool {
    let party = |name: &str| report.parties.iter().find(|it| it.name == name);
    match event {
        FailOn::Weaker(name) => party(name).is_some_and(|it| it.weaker_in_something),
        FailOn::PerhapsWeaker(name) => party(name).is_some_and(|it| it.may_be_weaker || !it.verdict.certain),
        FailOn::Any(name) => party(name).is_some_and(|it| it.verdict.verdict != "same"),
        FailOn::NewBlocker(name) => report.differences.iter().any(|it| it.new_blockers.contains(name)),
        FailOn::Unbound(name) => report.differences.iter().any(|it| it.unbinds && it.bearers.contains(name)),
        FailOn::BoundMore(name) => report
            .differences
            .iter()
            .flat_map(|it| &it.verdicts)
            .any(|it| it.party == *name && it.aspect == "burden" && matches!(it.verdict, "weaker" | "mixed")),
        FailOn::Slower => report.differences.iter().any(|it| it.slower),
    }
}
