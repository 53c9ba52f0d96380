//! Where a command writes: one format to the standard output, and others to files, `-o FORMAT=FILE`. All commands read these
//! flags alike.

use super::Failure;
use super::output::{self, Output};
use crate::diagnostic::nearest;
use crate::report::foreign;
use crate::workspace::paths::resolve;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

/// File extensions and the formats they may stand for.
const ENDINGS: &[(&str, &[&str])] = &[
    (".akn", &["akn"]),
    (".docx", &["docx"]),
    (".dot", &["dot"]),
    (".gv", &["dot"]),
    (".htm", &["html"]),
    (".html", &["html"]),
    (".sarif.json", &["sarif"]),
    (".json", &["json", "gitlab", "rdjson", "sarif"]),
    (".jsonl", &["json-lines"]),
    (".markdown", &["markdown"]),
    (".md", &["markdown"]),
    (".mermaid", &["mermaid"]),
    (".mmd", &["mermaid"]),
    (".ndjson", &["json-lines"]),
    (".sarif", &["sarif"]),
    (".tap", &["tap"]),
    (".xml", &["junit", "checkstyle", "akn"]),
];

/// Extensions of source files, which no output may overwrite.
const SOURCES: &[&str] = &["treaty", "toml"];

/// The flags of outputs. Each command has its own formats.
#[derive(Debug, Args)]
pub(super) struct OutputArgs<F: ValueEnum + Clone + Send + Sync + 'static> {
    /// Format of standard output [default: the first one listed]
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    output_format: Option<F>,

    /// Also write a file: `sarif=out.sarif`, or `out.sarif` where the extension names the format. May be repeated
    ///
    /// A file with an extension of no format receives the standard output instead.
    #[arg(short, long, visible_alias = "output-file", value_name = "[FORMAT=]FILE", help_heading = "Output")]
    output: Vec<String>,
}

/// A format and its file, or standard output.
pub(super) type FormatOutput<F> = (F, Option<PathBuf>);

/// The parsed argument of `-o`.
enum OutputName<F> {
    Format(F, PathBuf),
    File(PathBuf),
}

impl<F: ValueEnum + Copy + PartialEq + Send + Sync + 'static> OutputArgs<F> {
    /// Whether a format or a file is named.
    pub(super) fn is_given(&self) -> bool {
        self.output_format.is_some() || self.names_files()
    }

    /// Whether a file is named.
    pub(super) fn names_files(&self) -> bool {
        !self.output.is_empty()
    }

    /// Whether something is wanted on the standard output, and not only in files.
    pub(super) fn asks_for_stdout(&self) -> bool {
        let piped = |it: &String| it == "-" || it.ends_with("=-");
        self.output_format.is_some() || !self.names_files() || self.output.iter().any(piped)
    }

    /// The formats, each with where it goes; the standard output first, if something goes there.
    ///
    /// # Errors
    /// If a word names no format, or if it is not certain which is meant.
    pub(super) fn targets(&self) -> Result<Vec<FormatOutput<F>>, Failure> {
        self.targets_or(F::value_variants()[0])
    }

    /// The same, with another format of the standard output where none is named.
    pub(super) fn targets_or(&self, default: F) -> Result<Vec<FormatOutput<F>>, Failure> {
        let default = self.output_format.unwrap_or(default);
        let (mut main, mut files) = (None, Vec::new());
        for word in &self.output {
            match named::<F>(word)? {
                OutputName::Format(format, path) => files.push((format, path)),
                OutputName::File(path) => match self.by_ending(&path)? {
                    Some(format) if Some(format) != self.output_format => files.push((format, path)),
                    _ if main.is_some() => {
                        return Err(Failure::new(
                            "`--output` names two files for one format; write `FORMAT=FILE` for a further format",
                        ));
                    }
                    _ => main = Some(path),
                },
            }
        }
        let to_stdout = |it: &PathBuf| it.as_os_str() == "-";
        let piped = files.iter().filter(|it| to_stdout(&it.1)).count();
        if piped > 1 || piped == 1 && (self.output_format.is_some() || main.as_ref().is_some_and(to_stdout)) {
            return Err(Failure::new("two formats can't both go to the standard output"));
        }
        let mut targets = Vec::new();
        if piped == 0 || main.is_some() {
            targets.push((default, main));
        }
        targets.extend(files.into_iter().map(|(format, path)| (format, Some(path))));
        for target in &mut targets {
            target.1.take_if(|it| to_stdout(it));
        }
        let paths: Vec<&PathBuf> = targets.iter().filter_map(|it| it.1.as_ref()).collect();
        for (at, path) in paths.iter().enumerate() {
            if path.extension().is_some_and(|it| SOURCES.iter().any(|source| it == *source)) {
                let words =
                    format!("`-o {}` would write over a draft, a suite or a configuration", foreign::path(path));
                return Err(Failure::new(words));
            }
            let is_device = path.symlink_metadata().is_ok_and(|it| !it.is_file());
            if !is_device && paths[..at].iter().any(|it| resolve(it) == resolve(path)) {
                return Err(Failure::new(format!("two formats can't both go to `{}`", foreign::path(path))));
            }
        }
        Ok(targets)
    }

    /// The format that the ending of a file tells; nothing, if it tells none.
    fn by_ending(&self, path: &Path) -> Result<Option<F>, Failure> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let Some((ending, words)) = ENDINGS.iter().find(|it| name.ends_with(it.0)) else { return Ok(None) };
        let shown = foreign::path(path);
        let formats = words.iter().filter_map(|it| Some((*it, F::from_str(it, false).ok()?)));
        if let Some(format) = self.output_format.filter(|it| formats.clone().any(|other| other.1 == *it)) {
            return Ok(Some(format));
        }
        let is_own = |it: &str| ending.strip_prefix('.') == Some(it);
        match formats.clone().collect::<Vec<_>>()[..] {
            [] => Err(Failure::new(format!(
                "`-o {shown}`: this command has no format with the extension `{ending}`; its formats: {}",
                listed::<F>()
            ))),
            [(_, format)] => Ok(Some(format)),
            _ => {
                if let Some((_, format)) = formats.clone().find(|it| is_own(it.0)) {
                    return Ok(Some(format));
                }
                let choices: Vec<String> = formats.map(|it| format!("`-o {}={shown}`", it.0)).collect();
                let words = choices.join(" or ");
                Err(Failure::new(format!("`-o {shown}`: several formats have the extension `{ending}`; write {words}")))
            }
        }
    }
}

