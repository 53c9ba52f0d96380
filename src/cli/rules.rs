//! `vattel rules`

use super::args::{RulesArgs, TableFormat};
use super::output::{self, Output};
use super::{Exit, Failure};
use crate::config::Selection;
use crate::report::tables;

/// Lists the rules.
pub(super) fn run(args: &RulesArgs) -> Result<Exit, Failure> {
    let color = output::wants_color(args.color.color, output::on_terminal());
    let settings = args.config.configured(Selection::default())?.for_path(None)?;
    let rules = settings.rules();
    let text = match args.output_format {
        TableFormat::Text => tables::text(rules, color),
        TableFormat::Json => tables::json(rules),
        TableFormat::Markdown => tables::markdown(),
    };
    let mut out = Output::stdout();
    out.write(&text)?;
    out.finish()?;
    Ok(Exit::Clean)
}
