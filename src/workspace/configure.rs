//! The configuration: found, read, joined with what the flags say.

use super::config_error::{ConfigError, ConfigErrors, place};
use super::files::{self, Input};
use super::instruments::Project;
use super::paths::{self, Patterns, resolve};
use crate::config::file::{self, AllowEntry, BaseProfile, ConfigFile, OptionValue, RuleSetting, SUITE, TomlError};
use crate::config::{RuleLevel, Selection, Settings};
use crate::diagnostic::{ClausePath, Diagnostic, Severity, Suppression};
use crate::engine::Report;
use crate::report::foreign;
use crate::rules::options::{OPTIONS, OptionSetting, Options};
use crate::rules::{self, Profile, RuleRef, RuleSet};
use crate::source::{FileId, Source, Span};
use crate::suite::file::{self as suites, Suite};
use crate::syntax::format::FormatOptions;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The name of a configuration.
const NAME: &str = "vattel.toml";

/// One text that says something.
struct Layer {
    /// As messages name it: its path, or `--config`.
    name: String,
    text: String,
    /// Where its paths count from.
    folder: PathBuf,
    written: ConfigFile,
    /// What is said of its faults, where the file lies outside the project: its text is not shown.
    outside: Option<ConfigError>,
}

/// What holds for a run.
pub(crate) struct ResolvedConfig {
    /// What each is said in, the farthest first.
    layers: Vec<Layer>,
    /// What holds for every file, but for the selection of the flags.
    base: Settings,
    /// For each rule, who says its level.
    origins: Vec<String>,
    selection: Selection,
    /// Patterns of files with what holds for them.
    per_path: Vec<(Patterns, usize, usize)>,
    include: Option<Patterns>,
    exclude: Option<Patterns>,
    /// What may stand, by layer and entry, with the drafts in which it may.
    allows: Vec<(Option<Patterns>, usize, usize)>,
    /// The lightest finding that makes the exit code 1, with who says so.
    pub(crate) fail_on: Option<(Severity, String)>,
    /// Where instruments may be.
    pub(crate) project: Project,
    /// Every file that says something, and every place where a configuration would be that comes before the one that holds.
    pub(crate) files: Vec<PathBuf>,
}

/// What a user wants of the configuration.
#[derive(Clone, Debug, Default)]
pub(crate) struct CliOverrides {
    /// Configurations and suites in place of the closest one, and single values: `rules.puffery="off"`.
    pub(crate) config: Vec<String>,
    /// No file is read that is not named.
    pub(crate) isolated: bool,
    /// For whom drafts are read, whatever the configuration says.
    pub(crate) profile: Option<Profile>,
    /// Which rules run, whatever the configuration says.
    pub(crate) selection: Selection,
}

/// Gives the text of a file: from the disk, or as an editor shows it.
pub(crate) type ReadText<'r> = &'r dyn Fn(&Path) -> io::Result<String>;

