//! What can be done about a place: cures, comments that let a finding stand, texts of brackets taken.

use super::client::FIX_ALL;
use super::diagnostics;
use super::error::{RequestError, RequestResult};
use super::names::{snippet_edit, workspace_edit};
use super::snapshot::{CheckedText, DocumentKind, DocumentSnapshot};
use crate::diagnostic::{self, Safety};
use crate::engine::insertion::{self, Insertion};
use crate::engine::{self, Report, allowing, fixing};
use crate::model::{Brackets, ReadingName};
use crate::source::Span;
use crate::syntax::passage::{beginning_on_one_line, in_backticks};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CodeActionResponse, Range, SnippetTextEdit, StringValue, TextEdit,
    Uri,
};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// In the place of the reason until a person writes it; it counts as none.
const REASON: &str = "TBD";

/// So much is quoted of a text of a bracket, in characters.
const QUOTED: usize = 60;

/// The maximum number of findings with actions: each fix is tried on the whole draft, and a longer menu is of no use.
const MOST: usize = 12;

pub(super) fn offer(
    snapshot: &DocumentSnapshot,
    params: &CodeActionParams,
) -> RequestResult<Option<Vec<CodeActionResponse>>> {
    if snapshot.sort != DocumentKind::Draft {
        return Ok(None);
    }
    let checked = diagnostics::check(snapshot).ok_or_else(RequestError::stale)?;
    let within = snapshot.span(params.range);
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
            it.primary.file == snapshot.source.file && place.start <= within.end && within.start <= place.end
        });
        for (number, finding) in own.take(MOST) {
            cures(snapshot, &checked, number, finding, &mut actions);
            actions.extend(counterplay(snapshot, &checked, number, finding));
        }
        // What cures comes first, what only lets stand last.
        let starts = |it: &CodeAction, words: &[&str]| words.iter().any(|word| it.title.starts_with(word));
        actions.sort_by_key(|it| (starts(it, &["Allow"]), starts(it, &["Add "]), starts(it, &["Insert", "Write"])));
    }
    if wants("refactor.rewrite") {
        brackets(snapshot, within, &mut actions);
    }
    if wants(FIX_ALL) && (only.is_some() || has_safe_cure(&checked)) {
        actions.extend(fix_all(snapshot, &checked));
    }
    Ok(Some(actions.into_iter().map(Into::into).collect()))
}

fn action(snapshot: &DocumentSnapshot, title: String, kind: CodeActionKind, edits: Vec<TextEdit>) -> CodeAction {
    CodeAction { title, kind: Some(kind), edit: Some(workspace_edit(snapshot, edits)), ..CodeAction::default() }
}

fn has_safe_cure(checked: &CheckedText) -> bool {
    checked.report.findings.iter().flat_map(|it| &it.fixes).any(|it| it.safety == Safety::Safe)
}

/// What can be done about a finding.
fn cures(
    snapshot: &DocumentSnapshot,
    checked: &CheckedText,
    number: usize,
    finding: &diagnostic::Diagnostic,
    actions: &mut Vec<CodeAction>,
) {
    let about = checked.items.get(number).cloned().map(|it| vec![it]);
    let mut fixes: Vec<&diagnostic::Fix> = finding.fixes.iter().filter(|it| it.safety != Safety::DisplayOnly).collect();
    fixes.sort_by_key(|it| it.safety);
    // What an editor offers keeps its word: the draft is checked with it first.
    fixes.retain(|it| holds(snapshot, checked, (finding, it)));
    for (at, fix) in fixes.into_iter().enumerate() {
        let mut title = diagnostic::capital(&fix.title);
        if fix.safety == Safety::Unsafe {
            title.push_str(" (changes the meaning of the draft)");
        }
        let edits = fix.edits.iter().map(|it| snapshot.edit(it)).collect();
        let preferred = at == 0 && fix.safety == Safety::Safe && snapshot.client.prefers_action;
        actions.push(CodeAction {
            diagnostics: about.clone(),
            is_preferred: preferred.then_some(true),
            ..action(snapshot, title, CodeActionKind::QuickFix, edits)
        });
    }
    for it in &insertion::insertions(snapshot.text(), snapshot.parsed(), finding) {
        actions.extend(inserted(snapshot, it).map(|it| CodeAction { diagnostics: about.clone(), ..it }));
    }
    if finding.ignorable {
        let allowed = allowing::allow(&snapshot.source, std::slice::from_ref(finding), REASON);
        if allowed.allowed > 0 {
            let edits = snapshot.edits_to(&allowed.text);
            let title = format!("Allow {} here, with a reason", finding.rule);
            // The reason is the user's: where the editor can, it is asked for at once.
            let found = match &edits[..] {
                [edit] if snapshot.client.snippet_edits => {
                    let (before, after) = edit.new_text.rsplit_once(REASON).unwrap_or((&edit.new_text, ""));
                    let snippet = format!("{}${{1:{REASON}}}{}", escaped(before), escaped(after));
                    snippet_action(snapshot, title, edit.range, snippet)
                }
                _ => action(snapshot, title, CodeActionKind::QuickFix, edits),
            };
            actions.push(CodeAction { diagnostics: about, ..found });
        }
    }
}

