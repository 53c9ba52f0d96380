//! An editor that does as it is told.

use crate::support::root;
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::thread::JoinHandle;
use std::time::Duration;

/// Longer than any answer takes; a server that is stuck fails the test.
const PATIENCE: Duration = Duration::from_mins(2);

/// An editor with a server of its own.
pub(crate) struct Editor {
    connection: Connection,
    server: Option<JoinHandle<bool>>,
    next: i32,
    /// What the server offered.
    pub(crate) offered: Value,
    /// The findings that were told last, by text, with the version they were told of.
    pub(crate) told: BTreeMap<String, (Option<i64>, Vec<Value>)>,
    /// What else was told and asked.
    pub(crate) heard: Vec<(String, Value)>,
}

/// What an editor of today can do.
pub(crate) fn able() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "workspace": {
            "workspaceEdit": { "documentChanges": true },
            "diagnostics": { "refreshSupport": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        },
        "window": { "workDoneProgress": true },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true, "tagSupport": { "valueSet": [1] } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "completion": { "completionItem": { "snippetSupport": true } },
            "codeAction": {
                "isPreferredSupport": true,
                "dataSupport": true,
                "resolveSupport": { "properties": ["edit"] },
            },
        },
    })
}

/// The same with findings asked for.
pub(crate) fn pulling() -> Value {
    let mut able = able();
    able["textDocument"]["diagnostic"] = json!({ "relatedDocumentSupport": false });
    able
}

pub(crate) fn address(path: &str) -> String {
    format!("file://{}", root().join(path).display())
}

impl Editor {
    /// Begins, with what the editor can do and a folder that is open.
    pub(crate) fn begin(capabilities: &Value, folder: Option<&Path>) -> Self {
        Self::begin_with(capabilities, folder, &Value::Null)
    }

    /// The same with wishes of the user.
    pub(crate) fn begin_with(capabilities: &Value, folder: Option<&Path>, client_settings: &Value) -> Self {
        let (own, theirs) = Connection::memory();
        let server = std::thread::spawn(move || vattel::lsp::serve(&theirs));
        let mut editor = Self {
            connection: own,
            server: Some(server),
            next: 0,
            offered: Value::Null,
            told: BTreeMap::new(),
            heard: Vec::new(),
        };
        let folders = folder.map(|it| json!([{ "uri": format!("file://{}", it.display()), "name": "drafts" }]));
        editor.offered = editor.ask(
            "initialize",
            json!({
                "processId": null,
                "rootUri": null,
                "workspaceFolders": folders,
                "capabilities": capabilities,
                "initializationOptions": client_settings,
            }),
        )["capabilities"]
            .clone();
        editor.tell("initialized", json!({}));
        editor
    }

    pub(crate) fn tell(&self, method: &str, params: Value) {
        let message = Notification { method: method.to_owned(), params };
        self.connection.sender.send(message.into()).expect("the server listens");
    }

    /// Asks, and goes on.
    pub(crate) fn send(&mut self, method: &str, params: Value) -> RequestId {
        self.next += 1;
        let id = RequestId::from(self.next);
        let request = Request { id: id.clone(), method: method.to_owned(), params };
        self.connection.sender.send(request.into()).expect("the server listens");
        id
    }

