//! A real editor, without a screen: Neovim, where it is installed.

use super::ISTANBUL;
use super::features::code;
use crate::support::root;
use crate::support::vattel::vattel;
use serde_json::Value;
use std::process::Command;

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn neovim_shows_the_findings_explains_and_renames() {
    if Command::new("nvim").arg("--version").output().is_err() {
        eprintln!("skipped: `nvim` is not installed");
        return;
    }
    let folder = std::env::temp_dir().join(format!("vattel-nvim-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let answers = folder.join("answers.json");
    let ran = Command::new("nvim")
        .args(["--headless", "-u", "NONE", "-i", "NONE", "-c"])
        .arg(format!("luafile {}", root().join("tests/lsp/editor.lua").display()))
        .env("DRAFT", root().join(ISTANBUL))
        .env("PROGRAM", env!("CARGO_BIN_EXE_vattel"))
        .env("ROOT", root())
        .env("ANSWERS", &answers)
        .env("XDG_STATE_HOME", &folder)
        .env("XDG_CACHE_HOME", &folder)
        .output()
        .expect("it runs");
    let text = std::fs::read_to_string(&answers);
    let text = text.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&ran.stderr)));
    let answers: Value = serde_json::from_str(&text).expect("answers");
    std::fs::remove_dir_all(&folder).expect("the folder is there");

    let run = vattel(["check", ISTANBUL, "--output-format", "json"]).run();
    let document: Value = serde_json::from_str(&run.stdout).expect("a document");
    let mut checked: Vec<(String, u64)> = document["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|it| it["suppressed"] == false)
        .map(|it| {
            let line = it["location"]["start"]["line"].as_u64().expect("a line") - 1;
            (it["rule"].as_str().expect("a rule").to_owned(), line)
        })
        .collect();
    let mut shown: Vec<(String, u64)> = answers["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|it| (it["rule"].as_str().expect("a rule").to_owned(), it["line"].as_u64().expect("a line")))
        .collect();
    checked.sort();
    shown.sort();
    assert_eq!(checked, shown);
    assert!(shown.iter().any(|it| it.0 == "veto/aggressor-veto"));

    let hover = answers["hover"]["contents"]["value"].as_str().expect("an explanation");
    assert!(hover.contains("**RUS** alone, if it votes no"), "{hover}");

    let text = std::fs::read_to_string(root().join(ISTANBUL)).expect("a shipped draft");
    let renamed = answers["renamed"].as_str().expect("a text");
    assert_eq!(code(renamed), code(&text).replace("attack-on-ukraine", "aggression"));
    assert_eq!(
        answers["after"].as_u64(),
        Some(shown.len() as u64),
        "under its new name the draft has the same findings"
    );
    assert_eq!(answers["stopped"], true);
}
