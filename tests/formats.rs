//! The formats of other tools: each is what its own rules ask for, on drafts in any script; and none changes the exit code.
//!
//! The schemas say of each format what Vattel writes of it, as its specification has it.

use crate::support::schema;
use crate::support::vattel::{FORMATS, Folder, Ran, vattel};
use serde_json::{Value, json};

/// A draft in which Ukrainian words, an emoji and a combining mark stand before what is found.
const DRAFT: &str = "treaty \"Договір 🕊 e\u{301}\" {\n    party UKR \"Україна\" is beneficiary\n    party RUS \"Росія\" is guarantor\n    \
                     party FRA \"France\" is guarantor\n    assume { potential aggressor RUS against UKR }\n    \
                     article 5 \"Допомога 🕊\" {\n        text \"\"\" Надійні 🕊 e\u{301} ironclad <гарантії> & \"допомога\". \"\"\"\n        \
                     trigger attack { on armed-attack against UKR decided by unanimity of guarantors }\n        \
                     # vattel: allow(no-interim-action) погоджено\n        \
                     obligation assist { upon attack guarantors shall assist UKR by weapons within 3 days }\n    }\n}\n";

fn folder(name: &str, draft: &str) -> Folder {
    let folder = Folder::new(name);
    folder.file("чернетка 1.treaty", draft).file("sound.treaty", "party FRA \"France\"\n");
    folder
}

fn check(folder: &Folder, arguments: &[&str]) -> Ran {
    let all = ["check", "--isolated", "--select", "all", "."];
    vattel(all.into_iter().chain(arguments.iter().copied())).within(folder.path()).run()
}

fn format(name: &str) -> String {
    check(&folder(&format!("format-{name}"), DRAFT), &["--output-format", name]).stdout
}

