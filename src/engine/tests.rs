//! The pipeline: order, levels, suppressions, failures of the tool.

use super::*;
use crate::config::Selection;
use crate::diagnostic::RuleId;
use crate::rules::{CATALOGUE, Check, CheckContext, Profile, Rule, RuleSet, Sink};

fn source(text: &str) -> Source {
    Source::new(FileId(0), "draft.treaty", text)
}

fn select(words: &[&str]) -> Settings {
    let select = words.iter().map(|it| (*it).to_owned()).collect();
    Settings::select(&Selection { select, ..Selection::default() }).expect("known words")
}

fn rules_of(findings: &[Diagnostic]) -> Vec<RuleId> {
    findings.iter().map(|it| it.rule.clone()).collect()
}

/// A catalogue of as many rules as the real one has, so that the settings fit.
fn catalogue(with: &[&'static Rule]) -> Vec<RuleRef> {
    static IDLE: Rule = rule("test/idle", Check::ReportedByEngine);
    let idle = std::iter::repeat(&IDLE);
    with.iter().copied().chain(idle).take(CATALOGUE.len()).map(RuleRef::BuiltIn).collect()
}

const fn rule(id: &'static str, check: Check) -> Rule {
    Rule {
        id: RuleId::Borrowed(id),
        summary: RuleId::Borrowed("a rule for the test"),
        level: Severity::Warning,
        since: "0.1.0",
        set: RuleSet::Recommended,
        serves: &[Profile::Mediator],
        docs: &[],
        file: file!(),
        line: line!(),
        check,
        written: None,
    }
}

#[test]
fn a_rule_that_fails_leaves_the_others_alone() {
    static FAILS: Rule =
        rule("test/fails", Check::Reading(|_: &CheckContext<'_>, _: &mut Sink<'_>| panic!("a gate without a circuit")));
    static FINDS: Rule = rule(
        "test/finds",
        Check::Reading(|_: &CheckContext<'_>, sink: &mut Sink<'_>| {
            drop(sink.report(Span::new(0, 5), "a finding").clone());
        }),
    );
    let source = source("party UKR \"Ukraine\" is beneficiary\n");
    let report =
        check_with(&catalogue(&[&FAILS, &FINDS]), &source, &Settings::all(), &|_| None, &never, |_, _| (), |_, _| ()).0;
    assert_eq!(
        report.internal_errors,
        [InternalError { part: "test/fails".into(), words: "a gate without a circuit".into() }]
    );
    assert!(rules_of(&report.findings).iter().any(|it| it == "test/finds"));
}

#[test]
fn a_finding_is_reported_once_in_the_order_of_the_text() {
    static TWICE: Rule = rule(
        "test/twice",
        Check::Reading(|_: &CheckContext<'_>, sink: &mut Sink<'_>| {
            for start in [20, 6, 6, 0] {
                sink.report(Span::new(start, start + 1), "a finding");
            }
        }),
    );
    let source = source("party UKR \"Ukraine\" is beneficiary\n");
    let report =
        check_with(&catalogue(&[&TWICE]), &source, &Settings::all(), &|_| None, &never, |_, _| (), |_, _| ()).0;
    let own = report.findings.iter().filter(|it| it.rule == "test/twice");
    assert_eq!(own.map(|it| it.primary.span.start).collect::<Vec<_>>(), [0, 6, 20]);
}

#[test]
fn settings_decide_level_and_presence_of_what_the_reader_finds() {
    let draft = source("party UKR \"Ukraine\" is beneficiary\n}\n");
    let mut settings = select(&["syntax"]);
    settings.set_level("stray-brace", Severity::Advice).expect("a rule");
    let report = check(&draft, &settings, &|_| None);
    assert_eq!(rules_of(&report.findings), ["syntax/stray-brace"]);
    assert_eq!(report.findings[0].severity, Severity::Advice);
    let ignoring =
        Selection { select: vec!["syntax".into()], ignore: vec!["syntax/stray-brace".into()], ..Selection::default() };
    let report = check(&draft, &Settings::select(&ignoring).expect("a rule"), &|_| None);
    assert!(report.findings.is_empty());
}

#[test]
fn a_comment_moves_a_finding_to_the_suppressed() {
    let draft = source(
        "party UKR \"Ukraine\" is beneficiary\n# vattel: allow(stray-brace) as the signed copy has it\n}\nparty FRA \"France\"\n}\n",
    );
    let report = check(&draft, &select(&["syntax", "suppression"]), &|_| None);
    assert_eq!(rules_of(&report.findings), ["syntax/stray-brace"]);
    assert_eq!(rules_of(&report.suppressed), ["syntax/stray-brace"]);
    assert!(report.suppressed[0].primary.span.start < report.findings[0].primary.span.start);
}

#[test]
fn a_comment_at_the_top_covers_the_whole_text() {
    let draft = source(
        "\u{feff}# A draft.\n# vattel: allow(stray-brace) a fragment\n\nparty UKR \"Ukraine\"\n}\nparty FRA \"France\"\n}\n",
    );
    let report = check(&draft, &select(&["syntax", "suppression"]), &|_| None);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert_eq!(report.suppressed.len(), 2);
}

#[test]
fn a_comment_is_needless_only_where_every_reading_was_read() {
    let draft = source(
        "# vattel: allow(guarantor-is-aggressor) known\nparty UKR \"Ukraine\" is beneficiary\n[ RUS: party RUS \"Russian Federation\" is guarantor ]\nassume { potential aggressor RUS against UKR }\n",
    );
    let mut settings = select(&["parties", "suppression"]);
    let mut found = |readings, max_readings| {
        settings.readings = readings;
        settings.max_readings = max_readings;
        let report = check(&draft, &settings, &|_| None);
        (rules_of(&report.findings), rules_of(&report.suppressed))
    };
    assert_eq!(found(Which::All, None), (vec![], vec!["parties/guarantor-is-aggressor".into()]));
    assert_eq!(found(Which::Unbracketed, None), (vec![], vec![]), "the reading that was read has no such finding");
    assert_eq!(found(Which::All, Some(1)), (vec![], vec![]), "no reading was read");
}

#[test]
fn bytes_that_are_no_text_are_one_finding() {
    let (source, report) = check_bytes("draft.treaty", b"party \xC3\x28".to_vec(), &Settings::recommended(), &|_| None);
    assert_eq!(rules_of(&report.findings), ["syntax/not-utf8"]);
    assert_eq!(report.findings[0].primary.span, Span::new(6, 7));
    assert_eq!(&*source.text, "party ?(");
}

/// Checks a draft beside other texts, each under its path.
fn check_beside(draft: &str, others: &'static [(&'static str, &'static str)]) -> Report {
    let read = |path: &str| {
        let text = others.iter().find(|it| it.0 == path)?.1;
        Some(Source::new(FileId(0), path, text))
    };
    check(&source(draft), &Settings::all(), &read)
}

#[test]
fn instruments_are_read_from_their_files_and_from_the_files_that_those_name() {
    let draft = "instrument First \"A\" in \"other/first.treaty\"\narticle 1 { obligation wait { upon First in force UKR shall inform UKR } }\nparty UKR \"Ukraine\"\n";
    let others = &[
        (
            "other/first.treaty",
            "instrument Second \"B\" in \"second.treaty\"\ninstrument Draft \"C\" in \"../draft.treaty\"\n",
        ),
        ("other/second.treaty", "party UKR \"Ukraine\"\n"),
    ];
    let report = check_beside(draft, others);
    let names: Vec<&str> = report.included.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["other/first.treaty", "other/second.treaty"]);
    let files: Vec<u32> = report.included.iter().map(|it| it.file.0).collect();
    assert_eq!(files, [1, 2]);
    assert!(
        !rules_of(&report.findings).iter().any(|it| it == "names/unread-instrument"),
        "a slip in another text is not this draft's"
    );
}

