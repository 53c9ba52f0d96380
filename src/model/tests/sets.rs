//! Sets of actors: unions, exceptions, stand-ins, members.

use super::*;
use crate::model::Case;

const DRAFT: &str = "
    party UKR \"Ukraine\" is beneficiary party RUS \"Russia\" is guarantor party FRA \"French Republic\" is guarantor
    party GBR \"United Kingdom\" is guarantor, host
    group Europeans = FRA, GBR
    assume { potential aggressor RUS against UKR FRA votes with RUS }
";

/// The names of a set, in the draft's first case and in none.
fn both(set: &str) -> (String, String) {
    with(&format!("{DRAFT} obligation it {{ {set} shall assist UKR }}"), |built| {
        let treaty = &built.treaty;
        let bearer = named(treaty, "it").sentences[0].bearer.as_ref().expect("a bearer");
        let case: &Case = &treaty.threat.cases[0];
        (treaty.names(&treaty.members(bearer, Some(case))), names(treaty, bearer))
    })
}

#[track_caller]
fn means(set: &str, in_case: &str, in_none: &str) {
    assert_eq!(both(set), (in_case.to_owned(), in_none.to_owned()), "{set}");
}

#[test]
fn comma_is_union_and_except_takes_from_all_before_it() {
    means("guarantors, UKR except RUS, FRA", "UKR, GBR", "UKR, GBR");
    means("parties except (guarantors except GBR)", "UKR, GBR", "UKR, GBR");
    means("Europeans, FRA", "FRA, GBR", "FRA, GBR");
}

#[test]
fn stand_ins_take_their_actors_from_the_case() {
    means("the attacker", "RUS", "");
    means("the attacker and those aligned with it", "RUS, FRA", "");
    means("the victim", "UKR", "UKR");
    means("the others", "FRA, GBR", "UKR, RUS, FRA, GBR");
    means("the requester", "UKR", "UKR");
    means("the host", "GBR", "GBR");
    means("the party concerned", "RUS", "");
    means("parties to the dispute", "UKR, RUS", "");
    means("guarantors except the attacker", "FRA, GBR", "RUS, FRA, GBR");
}

#[test]
fn any_state_is_every_state_that_the_draft_knows_and_more() {
    with(&format!("{DRAFT} obligation it {{ any state shall assist UKR }}"), |built| {
        let treaty = &built.treaty;
        let bearer = named(treaty, "it").sentences[0].bearer.as_ref().expect("a bearer");
        let members = treaty.resolve(bearer, None);
        assert_eq!(treaty.names(&members.actors), "UKR, RUS, FRA, GBR");
        assert!(members.open && !members.unknown);
    });
}

#[test]
fn members_that_the_text_does_not_give_are_unknown_not_none() {
    let text = "party FRA \"French Republic\" body Panel \"Panel\" { members TBD decides by majority of members } organization Club \"Club\"
        trigger it { decided by majority of members of Panel } trigger other { decided by majority of members of Club }";
    with(text, |built| {
        let treaty = &built.treaty;
        for name in ["it", "other"] {
            let members = treaty.resolve(electorate(named(treaty, name)), None);
            assert!(members.actors.is_empty() && members.unknown, "{name}: {members:?}");
        }
    });
}

#[test]
fn a_body_stands_for_itself_and_members_for_its_own() {
    let text = "party FRA \"French Republic\" party GBR \"United Kingdom\"
        body Panel \"Panel\" { members FRA, GBR decides by two-thirds of members quorum 2 tie chair decides }
        trigger it { decided by Panel }";
    with(text, |built| {
        let treaty = &built.treaty;
        assert_eq!(names(treaty, electorate(named(treaty, "it"))), "Panel");
        let panel = actor(treaty, "Panel");
        assert_eq!(treaty.names(&treaty.members_of(panel, None).actors), "FRA, GBR");
        let body = treaty.actor(panel).body.as_deref().expect("a body");
        let rule = body.rules[0].decision.as_ref().expect("a rule");
        let VoteKind::Threshold { of, .. } = &rule.any[0][0].kind else { panic!("{rule:?}") };
        assert_eq!(names(treaty, of), "FRA, GBR");
        assert!(rule.quorum.is_some() && rule.tie.is_some(), "a rule of the body holds for every matter");
    });
}

#[test]
fn many_parties_at_once() {
    let text = "state DEU \"Germany\" party UKR \"Ukraine\" is beneficiary party members of EU is guarantor party NOR, CHE is witness
        obligation it { guarantors shall assist UKR } obligation other { DEU, NOR shall assist UKR }";
    with(text, |built| {
        let treaty = &built.treaty;
        assert!(
            built.diagnostics.iter().map(|it| &it.finding).all(|it| it.rule != "names/undefined"),
            "{:?}",
            built.diagnostics
        );
        let guarantors = treaty.bearers_of(crate::syntax::ast::RoleGroup::Guarantors);
        assert_eq!(guarantors.len(), 27);
        let germany = treaty.actor(actor(treaty, "DEU"));
        assert!(germany.signs && germany.title == Some("Germany"));
        assert_eq!(treaty.bearers_of(crate::syntax::ast::RoleGroup::Witnesses).len(), 2);
        assert_eq!(treaty.bearers_of(crate::syntax::ast::RoleGroup::Parties).len(), 30);
    });
}

#[test]
fn a_deployment_acts_for_those_who_send_it() {
    let text = format!("{DRAFT} deployment force {{ by Europeans in UKR }} permission it {{ force may assist UKR }}");
    with(&text, |built| {
        let bearer = named(&built.treaty, "it").sentences[0].bearer.as_ref().expect("a bearer");
        assert_eq!(names(&built.treaty, bearer), "FRA, GBR");
    });
}

#[test]
fn long_lists_of_names_are_counted() {
    with("party members of EU is guarantor", |built| {
        let treaty = &built.treaty;
        let parties = treaty.bearers_of(crate::syntax::ast::RoleGroup::Parties);
        assert!(treaty.names(&parties).ends_with("and 17 others"), "{}", treaty.names(&parties));
    });
}

#[test]
fn a_place_taken_from_a_territory_is_a_place() {
    use crate::model::AreaTerm;
    let text = format!(
        "{DRAFT} area Excluded area Islands trigger it {{ on armed-attack in territory of UKR, Islands except Excluded}}"
    );
    with(&text, |built| {
        let treaty = &built.treaty;
        assert!(
            built.diagnostics.iter().map(|it| &it.finding).all(|it| it.message.contains("`Europeans`")),
            "{:?}",
            built.diagnostics
        );
        let it = named(treaty, "it");
        // Whether the list is the set's or the area's is the grammar's choice; the places are the same.
        let area = it.events[0].area.as_ref().expect("an area");
        let place = |name: &str| {
            let at = treaty.places.iter().position(|it| it.name == name);
            crate::model::PlaceId(at.unwrap_or_else(|| panic!("no place is called {name}")) as u32)
        };
        let has = |terms: &[AreaTerm<'_>], name| {
            terms.iter().any(|it| matches!(it, AreaTerm::Place(id, None) if *id == place(name)))
        };
        assert!(has(&area.include, "Islands") && area.include.len() == 2, "{area:?}");
        assert!(has(&area.except, "Excluded") && area.except.len() == 1, "{area:?}");
    });
}
