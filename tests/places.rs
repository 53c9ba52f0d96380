//! A place is one of its own text: what a finding points at moves with that text and with no other.

use crate::support::{files, one_in, relative, root};
use std::path::Path;
use vattel::config::Settings;
use vattel::diagnostic::{Diagnostic, Label};
use vattel::engine::{self, Report};
use vattel::model::prelude;
use vattel::source::{FileId, Source, Span};

/// What is put in front of a text: blanks alone, so that nothing but places changes.
const DRAFT: usize = 1_301;
const OTHERS: usize = 709;

/// Checks a draft that stands in a folder, with so many blanks in front of it and of the texts that it reads.
fn check(folder: &Path, text: &str, [own, others]: [usize; 2]) -> Report {
    let padded = |text: &str, by: usize| format!("{}{text}", " ".repeat(by));
    let source = Source::new(FileId(0), "draft.treaty", padded(text, own));
    engine::check(&source, &Settings::all(), &|path| {
        let text = std::fs::read_to_string(folder.join(path)).ok()?;
        Some(Source::new(FileId(1), path, padded(&text, others)))
    })
}

/// The places of a finding; its edits are in the text of the first.
fn places(finding: &Diagnostic) -> Vec<Label> {
    let edits = finding.fixes.iter().flat_map(|it| &it.edits);
    let edits = edits.map(|it| Label { file: finding.primary.file, span: it.span, text: it.text.clone() });
    std::iter::once(&finding.primary).chain(&finding.related).cloned().chain(edits).collect()
}

/// Every place of a check, each as it is where nothing stands in front of its text.
fn found(report: &Report, [own, others]: [usize; 2]) -> Vec<String> {
    assert!(report.internal_errors.is_empty(), "{:?}", report.internal_errors);
    let findings = report.findings.iter().chain(&report.suppressed);
    let findings = findings.map(|finding| {
        let places = places(finding).into_iter().map(|it| {
            let by = match it.file {
                FileId(0) => own,
                prelude::FILE => 0,
                _ => others,
            } as u32;
            // What has no place in the draft is shown at its start, which does not move.
            let span =
                if it.span == Span::default() { it.span } else { Span::new(it.span.start - by, it.span.end - by) };
            format!("{:?} {span:?} {}", it.file, it.text)
        });
        format!("{} {}: {}", finding.rule, finding.message, places.collect::<Vec<_>>().join("; "))
    });
    findings.collect()
}

/// Whether every place is one that its text has.
fn held(source: &str, report: &Report) {
    for finding in report.findings.iter().chain(&report.suppressed) {
        for place in places(finding) {
            let companion = report.included.iter().find(|it| it.file == place.file);
            let text = if place.file == FileId(0) { source } else { companion.map_or("", |it| it.text.as_str()) };
            assert!(text.get(place.span.start as usize..place.span.end as usize).is_some(), "{finding:#?}");
        }
    }
}

#[track_caller]
fn moves_with_its_text(folder: &Path, text: &str) {
    let plain = check(folder, text, [0, 0]);
    held(text, &plain);
    let by = [DRAFT, OTHERS];
    assert_eq!(found(&check(folder, text, by), by), found(&plain, [0, 0]), "{}\n{text}", folder.display());
}

#[test]
fn places_of_shipped_drafts_move_with_their_texts() {
    for path in files(&root().join("drafts"), "treaty") {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        // The reader shows what can't be read at the start of the text.
        if !relative(&path).starts_with("drafts/rules/syntax/") {
            moves_with_its_text(path.parent().expect("a folder"), &text);
        }
    }
}

/// Every way to declare a name of the prelude, and every way to lean on it.
#[test]
fn a_declared_body_of_the_prelude_keeps_its_places() {
    let ways = ["party", "state", "organization", "body", "forces"];
    let leans = [
        "decided by X",
        "decided by two-thirds of X, FRA",
        "decided by unanimity of members of X",
        "subject to consent of X",
        "decided by determination of X otherwise proceed",
        "requested by X",
    ];
    let mut pointed = 0;
    for (number, name) in prelude::names().iter().enumerate() {
        let triggers = (1..).zip(leans).map(|(number, lean)| {
            let lean = lean.replace('X', name);
            format!("trigger t{number} {{\n    on armed-attack against UKR\n    {lean}\n}}\n")
        });
        let triggers: String = triggers.collect();
        let declared = ways.iter().map(|it| format!("{it} {name} \"A body\" is guarantor"));
        for way in declared.chain([String::new()]).skip(number % one_in(12)).step_by(one_in(12)) {
            let text = format!(
                "party UKR \"Ukraine\" is beneficiary\nparty RUS \"Russia\" is guarantor\nparty FRA \"France\" is \
                 guarantor\n{way}\nassume {{ potential aggressor RUS, CHN against UKR  BLR votes with RUS }}\n{triggers}\
                 obligation assist {{\n    upon t1 and t2 and t3 and t4 and t5 and t6\n    each of guarantors shall assist UKR\n    \
                 within 3 days\n    by weapons\n}}\namendment {{ by {name} }}\n"
            );
            let report = check(root(), &text, [0, 0]);
            held(&text, &report);
            let by = [DRAFT, 0];
            assert_eq!(found(&check(root(), &text, by), by), found(&report, [0, 0]), "{text}");
            let labels = report.findings.iter().flat_map(|it| &it.related);
            pointed += labels.filter(|it| it.file == prelude::FILE).count();
        }
    }
    assert!(pointed * one_in(12) > 20, "{pointed} places in the prelude were shown");
}

/// A rule of the prelude is shown as one of the prelude, where the draft itself declares the body.
#[test]
fn a_rule_of_the_prelude_is_never_a_place_in_the_draft() {
    let text = "party UKR \"Ukraine\" is beneficiary
party RUS \"Russia\" is guarantor
party OSCE \"Organization for Security and Co-operation in Europe\" is guarantor
assume { potential aggressor RUS against UKR }
trigger attack {
    on armed-attack against UKR
    decided by OSCE
}
obligation assist {
    upon attack
    each of guarantors shall assist UKR
    by weapons
}
";
    let report = check(root(), text, [0, 0]);
    let veto = report.findings.iter().find(|it| it.rule.starts_with("veto/")).expect("a veto of the council");
    let told = places(veto).into_iter().filter(|it| it.file == prelude::FILE);
    let told: Vec<&str> = told.map(|it| it.span.of(prelude::text())).collect();
    assert!(told.iter().any(|it| it.contains("consensus")), "{veto:#?}");
}
