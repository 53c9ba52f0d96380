//! Recovery, characters and bounds. What whole drafts read as is asserted by the fixtures under `drafts/`.

use super::clauses::{GATED, keywords};
use super::*;

fn findings(text: &str) -> Vec<String> {
    let parsed = parse(FileId(0), text);
    parsed
        .diagnostics
        .iter()
        .map(|it| format!("{} at `{}`: {}", it.rule, it.primary.span.of(text), it.message))
        .collect()
}

fn helps(text: &str) -> String {
    parse(FileId(0), text).diagnostics.iter().flat_map(|it| it.help.clone()).collect::<Vec<_>>().join("; ")
}

/// The names of the provisions that were read, in brackets and articles too.
fn provisions(text: &str) -> Vec<String> {
    fn walk(items: &[ast::OrBracket<ast::Item>], text: &str, names: &mut Vec<String>) {
        for item in items {
            match item {
                ast::OrBracket::Plain(ast::Item::Provision(it)) => {
                    names.push(format!("{}/{}", it.name.map_or("", |name| name.of(text)), it.clauses.len()));
                }
                ast::OrBracket::Plain(ast::Item::Unit(unit)) => walk(&unit.items, text, names),
                ast::OrBracket::Plain(_) => {}
                ast::OrBracket::Bracket(bracket) => {
                    bracket.alternatives.iter().for_each(|it| walk(&it.content, text, names));
                }
            }
        }
    }
    let mut names = Vec::new();
    walk(&parse(FileId(0), text).draft.items, text, &mut names);
    names
}

#[track_caller]
fn one(text: &str, expected: &str) {
    let found = findings(text);
    assert!(found.len() == 1 && found[0].starts_with(expected), "{text}\n{found:#?}");
}

#[test]
fn a_broken_clause_costs_that_clause() {
    let text = "trigger t {\n on armed-attack against UKR\n decided by unamimity of guarantors\n requested by UKR\n}";
    one(text, "syntax/unreadable-clause at `unamimity`: `unamimity` cannot stand here: expected a decision");
    assert!(helps(text).contains("did you mean `unanimity`?"));
    assert_eq!(provisions(text), ["t/2"]);
}

#[test]
fn a_misspelt_clause_word_is_met_with_the_nearest_that_belongs_there() {
    let text = "trigger t {\n on armed-attack\n decded by unanimity of guarantors\n}";
    one(text, "syntax/unreadable-clause at `decded`: `decded` does not begin a clause of a trigger");
    assert!(helps(text).contains("did you mean `decided`?"));
}

#[test]
fn a_missing_value_is_found_at_the_word_that_stands_in_its_place() {
    let text = "obligation o {\n FRA shall assist UKR\n by in UKR\n within 3 days\n}";
    one(text, "syntax/reserved-word at `in`: a value is missing before `in`");
    assert_eq!(provisions(text), ["o/3"]);
}

#[test]
fn brackets_where_none_can_stand_are_told_so() {
    let text =
        "trigger t {\n decided by unanimity of parties within 3 days otherwise [ RUS: lapses | UKR: proceed ]\n}";
    one(text, "syntax/unreadable-clause at `lapses`");
    assert!(helps(text).contains("put them round the whole clause"));
    let text = "weights w { FRA [30] }";
    one(text, "syntax/unreadable-provision at `[`");
    assert!(helps(text).contains("put them round the whole part"));
}

#[test]
fn disputes_may_go_to_a_court_at_once() {
    assert!(findings("disputes { ICJ }").is_empty());
    assert!(findings("disputes { \"a conference\" within 30 days then ICJ }").is_empty());
}

#[test]
fn the_word_of_a_clause_is_never_the_unit_of_the_number_before_it() {
    // As a unit it would be read without a word, and leave one clause.
    let is_unit = |word: &&str| {
        let text = format!("limit l {{ ceiling 800 {word} }}");
        findings(&text).is_empty() && provisions(&text) != ["l/2"]
    };
    // `a sentence` and `a clock` are names of clauses without a word of their own.
    let beside_numbers = keywords(Some(GATED)).filter(|it| !it.starts_with("a "));
    let words = beside_numbers.filter_map(|it| it.split(' ').next());
    assert_eq!(words.filter(is_unit).collect::<Vec<_>>(), Vec::<&str>::new());
    let text = "limit l { on UKR ceiling 800 increase of tanks by unanimity of FRA }";
    assert_eq!((findings(text), provisions(text)), (vec![], vec!["l/3".to_owned()]));
}

