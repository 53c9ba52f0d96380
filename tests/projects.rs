//! Several configurations in one run: each draft has the closest one upward from it, for commands and server alike.

use crate::configuration::DRAFT;
use crate::support::vattel::{Folder, Ran, vattel};
use serde_json::Value;
use std::collections::BTreeMap;

const SUITE: &str = "[suite]\nname = \"own\"\n[[rule]]\nid = \"no-weapons\"\non = \"obligation\"\n\
                     assert = \"size(name) > 99\"\nmessage = \"too short\"\n";

/// A repository of three projects: one at the root, two below, one of them with a suite.
fn repository(name: &str) -> Folder {
    let folder = Folder::new(&format!("projects-{name}"));
    folder.file(
        "vattel.toml",
        "[assume]\npotential-aggressors = [\"RUS\"]\n[rules]\n\"veto/aggressor-veto\" = \"advice\"\n\
         [[per-path]]\nfiles = [\"old/**\"]\nrules = { drafting = \"off\" }\n",
    );
    folder.file("one.treaty", DRAFT).file("old/two.treaty", DRAFT);
    folder.file(
        "north/vattel.toml",
        "fail-on = \"warning\"\n[rules]\nveto = \"off\"\npuffery = { words = [\"ironclad\"] }\n",
    );
    folder.file("north/drafts/three.treaty", DRAFT);
    folder.file(
        "south/vattel.toml",
        "extends = [\"own.suite.toml\"]\nprofile = \"beneficiary\"\nfail-on = \"error\"\n[assume]\npotential-aggressors = [\"FRA against UKR\"]\n\
         [[allow]]\nrule = \"aggressor-veto\"\nfiles = [\"four.treaty\"]\nreason = \"agreed\"\n",
    );
    folder.file("south/own.suite.toml", SUITE).file("south/four.treaty", DRAFT).file("south/deep/five.treaty", DRAFT);
    folder
}

fn run(folder: &Folder, below: &str, arguments: &[&str]) -> Ran {
    let all = ["check", "--output-format", "json"].into_iter().chain(arguments.iter().copied());
    vattel(all).within(&folder.path().join(below)).run()
}

/// What is found in each draft, by the name of its file.
fn findings(ran: &Ran) -> BTreeMap<String, Vec<String>> {
    let log: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for it in log["findings"].as_array().expect("findings") {
        let file = it["location"]["file"].as_str().expect("a file").rsplit('/').next().expect("a name");
        found
            .entry(file.to_owned())
            .or_default()
            .push(format!("{} {} {} {}", it["rule"], it["severity"], it["suppressed"], it["location"]["start"]));
    }
    found
}

#[test]
fn each_draft_has_the_closest_configuration_wherever_vattel_runs() {
    let folder = repository("closest");
    let all = findings(&run(&folder, "", &[]));
    let of = |file: &str, words: &str| all.get(file).is_some_and(|it| it.iter().any(|it| it.contains(words)));
    assert!(of("one.treaty", "veto/aggressor-veto\" \"advice\"") && of("one.treaty", "puffery"));
    assert!(of("two.treaty", "veto/aggressor-veto") && !of("two.treaty", "puffery"));
    assert!(!of("three.treaty", "veto/") && of("three.treaty", "puffery") && !of("three.treaty", "own/"));
    assert!(of("four.treaty", "own/no-weapons") && of("four.treaty", "veto/aggressor-veto\" \"error\" true"));
    assert!(of("five.treaty", "veto/aggressor-veto\" \"error\" false"), "{all:#?}");
    // The same from each folder, and for each draft alone.
    for (below, arguments, files) in [
        ("north", &[][..], &["three.treaty"][..]),
        ("south", &[], &["four.treaty", "five.treaty"]),
        ("south/deep", &["../../north/drafts", ".", "../four.treaty"], &["three.treaty", "four.treaty", "five.treaty"]),
        ("north/drafts", &["../../one.treaty", "../../old"], &["one.treaty", "two.treaty"]),
        ("", &["north", "south/deep/five.treaty"], &["three.treaty", "five.treaty"]),
    ] {
        let ran = run(&folder, below, arguments);
        let found = findings(&ran);
        let wanted: BTreeMap<String, Vec<String>> = all
            .iter()
            .filter(|it| files.contains(&it.0.as_str()))
            .map(|(file, it)| (file.clone(), it.clone()))
            .collect();
        assert_eq!(found, wanted, "{below} {arguments:?}: {}", ran.stderr);
    }
}

