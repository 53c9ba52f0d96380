//! One named test for each draft under `drafts/`, each example on a rule's page, each draft in the reference and the README.
//!
//! A draft says with which rules it is checked, `#@ rules: …`, as `vattel test` reads it:
//! - `drafts/rules/<category>/<rule>.treaty`: its own rule, and what else shows it; what can't be read is always told;
//! - `drafts/sound/`: the recommended rules. A sound draft has no error and no warning; its advice is marked;
//! - `drafts/flawed/`: every rule. Every finding is marked.

#[expect(dead_code, unreachable_pub, reason = "each test binary uses its part")]
mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use support::marks;
use vattel::diagnostic::Severity;
use vattel::rules::page::{self, CodeBlockKind};
use vattel::rules::{CATALOGUE, Rule};

/// The texts whose drafts are read.
const READ: [&str; 6] = [
    "grammar/reference.md",
    "README.md",
    "docs/tutorial.md",
    "docs/tutorial-ceasefire.md",
    "docs/tutorial-deployment.md",
    "docs/tutorial-sanctions.md",
];

fn main() {
    let mut trials = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in drafts(&root.join("drafts")) {
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let relative = PathBuf::from(&name);
        trials.push(Trial::test(name, move || draft(&path, &relative).map_err(Failed::from)));
    }
    for rule in CATALOGUE {
        for example in page::examples(rule) {
            let name = format!("page {} line {}", rule.id, example.line);
            trials.push(Trial::test(name, move || on_page(rule, &example).map_err(Failed::from)));
        }
    }
    for text in READ {
        let markdown = std::fs::read_to_string(root.join(text)).unwrap_or_default();
        for block in page::blocks(&markdown).into_iter().filter(|it| it.info.starts_with("treaty")) {
            let name = format!("{text} line {}", block.line);
            trials.push(Trial::test(name, move || in_text(text, &block).map_err(Failed::from)));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// Every draft in a folder, in one order.
fn drafts(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "treaty") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn draft(path: &Path, relative: &Path) -> Result<(), String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let expected = marks::read(&String::from_utf8_lossy(&bytes))?;
    let folder = relative.components().nth(1).map(|it| it.as_os_str().to_string_lossy().into_owned());
    let sound = folder.as_deref() == Some("sound");
    let wanted = match folder.as_deref() {
        Some("rules") => rule_of(relative),
        Some("sound") => Some("recommended".to_owned()),
        _ => Some("all".to_owned()),
    };
    let select = expected.rules.ok_or(format!("it begins with `#@ rules: {}`", wanted.as_deref().unwrap_or("…")))?;
    if folder.as_deref() != Some("rules") && wanted.is_none_or(|it| select != [it]) {
        return Err("a whole draft is checked with the rules of its folder".to_owned());
    }
    let (source, report) = marks::check(relative, &bytes, &marks::settings(&select)?);
    if sound && let Some(heavy) = report.findings.iter().find(|it| it.severity <= Severity::Warning) {
        return Err(format!("a sound draft has no {}: {}: {}", heavy.severity.as_str(), heavy.rule, heavy.message));
    }
    marks::compare(&source, &report, &expected.marks)
}

/// The rule whose fixture a path is, if it bears the name of one.
fn rule_of(path: &Path) -> Option<String> {
    let id = path.strip_prefix("drafts/rules").unwrap_or(path).with_extension("").to_string_lossy().replace('\\', "/");
    CATALOGUE.iter().any(|rule| rule.id == id).then_some(id)
}

fn on_page(rule: &Rule, example: &page::PageExample) -> Result<(), String> {
    let expected = marks::read(&example.text)?;
    match example.kind {
        CodeBlockKind::Bad if expected.marks.is_empty() => return Err("a bad example marks what it shows".to_owned()),
        CodeBlockKind::Good if !expected.marks.is_empty() => return Err("a good example has no marks".to_owned()),
        CodeBlockKind::Bad | CodeBlockKind::Good => {}
    }
    let select = expected.rules.unwrap_or(vec![rule.id.to_string()]);
    let (source, report) =
        marks::check(Path::new("example.treaty"), example.text.as_bytes(), &marks::settings(&select)?);
    marks::compare(&source, &report, &expected.marks)
}

/// A draft in a text is read without a word; where it is marked `bad`, it says what the marks say. The reference of the
/// language shows what can and can't be read, and is judged by no other rule.
fn in_text(text: &str, block: &page::CodeBlock) -> Result<(), String> {
    let expected = marks::read(&block.text)?;
    let select = match (expected.rules, block.info.as_str()) {
        (Some(rules), _) => rules,
        (None, "treaty,bad") if text != "grammar/reference.md" => vec!["all".to_owned()],
        (None, _) => vec!["syntax".to_owned()],
    };
    let (source, report) = marks::check(Path::new(text), block.text.as_bytes(), &marks::settings(&select)?);
    marks::compare(&source, &report, &expected.marks)
}
