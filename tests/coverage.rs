//! What expresses and judges each mechanism that the literature names: `tests/coverage.toml`, checked against the program, and
//! the page that is made of it.

use crate::support::vattel::vattel;
use crate::support::{bless, marks, root};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use vattel::rules;
use vattel::syntax::ast::ProvisionKind;
use vattel::syntax::clauses::{CLAUSES, RECORDED_ONLY};
use vattel::syntax::lexer::{Lexer, TokenKind};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    mechanism: Vec<Mechanism>,
}

/// A mechanism of the literature.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mechanism {
    section: String,
    name: String,
    /// Clauses that express it, by their keywords.
    #[serde(default)]
    clauses: Vec<String>,
    /// Provisions, declarations and brackets that express it, by their first word.
    #[serde(default)]
    heads: Vec<String>,
    /// Rules that judge it.
    #[serde(default)]
    rules: Vec<String>,
    /// Drafts that use all these clauses and heads between them, and in which all these rules report something.
    #[serde(default)]
    shown: Vec<String>,
    /// What is missing, and why.
    gap: Option<String>,
}

/// The heads besides those of provisions.
const DECLARATIONS: &[&str] =
    &["annex", "area", "assume", "body", "group", "line", "organization", "party", "zone", "["];

/// What a draft shows.
struct Shown {
    /// Its words and opening brackets, each with blanks around it.
    words: String,
    fired: BTreeSet<String>,
}

fn mechanisms() -> Vec<Mechanism> {
    let text = std::fs::read_to_string(root().join("tests/coverage.toml")).expect("the table");
    let file: File = toml::from_str(&text).expect("a table of mechanisms");
    file.mechanism
}

fn shown(path: &str) -> Option<Shown> {
    let bytes = std::fs::read(root().join(path)).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let settings = marks::settings(&["all".to_owned()]).expect("settings");
    let (_, report) = marks::check(Path::new(path), &bytes, &settings);
    let fired = report.findings.iter().map(|it| it.rule.to_string()).collect();
    let told = |it: &TokenKind| matches!(it, TokenKind::Word | TokenKind::Bracket);
    let words = Lexer::new(&text).filter(|it| told(&it.kind)).map(|it| it.span.of(&text));
    let words = words.fold(" ".to_owned(), |all, it| all + it + " ");
    Some(Shown { words, fired })
}

/// What is wrong with a row.
fn faults(row: &Mechanism, drafts: &BTreeMap<&str, Option<Shown>>) -> Vec<String> {
    let mut found = Vec::new();
    let keyword = |word: &str| CLAUSES.iter().any(|it| it.texts.contains(&word));
    let provision = |word: &str| ProvisionKind::ALL.iter().any(|it| it.1 == word);
    found.extend(row.clauses.iter().filter(|it| !keyword(it)).map(|it| format!("no clause is `{it}`")));
    let known = |it: &&String| provision(it) || DECLARATIONS.contains(&it.as_str());
    found.extend(row.heads.iter().filter(|it| !known(it)).map(|it| format!("nothing begins with `{it}`")));
    found.extend(row.rules.iter().filter(|it| rules::find(it).is_none()).map(|it| format!("no rule is `{it}`")));
    let there: Vec<(&String, &Shown)> =
        row.shown.iter().filter_map(|it| Some((it, drafts.get(it.as_str())?.as_ref()?))).collect();
    if there.len() < row.shown.len() {
        found.push(format!("a draft is not there: {}", row.shown.join(", ")));
    }
    let uses = |shown: &Shown, it: &str| shown.words.contains(&format!(" {it} "));
    for word in row.clauses.iter().chain(&row.heads).filter(|word| !there.iter().any(|it| uses(it.1, word))) {
        found.push(format!("no draft that it names uses `{word}`"));
    }
    for rule in row.rules.iter().filter(|rule| !there.iter().any(|it| it.1.fired.contains(*rule))) {
        found.push(format!("`{rule}` reports nothing in the drafts that it names"));
    }
    for (path, shown) in &there {
        let words = row.clauses.iter().chain(&row.heads).any(|it| uses(shown, it));
        if !words && !row.rules.iter().any(|it| shown.fired.contains(it)) {
            found.push(format!("{path} shows nothing of it"));
        }
    }
    if row.rules.is_empty() && row.gap.as_ref().is_none_or(|it| it.split_whitespace().count() < 5) {
        found.push("no rule judges it, and why is not said".to_owned());
    }
    found.into_iter().map(|it| format!("{}: {it}", row.name)).collect()
}

#[test]
fn every_mechanism_is_expressed_and_judged_or_its_gap_is_explained() {
    let rows = mechanisms();
    let paths: BTreeSet<&str> = rows.iter().flat_map(|it| &it.shown).map(String::as_str).collect();
    let drafts: BTreeMap<&str, Option<Shown>> = paths.into_iter().map(|it| (it, shown(it))).collect();
    let wrong: Vec<String> = rows.iter().flat_map(|it| faults(it, &drafts)).collect();
    assert_eq!(wrong, Vec::<String>::new());
    let names: BTreeSet<&str> = rows.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names.len(), rows.len(), "each mechanism has one row");
    // A row that names what is not there is found.
    let row = Mechanism {
        section: String::new(),
        name: "x".to_owned(),
        clauses: vec!["decided".to_owned(), "decidedly".to_owned()],
        heads: vec!["treatise".to_owned()],
        rules: vec!["veto/nobody".to_owned()],
        shown: vec!["drafts/nowhere.treaty".to_owned()],
        gap: None,
    };
    assert_eq!(faults(&row, &drafts).len(), 8);
}

