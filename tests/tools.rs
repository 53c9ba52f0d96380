//! What a run is set up with, and what it is run by: `init`, completions, the manual, git, a watch, the files for services.

use crate::support::vattel::{Folder, vattel};
use crate::support::{relative, root};
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

const DRAFT: &str = "party UKR \"Ukraine\" is benficiary\n";

#[test]
fn a_new_folder_works_at_once_and_nothing_is_overwritten() {
    let folder = Folder::new("tools-init");
    let run = |arguments: &[&str]| vattel(arguments.iter().copied()).within(folder.path()).run();
    let ran = run(&["init"]);
    assert!(ran.code == 0 && ran.stdout.contains("wrote  ./vattel.toml"), "{}{}", ran.stdout, ran.stderr);
    let ran = run(&["check", "."]);
    assert!(ran.code == 1 && ran.stdout.contains("error[veto/aggressor-veto]"), "{}{}", ran.stdout, ran.stderr);
    let ran = run(&["test", "suites"]);
    assert!(ran.code == 0 && ran.stdout.contains("2 passed"), "{}{}", ran.stdout, ran.stderr);
    let ran = run(&["explain", "house/article-has-title"]);
    assert!(ran.code == 0, "{}", ran.stderr);
    folder.file("drafts/first.treaty", "# Mine.\n");
    let ran = run(&["init", "."]);
    assert!(ran.code == 0 && ran.stdout.contains("kept   ./drafts/first.treaty"), "{}", ran.stdout);
    assert_eq!(std::fs::read_to_string(folder.path().join("drafts/first.treaty")).expect("a draft"), "# Mine.\n");
}

#[test]
fn shells_and_the_manual_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish", "nushell"] {
        let ran = vattel(["completions", shell]).run();
        assert!(ran.code == 0 && ran.stdout.contains("redlines") && ran.stdout.contains("max-warnings"), "{shell}");
    }
    let ran = vattel(["man"]).run();
    assert!(ran.stdout.contains(".TH vattel 1") && ran.stdout.contains("redlines"), "{}", ran.stdout);
    let ran = vattel(["man", "check"]).run();
    assert!(ran.stdout.contains("vattel\\-check") && ran.stdout.contains("unsafe\\-fixes"), "{}", ran.stdout);
    for section in ["EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES"] {
        assert!(ran.stdout.contains(&format!(".SH \"{section}\"")), "{section}: {}", ran.stdout);
    }
    for words in ["VATTEL\\_FAIL\\_ON", "VATTEL_FAIL_ON", "vattel check drafts/sound", ".TH vattel\\-check 1 \"2"] {
        let plain = ran.stdout.replace("\\-", "-").replace("\\_", "_");
        assert!(
            plain.contains(&words.replace("\\-", "-").replace("\\_", "_")) || words.starts_with(".TH"),
            "{words}: {plain}"
        );
    }
    for shell in ["bash", "zsh", "fish"] {
        let completions = vattel(["completions", shell]).run().stdout;
        assert!(completions.contains("veto/aggressor-veto") && completions.contains("drafting"), "{shell}");
    }
    let ran = vattel(["man", "chek"]).run();
    assert!(ran.code == 2 && ran.stderr.contains("did you mean `check`?"), "{}", ran.stderr);
}

