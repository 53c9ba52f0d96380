//! `vattel init`

use super::args::{InitArgs, StarterDraft};
use super::output::{self, Output};
use super::{Exit, Failure};
use crate::report::foreign;
use crate::workspace::write;
use std::fmt::Write as _;

/// What a new folder gets besides its draft: the path of each file, and what stands in it.
const FILES: &[(&str, &str)] = &[
    ("vattel.toml", include_str!("init/configuration.toml")),
    ("suites/house.suite.toml", include_str!("init/house.suite.toml")),
    (".github/workflows/vattel.yml", include_str!("init/workflow.yml")),
];

/// The draft that a new folder begins with, by the template asked for.
const fn draft(template: Option<StarterDraft>) -> (&'static str, &'static str) {
    match template {
        None => ("drafts/first.treaty", include_str!("init/first.treaty")),
        Some(StarterDraft::Guarantee) => ("drafts/guarantee.treaty", include_str!("init/templates/guarantee.treaty")),
        Some(StarterDraft::Ceasefire) => ("drafts/ceasefire.treaty", include_str!("init/templates/ceasefire.treaty")),
        Some(StarterDraft::Deployment) => {
            ("drafts/deployment.treaty", include_str!("init/templates/deployment.treaty"))
        }
        Some(StarterDraft::Monitoring) => {
            ("drafts/monitoring.treaty", include_str!("init/templates/monitoring.treaty"))
        }
        Some(StarterDraft::Sanctions) => ("drafts/sanctions.treaty", include_str!("init/templates/sanctions.treaty")),
        Some(StarterDraft::Neutrality) => {
            ("drafts/neutrality.treaty", include_str!("init/templates/neutrality.treaty"))
        }
        Some(StarterDraft::Resolution) => {
            ("drafts/resolution.treaty", include_str!("init/templates/resolution.treaty"))
        }
    }
}

/// Writes what a folder of drafts begins with. No file that is there is touched.
pub(super) fn run(args: &InitArgs) -> Result<Exit, Failure> {
    let mut told = String::new();
    for (name, text) in [draft(args.template)].into_iter().chain(FILES.iter().copied()) {
        let path = args.folder.join(name);
        let shown = foreign::path(&path);
        let written = write::create(&args.folder, name, text).map_err(|error| output::unwritten(&path, &error))?;
        let _ = writeln!(told, "{} {shown}", if written { "wrote " } else { "kept  " });
    }
    let next = match args.template {
        None => "The sample draft has findings.",
        Some(_) => "It lists every `TBD` that the draft leaves to you.",
    };
    let _ = writeln!(told, "\nNext: run `vattel check` there. {next}");
    let mut out = Output::stdout();
    out.write(&told)?;
    out.finish()?;
    Ok(Exit::Clean)
}
