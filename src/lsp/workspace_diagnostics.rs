//! The whole workspace: every draft of it, and what is wrong with its configuration.

use super::address;
use super::client::Client;
use super::configs::WorkspaceConfigs;
use super::diagnostics;
use super::error::{RequestError, RequestResult};
use super::snapshot::{CheckedText, DocumentKind, DocumentSnapshot};
use super::workspace_config::{ClientSettings, FileOverlay, WorkspaceConfig};
use crate::diagnostic::Severity;
use crate::source::{FileId, Source, Span};
use crate::workspace::files;
use crossbeam_channel::Sender;
use lsp_server::{Message, Notification};
use lsp_types::{
    BaseSymbolInformation, Diagnostic, DiagnosticSeverity, Location, WorkspaceSymbol, WorkspaceSymbolParams,
    WorkspaceSymbolResponse,
};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The number of drafts between progress reports.
const BATCH: usize = 16;

/// What a check of every draft needs.
pub(super) struct Workspace {
    pub(super) configs: WorkspaceConfigs,
    pub(super) open: Vec<DocumentSnapshot>,
    pub(super) disk: FileOverlay,
    pub(super) client: Arc<Client>,
    pub(super) edition: u64,
    pub(super) out: Sender<Message>,
    /// Takes configurations that were not known.
    pub(super) learned: Box<dyn Fn(WorkspaceConfigs) + Send + Sync>,
}

/// A draft that is not open.
pub(super) fn read(
    path: &Path,
    config: &Arc<WorkspaceConfig>,
    disk: &FileOverlay,
    client: &Arc<Client>,
) -> Option<DocumentSnapshot> {
    let text = disk.text(path).ok()?;
    let uri = address::uri(path);
    Some(DocumentSnapshot {
        sort: DocumentKind::of(&uri, ""),
        uri,
        path: Some(path.to_owned()),
        version: None,
        source: Source::new(FileId::default(), files::name(path), text),
        known: Arc::default(),
        checked: None,
        config: Arc::clone(config),
        disk: disk.clone(),
        client: Arc::clone(client),
        stop: Arc::default(),
    })
}

impl Workspace {
    /// The drafts of every folder, each once, those that are open as they are shown.
    pub(super) fn collect(&self, stop: &Arc<AtomicBool>) -> Vec<DocumentSnapshot> {
        let mut pages: BTreeMap<PathBuf, DocumentSnapshot> = BTreeMap::new();
        let mut configs = self.configs.clone();
        for folder in &self.configs.open_folders {
            for (path, config) in configs.drafts(folder, &self.disk) {
                if let Some(snapshot) = read(&path, &config, &self.disk, &self.client) {
                    pages.entry(path).or_insert(snapshot);
                }
            }
        }
        if configs.count() > self.configs.count() {
            (self.learned)(configs);
        }
        for snapshot in self.open.iter().filter(|it| it.sort == DocumentKind::Draft) {
            if let Some(known) = snapshot.path.as_ref().and_then(|it| pages.get_mut(it)) {
                *known = snapshot.clone();
            }
        }
        pages.into_values().map(|snapshot| DocumentSnapshot { stop: Arc::clone(stop), ..snapshot }).collect()
    }

    fn notify(&self, method: &str, params: Value) {
        // An editor that is gone hears nothing.
        let _ = self.out.send(Notification { method: method.to_owned(), params }.into());
    }
}

/// A name for what is found in a text: it is another one as soon as something else could be found.
pub(super) fn result_id(text: &str, edition: u64) -> String {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    format!("{edition:x}-{:x}-{:x}", text.len(), hasher.finish())
}

/// What was found in a text; only that it is the same, if the editor has it already.
pub(super) fn report(id: &str, previous: Option<&str>, items: &[Diagnostic]) -> Value {
    if previous == Some(id) {
        return json!({ "kind": "unchanged", "resultId": id });
    }
    json!({ "kind": "full", "resultId": id, "items": items })
}

