//! The README and the pages of `docs/`: their commands run as printed, and their links lead somewhere.

use crate::support::vattel::{Folder, Ran, vattel};
use crate::support::{files, one_in, relative, root};
use std::path::{Path, PathBuf};
use std::process::Command;
use vattel::rules::page;

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("the README")
}

#[test]
fn two_commands_set_everything_up() {
    let blocks = page::blocks(&readme());
    let commands: Vec<&str> = blocks.iter().filter(|it| it.info == "sh").map(|it| it.text.trim()).collect();
    let [main, tests] = commands.as_slice() else { panic!("two commands: {commands:?}") };

    let words: Vec<&str> = main.split_whitespace().collect();
    assert_eq!(words[..4], ["cargo", "run", "--release", "--"]);
    let ran = vattel(words[4..].iter().copied()).run();
    assert!(ran.code < 2, "{main}: {}", ran.stderr);
    assert!(!ran.stdout.is_empty());

    let ci = std::fs::read_to_string(root().join(".ci/run")).expect("the run of checks");
    assert!(ci.lines().any(|line| line.strip_prefix("step ") == Some(tests)), ".ci/run calls `{tests}`");
}

/// The README and the pages of `docs/`, without those of the rules.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> =
        files(&root().join("docs"), "md").into_iter().filter(|it| !relative(it).starts_with("docs/rules/")).collect();
    pages.insert(0, root().join("README.md"));
    pages
}

/// The addresses of the headings of a page.
fn anchors(markdown: &str) -> Vec<String> {
    let headings = markdown.lines().filter_map(|it| it.strip_prefix('#')?.trim_start_matches('#').strip_prefix(' '));
    let kept = |it: &char| it.is_alphanumeric() || matches!(it, '-' | '_' | ' ');
    headings.map(|it| it.to_lowercase().chars().filter(kept).collect::<String>().trim().replace(' ', "-")).collect()
}

#[test]
fn every_file_that_the_texts_name_is_there() {
    let others = ["docs/rules/README.md", "drafts/README.md", "editors/README.md", "SECURITY.md"];
    for page in pages().into_iter().chain(others.map(|it| root().join(it))) {
        let name = relative(&page);
        let words = std::fs::read_to_string(&page).unwrap_or_else(|_| panic!("{name} is there"));
        let folder = page.parent().expect("in a folder");
        for link in words.split("](").skip(1).filter_map(|it| it.split(')').next()) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            if path.contains("://") {
                continue;
            }
            let target = if path.is_empty() { page.clone() } else { folder.join(path) };
            assert!(target.exists(), "{name} links to {link}");
            if !anchor.is_empty() {
                let text = std::fs::read_to_string(&target).expect("a page");
                assert!(anchors(&text).iter().any(|it| it == anchor), "{name} links to {link}: no such heading");
            }
        }
    }
}

#[test]
fn the_commands_that_the_readme_tells_are_known() {
    for line in readme().lines().filter(|it| it.starts_with('|')) {
        for command in line.split('`').skip(1).step_by(2).filter_map(|it| it.strip_prefix("vattel ")) {
            let name = command.split(' ').next().unwrap_or("");
            assert_eq!(vattel([name, "--help"]).run().code, 0, "`vattel {command}`");
            let help = vattel([name, "--help"]).run().stdout;
            for flag in command.split(' ').filter(|it| it.starts_with("--")) {
                assert!(help.contains(flag), "`vattel {command}`: {flag}");
            }
        }
    }
}

/// A command that a page prints.
struct Printed {
    line: String,
    words: Vec<String>,
    /// The file that it reads from the standard input.
    stdin: Option<String>,
    /// Whether the page says that it exits with 2.
    fails: bool,
    /// The lines that the page shows of its output; `…` stands for others.
    output: Vec<String>,
    /// The files that the page shows before it, and changes of them.
    before: Vec<page::CodeBlock>,
}

