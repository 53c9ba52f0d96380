//! Rendering: no clause without a sentence, nothing lost, every format well-formed.

use crate::support::vattel::{Folder, vattel};
use crate::support::{files, one_in, relative, root};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use vattel::engine::{self, RenderedReading};
use vattel::model::ReadingName;
use vattel::prose::render::{Block, Inline, ProseDocument, TextMode, document, plain_words};
use vattel::report::treaty::{self, PrintOptions};
use vattel::source::{FileId, Source, Span};
use vattel::syntax::ast::{Arg, Clause, ClauseWord, Draft, Item, OrBracket, Provision};
use vattel::syntax::clauses::CLAUSES;
use vattel::syntax::{self, lexer};

const MODES: [TextMode; 3] = [TextMode::Authentic, TextMode::Compare, TextMode::Generated];

/// Every shipped draft, by name.
fn drafts() -> Vec<(String, String)> {
    let paths = files(&root().join("drafts"), "treaty");
    // One fixture is no UTF-8.
    paths.iter().filter_map(|it| Some((relative(it), std::fs::read_to_string(it).ok()?))).collect()
}

/// The large drafts, without the fixtures of rules.
fn treaties() -> Vec<(String, String)> {
    drafts().into_iter().filter(|it| !it.0.contains("/rules/")).collect()
}

/// The examples of the reference that can be read.
fn examples() -> Vec<String> {
    let page = std::fs::read_to_string(root().join("grammar/reference.md")).expect("the reference");
    let mut found = Vec::new();
    let mut draft: Option<String> = None;
    for line in page.lines() {
        match &mut draft {
            None if line == "```treaty" => draft = Some(String::new()),
            Some(_) if line.starts_with("```") => found.extend(draft.take()),
            Some(text) => *text = format!("{text}{line}\n"),
            None => {}
        }
    }
    assert!(found.len() > 40, "the examples are found");
    found
}

fn every<'t, T>(entries: &'t [OrBracket<T>], visit: &mut dyn FnMut(&'t T)) {
    for entry in entries {
        match entry {
            OrBracket::Plain(it) => visit(it),
            OrBracket::Bracket(bracket) => bracket.alternatives.iter().for_each(|it| every(&it.content, visit)),
        }
    }
}

/// Every clause of a draft, in brackets or not.
fn clauses(draft: &Draft) -> Vec<&Clause> {
    fn of_items<'t>(items: &'t [OrBracket<Item>], found: &mut Vec<&'t Clause>) {
        every(items, &mut |item| match item {
            Item::Declaration(it) => every(&it.clauses, &mut |clause| found.push(clause)),
            Item::Place(it) => every(&it.clauses, &mut |clause| found.push(clause)),
            Item::Unit(it) => of_items(&it.items, found),
            Item::Provision(it) => of_provision(it, found),
            _ => {}
        });
    }
    fn of_provision<'t>(it: &'t Provision, found: &mut Vec<&'t Clause>) {
        every(&it.clauses, &mut |clause| found.push(clause));
        every(&it.rungs, &mut |rung| of_provision(rung, found));
    }
    let mut found = Vec::new();
    of_items(&draft.items, &mut found);
    found
}

/// The places that sentences state, with their words.
fn said(document: &ProseDocument) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    document.each(&mut |block| {
        for sentence in &block.sentences {
            found.extend(sentence.clauses.iter().map(|it| (*it, plain_words(&sentence.words))));
        }
    });
    found
}

fn words(document: &ProseDocument) -> String {
    let mut all = String::new();
    document.each(&mut |block| {
        all.push_str(&block.heading);
        for sentence in &block.sentences {
            all.push(' ');
            all.push_str(&plain_words(&sentence.words));
        }
    });
    all
}

/// What of a draft leads to no sentence, or whose quoted words are lost.
fn unspoken(name: &str, text: &str) -> Vec<String> {
    let draft = syntax::parse(FileId(0), text).draft;
    let (whole, generated) =
        (document(text, &draft, None, TextMode::Compare), document(text, &draft, None, TextMode::Generated));
    let (spoken, all) = (said(&generated), words(&whole));
    let folded = |it: &str| it.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let all = folded(&all);
    let mut lost = Vec::new();
    for clause in clauses(&draft) {
        let own = clause.span.of(text);
        if clause.word != ClauseWord::Text
            && !spoken
                .iter()
                .any(|it| it.0.contains(clause.span) && it.0.len() <= clause.span.len() && !it.1.is_empty())
        {
            lost.push(format!("{name}: no sentence for `{own}`"));
        }
        for arg in &clause.args {
            let Arg::Text(span) = arg else { continue };
            for line in lexer::unquoted(span.of(text).trim()).lines().map(folded) {
                if !all.contains(&line) {
                    lost.push(format!("{name}: `{line}` is lost"));
                }
            }
        }
    }
    lost
}