fn json(name: &str) -> Value {
    let text = format(name);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The words of the draft between two places, columns counted in characters, or in bytes.
fn words(start: (u64, u64), end: (u64, u64), bytes: bool) -> String {
    assert_eq!(start.0, end.0, "on one line");
    let line = DRAFT.lines().nth(start.0 as usize - 1).expect("a line");
    if bytes {
        return line[start.1 as usize - 1..end.1 as usize - 1].to_owned();
    }
    line.chars().skip(start.1 as usize - 1).take((end.1 - start.1) as usize).collect()
}

#[test]
fn sarif() {
    let log = json("sarif");
    let text = json!({ "type": "object", "required": ["text"], "properties": { "text": { "type": "string" }, "markdown": { "type": "string" } }, "additionalProperties": false });
    let one = json!({ "type": "integer", "minimum": 1 });
    let region = json!({
        "type": "object", "required": ["startLine", "startColumn", "endLine", "endColumn"], "additionalProperties": false,
        "properties": { "startLine": one, "startColumn": one, "endLine": one, "endColumn": one },
    });
    let artifact = json!({
        "type": "object", "required": ["uri"], "additionalProperties": false,
        "properties": { "uri": { "type": "string", "pattern": "^[A-Za-z0-9._~/%:-]+$" }, "uriBaseId": { "const": "%SRCROOT%" } },
    });
    let physical = json!({
        "type": "object", "required": ["artifactLocation", "region"], "additionalProperties": false,
        "properties": { "artifactLocation": artifact, "region": region },
    });
    let logical = json!({ "type": "array", "items": {
        "type": "object", "required": ["name", "fullyQualifiedName", "kind"], "additionalProperties": false,
        "properties": { "name": { "type": "string" }, "fullyQualifiedName": { "type": "string" }, "kind": { "type": "string" } },
    } });
    let location = json!({
        "type": "object", "required": ["physicalLocation"], "additionalProperties": false,
        "properties": { "physicalLocation": physical, "logicalLocations": logical, "message": text },
    });
    let level = json!({ "enum": ["error", "warning", "note"] });
    let result = json!({
        "type": "object", "additionalProperties": false,
        "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
        "properties": {
            "ruleId": { "type": "string" }, "ruleIndex": { "type": "integer", "minimum": 0 }, "level": level, "message": text,
            "locations": { "type": "array", "minItems": 1, "maxItems": 1, "items": location },
            "relatedLocations": { "type": "array", "items": location },
            "partialFingerprints": { "type": "object", "required": ["vattel/v2"], "additionalProperties": { "type": "string" } },
            "codeFlows": { "type": "array", "items": {
                "type": "object", "required": ["threadFlows"],
                "properties": { "message": text, "threadFlows": { "type": "array", "minItems": 1, "items": {
                    "type": "object", "required": ["locations"], "properties": { "locations": { "type": "array", "minItems": 1, "items": {
                        "type": "object", "required": ["location"], "properties": { "location": location },
                    } } },
                } } },
            } },
            "fixes": { "type": "array", "items": {
                "type": "object", "required": ["artifactChanges"], "additionalProperties": false,
                "properties": { "description": text, "artifactChanges": { "type": "array", "minItems": 1, "items": {
                    "type": "object", "required": ["artifactLocation", "replacements"], "properties": {
                        "artifactLocation": artifact,
                        "replacements": { "type": "array", "minItems": 1, "items": {
                            "type": "object", "required": ["deletedRegion"],
                            "properties": { "deletedRegion": region, "insertedContent": text },
                        } },
                    },
                } } },
            } },
            "suppressions": { "type": "array", "items": {
                "type": "object", "required": ["kind"], "additionalProperties": false,
                "properties": { "kind": { "enum": ["inSource", "external"] }, "justification": { "type": "string" } },
            } },
            "properties": { "type": "object" },
        },
    });
    let rule = json!({
        "type": "object", "required": ["id", "shortDescription", "help", "defaultConfiguration"], "properties": {
            "id": { "type": "string" }, "name": { "type": "string", "pattern": "^[A-Za-z0-9]+$" }, "shortDescription": text,
            "fullDescription": text, "help": text, "properties": { "type": "object" },
            "defaultConfiguration": { "type": "object", "properties": { "level": level } },
        },
    });
    let wanted = json!({
        "type": "object", "required": ["$schema", "version", "runs"], "properties": {
            "version": { "const": "2.1.0" },
            "runs": { "type": "array", "minItems": 1, "items": {
                "type": "object", "required": ["tool", "results", "columnKind", "invocations"], "additionalProperties": false,
                "properties": {
                    "tool": { "type": "object", "required": ["driver"], "properties": { "driver": {
                        "type": "object", "required": ["name", "rules"], "properties": { "rules": { "type": "array", "items": rule } },
                    } } },
                    "columnKind": { "const": "unicodeCodePoints" }, "originalUriBaseIds": { "type": "object" },
                    "results": { "type": "array", "items": result },
                    "invocations": { "type": "array", "minItems": 1, "items": {
                        "type": "object", "required": ["executionSuccessful"], "properties": { "executionSuccessful": { "const": true } },
                    } },
                },
            } },
        },
    });
    assert_eq!(schema::faults(&wanted, &log), Vec::<String>::new());
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    for it in results {
        let index = it["ruleIndex"].as_u64().expect("a number") as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], it["ruleId"]);
    }
    let of =
        |rule: &str| results.iter().find(|it| it["ruleId"] == rule).unwrap_or_else(|| panic!("no {rule}: {results:?}"));
    let veto = of("veto/aggressor-veto");
    let physical = &veto["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "%D1%87%D0%B5%D1%80%D0%BD%D0%B5%D1%82%D0%BA%D0%B0%201.treaty");
    let logical = &veto["locations"][0]["logicalLocations"];
    assert_eq!(logical[1]["fullyQualifiedName"], "Article 5, trigger attack");
    assert!(veto["codeFlows"][0]["message"]["text"].as_str().is_some_and(|it| it.contains("RUS votes no")), "{veto}");
    let puffery = &of("drafting/puffery")["locations"][0]["physicalLocation"]["region"];
    let place = |line: &str, column: &str| {
        (puffery[line].as_u64().expect("a line"), puffery[column].as_u64().expect("a column"))
    };
    assert_eq!(words(place("startLine", "startColumn"), place("endLine", "endColumn"), false), "ironclad");
    let allowed: Vec<&Value> = results.iter().filter(|it| !it["suppressions"].is_null()).collect();
    assert_eq!(allowed.len(), 1, "{results:?}");
    assert_eq!(allowed[0]["suppressions"], json!([{ "kind": "inSource", "justification": "погоджено" }]));
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let prints = |draft: &str| {
        let text = check(&folder("format-moved", draft), &["--output-format", "sarif"]).stdout;
        let log: Value = serde_json::from_str(&text).expect("JSON");
        let results = log["runs"][0]["results"].as_array().expect("results").clone();
        let mut all: Vec<String> =
            results.iter().map(|it| format!("{}{}", it["ruleId"], it["partialFingerprints"])).collect();
        all.sort();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count, "no two findings share one");
        all
    };
    let moved = DRAFT.replace("    article 5", "    # A remark.\n\n\n    article 5");
    assert_eq!(prints(DRAFT), prints(&moved));
}

