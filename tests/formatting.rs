//! The laws of the one look: words, tree and comments stay, and what has it keeps it.

use crate::support::vattel::vattel;
use crate::support::{files, relative, root};
use proptest::prelude::*;
use std::path::PathBuf;
use vattel::diagnostic::Severity;
use vattel::model::applied;
use vattel::rules::CATALOGUE;
use vattel::source::{FileId, Span};
use vattel::syntax::format::{Look, differences, format, format_range};
use vattel::syntax::{Parsed, parse};

fn drafts() -> Vec<(String, String)> {
    let read = |path: &PathBuf| Some((relative(path), std::fs::read_to_string(path).ok()?));
    files(&root().join("drafts"), "treaty").iter().filter_map(read).collect()
}

/// The tree with words for places, so that only what it says is compared.
fn tree(text: &str, parsed: &Parsed) -> String {
    let shown = format!("{:?}", parsed.draft);
    let mut said = String::with_capacity(shown.len());
    let mut rest = shown.as_str();
    while let Some(dots) = rest.find("..") {
        let digits = |it: char| it.is_ascii_digit();
        let start = rest[..dots].rfind(|it| !digits(it)).map_or(0, |it| it + 1);
        let end = rest[dots + 2..].find(|it| !digits(it)).map_or(rest.len(), |it| dots + 2 + it);
        said.push_str(&rest[..start]);
        if let (Ok(from), Ok(to)) = (rest[start..dots].parse(), rest[dots + 2..end].parse()) {
            // Comments within an entry are no words of it.
            let words = vattel::syntax::passage::on_one_line(Span::new(from, to).of(text));
            said.extend(["‹", &bare(&words), "›"]);
        } else {
            said.push_str(&rest[start..end]);
        }
        rest = &rest[end..];
    }
    said.push_str(rest);
    said
}

fn comments<'t>(text: &'t str, parsed: &Parsed) -> Vec<&'t str> {
    parsed.comments.iter().map(|it| it.of(text).trim_end()).collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|it| !it.is_ascii_whitespace()).collect()
}

/// Two texts are the same; where not, only the first difference is shown.
fn same(one: &str, other: &str, why: &str) -> Result<(), TestCaseError> {
    let at = one.chars().zip(other.chars()).take_while(|it| it.0 == it.1).count();
    let around = |text: &str| text.chars().skip(at.saturating_sub(150)).take(300).collect::<String>();
    prop_assert!(one == other, "{}:\n{}\n---\n{}", why, around(one), around(other));
    Ok(())
}

/// Holds every law for a text.
fn holds(text: &str, look: &Look) -> Result<(), TestCaseError> {
    let formatted = format(text, look);
    same(&bare(text), &bare(&formatted), "a sign was lost")?;
    let (before, after) = (parse(FileId(0), text), parse(FileId(0), &formatted));
    same(&comments(text, &before).join("\n"), &comments(&formatted, &after).join("\n"), "a comment has changed")?;
    same(&tree(text, &before), &tree(&formatted, &after), "the tree has changed")?;
    let again = format(&formatted, look);
    same(&formatted, &again, "twice is not once")?;
    let edits = differences(text, &formatted);
    same(&applied(text, &edits), &formatted, "the edits do not make the text")?;
    // What could not be read is there to the byte.
    for it in before
        .diagnostics
        .iter()
        .filter(|it| it.severity == Severity::Error && it.rule.starts_with("syntax/unreadable"))
    {
        let broken = it.primary.span.of(text);
        prop_assert!(formatted.contains(broken), "`{}` is gone from {}", broken, formatted);
    }
    Ok(())
}

#[test]
fn the_laws_hold_for_every_shipped_draft() {
    for (path, text) in drafts() {
        for look in [Look::default(), Look { line_width: 60, indent: 2 }] {
            if let Err(error) = holds(&text, &look) {
                panic!("{path}: {error}");
            }
        }
    }
}

