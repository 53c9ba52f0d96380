//! Who stops what.

use super::*;

#[test]
fn unanimity_with_the_aggressor_among_the_voters() {
    check_vetoes(
        &triggered("decided by unanimity of guarantors"),
        "Activation: Vote `unanimity of guarantors` VotesNo by alone RUS (aligned suffice); dead assist for CHN FRA GBR USA; shut attack",
    );
}

#[test]
fn unanimity_without_the_aggressor_is_left_to_its_ally() {
    check_vetoes(
        &triggered("decided by unanimity of guarantors excluding the attacker"),
        "Activation: Vote `unanimity of guarantors excluding the attacker` VotesNo by bloc BLR (aligned suffice); dead assist for CHN FRA GBR USA; shut attack",
    );
}

#[test]
fn nobody_stops_two_thirds_without_the_bloc() {
    check_vetoes(
        &triggered("decided by two-thirds of guarantors excluding the attacker and those aligned with it"),
        "",
    );
}

#[test]
fn each_for_itself_is_nobodys_veto() {
    check_vetoes(&triggered("decided by each of guarantors"), "");
    check_vetoes(&triggered("decided by any of guarantors"), "");
    check_vetoes(&triggered("decided by automatic"), "");
    check_vetoes(&triggered(""), "");
}

#[test]
fn a_deadline_that_opens_is_a_delay() {
    check_vetoes(&triggered("decided by unanimity of guarantors within 72 hours otherwise proceed"), "");
    check_vetoes(
        &triggered("decided by unanimity of guarantors within 72 hours otherwise lapses"),
        "Activation: Vote `unanimity of guarantors` VotesNo by alone RUS (aligned suffice); dead assist for CHN FRA GBR USA; shut attack",
    );
    check_vetoes(
        &triggered("decided by unanimity of guarantors otherwise proceed"),
        "Activation: Vote `unanimity of guarantors` VotesNo by alone RUS (aligned suffice); dead assist for CHN FRA GBR USA; shut attack",
    );
    check_vetoes(&triggered("decided by unanimity of guarantors within 72 hours otherwise determination of UKR"), "");
}

#[test]
fn reverse_polarity_is_stopped_by_those_who_carry_the_objection() {
    check_vetoes(&triggered("decided unless two-thirds of guarantors excluding the attacker object"), "");
    check_vetoes(
        &triggered("decided unless any of guarantors object"),
        "Activation: not Determination `any of guarantors` Carries by alone RUS (aligned suffice); dead assist for CHN FRA GBR USA; shut attack",
    );
}

#[test]
fn a_quorum_can_be_boycotted() {
    check_vetoes(
        &triggered("decided by majority of guarantors present and voting quorum unanimity"),
        "Activation: Vote `majority of guarantors present and voting` StaysAway by alone RUS (aligned suffice); dead assist for CHN FRA GBR USA; shut attack",
    );
    check_vetoes(&triggered("decided by majority of guarantors quorum two-thirds"), "");
    check_vetoes(
        &triggered("decided by majority of guarantors quorum 5"),
        "Activation: Vote `majority of guarantors` StaysAway by bloc RUS BLR (aligned suffice); dead assist for CHN FRA GBR USA; shut attack",
    );
}

#[test]
fn a_number_for_a_quorum_counts_those_without_a_vote() {
    check_vetoes(
        &triggered("decided by majority of guarantors excluding the attacker quorum 6"),
        "Activation: Vote `majority of guarantors excluding the attacker` StaysAway by alone RUS; dead assist for CHN FRA GBR USA; shut attack",
    );
    check_vetoes(
        &triggered(
            "decided by majority of guarantors excluding the attacker and those aligned with it quorum two-thirds",
        ),
        "",
    );
}

#[test]
fn more_votes_than_there_are_is_nobodys_veto() {
    check_vetoes(&triggered("decided by at least 9 of guarantors"), "");
    check_vetoes(&triggered("decided by majority of FRA, GBR quorum 3"), "");
}

#[test]
fn the_only_route_over_an_organ() {
    check_vetoes(
        &triggered("decided by determination of UNSC"),
        "Activation: Organ UNSC `determination of UNSC` Objects by alone RUS; dead assist for CHN FRA GBR USA; shut attack",
    );
    check_vetoes(
        &triggered("decided by consensus of OSCE"),
        "Activation: Organ OSCE `consensus of OSCE` Objects by alone RUS (aligned suffice); dead assist for CHN FRA GBR USA; shut attack",
    );
    check_vetoes(&triggered("decided by consensus of NATO"), "");
    check_vetoes(&triggered("decided by UNGA"), "");
    check_vetoes(&triggered("decided by ICJ"), "");
}

