//! Tests of the model: text in, a question to the model out. Only this file touches the parser and the builder.

mod defaults;
mod findings;
mod instruments;
mod readings;
mod real_bodies;
mod sets;
mod threat;

use super::{
    ActorId, Actors, Assumed, Brackets, Built, IncludedInstrument, Provision, Reading, Treaty, VoteKind, build,
};
use crate::source::FileId;
use crate::syntax;

/// The example of the language's own page: the Istanbul draft with the bracket of April 2022.
const ISTANBUL: &str = include_str!("tests/istanbul.treaty");

/// Builds a draft in its unbracketed reading and hands it over.
fn with<R>(text: &str, ask: impl FnOnce(&Built<'_>) -> R) -> R {
    with_all(text, &Reading::unbracketed(), &Assumed::default(), &[], ask)
}

fn with_all<R>(
    text: &str,
    reading: &Reading,
    assumed: &Assumed,
    others: &[(&str, &str)],
    ask: impl FnOnce(&Built<'_>) -> R,
) -> R {
    let parsed = syntax::parse(FileId(0), text);
    assert!(parsed.diagnostics.is_empty(), "the test's draft can't be read: {:#?}\n{text}", parsed.diagnostics);
    let others: Vec<_> = others
        .iter()
        .enumerate()
        .map(|(at, (path, text))| {
            (*path, FileId(at as u32 + 1), *text, syntax::parse_for(FileId(0), FileId(at as u32 + 1), text))
        })
        .collect();
    for (path, _, _, parsed) in &others {
        assert!(parsed.diagnostics.is_empty(), "{path} can't be read: {:#?}", parsed.diagnostics);
    }
    // Every text may name every other, and the draft itself as `draft.treaty`.
    let mut included = Vec::new();
    let files = std::iter::once(FileId(0)).chain(others.iter().map(|it| it.1));
    for from in files {
        for (path, file, text, parsed) in &others {
            included.push(IncludedInstrument { from, path, file: *file, text, draft: &parsed.draft });
        }
        let (file, draft) = (FileId(0), &parsed.draft);
        included.push(IncludedInstrument { from, path: "draft.treaty", file, text, draft });
    }
    let brackets = Brackets::of(text, &parsed.draft);
    ask(&build(FileId(0), text, &parsed.draft, &brackets, reading, assumed, &included))
}

/// What is found in a draft, as `rule: message`, in the order of the text.
fn found(text: &str) -> Vec<String> {
    with(text, |built| {
        let mut findings: Vec<_> = built.diagnostics.iter().map(|it| &it.finding).collect();
        findings.sort_by_key(|it| (it.primary.span.start, it.rule.clone()));
        findings.iter().map(|it| format!("{}: {}", it.rule, it.message)).collect()
    })
}

/// Asserts what is found in a draft.
#[track_caller]
fn expect(text: &str, findings: &[&str]) {
    assert_eq!(found(text), findings, "in\n{text}");
}

/// Asserts that nothing is found in a draft.
#[track_caller]
fn clean(text: &str) {
    expect(text, &[]);
}

/// The provision of a name.
fn named<'m, 'a>(treaty: &'m Treaty<'a>, name: &str) -> &'m Provision<'a> {
    let id = treaty.provision_named(name);
    treaty.provision(id.unwrap_or_else(|| panic!("no provision is called {name}")))
}

/// The actor of a name.
fn actor(treaty: &Treaty<'_>, name: &str) -> ActorId {
    treaty.actor_named(name).unwrap_or_else(|| panic!("no actor is called {name}"))
}

/// The names of a set, where no case is looked at.
fn names(treaty: &Treaty<'_>, actors: &Actors<'_>) -> String {
    treaty.names(&treaty.members(actors, None))
}

/// The electorate of the first vote that a provision is decided by.
fn electorate<'m, 'a>(provision: &'m Provision<'a>) -> &'m Actors<'a> {
    let decided = provision.decided.as_ref().expect("nobody decides");
    match &decided.decision.any[0][0].kind {
        VoteKind::Threshold { of, .. } | VoteKind::Act { of, .. } | VoteKind::By(of) => of,
        other => panic!("no electorate in {other:?}"),
    }
}

#[test]
fn the_example_of_the_language_has_no_broken_name() {
    expect(ISTANBUL, &["names/unused: the group `Others` is declared but never used"]);
}

#[test]
fn the_example_is_resolved() {
    with(ISTANBUL, |built| {
        let treaty = &built.treaty;
        assert_eq!(treaty.head.title, Some("Treaty on Permanent Neutrality and Security Guarantees for Ukraine"));
        assert_eq!(treaty.head.languages, ["en", "ru", "uk"]);
        let trigger = named(treaty, "attack-on-ukraine");
        assert_eq!(treaty.cite(trigger.id), "Article 5, trigger attack-on-ukraine");
        assert_eq!(names(treaty, electorate(trigger)), "RUS, CHN, FRA, GBR, USA", "neither BLR nor TUR is agreed");
        assert_eq!(trigger.gates.len(), 2);
        let assist = named(treaty, "assist");
        assert_eq!(names(treaty, assist.sentences[0].bearer.as_ref().expect("guarantors")), "RUS, CHN, FRA, GBR, USA");
        assert!(assist.clock.is_some());
        let force = named(treaty, "responsive-force");
        assert_eq!(force.details.len(), 12);
        assert_eq!(treaty.brackets.all.len(), 3);
        assert_eq!(treaty.threat.cases.len(), 1);
        assert_eq!(treaty.names(&treaty.threat.cases[0].bloc), "RUS");
    });
}

#[test]
fn a_text_cut_off_anywhere_is_still_built() {
    for end in (0..ISTANBUL.len()).step_by(13).filter(|end| ISTANBUL.is_char_boundary(*end)) {
        let text = &ISTANBUL[..end];
        let parsed = syntax::parse(FileId(0), text);
        let brackets = Brackets::of(text, &parsed.draft);
        let reading = Reading::unbracketed();
        let built = build(FileId(0), text, &parsed.draft, &brackets, &reading, &Assumed::default(), &[]);
        assert!(built.diagnostics.iter().map(|it| &it.finding).all(|it| it.primary.span.end as usize <= end));
    }
}

#[test]
fn prose_is_kept_with_its_place() {
    with(ISTANBUL, |built| {
        let prose = &built.treaty.prose[0];
        assert_eq!(prose.text.trim(), "Ukraine declares itself a permanently neutral State.");
        assert_eq!(prose.span.of(ISTANBUL), prose.text);
        assert_eq!(prose.unit.map(|it| built.treaty.unit_path(it).to_string()).as_deref(), Some("Article 1"));
    });
}

#[test]
fn every_provision_is_cited_in_the_treaty_s_own_numbering() {
    let text =
        "party FRA \"French Republic\" article 5 bis { paragraph 2 { obligation help { FRA shall assist FRA } } }
        annex A { article 1 { ladder steps { rung \"first\" { response sanctions by FRA } } } } duration { 10 years }";
    with(text, |built| {
        let treaty = &built.treaty;
        let cited: Vec<_> = treaty.provisions.iter().map(|it| treaty.cite(it.id)).collect();
        assert_eq!(
            cited,
            [
                "Article 5 bis, paragraph 2, obligation help",
                "Annex A, article 1, ladder steps",
                "Annex A, article 1, ladder steps, rung first",
                "duration",
            ]
        );
    });
}
