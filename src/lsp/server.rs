//! The loop: messages in their order, texts kept, work given away, answers sent.

mod texts;

use super::client::{ANALYZE, CHECK_WORKSPACE, Client, RUN_SCENARIO};
use super::configs::WorkspaceConfigs;
use super::error::{RequestError, RequestResult};
use super::parent::Parent;
use super::snapshot::{CheckedText, DocumentKind, DocumentSnapshot};
use super::workspace_config::{ClientSettings, FileOverlay};
use super::{
    actions, address, completion, diagnostics, formatting, hints, hover, names, outline, scenarios, signature, tokens,
    workspace_diagnostics,
};
use crate::report::foreign;
use crate::workspace::files;
use crate::workspace::log::print_error;
use crossbeam_channel::{Receiver, Sender, select, unbounded};
use lsp_server::{Connection, ErrorCode, Message, Notification, ReqQueue, Request, RequestId, Response, ResponseError};
use lsp_types::{self as lsp, Diagnostic, Uri};
use rayon::ThreadPool;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What was worked out elsewhere.
enum Done {
    /// An answer to a request.
    Reply(RequestId, RequestResult<Value>),
    /// A check that was asked for at a time; nothing if it was stopped.
    Checked(Uri, u64, Option<Arc<CheckedText>>),
    /// Every draft of the workspace was asked for, and none has changed: the request waits for a change.
    Unchanged(Request, u64),
    /// Files have changed.
    Files(Vec<PathBuf>),
    /// Configurations of drafts that are not open, as they were at a time.
    Configurations(Box<WorkspaceConfigs>, u64),
}

/// A text that is open.
struct OpenDocument {
    snapshot: DocumentSnapshot,
    /// Counts what makes earlier checks stale.
    time: u64,
    /// The other files that it read, or looked for, when it was checked last.
    reads: Option<Vec<PathBuf>>,
    /// Requests that wait for its check, each with what its sender has already.
    waiting: Vec<(RequestId, Option<String>)>,
}

struct Server<'c> {
    connection: &'c Connection,
    client: Arc<Client>,
    open: BTreeMap<String, OpenDocument>,
    disk: FileOverlay,
    configs: WorkspaceConfigs,
    /// Where words on configurations stand at present.
    told: BTreeSet<String>,
    /// What was said last of the settings of the editor.
    said: Vec<String>,
    /// Counts what may change findings besides the text itself.
    edition: u64,
    /// Counts changes of any kind.
    changes: u64,
    /// Requests that wait until something changes.
    parked: Vec<Request>,
    queue: ReqQueue<Arc<AtomicBool>, ClientRequest>,
    pool: ThreadPool,
    done: Sender<Done>,
    /// Watches files where the editor does not.
    watcher: Option<notify::RecommendedWatcher>,
    /// The editor has said that it will end.
    ending: bool,
}

/// What the editor was asked.
enum ClientRequest {
    ClientSettings,
    Nothing,
}

/// Serves an editor that has begun; whether it ended by the book.
pub(super) fn run(connection: &Connection, client: Client) -> bool {
    let (done, finished) = unbounded();
    // An answer must not wait for a check, nor a check for an answer.
    let threads = std::thread::available_parallelism().map_or(2, |it| it.get().max(2));
    let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads).build() else { return false };
    let mut server = Server {
        connection,
        configs: WorkspaceConfigs::new(client.folders.clone(), ClientSettings::of(&client.settings)),
        client: Arc::new(client),
        open: BTreeMap::new(),
        disk: FileOverlay::default(),
        told: BTreeSet::new(),
        said: Vec::new(),
        edition: 0,
        changes: 0,
        parked: Vec::new(),
        queue: ReqQueue::default(),
        pool,
        done,
        watcher: None,
        ending: false,
    };
    server.begin();
    server.serve(&finished, &Parent::of(server.client.process))
}

