//! `--add-allow`: comments that let findings stand, written once.

use crate::support::vattel::{Folder, vattel};
use crate::support::{files, relative, root};
use vattel::config::Settings;
use vattel::engine::{self, allowing};
use vattel::rules::{CATALOGUE, page};
use vattel::source::{FileId, Source};

/// Every fixture and example.
fn texts() -> Vec<(String, String)> {
    let drafts = files(&root().join("drafts/rules"), "treaty");
    let drafts = drafts.iter().filter_map(|path| Some((relative(path), std::fs::read_to_string(path).ok()?)));
    let examples = CATALOGUE.iter().flat_map(|rule| {
        page::examples(rule).into_iter().map(|it| (format!("page {} line {}", rule.id, it.line), it.text))
    });
    drafts.chain(examples).collect()
}

/// What is found once comments stand is what they could not allow, and nothing is left to be written.
#[test]
fn whatever_is_found_is_allowed_once() {
    let settings = Settings::all();
    let check = |text: &str| {
        let source = Source::new(FileId(0), "draft.treaty", text);
        let report = engine::check(&source, &settings, &|_| None);
        (source, report)
    };
    for (seed, (name, text)) in
        texts().into_iter().enumerate().filter(|it| it.0 % 3 == 0 || it.1.0.contains("suppression"))
    {
        // As it stands, with the other ends of lines, and cut off where somebody types.
        let cut = text.char_indices().map(|it| it.0).nth(text.len() * (seed % 10) / 10).unwrap_or(0);
        for text in [text.clone(), text.replace('\n', "\r\n"), text[..cut].to_owned()] {
            let (source, found) = check(&text);
            let once = allowing::allow(&source, &found.findings, "agreed in the room");
            let (source, left) = check(&once.text);
            assert_eq!(
                left.findings.len(),
                once.left + once.of_comments,
                "{name}\n{}\n{:#?}",
                once.text,
                left.findings
            );
            let twice = allowing::allow(&source, &left.findings, "agreed in the room");
            assert_eq!((twice.allowed, &twice.text), (0, &once.text), "{name}");
            let ends = |text: &str| (text.matches("\r\n").count(), text.matches('\n').count());
            assert!(ends(&text).0 == 0 || ends(&once.text).0 == ends(&once.text).1, "{name}: ends of lines are mixed");
        }
    }
}

#[test]
fn findings_about_comments_are_left_and_told() {
    let folder = Folder::new("allows-comments");
    let draft = "party UKR \"Ukraine\" is beneficiary\n# vattel: allow(no-such-rule) as signed\n# vattel: allow(puffery)\n# vattel: \
                 allow(suppression/unexplained, bidi-control) agreed\nparty UKR \"Ukraine\" is guarantor\n";
    folder.file("a.treaty", draft);
    let run = || {
        let ran = vattel(["check", "--isolated", "a.treaty", "--add-allow", "agreed", "--output-format", "concise"]);
        let ran = ran.within(folder.path()).run();
        (ran, std::fs::read_to_string(folder.path().join("a.treaty")).expect("a draft"))
    };
    let (ran, once) = run();
    assert!(
        ran.stderr.contains("comments now suppress 1 finding; 0 can't be suppressed by a comment"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("; 4 are about such comments: correct those"), "{}", ran.stderr);
    assert_eq!(ran.stdout.matches("[suppression/").count(), 4, "{}", ran.stdout);
    assert_eq!(ran.stdout.lines().filter(|it| !it.starts_with("[*]")).count(), 4 + 1, "{}", ran.stdout);
    let (ran, twice) = run();
    assert!(ran.stderr.contains("comments now suppress 0 findings"), "{}", ran.stderr);
    assert_eq!(twice, once);
}

#[test]
fn a_reason_is_said_in_plain_words() {
    let folder = Folder::new("allows-reason");
    let draft = "party UKR \"Ukraine\"\n";
    folder.file("a.treaty", draft);
    for reason in [
        "",
        " ",
        "TBD",
        "todo: ask",
        "...",
        "one\ntwo",
        "one\rtwo",
        "a\u{202E}b",
        "a\u{2028}b",
        "so #~ puffery",
        "\u{1b}[31m",
    ] {
        let ran = vattel(["check", "--isolated", "a.treaty", "--add-allow", reason]).within(folder.path()).run();
        assert!(ran.code == 2 && ran.stderr.contains("--add-allow` takes a reason"), "{reason:?}: {}", ran.stderr);
        assert_eq!(std::fs::read_to_string(folder.path().join("a.treaty")).expect("a draft"), draft);
    }
}
