//! The server as a program: what it does with streams that no editor would send, and when it ends.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// The server as an editor starts it.
struct Program {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Program {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vattel"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let (input, output) = (child.stdin.take(), child.stdout.take().expect("its output"));
        Self { child, input, output: BufReader::new(output) }
    }

    fn write(&mut self, bytes: &str) {
        self.input.as_mut().expect("it is open").write_all(bytes.as_bytes()).expect("it reads");
    }

    fn say(&mut self, message: &Value) {
        let text = message.to_string();
        self.write(&format!("Content-Length: {}\r\n\r\n{text}", text.len()));
    }

    fn ask(&mut self, id: i32, method: &str, params: &Value) -> Value {
        self.say(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.hear()
    }

    /// The next answer.
    fn hear(&mut self) -> Value {
        loop {
            let mut line = String::new();
            let mut length = 0;
            while self.output.read_line(&mut line).expect("it writes") > 2 {
                if let Some(it) = line.trim().strip_prefix("Content-Length: ") {
                    length = it.parse().expect("a length");
                }
                line.clear();
            }
            let mut body = vec![0; length];
            self.output.read_exact(&mut body).expect("a whole message");
            let message: Value = serde_json::from_slice(&body).expect("JSON");
            if message.get("method").is_none() {
                return message;
            }
        }
    }

    fn begin(&mut self, process: &Value) {
        let begun = self.ask(1, "initialize", &json!({ "processId": process, "capabilities": {} }));
        assert!(begun["result"]["capabilities"].is_object(), "{begun}");
        self.say(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
    }

    /// How it ended, and what it said on the standard error.
    fn ended(mut self) -> (Option<i32>, String) {
        drop(self.input.take());
        let mut said = String::new();
        self.child.stderr.take().expect("its errors").read_to_string(&mut said).expect("text");
        (self.child.wait().expect("it ends").code(), said)
    }
}

fn code(answer: &Value) -> i64 {
    let message = answer["error"]["message"].as_str().expect("words");
    for word in ["Request {", "Object", "String(", "struct ", "Some(", "Err(", "invalid type"] {
        assert!(!message.contains(word), "no words of programmers: {message}");
    }
    answer["error"]["code"].as_i64().expect("a code")
}

#[test]
fn what_is_no_message_is_refused_told_and_passed_over() {
    let mut server = Program::start();
    assert_eq!(
        code(&server.ask(1, "textDocument/hover", &json!({}))),
        -32002,
        "nothing is answered before the beginning"
    );
    server.begin(&Value::Null);
    server.write("Content-Length: 2\r\n\r\n{]");
    assert_eq!(code(&server.hear()), -32700);
    server.say(&json!([]));
    assert_eq!(code(&server.hear()), -32600);
    server.write("Content-Length: 99999999999999\r\n\r\n{\"jsonrpc\":\"2.0\"}");
    assert_eq!(code(&server.hear()), -32700);
    server.write("Content-Length: -1\r\n\r\n");
    // It is still lost, and says nothing anew.
    assert_eq!(code(&server.ask(2, "textDocument/hover", &json!({ "position": 3 }))), -32602);
    let about = json!({ "textDocument": { "uri": "file:///nowhere.treaty" } });
    assert_eq!(code(&server.ask(3, "textDocument/semanticTokens/full", &about)), -32803);
    assert_eq!(code(&server.ask(4, "textDocument/moniker", &json!({}))), -32601);
    assert_eq!(code(&server.ask(5, "initialize", &json!({ "capabilities": {} }))), -32600);
    assert_eq!(code(&server.ask(6, "workspace/executeCommand", &json!({}))), -32602);
    assert_eq!(code(&server.ask(7, "workspace/diagnostic", &json!([]))), -32602);
    server.say(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": 3 } }));
    assert_eq!(server.ask(8, "shutdown", &Value::Null)["result"], Value::Null);
    assert_eq!(code(&server.ask(9, "textDocument/hover", &json!({}))), -32600);
    server.say(&json!({ "jsonrpc": "2.0", "method": "exit" }));
    let (ended, said) = server.ended();
    assert_eq!(ended, Some(0));
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines.len() >= 5 && lines.iter().all(|it| it.starts_with("vattel: ")), "{said}");
    assert!(said.contains("didOpen"), "{said}");
}

#[test]
fn the_end_of_the_input_is_the_end() {
    let mut server = Program::start();
    server.begin(&Value::Null);
    assert_eq!(server.ended().0, Some(1));
    assert_eq!(Program::start().ended().0, Some(1));
}

#[test]
fn a_server_whose_editor_is_gone_ends() {
    let mut editor = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("`cat`");
    let mut server = Program::start();
    server.begin(&editor.id().into());
    // It looks for the editor once it serves: an answer shows that it does.
    server.ask(2, "vattel/nothing", &Value::Null);
    drop(editor.stdin.take());
    editor.wait().expect("it ends");
    // The streams stay open: somebody else may hold them.
    let ended = server.child.wait().expect("it ends");
    assert_eq!(ended.code(), Some(1));
}