/// Joins what is configured for a folder with what the user wants.
///
/// # Errors
/// If anything of it can't be used: everything that is wrong, with its place.
pub(crate) fn configure(
    folder: &Path,
    wanted: &CliOverrides,
    read: ReadText<'_>,
) -> Result<ResolvedConfig, ConfigErrors> {
    let mut found = ConfigCandidates {
        read,
        layers: Vec::new(),
        suites: Vec::new(),
        files: Vec::new(),
        known: FxHashSet::default(),
        project: PathBuf::new(),
    };
    let path_of = |it: &str| if folder == Path::new(".") { PathBuf::from(it) } else { folder.join(it) };
    let (values, named): (Vec<&String>, Vec<&String>) =
        wanted.config.iter().partition(|it| it.contains('=') && !path_of(it).is_file());
    let mut project = Project::default();
    let mut files = Vec::new();
    let mut load = |found: &mut ConfigCandidates<'_>, path: &Path| {
        let own = resolve(path.parent().unwrap_or(path));
        if !path.to_string_lossy().ends_with(SUITE) {
            project.folders.push(own.clone());
        }
        found.project = paths::repository(&own).map(Path::to_owned).unwrap_or(own);
        found.load(path, &mut Vec::new(), None)
    };
    for path in &named {
        load(&mut found, &path_of(path))?;
    }
    // A suite alone is no configuration.
    if named.iter().all(|it| it.ends_with(SUITE)) && !wanted.isolated {
        let closest = closest(folder);
        files.extend(candidates(folder, closest.as_deref()));
        if let Some(path) = closest {
            load(&mut found, &path)?;
        }
    }
    files.append(&mut found.files);
    let here = resolve(folder);
    for value in values {
        let layer = Layer::new("--config".to_owned(), value.clone(), here.clone());
        if let Some((_, span)) = layer.written.extends.iter().find(|it| !matches!(it.0, BaseProfile::Set(_))) {
            return Err(told(&layer, span, "a file is extended by a file, or named: `--config FILE`").into());
        }
        found.layers.push(layer);
    }
    let (layers, rules) = found.finish()?;
    let mut configured = ResolvedConfig {
        layers,
        origins: rules.iter().map(|_| String::new()).collect(),
        base: Settings::of_set(rules, RuleSet::Recommended),
        selection: wanted.selection.clone(),
        per_path: Vec::new(),
        include: None,
        exclude: None,
        allows: Vec::new(),
        fail_on: None,
        project,
        files,
    };
    configured.join(wanted.profile)?;
    // A slip in a flag is told whether a draft is there or not.
    configured.for_path(None)?;
    Ok(configured)
}

/// The closest configuration upward from a folder.
fn closest(folder: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(folder).ok()?;
    // What is no file is refused when it is read, and not passed over.
    let is_there = |it: &PathBuf| it.symlink_metadata().is_ok() && !it.is_dir();
    let found = absolute.ancestors().map(|it| it.join(NAME)).find(is_there)?;
    // As the user would name it, if it lies below; a folder that is named in full has files that are.
    if folder.is_absolute() {
        return Some(found);
    }
    let here = std::path::absolute(".").ok()?;
    Some(found.strip_prefix(&here).map_or(found.clone(), Path::to_owned))
}

/// Where a configuration may be, from a folder upward to the one that is found.
fn candidates(folder: &Path, found: Option<&Path>) -> Vec<PathBuf> {
    let found = found.map(|it| resolve(it.parent().unwrap_or(it)));
    let folder = resolve(folder);
    let within = |it: &&Path| found.as_ref().is_none_or(|found| it.starts_with(found));
    folder.ancestors().take_while(within).map(|it| it.join(NAME)).collect()
}

/// What was found of configurations and suites, the farthest first.
struct ConfigCandidates<'r> {
    read: ReadText<'r>,
    layers: Vec<Layer>,
    suites: Vec<Suite>,
    /// Every file that was read, as it was named.
    files: Vec<PathBuf>,
    /// The folder outside of which no text is shown of what is extended.
    project: PathBuf,
    /// The same, wherever they were named from.
    known: FxHashSet<PathBuf>,
}

/// So many configurations extend one another.
const MOST_EXTENDED: usize = 32;

