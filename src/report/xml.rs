//! The formats in XML: Checkstyle, and `JUnit` with a suite for each draft. They are written a draft at a time, so that
//! a run over many drafts holds none of them.

use super::foreign::line;
use super::place::{SourceTexts, fingerprinted, slashed};
use super::{Checked, Render, RunFailure, RunSummary};
use crate::diagnostic::Severity;
use quick_xml::Writer;
use quick_xml::events::{BytesText, Event};

/// What is written of a draft; writing to memory does not fail.
fn written(write: impl FnOnce(&mut Writer<Vec<u8>>) -> std::io::Result<()>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    match write(&mut writer) {
        Ok(()) => String::from_utf8_lossy(&writer.into_inner()).into_owned() + "\n",
        Err(error) => error.to_string(),
    }
}

/// Checkstyle's report.
pub(super) struct Checkstyle;

impl Render for Checkstyle {
    fn head(&self) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"10.0\">\n".to_owned()
    }

    fn draft(&self, checked: Checked<'_>) -> String {
        if checked.report.findings.is_empty() {
            return String::new();
        }
        let mut texts = SourceTexts::new(checked);
        written(|writer| {
            // What stands in another text stands under its name.
            let mut findings = fingerprinted(checked, false);
            findings.sort_by_key(|it| it.0.primary.file);
            for of_file in findings.chunk_by(|a, b| a.0.primary.file == b.0.primary.file) {
                let name = texts.name(of_file[0].0.primary.file);
                writer.create_element("file").with_attribute(("name", &*line(&name))).write_inner_content(
                    |writer| {
                        for (it, _) in of_file {
                            let (start, _) = texts.range(it.primary.file, it.primary.span);
                            let severity = match it.severity {
                                Severity::Error => "error",
                                Severity::Warning => "warning",
                                Severity::Advice => "info",
                            };
                            writer
                                .create_element("error")
                                .with_attribute(("line", start.line.to_string().as_str()))
                                .with_attribute(("column", start.column.to_string().as_str()))
                                .with_attribute(("severity", severity))
                                .with_attribute(("message", &*line(&it.message)))
                                .with_attribute(("source", format!("vattel.{}", it.rule.replace('/', ".")).as_str()))
                                .write_empty()?;
                        }
                        Ok(())
                    },
                )?;
            }
            Ok(())
        })
    }

    fn failure(&self, failure: &RunFailure) -> String {
        written(|writer| {
            let file = writer.create_element("file").with_attribute(("name", &*line(failure.place())));
            file.write_inner_content(|writer| {
                let error = writer.create_element("error").with_attribute(("line", "1"));
                let error = error.with_attribute(("severity", "error"));
                let error = error.with_attribute(("message", &*line(&failure.message)));
                error.with_attribute(("source", "vattel")).write_empty()?;
                Ok(())
            })?;
            Ok(())
        })
    }

    fn tail(&self, _: &RunSummary) -> String {
        "</checkstyle>\n".to_owned()
    }
}

/// `JUnit`'s report: a case for each finding, and one that passes for a draft without any. A finding that does not make the
/// run fail passes too, and is told in its output.
pub(super) struct JUnit;

impl JUnit {
    /// A suite of one case that is about the run.
    fn of_run(name: &str, kind: &'static str, words: &str) -> String {
        let is = |it: &str| if kind == it { "1" } else { "0" };
        written(|writer| {
            let suite = writer.create_element("testsuite").with_attribute(("name", "vattel"));
            let suite = suite.with_attribute(("tests", "1")).with_attribute(("failures", is("failure")));
            suite.with_attribute(("errors", is("error"))).write_inner_content(|writer| {
                let case = writer.create_element("testcase").with_attribute(("classname", "vattel"));
                case.with_attribute(("name", &*line(name))).write_inner_content(|writer| {
                    writer.create_element(kind).with_attribute(("message", &*line(words))).write_empty()?;
                    Ok(())
                })?;
                Ok(())
            })?;
            Ok(())
        })
    }
}

impl Render for JUnit {
    fn head(&self) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"vattel\">\n".to_owned()
    }

    fn draft(&self, checked: Checked<'_>) -> String {
        let mut texts = SourceTexts::new(checked);
        let findings = fingerprinted(checked, false);
        let fails = |severity: Severity| checked.fail_on.is_some_and(|it| severity <= it);
        let failures = findings.iter().filter(|it| fails(it.0.severity)).count();
        let count = |count: usize| count.to_string();
        let draft = slashed(&checked.source.name);
        let draft = line(&draft);
        written(|writer| {
            let suite = writer
                .create_element("testsuite")
                .with_attribute(("name", &*draft))
                .with_attribute(("tests", count(findings.len().max(1)).as_str()))
                .with_attribute(("failures", count(failures).as_str()))
                .with_attribute(("errors", "0"));
            suite.write_inner_content(|writer| {
                if findings.is_empty() {
                    let case = writer.create_element("testcase").with_attribute(("classname", "vattel"));
                    case.with_attribute(("name", &*draft)).write_empty()?;
                }
                for (it, _) in &findings {
                    let (start, _) = texts.range(it.primary.file, it.primary.span);
                    let name = format!("{}:{}:{}", texts.name(it.primary.file), start.line, start.column);
                    let case = writer.create_element("testcase").with_attribute(("classname", &*it.rule));
                    case.with_attribute(("name", &*line(&name))).write_inner_content(|writer| {
                        let mut words =
                            it.clause.as_ref().map_or_else(String::new, |it| line(&it.to_string()).into_owned());
                        for part in it.reading.iter().map(|it| &it.words).chain(&it.counterexample).chain(&it.help) {
                            words.push('\n');
                            words.push_str(&line(part));
                        }
                        let severity = it.severity.as_str();
                        let (told, words) = if fails(it.severity) {
                            let failure = writer.create_element("failure");
                            (
                                failure
                                    .with_attribute(("message", &*line(&it.message)))
                                    .with_attribute(("type", severity)),
                                words,
                            )
                        } else {
                            (writer.create_element("system-out"), format!("{severity}: {}\n{words}", line(&it.message)))
                        };
                        told.write_inner_content(|writer| writer.write_event(Event::Text(BytesText::new(&words))))?;
                        Ok(())
                    })?;
                }
                Ok(())
            })?;
            Ok(())
        })
    }

    fn failure(&self, failure: &RunFailure) -> String {
        Self::of_run(failure.file.as_deref().unwrap_or("vattel"), "error", &failure.message)
    }

    fn tail(&self, summary: &RunSummary) -> String {
        let words = summary.too_many_warnings();
        let case = words.map_or_else(String::new, |it| Self::of_run("--max-warnings", "failure", &it));
        case + "</testsuites>\n"
    }
}
