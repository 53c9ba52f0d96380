//! What the editor can do, and the commands by which it calls the server.

use super::position;
use crate::rules::CATALOGUE;
use crate::source::Encoding;
use lsp_types::{PositionEncodingKind, Uri};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::OnceLock;

/// The analysis of a draft, or of one of its provisions, as a document.
pub(super) const ANALYZE: &str = "vattel.analyze";
/// Plays a scenario.
pub(super) const RUN_SCENARIO: &str = "vattel.runScenario";

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
    pub(super) settings: Value,
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
    /// It takes snippets in edits of actions.
    pub(super) snippet_edits: bool,
    pub(super) nested_symbols: bool,
    pub(super) prefers_action: bool,
    /// The page of each rule of the catalogue as a file, once it is linked to.
    pub(super) pages: Vec<OnceLock<Option<Uri>>>,
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
            settings: params.get("initializationOptions").cloned().unwrap_or_default(),
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
            snippet_edits: is("/workspace/workspaceEdit/snippetEditSupport")
                && is("/workspace/workspaceEdit/documentChanges"),
            nested_symbols: is("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            pages: vec![OnceLock::new(); CATALOGUE.len()],
            prefers_action: is("/textDocument/codeAction/isPreferredSupport"),
        }
    }
}
