//! The prelude: real bodies with their real rules.

use super::*;
use crate::model::{accession, prelude, states};
use crate::syntax::ast::Threshold;

/// The members of a body that a draft names.
fn members(body: &str) -> Vec<String> {
    with(&format!("trigger it {{ decided by {body} }}"), |built| {
        let treaty = &built.treaty;
        let members = treaty.members_of(actor(treaty, body), None);
        members.actors.iter().map(|it| treaty.name(*it).to_owned()).collect()
    })
}

#[test]
fn the_prelude_can_be_read_and_names_states_only() {
    let parsed = syntax::parse_for(FileId(0), prelude::FILE, prelude::text());
    assert!(parsed.diagnostics.is_empty(), "{:#?}", parsed.diagnostics);
    for name in prelude::NAMES {
        with(&format!("trigger it {{ decided by majority of {name} }}"), |built| {
            let treaty = &built.treaty;
            for it in treaty.actors.iter().filter(|it| it.kind == crate::model::ActorKind::State) {
                assert!(states::state(it.name).is_some(), "{name} names {}", it.name);
            }
            assert!(
                built.diagnostics.iter().map(|it| &it.finding).all(|it| it.rule == "model/no-aggressor-assumed"),
                "{:?}",
                built.diagnostics
            );
        });
    }
}

#[test]
fn bodies_have_as_many_members_as_they_have() {
    for (body, count) in [
        ("UNSC", 15),
        ("UNGA", 193),
        ("NATO", 32),
        ("NAC", 32),
        ("OSCE", 57),
        ("EU", 27),
        ("EuropeanCouncil", 27),
        ("EUCouncil", 27),
        ("CSTO", 6),
    ] {
        assert_eq!(members(body).len(), count, "{body}");
    }
}

#[test]
fn the_table_of_dates_ends_where_the_prelude_stands() {
    for body in ["NATO", "EU", "CSTO", "OSCE"] {
        let mut dated: Vec<_> = accession::members(body, 2026).expect("a table").map(str::to_owned).collect();
        let mut now = members(body);
        dated.sort();
        now.sort();
        assert_eq!(dated, now, "{body}");
    }
}

#[test]
fn membership_is_of_its_year() {
    let text = "trigger it { decided by unanimity of members of NATO as of 1995 } trigger other { decided by unanimity of members of NATO }";
    with(text, |built| {
        let treaty = &built.treaty;
        let count = |name| treaty.members(electorate(named(treaty, name)), None).len();
        assert_eq!((count("it"), count("other")), (16, 32));
    });
}

#[test]
fn the_council_needs_nine_and_no_objection_of_the_five() {
    with("trigger it { decided by UNSC }", |built| {
        let treaty = &built.treaty;
        let body = treaty.actor(actor(treaty, "UNSC")).body.as_deref().expect("a body");
        let rule =
            body.rules.iter().find(|it| it.matters.is_empty()).and_then(|it| it.decision.as_ref()).expect("a rule");
        assert_eq!(rule.span.file(FileId(0)), prelude::FILE);
        let [all] = &rule.any[..] else { panic!("{rule:?}") };
        let votes: Vec<_> = all
            .iter()
            .map(|vote| match &vote.kind {
                VoteKind::Threshold { threshold, of, .. } => (*threshold, treaty.members(of, None).len()),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(votes, [(Threshold::Count(9), 15), (Threshold::Consensus { minus: 0 }, 5)]);
    });
}

#[test]
fn the_union_weighs_its_members() {
    with(
        "trigger it { decided by EUCouncil } trigger other { decided by 65 % of EU weighted by population }",
        |built| {
            let treaty = &built.treaty;
            assert_eq!(treaty.weights.len(), 1);
            let weights = &treaty.weights[0];
            assert_eq!(weights.of.len(), 27);
            let total: u64 = weights.of.iter().map(|it| it.1).sum();
            assert!((440_000..460_000).contains(&total), "{total} thousands");
            assert!(weights.of.contains(&(actor(treaty, "DEU"), 83_456)));
        },
    );
}

#[test]
fn the_draft_shadows_the_prelude_and_shares_its_states() {
    let text = "party RUS \"Russian Federation\" body NATO \"Our own\" { members RUS decides by unanimity of members } trigger it { decided by NATO } trigger other { decided by UNSC }";
    with(text, |built| {
        let treaty = &built.treaty;
        assert_eq!(treaty.names(&treaty.members_of(actor(treaty, "NATO"), None).actors), "RUS");
        let council = treaty.members_of(actor(treaty, "UNSC"), None).actors;
        assert!(council.contains(&actor(treaty, "RUS")));
        assert_eq!(treaty.actors.iter().filter(|it| it.name == "RUS").count(), 1);
    });
}

#[test]
fn a_bare_declaration_means_the_real_one() {
    let text = "organization NATO \"North Atlantic Treaty Organization\" party EU \"European Union\" is guarantor trigger it { decided by NAC }";
    with(text, |built| {
        let treaty = &built.treaty;
        assert_eq!(treaty.members_of(actor(treaty, "NATO"), None).actors.len(), 32);
        assert_eq!(treaty.members_of(actor(treaty, "EU"), None).actors.len(), 27);
        assert_eq!(treaty.actors.iter().filter(|it| it.name == "NATO").count(), 1);
    });
}

#[test]
fn a_declaration_whose_clauses_the_reading_leaves_out_is_bare() {
    with("organization NATO \"North Atlantic Treaty Organization\" { [ members USA, CAN ] }", |built| {
        let treaty = &built.treaty;
        assert_eq!(treaty.members_of(actor(treaty, "NATO"), None).actors.len(), 32);
    });
}

#[test]
fn a_draft_that_names_no_body_holds_nobody_else() {
    with("party UKR \"Ukraine\"", |built| assert_eq!(built.treaty.actors.len(), 1));
}
