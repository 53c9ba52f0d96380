//! `--since`: what changed, what depends on it, and what git refuses.

use crate::support::vattel::{Folder, Ran, vattel};
use std::path::Path;
use std::process::Command;

const DRAFT: &str = "party UKR \"Ukraine\" is benficiary\n";

/// Runs git, in an environment that holds nothing of the tester's.
fn git(folder: &Path, arguments: &[&str]) {
    let settings = [
        "-c",
        "user.name=n",
        "-c",
        "user.email=n@example.org",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "protocol.file.allow=always",
    ];
    let ran = Command::new("git")
        .args(settings)
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git runs");
    assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

fn commit(folder: &Path) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-qm", "x"]);
}

fn since(within: &Path, arguments: &[&str]) -> Ran {
    let path = std::env::var("PATH").unwrap_or_default();
    let run = vattel(["check", "--show-files"].into_iter().chain(arguments.iter().copied())).within(within);
    run.env("PATH", &path).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").run()
}

/// The names of the drafts that are selected.
fn selected(within: &Path, arguments: &[&str]) -> Vec<String> {
    let ran = since(within, arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.stderr);
    ran.stdout.lines().map(|it| it.rsplit('/').next().unwrap_or(it).to_owned()).collect()
}

/// A project in which one draft changed since the last commit.
fn project(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.file("vattel.toml", "extends = [\"house.toml\"]\n").file("house.toml", "extends = [\"x.suite.toml\"]\n");
    folder.file("x.suite.toml", include_str!("../src/cli/init/house.suite.toml"));
    folder.file("drafts/a.treaty", DRAFT).file("drafts/b.treaty", DRAFT);
    folder.file("drafts/with.treaty", "instrument First \"F\" in \"../others/first.treaty\"\n");
    folder
        .file("others/first.treaty", "instrument Second \"S\" in \"second.treaty\"\n")
        .file("others/second.treaty", DRAFT);
    git(folder.path(), &["init", "-q"]);
    commit(folder.path());
    folder
}

#[test]
fn what_changed_is_selected_however_it_is_named() {
    let folder = project("since-names");
    let root = folder.path().canonicalize().expect("a folder");
    folder.file("drafts/a.treaty", "# changed\n").file("drafts/new one.treaty", DRAFT);
    let absolute = root.join("drafts").display().to_string();
    let wanted = ["a.treaty", "new one.treaty"];
    for (within, path) in [
        ("", "."),
        ("", "drafts"),
        ("", "./drafts/"),
        ("", "others/../drafts"),
        ("drafts", "."),
        ("drafts", "../drafts"),
        ("others", "../drafts"),
        ("others", ".."),
        ("", &absolute),
        ("others", &absolute),
    ] {
        assert_eq!(selected(&root.join(within), &["--since", "HEAD", path]), wanted, "{path} from {within}");
    }
    // The repository is that of the drafts.
    let outside = Folder::new("since-outside");
    assert_eq!(selected(outside.path(), &["--since", "HEAD", &absolute]), wanted);
    assert_eq!(selected(&root, &["--since", "HEAD", "drafts/a.treaty", "drafts/b.treaty"]), ["a.treaty"]);
    #[cfg(unix)]
    {
        let link = outside.path().join("link");
        std::os::unix::fs::symlink(root.join("drafts"), &link).expect("a link");
        std::os::unix::fs::symlink(root.join("drafts/a.treaty"), outside.path().join("l.treaty")).expect("a link");
        assert_eq!(selected(outside.path(), &["--since", "HEAD", "link"]), wanted);
        assert_eq!(selected(outside.path(), &["--since", "HEAD", "l.treaty"]), ["l.treaty"]);
    }
    // What git ignores, it does not know.
    folder.file(".gitignore", "ignored.treaty\n").file("ignored.treaty", DRAFT);
    assert_eq!(selected(&root, &["--since", "HEAD", "ignored.treaty"]), ["ignored.treaty"]);
    git(&root, &["mv", "drafts/b.treaty", "drafts/renamed.treaty"]);
    assert!(selected(&root, &["--since", "HEAD", "drafts"]).contains(&"renamed.treaty".to_owned()));
}

#[test]
fn a_commit_that_git_only_guesses_is_refused() {
    let folder = project("since-guessed");
    git(folder.path(), &["tag", "both"]);
    git(folder.path(), &["branch", "both"]);
    for (named, words) in [("both", "refname 'both' is ambiguous"), ("HEAD@{yesterday}", "only goes back to")] {
        let ran = since(folder.path(), &["--since", named]);
        assert!(ran.code == 2 && ran.stderr.contains(words), "{ran:?}");
    }
    assert_eq!(selected(folder.path(), &["--since", "refs/heads/both"]), [""; 0]);
}

