//! Scenarios: every line that they take, what is said of those that they do not, and what comes of them.

use crate::support::vattel::{Folder, Ran, vattel};
use serde_json::Value;
use vattel::config::Settings;
use vattel::diagnostic::Diagnostic;
use vattel::engine::{self, Report};
use vattel::model::{Assumed, Brackets, Reading, build};
use vattel::source::{FileId, Source};
use vattel::syntax;
use vattel::syntax::format::{FormatOptions, format};

const DRAFT: &str = r#"party UKR "Ukraine" is beneficiary
party RUS, FRA, GBR, USA, BLR is guarantor
milestone settled "the settlement"
body Council "council" {
    members FRA, GBR
    decides by unanimity of members
}
assume { potential aggressor RUS against UKR }
article 5 {
    trigger attack {
        on armed-attack against UKR
        [ RUS: decided by unanimity of guarantors
        | UKR: decided by two-thirds of guarantors excluding the attacker within 72 hours otherwise lapses ]
    }
    guarantee assist {
        upon attack
        each of guarantors shall assist UKR
        within 3 days
        by weapons
        subject to approval of USA by "Congress" within 30 days
    }
    permission free {
        FRA may deploy ground-forces
        upon attack
    }
}
"#;

fn with(lines: &str) -> String {
    format!("{DRAFT}scenario \"s\" {{\n{lines}\n}}\n")
}

fn check(text: &str) -> Report {
    engine::check(&Source::new(FileId(0), "draft.treaty", text), &Settings::all(), &|_| None)
}

/// What is wrong with a scenario.
fn wrong(text: &str) -> Vec<Diagnostic> {
    let start = DRAFT.len() as u32;
    let of_scenario = |it: &Diagnostic| it.primary.span.start >= start;
    let all = check(text).findings.into_iter().filter(of_scenario);
    all.filter(|it| ["names/", "syntax/", "drafting/dangling"].iter().any(|rule| it.rule.starts_with(rule))).collect()
}

/// Every line, in each of its forms.
const LINES: &[&str] = &[
    "assuming RUS against UKR",
    "assuming RUS, BLR against UKR, FRA",
    "assuming RUS",
    "assuming BLR votes with RUS",
    "assuming RUS controls BLR",
    "assuming nobody",
    "pace at once",
    "pace last moment",
    "given armed-attack by RUS against UKR",
    "given armed-attack by RUS against UKR in territory of UKR on 2027-03-01",
    "given armed-attack by RUS against UKR after 2 days",
    "given settled",
    "given settled on 2027-03-01T06:00 Europe/Kyiv",
    "given breach of assist",
    "given RUS votes no",
    "given RUS, BLR vote yes in attack",
    "given RUS abstains",
    "given RUS stays away in attack after 1 week",
    "given guarantors stay away",
    "given RUS objects in attack",
    "given RUS ratifies",
    "given RUS signs on 2027-03-01",
    "given BLR accedes",
    "given RUS withdraws after 2 years",
    "given FRA, GBR perform",
    "given FRA performs for assist",
    "given FRA pays for assist",
    "given FRA consults in attack",
    "given UKR requests",
    "given FRA finds attack",
    "given FRA convenes Council",
    "given USA withholds approval for assist after 2 days",
    "given USA gives consent",
    "given request by UKR of \"help\"",
    "given notification by FRA of \"an attack\" on 2027-03-01",
    "given everybody else does nothing",
    "expect attack is triggered within 3 days",
    "expect attack is not triggered",
    "expect attack is dormant",
    "expect attack is waiting",
    "expect attack is live not later than 2027-03-04",
    "expect attack is discharged",
    "expect attack is breached",
    "expect attack is suspended",
    "expect attack is ended",
    "expect attack is undetermined",
    "expect settled is triggered",
    "expect article 5 is live",
    "expect assist for FRA is live within 3 days",
    "expect assist for FRA, GBR is not live within 3 days after attack",
    "expect assist is waiting for RUS",
    "expect assist for USA is not waiting for RUS, BLR within 3 days",
    "expect nobody is obliged",
    "expect nobody is obliged to assist UKR",
    "expect somebody is obliged",
    "expect somebody is obliged to assist UKR within 6 days",
    "expect FRA is obliged",
    "expect FRA, GBR are not obliged to assist UKR within 6 days",
    "expect RUS blocks attack",
    "expect RUS, BLR block attack",
    "expect RUS does not block attack",
    "expect RUS, BLR do not block attack",
    "expect free may deploy",
    "expect free may not deploy",
    "expect FRA may deploy ground-forces",
    "expect FRA may not deploy ground-forces within 3 days",
];

