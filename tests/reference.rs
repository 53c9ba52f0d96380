//! The reference of the language: its tables are made from the program, and its examples show every clause.

use crate::support::{bless, root};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use vattel::model::vocabulary::Vocabulary;
use vattel::model::{Form, TreatyStatus};
use vattel::rules::page;
use vattel::source::FileId;
use vattel::syntax::ast::{Clause, ClauseWord, Draft, Item, OrBracket, ProvisionKind, RoleGroup};
use vattel::syntax::clauses::{AllowedIn, BODY, CLAUSES, ClauseInfo, PLACE};

const REFERENCE: &str = "grammar/reference.md";

/// Provisions that share most of their clauses, with the name that the reference gives them.
const FAMILIES: &[(&str, &[ProvisionKind])] = &[
    (
        "norms",
        &[
            ProvisionKind::Obligation,
            ProvisionKind::Prohibition,
            ProvisionKind::Permission,
            ProvisionKind::Guarantee,
            ProvisionKind::Assurance,
        ],
    ),
    (
        "regimes",
        &[
            ProvisionKind::Deployment,
            ProvisionKind::Limit,
            ProvisionKind::Ceasefire,
            ProvisionKind::Verification,
            ProvisionKind::Sanctions,
            ProvisionKind::Supply,
            ProvisionKind::Consultation,
            ProvisionKind::Forfeiture,
            ProvisionKind::Status,
            ProvisionKind::Rung,
        ],
    ),
];

#[test]
fn the_tables_of_the_reference_are_up_to_date() {
    let path = root().join(REFERENCE);
    let mut text = std::fs::read_to_string(&path).expect("the reference");
    for (name, made) in
        [("heads", heads()), ("roles", roles()), ("clauses", clauses()), ("vocabularies", vocabularies())]
    {
        text = with_section(&text, name, &made);
    }
    if let Err(complaint) = bless::file(&path, &text) {
        panic!("\n{complaint}");
    }
}

#[test]
fn the_examples_of_the_reference_show_every_clause_and_provision() {
    let text = std::fs::read_to_string(root().join(REFERENCE)).expect("the reference");
    let (mut words, mut kinds) = (BTreeSet::new(), BTreeSet::new());
    for block in page::blocks(&text).iter().filter(|it| it.info.starts_with("treaty")) {
        let draft: Draft = vattel::syntax::parse(FileId(0), &block.text).draft;
        shown(&draft.items, &mut words, &mut kinds);
    }
    let missing: Vec<&str> = CLAUSES.iter().filter(|it| !words.contains(&it.word)).map(ClauseInfo::text).collect();
    assert!(missing.is_empty(), "no example shows {missing:?}");
    let missing: Vec<&str> = ProvisionKind::ALL.iter().filter(|it| !kinds.contains(&it.0)).map(|it| it.1).collect();
    assert!(missing.is_empty(), "no example shows {missing:?}");
}

/// Notes which clauses and provisions stand among items.
fn shown(items: &[OrBracket<Item>], words: &mut BTreeSet<ClauseWord>, kinds: &mut BTreeSet<ProvisionKind>) {
    each(items, &mut |item| match item {
        Item::Unit(unit) => shown(&unit.items, words, kinds),
        Item::Declaration(declared) => note(&declared.clauses, words),
        Item::Place(place) => note(&place.clauses, words),
        Item::Provision(provision) => {
            kinds.insert(provision.kind);
            note(&provision.clauses, words);
            each(&provision.rungs, &mut |rung| {
                kinds.insert(rung.kind);
                note(&rung.clauses, words);
            });
        }
        _ => {}
    });
}

fn note(clauses: &[OrBracket<Clause>], words: &mut BTreeSet<ClauseWord>) {
    each(clauses, &mut |clause| {
        words.insert(clause.word);
    });
}

/// Everything in a list, in brackets or not.
fn each<T>(entries: &[OrBracket<T>], visit: &mut impl FnMut(&T)) {
    for entry in entries {
        match entry {
            OrBracket::Plain(item) => visit(item),
            OrBracket::Bracket(bracket) => bracket.alternatives.iter().for_each(|it| each(&it.content, visit)),
        }
    }
}

/// The text with what stands between the marks of a section replaced.
fn with_section(text: &str, name: &str, made: &str) -> String {
    let (begin, end) = (format!("<!-- begin: {name} "), format!("<!-- end: {name} -->"));
    let start = text.find(&begin).unwrap_or_else(|| panic!("{REFERENCE} has no `{begin}…-->`"));
    let start = start + text[start..].find('\n').expect("the mark ends its line") + 1;
    let stop = start + text[start..].find(&end).unwrap_or_else(|| panic!("{REFERENCE} has no `{end}`"));
    format!("{}\n{}\n{}", &text[..start], made.trim_end(), &text[stop..])
}

fn heads() -> String {
    let stages: Vec<String> = TreatyStatus::ALL.iter().map(|it| code(it.1)).collect();
    let forms: Vec<String> = Form::ALL.iter().map(|it| code(it.1)).collect();
    format!("Stages: {}.\nForms: {}.\n", stages.join(", "), forms.join(", "))
}

fn roles() -> String {
    let mut out = String::from("| role | all who bear it |\n|---|---|\n");
    for (_, plural, role) in RoleGroup::ALL {
        let _ = writeln!(out, "| `{role}` | `{plural}` |");
    }
    out
}

