//! A fix cures: applied to the draft, it leaves the draft readable and the finding is gone.

use crate::support::{files, marks, relative, root};
use std::path::Path;
use vattel::config::Settings;
use vattel::diagnostic::{Diagnostic, Fix};
use vattel::model::applied;
use vattel::rules::CATALOGUE;
use vattel::rules::page;

/// The findings of a draft under all rules.
fn findings(name: &str, text: &str) -> Vec<Diagnostic> {
    marks::check(Path::new(name), text.as_bytes(), &Settings::all()).1.findings
}

/// What is wrong with a fix of a finding, if anything.
fn fault(name: &str, text: &str, before: &[Diagnostic], finding: &Diagnostic, fix: &Fix) -> Option<String> {
    let after = findings(name, &applied(text, &fix.edits));
    let same = |it: &&Diagnostic| it.rule == finding.rule && it.message == finding.message;
    let unreadable = |it: &&Diagnostic| it.rule.starts_with("syntax/");
    if after.iter().filter(same).count() >= before.iter().filter(same).count() {
        return Some("the finding is still there".to_owned());
    }
    (after.iter().filter(unreadable).count() > before.iter().filter(unreadable).count())
        .then(|| "the draft can't be read any more".to_owned())
}

#[test]
fn a_fix_clears_the_finding_of_a_veto() {
    let folder = root().join("drafts/rules/veto");
    let mut texts: Vec<(String, String)> = files(&folder, "treaty")
        .iter()
        .map(|path| (relative(path), std::fs::read_to_string(path).expect("a draft")))
        .collect();
    for rule in CATALOGUE.iter().filter(|it| it.category() == "veto") {
        texts.extend(page::examples(rule).into_iter().map(|it| (format!("page {}", rule.id), it.text)));
    }
    let (mut faults, mut fixes) = (Vec::new(), 0);
    for (name, text) in texts {
        let before = findings(&name, &text);
        for finding in before.iter().filter(|it| it.rule.starts_with("veto/")) {
            for fix in &finding.fixes {
                fixes += 1;
                let fault = fault(&name, &text, &before, finding, fix);
                faults.extend(fault.map(|it| format!("{name}: {}: {}: {it}", finding.message, fix.title)));
            }
        }
    }
    assert!(fixes > 20, "there are fixes to try");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
