//! What a check found, as a host reads it.

pub use crate::diagnostic::Severity;
pub use crate::source::Position;

use crate::diagnostic::{self, Diagnostic, Safety};
use crate::engine;
use crate::source::{Encoding, LineIndex, Source};
use std::ops::Range;

/// What a check found in one draft.
#[derive(Clone, Debug)]
pub struct Report {
    source: Source,
    checked: engine::Report,
    /// The lines of the draft, then of the other texts.
    lines: Vec<LineIndex>,
}

impl Report {
    pub(super) fn new(source: Source, checked: engine::Report) -> Self {
        let texts = std::iter::once(&source).chain(&checked.included);
        let lines = texts.map(|it| LineIndex::new(&it.text)).collect();
        Self { source, checked, lines }
    }

    /// The findings, in their one order: by place, severity, rule.
    pub fn findings(&self) -> impl Iterator<Item = Finding<'_>> {
        self.checked.findings.iter().map(|finding| Finding { report: self, finding })
    }

    /// Findings that a comment of the draft, or the configuration, allows.
    pub fn suppressed(&self) -> impl Iterator<Item = Finding<'_>> {
        self.checked.suppressed.iter().map(|finding| Finding { report: self, finding })
    }

    /// The gravest severity of the findings; `None` if there is none.
    pub fn worst(&self) -> Option<Severity> {
        self.checked.findings.iter().map(|it| it.severity).min()
    }

    /// In how many readings the draft was checked, and whether it has no others. A draft without brackets has one.
    pub fn readings(&self) -> (usize, bool) {
        self.checked.readings.as_ref().map_or((1, true), |it| (it.visited, it.is_exhaustive()))
    }

    /// The report in a format, as the command line gives it for this draft alone.
    #[cfg(feature = "report")]
    pub fn render(&self, format: crate::report::Format) -> String {
        use crate::report::{Checked, Run, RunSummary, Style, TerminalStyle};
        let look = TerminalStyle { style: Style::default(), color: false, width: WIDTH };
        let renderer = format.renderer(look, &Run::default());
        let checked = Checked { source: &self.source, report: &self.checked, fail_on: Some(Severity::Error) };
        renderer.head()
            + &renderer.draft(checked)
            + &renderer.tail(&RunSummary::of(&self.checked, Some(Severity::Error)))
    }

    pub(super) fn into_engine(self) -> engine::Report {
        self.checked
    }

    fn text(&self, label: &diagnostic::Label) -> (&Source, &LineIndex) {
        let texts = std::iter::once(&self.source).chain(&self.checked.included);
        let mut all = texts.zip(&self.lines);
        all.find(|it| it.0.file == label.file).unwrap_or((&self.source, &self.lines[0]))
    }
}

/// How many columns the formats for people have.
#[cfg(feature = "report")]
const WIDTH: usize = 100;

/// One finding.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'r> {
    report: &'r Report,
    finding: &'r Diagnostic,
}

impl<'r> Finding<'r> {
    /// The id of its rule, `category/name`.
    pub fn rule(&self) -> &'r str {
        &self.finding.rule
    }

    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        self.finding.severity
    }

    /// What is wrong, in a clause.
    pub fn message(&self) -> &'r str {
        &self.finding.message
    }

    /// The clause in the treaty's own numbering: `Article 5, trigger attack`.
    pub fn clause(&self) -> Option<String> {
        self.finding.clause.as_ref().map(ToString::to_string)
    }

    /// In which readings it holds, in drafters' words; `None` if the draft has one reading.
    pub fn condition(&self) -> Option<&'r str> {
        self.finding.reading.as_ref().map(|it| &*it.words)
    }

    /// A play that shows the defect.
    pub fn counterexample(&self) -> Option<&'r str> {
        self.finding.counterexample.as_deref()
    }

    /// Words that would remedy it; the first are the best.
    pub fn help(&self) -> impl Iterator<Item = &'r str> {
        self.finding.help.iter().map(|it| &**it)
    }

    /// Where it is.
    pub fn primary(&self) -> Label<'r> {
        Label { report: self.report, label: &self.finding.primary }
    }

    /// What else takes part.
    pub fn related(&self) -> impl Iterator<Item = Label<'r>> {
        let report = self.report;
        self.finding.related.iter().map(move |label| Label { report, label })
    }

    /// Fixes that a machine can apply; [`super::Checker::fix`] tries them before it does.
    pub fn fixes(&self) -> impl Iterator<Item = Fix<'r>> {
        self.finding.fixes.iter().map(|fix| Fix { fix })
    }
}

/// A place with words on it.
#[derive(Clone, Copy, Debug)]
pub struct Label<'r> {
    report: &'r Report,
    label: &'r diagnostic::Label,
}

impl<'r> Label<'r> {
    /// The name of the text that it stands in: the draft, or another that it names.
    pub fn name(&self) -> &'r str {
        &self.report.text(self.label).0.name
    }

    /// The place, in bytes.
    pub fn bytes(&self) -> Range<usize> {
        self.label.span.start as usize..self.label.span.end as usize
    }

    /// Where it begins: line and column from 1, in characters.
    pub fn start(&self) -> Position {
        let (source, lines) = self.report.text(self.label);
        lines.position(&source.text, self.label.span.start, Encoding::Utf32)
    }

    /// What to see there; empty where the message says it all.
    pub fn text(&self) -> &'r str {
        &self.label.text
    }
}

/// A fix.
#[derive(Clone, Copy, Debug)]
pub struct Fix<'r> {
    fix: &'r diagnostic::Fix,
}

impl<'r> Fix<'r> {
    /// What it does.
    pub fn title(&self) -> &'r str {
        &self.fix.title
    }

    /// Whether it keeps what the draft means.
    pub fn is_safe(&self) -> bool {
        self.fix.safety == Safety::Safe
    }

    /// Its edits of the draft, none of which meets another.
    pub fn edits(&self) -> impl Iterator<Item = Edit<'r>> {
        self.fix.edits.iter().map(|it| Edit { bytes: it.span.start as usize..it.span.end as usize, text: &it.text })
    }
}

/// An edit: some bytes of the draft give way to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edit<'r> {
    /// The bytes.
    pub bytes: Range<usize>,
    /// The text.
    pub text: &'r str,
}