fn clauses() -> String {
    let mut out = String::from("| clause | stands in | how often | says | read by |\n|---|---|---|---|---|\n");
    for clause in CLAUSES {
        let times = if clause.once { "once" } else { "" };
        let places = homes(clause.home);
        let readers = clause.readers.join(", ");
        let _ = writeln!(out, "| {} | {places} | {times} | {} | {readers} |", keyword(clause), clause.description);
    }
    let _ = writeln!(out, "\nThe same, by provision:\n\n| provision | takes |\n|---|---|");
    for (name, kinds) in FAMILIES {
        let all = CLAUSES.iter().filter(|it| kinds.iter().all(|kind| it.home.admits(AllowedIn::provision(*kind))));
        let _ = writeln!(out, "| all {name} | {} |", keywords(all));
    }
    let finals: Vec<ProvisionKind> = ProvisionKind::ALL.iter().map(|it| it.0).filter(|it| it.is_final()).collect();
    let all = CLAUSES.iter().filter(|it| finals.iter().all(|kind| it.home.admits(AllowedIn::provision(*kind))));
    let _ = writeln!(out, "| all final clauses | {} |", keywords(all));
    for (kind, word) in ProvisionKind::ALL.iter().filter(|it| !it.0.is_final()) {
        let family = FAMILIES.iter().find(|it| it.1.contains(kind));
        let shared = |it: &ClauseInfo| {
            family.is_some_and(|(_, kinds)| kinds.iter().all(|kind| it.home.admits(AllowedIn::provision(*kind))))
        };
        let own: Vec<_> =
            CLAUSES.iter().filter(|it| it.home.admits(AllowedIn::provision(*kind)) && !shared(it)).collect();
        let besides = match (family, own.is_empty()) {
            (Some((name, _)), true) => format!("what all {name} take"),
            (Some((name, _)), false) => format!("what all {name} take, and {}", keywords(own.into_iter())),
            (None, _) => keywords(own.into_iter()),
        };
        let lines = match kind {
            ProvisionKind::Ladder => "rungs, ",
            ProvisionKind::Sequence => "steps, ",
            _ => "",
        };
        let _ = writeln!(out, "| `{word}` | {lines}{besides} |");
    }
    for (name, home) in [("a body or organization", BODY), ("an area, zone or line", PLACE)] {
        let own = CLAUSES.iter().filter(|it| it.home.admits(home));
        let _ = writeln!(out, "| {name} | {} |", keywords(own));
    }
    out
}

/// Where a clause stands, families first.
fn homes(home: AllowedIn) -> String {
    let everything = |kind: &(ProvisionKind, &str)| home.admits(AllowedIn::provision(kind.0));
    if home.admits(BODY) && home.admits(PLACE) && ProvisionKind::ALL.iter().all(everything) {
        return "every block".to_owned();
    }
    let mut rest: Vec<ProvisionKind> = home.provisions().collect();
    let mut places: Vec<String> = Vec::new();
    for (name, kinds) in FAMILIES {
        if kinds.iter().all(|kind| rest.contains(kind)) {
            rest.retain(|it| !kinds.contains(it));
            places.push((*name).to_owned());
        }
    }
    let finals = |it: &&(ProvisionKind, &str)| it.0.is_final();
    if ProvisionKind::ALL.iter().filter(finals).all(|it| rest.contains(&it.0)) {
        rest.retain(|it| !it.is_final());
        places.push("final clauses".to_owned());
    }
    places.extend(rest.iter().map(|it| code(it.as_str())));
    for (name, place) in [("bodies", BODY), ("places", PLACE)] {
        if home.admits(place) {
            places.push(name.to_owned());
        }
    }
    places.join(", ")
}

fn keywords<'c>(clauses: impl Iterator<Item = &'c ClauseInfo>) -> String {
    clauses.map(keyword).collect::<Vec<_>>().join(", ")
}

/// A keyword as it is written; `a clock` is none.
fn keyword(clause: &ClauseInfo) -> String {
    let code = |text: &&str| if text.starts_with("a ") { (*text).to_owned() } else { code(text) };
    clause.texts.iter().map(code).collect::<Vec<_>>().join(", ")
}

fn vocabularies() -> String {
    const ALL: &[(&str, Vocabulary)] = &[
        ("roles of forces (`roles`)", Vocabulary::Roles),
        ("means (`by`, `response`)", Vocabulary::Means),
        ("events (`on`)", Vocabulary::Events),
        ("verbs", Vocabulary::Verbs),
        ("objects of sentences", Vocabulary::Objects),
        ("domains", Vocabulary::Domains),
        ("matters of a body, in rising gravity (`decides on`)", Vocabulary::Matters),
        ("discretion", Vocabulary::Discretion),
        ("legal bases (`basis`)", Vocabulary::Bases),
        ("timing", Vocabulary::Timings),
    ];
    let mut out = String::from("| vocabulary | words |\n|---|---|\n");
    for (name, vocabulary) in ALL {
        let words: Vec<String> = vocabulary.words().into_iter().map(code).collect();
        let _ = writeln!(out, "| {name} | {} |", words.join(" "));
    }
    out
}

fn code(word: &str) -> String {
    format!("`{word}`")
}
