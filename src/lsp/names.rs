//! From a name to what it stands for, and back: definition, references, highlight, rename.

use super::error::{Answer, Refusal};
use super::page::Page;
use crate::diagnostic::{Edit, Severity};
use crate::engine::names::{Kind, Named, Names};
use crate::model::applied;
use crate::source::{Source, Span};
use lsp_types::{
    Declaration, DeclarationParams, DeclarationResponse, Definition, DefinitionParams, DefinitionResponse,
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, Location,
    OptionalVersionedTextDocumentIdentifier, Position, PrepareRenameParams, PrepareRenamePlaceholder,
    PrepareRenameResult, ReferenceParams, RenameParams, TextDocumentEdit, TextEdit, WorkspaceEdit,
};
use std::collections::HashMap;

/// Where what stands at a place is declared. A name that several texts of a bracket declare has several such places.
fn declared(page: &Page, at: Position) -> Option<Vec<Location>> {
    let names = page.names();
    let (_, number) = names.at(page.offset(at))?;
    let places: Vec<Location> = namesakes(names, number)
        .filter_map(|it| it.declared)
        .filter_map(|(file, span)| page.location(file, span, &names.companions))
        .collect();
    (!places.is_empty()).then_some(places)
}

/// A name, and what else is declared under it: rival texts may each declare it.
fn namesakes(names: &Names, number: usize) -> impl Iterator<Item = &Named> {
    let it = &names.all[number];
    let rival = |other: &&Named| std::ptr::eq(*other, it) || is_renamable(it.kind) && is_rival(other, it);
    names.all.iter().filter(rival)
}

fn is_rival(one: &Named, other: &Named) -> bool {
    one.name == other.name && is_renamable(one.kind) && one.declared.is_some()
}

pub(super) fn definition(page: &Page, params: &DefinitionParams) -> Answer<Option<DefinitionResponse>> {
    let found = declared(page, params.text_document_position_params.position);
    Ok(found.map(|it| Definition::from(it).into()))
}

pub(super) fn declaration(page: &Page, params: &DeclarationParams) -> Answer<Option<DeclarationResponse>> {
    let found = declared(page, params.text_document_position_params.position);
    Ok(found.map(|it| Declaration::from(it).into()))
}

/// Every place in the draft where a name stands, and whether it is declared there.
fn places(names: &Names, number: usize) -> Vec<(Span, bool)> {
    let same: Vec<*const Named> = namesakes(names, number).map(std::ptr::from_ref).collect();
    let is = |it: usize| same.contains(&std::ptr::from_ref(&names.all[it]));
    names.places.iter().filter(|it| is(it.1)).map(|it| (it.0, it.2)).collect()
}

pub(super) fn references(page: &Page, params: &ReferenceParams) -> Answer<Option<Vec<Location>>> {
    let names = page.names();
    let offset = page.offset(params.text_document_position_params.position);
    let Some((_, number)) = names.at(offset) else { return Ok(None) };
    let wanted = |it: &(Span, bool)| params.context.include_declaration || !it.1;
    let places = places(names, number).into_iter().filter(wanted);
    Ok(Some(places.map(|it| Location { uri: page.uri.clone(), range: page.range(it.0) }).collect()))
}

pub(super) fn highlight(page: &Page, params: &DocumentHighlightParams) -> Answer<Option<Vec<DocumentHighlight>>> {
    let names = page.names();
    let offset = page.offset(params.text_document_position_params.position);
    let Some((_, number)) = names.at(offset) else { return Ok(None) };
    let shown = places(names, number).into_iter().map(|(span, declares)| DocumentHighlight {
        range: page.range(span),
        kind: Some(if declares { DocumentHighlightKind::Write } else { DocumentHighlightKind::Read }),
    });
    Ok(Some(shown.collect()))
}

fn is_renamable(kind: Kind) -> bool {
    !matches!(kind, Kind::Unit | Kind::Term)
}

