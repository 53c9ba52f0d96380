//! What can be done about a place: cures, comments that let a finding stand, texts of brackets taken.

use super::client::FIX_ALL;
use super::diagnostics;
use super::error::{Answer, Refusal};
use super::names::workspace_edit;
use super::page::{Checked, Page, Sort};
use crate::diagnostic::{self, Safety};
use crate::engine::{self, Report, allowing, fixing};
use crate::model::{Brackets, ReadingName};
use crate::source::Span;
use crate::syntax::passage::{beginning_on_one_line, in_backticks};
use lsp_types::{CodeAction, CodeActionKind, CodeActionParams, CodeActionResponse, TextEdit, Uri};
use serde_json::{Value, json};

/// In the place of the reason until a person writes it; it counts as none.
const REASON: &str = "TBD";

/// So much is quoted of a text of a bracket, in characters.
const QUOTED: usize = 60;

/// The maximum number of findings with actions: each fix is tried on the whole draft, and a longer menu is of no use.
const MOST: usize = 12;

pub(super) fn offer(page: &Page, params: &CodeActionParams) -> Answer<Option<Vec<CodeActionResponse>>> {
    if page.sort != Sort::Draft {
        return Ok(None);
    }
    let checked = diagnostics::check(page).ok_or_else(Refusal::stale)?;
    let within = page.span(params.range);
    let only = &params.context.only;
    let wants = |kind: &str| {
        let asked = |it: &CodeActionKind| {
            let it = it.to_string();
            it.is_empty() || kind == it || kind.strip_prefix(it.as_str()).is_some_and(|it| it.starts_with('.'))
        };
        only.as_ref().is_none_or(|it| it.iter().any(asked))
    };
    let mut actions = Vec::new();
    if wants("quickfix") {
        let own = checked.report.findings.iter().enumerate().filter(|(_, it)| {
            let place = it.primary.span;
            it.primary.file == page.source.file && place.start <= within.end && within.start <= place.end
        });
        for (number, finding) in own.take(MOST) {
            cures(page, &checked, number, finding, &mut actions);
            actions.extend(counterplay(page, &checked, number, finding));
        }
        // What cures comes before what only lets stand.
        actions.sort_by_key(|it| (it.title.starts_with("Add "), it.title.starts_with("Allow")));
    }
    if wants("refactor.rewrite") {
        brackets(page, within, &mut actions);
    }
    if wants(FIX_ALL) && (only.is_some() || has_safe_cure(&checked)) {
        actions.extend(fix_all(page, &checked));
    }
    Ok(Some(actions.into_iter().map(Into::into).collect()))
}

fn action(page: &Page, title: String, kind: CodeActionKind, edits: Vec<TextEdit>) -> CodeAction {
    CodeAction { title, kind: Some(kind), edit: Some(workspace_edit(page, edits)), ..CodeAction::default() }
}

fn has_safe_cure(checked: &Checked) -> bool {
    checked.report.findings.iter().flat_map(|it| &it.fixes).any(|it| it.safety == Safety::Safe)
}

/// What can be done about a finding.
fn cures(
    page: &Page,
    checked: &Checked,
    number: usize,
    finding: &diagnostic::Diagnostic,
    actions: &mut Vec<CodeAction>,
) {
    let about = checked.items.get(number).cloned().map(|it| vec![it]);
    let mut fixes: Vec<&diagnostic::Fix> = finding.fixes.iter().filter(|it| it.safety != Safety::DisplayOnly).collect();
    fixes.sort_by_key(|it| it.safety);
    // What an editor offers keeps its word: the draft is checked with it first.
    fixes.retain(|it| holds(page, checked, (finding, it)));
    for (at, fix) in fixes.into_iter().enumerate() {
        let mut title = diagnostic::capital(&fix.title);
        if fix.safety == Safety::Unsafe {
            title.push_str(" (changes the meaning of the draft)");
        }
        let edits = fix.edits.iter().map(|it| page.edit(it)).collect();
        let preferred = at == 0 && fix.safety == Safety::Safe && page.client.prefers_action;
        actions.push(CodeAction {
            diagnostics: about.clone(),
            is_preferred: preferred.then_some(true),
            ..action(page, title, CodeActionKind::QuickFix, edits)
        });
    }
    if finding.ignorable {
        let allowed = allowing::allow(&page.source, std::slice::from_ref(finding), REASON);
        if allowed.allowed > 0 {
            let edits = page.edits_to(&allowed.text);
            let title = format!("Allow {} here, with a reason", finding.rule);
            actions.push(CodeAction { diagnostics: about, ..action(page, title, CodeActionKind::QuickFix, edits) });
        }
    }
}

