//! The files that drafts and configurations name: regular ones, inside the project or named in the configuration.

use crate::support::vattel::{Folder, Ran, vattel};
use std::path::Path;

const SECRET: &str = "party SECRET \"s3cret\" is beneficiary\n";

fn draft(path: &str) -> String {
    format!(
        "party UKR \"Ukraine\" is beneficiary\ninstrument Other \"O\" in \"{path}\"\narticle 1 {{ obligation wait {{ upon Other in force UKR shall inform parties }} }}\n"
    )
}

fn check(folder: &Path, arguments: &[&str]) -> Ran {
    let all = ["check", "--select", "names", "--output-format", "json"].into_iter().chain(arguments.iter().copied());
    vattel(all).within(folder).run()
}

/// The reason why an instrument was not read; nothing if it was.
fn reason(folder: &Folder, path: &str, arguments: &[&str]) -> Option<String> {
    folder.file("project/drafts/one.treaty", draft(path));
    let ran = check(&folder.path().join("project"), &[arguments, &["drafts/one.treaty"]].concat());
    assert!(!ran.stdout.contains("s3cret") && !ran.stdout.contains("root:"), "{path}: {}", ran.stdout);
    let log: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let found = log["findings"].as_array().expect("findings").iter().find(|it| it["rule"] == "names/unread-instrument");
    found.map(|it| it["message"].as_str().expect("a message").to_owned())
}

#[test]
fn an_instrument_lies_inside_the_project_or_is_named() {
    let folder = Folder::new("instruments-inside");
    folder.file("project/vattel.toml", "").file("project/others/fine.treaty", "party UKR \"Ukraine\"\n");
    folder.file("outside.treaty", SECRET).file("project/drafts/beside.treaty", "party UKR \"Ukraine\"\n");
    let outside = folder.path().join("outside.treaty").display().to_string();
    let inside = folder.path().join("project/others/fine.treaty").display().to_string();
    for path in ["beside.treaty", "../others/fine.treaty", "./../drafts/.././others/fine.treaty", &inside] {
        assert_eq!(reason(&folder, path, &[]), None, "{path}");
    }
    for path in [
        "../../outside.treaty",
        &outside,
        "../../nothing.treaty",
        "/etc/passwd",
        "../../../../../../../../etc/passwd",
        "/dev/stdin",
        "/proc/self/environ",
    ] {
        let why = reason(&folder, path, &[]).unwrap_or_default();
        assert!(
            why.ends_with("it lies outside the project; name it under `instruments` in `vattel.toml`"),
            "{path}: {why}"
        );
    }
    assert_eq!(
        reason(&folder, "../others/none.treaty", &[]).as_deref(),
        Some("`../others/none.treaty` cannot be read")
    );
    // Without a configuration, the repository is the project, and without one, the folder of the draft.
    let isolated = &["--isolated"];
    assert!(reason(&folder, "../others/fine.treaty", isolated).is_some());
    assert_eq!(reason(&folder, "beside.treaty", isolated), None);
    std::fs::create_dir(folder.path().join("project/.git")).expect("a folder");
    assert_eq!(reason(&folder, "../others/fine.treaty", isolated), None);
    assert!(reason(&folder, "../../outside.treaty", isolated).is_some());
    // What the configuration names is read, wherever it is.
    folder.file("outside.treaty", "party UKR \"Ukraine\"\n");
    for named in ["../outside.treaty", "../*.treaty", &outside] {
        folder.file("project/vattel.toml", format!("instruments = [\"{named}\"]"));
        assert_eq!(reason(&folder, "../../outside.treaty", &[]), None, "{named}");
    }
    folder.file("project/vattel.toml", "instruments = [\"../*.treatise\"]");
    assert!(reason(&folder, "../../outside.treaty", &[]).is_some());
}

#[test]
#[cfg(unix)]
fn an_instrument_is_a_regular_file_of_bounded_length() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("instruments-regular");
    folder.file("project/vattel.toml", "instruments = [\"/dev/**\", \"/proc/**\"]").file("secret.treaty", SECRET);
    let drafts = folder.path().join("project/drafts");
    std::fs::create_dir_all(drafts.join("folder.treaty")).expect("a folder");
    let made = std::process::Command::new("mkfifo").arg(drafts.join("pipe.treaty")).status().expect("a pipe");
    assert!(made.success());
    for (name, to) in [
        ("link", "../../secret.treaty"),
        ("zero", "/dev/zero"),
        ("stdin", "/dev/stdin"),
        ("loop", "loop.treaty"),
        ("gone", "nowhere"),
    ] {
        symlink(to, drafts.join(format!("{name}.treaty"))).expect("a link");
    }
    std::fs::File::create(drafts.join("long.treaty")).and_then(|it| it.set_len((32 << 20) + 1)).expect("a file");
    folder.file("project/drafts/latin.treaty", b"party UKR \"Ukra\xefne\"\n");
    for (path, why) in [
        ("folder.treaty", ": it is not a regular file"),
        ("pipe.treaty", ": it is not a regular file"),
        ("zero.treaty", ": it is not a regular file"),
        ("/dev/zero", ": it is not a regular file"),
        ("/dev/tty", ": it is not a regular file"),
        ("link.treaty", ": it lies outside the project; name it under `instruments` in `vattel.toml`"),
        ("long.treaty", ": it is larger than 32 MiB"),
        ("latin.treaty", ": it is not UTF-8 text"),
        ("gone.treaty", "cannot be read"),
        ("loop.treaty", ""),
        ("stdin.treaty", ""),
        ("/proc/self/fd/0", ""),
    ] {
        let found = reason(&folder, path, &[]).unwrap_or_else(|| panic!("{path} is read"));
        assert!(found.ends_with(why), "{path}: {found}");
    }
    // In a folder, what is no regular file is no draft; the others are checked.
    let ran = check(&folder.path().join("project"), &["."]);
    assert!(ran.code < 2, "{ran:?}");
}

