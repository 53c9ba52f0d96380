//! `vattel diff`

use super::args::{DiffArgs, FailOn, SheetFormat};
use super::check::{borrowed, failure, misattributed, textless};
use super::{Exit, Failure, output, outputs};
use crate::analysis::budget;
use crate::analysis::effects::{self, Effects};
use crate::config::{Selection, Settings};
use crate::diagnostic::nearest;
use crate::engine;
use crate::model::{ActorId, AssumedAggressor, ReadingName, Unknown, Which};
use crate::report::diff::{self, Compared, DiffReport, DiffReports};
use crate::source::{FileId, Source};
use crate::workspace::configure::ResolvedConfig;
use crate::workspace::files::{self, Input};
use crate::workspace::git::{self, GitChanges};
use crate::workspace::listing;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// Compares two texts, two readings of one, or the drafts that changed since a commit.
pub(super) fn run(args: &DiffArgs) -> Result<Exit, Failure> {
    let targets = args.outputs.targets()?;
    let configured = args.config.configured(Selection::default())?;
    let mut failed = false;
    let mut reports = DiffReports::of(Vec::new());
    for pair in pairs(args, &mut reports)? {
        match compare(args, &configured, &pair)? {
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
struct Side {
    input: Input,
    source: Source,
    /// The commit whose files it includes; those of the working tree, if nothing is named.
    commit: Option<String>,
    reading: Option<ReadingName>,
    flag: &'static str,
}

type Pair = [Side; 2];

/// The texts to compare. What is new or gone goes to the report.
fn pairs(args: &DiffArgs, reports: &mut DiffReports) -> Result<Vec<Pair>, Failure> {
    let (from, to) = (args.from_reading.clone(), args.to_reading.clone());
    if let Some(commit) = &args.since {
        return since(args, commit, reports);
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
) -> Result<Side, Failure> {
    let Some((commit, own)) = of_git(path) else {
        let (input, source) = listing::draft(path, args.stdin_filename.as_deref())?;
        return Ok(Side { input, source, commit: None, reading, flag });
    };
    let file = match (own.as_str(), of_git(other)) {
        ("", None) => other.to_owned(),
        ("", Some(_)) => return Err(Failure::new("`git:REF:` takes the path of the other side, which must be a file")),
        (own, _) => PathBuf::from(own),
    };
    let text = git::text_at(&commit, &file)?.ok_or_else(|| {
        Failure::new(format!("`{}` is not in `{commit}`", files::name(&file)))
    })?;
    Ok(at_commit(commit, file, text, reading, flag))
}

fn at_commit(
    commit: String,
    file: PathBuf,
    text: String,
    reading: Option<ReadingName>,
    flag: &'static str,
) -> Side {
    let name = format!("{commit}:{}", files::name(&file));
    Side { source: Source::new(FileId::default(), name, text), input: Input::File(file), commit: Some(commit), reading, flag }
}

/// Each draft that changed since a commit, with its text there.
fn since(args: &DiffArgs, commit: &str, reports: &mut DiffReports) -> Result<Vec<Pair>, Failure> {
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here[..] } else { &args.paths[..] };
    let mut changes = GitChanges::since(commit)?;
    let mut found = Vec::new();
    for input in listing::find(paths, None)?.inputs {
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

/// What must be known of a text before it is compared.
struct Probe {
    events: Vec<String>,
    /// The assumed aggressors with those whom they attack.
    aggressors: Vec<AssumedAggressor>,
    votes_with: Vec<(String, String)>,
    controls: Vec<(String, String)>,
    actors: BTreeSet<String>,
}

/// Compares two texts; nothing, if one of them can't be worked out.
fn compare(args: &DiffArgs, configured: &ResolvedConfig, pair: &Pair) -> Result<Option<DiffReport>, Failure> {
    let mut settings = Vec::new();
    for side in pair {
        let mut own = configured.for_path(Some(side.input.path()))?;
        args.assume.add_to(&mut own)?;
        own.readings = side.reading.clone().map_or(Which::Unbracketed, Which::Named);
        settings.push(own);
    }
    let mut probes = Vec::new();
    let mut complaints: Vec<String> = Vec::new();
    let mut unknown: Vec<Vec<Unknown>> = Vec::new();
    for (side, settings) in pair.iter().zip(&settings) {
        let asked = engine::ask(&side.source, settings, &|path| instrument(configured, side, path), |facts, _| {
            let treaty = facts.treaty();
            let name = |it: ActorId| treaty.name(it).to_owned();
            let mut aggressors: Vec<AssumedAggressor> = Vec::new();
            for case in &treaty.threat.cases {
                let who = name(case.attacker);
                let against: Vec<String> = case.victim.map(name).into_iter().collect();
                aggressors.push(AssumedAggressor { who, against });
            }
            let ties = |it: &[(ActorId, ActorId, crate::source::Span)]| {
                it.iter().map(|it| (name(it.0), name(it.1))).collect::<Vec<_>>()
            };
            Probe {
                events: effects::events(facts),
                aggressors,
                votes_with: ties(&treaty.threat.votes_with),
                controls: ties(&treaty.threat.controls),
                actors: treaty.actors.iter().map(|it| it.name.to_owned()).collect(),
            }
        });
        let name = side.source.name.to_string();
        complaints.extend(asked.internal_errors.iter().map(|it| failure(&name, it)));
        complaints.extend(asked.unknown_readings.iter().map(|it| textless(side.flag, it)));
        if side.reading.is_some() {
            complaints.extend(misattributed(side.flag, &side.source, &asked.misattributed));
            if let Some(it) = borrowed(side.flag, &side.source, &asked.borrowed) {
                output::print_error(&it);
            }
        }
        unknown.push(asked.unknown_assumed);
        probes.extend(asked.answer);
    }
    // Whom one text alone names may be assumed to attack; whom neither names may not.
    let nowhere = |it: &&Unknown| unknown.iter().all(|list| list.iter().any(|other| other.name == it.name));
    complaints.extend(unknown[0].iter().filter(nowhere).map(super::check::stranger));
    let ([before, after], true) = (&probes[..], complaints.is_empty()) else {
        complaints.iter().for_each(|it| output::print_error(it));
        return Ok(None);
    };
    let mut events = before.events.clone();
    events.extend(after.events.iter().filter(|it| !before.events.contains(it)).cloned());
    assume(&mut settings[0], before, after);
    assume(&mut settings[1], after, before);
    let mut sides: Vec<Found> = Vec::new();
    for (side, settings) in pair.iter().zip(&settings) {
        let mut asked = engine::ask(&side.source, settings, &|path| instrument(configured, side, path), |facts, wording| {
            budget::watch(|| diff::effects(facts, wording, &events))
        });
        let name = side.source.name.to_string();
        asked.internal_errors.iter().for_each(|it| output::print_error(&failure(&name, it)));
        let Some((effects, spent)) = asked.answer.take() else { return Ok(None) };
        let reading = asked.reading(side.reading.as_ref().map(ToString::to_string));
        sides.push((name, reading, asked.unread(), spent.unfinished, effects));
    }
    let [old, new] = &sides[..] else { return Ok(None) };
    Ok(Some(diff::diff(&compared(old), &compared(new))))
}

/// A side by what was found of it.
type Found = (String, Option<String>, usize, bool, Effects);

fn compared(of: &Found) -> Compared<'_> {
    Compared { draft: &of.0, reading: of.1.clone(), unread: of.2, unfinished: of.3, effects: &of.4 }
}

/// Assumes of a text what another assumes, as far as it has those who are named.
fn assume(settings: &mut Settings, own: &Probe, other: &Probe) {
    for it in &other.aggressors {
        let known = own.actors.contains(&it.who) && it.against.iter().all(|it| own.actors.contains(it));
        if known && !own.aggressors.contains(it) {
            settings.assumed.aggressors.push(it.clone());
        }
    }
    let ties = |from: &[(String, String)], own_ties: &[(String, String)], to: &mut Vec<(String, String)>| {
        let known = |it: &&(String, String)| own.actors.contains(&it.0) && own.actors.contains(&it.1);
        to.extend(from.iter().filter(known).filter(|it| !own_ties.contains(it)).cloned());
    };
    ties(&other.votes_with, &own.votes_with, &mut settings.assumed.votes_with);
    ties(&other.controls, &own.controls, &mut settings.assumed.controls);
}

/// The text of an instrument that a side includes, from the same commit.
fn instrument(configured: &ResolvedConfig, side: &Side, named: &str) -> Option<Source> {
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
        FailOn::PerhapsWeaker(name) => {
            party(name).is_some_and(|it| it.may_be_weaker || !it.verdict.certain)
        }
        FailOn::Any(name) => party(name).is_some_and(|it| it.verdict.verdict != "same"),
        FailOn::NewBlocker(name) => report.differences.iter().any(|it| it.new_blockers.contains(name)),
        FailOn::Unbound(name) => report.differences.iter().any(|it| it.unbinds && it.bearers.contains(name)),
        FailOn::BoundMore(name) => report.differences.iter().flat_map(|it| &it.verdicts).any(|it| {
            it.party == *name && it.aspect == "burden" && matches!(it.verdict, "weaker" | "mixed")
        }),
        FailOn::Slower => report.differences.iter().any(|it| it.slower),
    }
}