/// The play of a finding, written behind the draft as a scenario.
fn counterplay(page: &Page, checked: &Checked, number: usize, finding: &diagnostic::Diagnostic) -> Option<CodeAction> {
    let report = Report { findings: vec![finding.clone()], ..Report::default() };
    let read = |path: &str| page.companion(path);
    let scenario = engine::counterplays(&page.source, &page.settings(), &read, &report).pop().flatten()?;
    let (text, added) = engine::with_scenarios(&page.source, &[scenario]);
    let title = format!("Add a scenario that shows {}", finding.rule);
    let diagnostics = checked.items.get(number).cloned().map(|it| vec![it]);
    let edits = page.edits_to(&text);
    (added > 0).then(|| CodeAction { diagnostics, ..action(page, title, CodeActionKind::QuickFix, edits) })
}

/// Whether a fix clears its finding and does no harm.
fn holds(page: &Page, checked: &Checked, fix: (&diagnostic::Diagnostic, &diagnostic::Fix)) -> bool {
    let read = |path: &str| page.companion(path);
    fixing::holds(&page.source, &checked.report, fix, &page.settings(), &read, &|it| page.allow(it), &|| {
        page.is_stale()
    })
}

/// The texts of the brackets around a place, and of those who propose them, taken.
fn brackets(page: &Page, within: Span, actions: &mut Vec<CodeAction>) {
    let parsed = page.parsed();
    let all = Brackets::of(page.text(), &parsed.draft);
    let around = all.all.iter().filter(|it| it.span.start <= within.start && within.end <= it.span.end);
    let mut parties: Vec<&str> = Vec::new();
    // The innermost is meant first.
    for bracket in around.collect::<Vec<_>>().into_iter().rev() {
        for (at, text) in bracket.alternatives.iter().enumerate() {
            let words = in_backticks(&beginning_on_one_line(text.words.of(page.text()), QUOTED), QUOTED);
            let who = if text.who.is_empty() { String::new() } else { format!(" of {}", text.who.join(", ")) };
            let words = if text.words.is_empty() { "nothing" } else { words.as_str() };
            let title = format!("Take the text{who}: {words}");
            let edits = engine::edits_of(&page.source, parsed, &all, bracket, at);
            let edits = edits.iter().map(|it| page.edit(it)).collect();
            actions.push(action(page, title, CodeActionKind::RefactorRewrite, edits));
            parties.extend(text.who.iter().filter(|it| !parties.contains(*it)).copied().collect::<Vec<_>>());
        }
    }
    for party in parties {
        let taken = engine::take(&page.source, &ReadingName::party(party));
        let edits = taken.edits.iter().map(|it| page.edit(it)).collect();
        let title = format!("Take the text of {party} wherever it has one");
        actions.push(action(page, title, CodeActionKind::RefactorRewrite, edits));
    }
}

/// The action that applies every safe cure; what it changes is worked out when it is chosen, where the editor can do that.
fn fix_all(page: &Page, checked: &Checked) -> Option<CodeAction> {
    let title = "Apply all safe fixes".to_owned();
    let kind = CodeActionKind::from(FIX_ALL.to_owned());
    if page.client.resolves_edits {
        let data = json!({ "uri": page.uri.0, "version": page.version });
        return Some(CodeAction { title, kind: Some(kind), data: Some(data), ..CodeAction::default() });
    }
    let edits = fixed(page, checked);
    (!edits.is_empty()).then(|| action(page, title, kind, edits))
}

fn fixed(page: &Page, checked: &Checked) -> Vec<TextEdit> {
    let first = checked.report.clone();
    let read = |path: &str| page.companion(path);
    let fixed = fixing::fix(&page.source, first, &page.settings(), &read, false, &|it| page.allow(it));
    if fixed.count == 0 { Vec::new() } else { page.edits_to(&fixed.text) }
}

/// The text that an action is about.
pub(super) fn uri_of(params: &Value) -> Option<Uri> {
    params.pointer("/data/uri").and_then(Value::as_str).map(Uri::from)
}

/// Works out what an action changes.
pub(super) fn resolve(page: &Page, params: &CodeAction) -> Answer<CodeAction> {
    let made_for = params.data.as_ref().and_then(|it| it.get("version")).and_then(Value::as_i64);
    if made_for != page.version.map(i64::from) {
        return Err(Refusal::stale());
    }
    let checked = diagnostics::check(page).ok_or_else(Refusal::stale)?;
    let edits = fixed(page, &checked);
    Ok(CodeAction { edit: Some(workspace_edit(page, edits)), ..params.clone() })
}