impl ConfigCandidates<'_> {
    /// Reads a configuration, and before it what it extends; or a suite.
    fn load(
        &mut self,
        path: &Path,
        opened: &mut Vec<PathBuf>,
        from: Option<(&Layer, &Range<usize>)>,
    ) -> Result<(), ConfigErrors> {
        let fail = |words: String| match from {
            Some((layer, span)) => layer.outside.clone().unwrap_or_else(|| told(layer, span, words)).into(),
            None => ConfigErrors::new(words),
        };
        let absolute = resolve(path);
        if let Some(at) = opened.iter().position(|it| *it == absolute) {
            let circle = opened[at..].iter().chain([&absolute]).filter_map(|it| it.file_name()?.to_str());
            return Err(fail(format!("this extends itself: {}", circle.collect::<Vec<_>>().join(" → "))));
        }
        // What several extend is read once, before the first of them.
        if self.known.contains(&absolute) {
            return Ok(());
        }
        if opened.len() >= MOST_EXTENDED {
            return Err(fail(format!("more than {MOST_EXTENDED} configurations extend one another")));
        }
        let name = files::name(path);
        let text = (self.read)(path).map_err(|error| fail(format!("can't read `{name}`: {error}")))?;
        self.files.push(path.to_owned());
        let outside = from.filter(|_| !absolute.starts_with(&self.project)).map(|(layer, span)| {
            let words =
                format!("`{name}` lies outside the project, and is not in order: `vattel check --config {name}`");
            layer.outside.clone().unwrap_or_else(|| told(layer, span, words))
        });
        if name.ends_with(SUITE) {
            let suite = read_suite(self.suites.len(), &name, &text)
                .map_err(|faults| outside.map_or(faults, ConfigErrors::from))?;
            if let Some(other) =
                self.suites.iter().find(|it| it.name == suite.name && it.source.text != suite.source.text)
            {
                let words =
                    format!("`{name}` and `{}` are two suites of one name, `{}`", other.source.name, suite.name);
                return Err(fail(words));
            }
            if self.suites.iter().all(|it| it.name != suite.name) {
                self.suites.push(suite);
            }
            self.known.insert(absolute);
            return Ok(());
        }
        // A configuration that is a link counts from where the link is.
        let layer = Layer { outside, ..Layer::new(name, text, resolve(path.parent().unwrap_or(path))) };
        opened.push(absolute);
        for (base, span) in &layer.written.extends {
            if let BaseProfile::File(other) | BaseProfile::Suite(other) = base {
                let other = path.parent().unwrap_or(Path::new("")).join(other);
                self.load(&other, opened, Some((&layer, span)))?;
            }
        }
        self.known.extend(opened.pop());
        self.layers.push(layer);
        Ok(())
    }

    /// Reads the configurations again, now that all rules are known; every fault of all of them is told.
    fn finish(self) -> Result<(Vec<Layer>, Arc<[RuleRef]>), ConfigErrors> {
        let of_suites = self.suites.into_iter().flat_map(|it| it.rules).map(RuleRef::Written);
        let rules: Arc<[RuleRef]> = rules::shared().chain(of_suites).collect();
        let mut layers = self.layers;
        let mut faults = Vec::new();
        for layer in &mut layers {
            let (written, found) = file::read(&layer.text, &rules);
            layer.written = written;
            match &layer.outside {
                Some(slip) if !found.is_empty() => faults.push(slip.clone()),
                _ => faults.extend(found.iter().map(|it| told(layer, &it.span, it.words.as_str()))),
            }
        }
        if faults.is_empty() { Ok((layers, rules)) } else { Err(ConfigErrors(faults)) }
    }
}

impl Layer {
    /// What a text extends is known at once; the rest, when all rules are.
    fn new(name: String, text: String, folder: PathBuf) -> Self {
        let written = file::read(&text, &rules::shared().collect::<Vec<_>>()).0;
        Self { name, text, folder, written, outside: None }
    }
}

/// Reads a suite of a file, with its number among those of a run.
///
/// # Errors
/// If it can't be read: everything that is wrong, with its place.
pub(crate) fn suite(path: &Path, number: usize) -> Result<Suite, ConfigErrors> {
    let name = files::name(path);
    let text = files::text(path).map_err(|error| ConfigErrors::new(format!("can't read `{name}`: {error}")))?;
    read_suite(number, &name, &text)
}

pub(crate) fn read_suite(number: usize, name: &str, text: &str) -> Result<Suite, ConfigErrors> {
    suites::read(number, name, text).map_err(|faults| {
        ConfigErrors(
            faults.into_iter().map(|TomlError { span, words }| ConfigError::at(name, text, &span, words)).collect(),
        )
    })
}

fn told(layer: &Layer, span: &Range<usize>, words: impl Into<String>) -> ConfigError {
    ConfigError::at(&layer.name, &layer.text, span, words)
}

fn origin(layer: &Layer, span: &Range<usize>) -> String {
    format!("{}:{}", layer.name, place(&layer.text, span).0)
}

