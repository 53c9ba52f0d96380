//! Findings drawn with their lines of the draft. The only user of miette.

use super::foreign;
use super::{Checked, Render, RunSummary, Style, TerminalStyle, fixable_mark, readings_line};
use crate::diagnostic::{Diagnostic, Label, Severity, Variant};
use crate::source::{Encoding, FileId, LineIndex, Source, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, NarratableReportHandler,
    SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use std::fmt::{self, Write as _};

/// Draws findings.
pub struct Full {
    look: TerminalStyle,
    handler: Handler,
}

enum Handler {
    Graphical(Box<GraphicalReportHandler>),
    Narratable(NarratableReportHandler),
}

impl Full {
    /// Draws as `look` says, and asks the environment nothing.
    pub fn new(look: TerminalStyle) -> Self {
        let characters = match look.style {
            Style::Fancy => ThemeCharacters::unicode(),
            Style::Ascii => ThemeCharacters::ascii(),
            Style::Plain => {
                let handler = NarratableReportHandler::new().with_context_lines(1).without_cause_chain();
                return Self { look, handler: Handler::Narratable(handler) };
            }
        };
        let styles = if look.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let handler = GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
            .with_width(look.width)
            .with_links(false)
            .with_context_lines(1)
            .with_show_related_as_nested(true)
            .without_syntax_highlighting()
            .without_cause_chain();
        Self { look, handler: Handler::Graphical(Box::new(handler)) }
    }

    /// One finding, with an empty line after it.
    fn finding(&self, texts: &[Indexed], finding: &Diagnostic, out: &mut String) -> fmt::Result {
        let text_of = |file| texts.iter().find(|it| it.file == file).unwrap_or(&texts[0]);
        let primary = &finding.primary;
        let text = text_of(primary.file);
        let row = |label: &Label| text.lines.line(label.span.start.min(text.text.len() as u32));
        let (at_home, away): (Vec<_>, Vec<_>) = finding.related.iter().partition(|it| it.file == primary.file);
        let mut labels = vec![label_of(text, primary, true)];
        if primary.text.is_empty() && at_home.iter().any(|it| row(it) == row(primary)) {
            // Without a word of its own it could not be told from its neighbour.
            labels[0].set_label(Some("here".to_owned()));
        }
        labels.extend(at_home.into_iter().map(|it| label_of(text, &beside(text, it, primary.span), false)));
        let others = away.into_iter().map(|label| {
            let text = text_of(label.file);
            let place = Label { text: String::new(), ..label.clone() };
            Other {
                message: foreign::line(&label.text).into_owned(),
                text,
                labels: vec![label_of(text, &place, false)],
            }
        });
        let others = others.collect();
        let drawn = DrawnFinding { finding, text, labels, others };
        match &self.handler {
            Handler::Graphical(handler) => handler.render_report(out, &drawn)?,
            Handler::Narratable(handler) => handler.render_report(out, &drawn)?,
        }
        self.notes(finding, out)?;
        out.push('\n');
        Ok(())
    }

    /// What follows the drawing: reading, counterexample, cures.
    fn notes(&self, finding: &Diagnostic, out: &mut String) -> fmt::Result {
        if let Some(reading) = &finding.reading {
            self.note("reading", &reading.words, out)?;
        }
        for Variant { message, reading } in &finding.variants {
            self.note("variant", &format!("{}: {message}", reading.words), out)?;
        }
        if let Some(play) = &finding.counterexample {
            self.note("counterexample", play, out)?;
        }
        for cure in &finding.help {
            self.note("help", cure, out)?;
        }
        Ok(())
    }

    /// `  help: words`, wrapped under its first word.
    fn note(&self, head: &str, words: &str, out: &mut String) -> fmt::Result {
        let words = foreign::line(words);
        if self.look.style == Style::Plain {
            return writeln!(out, "{head}: {words}");
        }
        let (on, off) = if self.look.color { ("\u{1b}[36m", "\u{1b}[0m") } else { ("", "") };
        write!(out, "  {on}{head}:{off}")?;
        let indent = head.len() + 4;
        let mut column = indent - 1;
        for word in words.split_whitespace() {
            let width = word.chars().count();
            if column + 1 + width > self.look.width && column > indent {
                write!(out, "\n{:indent$}", "")?;
                column = indent;
            } else {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += width;
        }
        out.push('\n');
        Ok(())
    }
}

impl Render for Full {
    fn draft(&self, checked: Checked<'_>) -> String {
        let mut out = String::new();
        if checked.report.findings.is_empty() && checked.report.readings.is_none() {
            return out;
        }
        let findings = &checked.report.findings;
        let used =
            |file| findings.iter().any(|it| it.primary.file == file || it.related.iter().any(|it| it.file == file));
        let included = checked.report.included.iter().filter(|it| used(it.file));
        let narrated = self.look.style == Style::Plain;
        let texts = std::iter::once(checked.source).chain(included);
        let texts: Vec<Indexed> = texts.map(|it| Indexed::new(it, narrated)).collect();
        for finding in findings {
            let result = self.finding(&texts, finding, &mut out);
            // A finding that can't be drawn is still said.
            if result.is_err() {
                let _ = writeln!(
                    out,
                    "{}[{}]{} {}\n",
                    finding.severity.as_str(),
                    finding.rule,
                    fixable_mark(finding),
                    foreign::line(&finding.message)
                );
            }
        }
        if let Some(visit) = &checked.report.readings {
            let _ =
                writeln!(out, "{}: {}\n", foreign::line(&checked.source.name), foreign::line(&readings_line(visit)));
        }
        out
    }

    fn tail(&self, summary: &RunSummary) -> String {
        summary.not_asked() + &summary.line() + &summary.fixes()
    }
}

/// The longest label, in lines; a longer one is cut to its first line.
const TALLEST: usize = 4;
/// The longest stretch of one line that is shown around a place, in bytes, on each side of it.
const WIDEST: usize = 240;

/// A place as miette wants it: never at the end of the text, where it would vanish, and never taller than a screen.
fn label_of(text: &Indexed, label: &Label, primary: bool) -> LabeledSpan {
    let Span { start, end } = label.span;
    let len = text.text.len() as u32;
    let (mut start, mut end) = (start.min(len), end.min(len));
    if start == len {
        let last = text.text.trim_end().char_indices().next_back();
        (start, end) = last.map_or((0, 1), |(at, c)| (at as u32, (at + c.len_utf8()) as u32));
    }
    let line = text.lines.line(start);
    if text.lines.line(end.max(start + 1) - 1) >= line + TALLEST {
        let first = text.lines.span(line);
        end = first.start + first.of(&text.text).trim_end().len() as u32;
    }
    if (end.saturating_sub(start)) as usize > 2 * WIDEST {
        end = text.boundary(start as usize + 2 * WIDEST) as u32;
    }
    let words = (!label.text.is_empty()).then(|| foreign::line(&label.text).into_owned());
    let place = (start as usize, end.saturating_sub(start) as usize);
    if primary { LabeledSpan::new_primary_with_span(words, place) } else { LabeledSpan::new_with_span(words, place) }
}

/// A label that begins with the primary place is drawn on what follows that place, since two lines under the same words
/// can't be told apart.
fn beside(text: &Indexed, label: &Label, primary: Span) -> Label {
    let mut label = label.clone();
    if label.span.start >= primary.start && label.span.start < primary.end && label.span.end > primary.end {
        let rest = Span::new(primary.end, label.span.end.min(text.text.len() as u32));
        let blanks = rest.len() as usize - rest.of(&text.text).trim_start().len();
        label.span = Span::new(rest.start + blanks as u32, rest.end);
    }
    label
}

/// A text whose lines are known, so that a label costs a search and not a walk from the first byte.
#[derive(Debug)]
struct Indexed {
    file: FileId,
    name: String,
    text: String,
    lines: LineIndex,
    /// Whether it is told in words and not drawn.
    narrated: bool,
}

impl Indexed {
    fn new(source: &Source, narrated: bool) -> Self {
        // An empty text has a place too, and a blank to show it at.
        let text = if source.text.is_empty() { " ".to_owned() } else { foreign::lines(&source.text).into_owned() };
        let lines = LineIndex::new(if source.text.is_empty() { &text } else { &source.text });
        let name = foreign::line(&source.name).into_owned();
        Self { file: source.file, name, text, lines, narrated }
    }

    /// The first boundary of a character at or after an offset.
    fn boundary(&self, offset: usize) -> usize {
        (offset..self.text.len()).find(|at| self.text.is_char_boundary(*at)).unwrap_or(self.text.len())
    }
}

impl SourceCode for Indexed {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (offset, len) = (span.offset(), span.len());
        let past = offset + len;
        if past > self.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let first = self.lines.line(offset as u32);
        let last = self.lines.line(if len == 0 { offset } else { past - 1 } as u32);
        let top = first.saturating_sub(before);
        let mut start = if before == 0 { offset } else { self.lines.span(top).start as usize };
        let mut end = if after == 0 { past } else { self.lines.span(last + after).end as usize };
        if self.narrated && after > 0 {
            // miette takes a last line break for the end of the file, and tells there of every label further down.
            let blank = |line: &usize| self.lines.content(&self.text, *line).of(&self.text).trim().is_empty();
            let shown = (last + after..self.lines.lines()).find(|it| !blank(it)).unwrap_or(last);
            end = past.max(self.lines.content(&self.text, shown).end as usize);
        }
        let mut line = if before == 0 { first } else { top };
        // A line of a megabyte is shown around the place only, or ten thousand findings in it would cost ten gigabytes.
        if offset - start > 4 * WIDEST {
            (start, line) = (self.boundary(offset - WIDEST), self.lines.line((offset - WIDEST) as u32));
        }
        if end - past > 4 * WIDEST {
            end = self.boundary(past + WIDEST);
        }
        let column = self.lines.position(&self.text, start as u32, Encoding::Utf32).column as usize - 1;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            &self.text.as_bytes()[start..end],
            (start, end - start).into(),
            line,
            column,
            // miette joins two places whose lines of context meet; so this counts these lines, not those of the text.
            last + after + 1 - line,
        )))
    }
}

