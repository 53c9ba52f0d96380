//! Blocs and cases.

use super::*;
use crate::model::AssumedAggressor;

/// Each case as `attacker(bloc)>victim`.
fn cases(text: &str, assumed: &Assumed) -> Vec<String> {
    with_all(text, &Reading::unbracketed(), assumed, &[], |built| {
        let treaty = &built.treaty;
        let victim = |case: &crate::model::Case| case.victim.map_or("nobody", |it| treaty.name(it));
        let each = treaty.threat.cases.iter();
        each.map(|it| format!("{}({})>{}", treaty.name(it.attacker), treaty.names(&it.bloc), victim(it))).collect()
    })
}

fn draft(rest: &str) -> Vec<String> {
    let parties = "party UKR \"Ukraine\" is beneficiary party RUS \"Russia\" party BLR \"Belarus\" party HUN \"Hungary\" party USA \"United States\" ";
    cases(&format!("{parties} assume {{ {rest} }}"), &Assumed::default())
}

#[test]
fn followers_of_followers_belong_to_the_bloc() {
    assert_eq!(draft("potential aggressor RUS BLR votes with RUS HUN votes with BLR"), ["RUS(RUS, BLR, HUN)>UKR"]);
}

#[test]
fn an_attacking_follower_has_its_leader_with_it() {
    assert_eq!(draft("potential aggressor BLR BLR votes with RUS"), ["BLR(RUS, BLR)>UKR"]);
}

#[test]
fn one_who_follows_two_does_not_join_them() {
    assert_eq!(draft("potential aggressor RUS HUN votes with RUS HUN votes with USA"), ["RUS(RUS, HUN)>UKR"]);
}

#[test]
fn an_aggressor_without_a_victim_still_has_a_case() {
    assert_eq!(
        cases("party RUS \"Russia\" assume { potential aggressor RUS }", &Assumed::default()),
        ["RUS(RUS)>nobody"]
    );
    assert_eq!(draft("potential aggressor RUS against BLR BLR votes with RUS"), ["RUS(RUS, BLR)>nobody"]);
}

#[test]
fn assumptions_from_outside_add_to_those_of_the_draft() {
    let aggressor = |who: &str, against: &[&str]| AssumedAggressor {
        who: who.to_owned(),
        against: against.iter().map(|it| (*it).to_owned()).collect(),
    };
    let mut assumed = Assumed { aggressors: vec![aggressor("RUS", &[])], ..Assumed::default() };
    assumed.votes_with.push(("BLR".to_owned(), "RUS".to_owned()));
    // The draft names neither of them.
    assert_eq!(cases("party UKR \"Ukraine\" is beneficiary", &assumed), ["RUS(RUS, BLR)>UKR"]);
    let text =
        "party UKR \"Ukraine\" is beneficiary party RUS \"Russia\" assume { potential aggressor RUS against UKR }";
    assert_eq!(cases(text, &assumed), ["RUS(RUS, BLR)>UKR"]);
    assumed.aggressors.push(aggressor("Atlantis", &[]));
    with_all(text, &Reading::unbracketed(), &assumed, &[], |built| {
        assert_eq!(built.unknown_assumed[0].name, "Atlantis");
    });
}

#[test]
fn the_analyst_may_fear_whom_the_text_does_not_name() {
    clean("party UKR \"Ukraine\" is beneficiary assume { potential aggressor RUS against UKR BLR votes with RUS }");
}

#[test]
fn in_a_mutual_pact_everybody_else_is_a_victim() {
    let text = "party USA \"United States\" is guarantor, beneficiary party CAN \"Canada\" is guarantor, beneficiary party CUB \"Cuba\" is guarantor, beneficiary
        assume { potential aggressor CUB }";
    assert_eq!(cases(text, &Assumed::default()), ["CUB(CUB)>USA", "CUB(CUB)>CAN"]);
}
