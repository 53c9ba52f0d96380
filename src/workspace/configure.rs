//! The configuration: found, read, joined with what the flags say.

#[cfg(feature = "files")]
mod known;
#[cfg(feature = "cli")]
mod show;

#[cfg(feature = "files")]
pub(crate) use known::ConfiguredBaseline;
#[cfg(feature = "cli")]
pub(crate) use known::read_baseline;

use super::config_error::{ConfigError, ConfigErrors, place};
use super::files::{self, Input};
use super::instruments::Project;
use super::paths::{self, Patterns, resolve};
use crate::config::file::{self, AllowEntry, BaseProfile, ConfigFile, OptionValue, RuleSetting, SUITE, TomlError};
use crate::config::{Selection, Settings};
#[cfg(feature = "report")]
use crate::diagnostic::nearest;
use crate::diagnostic::{ClausePath, Diagnostic, Severity, Suppression};
use crate::engine::Report;
use crate::model::Assumed;
#[cfg(feature = "report")]
use crate::report::Format;
use crate::rules::options::{OPTIONS, OptionSetting, Options};
use crate::rules::{self, Profile, RuleRef, RuleSet};
use crate::source::{FileId, Source, Span, plain_path};
use crate::suite::file::{self as suites, Suite};
use crate::syntax::format::FormatOptions;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// As messages name a setting of the command line.
const FLAG: &str = "--config";

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
    /// What is checked in a folder, with who says so.
    include: Option<(Patterns, String)>,
    /// What is not.
    exclude: Vec<(Patterns, String)>,
    /// What may stand, by layer and entry, with the drafts in which it may.
    allows: Vec<(Option<Patterns>, usize, usize)>,
    /// The lightest finding that makes the exit code 1, with who says so.
    pub(crate) fail_on: Option<(Severity, String)>,
    /// How many warnings there may be, with who says so.
    pub(crate) max_warnings: Option<(usize, String)>,
    /// The name of the format of the standard output.
    pub(crate) output_format: Option<String>,
    /// The base address of the documentation.
    pub(crate) documentation: Option<String>,
    /// The file of known findings.
    #[cfg(feature = "files")]
    pub(crate) baseline: Option<ConfiguredBaseline>,
    /// Where instruments may be.
    pub(crate) project: Project,
    /// Every file that says something.
    pub(crate) files: Vec<PathBuf>,
}

/// An entry `[[allow]]`: the name of its file, and where in it the rule is named.
pub(crate) type AllowId = (String, usize);

/// What a user wants of the configuration.
#[derive(Clone, Debug, Default)]
pub(crate) struct CliOverrides {
    /// Configurations in place of the closest ones; suites besides, and single values: `rules.puffery="off"`.
    pub(crate) config: Vec<String>,
    /// Patterns of files to leave out besides.
    pub(crate) exclude: Vec<String>,
    /// No file is read that is not named.
    pub(crate) isolated: bool,
    /// For whom drafts are read, whatever the configuration says.
    pub(crate) profile: Option<Profile>,
    /// Which rules run, whatever the configuration says.
    pub(crate) selection: Selection,
}

/// Gives the text of a file: from the disk, or as an editor shows it.
pub(crate) type ReadText<'r> = &'r dyn Fn(&Path) -> io::Result<String>;

impl CliOverrides {
    /// Whether a word is a single value, and names no file from a folder.
    fn is_value(word: &str, here: &Path) -> bool {
        word.contains('=') && !from(here, word).is_file()
    }

    /// The same without single values.
    #[cfg(feature = "files")]
    pub(crate) fn without_values(&self, here: &Path) -> Self {
        let config = self.config.iter().filter(|it| !Self::is_value(it, here)).cloned().collect();
        Self { config, ..self.clone() }
    }
}

/// Whether what the user names holds in place of the closest configurations: a suite or a single value does not.
#[cfg(feature = "files")]
pub(crate) fn replaces(here: &Path, wanted: &CliOverrides) -> bool {
    wanted.isolated || wanted.config.iter().any(|it| !CliOverrides::is_value(it, here) && !it.ends_with(SUITE))
}