#[test]
fn every_line_is_read_and_means_something() {
    for line in LINES {
        let text = with(line);
        let found: Vec<String> = wrong(&text).into_iter().map(|it| it.message).collect();
        assert!(found.is_empty(), "{line}: {found:?}");
        let parsed = syntax::parse(FileId(0), &text);
        let (brackets, reading) = (Brackets::of(&text, &parsed.draft), Reading::unbracketed());
        let built = build(FileId(0), &text, &parsed.draft, &brackets, &reading, &Assumed::default(), &[]);
        let scenario = &built.treaty.scenarios[0];
        assert!(scenario.complete, "{line}");
        let read = scenario.given.len()
            + scenario.expect.len()
            + usize::from(scenario.assuming.is_some() || scenario.others_idle || line.starts_with("pace"));
        assert_eq!(read, 1, "{line}");
    }
}

/// The layout keeps the tree, or it is refused.
#[test]
fn a_look_changes_no_scenario() {
    let each = LINES.iter().map(|it| (*it).to_owned());
    let all = [LINES.join("\n"), LINES.join("  "), LINES.join("\n\n# a remark\n")];
    for lines in each.chain(all) {
        for text in [
            with(&lines),
            with(&lines.replace(' ', "\n   ")),
            format!("draft \"d.treaty\"\n{}", &with(&lines)[DRAFT.len()..]),
        ] {
            // Words between quotes are left as they are.
            if text.matches('"').count() != with(&lines).matches('"').count() && !text.starts_with("draft") {
                continue;
            }
            if text.contains("\n   help\"") || text.contains("\"an\n") || text.contains("T06:00\n") {
                continue;
            }
            let once = format(&text, &FormatOptions::default()).unwrap_or_else(|why| panic!("{why}\n{text}"));
            assert_eq!(format(&once, &FormatOptions::default()).as_ref(), Ok(&once), "twice is once");
        }
    }
}

/// A line, what is said of it, and what is offered instead.
const WRONG: &[(&str, &str, &str)] = &[
    ("given RUS votse no", "`votse` is not a known act of a scenario", "one of `votes yes`"),
    ("given RUS ratifys", "`ratifys` is not a known act of a scenario", "did you mean `ratifies`?"),
    ("given RUS votes maybe", "`maybe` cannot stand here: expected `no` or `yes`", ""),
    (
        "given FRA withholds consnt",
        "`consnt` is not something that an actor gives or withholds",
        "did you mean `consent`?",
    ),
    ("given FRA gives water", "`water` is not something that an actor gives or withholds", "one of `consent`"),
    ("given FRA withholds consent for assit", "no provision is called `assit`", "did you mean `assist`?"),
    ("given FRA stays away in atack", "no provision is called `atack`", "did you mean `attack`?"),
    ("given FRA convenes attack", "`attack` is not a body that can be convened", ""),
    ("given FRA convenes Councl", "`Councl` is not declared anywhere", "did you mean `Council`?"),
    ("given FRX pays", "`FRX` is not declared anywhere", "did you mean `FRA`?"),
    ("given armed-atack by RUS against UKR", "`armed-atack` is not a known event", "did you mean `armed-attack`?"),
    ("given setled", "`setled` is not a known event", "did you mean `settled`?"),
    ("given everybody does nothing", "", ""),
    ("given RUS votes no after lunch", "`after` cannot stand here", ""),
    ("given RUS votes no on 2027-02-30", "", ""),
    ("expect attack is triggerd", "`triggerd` is not a state of a provision", "did you mean `triggered`?"),
    ("expect attack is gone", "`gone` is not a state of a provision", "one of `triggered`"),
    ("expect atack is live", "no provision is called `atack`", "did you mean `attack`?"),
    ("expect UKR is live", "`UKR` is not a provision", ""),
    ("expect assist for FRX is live", "`FRX` is not declared anywhere", "did you mean `FRA`?"),
    ("expect assist is waiting for RSU", "`RSU` is not declared anywhere", "did you mean `RUS`?"),
    ("expect FRA is obliged to asist UKR", "no sentence of the text has the verb `asist`", "did you mean `assist`?"),
    ("expect somebody is obliged to assist UKX", "`UKX` is not declared anywhere", "did you mean `UKR`?"),
    ("expect RUS blocks atack", "no provision is called `atack`", "did you mean `attack`?"),
    ("expect RUS blocks", "", ""),
    ("expect FRA may deply ground-forces", "no sentence of the text has the verb `deply`", "did you mean `deploy`?"),
    ("assuming RSU against UKR", "`RSU` is not declared anywhere", "did you mean `RUS`?"),
    ("assuming RUS controls BLX", "`BLX` is not declared anywhere", "did you mean `BLR`?"),
    ("assuming no one", "", ""),
    ("pace slowly", "`slowly` cannot stand here: expected `at` or `last`", ""),
    ("peace at once", "`peace` cannot stand here", ""),
];

