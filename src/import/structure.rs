//! Finds the structure of a document: title, preamble, chapters, articles, paragraphs, the end, annexed parts, other language
//! versions.

use super::brackets;
use super::document::DocumentParagraph;
use super::heads::{self, EntryHead, PartKind};
use super::names;
use crate::prose::numerals::from_roman;

/// Something that stands in a part of the text.
#[derive(Clone, Debug)]
pub(super) enum StructureItem {
    /// Prose.
    Text(Vec<DocumentParagraph>),
    /// A part within.
    Part(DocumentPart),
    /// A bracket around whole paragraphs or parts.
    Bracket(Vec<BracketedProse>),
}

/// A text of a bracket.
#[derive(Clone, Debug)]
pub(super) struct BracketedProse {
    /// Whose it is, by names that a draft may use; nobody's if the text does not say.
    pub who: Vec<String>,
    /// What stands in it.
    pub items: Vec<StructureItem>,
    /// Where it opens, if it stands around whole parts.
    pub place: Option<u32>,
}

/// A part of the text with a head.
#[derive(Clone, Debug)]
pub(super) struct DocumentPart {
    /// Which kind.
    pub kind: PartKind,
    /// The word of its head; empty for a numbered paragraph.
    pub word: String,
    /// Its number; empty if it has none.
    pub number: String,
    /// Its title.
    pub title: Option<DocumentParagraph>,
    /// Where its head stands in the original.
    pub place: u32,
    /// What stands in it.
    pub items: Vec<StructureItem>,
}

/// A text as far as its structure was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Structure {
    /// The title.
    pub title: Option<DocumentParagraph>,
    /// Lines before the preamble that are not the title.
    pub front: Vec<DocumentParagraph>,
    /// The recitals.
    pub preamble: Vec<DocumentParagraph>,
    /// Chapters, articles, paragraphs.
    pub items: Vec<StructureItem>,
    /// Testimonium, place and date, signatures.
    pub end: Vec<DocumentParagraph>,
    /// Annexes, protocols, minutes.
    pub annexed: Vec<DocumentPart>,
    /// The same text in other languages.
    pub versions: Vec<Structure>,
    /// What was ambiguous, and how it was decided.
    pub decisions: Vec<String>,
}

/// A head with what stands behind it, before it is known what it stands in.
#[derive(Debug)]
struct Segment {
    head: EntryHead,
    title: Option<DocumentParagraph>,
    place: u32,
    body: Vec<DocumentParagraph>,
    /// The bracket that it stands in, alone or with others beside it.
    bracket: Option<OpenBracket>,
}

/// A bracket around one part or several.
#[derive(Clone, Debug)]
struct OpenBracket {
    /// Whose text it is.
    who: Vec<String>,
    /// Where it opens.
    place: u32,
}

/// Finds the structure of a text.
pub(super) fn structure(paragraphs: &[DocumentParagraph]) -> Structure {
    let mut found = Structure::default();
    let (own, others) = own_language(paragraphs);
    let (front, mut segments, end) = segments(own);
    found.decisions.extend(close_brackets(&mut segments));
    let has_heads = segments.iter().any(|it| !it.head.kind.is_annexed());
    let mut front = front;
    if !has_heads {
        // A text of numbered paragraphs alone: the first of them ends the preamble.
        let first = front.iter().position(begins_paragraphs);
        let body = first.map_or_else(Vec::new, |it| front.split_off(it));
        found.items = items(&body, true);
    }
    (found.title, found.front, found.preamble) = split_front(&front);
    found.end = end;
    let mut titled = 0;
    for segment in &mut segments {
        titled += usize::from(take_title(segment));
    }
    if titled > 0 {
        found.decisions.push(format!("the title of {titled} parts was taken from the line behind the head"));
    }
    nest(segments, &mut found);
    found.versions = others.into_iter().map(structure).collect();
    for version in &found.versions {
        let title = version.title.as_ref().map_or("without a title", |it| &*it.text);
        found.decisions.push(format!("a version in another language follows in the document: {title}"));
    }
    found
}

