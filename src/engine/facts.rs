//! The facts of one reading of a draft, for whoever asks for more than findings.

use crate::analysis::Facts;
use crate::analysis::budget::{self, WorkBudget};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::engine::guard::{InternalError, guarded};
use crate::engine::prepared::Prepared;
use crate::engine::readings::{self, CheckRequest, ReadingSource, never};
use crate::model::{self, BracketText, Built, ModelFinding, ReadingTotal, Unknown, Visits, Which};
use crate::source::{Source, Span};
use crate::syntax::passage::on_one_line;

/// What came of asking for the facts of a reading.
#[derive(Clone, Debug)]
pub struct FactsOutcome<T> {
    /// The answer; `None` if the tool failed.
    pub answer: Option<T>,
    /// How many readings the draft has.
    pub readings: ReadingTotal,
    /// Places of the draft that can't be read, or name nothing; what stands there is left out.
    pub faults: Vec<Diagnostic>,
    /// Names in the assumptions from outside that stand for nobody here.
    pub unknown_assumed: Vec<Unknown>,
    /// Parts of the reading's name that no bracket of the draft answers to.
    pub unknown_readings: Vec<Unknown>,
    /// What is wrong with the names of those whose texts brackets hold: a reading by such a name may be another's.
    pub misattributed: Vec<Diagnostic>,
    /// Brackets with rival texts in which the reading that was asked for takes the first one, since none is its own.
    pub borrowed: Vec<Span>,
    /// What went wrong in the tool itself.
    pub internal_errors: Vec<InternalError>,
}

impl<T> FactsOutcome<T> {
    /// How many places of the draft are left out.
    pub fn unread(&self) -> usize {
        self.faults.len()
    }

    /// The reading of this name, in words; nothing if the draft has no brackets.
    pub fn reading(&self, name: Option<String>) -> Option<String> {
        match (name, self.borrowed.len()) {
            _ if self.readings == ReadingTotal(Some(1)) => None,
            (None, _) => Some("the unbracketed reading".to_owned()),
            (Some(reading), 0) => Some(reading),
            (Some(reading), count) => {
                let brackets = if count == 1 { "one bracket" } else { "some brackets" };
                Some(format!("{reading}; the first text of {brackets} that no text of this name stands in"))
            }
        }
    }
}

/// The words of a draft as one reading has them.
#[derive(Clone, Debug)]
pub struct Wording<'t> {
    text: &'t str,
    /// Comments.
    left_out: Vec<Span>,
    /// What takes the texts of the reading, in the order of the text.
    edits: Vec<Edit>,
}

impl Wording<'_> {
    /// The words that stand in a place, on one line.
    pub fn of(&self, span: Span) -> String {
        let mut cuts: Vec<(Span, &str)> = self.left_out.iter().map(|it| (*it, "")).collect();
        cuts.extend(self.edits.iter().map(|it| (it.span, it.text.as_str())));
        cuts.retain(|(cut, _)| cut.start >= span.start && cut.end <= span.end);
        cuts.sort_by_key(|(cut, _)| (cut.start, cut.end));
        let mut words = String::new();
        let mut at = span.start;
        for (cut, text) in cuts.into_iter().filter(|(cut, _)| !cut.is_empty() || cut.start > span.start) {
            // A comment within a text that is not taken is gone with it.
            if cut.start >= at {
                words.push_str(&self.text[at as usize..cut.start as usize]);
                words.push_str(text);
                at = cut.end;
            }
        }
        words.push_str(&self.text[at as usize..span.end.max(at) as usize]);
        on_one_line(&words)
    }
}

/// Asks for the facts of one reading of a draft: the one that the settings name, or else the unbracketed one. `read` gives
/// the text of another instrument that the draft names.
///
/// ```
/// use vattel::{config::Settings, engine, source::{FileId, Source}};
///
/// let draft = Source::new(FileId(0), "draft.treaty", "amendment { by unanimity of parties }\n");
/// let asked = engine::ask(&draft, &Settings::recommended(), &|_| None, |facts, _| facts.controls().len());
/// assert_eq!(asked.answer, Some(1));
/// ```
pub fn ask<T>(
    source: &Source,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
    question: impl for<'f> FnOnce(&'f Facts<'f>, &Wording<'f>) -> T,
) -> FactsOutcome<T> {
    let mut asked = FactsOutcome {
        answer: None,
        readings: ReadingTotal(Some(1)),
        faults: Vec::new(),
        unknown_assumed: Vec::new(),
        unknown_readings: Vec::new(),
        misattributed: Vec::new(),
        borrowed: Vec::new(),
        internal_errors: Vec::new(),
    };
    let errors = &mut asked.internal_errors;
    let Some(prepared) = Prepared::new(source, read, errors) else { return asked };
    let Prepared { draft, comments, diagnostics, included, brackets, misattributed, .. } = prepared;
    asked.misattributed = misattributed;
    asked.faults = diagnostics.into_iter().filter(|it| it.severity == Severity::Error).collect();
    let which = match &settings.readings {
        named @ Which::Named(_) => named,
        _ => &Which::Unbracketed,
    };
    let Ok(Visits { readings, total, unknown, borrowed, .. }) = Visits::plan(&brackets, which, 1) else { return asked };
    asked.readings = total;
    (asked.unknown_readings, asked.borrowed) = (unknown, borrowed);
    let included = included.for_model(source, &draft);
    let text = ReadingSource { source, draft: &draft, included: &included };
    let asking = CheckRequest { catalogue: settings.rules(), settings, brackets: &brackets, stop: &never };
    let Some(reading) = readings.first() else { return asked };
    let built = guarded("the model", errors, || readings::build(asking, text, reading));
    let Some(Built { treaty, diagnostics, unknown_assumed }) = built else { return asked };
    let nothing = |it: &ModelFinding| it.finding.rule == "names/undefined" && it.finding.severity == Severity::Error;
    asked.faults.extend(diagnostics.into_iter().filter(nothing).map(|it| it.finding));
    asked.unknown_assumed = unknown_assumed;
    let choice = |bracket: &BracketText<'_>| reading.choices().get(bracket.id.0 as usize).copied();
    let edits = model::take(&source.text, &draft, &comments, &brackets, &choice);
    let wording = Wording { text: &source.text, left_out: comments.clone(), edits };
    budget::allow(WorkBudget::of(source.text.len(), 1));
    asked.answer = guarded("the analyses", errors, || question(&Facts::new(&treaty), &wording));
    asked
}
