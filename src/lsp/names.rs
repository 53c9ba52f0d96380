//! From a name to what it stands for, and back: definition, references, highlight, rename.

use super::error::{RequestError, RequestResult};
use super::snapshot::DocumentSnapshot;
use crate::diagnostic::{Edit, Severity};
use crate::engine::names::{NameIndex, NameKind, NamedThing};
use crate::model::applied;
use crate::source::{Source, Span};
use lsp_types::{
    Declaration, DeclarationParams, DeclarationResponse, Definition, DefinitionParams, DefinitionResponse,
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, Location,
    OptionalVersionedTextDocumentIdentifier, Position, PrepareRenameParams, PrepareRenamePlaceholder,
    PrepareRenameResult, ReferenceParams, RenameParams, SnippetTextEdit, TextDocumentEdit, TextEdit, WorkspaceEdit,
};
use std::collections::HashMap;

/// Where what stands at a place is declared. A name that several texts of a bracket declare has several such places.
fn declared(snapshot: &DocumentSnapshot, at: Position) -> Option<Vec<Location>> {
    let names = snapshot.names();
    let (_, number) = names.at(snapshot.offset(at))?;
    let places: Vec<Location> = namesakes(names, number)
        .filter_map(|it| it.declared)
        .filter_map(|(file, span)| snapshot.location(file, span, &names.included))
        .collect();
    (!places.is_empty()).then_some(places)
}

/// A name, and what else is declared under it: rival texts may each declare it.
fn namesakes(names: &NameIndex, number: usize) -> impl Iterator<Item = &NamedThing> {
    let it = &names.all[number];
    let rival = |other: &&NamedThing| std::ptr::eq(*other, it) || is_renamable(it.kind) && is_rival(other, it);
    names.all.iter().filter(rival)
}

fn is_rival(one: &NamedThing, other: &NamedThing) -> bool {
    one.name == other.name && is_renamable(one.kind) && one.declared.is_some()
}

pub(super) fn definition(
    snapshot: &DocumentSnapshot,
    params: &DefinitionParams,
) -> RequestResult<Option<DefinitionResponse>> {
    let found = declared(snapshot, params.text_document_position_params.position);
    Ok(found.map(|it| Definition::from(it).into()))
}

pub(super) fn declaration(
    snapshot: &DocumentSnapshot,
    params: &DeclarationParams,
) -> RequestResult<Option<DeclarationResponse>> {
    let found = declared(snapshot, params.text_document_position_params.position);
    Ok(found.map(|it| Declaration::from(it).into()))
}

/// Every place in the draft where a name stands, and whether it is declared there.
fn places(names: &NameIndex, number: usize) -> Vec<(Span, bool)> {
    let same: Vec<*const NamedThing> = namesakes(names, number).map(std::ptr::from_ref).collect();
    let is = |it: usize| same.contains(&std::ptr::from_ref(&names.all[it]));
    names.places.iter().filter(|it| is(it.1)).map(|it| (it.0, it.2)).collect()
}

pub(super) fn references(
    snapshot: &DocumentSnapshot,
    params: &ReferenceParams,
) -> RequestResult<Option<Vec<Location>>> {
    let names = snapshot.names();
    let offset = snapshot.offset(params.text_document_position_params.position);
    let Some((_, number)) = names.at(offset) else { return Ok(None) };
    let wanted = |it: &(Span, bool)| params.context.include_declaration || !it.1;
    let places = places(names, number).into_iter().filter(wanted);
    Ok(Some(places.map(|it| Location { uri: snapshot.uri.clone(), range: snapshot.range(it.0) }).collect()))
}

pub(super) fn highlight(
    snapshot: &DocumentSnapshot,
    params: &DocumentHighlightParams,
) -> RequestResult<Option<Vec<DocumentHighlight>>> {
    let names = snapshot.names();
    let offset = snapshot.offset(params.text_document_position_params.position);
    let Some((_, number)) = names.at(offset) else { return Ok(None) };
    let shown = places(names, number).into_iter().map(|(span, declares)| DocumentHighlight {
        range: snapshot.range(span),
        kind: Some(if declares { DocumentHighlightKind::Write } else { DocumentHighlightKind::Read }),
    });
    Ok(Some(shown.collect()))
}

fn is_renamable(kind: NameKind) -> bool {
    !matches!(kind, NameKind::Unit | NameKind::Term)
}

/// The name at a place, if it can have another.
fn renamable(snapshot: &DocumentSnapshot, names: &NameIndex, at: Position) -> RequestResult<(Span, usize)> {
    let Some((span, number)) = names.at(snapshot.offset(at)) else {
        return Err(RequestError::new("no name at this position"));
    };
    let it = &names.all[number];
    let name = &it.name;
    let refused = match it.kind {
        NameKind::Unit => Some("a number can't be renamed; change it in the text".to_owned()),
        NameKind::Term => Some(format!("`{name}` is a defined term; the prose that uses it can't be renamed")),
        _ => match it.declared {
            Some((file, _)) if file == snapshot.source.file => None,
            _ => Some(format!("`{name}` is declared outside this draft")),
        },
    };
    refused.map_or(Ok((span, number)), |words| Err(RequestError::new(words)))
}

