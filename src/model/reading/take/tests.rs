//! Texts before and after: one test for each consequence.

use super::take;
use crate::diagnostic::Edit;
use crate::diagnostic::applied;
use crate::model::{Brackets, Choice, ReadingName, Visits, Which};
use crate::source::FileId;
use crate::syntax;

/// The text with a choice in each bracket, by its number. What comes out can be read.
#[track_caller]
fn choosing(text: &str, chosen: impl Fn(usize) -> Option<Choice>) -> String {
    let parsed = syntax::parse(FileId(0), text);
    assert!(parsed.diagnostics.is_empty(), "{text}\n{:?}", parsed.diagnostics);
    let brackets = Brackets::of(text, &parsed.draft);
    let edits = take(text, &parsed.draft, &parsed.comments, &brackets, &|it| chosen(it.id.0 as usize));
    assert!(edits.is_sorted_by(|one: &Edit, next| one.span.end <= next.span.start), "{text}\n{edits:?}");
    let taken = applied(text, &edits);
    let again = syntax::parse(FileId(0), &taken);
    assert!(again.diagnostics.is_empty(), "{text}\n{taken}\n{:?}", again.diagnostics);
    taken
}

/// The text of one reading, by its name; the unbracketed one if it has none.
#[track_caller]
fn reading(text: &str, name: &str) -> String {
    let parsed = syntax::parse(FileId(0), text);
    let brackets = Brackets::of(text, &parsed.draft);
    let which = if name.is_empty() {
        Which::Unbracketed
    } else {
        Which::Named(ReadingName::read(name).expect("the name of a reading"))
    };
    let visits = Visits::plan(&brackets, &which, 1).expect("one reading");
    choosing(text, |at| Some(visits.readings[0].choices()[at]))
}

/// What a text becomes in readings.
#[track_caller]
fn becomes(before: &str, readings: &[(&str, &str)]) {
    for (name, after) in readings {
        assert_eq!(reading(before, name), *after, "{before} in the reading `{name}`");
    }
}

#[test]
fn a_text_that_is_taken_stands_in_the_place_of_its_bracket() {
    becomes(
        "obligation it { FRA shall assist UKR within [ 24 hours | 72 hours ] }",
        &[
            ("", "obligation it { FRA shall assist UKR within 24 hours }"),
            ("1b", "obligation it { FRA shall assist UKR within 72 hours }"),
        ],
    );
    becomes(
        "limit it { on UKR at most [ RUS: 342 | UKR, USA: 800 ] tanks, [RUS:5|UKR:9] aircraft }",
        &[
            ("", "limit it { on UKR at most 342 tanks, 5 aircraft }"),
            ("USA, UKR", "limit it { on UKR at most 800 tanks, 9 aircraft }"),
        ],
    );
    becomes(
        "area Donbas \"areas\" {\n    [ RUS reads: extent \"one\"\n    | UKR reads: extent \"other\" ]\n}\n",
        &[
            ("", "area Donbas \"areas\" {\n    extent \"one\"\n}\n"),
            ("UKR", "area Donbas \"areas\" {\n    extent \"other\"\n}\n"),
        ],
    );
}

#[test]
fn texts_within_texts_are_asked_in_turn() {
    becomes(
        "obligation it { FRA shall assist UKR within [ 24 hours | [ 48 hours | 72 hours ] ] }",
        &[
            ("1a", "obligation it { FRA shall assist UKR within 24 hours }"),
            ("1b", "obligation it { FRA shall assist UKR within 48 hours }"),
            ("2b", "obligation it { FRA shall assist UKR within 72 hours }"),
        ],
    );
    becomes(
        "obligation it { FRA shall assist [ [ POL ], UKR, [ GEO ], ARM ] }",
        &[
            ("", "obligation it { FRA shall assist }"),
            ("1a", "obligation it { FRA shall assist UKR, ARM }"),
            ("3a", "obligation it { FRA shall assist UKR, GEO, ARM }"),
            ("2a", "obligation it { FRA shall assist POL, UKR, ARM }"),
        ],
    );
}

#[test]
fn an_absent_item_leaves_its_list_with_a_comma() {
    becomes(
        "obligation it { FRA shall assist UKR by [ UKR: airspace-closure ], [ UKR: weapons ], armed-force }",
        &[
            ("", "obligation it { FRA shall assist UKR by armed-force }"),
            ("1a", "obligation it { FRA shall assist UKR by airspace-closure, armed-force }"),
            ("2a", "obligation it { FRA shall assist UKR by weapons, armed-force }"),
            ("UKR", "obligation it { FRA shall assist UKR by airspace-closure, weapons, armed-force }"),
        ],
    );
    becomes(
        "obligation it { FRA shall assist UKR by weapons, [ a ], armed-force, [ b | nothing ], [ c ] }",
        &[
            ("2b", "obligation it { FRA shall assist UKR by weapons, armed-force }"),
            ("3a, 2b", "obligation it { FRA shall assist UKR by weapons, armed-force, c }"),
        ],
    );
    becomes(
        "group G =\n    FRA,\n    [ UKR: TUR ],\n    USA,\n    [ UKR: POL ]\n",
        &[
            ("", "group G =\n    FRA,\n    USA\n"),
            ("1a", "group G =\n    FRA,\n    TUR,\n    USA\n"),
            ("2a", "group G =\n    FRA,\n    USA,\n    POL\n"),
        ],
    );
}