#[test]
fn an_organ_is_no_veto_beside_another_way() {
    check_vetoes(&triggered("decided by majority of guarantors or determination of UNSC"), "");
    check_vetoes(
        &triggered("decided by unanimity of guarantors or determination of UNSC"),
        "Activation: Vote `unanimity of guarantors` or Organ UNSC `determination of UNSC` VotesNo by alone RUS; dead assist for CHN FRA GBR USA; shut attack",
    );
}

#[test]
fn a_body_of_the_text_brings_its_own_rule() {
    let body = |rule: &str| {
        draft(&format!(
            "body Commission \"Joint Commission\" {{ members guarantors, UKR {rule} }}
            article 1 {{
                trigger attack {{ on armed-attack against UKR decided by determination of Commission }}
                trigger blockade {{ on blockade against UKR decided by Commission }}
                obligation assist {{ FRA, GBR shall assist UKR upon attack by weapons }}
                obligation escort {{ GBR shall escort UKR upon blockade }}
            }}"
        ))
    };
    check_vetoes(
        &body("decides by unanimity of members"),
        "Activation: Vote Commission `unanimity of members` VotesNo by alone RUS (aligned suffice); dead assist escort for FRA GBR; shut attack blockade",
    );
    check_vetoes(&body("decides by majority of members"), "");
    // The text gives no rule: nobody's veto, but not settled either.
    check_vetoes(&body("decides TBD"), "");
    check_vetoes(&body(""), "");
    // A graver matter has its own rule.
    check_vetoes(
        &body("decides by majority of members decides on serious-breach by unanimity of members"),
        "Activation: Vote Commission `unanimity of members` VotesNo by alone RUS (aligned suffice); dead assist escort for FRA GBR; shut attack blockade",
    );
    // A body that does not meet decides nothing.
    check_vetoes(
        &body("convened by consensus of members decides by majority of members"),
        "Convening: Vote Commission `consensus of members` Objects by alone RUS (aligned suffice); dead assist escort for FRA GBR; shut attack blockade",
    );
    // Where the chair goes round, the aggressor may hold it.
    check_vetoes(
        &body("chair rotating among members decides by majority of members"),
        "Convening: Determination Commission `members` Withholds by alone RUS (aligned suffice)",
    );
    check_vetoes(&body("chair UKR decides by majority of members"), "");
    check_vetoes(
        &body("head appointed by agreement of members decides by majority of members"),
        "Appointment: Agreement Commission `agreement of members` Withholds by alone RUS (aligned suffice)",
    );
    check_vetoes(
        &body(
            "head appointed by agreement of members within 30 days otherwise determination of UKR decides by majority of members",
        ),
        "",
    );
}

#[test]
fn acts_that_the_aggressor_withholds() {
    check_vetoes(
        &triggered("subject to consent of RUS, UKR"),
        "Activation: Consent `consent of RUS, UKR` Withholds by alone RUS; dead assist for CHN FRA GBR USA; shut attack",
    );
    check_vetoes(
        &triggered("requested by RUS"),
        "Activation: Request `RUS` Withholds by alone RUS; dead assist for CHN FRA GBR USA; shut attack",
    );
    check_vetoes(&triggered("requested by RUS, UKR"), "");
    check_vetoes(
        &triggered("decided by majority of guarantors and request of RUS"),
        "Activation: Request `request of RUS` Withholds by alone RUS; dead assist for CHN FRA GBR USA; shut attack",
    );
    check_vetoes(
        &triggered("subject to performance of RUS"),
        "Activation: Performance `performance of RUS` Withholds by alone RUS; dead assist for CHN FRA GBR USA; shut attack",
    );
}

#[test]
fn a_consultation_without_a_clock_is_held_by_each_of_those_consulted() {
    let held = "Activation: Consultation `consultation among guarantorsCLOCK` Withholds by alone RUS (aligned suffice); dead assist for CHN FRA GBR USA; shut attack";
    check_vetoes(&triggered("consultation among guarantors"), &held.replace("CLOCK", ""));
    check_vetoes(&triggered("consultation among guarantors within 3 days"), &held.replace("CLOCK", " within 3 days"));
    check_vetoes(&triggered("consultation among guarantors within 3 days otherwise proceed"), "");
    check_vetoes(&triggered("consultation among FRA, GBR"), "");
}