/// A path that a flag names.
fn from(here: &Path, path: &str) -> PathBuf {
    if here == Path::new(".") { PathBuf::from(path) } else { here.join(path) }
}

/// Joins the closest configuration with what the user wants; paths of flags count from a folder.
///
/// # Errors
/// If anything of it can't be used: everything that is wrong, with its place.
pub(crate) fn configure(
    here: &Path,
    closest: Option<&Path>,
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
    let (values, named): (Vec<&String>, Vec<&String>) =
        wanted.config.iter().partition(|it| CliOverrides::is_value(it, here));
    let mut project = Project::default();
    for path in named.iter().map(|it| from(here, it)).chain(closest.map(Path::to_owned)) {
        let own = resolve(path.parent().unwrap_or(&path));
        if !path.to_string_lossy().ends_with(SUITE) {
            project.folders.push(own.clone());
        }
        found.project = paths::repository(&own).map(Path::to_owned).unwrap_or(own);
        found.load(&path, &mut Vec::new(), None)?;
    }
    let files = std::mem::take(&mut found.files);
    let here = resolve(here);
    for value in values {
        let layer = Layer::new(FLAG.to_owned(), value.clone(), here.clone());
        if let Some((_, span)) = layer.written.extends.iter().find(|it| !matches!(it.0, BaseProfile::Set(_))) {
            return Err(told(
                &layer,
                span,
                "`extends` can name a file only in a configuration file; pass the file with `--config FILE`",
            )
            .into());
        }
        found.layers.push(layer);
    }
    let (layers, rules) = found.finish(&wanted.selection.elsewhere)?;
    let mut configured = ResolvedConfig {
        layers,
        origins: rules.iter().map(|_| String::new()).collect(),
        base: Settings::of_set(rules, RuleSet::Recommended),
        selection: wanted.selection.clone(),
        per_path: Vec::new(),
        include: None,
        exclude: Vec::new(),
        allows: Vec::new(),
        fail_on: None,
        max_warnings: None,
        output_format: None,
        documentation: None,
        #[cfg(feature = "files")]
        baseline: None,
        project,
        files,
    };
    configured.join(wanted.profile)?;
    for pattern in &wanted.exclude {
        let found = Patterns::new(&here, [pattern.as_str()]);
        let refused = |(_, why)| ConfigErrors::new(format!("`--exclude`: invalid glob pattern `{pattern}`: {why}"));
        configured.exclude.push((found.map_err(refused)?, "`--exclude`".to_owned()));
    }
    // A slip in a flag is told whether a draft is there or not.
    configured.for_path(None)?;
    Ok(configured)
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

/// The maximum length of a chain of `extends`.
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
            return Err(fail(format!("circular `extends`: {}", circle.collect::<Vec<_>>().join(" → "))));
        }
        // What several extend is read once, before the first of them.
        if self.known.contains(&absolute) {
            return Ok(());
        }
        if opened.len() >= MOST_EXTENDED {
            return Err(fail(format!("more than {MOST_EXTENDED} configurations in one chain of `extends`")));
        }
        let name = files::name(path);
        let text = (self.read)(path).map_err(|error| fail(format!("can't read `{name}`: {error}")))?;
        self.files.push(path.to_owned());
        let outside = from.filter(|_| !absolute.starts_with(&self.project)).map(|(layer, span)| {
            let words =
                format!("`{name}` lies outside the project and has errors; `vattel check --config {name}` shows them");
            layer.outside.clone().unwrap_or_else(|| told(layer, span, words))
        });
        if name.ends_with(SUITE) {
            let suite = read_suite(self.suites.len(), &name, &text)
                .map_err(|faults| outside.map_or(faults, ConfigErrors::from))?;
            if let Some(other) =
                self.suites.iter().find(|it| it.name == suite.name && it.source.text != suite.source.text)
            {
                let words =
                    format!("`{name}` and `{}` are suites with the same name, `{}`", other.source.name, suite.name);
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
                // What several extend has one name.
                let plain = plain_path(&other);
                let other = if resolve(&plain) == resolve(&other) { plain } else { other };
                self.load(&other, opened, Some((&layer, span)))?;
            }
        }
        self.known.extend(opened.pop());
        self.layers.push(layer);
        Ok(())
    }

    /// Reads the configurations again, now that all rules are known, and reports every error.
    fn finish(self, elsewhere: &BTreeSet<String>) -> Result<(Vec<Layer>, Arc<[RuleRef]>), ConfigErrors> {
        let of_suites = self.suites.into_iter().flat_map(|it| it.rules).map(RuleRef::Written);
        let rules: Arc<[RuleRef]> = rules::shared().chain(of_suites).collect();
        let mut layers = self.layers;
        let mut faults = Vec::new();
        for layer in &mut layers {
            let (written, mut found) = file::read(&layer.text, &rules);
            layer.written = written;
            // A flag may name a rule that only other configurations of the run know.
            let word = |it: &TomlError| layer.text.get(it.span.clone()).map(|it| it.trim_matches(['"', '\'']));
            found.retain(|it| layer.name != FLAG || word(it).is_none_or(|it| !elsewhere.contains(it)));
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
            if let Some((most, span)) = &written.max_warnings {
                self.max_warnings = Some((*most, origin(layer, span)));
            }
            if let Some((name, span)) = &written.output_format {
                #[cfg(feature = "report")]
                check_format(layer, name, span)?;
                #[cfg(not(feature = "report"))]
                let _ = span;
                self.output_format = Some(name.clone());
            }
            #[cfg(feature = "files")]
            if let Some((path, span)) = &written.baseline {
                let path = resolve(&layer.folder.join(path));
                self.baseline = Some(ConfiguredBaseline { path, at: told(layer, span, "") });
            }
            if let Some((readings, _)) = &written.readings {
                self.base.readings = readings.clone();
            }
            if let Some((address, _)) = &written.documentation {
                self.documentation = Some(address.clone());
            }
            if let Some((most, _)) = &written.max_readings {
                self.base.max_readings = Some(*most);
            }
            if let Some((wanted, span)) = &written.required_version {
                check_version(layer, wanted, span)?;
            }
            if let Some(found) = patterns(layer, &written.include)? {
                self.include = Some((found, format!("`include` in {}", layer.name)));
            }
            if let Some(found) = patterns(layer, &written.exclude)? {
                self.exclude = vec![(found, format!("`exclude` in {}", layer.name))];
            }
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

    /// Format options.
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

    /// Why a file is left out, by its resolved path: it is excluded, or its own configuration does not include it.
    #[cfg(feature = "files")]
    pub(crate) fn leaves_out(&self, own: &Path, is_own: bool) -> Option<String> {
        if let Some((_, who)) = self.exclude.iter().find(|it| it.0.hold(own)) {
            return Some(format!("excluded by {who}"));
        }
        let (_, who) = self.include.as_ref().filter(|it| is_own && !it.0.matches(own))?;
        Some(format!("not included by {who}"))
    }

    /// The rules that its suites bring.
    #[cfg(feature = "files")]
    pub(crate) fn rules_of_suites(&self) -> impl Iterator<Item = RuleRef> {
        self.base.rules().iter().filter(|it| it.written.is_some()).cloned()
    }

    /// Whether it assumes something of an actor.
    #[cfg(feature = "files")]
    pub(crate) fn assumes(&self, actor: &str) -> bool {
        let Assumed { aggressors, votes_with, controls } = &self.base.assumed;
        let pairs = votes_with.iter().chain(controls).flat_map(|it| [&it.0, &it.1]);
        aggressors.iter().flat_map(|it| it.against.iter().chain([&it.who])).chain(pairs).any(|it| it == actor)
    }

    /// The words that flags may use for these rules and their categories.
    #[cfg(feature = "files")]
    pub(crate) fn words_of_suites(&self) -> impl Iterator<Item = String> {
        self.rules_of_suites().flat_map(|it| [it.id.to_string(), it.name().to_owned(), it.category().to_owned()])
    }

    fn allowed(&self, at: usize) -> (&Layer, &AllowEntry) {
        let (_, layer, entry) = &self.allows[at];
        (&self.layers[*layer], &self.layers[*layer].written.allow[*entry])
    }

    /// Counts what may stand as suppressed; gives which entries were of use.
    pub(crate) fn allow(&self, path: &Path, report: &mut Report) -> Vec<AllowId> {
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
                    used.extend(self.allow_id(*at));
                    let reason = self.allowed(*at).1.reason.clone().unwrap_or_default();
                    finding.allowance = Some(Suppression { in_draft: false, reason });
                    report.suppressed.push(finding);
                }
                None => report.findings.push(finding),
            }
        }
        used
    }

    fn allow_id(&self, at: usize) -> Option<AllowId> {
        let (layer, allow) = self.allowed(at);
        Some((layer.name.clone(), allow.rule.as_ref()?.1.start))
    }

    /// Whether an entry gives a reason and its time is not over.
    fn is_live(&self, at: usize) -> bool {
        let allow = self.allowed(at).1;
        allow.reason.is_some() && allow.until.as_ref().is_none_or(|it| it.0 >= today())
    }

    /// Findings about the entries: expired, without a reason, or unused in a run over every draft.
    pub(crate) fn audit(&self, settings: &Settings, used: &BTreeSet<AllowId>, all: bool) -> Vec<(Source, Report)> {
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
                    format!("the entry for `{id}` gives no reason, and suppresses nothing"),
                    "state the reason: `reason = \"…\"`",
                )
            } else if let Some((until, span)) = allow.until.as_ref().filter(|_| !self.is_live(at)) {
                (
                    "suppression/needless",
                    span,
                    format!("the entry for `{id}` expired after {until}"),
                    "fix the draft or extend `until`",
                )
            } else if all && runs && self.allow_id(at).is_some_and(|it| !used.contains(&it)) {
                (
                    "suppression/needless",
                    span,
                    format!("the entry for `{id}` suppresses nothing"),
                    "remove the entry: no finding matches it",
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
        return Err(told(layer, span, format!("`{wanted}` is not a version requirement; write `>=0.1`")).into());
    };
    // What comes before a release counts as that release.
    let Ok(own) = semver::Version::parse(env!("CARGO_PKG_VERSION")) else { return Ok(()) };
    let own = semver::Version::new(own.major, own.minor, own.patch);
    if required.matches(&own) {
        return Ok(());
    }
    Err(told(layer, span, format!("the configuration requires Vattel {wanted}; this is version {own}")).into())
}

#[cfg(feature = "report")]
fn check_format(layer: &Layer, name: &str, span: &Range<usize>) -> Result<(), ConfigErrors> {
    let mut known = Format::ALL.iter().map(|it| it.1);
    if known.clone().any(|it| it == name) {
        return Ok(());
    }
    let words = match nearest(name, known.clone()) {
        Some(meant) => format!("`{name}` is not an output format; did you mean `{meant}`?"),
        None => format!(
            "`{name}` is not an output format; expected one of {}",
            known.by_ref().collect::<Vec<_>>().join(", ")
        ),
    };
    Err(told(layer, span, words).into())
}

fn patterns(layer: &Layer, written: &[(String, Range<usize>)]) -> Result<Option<Patterns>, ConfigErrors> {
    if written.is_empty() {
        return Ok(None);
    }
    let found = Patterns::new(&layer.folder, written.iter().map(|it| it.0.as_str()));
    let refused = |(at, why): (usize, String)| {
        ConfigErrors::from(told(layer, &written[at].1, format!("invalid glob pattern: {why}")))
    };
    found.map(Some).map_err(refused)
}
