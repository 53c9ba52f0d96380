//! What is wrong with names, and with the place of clauses.

use super::{clean, expect, with};

const PARTIES: &str = "party UKR \"Ukraine\" is beneficiary party FRA \"French Republic\" is guarantor ";

fn draft(rest: &str) -> String {
    format!("{PARTIES} assume {{ potential aggressor RUS against UKR }} {rest}")
}

#[test]
fn a_name_declared_twice() {
    expect(&draft("party FRA \"France\""), &["names/duplicate: `FRA` is declared twice"]);
    expect(
        &draft("trigger a { on armed-attack against UKR } trigger a { on blockade against UKR }"),
        &["names/duplicate: `a` is declared twice"],
    );
    expect(&draft("article 5 { } article 5 { }"), &["names/duplicate: article 5 appears twice here"]);
    clean(&draft("article 5 { paragraph 1 { } } article 6 { paragraph 1 { } }"));
    clean(&draft("[ UKR: article 5 { } | FRA: article 5 { } ]"));
}

#[test]
fn a_name_that_nobody_declares() {
    with(&draft("group G = Europaens group Europeans = FRA obligation o { G, Europeans shall assist UKR }"), |built| {
        let finding = &built.diagnostics[0].finding;
        assert_eq!(
            (&*finding.rule, finding.message.as_str()),
            ("names/undefined", "`Europaens` is not declared anywhere")
        );
        assert_eq!(finding.help, ["did you mean `Europeans`?"]);
        assert_eq!(finding.fixes[0].edits[0].text, "Europeans");
        assert_eq!(built.diagnostics.len(), 1);
    });
    with(&draft("obligation o { France shall assist UKR } obligation p { Poland shall assist UKR }"), |built| {
        let helps: Vec<_> = built.diagnostics.iter().map(|it| it.finding.help.join(" ")).collect();
        assert_eq!(helps[0], "did you mean `FRA`?");
        assert!(helps[1].starts_with("declare it by its code: `party POL \"Poland\" is …`"), "{helps:?}");
    });
    expect(
        &draft("obligation o { DEU shall assist UKR } obligation p { DEU shall assist UKR }"),
        &["names/undefined: `DEU` is not declared: the text does not state the role of Germany"],
    );
    expect(
        &draft("area Donbas obligation o { Donbas shall assist UKR }"),
        &["names/undefined: `Donbas` is an area, zone or line, but an actor is required here"],
    );
}

#[test]
fn a_provision_or_article_that_is_not_there() {
    expect(
        &draft("trigger attack { on armed-attack against UKR } obligation o { upon atack FRA shall assist UKR }"),
        &["drafting/dangling-reference: no provision is called `atack`"],
    );
    expect(
        &draft("article 5 { obligation o { upon breach of article 7 FRA shall assist UKR } }"),
        &["drafting/dangling-reference: this text has no article 7"],
    );
    clean(&draft(
        "article 42 { paragraph 7 { } } article 5 { obligation o { upon breach of article 42(7) FRA shall assist UKR } }",
    ));
    clean(&draft(
        "annex A { article 1 { } } article 5 { obligation o { upon breach of annex A FRA shall assist UKR } }",
    ));
}

#[test]
fn an_article_is_looked_for_from_the_inside_out() {
    let text = draft(
        "article 1 { } annex A { article 1 { } article 2 { obligation o { upon breach of article 1 FRA shall assist UKR } } }",
    );
    with(&text, |built| {
        let used = built.treaty.uses.iter().find(|it| it.name == "article 1").expect("a use");
        let super::super::RefTarget::Unit(unit) = used.target else { panic!("{used:?}") };
        assert_eq!(built.treaty.unit_path(unit).to_string(), "Annex A, article 1");
    });
}

#[test]
fn names_that_nobody_uses() {
    expect(
        &draft(
            "group G = FRA area A line L instrument UKFR \"t\" milestone m \"x\" body Panel \"p\" { members FRA decides by majority of members }",
        ),
        &[
            "names/unused: the group `G` is declared but never used",
            "names/unused: the area `A` is declared but never used",
            "names/unused: the line `L` is declared but never used",
            "names/unused: the instrument `UKFR` is declared but never used",
            "names/unused: the milestone `m` is declared but never used",
            "names/unused: the body `Panel` is declared but never used",
        ],
    );
    clean(&draft("group G = FRA trigger t { [ UKR: decided by unanimity of G ] on armed-attack against UKR }"));
}

#[test]
fn names_defined_through_themselves() {
    expect(
        &draft("group A = B, FRA group B = A group C = C obligation o { A, B, C shall assist UKR }"),
        &[
            "names/circular: `B` is defined through `A`, which is defined through `B`",
            "names/circular: `C` is defined through itself",
        ],
    );
    expect(
        "party UKR \"Ukraine\" is beneficiary party RUS \"Russia\" party BLR \"Belarus\" assume { potential aggressor RUS BLR votes with RUS RUS votes with BLR }",
        &["names/circular: `BLR` and `RUS` are each assumed to follow the other"],
    );
}

#[test]
fn sets_within_sets_within_sets_end_somewhere() {
    use std::fmt::Write;
    let mut text = draft("group G0 = FRA ");
    for at in 1..=70 {
        let _ = write!(text, "group G{at} = G{} ", at - 1);
    }
    text.push_str("obligation o { G70 shall assist UKR }");
    expect(
        &text,
        &["names/circular: `G64` is made of sets within sets, more than 64 deep: its members are not counted"],
    );
}

