//! The drafts that `vattel init --template` begins with.

use crate::support::vattel::{Folder, vattel};
use crate::support::{files, root};

/// What a drafter might put for each `TBD`, by the clause that it stands in.
const SETTLED: &[(&str, &str)] = &[
    ("as of TBD", "as of 2026-03-01T00:00 Europe/Kyiv"),
    ("starts TBD", "starts 2026-03-01T00:00 Europe/Kyiv"),
    ("within TBD", "within 72 hours"),
    ("every TBD", "every 7 days"),
    ("notice TBD", "notice 12 months"),
    ("amount TBD", "amount USD 500 million"),
    ("provide TBD", "provide \"training\""),
    ("funded by TBD", "funded by \"assessed contributions\""),
    ("rules-of-engagement TBD", "rules-of-engagement self-defence"),
];

/// The name and text of each template, as `init` writes it.
fn templates() -> Vec<(String, String)> {
    let kinds = files(&root().join("src/cli/init/templates"), "treaty");
    let name = |it: &std::path::PathBuf| it.file_stem().expect("a name").to_string_lossy().into_owned();
    kinds
        .iter()
        .map(|path| {
            let kind = name(path);
            let folder = Folder::new(&format!("template-{kind}"));
            let ran = vattel(["init", "--template", &kind]).within(folder.path()).run();
            assert!(ran.code == 0 && ran.stdout.contains("every `TBD`"), "{kind}: {}{}", ran.stdout, ran.stderr);
            assert!(!folder.path().join("drafts/first.treaty").exists(), "{kind}: one draft, not two");
            let draft = folder.path().join(format!("drafts/{kind}.treaty"));
            let text = std::fs::read_to_string(draft).unwrap_or_else(|error| panic!("{kind}: {error}"));
            // With the configuration and the suite of the new project.
            let ran = vattel(["check"]).within(folder.path()).run();
            assert_eq!(ran.code, 0, "{kind}: {}{}", ran.stdout, ran.stderr);
            (kind, text)
        })
        .collect()
}

#[test]
fn a_template_passes_and_says_what_to_decide() {
    let folder = Folder::new("templates");
    let templates = templates();
    assert_eq!(templates.len(), 7);
    for (kind, text) in &templates {
        let lines: Vec<&str> = text.lines().collect();
        let code = |line: &str| line.split('#').next().unwrap_or("").contains("TBD");
        assert!(lines.iter().any(|it| code(it)), "{kind}: something is left to decide");
        for (number, _) in lines.iter().enumerate().filter(|it| code(it.1)) {
            assert!(lines[number - 1].trim_start().starts_with('#'), "{kind}:{}: what to decide", number + 1);
        }
        let settled = SETTLED.iter().fold(text.clone(), |text, (left, put)| text.replace(left, put));
        assert!(!settled.lines().any(code), "{kind}: the table has a value for each `TBD`");
        folder.file(&format!("open/{kind}.treaty"), text).file(&format!("settled/{kind}.treaty"), &settled);
    }
    let run = |arguments: &[&str]| vattel(arguments.iter().copied()).within(folder.path()).run();
    // What is left to decide may cost a warning, and nothing else does.
    let ran = run(&["check", "--isolated", "open"]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    let ran = run(&["check", "--isolated", "--output-format", "concise", "--max-warnings", "0", "settled"]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    let ran = run(&["fmt", "--check", "."]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn an_unknown_kind_is_answered_with_those_that_there_are() {
    let folder = Folder::new("template-unknown");
    let ran = vattel(["init", "--template", "guarante"]).within(folder.path()).run();
    assert!(ran.code == 2 && ran.stderr.contains("guarantee"), "{}", ran.stderr);
    assert!(!folder.path().join("vattel.toml").exists());
}