impl Printed {
    /// Reads a command line as a shell does: quotes hold words together, `#` begins a remark, `<` names the input.
    fn read(line: &str) -> Self {
        let (mut words, mut word, mut quote, mut begun) = (Vec::new(), String::new(), None, false);
        let (mut remark, mut rest) = (String::new(), line.chars());
        while let Some(sign) = rest.next() {
            match (sign, quote) {
                (_, Some(open)) if sign == open => quote = None,
                ('\'' | '"', None) => (quote, begun) = (Some(sign), true),
                ('#', None) if word.is_empty() && !begun => {
                    remark = rest.collect();
                    break;
                }
                (' ', None) if word.is_empty() && !begun => {}
                (' ', None) => {
                    words.push(std::mem::take(&mut word));
                    begun = false;
                }
                _ => word.push(sign),
            }
        }
        if begun || !word.is_empty() {
            words.push(word);
        }
        let stdin = words.iter().position(|it| it == "<").map(|at| words.drain(at..).nth(1).expect("a file"));
        words.remove(0);
        let fails = remark.contains("exit code 2");
        Self { line: line.to_owned(), words, stdin, fails, output: Vec::new(), before: Vec::new() }
    }

    /// Runs it in a folder.
    fn run(&self, folder: &Path) -> Ran {
        let stdin = self.stdin.as_ref().map(|it| std::fs::read(folder.join(it)).expect("the input"));
        let path = std::env::var("PATH").unwrap_or_default();
        vattel(self.words.iter().map(String::as_str))
            .within(folder)
            .env("PATH", &path)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .stdin(stdin.unwrap_or_default())
            .run()
    }
}

/// The file that a block of a page writes (`treaty NAME`) or changes (`diff NAME`).
fn file_of(block: &page::CodeBlock) -> Option<&str> {
    let (kind, name) = block.info.split_once(' ')?;
    matches!(kind, "treaty" | "diff").then_some(name)
}

/// Does to a folder what a block of a page says, as its reader would.
fn follow(block: &page::CodeBlock, folder: &Folder) {
    let name = file_of(block).expect("a file");
    if block.info.starts_with("treaty") {
        folder.file(name, &block.text);
        return;
    }
    let side = |left_out: char| {
        let lines = block.text.lines().filter(|it| !it.starts_with(left_out));
        lines.flat_map(|it| [it.get(1..).unwrap_or_default(), "\n"]).collect::<String>()
    };
    let text = std::fs::read_to_string(folder.path().join(name)).expect("a file that the page shows");
    let old = side('+');
    assert_eq!(text.matches(&old).count(), 1, "{name}: the place of a change is found once:\n{old}");
    folder.file(name, text.replace(&old, &side('-')));
}

/// The commands of a page: lines of its blocks, and in the README the names in its tables as well.
fn printed(page: &str, tables: bool) -> Vec<Printed> {
    let mut found: Vec<Printed> = Vec::new();
    let mut before = Vec::new();
    for block in page::blocks(page) {
        let mut shows = false;
        if file_of(&block).is_some() {
            before.push(block);
            continue;
        }
        for line in block.text.lines() {
            let command = match line.strip_prefix("$ ") {
                None if matches!(block.info.as_str(), "" | "sh" | "console") => Some(line),
                prompted => prompted,
            };
            if let Some(command) = command.filter(|it| it.starts_with("vattel ")) {
                found.push(Printed { before: std::mem::take(&mut before), ..Printed::read(command) });
                shows = line.starts_with("$ ");
            } else if let (true, Some(last)) = (shows, found.last_mut()) {
                last.output.push(line.to_owned());
            }
        }
    }
    for line in page.lines().filter(|it| tables && it.starts_with('|')) {
        let names = line.split('`').skip(1).step_by(2).filter(|it| it.starts_with("vattel "));
        found.extend(names.map(Printed::read));
    }
    found
}