impl ResolvedConfig {
    fn join(&mut self, profile: Option<Profile>) -> Result<(), ConfigErrors> {
        let sets = self.layers.iter().flat_map(|layer| {
            layer.written.extends.iter().filter_map(move |(base, span)| match base {
                BaseProfile::Set(set) => Some((*set, origin(layer, span))),
                BaseProfile::File(_) | BaseProfile::Suite(_) => None,
            })
        });
        let (set, who) = sets.max_by_key(|it| it.0).unwrap_or((RuleSet::Recommended, "default".to_owned()));
        self.base = Settings::of_set(self.base.shared_rules(), set);
        let home = |rule: &RuleRef| rule.written.as_ref().map_or(who.clone(), |it| it.suite.name.to_string());
        self.origins = self.base.rules().iter().map(home).collect();
        let of_layer =
            self.layers.iter().rev().find_map(|layer| {
                layer.written.profile.as_ref().map(|(profile, span)| (*profile, origin(layer, span)))
            });
        if let Some((profile, who)) = profile.map(|it| (it, "--profile".to_owned())).or(of_layer) {
            self.base.read_as(profile);
            self.origins.iter_mut().for_each(|it| *it = format!("{} ({who})", profile.as_str()));
        }
        for layer in &self.layers {
            let written = &layer.written;
            say(&mut self.base, &written.rules, |at, span| self.origins[at] = origin(layer, span));
            let assumed = &written.assumed;
            self.base.assumed.aggressors.extend(assumed.aggressors.iter().cloned());
            self.base.assumed.votes_with.extend(assumed.votes_with.iter().cloned());
            self.base.assumed.controls.extend(assumed.controls.iter().cloned());
            if let Some((level, span)) = &written.fail_on {
                self.fail_on = Some((*level, origin(layer, span)));
            }
            if let Some((wanted, span)) = &written.required_version {
                check_version(layer, wanted, span)?;
            }
            self.include = patterns(layer, &written.include)?.or(self.include.take());
            self.exclude = patterns(layer, &written.exclude)?.or(self.exclude.take());
            self.project.named.extend(patterns(layer, &written.instruments)?);
        }
        for (at, layer) in self.layers.iter().enumerate() {
            for (entry, allow) in layer.written.allow.iter().enumerate() {
                self.allows.push((patterns(layer, &allow.files)?, at, entry));
            }
            for (entry, per_path) in layer.written.per_path.iter().enumerate() {
                self.per_path.extend(patterns(layer, &per_path.files)?.map(|it| (it, at, entry)));
            }
        }
        Ok(())
    }

    /// How drafts shall look.
    pub(crate) fn look(&self) -> FormatOptions {
        let mut look = FormatOptions::default();
        for Layer { written, .. } in &self.layers {
            look.line_width = written.line_width.as_ref().map_or(look.line_width, |it| it.0);
            look.indent = written.indent.as_ref().map_or(look.indent, |it| it.0);
        }
        look
    }

    /// What holds for a file; for none in particular, if none is named.
    pub(crate) fn for_path(&self, path: Option<&Path>) -> Result<Settings, ConfigErrors> {
        let mut settings = self.base.clone();
        let path = path.filter(|_| !self.per_path.is_empty()).map(resolve);
        for (patterns, layer, entry) in &self.per_path {
            if path.as_ref().is_some_and(|it| patterns.matches(it)) {
                say(&mut settings, &self.layers[*layer].written.per_path[*entry].rules, |_, _| {});
            }
        }
        settings.narrow(&self.selection)?;
        Ok(settings)
    }

