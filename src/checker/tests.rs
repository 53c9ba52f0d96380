//! The face as a host uses it.

use super::*;
use std::time::Duration;

const BRACKETS: &str = "party UKR \"Ukraine\" is beneficiary\nparty FRA \"France\" is guarantor\nparty RUS \"Russia\"\n\
                        obligation assist {\n    FRA shall assist UKR\n    [ RUS: subject to consent of RUS ]\n}\n";

fn check(checker: &Checker, text: &str) -> Result<Report, CheckError> {
    checker.check(&Draft::new("draft.treaty", text), &Job::new())
}

#[test]
fn a_failure_is_never_a_clean_report() {
    let text = format!("{BRACKETS}{}", BRACKETS.replace("assist {", "more {").replace("party", "state"));
    let build = |it: CheckerBuilder| it.build().expect("a checker");
    let too_many = build(Checker::builder().readings(Readings::All).max_readings(1));
    assert!(matches!(check(&too_many, &text), Err(CheckError::TooManyReadings { count: Some(4), most: 1 })));
    let named = |name: &str| build(Checker::builder().readings(name.parse().expect("a name")));
    assert!(matches!(check(&named("GBR"), BRACKETS), Err(CheckError::UnknownReading(_))));
    assert!(check(&named("RUS"), BRACKETS).is_ok());
    let unknown = build(Checker::builder().assume("XYZ against UKR"));
    assert!(matches!(check(&unknown, BRACKETS), Err(CheckError::UnknownActor(it)) if it[0].name == "XYZ"));
    let draft = Draft::new("draft.treaty", BRACKETS);
    let over = Job::new().deadline(Instant::now());
    assert_eq!(Checker::recommended().check(&draft, &over).err(), Some(CheckError::Stopped));
    let stop = AtomicBool::new(true);
    assert_eq!(Checker::recommended().check(&draft, &Job::new().stop(&stop)).err(), Some(CheckError::Stopped));
    let later = Job::new().deadline(Instant::now() + Duration::from_hours(1));
    assert!(Checker::recommended().check(&draft, &later).is_ok());
}

#[test]
fn an_instrument_is_known_by_its_path() {
    let text = "instrument A \"A\" in \"./one/memory.treaty\"\ninstrument B \"B\" in \"two/../two/memory.treaty\"\n";
    let draft = Draft::new("draft.treaty", text);
    assert_eq!(draft.instruments(), ["one/memory.treaty", "two/memory.treaty"]);
    let asked = std::sync::Mutex::new(Vec::new());
    let read = |path: &str| {
        asked.lock().expect("one thread").push(path.to_owned());
        Some(format!("party UKR \"Ukraine\"\nobligation in-{} {{ UKR shall assist UKR }}\n", &path[..3]))
    };
    assert!(Checker::recommended().check(&draft, &Job::new().instruments(&read)).is_ok());
    assert_eq!(*asked.lock().expect("one thread"), ["one/memory.treaty", "two/memory.treaty"]);
}

#[test]
fn paths_are_plain() {
    for (path, expected) in
        [("a/./b", "a/b"), ("../a/../b", "../b"), ("a/../../b", "../b"), ("/a/../../b", "/b"), ("./a//b/", "a/b")]
    {
        assert_eq!(plain(path), expected, "{path}");
    }
}

#[test]
fn what_is_not_known_keeps_a_checker_from_being_made() {
    for builder in [Checker::builder().select(["no-such-rule"]), Checker::builder().assume("nothing at all, really")] {
        assert!(builder.build().is_err());
    }
    assert!("at article".parse::<Readings>().is_err());
}

#[test]
fn findings_have_places_words_and_fixes() {
    let text = "party UKR \"Україна\" is benficiary\n";
    let report = check(&Checker::recommended(), text).expect("a report");
    let finding = report.findings().find(|it| it.fixes().next().is_some()).expect("a finding with a fix");
    assert_eq!(&text[finding.primary().bytes()], "benficiary");
    assert_eq!(finding.primary().start(), Position { line: 1, column: 24 });
    let fix = finding.fixes().next().expect("a fix");
    assert!(fix.is_safe() && fix.edits().all(|it| it.text == "beneficiary"));
    let draft = Draft::new("draft.treaty", text);
    let fixed = Checker::recommended().fix(&draft, &Job::new(), Fixes::Safe).expect("a text");
    assert!(fixed.applied == 1 && fixed.text.contains("is beneficiary"), "{}", fixed.text);
}

#[test]
fn a_reading_is_taken_and_a_text_formatted() {
    let draft = Draft::new("draft.treaty", BRACKETS);
    let taken = take(&draft, &"RUS".parse().expect("a reading")).expect("a text");
    assert!(!taken.contains('[') && taken.contains("consent of RUS"));
    assert!(take(&draft, &"GBR".parse().expect("a reading")).is_err());
    assert_eq!(format("party   UKR \"Ukraine\"").as_deref(), Ok("party UKR \"Ukraine\"\n"));
}

