//! Where the findings of a run go: one format to the standard output or a file, and any others to files beside it.

use super::args::CheckArgs;
use super::output::{self, Output};
use super::{Exit, Failure};
use crate::report::{Checked, Format, Look, Render, Run, Summary};
use clap::ValueEnum as _;
use std::path::{Path, PathBuf};

/// A format that is wanted.
struct Shape {
    format: Format,
    renderer: Box<dyn Render>,
    /// Whether findings are counted and not shown.
    counts: bool,
    /// Whether nothing but findings is said.
    quiet: bool,
}

/// Every format that is wanted. Any thread may use them.
pub(super) struct Shapes(Vec<Shape>);

impl Shapes {
    /// A draft in every format.
    pub(super) fn render(&self, checked: Checked<'_>) -> Vec<String> {
        let shown = |it: &Shape| if it.counts { String::new() } else { it.renderer.draft(checked) };
        self.0.iter().map(shown).collect()
    }
}

/// Where a format goes.
struct Target {
    out: Output,
    /// Whether nothing was written of a draft yet.
    first: bool,
}

/// Every place that the findings go to, in the order of the formats.
pub(super) struct Targets(Vec<Target>);

/// `FORMAT=FILE`, or a file for the format of `--output-format`.
fn read(words: &str, main: Format) -> (Option<Format>, PathBuf) {
    let of_format = words.split_once('=').and_then(|(format, path)| {
        Format::from_str(format, false).ok().map(|format| (Some(format), PathBuf::from(path)))
    });
    of_format.filter(|it| it.0 != Some(main) || !Path::new(words).exists()).unwrap_or((None, PathBuf::from(words)))
}

impl Targets {
    /// The targets that the flags name.
    pub(super) fn of(args: &CheckArgs, run: &Run) -> Result<(Shapes, Self), Failure> {
        let named: Vec<_> = args.output.iter().map(|it| read(it, args.output_format)).collect();
        let mut files = named.iter().filter(|it| it.0.is_none()).map(|it| it.1.as_path());
        let main = files.next();
        if files.next().is_some() {
            let words = "`--output` names two files for one format; write `FORMAT=FILE` for a further format";
            return Err(Failure::new(words));
        }
        let target = |format: Format, path: Option<&Path>, main: bool| -> Result<(Shape, Target), Failure> {
            let terminal = path.is_none() && output::on_terminal();
            let color = output::wants_color(args.color.color, terminal);
            let look = Look { style: args.style, color, width: output::width(terminal) };
            let shape = Shape {
                format,
                renderer: format.renderer(look, run),
                counts: main && args.statistics && format.is_text(),
                quiet: args.quiet && format.is_text(),
            };
            Ok((shape, Target { out: path.map_or_else(|| Ok(Output::stdout()), Output::file)?, first: true }))
        };
        if args.diff || args.fix_only {
            // Nothing is shown of findings.
            return Ok((Shapes(Vec::new()), Self(Vec::new())));
        }
        let mut targets = vec![target(args.output_format, main, true)?];
        for (format, path) in named.iter().filter_map(|it| it.0.map(|format| (format, &it.1))) {
            targets.push(target(format, Some(path), false)?);
        }
        for (shape, target) in &mut targets {
            target.out.write(&shape.renderer.head())?;
        }
        let (shapes, targets) = targets.into_iter().unzip();
        Ok((Shapes(shapes), Self(targets)))
    }

    /// Writes a draft as it was rendered.
    pub(super) fn write(&mut self, shapes: &Shapes, texts: &[String]) -> Result<(), Failure> {
        for ((target, shape), text) in self.0.iter_mut().zip(&shapes.0).zip(texts) {
            if text.is_empty() {
                continue;
            }
            if !std::mem::take(&mut target.first) {
                target.out.write(shape.renderer.between())?;
            }
            target.out.write(text)?;
        }
        Ok(())
    }

    /// Writes what stands after the last draft.
    pub(super) fn finish(self, shapes: &Shapes, summary: &Summary) -> Result<(), Failure> {
        for (mut target, shape) in self.0.into_iter().zip(&shapes.0) {
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

/// The exit code of what was found: the same whatever the formats.
pub(super) fn exit(args: &CheckArgs, failed: bool, summary: &Summary, fail_on: crate::diagnostic::Severity) -> Exit {
    let many = args.max_warnings.is_some_and(|most| summary.warnings > most);
    if failed {
        Exit::Failed
    } else if args.exit_zero || (summary.at_least(fail_on) == 0 && !many) {
        Exit::Clean
    } else {
        Exit::Findings
    }
}