/// Where the text in the language of the first article ends, and the versions in other languages.
fn own_language(paragraphs: &[DocumentParagraph]) -> (&[DocumentParagraph], Vec<&[DocumentParagraph]>) {
    let head_of = |it: &DocumentParagraph| heads::head(&it.text, it.heading).filter(|it| it.kind == PartKind::Article);
    let all: Vec<(usize, &str)> =
        paragraphs.iter().enumerate().filter_map(|(at, it)| Some((at, head_of(it)?.language))).collect();
    let Some((_, own)) = all.first().copied() else { return (paragraphs, Vec::new()) };
    let mut cuts: Vec<usize> = Vec::new();
    let mut now = own;
    for (number, (at, language)) in all.iter().enumerate() {
        if *language == now {
            continue;
        }
        now = language;
        let after = number.checked_sub(1).map_or(0, |it| all[it].0 + 1);
        // The title of the version stands before its preamble.
        let title = (after..*at).rev().find(|it| paragraphs[*it].heading || is_loud(&paragraphs[*it]));
        cuts.push(title.unwrap_or(*at));
    }
    let Some(first) = cuts.first().copied() else { return (paragraphs, Vec::new()) };
    let ends = cuts.iter().skip(1).copied().chain([paragraphs.len()]);
    let others = cuts.iter().zip(ends).map(|(from, to)| &paragraphs[*from..to]).collect();
    (&paragraphs[..first], others)
}

/// Whether a paragraph is short and in capitals.
fn is_loud(paragraph: &DocumentParagraph) -> bool {
    let text = &paragraph.text;
    paragraph.words() <= 30 && text.contains(char::is_alphabetic) && !text.contains(char::is_lowercase)
}

/// Whether a paragraph is the first of a text of numbered paragraphs.
fn begins_paragraphs(paragraph: &DocumentParagraph) -> bool {
    let text = paragraph.text.trim_start_matches('[');
    heads::mark(text).is_some_and(|it| matches!(&*it.number, "1" | "A" | "I"))
}

/// Parts the text at its heads: what stands before the first, each head with what stands behind it, and the end.
fn segments(paragraphs: &[DocumentParagraph]) -> (Vec<DocumentParagraph>, Vec<Segment>, Vec<DocumentParagraph>) {
    let (mut front, mut found, mut end) = (Vec::new(), Vec::<Segment>::new(), Vec::new());
    let mut closing = false;
    let mut numbered = false;
    for paragraph in paragraphs {
        let begun = !found.is_empty() || numbered;
        numbered |= begins_paragraphs(paragraph);
        if let Some(segment) = segment(paragraph, begun, closing) {
            closing = false;
            found.push(segment);
            continue;
        }
        // An annexed part may have an end of its own, which stays in it.
        let annexed = found.iter().any(|it| it.head.kind.is_annexed());
        closing |= begun && !annexed && (heads::ends(&paragraph.text) || names::signs(&paragraph.text));
        match found.last_mut() {
            _ if closing => end.push(paragraph.clone()),
            Some(segment) => segment.body.push(paragraph.clone()),
            None => front.push(paragraph.clone()),
        }
    }
    (front, found, end)
}

/// The segment that a paragraph begins, if it is a head.
fn segment(paragraph: &DocumentParagraph, begun: bool, closing: bool) -> Option<Segment> {
    let text = &paragraph.text;
    let opened = text.starts_with('[') && !brackets::is_balanced(text);
    let from = if opened { 1 + text[1..].len() - text[1..].trim_start().len() } else { 0 };
    let (who, from) = if opened { brackets::attribution(text, from) } else { (Vec::new(), from) };
    let line = &text[from..];
    let head = heads::head(line, paragraph.heading)
        .or_else(|| heads::bare(line, paragraph.heading).filter(|_| closing))
        .filter(|it| !it.kind.is_annexed() || begun)?;
    let rest = head.rest.map(|it| paragraph.part(from + it, text.len()));
    let mut segment = Segment { place: paragraph.place(from), title: None, body: Vec::new(), bracket: None, head };
    segment.bracket = opened.then(|| OpenBracket { who, place: paragraph.place(0) });
    match rest {
        Some(rest) if segment.head.is_title => segment.title = Some(rest),
        Some(mut rest) => {
            rest.heading = false;
            segment.body.push(rest);
        }
        None => {}
    }
    // The head says what the draft has another word for.
    let said = segment.head.word.to_lowercase();
    if said != segment.head.kind.keyword() && !matches!(&*said, "art." | "§") && segment.head.language == "en" {
        segment.title = Some(paragraph.part(from, text.len()));
    }
    Some(segment)
}

