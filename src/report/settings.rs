//! The settings of a configuration: what each means, and what holds without it.

use super::foreign;
use super::place::bold;
use crate::config::keys::CONFIG_KEYS;
use crate::rules::options::{OPTIONS, OptionSetting, Options};
use serde::Serialize;
use std::fmt::Write as _;

/// A setting, as it is listed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SettingRow {
    /// Its path: `fail-on`, `rules.gate/and-stack.gates`.
    pub key: String,
    /// What it means.
    pub description: String,
    /// What holds without it.
    pub default: String,
    /// A line of a file.
    pub example: String,
    /// The flag that replaces it or adds to it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub flag: String,
    /// The variable that does.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub variable: String,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct SettingList {
    version: u32,
    settings: Vec<SettingRow>,
}

impl SettingRow {
    /// Whether a key names it, or the table that holds it.
    pub fn is_of(&self, key: &str) -> bool {
        self.key == key || self.key.strip_prefix(key).is_some_and(|it| it.starts_with('.'))
    }
}

/// Every setting: those of the file, then the options of rules.
pub fn rows() -> Vec<SettingRow> {
    let own = |text: &str| text.to_owned();
    let keys = CONFIG_KEYS.iter().map(|it| SettingRow {
        key: own(it.key),
        description: own(it.description),
        default: own(it.default),
        example: format!("{} = {}", it.key.replace("RULE", "puffery"), it.example),
        flag: own(it.flag),
        variable: own(it.variable),
    });
    let mut defaults = Options::default();
    let options = OPTIONS.iter().map(|it| {
        let (default, kind) = match it.setting {
            OptionSetting::Number(of) => (of(&mut defaults).to_string(), "a number"),
            OptionSetting::Words(of) => (format!("{:?}", of(&mut defaults)), "a list of words"),
        };
        let bare = it.rule.split('/').next_back().unwrap_or(it.rule);
        SettingRow {
            key: format!("rules.{}.{}", it.rule, it.key),
            description: format!("Option of the rule, {kind}: see `vattel explain {}`", it.rule),
            example: format!("rules.{bare} = {{ {} = {default} }}", it.key),
            default,
            flag: String::new(),
            variable: String::new(),
        }
    });
    keys.chain(options).collect()
}

/// For people.
pub fn text(rows: &[SettingRow], color: bool) -> String {
    let mut out = String::new();
    for (at, it) in rows.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let _ = writeln!(out, "{}\n    {}.", bold(&it.key, color), it.description);
        let _ = writeln!(out, "    default: {}", shortened(&it.default));
        let _ = writeln!(out, "    example: {}", shortened(&it.example));
        if !it.flag.is_empty() {
            let _ = writeln!(out, "    flag: {}", it.flag);
        }
        if !it.variable.is_empty() {
            let _ = writeln!(out, "    variable: {}", it.variable);
        }
    }
    out
}

/// Long lists are on the page of their rule.
fn shortened(value: &str) -> String {
    const MOST: usize = 100;
    match value.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} …", &value[..end]),
        None => value.to_owned(),
    }
}

/// For machines.
pub fn json(rows: &[SettingRow]) -> String {
    foreign::document(&SettingList { version: 1, settings: rows.to_vec() })
}

/// For documents.
pub fn markdown(rows: &[SettingRow]) -> String {
    let mut out = String::from("| key | meaning | default | example |\n|---|---|---|---|\n");
    for it in rows {
        let example = foreign::code(&shortened(&it.example));
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {example} |",
            it.key,
            it.description,
            foreign::code(&shortened(&it.default))
        );
    }
    out
}
