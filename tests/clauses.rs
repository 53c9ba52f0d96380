//! The table of clauses: who reads each, which are read by hand, and the keyword lists that are made from it.

use crate::support::{bless, files, relative, root};
use std::collections::{BTreeMap, BTreeSet};
use vattel::syntax::ast::ClauseWord;
use vattel::syntax::clauses::{CLAUSES, CUSTOM, RECORDED_ONLY, RIDERS, SlotType, keywords};

/// How analyses and rules read the clauses that have a field of their own in the model.
const FIELDS: &[(ClauseWord, &[&str])] = {
    use ClauseWord as W;
    &[
        (W::Sentence, &[".sentences"]),
        (W::Text, &[".prose"]),
        (W::Ambiguous, &[".ambiguity"]),
        (W::On, &[".events", "DetailKind::OnActors"]),
        (W::Upon, &[".upon"]),
        (W::RequestedBy, &["GateKind::Request"]),
        (W::ConsultationAmong, &["GateKind::Consultation"]),
        (W::SubjectTo, &["GateKind::Decision"]),
        (W::PresumedUnless, &["GateKind::PresumedUnless"]),
        (W::If, &["GateKind::If"]),
        (W::Unless, &["GateKind::Unless"]),
        (W::Decided, &[".decided"]),
        (W::By, &["DetailKind::By", "DetailKind::Means"]),
        (W::Clock, &["provision.clock"]),
        (W::Members, &["body.members"]),
        (W::Chair, &[".chair"]),
        (W::ConvenedBy, &[".convened_by"]),
        (W::Decides, &["body.rules"]),
        (W::Quorum, &[".quorum"]),
        (W::Tie, &[".tie"]),
        (W::HeadAppointedBy, &[".head_appointed_by"]),
        (W::Weights, &[".weighted_by", ".weights"]),
        (W::Term, &["DetailKind::Duration"]),
    ]
};

/// The code of each analysis and rule, by its name, without comments and tests.
fn readers() -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for path in files(&root().join("src"), "rs") {
        let place = relative(&path);
        let name = match place.trim_end_matches(".rs").split('/').collect::<Vec<_>>()[..] {
            _ if place.contains("/tests") => continue,
            ["src", "analysis", name, ..] => name.to_owned(),
            ["src", "rules", category, name] => format!("{category}/{name}").replace('_', "-"),
            _ => continue,
        };
        let text = std::fs::read_to_string(&path).expect("a source file");
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let lines = code.lines().map(|it| it.split("//").next().unwrap_or_default());
        found.entry(name).or_default().push_str(&lines.collect::<Vec<_>>().join("\n"));
    }
    found
}

/// Whether code holds a word whole.
fn holds(code: &str, word: &str) -> bool {
    let goes_on = |rest: &str| rest.starts_with(|it: char| it.is_alphanumeric() || it == '_');
    code.match_indices(word).any(|(at, _)| !goes_on(&code[at + word.len()..]))
}

/// What is wrong with what the rows of the table say of their readers.
fn unread(readers: &BTreeMap<String, String>) -> Vec<String> {
    let mut faults = Vec::new();
    for row in CLAUSES {
        let own = format!("DetailKind::{:?}", row.word);
        let field = FIELDS.iter().find(|it| it.0 == row.word).map(|it| it.1);
        let reads = |code: &String| field.unwrap_or(&[own.as_str()]).iter().any(|it| holds(code, it));
        let all: Vec<&str> = readers.iter().filter(|it| reads(it.1)).map(|it| it.0.as_str()).collect();
        if row.readers == [RECORDED_ONLY] {
            if !all.is_empty() {
                faults.push(format!("`{}` is recorded only, but read by {}", row.text(), all.join(", ")));
            }
            continue;
        }
        if row.readers.is_empty() {
            faults.push(format!("`{}` names no reader; {} read it", row.text(), all.join(", ")));
        }
        for reader in row.readers.iter().filter(|it| !all.contains(it)) {
            faults.push(format!("`{}` is not read by `{reader}`; {} read it", row.text(), all.join(", ")));
        }
    }
    faults
}

#[test]
fn every_clause_is_read_by_whom_its_row_names() {
    let mut readers = readers();
    assert_eq!(unread(&readers), Vec::<String>::new());
    // A clause whose readers go is found.
    readers.retain(|_, code| !code.contains("DetailKind::DeemedAttackOn"));
    assert_eq!(
        unread(&readers).first().map(String::as_str),
        Some("`deemed attack on` is not read by `obligation/deemed-attack-without-duty`;  read it"),
    );
}

