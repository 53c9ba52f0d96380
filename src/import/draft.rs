//! Writes a draft from the structure of a text, with the place of each line in the original.

use super::document::DocumentParagraph;
use super::formulas::{self, RecognizedClause};
use super::heads;
use super::parties::{self, NamedParty};
use super::report::{ImportReport, ImportedParty, PartRow};
use super::structure::{BracketedProse, DocumentPart, Structure, StructureItem};
use std::fmt::Write as _;

/// The width of prose, without its indentation.
const WIDTH: usize = 110;

/// A run of bytes of the draft, and where it stands in the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextRun {
    /// Where it begins in the draft.
    pub start: u32,
    /// How many bytes it has.
    pub len: u32,
    /// Where it begins in the original.
    pub original: u32,
}

impl TextRun {
    /// Where a place of the draft stands in the original.
    pub(super) fn original_at(self, at: u32) -> u32 {
        self.original + at.saturating_sub(self.start).min(self.len)
    }
}

/// Writes a draft.
pub(super) fn write(structure: &Structure, report: &mut ImportReport) -> (String, Vec<TextRun>) {
    let mut writer = DraftWriter { out: String::new(), runs: Vec::new(), depth: 0, report, enters: false };
    writer.draft(structure);
    (writer.out, writer.runs)
}

struct DraftWriter<'r> {
    out: String,
    runs: Vec<TextRun>,
    depth: usize,
    report: &'r mut ImportReport,
    /// Whether a clause on entry into force was recognised to the end.
    enters: bool,
}