#[test]
fn every_clause_of_a_draft_leads_to_a_sentence() {
    let lost: Vec<String> = drafts().iter().flat_map(|(name, text)| unspoken(name, text)).collect();
    assert_eq!(lost, [] as [&str; 0]);
    let lost: Vec<String> = examples().iter().flat_map(|text| unspoken("reference", text)).collect();
    assert_eq!(lost, [] as [&str; 0]);
}

#[test]
fn every_clause_of_the_language_has_a_sentence() {
    let mut known: BTreeSet<ClauseWord> = BTreeSet::new();
    for text in examples().into_iter().chain(drafts().into_iter().map(|it| it.1)) {
        let draft = syntax::parse(FileId(0), &text).draft;
        let spoken = said(&document(&text, &draft, None, TextMode::Generated));
        let printed = said(&document(&text, &draft, None, TextMode::Authentic));
        for clause in clauses(&draft) {
            let inner = |it: &Span| clause.args.iter().any(|arg| matches!(arg, Arg::Text(own) if own == it));
            let there = spoken.iter().any(|it| it.0 == clause.span) || printed.iter().any(|it| inner(&it.0));
            if there {
                known.insert(clause.word);
            }
        }
    }
    let missing: Vec<&str> =
        CLAUSES.iter().filter(|it| !known.contains(&it.word)).map(vattel::syntax::clauses::ClauseInfo::text).collect();
    assert_eq!(missing, [] as [&str; 0]);
}

/// The names of provisions that only a draft has: those with a hyphen.
fn provisions<'t>(text: &'t str, items: &'t [OrBracket<Item>], names: &mut BTreeSet<&'t str>) {
    every(items, &mut |item| match item {
        Item::Unit(it) => provisions(text, &it.items, names),
        Item::Provision(it) => names.extend(it.name.map(|name| name.of(text).trim()).filter(|it| it.contains('-'))),
        _ => {}
    });
}

#[test]
fn no_word_of_the_language_is_left_in_the_text() {
    for (name, text) in treaties() {
        let draft = syntax::parse(FileId(0), &text).draft;
        let mut names: BTreeSet<&str> = BTreeSet::new();
        provisions(&text, &draft.items, &mut names);
        let all = words(&document(&text, &draft, None, TextMode::Generated));
        let left: Vec<&str> = names
            .into_iter()
            .filter(|it| all.split(|c: char| c != '-' && !c.is_alphanumeric()).any(|word| word == *it))
            .collect();
        assert_eq!(left, [] as [&str; 0], "{name}");
        for odd in ["  ", " ,", " .", "..", " ;", ",,", "the the ", " of of ", " a the ", ",."] {
            let at = all.find(odd).map(|at| all[at.saturating_sub(60)..].chars().take(120).collect::<String>());
            assert_eq!(at, None, "{name}: {odd:?}");
        }
    }
}

/// Whether square brackets are balanced in the generated words of a document.
fn balanced(words: &[Inline]) -> bool {
    let text = plain_words(words);
    let mut depth = 0_i32;
    for c in text.chars() {
        depth += i32::from(c == '[') - i32::from(c == ']');
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

#[test]
fn brackets_are_balanced_and_gone_in_one_reading() {
    for (name, text) in treaties() {
        let draft = syntax::parse(FileId(0), &text).draft;
        document(&text, &draft, None, TextMode::Generated).each(&mut |block| {
            for sentence in &block.sentences {
                assert!(balanced(&sentence.words), "{name}: {}", plain_words(&sentence.words));
            }
        });
        let source = Source::new(FileId(0), name.as_str(), text.as_str());
        let clean = engine::render(&source, &RenderedReading::Unbracketed, TextMode::Generated);
        clean.document.expect("a document").each(&mut |block| {
            let open = block.sentences.iter().any(|it| it.words.iter().any(|it| matches!(it, Inline::Bracket(_))));
            assert!(!open, "{name}: a bracket is left in one reading");
        });
    }
}

/// The names of the elements of a document, if it is well-formed.
fn elements(name: &str, xml: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut found = Vec::new();
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(it)) => {
                depth += 1;
                found.push(element(&it));
            }
            Ok(Event::Empty(it)) => found.push(element(&it)),
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{name}: {error} at {}", reader.error_position()),
        }
    }
    assert_eq!(depth, 0, "{name}: an element is not closed");
    found
}