#[test]
fn and_never_joins_actors() {
    let text = "trigger t {\n decided by majority of FRA, GBR and DEU\n}";
    one(text, "syntax/unreadable-clause at `and`");
    assert!(helps(text).starts_with("actors are joined by commas"));
    one("obligation o { FRA and GBR shall assist UKR }", "syntax/unreadable-clause at `and`");
}

#[test]
fn a_lost_brace_costs_nothing() {
    one("trigger t { on armed-attack", "syntax/missing-brace at `trigger t`");
    let text = "article 1 \"x\" {\n obligation o { FRA shall assist UKR }\narticle 2 {\n obligation p { FRA shall assist UKR }\n}";
    one(text, "syntax/missing-brace at `article 1 \"x\"`");
    assert_eq!(provisions(text), ["o/1", "p/1"]);
    let text = "obligation o {\n FRA shall assist UKR\nobligation p {\n FRA shall assist UKR\n}";
    one(text, "syntax/missing-brace at `obligation o`");
    assert_eq!(provisions(text), ["o/1", "p/1"]);
}

#[test]
fn a_stray_sign_costs_nothing() {
    let text = "obligation o { FRA shall assist UKR } }\nobligation p { FRA shall assist UKR }";
    one(text, "syntax/stray-brace at `}`");
    assert_eq!(provisions(text), ["o/1", "p/1"]);
    one("deployment d {\n by FRA\n roles only training |\n in UKR\n}", "syntax/stray-brace at `|`");
}

#[test]
fn a_lost_quote_costs_its_line() {
    let text = "trigger t {\n on attack by \"a Power\n requested by UKR\n}\nobligation o { FRA shall assist UKR }";
    one(text, "syntax/unreadable-text at `\"`: the quotation that begins here is not closed");
    assert_eq!(provisions(text), ["t/2", "o/1"]);
}

#[test]
fn a_broken_provision_costs_that_provision() {
    let text = "obligation Assist {\n FRA shall assist UKR\n}\nobligation p { FRA shall assist UKR }";
    one(text, "syntax/unreadable-provision at `Assist`");
    assert!(helps(text).contains("begins with a small letter"));
    assert_eq!(provisions(text), ["p/1"]);
    one("partty UKR \"Ukraine\"\nparty FRA \"France\"", "syntax/unreadable-provision at `partty`");
    let text = "partty UKR \"Ukraine\"\nobligation p { FRA shall assist UKR }";
    one(text, "syntax/unreadable-provision at `partty`");
    assert_eq!(provisions(text), ["p/1"]);
}

#[test]
fn operative_words_are_known() {
    let text = "obligation o { FRA shal assist UKR }";
    one(text, "syntax/unreadable-clause at `shal`");
    assert!(helps(text).contains("did you mean `shall`?"));
}

#[test]
fn ten_errors_are_ten_findings() {
    let broken = "obligation o {\n FRA shall assist UKR\n withn 3 days\n by weapons\n}\n".repeat(10);
    assert_eq!(findings(&broken).len(), 10);
    assert!(provisions(&broken).iter().all(|it| it == "o/2"));
}

#[test]
fn slips_on_lines_in_a_row_are_each_found() {
    let text = "obligation o {\n FRA shall assist UKR\n bby weapons\n withhin 3 days\n}";
    let found = findings(text);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("syntax/unreadable-clause at `bby`") && found[1].contains("`withhin`"), "{found:#?}");
}

#[test]
fn bare_names_decide_alone_only() {
    one("trigger t { decided by UNSC or NAC }", "syntax/unreadable-clause at `or NAC`: `NAC` cannot be joined by `or`");
    assert!(!findings("trigger t { on x if decided by UNSC or request of UKR }").is_empty());
}

#[test]
fn a_lost_square_bracket_ends_with_its_block() {
    let text = "trigger t {\n [ RUS: decided by unanimity of guarantors\n}\nobligation p { FRA shall assist UKR }";
    one(text, "syntax/missing-brace at `[`");
    assert_eq!(provisions(text), ["t/1", "p/1"]);
}

#[test]
fn comments_and_prose_hold_any_sign() {
    let text = "# } ] | \" \nobligation o { # { [\n text \"\"\" { [ # | \"\"\"\n FRA shall assist UKR # and \"so on\n}";
    assert_eq!(findings(text), [] as [&str; 0]);
    assert_eq!(parse(FileId(0), text).comments.len(), 3);
    assert_eq!(provisions(text), ["o/2"]);
}

