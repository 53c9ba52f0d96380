//! The table of rules.

use super::foreign;
use super::place;
use crate::diagnostic::Safety;
use crate::rules::options::{OPTIONS, OptionSetting, Options, RuleOption};
use crate::rules::{CATALOGUE, Rule, RuleRef, categories, fix_of};
use serde::Serialize;
use std::fmt::Write as _;

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct TableRow<'r> {
    id: &'r str,
    category: &'r str,
    name: &'r str,
    summary: &'r str,
    level: &'static str,
    set: &'static str,
    since: &'static str,
    serves: Vec<&'static str>,
    page: String,
    options: Vec<OptionRow>,
    /// The safest fix that its findings may have; nothing, if they have none.
    fix: Option<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct OptionRow {
    key: &'static str,
    default: OptionDefault,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
enum OptionDefault {
    Number(u32),
    Words(Vec<String>),
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct RuleTable<'r> {
    version: u32,
    rules: Vec<TableRow<'r>>,
}

/// For people.
pub fn text(rules: &[RuleRef], color: bool) -> String {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for rule in rules {
        let (on, off) = if color { (place::color(rule.level), "\u{1b}[0m") } else { ("", "") };
        let level = rule.level.as_str();
        let _ = writeln!(
            out,
            "{:<width$}  {on}{level:<7}{off}  {:<11}  {}",
            rule.id,
            rule.set.as_str(),
            foreign::line(&rule.summary)
        );
    }
    out
}

/// For machines.
pub fn json(rules: &[RuleRef]) -> String {
    let table = RuleTable { version: 1, rules: rules.iter().map(|it| row(it)).collect() };
    super::foreign::document(&table)
}

fn row(rule: &Rule) -> TableRow<'_> {
    TableRow {
        id: &rule.id,
        category: rule.category(),
        name: rule.name(),
        summary: &rule.summary,
        level: rule.level.as_str(),
        set: rule.set.as_str(),
        since: rule.since,
        serves: rule.serves.iter().map(|it| it.as_str()).collect(),
        page: rule
            .written
            .as_ref()
            .map_or_else(|| format!("docs/rules/{}.md", rule.id), |it| it.suite.name.to_string()),
        options: OPTIONS.iter().filter(|it| rule.id == it.rule).map(option).collect(),
        fix: fix_of(&rule.id).map(Safety::as_str),
    }
}

fn option(it: &RuleOption) -> OptionRow {
    let mut defaults = Options::default();
    let default = match it.setting {
        OptionSetting::Number(of) => OptionDefault::Number(*of(&mut defaults)),
        OptionSetting::Words(of) => OptionDefault::Words(of(&mut defaults).clone()),
    };
    OptionRow { key: it.key, default }
}

/// For documents: a table for each category, each rule with a link to its page.
pub fn markdown() -> String {
    let mut out = String::new();
    for category in categories() {
        let _ = writeln!(out, "## {category}\n\n| rule | level | set | finds |\n|---|---|---|---|");
        for rule in CATALOGUE.iter().filter(|rule| rule.category() == category) {
            let _ = writeln!(
                out,
                "| [`{}`]({}.md) | {} | {} | {} |",
                rule.name(),
                rule.id,
                rule.level.as_str(),
                rule.set.as_str(),
                rule.summary
            );
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}
