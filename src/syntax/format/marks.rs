//! What the tree says of the places of a text: where entries begin, which brackets hold entries, what was not read.

use super::tokens::is_blank;
use crate::diagnostic::Severity;
use crate::source::Span;
use crate::syntax::Parsed;
use crate::syntax::ast::{
    Bracket, Clause, Declaration, Header, Item, OrBracket, Place, Provision, Scenario, Step, Unit,
};

/// The marks of a text.
#[derive(Debug, Default)]
pub(super) struct FormatMarks {
    /// Where entries begin: items, clauses, steps, lines of scenarios. Sorted.
    pub(super) starts: Vec<u32>,
    /// Where values stand whose keyword, the word before them, begins an entry. Sorted.
    pub(super) values: Vec<u32>,
    /// Where brackets begin that hold whole entries. Sorted.
    pub(super) brackets: Vec<u32>,
    /// What is kept to the byte. Sorted, and disjoint.
    pub(super) kept: Vec<Span>,
    /// Every entry with its whole span.
    entries: Vec<Span>,
}

/// Collects the marks of a text. What is `kept` besides stays to the byte as well.
pub(super) fn of(text: &str, parsed: &Parsed, kept: &[Span]) -> FormatMarks {
    let mut marks = FormatMarks::default();
    if let Some(title) = parsed.draft.title {
        marks.values.push(title.start);
    }
    items(&parsed.draft.items, &mut marks);
    marks.entries.sort_unstable_by_key(|it| (it.start, std::cmp::Reverse(it.end)));
    marks.kept.sort_unstable();
    let mut more = Vec::new();
    for it in &parsed.diagnostics {
        if it.severity != Severity::Error || !it.rule.starts_with("syntax/") {
            continue;
        }
        let span = it.primary.span;
        if innermost(&marks.kept, span).is_some() {
            continue;
        }
        // The innermost entry that holds it; a sign that no entry holds stands for itself.
        match innermost(&marks.entries, span) {
            Some(entry) => more.push(entry),
            // The head of a treaty without its end is read as far as it goes.
            None if it.rule == "syntax/missing-brace" => {}
            None => more.push(span),
        }
    }
    marks.kept.extend(more);
    for kept in &mut marks.kept {
        kept.end = rest_of_line(text, *kept, &marks.entries);
    }
    marks.kept.extend(switched_off(text, &parsed.comments));
    marks.kept.extend_from_slice(kept);
    marks.kept.sort_unstable_by_key(|it| (it.start, std::cmp::Reverse(it.end)));
    // What is kept with something larger is kept once.
    let mut kept: Vec<Span> = Vec::new();
    for span in std::mem::take(&mut marks.kept) {
        match kept.last_mut() {
            Some(last) if span.start < last.end || follows(text, *last, span) => last.end = last.end.max(span.end),
            _ => kept.push(span),
        }
    }
    marks.kept = kept;
    marks.starts.extend(marks.kept.iter().map(|it| it.start));
    for places in [&mut marks.starts, &mut marks.values, &mut marks.brackets] {
        places.sort_unstable();
        places.dedup();
    }
    marks
}

/// Whether something stands right behind another on its line.
fn follows(text: &str, one: Span, next: Span) -> bool {
    text[one.end as usize..next.start as usize].bytes().all(|it| it == b' ' || it == b'\t')
}

/// The innermost of places, sorted by where they begin, that holds another.
fn innermost(places: &[Span], span: Span) -> Option<Span> {
    let before = places.partition_point(|it| it.start <= span.start);
    places[..before].iter().rev().find(|it| it.contains(span)).copied()
}

/// Where the line ends on which something unreadable ends, or where something begins there that was read: what follows a
/// missing value on its line may belong to it.
fn rest_of_line(text: &str, kept: Span, entries: &[Span]) -> u32 {
    let rest = &text[kept.end as usize..];
    let line = rest.find(['\n', '\r', '{', '}', '[', ']', '|', '#', '"']).unwrap_or(rest.len());
    let next = entries.get(entries.partition_point(|it| it.start < kept.end)).map_or(u32::MAX, |it| it.start);
    let end = (kept.end + line as u32).min(next);
    kept.end + text[kept.end as usize..end as usize].trim_end_matches(is_blank).len() as u32
}