/// The name at a place, if it can have another.
fn renamable(page: &Page, names: &Names, at: Position) -> Answer<(Span, usize)> {
    let Some((span, number)) = names.at(page.offset(at)) else {
        return Err(Refusal::new("no name at this position"));
    };
    let it = &names.all[number];
    let name = &it.name;
    let refused = match it.kind {
        Kind::Unit => Some("a number can't be renamed; change it in the text".to_owned()),
        Kind::Term => Some(format!("`{name}` is a defined term; the prose that uses it can't be renamed")),
        _ => match it.declared {
            Some((file, _)) if file == page.source.file => None,
            _ => Some(format!("`{name}` is declared outside this draft")),
        },
    };
    refused.map_or(Ok((span, number)), |words| Err(Refusal::new(words)))
}

pub(super) fn prepare(page: &Page, params: &PrepareRenameParams) -> Answer<Option<PrepareRenameResult>> {
    let names = page.names();
    let (span, number) = renamable(page, names, params.text_document_position_params.position)?;
    let placeholder = names.all[number].name.clone();
    Ok(Some(PrepareRenamePlaceholder { range: page.range(span), placeholder }.into()))
}

/// Gives a name another, wherever it stands; refused where the draft would then say something else.
pub(super) fn rename(page: &Page, params: &RenameParams) -> Answer<Option<WorkspaceEdit>> {
    let names = page.names();
    let (_, number) = renamable(page, names, params.text_document_position_params.position)?;
    let (old, new) = (&names.all[number].name, params.new_name.trim());
    let edits: Vec<Edit> =
        places(names, number).into_iter().map(|it| Edit { span: it.0, text: new.to_owned() }).collect();
    check(page, &edits, old, new)?;
    Ok(Some(workspace_edit(page, edits.iter().map(|it| page.edit(it)).collect())))
}

/// Whether a draft says the same under the new name.
fn check(page: &Page, edits: &[Edit], old: &str, new: &str) -> Answer<()> {
    let names = page.names();
    let capital = |it: &str| it.starts_with(char::is_uppercase);
    if capital(old) != capital(new) || new.is_empty() {
        let how = if capital(old) { "starts with a capital letter" } else { "is of small letters and hyphens" };
        return Err(Refusal::new(format!("`{new}` can't stand for `{old}`: such a name {how}")));
    }
    if let Some(other) = names.all.iter().find(|it| it.name == new && is_renamable(it.kind) && new != old) {
        let what = if other.declared.is_some() { "is declared already" } else { "means something already" };
        return Err(Refusal::new(format!("`{new}` {what}")));
    }
    let text = applied(page.text(), edits);
    let source = Source::new(page.source.file, page.source.name.as_ref(), text);
    let renamed = Page { source, known: std::sync::Arc::default(), ..page.clone() };
    let errors = |it: &Page| it.parsed().diagnostics.iter().filter(|it| it.severity == Severity::Error).count();
    let unreadable = || Refusal::new(format!("renaming to `{new}` would make the draft unreadable"));
    if errors(&renamed) > errors(page) {
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
                && (before.name == now.name || before.name == old && now.name == new || before.kind == Kind::Unit)
        });
    if same { Ok(()) } else { Err(Refusal::new(format!("renaming to `{new}` would change the meaning of the draft"))) }
}

/// Edits of this text, tied to its version where the editor can do that.
pub(super) fn workspace_edit(page: &Page, edits: Vec<TextEdit>) -> WorkspaceEdit {
    if page.client.versioned_edits {
        let text_document = OptionalVersionedTextDocumentIdentifier {
            version: page.version,
            text_document_identifier: lsp_types::TextDocumentIdentifier { uri: page.uri.clone() },
        };
        let edit = TextDocumentEdit { text_document, edits: edits.into_iter().map(Into::into).collect() };
        return WorkspaceEdit { document_changes: Some(vec![edit.into()]), ..WorkspaceEdit::default() };
    }
    let changes = HashMap::from([(page.uri.clone(), edits)]);
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}
