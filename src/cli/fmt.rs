//! `vattel fmt`

use super::args::FmtArgs;
use super::output::{self, Output};
use super::{Exit, Failure, drafts};
use crate::model::applied;
use crate::report::foreign;
use crate::source::{LineIndex, Span};
use crate::syntax::format::{FormatOptions, Unformatted, format, format_range};
use crate::workspace::files::Input;
use crate::workspace::listing::DRAFTS;
use crate::workspace::write;
use rayon::prelude::*;

/// A formatted draft.
struct Formatted {
    name: String,
    old: String,
    new: String,
    /// Whether it came by the standard input, and goes to the standard output.
    piped: bool,
    /// Why it stays as it is.
    stays: Option<Unformatted>,
}

/// Formats drafts.
pub(super) fn run(args: &FmtArgs) -> Result<Exit, Failure> {
    let mut configs = args.config.configs();
    configs.exclude(&args.files.exclude);
    let found = drafts::find(&args.paths, args.stdin_filename.as_deref(), DRAFTS, &args.files, configs, &|_| false)?;
    if let Some(input) = found.excluded_stdin.as_ref().filter(|_| !args.check && !args.diff) {
        // Whoever pipes a draft through gets it back.
        let mut out = Output::stdout();
        out.write(&String::from_utf8_lossy(&input.read().map_err(|error| unreadable(input, &error))?))?;
        out.finish()?;
    }
    let mut failed = !found.broken.is_empty();
    found.broken.iter().for_each(|it| output::complain_in_lines(&drafts::complaint(it)));
    let inputs = &found.drafts;
    if inputs.is_empty() {
        output::print_error(&format!("no draft to format: {}", found.nothing()));
        return Ok(if args.error_on_no_files { Exit::Failed } else { Exit::Clean });
    }
    if args.lines.is_some() && inputs.len() > 1 {
        return Err(Failure::new("`--lines` takes exactly one draft"));
    }
    let progress = output::progress(inputs.len());
    let done: Vec<Result<Option<Formatted>, Failure>> = inputs
        .par_iter()
        .map(|it| {
            let done = one(&it.input, &it.config.look(), args);
            progress.inc(1);
            done
        })
        .collect();
    progress.finish_and_clear();
    let mut changed = 0;
    let mut out = Output::stdout();
    for done in done {
        match done {
            Ok(None) => {}
            Ok(Some(Formatted { name, old, new, piped, stays })) => {
                if let Some(why) = stays {
                    // What can't be read is for `check` to report.
                    failed |= why != Unformatted::Unread;
                    output::print_error(&format!("`{name}` {why}"));
                }
                changed += usize::from(old != new);
                if args.diff {
                    out.write(&output::difference(&name, &old, &new))?;
                } else if args.check && old != new {
                    out.write(&format!("{}\n", foreign::line(&name)))?;
                } else if !args.check && piped {
                    out.write(&new)?;
                }
            }
            Err(failure) => {
                failed = true;
                output::complain_in_lines(&failure.lines);
            }
        }
    }
    out.finish()?;
    let drafts = if changed == 1 { "one draft".to_owned() } else { format!("{changed} drafts") };
    if args.check || args.diff {
        if changed > 0 {
            output::print_error(&format!("{drafts} would be reformatted"));
        }
    } else if inputs.iter().any(|it| matches!(it.input, Input::File(_))) {
        output::print_error(&format!("reformatted {drafts} of {}", inputs.len()));
    }
    Ok(match () {
        () if failed => Exit::Failed,
        () if changed > 0 && (args.check || args.diff) => Exit::Findings,
        () => Exit::Clean,
    })
}

fn unreadable(input: &Input, error: &std::io::Error) -> Failure {
    Failure::new(format!("can't read `{}`: {error}", input.name()))
}

/// Formats a draft; gives what is to be shown of it, and whether it is changed.
fn one(input: &Input, look: &FormatOptions, args: &FmtArgs) -> Result<Option<Formatted>, Failure> {
    let name = input.name();
    let bytes = input.read().map_err(|error| unreadable(input, &error))?;
    // What is no text has no look; `check` says where it is none.
    let Ok(old) = String::from_utf8(bytes) else {
        let why = format!("`{name}` {}", Unformatted::Unread);
        if matches!(input, Input::Stdin(_)) {
            return Err(Failure::new(why));
        }
        output::print_error(&why);
        return Ok(None);
    };
    let formatted = match args.lines {
        Some((first, last)) => {
            let lines = LineIndex::new(&old);
            let part = Span::new(lines.span(first as usize - 1).start, lines.span(last as usize - 1).end);
            format_range(&old, part, look).map(|it| applied(&old, &it))
        }
        None => format(&old, look),
    };
    let (new, stays) = match formatted {
        Ok(new) => (new, None),
        Err(why) => (old.clone(), Some(why)),
    };
    if let (Input::File(path), false, true) = (input, args.check || args.diff, old != new) {
        write::replace(path, old.as_bytes(), &new).map_err(|error| output::unwritten(path, &error))?;
    }
    let piped = matches!(input, Input::Stdin(_));
    Ok((piped || old != new || stays.is_some()).then_some(Formatted { name, old, new, piped, stays }))
}
