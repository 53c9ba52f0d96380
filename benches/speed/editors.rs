//! What the server of editors costs: from a keystroke to the findings, beside a check in process, and beside the server of
//! ruff on Python of the same size.

use super::figures::Figures;
use super::measure::{on_path, vattel};
use super::parts::Extent;
use super::{draft, python};
use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};
use std::fs;
use std::hint::black_box;
use std::io::{self, BufReader};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use vattel::config::Settings;
use vattel::engine;
use vattel::source::{FileId, Source};

/// A server in a process of its own, with one text open.
struct Session {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    uri: String,
    version: i64,
}

impl Session {
    fn begin(mut command: Command, uri: &str, language: &str, text: &str) -> io::Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let gone = || io::Error::other("the server has no streams");
        let (to, from) = (child.stdin.take().ok_or_else(gone)?, child.stdout.take().ok_or_else(gone)?);
        let mut session = Self { child, to, from: BufReader::new(from), uri: uri.to_owned(), version: 1 };
        let able = json!({
            "general": { "positionEncodings": ["utf-8", "utf-16"] },
            "textDocument": { "publishDiagnostics": { "relatedInformation": true, "versionSupport": true } },
        });
        let params = json!({ "processId": null, "rootUri": null, "capabilities": able });
        session.send(Request { id: 1.into(), method: "initialize".to_owned(), params })?;
        while !matches!(session.hear()?, Message::Response(_)) {}
        session.tell("initialized", json!({}))?;
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        session.tell("textDocument/didOpen", json!({ "textDocument": document }))?;
        session.findings(1)?;
        Ok(session)
    }

    fn send(&mut self, message: impl Into<Message>) -> io::Result<()> {
        message.into().write(&mut self.to)
    }

    fn tell(&mut self, method: &str, params: Value) -> io::Result<()> {
        self.send(Notification { method: method.to_owned(), params })
    }

    fn hear(&mut self) -> io::Result<Message> {
        let message = Message::read(&mut self.from)?.ok_or_else(|| io::Error::other("the server is gone"))?;
        // What a server asks is answered with nothing.
        if let Message::Request(it) = &message {
            self.send(lsp_server::Response::new_ok(it.id.clone(), Value::Null))?;
        }
        Ok(message)
    }

    /// Waits for the findings of a version; how many there are.
    fn findings(&mut self, version: i64) -> io::Result<usize> {
        loop {
            if let Message::Notification(it) = self.hear()?
                && it.method == "textDocument/publishDiagnostics"
                && it.params["version"] == version
            {
                return Ok(it.params["diagnostics"].as_array().map_or(0, Vec::len));
            }
        }
    }

    /// Types a letter at a place, or takes it back; how long it takes until its findings are there.
    fn key(&mut self, at: (usize, usize), types: bool) -> io::Result<Duration> {
        let start = Instant::now();
        self.press(at, types)?;
        self.findings(self.version)?;
        Ok(start.elapsed())
    }

    fn press(&mut self, (line, column): (usize, usize), types: bool) -> io::Result<()> {
        self.version += 1;
        let from = json!({ "line": line, "character": column });
        let to = json!({ "line": line, "character": column + usize::from(!types) });
        let change = json!({ "range": { "start": from, "end": to }, "text": if types { "x" } else { "" } });
        let document = json!({ "uri": self.uri, "version": self.version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }))
    }

    /// The memory that the server holds.
    fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().strip_suffix(" kB")?.trim().parse().ok()
    }

    fn end(mut self) {
        let _ = self.send(Request { id: 2.into(), method: "shutdown".to_owned(), params: Value::Null });
        let _ = self.tell("exit", Value::Null);
        let _ = self.child.wait();
    }
}

/// A place in the middle of a text, within quoted words, where a letter changes nothing but itself.
fn place(text: &str, quote: char) -> (usize, usize) {
    let middle = text.lines().count() / 2;
    for (line, words) in text.lines().enumerate().skip(middle) {
        if let Some(at) = words.find(quote).filter(|_| words.is_ascii() && words.matches(quote).count() == 2) {
            return (line, at + 2);
        }
    }
    (0, 0)
}

fn percentile(times: &mut [Duration], part: usize) -> f64 {
    times.sort_unstable();
    times[(times.len() * part / 100).min(times.len() - 1)].as_secs_f64()
}