    /// Asks, and waits for the answer.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        self.try_ask(method, params).unwrap_or_else(|(code, words)| panic!("`{method}`: {code} {words}"))
    }

    /// Asks, and waits for the answer or the refusal.
    pub(crate) fn try_ask(&mut self, method: &str, params: Value) -> Result<Value, (i32, String)> {
        let id = self.send(method, params);
        self.wait(&id)
    }

    /// Waits for the answer to a request.
    pub(crate) fn wait(&mut self, id: &RequestId) -> Result<Value, (i32, String)> {
        loop {
            if let Some(Response { id: other, response_result }) = self.hear()
                && other == *id
            {
                return response_result.map_err(|it| (it.code, it.message));
            }
        }
    }

    /// Takes the next message; gives it if it is an answer.
    fn hear(&mut self) -> Option<Response> {
        match self.connection.receiver.recv_timeout(PATIENCE).expect("the server is alive") {
            Message::Response(response) => return Some(response),
            Message::Request(request) => {
                let answer = Response { id: request.id, response_result: Ok(Value::Null) };
                self.heard.push((request.method, request.params));
                // The server may have ended meanwhile.
                let _ = self.connection.sender.send(answer.into());
            }
            Message::Notification(it) if it.method == "textDocument/publishDiagnostics" => {
                let uri = it.params["uri"].as_str().expect("a text").to_owned();
                let items = it.params["diagnostics"].as_array().expect("findings").clone();
                self.told.insert(uri, (it.params["version"].as_i64(), items));
            }
            Message::Notification(it) => self.heard.push((it.method, it.params)),
        }
        None
    }

    pub(crate) fn open(&self, uri: &str, text: &str) {
        let language = match uri.rsplit('.').next() {
            Some("toml") => "toml",
            Some("txt") => "plaintext",
            _ => "treaty",
        };
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Opens a draft of the project; gives its address and text.
    pub(crate) fn open_draft(&self, path: &str) -> (String, String) {
        let text = std::fs::read_to_string(root().join(path)).expect("a shipped draft");
        let uri = address(path);
        self.open(&uri, &text);
        (uri, text)
    }

    /// Changes a text: all of it, or what stands in a range.
    pub(crate) fn change(&self, uri: &str, version: i64, range: Option<Value>, text: &str) {
        let change = range.map_or_else(|| json!({ "text": text }), |it| json!({ "range": it, "text": text }));
        let document = json!({ "uri": uri, "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    }

    /// The findings of a version of a text, as soon as they are told.
    pub(crate) fn findings(&mut self, uri: &str, version: Option<i64>) -> Vec<Value> {
        loop {
            if let Some((of, items)) = self.told.get(uri)
                && (version.is_none() || *of == version)
            {
                return items.clone();
            }
            self.hear();
        }
    }

    /// Waits until something is told or asked.
    pub(crate) fn await_heard(&mut self, method: &str) -> Value {
        loop {
            if let Some(at) = self.heard.iter().position(|it| it.0 == method) {
                return self.heard.remove(at).1;
            }
            self.hear();
        }
    }

    /// Asks about the place of words in a text, or a place within them.
    pub(crate) fn at(&mut self, method: &str, uri: &str, text: &str, words: &str) -> Value {
        let position = place(text, text.find(words).expect("the words are there"));
        self.ask(method, json!({ "textDocument": { "uri": uri }, "position": position }))
    }

    /// Ends by the book; whether the server did.
    pub(crate) fn end(mut self) -> bool {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.server.take().expect("it runs").join().expect("it does not panic")
    }

    /// Ends without a word before; whether the server took it for the end.
    pub(crate) fn leave(mut self) -> bool {
        self.tell("exit", Value::Null);
        self.server.take().expect("it runs").join().expect("it does not panic")
    }
}

/// Where a byte stands, counted as UTF-16 has it.
pub(crate) fn place(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    json!({ "line": before.matches('\n').count(), "character": before[start..].encode_utf16().count() })
}

/// The byte of a place.
pub(crate) fn offset(text: &str, place: &Value) -> usize {
    let line = place["line"].as_u64().expect("a line") as usize;
    let mut start = 0;
    for _ in 0..line {
        start += text[start..].find('\n').map_or(text.len() - start, |it| it + 1);
    }
    let mut left = place["character"].as_u64().expect("a column") as usize;
    for (at, it) in text[start..].char_indices() {
        if left == 0 || it == '\n' {
            return start + at;
        }
        left = left.saturating_sub(it.len_utf16());
    }
    text.len()
}

/// A text with edits made.
pub(crate) fn edited(text: &str, edits: &Value) -> String {
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .expect("edits")
        .iter()
        .map(|it| {
            let (start, end) = (offset(text, &it["range"]["start"]), offset(text, &it["range"]["end"]));
            (start, end, it["newText"].as_str().expect("a text"))
        })
        .collect();
    edits.sort_unstable();
    let mut new = text.to_owned();
    for (start, end, words) in edits.into_iter().rev() {
        new.replace_range(start..end, words);
    }
    new
}
