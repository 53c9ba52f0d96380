//! A configuration as it is written, `vattel.toml`: what it says, where, and what is wrong with it.

use super::keys::keys_in;
use super::{RuleLevel, Selector, UnknownRule, assume, rule_named};
use crate::diagnostic::{Severity, nearest, suppress};
use crate::model::{Assumed, Which};
use crate::rules::options::{OPTIONS, OptionSetting};
use crate::rules::{Profile, RuleRef, RuleSet};
pub use crate::suite::table::TomlError;
use crate::suite::table::{Faults, SpannedValue};
use jiff::civil::Date;
use std::ops::Range;
use std::path::Path;
use toml::de::DeTable;

/// What a configuration says.
#[derive(Clone, Debug, Default)]
pub struct ConfigFile {
    /// What it builds on, with its place: sets of rules, other configurations.
    pub extends: Vec<(BaseProfile, Range<usize>)>,
    /// For whom the drafts are read.
    pub profile: Option<(Profile, Range<usize>)>,
    /// The lightest finding that makes the exit code 1.
    pub fail_on: Option<(Severity, Range<usize>)>,
    /// How many warnings there may be.
    pub max_warnings: Option<(usize, Range<usize>)>,
    /// The format of the standard output, as written.
    pub output_format: Option<(String, Range<usize>)>,
    /// The base address of the documentation.
    pub documentation: Option<(String, Range<usize>)>,
    /// The file of known findings.
    pub baseline: Option<(String, Range<usize>)>,
    /// Which readings of a draft are visited.
    pub readings: Option<(Which, Range<usize>)>,
    /// At most so many of them.
    pub max_readings: Option<(u64, Range<usize>)>,
    /// The version that it needs, as written.
    pub required_version: Option<(String, Range<usize>)>,
    /// No line of a draft is longer than so many characters.
    pub line_width: Option<(usize, Range<usize>)>,
    /// So many blanks stand before what a block holds.
    pub indent: Option<(usize, Range<usize>)>,
    /// Which files of a folder are drafts to check; all if empty.
    pub include: Vec<(String, Range<usize>)>,
    /// Which are not.
    pub exclude: Vec<(String, Range<usize>)>,
    /// Which files outside the project drafts may include as instruments.
    pub instruments: Vec<(String, Range<usize>)>,
    /// Who may attack whom.
    pub assumed: Assumed,
    /// Where that is said.
    pub assumed_span: Option<Range<usize>>,
    /// Levels and options.
    pub rules: Vec<RuleSetting>,
    /// The same for some files.
    pub per_path: Vec<PerPath>,
    /// Findings that may stand.
    pub allow: Vec<AllowEntry>,
}

/// Findings that may stand, `[[allow]]`.
#[derive(Clone, Debug, Default)]
pub struct AllowEntry {
    /// The rule, by its place in the catalogue, and where it is named.
    pub rule: Option<(usize, Range<usize>)>,
    /// The clause: the name of a provision, or `Article 5`; any if not given.
    pub element: Option<String>,
    /// In which drafts; in any if empty.
    pub files: Vec<(String, Range<usize>)>,
    /// Why it may stand.
    pub reason: Option<String>,
    /// The last day on which it may, and where that is said.
    pub until: Option<(Date, Range<usize>)>,
}

/// What a configuration builds on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaseProfile {
    /// A built-in set.
    Set(RuleSet),
    /// Another configuration, by its path from this one.
    File(String),
    /// A suite of rules, likewise.
    Suite(String),
}

/// A level, or an option, of the rules that a word names.
#[derive(Clone, Debug)]
pub struct RuleSetting {
    /// The word: a rule, a category.
    pub word: String,
    /// Where it stands.
    pub span: Range<usize>,
    /// The level.
    pub level: Option<RuleLevel>,
    /// Options, by their place in [`OPTIONS`].
    pub options: Vec<(usize, OptionValue)>,
}

/// The value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValue {
    /// A number.
    Number(u32),
    /// Words.
    Words(Vec<String>),
}

