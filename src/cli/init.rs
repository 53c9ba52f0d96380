//! `vattel init`

use super::args::InitArgs;
use super::output::{self, Output};
use super::{Exit, Failure};
use crate::report::foreign;
use crate::workspace::write;
use std::fmt::Write as _;

/// What a new folder gets: the path of each file, and what stands in it.
const FILES: &[(&str, &str)] = &[
    ("vattel.toml", include_str!("init/vattel.toml")),
    ("drafts/first.treaty", include_str!("init/first.treaty")),
    ("suites/house.suite.toml", include_str!("init/house.suite.toml")),
    (".github/workflows/vattel.yml", include_str!("init/workflow.yml")),
];

/// Writes what a folder of drafts begins with. No file that is there is touched.
pub(super) fn run(args: &InitArgs) -> Result<Exit, Failure> {
    let mut told = String::new();
    for (name, text) in FILES {
        let path = args.folder.join(name);
        let shown = foreign::path(&path);
        let written = write::create(&args.folder, name, text).map_err(|error| output::unwritten(&path, &error))?;
        let _ = writeln!(told, "{} {shown}", if written { "wrote " } else { "kept  " });
    }
    let _ = writeln!(told, "\nNext: run `vattel check` there. The sample draft has findings.");
    let mut out = Output::stdout();
    out.write(&told)?;
    out.finish()?;
    Ok(Exit::Clean)
}
