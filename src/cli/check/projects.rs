//! The configurations of a check: what each says of its drafts, and what is found in it.

use super::{Totals, settings, stranger, textless};
use crate::cli::args::CheckArgs;
use crate::cli::drafts::{self, RunDrafts};
use crate::cli::output::{self, Output};
use crate::cli::{Failure, since};
use crate::config::Settings;
use crate::diagnostic::Severity;
use crate::engine::Report;
use crate::engine::baseline::Baseline;
use crate::report::{Run, WarningLimit, baseline, foreign};
use crate::rules::RuleRef;
use crate::source::Source;
use crate::workspace::config_set::ConfiguredDraft;
use crate::workspace::configure::{AllowId, ResolvedConfig, read_baseline};
use crate::workspace::files;
use crate::workspace::listing::DRAFTS;
use crate::workspace::paths::{self, resolve};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What holds for the drafts of one configuration.
pub(super) struct CheckSettings {
    pub(super) config: Arc<ResolvedConfig>,
    pub(super) settings: Settings,
    /// The lightest finding that makes the exit code 1; nothing, if none does.
    pub(super) fail_on: Option<Severity>,
    /// How many warnings its drafts may have, with who says so; nothing, if any number.
    most_warnings: Option<(usize, String)>,
    pub(super) baseline: Option<UsedBaseline>,
}

/// A file of known findings.
pub(super) struct UsedBaseline {
    /// Its path, as the user knows it.
    pub(super) path: PathBuf,
    /// The resolved folder from which its paths count.
    pub(super) folder: PathBuf,
    /// What it holds; nothing, if it is to be written.
    pub(super) known: Option<Baseline>,
}

impl CheckSettings {
    pub(super) fn of(args: &CheckArgs, config: &Arc<ResolvedConfig>) -> Result<Self, Failure> {
        let baseline = UsedBaseline::of(args, config)?;
        // What is written down as known fails nothing.
        let fails = !(args.exit_zero || args.write_baseline && baseline.is_some());
        let fail_on = args.fail_on.or(config.fail_on.as_ref().map(|it| it.0)).unwrap_or(Severity::Error);
        Ok(Self {
            config: Arc::clone(config),
            settings: settings(args, config, None)?,
            fail_on: Some(fail_on).filter(|_| fails),
            most_warnings: config.max_warnings.clone().filter(|_| fails),
            baseline,
        })
    }
}

impl UsedBaseline {
    fn of(args: &CheckArgs, config: &ResolvedConfig) -> Result<Option<Self>, Failure> {
        let by_flag = args.baseline.as_deref();
        let Some(path) = by_flag.or(config.baseline.as_ref().map(|it| it.path.as_path())) else { return Ok(None) };
        let known = match by_flag {
            _ if args.write_baseline => None,
            Some(path) => Some(read_baseline(path, &files::text).map_err(Failure::new)?),
            None => config.known_findings(&files::text)?,
        };
        let folder = resolve(path).parent().map(Path::to_owned).unwrap_or_default();
        let here = resolve(Path::new("."));
        let shown = path.strip_prefix(&here).unwrap_or(path).to_owned();
        Ok(Some(Self { path: shown, folder, known }))
    }
}

/// Limits on warnings that are exceeded: that of the flag for all drafts, or else those of the configurations.
pub(super) fn exceeded(args: &CheckArgs, configs: &[CheckSettings], totals: &Totals) -> Vec<WarningLimit> {
    let over = |warnings: usize, most: usize, configuration: Option<String>| {
        (warnings > most).then_some(WarningLimit { warnings, most, configuration })
    };
    if let Some(most) = args.max_warnings {
        let fails = !args.exit_zero && !args.write_baseline;
        return over(totals.summary.warnings, most, None).filter(|_| fails).into_iter().collect();
    }
    let of_config = |(at, it): (usize, &CheckSettings)| {
        let (most, who) = it.most_warnings.clone()?;
        over(totals.warnings.get(&at).copied().unwrap_or_default(), most, Some(who))
    };
    configs.iter().enumerate().filter_map(of_config).collect()
}

/// Writes the findings of a run into the baselines of their configurations.
pub(super) fn write_baselines(configs: &[CheckSettings], found: &BTreeMap<usize, Baseline>) -> Result<(), Failure> {
    let mut files: BTreeMap<&Path, Baseline> = BTreeMap::new();
    for (at, found) in found {
        if let Some(it) = &configs[*at].baseline {
            files.entry(&it.path).or_default().join(found.clone());
        }
    }
    for (path, found) in files {
        let mut file = Output::file(path)?;
        file.write(&baseline::write(&found))?;
        file.finish()?;
        output::print_error(&format!("wrote the current findings to `{}`", foreign::path(path)));
    }
    let without: Vec<String> =
        configs.iter().filter(|it| it.baseline.is_none()).flat_map(|it| it.config.names()).collect();
    if !without.is_empty() {
        output::print_error(&format!(
            "no baseline is named by {}: nothing is written for its drafts",
            without.join(", ")
        ));
    }
    Ok(())
}