/// The action that puts a text of a help in its place: with its numbers and what is left open to fill in, where the editor
/// can do that.
fn inserted(snapshot: &DocumentSnapshot, it: &Insertion) -> Option<CodeAction> {
    let shown = beginning_on_one_line(&it.shown, QUOTED);
    let title = match &it.replaced {
        Some(old) => format!("Write `{shown}` for `{}`", beginning_on_one_line(old, QUOTED)),
        None => format!("Insert `{shown}`"),
    };
    if snapshot.client.snippet_edits {
        let range = snapshot.range(it.edit.span);
        return Some(snippet_action(snapshot, title, range, with_stops(&it.edit.text)));
    }
    let edit = snapshot.edit(&it.plain());
    it.is_readable().then(|| action(snapshot, title, CodeActionKind::QuickFix, vec![edit]))
}

/// A text as a snippet: at each number, and at what is left open, the cursor stops.
fn with_stops(text: &str) -> String {
    let mut snippet = String::with_capacity(text.len());
    let mut stops = 0;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
        let of_word = snippet.ends_with(|it: char| it.is_alphanumeric() || matches!(it, '-' | '}'));
        let length = if first == '…' { first.len_utf8() } else { digits };
        if length > 0 && !of_word {
            stops += 1;
            let _ = write!(snippet, "${{{stops}:{}}}", &rest[..length]);
            rest = &rest[length..];
        } else {
            snippet.push_str(&escaped(&rest[..first.len_utf8()]));
            rest = &rest[first.len_utf8()..];
        }
    }
    snippet
}

/// A text in a snippet.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

fn snippet_action(snapshot: &DocumentSnapshot, title: String, range: Range, snippet: String) -> CodeAction {
    let edit = SnippetTextEdit { range, snippet: StringValue { value: snippet }, annotation_id: None };
    let edit = snippet_edit(snapshot, edit);
    CodeAction { title, kind: Some(CodeActionKind::QuickFix), edit: Some(edit), ..CodeAction::default() }
}

/// The play of a finding, written behind the draft as a scenario.
fn counterplay(
    snapshot: &DocumentSnapshot,
    checked: &CheckedText,
    number: usize,
    finding: &diagnostic::Diagnostic,
) -> Option<CodeAction> {
    let report = Report { findings: vec![finding.clone()], ..Report::default() };
    let read = |path: &str| snapshot.companion(path);
    let scenario = engine::counterplays(&snapshot.source, &snapshot.settings(), &read, &report).pop().flatten()?;
    let (text, added) = engine::with_scenarios(&snapshot.source, &[scenario]);
    let title = format!("Add a scenario that shows {}", finding.rule);
    let diagnostics = checked.items.get(number).cloned().map(|it| vec![it]);
    let edits = snapshot.edits_to(&text);
    (added > 0).then(|| CodeAction { diagnostics, ..action(snapshot, title, CodeActionKind::QuickFix, edits) })
}