#[test]
fn instruments_that_name_each_other_are_read_once() {
    let draft = "instrument Other \"A\" in \"other.treaty\"\n";
    let others = &[
        ("other.treaty", "instrument Draft \"B\" in \"draft.treaty\"\ninstrument Self \"C\" in \"other.treaty\"\n"),
        ("draft.treaty", "instrument Other \"A\" in \"other.treaty\"\n"),
    ];
    assert_eq!(check_beside(draft, others).included.len(), 1);
}

#[test]
fn a_place_in_the_prelude_comes_with_its_text() {
    static POINTS: Rule = rule(
        "test/points",
        Check::Reading(|_: &CheckContext<'_>, sink: &mut Sink<'_>| {
            let at = Span::base(prelude::FILE, FileId(0));
            drop(sink.report(Span::new(0, 5), "a finding").label(Span::new(at, at + 5), "there").clone());
        }),
    );
    let source = source("party UKR \"Ukraine\" is beneficiary\n");
    let report =
        check_with(&catalogue(&[&POINTS]), &source, &Settings::all(), &|_| None, &never, |_, _| (), |_, _| ()).0;
    assert_eq!(report.included.iter().map(|it| &*it.name).collect::<Vec<_>>(), [prelude::NAME]);
}

#[test]
fn findings_name_the_clause_in_the_numbering_of_the_treaty() {
    let draft = source(
        "treaty \"T\" {\n  party UKR \"Ukraine\" is beneficiary\n  article 5 \"A\" {\n    obligation assist {\n      UKR shall inform Nobody\n    }\n  }\n}\n",
    );
    let report = check(&draft, &select(&["names/undefined"]), &|_| None);
    assert_eq!(
        report.findings[0].clause.as_ref().map(ToString::to_string).as_deref(),
        Some("Article 5, obligation assist")
    );
}

#[test]
fn names_assumed_from_outside_that_stand_for_nobody_are_told() {
    let mut settings = Settings::recommended();
    crate::config::assume("Rusland against UKR", &mut settings.assumed).expect("a sentence");
    let report = check(&source("party UKR \"Ukraine\" is beneficiary\n"), &settings, &|_| None);
    let names: Vec<&str> = report.unknown_assumed.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["Rusland"]);
}

#[test]
fn a_bracket_that_holds_most_of_a_draft_is_told_in_few_words() {
    use std::fmt::Write as _;
    let mut text = "party UKR \"Ukraine\"\n[ ".to_owned();
    for number in 1..40 {
        let _ = writeln!(text, "article {number} \"a\" {{ obligation o{number} {{ UKR shall inform Nobody }} }}");
    }
    let report = check(&source(&(text + "]\n")), &select(&["names/undefined"]), &|_| None);
    let readings: Vec<&str> =
        report.findings.iter().filter_map(|it| it.reading.as_ref()).map(|it| &*it.words).collect();
    assert!(!readings.is_empty());
    for words in readings {
        assert!(words.len() < 150 && words.contains("article 8 and 31 more are retained"), "{words}");
    }
}