#[test]
fn the_page_on_coverage_is_fresh() {
    bless::file(&root().join("docs/coverage.md"), &page(&mechanisms())).unwrap_or_else(|fault| panic!("{fault}"));
}

fn page(rows: &[Mechanism]) -> String {
    let mut page = "<!-- Generated from `tests/coverage.toml` and the table of clauses by `BLESS=1 cargo test`; edit those. -->\n\
        # Coverage\n\n\
        Each mechanism that the literature on guarantees and ceasefires names: what expresses it in a draft, which rules judge \
        it, and which drafts show both. A test compares every row with the program.\n"
        .to_owned();
    let code = |words: &[String]| words.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
    let mut section = "";
    for row in rows {
        if row.section != section {
            section = &row.section;
            let _ = write!(
                page,
                "\n## {section}\n\n| mechanism | written with | judged by | shown in |\n|---|---|---|---|\n"
            );
        }
        let written: Vec<String> = row.heads.iter().chain(&row.clauses).cloned().collect();
        let rules: Vec<String> = row.rules.iter().map(|it| format!("[`{it}`](rules/{it}.md)")).collect();
        let shown: Vec<String> = row.shown.iter().map(|it| format!("[{}](../{it})", stem(it))).collect();
        let gap = row.gap.as_deref();
        let judged = [rules.join(", "), gap.unwrap_or_default().to_owned()];
        let judged: Vec<&str> = judged.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
        let _ = writeln!(page, "| {} | {} | {} | {} |", row.name, code(&written), judged.join(". "), shown.join(", "));
    }
    page.push_str(
        "\n## Clauses that no rule reads\n\n\
         Suites and reports show these clauses; no finding depends on them.\n\n| clause | says |\n|---|---|\n",
    );
    for row in CLAUSES.iter().filter(|it| it.readers == [RECORDED_ONLY]) {
        let texts: Vec<String> = row.texts.iter().map(|it| (*it).to_owned()).collect();
        let _ = writeln!(page, "| {} | {} |", code(&texts), row.description);
    }
    page
}

/// The name of a draft; of the fixture of a rule, the rule's.
fn stem(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path).trim_end_matches(".treaty")
}

#[test]
fn a_report_says_what_no_rule_asks_of_a_text_of_its_purpose() {
    let said = |path: &str| {
        let ran = vattel(["check", path, "--output-format", "json"]).run();
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
        let purposes = report["summary"]["not_asked"].as_array().expect("a list").clone();
        purposes.iter().map(|it| it["purpose"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    for (path, wanted) in [
        ("tests/cases/purposes/a-ceasefire-owes-no-help.treaty", &["ceasefire", "inspection"][..]),
        ("tests/cases/purposes/a-base-agreement-owes-no-help.treaty", &["stationing", "inspection"]),
        ("tests/cases/purposes/a-neutrality-answered-by-talks.treaty", &["neutrality"]),
        ("tests/cases/purposes/posts-are-no-help.treaty", &[]),
        ("drafts/flawed/smm-2014.treaty", &["stationing", "inspection", "resolution"]),
        ("drafts/flawed/budapest-1994.treaty", &["guarantee", "non-binding text"]),
        ("drafts/sound/egypt-israel-1979.treaty", &["peace", "stationing", "force limits", "inspection"]),
        ("drafts/sound/north-atlantic-1949.treaty", &["guarantee"]),
    ] {
        assert_eq!(said(path), wanted, "{path}");
    }
}

/// The rows of the table of what the sources name: the draft, the rule, what was found.
fn named_by_sources() -> Vec<(String, String, String)> {
    let text = std::fs::read_to_string(root().join("drafts/README.md")).expect("the page");
    let table = text.split("## What the sources name").nth(1).expect("the table");
    let rows = table.lines().filter(|it| it.starts_with("| `"));
    let cells =
        rows.map(|it| it.trim_matches('|').split(" | ").map(|it| it.trim().trim_matches('`')).collect::<Vec<_>>());
    cells.map(|it| (it[0].to_owned(), it[2].to_owned(), it[3].to_owned())).collect()
}

#[test]
fn what_is_said_to_be_found_in_the_drafts_is_found() {
    let rows = named_by_sources();
    assert!(rows.len() > 40, "{}", rows.len());
    for (draft, rule, found) in rows {
        let shown = shown(&format!("drafts/flawed/{draft}.treaty")).expect("a shipped draft");
        let by = found.strip_prefix("yes, by `").map_or(rule.as_str(), |it| it.trim_end_matches('`'));
        if found.starts_with("yes") {
            assert!(shown.fired.contains(by), "{draft}: `{by}` is said to report it");
        }
    }
}