#[cfg(feature = "config")]
#[test]
fn a_configuration_and_a_suite_hold() {
    let none = |_: &Path| None;
    let wrong = Config::parse("vattel.toml", "[rules]\nnothing-such = \"off\"\n", &none);
    assert!(wrong.is_err_and(|it| it.to_string().starts_with("vattel.toml:2:1: ")));
    let missing = Config::parse("vattel.toml", "extends = [\"base.toml\"]\n", &none);
    assert!(missing.is_err_and(|it| it.to_string().contains("base.toml")));

    let toml = "extends = [\"base.toml\"]\n[rules]\nunused = \"off\"\n[[per-path]]\nfiles = [\"old/**\"]\n\
                rules = { undefined = \"advice\" }\n";
    let base = |path: &Path| (path == Path::new("base.toml")).then(|| "[rules]\nveto = \"error\"\n".to_owned());
    let config = Config::parse("vattel.toml", toml, &base).expect("a configuration");
    let suite = "[suite]\nname = \"house\"\n[[rule]]\nid = \"any\"\ntitle = \"nothing\"\non = \"obligation\"\n\
                 assert = \"false\"\nmessage = \"here\"\n[[rule.fails]]\ndraft = 'obligation o { FRA shall assist UKR }'\n";
    let suite = Suite::parse("house.suite.toml", suite).expect("a suite");
    assert_eq!(suite.rules().collect::<Vec<_>>(), ["house/any"]);
    let checker = Checker::builder().config(config).suite(suite).build().expect("a checker");
    let severity = |name: &str| {
        let report = checker.check(&Draft::new(name, "obligation o { FRA shall assist XYZ }"), &Job::new());
        let report = report.expect("a report");
        assert_eq!(report.findings().filter(|it| it.rule() == "house/any").count(), 1);
        report.findings().find(|it| it.rule() == "names/undefined").map(|it| it.severity())
    };
    assert_eq!(severity("new/draft.treaty"), Some(Severity::Error));
    assert_eq!(severity("old/draft.treaty"), Some(Severity::Advice));
}

#[cfg(feature = "config")]
#[test]
fn a_finding_about_a_suite_points_into_its_own_text() {
    let suite = |name: &str, assert: &str| {
        let text = format!(
            "[suite]\nname = \"{name}\"\n[[rule]]\nid = \"one\"\ntitle = \"it\"\non = \"obligation\"\nassert = \"{assert}\"\n"
        );
        Suite::parse(&format!("{name}.suite.toml"), &text).expect("a suite")
    };
    let builder = Checker::builder().suite(suite("first", "can_block('XYZ', this)"));
    let checker = builder.suite(suite("second", "can_block('ABC', this)")).build().expect("a checker");
    let report = check(&checker, "obligation o { FRA shall assist UKR }").expect("a report");
    let failed = report.findings().filter(|it| it.rule() == "suites/failed");
    let names = failed.map(|it| (it.primary().name().to_owned(), it.message().contains("ABC")));
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, [("first.suite.toml".to_owned(), false), ("second.suite.toml".to_owned(), true)]);
}

#[cfg(feature = "report")]
#[test]
fn a_reading_is_analysed_and_judged() {
    let checker = Checker::builder().assume("RUS against UKR").build().expect("a checker");
    let (draft, job) = (Draft::new("draft.treaty", BRACKETS), Job::new());
    let analysis = checker.analyze(&draft, &job).expect("an analysis").json();
    assert!(analysis.contains("\"assist\"") && analysis.contains("\"the unbracketed reading\""), "{analysis}");
    let require = |checker: &Checker, property: &str| checker.require(&draft, &job, property);
    assert_eq!(require(&checker, "can_block(RUS, assist)"), Ok(PropertyVerdict::Fails));
    assert_eq!(require(&checker, "not can_block(RUS, assist)"), Ok(PropertyVerdict::Holds));
    let in_reading = Checker::builder().assume("RUS against UKR").readings("RUS".parse().expect("a name"));
    assert_eq!(require(&in_reading.build().expect("a checker"), "can_block(RUS, assist)"), Ok(PropertyVerdict::Holds));
    assert!(matches!(require(&checker, "can_block(RUS"), Err(CheckError::UnreadableProperty(_))));
    let broken = Draft::new("draft.treaty", format!("{BRACKETS}obligation {{"));
    assert_eq!(checker.require(&broken, &job, "not can_block(RUS, assist)"), Ok(PropertyVerdict::Undetermined));
}

#[cfg(feature = "report")]
#[test]
fn a_report_is_rendered_without_the_command_line() {
    let report = check(&Checker::recommended(), "party UKR \"Ukraine\" is benficiary\n").expect("a report");
    for (format, expected) in [(crate::Format::Json, "\"rule\""), (crate::Format::Sarif, "\"2.1.0\"")] {
        assert!(report.render(format).contains(expected), "{format:?}");
    }
}