/// Reads `FORMAT=FILE`, or `FILE`.
fn named<F: ValueEnum + 'static>(word: &str) -> Result<OutputName<F>, Failure> {
    let format = |it: &str| F::from_str(it, false).ok();
    // Only a path has such signs before `=`.
    let is_path = |it: &str| it.contains(['/', '\\', '.']);
    let meant = |it: &str| {
        let names: Vec<String> = words::<F>().collect();
        nearest(it, names.iter().map(String::as_str)).map(ToOwned::to_owned)
    };
    if let Some((before, path)) = word.split_once('=').filter(|it| !is_path(it.0)) {
        if path.is_empty() {
            return Err(Failure::new(format!("`-o {word}` names no file: write `{word}FILE`")));
        }
        let Some(format) = format(before) else {
            let near = meant(before).map_or_else(|| ".".to_owned(), |it| format!("; did you mean `{it}={path}`?"));
            return Err(Failure::new(format!(
                "`-o {word}`: unknown format `{before}`{near} Formats: {}. For a file of that name write `./{word}`",
                listed::<F>()
            )));
        };
        return Ok(OutputName::Format(format, PathBuf::from(path)));
    }
    if word.is_empty() {
        return Err(Failure::new("`-o` names no file"));
    }
    if !is_path(word) && word != "-" {
        let near = if format(word).is_some() { Some(word.to_owned()) } else { meant(word) };
        if let Some(near) = near {
            return Err(Failure::new(format!(
                "`-o {word}` names no file: write `-o {near}=FILE`, or `--output-format {near}` for the standard output. A \
                 file of that name is `./{word}`"
            )));
        }
    }
    Ok(OutputName::File(PathBuf::from(word)))
}

fn words<F: ValueEnum + 'static>() -> impl Iterator<Item = String> {
    F::value_variants().iter().filter_map(|it| Some(it.to_possible_value()?.get_name().to_owned()))
}

fn listed<F: ValueEnum + 'static>() -> String {
    words::<F>().collect::<Vec<_>>().join(", ")
}

/// Writes a document in every format that is wanted; what is told is whether with colours, and in how many columns.
pub(super) fn write<F: Copy>(
    targets: &[FormatOutput<F>],
    color: Color,
    render: impl Fn(F, bool, usize) -> String,
) -> Result<(), Failure> {
    for (format, path) in targets {
        let terminal = path.is_none() && output::on_terminal();
        let text = render(*format, color.wanted(terminal), output::width(terminal));
        let mut out = path.as_deref().map_or_else(|| Ok(Output::stdout()), Output::file)?;
        out.write(&text)?;
        out.finish()?;
    }
    Ok(())
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless the environment overrides it
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Whether to use colours.
    pub(super) fn wanted(self, terminal: bool) -> bool {
        let asked = match self {
            Self::Always => Some(true),
            Self::Never => Some(false),
            Self::Auto => None,
        };
        output::wants_color(asked, terminal)
    }
}