fn element(it: &quick_xml::events::BytesStart<'_>) -> (String, BTreeMap<String, String>) {
    let attributes = it.attributes().map(|it| {
        let it = it.expect("an attribute");
        (it.key.as_ref().to_owned(), it.value.to_string())
    });
    (it.name().as_ref().to_owned(), attributes.collect())
}

/// The values of an attribute of some elements.
fn values<'e>(elements: &'e [(String, BTreeMap<String, String>)], name: &str, key: &str) -> Vec<&'e str> {
    let of = elements.iter().filter(|it| name.is_empty() || it.0 == name);
    of.filter_map(|it| it.1.get(key)).map(String::as_str).collect()
}

fn each_once(name: &str, values: &[&str]) {
    let set: BTreeSet<&&str> = values.iter().collect();
    assert_eq!(set.len(), values.len(), "{name}: an identifier stands twice");
}

/// The parts of a packed document.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut found = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a part");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        found.insert(file.name().expect("a name").into_owned(), text);
    }
    found
}

/// Every identifier of a packed document leads to something.
fn docx_holds_together(name: &str, bytes: &[u8]) {
    let parts = parts(bytes);
    let parsed: BTreeMap<&str, _> = parts.iter().map(|it| (it.0.as_str(), elements(it.0, it.1))).collect();
    let body = &parsed["word/document.xml"];
    let subset = |used: Vec<&str>, known: &[&str], what: &str| {
        for it in used {
            assert!(it == "0" || known.contains(&it), "{name}: {what} {it} is not there");
        }
    };
    subset(values(body, "w:numId", "w:val"), &values(&parsed["word/numbering.xml"], "w:num", "w:numId"), "list");
    let styles = values(&parsed["word/styles.xml"], "w:style", "w:styleId");
    subset(values(body, "w:pStyle", "w:val"), &styles, "style");
    subset(values(body, "w:rStyle", "w:val"), &styles, "style");
    let bookmarks = values(body, "w:bookmarkStart", "w:name");
    each_once(name, &bookmarks);
    assert!(bookmarks.iter().all(|it| it.len() <= 40 && !it.contains('-')), "{name}: {bookmarks:?}");
    subset(values(body, "w:hyperlink", "w:anchor"), &bookmarks, "bookmark");
    let comments = parsed.get("word/comments.xml").map(|it| values(it, "w:comment", "w:id")).unwrap_or_default();
    each_once(name, &comments);
    for mark in ["w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"] {
        let mut own = values(body, mark, "w:id");
        own.sort_unstable();
        let mut known = comments.clone();
        known.sort_unstable();
        assert_eq!(own, known, "{name}: {mark}");
    }
    let relations = values(&parsed["word/_rels/document.xml.rels"], "Relationship", "Target");
    assert!(relations.iter().all(|it| parsed.contains_key(format!("word/{it}").as_str())), "{name}: {relations:?}");
}

fn akn_holds_together(name: &str, xml: &str) {
    let found = elements(name, xml);
    let ids = values(&found, "", "eId");
    each_once(name, &ids);
    for target in values(&found, "ref", "href").into_iter().filter_map(|it| it.strip_prefix('#')) {
        assert!(ids.contains(&target), "{name}: no part {target}");
    }
    for target in values(&found, "", "alternativeTo") {
        assert!(ids.contains(&target), "{name}: no rival {target}");
    }
}

/// Every format of a document is well-formed.
fn formats(name: &str, document: &ProseDocument, mode: TextMode) {
    let options = PrintOptions { mode, notes: true };
    let text = treaty::text(document, options);
    assert!(!text.contains('\u{1b}') && text.ends_with('\n'), "{name}");
    assert!(!treaty::markdown(document, options).contains('\u{1b}'), "{name}");
    let page = treaty::html(document, options);
    let page = elements(name, page.strip_prefix("<!DOCTYPE html>").expect("a page"));
    let ids = values(&page, "", "id");
    each_once(name, &ids);
    for target in values(&page, "a", "href") {
        assert!(ids.contains(&&target[1..]) || mode != TextMode::Compare, "{name}: no part {target}");
    }
    akn_holds_together(name, &treaty::akn(document, options));
    docx_holds_together(name, &treaty::docx(document, options, &[]));
}