impl DraftWriter<'_> {
    fn draft(&mut self, structure: &Structure) {
        let clauses = all_clauses(structure);
        let is_entry = |it: &RecognizedClause| it.clause.starts_with("entry-into-force") && !it.clause.contains("TBD");
        self.enters = clauses.iter().any(is_entry);
        if let Some(title) = &structure.title {
            self.indent();
            self.out.push_str("treaty ");
            self.quoted(title);
            self.out.push_str(" {\n");
            self.depth += 1;
            self.report.title = Some(title.text.clone());
        }
        self.head(structure, &clauses);
        self.prose(&structure.front);
        if !structure.preamble.is_empty() || structure.versions.iter().any(|it| !it.preamble.is_empty()) {
            self.line("preamble {");
            self.depth += 1;
            self.prose(&structure.preamble);
            for version in &structure.versions {
                self.prose(&before_articles(version));
            }
            self.depth -= 1;
            self.line("}");
        } else {
            for version in &structure.versions {
                self.prose(&before_articles(version));
            }
        }
        let (mut versions, rests): (Vec<_>, Vec<_>) = structure.versions.iter().map(parts).unzip();
        self.items(&structure.items, &mut versions, true);
        self.recognized(&clauses_of(&structure.end), &mut Vec::new());
        self.prose(&structure.end);
        for part in &structure.annexed {
            self.part(part, &mut Vec::new(), true);
        }
        // What no article of this text answers to.
        for ((left, rest), version) in versions.iter().zip(&rests).zip(&structure.versions) {
            let paragraphs: Vec<DocumentParagraph> = left.iter().flat_map(|it| flat(it)).collect();
            self.prose(rest);
            self.prose(&paragraphs);
            self.prose(&version.end);
            let annexed: Vec<DocumentParagraph> = version.annexed.iter().flat_map(flat).collect();
            self.prose(&annexed);
        }
        if structure.title.is_some() {
            self.depth -= 1;
            self.line("}");
        }
    }

    /// The lines of the head, the parties, the instruments.
    fn head(&mut self, structure: &Structure, clauses: &[RecognizedClause]) {
        if let Some(form) = structure.title.as_ref().and_then(|it| form(&it.text)) {
            self.line(&format!("form {form}"));
            self.report.form = Some(form);
        }
        for keyword in ["signed ", "languages "] {
            let line = clauses.iter().find(|it| it.heads && it.clause.starts_with(keyword));
            if let Some(line) = line {
                self.line(&line.clause);
                self.report.heads.push(line.clause.clone());
            }
        }
        let parties = parties::parties(structure);
        for NamedParty { code, title, place, found } in &parties {
            self.indent();
            let _ = write!(self.out, "party {code} ");
            let mut name = DocumentParagraph::default();
            name.push(title, *place);
            self.quoted(&name);
            self.out.push('\n');
            let (code, title) = (code.clone(), title.clone());
            self.report.parties.push(ImportedParty { code, title, found });
        }
        if parties.is_empty() {
            self.line("# parties: none found; declare each, for example `party FRA` with its title");
        } else {
            self.line("# encode: the roles of the parties, for example `is guarantor`");
        }
        if clauses.iter().any(|it| it.charter) {
            self.line("instrument Charter \"Charter of the United Nations\"");
        }
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.out.push_str("    ");
        }
    }

    fn line(&mut self, words: &str) {
        self.indent();
        self.out.push_str(words);
        self.out.push('\n');
    }

    fn items(&mut self, items: &[StructureItem], versions: &mut [Vec<&DocumentPart>], outer: bool) {
        for item in items {
            match item {
                StructureItem::Text(paragraphs) => self.prose(paragraphs),
                StructureItem::Part(part) => self.part(part, versions, outer),
                StructureItem::Bracket(alternatives) => self.bracket(alternatives, versions, outer),
            }
        }
    }

    fn bracket(&mut self, alternatives: &[BracketedProse], versions: &mut [Vec<&DocumentPart>], outer: bool) {
        self.report.brackets += 1;
        for (at, BracketedProse { who, items, .. }) in alternatives.iter().enumerate() {
            self.indent();
            self.out.push_str(if at == 0 { "[ " } else { "| " });
            if !who.is_empty() {
                let _ = write!(self.out, "{}: ", who.join(", "));
            }
            self.out.push('\n');
            self.depth += 1;
            if items.is_empty() {
                self.line("nothing");
            }
            self.items(items, versions, outer);
            self.depth -= 1;
        }
        self.line("]");
    }

    fn part(&mut self, part: &DocumentPart, versions: &mut [Vec<&DocumentPart>], outer: bool) {
        self.indent();
        self.out.push_str(part.kind.keyword());
        if !part.number.is_empty() {
            self.out.push(' ');
            let start = self.out.len() as u32;
            self.out.push_str(&part.number);
            self.runs.push(TextRun { start, len: part.number.len() as u32, original: part.place });
        }
        if let Some(title) = &part.title {
            self.out.push(' ');
            self.quoted(title);
        }
        self.out.push_str(" {\n");
        self.depth += 1;
        self.items(&part.items, versions, is_division(part));
        for version in &mut *versions {
            if let Some(at) = version.iter().position(|it| it.kind == part.kind && it.number == part.number) {
                let other = version.remove(at);
                self.prose(&flat(other));
            }
        }
        if outer && !is_division(part) {
            let whole: Vec<DocumentParagraph> = part.items.iter().flat_map(flat_item).collect();
            let clauses = clauses_of(&whole);
            let mut written = Vec::new();
            self.recognized(&clauses, &mut written);
            let row = PartRow::of(&called(part), part.title.as_ref(), &whole, written);
            if let Some(modals) = row.modals_told() {
                self.line(&format!("# encode: {modals}"));
            }
            self.report.parts.push(row);
        }
        self.depth -= 1;
        self.line("}");
    }

    /// Writes clauses that were recognised, each with what it was recognised by.
    fn recognized(&mut self, clauses: &[RecognizedClause], written: &mut Vec<RecognizedClause>) {
        for clause in clauses.iter().filter(|it| !it.heads) {
            let clause = &self.by_known(clause);
            let is_open = clause.clause.starts_with("entry-into-force") && clause.clause.contains("TBD");
            if is_open && self.enters {
                continue;
            }
            self.line(&format!("# recognised: {}", clause.formula));
            if clause.clause.contains("TBD") {
                self.line("# TBD: what stands here is not in standard words; see the text of the article");
            }
            self.line(&clause.clause);
            written.push(clause.clone());
        }
    }

    /// A clause as it can stand: where no party was found, nobody is meant by `parties`.
    fn by_known(&self, clause: &RecognizedClause) -> RecognizedClause {
        let mut known = clause.clone();
        if self.report.parties.is_empty() {
            for words in ["unanimity of parties", "agreement of parties", "two-thirds of parties"] {
                known.clause = known.clause.replace(words, "TBD");
            }
            if known.clause.contains("ratification by") {
                "entry-into-force { upon TBD }".clone_into(&mut known.clause);
            }
        }
        known
    }

    fn prose(&mut self, paragraphs: &[DocumentParagraph]) {
        if paragraphs.iter().all(|it| it.text.is_empty()) {
            return;
        }
        self.line("text \"\"\"");
        self.depth += 1;
        for (at, paragraph) in paragraphs.iter().filter(|it| !it.text.is_empty()).enumerate() {
            if at > 0 {
                self.out.push('\n');
            }
            self.paragraph(paragraph);
        }
        self.line("\"\"\"");
        self.depth -= 1;
    }

    /// A paragraph over several lines.
    fn paragraph(&mut self, paragraph: &DocumentParagraph) {
        let width = WIDTH.saturating_sub(4 * self.depth).max(60);
        let mut column = 0;
        let mut at = 0;
        for word in paragraph.text.split(' ') {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > width {
                self.out.push('\n');
                column = 0;
            }
            if column == 0 {
                self.indent();
            } else {
                self.out.push(' ');
                column += 1;
            }
            self.word(paragraph, at, word);
            column += length;
            at += word.len() + 1;
        }
        self.out.push('\n');
    }

    /// A word of a paragraph. Three quotation marks in a row would end the prose.
    fn word(&mut self, paragraph: &DocumentParagraph, at: usize, word: &str) {
        let mut quotes = 0;
        let mut from = 0;
        for (place, sign) in word.char_indices() {
            quotes = if sign == '"' { quotes + 1 } else { 0 };
            if quotes == 3 {
                self.run(paragraph, at + from, &word[from..place]);
                self.out.push(' ');
                from = place;
                quotes = 1;
            }
        }
        self.run(paragraph, at + from, &word[from..]);
    }

    fn run(&mut self, paragraph: &DocumentParagraph, at: usize, words: &str) {
        let start = self.out.len() as u32;
        self.out.push_str(words);
        self.runs.push(TextRun { start, len: words.len() as u32, original: paragraph.place(at) });
    }

    /// A title, in the quotes that it does not hold.
    fn quoted(&mut self, title: &DocumentParagraph) {
        let text = &title.text;
        let (open, close) = if text.contains('"') && !text.contains('”') { ("“", "”") } else { ("\"", "\"") };
        self.out.push_str(open);
        let start = self.out.len() as u32;
        let words = if open == "\"" { text.replace('"', "'") } else { text.clone() };
        self.out.push_str(&words);
        self.runs.push(TextRun { start, len: words.len() as u32, original: title.place(0) });
        self.out.push_str(close);
    }
}