/// The findings of every draft; nothing if the editor has them all.
pub(super) fn pull(workspace: &Workspace, params: &Value, stop: &Arc<AtomicBool>) -> RequestResult<Option<Value>> {
    let previous: FxHashMap<&str, &str> = params
        .get("previousResultIds")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|it| Some((it.get("uri")?.as_str()?, it.get("value")?.as_str()?)))
        .collect();
    let (partial, progress) = (params.get("partialResultToken"), params.get("workDoneToken"));
    let pages = workspace.collect(stop);
    let now: BTreeSet<&str> = pages.iter().map(|it| it.uri.0.as_str()).collect();
    let is_new = |snapshot: &DocumentSnapshot| {
        previous.get(snapshot.uri.0.as_str()).is_none_or(|it| *it != result_id(snapshot.text(), workspace.edition))
    };
    if !previous.is_empty() && !pages.iter().any(is_new) && previous.keys().all(|it| now.contains(it)) {
        return Ok(None);
    }
    let progress = Progress::begin(workspace, progress, pages.len());
    let mut items = Vec::new();
    for batch in pages.chunks(BATCH) {
        let found: Vec<Option<Value>> = batch
            .par_iter()
            .map(|snapshot| {
                let id = result_id(snapshot.text(), workspace.edition);
                let before = previous.get(snapshot.uri.0.as_str()).copied();
                let found = if before == Some(id.as_str()) { None } else { Some(diagnostics::check(snapshot)?) };
                let mut report = report(&id, before, found.as_ref().map_or(&[], |it| &it.items));
                report["uri"] = snapshot.uri.0.as_str().into();
                report["version"] = snapshot.version.map_or(Value::Null, Value::from);
                Some(report)
            })
            .collect();
        if stop.load(Ordering::Relaxed) {
            progress.end();
            return Err(RequestError::stale());
        }
        let found: Vec<Value> = found.into_iter().flatten().collect();
        progress.tell(batch.len());
        match partial {
            Some(token) => workspace.notify("$/progress", json!({ "token": token, "value": { "items": found } })),
            None => items.extend(found),
        }
    }
    // What is gone has no findings.
    for uri in previous.keys().filter(|it| !now.contains(*it)) {
        items.push(json!({ "uri": uri, "version": null, "kind": "full", "items": [] }));
    }
    progress.end();
    Ok(Some(json!({ "items": items })))
}

/// Checks every draft, and tells the editor what is found in those that are not open; gives a line that sums it up.
pub(super) fn check(workspace: &Workspace, token: Option<&Value>, stop: &Arc<AtomicBool>) -> RequestResult<Value> {
    let pages = workspace.collect(stop);
    let progress = Progress::begin(workspace, token, pages.len());
    let mut counts = [0_usize; 3];
    for batch in pages.chunks(BATCH) {
        let found: Vec<Option<Arc<CheckedText>>> = batch.par_iter().map(diagnostics::check).collect();
        if stop.load(Ordering::Relaxed) {
            progress.end();
            return Err(RequestError::stale());
        }
        for (snapshot, checked) in batch.iter().zip(found) {
            let Some(checked) = checked else { continue };
            for finding in &checked.report.findings {
                counts[finding.severity as usize] += 1;
            }
            if snapshot.version.is_none() && !workspace.client.pulls {
                let params = json!({ "uri": snapshot.uri, "diagnostics": checked.items });
                workspace.notify("textDocument/publishDiagnostics", params);
            }
        }
        progress.tell(batch.len());
    }
    progress.end();
    let words = |count: usize, level: Severity| {
        let plural = if count == 1 || level == Severity::Advice { "" } else { "s" };
        format!("{count} {}{plural}", level.as_str())
    };
    let counted: Vec<String> = Severity::ALL.iter().zip(counts).map(|(level, count)| words(count, *level)).collect();
    let drafts = if pages.len() == 1 { "one draft".to_owned() } else { format!("{} drafts", pages.len()) };
    let words = format!("{} in {drafts}", counted.join(", "));
    workspace.notify("window/showMessage", json!({ "type": 3, "message": format!("vattel: {words}") }));
    Ok(words.into())
}

/// How far a run has come, where the editor wants to know it.
struct Progress<'w> {
    workspace: &'w Workspace,
    token: Option<&'w Value>,
    all: usize,
    done: std::cell::Cell<usize>,
}