#[test]
fn only_what_changed_since_a_commit_is_checked() {
    let folder = Folder::new("tools-since");
    let git = |arguments: &[&str]| {
        let name = ["-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "init.defaultBranch=main"];
        let ran = Command::new("git").args(name).args(arguments).current_dir(folder.path()).output();
        ran.is_ok_and(|it| it.status.success())
    };
    if !git(&["init", "-q"]) {
        // Without git there is nothing to try.
        return;
    }
    folder.file("drafts/old.treaty", DRAFT).file("drafts/changed.treaty", "party FRA \"France\"\n");
    assert!(git(&["add", "."]) && git(&["commit", "-qm", "one"]));
    folder.file("drafts/changed.treaty", DRAFT).file("drafts/new one.treaty", DRAFT);
    let path = std::env::var("PATH").unwrap_or_default();
    let files = |since: &str| {
        let arguments = ["check", "--isolated", "--since", since, "--show-files", "."];
        vattel(arguments).within(folder.path()).env("PATH", &path).run()
    };
    assert_eq!(files("HEAD").stdout, "drafts/changed.treaty\ndrafts/new one.treaty\n");
    let ran = files("no-such-branch");
    assert!(ran.code == 2 && ran.stderr.contains("no-such-branch"), "{}", ran.stderr);
    assert_eq!(files("--output=x").code, 2, "no flag of git is passed on");
}

#[test]
fn a_watch_checks_again_when_something_changes() {
    let folder = Folder::new("tools-watch");
    folder.file("one.treaty", DRAFT).file("vattel.toml", "");
    let mut child = Command::new(env!("CARGO_BIN_EXE_vattel"))
        .args(["check", "--watch", "--output-format", "concise", "."])
        .current_dir(folder.path())
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let (tell, told) = mpsc::channel();
    let (out, err) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
    let other = tell.clone();
    std::thread::spawn(move || BufReader::new(out).lines().map_while(Result::ok).try_for_each(|it| tell.send(it)));
    std::thread::spawn(move || BufReader::new(err).lines().map_while(Result::ok).try_for_each(|it| other.send(it)));
    let wait_for = |words: &str| {
        while let Ok(line) = told.recv_timeout(Duration::from_secs(30)) {
            if line.contains(words) {
                return true;
            }
        }
        false
    };
    let first = wait_for("one.treaty:1:");
    folder.file("one.treaty", "party UKR \"Ukraine\" is beneficiary\nparty FRA \"France\" is gaurantor\n");
    let second = wait_for("one.treaty:2:");
    folder.file("vattel.toml", "rules.names = \"of\"\n");
    let third = wait_for("did you mean `off`?");
    let _ = child.kill();
    let _ = child.wait();
    assert!(first && second && third, "{first} {second} {third}");
}

/// The steps of the action are shell, and shell is tried here; that the files are YAML is looked at as far as a machine
/// without those services can.
#[test]
fn the_files_for_services_name_commands_that_there_are() {
    let read =
        |name: &str| std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    for name in ["action.yml", ".pre-commit-hooks.yaml", "ci/gitlab.yml", "src/cli/init/workflow.yml"] {
        let text = read(name);
        assert!(!text.contains('\t'), "{name}: YAML takes no tabs");
        for (number, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            assert!(indent % 2 == 0 || line.trim_start().starts_with('#'), "{name}:{}: {line}", number + 1);
        }
    }
    let hooks = read(".pre-commit-hooks.yaml");
    assert!(hooks.contains("entry: vattel check") && hooks.contains("files: \\.treaty$"), "{hooks}");
    let action = read("action.yml");
    let script = action
        .split("run: |\n")
        .skip(1)
        .map(|step| {
            step.lines().take_while(|it| it.starts_with("        ")).map(str::trim_start).collect::<Vec<_>>().join("\n")
        })
        .find(|it| it.contains("vattel check"))
        .expect("a step that checks");
    let folder = Folder::new("tools-action");
    folder.file(
        "drafts/one.treaty",
        std::fs::read_to_string(root().join("drafts/flawed/istanbul-2022-04.treaty")).expect("a draft"),
    );
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_vattel")).parent().expect("a folder").display().to_string();
    let path = format!("{bin}:{}", std::env::var("PATH").unwrap_or_default());
    let run_with = |paths: &str, arguments: &str, configuration: &str| {
        let ran = Command::new("bash")
            .args(["-euo", "pipefail", "-c", &script])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("VATTEL_PATHS", paths)
            .env("VATTEL_ARGUMENTS", arguments)
            .env("VATTEL_CONFIGURATION", configuration)
            .env("GITHUB_STEP_SUMMARY", folder.path().join("summary.md"))
            .output()
            .expect("bash runs");
        (ran.status.code(), String::from_utf8_lossy(&ran.stdout).into_owned())
    };
    let run = |paths: &str, arguments: &str| run_with(paths, arguments, "");
    let (code, out) = run("drafts", "");
    assert!(code == Some(1) && out.contains("::error file=drafts/one.treaty"), "{code:?}: {out}");
    assert!(folder.path().join("vattel.sarif").is_file() && folder.path().join("summary.md").is_file());
    assert_eq!(run("drafts", "--exit-zero").0, Some(0));
    assert_eq!(run(" ", " \n").0, Some(1), "no word is the working folder, and no flag");
    // Words may be quoted, and nothing in them is run.
    folder.file("drafts/two words.treaty", "party UKR \"Ukraine\" is beneficiary\nparty FRA \"France\"\n");
    let quoted =
        run("'drafts/two words.treaty'", "--select names --assume \"UKR against FRA\" --add-allow 'a $(touch ran) b'");
    assert_eq!(quoted.0, Some(0), "{quoted:?}");
    let text = std::fs::read_to_string(folder.path().join("drafts/two words.treaty")).expect("a draft");
    assert!(!folder.path().join("ran").exists() && !text.contains("ran\n"), "{text}");
    assert_ne!(run("drafts", "--select 'names").0, Some(0), "a quotation without an end is an error");
    folder.file("own config.toml", "rules.veto = \"of\"\n");
    assert_eq!(run_with("drafts", "", "own config.toml").0, Some(2));
    let docs = read("docs/ci.md");
    for named in ["action.yml", ".pre-commit-hooks.yaml", "ci/gitlab.yml", "ci/Dockerfile"] {
        assert!(docs.contains(named), "docs/ci.md tells of {named}");
        assert!(root().join(named).is_file(), "{}", relative(&root().join(named)));
    }
}
