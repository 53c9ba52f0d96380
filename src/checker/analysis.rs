//! Questions about one reading of a draft, answered in full.

use super::error::QuestionHead;
use super::{CheckError, Checker, Draft, Job};
use crate::analysis::{Facts, TimelineStart};
use crate::engine::{self, FactsOutcome};
use crate::model::Which;
use crate::report::analysis;
use crate::report::analysis_report::{self, AnalysisReport, ReportRequest, Section};
use crate::suite::property::{Property, PropertyVerdict, Unanswerable};

/// What one reading of a draft comes to: who can block, what must open, how long it takes, who owes what.
#[derive(Clone, Debug)]
pub struct Analysis {
    analysis_report: AnalysisReport,
}

impl Analysis {
    /// As a document in JSON, whose schema is shipped: `docs/schema/analysis.schema.json`.
    pub fn json(&self) -> String {
        analysis::json(&self.analysis_report)
    }

    /// As a document in Markdown.
    pub fn markdown(&self) -> String {
        analysis::markdown(&self.analysis_report)
    }

    /// As a page in HTML.
    pub fn html(&self) -> String {
        analysis::html(&self.analysis_report)
    }

    /// How many places of the draft can't be read, or name nothing: what stands there is left out.
    pub fn unread(&self) -> usize {
        self.analysis_report.unread
    }
}

impl Checker {
    /// Analyses the reading that the checker names; the unbracketed one, if it names none.
    ///
    /// # Errors
    /// As [`Checker::check`].
    pub fn analyze(&self, draft: &Draft, job: &Job<'_>) -> Result<Analysis, CheckError> {
        let reading = match &self.settings.readings {
            Which::Named(name) => Some(name.to_string()),
            _ => None,
        };
        let wanted =
            ReportRequest { draft: draft.name(), reading, sections: Section::ALL, calendar: TimelineStart::default() };
        let mut answered =
            self.ask(draft, job, |facts, wording| analysis_report::analysis_report(facts, wording, &wanted))?;
        let analysis_report = answered.answer.take().ok_or(CheckError::Internal(Vec::new()))?;
        Ok(Analysis { analysis_report: analysis_report.of(&answered) })
    }

    /// Judges whether a property holds in that reading: `not can_block(RUS, assist)`.
    ///
    /// # Errors
    /// As [`Checker::check`], and [`CheckError::UnreadableProperty`] if the words are no property of this draft.
    pub fn require(&self, draft: &Draft, job: &Job<'_>, property: &str) -> Result<PropertyVerdict, CheckError> {
        let unreadable = |error: &dyn std::fmt::Display| CheckError::UnreadableProperty(error.to_string());
        let property = Property::read(property).map_err(|it| unreadable(&it))?;
        let answered = self.ask(draft, job, |facts, _| {
            Ok::<_, Unanswerable>(property.judge(facts, TimelineStart::default())?.verdict)
        })?;
        let unread = answered.unread() > 0;
        let judged = answered.answer.ok_or(CheckError::Internal(Vec::new()))?.map_err(|it| unreadable(&it))?;
        Ok(if unread { PropertyVerdict::Undetermined } else { judged })
    }

    /// Asks for the facts of one reading.
    fn ask<T>(
        &self,
        draft: &Draft,
        job: &Job<'_>,
        question: impl for<'f> FnOnce(&'f Facts<'f>, &engine::Wording<'_>) -> T,
    ) -> Result<FactsOutcome<T>, CheckError> {
        let settings = self.settings(draft);
        let answered = engine::ask(draft.source(), &settings, &|path| job.instrument(path), question);
        if job.is_over() {
            return Err(CheckError::Stopped);
        }
        let head = QuestionHead {
            unknown_readings: &answered.unknown_readings,
            misattributed: &answered.misattributed,
            unknown_assumed: &answered.unknown_assumed,
            internal_errors: &answered.internal_errors,
        };
        head.error(matches!(settings.readings, Which::Named(_))).map_or(Ok(answered), Err)
    }
}