/// What formats may tell of a run: the rules of all configurations, and their names.
pub(super) fn run_of(configs: &[Arc<ResolvedConfig>]) -> Run {
    let here = resolve(Path::new("."));
    let folder = paths::repository(&here).map(|it| paths::text(&paths::relative(&here, it))).unwrap_or_default();
    let documentation = configs.iter().find_map(|it| it.documentation.clone());
    let mut run = Run { folder, documentation, ..Run::default() };
    let mut rules: Vec<RuleRef> = run.rules.to_vec();
    for config in configs {
        rules.extend(
            config.rules_of_suites().filter(|it| rules.iter().all(|known| known.id != it.id)).collect::<Vec<_>>(),
        );
        run.configuration.extend(config.names());
    }
    run.rules = rules.into();
    let mut seen = BTreeSet::new();
    run.configuration.retain(|it| seen.insert(it.clone()));
    run
}

/// Every setting of the configurations of the drafts, with who says it; of the working folder, if there is no draft.
pub(super) fn shown_settings(
    args: &CheckArgs,
    found: &mut RunDrafts,
    configs: &[Arc<ResolvedConfig>],
) -> Result<String, Failure> {
    if let [ConfiguredDraft { input, config, found_in: None, .. }] = &found.drafts[..] {
        return Ok(config.show(&settings(args, config, Some(input.path()))?));
    }
    let own = [found.configs.of_run()?];
    let configs = if configs.is_empty() { &own } else { configs };
    let shown =
        configs.iter().map(|it| Ok(it.show(&settings(args, it, None)?))).collect::<Result<Vec<_>, Failure>>()?;
    Ok(shown.join("\n"))
}

/// Findings about entries of the configurations. An entry of a file that several extend is one.
pub(super) fn audited(
    args: &CheckArgs,
    configs: &[CheckSettings],
    used: &BTreeSet<AllowId>,
    all_kept: bool,
) -> Vec<(Source, Report, usize)> {
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for (at, CheckSettings { config, settings, .. }) in configs.iter().enumerate() {
        let whole = all_kept && config.is_whole(&args.paths);
        for (source, mut report) in config.audit(settings, used, whole) {
            report.findings.retain(|it| told.insert((source.name.clone(), it.primary.span.start, it.message.clone())));
            if !report.findings.is_empty() {
                found.push((source, report, at));
            }
        }
    }
    found
}

/// Errors for names in assumptions and readings that no draft of their configuration knows, or no draft of the run, if a
/// flag names them.
pub(super) fn unknown_names(args: &CheckArgs, configs: &[CheckSettings], totals: &Totals) -> Vec<String> {
    let mut messages = Vec::new();
    for (at, [assumed, readings]) in &totals.unknown {
        let own = &configs[*at].config;
        let everywhere =
            |name: &str, which: usize| totals.unknown.values().all(|it| it[which].iter().any(|it| it.name == name));
        messages.extend(assumed.iter().filter(|it| own.assumes(&it.name) || everywhere(&it.name, 0)).map(stranger));
        let by_flag = args.readings.readings.is_some();
        let readings = readings.iter().filter(|it| !by_flag || everywhere(&it.name, 1));
        messages.extend(readings.map(|it| textless("--readings", it)));
    }
    let mut seen = BTreeSet::new();
    messages.retain(|it| seen.insert(it.clone()));
    messages
}

/// The drafts of a run.
pub(super) struct CheckedDrafts {
    pub(super) found: RunDrafts,
    /// How many the configurations keep.
    pub(super) kept: usize,
    /// Why there is no draft to check.
    pub(super) nothing: Option<String>,
}

impl CheckedDrafts {
    pub(super) fn find(args: &CheckArgs) -> Result<Self, Failure> {
        let mut configs = args.rules.configs();
        configs.exclude(&args.files.exclude);
        let name = args.stdin_filename.as_deref();
        let mut found = drafts::find(&args.paths, name, DRAFTS, &args.files, configs, &|_| false)?;
        let kept = found.drafts.len();
        if let Some(since) = &args.since {
            since::select(since, args, &mut found)?;
        }
        let nothing = found.drafts.is_empty().then(|| match &args.since {
            Some(since) if kept > 0 => {
                let drafts = if kept == 1 { "1 draft".to_owned() } else { format!("{kept} drafts") };
                format!("none of {drafts} changed since `{since}`, nor what they depend on")
            }
            _ => found.nothing(),
        });
        Ok(Self { found, kept, nothing })
    }

    /// Reports what is not checked, and why.
    pub(super) fn print_error(&self, args: &CheckArgs) -> Result<(), Failure> {
        let Some(why) = &self.nothing else {
            output::complain_all(&self.found.empty);
            return Ok(());
        };
        let words = format!("no draft to check: {why}");
        if args.error_on_no_files {
            return Err(Failure::new(words));
        }
        output::print_error(&words);
        Ok(())
    }
}

/// The files of the configurations of a run; none, if they can't be used.
pub(in crate::cli) fn configuration_files(args: &CheckArgs) -> Vec<PathBuf> {
    let Ok(mut drafts) = CheckedDrafts::find(args) else { return Vec::new() };
    let _ = drafts.found.configs.of_run();
    drafts.found.configs.all().flat_map(|it| it.files.clone()).collect()
}
