//! Files that hold scenarios and nothing else: `draft "FILE"` in the first line names the draft that they are about.

use super::guard::guarded;
use super::named_draft::{named_draft, read_draft, reader_of};
use super::prepared::Prepared;
use super::{Report, audit, sort};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{self, Reading, ScenarioText};
use crate::source::{FileId, Source, Span};
use crate::syntax::ast::{Draft, Header, Item, OrBracket};
use crate::syntax::{self, Parsed};

/// A file of scenarios, read for its draft: its places are those of a text of its own.
pub(super) fn read_for(file: &Source, draft: &Source, prepared: &Prepared<'_>) -> (FileId, Parsed) {
    let number = FileId(draft.file.0 + 1 + prepared.included.texts.len() as u32);
    (number, syntax::parse_for(draft.file, number, &file.text))
}

/// What is wrong with the lines of a file of scenarios that are none.
fn misplaced(file: &Source, draft: &Draft) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut add = |rule: &'static str, span: Span, message: String, help: &str| {
        let mut finding = Diagnostic::new(rule, Severity::Error, file.file, span, message);
        finding.help(help);
        found.push(finding);
    };
    let mut named = 0;
    for item in &draft.items {
        let span = match item {
            OrBracket::Plain(Item::Header(Header::DraftFile(span))) => {
                named += 1;
                if named == 1 {
                    continue;
                }
                *span
            }
            OrBracket::Plain(
                Item::Scenario(_) | Item::Broken(_) | Item::StrayClose(_) | Item::Header(Header::Text(_)),
            ) => {
                continue;
            }
            OrBracket::Plain(item) => place_of(item),
            OrBracket::Bracket(bracket) => Span::new(bracket.span.start, bracket.span.start + 1),
        };
        let message = if named > 1 && matches!(item, OrBracket::Plain(Item::Header(Header::DraftFile(_)))) {
            "a file of scenarios is about one draft".to_owned()
        } else {
            format!("`{}` stands in a file of scenarios", first_word(span.of(&file.text)))
        };
        add(
            "syntax/misplaced-provision",
            span,
            message,
            "it holds `draft \"FILE\"` and scenarios; the rest stands in the draft",
        );
    }
    if named == 0 {
        let message = "a file of scenarios says first which draft they are about".to_owned();
        add("syntax/unreadable-provision", Span::at(0), message, "write `draft \"FILE\"` in the first line");
    }
    found
}

/// A word at the start of an item.
fn place_of(item: &Item) -> Span {
    match item {
        Item::Header(it) => match it {
            Header::Version(span)
            | Header::Signed(span)
            | Header::Stage(span)
            | Header::Text(span)
            | Header::DraftFile(span) => *span,
            Header::Form { form, .. } => *form,
            Header::Languages { prevailing, .. } => prevailing.unwrap_or_default(),
        },
        Item::Declaration(it) => it.name,
        Item::Place(it) => it.name,
        Item::Assume(_, span) => Span::new(span.start, span.start + "assume".len() as u32),
        Item::Unit(it) => it.head,
        Item::Provision(it) => it.head,
        Item::Scenario(it) => it.title,
        Item::Broken(it) => it.span,
        Item::StrayClose(span) => *span,
    }
}

fn first_word(words: &str) -> &str {
    words.lines().next().unwrap_or_default()
}

/// What is wrong with `draft "FILE"` in a draft.
pub(super) fn names_a_draft(source: &Source, draft: &Draft) -> Option<Diagnostic> {
    let (_, span) = named_draft(&source.text, draft)?;
    let message = "a draft names another only as an instrument; `draft` stands in files of scenarios".to_owned();
    let mut finding = Diagnostic::new("syntax/misplaced-provision", Severity::Error, source.file, span, message);
    finding.help("end the name of the file with `.scenario` if it holds scenarios of a draft and nothing else");
    Some(finding)
}

/// What is said where the draft of a file of scenarios can't be read.
pub(super) fn unread(file: &Source, named: &str, span: Span, why: &str) -> Diagnostic {
    let message = format!("the draft `{named}` can't be read: {why}");
    let mut finding = Diagnostic::new("names/undefined", Severity::Error, file.file, span, message);
    finding.help("the path counts from the folder of this file");
    finding
}

/// Checks a file of scenarios: whether they can be read, and their draft has what they name.
pub(super) fn check(file: &Source, settings: &Settings, read: &dyn Fn(&str) -> Option<Source>) -> Report {
    let mut report = Report::default();
    let parsed = guarded("the reader", &mut report.internal_errors, || syntax::parse(file.file, &file.text));
    let Some(Parsed { draft: tree, comments, diagnostics }) = parsed else { return report };
    let mut findings = diagnostics;
    findings.extend(misplaced(file, &tree));
    if let Some((named, span)) = named_draft(&file.text, &tree) {
        match read_draft(file, &named, read) {
            Err(why) => findings.push(unread(file, &named, span, &why)),
            Ok(draft) => {
                findings.extend(of_names(file, &draft, settings, &reader_of(&named, read), &mut report));
            }
        }
    }
    findings.retain_mut(|it| settings.weigh(it));
    report.findings = findings;
    audit::suppress(file, &comments, settings, &mut report);
    sort(&mut report.findings);
    sort(&mut report.suppressed);
    report
}

/// What is wrong with the names in a file of scenarios.
fn of_names(
    file: &Source,
    draft: &Source,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
    report: &mut Report,
) -> Vec<Diagnostic> {
    let Some(prepared) = Prepared::new(draft, read, &mut report.internal_errors) else { return Vec::new() };
    let (number, parsed) = read_for(file, draft, &prepared);
    let included = prepared.included.for_model(draft, &prepared.draft);
    let scenarios = ScenarioText { text: &file.text, draft: &parsed.draft };
    let reading = Reading::unbracketed();
    let found = guarded("the model", &mut report.internal_errors, || {
        let built = model::build_with(
            draft.file,
            &draft.text,
            &prepared.draft,
            &prepared.brackets,
            &reading,
            &settings.assumed,
            &included,
            Some(scenarios),
        );
        let own = built.diagnostics.into_iter().map(|it| it.finding).filter(|it| it.primary.file == number);
        own.map(|it| in_file(it, number, file)).collect::<Vec<_>>()
    });
    let found = found.unwrap_or_default();
    drop(included);
    let others = prepared.included.texts.into_iter().map(|(text, _)| text);
    report.included = std::iter::once(draft.clone()).chain(others).collect();
    found
}

/// A finding in a file of scenarios, by its own number.
pub(super) fn in_file(mut finding: Diagnostic, number: FileId, file: &Source) -> Diagnostic {
    for label in std::iter::once(&mut finding.primary).chain(&mut finding.related) {
        if label.file == number {
            label.file = file.file;
        }
    }
    finding.clause = None;
    finding
}