/// A copy of the shipped drafts, as a repository: of flawed drafts, and of those about one rule, that the page does not name only some.
fn project(name: &str, page: &str) -> Folder {
    let folder = Folder::new(name);
    for ending in ["treaty", "toml", "scenario", "txt", "md"] {
        for (number, path) in files(&root().join("drafts"), ending).into_iter().enumerate() {
            let name = relative(&path);
            let stem = name.rsplit('/').next().and_then(|it| it.split('.').next()).expect("a name");
            if !name.starts_with("drafts/sound/") && number % one_in(4) != 0 && !page.contains(stem) {
                continue;
            }
            folder.file(&name, std::fs::read(&path).expect("a draft"));
        }
    }
    let author = ["-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "init.defaultBranch=main"];
    for arguments in [&["init", "-q"][..], &["add", "-A"], &["commit", "-qm", "x"]] {
        let ran = Command::new("git")
            .args(author)
            .args(arguments)
            .current_dir(folder.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .expect("git runs");
        assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    folder
}

/// What is wrong with the commands of a page.
fn faults(page: &Path) -> Vec<String> {
    let name = relative(page);
    let text = std::fs::read_to_string(page).expect("a page");
    let commands = printed(&text, name == "README.md");
    // It ends when it is interrupted.
    let commands: Vec<Printed> = commands.into_iter().filter(|it| !it.words.iter().any(|it| it == "--watch")).collect();
    if commands.is_empty() {
        return Vec::new();
    }
    let folder = project(&format!("printed-{}", name.replace(['/', '.'], "-")), &text);
    let mut faults = Vec::new();
    for command in &commands {
        command.before.iter().for_each(|it| follow(it, &folder));
        let ran = command.run(folder.path());
        if (ran.code == 2) != command.fails {
            faults.push(format!("{name}: `{}` exits with {}: {}", command.line, ran.code, ran.stderr));
        }
        let output = format!("{}{}", ran.stdout, ran.stderr);
        let mut lines = output.lines().map(str::trim_end);
        let shown = command.output.iter().map(|it| it.trim_end()).filter(|it| !matches!(*it, "" | "…"));
        for line in shown {
            if !lines.any(|it| it == line) {
                faults.push(format!("{name}: `{}` does not print, at its place: {line}", command.line));
                break;
            }
        }
    }
    faults
}

#[test]
fn every_command_runs_as_printed() {
    let pages = pages();
    let faults: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = pages.iter().map(|page| scope.spawn(move || faults(page))).collect();
        runs.into_iter().flat_map(|it| it.join().expect("a page")).collect()
    });
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn commands_are_read_as_a_shell_reads_them() {
    let read = Printed::read("vattel check - --add-allow 'as signed in 1960' < a.treaty  # exit code 2: none");
    assert_eq!(read.words, ["check", "-", "--add-allow", "as signed in 1960"]);
    assert!(read.fails && read.stdin.as_deref() == Some("a.treaty"));
    let page = "```text\n$ vattel rules\na\n…\n```\n```\nvattel man # a page\n```\n| x | `vattel lsp` |\n";
    let found = printed(page, true);
    assert_eq!(found.iter().map(|it| it.words.join(" ")).collect::<Vec<_>>(), ["rules", "man", "lsp"]);
    assert_eq!(found[0].output, ["a", "…"]);
}

/// The cells of a table under a heading, row by row.
fn rows(page: &str, heading: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(root().join(page)).expect("a page");
    let after = text.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("{page}: {heading}")).1;
    let lines = after.lines().take_while(|it| !it.starts_with("## ")).filter(|it| it.starts_with("| "));
    lines.skip(1).map(|it| it.trim_matches('|').split(" | ").map(|it| it.trim().to_owned()).collect()).collect()
}

#[test]
fn each_shipped_draft_has_two_sentences_on_what_it_teaches() {
    let taught = rows("drafts/README.md", "## What each draft teaches");
    for path in ["sound", "flawed"].iter().flat_map(|it| files(&root().join("drafts").join(it), "treaty")) {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let row = taught.iter().find(|it| it[0] == format!("`{name}`")).unwrap_or_else(|| panic!("{name} has no row"));
        let sentences = row[1].matches(". ").count() + usize::from(row[1].ends_with('.'));
        assert_eq!(sentences, 2, "{name}: {}", row[1]);
    }
}

#[test]
fn the_index_of_the_words_of_treaties_is_in_order() {
    let index = rows("grammar/reference.md", "## From the words of treaties");
    let words: Vec<String> = index.iter().map(|it| it[0].to_lowercase()).collect();
    assert!(words.len() > 40 && words.is_sorted(), "{words:#?}");
}
