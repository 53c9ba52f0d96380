//! Messages over streams. A stream may say anything: what is no message is answered with what is wrong with it, told on the
//! standard error and passed over, and no promise of length is believed before the bytes are there.

use crate::workspace::log::print_error;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use std::io::{self, BufRead, Read as _, Write};

/// The longest message, in bytes: a draft of the greatest length fits in twice.
const LONGEST: u64 = 64 << 20;

/// The longest line of a head, in bytes.
const WIDEST: usize = 4 << 10;

/// The field that says how long a message is.
const LENGTH: &str = "content-length:";

/// Why something is no message: the code of the protocol, the words, and to which request it is the answer.
#[derive(Debug)]
struct Unreadable {
    code: ErrorCode,
    words: &'static str,
    /// Nothing where it can't be told, or where nobody waits for an answer.
    id: Option<Value>,
    answered: bool,
}

impl Unreadable {
    fn new(code: ErrorCode, words: &'static str, id: Option<Value>) -> Self {
        Self { code, words, id, answered: true }
    }

    /// Of what asks for no answer.
    fn silent(words: &'static str) -> Self {
        Self { code: ErrorCode::InvalidRequest, words, id: None, answered: false }
    }
}

/// Reads messages until the stream ends, `exit` is told or nobody takes them any more. What is no message is passed to
/// `refuse`, as an answer to it.
///
/// # Errors
/// If the stream breaks.
pub(super) fn read(
    input: &mut dyn BufRead,
    take: &mut dyn FnMut(Message) -> bool,
    refuse: &mut dyn FnMut(&Value) -> io::Result<()>,
) -> io::Result<()> {
    let mut heads = Heads { input, line: Vec::new(), passed_over: false };
    let mut refuse = |Unreadable { code, words, id, answered }: Unreadable| {
        print_error(&format!("a message can't be read: {words}"));
        let error = json!({ "code": code as i32, "message": words });
        if answered { refuse(&json!({ "jsonrpc": "2.0", "id": id, "error": error })) } else { Ok(()) }
    };
    // What follows a head that can't be read is passed over up to the next one, and told once.
    let mut lost = false;
    while let Some(length) = heads.next()? {
        let fault = length.err().or(heads.passed_over.then_some("it stands between messages"));
        if let Some(words) = fault.filter(|_| !lost) {
            refuse(Unreadable::new(ErrorCode::ParseError, words, None))?;
        }
        heads.passed_over = false;
        lost = length.is_err();
        let Ok(length) = length else { continue };
        let Some(body) = heads.body(length)? else { return Ok(()) };
        match message(&body) {
            Ok(message) => {
                let is_exit = matches!(&message, Message::Notification(it) if it.method == "exit");
                if !take(message) || is_exit {
                    return Ok(());
                }
            }
            Err(unreadable) => refuse(unreadable)?,
        }
    }
    Ok(())
}

/// Writes an answer that has no message of its own.
pub(super) fn write(out: &mut dyn Write, answer: &Value) -> io::Result<()> {
    let text = answer.to_string();
    write!(out, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    out.flush()
}

struct Heads<'i> {
    input: &'i mut dyn BufRead,
    line: Vec<u8>,
    /// Whether something stood before the head that was read last.
    passed_over: bool,
}

impl Heads<'_> {
    /// How long the next message says that it is, or why it can't be told; nothing at the end of the stream.
    fn next(&mut self) -> io::Result<Option<Result<u64, &'static str>>> {
        let mut length = None;
        loop {
            if !self.next_line()? {
                return Ok(None);
            }
            let line = String::from_utf8_lossy(&self.line);
            let line = line.trim_end_matches(['\r', '\n']);
            if line.is_empty() {
                return Ok(Some(length.ok_or("it has no `Content-Length`")));
            }
            // Behind a length that was too short the rest of a message stands before the next head.
            let lower = line.to_ascii_lowercase();
            if let Some(at) = lower.rfind(LENGTH) {
                self.passed_over |= at > 0;
                length = match line[at + LENGTH.len()..].trim().parse::<u64>() {
                    Ok(of) if of <= LONGEST => Some(of),
                    Ok(_) => return Ok(Some(Err("it says that it is longer than any message may be"))),
                    Err(_) => return Ok(Some(Err("its `Content-Length` is no number of bytes"))),
                };
            } else if !is_field(&lower) {
                return Ok(Some(Err("its head is none")));
            }
        }
    }

    /// Reads a line; of one that is too long, so much as may hold the beginning of a head. Nothing at the end.
    fn next_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        loop {
            let room = WIDEST - self.line.len();
            let read = (&mut *self.input).take(room as u64).read_until(b'\n', &mut self.line)?;
            if read == 0 {
                return Ok(!self.line.is_empty());
            }
            if self.line.ends_with(b"\n") {
                return Ok(true);
            }
            if self.line.len() == WIDEST {
                self.passed_over = true;
                self.line.drain(..WIDEST - 2 * LENGTH.len());
            }
        }
    }

    /// The bytes of a message; nothing if the stream ends before. Room is made for those that come, not for those that
    /// are promised.
    fn body(&mut self, length: u64) -> io::Result<Option<Vec<u8>>> {
        let mut body = Vec::new();
        (&mut *self.input).take(length).read_to_end(&mut body)?;
        Ok((body.len() as u64 == length).then_some(body))
    }
}

