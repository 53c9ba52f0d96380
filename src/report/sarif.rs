//! SARIF 2.1.0 (OASIS, 2020): for pages that show the findings of a scan.

use super::foreign::json;
use super::place::{SourceTexts, fingerprinted, in_repository, with_cures};
use super::{Checked, Render, Run, RunSummary};
use crate::diagnostic::{ClausePath, Diagnostic, Fix, Label, Severity};
use crate::rules::{Rule, page};
use crate::source::{FileId, Position, Span};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// The standard's own name of the folder that paths count from.
const BASE: &str = "%SRCROOT%";

/// One run in one log.
pub(super) struct Sarif {
    pub(super) run: Run,
}

impl Render for Sarif {
    fn head(&self) -> String {
        let rules: Vec<Value> = self.run.rules.iter().map(|rule| self.described(rule)).collect();
        let mut driver = json!({
            "name": "vattel",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "shortDescription": { "text": env!("CARGO_PKG_DESCRIPTION") },
            "rules": rules,
        });
        if let Some(address) = &self.run.documentation {
            driver["informationUri"] = json!(address);
        }
        let bases = json!({ BASE: { "description": { "text": "the root of the repository, or else the folder in which Vattel ran" } } });
        format!(
            "{{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\
             \"version\":\"2.1.0\",\"runs\":[{{\n\"tool\":{{\"driver\":{}}},\n\"columnKind\":\"unicodeCodePoints\",\n\
             \"originalUriBaseIds\":{},\n\"results\":[\n",
            json(&driver),
            json(&bases)
        )
    }