/// Finds where each bracket around whole parts closes, takes the sign from there, and says which close nowhere.
fn close_brackets(segments: &mut [Segment]) -> Vec<String> {
    let mut lost = Vec::new();
    let mut at = 0;
    while at < segments.len() {
        let from = at;
        at += 1;
        let Some(bracket) = segments[from].bracket.clone() else { continue };
        let kind = segments[from].head.kind;
        let beside = |it: &Segment| it.head.kind == kind && it.bracket.is_none();
        let count = 1 + segments[at..].iter().take_while(|it| beside(it)).count();
        let Some(to) = (from..from + count).find(|it| take_closing_sign(&mut segments[*it])) else {
            segments[from].bracket = None;
            let head = &segments[from].head;
            lost.push(format!(
                "the bracket that opens before {} {} closes nowhere and is left out",
                head.word, head.number
            ));
            continue;
        };
        for segment in &mut segments[at..=to.max(from)] {
            segment.bracket = Some(bracket.clone());
        }
        at = to + 1;
    }
    lost
}

/// Takes from the last paragraph of a part the sign that closes a bracket which opens before it, if it is there.
fn take_closing_sign(segment: &mut Segment) -> bool {
    let whole: String = segment.body.iter().map(|it| &*it.text).collect();
    let last = segment.body.last_mut().or(segment.title.as_mut());
    let closes = |it: &DocumentParagraph| {
        it.text.trim_end_matches(['.', ';', ',']).ends_with(']') && !brackets::is_balanced(&whole)
    };
    let Some(last) = last.filter(|it| closes(it)) else { return false };
    *last = last.part(0, last.text.rfind(']').unwrap_or_default());
    true
}

/// Takes the line behind a head for its title, if it is one.
fn take_title(segment: &mut Segment) -> bool {
    if segment.title.is_some() || segment.body.len() < 2 || segment.head.rest.is_some() {
        return false;
    }
    let line = &segment.body[0];
    let text = &line.text;
    let capital = text.starts_with(|it: char| it.is_uppercase() || matches!(it, '(' | '“' | '"'));
    let is_title = capital
        && line.words() <= 14
        && !text.ends_with(['.', ';', ':', ','])
        && heads::mark(text).is_none()
        && !line.note;
    if is_title {
        segment.title = Some(segment.body.remove(0));
    }
    is_title
}

/// Puts segments into each other: articles into sections, sections into chapters, all of them into the annex before them.
fn nest(segments: Vec<Segment>, found: &mut Structure) {
    let mut open: Vec<(DocumentPart, Option<OpenBracket>)> = Vec::new();
    let divisions = divisions(&segments);
    for segment in segments {
        let Segment { head, title, place, body, bracket } = segment;
        let kind = divisions.iter().find(|it| it.0 == head.word.to_lowercase()).map_or(head.kind, |it| it.1);
        let rank = |kind: PartKind| match kind {
            _ if kind.is_annexed() => 0,
            PartKind::Chapter => 1,
            PartKind::Section => 2,
            _ => 3,
        };
        while open.last().is_some_and(|it| rank(it.0.kind) >= rank(kind)) {
            close(&mut open, found);
        }
        let title = match title {
            None if kind != head.kind => Some(named(&head, place)),
            title => title,
        };
        let divides = !matches!(kind, PartKind::Chapter | PartKind::Section);
        let items = items(&body, divides);
        open.push((DocumentPart { kind, word: head.word, number: head.number, title, place, items }, bracket));
    }
    while !open.is_empty() {
        close(&mut open, found);
    }
}

