//! What the editor can do, and what is offered to it.

use super::position;
use super::{completion, tokens};
use crate::source::Encoding;
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions, DiagnosticOptions, DocumentLinkOptions,
    DocumentOnTypeFormattingOptions, ExecuteCommandOptions, InlayHintOptions, PositionEncodingKind, RenameOptions,
    SaveOptions, SemanticTokensLegend, SemanticTokensOptions, ServerCapabilities, SignatureHelpOptions,
    TextDocumentSyncKind, TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The analysis of a draft, or of one of its provisions, as a document.
pub(super) const ANALYZE: &str = "vattel.analyze";
/// Checks every draft of the workspace.
pub(super) const CHECK_WORKSPACE: &str = "vattel.checkWorkspace";
/// The kind of the action that applies every safe cure.
pub(super) const FIX_ALL: &str = "source.fixAll.vattel";

/// What the editor can do.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a capability of the protocol")]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// The folders that are open.
    pub(super) folders: Vec<PathBuf>,
    /// The program that started the server, by its number.
    pub(super) process: Option<i64>,
    /// What the user wishes, as given at the start.
    pub(super) wishes: Value,
    /// It asks for findings; others are told them.
    pub(super) pulls: bool,
    pub(super) refreshes_findings: bool,
    pub(super) refreshes_hints: bool,
    pub(super) refreshes_lenses: bool,
    pub(super) watches_files: bool,
    pub(super) tells_configuration: bool,
    pub(super) shows_progress: bool,
    pub(super) links_codes: bool,
    pub(super) related: bool,
    pub(super) tags: bool,
    pub(super) versioned_edits: bool,
    pub(super) resolves_edits: bool,
    pub(super) snippets: bool,
    pub(super) nested_symbols: bool,
    pub(super) prefers_action: bool,
}

impl Client {
    /// Reads what the editor says of itself.
    pub(super) fn of(params: &Value) -> Self {
        let can = |path: &str| params.pointer(&format!("/capabilities{path}"));
        let is = |path: &str| can(path).and_then(Value::as_bool).unwrap_or(false);
        let offered: Option<Vec<PositionEncodingKind>> =
            can("/general/positionEncodings").and_then(|it| serde_json::from_value(it.clone()).ok());
        let uri = |it: &Value| super::address::path(&it.as_str()?.into());
        let listed = params.get("workspaceFolders").and_then(Value::as_array);
        let folders = match listed {
            Some(list) => list.iter().filter_map(|it| uri(it.get("uri")?)).collect(),
            None => params.get("rootUri").and_then(uri).into_iter().collect(),
        };
        let resolved = can("/textDocument/codeAction/resolveSupport/properties").and_then(Value::as_array);
        Self {
            encoding: position::agree(offered.as_deref()),
            folders,
            process: params.get("processId").and_then(Value::as_i64),
            wishes: params.get("initializationOptions").cloned().unwrap_or_default(),
            pulls: can("/textDocument/diagnostic").is_some_and(Value::is_object),
            refreshes_findings: is("/workspace/diagnostics/refreshSupport"),
            refreshes_hints: is("/workspace/inlayHint/refreshSupport"),
            refreshes_lenses: is("/workspace/codeLens/refreshSupport"),
            watches_files: is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            tells_configuration: is("/workspace/configuration"),
            shows_progress: is("/window/workDoneProgress"),
            links_codes: is("/textDocument/publishDiagnostics/codeDescriptionSupport")
                || is("/textDocument/diagnostic/codeDescriptionSupport"),
            related: is("/textDocument/publishDiagnostics/relatedInformation")
                || is("/textDocument/diagnostic/relatedInformation"),
            tags: can("/textDocument/publishDiagnostics/tagSupport").is_some()
                || can("/textDocument/diagnostic/tagSupport").is_some(),
            versioned_edits: is("/workspace/workspaceEdit/documentChanges"),
            resolves_edits: resolved.is_some_and(|it| it.iter().any(|it| it == "edit"))
                && is("/textDocument/codeAction/dataSupport"),
            snippets: is("/textDocument/completion/completionItem/snippetSupport"),
            nested_symbols: is("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            prefers_action: is("/textDocument/codeAction/isPreferredSupport"),
        }
    }
}

/// What is offered to it.
pub(super) fn offer(client: &Client) -> Value {
    let words = |it: &[&str]| Some(it.iter().map(|it| (*it).to_owned()).collect());
    let capabilities = ServerCapabilities {
        position_encoding: Some(position::kind(client.encoding)),
        text_document_sync: Some(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::Incremental),
                save: Some(SaveOptions { include_text: Some(false) }.into()),
                ..TextDocumentSyncOptions::default()
            }
            .into(),
        ),
        diagnostic_provider: client.pulls.then(|| {
            DiagnosticOptions {
                identifier: Some("vattel".to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                ..DiagnosticOptions::default()
            }
            .into()
        }),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        declaration_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_highlight_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        workspace_symbol_provider: Some(true.into()),
        folding_range_provider: Some(true.into()),
        selection_range_provider: Some(true.into()),
        rename_provider: Some(RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() }.into()),
        completion_provider: Some(CompletionOptions {
            trigger_characters: words(completion::TRIGGERS),
            resolve_provider: Some(false),
            ..CompletionOptions::default()
        }),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: words(&["{", "\n"]),
            retrigger_characters: words(&[" "]),
            ..SignatureHelpOptions::default()
        }),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QuickFix,
                    CodeActionKind::RefactorRewrite,
                    CodeActionKind::from(FIX_ALL.to_owned()),
                ]),
                resolve_provider: Some(client.resolves_edits),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false), ..CodeLensOptions::default() }),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            ..DocumentLinkOptions::default()
        }),
        inlay_hint_provider: Some(
            InlayHintOptions { resolve_provider: Some(false), ..InlayHintOptions::default() }.into(),
        ),
        semantic_tokens_provider: Some(
            SemanticTokensOptions {
                legend: SemanticTokensLegend {
                    token_types: tokens::KINDS.iter().map(|it| it.1.to_owned()).collect(),
                    token_modifiers: tokens::MODIFIERS.iter().map(|it| (*it).to_owned()).collect(),
                },
                range: Some(true.into()),
                full: Some(true.into()),
                ..SemanticTokensOptions::default()
            }
            .into(),
        ),
        document_formatting_provider: Some(true.into()),
        document_range_formatting_provider: Some(true.into()),
        document_on_type_formatting_provider: Some(DocumentOnTypeFormattingOptions {
            first_trigger_character: "}".to_owned(),
            more_trigger_character: words(&["\n"]),
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![ANALYZE.to_owned(), CHECK_WORKSPACE.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceOptions {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(true.into()),
            }),
            ..WorkspaceOptions::default()
        }),
        ..ServerCapabilities::default()
    };
    json!({
        "capabilities": capabilities,
        "serverInfo": { "name": "vattel", "version": env!("CARGO_PKG_VERSION") },
    })
}