#[test]
fn conditions_and_exceptions_with_a_judge() {
    check_vetoes(
        &triggered("if unprovoked as found by unanimity of guarantors"),
        "Activation: Vote `unanimity of guarantors` VotesNo by alone RUS (aligned suffice); dead assist for CHN FRA GBR USA; shut attack",
    );
    check_vetoes(&triggered("presumed unless unprovoked as found by majority of guarantors"), "");
    check_vetoes(
        &triggered("presumed unless \"provocation\" as found by any of guarantors"),
        "Activation: not Finding `any of guarantors` Carries by alone RUS (aligned suffice); dead assist for CHN FRA GBR USA; shut attack",
    );
    check_vetoes(&triggered("if \"a settlement\""), "");
    check_vetoes(&triggered("unless \"a provocation\""), "");
}

#[test]
fn a_collective_duty_falls_with_one() {
    check_vetoes(
        &draft("article 1 { guarantee borders { jointly guarantors shall defend UKR } }"),
        "Activation: Collective `guarantors` Withholds by alone RUS (aligned suffice); dead borders for CHN FRA GBR USA",
    );
    check_vetoes(&draft("article 1 { guarantee borders { jointly and severally guarantors shall defend UKR } }"), "");
    check_vetoes(&draft("article 1 { guarantee borders { guarantors shall defend UKR } }"), "");
}

#[test]
fn a_duty_only_to_ask_an_organ() {
    let seek = "obligation seek-action { each of guarantors except RUS, BLR shall seek UNSC OTHERWISE upon attack }";
    let with = |otherwise: &str, more: &str| {
        draft(&format!(
            "article 1 {{ trigger attack {{ on armed-attack against UKR decided by UKR }} {} {more} }}",
            seek.replace("OTHERWISE", otherwise)
        ))
    };
    check_vetoes(
        &with("", ""),
        "Activation: Organ UNSC `UNSC` Objects by alone RUS; dead seek-action for CHN FRA GBR USA",
    );
    check_vetoes(&with("within 72 hours otherwise assist", "obligation assist { FRA shall assist UKR }"), "");
    check_vetoes(&with("", "obligation assist { FRA shall assist UKR upon attack }"), "");
    check_vetoes(
        &with("", "obligation talk { FRA shall consult UKR upon attack }"),
        "Activation: Organ UNSC `UNSC` Objects by alone RUS; dead seek-action for CHN FRA GBR USA",
    );
}

#[test]
fn a_body_that_can_be_boycotted_though_nothing_hangs_on_it() {
    let body = |members: &str| {
        draft(&format!(
            "body Commission \"Commission\" {{ members {members} decides by majority of members quorum 3 }}"
        ))
    };
    check_vetoes(&body("UKR, RUS, FRA"), "Deciding: Vote Commission `majority of members` StaysAway by alone RUS");
    check_vetoes(&body("UKR, RUS, FRA, GBR"), "");
}

#[test]
fn mandates_access_and_terms() {
    check_vetoes(
        &draft("article 1 { deployment force { by FRA in UKR timing standing mandate 6 months renewable by UNSC } }"),
        "Mandate: Organ UNSC `UNSC` Objects by alone RUS; dead force for FRA",
    );
    check_vetoes(
        &draft(
            "article 1 { deployment force { by FRA in UKR mandate 6 months unless ended by two-thirds of guarantors } }",
        ),
        "",
    );
    check_vetoes(
        &draft("article 1 { verification watch { by FRA access subject to consent of all parties } }"),
        "Access: Consent `consent of all parties` Withholds by alone RUS (aligned suffice); dead watch for FRA",
    );
    check_vetoes(&draft("article 1 { deployment force { by FRA in UKR consent of UKR, RUS irrevocable } }"), "");
    check_vetoes(
        &draft("article 1 { deployment force { by FRA in UKR subject to consent of UKR, RUS } }"),
        "Access: Consent `consent of UKR, RUS` Withholds by alone RUS; dead force for FRA",
    );
    check_vetoes(
        &draft(
            "article 1 { sanctions package-1 { by FRA against RUS duration 6 months renewable by unanimity of guarantors } }",
        ),
        "Renewal: Vote `unanimity of guarantors` VotesNo by alone RUS (aligned suffice); dead package-1 for FRA",
    );
    check_vetoes(
        &draft("amendment { by unanimity of parties }"),
        "Amendment: Vote `unanimity of parties` VotesNo by alone RUS (aligned suffice)",
    );
}