fn is_division(part: &DocumentPart) -> bool {
    matches!(part.kind, heads::PartKind::Chapter | heads::PartKind::Section)
        || part.kind.is_annexed()
            && part
                .items
                .iter()
                .any(|it| matches!(it, StructureItem::Part(it) if it.kind != heads::PartKind::Paragraph))
}

/// A part as a reader calls it.
fn called(part: &DocumentPart) -> String {
    format!("{} {}", part.kind.keyword(), part.number).trim().to_owned()
}

/// The word for a form that the title has first.
fn form(title: &str) -> Option<&'static str> {
    const FORMS: &[(&str, Option<&str>)] = &[
        ("treaty", None),
        ("convention", None),
        ("charter", None),
        ("pact", None),
        ("covenant", None),
        ("agreement", Some("agreement")),
        ("accord", Some("agreement")),
        ("protocol", Some("protocol")),
        ("memorandum", Some("memorandum")),
        ("declaration", Some("declaration")),
        ("resolution", Some("resolution")),
        ("plan", Some("plan")),
        ("package", Some("plan")),
    ];
    let small = title.to_lowercase();
    let words = small.split(|it: char| !it.is_alphabetic());
    words.into_iter().find_map(|word| FORMS.iter().find(|it| it.0 == word)).and_then(|it| it.1)
}