#[test]
fn line_ends_and_a_byte_order_mark_mean_nothing() {
    let text = "\u{FEFF}party UKR \"Ukraine\"\r\nobligation o {\r\n\tFRA shall assist UKR\r\n}\r\n";
    assert_eq!(findings(text), [] as [&str; 0]);
    assert_eq!(provisions(text), ["o/1"]);
}

#[test]
fn characters_that_mislead_are_found() {
    one("obligation o { FRA shall\0assist UKR }", "syntax/control-character");
    one("party UKR \"Ukraine\u{202E}\"", "syntax/bidi-control");
    let text = "party UKR \"Україна\"\nobligation o { UКR shall assist UKR }";
    one(text, "syntax/mixed-script at `UКR`: `UКR` contains a character that looks like `K`");
    assert_eq!(findings("party UKR \"Україна 🕊\" # Türkiye, Україна\nparty TÜR \"Türkiye\""), [] as [&str; 0]);
}

#[test]
fn nesting_is_bounded_in_debug_builds_and_on_small_stacks() {
    let small = std::thread::Builder::new().stack_size(2 << 20);
    let deep = small.spawn(|| {
        for open in ["(", "[", "{"] {
            one(&format!("trigger t {{ decided by {}", open.repeat(100_000)), "syntax/too-deep");
        }
        let most = scan::MAX_DEPTH as usize - 1;
        for (open, close) in [("(", ")"), ("[ ", " ]")] {
            let nested =
                format!("trigger t {{ decided by {}unanimity of FRA{} }}", open.repeat(most), close.repeat(most));
            assert_eq!(findings(&nested), [] as [&str; 0]);
            let nested = format!("trigger t {{ decided by {}FRA FRA{} }}", open.repeat(most), close.repeat(most));
            assert_eq!(findings(&nested).len(), 1);
            let nested = format!(
                "trigger t {{ on armed-attack in {}FRA{} if {}x{} }}",
                open.repeat(most),
                close.repeat(most),
                open.repeat(most),
                close.repeat(most)
            );
            assert_eq!(findings(&nested), [] as [&str; 0]);
        }
        let clauses = format!("trigger t {{ {}on x{} }}", "[ RUS: ".repeat(most), " ]".repeat(most));
        assert_eq!(findings(&clauses), [] as [&str; 0]);
        let units = format!(
            "{}obligation o {{ FRA shall assist UKR }}{}",
            "[ section 1 { ".repeat(most / 2),
            "} ]".repeat(most / 2)
        );
        parse(FileId(0), &units);
    });
    assert!(deep.expect("a thread starts").join().is_ok());
}

#[test]
fn a_draft_that_is_too_large_is_refused() {
    let text = " ".repeat(scan::MAX_LENGTH + 1);
    assert!(findings(&text)[0].starts_with("syntax/too-large"));
}

fn shipped() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("drafts");
    let mut texts = Vec::new();
    for folder in ["sound", "flawed"] {
        let entries = std::fs::read_dir(root.join(folder)).expect("drafts are shipped");
        for entry in entries {
            texts.push(std::fs::read_to_string(entry.expect("a draft").path()).expect("a draft is text"));
        }
    }
    texts.sort();
    texts
}

#[test]
fn a_truncated_draft_still_reports() {
    for text in shipped() {
        let inside = text.find("treaty \"").expect("a title") + 200;
        let last = text.trim_end().len() - 1;
        for cut in (inside..last).step_by(97) {
            if text.is_char_boundary(cut) {
                assert!(!findings(&text[..cut]).is_empty(), "{}", &text[..cut]);
            }
        }
    }
}

#[test]
fn a_dropped_or_doubled_word_costs_little() {
    for text in shipped() {
        assert_eq!(findings(&text), [] as [&str; 0]);
        let words: Vec<Span> = {
            let mut at = 0;
            text.split_inclusive(char::is_whitespace)
                .map(|word| {
                    at += word.len();
                    Span::new((at - word.len()) as u32, at as u32)
                })
                .collect()
        };
        for word in words.iter().skip(40).step_by(97) {
            let (before, after) = (&text[..word.start as usize], &text[word.end as usize..]);
            if word.of(&text).contains("\"\"\"") {
                // Prose has no line to end at: a lost end of prose can take the text up to the next.
                continue;
            }
            let signs = word.of(&text).contains(['"', '{', '}', '#', '[', ']', '|', ':']);
            for mutant in [format!("{before}{after}"), format!("{before}{0}{0}{after}", word.of(&text))] {
                let found = findings(&mutant);
                assert!(found.len() <= if signs { 6 } else { 4 }, "{:?}: {found:#?}", word.of(&text));
            }
        }
    }
}

