//! Words of others: whatever names, titles, keys and messages hold, no output steers, hides, commands or marks up.

use crate::support::vattel::{FORMATS, Ran, vattel};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What names of files bring.
const NAME: &str =
    "a\n::error file=f::n\n##[error]n\r##vso[n]\nnot ok 9\u{1b}]8;;x\u{7}\u{202e}\u{200b}\u{85}<script>|[x](y)`.treaty";

/// What quotations, comments and messages bring.
const WORDS: &str = "::error file=f::t ##[error]t ##vso[t] <script>t</script> <img src=x onerror=y> | [x](http://e.example) `t` \
    http://e.example www.e.example @someone \u{1b}[31m\u{202e}\u{2066}\u{200b}\u{feff}\u{85}\u{9b}\u{61c}\u{ad}";

/// A folder of its own, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("vattel-foreign-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).expect("a file");
    }

    fn run(&self, args: &[&str]) -> Ran {
        vattel(args.iter().copied()).within(&self.0).run()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn draft() -> String {
    format!(
        "party UKR \"Ukraine {WORDS}\" is beneficiary # {WORDS}\nparty RUS \"Russia\" is guarantor\nparty FRA \"France\" is \
         guarantor\nassume {{ potential aggressor RUS against UKR }}\narticle 1 \"{WORDS}\" {{\n    trigger t {{ # {WORDS}\n        \
         on armed-attack against UKR\n        decided by unanimity of guarantors\n        [ UKR: within 3 days | RUS: within 5 \
         days # {WORDS}\n ]\n    }}\n    obligation o {{ upon t each of guarantors shall assist UKR by weapons }}\n    text \
         \"\"\"\n::error::a robust promise\n##[error] {WORDS}\n    \"\"\"\n}}\nparty X \"benficiary\" is benficiary\n"
    )
}

fn suite() -> String {
    let words = toml_of(&format!("{WORDS}\n::error::m\n##[error]\nnot ok 3\n| a | b |\n# h\n"));
    let rule = |id: &str| {
        format!(
            "id = \"{id}\"\ntitle = {words}\non = \"trigger\"\nassert = \"false\"\nmessage = {words}\nhelp = {words}\nwhy = \
             {words}\nquote = {words}\nsource = {words}\n"
        )
    };
    format!(
        "[suite]\nname = \"own\"\ntitle = {words}\n[[rule]]\n{}\n[[rule.passes]]\ndraft = {}\n",
        rule("no-trigger"),
        toml_of(&draft())
    )
}

/// A text of TOML.
fn toml_of(text: &str) -> String {
    text.chars().fold(String::from("\""), |mut out, c| {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
        out
    }) + "\""
}

/// Whether a character steers, reorders or can't be seen. This is the test's own list.
fn is_hidden(c: char) -> bool {
    let hidden =
        ['\u{ad}', '\u{61c}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}'];
    (c.is_control() && c != '\n' && c != '\t')
        || hidden.contains(&c)
        || ('\u{2028}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}

/// What no output of any command may hold, in lines that are its own.
#[track_caller]
fn assert_tame(ran: &Ran, args: &[&str]) {
    for (stream, text) in [("output", &ran.stdout), ("error", &ran.stderr)] {
        if let Some(c) = text.chars().find(|it| is_hidden(*it)) {
            panic!("{args:?}: {c:?} in the standard {stream}:\n{text}");
        }
        for line in text.lines() {
            let start = line.trim_start();
            let own = start.starts_with("::error file=a ?error")
                || ["::error file=", "::warning file=", "::notice file="]
                    .iter()
                    .any(|it| start.starts_with(it) && args.contains(&"github"));
            assert!(own || !start.starts_with("::"), "{args:?}: a command in the standard {stream}: {line}");
            for command in ["##[", "##vso[", "##teamcity["] {
                assert!(!line.contains(command), "{args:?}: a command in the standard {stream}: {line}");
            }
            let verdict = args.contains(&"tap") && start.starts_with("not ok") && !start.contains(" - ");
            assert!(!verdict, "{args:?}: a verdict in the standard {stream}: {line}");
        }
    }
    assert!(!ran.stdout.contains("panicked") && !ran.stderr.contains("panicked"), "{args:?}: {}", ran.stderr);
}

/// A page holds no tag or attribute of others.
#[track_caller]
fn assert_tame_page(text: &str) {
    for tag in ["<script", "<img", "<a href=\"http"] {
        assert!(!text.contains(tag), "`{tag}` in a page:\n{text}");
    }
}

/// A document holds no tag, link or cell of others.
#[track_caller]
fn assert_tame_document(text: &str) {
    let mut columns = None;
    for line in text.lines() {
        // Code is shown as it stands.
        let bare: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        let bare = bare.replace("\\\\", "").replace("<br>", "");
        for mark in ["](", "http://", "www.", "@someone"] {
            assert!(!bare.replace("\\](", "").contains(mark), "`{mark}` in a document: {line}");
        }
        assert!(!bare.replace("\\<", "").contains('<'), "a tag in a document: {line}");
        if line.starts_with('|') {
            let cells = line.replace("\\|", "").matches('|').count();
            assert_eq!(*columns.get_or_insert(cells), cells, "a cell in a document: {line}");
        } else {
            columns = None;
        }
    }
}

/// A folder with hostile names, drafts and suites.
fn hostile(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write(NAME, &draft());
    folder.write("own.suite.toml", &suite());
    folder.write("b\n::error::.suite.toml", &suite());
    folder.write("vattel.toml", "extends = [\"own.suite.toml\"]\n");
    folder
}

#[test]
fn every_format_of_a_check_is_tame() {
    let folder = hostile("check");
    for format in FORMATS.iter().copied() {
        let args = ["check", ".", "--select", "all", "--output-format", format];
        let ran = folder.run(&args);
        assert_eq!(ran.code, 1, "{format}: {}", ran.stderr);
        assert!(ran.stdout.contains("no-trigger"), "{format}: {}", ran.stdout);
        assert_tame(&ran, &args);
        match format {
            "html" | "junit" | "checkstyle" => assert_tame_page(&ran.stdout),
            "markdown" => assert_tame_document(&ran.stdout),
            "json" | "sarif" | "gitlab" | "rdjson" => {
                drop(serde_json::from_str::<serde_json::Value>(&ran.stdout).expect("it is JSON"));
            }
            _ => {}
        }
    }
}

#[test]
fn every_other_output_is_tame() {
    let folder = hostile("others");
    let gone = "gone\n::error::x\u{1b}.treaty";
    let runs: &[&[&str]] = &[
        &["check", ".", "--style", "plain"],
        &["check", ".", "--style", "ascii"],
        &["check", ".", "--statistics"],
        &["check", NAME, "--output-format", "concise"],
        &["check", ".", "--show-files"],
        &["check", ".", "--show-settings"],
        &["check", ".", "--diff", "--unsafe-fixes"],
        &["check", gone],
        &["check", ".", "--baseline", gone],
        &["check", ".", "--assume", gone],
        &["check", ".", "--since", gone],
        &["check", ".", "--readings", "party=GONE"],
        &["check", ".", "-o", "none\n::error::/x"],
        &["check", "--config", "x\n::error::k = 1"],
        &["check", "--x\n::error::flag\u{1b}"],
        &["\n::error::command\u{1b}"],
        &["fmt", ".", "--check"],
        &["fmt", ".", "--diff"],
        &["fmt", gone],
        &["brackets", NAME],
        &["brackets", NAME, "--take", "GONE"],
        &["test", "."],
        &["test", ".", "--output-format", "tap"],
        &["test", ".", "--output-format", "json"],
        &["test", ".", "--output-format", "junit"],
        &["analyze", NAME],
        &["analyze", NAME, "--output-format", "json"],
        &["analyze", NAME, "--output-format", "dot"],
        &["analyze", NAME, "--output-format", "mermaid"],
        &["analyze", gone],
        &["simulate", NAME],
        &["simulate", NAME, "--output-format", "json"],
        &["simulate", NAME, "--event", "x\n::error::y\u{1b}"],
        &["simulate", NAME, "--scenario", "\n::error::y\u{1b}"],
        &["simulate", NAME, "--on", "\n::error::y\u{1b}"],
        &["redlines", NAME, "own.suite.toml"],
        &["redlines", NAME, "b\n::error::.suite.toml", "--output-format", "json"],
        &["redlines", NAME, gone],
        &["diff", NAME, NAME],
        &["diff", NAME, NAME, "--output-format", "json"],
        &["diff", NAME, gone],
        &["diff", "git:\n::error::y\u{1b}:x", NAME],
        &["diff", NAME, NAME, "--from-reading", "GONE"],
        &["rules"],
        &["rules", "--output-format", "json"],
        &["explain", "own/no-trigger"],
        &["explain", "\n::error::x\u{1b}"],
        &["init", "new\n::error::x\u{1b}"],
    ];
    for args in runs {
        assert_tame(&folder.run(args), args);
    }
}

#[test]
fn documents_and_pages_are_tame() {
    let folder = hostile("pages");
    for (args, document) in [
        (["analyze", NAME, "--output-format", "html"].as_slice(), false),
        (&["redlines", NAME, "own.suite.toml", "--output-format", "html"], false),
        (&["analyze", NAME, "--output-format", "markdown"], true),
        (&["simulate", NAME, "--assume", "RUS against UKR", "--output-format", "html"], false),
        (&["simulate", NAME, "--assume", "RUS against UKR", "--output-format", "markdown"], true),
        (&["redlines", NAME, "own.suite.toml", "--output-format", "markdown"], true),
        (&["brackets", NAME, "--output-format", "markdown"], true),
        (&["diff", NAME, NAME, "--output-format", "html"], false),
        (&["diff", NAME, NAME, "--output-format", "markdown"], true),
    ] {
        let ran = folder.run(args);
        assert!(!ran.stdout.is_empty(), "{args:?}: {}", ran.stderr);
        assert_tame(&ran, args);
        if document {
            assert_tame_document(&ran.stdout);
        } else {
            assert_tame_page(&ran.stdout);
        }
    }
}

#[test]
fn faults_of_a_configuration_are_tame() {
    let folder = hostile("configuration");
    let key = toml_of("k\n::error::k\n##[error]\u{1b}\u{202e}\u{200b}");
    for text in [
        format!("{key} = 1\n"),
        format!("[rules]\n{key} = \"off\"\n"),
        format!("extends = [{key}]\n"),
        format!("exclude = [{key}]\n[assume]\nvotes-with = {{ {key} = {key} }}\n"),
        format!("[[allow]]\nrule = {key}\nreason = {key}\nfiles = [{key}]\n"),
        format!("[[per-path]]\nfiles = [{key}]\nrules = {{ puffery = {key} }}\n"),
        format!("required-version = {key}\n"),
        "a\n::error::no toml\u{1b}\u{202e}\n".to_owned(),
    ] {
        folder.write("vattel.toml", &text);
        for args in [["check", ".", "--show-settings"], ["check", ".", "--statistics"]] {
            assert_tame(&folder.run(&args), &args);
        }
    }
    for name in ["own.suite.toml", "b\n::error::.suite.toml"] {
        folder.write("vattel.toml", "");
        folder.write(name, &format!("[suite]\nname = {key}\n{key} = 1\n[[rule]]\nid = {key}\n"));
        for args in [["test", name], ["redlines", name]] {
            assert_tame(&folder.run(&args), &args);
        }
    }
    assert!(Path::new(&folder.0).is_dir());
}
