//! What answers a trigger, and who owes help at all.

use super::*;

/// The strongest duty behind a trigger of a draft.
#[track_caller]
fn duty(body: &str, trigger: &str) -> Option<Strength> {
    with(&draft(body), |facts| facts.answers().duty(facts.treaty().provision_named(trigger).expect("a trigger")))
}

#[test]
fn the_strongest_duty_counts_and_rights_do_not() {
    let two = "trigger attack { on armed-attack against UKR decided by automatic }
        obligation meet { upon attack guarantors shall consult }
        permission help { upon attack guarantors may assist UKR by weapons }";
    assert_eq!(duty(two, "attack"), Some(Strength::Consult));
    let three =
        format!("{two} obligation assist {{ upon attack guarantors shall assist UKR discretion as-deemed-necessary }}");
    assert_eq!(duty(&three, "attack"), Some(Strength::SelfJudged));
    let right = "trigger attack { on armed-attack against UKR decided by automatic }
        permission help { upon attack guarantors may assist UKR by weapons }";
    assert_eq!(duty(right, "attack"), None);
}

#[test]
fn a_duty_is_found_through_other_triggers_and_in_circles() {
    let chain = "trigger first { on armed-attack against UKR decided by USA }
        trigger second { upon first decided by USA }
        trigger third { upon second if first triggered decided by USA }
        obligation assist { if third triggered USA shall assist UKR by weapons }";
    for trigger in ["first", "second", "third"] {
        assert_eq!(duty(chain, trigger), Some(Strength::Given), "{trigger}");
    }
    let circle = "trigger first { upon second decided by USA }
        trigger second { upon first decided by USA }
        obligation meet { upon second USA shall consult }";
    assert_eq!(duty(circle, "first"), Some(Strength::Consult));
    assert_eq!(duty("trigger lone { on armed-attack against UKR decided by USA }", "lone"), None);
}

#[test]
fn what_only_the_protected_owe_is_no_answer() {
    let body = "trigger attack { on armed-attack against UKR decided by USA }
        obligation report { upon attack UKR shall provide UNSC, \"a report\" }";
    assert_eq!(duty(body, "attack"), None);
}

#[test]
fn answers_stand_in_the_order_of_the_text() {
    let body = "obligation early { upon attack USA shall assist UKR by weapons }
        trigger attack { on armed-attack against UKR decided by USA }
        deployment force { by FRA in UKR timing responsive upon attack roles only training }
        obligation late { upon signature USA shall assist UKR by weapons }";
    with(&draft(body), |facts| {
        let named = |name| facts.treaty().provision_named(name).expect("a provision");
        assert_eq!(facts.answers().to(named("attack")), [named("early"), named("force")]);
        assert!(facts.answers().hangs(named("force")) && !facts.answers().hangs(named("late")));
    });
}

#[test]
fn help_is_owed_to_the_protected_or_upon_an_event() {
    let helping = |body: &str| with(&draft(body), |facts| facts.treaty().names(facts.helping()));
    assert_eq!(helping("obligation a { FRA shall assist UKR by weapons }"), "FRA");
    assert_eq!(helping("obligation a { FRA shall support \"the membership of Ukraine\" }"), "");
    assert_eq!(helping("guarantee a { FRA shall guarantee UKR }"), "");
    assert_eq!(helping("permission a { FRA may assist UKR by weapons }"), "");
}

/// The table of strength in `language.md`, word by word.
#[test]
fn operative_words_have_the_strength_of_the_table() {
    use Strength::{Consult, Expectation, Given, Right, SeekAction, SelfExecuting, SelfJudged};

    let strength = |sentence: &str| {
        let text = draft(&format!(
            "trigger attack {{ on armed-attack against UKR decided by each of guarantors }}
             trigger automatic-attack {{ on armed-attack against UKR decided by automatic }}
             obligation it {{ upon attack {sentence} }}"
        ));
        with(&text, |facts| facts.strength(facts.treaty().provision_named("it").expect("a duty")).strongest())
    };
    for (words, class) in [
        ("USA intends to assist UKR by weapons", Expectation),
        ("USA expects to assist UKR by weapons", Expectation),
        ("USA stands ready to assist UKR by weapons", Expectation),
        ("USA should assist UKR by weapons", Expectation),
        ("USA would assist UKR by weapons", Expectation),
        ("USA is expected to assist UKR by weapons", Expectation),
        ("USA shall consult", Consult),
        ("USA undertakes to meet UKR", Consult),
        ("USA shall seek UNSC, \"action\"", SeekAction),
        ("USA reaffirms the commitment to seek UNSC, \"action\"", SeekAction),
        ("USA may assist UKR by weapons", Right),
        ("USA reserves the right to assist UKR by weapons", Right),
        ("USA shall assist UKR discretion as-deemed-necessary", SelfJudged),
        ("USA shall assist UKR", SelfJudged),
        ("USA endeavours to assist UKR by weapons", SelfJudged),
        ("USA declares that it would act discretion constitutional-processes", SelfJudged),
        ("USA shall assist UKR by weapons", Given),
        ("USA will assist UKR by weapons", Given),
        ("USA undertakes to assist UKR by weapons", Given),
        ("USA agrees to assist UKR by weapons", Given),
        ("USA is bound to assist UKR by weapons", Given),
        ("USA shall not use armed-force", Given),
        ("USA may not use armed-force", Given),
        ("upon automatic-attack USA shall consult", Consult),
    ] {
        assert_eq!(strength(words), Some(class), "{words}");
    }
    assert_eq!(strength("USA need not use armed-force"), None);
    let automatic = draft(
        "trigger attack { on armed-attack against UKR decided by automatic }
         obligation it { upon attack USA shall assist UKR by weapons }",
    );
    let it = with(&automatic, |facts| facts.strength(facts.treaty().provision_named("it").expect("a duty")).owed());
    assert_eq!(it, Some(SelfExecuting));
}