#[test]
fn what_a_scenario_does_not_take_is_an_error_with_the_nearest() {
    for (line, message, help) in WRONG {
        let found = wrong(&with(line));
        let told = found.iter().map(|it| format!("{}: {}", it.message, it.help.join("; "))).collect::<Vec<_>>();
        assert!(!found.is_empty(), "{line}");
        let met = found.iter().any(|it| {
            it.message.starts_with(message) && (help.is_empty() || it.help.iter().any(|it| it.starts_with(help)))
        });
        assert!(met, "{line}: {told:#?}");
    }
}

#[test]
fn a_reading_that_no_bracket_has_is_an_error() {
    let headed = |reading: &str| {
        wrong(&format!("{DRAFT}scenario \"s\" in reading {reading} {{\n    expect attack is live\n}}\n"))
    };
    for reading in ["RUS", "UKR", "RUS at article 5, UKR", "1a", "1b"] {
        let found = headed(reading);
        // A part that nothing answers to is a slip, too: UKR at the end has no bracket left.
        assert!(found.is_empty() || reading.contains(','), "{reading}: {found:?}");
    }
    for (reading, message) in [
        ("FRA", "no bracket has a text of `FRA`"),
        ("RUS at article 6", "no bracket has a text of `RUS at article 6`"),
        ("2a", "no bracket has a text of `2a`"),
    ] {
        let found = headed(reading);
        assert!(found.iter().any(|it| it.message == message), "{reading}: {found:?}");
    }
}

fn run(folder: &Folder, arguments: &[&str]) -> Ran {
    vattel(["test"].into_iter().chain(arguments.iter().copied())).within(folder.path()).run()
}

/// A draft of which RUS can block the trigger in its own reading, and nobody in the other.
fn played(name: &str, scenarios: &str) -> Folder {
    let folder = Folder::new(name);
    folder.file("d.treaty", format!("{DRAFT}{scenarios}"));
    folder
}

const HELD: &str = "scenario \"RUS votes no\" in reading RUS {
    given armed-attack by RUS against UKR on 2027-03-01
    expect attack is not triggered
    expect attack is waiting for RUS
    expect nobody is obliged
    expect RUS blocks attack
    expect FRA may not deploy ground-forces
}
scenario \"the others decide\" in reading UKR {
    pace last moment
    given armed-attack by RUS against UKR on 2027-03-01
    given USA withholds approval
    expect attack is triggered within 3 days
    expect FRA, GBR are obliged to assist UKR within 6 days
    expect USA is not obliged
    expect assist for USA is waiting for USA within 3 days
    expect RUS does not block attack
    expect FRA may deploy ground-forces
}
";

#[test]
fn scenarios_of_a_draft_are_run_beside_its_marks() {
    let folder = played("scenarios-run", HELD);
    let ran = run(&folder, &[]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stdout.contains("d.treaty:27: RUS votes no ok") && ran.stdout.contains("2 passed, 0 failed, 0 skipped"),
        "{}",
        ran.stdout
    );
    let marked = played("scenarios-marked", HELD);
    marked.file("d.treaty", format!("#@ rules: puffery\n{DRAFT}{HELD}"));
    let ran = run(&marked, &[]);
    assert!(ran.code == 0 && ran.stdout.contains("3 passed"), "{}", ran.stdout);
}

#[test]
fn a_false_expectation_fails_with_what_led_there() {
    let broken = HELD.replace("expect attack is not triggered", "expect attack is triggered within 3 days");
    let folder = played("scenarios-false", &broken);
    let ran = run(&folder, &[]);
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    for words in [
        "d.treaty:27: RUS votes no FAILED\n",
        "    line 29: expect attack is triggered within 3 days\n",
        "outcome: `attack` ",
        "2027-03-01: ",
        "1 passed, 1 failed",
    ] {
        assert!(ran.stdout.contains(words), "{words}\n{}", ran.stdout);
    }
    let json = run(&folder, &["--output-format", "json"]);
    let json: Value = serde_json::from_str(&json.stdout).expect("JSON");
    let scenario = &json["drafts"][0]["scenario"];
    assert_eq!((&scenario["title"], &scenario["reading"]), (&"RUS votes no".into(), &"RUS".into()));
    assert_eq!(scenario["expectations"][0]["holds"], false);
    assert_eq!(scenario["expectations"][0]["line"], 29);
    assert!(scenario["expectations"][0]["steps"].as_array().is_some_and(|it| !it.is_empty()), "{scenario}");
    let junit = run(&folder, &["--output-format", "junit"]);
    assert!(
        junit.stdout.contains("<failure message=\"line 29: expect attack is triggered within 3 days\">"),
        "{}",
        junit.stdout
    );
    let tap = run(&folder, &["--output-format", "tap"]);
    assert!(tap.stdout.contains("not ok 1 - d.treaty:27: RUS votes no"), "{}", tap.stdout);
}