    /// What each is said in, suites too.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.layers.iter().map(|it| it.name.clone()).collect();
        names.extend(self.base.rules().iter().filter_map(|it| it.written.as_ref()).map(|it| it.suite.name.to_string()));
        names.dedup();
        names
    }

    /// An instrument that a draft includes.
    pub(crate) fn instrument(&self, draft: &Input, named: &str) -> Option<Source> {
        self.project.instrument(draft.path(), named, &files::text)
    }

    /// Whether settings differ from file to file.
    pub(crate) fn varies(&self) -> bool {
        !self.per_path.is_empty()
    }

    /// Leaves of the files of a folder those that are to be checked. What was named outright stays.
    pub(crate) fn keep(&self, inputs: &mut Vec<Input>, named: &[PathBuf]) {
        if self.include.is_none() && self.exclude.is_none() {
            return;
        }
        inputs.retain(|input| match input {
            Input::Stdin(_) => true,
            Input::File(path) if named.contains(path) => true,
            Input::File(path) => {
                let path = &resolve(path);
                self.include.as_ref().is_none_or(|it| it.matches(path))
                    && self.exclude.as_ref().is_none_or(|it| !it.matches(path))
            }
        });
    }

    fn allowed(&self, at: usize) -> (&Layer, &AllowEntry) {
        let (_, layer, entry) = &self.allows[at];
        (&self.layers[*layer], &self.layers[*layer].written.allow[*entry])
    }

    /// Counts what may stand as suppressed; gives which entries were of use.
    pub(crate) fn allow(&self, path: &Path, report: &mut Report) -> Vec<usize> {
        let mut used = Vec::new();
        if self.allows.is_empty() {
            return used;
        }
        let path = resolve(path);
        let here: Vec<usize> = (0..self.allows.len())
            .filter(|at| self.allows[*at].0.as_ref().is_none_or(|it| it.matches(&path)) && self.is_live(*at))
            .collect();
        for mut finding in std::mem::take(&mut report.findings) {
            let covers = |at: &&usize| {
                let allow = self.allowed(**at).1;
                let same = allow.rule.as_ref().is_some_and(|it| self.base.rules()[it.0].id == finding.rule);
                same && finding.ignorable
                    && allow.element.as_ref().is_none_or(|it| stands_in(finding.clause.as_ref(), it))
            };
            match here.iter().find(covers) {
                Some(at) => {
                    used.push(*at);
                    let reason = self.allowed(*at).1.reason.clone().unwrap_or_default();
                    finding.allowance = Some(Suppression { in_draft: false, reason });
                    report.suppressed.push(finding);
                }
                None => report.findings.push(finding),
            }
        }
        used
    }

    /// Whether an entry gives a reason and its time is not over.
    fn is_live(&self, at: usize) -> bool {
        let allow = self.allowed(at).1;
        allow.reason.is_some() && allow.until.as_ref().is_none_or(|it| it.0 >= today())
    }

    /// What is wrong with the entries: over, without a reason, or of no use where every draft was looked at.
    pub(crate) fn audit(&self, settings: &Settings, used: &[usize], all: bool) -> Vec<(Source, Report)> {
        let mut found: Vec<(usize, Diagnostic)> = Vec::new();
        for at in 0..self.allows.len() {
            let (_, allow) = self.allowed(at);
            let Some((rule, span)) = &allow.rule else { continue };
            let id = &self.base.rules()[*rule].id;
            let runs = settings.level(*rule).is_some();
            let (name, span, words, help) = if allow.reason.is_none() {
                (
                    "suppression/unexplained",
                    span,
                    format!("`{id}` is allowed without a reason, and so it is not"),
                    "say why the finding may stand: `reason = \"…\"`",
                )
            } else if let Some((until, span)) = allow.until.as_ref().filter(|_| !self.is_live(at)) {
                (
                    "suppression/needless",
                    span,
                    format!("`{id}` was allowed until {until}, and that is over"),
                    "mend the draft, or give it more time",
                )
            } else if all && runs && !used.contains(&at) {
                (
                    "suppression/needless",
                    span,
                    format!("`{id}` finds nothing to allow"),
                    "remove it: the defect is gone",
                )
            } else {
                continue;
            };
            let Some(level) = rules::position(name).and_then(|it| settings.level(it)) else { continue };
            let span = Span::new(span.start as u32, span.end as u32);
            let mut finding = Diagnostic::new(name, level, FileId(0), span, words);
            finding.help(help);
            found.push((self.allows[at].1, finding));
        }
        let mut reports = Vec::new();
        for findings in found.chunk_by(|one, next| one.0 == next.0) {
            let layer = &self.layers[findings[0].0];
            let source = Source::new(FileId(0), layer.name.as_str(), layer.text.clone());
            let findings = findings.iter().map(|it| it.1.clone()).collect();
            reports.push((source, Report { findings, ..Report::default() }));
        }
        reports
    }

    /// Whether the paths that were named hold every draft that a configuration speaks of.
    pub(crate) fn is_whole(&self, named: &[PathBuf]) -> bool {
        let named: Vec<PathBuf> = named.iter().filter(|it| it.is_dir()).map(|it| resolve(it)).collect();
        self.layers.iter().all(|layer| named.iter().any(|it| layer.folder.starts_with(it)))
    }

    /// Words on configurations that lie closer to a draft and are not used.
    pub(crate) fn unused(&self, inputs: &[Input]) -> Vec<String> {
        let used: Vec<PathBuf> = self.files.iter().map(|it| resolve(it)).collect();
        let mut folders = BTreeSet::new();
        for input in inputs {
            if let Input::File(path) = input {
                folders.insert(path.parent().unwrap_or(path));
            }
        }
        let folders: BTreeSet<PathBuf> = folders.into_iter().map(resolve).collect();
        let found: BTreeSet<PathBuf> =
            folders.iter().filter_map(|it| closest(it)).filter(|it| !used.contains(&resolve(it))).collect();
        let here = resolve(Path::new("."));
        let told = |path: PathBuf| {
            let instead = match self.layers.iter().find(|it| it.name != "--config") {
                Some(layer) => format!("`{}` is", layer.name),
                None => "none was found upward from here".to_owned(),
            };
            // As the user would name it, if it lies below.
            let path = files::name(path.strip_prefix(&here).unwrap_or(&path));
            format!("`{path}` is not used: {instead}; run it there, or name it with `--config`")
        };
        found.into_iter().map(told).collect()
    }

    /// Every setting with who says it.
    pub(crate) fn show(&self, settings: &Settings) -> String {
        let mut shown = String::new();
        for layer in &self.layers {
            let _ = writeln!(shown, "# {}", foreign::line(&layer.name));
        }
        let fail_on = self.fail_on.clone().unwrap_or((Severity::Error, "default".to_owned()));
        let mut rows: Vec<(String, String)> = vec![(format!("fail-on = \"{}\"", fail_on.0.as_str()), fail_on.1)];
        for layer in &self.layers {
            let written = &layer.written;
            let mut row = |value: String, span: &Range<usize>| rows.push((value, origin(layer, span)));
            for (key, value) in [("line-width", &written.line_width), ("indent", &written.indent)] {
                if let Some((value, span)) = value {
                    row(format!("{key} = {value}"), span);
                }
            }
            if let Some((version, span)) = &written.required_version {
                row(format!("required-version = {version:?}"), span);
            }
            if let Some((profile, span)) = &written.profile {
                row(format!("profile = {:?}", profile.as_str()), span);
            }
            let patterns =
                [("include", &written.include), ("exclude", &written.exclude), ("instruments", &written.instruments)];
            for (key, patterns) in patterns {
                for (pattern, span) in patterns {
                    row(format!("{key} = [{pattern:?}]"), span);
                }
            }
            if let Some(span) = &written.assumed_span {
                let assumed = &written.assumed;
                for it in &assumed.aggressors {
                    let against = if it.against.is_empty() {
                        String::new()
                    } else {
                        format!(" against {}", it.against.join(", "))
                    };
                    row(format!("assume.potential-aggressors = [\"{}{against}\"]", it.who), span);
                }
                for (key, pairs) in [("votes-with", &assumed.votes_with), ("controls", &assumed.controls)] {
                    for (one, other) in pairs {
                        row(format!("assume.{key} = {{ {one} = {other:?} }}"), span);
                    }
                }
            }
            for entry in &written.per_path {
                for (pattern, span) in &entry.files {
                    row(format!("per-path.files = [{pattern:?}]"), span);
                }
            }
            for allow in &written.allow {
                if let Some((rule, span)) = &allow.rule {
                    row(format!("allow.rule = {:?}", self.base.rules()[*rule].id), span);
                }
            }
        }
        for (at, rule) in self.base.rules().iter().enumerate() {
            let level = settings.level(at).map_or(RuleLevel::Off, RuleLevel::At);
            let base = self.base.level(at).map_or(RuleLevel::Off, RuleLevel::At);
            let who = if level == base { self.origins[at].clone() } else { "the flags".to_owned() };
            rows.push((format!("rules.\"{}\" = \"{}\"", rule.id, level.as_str()), who));
        }
        let mut options = settings.options.clone();
        for (at, option) in OPTIONS.iter().enumerate() {
            let value = match option.setting {
                OptionSetting::Number(of) => of(&mut options).to_string(),
                // Long lists are on the rule's page.
                OptionSetting::Words(of) if of(&mut options).len() > 9 => {
                    format!("[… {} words]", of(&mut options).len())
                }
                OptionSetting::Words(of) => format!("{:?}", of(&mut options)),
            };
            let description = |layer: &Layer| {
                let setting = layer.written.rules.iter().rev().find(|it| it.options.iter().any(|it| it.0 == at))?;
                Some(origin(layer, &setting.span))
            };
            let who = self.layers.iter().rev().find_map(description).unwrap_or_else(|| "default".to_owned());
            rows.push((format!("rules.\"{}\".{} = {value}", option.rule, option.key), who));
        }
        let width = rows.iter().map(|it| it.0.chars().count()).filter(|it| *it <= 80).max().unwrap_or_default();
        for (value, who) in rows {
            let _ = writeln!(shown, "{:<width$}  # {}", foreign::line(&value), foreign::line(&who));
        }
        shown
    }
}