impl<'w> Progress<'w> {
    fn begin(workspace: &'w Workspace, token: Option<&'w Value>, all: usize) -> Self {
        let progress = Self { workspace, token, all, done: std::cell::Cell::new(0) };
        progress.say(&json!({ "kind": "begin", "title": "Checking drafts", "percentage": 0 }));
        progress
    }

    fn tell(&self, more: usize) {
        self.done.set(self.done.get() + more);
        let (done, all) = (self.done.get(), self.all);
        let percentage = done * 100 / all.max(1);
        self.say(&json!({ "kind": "report", "message": format!("{done} of {all}"), "percentage": percentage }));
    }

    fn end(&self) {
        self.say(&json!({ "kind": "end" }));
    }

    fn say(&self, value: &Value) {
        if let Some(token) = self.token {
            self.workspace.notify("$/progress", json!({ "token": token, "value": value }));
        }
    }
}

/// What is wrong with the configuration that holds for a folder, by file.
pub(super) fn of_configuration(
    config: &Arc<WorkspaceConfig>,
    disk: &FileOverlay,
    client: &Arc<Client>,
) -> Vec<(String, Vec<Diagnostic>)> {
    let mut found: Vec<(String, Vec<Diagnostic>)> = Vec::new();
    let mut add = |name: &str, text: &str, told: &dyn Fn(&DocumentSnapshot) -> Vec<Diagnostic>| {
        let path = Path::new(name);
        // What the editor's own settings say stands in no file.
        if !path.is_absolute() {
            return;
        }
        let Some(mut snapshot) = read(path, config, disk, client) else { return };
        snapshot.source.text = Arc::new(text.to_owned());
        found.push((snapshot.uri.0.clone(), told(&snapshot)));
    };
    for slip in &config.errors.0 {
        if let Some(place) = &slip.place {
            let span = Span::new(place.span.start as u32, place.span.end as u32);
            let told = |snapshot: &DocumentSnapshot| {
                vec![diagnostics::plain(snapshot, span, DiagnosticSeverity::Error, &slip.words)]
            };
            add(&place.name, &place.text, &told);
        }
    }
    for (source, report) in config.findings() {
        add(&source.name, &source.text, &|snapshot| diagnostics::of(snapshot, &report, &[]));
    }
    found
}

/// What is wrong with a configuration that is open.
pub(super) fn of_page(snapshot: &DocumentSnapshot) -> Vec<Diagnostic> {
    // It is judged by itself: another may hold for the folder that is open.
    let folder = snapshot.path.as_deref().and_then(Path::parent).unwrap_or(Path::new("."));
    let config = Arc::new(WorkspaceConfig::of(
        folder,
        snapshot.path.as_deref(),
        &ClientSettings::default(),
        &snapshot.disk,
        None,
    ));
    let found = of_configuration(&config, &snapshot.disk, &snapshot.client);
    found.into_iter().filter(|it| it.0 == snapshot.uri.0).flat_map(|it| it.1).collect()
}

/// Workspace symbols whose names contain the letters of the query, in order.
pub(super) fn symbols(pages: &[DocumentSnapshot], params: &WorkspaceSymbolParams) -> RequestResult<Value> {
    let wanted = params.query.to_lowercase();
    let matches = |name: &str| {
        let mut letters = name.chars().flat_map(char::to_lowercase);
        wanted.chars().all(|it| letters.any(|other| other == it))
    };
    let found: Vec<Vec<WorkspaceSymbol>> = pages
        .par_iter()
        .map(|snapshot| {
            if snapshot.is_stale() {
                return Vec::new();
            }
            let symbols = super::outline::flat(snapshot).into_iter().filter(|it| matches(&it.name));
            symbols
                .map(|it| WorkspaceSymbol {
                    location: Location { uri: snapshot.uri.clone(), range: snapshot.range(it.name_span) }.into(),
                    data: None,
                    base_symbol_information: BaseSymbolInformation {
                        name: it.name,
                        kind: it.kind,
                        container_name: it.within,
                        tags: None,
                    },
                })
                .collect()
        })
        .collect();
    let all: WorkspaceSymbolResponse = found.into_iter().flatten().collect::<Vec<_>>().into();
    serde_json::to_value(all).map_err(|error| RequestError::new(error.to_string()))
}