#[test]
fn a_file_that_git_was_told_not_to_look_at_counts_as_changed() {
    for told in ["--assume-unchanged", "--skip-worktree"] {
        let folder = project("since-unwatched");
        git(folder.path(), &["update-index", told, "drafts/a.treaty"]);
        folder.file("drafts/a.treaty", "# changed\n");
        assert_eq!(selected(folder.path(), &["--since", "HEAD"]), ["a.treaty"], "{told}");
        git(folder.path(), &["update-index", told, "house.toml"]);
        let all = selected(folder.path(), &["--since", "HEAD", "drafts"]);
        assert_eq!(all, ["a.treaty", "b.treaty", "with.treaty"], "{told}");
    }
}

/// What changes, and which drafts are then selected.
type Change<'c> = (&'c str, &'c dyn Fn(&Folder), &'c [&'c str]);

#[test]
fn what_depends_on_what_changed_is_selected() {
    let all = ["a.treaty", "b.treaty", "with.treaty"];
    let rm = |name: &'static str| move |it: &Folder| std::fs::remove_file(it.path().join(name)).expect("a file");
    let changes: &[Change<'_>] = &[
        ("nothing", &|_| {}, &[]),
        (
            "an instrument",
            &|it| {
                it.file("others/first.treaty", "# x\n");
            },
            &["with.treaty"],
        ),
        (
            "an instrument of an instrument",
            &|it| {
                it.file("others/second.treaty", "# x\n");
            },
            &["with.treaty"],
        ),
        ("an instrument that is gone", &rm("others/second.treaty"), &["with.treaty"]),
        (
            "the configuration",
            &|it| {
                it.file("vattel.toml", "extends = [\"house.toml\"]\n# x\n");
            },
            &all,
        ),
        (
            "what it extends",
            &|it| {
                it.file("house.toml", "extends = [\"x.suite.toml\"]\n# x\n");
            },
            &all,
        ),
        (
            "a suite",
            &|it| {
                it.file("x.suite.toml", include_str!("../src/cli/init/house.suite.toml").to_owned() + "\n# x\n");
            },
            &all,
        ),
        ("the configuration, which is gone", &rm("vattel.toml"), &all),
        (
            "a closer configuration that is new",
            &|it| {
                it.file("drafts/vattel.toml", "");
            },
            &all,
        ),
        (
            "another file",
            &|it| {
                it.file("notes.md", "x");
            },
            &[],
        ),
    ];
    for (name, change, wanted) in changes {
        let folder = project("since-depends");
        change(&folder);
        assert_eq!(selected(&folder.path().join("drafts"), &["--since", "HEAD"]), *wanted, "{name}");
    }
    let folder = project("since-depends");
    folder.file("known.json", "{ \"version\": 1, \"findings\": [] }");
    assert_eq!(selected(folder.path(), &["--since", "HEAD", "--baseline", "known.json", "drafts"]), all);
    assert_eq!(selected(folder.path(), &["--since", "HEAD", "--isolated", "drafts"]), [""; 0]);
}

#[test]
fn what_no_repository_knows_counts_as_changed() {
    let folder = project("since-unknown");
    let outside = Folder::new("since-house");
    outside.file("house.toml", "");
    let house = outside.path().join("house.toml").display().to_string();
    let ran = since(folder.path(), &["--since", "HEAD", "--config", &house, "drafts"]);
    assert!(
        ran.stdout.lines().filter(|it| !it.starts_with("[*]")).count() == 3
            && ran.stderr.contains("in no repository that knows `HEAD`"),
        "{ran:?}"
    );
}

#[test]
fn a_refusal_is_one_line_in_the_words_of_git() {
    let refused = |ran: Ran, words: &str| {
        assert!(ran.code == 2 && ran.stderr.contains(words), "{words}: {ran:?}");
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    };
    let folder = project("since-refused");
    refused(since(folder.path(), &["--since", "nosuch", "drafts"]), "`--since nosuch`: bad revision 'nosuch'");
    refused(since(folder.path(), &["--since", &"1".repeat(40), "drafts"]), "bad object");
    refused(since(folder.path(), &["--since", "HEAD~0..HEAD", "drafts"]), "one commit");
    refused(since(folder.path(), &["--since=--output=x", "drafts"]), "one commit");
    refused(since(folder.path(), &["--since", "HEAD^{tree}", "drafts"]), "is not a commit");
    let outside = Folder::new("since-no-repository");
    outside.file("a.treaty", DRAFT);
    refused(since(outside.path(), &["--since", "HEAD", "."]), "not a git repository");
    folder.file("drafts/a.treaty", "# changed\n");
    commit(folder.path());
    let (from, to) = (format!("file://{}", folder.path().display()), outside.path().join("shallow"));
    git(outside.path(), &["clone", "-q", "--depth", "1", &from, "shallow"]);
    refused(since(&to, &["--since", "HEAD~1", "drafts"]), "bad revision 'HEAD~1'");
    let path = std::env::var("PATH").unwrap_or_default();
    let run = vattel(["check", "--since", "HEAD", "drafts"]).within(folder.path()).env("PATH", &path);
    refused(run.env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1").run(), "detected dubious ownership");
    // Neither the command nor a hook of git says which repository it is.
    let run = vattel(["check", "--since", "HEAD~1", "--show-files", "drafts"]).within(folder.path()).env("PATH", &path);
    assert_eq!(run.env("GIT_DIR", "/nowhere").env("GIT_INDEX_FILE", "/nowhere").run().stdout, "drafts/a.treaty\n");
}

#[test]
fn a_submodule_is_compared_with_its_commit_of_then() {
    let library = project("since-library");
    let folder = project("since-around");
    let from = library.path().display().to_string();
    git(folder.path(), &["submodule", "--quiet", "add", &from, "library"]);
    folder.file("library/vattel.toml", "").file("x", "");
    git(&folder.path().join("library"), &["checkout", "-q", "vattel.toml"]);
    commit(folder.path());
    git(folder.path(), &["tag", "then"]);
    let library = folder.path().join("library");
    std::fs::write(library.join("drafts/a.treaty"), "# changed\n").expect("a draft");
    commit(&library);
    commit(folder.path());
    let flags = ["--isolated", "--since", "then", "library/drafts", "drafts"];
    assert_eq!(selected(folder.path(), &flags), ["a.treaty"], "the tag is of the repository around it");
    let flags = ["--isolated", "--since", "then~1", "library/drafts", "drafts"];
    assert_eq!(selected(folder.path(), &flags), ["a.treaty", "b.treaty", "with.treaty"], "then there was none");
}

#[test]
#[cfg(unix)]
fn no_program_of_the_repository_is_run() {
    let folder = project("since-hostile");
    let ran = folder.path().join("ran");
    let program = format!("touch {}; cat", ran.display());
    folder.file(".gitattributes", "*.treaty filter=evil diff=evil\n");
    commit(folder.path());
    for (key, value) in [
        ("filter.evil.clean", &*program),
        ("filter.evil.process", &*program),
        ("filter.evil.required", "true"),
        ("diff.evil.command", &*program),
        ("diff.evil.textconv", &*program),
        ("diff.external", &*program),
        ("core.fsmonitor", &*program),
        ("core.pager", &*program),
        ("core.sshCommand", &*program),
    ] {
        git(folder.path(), &["config", key, value]);
    }
    let _ = std::fs::remove_file(&ran);
    folder.file("drafts/a.treaty", "# changed\n");
    assert_eq!(selected(folder.path(), &["--since", "HEAD", "drafts"]), ["a.treaty"]);
    assert!(!ran.exists());
}

#[test]
fn a_draft_is_compared_with_what_a_commit_holds() {
    let folder = Folder::new("since-diff");
    let draft = |promise: &str| {
        format!(
            "party UKR \"Ukraine\" is beneficiary\nparty FRA \"France\" is guarantor\ninstrument Other \"O\" in \"other.treaty\"\n\
             assume {{ potential aggressor RUS against UKR }}\nparty RUS \"Russia\"\n\
             trigger attack {{ on armed-attack against UKR decided by each of guarantors }}\n\
             obligation help {{ upon attack each of guarantors {promise} assist UKR by weapons }}\n"
        )
    };
    folder.file("drafts/a.treaty", draft("shall")).file("drafts/other.treaty", "party FRA \"France\" is guarantor\n");
    folder.file("drafts/gone.treaty", draft("shall")).file("drafts/same.treaty", draft("shall"));
    git(folder.path(), &["init", "-q"]);
    commit(folder.path());
    folder.file("drafts/a.treaty", draft("may")).file("drafts/new.treaty", draft("shall"));
    std::fs::remove_file(folder.path().join("drafts/gone.treaty")).expect("the file goes");
    let diff = |arguments: &[&str]| {
        let path = std::env::var("PATH").unwrap_or_default();
        let run = vattel(["diff"].into_iter().chain(arguments.iter().copied())).within(folder.path());
        run.env("PATH", &path).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").run()
    };
    for arguments in [&["git:HEAD:", "drafts/a.treaty"][..], &["git:HEAD:drafts/a.treaty", "drafts/a.treaty"]] {
        let ran = diff(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stdout.contains("UKR weaker"), "{arguments:?}: {}", ran.stdout);
    }
    let all = diff(&["--since", "HEAD", "drafts"]);
    assert_eq!(all.code, 0, "{}", all.stderr);
    for words in ["HEAD:drafts/a.treaty", "UKR weaker", "drafts/new.treaty: new draft", "gone.treaty: draft removed"] {
        assert!(all.stdout.contains(words), "`{words}`: {}", all.stdout);
    }
    assert!(!all.stdout.contains("same.treaty"), "{}", all.stdout);
    assert_eq!(diff(&["git:NOTHING:", "drafts/a.treaty"]).code, 2);
    assert_eq!(diff(&["git:HEAD:drafts/none.treaty", "drafts/a.treaty"]).code, 2);
}
