//! Gates that nobody holds, or that somebody wins.

use super::*;

/// One line for each decision that an aggressor wins.
fn forced(facts: &Facts<'_>) -> String {
    let mut lines = Vec::new();
    for forced in facts.forced() {
        let who = if forced.alone { "alone" } else { "bloc" };
        let actors = names(facts, &forced.blockers[0].actors);
        lines.push(format!("{:?}: {} by {who} {actors}", forced.power, gate_text(facts, &forced.gate)));
    }
    lines.join("\n")
}

#[track_caller]
fn check_forced(text: &str, expected: &str) {
    assert_eq!(with(text, forced), expected);
}

#[test]
fn a_forfeiture_that_anybody_may_declare() {
    let lost = |found: &str| {
        draft(&format!(
            "article 1 {{
                guarantee help {{ FRA shall assist UKR }}
                forfeiture lost {{ UKR forfeits help if \"missile fire\" {found} }}
            }}"
        ))
    };
    check_forced(&lost("found by any of guarantors"), "Forfeiture: Finding `any of guarantors` by alone RUS");
    check_forced(&lost("found by RUS"), "Forfeiture: Finding `RUS` by alone RUS");
    check_forced(
        &lost("found by at least 2 of guarantors"),
        "Forfeiture: Vote `at least 2 of guarantors` by bloc RUS BLR",
    );
    check_forced(&lost("found by two-thirds of guarantors"), "");
    check_forced(&lost("found by any of guarantors and consent of UKR"), "");
    // Nobody judges: that is another defect.
    check_forced(&lost(""), "");
}

#[test]
fn endings_relief_suspension_and_false_findings() {
    check_forced(
        &draft("article 1 { obligation help { FRA shall assist UKR until determination of RUS } }"),
        "Ending: Determination `determination of RUS` by alone RUS",
    );
    check_forced(
        &draft(
            "article 1 { prohibition no-alliance { UKR shall not join military-alliances until determination of RUS } }",
        ),
        "",
    );
    check_forced(
        &draft("article 1 { deployment force { by FRA in UKR mandate 6 months unless ended by any of parties } }"),
        "Ending: Determination `any of parties` by alone RUS",
    );
    check_forced(
        &draft("article 1 { verification watch { by FRA findings by any of guarantors } }"),
        "Findings: Finding `any of guarantors` by alone RUS",
    );
    check_forced(&draft("article 1 { verification watch { by FRA findings by majority of guarantors } }"), "");
    check_forced(&draft("suspension { by any of parties }"), "Suspension: Determination `any of parties` by alone RUS");
    // To do as one ought is no decision.
    check_forced(
        &draft(
            "article 1 {
                obligation leave { RUS shall withdraw forces }
                sanctions measures { by FRA against RUS relief upon completion of leave }
            }",
        ),
        "",
    );
    check_forced(
        &draft("article 1 { sanctions measures { by FRA against RUS relief upon notification by RUS } }"),
        "Relief: Notice `RUS` by alone RUS",
    );
}

