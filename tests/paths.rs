//! Paths: the same findings through every way to name a draft, and from every folder; patterns, baselines and instruments
//! count from the file that says them.

use crate::support::vattel::{Folder, Ran, vattel};
use proptest::prelude::*;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A draft with an instrument beside it, an error that the configuration allows, and one that a pattern turns off.
const DRAFT: &str = "instrument Other \"Treaty\" in \"../beside/other.treaty\"\nparty UKR \"Ukraine\" is beneficiary\n\
                     party RUS \"Russia\" is guarantor\nparty FRA \"France\" is guarantor\n\
                     article 1 \"Assistance\" {\n    trigger attack {\n        on armed-attack against UKR domains land, air, sea\n        \
                     decided by unanimity of guarantors within 24 hours\n    }\n    \
                     obligation assist { upon attack each of guarantors shall assist UKR by weapons }\n    \
                     obligation promise { each of guarantors shall support \"the ironclad and robust security\" }\n}\n";

const CONFIGURATION: &str = "
[assume]
potential-aggressors = [\"RUS\"]
[[per-path]]
files = [\"drafts/deep/**\"]
rules = { puffery = \"error\" }
[[allow]]
rule = \"aggressor-veto\"
files = [\"./drafts/\"]
reason = \"the Council decides in March\"
";

#[cfg(unix)]
fn link(from: &Path, to: &str) {
    std::os::unix::fs::symlink(to, from).expect("a link");
}

/// A project that can be reached in many ways, and its baseline: one finding is known to it.
fn project() -> &'static Folder {
    static PROJECT: OnceLock<Folder> = OnceLock::new();
    PROJECT.get_or_init(|| {
        let folder = Folder::new("paths-project");
        folder.file("project/vattel.toml", CONFIGURATION).file("project/drafts/deep/один draft.treaty", DRAFT);
        folder.file("project/drafts/beside/other.treaty", "party UKR \"Ukraine\"\n").file("elsewhere/x.md", "");
        #[cfg(unix)]
        {
            link(&folder.path().join("elsewhere/project"), "../project");
            link(&folder.path().join("elsewhere/deep"), "project/drafts/deep");
            link(&folder.path().join("elsewhere/one.treaty"), "./deep/один draft.treaty");
        }
        let ran = vattel(["check", "--baseline", "ci/known.json", "--write-baseline", "--select", "veto,parties", "."]);
        std::fs::create_dir_all(folder.path().join("project/ci")).expect("a folder");
        let ran = ran.within(&folder.path().join("project")).run();
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        folder
    })
}

/// What is found, by rule and place, without the name of the draft; and what is suppressed.
fn findings(ran: &Ran) -> Vec<String> {
    let log: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let all = log["findings"].as_array().expect("findings");
    all.iter()
        .map(|it| format!("{} {} {} {}", it["rule"], it["severity"], it["suppressed"], it["location"]["start"]))
        .collect()
}

fn check(within: &Path, draft: &str) -> Ran {
    let root = project().path();
    let (configuration, baseline) = (root.join("project/vattel.toml"), root.join("elsewhere/../project/ci/known.json"));
    let named = [configuration, baseline].map(|it| it.to_str().expect("a path").to_owned());
    let flags = ["check", "--output-format", "json", "--config", &named[0], "--baseline", &named[1], draft];
    vattel(flags).within(within).run()
}

/// The ways to write one step down, and one that leads nowhere.
fn detours() -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec(0_usize..5, 0..5)
}

/// What is found of the draft where it is named as the configuration sees it.
fn wanted() -> &'static Vec<String> {
    static WANTED: OnceLock<Vec<String>> = OnceLock::new();
    WANTED.get_or_init(|| findings(&check(&project().path().join("project"), "drafts/deep/один draft.treaty")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    /// The law: whatever leads to a draft, it has the findings that it has.
    #[test]
    fn the_findings_are_the_same_through_every_way_to_name_a_draft(
        from in 0_usize..5, by in 0_usize..4, absolute in any::<bool>(), detours in detours(), slash in any::<bool>(),
    ) {
        let root = project().path().canonicalize().expect("a folder");
        let wanted = wanted();
        prop_assert!(wanted.iter().any(|it| it.contains("puffery\" \"error\"")) && wanted.iter().any(|it| it.contains("true")));
        prop_assert!(!wanted.iter().any(|it| it.contains("unread-instrument")), "{wanted:?}");
        let from = ["project", "project/drafts", "project/drafts/deep", "elsewhere", "."][from];
        let ways = ["project/drafts/deep/один draft.treaty", "elsewhere/project/drafts/deep/один draft.treaty", "elsewhere/deep/один draft.treaty", "elsewhere/one.treaty"];
        // Without links there is one way.
        let way = ways[if cfg!(unix) { by } else { 0 }];
        let mut path = if absolute { root.clone() } else {
            from.split('/').filter(|it| *it != ".").fold(PathBuf::new(), |path, _| path.join(".."))
        };
        for it in detours {
            path = path.join([".", "project/..", "elsewhere/..", "project/drafts/../..", "./."][it]);
        }
        let separator = if slash { "/" } else { "//" };
        let path = way.split('/').fold(path.to_str().expect("a path").to_owned(), |path, part| {
            if path.is_empty() { part.to_owned() } else { format!("{path}{separator}{part}") }
        });
        let ran = check(&root.join(from), &path);
        prop_assert_eq!(&findings(&ran), wanted, "{} from {}", path, from);
        let log: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        prop_assert_eq!(log["findings"][0]["location"]["file"].as_str(), Some(&*path), "the name is as the user wrote it");
    }
}

fn run(folder: &Folder, below: &str, arguments: &[&str]) -> Ran {
    let all = ["check", "--output-format", "concise"].into_iter().chain(arguments.iter().copied());
    vattel(all).within(&folder.path().join(below)).run()
}

#[test]
fn a_draft_that_is_named_twice_is_checked_once() {
    let folder = Folder::new("paths-twice");
    folder.file("drafts/one.treaty", "party UKR \"Ukraine\" is benficiary\n");
    let absolute = folder.path().join("drafts/one.treaty");
    let ran = run(
        &folder,
        "",
        &["drafts/one.treaty", "./drafts/one.treaty", "drafts/../drafts", absolute.to_str().expect("a path"), "."],
    );
    assert_eq!(ran.stdout.matches("one.treaty:").count(), 1, "{}", ran.stdout);
}

#[test]
fn patterns_lead_where_they_say() {
    let folder = Folder::new("paths-patterns");
    folder.file("shared/drafts/one.treaty", "party UKR \"Ukraine\" is benficiary\n").file("project/x.md", "");
    let root = folder.path().canonicalize().expect("a folder");
    let absolute = format!("{}/**", root.join("shared").display());
    for pattern in
        ["../shared/**", "../shared", "../shared/", "./../shared/./drafts//*.treaty", "x/../../shared/**", &absolute]
    {
        for description in [
            "exclude = [\"PATTERN\"]",
            "[[per-path]]\nfiles = [\"PATTERN\"]\nrules = { names = \"off\", syntax = \"off\" }",
        ] {
            folder.file("project/vattel.toml", description.replace("PATTERN", pattern));
            let ran = run(&folder, "project", &["../shared"]);
            assert_eq!(ran.code, 0, "{pattern}: {description}: {}{}", ran.stdout, ran.stderr);
        }
    }
    for (pattern, why) in [
        ("*/../shared/**", "after a wildcard a pattern can't go up"),
        ("!drafts/**", "`!` does not negate a pattern"),
        ("", "an empty pattern matches nothing"),
        ("{../shared,x}/**", "after a wildcard"),
    ] {
        folder.file("project/vattel.toml", format!("exclude = [\"{pattern}\"]"));
        let ran = run(&folder, "project", &["../shared"]);
        assert!(
            ran.code == 2 && ran.stderr.contains("vattel.toml:1:12: ") && ran.stderr.contains(why),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn a_baseline_counts_from_its_own_folder() {
    let folder = Folder::new("paths-baseline");
    folder.file("a/drafts/one.treaty", "party UKR \"Ukraine\" is benficiary\n").file("a/ci/x", "").file("b/x", "");
    let ran = run(&folder, "b", &["../a", "--baseline", "../a/ci/known.json", "--write-baseline"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let known = std::fs::read_to_string(folder.path().join("a/ci/known.json")).expect("a baseline");
    assert!(known.contains("\"../drafts/one.treaty\""), "{known}");
    for (below, baseline) in [("", "a/ci/known.json"), ("a", "ci/known.json"), ("a/drafts", "../ci/known.json")] {
        let ran = run(&folder, below, &["--baseline", baseline, "."]);
        assert!(ran.code == 0 && ran.stdout.contains("suppressed"), "{below}: {}{}", ran.stdout, ran.stderr);
    }
}

#[test]
#[cfg(unix)]
fn a_configuration_that_is_no_file_is_not_passed_over() {
    let folder = Folder::new("paths-no-file");
    folder.file("vattel.toml", "rules.names = \"off\"").file("drafts/one.treaty", "party UKR \"Ukraine\"\n");
    link(&folder.path().join("drafts/vattel.toml"), "nowhere.toml");
    let ran = run(&folder, "drafts", &["."]);
    assert!(ran.code == 2 && ran.stderr.contains("can't read `vattel.toml`"), "{}{}", ran.stdout, ran.stderr);
}

#[test]
#[cfg(unix)]
fn names_that_are_no_text_are_names() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new("paths-bytes");
    folder.file("vattel.toml", "[[per-path]]\nfiles = [\"drafts/*\"]\nrules = { names = \"off\", syntax = \"off\" }\n");
    std::fs::create_dir_all(folder.path().join("drafts")).expect("a folder");
    for name in [&b"a\xff.treaty"[..], b"new\nline.treaty", b" a b .treaty", b"-x.treaty"] {
        let path = folder.path().join("drafts").join(std::ffi::OsStr::from_bytes(name));
        std::fs::write(path, "party UKR \"Ukraine\" is benficiary\n").expect("a draft");
    }
    let ran = run(&folder, "", &["drafts"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "no findings in 4 drafts\n"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn a_link_in_a_folder_that_is_not_followed_is_told() {
    let folder = Folder::new("paths-links");
    folder.file("drafts/own.treaty", DRAFT).file("shared/deep/a.treaty", DRAFT).file("notes/n.md", "");
    let at = |name: &str| folder.path().join(name);
    // These lead to nothing that is not read anyway.
    link(&at("drafts/again.treaty"), "own.treaty");
    link(&at("drafts/here"), ".");
    link(&at("drafts/notes"), "../notes");
    let stderr = |arguments: &[&str]| vattel(arguments.iter().copied()).within(folder.path()).run().stderr;
    assert_eq!(stderr(&["check", "drafts"]), "");
    for (name, target) in
        [("drafts/sub", "../shared"), ("drafts/b.treaty", "../shared/deep/a.treaty"), ("drafts/c.treaty", "gone")]
    {
        link(&at(name), target);
        for command in [&["check", "drafts"][..], &["fmt", "--check", "drafts"], &["test", "drafts"]] {
            let told = stderr(command);
            let link = format!("vattel: `{name}` ");
            assert!(told.contains(&link) && told.contains("to files that are not read"), "{command:?}: {told}");
        }
        std::fs::remove_file(at(name)).expect("a link");
    }
    link(&at("drafts/sub"), "../shared");
    assert_eq!(stderr(&["check", "drafts", "shared"]), "");
    std::fs::remove_file(at("drafts/own.treaty")).expect("a draft");
    assert!(stderr(&["check", "drafts"]).contains("and another are links"), "the target of one is gone");
}