#[test]
fn the_clauses_that_are_read_by_hand_are_few_and_listed() {
    const OWN: &[SlotType] = &[
        SlotType::Authority,
        SlotType::Timing,
        SlotType::Level,
        SlotType::Change,
        SlotType::Until,
        SlotType::Duration,
        SlotType::Forums,
        SlotType::Extent,
        SlotType::Decided,
        SlotType::Riders,
        SlotType::Sentence,
        SlotType::Prose,
        SlotType::Events,
        SlotType::Weights,
    ];
    assert!(CUSTOM.len() <= 25, "{}", CUSTOM.len());
    let listed = |word: ClauseWord| CUSTOM.iter().any(|it| it.0 == word);
    let built_by_hand = [ClauseWord::By, ClauseWord::Decides];
    for row in CLAUSES {
        assert_eq!(listed(row.word), row.has(OWN) || built_by_hand.contains(&row.word), "{}", row.text());
    }
}

#[test]
fn a_keyword_is_told_from_the_others_of_its_row_by_its_first_word() {
    for row in CLAUSES {
        let first: BTreeSet<_> = row.texts.iter().map(|it| it.split(' ').next()).collect();
        assert_eq!(first.len(), row.texts.len(), "{:?}", row.texts);
        for text in row.texts {
            assert_eq!(row.written(&format!("{text} X")), *text);
        }
    }
}

/// What goes on with a value is said in the grammar, and once more in the table, since a reader that waits for a letter does
/// not say for which word.
#[test]
fn the_riders_are_those_of_the_grammar() {
    let grammar = read("grammar/treaty.pest");
    let mut first = BTreeSet::new();
    for rule in ["qualifier", "tail", "rider", "since", "softened", "expiry", "renewal", "found_by", "band", "organ"] {
        first_words(&grammar, rule, &mut first);
    }
    assert!(["forthwith", "promptly", "through", "weighted"].iter().all(|it| first.contains(*it)), "{first:?}");
    let leads = CLAUSES.iter().flat_map(|it| it.slots).map(|it| it.lead);
    let known: BTreeSet<&str> =
        RIDERS.iter().map(|it| it.0).chain(leads).filter_map(|it| it.split(' ').next()).collect();
    let missing: Vec<&String> = first.iter().filter(|it| !known.contains(it.as_str())).collect();
    assert!(missing.is_empty(), "the riders lack {missing:?}");
}

/// The words with which a rule of the grammar can begin.
fn first_words(grammar: &str, rule: &str, found: &mut BTreeSet<String>) {
    let head = format!("\n{rule} = ");
    let Some(body) = grammar.split(&head).nth(1).and_then(|it| it.split_once('{')) else { panic!("no rule `{rule}`") };
    let body: String =
        body.1.split("\n\n").next().unwrap_or_default().lines().filter(|it| !it.starts_with("///")).collect();
    let mut at_start = vec![true];
    let mut rest = body.as_str();
    while let Some(sign) = rest.chars().next() {
        let mut length = sign.len_utf8();
        let begins = at_start.last().copied().unwrap_or_default();
        match sign {
            '(' => at_start.push(begins),
            ')' => {
                at_start.pop();
                if let Some(outer) = at_start.last_mut() {
                    *outer = false;
                }
            }
            '}' => return,
            '|' => {
                let outer = at_start.len().checked_sub(2).is_none_or(|it| at_start[it]);
                *at_start.last_mut().expect("a level") = outer;
            }
            // A look ahead is no word.
            '&' | '!' => {
                let group = rest[1..].starts_with('(');
                let end = if group { rest.find(')').map(|it| it + 1) } else { rest.find(" ~ ") };
                length = end.unwrap_or(rest.len());
                length += rest[length..].find("~ ").map_or(0, |it| it + 2);
            }
            '"' => {
                length = rest[1..].find('"').map_or(rest.len(), |it| it + 2);
                if begins {
                    found.insert(rest[1..length - 1].to_owned());
                    *at_start.last_mut().expect("a level") = false;
                }
            }
            _ if sign.is_ascii_lowercase() => {
                length = rest.find(|it: char| !it.is_ascii_alphanumeric() && it != '_').unwrap_or(rest.len());
                if begins {
                    first_words(grammar, &rest[..length], found);
                    *at_start.last_mut().expect("a level") = false;
                }
            }
            _ => {}
        }
        rest = &rest[length..];
    }
}