#[test]
fn a_scenario_is_found_by_its_title() {
    let folder = played("scenarios-filter", HELD);
    folder.file("other.treaty", "#@ rules: puffery\nparty UKR \"Ukraine\" is beneficiary\n");
    let ran = run(&folder, &["--filter", "others decide"]);
    assert!(ran.code == 0 && ran.stdout.contains("1 passed, 0 failed, 0 skipped"), "{}", ran.stdout);
    let ran = run(&folder, &["--filter", "d.treaty"]);
    assert!(ran.stdout.contains("2 passed"), "{}", ran.stdout);
}

#[test]
fn coverage_tells_what_no_scenario_shows() {
    let folder = played("scenarios-coverage", HELD);
    let ran = run(&folder, &["--coverage"]);
    for words in [
        "d.treaty, reading RUS\n",
        "    gate never opened: Article 5, trigger attack: decided by unanimity of guarantors\n",
        "    promise never live: Article 5, guarantee assist\n",
        "d.treaty, reading UKR\n",
        "    gate never held shut: Article 5, trigger attack",
    ] {
        assert!(ran.stdout.contains(words), "{words}\n{}", ran.stdout);
    }
}

#[test]
fn a_file_of_scenarios_is_about_the_draft_that_it_names() {
    let folder = Folder::new("scenarios-file");
    folder.file("vattel.toml", "");
    folder.file("drafts/d.treaty", DRAFT).file("played/d.scenario", format!("draft \"../drafts/d.treaty\"\n{HELD}"));
    let ran = run(&folder, &["played"]);
    assert!(ran.code == 0 && ran.stdout.contains("d.scenario:2: RUS votes no ok"), "{}{}", ran.stdout, ran.stderr);
    let check =
        |arguments: &[&str]| vattel(["check"].into_iter().chain(arguments.iter().copied())).within(folder.path()).run();
    let ran = check(&["played"]);
    assert!(ran.code == 0, "{}{}", ran.stdout, ran.stderr);
    let wrong = HELD.replace("given USA withholds", "given USX withholds");
    folder.file("played/d.scenario", format!("draft \"../drafts/d.treaty\"\nparty FRA \"France\"\n{wrong}"));
    let ran = check(&["played", "--output-format", "concise"]);
    for words in [
        "d.scenario:2:7: warning[syntax/misplaced-provision] `FRA` stands in a file of scenarios",
        "d.scenario:14:11: error[names/undefined] [*] `USX` is not declared anywhere",
    ] {
        assert!(ran.code == 1 && ran.stdout.contains(words), "{words}\n{}", ran.stdout);
    }
    let ran = run(&folder, &["played"]);
    assert!(
        ran.code == 1 && ran.stdout.contains("line 14: `USX` is not declared anywhere; did you mean `USA`?"),
        "{}",
        ran.stdout
    );
    for (text, message) in [
        ("draft \"none.treaty\"\n", "the draft `none.treaty` can't be read: there is no such file"),
        ("draft \"d.scenario\"\n", "the draft `d.scenario` can't be read: it holds scenarios itself"),
        ("draft \"/etc/passwd\"\n", "the draft `/etc/passwd` can't be read: it lies outside the project"),
        ("", "a file of scenarios says first which draft they are about"),
    ] {
        folder.file("played/d.scenario", format!("{text}{HELD}"));
        let ran = check(&["played", "--output-format", "concise"]);
        assert!(ran.code == 1 && ran.stdout.contains(message), "{message}\n{}", ran.stdout);
        assert_eq!(run(&folder, &["played"]).code, 2, "{text}");
    }
    folder.file("other.treaty", format!("draft \"drafts/d.treaty\"\n{DRAFT}"));
    let ran = check(&["other.treaty", "--output-format", "concise"]);
    assert!(ran.stdout.contains("`draft` stands in files of scenarios"), "{}", ran.stdout);
    let ran = vattel(["analyze", "played/d.scenario"]).within(folder.path()).run();
    assert!(ran.code == 2 && ran.stderr.contains("is a scenario file"), "{}", ran.stderr);
}

