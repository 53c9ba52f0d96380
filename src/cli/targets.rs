//! Where the findings of a run go: one format to the standard output or a file, and any others to files beside it.

use super::args::CheckArgs;
use super::output::{self, Output};
use super::outputs::FormatOutput;
use super::{Exit, Failure};
use crate::report::{Checked, Format, Render, Run, RunFailure, RunSummary, TerminalStyle, WarningLimit};

/// A format that is wanted.
struct FormatRenderer {
    format: Format,
    renderer: Box<dyn Render>,
    /// Whether findings are counted and not shown.
    counts: bool,
    /// Whether nothing but findings is said.
    quiet: bool,
}

/// Every format that is wanted. Any thread may use them.
pub(super) struct FormatRenderers(Vec<FormatRenderer>);

impl FormatRenderers {
    /// Whether a format tells the scenarios of findings.
    pub(super) fn tell_scenarios(&self) -> bool {
        self.0.iter().any(|it| matches!(it.format, Format::Json | Format::JsonLines))
    }

    /// A draft in every format.
    pub(super) fn render(&self, checked: Checked<'_>) -> Vec<String> {
        let shown = |it: &FormatRenderer| if it.counts { String::new() } else { it.renderer.draft(checked) };
        self.0.iter().map(shown).collect()
    }
}

/// Where a format goes.
struct OutputSink {
    out: Output,
    /// Whether nothing was written of a draft yet.
    first: bool,
}

impl OutputSink {
    fn write(&mut self, shape: &FormatRenderer, text: &str) -> Result<(), Failure> {
        if text.is_empty() {
            return Ok(());
        }
        if !std::mem::take(&mut self.first) {
            self.out.write(shape.renderer.between())?;
        }
        self.out.write(text)
    }
}

/// Every place that the findings go to, in the order of the formats.
pub(super) struct OutputSinks(Vec<OutputSink>);

impl OutputSinks {
    /// Begins every format.
    pub(super) fn open(
        args: &CheckArgs,
        wanted: &[FormatOutput<Format>],
        run: &Run,
    ) -> Result<(FormatRenderers, Self), Failure> {
        let mut all = Vec::new();
        for (at, (format, path)) in wanted.iter().enumerate() {
            let terminal = path.is_none() && output::on_terminal();
            let color = args.color.color.wanted(terminal);
            let look = TerminalStyle { style: args.style, color, width: output::width(terminal) };
            let shape = FormatRenderer {
                format: *format,
                renderer: format.renderer(look, run),
                counts: at == 0 && args.statistics && format.is_text(),
                quiet: args.quiet && format.is_text(),
            };
            let out = path.as_deref().map_or_else(|| Ok(Output::stdout()), Output::file)?;
            all.push((shape, OutputSink { out, first: true }));
        }
        for (shape, target) in &mut all {
            target.out.write(&shape.renderer.head())?;
        }
        let (shapes, targets) = all.into_iter().unzip();
        Ok((FormatRenderers(shapes), Self(targets)))
    }

    /// Writes a draft as it was rendered.
    pub(super) fn write(&mut self, shapes: &FormatRenderers, texts: &[String]) -> Result<(), Failure> {
        for ((target, shape), text) in self.0.iter_mut().zip(&shapes.0).zip(texts) {
            target.write(shape, text)?;
        }
        Ok(())
    }

    /// Writes what stands after the last draft.
    pub(super) fn finish(self, shapes: &FormatRenderers, summary: &RunSummary) -> Result<(), Failure> {
        for (mut target, shape) in self.0.into_iter().zip(&shapes.0) {
            for failure in &summary.failures {
                target.write(shape, &shape.renderer.failure(failure))?;
            }
            if shape.counts {
                target.out.write(&summary.table())?;
            }
            if !shape.quiet {
                target.out.write(&shape.renderer.tail(summary))?;
            }
            target.out.finish()?;
            if shape.format == Format::GitHub {
                output::job_summary(&summary.markdown())?;
            }
        }
        Ok(())
    }
}

/// How far the writing of a run has come.
#[derive(Default)]
pub(super) enum Writing {
    /// Nothing was written yet.
    #[default]
    Ahead,
    /// It has begun.
    Begun(FormatRenderers, OutputSinks),
    /// It is over.
    Done,
}

impl Writing {
    /// Ends what was written.
    pub(super) fn finish(&mut self, summary: &RunSummary) -> Result<(), Failure> {
        match std::mem::replace(self, Self::Done) {
            Self::Begun(shapes, targets) => targets.finish(&shapes, summary),
            Self::Ahead | Self::Done => Ok(()),
        }
    }

    /// Writes of a run that could not do its work: every format says so, and no file of an earlier run is left. People read
    /// it on the standard error.
    pub(super) fn fail(
        &mut self,
        args: &CheckArgs,
        wanted: &[FormatOutput<Format>],
        words: &str,
    ) -> Result<(), Failure> {
        if matches!(self, Self::Ahead) {
            let wanted: Vec<_> = wanted.iter().filter(|it| it.1.is_some() || !it.0.is_text()).cloned().collect();
            let (shapes, targets) = OutputSinks::open(args, &wanted, &Run::default())?;
            *self = Self::Begun(shapes, targets);
        }
        let failures = vec![RunFailure { file: None, message: words.to_owned() }];
        self.finish(&RunSummary { failures, exit_code: Exit::Failed as u8, ..RunSummary::default() })
    }
}

/// The exit code of what was found: the same whatever the formats.
pub(super) fn exit(summary: &mut RunSummary, exceeded: Vec<WarningLimit>) -> Exit {
    summary.exceeded = exceeded;
    let exit = match () {
        () if !summary.failures.is_empty() => Exit::Failed,
        () if summary.failing > 0 || !summary.exceeded.is_empty() => Exit::Findings,
        () => Exit::Clean,
    };
    summary.exit_code = exit as u8;
    exit
}
