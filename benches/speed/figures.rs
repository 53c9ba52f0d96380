//! Prints each figure with its limit beside it.

use std::fmt::Display;
use std::io::Write as _;

/// The figures of a run, printed as they come.
#[derive(Default)]
pub(crate) struct Figures {
    met: usize,
    missed: Vec<String>,
    skipped: usize,
}

impl Figures {
    /// Opens a part of the report.
    pub(crate) fn part(title: &str) {
        say(format_args!("\n{title}"));
    }

    /// A figure that must not be above its limit.
    pub(crate) fn at_most(&mut self, name: &str, figure: f64, limit: f64, unit: &str) {
        self.judge(name, figure, figure <= limit, &format!("≤ {limit}"), unit);
    }

    /// A figure that must not be below its limit.
    pub(crate) fn at_least(&mut self, name: &str, figure: f64, limit: f64, unit: &str) {
        self.judge(name, figure, figure >= limit, &format!("≥ {limit}"), unit);
    }

    /// Something that must hold.
    pub(crate) fn holds(&mut self, name: &str, holds: bool) {
        self.verdict(name, "", "", if holds { "yes" } else { "no" }, holds);
    }

    /// A figure without a limit, for whoever reads the others.
    pub(crate) fn note(name: &str, figure: f64, unit: &str) {
        say(format_args!("  {name:<62} {:>10} {unit}", rounded(figure)));
    }

    /// Words without a figure.
    pub(crate) fn remark(words: impl Display) {
        say(format_args!("  {words}"));
    }

    /// A figure that can't be had here.
    pub(crate) fn skip(&mut self, name: &str, why: &str) {
        self.skipped += 1;
        say(format_args!("  {name:<62} skipped: {why}"));
    }

    /// How many were met, and which were not.
    pub(crate) fn sum_up(&self) {
        say(format_args!("\n{} met, {} not met, {} skipped", self.met, self.missed.len(), self.skipped));
        for name in &self.missed {
            say(format_args!("  not met: {name}"));
        }
    }

    fn judge(&mut self, name: &str, figure: f64, met: bool, limit: &str, unit: &str) {
        self.verdict(name, limit, unit, &rounded(figure), met);
    }

    fn verdict(&mut self, name: &str, limit: &str, unit: &str, figure: &str, met: bool) {
        if met {
            self.met += 1;
        } else {
            self.missed.push(format!("{name}: {figure} {unit}"));
        }
        let verdict = if met { "met" } else { "NOT MET" };
        say(format_args!("  {name:<62} {figure:>10} {unit:<14} {limit:<8} {verdict}"));
    }
}

fn rounded(figure: f64) -> String {
    if figure.abs() >= 100.0 { format!("{figure:.0}") } else { format!("{figure:.2}") }
}

fn say(line: impl Display) {
    // A closed pipe ends the report, not the run.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
