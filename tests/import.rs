//! Drafts from texts: nothing is lost, the result is always a draft in the one look, and places lead back to the text.

use crate::support::{bless, files, root};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::Write as _;
use vattel::config::Settings;
use vattel::import::check;
use vattel::import::{ImportFormat, ImportedDraft, Revisions, import};
use vattel::source::FileId;
use vattel::syntax::format::{FormatOptions, format};
use vattel::syntax::parse;

fn imported(text: &str, kind: ImportFormat) -> ImportedDraft {
    import(text.as_bytes(), kind, Revisions::default()).expect("a text can be imported")
}

/// How often each word stands in a text, in small letters; the word that begins an article is the same in every language.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for word in text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()) {
        let word = word.to_lowercase();
        *found.entry(if word == "стаття" { "article".to_owned() } else { word }).or_default() += 1;
    }
    found
}

/// The laws of every import.
fn hold(text: &str, kind: ImportFormat) {
    let made = imported(text, kind);
    let read = parse(FileId(0), &made.draft);
    let unread =
        read.diagnostics.iter().find(|it| !matches!(&*it.rule, "syntax/bidi-control" | "syntax/invisible-character"));
    assert!(unread.is_none(), "{unread:?}\n{}", made.draft);
    let again = format(&made.draft, &FormatOptions::default());
    assert_eq!(again.as_deref(), Ok(&*made.draft), "a draft has the one look");
    let held = words(&made.draft);
    for (word, count) in words(text) {
        let kept = held.get(&word).copied().unwrap_or_default();
        assert!(kept >= count, "`{word}` stands {count} times in the text and {kept} times in\n{}", made.draft);
    }
    for (at, _) in made.draft.char_indices().step_by(7) {
        let place = made.place(vattel::source::Span::at(at as u32));
        assert!(made.original.is_char_boundary(place.start as usize), "{place:?}");
    }
}

