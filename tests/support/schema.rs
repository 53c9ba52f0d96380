//! Validates documents against their schemas.

use serde_json::Value;

/// Every way in which a value departs from a schema.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    jsonschema::meta::validate(schema).expect("a schema");
    let validator = jsonschema::validator_for(schema).expect("a schema");
    validator.iter_errors(value).map(|it| format!("{}: {it}", it.instance_path())).collect()
}