/// A finding as miette sees it.
#[derive(Debug)]
struct DrawnFinding<'a> {
    finding: &'a Diagnostic,
    text: &'a Indexed,
    labels: Vec<LabeledSpan>,
    others: Vec<Other<'a>>,
}

/// A label in another text.
#[derive(Debug)]
struct Other<'a> {
    message: String,
    text: &'a Indexed,
    labels: Vec<LabeledSpan>,
}

impl fmt::Display for DrawnFinding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&foreign::line(&self.finding.message))
    }
}

impl std::error::Error for DrawnFinding<'_> {}

impl miette::Diagnostic for DrawnFinding<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let Diagnostic { rule, severity, clause, .. } = self.finding;
        let clause = clause.as_ref().map_or(String::new(), |it| format!(" {}", foreign::line(&it.to_string())));
        let mark = fixable_mark(self.finding);
        Some(Box::new(format!("{}[{rule}]{mark}{clause}", severity.as_str())))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        if self.others.is_empty() {
            return None;
        }
        Some(Box::new(self.others.iter().map(|it| it as &dyn miette::Diagnostic)))
    }
}

impl fmt::Display for Other<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Other<'_> {}

impl miette::Diagnostic for Other<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Advice)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, max_global_rejects: 100_000, ..ProptestConfig::default() })]

        /// The index shows the same bytes at the same place as the reader of miette that walks from the first byte.
        #[test]
        fn the_index_reads_what_a_walk_reads(
            text in "([a-zü🕊 ]|\n|\r\n|\t){1,60}",
            at in 0_usize..60,
            len in 1_usize..20,
            context in 1_usize..3,
        ) {
            let text = Indexed::new(&Source::new(FileId(0), "a.treaty", text.as_str()), false);
            let start = text.boundary(at.min(text.text.len()));
            let end = text.boundary((start + len).min(text.text.len()));
            // Labels begin and end with words; at line breaks fewer lines are shown on purpose.
            let words = |part: &str| !part.is_empty() && !part.starts_with(['\r', '\n']) && !part.ends_with(['\r', '\n']);
            prop_assume!(words(&text.text[start..end]));
            let span = SourceSpan::from((start, end - start));
            let own = text.read_span(&span, context, context).expect("within the text");
            let walked = text.text.as_str().read_span(&span, context, context).expect("within the text");
            let own_text = String::from_utf8_lossy(own.data());
            let walked_text = String::from_utf8_lossy(walked.data());
            prop_assert_eq!(own_text.trim_end_matches(['\r', '\n']), walked_text.trim_end_matches(['\r', '\n']));
            prop_assert_eq!(own.span().offset(), walked.span().offset());
            prop_assert_eq!(own.line(), walked.line());
        }
    }
}
