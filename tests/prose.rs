//! The prose for engineers keeps to standard terms: `tests/discouraged.txt` lists those to avoid.

use crate::support::vattel::vattel;
use crate::support::{files, relative, root};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A term, and a better one.
struct Term {
    avoid: String,
    better: String,
}

fn discouraged() -> Vec<Term> {
    let text = std::fs::read_to_string(root().join("tests/discouraged.txt")).expect("the list");
    let lines = text.lines().filter(|it| !it.is_empty() && !it.starts_with('#'));
    lines
        .map(|line| {
            let (avoid, better) = line.split_once('\t').unwrap_or_else(|| panic!("a tab in `{line}`"));
            Term { avoid: avoid.to_lowercase(), better: better.to_owned() }
        })
        .collect()
}

/// Whether a text has a term, as whole words.
fn has(text: &str, term: &str) -> bool {
    text.match_indices(term).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// The text without what stands between two signs on a line.
fn without(text: &str, open: char, close: char) -> String {
    let mut kept = String::new();
    for line in text.lines() {
        let mut inside = false;
        for sign in line.chars() {
            match sign {
                _ if inside && sign == close => inside = false,
                _ if inside => {}
                _ if sign == open => inside = true,
                _ => kept.push(sign),
            }
        }
        kept.push('\n');
    }
    kept
}

/// Words of a text, in lower case, with single spaces.
fn normal(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The string literals of a file, without attributes (doc comments are attributes) and tests.
fn literals(tokens: TokenStream, found: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut for_tests = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                let _ = tokens.next_if(|it| matches!(it, TokenTree::Punct(sign) if sign.as_char() == '!'));
                let attribute = tokens
                    .next_if(|it| matches!(it, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket));
                for_tests |= attribute.is_some_and(|it| it.to_string().replace(' ', "") == "[cfg(test)]");
            }
            TokenTree::Group(group) if for_tests && group.delimiter() == Delimiter::Brace => for_tests = false,
            TokenTree::Group(group) => literals(group.stream(), found),
            TokenTree::Punct(sign) if sign.as_char() == ';' => for_tests = false,
            TokenTree::Literal(literal) if !for_tests => {
                let text = literal.to_string();
                // A line that ends with `\` goes on behind the spaces of the next.
                let joined = text.split("\\\n").enumerate().map(|(at, it)| if at == 0 { it } else { it.trim_start() });
                let joined = joined.collect::<String>();
                if joined.contains('"') {
                    found.push(joined);
                }
            }
            _ => {}
        }
    }
}

/// Every text, with its name.
fn texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let mut pages = vec![root().join("README.md")];
    pages.extend(files(&root().join("docs"), "md"));
    for page in pages {
        let text = std::fs::read_to_string(&page).expect("a page");
        // A name in backticks is a name.
        texts.push((relative(&page), without(&text, '`', '`')));
    }
    for path in files(&root().join("src"), "rs") {
        let name = relative(&path);
        if name.ends_with("/tests.rs") || name.contains("/tests/") {
            continue;
        }
        let source = std::fs::read_to_string(&path).expect("a source");
        let mut found = Vec::new();
        literals(source.parse().unwrap_or_else(|error| panic!("{name}: {error}")), &mut found);
        // A name in braces is filled in.
        texts.extend(found.into_iter().map(|it| (name.clone(), without(&it, '{', '}'))));
    }
    for command in commands() {
        let help = vattel([command.as_str(), "--help"]).run().stdout;
        texts.push((format!("vattel {command} --help"), help));
    }
    texts.push(("vattel --help".to_owned(), vattel(["--help"]).run().stdout));
    texts
}

/// The commands, as `--help` lists them.
fn commands() -> Vec<String> {
    let help = vattel(["--help"]).run().stdout;
    let list = help.split("Commands:\n").nth(1).and_then(|it| it.split("\n\n").next()).expect("a list of commands");
    let names = list.lines().filter(|it| it.starts_with("  ") && !it.starts_with("   "));
    let names = names.filter_map(|it| it.split_whitespace().next()).filter(|it| *it != "help");
    names.map(ToOwned::to_owned).collect()
}

#[test]
fn no_discouraged_term_is_used() {
    let terms = discouraged();
    assert!(terms.len() > 40, "{} terms", terms.len());
    assert!(commands().len() > 10, "{:?}", commands());
    let mut faults = Vec::new();
    for (name, text) in texts() {
        let text = normal(&text);
        let found = terms.iter().filter(|it| has(&text, &it.avoid));
        faults.extend(found.map(|it| format!("{name}: \"{}\": write \"{}\"", it.avoid, it.better)));
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_term_is_found_as_whole_words() {
    assert!(has("the advices are", "advices") && !has("the advice", "advices") && !has("misadvices", "advices"));
    assert_eq!(normal("Comes\n  live"), "comes live");
    assert_eq!(without("a `b` c", '`', '`'), "a  c\n");
    let mut found = Vec::new();
    let source =
        "/// A doc.\nfn a() { b(\"one \\\n   two\"); }\n#[cfg(test)]\nmod tests { const C: &str = \"three\"; }\n";
    literals(source.parse().expect("tokens"), &mut found);
    assert_eq!(found, ["\"one two\""]);
}
