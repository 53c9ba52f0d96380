//! Validates JSON against a schema: the part of JSON Schema 2020-12 that our schemas use. A word that it does not know
//! is an error, so that no schema passes because it was not read.

use serde_json::Value;

/// Every way in which a value departs from a schema.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    validate(schema, schema, value, "$", &mut faults);
    faults
}

fn validate(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    for (word, wanted) in schema.as_object().expect("a schema is an object") {
        match word.as_str() {
            // A format says how wide a number is.
            "$schema" | "$id" | "$defs" | "title" | "description" | "format" => {}
            "$ref" => {
                let name = wanted.as_str().and_then(|it| it.strip_prefix("#/$defs/")).expect("a local reference");
                validate(root, &root["$defs"][name], value, at, faults);
            }
            "type" => {
                let kinds = wanted.as_array().map_or(vec![wanted], |many| many.iter().collect());
                if !kinds.iter().any(|kind| is(value, kind.as_str().expect("a type is a word"))) {
                    faults.push(format!("{at}: {value} is no {wanted}"));
                }
            }
            "enum" => {
                if !wanted.as_array().expect("a list").contains(value) {
                    faults.push(format!("{at}: {value} is none of {wanted}"));
                }
            }
            "const" => {
                if wanted != value {
                    faults.push(format!("{at}: {value} is not {wanted}"));
                }
            }
            "maxLength" => {
                if value.as_str().is_some_and(|it| it.chars().count() as u64 > wanted.as_u64().expect("a number")) {
                    faults.push(format!("{at}: {value} is longer than {wanted}"));
                }
            }
            "pattern" => {
                let pattern = regex::Regex::new(wanted.as_str().expect("a pattern")).expect("a pattern");
                if value.as_str().is_some_and(|it| !pattern.is_match(it)) {
                    faults.push(format!("{at}: {value} is not like {wanted}"));
                }
            }
            "minimum" => {
                if value.as_f64().is_some_and(|it| it < wanted.as_f64().expect("a number")) {
                    faults.push(format!("{at}: {value} is below {wanted}"));
                }
            }
            "required" => {
                for name in wanted.as_array().expect("a list").iter().filter_map(Value::as_str) {
                    if value.is_object() && value.get(name).is_none() {
                        faults.push(format!("{at}: `{name}` is missing"));
                    }
                }
            }
            "properties" => {
                for (name, schema) in wanted.as_object().expect("an object") {
                    if let Some(value) = value.get(name) {
                        validate(root, schema, value, &format!("{at}.{name}"), faults);
                    }
                }
            }
            "additionalProperties" => {
                let known = |name: &str| schema["properties"].get(name).is_some();
                for (name, value) in value.as_object().into_iter().flatten().filter(|(name, _)| !known(name)) {
                    match wanted {
                        Value::Bool(false) => faults.push(format!("{at}: `{name}` is not known")),
                        schema => validate(root, schema, value, &format!("{at}.{name}"), faults),
                    }
                }
            }
            "items" => {
                for (number, value) in value.as_array().into_iter().flatten().enumerate() {
                    validate(root, wanted, value, &format!("{at}[{number}]"), faults);
                }
            }
            "maxItems" | "minItems" => {
                let count = value.as_array().map_or(0, Vec::len) as u64;
                let bound = wanted.as_u64().expect("a number");
                if value.is_array() && (if word == "maxItems" { count > bound } else { count < bound }) {
                    faults.push(format!("{at}: {count} entries, and not {bound}"));
                }
            }
            "anyOf" | "oneOf" => {
                let fits = |schema: &&Value| {
                    let mut faults = Vec::new();
                    validate(root, schema, value, at, &mut faults);
                    faults.is_empty()
                };
                let count = wanted.as_array().expect("a list").iter().filter(fits).count();
                if count == 0 || count > 1 && word == "oneOf" {
                    faults.push(format!("{at}: fits {count} of the alternatives"));
                }
            }
            unknown => faults.push(format!("{at}: the validator does not know `{unknown}`")),
        }
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type is called `{other}`"),
    }
}