#[test]
fn a_clock_within_a_sentence_is_a_clause_behind_it() {
    let text = "obligation o { each of parties shall immediately assist UKR by weapons }";
    assert_eq!(findings(text), [] as [&str; 0]);
    assert_eq!(provisions(text), ["o/3"]);
}

#[test]
fn a_block_ends_with_its_brace_where_none_is_lost() {
    let inner = "obligation o { FRA shall inform parties }";
    for text in [
        format!("point a {{ point i {{ {inner} }} }}"),
        format!("article 1 {{ point a {{ point i {{ {inner} }} {inner} }} }}\nparty UKR \"Ukraine\""),
        format!("paragraph 1 {{ paragraph 2 {{ paragraph 3 {{ {inner} }} }} }}"),
    ] {
        assert_eq!(findings(&text), Vec::<String>::new(), "{text}");
    }
    for (text, expected) in [
        (format!("article 1 {{ article 2 {{ {inner} }} }}"), "syntax/misplaced-provision at `article 2`"),
        (
            format!("treaty \"T\" {{ article 1 {{\n annex A {{ {inner} }}\n}}\n}}"),
            "syntax/misplaced-provision at `annex A`",
        ),
        (
            format!("article 1 {{ assume {{ potential aggressor RUS }} {inner} }}"),
            "syntax/misplaced-provision at `assume`",
        ),
        (format!("chapter I {{ chapter II {{ {inner} }} }}"), "syntax/misplaced-provision at `chapter II`"),
        (format!("obligation a {{\n FRA shall assist UKR\n {inner}\n}}"), "syntax/unreadable-clause at `obligation`"),
        (
            format!("article 1 {{ obligation a {{ {inner} }} }}\narticle 2 {{ {inner} }}"),
            "syntax/unreadable-clause at `obligation`",
        ),
        (
            "ladder l { rung \"a\" { rung \"b\" { FRA shall assist UKR } } }".to_owned(),
            "syntax/unreadable-clause at `rung`",
        ),
        (
            "assume { potential aggressor RUS\n area A \"a\" within UKR { de-jure UKR } }".to_owned(),
            "syntax/unreadable-clause at `area`",
        ),
        ("article 1 { frobnicate x { y { z } } }".to_owned(), "syntax/unreadable-provision at `frobnicate`"),
    ] {
        one(&text, expected);
    }
    // Where a brace is lost, the next head still ends the block.
    one(
        &format!("article 1 {{ obligation a {{ FRA shall assist UKR\n{inner} }}\narticle 2 {{ {inner} }}"),
        "syntax/missing-brace at `obligation a`",
    );
}

#[test]
fn a_line_ends_with_any_sign_that_ends_one_and_a_comment_with_more() {
    for text in [
        "# note\rparty UKR \"Ukraine\"",
        "term \"a\" means \"b\" # note\rparty UKR \"Ukraine\"\r\rparty FRA \"France\"",
    ] {
        let parsed = parse(FileId(0), text);
        assert!(parsed.diagnostics.is_empty() && !parsed.draft.items.is_empty(), "{text:?}");
        assert!(parsed.comments.iter().all(|it| it.of(text) == "# note"));
    }
    for sign in ['\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}'] {
        let text = format!("# note{sign}party UKR \"Ukraine\"");
        let parsed = parse(FileId(0), &text);
        assert_eq!((parsed.draft.items.len(), parsed.comments[0].of(&text)), (1, "# note"), "{sign:?}");
        one(&text, "syntax/control-character at");
        // The cure puts nothing into the comment.
        let fix = &parsed.diagnostics[0].fixes[0];
        assert_eq!(crate::diagnostic::applied(&text, &fix.edits), "# note\nparty UKR \"Ukraine\"");
    }
    one("party UKR \"Ukr\raine\"", "syntax/unreadable-text");
    one("party UKR\u{2028}\"Ukraine\"", "syntax/control-character");
}