#[test]
fn every_format_of_a_shipped_draft_is_well_formed() {
    for (name, text) in treaties().iter().step_by(one_in(2)) {
        let draft = syntax::parse(FileId(0), text).draft;
        formats(name, &document(text, &draft, None, TextMode::Compare), TextMode::Compare);
    }
    for text in examples().iter().step_by(one_in(6)) {
        let draft = syntax::parse(FileId(0), text).draft;
        for mode in MODES {
            formats("reference", &document(text, &draft, None, mode), mode);
        }
    }
}

#[test]
fn the_same_draft_gives_the_same_bytes() {
    let (_, text) = treaties().swap_remove(0);
    let bytes = || {
        let draft = syntax::parse(FileId(0), &text).draft;
        treaty::docx(&document(&text, &draft, None, TextMode::Compare), PrintOptions::default(), &[])
    };
    assert_eq!(bytes(), bytes());
}

#[test]
fn numbers_and_references_hold_together() {
    let text = r#"
        party FRA "French Republic" is guarantor
        party UKR "Ukraine" is beneficiary
        article 5 "Help" {
            trigger attack { on armed-attack against UKR  decided by each of guarantors }
            obligation assist { upon attack  each of guarantors shall assist UKR  by weapons, armed-force, airspace-closure }
            obligation report { each of guarantors shall inform UNSC  upon attack }
        }
        article 6 { verification v { by OSCE  covers assist } }
        withdrawal { notice 12 months }
    "#;
    let draft = syntax::parse(FileId(0), text).draft;
    let all = treaty::text(&document(text, &draft, None, TextMode::Authentic), PrintOptions::default());
    for words in [
        "1. Paragraph 2 and paragraph 3 apply where an armed attack against Ukraine occurs",
        "2. In the event referred to in paragraph 1, each Guarantor State shall assist Ukraine by:",
        "(a) the supply of weapons;",
        "shall verify compliance with\nArticle 5, paragraph 2.",
        "Article 7",
        "Any Party may withdraw from this Treaty on 12 months' notice.",
    ] {
        let folded = |it: &str| it.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(folded(&all).contains(&folded(words)), "{words}\n{all}");
    }
}

#[test]
fn brackets_are_attributed() {
    let text = r#"
        party RUS "Russian Federation" is guarantor
        party UKR "Ukraine" is beneficiary
        limit army { on UKR  at most [ RUS: 85000 | UKR: 250000 ] personnel }
        obligation help { RUS [ shall | should ] assist UKR  within [ 24 | [ 48 | 72 ] ] hours }
        [ UKR: article 9 "More" { text """Words of their own.""" } ]
    "#;
    let source = Source::new(FileId(0), "draft.treaty", text);
    let rolling =
        engine::render(&source, &RenderedReading::WithBrackets, TextMode::Authentic).document.expect("a document");
    let all = words(&rolling);
    assert!(all.contains("shall not exceed [RUS: 85,000 | UKR: 250,000] personnel."), "{all}");
    assert!(all.contains("The Russian Federation [shall | should]"), "{all}");
    assert!(treaty::text(&rolling, PrintOptions::default()).contains("[UKR:"), "{all}");
    let clean = RenderedReading::Named(ReadingName::read("UKR").expect("a name"));
    let clean = words(&engine::render(&source, &clean, TextMode::Authentic).document.expect("a document"));
    assert!(clean.contains("shall not exceed 250,000 personnel.") && clean.contains("Words of their own."), "{clean}");
    assert!(!clean.contains('['), "{clean}");
}

#[test]
fn a_review_has_a_comment_for_each_finding() {
    let folder = Folder::new("review");
    let draft = "drafts/flawed/istanbul-2022-04.treaty";
    let file = folder.path().join("review.docx");
    let out = format!("docx={}", file.display());
    let ran = vattel(["check", draft, "--exit-zero", "--output-format", "json", "-o", &out]).run();
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let found: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let findings = found["drafts"][0]["findings"].as_array().or(found["findings"].as_array()).expect("findings").len();
    let bytes = std::fs::read(&file).expect("a document");
    docx_holds_together(draft, &bytes);
    let comments = parts(&bytes)["word/comments.xml"].matches("<w:comment ").count();
    assert_eq!(comments, findings);
    let ran = vattel(["check", "drafts/sound", "-o", &out]).run();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("a Word document holds one draft"), "{}", ran.stderr);
}