#[test]
fn a_clause_is_its_parts_and_not_its_words() {
    let draft = "party FRA \"France\"\narticle 1 \"Ladder\" { ladder answers { rung \"first, talks\" {\n    \
                 on ceasefire-breach decided by FRB response diplomacy by FRA\n} } }\n";
    let folder = folder("format-parts", draft);
    let read = |format: &str| -> Value {
        let ran = check(&folder, &["--output-format", format]);
        serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stdout))
    };
    let of = |list: &Value, key: &str| {
        let found = list.as_array().and_then(|it| it.iter().find(|it| it[key] == "names/undefined"));
        found.unwrap_or_else(|| panic!("{list}")).clone()
    };
    let finding = of(&read("json")["findings"], "rule");
    assert_eq!(finding["clause"], "Article 1, ladder answers, rung first, talks");
    let parts = [("article", "1"), ("ladder", "answers"), ("rung", "first, talks")];
    assert_eq!(finding["path"], json!(parts.map(|(kind, name)| json!({ "kind": kind, "name": name }))));
    let result = of(&read("sarif")["runs"][0]["results"], "ruleId");
    let logical = &result["locations"][0]["logicalLocations"];
    assert_eq!(logical.as_array().map(Vec::len), Some(3));
    let rung = json!({ "name": "rung first, talks", "fullyQualifiedName": finding["clause"], "kind": "rung" });
    assert_eq!(logical[2], rung);
    // Written down, so that no release gives old findings new names.
    assert_eq!(result["partialFingerprints"], json!({ "vattel/v2": "923e100c9ad89409" }));
    let issue = of(&read("gitlab"), "check_name");
    assert_eq!(issue["fingerprint"], "923e100c9ad89409-чернетка 1.treaty");
}

#[test]
fn gitlab() {
    let report = json("gitlab");
    let line = json!({ "type": "integer", "minimum": 1 });
    let wanted = json!({ "type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["description", "check_name", "fingerprint", "severity", "location"], "additionalProperties": false,
        "properties": {
            "description": { "type": "string" }, "check_name": { "type": "string" }, "fingerprint": { "type": "string" },
            "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
            "location": { "type": "object", "required": ["path", "lines"], "properties": {
                "path": { "type": "string", "pattern": "^[^./]" },
                "lines": { "type": "object", "required": ["begin"], "properties": { "begin": line, "end": line } },
            } },
        },
    } });
    assert_eq!(schema::faults(&wanted, &report), Vec::<String>::new());
    let prints: std::collections::BTreeSet<&str> =
        report.as_array().expect("a list").iter().filter_map(|it| it["fingerprint"].as_str()).collect();
    assert_eq!(prints.len(), report.as_array().map_or(0, Vec::len), "each finding has its own");
}

#[test]
fn rdjson() {
    let report = json("rdjson");
    let place = json!({ "type": "object", "required": ["line", "column"], "properties": {
        "line": { "type": "integer", "minimum": 1 }, "column": { "type": "integer", "minimum": 1 },
    } });
    let range = json!({ "type": "object", "required": ["start"], "properties": { "start": place, "end": place } });
    let location = json!({ "type": "object", "required": ["path"], "properties": { "path": { "type": "string" }, "range": range } });
    let wanted = json!({ "type": "object", "required": ["source", "diagnostics"], "properties": {
        "source": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } },
        "diagnostics": { "type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["message", "location"], "additionalProperties": false, "properties": {
                "message": { "type": "string" }, "location": location, "severity": { "enum": ["ERROR", "WARNING", "INFO"] },
                "code": { "type": "object", "required": ["value"], "properties": { "value": { "type": "string" } } },
                "suggestions": { "type": "array", "items": {
                    "type": "object", "required": ["range", "text"], "properties": { "range": range, "text": { "type": "string" } },
                } },
                "relatedLocations": { "type": "array", "items": { "type": "object", "required": ["location"], "properties": {
                    "message": { "type": "string" }, "location": location,
                } } },
            },
        } },
    } });
    assert_eq!(schema::faults(&wanted, &report), Vec::<String>::new());
    let all = report["diagnostics"].as_array().expect("a list");
    let puffery = all.iter().find(|it| it["code"]["value"] == "drafting/puffery").expect("a finding");
    let range = &puffery["location"]["range"];
    let place =
        |it: &str| (range[it]["line"].as_u64().expect("a line"), range[it]["column"].as_u64().expect("a column"));
    assert_eq!(words(place("start"), place("end"), true), "ironclad");
}