impl Server<'_> {
    fn begin(&mut self) {
        if self.client.watches_files {
            let globs = ["**/*.treaty", "**/*.scenario", "**/vattel.toml", "**/*.suite.toml"]
                .map(|it| json!({ "globPattern": it }));
            let watch = json!({ "registrations": [{
                "id": "files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": globs },
            }] });
            self.ask("client/registerCapability", watch, ClientRequest::Nothing);
        } else {
            self.watch();
        }
        if self.client.tells_configuration {
            self.ask(
                "workspace/configuration",
                json!({ "items": [{ "section": "vattel" }] }),
                ClientRequest::ClientSettings,
            );
        }
        self.read_configurations();
        self.tell_configurations();
    }

    /// Watches the folders itself.
    fn watch(&mut self) {
        use notify::{EventKind, RecursiveMode, Watcher as _};
        let done = self.done.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if let Ok(event) = event
                && !matches!(event.kind, EventKind::Access(_))
            {
                // Nobody listens any more when the server ends.
                let _ = done.send(Done::Files(event.paths));
            }
        });
        let Ok(mut watcher) = watcher else { return };
        for folder in &self.configs.open_folders {
            // What can't be watched is read again when it is saved.
            let _ = watcher.watch(folder, RecursiveMode::Recursive);
        }
        self.watcher = Some(watcher);
    }

    fn serve(&mut self, finished: &Receiver<Done>, parent: &Parent) -> bool {
        let incoming = self.connection.receiver.clone();
        let looks = parent.looks();
        loop {
            select! {
                recv(incoming) -> message => match message {
                    Ok(Message::Request(request)) => self.request(request),
                    Ok(Message::Notification(it)) if it.method == "exit" => return self.ending,
                    Ok(Message::Notification(it)) => self.guarded(|server| server.notified(it)),
                    Ok(Message::Response(it)) => self.guarded(|server| server.answered(it)),
                    Err(_) => return false,
                },
                recv(finished) -> done => if let Ok(done) = done {
                    self.guarded(|server| server.finish(done));
                },
                recv(looks) -> _ => if parent.is_gone() {
                    print_error("the client process has ended");
                    return false;
                },
            }
        }
    }

    /// A panic costs what was asked, and nothing else.
    fn guarded(&mut self, act: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| act(self))).is_err() {
            self.notify("window/logMessage", json!({ "type": 1, "message": "internal error; please report it" }));
        }
    }

    fn send(&self, message: impl Into<Message>) {
        // An editor that is gone hears nothing.
        let _ = self.connection.sender.send(message.into());
    }

    fn notify(&self, method: &str, params: Value) {
        self.send(Notification { method: method.to_owned(), params });
    }

    fn ask(&mut self, method: &str, params: Value, about: ClientRequest) {
        let request = self.queue.outgoing.register(method.to_owned(), params, about);
        self.send(request);
    }

    fn respond(&mut self, id: RequestId, answer: RequestResult<Value>) {
        // One that was taken back has its answer.
        if self.queue.incoming.complete(&id).is_none() {
            return;
        }
        let response_result = answer.map_err(|RequestError { code, words }| {
            let words = foreign::line(&words).into_owned();
            if matches!(code, ErrorCode::InvalidParams | ErrorCode::InvalidRequest) {
                print_error(&format!("invalid request: {words}"));
            }
            // An editor asks again where the server has given up a check.
            let again = matches!(code, ErrorCode::ServerCancelled).then(|| json!({ "retriggerRequest": true }));
            ResponseError { code: code as i32, message: words, data: again }
        });
        self.send(Response { id, response_result });
    }

    fn request(&mut self, request: Request) {
        let id = request.id.clone();
        if !self.queue.incoming.is_completed(&id) {
            let (code, words) = (ErrorCode::InvalidRequest as i32, "a request with this id is in progress");
            self.send(Response::new_err(id, code, words.to_owned()));
            return;
        }
        self.queue.incoming.register(id.clone(), Arc::new(AtomicBool::new(false)));
        if self.ending {
            let words = "the server is shutting down".to_owned();
            self.respond(id, Err(RequestError { code: ErrorCode::InvalidRequest, words }));
            return;
        }
        let handled = catch_unwind(AssertUnwindSafe(|| self.dispatch(request)));
        if handled.is_err() {
            self.respond(id, Err(internal()));
        }
    }

    fn dispatch(&mut self, request: Request) {
        match request.method.as_str() {
            "initialize" => {
                let words = "the server is already initialized".to_owned();
                self.respond(request.id, Err(RequestError { code: ErrorCode::InvalidRequest, words }));
            }
            "shutdown" => self.shut_down(request.id),
            "textDocument/diagnostic" => self.pull(request),
            "workspace/diagnostic" => self.pull_workspace(request),
            "textDocument/hover" => self.on::<lsp::HoverRequest>(request, hover::hover),
            "textDocument/definition" => self.on::<lsp::DefinitionRequest>(request, names::definition),
            "textDocument/declaration" => self.on::<lsp::DeclarationRequest>(request, names::declaration),
            "textDocument/references" => self.on::<lsp::ReferencesRequest>(request, names::references),
            "textDocument/documentHighlight" => self.on::<lsp::DocumentHighlightRequest>(request, names::highlight),
            "textDocument/prepareRename" => self.on::<lsp::PrepareRenameRequest>(request, names::prepare),
            "textDocument/rename" => self.on::<lsp::RenameRequest>(request, names::rename),
            "textDocument/completion" => self.on::<lsp::CompletionRequest>(request, completion::complete),
            "textDocument/signatureHelp" => self.on::<lsp::SignatureHelpRequest>(request, signature::help),
            "textDocument/documentSymbol" => self.on::<lsp::DocumentSymbolRequest>(request, outline::symbols),
            "textDocument/foldingRange" => self.on::<lsp::FoldingRangeRequest>(request, outline::folds),
            "textDocument/selectionRange" => self.on::<lsp::SelectionRangeRequest>(request, outline::selections),
            "textDocument/documentLink" => self.on::<lsp::DocumentLinkRequest>(request, outline::links),
            "textDocument/semanticTokens/full" => self.on::<lsp::SemanticTokensRequest>(request, tokens::full),
            "textDocument/semanticTokens/range" => self.on::<lsp::SemanticTokensRangeRequest>(request, tokens::range),
            "textDocument/inlayHint" if self.configs.client_settings.no_hints => {
                self.respond(request.id, Ok(Value::Null));
            }
            "textDocument/inlayHint" => self.on::<lsp::InlayHintRequest>(request, hints::hints),
            "textDocument/codeLens" if self.configs.client_settings.no_lenses => {
                self.respond(request.id, Ok(Value::Null));
            }
            "textDocument/codeLens" => self.on::<lsp::CodeLensRequest>(request, hints::lenses),
            "textDocument/formatting" => self.on::<lsp::DocumentFormattingRequest>(request, formatting::whole),
            "textDocument/rangeFormatting" => {
                self.on::<lsp::DocumentRangeFormattingRequest>(request, formatting::range);
            }
            "textDocument/onTypeFormatting" => {
                self.on::<lsp::DocumentOnTypeFormattingRequest>(request, formatting::typed);
            }
            "textDocument/codeAction" => self.on::<lsp::CodeActionRequest>(request, actions::offer),
            "codeAction/resolve" => {
                let uri = actions::uri_of(&request.params);
                self.on_page::<lsp::CodeActionResolveRequest>(request, uri, actions::resolve);
            }
            "workspace/symbol" => {
                let pages = self.workspace();
                self.spawn(request, move |params, stop| workspace_diagnostics::symbols(&pages.collect(stop), &params));
            }
            "workspace/executeCommand" => self.command(request),
            #[cfg(test)]
            "vattel/panic" => panic!("as asked"),
            #[cfg(test)]
            "vattel/panicElsewhere" => self.spawn(request, |_: Value, _| panic!("as asked")),
            method => {
                let words = format!("`{method}` is not known here");
                self.respond(request.id, Err(RequestError { code: ErrorCode::MethodNotFound, words }));
            }
        }
    }

    fn shut_down(&mut self, id: RequestId) {
        self.ending = true;
        for request in std::mem::take(&mut self.parked) {
            self.respond(request.id, Err(given_up()));
        }
        let waiting: Vec<RequestId> =
            self.open.values_mut().flat_map(|it| it.waiting.drain(..)).map(|it| it.0).collect();
        for id in waiting {
            self.respond(id, Err(given_up()));
        }
        self.respond(id, Ok(Value::Null));
    }

    /// Answers a request about one text.
    fn on<R: lsp::Request>(
        &mut self,
        request: Request,
        answer: fn(&DocumentSnapshot, &R::Params) -> RequestResult<R::Result>,
    ) where
        R::Params: 'static,
    {
        let uri = request.params.pointer("/textDocument/uri").and_then(Value::as_str).map(Uri::from);
        self.on_page::<R>(request, uri, answer);
    }

    fn on_page<R: lsp::Request>(
        &mut self,
        request: Request,
        uri: Option<Uri>,
        answer: fn(&DocumentSnapshot, &R::Params) -> RequestResult<R::Result>,
    ) where
        R::Params: 'static,
    {
        let snapshot = uri.ok_or_else(|| RequestError::vague("no text is named")).and_then(|it| self.snapshot(&it));
        match snapshot {
            Ok(snapshot) => self.spawn(request, move |params: R::Params, stop| {
                let snapshot = DocumentSnapshot { stop: Arc::clone(stop), ..snapshot.clone() };
                let answer = answer(&snapshot, &params)?;
                serde_json::to_value(answer).map_err(|error| RequestError::new(error.to_string()))
            }),
            Err(refusal) => self.respond(request.id, Err(refusal)),
        }
    }

    /// Works something out elsewhere, and answers with it.
    fn spawn<P: serde::de::DeserializeOwned + Send + 'static>(
        &mut self,
        request: Request,
        work: impl FnOnce(P, &Arc<AtomicBool>) -> RequestResult<Value> + Send + 'static,
    ) {
        let Request { id, method, params } = request;
        let params: P = match serde_json::from_value(params) {
            Ok(params) => params,
            Err(error) => {
                print_error(&format!("invalid parameters of `{method}`: {error}"));
                let words = format!("the parameters of `{method}` are not those of the protocol");
                self.respond(id, Err(RequestError::vague(words)));
                return;
            }
        };
        let stop = Arc::new(AtomicBool::new(false));
        self.queue.incoming.register(id.clone(), Arc::clone(&stop));
        let done = self.done.clone();
        self.pool.spawn(move || {
            // What was taken back before its turn is not begun.
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let answer = catch_unwind(AssertUnwindSafe(|| work(params, &stop)));
            let _ = done.send(Done::Reply(id, answer.unwrap_or_else(|_| Err(internal()))));
        });
    }

    fn answered(&mut self, response: Response) {
        if let (Some(ClientRequest::ClientSettings), Ok(value)) =
            (self.queue.outgoing.complete(response.id), response.response_result)
            && let Some(client_settings) = value.get(0).filter(|it| it.is_object())
        {
            self.configs.client_settings = ClientSettings::of(client_settings);
            self.reconfigure();
        }
    }

    /// A text as it is now.
    fn snapshot(&mut self, uri: &Uri) -> RequestResult<DocumentSnapshot> {
        if let Some(open) = self.open.get(&uri.0) {
            return Ok(DocumentSnapshot { disk: self.disk.clone(), ..open.snapshot.clone() });
        }
        let path = address::path(uri).ok_or_else(|| RequestError::new(format!("`{}` is not open", uri.0)))?;
        let config = self.config_of(Some(&path));
        workspace_diagnostics::read(&path, &config, &self.disk, &self.client)
            .ok_or_else(|| RequestError::new(format!("`{}` can't be read", files::name(&path))))
    }

    fn finish(&mut self, done: Done) {
        match done {
            Done::Reply(id, answer) => self.respond(id, answer),
            Done::Files(paths) => self.files_changed(&paths),
            Done::Configurations(configs, edition) if edition == self.edition => {
                self.configs.take_over(*configs);
                self.tell_configurations();
            }
            Done::Configurations(..) => {}
            Done::Unchanged(request, changes) if changes == self.changes => self.parked.push(request),
            Done::Unchanged(request, _) => self.pull_workspace(request),
            Done::Checked(uri, time, checked) => {
                let Some(open) = self.open.get_mut(&uri.0).filter(|it| it.time == time) else { return };
                let waiting = std::mem::take(&mut open.waiting);
                let Some(checked) = checked else {
                    for (id, _) in waiting {
                        self.respond(id, Err(RequestError::new("internal error; please report it")));
                    }
                    return;
                };
                open.reads = Some(checked.reads.clone());
                open.snapshot.checked = Some(Arc::clone(&checked));
                let (version, result) = (open.snapshot.version, self.result_id(&uri));
                if !self.client.pulls {
                    self.publish(&uri, version, &checked.items);
                }
                for (id, previous) in waiting {
                    let report = workspace_diagnostics::report(&result, previous.as_deref(), &checked.items);
                    self.respond(id, Ok(report));
                }
            }
        }
    }

    fn result_id(&self, uri: &Uri) -> String {
        self.open
            .get(&uri.0)
            .map_or_else(String::new, |it| workspace_diagnostics::result_id(it.snapshot.text(), self.edition))
    }

    fn publish(&self, uri: &Uri, version: Option<i32>, items: &[Diagnostic]) {
        let mut params = json!({ "uri": uri, "diagnostics": items });
        if let Some(version) = version {
            params["version"] = version.into();
        }
        self.notify("textDocument/publishDiagnostics", params);
    }

    /// Answers with the findings of one text, as soon as they are there.
    fn pull(&mut self, request: Request) {
        let text = |path: &str| request.params.pointer(path).and_then(Value::as_str).map(str::to_owned);
        let previous = text("/previousResultId");
        let Some(uri) = text("/textDocument/uri") else {
            self.respond(request.id, Err(RequestError::vague("no text is named")));
            return;
        };
        let Some(open) = self.open.get_mut(&uri) else {
            // A text that is not open is checked as it lies on the disk.
            self.spawn_pull(request, &Uri(uri));
            return;
        };
        match &open.snapshot.checked {
            Some(checked) => {
                let checked = Arc::clone(checked);
                let report =
                    workspace_diagnostics::report(&self.result_id(&Uri(uri)), previous.as_deref(), &checked.items);
                self.respond(request.id, Ok(report));
            }
            None => open.waiting.push((request.id, previous)),
        }
    }

    fn spawn_pull(&mut self, request: Request, uri: &Uri) {
        let edition = self.edition;
        match self.snapshot(uri) {
            Ok(snapshot) => self.spawn(request, move |_: Value, stop| {
                let snapshot = DocumentSnapshot { stop: Arc::clone(stop), ..snapshot };
                let checked = check(&snapshot).ok_or_else(RequestError::stale)?;
                Ok(workspace_diagnostics::report(
                    &workspace_diagnostics::result_id(snapshot.text(), edition),
                    None,
                    &checked.items,
                ))
            }),
            Err(refusal) => self.respond(request.id, Err(refusal)),
        }
    }

    /// Everything that is needed to look at every draft of the workspace.
    fn workspace(&mut self) -> workspace_diagnostics::Workspace {
        let (done, edition) = (self.done.clone(), self.edition);
        workspace_diagnostics::Workspace {
            configs: self.configs.clone(),
            // Nobody listens any more when the server ends.
            learned: Box::new(move |configs| drop(done.send(Done::Configurations(Box::new(configs), edition)))),
            open: self
                .open
                .values()
                .map(|it| DocumentSnapshot { disk: self.disk.clone(), ..it.snapshot.clone() })
                .collect(),
            disk: self.disk.clone(),
            client: Arc::clone(&self.client),
            edition: self.edition,
            out: self.connection.sender.clone(),
        }
    }

    fn pull_workspace(&mut self, request: Request) {
        if !request.params.is_object() {
            self.respond(request.id, Err(RequestError::vague("the parameters are not an object")));
            return;
        }
        let workspace = self.workspace();
        let (done, changes, again) = (self.done.clone(), self.changes, request.clone());
        let id = request.id.clone();
        let Some(stop) = self.registered(&id) else { return };
        self.pool.spawn(move || {
            let answer =
                catch_unwind(AssertUnwindSafe(|| workspace_diagnostics::pull(&workspace, &request.params, &stop)));
            let _ = done.send(match answer {
                Ok(Ok(None)) => Done::Unchanged(again, changes),
                Ok(answer) => Done::Reply(id, answer.map(Option::unwrap_or_default)),
                Err(_) => Done::Reply(id, Err(internal())),
            });
        });
    }

    /// What stops the work on a request; nothing if it was taken back.
    fn registered(&mut self, id: &RequestId) -> Option<Arc<AtomicBool>> {
        let stop = self.queue.incoming.complete(id)?;
        self.queue.incoming.register(id.clone(), Arc::clone(&stop));
        Some(stop)
    }

    fn command(&mut self, request: Request) {
        let Some(name) = request.params.get("command").and_then(Value::as_str).map(str::to_owned) else {
            self.respond(request.id, Err(RequestError::vague("missing command")));
            return;
        };
        let snapshot =
            |request: &Request| request.params.pointer("/arguments/0").and_then(Value::as_str).map(Uri::from);
        match name.as_str() {
            ANALYZE => {
                let uri = snapshot(&request);
                self.on_page::<lsp::ExecuteCommandRequest>(request, uri, hints::analyze);
            }
            RUN_SCENARIO => {
                let uri = snapshot(&request);
                self.on_page::<lsp::ExecuteCommandRequest>(request, uri, scenarios::run);
            }
            CHECK_WORKSPACE => {
                let token = json!(format!("vattel/{}", request.id));
                if self.client.shows_progress {
                    self.ask("window/workDoneProgress/create", json!({ "token": token }), ClientRequest::Nothing);
                }
                let workspace = self.workspace();
                let shows = self.client.shows_progress.then_some(token);
                self.spawn(request, move |_: Value, stop| {
                    workspace_diagnostics::check(&workspace, shows.as_ref(), stop)
                });
            }
            other => self.respond(request.id, Err(RequestError::new(format!("unknown command `{other}`")))),
        }
    }
}