    fn draft(&self, checked: Checked<'_>) -> String {
        let mut texts = SourceTexts::new(checked);
        let results = fingerprinted(checked, true)
            .into_iter()
            .map(|(finding, fingerprint)| json(&self.result(&mut texts, finding, &fingerprint)));
        results.collect::<Vec<_>>().join(",\n")
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn tail(&self, summary: &RunSummary) -> String {
        let notifications = summary.failures.iter().map(|it| {
            let mut notification = json!({ "level": "error", "message": { "text": it.message } });
            if let Some(file) = &it.file {
                notification["locations"] =
                    json!([{ "physicalLocation": { "artifactLocation": self.artifact(file) } }]);
            }
            notification
        });
        let mut invocation = json!({
            "executionSuccessful": summary.exit_code < 2,
            "exitCode": summary.exit_code,
            "toolExecutionNotifications": notifications.collect::<Vec<_>>(),
            "properties": { "configuration": self.run.configuration },
        });
        if let Some(words) = summary.too_many_warnings() {
            invocation["exitCodeDescription"] = json!(words);
        }
        format!("\n],\n\"invocations\":[{}]\n}}]}}\n", json(&invocation))
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn region((start, end): (Position, Position)) -> Value {
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

/// `Article 5, trigger attack-on-ukraine` as places within places.
fn logical(clause: &ClausePath) -> Value {
    let mut whole = String::new();
    let parts = clause.texts().zip(&clause.parts).map(|(text, part)| {
        if !whole.is_empty() {
            whole.push_str(", ");
        }
        whole.push_str(&text);
        json!({ "name": text, "fullyQualifiedName": whole, "kind": part.kind })
    });
    parts.collect()
}

impl Sarif {
    /// What is said of a rule: its whole page.
    fn described(&self, rule: &Rule) -> Value {
        let pascal: String = rule.name().split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        let page = page::markdown(rule);
        let mut described = json!({
            "id": rule.id,
            "name": pascal,
            "shortDescription": { "text": rule.summary },
            "fullDescription": { "text": crate::diagnostic::capital(&rule.summary) + "." },
            "help": { "text": page, "markdown": page },
            "defaultConfiguration": { "level": level(rule.level) },
            "properties": {
                "tags": [rule.category(), rule.set.as_str()],
                "since": rule.since,
                "serves": rule.serves.iter().map(|it| it.as_str()).collect::<Vec<_>>(),
            },
        });
        // Rules of suites have no page in the documentation.
        if let Some(address) = self.run.documentation.as_ref().filter(|_| rule.written.is_none()) {
            described["helpUri"] = json!(format!("{}/rules/{}.md", address.trim_end_matches('/'), rule.id));
        }
        described
    }

    /// A path as a URI, from the root of the repository where it does not say from where.
    fn artifact(&self, name: &str) -> Value {
        let name = in_repository(&self.run.folder, name);
        let mut uri = String::with_capacity(name.len());
        for byte in name.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte.into()),
                other => {
                    let _ = write!(uri, "%{other:02X}");
                }
            }
        }
        if name.starts_with('/') {
            return json!({ "uri": format!("file://{uri}") });
        }
        json!({ "uri": uri, "uriBaseId": BASE })
    }

    fn location(&self, texts: &mut SourceTexts<'_>, file: FileId, span: Span) -> Value {
        let range = region(texts.range(file, span));
        json!({ "artifactLocation": self.artifact(&texts.name(file)), "region": range })
    }

    fn result(&self, texts: &mut SourceTexts<'_>, it: &Diagnostic, fingerprint: &str) -> Value {
        let labelled = |texts: &mut SourceTexts<'_>, label: &Label| {
            let mut location = Map::new();
            location.insert("physicalLocation".to_owned(), self.location(texts, label.file, label.span));
            if !label.text.is_empty() {
                location.insert("message".to_owned(), json!({ "text": label.text }));
            }
            Value::Object(location)
        };
        let mut primary = labelled(texts, &it.primary);
        if let Some(clause) = &it.clause {
            primary["logicalLocations"] = logical(clause);
        }
        let related: Vec<Value> = it.related.iter().map(|label| labelled(texts, label)).collect();
        let mut result = json!({
            "ruleId": it.rule,
            "level": level(it.severity),
            "message": { "text": with_cures(it).join("\n") },
            "locations": [primary],
            "partialFingerprints": { "vattel/v2": fingerprint },
        });
        if let Some(index) = self.run.rules.iter().position(|rule| rule.id == it.rule) {
            result["ruleIndex"] = json!(index);
        }
        if let Some(play) = &it.counterexample {
            let mut steps = vec![json!({ "location": labelled(texts, &it.primary) })];
            steps.extend(related.iter().map(|location| json!({ "location": location })));
            result["codeFlows"] = json!([{ "message": { "text": play }, "threadFlows": [{ "locations": steps }] }]);
        }
        if !related.is_empty() {
            result["relatedLocations"] = json!(related);
        }
        let fixes: Vec<Value> = it.fixes.iter().map(|fix| self.fix(texts, it.primary.file, fix)).collect();
        if !fixes.is_empty() {
            result["fixes"] = json!(fixes);
        }
        if let Some(allowance) = &it.allowance {
            let kind = if allowance.in_draft { "inSource" } else { "external" };
            result["suppressions"] = json!([{ "kind": kind, "justification": allowance.reason }]);
        }
        if let Some(reading) = &it.reading {
            let variants = it.variants.iter().map(|it| json!({ "message": it.message, "reading": it.reading.words }));
            result["properties"] = json!({
                "reading": reading.words,
                "readings": { "holds": reading.readings, "of": reading.of },
                "variants": variants.collect::<Vec<_>>(),
            });
        }
        result
    }

    fn fix(&self, texts: &mut SourceTexts<'_>, file: FileId, fix: &Fix) -> Value {
        let replacements: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| {
                let range = region(texts.range(file, edit.span));
                json!({ "deletedRegion": range, "insertedContent": { "text": edit.text } })
            })
            .collect();
        let safety = fix.safety.as_str();
        json!({
            "description": { "text": format!("{} ({safety})", fix.title) },
            "artifactChanges": [{ "artifactLocation": self.artifact(&texts.name(file)), "replacements": replacements }],
        })
    }
}
