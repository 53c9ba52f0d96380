//! What silence means: one test for each line of the table of defaults.

use super::*;
use crate::model::{DetailKind, ExpiryKind, Form, GateKind, Limit, OccasionKind, Period, Until};
use crate::syntax::ast::Mode::{Collective, CollectiveAndSeveral, Each};
use crate::syntax::ast::Quantifier;

const PARTIES: &str = "party UKR \"Ukraine\" is beneficiary party FRA \"French Republic\" is guarantor party GBR \"United Kingdom\" is guarantor ";

/// Asks a provision called `it` in a draft with three parties.
fn ask<R>(provision: &str, ask: impl FnOnce(&Treaty<'_>, &Provision<'_>) -> R) -> R {
    with(&format!("{PARTIES} {provision}"), |built| ask(&built.treaty, named(&built.treaty, "it")))
}

#[test]
fn a_trigger_without_decided_by_is_undetermined() {
    ask("trigger it { on armed-attack against UKR }", |_, it| assert!(it.decided.is_none()));
}

#[test]
fn no_mode_is_several() {
    ask("obligation it { guarantors shall assist UKR }", |_, it| assert_eq!(it.sentences[0].mode, None));
    for (words, mode) in [
        ("collectively", Collective),
        ("jointly", Collective),
        ("each of", Each),
        ("collectively and severally", CollectiveAndSeveral),
    ] {
        ask(&format!("obligation it {{ {words} guarantors shall assist UKR }}"), |_, it| {
            assert_eq!(it.sentences[0].mode, Some(mode), "{words}");
        });
    }
}

#[test]
fn a_request_keeps_its_quantifier() {
    ask("trigger it { requested by FRA, GBR }", |treaty, it| {
        let GateKind::Request(by) = &it.gates[0].kind else { panic!("{:?}", it.gates) };
        assert_eq!((names(treaty, by).as_str(), by.quantifier), ("FRA, GBR", None));
    });
    ask("trigger it { requested by any of guarantors }", |_, it| {
        let GateKind::Request(by) = &it.gates[0].kind else { panic!("{:?}", it.gates) };
        assert_eq!(by.quantifier, Some(Quantifier::Any));
    });
}

#[test]
fn a_consultation_without_a_clock_has_none() {
    ask("trigger it { consultation among guarantors }", |_, it| assert!(it.gates[0].clock.is_none()));
    ask("trigger it { consultation among guarantors within 3 days }", |_, it| {
        let clock = it.gates[0].clock.as_deref().expect("three days");
        assert!(clock.expiry.is_none(), "it stays shut when the clock has run");
    });
}

#[test]
fn a_decision_without_otherwise_says_nothing_of_its_end() {
    ask("trigger it { decided by majority of guarantors within 3 days }", |_, it| {
        let decision = &it.decided.as_ref().expect("decided").decision;
        assert!(decision.clock.is_some() && decision.expiry().is_none());
        assert_eq!((decision.tie, decision.abstention, decision.absence, decision.silence), (None, None, None, None));
    });
    ask("trigger it { decided unless majority of guarantors object within 3 days otherwise proceed }", |_, it| {
        let decided = it.decided.as_ref().expect("decided");
        assert!(decided.unless);
        assert!(matches!(decided.decision.expiry().map(|it| &it.kind), Some(ExpiryKind::Proceed)));
    });
}

#[test]
fn without_an_aggressor_nobody_is_excluded_and_that_is_said_once() {
    let text = format!(
        "{PARTIES} trigger it {{ decided by majority of guarantors excluding the attacker }}
         trigger other {{ decided by unanimity of guarantors excluding the attacker }}"
    );
    expect(
        &text,
        &["model/no-aggressor-assumed: `excluding the attacker` excludes nobody: no potential aggressor is assumed"],
    );
    with(&text, |built| {
        let treaty = &built.treaty;
        let decided = named(treaty, "it").decided.as_ref().expect("decided");
        let excluded = decided.decision.any[0][0].excluding.as_deref().expect("excluded");
        assert!(treaty.members(excluded, None).is_empty());
    });
}

#[test]
fn an_electorate_with_the_attacker_is_read_once_for_every_aggressor() {
    let text = format!(
        "{PARTIES} party RUS \"Russia\" is guarantor
         assume {{ potential aggressor RUS against UKR potential aggressor GBR against UKR }}
         trigger it {{ decided by majority of guarantors excluding the attacker }}"
    );
    with(&text, |built| {
        let treaty = &built.treaty;
        let decided = named(treaty, "it").decided.as_ref().expect("decided");
        let excluded = decided.decision.any[0][0].excluding.as_deref().expect("excluded");
        let each: Vec<_> =
            treaty.threat.cases.iter().map(|case| treaty.names(&treaty.members(excluded, Some(case)))).collect();
        assert_eq!(each, ["RUS", "GBR"]);
    });
}

#[test]
fn several_on_and_several_upon_are_kept_apart() {
    ask(
        "trigger it { on armed-attack against UKR on blockade against UKR upon signature upon entry into force requested by UKR if unprovoked }",
        |_, it| assert_eq!((it.events.len(), it.upon.len(), it.gates.len()), (2, 2, 2)),
    );
}

