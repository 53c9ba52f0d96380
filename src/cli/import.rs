//! `vattel import`

use super::args::{ImportArgs, ReportFormat};
use super::output::{self, Output};
use super::{Exit, Failure};
use crate::import::{self, ImportFormat};
use crate::report::foreign;
use crate::workspace::files::Input;
use std::path::PathBuf;

/// Makes a draft from the text of a treaty.
pub(super) fn run(args: &ImportArgs) -> Result<Exit, Failure> {
    let input = match args.file.to_str() {
        Some("-") => Input::Stdin(PathBuf::from("<stdin>")),
        _ => Input::File(args.file.clone()),
    };
    let name = input.name();
    let shown = foreign::line(&name).into_owned();
    let by_name = || match &input {
        Input::Stdin(_) => Some(ImportFormat::Text),
        Input::File(_) => ImportFormat::of_name(&name),
    };
    let kind = args.from.or_else(by_name);
    let kind = kind.ok_or_else(|| {
        Failure::new(format!("`{shown}` is not `.txt`, `.md` or `.docx`; name the kind of file with `--from`"))
    })?;
    let bytes = input.read().map_err(|error| Failure::new(format!("can't read `{shown}`: {error}")))?;
    let imported = import::import(&bytes, kind, args.revisions)
        .map_err(|error| Failure::new(format!("`{shown}` {}", foreign::line(&error.to_string()))))?;
    if let Some(path) = &args.output {
        if path.symlink_metadata().is_ok_and(|it| it.is_file() || it.is_symlink()) {
            return Err(Failure::new(format!("`{}` exists; name a file that does not", foreign::path(path))));
        }
        let mut file = Output::file(path)?;
        file.write(&imported.draft)?;
        file.finish()?;
    }
    let report = match args.report {
        Some(ReportFormat::Json) => Some(imported.report.json()),
        Some(ReportFormat::Text) => Some(imported.report.text()),
        None if args.output.is_none() => Some(imported.draft),
        None => None,
    };
    if let Some(words) = report {
        let mut out = Output::stdout();
        out.write(&words)?;
        out.finish()?;
    }
    output::print_error(&imported.report.summary());
    Ok(Exit::Clean)
}
