//! The drafts of a command, each with its configuration.

use super::args::FileArgs;
use super::{Failure, output};
use crate::report::foreign;
use crate::workspace::config_set::{BrokenConfig, ConfigSet, ConfiguredDraft};
use crate::workspace::configure::ResolvedConfig;
use crate::workspace::files::Input;
use crate::workspace::listing::{self, DraftListing, Ignored, ListedInput};
use crate::workspace::{ConfigError, ConfigErrors};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a command works on.
pub(super) struct RunDrafts {
    pub(super) configs: ConfigSet<'static>,
    pub(super) drafts: Vec<ConfiguredDraft>,
    /// How many drafts the configurations exclude.
    pub(super) excluded: usize,
    /// Standard input, if it is excluded.
    pub(super) excluded_stdin: Option<Input>,
    /// Configurations that can't be used.
    pub(super) broken: Vec<BrokenConfig>,
    /// Files of other kinds that were asked for.
    pub(super) others: Vec<Input>,
    /// Which paths hold none.
    pub(super) empty: Vec<String>,
}

/// Finds the drafts that paths name, and those in folders that they name. `is_other` tells files that have no configuration.
///
/// # Errors
/// If a folder can't be read, or if no configuration can be used.
pub(super) fn find(
    paths: &[PathBuf],
    stdin_filename: Option<&Path>,
    patterns: &[&str],
    files: &FileArgs,
    mut configs: ConfigSet<'static>,
    is_other: &dyn Fn(&Input) -> bool,
) -> Result<RunDrafts, Failure> {
    let ignored = if files.no_respect_gitignore { Ignored::Find } else { Ignored::Skip };
    let DraftListing { inputs, empty, unfollowed } = listing::find_named(paths, stdin_filename, ignored, patterns)?;
    let (others, inputs): (Vec<ListedInput>, Vec<ListedInput>) = inputs.into_iter().partition(|it| is_other(&it.input));
    let found = configs.assign(inputs, files.force_exclude);
    if found.drafts.is_empty() && !found.broken.is_empty() {
        // An error in a flag is one, whichever configuration it is added to.
        let mut errors: Vec<ConfigError> = Vec::new();
        for error in found.broken.into_iter().flat_map(|it| it.errors.0) {
            if errors.iter().all(|it| it.lines() != error.lines()) {
                errors.push(error);
            }
        }
        return Err(ConfigErrors(errors).into());
    }
    output::complain_all(&unfollowed);
    if files.verbose {
        tell(&found.drafts, &found.left_out);
    }
    Ok(RunDrafts {
        configs,
        drafts: found.drafts,
        excluded: found.left_out.len(),
        excluded_stdin: found.left_out.into_iter().map(|it| it.0).find(|it| matches!(it, Input::Stdin(_))),
        broken: found.broken,
        others: others.into_iter().map(|it| it.input).collect(),
        empty,
    })
}

/// Prints the configuration of each draft, and why others are left out.
fn tell(drafts: &[ConfiguredDraft], left_out: &[(Input, String)]) {
    for ConfiguredDraft { input, config, .. } in drafts {
        let names = config.names();
        let of = if names.is_empty() { "no configuration".to_owned() } else { names.join(", ") };
        output::print_error(&format!("`{}`: {of}", input.name()));
    }
    for (input, why) in left_out {
        output::print_error(&format!("`{}` is left out: {why}", input.name()));
    }
}

impl RunDrafts {
    /// Each configuration that holds for a draft once.
    pub(super) fn distinct(&self) -> Vec<Arc<ResolvedConfig>> {
        let mut found: Vec<Arc<ResolvedConfig>> = Vec::new();
        for it in &self.drafts {
            if !found.iter().any(|known| Arc::ptr_eq(known, &it.config)) {
                found.push(Arc::clone(&it.config));
            }
        }
        found
    }

    /// Why there is no draft, if there is none.
    pub(super) fn nothing(&self) -> String {
        let drafts = if self.excluded == 1 { "1 draft".to_owned() } else { format!("{} drafts", self.excluded) };
        match self.excluded {
            0 => self.empty.join("; "),
            _ => format!("`include` or `exclude` leaves out all of {drafts}"),
        }
    }
}

/// What can't be used of a configuration, and what is not read for it.
pub(super) fn complaint(it: &BrokenConfig) -> Vec<String> {
    let mut lines = it.errors.lines();
    let name = foreign::line(&it.name);
    match it.drafts {
        0 => {}
        1 => lines.push(format!("1 draft is not read, because `{name}` has errors")),
        many => lines.push(format!("{many} drafts are not read, because `{name}` has errors")),
    }
    lines
}
