//! The shipped schemas of shapes.

use super::AnalysisReport;
use crate::report::baseline::BaselineDocument;
use crate::report::diff::DiffReports;
use crate::report::expectations::TestRun;
use crate::report::red_lines::LineSheet;
use crate::report::settings::SettingList;
use crate::report::simulation::Simulation;
use crate::report::tables::RuleTable;

/// `BLESS=1 cargo test` writes the schema; a plain test compares.
fn compare(file: &str, mut schema: schemars::Schema, title: &str, description: &str) {
    let path = format!("{}/docs/schema/{file}", env!("CARGO_MANIFEST_DIR"));
    schema.insert("title".to_owned(), title.into());
    schema.insert("description".to_owned(), description.into());
    let mut schema = schema.to_value();
    without_formats(&mut schema);
    let wanted = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &wanted).expect("the schema is written");
    }
    let held = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(held == wanted, "{path} is stale; `BLESS=1 cargo test` writes it anew");
}

/// Takes out the formats of numbers: strict validators refuse those that they do not know.
fn without_formats(schema: &mut serde_json::Value) {
    match schema {
        serde_json::Value::Object(all) => {
            all.retain(|key, value| key != "format" || !value.is_string());
            all.values_mut().for_each(without_formats);
        }
        serde_json::Value::Array(all) => all.iter_mut().for_each(without_formats),
        _ => {}
    }
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
    let description = "What `vattel test --output-format json` writes.";
    compare("test.schema.json", schemars::schema_for!(TestRun), "Tested drafts, scenarios and suites", description);
    let description = "What `vattel rules --output-format json` writes.";
    compare("rules.schema.json", schemars::schema_for!(RuleTable), "The rules", description);
    let description = "What `vattel config --output-format json` writes.";
    compare("config.schema.json", schemars::schema_for!(SettingList), "The settings of a configuration", description);
    let description = "What `vattel check --write-baseline` writes.";
    compare("baseline.schema.json", schemars::schema_for!(BaselineDocument), "Known findings", description);
}