#[test]
fn what_a_finding_weighs_for_the_exit_code_is_said_by_its_own_configuration() {
    let folder = repository("exit");
    assert_eq!(run(&folder, "", &["north"]).code, 1, "a warning fails there");
    assert_eq!(run(&folder, "", &["north", "--fail-on", "error"]).code, 0);
    // Advice and warnings fail nothing at the root.
    assert_eq!(run(&folder, "", &["one.treaty", "old", "--ignore", "model,names"]).code, 0);
    let ran = vattel(["check", "--output-format", "junit", "north", "one.treaty"]).within(folder.path()).run();
    assert!(ran.stdout.contains("<failure") && ran.stdout.contains("<system-out>"), "{}", ran.stdout);
}

#[test]
fn flags_add_to_each_configuration_and_a_named_one_replaces_them() {
    let folder = repository("flags");
    let off = findings(&run(&folder, "", &["--config", "rules.aggressor-veto=\"off\""]));
    assert!(off.values().flatten().all(|it| !it.contains("aggressor-veto")), "{off:#?}");
    assert!(off["four.treaty"].iter().any(|it| it.contains("own/")), "the rest of each stays: {off:#?}");
    let suite = findings(&run(&folder, "", &["--config", "south/own.suite.toml"]));
    assert!(
        suite["one.treaty"].iter().any(|it| it.contains("own/"))
            && suite["three.treaty"].iter().any(|it| it.contains("own/"))
    );
    assert!(suite["three.treaty"].iter().all(|it| !it.contains("veto/")), "{suite:#?}");
    let named = findings(&run(&folder, "", &["--config", "north/vattel.toml"]));
    assert!(named.values().flatten().all(|it| !it.contains("veto/") && !it.contains("own/")), "{named:#?}");
    // A rule that only one of them knows may be named; one that none knows may not.
    let own = run(&folder, "", &["--select", "own"]);
    assert!(own.code != 2, "{}", own.stderr);
    let own = findings(&own);
    assert!(own.keys().all(|it| it == "four.treaty" || it == "five.treaty"), "{own:#?}");
    let level = run(&folder, "", &["--config", "rules.\"own/no-weapons\"=\"advice\""]);
    assert!(
        findings(&level)["four.treaty"].iter().any(|it| it.contains("own/no-weapons\" \"advice\"")),
        "{}",
        level.stderr
    );
    for wrong in [["--select", "ovn"], ["--config", "rules.ovn=\"off\""]] {
        assert_eq!(run(&folder, "", &wrong).code, 2, "{wrong:?}");
    }
    let strange = run(&folder, "", &["--assume", "QQQ against UKR"]);
    assert!(strange.code == 2 && strange.stderr.contains("unknown actor `QQQ`"), "{}", strange.stderr);
}