/// What stands between `# vattel: fmt off` and `# vattel: fmt on`, both with it; to the end, if nothing switches on again.
fn switched_off(text: &str, comments: &[Span]) -> Vec<Span> {
    let description = |span: Span, word: &str| {
        let words = span.of(text).trim_start_matches('#').trim();
        words.strip_prefix("vattel:").is_some_and(|it| it.trim() == word)
    };
    let mut found = Vec::new();
    let mut since: Option<u32> = None;
    for span in comments {
        match since {
            None if description(*span, "fmt off") => since = Some(span.start),
            Some(start) if description(*span, "fmt on") => {
                found.push(Span::new(start, span.end));
                since = None;
            }
            _ => {}
        }
    }
    if let Some(start) = since {
        found.push(Span::new(start, text.trim_end_matches(is_blank).len().max(start as usize) as u32));
    }
    found
}

fn bracket<T>(it: &Bracket<T>, marks: &mut FormatMarks, mut inner: impl FnMut(&[OrBracket<T>], &mut FormatMarks)) {
    marks.brackets.push(it.span.start);
    marks.entries.push(it.span);
    for alternative in &it.alternatives {
        inner(&alternative.content, marks);
    }
}

fn entry(span: Span, marks: &mut FormatMarks) {
    marks.starts.push(span.start);
    marks.entries.push(span);
}

fn items(entries: &[OrBracket<Item>], marks: &mut FormatMarks) {
    for it in entries {
        match it {
            OrBracket::Plain(it) => item(it, marks),
            OrBracket::Bracket(it) => bracket(it, marks, items),
        }
    }
}

fn item(it: &Item, marks: &mut FormatMarks) {
    match it {
        Item::Header(it) => header(it, marks),
        Item::Declaration(it) => declaration(it, marks),
        Item::Place(it) => place(it, marks),
        Item::Assume(lines, span) => {
            entry(*span, marks);
            steps(lines, marks);
        }
        Item::Unit(it) => unit(it, marks),
        Item::Provision(it) => provision(it, marks),
        Item::Scenario(it) => scenario(it, marks),
        Item::Broken(it) => broken(it.span, marks),
        Item::StrayClose(span) => broken(*span, marks),
    }
}

fn header(it: &Header, marks: &mut FormatMarks) {
    let value = match it {
        Header::Version(span)
        | Header::Signed(span)
        | Header::Stage(span)
        | Header::Text(span)
        | Header::DraftFile(span) => span.start,
        Header::Form { form, .. } => form.start,
        Header::Languages { list, .. } => match list.first() {
            Some(OrBracket::Plain(it)) => it.span().start,
            Some(OrBracket::Bracket(it)) => it.span.start,
            None => return,
        },
    };
    marks.values.push(value);
}

fn declaration(it: &Declaration, marks: &mut FormatMarks) {
    entry(it.span, marks);
    clauses(&it.clauses, marks);
    it.broken.iter().for_each(|it| broken(it.span, marks));
}

fn place(it: &Place, marks: &mut FormatMarks) {
    entry(it.span, marks);
    clauses(&it.clauses, marks);
    it.broken.iter().for_each(|it| broken(it.span, marks));
}

fn unit(it: &Unit, marks: &mut FormatMarks) {
    entry(it.span, marks);
    items(&it.items, marks);
}

fn provision(it: &Provision, marks: &mut FormatMarks) {
    entry(it.span, marks);
    clauses(&it.clauses, marks);
    rungs(&it.rungs, marks);
    steps(&it.steps, marks);
    it.broken.iter().for_each(|it| broken(it.span, marks));
}

fn rungs(entries: &[OrBracket<Provision>], marks: &mut FormatMarks) {
    for it in entries {
        match it {
            OrBracket::Plain(it) => provision(it, marks),
            OrBracket::Bracket(it) => bracket(it, marks, rungs),
        }
    }
}

fn clauses(entries: &[OrBracket<Clause>], marks: &mut FormatMarks) {
    for it in entries {
        match it {
            OrBracket::Plain(it) => entry(it.span, marks),
            OrBracket::Bracket(it) => bracket(it, marks, clauses),
        }
    }
}

fn steps(entries: &[OrBracket<Step>], marks: &mut FormatMarks) {
    for it in entries {
        match it {
            OrBracket::Plain(it) => entry(it.span, marks),
            OrBracket::Bracket(it) => bracket(it, marks, steps),
        }
    }
}

fn scenario(it: &Scenario, marks: &mut FormatMarks) {
    entry(it.span, marks);
    it.assuming.iter().for_each(|it| entry(it.span, marks));
    it.pace.iter().for_each(|it| entry(it.span, marks));
    it.given.iter().for_each(|it| entry(it.span, marks));
    it.expect.iter().for_each(|it| entry(it.span, marks));
    it.broken.iter().for_each(|it| broken(it.span, marks));
}

fn broken(span: Span, marks: &mut FormatMarks) {
    entry(span, marks);
    marks.kept.push(span);
}
