//! The shipped schema.

use super::Dossier;

/// `BLESS=1 cargo test` writes the schema; a plain test compares.
#[test]
fn the_shipped_schema_is_that_of_these_shapes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schema/analysis.schema.json");
    let mut schema = schemars::schema_for!(Dossier);
    schema.insert("title".to_owned(), "An analysis of a reading of a draft".into());
    schema.insert("description".to_owned(), "What `vattel analyze --output-format json` writes.".into());
    let wanted = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &wanted).expect("the schema is written");
    }
    let held = std::fs::read_to_string(path).unwrap_or_default();
    assert!(held == wanted, "{path} is stale; `BLESS=1 cargo test` writes it anew");
}