#[test]
fn an_absent_value_takes_its_clause_with_it() {
    for (before, after) in [
        (
            "obligation it { FRA shall assist UKR within [ 3 days ] of signature }",
            "obligation it { FRA shall assist UKR }",
        ),
        ("obligation it { [ UKR: FRA ] shall assist UKR }", "obligation it { }"),
        (
            "obligation it { FRA shall assist [ UKR ] except GEO within 3 days }",
            "obligation it { FRA shall assist within 3 days }",
        ),
        ("obligation it { if [ \"war\" ] FRA shall assist UKR }", "obligation it { FRA shall assist UKR }"),
        ("obligation it { FRA shall assist UKR by ([ POL ]) }", "obligation it { FRA shall assist UKR }"),
        ("deployment it { by FRA  ceiling [ 500 ] personnel  in UKR }", "deployment it { by FRA  in UKR }"),
        (
            "deployment it { by FRA ceiling [ 500 ] personnel, 9 aircraft }",
            "deployment it { by FRA ceiling 9 aircraft }",
        ),
        ("deployment it { by FRA roles only [ combat ] in UKR }", "deployment it { by FRA in UKR }"),
        ("trigger it { on armed-attack decided by [ unanimity of FRA, GBR ] }", "trigger it { on armed-attack }"),
        ("trigger it { on armed-attack decided by unanimity of [ FRA ] }", "trigger it { on armed-attack }"),
        ("ladder it { rung \"a\" { window [ 3 days ] to 9 days } }", "ladder it { rung \"a\" { } }"),
        ("party [ UKR: FRA ] is guarantor\nparty GBR \"Britain\"\n", "party GBR \"Britain\"\n"),
        ("languages [ en ] prevailing en\nstage rolling\n", "stage rolling\n"),
        ("assume { [ BLR ] votes with RUS potential aggressor RUS }", "assume { potential aggressor RUS }"),
        (
            "scenario \"s\" { given [ FRA ] votes no expect nobody is obliged }",
            "scenario \"s\" { expect nobody is obliged }",
        ),
    ] {
        becomes(before, &[("", after)]);
    }
}

#[test]
fn a_part_without_which_the_clause_stands_goes_alone() {
    for (before, after) in [
        (
            "trigger it { on armed-attack in UKR except Crimea, [ RUS: Donbas ] }",
            "trigger it { on armed-attack in UKR except Crimea }",
        ),
        ("trigger it { on armed-attack in UKR except [ RUS: Donbas ] }", "trigger it { on armed-attack in UKR }"),
        ("trigger it { on armed-attack by [ RUS ] against UKR }", "trigger it { on armed-attack against UKR }"),
        ("trigger it { requested by EU except [ HUN ] within 3 days }", "trigger it { requested by EU within 3 days }"),
        (
            "trigger it { consultation among guarantors within [ 72 hours ] otherwise proceed }",
            "trigger it { consultation among guarantors }",
        ),
        (
            "trigger it { decided by unanimity of guarantors excluding [ RUS ] within [ 72 hours ] otherwise proceed tie fails }",
            "trigger it { decided by unanimity of guarantors tie fails }",
        ),
        (
            "trigger it { decided by USA silence counts as consent after [ 2 days ] }",
            "trigger it { decided by USA silence counts as consent }",
        ),
        (
            "trigger it { if armed-attack as found by [ UNSC ] decided by USA }",
            "trigger it { if armed-attack decided by USA }",
        ),
        ("trigger it { if not ([ \"war\" ] or \"siege\") }", "trigger it { if not (\"siege\") }"),
        (
            "obligation it { upon signature by [ UKR ] FRA shall assist UKR }",
            "obligation it { upon signature FRA shall assist UKR }",
        ),
        (
            "obligation it { FRA shall assist UKR by weapons, mines except [ mines ] }",
            "obligation it { FRA shall assist UKR by weapons, mines }",
        ),
        (
            "deployment it { consent of UKR revocable with notice [ 1 year ] in UKR }",
            "deployment it { consent of UKR revocable in UKR }",
        ),
        (
            "deployment it { bases used for transit subject to consultation with [ UKR ] }",
            "deployment it { bases used for transit }",
        ),
        ("deployment it { mandate 1 year renewable by [ UKR ] }", "deployment it { mandate 1 year renewable }"),
        (
            "deployment it { mandate 1 year renewed by consent of [ UKR ] }",
            "deployment it { mandate 1 year renewable }",
        ),
        (
            "deployment it { mandate 1 year unless ended by [ UKR ] }",
            "deployment it { mandate 1 year renewable automatically }",
        ),
        (
            "duration { [ 5 years ] of signature renewable by consensus of parties }",
            "duration { renewable by consensus of parties }",
        ),
        ("limit it { at most 9 tanks from [ 0 ] km to 10 km of Line }", "limit it { at most 9 tanks }"),
        ("limit it { on UKR at most 9 tanks from 0 km to 10 km of [ Line ] }", "limit it { on UKR }"),
        (
            "sanctions it { snapback upon signature decided unless [ UKR ] objects }",
            "sanctions it { snapback upon signature }",
        ),
        (
            "body B \"b\" { decides on [ budget ] by majority of members }",
            "body B \"b\" { decides by majority of members }",
        ),
        (
            "zone Z \"z\" within [ UKR ] { extent 3 km to [ 9 ] km from Line in [ UKR ] }",
            "zone Z \"z\" { extent 3 km from Line }",
        ),
        ("party FRA \"French Republic\" is [ guarantor ]", "party FRA \"French Republic\""),
        ("organization O \"o\" with members [ FRA ] is neutral", "organization O \"o\" is neutral"),
        ("group G = FRA, GBR open to [ any state ]", "group G = FRA, GBR"),
        ("annex A \"Maps\" is [ secret ] { }", "annex A \"Maps\" { }"),
        ("assume { potential aggressor RUS against [ UKR ] }", "assume { potential aggressor RUS }"),
        ("disputes { negotiation within [ 3 days ] then arbitration }", "disputes { negotiation then arbitration }"),
    ] {
        becomes(before, &[("", after)]);
    }
}