#[test]
fn a_draft_on_one_line_comes_out_as_shipped() {
    let mut tried = 0;
    for (path, text) in drafts() {
        let parsed = parse(FileId(0), &text);
        // What is kept to the byte can't be squeezed, and prose stands on lines of its own.
        if parsed.diagnostics.iter().any(|it| it.severity == Severity::Error) || text.contains("fmt off") {
            continue;
        }
        tried += 1;
        let mut plain = text.clone();
        for comment in parsed.comments.iter().rev() {
            plain.replace_range(comment.start as usize..comment.end as usize, "");
        }
        // What stands in prose is words, and no blank line of it is one of the draft.
        let plain = without_blank_lines(&plain);
        let squeezed = squeezed(&plain);
        let lines = |text: &str| -> Vec<String> {
            text.lines().filter(|it| !it.trim().is_empty()).map(|it| it.trim_end().to_owned()).collect()
        };
        let shipped = format(&plain, &Look::default());
        assert_eq!(lines(&format(&squeezed, &Look::default())), lines(&shipped), "{path}");
    }
    assert!(tried > 60, "{tried} drafts");
}

/// A text without the blank lines that stand outside its prose.
fn without_blank_lines(text: &str) -> String {
    let part = |(at, part): (usize, &str)| {
        if at % 2 == 1 {
            return part.to_owned();
        }
        let ends = part.ends_with('\n');
        let lines: Vec<&str> = part.split('\n').collect();
        let last = lines.len() - 1;
        let kept: Vec<&str> = lines
            .into_iter()
            .enumerate()
            .filter(|(at, line)| *at == 0 || *at == last && !ends || !line.trim().is_empty())
            .map(|it| it.1)
            .collect();
        kept.join("\n") + if ends { "\n" } else { "" }
    };
    text.split("\"\"\"").enumerate().map(part).collect::<Vec<_>>().join("\"\"\"")
}

/// A text without line breaks, but for those of its prose.
fn squeezed(text: &str) -> String {
    let part = |(at, part): (usize, &str)| {
        if at % 2 == 1 {
            part.to_owned()
        } else {
            format!(" {} ", part.split_whitespace().collect::<Vec<_>>().join(" "))
        }
    };
    text.split("\"\"\"").enumerate().map(part).collect::<Vec<_>>().join("\"\"\"")
}

#[test]
fn every_shipped_draft_has_its_look() {
    // What the program brings with it has it as well.
    let ran = vattel(["fmt", "--check", "drafts", "src/cli/init/first.treaty", "src/model/prelude.treaty"]).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
}

#[test]
fn every_example_of_the_reference_and_of_the_pages_has_its_look() {
    let mut pages = vec![root().join("grammar/reference.md"), root().join("README.md")];
    pages.extend(files(&root().join("docs"), "md"));
    let mut shown: Vec<(String, String)> = Vec::new();
    // The pages in the docs leave out the marks of their examples, and so may have other lines than their sources.
    for page in pages.iter().filter(|it| !relative(it).starts_with("docs/rules/")) {
        let text = std::fs::read_to_string(page).expect("a page");
        shown.extend(examples(&text).into_iter().map(|it| (relative(page), it)));
    }
    for rule in CATALOGUE {
        let examples = vattel::rules::page::examples(rule);
        shown.extend(examples.into_iter().map(|it| (rule.id.to_owned(), it.text.trim_end().to_owned() + "\n")));
    }
    let seen = shown.len();
    let has_another = |it: &(String, String)| format(&it.1, &Look::default()) != it.1;
    let faults: Vec<String> =
        shown.into_iter().filter(has_another).map(|(page, example)| format!("{page}:\n{example}")).collect();
    assert!(seen > 150, "{seen} examples");
    assert!(faults.is_empty(), "{} have another look:\n{}", faults.len(), faults.join("\n"));
}