/// Whether a line of a head is `Name: value`.
fn is_field(line: &str) -> bool {
    let name = line.split_once(':').map_or("", |it| it.0);
    !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
}

/// What a body says.
fn message(body: &[u8]) -> Result<Message, Unreadable> {
    use ErrorCode::{InvalidParams, InvalidRequest, ParseError};
    let value: Value = serde_json::from_slice(body).map_err(|_| Unreadable::new(ParseError, "it is no JSON", None))?;
    let Value::Object(mut fields) = value else {
        return Err(Unreadable::new(InvalidRequest, "it is no object", None));
    };
    let id = fields.remove("id");
    let own = match &id {
        Some(Value::Number(it)) => it.as_i64().and_then(|it| i32::try_from(it).ok()).map(RequestId::from),
        Some(Value::String(it)) => Some(RequestId::from(it.clone())),
        _ => None,
    };
    let back = id.clone().filter(|it| it.is_number() || it.is_string());
    if fields.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return Err(Unreadable::new(InvalidRequest, "it is not of JSON-RPC 2.0", back));
    }
    let params = fields.remove("params").unwrap_or_default();
    let is_structured = params.is_null() || params.is_object() || params.is_array();
    match (fields.remove("method"), own, id) {
        (Some(Value::String(method)), Some(id), _) if is_structured => Ok(Request { id, method, params }.into()),
        (Some(Value::String(_)), Some(_), _) => {
            Err(Unreadable::new(InvalidParams, "its parameters are neither an object nor a list", back))
        }
        (Some(Value::String(method)), None, None) if is_structured => Ok(Notification { method, params }.into()),
        (Some(Value::String(_)), None, None) => {
            Err(Unreadable::silent("its parameters are neither an object nor a list"))
        }
        (Some(Value::String(_)), None, Some(_)) => {
            Err(Unreadable::new(InvalidRequest, "its id is neither a whole number nor a text", back))
        }
        (Some(_), _, _) => Err(Unreadable::new(InvalidRequest, "its method is no text", back)),
        (None, own, Some(_)) if fields.contains_key("result") || fields.contains_key("error") => {
            answer(own, fields).ok_or(Unreadable::silent("it is an answer to nothing, or none"))
        }
        (None, _, _) => Err(Unreadable::new(InvalidRequest, "it names no method", back)),
    }
}