#[test]
fn entry_into_force_in_the_aggressors_hand() {
    let clause = |upon: &str| {
        draft(&format!("article 1 {{ obligation help {{ FRA shall assist UKR }} }} entry-into-force {{ upon {upon} }}"))
    };
    check_vetoes(
        &clause("ratification by all parties"),
        "EntryIntoForce: Ratification `all parties` Withholds by alone RUS (aligned suffice); dead help for FRA",
    );
    // Nobody else has promised anything.
    check_vetoes(&draft("entry-into-force { upon ratification by all parties }"), "");
    check_vetoes(&clause("ratification by UKR and 3 of guarantors"), "");
    check_vetoes(
        &clause("ratification by UKR and 5 of guarantors"),
        "EntryIntoForce: Ratification `5 of guarantors` Withholds by bloc RUS BLR (aligned suffice); dead help for FRA",
    );
    check_vetoes(
        &clause("signature"),
        "EntryIntoForce: Signature `signature` Withholds by alone RUS (aligned suffice); dead help for FRA",
    );
}

#[test]
fn forces_do_as_their_controller_says() {
    let draft = draft(
        "forces Militia \"Militia\" controlled by RUS
        article 1 {
            trigger attack { on armed-attack against UKR subject to consent of Militia }
            obligation assist { FRA shall assist UKR upon attack }
        }",
    );
    check_vetoes(
        &draft,
        "Activation: Consent `consent of Militia` Withholds by alone Militia; dead assist for FRA; shut attack",
    );
}

#[test]
fn duties_of_the_aggressor_and_gifts_to_it_are_no_promises() {
    check_vetoes(&draft("article 1 { obligation leave { RUS shall withdraw forces subject to consent of RUS } }"), "");
    check_vetoes(&draft("article 1 { permission spare { FRA need not assist UKR unless consent of RUS } }"), "");
    check_vetoes(
        &draft(
            "article 1 { prohibition quiet { FRA shall not join military-alliances unless decided by any of parties } }",
        ),
        "",
    );
    check_vetoes(&draft("article 1 { obligation pay { FRA shall compensate RUS subject to consent of RUS } }"), "");
    check_vetoes(&draft("article 1 { obligation yield { UKR shall withdraw forces subject to consent of RUS } }"), "");
}

#[test]
fn a_trigger_that_only_hurts_may_well_stay_shut() {
    check_vetoes(
        &draft(
            "article 1 {
                trigger fault { on missile-attack by UKR against RUS decided by unanimity of guarantors }
                guarantee help { FRA shall assist UKR }
                forfeiture lost { UKR forfeits help upon fault }
            }",
        ),
        "",
    );
    // Attacks on somebody else are another case.
    check_vetoes(
        &draft(
            "article 1 {
                trigger attack { on armed-attack by CHN against UKR decided by unanimity of guarantors }
                obligation assist { FRA shall assist UKR upon attack }
            }",
        ),
        "",
    );
}

#[test]
fn mutual_promises_are_asked_for_every_victim() {
    let text = "treaty \"Alliance\" {
        party RUS \"Russia\" is guarantor, beneficiary
        party FRA \"France\" is guarantor, beneficiary
        party GBR \"United Kingdom\" is guarantor, beneficiary
        assume { potential aggressor RUS }
        article 1 {
            trigger attack { on armed-attack against parties decided by unanimity of parties excluding the victim }
            obligation assist { each of the others shall assist the victim upon attack }
        }
    }";
    with(text, |facts| {
        let [veto] = facts.vetoes() else { panic!("{}", vetoes(facts)) };
        assert_eq!(names(facts, &veto.blockers[0].victims), "FRA GBR");
        assert_eq!(veto.blockers.len(), 1);
        assert_eq!(names(facts, &veto.never_bound), "FRA GBR");
    });
}

#[test]
fn without_an_assumed_aggressor_nobody_is_accused() {
    let text = triggered("decided by unanimity of guarantors").replace("assume {", "# assume {");
    assert_eq!(with(&text, vetoes), "");
}