/// The drafts that a page shows.
fn examples(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut draft: Option<String> = None;
    for line in page.lines() {
        match &mut draft {
            None if line.starts_with("```treaty") => draft = Some(String::new()),
            Some(_) if line.starts_with("```") => found.extend(draft.take()),
            Some(text) => {
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    found
}

#[test]
fn what_is_switched_off_stays_to_the_byte() {
    let kept = "# vattel: fmt off\n  party   UKR \"Ukraine\"\n      is beneficiary   \n\n\n party FRA \"France\" is guarantor # vattel: fmt on";
    let kept = kept.replace("guarantor # vattel", "guarantor\n# vattel");
    let text = format!("group   A = FRA\n{kept}\ngroup   B  = GBR\n");
    let formatted = format(&text, &Look::default());
    assert_eq!(formatted, format!("group A = FRA\n{kept}\ngroup B = GBR\n"));
}

#[test]
fn brackets_three_deep_with_comments_read_well() {
    let text = "obligation train {\n USA [ shall | should ] train \"the armed forces\"\n [ UKR: # theirs\n within [ 10 days | [ USA: 20 days | UKR: \
                5 days ] ] # soon\n | RUS: within 30 days\n # nothing else\n ] }\n";
    let formatted = format(text, &Look::default());
    let expected = "obligation train {\n    USA [ shall | should ] train \"the armed forces\"\n    [ UKR:  # theirs\n        within [ 10 days | [ USA: \
                    20 days | UKR: 5 days ] ]  # soon\n    | RUS: within 30 days\n        # nothing else\n    ]\n}\n";
    assert_eq!(formatted, expected);
    assert_eq!(format(&formatted, &Look::default()), formatted);
}

#[test]
fn long_lists_are_broken_behind_commas() {
    let members: Vec<String> = (0..60).map(|it| format!("A{it:02}")).collect();
    let text = format!("group Everybody = {}\n", members.join(", "));
    let formatted = format(&text, &Look::default());
    assert!(formatted.lines().count() > 2 && formatted.lines().all(|it| it.len() <= 120), "{formatted}");
    assert!(formatted.lines().skip(1).all(|it| it.starts_with("    A")), "{formatted}");
    // Weights stand in rows.
    let text =
        format!("weights w {{ {} }}\n", members.iter().map(|it| format!("{it} 1.5")).collect::<Vec<_>>().join(" "));
    let formatted = format(&text, &Look::default());
    let rows: Vec<&str> = formatted.lines().collect();
    assert!(rows[1..rows.len() - 1].iter().all(|it| it.starts_with("    A") && it.len() <= 120), "{formatted}");
}

#[test]
fn a_part_of_a_draft_is_formatted_alone() {
    let text = "group   A = FRA\ngroup   B = GBR\n\nterm   \"x\"   means \"y\"\n";
    let at = text.find("term").expect("there") as u32;
    let edits = format_range(text, Span::new(at, at + 4), &Look::default());
    assert_eq!(applied(text, &edits), "group   A = FRA\ngroup   B = GBR\n\nterm \"x\" means \"y\"\n");
    assert!(format_range(&format(text, &Look::default()), Span::new(0, 5), &Look::default()).is_empty());
}

#[test]
fn line_ends_and_what_is_no_draft_stay() {
    assert_eq!(format("group   A = FRA\r\ngroup B = GBR\r\n", &Look::default()), "group A = FRA\r\ngroup B = GBR\r\n");
    assert_eq!(format("", &Look::default()), "");
    let deep = "[".repeat(100);
    assert_eq!(format(&deep, &Look::default()), deep);
    assert_eq!(format("\u{FEFF}group  A = FRA", &Look::default()), "\u{FEFF}group A = FRA\n");
}

#[test]
fn the_command_changes_checks_and_shows() {
    let folder = std::env::temp_dir().join(format!("vattel-fmt-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("a.treaty");
    let shipped =
        std::fs::read_to_string(root().join("drafts/flawed/istanbul-2022-04.treaty")).expect("a shipped draft");
    // Mangled: blanks where none are needed, and none where they help.
    let mangled = shipped.replace("\n        ", "\n  ").replace(" is guarantor", "   is   guarantor");
    assert_ne!(mangled, shipped);
    std::fs::write(&path, &mangled).expect("written");
    let name = path.to_string_lossy().into_owned();
    let run = |more: &[&str]| vattel(["fmt"].into_iter().chain(more.iter().copied()).chain([name.as_str()])).run();
    assert_eq!(run(&["--check"]).code, 1);
    let shown = run(&["--diff"]);
    assert_eq!(shown.code, 1);
    // The difference, applied, gives the shipped text to the byte.
    let changes = folder.join("a.patch");
    std::fs::write(&changes, &shown.stdout).expect("written");
    let applied = std::process::Command::new("patch").args(["-s", "-o", "-"]).arg(&path).arg(&changes).output();
    if let Ok(applied) = applied {
        assert_eq!(String::from_utf8_lossy(&applied.stdout), shipped);
    }
    assert_eq!(std::fs::read_to_string(&path).expect("there"), mangled, "neither changes anything");
    assert_eq!(run(&[]).code, 0);
    assert_eq!(std::fs::read_to_string(&path).expect("there"), shipped);
    assert_eq!(run(&["--check"]).code, 0);
    // By the standard input, by lines, by the configuration.
    let piped = vattel(["fmt", "-"]).stdin("group   A = FRA").run();
    assert_eq!((piped.code, piped.stdout.as_str()), (0, "group A = FRA\n"));
    let piped = vattel(["fmt", "--lines", "2", "-"]).stdin("group   A = FRA\nterm   \"a\" means \"b\"\n").run();
    assert_eq!(piped.stdout, "group   A = FRA\nterm \"a\" means \"b\"\n");
    std::fs::write(folder.join("vattel.toml"), "indent = 2\nline-width = 80\n").expect("written");
    let piped = vattel(["fmt", "-"]).within(&folder).stdin("trigger t { on armed-attack decided by automatic }").run();
    assert_eq!(piped.stdout, "trigger t {\n  on armed-attack\n  decided by automatic\n}\n");
    std::fs::write(folder.join("vattel.toml"), "indent = 0\n").expect("written");
    let refused = vattel(["fmt", "-"]).within(&folder).stdin("").run();
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("vattel.toml:1:10: a whole number from 1 to 16"), "{}", refused.stderr);
    std::fs::remove_dir_all(&folder).expect("the folder is there");
}

/// What a hasty hand leaves in a draft.
const SCRAPS: &[&str] = &[
    "",
    " ",
    "\n",
    "\n\n\n",
    "\t",
    "}",
    "{",
    "[",
    "]",
    "|",
    ":",
    ",",
    "(",
    ")",
    "\"",
    "\"\"\"",
    "# a remark\n",
    "# vattel: fmt off\n",
    "# vattel: fmt on\n",
    "RUS",
    "UKR: ",
    "TBD",
    "й",
    "🕊",
    "decided by unanimity of guarantors",
    "trigger t { on armed-attack }",
    "within 3 days",
    "[ RUS: a | b ]",
    "=",
    "42(7)",
    "15,000",
    "“x”",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_for_mutated_drafts(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..20_usize, prop::sample::select(SCRAPS)), 1..12),
        width in 40..140_usize,
    ) {
        let drafts = drafts();
        let mut text = drafts[which.index(drafts.len())].1.clone();
        text.truncate((0..=text.len().min(6_000)).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0));
        for (at, length, scrap) in edits {
            let boundary = |mut at: usize| {
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let start = boundary(at.index(text.len() + 1));
            let end = boundary((start + length).min(text.len())).max(start);
            text.replace_range(start..end, scrap);
        }
        holds(&text, &Look { line_width: width, indent: 4 })?;
    }
}
