//! The layers, and what only one file may do.

use crate::support::{files, relative, root};
use std::path::Path;

/// The layers from the lowest. A layer may use those before it; the faces at the end may use all.
const LAYERS: &[&str] = &[
    "source",
    "diagnostic",
    "syntax",
    "model",
    "analysis",
    "rules",
    "suite",
    "config",
    "engine",
    "report",
    "workspace",
    "lsp",
    "cli",
];

/// The longest file, in lines.
const LONGEST: usize = 700;

/// Files that may be longer, each with its reason.
const LONG: &[(&str, &str)] = &[];

/// The test that writes the schema of an analysis from its types.
const SCHEMA: &str = "src/report/dossier/tests.rs";

/// Why words of others are written in one place for each medium.
const FOREIGN: &str = "what drafts, suites, configurations and file names bring passes through `report::foreign`";

/// Words that only these files and folders may hold, and why.
const RESERVED: &[(&str, &[&str], &str)] = &[
    ("miette::", &["src/report/full.rs"], "miette is one renderer among others"),
    (
        "std::fs",
        &["src/workspace/files.rs", "src/workspace/paths.rs", "src/workspace/write.rs", SCHEMA],
        "the core does no I/O",
    ),
    ("Command::new", &["src/workspace/git.rs"], "git alone is run"),
    (
        "std::env::",
        &["src/cli/output.rs", "src/main.rs", "src/workspace/files.rs", SCHEMA],
        "findings do not depend on the environment",
    ),
    ("tempfile::", &["src/workspace/write.rs"], "files are written in one place"),
    ("std::time", &["src/cli/watch.rs", "src/lsp/parent.rs"], "the same text gives the same findings at any time"),
    (".display()", &["src/report/foreign.rs", "src/workspace/files.rs"], FOREIGN),
    ("is_control()", &["src/report/foreign.rs", "src/syntax/character.rs"], FOREIGN),
    ("&lt;", &["src/report/foreign.rs"], FOREIGN),
    ("%0A", &["src/report/foreign.rs"], FOREIGN),
    ("'|', \"", &["src/report/foreign.rs"], FOREIGN),
    ("AutoEscape", &["src/report/templates.rs"], FOREIGN),
    ("quick_xml", &["src/report/xml.rs"], FOREIGN),
    ("serde_json::to_string", &["src/report/foreign.rs", SCHEMA], FOREIGN),
    ("io::stderr()", &["src/workspace/log.rs", "src/cli/output.rs"], FOREIGN),
    ("leak(", &[], "what is read is dropped with the last that holds it"),
    ("io::stdout()", &["src/cli/output.rs", "src/lsp.rs"], FOREIGN),
    ("lsp_types", &["src/lsp/", "src/lsp.rs"], "the protocol of editors stops at the door"),
    (
        "clap::",
        &["src/cli.rs", "src/cli/args.rs", "src/cli/manual.rs", "src/cli/outputs.rs"],
        "arguments stop at the door",
    ),
    (
        "serde",
        &[
            "src/lsp/",
            "src/lsp.rs",
            "src/report/foreign.rs",
            "src/report/analysis.rs",
            "src/report/baseline.rs",
            "src/report/brackets.rs",
            "src/report/dossier/shape.rs",
            "src/report/expectations.rs",
            "src/report/documents.rs",
            "src/report/json.rs",
            "src/report/red_lines.rs",
            "src/report/reviews.rs",
            "src/report/sarif.rs",
            "src/report/tables.rs",
            "src/report/templates.rs",
        ],
        "shapes for machines stop at the door",
    ),
];

fn sources() -> Vec<(String, String)> {
    let read = |path: &Path| std::fs::read_to_string(path).expect("a source file");
    let found: Vec<_> = files(&root().join("src"), "rs").iter().map(|it| (relative(it), read(it))).collect();
    assert!(found.len() > 40, "the sources are found");
    found
}

/// The layer of a file; `None` for the roots of library and program.
fn layer(path: &str) -> Option<&str> {
    let name = path.strip_prefix("src/")?.split('/').next()?;
    Some(name.strip_suffix(".rs").unwrap_or(name)).filter(|it| *it != "lib" && *it != "main")
}

/// The text without comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).map(|(number, line)| (number, line.split("//").next().unwrap_or(line)))
}

#[test]
fn every_file_belongs_to_a_layer() {
    for (path, _) in sources() {
        if let Some(layer) = layer(&path) {
            assert!(LAYERS.contains(&layer), "{path} is in no layer");
        }
    }
}

#[test]
fn layers_only_look_down() {
    let rank = |layer: &str| LAYERS.iter().position(|it| *it == layer);
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let Some(own) = layer(&path).and_then(rank) else { continue };
        for (number, line) in code(&text) {
            for used in line.split("crate::").skip(1) {
                let used = used.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
                if rank(used).is_some_and(|used| used > own) {
                    faults.push(format!("{path}:{number} uses `{used}`, which stands above it"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_one_file_does_no_other_file_does() {
    let mut faults = Vec::new();
    let is_test = |path: &str| path.ends_with("/tests.rs") || path.contains("/tests/");
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test(path)) {
        let tests = text.find("#[cfg(test)]").unwrap_or(text.len());
        for (number, line) in code(&text[..tests]) {
            for (word, homes, why) in RESERVED {
                let at_home = homes.iter().any(|it| if it.ends_with('/') { path.starts_with(it) } else { path == *it });
                if line.contains(word) && !at_home {
                    faults.push(format!("{path}:{number} uses `{word}`: {why}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_file_is_longer_than_a_reader_bears() {
    let long = |path: &str| LONG.iter().any(|(it, _)| *it == path);
    let tests = files(&root().join("tests"), "rs");
    let tests = tests.iter().map(|it| (relative(it), std::fs::read_to_string(it).expect("a test file")));
    let all = sources().into_iter().chain(tests);
    let faults: Vec<String> = all
        .map(|(path, text)| (text.lines().count(), path))
        .filter(|(lines, path)| *lines > LONGEST && !long(path))
        .map(|(lines, path)| format!("{path} has {lines} lines"))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{path} opens with a `//!` sentence");
    }
}
