//! The shipped schemas of shapes.

use super::AnalysisReport;
use crate::report::diff::DiffReports;
use crate::report::red_lines::LineSheet;
use crate::report::simulation::Simulation;

/// `BLESS=1 cargo test` writes the schema; a plain test compares.
fn compare(file: &str, mut schema: schemars::Schema, title: &str, description: &str) {
    let path = format!("{}/docs/schema/{file}", env!("CARGO_MANIFEST_DIR"));
    schema.insert("title".to_owned(), title.into());
    schema.insert("description".to_owned(), description.into());
    let wanted = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &wanted).expect("the schema is written");
    }
    let held = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(held == wanted, "{path} is stale; `BLESS=1 cargo test` writes it anew");
}

#[test]
fn the_shipped_schemas_are_those_of_these_shapes() {
    let description = "What `vattel analyze --output-format json` writes.";
    compare(
        "analysis.schema.json",
        schemars::schema_for!(AnalysisReport),
        "An analysis of a reading of a draft",
        description,
    );
    let description = "What `vattel redlines --output-format json` writes.";
    compare("redlines.schema.json", schemars::schema_for!(LineSheet), "Red lines held against a draft", description);
    let description = "What `vattel simulate --output-format json` writes.";
    compare("simulation.schema.json", schemars::schema_for!(Simulation), "A draft, played", description);
    let description = "What `vattel diff --output-format json` writes.";
    compare("diff.schema.json", schemars::schema_for!(DiffReports), "Two texts compared", description);
}