#[test]
fn a_clock_without_an_anchor_has_none_and_days_are_calendar_days() {
    ask("obligation it { FRA shall assist UKR within 3 days }", |_, it| {
        let clock = it.clock.as_deref().expect("three days");
        assert!(clock.anchor.is_none());
        let Limit::Within(period) = clock.limit else { panic!("{:?}", clock.limit) };
        assert_eq!(period.length().map(|it| it.to_string()).as_deref(), Some("3 days"));
    });
    ask("obligation it { FRA shall assist UKR within 3 days after signature }", |_, it| {
        let anchor = it.clock.as_deref().and_then(|it| it.anchor.as_ref()).expect("signature");
        assert!(matches!(anchor.kind, OccasionKind::Signature(None, _)));
    });
}

#[test]
fn a_quoted_until_without_a_judge_has_none() {
    ask("deployment it { by FRA in UKR until \"peace is restored\" }", |_, it| {
        let until =
            it.details.iter().find_map(|it| if let DetailKind::Until(until) = &it.kind { Some(until) } else { None });
        assert!(matches!(until.map(|it| &**it), Some(Until::Words("peace is restored", None))), "{until:?}");
    });
    ask("deployment it { by FRA in UKR until \"peace is restored\" as found by majority of guarantors }", |_, it| {
        let until =
            it.details.iter().find_map(|it| if let DetailKind::Until(until) = &it.kind { Some(until) } else { None });
        assert!(matches!(until.map(|it| &**it), Some(Until::Words("peace is restored", Some(_)))), "{until:?}");
    });
}

#[test]
fn no_duration_and_no_withdrawal_add_nothing() {
    with(&format!("{PARTIES} obligation it {{ FRA shall assist UKR }}"), |built| {
        assert_eq!(built.treaty.provisions.len(), 1);
    });
}

#[test]
fn a_deployment_that_is_silent_says_nothing() {
    ask("deployment it { by FRA in UKR }", |_, it| {
        assert!(
            it.details.iter().all(|it| matches!(it.kind, DetailKind::By(_) | DetailKind::In(_))),
            "{:?}",
            it.details
        );
    });
}

#[test]
fn an_aggressor_without_against_threatens_every_beneficiary_not_aligned_with_it() {
    let text = "party RUS \"Russia\" party UKR \"Ukraine\" is beneficiary party MDA \"Moldova\" is beneficiary party BLR \"Belarus\" is beneficiary
        assume { potential aggressor RUS BLR votes with RUS }";
    with(text, |built| {
        let treaty = &built.treaty;
        let victims: Vec<_> = treaty.threat.cases.iter().filter_map(|it| it.victim).collect();
        assert_eq!(treaty.names(&victims), "UKR, MDA");
    });
}

#[test]
fn forces_act_with_the_one_who_controls_them() {
    let text =
        "party RUS \"Russia\" party UKR \"Ukraine\" is beneficiary forces Militia \"formations\" controlled by RUS
        assume { potential aggressor RUS }";
    with(text, |built| {
        let treaty = &built.treaty;
        assert_eq!(treaty.names(&treaty.threat.cases[0].bloc), "RUS, Militia");
        assert_eq!(treaty.threat.controls.len(), 1);
    });
}

#[test]
fn a_text_without_form_is_a_treaty_and_binds() {
    with("treaty \"A\" { }", |built| {
        assert_eq!((built.treaty.head.form, built.treaty.head.binding), (Form::Treaty, None));
    });
    with("treaty \"A\" { form memorandum not binding }", |built| {
        assert_eq!((built.treaty.head.form, built.treaty.head.binding), (Form::Memorandum, Some(false)));
    });
}

#[test]
fn numbers_and_lengths_are_exact() {
    ask("deployment it { by FRA in UKR ceiling 15,000 personnel, 3 \"frigates\" duration 1.5 years }", |_, it| {
        let amounts = it
            .details
            .iter()
            .find_map(|it| if let DetailKind::Ceiling(level) = &it.kind { Some(&level.amounts) } else { None });
        let amounts: Vec<_> = amounts.expect("a ceiling").iter().map(|it| (it.thousandths, it.unit)).collect();
        assert_eq!(amounts, [(Some(15_000_000), "personnel"), (Some(3_000), "frigates")]);
        let months =
            it.details.iter().find_map(|it| if let DetailKind::Duration(it) = &it.kind { it.period } else { None });
        assert!(
            matches!(months, Some(Period::Of { count: 18, unit: crate::syntax::ast::TimeUnit::Month, .. })),
            "{months:?}"
        );
    });
    ask("supply it { by FRA to UKR amount USD 500 million }", |_, it| {
        let amount = it
            .details
            .iter()
            .find_map(|it| if let DetailKind::Amount(objects) = &it.kind { Some(objects) } else { None });
        let Some([crate::model::Object::Quantity(money)]) = amount.map(|it| it.as_slice()) else {
            panic!("{amount:?}")
        };
        assert_eq!((money.thousandths, money.unit), (Some(500_000_000_000), "USD"));
    });
}

#[test]
fn holes_are_noted_with_their_clause() {
    let text = format!("{PARTIES} article 3 {{ deployment it {{ by TBD in UKR ceiling TBD duration TBD }} }}");
    with(&text, |built| {
        let treaty = &built.treaty;
        let holes: Vec<_> = treaty.holes.iter().map(|it| it.of).collect();
        assert_eq!(holes, ["by", "ceiling", "duration"]);
        assert!(treaty.holes.iter().all(|it| it.provision == Some(named(treaty, "it").id) && it.unit.is_some()));
    });
}
