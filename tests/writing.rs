//! Files that the program writes: whole, in their place, with their mode, through no link that somebody planted, and never
//! over what another program has written.
#![cfg(unix)]

use crate::support::vattel::{Folder, Ran, vattel};
use std::fs;
use std::io::Read as _;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

/// A draft that every writing command changes.
const DRAFT: &str = "party UKR \"Ukraine\" is   benficiary\n#~^ wrong\nparty UKR \"Ukraine\" is guarantor\n";

const COMMANDS: &[&[&str]] = &[
    &["fmt"],
    &["check", "--isolated", "--fix"],
    &["check", "--isolated", "--add-allow", "as signed"],
    &["test", "--isolated", "--update"],
];

fn run(folder: &Folder, arguments: &[&str]) -> Ran {
    vattel(arguments.iter().copied()).within(folder.path()).run()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|it| it.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|it| it.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("the mode is set");
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a text")
}

#[test]
fn no_draft_is_written_through_a_planted_link() {
    for (number, command) in COMMANDS.iter().enumerate() {
        let folder = Folder::new(&format!("writing-planted-{number}"));
        folder.file("victim", "mine\n").file("in/a.treaty", DRAFT);
        let within = folder.path().join("in");
        let planted = [
            "a.treaty.new",
            "a.treaty.tmp",
            "a.treaty~",
            ".a.treaty.swp",
            ".a.treaty.tmp",
            ".vattel.tmp",
            ".vattel-.tmp",
        ];
        for name in planted {
            symlink("../victim", within.join(name)).expect("a link");
        }
        let before = names(&within);
        set_mode(&within.join("a.treaty"), 0o640);
        let ran = vattel(command.iter().copied().chain(["a.treaty"])).within(&within).run();
        assert_ne!(ran.code, 2, "{command:?}: {}", ran.stderr);
        assert_ne!(text(&within.join("a.treaty")), DRAFT, "{command:?} changes the draft");
        assert!(within.join("a.treaty").symlink_metadata().expect("the draft").is_file(), "{command:?}");
        assert_eq!((text(&folder.path().join("victim")), mode(&within.join("a.treaty"))), ("mine\n".to_owned(), 0o640));
        assert_eq!(names(&within), before, "{command:?} leaves nothing else");
    }
}

#[test]
fn a_draft_may_be_reached_through_links_that_end_at_a_draft() {
    for (number, command) in COMMANDS.iter().enumerate() {
        let folder = Folder::new(&format!("writing-links-{number}"));
        folder.file("kept/real.treaty", DRAFT).file("secret.txt", DRAFT);
        let at = |name: &str| folder.path().join(name);
        set_mode(&at("kept/real.treaty"), 0o600);
        for (to, name) in [
            ("kept/real.treaty", "one.treaty"),
            ("one.treaty", "two.treaty"),
            ("nothing.treaty", "dangling.treaty"),
            ("loop.treaty", "loop.treaty"),
            ("secret.txt", "secret.treaty"),
        ] {
            symlink(to, at(name)).expect("a link");
        }
        let of = |name: &str| run(&folder, &[*command, &[name]].concat());
        assert_ne!(of("two.treaty").code, 2, "{command:?}");
        assert_ne!(text(&at("kept/real.treaty")), DRAFT, "{command:?}");
        assert_eq!(mode(&at("kept/real.treaty")), 0o600);
        for name in ["one.treaty", "two.treaty"] {
            assert!(at(name).symlink_metadata().expect("a link").is_symlink(), "{command:?}: {name} stays a link");
        }
        for name in ["dangling.treaty", "loop.treaty", "secret.treaty"] {
            let ran = of(name);
            assert!(ran.code == 2 && ran.stderr.contains(name), "{command:?} {name}: {} {}", ran.code, ran.stderr);
        }
        assert_eq!(text(&at("secret.txt")), DRAFT);
        assert!(!at("nothing.treaty").exists());
    }
}

#[test]
fn a_draft_that_is_read_only_stays_as_it_is() {
    let folder = Folder::new("writing-read-only");
    folder.file("a.treaty", DRAFT);
    set_mode(&folder.path().join("a.treaty"), 0o444);
    for command in COMMANDS {
        let ran = run(&folder, &[*command, &["a.treaty"]].concat());
        assert!(ran.code == 2 && ran.stderr.contains("can't write `a.treaty`: it is read-only"), "{}", ran.stderr);
    }
    assert_eq!(text(&folder.path().join("a.treaty")), DRAFT);
}

#[test]
fn a_folder_that_takes_no_file_is_named() {
    let folder = Folder::new("writing-closed");
    folder.file("in/a.treaty", DRAFT);
    let within = folder.path().join("in");
    set_mode(&within, 0o555);
    // Who may do everything is not kept out.
    if fs::write(within.join("probe"), "").is_err() {
        for command in COMMANDS {
            let ran = run(&folder, &[*command, &["in/a.treaty"]].concat());
            assert!(ran.code == 2 && ran.stderr.contains("can't create a file in"), "{}", ran.stderr);
        }
    }
    set_mode(&within, 0o755);
    let ran = run(&folder, &["check", "--isolated", "in/a.treaty", "-o", "none/out.sarif"]);
    let wanted = "vattel: can't write `none/out.sarif`: there is no folder `none`\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (2, wanted));
}