fn check_in_process(text: &str, settings: &Settings) -> Duration {
    let source = Source::new(FileId(0), "generated.treaty", text);
    let start = Instant::now();
    black_box(engine::check(&source, settings, &|_| None));
    start.elapsed()
}

pub(crate) fn editors(figures: &mut Figures, extent: Extent) {
    Figures::part("The server of editors: from a keystroke to the findings, over the streams of a process");
    let sizes: &[(usize, &str, usize)] = &[(10_000, "10 KB", 300), (1_000_000, "1 MB", 30)];
    for (size, name, keys) in sizes {
        let keys = if extent.quick { keys / 3 } else { *keys };
        if let Err(error) = of_size(figures, *size, name, keys) {
            figures.skip(name, &error.to_string());
        }
    }
    let edits = if extent.quick { 2_000 } else { 10_000 };
    if let Err(error) = memory(figures, edits) {
        figures.skip("memory after many edits", &error.to_string());
    }
}

fn of_size(figures: &mut Figures, size: usize, name: &str, keys: usize) -> io::Result<()> {
    let text = draft::draft(7, size);
    let mut settings = Settings::recommended();
    settings.threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut command = vattel();
    command.arg("lsp");
    let mut session = Session::begin(command, "file:///generated.treaty", "treaty", &text)?;
    let at = place(&text, '"');
    let ruff = on_path("ruff").map(|path| {
        let mut command = Command::new(path);
        command.args(["server", "--isolated"]);
        let module = python::module(7, size);
        let session = Session::begin(command, "file:///generated.py", "python", &module);
        session.map(|it| (it, place(&module, '"')))
    });
    let mut ruff = ruff.transpose()?;
    let (mut ours, mut bare, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    // One after the other, so that a busy machine is unfair to none.
    for key in 0..keys + 4 {
        let types = key % 2 == 0;
        let times = [
            check_in_process(&text, &settings),
            session.key(at, types)?,
            match &mut ruff {
                Some((session, at)) => session.key(*at, types)?,
                None => Duration::ZERO,
            },
        ];
        // The first keys find cold caches.
        if key >= 4 {
            bare.push(times[0]);
            ours.push(times[1]);
            theirs.push(times[2]);
        }
    }
    let check = percentile(&mut bare, 50);
    let (median, late) = (percentile(&mut ours, 50), percentile(&mut ours, 99));
    Figures::note(&format!("{name}: check in process, median"), check * 1e3, "ms");
    Figures::note(&format!("{name}: keystroke to findings, median"), median * 1e3, "ms");
    figures.at_most(&format!("{name}: keystroke to findings ÷ check"), median / check, 1.3, "×");
    figures.at_most(&format!("{name}: 99th percentile ÷ median"), late / median, 3.0, "×");
    let of_ruff = format!("{name}: keystroke to findings ÷ that of ruff");
    match ruff {
        Some((session, _)) => {
            let goal = if size > 100_000 { 0.5 } else { 1.0 };
            figures.at_most(&of_ruff, median / percentile(&mut theirs, 50), goal, "×");
            session.end();
        }
        None => figures.skip(&of_ruff, "ruff is not installed"),
    }
    // A burst: thirty keys at once, and the time from the last of them to its findings.
    let mut bursts = Vec::new();
    for _ in 0..7 {
        for key in 0..30 {
            session.press(at, key % 2 == 0)?;
        }
        let start = Instant::now();
        session.findings(session.version)?;
        bursts.push(start.elapsed());
    }
    figures.at_most(
        &format!("{name}: findings after a burst of thirty keys ÷ one key"),
        percentile(&mut bursts, 50) / median,
        2.0,
        "×",
    );
    session.end();
    Ok(())
}

fn memory(figures: &mut Figures, edits: usize) -> io::Result<()> {
    let text = draft::draft(7, 10_000);
    let mut command = vattel();
    command.arg("lsp");
    let mut session = Session::begin(command, "file:///generated.treaty", "treaty", &text)?;
    let at = place(&text, '"');
    let mut early = None;
    for edit in 0..edits {
        session.key(at, edit % 2 == 0)?;
        if edit == 99 {
            early = session.memory();
        }
    }
    let name = format!("memory after {edits} edits ÷ after 100");
    match (early, session.memory()) {
        #[expect(clippy::cast_precision_loss, reason = "kilobytes")]
        (Some(early), Some(late)) => figures.at_most(&name, late as f64 / early as f64, 1.0, "×"),
        _ => figures.skip(&name, "the system does not tell"),
    }
    session.end();
    Ok(())
}
