//! The server of editors: what `check` says, said where drafts are written.
//!
//! One thread takes the messages in their order and keeps the texts; checks and answers are worked out on others, from what
//! the texts were when they were asked for. A check that a new keystroke has made stale is stopped. Nothing of the protocol
//! is known outside this layer.

#![expect(clippy::unnecessary_wraps, reason = "an answer has one shape, whether it can be refused or not")]

mod actions;
mod address;
mod capabilities;
mod client;
mod completion;
mod configs;
mod diagnostics;
mod error;
mod formatting;
mod hints;
mod hover;
mod names;
mod outline;
mod parent;
mod position;
mod scenarios;
mod server;
mod signature;
mod snapshot;
mod tokens;
mod wire;
mod workspace_config;
mod workspace_diagnostics;

use crossbeam_channel::{RecvError, Sender, bounded};
use lsp_server::{Connection, ErrorCode, Message, Notification, RequestId, Response};
use serde_json::Value;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// So many messages may wait on either side.
const WAITING: usize = 16;

/// The standard output, of which a message is written whole.
static OUT: Mutex<()> = Mutex::new(());

/// Serves an editor over the standard input and output, until it says that this is over, it is gone, or the input ends;
/// whether it ended by the book.
///
/// # Errors
/// If the output breaks.
pub fn stdio() -> io::Result<bool> {
    let (sender, outgoing) = bounded::<Message>(WAITING);
    let (incoming, receiver) = bounded(WAITING);
    thread::spawn(move || read(&incoming));
    let writer = thread::spawn(move || {
        outgoing.iter().try_for_each(|message| {
            let _whole = OUT.lock().unwrap_or_else(PoisonError::into_inner);
            message.write(&mut io::stdout())
        })
    });
    // The writer ends when nobody can send any more.
    let ended = serve(&Connection { sender, receiver });
    if ended {
        writer.join().unwrap_or(Ok(()))?;
    }
    Ok(ended)
}

/// Reads the standard input to its end.
fn read(incoming: &Sender<Message>) {
    let mut refuse = |answer: &Value| {
        let _whole = OUT.lock().unwrap_or_else(PoisonError::into_inner);
        wire::write(&mut io::stdout(), answer)
    };
    // A stream that breaks has ended.
    let _ = wire::read(&mut io::stdin().lock(), &mut |message| incoming.send(message).is_ok(), &mut refuse);
}

/// Serves an editor over a connection; whether it ended by the book: with `shutdown`, then `exit`.
pub fn serve(connection: &Connection) -> bool {
    let Ok(client) = begin(connection) else { return false };
    client.is_some_and(|client| server::run(connection, client))
}

/// Waits for the editor to begin; nothing if it ends before.
fn begin(connection: &Connection) -> Result<Option<client::Client>, RecvError> {
    let refuse = |id: RequestId, code: ErrorCode, words: &str| {
        // An editor that is gone hears nothing.
        let _ = connection.sender.send(Response::new_err(id, code as i32, words.to_owned()).into());
    };
    loop {
        match connection.receiver.recv()? {
            Message::Request(it) if it.method != "initialize" => {
                refuse(it.id, ErrorCode::ServerNotInitialized, "the server waits for `initialize`");
            }
            Message::Request(it) if !it.params.is_object() => {
                refuse(it.id, ErrorCode::InvalidParams, "`initialize` says what the editor can do");
            }
            Message::Request(it) => {
                let client = client::Client::of(&it.params);
                let _ = connection.sender.send(Response::new_ok(it.id, capabilities::offer(&client)).into());
                return Ok(Some(client));
            }
            Message::Notification(Notification { method, .. }) if method == "exit" => return Ok(None),
            Message::Notification(_) | Message::Response(_) => {}
        }
    }
}
