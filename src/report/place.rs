//! Places as readers count them, and how lines are laid out.

use super::foreign::line;
use crate::diagnostic::{ClausePath, Diagnostic, Severity, fingerprint};
use crate::source::{Encoding, FileId, LineIndex, Position, Source, Span, plain_path};
use comfy_table::{ContentArrangement, LineStyle, Table, presets};
use rustc_hash::FxHashMap;
use std::fmt::Write as _;
use std::path::Path;
use textwrap::{Options, WordSeparator, WordSplitter};

/// A text and its lines.
#[derive(Debug)]
pub(super) struct TextPlaces<'a> {
    pub(super) source: &'a Source,
    lines: LineIndex,
}

impl<'a> TextPlaces<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self { source, lines: LineIndex::new(&source.text) }
    }

    /// Line and column of a byte.
    pub(super) fn of(&self, offset: u32) -> Position {
        self.lines.position(&self.source.text, offset, Encoding::Utf32)
    }

    /// The line in which a byte stands.
    pub(super) fn line(&self, offset: u32) -> &str {
        self.lines.span(self.lines.line(offset)).of(&self.source.text)
    }

    /// Where something begins and ends.
    pub(super) fn range(&self, span: Span, encoding: Encoding) -> (Position, Position) {
        self.lines.range(&self.source.text, span, encoding)
    }
}

/// The texts that the findings of a draft point into.
pub(super) struct SourceTexts<'a> {
    checked: super::Checked<'a>,
    open: Vec<TextPlaces<'a>>,
}

impl<'a> SourceTexts<'a> {
    pub(super) fn new(checked: super::Checked<'a>) -> Self {
        Self { checked, open: vec![TextPlaces::new(checked.source)] }
    }

    /// The places of a text.
    pub(super) fn places(&mut self, file: FileId) -> &TextPlaces<'a> {
        let source = source_of(self.checked, file);
        let at = self.open.iter().position(|it| it.source.file == source.file).unwrap_or_else(|| {
            self.open.push(TextPlaces::new(source));
            self.open.len() - 1
        });
        &self.open[at]
    }

    /// The name of a text, with `/` between folders.
    pub(super) fn name(&self, file: FileId) -> String {
        slashed(&source_of(self.checked, file).name)
    }

    /// Where something begins and ends.
    pub(super) fn range(&mut self, file: FileId, span: Span) -> (Position, Position) {
        self.places(file).range(span, Encoding::Utf32)
    }
}

/// The name of a file with `/` between folders. Where `\` is no separator, it is a character of the name.
pub(super) fn slashed(name: &str) -> String {
    if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() }
}

/// The name of a file for services that know files by their paths in the repository; the folder of the run is named from
/// there. Steps back and forth are taken out.
pub(super) fn in_repository(folder: &str, name: &str) -> String {
    let name = slashed(name);
    if name.starts_with(['/', '<']) {
        return name;
    }
    let whole = if folder.is_empty() { name } else { format!("{folder}/{name}") };
    plain_path(Path::new(&whole)).to_str().map_or_else(|| whole.clone(), slashed)
}

/// The findings of a draft in their order, those that it allows among them if they are wanted, each with a fingerprint
/// that stays when lines move: of the rule, the clause, and which of several of them it is.
pub(super) fn fingerprinted(checked: super::Checked<'_>, allowed: bool) -> Vec<(&Diagnostic, String)> {
    let report = checked.report;
    let mut all: Vec<&Diagnostic> = report.findings.iter().collect();
    if allowed {
        all.extend(&report.suppressed);
        all.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    }
    let mut counts: FxHashMap<(&str, Option<&ClausePath>), u32> = FxHashMap::default();
    let mut found = Vec::with_capacity(all.len());
    for it in all {
        let count = counts.entry((&it.rule, it.clause.as_ref())).or_default();
        let number = count.to_string();
        let clause = it.clause.iter().flat_map(ClausePath::fields);
        found.push((it, hex(fingerprint(std::iter::once(&*it.rule).chain(clause).chain([&*number])))));
        *count += 1;
    }
    found
}

/// A fingerprint as reports print it.
pub(super) fn hex(fingerprint: u64) -> String {
    format!("{fingerprint:016x}")
}

/// What is wrong and what would cure it, a line each.
pub(super) fn with_cures(finding: &Diagnostic) -> Vec<&str> {
    std::iter::once(&finding.message).chain(&finding.help).map(String::as_str).collect()
}

/// The text that a file number stands for.
pub(super) fn source_of(checked: super::Checked<'_>, file: FileId) -> &Source {
    checked.report.included.iter().find(|it| it.file == file).unwrap_or(checked.source)
}

/// The escape that starts a severity's colour.
pub(super) fn color(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\u{1b}[31m",
        Severity::Warning => "\u{1b}[33m",
        Severity::Advice => "\u{1b}[36m",
    }
}

/// Words in bold, where colours are wanted.
pub(crate) fn bold(words: &str, color: bool) -> String {
    if color { format!("\u{1b}[1m{words}\u{1b}[0m") } else { words.to_owned() }
}

/// A table in lines of at most so many columns.
pub(super) fn table(head: Vec<String>, rows: Vec<Vec<String>>, width: usize) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING.header_separator(LineStyle::none().fill('─').junction('─')));
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(u16::try_from(width).unwrap_or(u16::MAX));
    let safe = |cells: Vec<String>| cells.into_iter().map(|it| line(&it).into_owned()).collect::<Vec<_>>();
    table.set_header(safe(head));
    for row in rows {
        table.add_row(safe(row));
    }
    table.to_string().lines().fold(String::new(), |mut out, line| {
        let _ = writeln!(out, "{}", line.trim_end());
        out
    })
}

/// Words behind a head, wrapped under the indentation of the head and two more. Colours take no room.
pub(super) fn wrap(out: &mut String, head: &str, indent: usize, words: &str, width: usize) {
    let blank = if head.is_empty() { "" } else { " " };
    let first = format!("{:indent$}{head}{blank}", "");
    let under = " ".repeat(indent + 2);
    let options = Options::new(width)
        .initial_indent(&first)
        .subsequent_indent(&under)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    let words = line(words).split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(out, "{}", textwrap::fill(&words, options).trim_end());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_the_repository_without_detours() {
        for (folder, name, told) in [
            ("", "./a/../b.treaty", "b.treaty"),
            ("", "../b.treaty", "../b.treaty"),
            ("sub/drafts", "./b.treaty", "sub/drafts/b.treaty"),
            ("sub/drafts", "../../c/b.treaty", "c/b.treaty"),
            ("sub", "/a/b.treaty", "/a/b.treaty"),
            ("sub", "<stdin>", "<stdin>"),
        ] {
            assert_eq!(in_repository(folder, name), told, "{folder} {name}");
        }
        #[cfg(not(windows))]
        assert_eq!(in_repository("", "one\\two.treaty"), "one\\two.treaty");
    }
}