#[test]
fn a_set_named_again_and_again_is_counted_once() {
    use std::fmt::Write;
    let mut text = draft("group G0 = FRA, the victim ");
    for at in 1..=60 {
        let _ = write!(text, "group G{at} = G{0}, (G{0}, UKR) ", at - 1);
    }
    text.push_str("obligation o { G60 shall assist UKR }");
    with(&text, |built| {
        let provision = super::named(&built.treaty, "o");
        let bearer = provision.sentences[0].bearer.as_ref().expect("G60");
        assert_eq!(super::names(&built.treaty, bearer), "UKR, FRA");
    });
}

#[test]
fn a_provision_that_takes_the_place_of_a_core_word() {
    expect(
        &draft("supply training { by FRA to UKR } obligation o { FRA shall assist UKR by training }"),
        &["names/core-word: `training` names a provision here, but elsewhere a means"],
    );
    // A verb and a provision may share a word; a role is never a provision.
    clean(&draft(
        "obligation assist { FRA shall assist UKR } verification monitoring { by FRA covers assist } deployment d { by FRA in UKR roles monitoring }",
    ));
}

#[test]
fn codes_that_name_no_state() {
    with("party UKN \"Ukraine\"", |built| {
        assert_eq!(built.diagnostics[0].finding.message, "`UKN` looks like a country code but denotes no State");
        assert_eq!(built.diagnostics[0].finding.help, ["Ukraine is `UKR`"]);
    });
    expect(
        "party AUS \"Austria\"",
        &["names/unknown-code: `AUS` is the code of Australia, but the title names Austria"],
    );
    clean(
        "party SUN \"Soviet Union\" party CSK \"Czechoslovakia\" party RS \"Republika Srpska\" party FBIH \"Federation\" party PLO \"Palestine Liberation Organization\" party KOR \"Republic of Korea\" party FRA \"French Republic\"",
    );
    clean("signed 1839-04-19 party PRU \"Kingdom of Prussia\"");
}

#[test]
fn words_outside_the_core_vocabulary() {
    expect(
        &draft("deployment d { by FRA in UKR roles trainning, \"gardening\" }"),
        &["names/unknown-word: `trainning` is not a known role of forces"],
    );
    expect(
        &draft("trigger t { on armed-atack against UKR }"),
        &["names/unknown-word: `armed-atack` is not a known event"],
    );
    expect(
        &draft("trigger t { on armed-attack against UKR } trigger u { on t against UKR }"),
        &["names/unknown-word: `t` is a provision of this text, not an event"],
    );
    expect(
        &draft("obligation o { FRA shall asist UKR by wepons }"),
        &["names/unknown-word: `asist` is not a known verb", "names/unknown-word: `wepons` is not a known means"],
    );
    clean(&draft(
        "term \"naval demonstration\" means \"…\" obligation o { FRA shall assist UKR by naval-demonstration }",
    ));
}

#[test]
fn a_clause_in_the_wrong_place_says_where_it_belongs() {
    with(&draft("obligation o { FRA shall assist UKR ceiling 500 personnel }"), |built| {
        let finding = &built.diagnostics[0].finding;
        assert_eq!(
            (&*finding.rule, finding.message.as_str()),
            ("syntax/misplaced-clause", "`ceiling` does not belong to an obligation")
        );
        assert_eq!(finding.help, ["`ceiling` belongs to a deployment or a limit"]);
    });
}

#[test]
fn a_clause_that_stands_twice_is_counted_per_reading() {
    expect(
        &draft("deployment d { by FRA in UKR command FRA command UKR }"),
        &["syntax/repeated-clause: `command` appears twice here, and only one can apply"],
    );
    clean(&draft("deployment d { by FRA in UKR [ FRA: command FRA | UKR: command UKR ] }"));
}

#[test]
fn a_provision_outside_articles_is_worth_a_word_in_a_draft_only() {
    let provision = "obligation o { FRA shall assist UKR } duration { 10 years }";
    clean(&draft(provision));
    expect(
        &draft(&format!("article 1 {{ }} {provision}")),
        &["syntax/misplaced-provision: this obligation belongs to no article"],
    );
}

#[test]
fn a_clock_on_the_last_gate() {
    expect(
        &draft("obligation o { FRA shall assist UKR subject to consent of UKR within 3 days }"),
        &["timing/clock-on-gate: `within 3 days` applies to the consent, not to the duty to assist"],
    );
    clean(&draft("obligation o { FRA shall assist UKR within 3 days subject to consent of UKR within 3 days }"));
    clean(&draft("prohibition o { FRA shall refrain subject to consent of UKR within 3 days }"));
}

#[test]
fn no_aggressor_is_said_once_where_somebody_decides() {
    let message =
        "model/no-aggressor-assumed: no potential aggressor is assumed, so no veto of an aggressor is examined";
    expect(
        &format!("{PARTIES} trigger t {{ on armed-attack against UKR }} trigger u {{ on blockade against UKR }}"),
        &[message],
    );
    clean(&format!("{PARTIES} prohibition p {{ FRA shall refrain }}"));
}

#[test]
fn what_stands_only_in_brackets_that_are_left_out() {
    expect(
        &draft("[ UKR: party TUR \"Türkiye\" is guarantor ] obligation o { TUR shall assist UKR }"),
        &["names/undefined: `TUR` is declared only in bracketed text that this reading omits"],
    );
    expect(
        &draft("[ UKR: article 9 { } ] obligation o { upon breach of article 9 FRA shall assist UKR }"),
        &["drafting/dangling-reference: `article 9` is declared only in bracketed text that this reading omits"],
    );
}

#[test]
fn a_word_and_a_reference_are_judged_apart() {
    expect(
        &draft("obligation o { FRA shall respect privileges } obligation p { upon privileges FRA shall assist UKR }"),
        &["drafting/dangling-reference: no provision is called `privileges`"],
    );
}