#[test]
fn what_joins_goes_with_what_it_joins() {
    let before =
        "trigger it { decided by [ consent of UKR | nothing ] and consent of FRA or [ consent of GBR | nothing ] }";
    becomes(
        before,
        &[
            ("", "trigger it { decided by consent of UKR and consent of FRA or consent of GBR }"),
            ("1b", "trigger it { decided by consent of FRA or consent of GBR }"),
            ("1b, 2b", "trigger it { decided by consent of FRA }"),
        ],
    );
    becomes(
        "trigger it { if \"a\" or [ \"b\" ] and [ \"c\" ] or \"d\" and [ \"e\" ] }",
        &[("", "trigger it { if \"a\" or \"d\" }"), ("2a", "trigger it { if \"a\" or \"c\" or \"d\" }")],
    );
    becomes(
        "entry-into-force { upon ratification by UKR and 3 of [ FRA ] and [ GBR ] }",
        &[
            ("", "entry-into-force { upon ratification by UKR }"),
            ("2a", "entry-into-force { upon ratification by UKR and GBR }"),
        ],
    );
}

#[test]
fn operative_words_have_no_empty_reading() {
    becomes("obligation it { FRA [ should ] assist UKR }", &[("", "obligation it { FRA should assist UKR }")]);
    let text = "obligation it { FRA [ shall | should ] immediately assist UKR }";
    assert_eq!(choosing(text, |_| Some(Choice::Out)), "obligation it { FRA shall immediately assist UKR }");
}

#[test]
fn a_text_that_is_put_together_gets_parentheses_beside_others() {
    becomes(
        "trigger it { requested by FRA, [ UKR: EU except HUN ], [ EU: any of guarantors ] }",
        &[("UKR, EU", "trigger it { requested by FRA, (EU except HUN), (any of guarantors) }")],
    );
    becomes("trigger it { requested by [ EU except HUN ] }", &[("1a", "trigger it { requested by EU except HUN }")]);
    becomes(
        "deployment it { by FRA in [ UKR except Crimea ], POL }",
        &[("1a", "deployment it { by FRA in (UKR except Crimea), POL }")],
    );
    becomes(
        "trigger it { on armed-attack in territory of [ UKR, guarantors ] }",
        &[("1a", "trigger it { on armed-attack in territory of (UKR, guarantors) }")],
    );
    becomes(
        "trigger it { on armed-attack in territory of [ [ guarantors ] ] }",
        &[("2a", "trigger it { on armed-attack in territory of guarantors }")],
    );
    for (before, after) in [
        ("[ consent of UKR or consent of FRA ]", "consent of UKR or consent of FRA"),
        ("[ UNSC ] within 3 days", "UNSC within 3 days"),
        ("[ UNSC within 3 days ]", "UNSC within 3 days"),
        ("[ UNSC within 3 days ] otherwise proceed", "(UNSC within 3 days) otherwise proceed"),
        ("[ unanimity of guarantors ] and [ UNSC ]", "unanimity of guarantors and (UNSC)"),
        ("consent of FRA and [ consent of UKR or \"x\" ]", "consent of FRA and (consent of UKR or \"x\")"),
        ("[ [ consent of UKR or \"x\" ] ] and \"y\"", "(consent of UKR or \"x\") and \"y\""),
    ] {
        let text = |decision: &str| format!("trigger it {{ decided by {decision} }}");
        assert_eq!(choosing(&text(before), |_| Some(Choice::Take(0))), text(after));
    }
}

