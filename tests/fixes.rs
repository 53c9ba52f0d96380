//! Cures that the tool applies: to a fixed point, never half, and nothing but what a finding names.

use crate::support::shipped::{self, Checked};
use crate::support::vattel::{Folder, Ran, vattel};
use crate::support::{files, one_in, relative, root};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use vattel::diagnostic::{Safety, Severity};

use vattel::source::FileId;
use vattel::syntax;

/// A copy of one shipped draft in six, from the one of that number.
fn copies(name: &str, from: usize) -> Folder {
    let folder = Folder::new(name);
    for path in files(&root().join("drafts"), "treaty").into_iter().skip(from % one_in(6)).step_by(one_in(6)) {
        if let Ok(text) = std::fs::read_to_string(&path) {
            folder.file(&relative(&path), text);
        }
    }
    folder
}

fn texts(folder: &Path) -> BTreeMap<String, String> {
    let read = |path: &std::path::PathBuf| std::fs::read_to_string(path).expect("a draft");
    files(folder, "treaty").iter().map(|it| (it.display().to_string(), read(it))).collect()
}

fn run(folder: &Folder, arguments: &[&str]) -> Ran {
    let all = ["check", "--isolated", "--select", "all", "."];
    vattel(all.into_iter().chain(arguments.iter().copied())).within(folder.path()).run()
}

fn errors(text: &str) -> usize {
    let found = syntax::parse(FileId(0), text).diagnostics;
    found.iter().filter(|it| it.severity == Severity::Error).count()
}

#[test]
fn cures_come_to_an_end_and_leave_every_draft_readable() {
    for flags in [&["--fix"][..], &["--fix", "--unsafe-fixes"]] {
        let folder = copies(&format!("fixes-{}", flags.len()), flags.len());
        let before = texts(folder.path());
        run(&folder, flags);
        let after = texts(folder.path());
        assert_ne!(before, after, "some drafts have something to cure");
        for (name, text) in &after {
            assert!(errors(text) <= errors(&before[name]), "{name} can't be read as well as before");
        }
        run(&folder, flags);
        let again = texts(folder.path());
        for (name, text) in &after {
            assert_eq!(text, &again[name], "{name}: a second run changes nothing");
        }
    }
}

#[test]
fn safe_cures_change_nothing_but_what_a_finding_names() {
    for Checked { source, report, .. } in shipped::checked() {
        for fix in report.findings.iter().flat_map(|it| &it.fixes) {
            assert!(fix.edits.windows(2).all(|it| it[0].span.end <= it[1].span.start), "{fix:?}");
            assert!(fix.edits.iter().all(|it| it.span.end as usize <= source.text.len()), "{fix:?}");
        }
    }
    let folder = Folder::new("fixes-named");
    let draft = "party UKR \"Ukraine\" is benficiary  # why\nparty FRA \"France\" is guarantor\n";
    folder.file("one.treaty", draft);
    let ran = run(&folder, &["--fix"]);
    assert!(ran.stderr.contains("applied 1 fix"), "{}", ran.stderr);
    let mended = std::fs::read_to_string(folder.path().join("one.treaty")).expect("a draft");
    assert_eq!(mended, draft.replace("benficiary", "beneficiary"));
}

#[test]
fn a_difference_changes_nothing_and_says_what_would() {
    let folder = Folder::new("fixes-diff");
    let draft = "party UKR \"Ukraine\" is benficiary\n";
    folder.file("one.treaty", draft).file("two.treaty", "party FRA \"France\"\n");
    let ran = run(&folder, &["--diff"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let wanted = "--- a/one.treaty\n+++ b/one.treaty\n@@ -1 +1 @@\n-party UKR \"Ukraine\" is benficiary\n+party UKR \"Ukraine\" is beneficiary\n";
    assert_eq!(ran.stdout, wanted);
    assert_eq!(std::fs::read_to_string(folder.path().join("one.treaty")).expect("a draft"), draft);
    let ran = run(&folder, &["--fix-only"]);
    assert!(ran.code == 0 && ran.stdout.is_empty(), "{}{}", ran.stdout, ran.stderr);
    let ran = run(&folder, &["--diff"]);
    assert!(ran.code == 0 && ran.stdout.is_empty(), "{}", ran.stdout);
}

#[test]
fn what_may_stand_is_not_cured() {
    let folder = Folder::new("fixes-allowed");
    let draft = "party UKR \"Ukraine\" is benficiary  # vattel: allow(unknown-word) as signed\n";
    folder.file("one.treaty", draft);
    run(&folder, &["--fix", "--unsafe-fixes"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("one.treaty")).expect("a draft"), draft);
}

#[test]
fn at_least_fifteen_rules_offer_a_cure() {
    let (mut safe, mut all, mut fixable) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for it in shipped::checked().iter().flat_map(|it| &it.report.findings) {
        all.extend(it.fixes.first().map(|_| it.rule.clone()));
        fixable.extend(it.fixable().map(|_| it.rule.clone()));
        safe.extend(it.fixes.iter().find(|it| it.safety == Safety::Safe).map(|_| it.rule.clone()));
    }
    // `vattel rules` says of each rule whether it has fixes.
    let row = |it: &vattel::diagnostic::RuleId| format!("{it} {}\n", if safe.contains(it) { "safe" } else { "unsafe" });
    let rows: String = fixable.iter().map(row).collect();
    assert_eq!(crate::support::bless::file(&root().join("src/rules/fixes.txt"), &rows), Ok(()));
    assert!(all.len() >= 15 && safe.len() >= 5, "{} in all: {all:?}; {} safe: {safe:?}", all.len(), safe.len());
}

/// A run that is killed leaves each draft as it was, or mended, whole.
#[test]
fn a_run_that_is_killed_leaves_no_draft_half_written() {
    let folder = Folder::new("fixes-killed");
    let old = format!("party UKR \"Ukraine\" is benficiary\n{}", "# A remark.\n".repeat(200));
    let new = old.replace("benficiary", "beneficiary");
    for number in 0..1000 {
        folder.file(&format!("{number}.treaty"), &old);
    }
    for wait in [15, 30, 60, 120, 240, 480] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vattel"))
            .args(["check", "--isolated", "--fix-only", "."])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(wait));
        let _ = child.kill();
        let _ = child.wait();
        let mended = texts(folder.path()).into_values().filter(|text| {
            assert!(*text == old || *text == new, "a draft is half written: {} bytes", text.len());
            *text == new
        });
        if mended.count() == 1000 {
            break;
        }
    }
}