/// An answer of the editor.
fn answer(id: Option<RequestId>, mut fields: serde_json::Map<String, Value>) -> Option<Message> {
    let response_result = match (fields.remove("result"), fields.remove("error")) {
        (_, Some(error)) => Err(serde_json::from_value(error).ok()?),
        (Some(result), None) => Ok(result),
        (None, None) => return None,
    };
    Some(Response { id: id?, response_result }.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is read of a stream: methods of messages, and codes of what is refused with the id.
    fn heard(stream: &[u8]) -> (Vec<String>, Vec<(i64, Value)>) {
        let (mut methods, mut refused) = (Vec::new(), Vec::new());
        let mut take = |message: Message| {
            methods.push(match message {
                Message::Request(it) => format!("{} {}", it.id, it.method),
                Message::Notification(it) => it.method,
                Message::Response(it) => format!("answer {}", it.id),
            });
            true
        };
        let mut refuse = |answer: &Value| {
            refused.push((answer["error"]["code"].as_i64().expect("a code"), answer["id"].clone()));
            Ok(())
        };
        read(&mut &*stream, &mut take, &mut refuse).expect("memory does not break");
        (methods, refused)
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    const GOOD: &str = r#"{"jsonrpc":"2.0","id":7,"method":"good"}"#;

    #[test]
    fn each_fault_of_a_message_has_its_code() {
        let null = Value::Null;
        for (body, code, id) in [
            ("{", -32700, null.clone()),
            ("\u{1b}", -32700, null.clone()),
            (&"[".repeat(100_000), -32700, null.clone()),
            ("3", -32600, null.clone()),
            ("[]", -32600, null.clone()),
            ("{}", -32600, null.clone()),
            (r#"{"jsonrpc":"2.0"}"#, -32600, null.clone()),
            (r#"{"jsonrpc":"1.0","id":1,"method":"a"}"#, -32600, json!(1)),
            (r#"{"jsonrpc":"2.0","id":1,"method":2}"#, -32600, json!(1)),
            (r#"{"jsonrpc":"2.0","id":1.5,"method":"a"}"#, -32600, json!(1.5)),
            (r#"{"jsonrpc":"2.0","id":null,"method":"a"}"#, -32600, null.clone()),
            (r#"{"jsonrpc":"2.0","id":[],"method":"a"}"#, -32600, null.clone()),
            (r#"{"jsonrpc":"2.0","id":99999999999,"method":"a"}"#, -32600, json!(99_999_999_999_i64)),
            (r#"{"jsonrpc":"2.0","id":"x","method":"a","params":3}"#, -32602, json!("x")),
        ] {
            let (methods, refused) = heard((framed(body) + &framed(GOOD)).as_bytes());
            let shown = &body[..body.len().min(60)];
            assert_eq!(refused, [(code, id)], "{shown}");
            assert_eq!(methods, ["7 good"], "{shown}");
        }
        for silent in [
            r#"{"jsonrpc":"2.0","method":"a","params":3}"#,
            r#"{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"a"}}"#,
            r#"{"jsonrpc":"2.0","id":1,"error":3}"#,
        ] {
            assert_eq!(heard(framed(silent).as_bytes()), (Vec::new(), Vec::new()), "{silent}");
        }
        let answer = framed(r#"{"jsonrpc":"2.0","id":1,"result":null}"#);
        assert_eq!(heard(answer.as_bytes()).0, ["answer 1"]);
    }

    #[test]
    fn a_false_head_costs_its_message_and_no_other() {
        for head in [
            "Content-Length: 99999999999999999999\r\n\r\n",
            "Content-Length: 18446744073709551615\r\n\r\n",
            "Content-Length: 4000000000\r\n\r\n",
            "Content-Length: -5\r\n\r\n",
            "Content-Length: many\r\n\r\n",
            "Content-Length: \r\n\r\n",
            "Content-Length: 5\r\n\r\n",
            "Content-Type: text\r\n\r\n",
            "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            &"x".repeat(3 * WIDEST + 5),
        ] {
            let stream = format!("{head}{GOOD}{}{}", framed(GOOD), framed(GOOD));
            let (methods, refused) = heard(stream.as_bytes());
            assert!(!refused.is_empty() && refused.iter().all(|it| it.0 == -32700), "{head}: {refused:?}");
            assert_eq!(methods, ["7 good", "7 good"], "{head}");
        }
    }

    #[test]
    fn room_is_made_for_what_comes() {
        // Sixty megabytes are promised, and forty bytes come.
        let stream = format!("Content-Length: {LONGEST}\r\n\r\n{GOOD}");
        let mut input = io::Cursor::new(stream.into_bytes());
        let mut heads = Heads { input: &mut input, line: Vec::new(), passed_over: false };
        let length = heads.next().expect("it is memory").expect("a head").expect("a length");
        assert_eq!(heads.body(length).expect("it is memory"), None);
        assert_eq!(heard(framed(GOOD).replace("Content-Length: ", "content-length:").as_bytes()).0, ["7 good"]);
    }

    #[test]
    fn nothing_is_read_behind_the_end() {
        let exit = framed(r#"{"jsonrpc":"2.0","method":"exit"}"#);
        let (mut count, stream) = (0, exit.clone() + &exit);
        let mut take = |_| {
            count += 1;
            true
        };
        read(&mut stream.as_bytes(), &mut take, &mut |_| Ok(())).expect("memory does not break");
        assert_eq!(count, 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever stands between them, two whole messages at the end are not both lost, and nothing panics.
        #[test]
        fn any_stream_is_survived(stream in prop::collection::vec(prop_oneof![
            Just(b"Content-Length: ".to_vec()), Just(b"\r\n".to_vec()), Just(b"\n".to_vec()), Just(b"-1".to_vec()),
            Just(b"40\r\n".to_vec()), Just(b"9\r\n".to_vec()), Just(GOOD.as_bytes().to_vec()), prop::collection::vec(any::<u8>(), 0..9),
        ], 0..24)) {
            let mut stream = stream.concat();
            // A false length swallows no more than this.
            stream.extend([b' '; 1_000]);
            stream.extend(framed(GOOD).into_bytes());
            prop_assert!(heard(&stream).0.contains(&"7 good".to_owned()));
        }
    }
}
