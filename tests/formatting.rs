//! The laws of the one look: words, tree and comments stay, and what has it keeps it.

use crate::support::laws::formatting;
use crate::support::vattel::vattel;
use crate::support::{files, one_in, relative, root};
use proptest::prelude::*;
use std::path::PathBuf;
use vattel::diagnostic::Severity;
use vattel::model::applied;
use vattel::rules::CATALOGUE;
use vattel::source::{FileId, Span};
use vattel::syntax::format::{FormatOptions, Unformatted, format_range};
use vattel::syntax::parse;
use vattel::syntax::passage::on_one_line;

fn drafts() -> Vec<(String, String)> {
    let read = |path: &PathBuf| Some((relative(path), std::fs::read_to_string(path).ok()?));
    files(&root().join("drafts"), "treaty").iter().filter_map(read).collect()
}

/// The text in its look, or as it is where it has to stay so.
fn format(text: &str, look: &FormatOptions) -> String {
    vattel::syntax::format::format(text, look).unwrap_or_else(|_| text.to_owned())
}

#[test]
fn the_laws_hold_for_every_shipped_draft() {
    let looks = [FormatOptions::default(), FormatOptions { line_width: 60, indent: 2 }];
    for (number, (path, text)) in drafts().into_iter().enumerate() {
        for look in looks.iter().skip(number % one_in(2)).step_by(one_in(2)) {
            if let Err(error) = formatting(&text, look) {
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
        let shipped = format(&plain, &FormatOptions::default());
        assert_eq!(lines(&format(&squeezed, &FormatOptions::default())), lines(&shipped), "{path}");
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
        shown.extend(examples.into_iter().map(|it| (rule.id.to_string(), it.text.trim_end().to_owned() + "\n")));
    }
    let seen = shown.len();
    let has_another = |it: &(String, String)| format(&it.1, &FormatOptions::default()) != it.1;
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
    let formatted = format(&text, &FormatOptions::default());
    assert_eq!(formatted, format!("group A = FRA\n{kept}\ngroup B = GBR\n"));
}

#[test]
fn brackets_three_deep_with_comments_read_well() {
    let text = "obligation train {\n USA [ shall | should ] train \"the armed forces\"\n [ UKR: # theirs\n within [ 10 days | [ USA: 20 days | UKR: \
                5 days ] ] # soon\n | RUS: within 30 days\n # nothing else\n ] }\n";
    let formatted = format(text, &FormatOptions::default());
    let expected = "obligation train {\n    USA [ shall | should ] train \"the armed forces\"\n    [ UKR:  # theirs\n        within [ 10 days | [ USA: \
                    20 days | UKR: 5 days ] ]  # soon\n    | RUS: within 30 days\n        # nothing else\n    ]\n}\n";
    assert_eq!(formatted, expected);
    assert_eq!(format(&formatted, &FormatOptions::default()), formatted);
}

/// The tokens alone say how, not the blanks between them.
#[test]
fn what_can_not_be_read_is_quoted_alike_in_every_layout() {
    for unread in ["BL1/0", "BL1 /0", "BL1\n/ 0"] {
        let text = format!("trigger t {{\n    [ RUS: by {unread}\n    | UKR: if x ]\n}}\n");
        formatting(&text, &FormatOptions::default()).expect("nothing is lost");
        let quoted = [&text, &format(&text, &FormatOptions::default())].map(|it| on_one_line(it));
        assert_eq!(quoted, ["trigger t { [ RUS: by BL1/0 | UKR: if x ] }"; 2]);
    }
}

#[test]
fn long_lists_are_broken_behind_commas() {
    let members: Vec<String> = (0..60).map(|it| format!("A{it:02}")).collect();
    let text = format!("group Everybody = {}\n", members.join(", "));
    let formatted = format(&text, &FormatOptions::default());
    assert!(formatted.lines().count() > 2 && formatted.lines().all(|it| it.len() <= 120), "{formatted}");
    assert!(formatted.lines().skip(1).all(|it| it.starts_with("    A")), "{formatted}");
    // Weights stand in rows.
    let text =
        format!("weights w {{ {} }}\n", members.iter().map(|it| format!("{it} 1.5")).collect::<Vec<_>>().join(" "));
    let formatted = format(&text, &FormatOptions::default());
    let rows: Vec<&str> = formatted.lines().collect();
    assert!(rows[1..rows.len() - 1].iter().all(|it| it.starts_with("    A") && it.len() <= 120), "{formatted}");
}

#[test]
fn a_part_of_a_draft_is_formatted_alone() {
    let text = "group   A = FRA\ngroup   B = GBR\n\nterm   \"x\"   means \"y\"\n";
    let at = text.find("term").expect("there") as u32;
    let edits = format_range(text, Span::new(at, at + 4), &FormatOptions::default()).expect("it can be laid out");
    assert_eq!(applied(text, &edits), "group   A = FRA\ngroup   B = GBR\n\nterm \"x\" means \"y\"\n");
    let whole = format(text, &FormatOptions::default());
    assert_eq!(format_range(&whole, Span::new(0, 5), &FormatOptions::default()), Ok(Vec::new()));
}

#[test]
fn line_ends_and_what_is_no_draft_stay() {
    assert_eq!(
        format("group   A = FRA\r\ngroup B = GBR\r\n", &FormatOptions::default()),
        "group A = FRA\r\ngroup B = GBR\r\n"
    );
    assert_eq!(format("", &FormatOptions::default()), "");
    let deep = "[".repeat(100);
    assert_eq!(format(&deep, &FormatOptions::default()), deep);
    assert_eq!(format("\u{FEFF}group  A = FRA", &FormatOptions::default()), "\u{FEFF}group A = FRA\n");
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
    assert!(refused.stderr.contains("vattel.toml:1:10: expected an integer from 1 to 16"), "{}", refused.stderr);
    std::fs::remove_dir_all(&folder).expect("the folder is there");
}

/// What a hasty hand leaves in a draft.
const SCRAPS: &[&str] = &[
    "\r",
    "\r\n",
    "\u{2028}",
    "\"\"\"\nprose\n\"\"\"",
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

/// What may stand in any gap between two words.
const REMARKS: &[&str] = &[
    "  # note\n",
    "\n# note\n",
    "\n# one\n# two\n",
    "\n\n\n# apart\n\n\n",
    "  # vattel: allow(puffery) agreed\n",
    "\n# vattel: allow(syntax/misplaced-provision, puffery) agreed\n",
    "\n    # vattel: allow(names/unused) agreed\n\n",
    "  #~ names/unused\n",
    "\n#~^ puffery  #~^^ names/unused\n",
    "\n\n\n#~^^^ puffery\n",
    "  # vattel: fmt off\n",
    "\n# vattel: fmt on\n",
    "  # a\r",
    " # b\r\n",
    "\n",
    "\n\n",
    "   ",
    " ",
];

/// Where a word, quotation or sign begins in a text: what stands in quotes, prose and comments is passed over.
fn gaps(text: &str) -> Vec<usize> {
    let passages = vattel::syntax::passage::passages(text);
    let within = |at: usize| passages.iter().any(|it| (it.span.start as usize) <= at && at <= it.span.end as usize);
    let bytes = text.as_bytes();
    let begins = |at: &usize| {
        let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'"') || byte >= 0x80;
        bytes[*at] > b' ' && text.is_char_boundary(*at) && !(word(bytes[*at]) && word(bytes[*at - 1])) && !within(*at)
    };
    (1..text.len()).filter(begins).collect()
}

/// A draft whose provisions hold prose, blocks on one line and on several, brackets and lists.
const SAMPLE: &str = "treaty \"T\" {\n  party UKR \"Ukraine\" is beneficiary  party RUS \"Russia\" is guarantor\n\
    party FRA \"France\" is guarantor\n  assume { potential aggressor RUS against UKR }\n\
    article 1 \"A\" { trigger attack { on armed-attack against UKR decided by unanimity of guarantors } }\n\
    article 2 {\n    text \"\"\"\n      A robust text.\n        Deeper.\n      \"\"\"\n\
    obligation assist { upon attack each of FRA, RUS shall assist UKR within [ UKR: 3 days | RUS: 30 days ] }\n\
    [ UKR: obligation more { FRA shall inform UKR } | RUS: nothing ]\n    permission p {\n FRA may deploy ground-forces\n}\n\
    point a { point i { obligation q { FRA shall inform parties } } }\n  }\n  entry-into-force { upon signature }\n}\n";

/// How many times more is tried than in a usual run: `VATTEL_MORE=20`.
fn more() -> usize {
    std::env::var("VATTEL_MORE").ok().and_then(|it| it.parse().ok()).unwrap_or(1)
}

#[test]
fn a_remark_may_stand_in_every_gap() {
    let gaps = gaps(SAMPLE);
    assert!(gaps.len() > 100, "{}", gaps.len());
    let mut stay = 0;
    for (number, at) in gaps.iter().enumerate() {
        // Each gap takes some of them, and over the text all are tried.
        for remark in (0..more().min(REMARKS.len())).map(|it| REMARKS[(number * 5 + it) % REMARKS.len()]) {
            let text = format!("{}{remark}{}", &SAMPLE[..*at], &SAMPLE[*at..]);
            if let Err(error) = formatting(&text, &FormatOptions::default()) {
                panic!("{remark:?} at {at}: {error}\n{text}");
            }
            let stays = vattel::syntax::format::format(&text, &FormatOptions::default()).is_err();
            assert!(!stays || remark.contains("vattel: fmt"), "{remark:?} at {at}: {text}");
            stay += usize::from(stays);
        }
    }
    assert!(stay < gaps.len() / 4, "{stay} of {} stay as they are", gaps.len());
}

/// Drafts of which a comment or the end of a line is most of the trouble, each the smallest of its kind.
const TROUBLE: &[&str] = &[
    // A comment before prose, behind it, within a head, twice.
    "article 1 {\n  text  # note\n  \"\"\"\n  Prose.\n  \"\"\"\n}\n",
    "article 1 {\n  text\n  # note\n  \"\"\"\n  Prose.\n  \"\"\"\n}\n",
    "article 1 {\n  text # one\n  # two\n  \"\"\"\n  Prose.\n  \"\"\"\n}\n",
    "treaty \"T\" {\n  text # note\n  \"\"\"\n  Prose.\n  \"\"\"\n}\n",
    "article 1 {\n  text # vattel: allow(puffery) agreed\n  \"\"\"\n  Robust.\n  \"\"\" # end\n}\n",
    "obligation o # note\n{ FRA shall assist UKR }\n",
    "article 1 \"A\" # note\n# more\n{ obligation o { FRA shall assist UKR } }\n",
    "[ RUS, # note\n UKR: article 1 { obligation o { FRA shall assist UKR } } # end\n]\n",
    "[ # open\n RUS: party BLR \"Belarus\" # name\n is guarantor ]\n",
    // What speaks of the line of a provision.
    "# head\nparty UKR \"Ukraine\" is beneficiary\n# vattel: allow(misplaced-provision) agreed\nobligation o { upon signature FRA shall assist UKR by weapons }\n",
    "party UKR \"Ukraine\" is beneficiary\nobligation o { upon signature FRA shall assist UKR by weapons }  # vattel: allow(misplaced-provision) agreed\n",
    "party UKR \"Ukraine\" is beneficiary\nobligation o { upon signature FRA shall assist UKR by weapons }  #~ misplaced-provision\n",
    "party UKR \"Ukraine\" is beneficiary\nobligation o { upon signature FRA shall assist UKR by weapons }\n#~^ misplaced-provision\n",
    "party UKR \"Ukraine\" is beneficiary\nobligation o {\n\n\n  #~^^^ misplaced-provision\n  FRA shall assist UKR }\n",
    "party UKR \"Ukraine\" is beneficiary\n\n\n\n#~^^^^ unused\nparty FRA \"France\" is guarantor\n",
    "# vattel: allow(misplaced-provision) agreed\n\nobligation o {\n  FRA shall assist UKR\n}\nobligation p { FRA shall assist UKR }\n",
    "party UKR \"Ukraine\" is beneficiary\n# vattel: allow(misplaced-provision) agreed\nobligation o {\n  FRA shall assist UKR\n}\n",
    "group A = FRA group B = GBR  # vattel: allow(names/unused) agreed\ngroup C = FRA\n",
    "group A = FRA group B = GBR  #~ names/unused  #~ names/unused\n",
    "article 1 { obligation o { FRA shall assist UKR }  #~ names/undefined\n}\n",
    "article 1 { article 2 { obligation o { FRA shall assist UKR } } }  # vattel: allow(misplaced-provision) agreed\n",
    "[ RUS: obligation o { FRA shall assist UKR } | UKR: nothing ]  # vattel: allow(misplaced-provision) agreed\n",
    "group Long = A01, A02, A03, A04, A05, A06, A07, A08, A09, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19, A20, A21, A22, A23, A24  # vattel: allow(names/unused, names/undefined) agreed\n",
    "obligation o {\n  FRA shall assist UKR by weapons,\n    money  # vattel: allow(names/unknown-word) agreed\n}\n",
    // A mark in a quotation whose end is lost is none; what stands behind it is words.
    "deployment d {\n  roles training, \"etc  #~ role-open-list: `\"etc.\"` leaves\n}\n",
    "article 1 {\n  text \"\"\"\n    #~ puffery\n    Robust.\n    \"\"\"  #~ x\n  obligation \"#~ y\" { FRA shall assist UKR }\n}\n",
    // What a finding quotes, or names as its place.
    "party UKR \"Ukraine\" is beneficiary\narticle # note\n1 {\n  obligation o { UKR shall inform [ FRA | GBR ] }\n}\n",
    "party UKR \"Ukraine\" is beneficiary\nobligation o { UKR shall inform [FRA ,GBR|POL,CZE|UKR:[ 55%|x ( y ) ]] }\n",
    // Heads without their end, and lines that end in several ways.
    "treaty \"X\" {",
    "treaty \"X\" {\n  article 1 {\n    obligation o { FRA shall assist UKR }\n",
    "article 5 \"x\" {",
    "obligation o {",
    "[ RUS: article 1 {",
    "group   A = FRA\ngroup B   = GBR\r\ngroup C = USA\n",
    "group   A = FRA\r\ngroup B   = GBR\ngroup C = USA\r\n",
    "group   A = FRA\r# note\rgroup B   = GBR\r",
    "text \"\"\"\r\n  one\r\n    two\n  \"\"\"\r\ngroup   A = FRA\r\n",
];

#[test]
fn a_mark_that_names_a_blank_line_names_no_other_afterwards() {
    for text in
        ["\n\n#~^^ unused\ngroup A = FRA\n", "group  A = FRA\n\n\n\n#~^^ unused\n", "article 1 {\n\n\n#~^^ x\n }\n"]
    {
        if let Err(error) = formatting(text, &FormatOptions::default()) {
            panic!("{error}\n{text}");
        }
    }
}

#[test]
fn the_laws_hold_where_comments_and_line_ends_make_trouble() {
    for text in TROUBLE {
        for look in [FormatOptions::default(), FormatOptions { line_width: 40, indent: 2 }] {
            let formatted = vattel::syntax::format::format(text, &look);
            assert!(formatted.is_ok(), "{formatted:?}: {text}");
            if let Err(error) = formatting(text, &look) {
                panic!("{error}\n{text}");
            }
        }
    }
}

#[track_caller]
fn becomes(text: &str, expected: &str) {
    assert_eq!(format(text, &FormatOptions::default()), expected);
}

#[test]
fn a_comment_stands_where_it_is_read_alike() {
    becomes(
        "article 1 {\n  text  # note\n\"\"\"\n  Prose.\n  \"\"\"\n}\n",
        "article 1 {\n    text  # note\n        \"\"\"\n        Prose.\n        \"\"\"\n}\n",
    );
    // What was on one line stays on one, since a comment speaks of that line; what no comment speaks of is opened.
    let provision = "obligation o { upon signature  FRA shall assist UKR  by weapons }";
    let opened = "obligation o {\n    upon signature\n    FRA shall assist UKR\n    by weapons\n}";
    for comment in ["# vattel: allow(misplaced-provision) agreed", "#~ misplaced-provision"] {
        becomes(
            &format!("group A = FRA\n{provision}   {comment}"),
            &format!("group A = FRA\n{provision}  {comment}\n"),
        );
    }
    for comment in ["# vattel: allow(misplaced-provision) agreed\n", ""] {
        let text = format!("group A = FRA\n{comment}{}\n", provision.replace("  ", " "));
        becomes(&text, &format!("group A = FRA\n{comment}{}\n", if comment.is_empty() { opened } else { provision }));
    }
    becomes(&format!("group A = FRA\n{provision}\n#~^ x\n"), &format!("group A = FRA\n{provision}\n#~^ x\n"));
    // A comment behind the end of a provision belongs to it.
    becomes(&format!("{provision}  # note\n"), &format!("{opened}  # note\n"));
}

#[test]
fn heads_without_end_stay_whole_and_most_lines_say_how_all_end() {
    for text in ["treaty \"X\" {\n", "treaty \"X\" {\n    group A = FRA\n", "article 5 \"x\" {\n", "obligation o {\n"] {
        becomes(text, text);
    }
    becomes("group   A = FRA\ngroup B = GBR\r\ngroup C = USA\n", "group A = FRA\ngroup B = GBR\ngroup C = USA\n");
    becomes(
        "group   A = FRA\r\ngroup B = GBR\ngroup C = USA\r\n",
        "group A = FRA\r\ngroup B = GBR\r\ngroup C = USA\r\n",
    );
    becomes("group   A = FRA\rgroup B = GBR # one\r", "group A = FRA\rgroup B = GBR  # one\r");
}

#[test]
fn a_draft_that_has_to_stay_as_it_is_stays_and_the_command_says_so() {
    let cut = "# vattel: fmt off\narticle   1 {\n# vattel: fmt on\ngroup   A = FRA\n}\n";
    assert_eq!(vattel::syntax::format::format(cut, &FormatOptions::default()), Err(Unformatted::Cut));
    let piped = vattel(["fmt", "-"]).stdin(cut).run();
    assert_eq!((piped.code, piped.stdout.as_str()), (2, cut));
    assert!(piped.stderr.contains("keeps lines that begin or end within a block"), "{}", piped.stderr);
    let piped = vattel(["fmt", "--check", "-"]).stdin(cut).run();
    assert_eq!(piped.code, 2);
    // What can't be read is for `check` to report.
    let unread = "group   A = FRA\u{2028}\n";
    let piped = vattel(["fmt", "-"]).stdin(unread).run();
    assert_eq!((piped.code, piped.stdout.as_str()), (0, unread));
    assert!(piped.stderr.contains("can't be read and stays as it is"), "{}", piped.stderr);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60 * more() as u32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_with_remarks_between_the_words_of_drafts(
        which in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        remarks in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(REMARKS)), 1..6),
        width in 40..140_usize,
    ) {
        let drafts = drafts();
        let draft = &drafts[which.index(drafts.len())].1;
        // A part of it, so that many are tried.
        let lines: Vec<&str> = draft.split_inclusive('\n').collect();
        let first = from.index(lines.len().saturating_sub(40).max(1));
        let mut text = lines[first..(first + 60).min(lines.len())].concat();
        for (at, remark) in remarks {
            let gaps = gaps(&text);
            if !gaps.is_empty() {
                text.insert_str(gaps[at.index(gaps.len())], remark);
            }
        }
        formatting(&text, &FormatOptions { line_width: width, indent: 4 }).map_err(TestCaseError::fail)?;
    }

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
            // Scraps go where words meet as well as within them.
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
        formatting(&text, &FormatOptions { line_width: width, indent: 4 }).map_err(TestCaseError::fail)?;
    }
}
