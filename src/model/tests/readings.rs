//! What brackets leave of a draft: one test for each consequence.

use super::*;
use crate::diagnostic::ClausePath;
use crate::model::{Choice, DetailKind, GateKind};
use crate::syntax::ast::Modal;

const PARTIES: &str = "party UKR \"Ukraine\" is beneficiary party FRA \"French Republic\" is guarantor party GBR \"United Kingdom\" is guarantor ";

fn ask<R>(provision: &str, ask: impl FnOnce(&Treaty<'_>, &Provision<'_>) -> R) -> R {
    with(&format!("{PARTIES} {provision}"), |built| ask(&built.treaty, named(&built.treaty, "it")))
}

#[test]
fn an_absent_value_takes_its_clause_with_it() {
    ask("obligation it { FRA shall assist UKR within [ 3 days ] }", |_, it| assert!(it.clock.is_none()));
    ask("obligation it { FRA shall assist UKR within [ 24 hours | 72 hours ] }", |_, it| {
        let crate::model::Limit::Within(period) = it.clock.as_deref().expect("a clock").limit else { panic!() };
        assert_eq!(period.length().map(|it| it.to_string()).as_deref(), Some("1 day"));
    });
    ask("deployment it { by FRA ceiling [ 500 ] personnel }", |_, it| {
        assert!(!it.details.iter().any(|it| matches!(it.kind, DetailKind::Ceiling(..))), "{:?}", it.details);
    });
}

#[test]
fn an_absent_item_leaves_its_list_and_an_empty_list_its_clause() {
    ask("trigger it { requested by FRA, [ UKR: GBR ] }", |treaty, it| {
        let GateKind::Request(by) = &it.gates[0].kind else { panic!() };
        assert_eq!(names(treaty, by), "FRA");
    });
    ask("trigger it { requested by [ UKR: GBR ] }", |_, it| assert!(it.gates.is_empty()));
    ask("deployment it { by FRA roles [ combat ] }", |_, it| {
        assert!(!it.details.iter().any(|it| matches!(it.kind, DetailKind::Roles(..))), "{:?}", it.details);
    });
    ask("trigger it { decided by [ unanimity of guarantors ] }", |_, it| assert!(it.decided.is_none()));
}

#[test]
fn a_modal_has_no_empty_reading() {
    ask("obligation it { FRA [ shall | should ] assist UKR }", |_, it| {
        assert_eq!(it.sentences[0].modal, Some(Modal::Shall));
    });
    ask("obligation it { FRA [ should ] assist UKR }", |_, it| assert_eq!(it.sentences[0].modal, Some(Modal::Should)));
}

#[test]
fn interpretations_are_read_as_their_first() {
    let text = format!(
        "{PARTIES} obligation it {{ FRA shall assist UKR [ UKR reads: within 3 days | FRA reads: within 9 days ] }}"
    );
    with(&text, |built| {
        let treaty = &built.treaty;
        assert!(named(treaty, "it").clock.is_some());
        assert!(treaty.brackets.all[0].interpretation);
    });
}

#[test]
fn another_reading_takes_other_texts() {
    let text = format!(
        "{PARTIES} [ UKR: party TUR \"Türkiye\" is guarantor ] trigger it {{ [ FRA: decided by unanimity of guarantors | UKR: decided by each of guarantors ] }}"
    );
    let reading = Reading::choosing(vec![Choice::Take(0), Choice::Take(1)]);
    with_all(&text, &reading, &Assumed::default(), &[], |built| {
        let treaty = &built.treaty;
        let electorate = electorate(named(treaty, "it"));
        assert_eq!(names(treaty, electorate), "FRA, GBR, TUR");
        assert_eq!(electorate.quantifier, Some(crate::syntax::ast::Quantifier::Each));
    });
}

#[test]
fn every_bracket_is_noted_with_what_is_taken() {
    let text = format!(
        "{PARTIES} article 1 {{ [ UKR: obligation it {{ FRA shall assist UKR within [ 1 day | 2 days ] }} ] }}
         trigger other {{ decided by [ FRA, GBR: unanimity of guarantors | nothing ] }}"
    );
    with(&text, |built| {
        let treaty = &built.treaty;
        let notes = treaty.brackets.all.iter().map(|it| {
            let who: Vec<_> = it.alternatives.iter().map(|it| it.who.clone()).collect();
            (who, treaty.taken(it), it.place.as_ref().map(ClausePath::in_sentence), it.depth)
        });
        let notes: Vec<_> = notes.collect();
        assert_eq!(
            notes,
            [
                (vec![vec!["UKR"]], None, Some("article 1".to_owned()), 1),
                (vec![vec![], vec![]], Some(0), Some("article 1".to_owned()), 2),
                (vec![vec!["FRA", "GBR"], vec![]], Some(0), Some("`other`".to_owned()), 1),
            ]
        );
    });
}

#[test]
fn a_bracketed_vote_is_a_vote_and_not_a_decision_within_one() {
    ask("trigger it { decided by [ majority of guarantors | FRA ] excluding GBR within 3 days }", |treaty, it| {
        let decision = &it.decided.as_ref().expect("a decision").decision;
        let vote = &decision.any[0][0];
        let crate::model::VoteKind::Threshold { of, .. } = &vote.kind else { panic!("{:?}", vote.kind) };
        assert_eq!(names(treaty, of), "FRA, GBR");
        assert!(vote.excluding.is_some() && decision.clock.is_some());
    });
    ask("trigger it { decided by [ FRA: majority of guarantors quorum 2 | UKR: each of FRA ] }", |_, it| {
        let decision = &it.decided.as_ref().expect("a decision").decision;
        assert!(decision.quorum.is_some(), "the riders of the text are those of the decision");
    });
}

#[test]
fn a_bracketed_occasion_is_what_the_reading_takes() {
    let text = "trigger one { decided by FRA } trigger other { decided by GBR }
        obligation it { upon [ UKR: one | FRA: other ] FRA shall assist UKR }";
    ask(text, |treaty, it| {
        let crate::model::OccasionKind::Named(target) = it.upon[0].any[0][0].kind else { panic!("{:?}", it.upon[0]) };
        let one = treaty.provision_named("one").expect("the trigger");
        assert_eq!(target, crate::model::RefTarget::Provision(one));
    });
}