/// Whether a clause in the treaty's own numbering is an element, or stands in it: `attack`, `trigger attack`, `Article 5`.
fn stands_in(clause: Option<&ClausePath>, element: &str) -> bool {
    clause.is_some_and(|it| it.parts.iter().any(|part| part.name == element || part.is_called(element)))
}

/// Today, by the clock of the machine: what holds until a day needs to know it.
fn today() -> jiff::civil::Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Says levels and options; categories first, so that the closer word wins.
fn say(settings: &mut Settings, rules: &[RuleSetting], mut told: impl FnMut(usize, &Range<usize>)) {
    let mut order: Vec<&RuleSetting> = rules.iter().collect();
    order.sort_by_key(|it| crate::config::rule_named(settings.rules(), &it.word).is_ok());
    for setting in order {
        if let Some(level) = setting.level
            && settings.say(&setting.word, level).is_ok()
        {
            for (at, rule) in settings.rules().iter().enumerate() {
                if rule.category() == setting.word || rule.id == setting.word || rule.name() == setting.word {
                    told(at, &setting.span);
                }
            }
        }
        for (option, value) in &setting.options {
            set(&mut settings.options, *option, value);
        }
    }
}

fn set(options: &mut Options, option: usize, value: &OptionValue) {
    match (OPTIONS[option].setting, value) {
        (OptionSetting::Number(of), OptionValue::Number(number)) => *of(options) = *number,
        (OptionSetting::Words(of), OptionValue::Words(words)) => of(options).clone_from(words),
        _ => {}
    }
}

fn check_version(layer: &Layer, wanted: &str, span: &Range<usize>) -> Result<(), ConfigErrors> {
    let Ok(required) = semver::VersionReq::parse(wanted) else {
        return Err(told(layer, span, format!("`{wanted}` is no version; write `>=0.1`")).into());
    };
    // What comes before a release counts as that release.
    let Ok(own) = semver::Version::parse(env!("CARGO_PKG_VERSION")) else { return Ok(()) };
    let own = semver::Version::new(own.major, own.minor, own.patch);
    if required.matches(&own) {
        return Ok(());
    }
    Err(told(layer, span, format!("this needs a version of Vattel that is `{wanted}`; this one is {own}")).into())
}

fn patterns(layer: &Layer, written: &[(String, Range<usize>)]) -> Result<Option<Patterns>, ConfigErrors> {
    if written.is_empty() {
        return Ok(None);
    }
    let found = Patterns::new(&layer.folder, written.iter().map(|it| it.0.as_str()));
    let refused = |(at, why): (usize, String)| {
        ConfigErrors::from(told(layer, &written[at].1, format!("no pattern of paths: {why}")))
    };
    found.map(Some).map_err(refused)
}