/// Settings for some files.
#[derive(Clone, Debug)]
pub struct PerPath {
    /// Patterns of paths.
    pub files: Vec<(String, Range<usize>)>,
    /// Levels and options there.
    pub rules: Vec<RuleSetting>,
}

/// How the name of a suite ends.
pub const SUITE: &str = ".suite.toml";

/// Reads a configuration that may name some rules. What can be read is kept, so that all faults are told at once.
pub fn read(text: &str, known: &[RuleRef]) -> (ConfigFile, Vec<TomlError>) {
    let mut reader = ConfigReader { known, written: ConfigFile::default(), faults: Faults::default() };
    let table = reader.faults.table(text);
    reader.top(table.get_ref());
    (reader.written, reader.faults.in_order())
}

struct ConfigReader<'r> {
    known: &'r [RuleRef],
    written: ConfigFile,
    faults: Faults,
}

impl ConfigReader<'_> {
    fn fault(&mut self, span: Range<usize>, words: impl Into<String>) {
        self.faults.add(span, words);
    }

    /// A whole number within bounds.
    fn between(&mut self, value: SpannedValue<'_, '_>, least: usize, most: usize) -> Option<usize> {
        let number = value.get_ref().as_integer().and_then(|it| it.as_str().parse().ok());
        let found = number.filter(|it| (least..=most).contains(it));
        if found.is_none() {
            self.fault(value.span(), format!("expected an integer from {least} to {most}"));
        }
        found
    }

    fn top(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match &**key.get_ref() {
                "extends" => self.extends(value),
                "profile" => {
                    let read = |word: &str| Profile::ALL.iter().find(|it| it.1 == word).map(|it| it.0);
                    let known = Profile::ALL.iter().map(|it| it.1);
                    self.written.profile =
                        self.faults.word(value, "a profile", read, known).map(|it| (it, value.span()));
                }
                "fail-on" => {
                    let known = Severity::ALL.iter().map(|it| it.as_str());
                    self.written.fail_on =
                        self.faults.word(value, "a level", Severity::from_word, known).map(|it| (it, value.span()));
                }
                "max-warnings" => {
                    let most = self.between(value, 0, 1 << 31);
                    self.written.max_warnings = most.map(|it| (it, value.span()));
                }
                "max-readings" => {
                    let most = self.between(value, 1, 1 << 31);
                    self.written.max_readings = most.map(|it| (it as u64, value.span()));
                }
                "readings" => {
                    if let Some(words) = self.faults.text(value) {
                        match Which::read(&words) {
                            Ok(which) => self.written.readings = Some((which, value.span())),
                            Err(error) => self.fault(value.span(), error.to_string()),
                        }
                    }
                }
                "documentation" => {
                    let is_address = |it: &String| {
                        let rest = it.strip_prefix("https://").or(it.strip_prefix("http://"));
                        rest.is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_graphic()))
                    };
                    if let Some(text) = self.faults.text(value) {
                        if is_address(&text) {
                            self.written.documentation = Some((text, value.span()));
                        } else {
                            self.fault(value.span(), "expected an address that starts with `https://` or `http://`");
                        }
                    }
                }
                "baseline" => self.written.baseline = self.faults.text(value).map(|it| (it, value.span())),
                "output-format" => self.written.output_format = self.faults.text(value).map(|it| (it, value.span())),
                "line-width" => self.written.line_width = self.between(value, 40, 400).map(|it| (it, value.span())),
                "indent" => self.written.indent = self.between(value, 1, 16).map(|it| (it, value.span())),
                "required-version" => {
                    self.written.required_version = self.faults.text(value).map(|it| (it, value.span()));
                }
                "include" => self.written.include = self.faults.texts(value),
                "exclude" => self.written.exclude = self.faults.texts(value),
                "instruments" => self.written.instruments = self.faults.texts(value),
                "assume" => self.assume(value),
                "rules" => self.written.rules = self.rules(value),
                "per-path" => self.per_path(value),
                "allow" => self.allow(value),
                unknown => self.faults.unknown_key(unknown, key.span(), &keys_in("")),
            }
        }
    }

    fn extends(&mut self, value: SpannedValue<'_, '_>) {
        for (word, span) in self.faults.texts(value) {
            let set = RuleSet::ALL.iter().find(|it| it.1 == word).map(|it| it.0);
            let base = match set {
                Some(set) => BaseProfile::Set(set),
                None if word.ends_with(SUITE) => BaseProfile::Suite(word),
                None if Path::new(&word).extension().is_some_and(|it| it == "toml") => BaseProfile::File(word),
                None => {
                    let near = nearest(&word, RuleSet::ALL.iter().map(|it| it.1));
                    let near = near.map_or_else(String::new, |it| format!("; did you mean `{it}`?"));
                    self.fault(
                        span,
                        format!("`{word}` is neither a set of rules nor a file that ends in `.toml`{near}"),
                    );
                    continue;
                }
            };
            self.written.extends.push((base, span));
        }
    }

    fn assume(&mut self, value: SpannedValue<'_, '_>) {
        let Some(table) = value.get_ref().as_table() else {
            return self.fault(value.span(), "expected a table `[assume]`");
        };
        self.written.assumed_span = Some(value.span());
        for (key, value) in table {
            match &**key.get_ref() {
                "potential-aggressors" => {
                    for (words, span) in self.faults.texts(value) {
                        if let Err(error) = assume(&words, &mut self.written.assumed) {
                            self.fault(span, error.to_string());
                        }
                    }
                }
                "votes-with" => {
                    for (follower, leader) in self.pairs(value) {
                        self.written.assumed.votes_with.push((follower, leader));
                    }
                }
                "controls" => {
                    for (controller, controlled) in self.pairs(value) {
                        self.written.assumed.controls.push((controller, controlled));
                    }
                }
                unknown => self.faults.unknown_key(unknown, key.span(), &keys_in("assume")),
            }
        }
    }

    /// `{ BLR = "RUS" }`
    fn pairs(&mut self, value: SpannedValue<'_, '_>) -> Vec<(String, String)> {
        let Some(table) = value.get_ref().as_table() else {
            self.fault(value.span(), "expected a table: `{ BLR = \"RUS\" }`");
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for (one, others) in table {
            pairs.extend(self.faults.texts(others).into_iter().map(|it| (one.get_ref().to_string(), it.0)));
        }
        pairs
    }

    fn rules(&mut self, value: SpannedValue<'_, '_>) -> Vec<RuleSetting> {
        let Some(table) = value.get_ref().as_table() else {
            self.fault(value.span(), "expected a table with a level for each rule or category");
            return Vec::new();
        };
        table.iter().filter_map(|(key, value)| self.rule(key.get_ref(), key.span(), value)).collect()
    }

    fn rule(&mut self, word: &str, span: Range<usize>, value: SpannedValue<'_, '_>) -> Option<RuleSetting> {
        // A set or a profile is no rule: it is extended, or named as profile.
        let known = match Selector::read(self.known, word) {
            Ok(Selector::Set(_) | Selector::Profile(_)) => Err(UnknownRule { name: word.to_owned(), suggestion: None }),
            found => found.map(|_| ()),
        };
        if let Err(unknown) = known {
            self.fault(span, unknown.to_string());
            return None;
        }
        let mut setting = RuleSetting { word: word.to_owned(), span, level: None, options: Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            setting.level = self.level(value);
            return setting.level.is_some().then_some(setting);
        };
        for (key, value) in table {
            match &**key.get_ref() {
                "level" => setting.level = self.level(value),
                option => {
                    if let Some(found) = self.option(word, option, key.span(), value) {
                        setting.options.push(found);
                    }
                }
            }
        }
        Some(setting)
    }

    fn level(&mut self, value: SpannedValue<'_, '_>) -> Option<RuleLevel> {
        let words = RuleLevel::ALL.iter().map(|it| it.1);
        self.faults.word(value, "a level", |word| RuleLevel::ALL.iter().find(|it| it.1 == word).map(|it| it.0), words)
    }

    fn option(
        &mut self,
        rule: &str,
        key: &str,
        span: Range<usize>,
        value: SpannedValue<'_, '_>,
    ) -> Option<(usize, OptionValue)> {
        let id = rule_named(self.known, rule).ok().map(|at| &*self.known[at].id);
        let theirs: Vec<&'static str> = OPTIONS.iter().filter(|it| Some(it.rule) == id).map(|it| it.key).collect();
        let Some(at) = OPTIONS.iter().position(|it| Some(it.rule) == id && it.key == key) else {
            let known: Vec<&'static str> = std::iter::once("level").chain(theirs).collect();
            self.faults.unknown_key(key, span, &known);
            return None;
        };
        let found = match OPTIONS[at].setting {
            OptionSetting::Words(_) => {
                Some(OptionValue::Words(self.faults.texts(value).into_iter().map(|it| it.0).collect()))
            }
            OptionSetting::Number(_) => {
                let number = value.get_ref().as_integer();
                let number = number.and_then(|it| u32::from_str_radix(it.as_str(), it.radix()).ok());
                if number.is_none() {
                    self.fault(value.span(), "expected a non-negative integer");
                }
                number.map(OptionValue::Number)
            }
        };
        found.map(|it| (at, it))
    }

    fn allow(&mut self, value: SpannedValue<'_, '_>) {
        for (table, span) in self.faults.tables("allow", value) {
            let mut found = AllowEntry::default();
            for (key, value) in table {
                match &**key.get_ref() {
                    "rule" => {
                        let Some(word) = self.faults.text(value) else { continue };
                        match rule_named(self.known, &word) {
                            Ok(at) => found.rule = Some((at, value.span())),
                            Err(unknown) => self.fault(value.span(), unknown.to_string()),
                        }
                    }
                    "element" => found.element = self.faults.text(value),
                    "reason" => found.reason = self.faults.text(value).filter(|it| suppress::is_reason(it)),
                    "files" => found.files = self.faults.texts(value),
                    "until" => {
                        let text = value.get_ref().as_datetime().map(ToString::to_string);
                        let text = text.or_else(|| value.get_ref().as_str().map(ToOwned::to_owned));
                        match text.and_then(|it| it.parse::<Date>().ok()) {
                            Some(date) => found.until = Some((date, value.span())),
                            None => self.fault(value.span(), "expected a date: `until = 2027-01-31`"),
                        }
                    }
                    unknown => self.faults.unknown_key(unknown, key.span(), &keys_in("allow")),
                }
            }
            if !table.iter().any(|it| it.0.get_ref() == "rule") {
                self.fault(span, "missing key `rule`: `rule = \"drafting/puffery\"`");
            }
            self.written.allow.push(found);
        }
    }

    fn per_path(&mut self, value: SpannedValue<'_, '_>) {
        for (table, span) in self.faults.tables("per-path", value) {
            let mut found = PerPath { files: Vec::new(), rules: Vec::new() };
            for (key, value) in table {
                match &**key.get_ref() {
                    "files" => found.files = self.faults.texts(value),
                    "rules" => found.rules = self.rules(value),
                    unknown => self.faults.unknown_key(unknown, key.span(), &keys_in("per-path")),
                }
            }
            if found.files.is_empty() {
                self.fault(span, "missing key `files`: `files = [\"drafts/historical/**\"]`");
            }
            self.written.per_path.push(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    /// Every fault with the words that it points at.
    fn faults(text: &str) -> Vec<(String, String)> {
        read(text, Settings::all().rules()).1.into_iter().map(|it| (text[it.span].to_owned(), it.words)).collect()
    }

    #[test]
    fn a_whole_configuration() {
        let text = "
            extends = [\"strict\", \"house.toml\"]
            profile = \"beneficiary\"
            fail-on = \"warning\"
            required-version = \">=0.1\"
            include = [\"drafts/**/*.treaty\"]
            exclude = \"drafts/old/**\"
            [assume]
            potential-aggressors = [\"RUS\", \"SRB against KOS\"]
            votes-with = { BLR = \"RUS\" }
            controls = { RUS = [\"Militia\"] }
            [rules]
            aggressor-veto = \"warning\"
            deployment = \"off\"
            \"drafting/puffery\" = { level = \"error\", words = [\"robust\"] }
            and-stack = { gates = 5 }
            [[per-path]]
            files = [\"drafts/historical/**\"]
            rules = { drafting = \"off\" }
        ";
        let (written, faults) = read(text, Settings::all().rules());
        assert_eq!(faults, []);
        let bases: Vec<&BaseProfile> = written.extends.iter().map(|it| &it.0).collect();
        assert_eq!(bases, [&BaseProfile::Set(RuleSet::Strict), &BaseProfile::File("house.toml".into())]);
        assert_eq!(written.profile.map(|it| it.0), Some(Profile::Beneficiary));
        assert_eq!(written.fail_on.map(|it| it.0), Some(Severity::Warning));
        assert_eq!(written.assumed.aggressors.len(), 2);
        assert_eq!(written.assumed.votes_with, [("BLR".to_owned(), "RUS".to_owned())]);
        assert_eq!((written.rules.len(), written.per_path.len(), written.exclude.len()), (4, 1, 1));
        let options: Vec<&OptionValue> = written.rules.iter().flat_map(|it| &it.options).map(|it| &it.1).collect();
        assert!(
            options.contains(&&OptionValue::Number(5)) && options.contains(&&OptionValue::Words(vec!["robust".into()]))
        );
    }

    #[test]
    fn every_slip_is_told_in_its_place() {
        let check = |text: &str, place: &str, words: &str| {
            let found = faults(text);
            assert!(found.len() == 1 && found[0].0 == place && found[0].1.contains(words), "{text}: {found:?}");
        };
        check("max-warnings = -1", "-1", "an integer from 0");
        check("max-readings = 0", "0", "an integer from 1");
        check("readings = \"3b at\"", "\"3b at\"", "");
        check("profil = \"beneficiary\"", "profil", "did you mean `profile`?");
        check("profile = \"benificiary\"", "\"benificiary\"", "did you mean `beneficiary`?");
        check("fail-on = 3", "3", "expected a string, found a number");
        check("extends = [\"strickt\"]", "\"strickt\"", "did you mean `strict`?");
        check(
            "rules.\"veto/agressor-veto\" = \"off\"",
            "\"veto/agressor-veto\"",
            "did you mean `veto/aggressor-veto`?",
        );
        check("rules.strict = \"off\"", "strict", "no rule, category or set");
        check("rules.veto = \"of\"", "\"of\"", "did you mean `off`?");
        check("rules.puffery = { word = [\"x\"] }", "word", "did you mean `words`?");
        check("rules.and-stack = { gates = -1 }", "-1", "a non-negative integer");
        check("[assume]\npotential-agressors = []", "potential-agressors", "did you mean `potential-aggressors`?");
        check("[assume]\npotential-aggressors = [\"rus\"]", "\"rus\"", "is not an assumption");
        check("[[allow]]\nrule = \"puffry\"", "\"puffry\"", "did you mean `drafting/puffery`?");
        check("[[allow]]\nreason = \"x\"", "[[allow]]", "missing key `rule`");
        check("[[allow]]\nrule = \"puffery\"\nuntil = \"soon\"", "\"soon\"", "expected a date");
        check("[[per-path]]\nrules = {}", "[[per-path]]", "missing key `files`");
    }

    #[test]
    fn several_slips_are_told_at_once() {
        let found = faults("profil = \"x\"\nfail-on = \"never\"\n[rules]\nvetoo = \"error\"\n");
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(faults("= 3")[0].1.starts_with("invalid TOML"));
    }
}