/// Pieces of which texts are made, sensible and not.
fn piece() -> impl Strategy<Value = String> {
    let fixed = [
        "Article 1",
        "ARTICLE II – Help",
        "Article 3. The Parties shall meet.",
        "Article 5 of the Charter holds.",
        "Part One",
        "Chapter I",
        "Section 2",
        "Annex A Maps",
        "PROTOCOL",
        "IN WITNESS WHEREOF",
        "Done at Paris on 1 March 2027.",
        "For Ukraine:",
        "TREATY OF PEACE",
        "1. The Parties shall meet",
        "2. They may meet;",
        "(a) first",
        "(b) second",
        "[UKR: 3. one two | RUS: four five]",
        "[open",
        "close]",
        "[a b][c d]",
        "Option 1: this",
        "Option 2: that",
        "Title here",
        "\"\"\"",
        "he said \"x\" “y” \"\"\"\"",
        "# comment",
        "} { ] [ |",
        "treaty \"x\" {",
        "text \"\"\" article 5 { }",
        "Стаття 1",
        "Україна зобов’язується.",
        "\u{202e}abc",
        "x\u{7}y\u{2028}z",
        "",
        "",
        "This Treaty shall enter into force upon signature.",
        "No reservations may be made to this Treaty.",
        "Ukraine and the French Republic, hereinafter",
        "[Article 9 – Costs",
        "word word word word word word word word word word word word",
    ];
    prop_oneof![6 => prop::sample::select(fixed.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,40}", 1 => "[\\[\\]|\"#{}()a-c1-3. \n]{0,30}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_lost_and_every_draft_can_be_read(pieces in prop::collection::vec(piece(), 0..24), blank in any::<bool>()) {
        hold(&pieces.join(if blank { "\n\n" } else { "\n" }), ImportFormat::Text);
    }

    #[test]
    fn any_bytes_give_a_draft_or_a_refusal(bytes in prop::collection::vec(any::<u8>(), 0..200), packed in any::<bool>()) {
        for kind in [ImportFormat::Text, ImportFormat::Markdown, ImportFormat::Docx] {
            let _ = import(&bytes, kind, Revisions::default());
        }
        if let (true, Ok(xml)) = (packed, std::str::from_utf8(&bytes)) {
            let _ = import(&docx(xml), ImportFormat::Docx, Revisions::default());
        }
    }
}

#[test]
fn markdown_loses_no_word() {
    for text in [
        "# A\n\n> b c\n\n* d\n    * e\n\n`f` **g** [h](i)\n",
        "1. a\n\n   b\n2. c\n",
        "| a | b |\n|---|---|\n| c | d |\n",
        "<p>a</p>\n\nb <i>c</i>\n",
    ] {
        let made = imported(text, ImportFormat::Markdown);
        let held = words(&made.draft);
        let tags = ["p", "i"];
        for word in words(text).keys().filter(|it| !tags.contains(&it.as_str())) {
            assert!(held.contains_key(word), "`{word}` of {text:?} is lost in\n{}", made.draft);
        }
    }
}

#[test]
fn texts_become_the_drafts_beside_them() {
    let mut faults = Vec::new();
    let texts = files(&root().join("drafts/texts"), "txt").into_iter().chain(files(&root().join("tests/import"), "md"));
    for path in texts {
        let text = std::fs::read_to_string(&path).expect("a text");
        let kind = ImportFormat::of_name(&path.to_string_lossy()).expect("a kind of document");
        let made = imported(&text, kind);
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let folder = root().join("tests/import");
        faults.extend(bless::file(&folder.join(format!("{stem}.expected")), &made.draft).err());
        faults.extend(bless::file(&folder.join(format!("{stem}.report")), &made.report.text()).err());
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn findings_point_into_the_text() {
    let text = std::fs::read_to_string(root().join("drafts/texts/rolling.txt")).expect("a text");
    let checked = check::check("rolling.txt", text.as_bytes(), ImportFormat::Text, &Settings::all()).expect("a report");
    let told: Vec<(&str, &str)> = checked
        .report
        .findings
        .iter()
        .map(|it| (&*it.rule, it.primary.span.of(&text)))
        .filter(|it| it.0.starts_with("prose/"))
        .collect();
    let expected = [
        ("prose/words-and-figures", "thirty (45)"),
        ("prose/misnumbered", "(d)"),
        ("prose/placeholder", "[X]"),
        ("prose/party-variant", "France"),
        ("prose/broken-reference", "9"),
    ];
    for it in expected {
        assert!(told.contains(&it), "{it:?} is not among {told:?}");
    }
    assert!(checked.report.findings.iter().all(|it| it.fixes.is_empty()));
    assert!(checked.note.expect("a note").contains("article 1"));
}

/// A file of a word processor with a body.
fn docx(body: &str) -> Vec<u8> {
    let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        file.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        file.write_all(text.as_bytes()).expect("its text");
    };
    add("word/document.xml", &format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"));
    add(
        "word/numbering.xml",
        "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/>\
         <w:lvlText w:val=\"Article %1\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/></w:lvl>\
         </w:abstractNum><w:num w:numId=\"5\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
    );
    add(
        "word/footnotes.xml",
        "<w:footnotes xmlns:w=\"w\"><w:footnote w:id=\"2\"><w:p><w:r><w:t>Reserved.</w:t></w:r></w:p></w:footnote></w:footnotes>",
    );
    file.finish().expect("a file").into_inner()
}

#[test]
fn numbers_notes_and_changes_of_a_word_processor_are_read() {
    let numbered = |level: u32, inner: &str| {
        format!("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"5\"/></w:numPr></w:pPr>{inner}</w:p>")
    };
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let body = [
        format!("<w:p>{}</w:p>", run("TREATY &amp; PEACE")),
        numbered(0, &format!("<w:r><w:br/></w:r>{}", run("Help"))),
        numbered(1, &run("First.")),
        numbered(
            1,
            &format!(
                "{}<w:ins w:author=\"A\">{}</w:ins><w:del w:author=\"B\"><w:r><w:delText>old</w:delText></w:r></w:del>\
                 <w:r><w:footnoteReference w:id=\"2\"/></w:r>",
                run("Second "),
                run("new")
            ),
        ),
        numbered(0, &run("")),
    ]
    .concat();
    let of = |revisions| import(&docx(&body), ImportFormat::Docx, revisions).expect("a draft").draft;
    let draft = of(Revisions::Brackets);
    for part in [
        "treaty \"TREATY & PEACE\"",
        "article 1 \"Help\"",
        "paragraph 1 {",
        "Second [A: new][B: delete old]",
        "Note 2. Reserved.",
    ] {
        assert!(draft.contains(part), "{part} is not in\n{draft}");
    }
    assert!(of(Revisions::Accept).contains("Second new\n"), "{}", of(Revisions::Accept));
    assert!(of(Revisions::Reject).contains("Second old\n"), "{}", of(Revisions::Reject));
}

#[test]
fn a_bracket_around_several_articles_stays_around_them() {
    let text = "TREATY OF PEACE\n\nArticle 1\n\nThe Parties shall meet.\n\n[UKR: Article 2\n\nOne leaves.\n\nArticle 3\n\nOne stays.]\n\n\
                Article 4\n\nEnd of it.\n";
    let made = imported(text, ImportFormat::Text);
    let draft = made.draft.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(draft.contains("[ UKR: article 2 {") && draft.contains("stays. \"\"\" } ] article 4"), "{}", made.draft);
    hold(text, ImportFormat::Text);

    let open = imported(&text.replace(".]", "."), ImportFormat::Text);
    let report = open.report.text();
    assert!(report.contains("the bracket that opens before Article 2 closes nowhere"), "{report}");
}