/// What is found in a text, whatever it is.
fn check(snapshot: &DocumentSnapshot) -> Option<Arc<CheckedText>> {
    let items = match snapshot.sort {
        DocumentKind::Draft => return diagnostics::check(snapshot),
        DocumentKind::Suite => diagnostics::of_suite(snapshot),
        DocumentKind::Configuration => workspace_diagnostics::of_page(snapshot),
        DocumentKind::Other => Vec::new(),
    };
    Some(Arc::new(CheckedText { report: crate::engine::Report::default(), items, reads: Vec::new() }))
}

fn given_up() -> RequestError {
    RequestError { code: ErrorCode::ServerCancelled, words: "server cancelled the request".to_owned() }
}

/// The words of a panic are the program's, and it has said them on the standard error.
fn internal() -> RequestError {
    RequestError { code: ErrorCode::InternalError, words: "internal error; please report it".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::serve;
    use super::{Connection, ErrorCode, Message, Notification, Request, Response};
    use serde_json::{Value, json};

    #[test]
    fn a_request_that_panics_is_answered_and_the_server_lives_on() {
        let (own, theirs) = Connection::memory();
        let server = std::thread::spawn(move || serve(&theirs));
        let tell = |method: &str, params: Value| {
            own.sender.send(Notification { method: method.to_owned(), params }.into()).expect("it listens");
        };
        let ask = |id: i32, method: &str, params: Value| {
            own.sender.send(Request { id: id.into(), method: method.to_owned(), params }.into()).expect("it listens");
            loop {
                if let Message::Response(Response { id: other, response_result }) =
                    own.receiver.recv().expect("it lives")
                    && other == id.into()
                {
                    return response_result;
                }
            }
        };
        ask(1, "initialize", json!({ "capabilities": {} })).expect("it begins");
        tell("initialized", json!({}));
        // On the thread of messages, and on one of answers.
        for (id, method) in [(2, "vattel/panic"), (3, "vattel/panicElsewhere")] {
            let refused = ask(id, method, json!({ "textDocument": { "uri": "untitled:a" } })).expect_err("it panics");
            assert_eq!(refused.code, ErrorCode::InternalError as i32);
            assert_eq!(refused.message, "internal error; please report it");
        }
        let document =
            json!({ "uri": "untitled:a", "languageId": "treaty", "version": 1, "text": "party UKR \"Ukraine\"\n" });
        tell("textDocument/didOpen", json!({ "textDocument": document }));
        let about = json!({ "textDocument": { "uri": "untitled:a" } });
        assert_eq!(ask(4, "textDocument/documentSymbol", about).expect("an outline")[0]["name"], "UKR");
        ask(5, "shutdown", Value::Null).expect("it ends");
        tell("exit", Value::Null);
        assert!(server.join().expect("it does not panic"));
    }
}