fn bypassed(facts: &Facts<'_>) -> String {
    let lines = facts
        .bypassed()
        .iter()
        .map(|it| format!("{:?}: {} without {}", it.power, text(facts, it.site), names(facts, &it.bypassed)));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn soil_and_territory_over_the_owners_head() {
    let force = |change: &str| {
        draft(&format!("article 1 {{ deployment force {{ by FRA in UKR change of roles by {change} }} }}"))
    };
    assert_eq!(
        with(&force("majority of guarantors"), bypassed),
        "Change: change of roles by majority of guarantors without UKR"
    );
    assert_eq!(with(&force("unanimity of FRA, UKR"), bypassed), "");
    assert_eq!(with(&force("majority of guarantors and consent of UKR"), bypassed), "");
    let line = |sentence: &str| {
        draft(&format!(
            "body Commission \"Boundary Commission\" {{ members guarantors, UKR decides by majority of members }}
            line Contact \"line of contact\" within UKR
            article 1 {{ permission move-line {{ {sentence} }} }}"
        ))
    };
    assert_eq!(
        with(&line("Commission may redraw Contact"), bypassed),
        "Activation: Commission may redraw Contact without UKR"
    );
    assert_eq!(with(&line("Commission may redraw Contact subject to consent of UKR"), bypassed), "");
    assert_eq!(with(&line("UKR may redraw Contact"), bypassed), "");
    assert_eq!(
        with(&line("FRA, GBR may redraw Contact"), bypassed),
        "Activation: FRA, GBR may redraw Contact without UKR"
    );
    assert_eq!(
        with(&draft("amendment { by two-thirds of parties }"), bypassed),
        "Amendment: by two-thirds of parties without UKR"
    );
    assert_eq!(with(&draft("amendment { by unanimity of parties }"), bypassed), "");
}

fn margins(facts: &Facts<'_>) -> String {
    let lines = facts.margins().iter().map(|it| {
        let of = it.supporters.len();
        format!("{} of {of} against {}: {}", it.defections, names(facts, &[it.attacker]), gate_text(facts, &it.gate))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn how_many_may_defect() {
    let check = |decided: &str, expected: &str| {
        assert_eq!(with(&triggered(&format!("decided by {decided}")), margins), expected, "{decided}");
    };
    // Four of the six are not of the bloc.
    check("majority of guarantors", "1 of 4 against RUS: Vote `majority of guarantors`");
    check("at least 3 of guarantors", "2 of 4 against RUS: Vote `at least 3 of guarantors`");
    check("at least 2 of guarantors", "3 of 4 against RUS: Vote `at least 2 of guarantors`");
    check("unanimity of guarantors", "");
    check("any of guarantors", "");
    // Who abstains is not counted in the base then: the two of the bloc need two against them.
    check(
        "majority of guarantors present and voting",
        "2 of 4 against RUS: Vote `majority of guarantors present and voting`",
    );
    // An abstention is no objection.
    check("consensus of FRA, GBR", "");
    check("unanimity of FRA, GBR, USA or determination of UKR", "");
}

#[test]
fn a_body_that_is_stricter_in_the_graver_matter() {
    let body = |rules: &str| {
        format!(
            "treaty \"T\" {{ party A-1 \"A\" party B-1 \"B\" party C-1 \"C\" body Commission \"Commission\" {{ members A-1, B-1, C-1 {rules} }} }}"
        )
    };
    let ask = |facts: &Facts<'_>| {
        let lines = facts.inversions().iter().map(|it| {
            format!(
                "{} {} {} {}: {:?} {:?}",
                it.lesser.0,
                it.graver.0,
                it.electors,
                names(facts, &[it.body]),
                it.needed,
                it.blocking
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(
        with(
            &body("decides on minor-breach by majority of members decides on serious-breach by unanimity of members"),
            ask
        ),
        "minor-breach serious-breach 3 Commission: (2, 3) (2, 1)"
    );
    assert_eq!(
        with(
            &body("decides on minor-breach by unanimity of members decides on serious-breach by majority of members"),
            ask
        ),
        ""
    );
    // To amend may well be harder than to act.
    assert_eq!(
        with(
            &body("decides on serious-breach by majority of members decides on amendments by unanimity of members"),
            ask
        ),
        ""
    );
}

#[test]
fn words_that_nobody_judges() {
    let ask = |facts: &Facts<'_>| {
        let lines = facts.uncontrolled().iter().map(|it| {
            format!(
                "{:?} {}{}{}",
                it.place,
                it.words,
                if it.bare { " bare" } else { "" },
                if it.judged { " judged" } else { "" }
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(with(&triggered("subject to \"a settlement\" decided by UKR"), ask), "Gate a settlement judged");
    assert_eq!(with(&triggered("decided by \"it is established\""), ask), "Decision it is established judged");
    assert_eq!(with(&triggered("if \"a threat\""), ask), "Condition a threat");
    assert_eq!(with(&triggered("if unprovoked"), ask), "Condition unprovoked bare");
    assert_eq!(
        with(&triggered("if \"a threat\" found by UKR unless \"a provocation\""), ask),
        "Exception a provocation"
    );
    assert_eq!(
        with(
            &draft("article 1 { obligation help { FRA shall assist UKR upon \"a settlement\" until \"reforms\" } }"),
            ask
        ),
        "Occasion a settlement\nEnd reforms"
    );
    assert_eq!(
        with(&draft("article 1 { obligation help { FRA shall assist UKR until \"reforms\" found by UKR } }"), ask),
        ""
    );
}

#[test]
fn gates_that_the_text_leaves_open() {
    let ask = |facts: &Facts<'_>| {
        let lines = facts.unsettled().iter().map(|it| format!("{:?} {}", it.power, gate_text(facts, &it.gate)));
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(with(&triggered("decided by TBD"), ask), "Activation Unknown `TBD`");
    assert_eq!(with(&triggered("decided by UNSC"), ask), "");
    let body = "body Commission \"Commission\" { members guarantors RULE }
        article 1 { trigger attack { on armed-attack decided by Commission } }";
    assert_eq!(with(&draft(&body.replace("RULE", "")), ask), "Activation Unknown Commission `Commission`");
    assert_eq!(with(&draft(&body.replace("RULE", "decides TBD")), ask), "Activation Unknown Commission `Commission`");
    assert_eq!(with(&draft(&body.replace("RULE", "decides by majority of members")), ask), "");
    assert_eq!(
        with(
            &draft(
                "instrument Peace \"Treaty of peace\"
                article 1 { obligation help { FRA shall assist UKR if Peace in force } }"
            ),
            ask
        ),
        "Activation Instrument `Peace in force`"
    );
}

#[test]
fn triggers_that_nobody_determines() {
    let ask = |facts: &Facts<'_>| {
        let lines = facts.undetermined().iter().map(|it| {
            format!("{} upon {} {}", provisions(facts, &[it.trigger]), provisions(facts, &it.upon), it.per_bearer)
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(with(&triggered("requested by UKR"), ask), "attack upon assist true");
    assert_eq!(
        with(&triggered("requested by UKR").replace("each of guarantors except RUS, BLR", "FRA, GBR"), ask),
        "attack upon assist false"
    );
    assert_eq!(with(&triggered("decided by automatic"), ask), "");
    assert_eq!(with(&triggered("subject to determination of UKR"), ask), "");
    assert_eq!(with(&triggered("subject to consent of UKR"), ask), "attack upon assist true");
    assert_eq!(with(&triggered("if unprovoked found by FRA"), ask), "");
    assert_eq!(with(&draft("article 1 { trigger attack { on armed-attack } }"), ask), "attack upon  false");
}

#[test]
fn consultations_before_a_promise() {
    let ask = |facts: &Facts<'_>| {
        let lines = facts.consulted().iter().map(|it| {
            format!(
                "{} bounded {} proceeds {} with {}",
                text(facts, it.span),
                it.bounded,
                it.proceeds,
                names(facts, &it.aggressors)
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let check = |gate: &str, expected: &str| assert_eq!(with(&triggered(gate), ask), format!("{gate} {expected}"));
    check("consultation among guarantors", "bounded false proceeds false with RUS");
    check("consultation among guarantors within 3 days", "bounded true proceeds false with RUS");
    check("consultation among FRA, GBR within 3 days otherwise proceed", "bounded true proceeds true with ");
    check("consultation among guarantors immediately", "bounded false proceeds false with RUS");
    assert_eq!(
        with(
            &draft(
                "article 1 {
                    consultation talks { among guarantors }
                    consultation other { among guarantors }
                    obligation help { FRA shall assist UKR upon completion of talks }
                }"
            ),
            ask
        ),
        "consultation talks bounded false proceeds false with RUS"
    );
}

#[test]
fn duties_that_wait_for_others() {
    let ask = |facts: &Facts<'_>| {
        let lines = facts.waits().iter().map(|it| {
            format!(
                "{} on {}: {}",
                provisions(facts, &[it.provision]),
                names(facts, &it.guarantors),
                text(facts, it.span)
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(
        with(&draft("article 1 { obligation help { GBR shall assist UKR subject to performance of FRA } }"), ask),
        "help on FRA: performance of FRA"
    );
    // Nobody waits for itself, but the others wait for it.
    assert_eq!(
        with(&draft("article 1 { obligation help { GBR shall assist UKR subject to performance of GBR } }"), ask),
        ""
    );
    assert_eq!(
        with(&draft("article 1 { obligation help { GBR, FRA shall assist UKR subject to performance of GBR } }"), ask),
        "help on GBR: performance of GBR"
    );
    assert_eq!(
        with(
            &draft(
                "article 1 {
                    obligation backstop-it { USA shall provide air-support }
                    obligation help { GBR shall assist UKR upon completion of backstop-it }
                    obligation more { FRA shall assist UKR if backstop-it fulfilled }
                }"
            ),
            ask
        ),
        "help on USA: completion of backstop-it\nmore on USA: backstop-it fulfilled"
    );
}

#[test]
fn terms_and_who_keeps_them_from_being_renewed() {
    let ask = |facts: &Facts<'_>| {
        let lines = facts.terms().iter().map(|it| {
            let lapses = if it.lapses { "lapses" } else { "goes on" };
            format!("{:?} {lapses}: {}", it.power, names(facts, &it.veto_players)).trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let sanctions = |term: &str| draft(&format!("article 1 {{ sanctions measures {{ by FRA against RUS {term} }} }}"));
    assert_eq!(
        with(&sanctions("duration 6 months renewable by unanimity of FRA, GBR, USA"), ask),
        "Renewal lapses: FRA GBR USA"
    );
    assert_eq!(with(&sanctions("duration 6 months renewable by majority of FRA, GBR, USA"), ask), "Renewal lapses:");
    assert_eq!(with(&sanctions("duration 6 months renewable automatically"), ask), "Renewal goes on:");
    assert_eq!(with(&sanctions("duration 6 months unless ended by unanimity of FRA, GBR"), ask), "Renewal goes on:");
    assert_eq!(with(&sanctions("duration indefinite"), ask), "Renewal goes on:");
    assert_eq!(
        with(&draft("article 1 { deployment force { by FRA in UKR mandate 6 months renewable by UNSC } }"), ask),
        "Mandate lapses: RUS CHN FRA GBR USA"
    );
    assert_eq!(with(&draft("duration { 10 years renewable }"), ask), "Renewal lapses:");
}