#[test]
fn a_configuration_that_cannot_be_read_fails_the_run_and_the_others_are_checked() {
    let folder = repository("broken");
    let whole = findings(&run(&folder, "", &[]));
    folder.file("north/vattel.toml", "profil = \"x\"\n");
    let ran = run(&folder, "", &[]);
    assert_eq!(ran.code, 2, "{}", ran.stdout);
    assert!(
        ran.stderr.contains("north/vattel.toml:1:1: ") && ran.stderr.contains("did you mean `profile`?"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("1 draft is not read"), "{}", ran.stderr);
    let found = findings(&ran);
    assert!(!found.contains_key("three.treaty") && found["one.treaty"] == whole["one.treaty"]);
    let log: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(log["summary"]["failures"][0]["file"], "north/vattel.toml", "{log:#}");
    // It is no concern of the others alone, and everything to its own.
    assert_ne!(run(&folder, "", &["south", "one.treaty"]).code, 2);
    assert_eq!(run(&folder, "north", &[]).code, 2);
    for command in [&["fmt", "--check"][..], &["test"]] {
        let ran = vattel(command.iter().copied()).within(folder.path()).run();
        assert!(
            ran.code == 2 && ran.stderr.contains("north/vattel.toml:1:1: "),
            "{command:?} {}{}",
            ran.stdout,
            ran.stderr
        );
    }
}

#[test]
fn a_name_that_no_draft_of_its_configuration_knows_is_an_error() {
    let folder = repository("assume");
    folder.file("north/vattel.toml", "[assume]\npotential-aggressors = [\"RUZ\"]\n");
    let ran = run(&folder, "", &[]);
    assert!(ran.code == 2 && ran.stderr.contains("unknown actor `RUZ`"), "{}", ran.stderr);
}

#[test]
fn an_outer_configuration_excludes_an_inner_folder_and_named_drafts_stay_unless_forced() {
    let folder = repository("exclude");
    folder.file("south/vattel.toml", "broken\n");
    let outer = |exclude: &str| {
        folder.file("vattel.toml", format!("exclude = {exclude}\n"));
    };
    let files = |arguments: &[&str]| {
        let ran =
            vattel(["check", "--show-files"].into_iter().chain(arguments.iter().copied())).within(folder.path()).run();
        (ran.code, ran.stdout.lines().map(ToOwned::to_owned).collect::<Vec<_>>())
    };
    for exclude in ["[\"south\"]", "[\"south/\"]", "[\"sou*\"]", "[\"south/**\"]", "[\"{south,nothing}\"]"] {
        outer(exclude);
        let (code, found) = files(&[]);
        assert_eq!(
            (code, &found[..]),
            (0, &["north/drafts/three.treaty", "old/two.treaty", "one.treaty"].map(String::from)[..]),
            "{exclude}"
        );
    }
    outer("[\"nothing\"]");
    assert_eq!(files(&["--exclude", "south", "--exclude", "old"]).1, ["north/drafts/three.treaty", "one.treaty"]);
    outer("[\"old\"]");
    assert_eq!(files(&["old/two.treaty"]).1, ["old/two.treaty"], "what is named is checked");
    assert_eq!(files(&["old/two.treaty", "one.treaty", "--force-exclude"]).1, ["one.treaty"]);
    assert_eq!(files(&["one.treaty", "--exclude", "*.treaty", "--force-exclude"]).1, [] as [&str; 0]);
    let wrong = vattel(["check", "--exclude", "["]).within(folder.path()).run();
    assert!(wrong.code == 2 && wrong.stderr.contains("`--exclude`: invalid glob pattern"), "{}", wrong.stderr);
    // What is piped through and left out comes back as it is.
    let text = "party   UKR \"Ukraine\"\n";
    let piped = vattel(["fmt", "-", "--stdin-filename", "old/x.treaty", "--force-exclude"])
        .within(folder.path())
        .stdin(text)
        .run();
    assert_eq!((piped.code, piped.stdout.as_str()), (0, text), "{}", piped.stderr);
    let told = vattel(["check", "--verbose", "old", "one.treaty"]).within(folder.path()).run();
    assert!(
        told.stderr.contains("`old/two.treaty` is left out: excluded by `exclude` in vattel.toml"),
        "{}",
        told.stderr
    );
    assert!(told.stderr.contains("`one.treaty`: vattel.toml"), "{}", told.stderr);
}

#[test]
fn hidden_files_and_those_that_git_ignores_are_not_found_in_folders() {
    let folder = Folder::new("projects-hidden");
    folder.file(".gitignore", "ignored\n").file("a.treaty", DRAFT).file(".b.treaty", DRAFT).file(".c/d.treaty", DRAFT);
    folder.file("ignored/e.treaty", DRAFT);
    let files = |arguments: &[&str]| {
        vattel(["check", "--show-files"].into_iter().chain(arguments.iter().copied()))
            .within(folder.path())
            .run()
            .stdout
    };
    assert_eq!(files(&[]), "a.treaty\n");
    assert_eq!(files(&["--no-respect-gitignore"]), "a.treaty\nignored/e.treaty\n");
    // What is named is found.
    assert_eq!(files(&[".b.treaty", ".c", "ignored/e.treaty"]), ".b.treaty\nignored/e.treaty\n.c/d.treaty\n");
}

#[test]
fn a_shared_entry_is_needless_only_if_no_project_needs_it() {
    let folder = repository("shared");
    folder.file(
        "house.toml",
        "[[allow]]\nrule = \"aggressor-veto\"\nreason = \"agreed\"\n[assume]\npotential-aggressors = [\"RUS\"]\n",
    );
    folder
        .file("vattel.toml", "")
        .file("north/vattel.toml", "extends = [\"../house.toml\"]\n[rules]\nveto = \"off\"\n");
    folder.file("south/vattel.toml", "extends = [\"../house.toml\"]\n");
    let ran = run(&folder, "", &[]);
    assert!(!ran.stdout.contains("suppression/needless"), "{}", ran.stdout);
    folder.file("house.toml", "[[allow]]\nrule = \"unused\"\nreason = \"agreed\"\n");
    let ran = run(&folder, "", &[]);
    assert_eq!(ran.stdout.matches("\"rule\":\"suppression/needless\"").count(), 1, "{}", ran.stdout);
}

#[test]
fn each_configuration_has_its_baseline_its_readings_and_its_limits() {
    let folder = repository("keys");
    folder.file("north/vattel.toml", "baseline = \"../ci/known.json\"\nfail-on = \"warning\"\nmax-warnings = 0\n");
    folder.file("south/vattel.toml", "max-warnings = 1\n").file("vattel.toml", "max-warnings = 0\n").file("ci/x", "");
    let missing = run(&folder, "", &[]);
    assert!(
        missing.code == 2 && missing.stderr.contains("north/vattel.toml:1:12: can't read the baseline"),
        "{}",
        missing.stderr
    );
    let none = run(&folder, "", &["south", "--write-baseline"]);
    assert!(none.code == 2 && none.stderr.contains("`--write-baseline` needs a file"), "{}", none.stderr);
    let written = run(&folder, "", &["--write-baseline"]);
    assert!(written.stderr.contains("wrote the current findings to `ci/known.json`"), "{}", written.stderr);
    let known = std::fs::read_to_string(folder.path().join("ci/known.json")).expect("a baseline");
    assert!(known.contains("\"../north/drafts/three.treaty\"") && !known.contains("one.treaty"), "{known}");
    for (below, path) in [("", "north"), ("north", "."), ("ci", "../north/drafts/three.treaty")] {
        let ran = vattel(["check", path]).within(&folder.path().join(below)).run();
        assert!(ran.code == 0 && ran.stdout.contains("suppressed"), "{below}: {}{}", ran.stdout, ran.stderr);
    }
    // A flag holds for all drafts, in place of what each configuration says.
    let ran = vattel(["check", "north", "--baseline", "other.json"]).within(folder.path()).run();
    assert!(ran.code == 2 && ran.stderr.contains("other.json"), "{}", ran.stderr);
    let ran = vattel(["check", "--output-format", "concise"]).within(folder.path()).run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stdout.contains("at most 0 warnings allowed by vattel.toml:1"), "{}", ran.stdout);
    assert!(ran.stdout.contains("at most 1 warning allowed by south/vattel.toml:1"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("by north"), "{}", ran.stdout);
    assert_eq!(vattel(["check", "--max-warnings", "100"]).within(folder.path()).run().code, 0);
    let ran = vattel(["check"]).within(folder.path()).env("VATTEL_MAX_WARNINGS", "100").run();
    assert_eq!(ran.code, 0, "{}", ran.stdout);
}

#[test]
fn readings_and_the_format_are_configured() {
    let bracket =
        DRAFT.replace("unanimity of guarantors", "[ RUS: unanimity of guarantors | UKR: each of guarantors ]");
    let folder = Folder::new("projects-readings");
    folder.file("a/one.treaty", &bracket).file("b/two.treaty", &bracket);
    let vetoes = |configuration: &str, arguments: &[&str]| {
        folder.file("a/vattel.toml", format!("assume.potential-aggressors = [\"RUS\"]\n{configuration}"));
        let ran = run(&folder, "", &[&["a", "--select", "veto"], arguments].concat());
        assert!(ran.code < 2, "{}", ran.stderr);
        ran.stdout.matches("veto/aggressor-veto\",\"severity").count()
    };
    assert_eq!(vetoes("", &[]), 1);
    assert_eq!(vetoes("readings = \"UKR\"\n", &[]), 0);
    assert_eq!(vetoes("readings = \"UKR\"\n", &["--readings", "all"]), 1);
    folder.file("a/vattel.toml", "readings = \"all\"\nmax-readings = 1\noutput-format = \"concise\"\n");
    let ran = vattel(["check"]).within(&folder.path().join("a")).run();
    assert!(ran.code == 2 && ran.stderr.contains("raise `--max-readings`"), "{}", ran.stderr);
    folder.file("a/vattel.toml", "output-format = \"concise\"\n");
    let of = |below: &str, variable: &str| {
        let ran = vattel(["check", "--select", "names"]).within(&folder.path().join(below));
        let ran = if variable.is_empty() { ran } else { ran.env("VATTEL_OUTPUT_FORMAT", variable) };
        ran.run().stdout
    };
    assert!(of("a", "").contains("no findings in 1 draft") && of("a", "json").starts_with('{'));
    assert!(of("b", "github").is_empty() || of("b", "github").starts_with("::"));
    // Only `check` has these formats.
    let rules = vattel(["rules"]).env("VATTEL_OUTPUT_FORMAT", "sarif").run();
    assert_eq!(rules.code, 0, "{}", rules.stderr);
    folder.file("a/vattel.toml", "output-format = \"consise\"\n");
    let ran = vattel(["check", "a"]).within(folder.path()).run();
    assert!(
        ran.code == 2 && ran.stderr.contains("a/vattel.toml:1:17: ") && ran.stderr.contains("`concise`"),
        "{}",
        ran.stderr
    );
}

#[test]
fn every_setting_is_listed_and_explained() {
    use vattel::config::keys::CONFIG_KEYS;
    let all = vattel(["config"]).run().stdout;
    let page = std::fs::read_to_string(crate::support::root().join("docs/configuration.md")).expect("the page");
    for it in CONFIG_KEYS {
        assert!(all.contains(it.key), "{}", it.key);
        let last = it.key.rsplit('.').next().expect("a key");
        assert!(last == "RULE" || page.contains(last), "the page says nothing of `{}`", it.key);
        // The example is one that is read.
        let key = it.key.replace("RULE", "puffery");
        let table = key.split_once('.').filter(|it| matches!(it.0, "allow" | "per-path"));
        let text = match table {
            Some((table, key)) => format!("[[{table}]]\nrule = \"puffery\"\nfiles = \"x\"\n{key} = {}\n", it.example)
                .replace(if table == "allow" { "" } else { "rule = \"puffery\"\n" }, ""),
            None => format!("{key} = {}\n", it.example),
        };
        let text = match key.as_str() {
            "allow.rule" | "per-path.files" => continue,
            "allow.files" => text.replacen("files = \"x\"\n", "", 1),
            _ => text,
        };
        let known: Vec<_> = vattel::config::Settings::all().rules().to_vec();
        let faults = vattel::config::file::read(&text, &known).1;
        assert_eq!(faults, [], "{text}");
    }
    for (key, holds, not) in [
        ("fail-on", "Minimum severity", "profile"),
        ("assume", "assume.votes-with", "fail-on"),
        ("rules.and-stack", "rules.gate/and-stack.gates", "puffery"),
        ("rules.\"gate/and-stack\".gates", "default: 3", "puffery"),
        ("rules.aggressor-veto", "rules.RULE", "gates"),
    ] {
        let ran = vattel(["config", key]).run();
        assert!(
            ran.code == 0 && ran.stdout.contains(holds) && !ran.stdout.contains(not),
            "{key}: {}{}",
            ran.stdout,
            ran.stderr
        );
    }
    let ran = vattel(["config", "fial-on"]).run();
    assert!(ran.code == 2 && ran.stderr.contains("did you mean `fail-on`?"), "{}", ran.stderr);
    let json: Value = serde_json::from_str(&vattel(["config", "--output-format", "json"]).run().stdout).expect("JSON");
    assert!(json["settings"].as_array().is_some_and(|it| it.len() > CONFIG_KEYS.len()));
}