#[test]
fn an_instrument_of_an_instrument_obeys_too() {
    let folder = Folder::new("instruments-nested");
    folder.file("outside.treaty", SECRET).file("project/vattel.toml", "");
    folder.file("project/drafts/beside.treaty", "instrument Far \"F\" in \"../../outside.treaty\"\n");
    let why = reason(&folder, "beside.treaty", &[]).unwrap_or_default();
    assert!(why.contains("`../../outside.treaty` cannot be read: it lies outside the project"), "{why}");
}

#[test]
#[cfg(unix)]
fn configurations_and_suites_are_regular_files_of_bounded_length() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("instruments-extends");
    folder.file("one.treaty", "party UKR \"Ukraine\"\n");
    let path = |name: &str| folder.path().join(name);
    assert!(
        std::process::Command::new("mkfifo")
            .arg(path("pipe.toml"))
            .arg(path("pipe.suite.toml"))
            .status()
            .is_ok_and(|it| it.success())
    );
    symlink("/dev/zero", path("zero.toml")).expect("a link");
    symlink("/dev/zero", path("zero.suite.toml")).expect("a link");
    std::fs::File::create(path("long.toml")).and_then(|it| it.set_len((32 << 20) + 1)).expect("a file");
    std::fs::create_dir(path("folder.toml")).expect("a folder");
    for name in ["pipe.toml", "pipe.suite.toml", "zero.toml", "zero.suite.toml", "long.toml", "folder.toml"] {
        let why = if name == "long.toml" { "it is larger than 32 MiB" } else { "it is not a regular file" };
        folder.file("vattel.toml", format!("extends = [\"{name}\"]"));
        for arguments in [&["."][..], &["--config", name, "--isolated", "."]] {
            let ran = check(folder.path(), arguments);
            assert!(ran.code == 2 && ran.stderr.contains(why), "{name} {arguments:?}: {ran:?}");
        }
    }
    folder.file("vattel.toml", "");
    for arguments in [
        &["redlines", "one.treaty", "zero.suite.toml"][..],
        &["check", "--baseline", "zero.toml", "."],
        &["test", "pipe.suite.toml"],
    ] {
        let ran = vattel(arguments.iter().copied()).within(folder.path()).run();
        assert!(ran.code == 2 && ran.stderr.contains("it is not a regular file"), "{arguments:?}: {ran:?}");
    }
    std::fs::remove_file(path("vattel.toml"))
        .and_then(|()| std::fs::rename(path("pipe.toml"), path("vattel.toml")))
        .expect("a pipe");
    let ran = check(folder.path(), &["."]);
    assert!(ran.code == 2 && ran.stderr.contains("it is not a regular file"), "{ran:?}");
}

#[test]
fn nothing_is_shown_of_a_foreign_file_that_a_configuration_extends() {
    let folder = Folder::new("instruments-foreign");
    folder
        .file("credentials.toml", "[registry]\ntoken = \"s3cret\"\n")
        .file("credentials.suite.toml", "token = \"s3cret\"\n");
    folder
        .file("project/one.treaty", "party UKR \"Ukraine\"\n")
        .file("chain.toml", "extends = [\"credentials.toml\"]  # s3cret\n");
    for name in ["credentials.toml", "credentials.suite.toml", "chain.toml"] {
        folder.file("project/vattel.toml", format!("extends = [\"../{name}\"]"));
        let ran = check(&folder.path().join("project"), &["."]);
        assert!(
            ran.code == 2 && ran.stderr.contains("vattel.toml:1:12: ") && ran.stderr.contains("outside the project"),
            "{ran:?}"
        );
        assert!(!format!("{ran:?}").contains("s3cret") && !ran.stderr.contains("token"), "{ran:?}");
    }
    // What is in order is taken, and what is in the repository is shown.
    folder.file("fine.toml", "rules.names = \"off\"\n").file("project/vattel.toml", "extends = [\"../fine.toml\"]");
    assert_eq!(check(&folder.path().join("project"), &["."]).code, 0);
    std::fs::create_dir(folder.path().join(".git")).expect("a folder");
    folder.file("fine.toml", "rules.names = \"of\"\n");
    let ran = check(&folder.path().join("project"), &["."]);
    assert!(ran.code == 2 && ran.stderr.contains("rules.names = \"of\""), "{ran:?}");
}