#[test]
fn outputs_replace_links_and_keep_modes() {
    let folder = Folder::new("writing-outputs");
    folder.file("a.treaty", DRAFT).file("victim", "mine\n").file("probe", "").file("old.json", "old\n");
    let at = |name: &str| folder.path().join(name);
    set_mode(&at("old.json"), 0o660);
    for name in ["out.sarif", "known.json", "page.html", "out.xml"] {
        symlink("victim", at(name)).expect("a link");
    }
    let ran = run(
        &folder,
        &["check", "--isolated", "a.treaty", "-o", "sarif=out.sarif", "-o", "json=old.json", "-o", "junit=new.xml"],
    );
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let ran = run(&folder, &["check", "--isolated", "a.treaty", "--baseline", "known.json", "--write-baseline"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    run(&folder, &["analyze", "--isolated", "a.treaty", "--output-format", "html", "-o", "page.html"]);
    assert_eq!(text(&at("victim")), "mine\n");
    for name in ["out.sarif", "known.json", "page.html", "new.xml"] {
        let written = at(name).symlink_metadata().expect("an output");
        assert!(written.is_file() && written.len() > 10, "{name}");
        assert_eq!(mode(&at(name)), mode(&at("probe")), "{name} is as every new file");
    }
    assert!(mode(&at("old.json")) == 0o660 && text(&at("old.json")) != "old\n");
}

#[test]
fn an_output_that_fails_leaves_the_old_one() {
    let folder = Folder::new("writing-failed");
    folder.file("a.treaty", DRAFT).file("old.json", "old\n");
    let before = names(folder.path());
    let ran = run(&folder, &["check", "--isolated", "a.treaty", "-o", "json=old.json", "-o", "sarif=none/x.sarif"]);
    assert_eq!(
        (ran.code, text(&folder.path().join("old.json")), names(folder.path())),
        (2, "old\n".to_owned(), before)
    );
}

#[test]
fn pipes_and_devices_are_written_to_as_they_are() {
    let folder = Folder::new("writing-devices");
    folder.file("a.treaty", DRAFT);
    let check = |shell: &str| {
        let program = env!("CARGO_BIN_EXE_vattel");
        let command = format!("check() {{ {program} check --isolated a.treaty \"$@\"; }}; {shell}");
        let ran = Command::new("sh").arg("-c").arg(&command).current_dir(folder.path()).output().expect("a shell");
        (ran.status.code(), String::from_utf8(ran.stdout).expect("UTF-8"))
    };
    assert_eq!(check("check -o /dev/null").0, Some(1));
    assert!(fs::metadata("/dev/null").expect("the device").file_type().is_char_device());
    let (code, piped) = check("check -o json=/dev/stdout --statistics | cat");
    assert!(code == Some(0) && piped.contains("\"findings\""), "{piped}");
    assert_eq!(check("echo head > all; check --output-format json -o /dev/stdout >> all").0, Some(1));
    let all = text(&folder.path().join("all"));
    assert!(all.starts_with("head\n{") && fs::symlink_metadata("/dev/stdout").is_ok_and(|it| it.is_symlink()), "{all}");
    let fifo = folder.path().join("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().expect("mkfifo").success());
    let (_, read) = check("check --output-format json -o fifo & cat fifo; wait");
    assert!(read.starts_with('{') && fs::metadata(&fifo).expect("the pipe").file_type().is_fifo(), "{read}");
    // A draft is no pipe.
    symlink("/dev/null", folder.path().join("null.treaty")).expect("a link");
    assert_eq!(check("true; check -o /dev/null").0, Some(1));
    assert_eq!(run(&folder, &["fmt", "null.treaty"]).code, 0);
}

#[test]
fn a_new_project_is_written_into_its_own_folder() {
    let folder = Folder::new("writing-init");
    folder.file("outside/keep", "").file("in/suites", "a file\n");
    symlink("../outside", folder.path().join("in/drafts")).expect("a link");
    symlink("../outside/planted", folder.path().join("in/vattel.toml")).expect("a link");
    let ran = run(&folder, &["init", "in"]);
    assert!(ran.code == 2 && ran.stderr.contains("drafts` is not a folder"), "{}", ran.stderr);
    assert_eq!(names(&folder.path().join("outside")), ["keep"]);
}

/// Both runs say that they have written, and both texts are there; or one says that it has not.
#[test]
fn runs_at_once_lose_nothing() {
    let folder = Folder::new("writing-at-once");
    let draft =
        format!("party UKR \"Ukraine\" is   benficiary\n{}", "party UKR \"Ukraine\" is   guarantor\n".repeat(30));
    let spawn = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vattel"));
        command.args(arguments).arg("a.treaty").current_dir(folder.path());
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts")
    };
    for _ in 0..12 {
        folder.file("a.treaty", &draft);
        let select = ["check", "--isolated", "--select", "unknown-word,duplicate"];
        let mut runs = [
            (spawn(&[&select[..], &["--fix-only"]].concat()), "beneficiary"),
            (
                spawn(&[&select[..], &["--ignore", "unknown-word", "--add-allow", "twice"]].concat()),
                "allow(names/duplicate)",
            ),
        ];
        let done = runs.each_mut().map(|(run, trace)| {
            let mut words = String::new();
            run.stderr.take().expect("piped").read_to_string(&mut words).expect("UTF-8");
            (run.wait().expect("it ends").code() != Some(2), words, *trace)
        });
        let now = text(&folder.path().join("a.treaty"));
        for (done, words, trace) in done {
            assert!(!done || now.contains(trace), "{trace} is lost:\n{words}\n{now}");
            assert!(done || words.contains("can't write `a.treaty`: another program has changed it"), "{words}");
        }
        assert_eq!(names(folder.path()), ["a.treaty"]);
    }
}
