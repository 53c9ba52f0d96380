//! The texts that are open, and the configurations that hold for them: what changes, and what has to be checked again for it.

use super::{ClientRequest, Done, OpenDocument, Server, check, given_up};
use crate::engine::SCENARIO_FILE;
use crate::lsp::address;
use crate::lsp::client::Client;
use crate::lsp::snapshot::{DocumentKind, DocumentSnapshot};
use crate::lsp::workspace_config::{ClientSettings, FileOverlay, WorkspaceConfig};
use crate::lsp::workspace_diagnostics;
use crate::report::foreign;
use crate::source::{FileId, Source};
use crate::workspace::files;
use crate::workspace::log::print_error;
use lsp_server::{ErrorCode, Notification, RequestId, Response};
use lsp_types::{self as lsp, Diagnostic, TextDocumentContentChangeEvent, Uri};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

impl Server<'_> {
    pub(super) fn notified(&mut self, it: Notification) {
        let Notification { method, params } = it;
        match method.as_str() {
            "textDocument/didOpen" => self.opened(params),
            "textDocument/didChange" => self.changed(params),
            "textDocument/didClose" => self.closed(&params),
            "textDocument/didSave" => {
                if let Some(path) = params.pointer("/textDocument/uri").and_then(Value::as_str) {
                    self.files_changed(&address::path(&path.into()).into_iter().collect::<Vec<_>>());
                }
            }
            "workspace/didChangeWatchedFiles" => {
                let changes = params.get("changes").and_then(Value::as_array);
                let path = |it: &Value| address::path(&it.get("uri")?.as_str()?.into());
                let paths: Vec<PathBuf> = changes.into_iter().flatten().filter_map(path).collect();
                self.files_changed(&paths);
            }
            "workspace/didChangeConfiguration" if self.client.tells_configuration => {
                self.ask(
                    "workspace/configuration",
                    json!({ "items": [{ "section": "vattel" }] }),
                    ClientRequest::ClientSettings,
                );
            }
            "workspace/didChangeConfiguration" => {
                self.configs.client_settings = ClientSettings::of(params.get("settings").unwrap_or(&Value::Null));
                self.reconfigure();
            }
            "workspace/didChangeWorkspaceFolders" => {
                let listed = |key: &str| -> Vec<PathBuf> {
                    let list = params.pointer(&format!("/event/{key}")).and_then(Value::as_array);
                    let path = |it: &Value| address::path(&it.get("uri")?.as_str()?.into());
                    list.into_iter().flatten().filter_map(path).collect()
                };
                let (added, removed) = (listed("added"), listed("removed"));
                self.configs.open_folders.retain(|it| !removed.contains(it));
                self.configs.open_folders.extend(added);
                if self.watcher.is_some() {
                    self.watch();
                }
                self.reconfigure();
            }
            "$/cancelRequest" => {
                let id = match params.get("id") {
                    Some(Value::Number(it)) => it.as_i64().and_then(|it| i32::try_from(it).ok()).map(RequestId::from),
                    Some(Value::String(it)) => Some(RequestId::from(it.clone())),
                    _ => None,
                };
                if let Some(id) = id {
                    self.take_back(&id);
                }
            }
            _ => {}
        }
    }

    pub(super) fn take_back(&mut self, id: &RequestId) {
        let Some(stop) = self.queue.incoming.complete(id) else { return };
        stop.store(true, Ordering::Relaxed);
        self.parked.retain(|it| it.id != *id);
        self.open.values_mut().for_each(|it| it.waiting.retain(|it| it.0 != *id));
        let code = ErrorCode::RequestCanceled as i32;
        self.send(Response::new_err(id.clone(), code, "request cancelled".to_owned()));
    }

    pub(super) fn opened(&mut self, params: Value) {
        let Some(lsp::DidOpenTextDocumentParams { text_document: it }) = read("textDocument/didOpen", params) else {
            return;
        };
        let path = address::path(&it.uri);
        let sort = DocumentKind::of(&it.uri, &it.language_id.to_string());
        let name = path.as_ref().map_or_else(|| it.uri.0.clone(), |it| files::name(it));
        let source = Source::new(FileId::default(), name, it.text);
        if let Some(path) = &path {
            self.disk.show(path, &source.text);
        }
        let config = self.config_of(path.as_deref());
        let snapshot = DocumentSnapshot {
            uri: it.uri.clone(),
            path,
            version: Some(it.version),
            sort,
            source,
            known: Arc::default(),
            checked: None,
            config,
            disk: self.disk.clone(),
            client: Arc::clone(&self.client),
            stop: Arc::default(),
        };
        self.open.insert(it.uri.0.clone(), OpenDocument { snapshot, time: 0, reads: None, waiting: Vec::new() });
        self.text_changed(&it.uri);
    }

    pub(super) fn changed(&mut self, params: Value) {
        let Some(lsp::DidChangeTextDocumentParams { text_document: it, content_changes }) =
            read("textDocument/didChange", params)
        else {
            return;
        };
        let Some(open) = self.open.get_mut(&it.text_document_identifier.uri.0) else { return };
        let snapshot = &mut open.snapshot;
        // The text is this one's alone for the moment, so that no copy of it is made.
        if let Some(path) = &snapshot.path {
            self.disk.hide(path);
        }
        snapshot.stop.store(true, Ordering::Relaxed);
        snapshot.checked = None;
        snapshot.disk = FileOverlay::default();
        snapshot.version = Some(it.version);
        for change in content_changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(change) => {
                    let span = snapshot.span(change.range);
                    Arc::make_mut(&mut snapshot.source.text)
                        .replace_range(span.start as usize..span.end as usize, &change.text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(change) => {
                    snapshot.source.text = Arc::new(change.text);
                }
            }
            snapshot.known = Arc::default();
        }
        if let Some(path) = &snapshot.path {
            self.disk.show(path, &snapshot.source.text);
        }
        self.text_changed(&it.text_document_identifier.uri);
    }

    pub(super) fn closed(&mut self, params: &Value) {
        let Some(uri) = params.pointer("/textDocument/uri").and_then(Value::as_str) else { return };
        let Some(open) = self.open.remove(uri) else { return };
        open.snapshot.stop.store(true, Ordering::Relaxed);
        for (id, _) in open.waiting {
            self.respond(id, Err(given_up()));
        }
        if let Some(path) = &open.snapshot.path {
            self.disk.hide(path);
        }
        if !self.client.pulls {
            self.publish(&open.snapshot.uri, None, &[]);
        }
        if open.snapshot.sort == DocumentKind::Configuration {
            self.reconfigure();
        } else {
            // Others may read what the disk holds of it now.
            self.files_changed(&open.snapshot.path.into_iter().collect::<Vec<_>>());
        }
        self.tell_configurations();
    }

    /// A text has changed: it is checked, and so is what reads it.
    pub(super) fn text_changed(&mut self, uri: &Uri) {
        let Some(open) = self.open.get(&uri.0) else { return };
        let (sort, path) = (open.snapshot.sort, open.snapshot.path.clone());
        self.check_again(&uri.0);
        match sort {
            // What holds changes with every keystroke in a configuration.
            DocumentKind::Configuration => self.reconfigure(),
            DocumentKind::Draft => self.check_readers(path.as_deref().as_slice()),
            DocumentKind::Suite | DocumentKind::Other => {}
        }
        self.wake();
    }

    /// Files have changed on the disk.
    pub(super) fn files_changed(&mut self, paths: &[PathBuf]) {
        let is = |end: &str| paths.iter().any(|it| it.to_string_lossy().ends_with(end));
        if is(".toml") {
            self.reconfigure();
        } else if is(".treaty") || is(SCENARIO_FILE) {
            let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
            self.check_readers(&paths);
            self.edition += 1;
            self.wake();
        }
    }

    /// Checks the open drafts that read any of these files.
    pub(super) fn check_readers(&mut self, paths: &[&Path]) {
        let is_one = |it: &PathBuf| paths.contains(&it.as_path());
        // What a draft reads is not known before its first check is over.
        let reads = |open: &OpenDocument| match &open.reads {
            Some(reads) => reads.iter().any(is_one),
            None => open.snapshot.sort == DocumentKind::Draft && !open.snapshot.path.as_ref().is_some_and(is_one),
        };
        let readers: Vec<String> =
            self.open.iter().filter(|(_, open)| reads(open)).map(|(uri, _)| uri.clone()).collect();
        if readers.is_empty() {
            return;
        }
        self.edition += 1;
        for uri in readers {
            self.check_again(&uri);
        }
        self.refresh();
    }

    /// Reads every configuration again.
    pub(super) fn reconfigure(&mut self) {
        self.edition += 1;
        self.configs.forget();
        self.read_configurations();
        let uris: Vec<String> = self.open.keys().cloned().collect();
        for uri in uris {
            self.check_again(&uri);
        }
        self.tell_configurations();
        self.refresh();
        self.wake();
    }

    /// Tells an editor that it should ask again.
    pub(super) fn refresh(&mut self) {
        let Client { refreshes_findings, refreshes_hints, refreshes_lenses, pulls, .. } = *self.client;
        for (can, what) in [
            (pulls && refreshes_findings, "workspace/diagnostic/refresh"),
            (refreshes_hints, "workspace/inlayHint/refresh"),
            (refreshes_lenses, "workspace/codeLens/refresh"),
        ] {
            if can {
                self.ask(what, Value::Null, ClientRequest::Nothing);
            }
        }
    }

    /// Takes up what waited for a change.
    pub(super) fn wake(&mut self) {
        self.changes += 1;
        for request in std::mem::take(&mut self.parked) {
            self.pull_workspace(request);
        }
    }

    /// Reads the configurations of the folders that are open.
    pub(super) fn read_configurations(&mut self) {
        for folder in self.configs.open_folders.clone() {
            self.configs.of_folder(&folder, &self.disk);
        }
    }

    /// What holds for a text. What is wrong with it is told when it is read.
    pub(super) fn config_of(&mut self, path: Option<&Path>) -> Arc<WorkspaceConfig> {
        let known = self.configs.count();
        let config = self.configs.of(path, &self.disk);
        if self.configs.count() > known {
            self.tell_configurations();
        }
        config
    }

    /// Checks a text, in place of any earlier check of it.
    pub(super) fn check_again(&mut self, uri: &str) {
        let Some(path) = self.open.get(uri).map(|it| it.snapshot.path.clone()) else { return };
        let config = self.config_of(path.as_deref());
        let Some(open) = self.open.get_mut(uri) else { return };
        let snapshot = &mut open.snapshot;
        snapshot.stop.store(true, Ordering::Relaxed);
        snapshot.stop = Arc::default();
        snapshot.checked = None;
        snapshot.known = Arc::default();
        snapshot.config = config;
        snapshot.disk = self.disk.clone();
        open.time += 1;
        let (snapshot, time, done) = (snapshot.clone(), open.time, self.done.clone());
        self.pool.spawn(move || {
            let checked = catch_unwind(AssertUnwindSafe(|| check(&snapshot)));
            let _ = done.send(Done::Checked(snapshot.uri.clone(), time, checked.ok().flatten()));
        });
    }

    /// Shows what is wrong with configurations and suites in their own files, and takes away what was.
    pub(super) fn tell_configurations(&mut self) {
        let mut found: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        // What the settings of the editor say stands in no file.
        let mut words: Vec<String> = Vec::new();
        for config in self.configs.all() {
            words.extend(config.errors.0.iter().filter(|it| it.is_loose()).map(|it| it.lines().join("; ")));
            for (uri, items) in workspace_diagnostics::of_configuration(config, &self.disk, &self.client) {
                let all = found.entry(uri).or_default();
                all.extend(items.into_iter().filter(|it| !all.contains(it)).collect::<Vec<_>>());
            }
        }
        words.sort();
        words.dedup();
        if words != self.said {
            for it in &words {
                self.notify(
                    "window/showMessage",
                    json!({ "type": 2, "message": foreign::line(&format!("vattel: {it}")) }),
                );
            }
            self.said = words;
        }
        // What a suite that is open has wrong is told with its own text.
        let shown = |uri: &String| {
            self.open.get(uri).is_some_and(|it| it.snapshot.sort == DocumentKind::Suite || self.client.pulls)
        };
        found.retain(|uri, _| !shown(uri));
        let gone: Vec<String> = self.told.iter().filter(|it| !found.contains_key(*it)).cloned().collect();
        for uri in gone {
            self.told.remove(&uri);
            if !self.open.get(&uri).is_some_and(|it| it.snapshot.sort == DocumentKind::Suite) {
                self.publish(&Uri(uri), None, &[]);
            }
        }
        for (uri, items) in found {
            let version = self.open.get(&uri).and_then(|it| it.snapshot.version);
            self.told.insert(uri.clone());
            self.publish(&Uri(uri), version, &items);
        }
    }
}

/// The parameters of a notification; invalid ones are logged on standard error.
fn read<P: serde::de::DeserializeOwned>(method: &str, params: Value) -> Option<P> {
    let read = serde_json::from_value(params);
    read.inspect_err(|error| print_error(&format!("invalid parameters of `{method}`: {error}"))).ok()
}