/// Whether a fix clears its finding and does no harm.
fn holds(snapshot: &DocumentSnapshot, checked: &CheckedText, fix: (&diagnostic::Diagnostic, &diagnostic::Fix)) -> bool {
    let read = |path: &str| snapshot.companion(path);
    fixing::holds(
        &snapshot.source,
        &checked.report,
        fix,
        &snapshot.settings(),
        &read,
        &|it| snapshot.allow(it),
        &|| snapshot.is_stale(),
    )
}

/// The texts of the brackets around a place, and of those who propose them, taken.
fn brackets(snapshot: &DocumentSnapshot, within: Span, actions: &mut Vec<CodeAction>) {
    let parsed = snapshot.parsed();
    let all = Brackets::of(snapshot.text(), &parsed.draft);
    let around = all.all.iter().filter(|it| it.span.start <= within.start && within.end <= it.span.end);
    let mut parties: Vec<&str> = Vec::new();
    // The innermost is meant first.
    for bracket in around.collect::<Vec<_>>().into_iter().rev() {
        for (at, text) in bracket.alternatives.iter().enumerate() {
            let words = in_backticks(&beginning_on_one_line(text.words.of(snapshot.text()), QUOTED), QUOTED);
            let who = if text.who.is_empty() { String::new() } else { format!(" of {}", text.who.join(", ")) };
            let words = if text.words.is_empty() { "nothing" } else { words.as_str() };
            let title = format!("Take the text{who}: {words}");
            let edits = engine::edits_of(&snapshot.source, parsed, &all, bracket, at);
            let edits = edits.iter().map(|it| snapshot.edit(it)).collect();
            actions.push(action(snapshot, title, CodeActionKind::RefactorRewrite, edits));
            parties.extend(text.who.iter().filter(|it| !parties.contains(*it)).copied().collect::<Vec<_>>());
        }
    }
    for party in parties {
        let taken = engine::take(&snapshot.source, &ReadingName::party(party));
        let edits = taken.edits.iter().map(|it| snapshot.edit(it)).collect();
        let title = format!("Take the text of {party} wherever it has one");
        actions.push(action(snapshot, title, CodeActionKind::RefactorRewrite, edits));
    }
}

/// The action that applies every safe cure; what it changes is worked out when it is chosen, where the editor can do that.
fn fix_all(snapshot: &DocumentSnapshot, checked: &CheckedText) -> Option<CodeAction> {
    let title = "Apply all safe fixes".to_owned();
    let kind = CodeActionKind::from(FIX_ALL.to_owned());
    if snapshot.client.resolves_edits {
        let data = json!({ "uri": snapshot.uri.0, "version": snapshot.version });
        return Some(CodeAction { title, kind: Some(kind), data: Some(data), ..CodeAction::default() });
    }
    let edits = fixed(snapshot, checked);
    (!edits.is_empty()).then(|| action(snapshot, title, kind, edits))
}

fn fixed(snapshot: &DocumentSnapshot, checked: &CheckedText) -> Vec<TextEdit> {
    let first = checked.report.clone();
    let read = |path: &str| snapshot.companion(path);
    let fixed = fixing::fix(&snapshot.source, first, &snapshot.settings(), &read, false, &|it| snapshot.allow(it));
    if fixed.count == 0 { Vec::new() } else { snapshot.edits_to(&fixed.text) }
}

/// The text that an action is about.
pub(super) fn uri_of(params: &Value) -> Option<Uri> {
    params.pointer("/data/uri").and_then(Value::as_str).map(Uri::from)
}

/// Works out what an action changes.
pub(super) fn resolve(snapshot: &DocumentSnapshot, params: &CodeAction) -> RequestResult<CodeAction> {
    let made_for = params.data.as_ref().and_then(|it| it.get("version")).and_then(Value::as_i64);
    if made_for != snapshot.version.map(i64::from) {
        return Err(RequestError::stale());
    }
    let checked = diagnostics::check(snapshot).ok_or_else(RequestError::stale)?;
    let edits = fixed(snapshot, &checked);
    Ok(CodeAction { edit: Some(workspace_edit(snapshot, edits)), ..params.clone() })
}