/// Which words of heads stand for chapters and which for sections, where a text has several.
fn divisions(segments: &[Segment]) -> Vec<(String, PartKind)> {
    let mut words: Vec<&str> = Vec::new();
    for word in ["part", "title", "chapter"] {
        if segments.iter().any(|it| it.head.word.eq_ignore_ascii_case(word)) {
            words.push(word);
        }
    }
    match words[..] {
        [outer, inner, ..] => {
            vec![(outer.to_owned(), PartKind::Chapter), (inner.to_owned(), PartKind::Section)]
        }
        _ => Vec::new(),
    }
}

/// The words of a head as a title.
fn named(head: &EntryHead, place: u32) -> DocumentParagraph {
    let mut title = DocumentParagraph::default();
    title.push_at(&format!("{} {}", head.word, head.number), place);
    title
}

/// Closes the innermost part.
fn close(open: &mut Vec<(DocumentPart, Option<OpenBracket>)>, found: &mut Structure) {
    let Some((part, bracket)) = open.pop() else { return };
    if part.kind.is_annexed() && bracket.is_none() && open.is_empty() {
        found.annexed.push(part);
        return;
    }
    let items = match open.last_mut() {
        Some((outer, _)) => &mut outer.items,
        None => &mut found.items,
    };
    let part = StructureItem::Part(part);
    let Some(OpenBracket { who, place }) = bracket else {
        items.push(part);
        return;
    };
    // Parts beside each other may share a bracket.
    if let Some(StructureItem::Bracket(before)) = items.last_mut()
        && let [one] = &mut before[..]
        && one.place == Some(place)
    {
        one.items.push(part);
    } else {
        items.push(StructureItem::Bracket(vec![BracketedProse { who, items: vec![part], place: Some(place) }]));
    }
}

/// What the paragraphs of a part hold: prose, numbered paragraphs where the part is divided into such, brackets.
fn items(body: &[DocumentParagraph], divides: bool) -> Vec<StructureItem> {
    let style = divides.then(|| style_of(body)).flatten();
    items_in(body, style.as_deref())
}

/// The same, of paragraphs that are numbered in a style, or in none.
fn items_in(body: &[DocumentParagraph], style: Option<&str>) -> Vec<StructureItem> {
    let mut found = Vec::new();
    let mut prose: Vec<DocumentParagraph> = Vec::new();
    let mut last = 0;
    let mut at = 0;
    while at < body.len() {
        if let Some((next, alternatives)) = brackets::at(body, at) {
            flush(&mut prose, &mut found);
            let read = alternatives.into_iter();
            let read = read.map(|it| BracketedProse { who: it.who, items: items_in(&it.body, style), place: None });
            found.push(StructureItem::Bracket(read.collect()));
            at = next;
            continue;
        }
        let marked = style.and_then(|style| number_of(&body[at], style)).filter(|it| *it >= last);
        let Some(number) = marked else {
            prose.push(body[at].clone());
            at += 1;
            continue;
        };
        flush(&mut prose, &mut found);
        last = number;
        let style = style.unwrap_or_default();
        let goes_on = |it: &DocumentParagraph| {
            let next = number_of(it, style).or_else(|| number_of(&unopened(it), style));
            next.is_none_or(|it| it < number)
        };
        let length = body[at + 1..].iter().position(|it| !goes_on(it)).unwrap_or(body.len() - at - 1);
        found.push(StructureItem::Part(paragraph(&body[at..=at + length])));
        at += length + 1;
    }
    flush(&mut prose, &mut found);
    found
}

/// A paragraph without the bracket that opens before it.
fn unopened(paragraph: &DocumentParagraph) -> DocumentParagraph {
    let text = &paragraph.text;
    let from = text.len() - text.trim_start_matches(['[', ' ']).len();
    let (_, from) = if from > 0 { brackets::attribution(text, from) } else { (Vec::new(), from) };
    paragraph.part(from, text.len())
}