/// What stands before the articles of another version.
fn before_articles(version: &Structure) -> Vec<DocumentParagraph> {
    version.title.iter().chain(&version.front).chain(&version.preamble).cloned().collect()
}

/// The articles of another version, and what stands in none of them.
fn parts(version: &Structure) -> (Vec<&DocumentPart>, Vec<DocumentParagraph>) {
    fn add<'p>(items: &'p [StructureItem], found: &mut Vec<&'p DocumentPart>, rest: &mut Vec<DocumentParagraph>) {
        for item in items {
            match item {
                StructureItem::Part(part) if is_division(part) => {
                    rest.push(head_of(part));
                    add(&part.items, found, rest);
                }
                StructureItem::Part(part) => found.push(part),
                StructureItem::Bracket(alternatives) => {
                    for it in alternatives {
                        rest.extend(attribution(it));
                        add(&it.items, found, rest);
                    }
                }
                StructureItem::Text(paragraphs) => rest.extend(paragraphs.iter().cloned()),
            }
        }
    }
    let (mut found, mut rest) = (Vec::new(), Vec::new());
    add(&version.items, &mut found, &mut rest);
    (found, rest)
}

/// The head of a part as a paragraph.
fn head_of(part: &DocumentPart) -> DocumentParagraph {
    let mut head = DocumentParagraph::default();
    let sign = if part.word.is_empty() { "." } else { "" };
    head.push_at(format!("{} {}{sign}", part.word, part.number).trim(), part.place);
    if let Some(title) = &part.title {
        head.join(title);
    }
    head
}

/// Whose text of a bracket it is, as a paragraph.
fn attribution(prose: &BracketedProse) -> Option<DocumentParagraph> {
    let mut head = DocumentParagraph::default();
    head.push_at(&format!("{}:", prose.who.join(", ")), prose.place.unwrap_or_default());
    (!prose.who.is_empty()).then_some(head)
}

/// A part as paragraphs, its head first.
fn flat(part: &DocumentPart) -> Vec<DocumentParagraph> {
    let mut head = head_of(part);
    let mut found: Vec<DocumentParagraph> = part.items.iter().flat_map(flat_item).collect();
    match found.first_mut().filter(|_| part.word.is_empty()) {
        Some(first) => {
            head.join(first);
            *first = head;
        }
        None => found.insert(0, head),
    }
    found
}

fn flat_item(item: &StructureItem) -> Vec<DocumentParagraph> {
    match item {
        StructureItem::Text(paragraphs) => paragraphs.clone(),
        StructureItem::Part(part) => flat(part),
        StructureItem::Bracket(alternatives) => {
            let one = |it: &BracketedProse| {
                let mut all: Vec<DocumentParagraph> = it.items.iter().flat_map(flat_item).collect();
                if let (Some(mut head), Some(first)) = (attribution(it), all.first_mut()) {
                    head.join(first);
                    *first = head;
                }
                all
            };
            alternatives.iter().flat_map(one).collect()
        }
    }
}

/// The clauses that paragraphs are in standard words. A mark before a sentence is no part of it.
fn clauses_of(paragraphs: &[DocumentParagraph]) -> Vec<RecognizedClause> {
    let own = |it: &DocumentParagraph| {
        let from = heads::mark(&it.text).map_or(0, |it| it.rest);
        formulas::recognize(&it.text[from..])
    };
    paragraphs.iter().filter(|it| !it.note).flat_map(own).collect()
}

/// The clauses of a whole text.
fn all_clauses(structure: &Structure) -> Vec<RecognizedClause> {
    let body: Vec<DocumentParagraph> =
        structure.items.iter().flat_map(flat_item).chain(structure.end.iter().cloned()).collect();
    let annexed: Vec<DocumentParagraph> = structure.annexed.iter().flat_map(flat).collect();
    let mut found = clauses_of(&body);
    found.extend(clauses_of(&annexed).into_iter().filter(|it| !it.heads && it.charter));
    found
}
