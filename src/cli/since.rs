//! `vattel check --since`: the drafts that changed, and those that depend on what did.

use super::args::CheckArgs;
use super::drafts::RunDrafts;
use super::{Failure, output};
use crate::engine;
use crate::source::{FileId, Source};
use crate::workspace::configure::ResolvedConfig;
use crate::workspace::files::Input;
use crate::workspace::git::GitChanges;
use rayon::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Leaves those drafts that are to be checked again since a commit.
pub(super) fn select(commit: &str, args: &CheckArgs, found: &mut RunDrafts) -> Result<(), Failure> {
    let mut changes = GitChanges::since(commit)?;
    let RunDrafts { configs, drafts, .. } = found;
    let mut selected = Vec::with_capacity(drafts.len());
    for draft in drafts.iter() {
        selected.push(match &draft.input {
            Input::File(path) => changes.has(path)?,
            Input::Stdin(_) => true,
        });
    }
    let mut unknown = BTreeSet::new();
    let mut known: BTreeMap<PathBuf, bool> = BTreeMap::new();
    let mut may_have = |path: &Path| {
        *known.entry(path.to_owned()).or_insert_with(|| {
            changes.may_have(path).unwrap_or_else(|| {
                unknown.insert(path.to_owned());
                true
            })
        })
    };
    // Every file is looked at, so that each that nobody knows is told.
    for (selected, draft) in selected.iter_mut().zip(drafts.iter()) {
        let mut governing = configs.governing(draft, args.baseline.is_none());
        governing.extend(args.baseline.clone());
        for path in governing {
            *selected |= may_have(&path);
        }
    }
    let instruments: Vec<Vec<PathBuf>> = drafts
        .par_iter()
        .zip(&selected)
        .map(|(draft, selected)| if *selected { Vec::new() } else { instruments(&draft.input, &draft.config) })
        .collect();
    for (selected, instruments) in selected.iter_mut().zip(instruments) {
        for path in instruments {
            *selected |= may_have(&path);
        }
    }
    for path in unknown {
        let path = crate::workspace::files::name(&path);
        output::print_error(&format!(
            "`{path}` is in no repository that knows `{commit}`: what depends on it counts as changed"
        ));
    }
    let mut selected = selected.into_iter();
    drafts.retain(|_| selected.next().unwrap_or(true));
    Ok(())
}

/// The instruments that a draft includes, directly or through others, by their paths.
fn instruments(input: &Input, configured: &ResolvedConfig) -> Vec<PathBuf> {
    // What can't be read is told when it is checked.
    let Ok(text) = input.read_part().map(|it| String::from_utf8_lossy(&it).into_owned()) else { return Vec::new() };
    if !text.contains("instrument") && !engine::is_scenario_file(&input.name()) {
        return Vec::new();
    }
    let found = RefCell::new(Vec::new());
    let read = |named: &str| {
        found.borrow_mut().extend(configured.project.depends(input.path(), named));
        configured.instrument(input, named)
    };
    engine::visit_instruments(&Source::new(FileId(0), input.name(), text), &read);
    found.into_inner()
}