#[test]
fn what_nobody_chose_stays_as_it_is() {
    let text = "trigger it { requested by [ FRA, [ GBR ] | [ POL ] | USA ], [ UKR ] }";
    assert_eq!(choosing(text, |_| None), text);
    let within = choosing(text, |at| (at > 0).then_some(Choice::Out));
    assert_eq!(within, "trigger it { requested by [ FRA | nothing | USA ] }");
    let around = choosing(text, |at| (at == 0).then_some(Choice::Take(0)));
    assert_eq!(around, "trigger it { requested by FRA, [ GBR ], [ UKR ] }");
}

#[test]
fn brackets_are_asked_by_their_numbers_wherever_they_stand() {
    let before = "\
scenario \"s\" {
    expect [ FRA ] is obliged to assist [ UKR | GEO ] within [ 3 days ]
    given [ GBR ] votes no
}
sequence {
    [ a before b ]
    deliberately ambiguous \"order\" agreed by [ FRA | GBR ]
}
";
    becomes(
        before,
        &[(
            "1a, 2b, 6b",
            "\
scenario \"s\" {
    expect FRA is obliged to assist GEO
}
sequence {
    deliberately ambiguous \"order\" agreed by GBR
}
",
        )],
    );
}

#[test]
fn a_line_goes_with_all_that_stands_on_it() {
    let before = "\
article 5 {
    trigger attack {
        on armed-attack against UKR
        [ UKR: on cyber-attack against UKR ]  \n        within [ 3 days ]
        [ RUS: decided by unanimity of guarantors
        | UKR: decided by each of guarantors ]
    }
    [
        RUS: prohibition no-exercises { UKR shall not host foreign-exercises }
    |   UKR: nothing
    ]
}
[ UKR:
  amendment { by unanimity of parties }
]
stage rolling
";
    let unbracketed = "\
article 5 {
    trigger attack {
        on armed-attack against UKR
        decided by unanimity of guarantors
    }
    prohibition no-exercises { UKR shall not host foreign-exercises }
}
stage rolling
";
    let ukraine = "\
article 5 {
    trigger attack {
        on armed-attack against UKR
        on cyber-attack against UKR
        decided by each of guarantors
    }
}
  amendment { by unanimity of parties }
stage rolling
";
    becomes(before, &[("", unbracketed), ("UKR", ukraine)]);
    let windows = |text: &str| text.replace('\n', "\r\n");
    becomes(&windows(before), &[("", &windows(unbracketed)), ("UKR", &windows(ukraine))]);
}

#[test]
fn what_stands_beside_stays_apart() {
    becomes(
        "obligation it {FRA[shall]assist[UKR]within[3 days]after signature}",
        &[
            ("", "obligation it {FRA shall assist}"),
            ("2a, 3a", "obligation it {FRA shall assist UKR within 3 days after signature}"),
            ("3a", "obligation it {FRA shall assist within 3 days after signature}"),
        ],
    );
}

#[test]
fn comments_stay() {
    let before = "\
obligation it {
    # whose duty
    FRA shall assist UKR
    by weapons, # agreed
       [ UKR: airspace-closure # not agreed
       ], # no
       [ UKR: mines ] # neither
    [ RUS: within 9 days # too long
    # as they say
    | UKR: within 3 days ] # behind
    subject to [ # before
      RUS: consent of RUS # of course
    | UKR: consent of UKR # theirs
    ] if \"war\"
}
";
    let unbracketed = "\
obligation it {
    # whose duty
    FRA shall assist UKR
    by weapons # agreed
       # not agreed
       # no
       # neither
    within 9 days # too long
    # as they say
    # behind
    subject to
    # before
    consent of RUS # of course
    # theirs
    if \"war\"
}
";
    let ukraine = "\
obligation it {
    # whose duty
    FRA shall assist UKR
    by weapons, # agreed
       airspace-closure # not agreed
       , # no
       mines # neither
    # too long
    # as they say
    within 3 days # behind
    subject to
    # before
    # of course
    consent of UKR # theirs
    if \"war\"
}
";
    becomes(before, &[("", unbracketed), ("UKR", ukraine)]);
}
