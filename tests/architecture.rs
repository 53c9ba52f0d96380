//! The layers, and what only one file may do.

use crate::support::uses::Modules;
use crate::support::{files, relative, root};
use std::path::Path;

/// The layers from the lowest. A layer may use those before it; the faces at the end may use all.
const LAYERS: &[&str] = &[
    "source",
    "diagnostic",
    "syntax",
    "model",
    "prose",
    "simulation",
    "analysis",
    "rules",
    "suite",
    "config",
    "engine",
    "report",
    "import",
    "workspace",
    "checker",
    "lsp",
    "cli",
];

/// The longest file, in lines.
const LONGEST: usize = 700;

/// Files that may be longer, each with its reason.
const LONG: &[(&str, &str)] = &[];

/// The test that writes the schema of an analysis from its types.
const SCHEMA: &str = "src/report/analysis_report/tests.rs";

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
    (
        "std::time",
        &["src/checker.rs", "src/cli/watch.rs", "src/lsp/parent.rs"],
        "the same text gives the same findings at any time",
    ),
    (".display()", &["src/report/foreign.rs", "src/workspace/files.rs"], FOREIGN),
    ("is_control()", &["src/report/foreign.rs", "src/syntax/character.rs"], FOREIGN),
    ("&lt;", &["src/report/foreign.rs"], FOREIGN),
    ("%0A", &["src/report/foreign.rs"], FOREIGN),
    ("'|', \"", &["src/report/foreign.rs"], FOREIGN),
    ("AutoEscape", &["src/report/templates.rs"], FOREIGN),
    ("quick_xml", &["src/report/xml.rs", "src/report/treaty/markup.rs", "src/import/docx.rs"], FOREIGN),
    ("serde_json::to_string", &["src/report/foreign.rs", SCHEMA], FOREIGN),
    ("io::stderr()", &["src/workspace/log.rs", "src/cli/output.rs"], FOREIGN),
    ("leak(", &[], "what is read is dropped with the last that holds it"),
    ("io::stdout()", &["src/cli/output.rs", "src/lsp.rs"], FOREIGN),
    ("lsp_types", &["src/lsp/", "src/lsp.rs"], "the protocol of editors stops at the door"),
    (
        "clap::",
        &["src/cli.rs", "src/cli/args.rs", "src/cli/args/", "src/cli/manual.rs", "src/cli/outputs.rs"],
        "arguments stop at the door",
    ),
    (
        "serde",
        &[
            "src/lsp/",
            "src/lsp.rs",
            "src/import/report.rs",
            "src/report/foreign.rs",
            "src/report/analysis.rs",
            "src/report/baseline.rs",
            "src/report/brackets.rs",
            "src/report/analysis_report/difference.rs",
            "src/report/analysis_report/shape.rs",
            "src/report/analysis_report/shape/",
            "src/report/diff/pages.rs",
            "src/report/diff/shape.rs",
            "src/report/expectations.rs",
            "src/report/documents.rs",
            "src/report/json.rs",
            "src/report/red_lines.rs",
            "src/report/reviews.rs",
            "src/report/sarif.rs",
            "src/report/settings.rs",
            "src/report/simulation/pages.rs",
            "src/report/simulation/shape.rs",
            "src/report/simulation/shown.rs",
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

/// Where two types may have one name, since they are one thing seen from two sides; and how the sides differ.
const TWINS: &[(&str, &str, &str)] = &[
    ("src/syntax/ast", "src/model", "as it is written, and what it means in a reading"),
    ("src/model", "src/analysis", "as the text has it, and as it is analysed"),
    ("src/analysis", "src/report/analysis_report/", "what follows, and the document that shows it"),
    ("src/model", "src/report/analysis_report/", "what the text says, and the document that shows it"),
    ("src/syntax/ast", "src/report/analysis_report/", "as it is written, and the document that shows it"),
    ("src/analysis", "src/simulation", "the simulator shares nothing with what it is compared with"),
    ("src/diagnostic", "src/checker", "the type of the library, and that of its public face"),
    ("src/engine", "src/checker", "the type of the library, and that of its public face"),
    ("src/suite", "src/checker", "the type of the library, and that of its public face"),
    ("src/model", "src/checker", "the type of the library, and that of its public face"),
    ("src/syntax/ast", "src/checker", "the type of the library, and that of its public face"),
];

/// The types that a text defines. An associated type stands further right.
fn types(text: &str) -> impl Iterator<Item = &str> {
    code(text).filter_map(|(_, line)| {
        let line = line.strip_prefix("pub").map_or(line, |rest| rest.split_once(' ').map_or(rest, |it| it.1));
        let (keyword, rest) = line.split_once(' ')?;
        let name = &rest[..rest.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(rest.len())];
        (matches!(keyword, "struct" | "enum" | "trait" | "type") && !name.is_empty()).then_some(name)
    })
}

#[test]
fn a_type_name_means_one_thing() {
    let sources = sources();
    let mut places = std::collections::BTreeMap::<&str, std::collections::BTreeSet<&str>>::new();
    for (path, text) in &sources {
        for name in types(text) {
            places.entry(name).or_default().insert(path);
        }
    }
    assert!(places.len() > 500, "the types are found");
    let twins = |one: &str, other: &str| {
        let sides = |it: &(&str, &str, &str)| one.starts_with(it.0) && other.starts_with(it.1);
        TWINS.iter().any(sides)
    };
    let mut clashes = Vec::new();
    for (name, places) in &places {
        for one in places {
            for other in places.range::<&str, _>((std::ops::Bound::Excluded(*one), std::ops::Bound::Unbounded)) {
                if !twins(one, other) && !twins(other, one) {
                    clashes.push(format!("`{name}` means one thing in {one} and another in {other}"));
                }
            }
        }
    }
    assert!(clashes.is_empty(), "{}", clashes.join("\n"));
    let several = |least: usize| places.values().filter(|it| it.len() >= least).count();
    assert!(several(2) <= 60, "{} names are in two files", several(2));
    assert!(several(3) <= 8, "{} names are in three files", several(3));
}

#[test]
fn every_file_belongs_to_a_layer() {
    for (path, _) in sources() {
        if let Some(layer) = layer(&path) {
            assert!(LAYERS.contains(&layer), "{path} is in no layer");
        }
    }
}

/// Uses of a layer by one below it.
fn upward(modules: &Modules) -> Vec<String> {
    let rank = |module: &[String]| LAYERS.iter().position(|it| module.first().is_some_and(|first| first == it));
    let uses = modules.uses().into_iter().filter(|it| rank(&it.used) > rank(&it.user) && rank(&it.user).is_some());
    uses.map(|it| format!("{}: uses `{}`, which stands above it", it.place, it.used.join("::"))).collect()
}

#[test]
fn layers_only_look_down() {
    let faults = upward(&Modules::of(&sources()));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_modules_side_by_side_use_each_other() {
    let circles = Modules::of(&sources()).circles();
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn a_use_is_seen_in_whatever_spelling() {
    let files = |uses: &str| {
        let module = |path: &str, text: &str| (format!("src/{path}.rs"), text.to_owned());
        let cli = module("cli", "pub use exit::Exit; pub mod exit; pub struct Args;");
        [
            cli,
            module("cli/exit", "pub enum Exit {}"),
            module("model/build/deep", uses),
            module("source", "pub fn f() {}"),
        ]
    };
    for uses in [
        "use crate::cli::Args;",
        "use crate::{source, cli::{self, exit::Exit as E}};",
        "use super::super::super::cli::Exit;",
        "fn f() { crate::cli::exit::run(); }",
        "macro_rules! m { () => { $crate::cli::Args }; } fn f(it: crate::cli::Args) {}",
        "use crate as root; fn f() -> root::cli::Args {}",
        "mod inner { use super::super::super::super::cli::*; }",
        "use crate::*; fn f() { let _ = [super::super::super::cli::Args]; }",
    ] {
        assert!(!upward(&Modules::of(&files(uses))).is_empty(), "{uses}");
    }
    for uses in [
        "use crate::source::f;",
        "// crate::cli\nfn f() -> &str { \"crate::cli\" }",
        "#[cfg(test)] mod tests { use crate::cli::Args; }",
        "#[cfg(test)] use crate::cli::Args;",
        "/// [crate::cli::Args]\nfn cli() {}",
    ] {
        assert_eq!(upward(&Modules::of(&files(uses))), [] as [&str; 0], "{uses}");
    }
}

#[test]
fn a_circle_is_seen_whoever_exports_its_names_again() {
    let circles = |one: &str, other: &str, parent: &str| {
        let file = |path: &str, text: &str| (format!("src/{path}.rs"), text.to_owned());
        let files =
            [file("lsp", parent), file("lsp/page", one), file("lsp/server/texts", other), file("lsp/server", "")];
        Modules::of(&files).circles().len()
    };
    let parent = "mod page; mod server; use page::Page; pub use server::texts::Text; struct Own;";
    assert_eq!(circles("use super::Text; struct Page;", "fn f(it: crate::lsp::Page) {}", parent), 2);
    assert_eq!(circles("use super::*; fn f(it: Text) {} struct Page;", "use crate::lsp::page as p;", parent), 0);
    assert_eq!(circles("use super::Own; struct Page;", "use super::super::{Own, Page}; struct Text;", parent), 0);
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
