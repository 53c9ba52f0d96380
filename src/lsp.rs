//! The server of editors: what `check` says, said where drafts are written.
//!
//! One thread takes the messages in their order and keeps the texts; checks and answers are worked out on others, from what
//! the texts were when they were asked for. A check that a new keystroke has made stale is stopped. Nothing of the protocol
//! is known outside this layer.

#![expect(clippy::unnecessary_wraps, reason = "an answer has one shape, whether it can be refused or not")]

mod actions;
mod address;
mod capabilities;
mod completion;
mod diagnostics;
mod formatting;
mod hints;
mod house;
mod hover;
mod names;
mod outline;
mod page;
mod position;
mod server;
mod signature;
mod tokens;
mod whole;

use lsp_server::{Connection, ProtocolError};

/// Serves an editor over the standard input and output, until it says that this is over; whether it ended by the book.
///
/// # Errors
/// If the streams break.
pub fn stdio() -> std::io::Result<bool> {
    let (connection, threads) = Connection::stdio();
    let ended = serve(&connection);
    // The writer ends when nobody can send any more.
    drop(connection);
    let ended = ended.unwrap_or(false);
    if ended {
        threads.join()?;
    }
    Ok(ended)
}

/// Serves an editor over a connection; whether it ended by the book: with `shutdown`, then `exit`.
///
/// # Errors
/// If the editor does not begin as the protocol has it, or goes away before it has begun.
pub fn serve(connection: &Connection) -> Result<bool, ProtocolError> {
    let (id, params) = connection.initialize_start()?;
    let client = capabilities::Client::of(&params);
    connection.initialize_finish(id, capabilities::offer(&client))?;
    Ok(server::run(connection, client))
}
