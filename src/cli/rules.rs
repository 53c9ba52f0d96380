//! `vattel rules`

use super::args::{RulesArgs, TableFormat};
use super::{Exit, Failure, outputs};
use crate::report::tables;

/// Lists the rules.
pub(super) fn run(args: &RulesArgs) -> Result<Exit, Failure> {
    let targets = args.outputs.targets()?;
    let settings = args.config.configs().of_run()?.for_path(None)?;
    let rules = settings.rules();
    outputs::write(&targets, args.color.color, |format, color, _| match format {
        TableFormat::Text => tables::text(rules, color),
        TableFormat::Json => tables::json(rules),
        TableFormat::Markdown => tables::markdown(),
    })?;
    Ok(Exit::Clean)
}