/// A numbered paragraph with what belongs to it.
fn paragraph(body: &[DocumentParagraph]) -> DocumentPart {
    let first = &body[0];
    let mark = heads::mark(&first.text);
    let (number, rest) = mark.map_or((String::new(), 0), |it| (it.number, it.rest));
    let mut inner = vec![first.part(rest, first.text.len())];
    inner.extend_from_slice(&body[1..]);
    DocumentPart {
        kind: PartKind::Paragraph,
        word: String::new(),
        number,
        title: None,
        place: first.place(0),
        items: items(&inner, false),
    }
}

fn flush(prose: &mut Vec<DocumentParagraph>, found: &mut Vec<StructureItem>) {
    if !prose.is_empty() {
        found.push(StructureItem::Text(std::mem::take(prose)));
    }
}

/// How the paragraphs of a part are numbered, if they are: as the first of them that begins to count.
fn style_of(body: &[DocumentParagraph]) -> Option<String> {
    let marks = body.iter().filter_map(|it| heads::mark(it.text.trim_start_matches(['[', ' '])));
    let first = marks.into_iter().find(|it| matches!(&*it.number, "1" | "A" | "I"))?;
    let counts = |style: &str| body.iter().filter(|it| number_of(&unopened(it), style).is_some()).count();
    (counts(&first.style) >= 2 || first.digits).then_some(first.style)
}

/// The number of a paragraph in a style, if its mark is of the style.
fn number_of(paragraph: &DocumentParagraph, style: &str) -> Option<u32> {
    let mark = heads::mark(&paragraph.text).filter(|it| it.style == style)?;
    if mark.digits {
        return mark.number.parse().ok();
    }
    let mut letters = mark.number.bytes();
    // Roman numerals and letters count in the order of the text; only whether they go on matters.
    match (letters.next(), letters.next()) {
        (Some(letter), None) if !matches!(letter, b'I' | b'V' | b'X') => Some(u32::from(letter - b'A') + 1),
        _ => from_roman(&mark.number),
    }
}

/// Parts what stands before the first head into title, other lines and preamble.
fn split_front(
    front: &[DocumentParagraph],
) -> (Option<DocumentParagraph>, Vec<DocumentParagraph>, Vec<DocumentParagraph>) {
    let is_body = |it: &DocumentParagraph| it.words() > 30 || it.text.ends_with(['.', ',', ';', ':']) && it.words() > 4;
    let begins = front.iter().position(|it| !it.heading && is_body(it)).unwrap_or(front.len());
    let (lines, preamble) = front.split_at(begins);
    let names = [
        "treaty",
        "agreement",
        "convention",
        "protocol",
        "memorandum",
        "charter",
        "declaration",
        "pact",
        "covenant",
        "accord",
        "plan",
        "package",
        "act",
    ];
    let is_named = |it: &DocumentParagraph| {
        let small = it.text.to_lowercase();
        small.split(|it: char| !it.is_alphabetic()).any(|word| names.contains(&word))
    };
    let at = lines.iter().rposition(|it| it.heading && is_named(it)).or_else(|| lines.iter().rposition(is_named));
    let at = at.or_else(|| lines.iter().rposition(|it| it.heading)).or_else(|| lines.iter().position(is_loud));
    let Some(at) = at else { return (None, lines.to_vec(), preamble.to_vec()) };
    // A title in capitals may go on over several lines.
    let mut from = at;
    while from > 0 && is_loud(&lines[from]) && is_loud(&lines[from - 1]) {
        from -= 1;
    }
    let mut to = at + 1;
    while to < lines.len() && is_loud(&lines[at]) && is_loud(&lines[to]) {
        to += 1;
    }
    let mut title = lines[from].clone();
    for line in &lines[from + 1..to] {
        title.join(line);
    }
    let rest = lines[..from].iter().chain(&lines[to..]).cloned().collect();
    (Some(title), rest, preamble.to_vec())
}