#[test]
fn the_format_follows_from_the_name_of_the_file() {
    let folder = Folder::new("render");
    for (name, start) in
        [("a.html", "<!DOCTYPE html>"), ("a.md", "*"), ("a.docx", "PK"), ("a.xml", "<?xml"), ("a.txt", "Rolling text")]
    {
        let file = folder.path().join(name);
        let path = file.to_string_lossy().into_owned();
        let ran = vattel(["render", "drafts/flawed/istanbul-2022-04.treaty", "-o", &path]).run();
        assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
        let bytes = std::fs::read(&file).expect("a file");
        assert!(bytes.starts_with(start.as_bytes()), "{name}");
    }
    let ran = vattel(["render", "drafts/flawed/istanbul-2022-04.treaty", "--reading", "FRA at article 99"]).run();
    assert_eq!(ran.code, 2);
}

/// Blocks of a document, flat.
fn blocks(document: &ProseDocument) -> Vec<&Block> {
    let mut all = Vec::new();
    document.each(&mut |block| all.push(block));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever can be read can be rendered: drafts that end early, and drafts with lines dropped.
    #[test]
    fn damaged_drafts_are_rendered(number in 0_usize..1000, cut in 0_usize..1000, dropped in 0_usize..400) {
        let all = treaties();
        let (name, text) = &all[number % all.len()];
        let mut end = text.len() * cut / 1000;
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let lines = text[..end].lines().enumerate().filter(|it| it.0 != dropped).map(|it| it.1);
        let text = lines.collect::<Vec<_>>().join("\n");
        let draft = syntax::parse(FileId(0), &text).draft;
        let mode = MODES[number % 3];
        let document = document(&text, &draft, None, mode);
        let ids: Vec<&str> = blocks(&document).iter().map(|it| it.id.as_str()).collect();
        each_once(name, &ids);
        formats(name, &document, mode);
    }

    /// Whatever stands in quotes, the formats stay well-formed.
    #[test]
    fn hostile_words_stay_words(words in "[^\"\n”]{0,40}") {
        let text = format!("treaty \"{words}\" {{ article 1 \"{words}\" {{ obligation x {{ FRA shall \"{words}\" UKR  in \"{words}\" }} text \"\"\"{}\"\"\" }} }}", words.replace('"', ""));
        let draft = syntax::parse(FileId(0), &text).draft;
        for mode in MODES {
            formats("hostile", &document(&text, &draft, None, mode), mode);
        }
    }
}

/// A sentence is neither stronger nor weaker than its clause, and about the same actors.
#[test]
fn sentences_mean_what_their_clauses_mean() {
    let parties = "party UKR \"Ukraine\" is beneficiary\nparty FRA \"French Republic\" is guarantor\nparty DEU \"Federal Republic of \
                   Germany\" is guarantor\n";
    for (draft, says) in [
        (
            "article 1 { obligation o { requested by UKR, FRA DEU shall assist UKR by weapons } }",
            "any of Ukraine or the French Republic has so requested",
        ),
        (
            "article 1 { trigger t { on armed-attack against UKR decided by request of UKR, FRA } }",
            "any of Ukraine or the",
        ),
        ("article 1 { obligation o { requested by UKR FRA shall assist UKR by weapons } }", "Ukraine has so requested"),
        (
            "article 1 { trigger t { on armed-attack against UKR decided by each of guarantors } }",
            "the Guarantor State concerned so decides for itself",
        ),
        (
            "article 1 { verification v { by FRA access subject to consent of UKR within 1 day otherwise proceed } }",
            "If that period expires, that condition shall be deemed fulfilled.",
        ),
        (
            "article 1 { trigger t { on armed-attack against UKR decided by (request of UKR or consent of FRA) and consent of DEU } }",
            "(Ukraine so requests or the French Republic consents) and the Federal Republic of Germany consents",
        ),
        ("article 1 { obligation o { FRA shall provide EUR 5 billion to UKR } }", "EUR 5 billion to"),
    ] {
        let text = format!("{parties}{draft}");
        let parsed = syntax::parse(FileId(0), &text);
        assert!(parsed.diagnostics.is_empty(), "{draft}: {:?}", parsed.diagnostics);
        let document = document(&text, &parsed.draft, None, TextMode::Generated);
        let said: Vec<String> = blocks(&document)
            .iter()
            .flat_map(|it| &it.sentences)
            .map(|it| vattel::prose::render::plain_words(&it.words))
            .collect();
        assert!(said.join(" ").contains(says), "{draft}: {said:#?}");
    }
}