/// Words at which the grammar picks up again, and which no object begins with, though they begin no clause of the table.
const OTHER_STARTS: &[&str] = &[
    "assuming",
    "each",
    "expect",
    "forthwith",
    "given",
    "immediately",
    "irreversible",
    "otherwise",
    "pace",
    "potential",
    "promptly",
    "renewable",
    "renewed",
    "rung",
    "where",
    "within",
];

#[test]
fn the_grammar_knows_the_first_word_of_every_clause() {
    let all = keywords(None).filter(|it| !it.starts_with("a ")).filter_map(|it| it.split(' ').next());
    // A word stands before those it begins with, since the first that fits is taken.
    let all: BTreeSet<&str> = all.chain(OTHER_STARTS.iter().copied()).collect();
    let words: Vec<String> = all.iter().rev().map(|it| format!("\"{it}\"")).collect();
    let made = wrapped(&words, " | ", "    ", "  | ", 116);
    blessed("grammar/treaty.pest", |text| between(text, "clause_word = _{\n", "\n}", &made));
}

/// Keywords of values, of declarations and of scenarios, for editors that colour words.
const OTHER_WORDS: &[&str] = &[
    "abstains",
    "aggressor",
    "aggressors",
    "arbitration",
    "are",
    "assuming",
    "before",
    "binding",
    "blocks",
    "breached",
    "conciliation",
    "controls",
    "draft",
    "expect",
    "expired",
    "form",
    "forthwith",
    "found",
    "fulfilled",
    "given",
    "hereafter",
    "holds",
    "immediately",
    "in",
    "irreversible",
    "irrevocable",
    "is",
    "languages",
    "means",
    "mediation",
    "negotiation",
    "not",
    "nobody",
    "notification",
    "obliged",
    "of",
    "only",
    "pace",
    "parallel",
    "potential",
    "practicable",
    "prevailing",
    "promptly",
    "ratification",
    "ratified",
    "reading",
    "renewable",
    "renewed",
    "request",
    "requires",
    "responsibility",
    "revocable",
    "rotating",
    "signature",
    "signed",
    "somebody",
    "stage",
    "then",
    "triggered",
    "undetermined",
    "version",
    "votes",
    "waiting",
    "where",
    "within",
];

/// The same for editors that colour phrases, and leave single words of common use to patterns of their own.
const OTHER_PHRASES: &[&str] = &[
    "as found by",
    "as soon as possible",
    "as soon as practicable",
    "assuming",
    "attributes responsibility",
    "before",
    "breach of",
    "ceiling each",
    "completion of",
    "consultation with",
    "decides by",
    "decides on",
    "each side of",
    "end of",
    "entry into force",
    "expect",
    "forthwith",
    "found by",
    "given",
    "hereafter",
    "immediately",
    "in force",
    "in good standing",
    "in reading",
    "irreversible",
    "irrevocable",
    "not later than",
    "notice by",
    "notification by",
    "notification of",
    "on each side of",
    "pace at once",
    "pace last moment",
    "parallel with",
    "phased upon",
    "potential",
    "potential aggressor",
    "potential aggressors",
    "promptly",
    "ratification",
    "ratified by",
    "renewable",
    "renewable automatically",
    "renewable by",
    "renewed by",
    "request by",
    "requires",
    "responsive upon",
    "revocable",
    "revocable with notice",
    "roles only",
    "rotating among",
    "signature",
    "start of",
    "territory of",
    "then",
    "through",
    "unless ended by",
    "vote with",
    "votes with",
    "waiting for",
    "where possible",
    "where practicable",
    "with",
    "within",
];

/// Words that are coloured by other patterns: decisions, declarations, final clauses.
const COLOURED_ELSEWHERE: &[&str] = &["decided", "it", "line", "none", "quorum", "tie", "weights"];

/// The same in editors that colour word by word.
const COLOURED_AS_WORDS: &[&str] = &["decides"];

/// Those of them that stand in lists of provisions.
const PROVISIONS: &[&str] = &["consultation", "duration", "finding", "withdrawal"];