/// A draft whose trigger an aggressor can block, mended by other words.
const BLOCKED: &str = "party UKR \"Ukraine\" is beneficiary
party RUS, FRA, GBR is guarantor
assume { potential aggressor RUS against UKR }
article 5 {
    trigger attack {
        on armed-attack against UKR
        decided by unanimity of guarantors
    }
    guarantee assist {
        upon attack
        each of guarantors shall assist UKR
        within 3 days
        by weapons
    }
}
";

/// Rules, a flawed draft, and what to write in place of what to mend it.
const MENDED: &[(&str, &str, &str, &str)] = &[
    ("veto/aggressor-veto", BLOCKED, "unanimity of guarantors", "unanimity of guarantors excluding the attacker"),
    (
        "veto/funding-veto",
        "party UKR \"Ukraine\" is beneficiary\nparty RUS, FRA is guarantor\nassume { potential aggressor RUS against UKR }
article 5 {
    trigger attack { on armed-attack against UKR }
    deployment guard { by FRA  in UKR  timing responsive upon attack  funded by RUS, FRA  roles only training }
}
",
        "funded by RUS, FRA",
        "funded by FRA",
    ),
    (
        "activation/never-opens",
        "party UKR \"Ukraine\" is beneficiary\nparty RUS, FRA, GBR is guarantor\nassume { potential aggressor RUS against UKR }
article 5 {
    trigger attack { on armed-attack against UKR  decided by at least 5 of guarantors }
    guarantee assist { upon attack  each of guarantors shall assist UKR  within 3 days  by weapons }
}
",
        "at least 5 of guarantors",
        "at least 2 of guarantors",
    ),
    (
        "obligation/consult-only",
        "party UKR \"Ukraine\" is beneficiary\nparty RUS, FRA is guarantor\nassume { potential aggressor RUS against UKR }
article 5 {
    trigger attack { on armed-attack against UKR }
    guarantee assist { upon attack  FRA shall consult UKR  within 3 days }
}
",
        "FRA shall consult UKR  within 3 days",
        "FRA shall assist UKR  within 3 days  by weapons",
    ),
];

#[test]
fn the_play_of_a_finding_is_a_scenario_that_fails_once_the_text_is_mended() {
    for (rule, text, old, new) in MENDED {
        let folder = Folder::new(&format!("scenarios-added-{}", rule.replace('/', "-")));
        folder.file("d.treaty", text);
        let check = |arguments: &[&str]| {
            let first = ["check", "d.treaty", "--select", rule, "--exit-zero"];
            let arguments: Vec<&str> = first.into_iter().chain(arguments.iter().copied()).collect();
            vattel(arguments).within(folder.path()).run()
        };
        let json: Value = serde_json::from_str(&check(&["--output-format", "json"]).stdout).expect("JSON");
        let scenario = json["findings"][0]["scenario"].as_str().unwrap_or_else(|| panic!("{rule}: {json:#}"));
        assert!(scenario.starts_with(&format!("scenario \"{rule}: ")), "{scenario}");
        let ran = check(&["--add-scenarios"]);
        assert!(ran.stderr.contains("added 1 scenario"), "{rule}: {}{}", ran.stdout, ran.stderr);
        let added = std::fs::read_to_string(folder.path().join("d.treaty")).expect("a draft");
        assert_eq!(added, format!("{text}{scenario}"), "{rule}");
        let ran = run(&folder, &[]);
        assert!(ran.code == 0 && ran.stdout.contains("1 passed"), "{rule}: {}{added}", ran.stdout);
        let ran = check(&["--add-scenarios"]);
        assert!(ran.stderr.contains("no scenario added"), "{rule}: {}", ran.stderr);
        folder.file("d.treaty", added.replace(old, new));
        let ran = run(&folder, &[]);
        assert!(ran.code == 1 && ran.stdout.contains("1 failed"), "{rule}: {}{added}", ran.stdout);
    }
}

#[test]
fn a_file_of_scenarios_is_laid_out() {
    let folder = Folder::new("scenarios-fmt");
    let untidy = format!("draft   \"d.treaty\"\n{}", HELD.replace("    given", "  given"));
    folder.file("d.scenario", untidy);
    let ran = vattel(["fmt", "."]).within(folder.path()).run();
    assert!(ran.code == 0, "{}", ran.stderr);
    let text = std::fs::read_to_string(folder.path().join("d.scenario")).expect("a file");
    assert_eq!(text, format!("draft \"d.treaty\"\n{HELD}"));
}
