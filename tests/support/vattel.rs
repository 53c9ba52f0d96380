//! Runs the program, in an environment that holds nothing of the tester's.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Every format of a check.
pub const FORMATS: &[&str] = &[
    "full",
    "concise",
    "json",
    "json-lines",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "markdown",
    "html",
];

/// One run of the program.
pub struct Vattel {
    command: Command,
    stdin: Vec<u8>,
}

/// How a run ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The program with arguments.
pub fn vattel<'a>(args: impl IntoIterator<Item = &'a str>) -> Vattel {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vattel"));
    command.args(args).env_clear().current_dir(super::root());
    Vattel { command, stdin: Vec::new() }
}

impl Vattel {
    /// Runs in another folder.
    pub fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Gives a text on the standard input.
    pub fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = bytes.into();
        self
    }

    /// Sets a variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it.
    pub fn run(mut self) -> Ran {
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("the input is piped");
        // A program that needs no input may be gone before it is written.
        let _ = stdin.write_all(&self.stdin);
        drop(stdin);
        let output = child.wait_with_output().expect("the program ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
        Ran {
            code: output.status.code().expect("the program ends by itself"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

/// A folder of its own for one test, gone afterwards.
pub struct Folder(std::path::PathBuf);

impl Folder {
    /// A new empty folder.
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("vattel-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    /// Writes a file into it.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("in the folder")).expect("a folder for the file");
        std::fs::write(path, bytes).expect("a file for the test");
        self
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