/// Wording of treaties that is not read as it stands.
const WORDINGS: &[&str] = &[
    "article 1 { trigger attack { on armed attack against UKR decided by each of guarantors } }",
    "article 1 { trigger attack { on armed-attack on UKR decided by each of guarantors } }",
    "zone Buffer \"buffer\" within UKR article 1 { trigger attack { on armed-attack on Buffer decided by each of guarantors } }",
    "zone Buffer \"buffer\" within UKR article 1 { trigger attack { on armed-attack on zone Buffer decided by each of guarantors } }",
    "article 1 { trigger attack { on armed-attack on territory of UKR decided by each of guarantors } }",
    "article 1 { trigger attack { on armed-attack on \"Ukraine\" decided by each of guarantors } }",
    "zone Buffer \"buffer\" within UKR article 1 { trigger attack { on armed-attack on Buffer, UKR decided by each of guarantors } }",
    "article 1 { deployment mission { by FRA in UKR } trigger attack { on armed-attack on mission decided by each of guarantors } }",
    "article 1 { deployment mission { by FRA in UKR } trigger attack { on armed-attack on force mission decided by each of guarantors } }",
    "article 1 { obligation talks { FRA shall consult with GBR } }",
    "article 1 { obligation help { FRA shall assist the Party attacked by weapons } }",
    "article 1 { obligation help { FRA [shall][should] assist UKR by weapons } }",
    "article 1 { obligation help { FRA shall assist UKR by weapons within [24] [72] hours } }",
    "article 1 { trigger attack { on armed-attack against UKR decided by [half][two-thirds] of guarantors } }",
    "withdrawal { notice of 1 year }",
    "entry-into-force { upon deposit of ratifications }",
    "entry-into-force { upon deposit of ratifications by UKR }",
];

#[test]
fn wording_that_is_not_read_is_answered_by_a_fix_that_is() {
    const PARTIES: &str = "party UKR \"Ukraine\" is beneficiary\nparty FRA \"France\" is guarantor\nparty GBR \"United Kingdom\" is guarantor\n";
    let folder = Folder::new("wordings");
    let rules = "syntax,names/undefined,names/unknown-word,drafting/dangling-reference";
    let check = ["check", "--isolated", "--select", rules, "--fail-on", "advice", "a.treaty"];
    for line in WORDINGS {
        folder.file("a.treaty", format!("{PARTIES}{line}\n"));
        let before = vattel(check).within(folder.path()).run();
        assert_eq!(before.code, 1, "{line} is reported");
        vattel(check.into_iter().chain(["--fix", "--unsafe-fixes"])).within(folder.path()).run();
        let after = vattel(check).within(folder.path()).run();
        assert_eq!(after.code, 0, "{line}: {}", after.stdout);
    }
}

/// What a drafter finds in the menu of a finding: a fix, or a text of its help that can be put in its place.
#[test]
fn most_findings_have_an_action() {
    use vattel::engine::insertion::insertions;
    let (mut findings, mut with_action, mut plain) = (0, 0, 0);
    let mut without: BTreeMap<String, usize> = BTreeMap::new();
    for Checked { source, report, .. } in shipped::checked().iter().step_by(one_in(12)) {
        let parsed = syntax::parse(FileId(0), &source.text);
        for it in report.findings.iter().filter(|it| it.primary.file == source.file) {
            findings += 1;
            let inserted = insertions(&source.text, &parsed, it);
            for insertion in &inserted {
                assert!(it.help.iter().any(|help| help.contains(&insertion.shown)), "{insertion:?}");
                let edit = insertion.plain();
                let text = vattel::diagnostic::applied(&source.text, std::slice::from_ref(&edit));
                let unread = syntax::parse(FileId(0), &text).diagnostics.len();
                assert!(unread <= parsed.diagnostics.len(), "{}: {insertion:?}", source.name);
            }
            let has_fix = it.fixable().is_some();
            if has_fix || !inserted.is_empty() {
                with_action += 1;
            } else {
                *without.entry(it.rule.to_string()).or_default() += 1;
            }
            plain += usize::from(has_fix || inserted.iter().any(vattel::engine::insertion::Insertion::is_readable));
        }
    }
    let percent = with_action * 100 / findings;
    assert!(percent >= LEAST_WITH_ACTION, "{percent} % of {findings} ({plain} without snippets); without: {without:?}");
}

/// So many findings in a hundred of the shipped drafts have an action.
const LEAST_WITH_ACTION: usize = 80;