/// The elements of an XML text with their attributes, in order; its words are left out.
fn elements(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {text}")) {
            Event::Start(it) | Event::Empty(it) => {
                let name = it.name().as_ref().to_owned();
                let attributes = it.attributes().map(|it| {
                    let it = it.expect("an attribute");
                    let value = quick_xml::escape::unescape(&it.value).expect("an escaped text").into_owned();
                    (it.key.as_ref().to_owned(), value)
                });
                found.push((name, attributes.collect()));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn has(element: &(String, Vec<(String, String)>), names: &[&str]) -> bool {
    names.iter().all(|name| element.1.iter().any(|it| it.0 == *name))
}

#[test]
fn checkstyle() {
    let found = elements(&format("checkstyle"));
    assert!(found[0].0 == "checkstyle" && has(&found[0], &["version"]));
    let errors: Vec<_> = found.iter().filter(|it| it.0 == "error").collect();
    assert!(errors.len() > 3 && errors.iter().all(|it| has(it, &["line", "column", "severity", "message", "source"])));
    let files: Vec<_> = found.iter().filter(|it| it.0 == "file").collect();
    assert!(files.iter().any(|it| it.1[0].1 == "чернетка 1.treaty"), "{files:?}");
}

#[test]
fn junit() {
    let folder = folder("format-junit", DRAFT);
    let found = elements(&check(&folder, &["--output-format", "junit", "--fail-on", "advice"]).stdout);
    assert_eq!(found[0].0, "testsuites");
    let suites: Vec<_> = found.iter().filter(|it| it.0 == "testsuite").collect();
    assert!(suites.len() == 2 && suites.iter().all(|it| has(it, &["name", "tests", "failures"])), "{suites:?}");
    let (cases, failures) = (found.iter().filter(|it| it.0 == "testcase"), found.iter().filter(|it| it.0 == "failure"));
    assert_eq!(cases.clone().count(), failures.count() + 1, "the sound draft passes");
    assert!(cases.into_iter().all(|it| has(it, &["name", "classname"])));
}

#[test]
fn github() {
    let text = format("github");
    let veto = text.lines().find(|it| it.contains("title=veto/aggressor-veto")).expect("a finding");
    assert!(veto.starts_with("::error file=чернетка 1.treaty,line=8,endLine=8,col="), "{veto}");
    assert!(text.lines().all(|it| it.starts_with("::") && it.matches("::").count() >= 2), "{text}");
    let folder = folder("format-summary", DRAFT);
    let summary = folder.path().join("summary.md");
    let all = ["check", "--isolated", ".", "--output-format", "github"];
    vattel(all).within(folder.path()).env("GITHUB_STEP_SUMMARY", summary.to_str().expect("a path")).run();
    let summary = std::fs::read_to_string(summary).expect("a summary");
    assert!(summary.contains("| 1 | error | `veto/aggressor-veto` |"), "{summary}");
}

#[test]
fn documents() {
    let page = format("html");
    assert!(page.contains("Допомога") || page.contains("ironclad"), "{page}");
    assert!(page.contains("&lt;гарантії&gt;") && !page.contains("<гарантії>"), "what stands in a draft is escaped");
    assert!(page.trim_end().ends_with("</html>") && !page.contains("<script") && !page.contains("src="));
    let document = format("markdown");
    assert!(document.starts_with("# Findings") && document.contains("**veto/aggressor-veto**"), "{document}");
}

#[test]
fn several_formats_in_one_run_say_what_each_says_alone() {
    let folder = folder("format-several", DRAFT);
    let names = ["sarif", "junit", "gitlab", "checkstyle", "rdjson", "github", "json", "html", "markdown"];
    let outputs: Vec<String> = names.iter().flat_map(|it| ["-o".to_owned(), format!("{it}=out.{it}")]).collect();
    let ran = check(&folder, &outputs.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(ran.code == 1 && ran.stdout.contains("error[veto/aggressor-veto]"), "{}{}", ran.stdout, ran.stderr);
    for name in names {
        let written = std::fs::read_to_string(folder.path().join(format!("out.{name}"))).expect("a file");
        assert_eq!(written, check(&folder, &["--output-format", name]).stdout, "{name}");
    }
    let ran = check(&folder, &["-o", "one.txt", "-o", "two.txt"]);
    assert!(ran.code == 2 && ran.stderr.contains("FORMAT=FILE"), "{}", ran.stderr);
}

#[test]
fn exit_codes_are_the_same_for_every_format() {
    let folder = folder("format-codes", DRAFT);
    for name in FORMATS.iter().copied() {
        let code = |arguments: &[&str]| check(&folder, &[&["--output-format", name], arguments].concat()).code;
        assert_eq!(code(&[]), 1, "{name}");
        assert_eq!(code(&["--exit-zero"]), 0, "{name}");
        assert_eq!(
            code(&["--ignore", "veto,activation,syntax", "--fail-on", "error", "--ignore", "parties"]),
            0,
            "{name}"
        );
        assert_eq!(code(&["--ignore", "veto,activation,parties", "--max-warnings", "0"]), 1, "{name}");
        assert_eq!(code(&["none.treaty"]), 2, "{name}");
    }
}
