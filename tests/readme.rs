//! The README: its commands are the ones that the project keeps.

use crate::support::{root, vattel::vattel};
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

#[test]
fn every_file_that_the_texts_name_is_there() {
    for text in ["README.md", "docs/contributing.md", "docs/rules/README.md", "drafts/README.md"] {
        let folder = root().join(text);
        let words = std::fs::read_to_string(&folder).unwrap_or_else(|_| panic!("{text} is there"));
        let folder = folder.parent().expect("in a folder");
        for link in words.split("](").skip(1).filter_map(|it| it.split(')').next()) {
            let path = link.split('#').next().unwrap_or(link);
            if path.is_empty() || path.contains("://") {
                continue;
            }
            assert!(folder.join(path).exists(), "{text} links to {link}");
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