/// Keywords that are also words of a vocabulary, or so short that where they stand decides.
const BY_PLACE: &[&str] = &[
    "backstop",
    "by",
    "command",
    "consent of",
    "duration",
    "in",
    "kind",
    "lead",
    "map",
    "on",
    "subject to consultation with",
    "text",
    "to",
    "with notice",
    "withdrawal",
];

#[test]
fn editors_colour_the_keyword_of_every_clause() {
    let leads = CLAUSES.iter().flat_map(|it| it.slots).map(|it| it.lead).filter(|it| !it.is_empty());
    let phrases: BTreeSet<&str> = keywords(None).filter(|it| !it.starts_with("a ")).chain(leads).collect();
    let without = |all: &BTreeSet<&'static str>, others: &[&[&str]]| -> Vec<String> {
        let left = all.iter().filter(|it| !others.iter().any(|list| list.contains(it)));
        left.map(|it| (*it).to_owned()).collect()
    };
    let words: BTreeSet<&str> =
        phrases.iter().flat_map(|it| it.split(' ')).chain(OTHER_WORDS.iter().copied()).collect();
    let list = without(&words, &[COLOURED_ELSEWHERE, COLOURED_AS_WORDS, PROVISIONS]);
    let made = wrapped(&list, " ", "syntax keyword treatyClause ", "syntax keyword treatyClause ", 100);
    blessed("editors/neovim/syntax/treaty.vim", |text| {
        between(text, "\" Clauses\n", "\nsyntax keyword treatyOperator", &made)
    });
    let list = without(&words, &[COLOURED_ELSEWHERE, COLOURED_AS_WORDS]).join("|");
    blessed("editors/kakoune/vattel.kak", |text| on_its_line(text, "(?:", &list));

    let all: BTreeSet<&str> = phrases.iter().chain(OTHER_WORDS).copied().collect();
    let list: Vec<String> =
        without(&all, &[COLOURED_ELSEWHERE, COLOURED_AS_WORDS]).iter().map(|it| format!("\"{it}\"")).collect();
    let made = wrapped(&list, " ", "  '(", "    ", 90);
    blessed("editors/emacs/vattel.el", |text| between(text, "(defconst treaty--clauses\n", "))", &made));

    let all: BTreeSet<&str> = phrases.iter().chain(OTHER_PHRASES).copied().collect();
    let mut list = without(&all, &[COLOURED_ELSEWHERE, BY_PLACE]);
    // Of two phrases that begin alike the longer one stands first.
    list.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let list = list.join("|");
    blessed("editors/sublime/Vattel.sublime-syntax", |text| on_its_line(text, "(", &list.replace(' ', r"\s+")));
    blessed("editors/vscode/syntaxes/treaty.tmLanguage.json", |text| {
        on_its_line(text, "(", &list.replace(' ', r"\\s+"))
    });
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn blessed(path: &str, make: impl Fn(&str) -> String) {
    if let Err(complaint) = bless::file(&root().join(path), &make(&read(path))) {
        panic!("\n{complaint}");
    }
}

/// A text with what stands between two marks replaced.
fn between(text: &str, begin: &str, end: &str, made: &str) -> String {
    let start = text.find(begin).unwrap_or_else(|| panic!("no `{begin}`")) + begin.len();
    let stop = start + text[start..].find(end).unwrap_or_else(|| panic!("no `{end}`"));
    format!("{}{made}{}", &text[..start], &text[stop..])
}

/// A text with the alternatives of the pattern replaced that holds the keywords of clauses.
fn on_its_line(text: &str, open: &str, made: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        if !line.contains("|rules-of-engagement|") {
            return line.to_owned();
        }
        let start = line.find("-])").expect("a pattern for whole words") + "-])".len() + open.len();
        let stop = line.rfind(")(?!").expect("the end of the alternatives");
        format!("{}{made}{}", &line[..start], &line[stop..])
    });
    lines.collect()
}

/// Words on lines of a width.
fn wrapped(words: &[String], joint: &str, first: &str, next: &str, width: usize) -> String {
    let mut lines = vec![first.to_owned()];
    for word in words {
        let line = lines.last_mut().expect("a line");
        let bare = line == first || line == next;
        if !bare && line.len() + joint.len() + word.len() > width {
            lines.push(format!("{next}{word}"));
        } else {
            line.push_str(if bare { "" } else { joint });
            line.push_str(word);
        }
    }
    lines.join("\n")
}