pub(super) fn prepare(
    snapshot: &DocumentSnapshot,
    params: &PrepareRenameParams,
) -> RequestResult<Option<PrepareRenameResult>> {
    let names = snapshot.names();
    let (span, number) = renamable(snapshot, names, params.text_document_position_params.position)?;
    let placeholder = names.all[number].name.clone();
    Ok(Some(PrepareRenamePlaceholder { range: snapshot.range(span), placeholder }.into()))
}

/// Gives a name another, wherever it stands; refused where the draft would then say something else.
pub(super) fn rename(snapshot: &DocumentSnapshot, params: &RenameParams) -> RequestResult<Option<WorkspaceEdit>> {
    let names = snapshot.names();
    let (_, number) = renamable(snapshot, names, params.text_document_position_params.position)?;
    let (old, new) = (&names.all[number].name, params.new_name.trim());
    let edits: Vec<Edit> =
        places(names, number).into_iter().map(|it| Edit { span: it.0, text: new.to_owned() }).collect();
    check(snapshot, &edits, old, new)?;
    Ok(Some(workspace_edit(snapshot, edits.iter().map(|it| snapshot.edit(it)).collect())))
}

/// Whether a draft says the same under the new name.
fn check(snapshot: &DocumentSnapshot, edits: &[Edit], old: &str, new: &str) -> RequestResult<()> {
    let names = snapshot.names();
    let capital = |it: &str| it.starts_with(char::is_uppercase);
    if capital(old) != capital(new) || new.is_empty() {
        let how = if capital(old) { "starts with a capital letter" } else { "is of small letters and hyphens" };
        return Err(RequestError::new(format!("`{new}` can't stand for `{old}`: such a name {how}")));
    }
    if let Some(other) = names.all.iter().find(|it| it.name == new && is_renamable(it.kind) && new != old) {
        let what = if other.declared.is_some() { "is declared already" } else { "means something already" };
        return Err(RequestError::new(format!("`{new}` {what}")));
    }
    let text = applied(snapshot.text(), edits);
    let source = Source::new(snapshot.source.file, snapshot.source.name.as_ref(), text);
    let renamed = DocumentSnapshot { source, known: std::sync::Arc::default(), ..snapshot.clone() };
    let errors =
        |it: &DocumentSnapshot| it.parsed().diagnostics.iter().filter(|it| it.severity == Severity::Error).count();
    let unreadable = || RequestError::new(format!("renaming to `{new}` would make the draft unreadable"));
    if errors(&renamed) > errors(snapshot) {
        return Err(unreadable());
    }
    let after = renamed.names();
    // The same names stand at the same places, moved by as much as the edits before them have moved the text.
    let moved = |span: Span| {
        let by = |offset: u32| {
            let before = edits.iter().filter(|it| it.span.end <= offset && it.span.start < offset);
            before.map(|it| i64::try_from(it.text.len()).unwrap_or(0) - i64::from(it.span.len())).sum::<i64>()
        };
        (i64::from(span.start) + by(span.start), i64::from(span.end) + by(span.end))
    };
    let stand = |span: Span| (i64::from(span.start), i64::from(span.end));
    let same = names.places.len() == after.places.len()
        && names.places.iter().zip(&after.places).all(|(one, other)| {
            let (before, now) = (&names.all[one.1], &after.all[other.1]);
            moved(one.0) == stand(other.0)
                && one.2 == other.2
                && before.kind == now.kind
                && (before.name == now.name || before.name == old && now.name == new || before.kind == NameKind::Unit)
        });
    if same {
        Ok(())
    } else {
        Err(RequestError::new(format!("renaming to `{new}` would change the meaning of the draft")))
    }
}

/// An edit with a snippet, for editors that take one.
pub(super) fn snippet_edit(snapshot: &DocumentSnapshot, edit: SnippetTextEdit) -> WorkspaceEdit {
    let text_document = OptionalVersionedTextDocumentIdentifier {
        version: snapshot.version,
        text_document_identifier: lsp_types::TextDocumentIdentifier { uri: snapshot.uri.clone() },
    };
    let edit = TextDocumentEdit { text_document, edits: vec![edit.into()] };
    WorkspaceEdit { document_changes: Some(vec![edit.into()]), ..WorkspaceEdit::default() }
}

/// Edits of this text, tied to its version where the editor can do that.
pub(super) fn workspace_edit(snapshot: &DocumentSnapshot, edits: Vec<TextEdit>) -> WorkspaceEdit {
    if snapshot.client.versioned_edits {
        let text_document = OptionalVersionedTextDocumentIdentifier {
            version: snapshot.version,
            text_document_identifier: lsp_types::TextDocumentIdentifier { uri: snapshot.uri.clone() },
        };
        let edit = TextDocumentEdit { text_document, edits: edits.into_iter().map(Into::into).collect() };
        return WorkspaceEdit { document_changes: Some(vec![edit.into()]), ..WorkspaceEdit::default() };
    }
    let changes = HashMap::from([(snapshot.uri.clone(), edits)]);
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}
