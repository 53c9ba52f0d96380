//! `vattel redlines`

use super::args::{RedLinesArgs, SheetFormat};
use super::check::{cores, failure, refusal, stranger, textless};
use super::{Exit, Failure, output, outputs};
use crate::config::Settings;
use crate::engine::{self, CompiledLine, LineStatus};
use crate::model::{Unknown, Which};
use crate::report::red_lines::{self, LineSheet};
use crate::suite::file::Suite;
use crate::workspace::ConfigError;
use crate::workspace::config_set::ConfigSet;
use crate::workspace::configure::{CliOverrides, suite};
use crate::workspace::files;
use crate::workspace::instruments::Project;
use crate::workspace::listing;
use std::path::Path;
use std::sync::Arc;

/// The maximum number of readings by default.
const FEW: u64 = 1 << 16;

/// Compares a draft with the red lines of suites.
pub(super) fn run(args: &RedLinesArgs) -> Result<Exit, Failure> {
    let targets = args.outputs.targets()?;
    let suites = args.suites.iter().zip(0..).map(|(it, number)| suite(it, number)).collect::<Result<Vec<_>, _>>()?;
    let (input, source) = listing::draft(&args.draft, args.stdin_filename.as_deref())?;
    let name = input.name();
    let mut settings = Settings::recommended();
    args.assume.add_to(&mut settings)?;
    settings.readings = args.readings.readings.clone().map_or(Which::AllUpTo(FEW), Which::from);
    settings.max_readings = args.readings.max_readings.or(args.readings.readings.is_none().then_some(FEW));
    settings.threads = cores();
    let lines: Vec<CompiledLine> = suites
        .iter()
        .flat_map(|it| it.lines.iter().zip(&it.rules).zip(&it.notes))
        .map(|((line, violated), addressed)| CompiledLine {
            line: Arc::clone(line),
            violated: Arc::clone(violated),
            addressed: Arc::clone(addressed),
        })
        .collect();
    // Red lines are judged without a configuration; where instruments may be, it says all the same.
    let configured = ConfigSet::new(Path::new("."), CliOverrides::default(), &files::text).of(input.path());
    let project = configured.map_or_else(|_| Project::default(), |it| it.project.clone());
    let found =
        engine::red_lines(&source, &lines, &settings, &|path| project.instrument(input.path(), path, &files::text));
    if let Some(refused) = found.refused {
        return Err(Failure::new(refusal(&name, refused)));
    }
    let sheet = LineSheet::of(&source, &found);
    outputs::write(&targets, args.color.color, |format, color, width| match format {
        SheetFormat::Full => red_lines::full(&sheet, color, width),
        SheetFormat::Json => red_lines::json(&sheet),
        SheetFormat::Markdown => red_lines::markdown(&sheet),
        SheetFormat::Html => red_lines::html(&sheet),
    })?;
    for finding in &found.findings {
        let text = found.included.iter().find(|it| it.file == finding.primary.file).unwrap_or(&source);
        let place = finding.primary.span.start as usize..finding.primary.span.end as usize;
        output::complain_in_lines(&ConfigError::at(&text.name, &text.text, &place, finding.message.as_str()).lines());
    }
    let errors = found.internal_errors.iter().map(|it| failure(&name, it));
    let assumed = found.unknown_assumed.iter().map(stranger);
    let readings = found.unknown_readings.iter().map(|it| textless("--readings", it));
    let parties = found.unknown_parties.iter().map(|it| nobody(&suites, it));
    let complaints: Vec<String> = errors.chain(assumed).chain(readings).chain(parties).collect();
    for words in &complaints {
        output::print_error(words);
    }
    let open =
        found.held.iter().any(|it| it.by_party.iter().chain([&it.overall]).any(|it| *it == LineStatus::Undetermined));
    Ok(match () {
        () if !complaints.is_empty() || !found.findings.is_empty() || open => Exit::Failed,
        () if found.kept == 0 => Exit::Findings,
        () => Exit::Clean,
    })
}

/// The error for a suite whose party the draft does not declare.
fn nobody(suites: &[Suite], party: &Unknown) -> String {
    let suite = suites.iter().find(|it| it.party.as_ref() == Some(&party.name));
    let open = suite.is_none_or(|it| it.lines.iter().any(|line| !line.private));
    let file = suite.map_or("a suite", |it| &it.source.name);
    if open {
        format!("{file}: the draft does not declare the party of the suite, `{}`{}", party.name, party.suggestion())
    } else {
        format!("{file}: the draft does not declare the party of the suite")
    }
}
