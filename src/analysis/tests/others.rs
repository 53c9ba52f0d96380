//! Strength, order, time, and questions that are asked directly.

use proptest::prelude::*;

use super::*;
use crate::model::{Brackets, IncludedInstrument};

#[track_caller]
fn check_strength(norm: &str, act: Option<Strength>, restraint: Option<Strength>) {
    let text = draft(&format!("article 1 {{ trigger attack {{ on armed-attack decided by automatic }} {norm} }}"));
    let found = with(&text, |facts| facts.strength(ProvisionId(1)));
    assert_eq!((found.owed(), found.restraint.map(|it| it.low)), (act, restraint), "{norm}");
}

#[test]
fn operative_words_have_their_strength() {
    use Strength::{Consult, Expectation, Given, Right, SeekAction, SelfExecuting, SelfJudged};
    let check = |words: &str, strength| check_strength(&format!("obligation it {{ {words} }}"), Some(strength), None);
    check("FRA intends to assist UKR by weapons", Expectation);
    check("FRA stands ready to assist UKR by weapons", Expectation);
    check("FRA should assist UKR by weapons", Expectation);
    check("FRA, GBR shall consult", Consult);
    check("FRA shall meet", Consult);
    check("FRA shall seek UNSC", SeekAction);
    check("FRA may assist UKR by weapons", Right);
    check("FRA reserves the right to act", Right);
    check("FRA shall assist UKR discretion as-deemed-necessary", SelfJudged);
    check("FRA shall assist UKR", SelfJudged);
    check("FRA shall assist UKR by weapons discretion as-deemed-necessary", SelfJudged);
    check("FRA endeavours to assist UKR by weapons", SelfJudged);
    check("FRA shall assist UKR by weapons", Given);
    check("FRA undertakes to assist UKR by weapons discretion constitutional-processes", SelfJudged);
    check("FRA declares that it would act discretion constitutional-processes", SelfJudged);
    check("FRA shall withdraw forces", Given);
    check("FRA shall assist UKR by weapons upon attack", SelfExecuting);
    check("FRA shall assist UKR upon attack", SelfJudged);
    check("FRA shall assist UKR by weapons upon attack subject to consent of UKR", Given);
    check_strength("prohibition it { FRA shall not station forces }", None, Some(Given));
    check_strength("obligation it { FRA shall refrain force }", None, Some(Given));
    check_strength("obligation it { FRA need not assist UKR }", None, None);
    check_strength(
        "obligation it { FRA shall consult within 3 days FRA shall assist UKR by weapons }",
        Some(Given),
        None,
    );
    check_strength("deployment it { by FRA in UKR }", Some(Right), None);
    check_strength("supply it { by FRA to UKR amount 100 tanks }", Some(Given), None);
}

#[test]
fn strength_is_in_the_order_of_the_ladder() {
    assert!(Strength::Expectation < Strength::SelfExecuting);
    assert_eq!(Strength::Given.code(), "S5");
}

fn cycles(facts: &Facts<'_>) -> String {
    let lines = facts.cycles().iter().map(|cycle| {
        let spans: Vec<_> = cycle.edges.iter().map(|edge| text(facts, edge.span)).collect();
        spans.join(" → ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check_cycles(body: &str, expected: &str) {
    assert_eq!(with(&draft(body), cycles), expected);
}

#[test]
fn preconditions_in_a_circle() {
    check_cycles(
        "article 1 {
            obligation leave { RUS shall withdraw forces upon completion of vote }
            obligation vote { UKR shall enact elections upon completion of leave }
        }",
        "completion of vote → completion of leave",
    );
    check_cycles(
        "article 1 {
            obligation leave { RUS shall withdraw forces upon completion of vote }
            obligation vote { UKR shall enact elections }
            sequence { leave before vote }
        }",
        "completion of vote → leave before vote",
    );
    check_cycles(
        "article 1 {
            obligation leave { RUS shall withdraw forces upon completion of vote }
            obligation vote { UKR shall enact elections }
            sequence { vote before leave }
        }",
        "",
    );
    // Either way will do.
    check_cycles(
        "article 1 {
            obligation leave { RUS shall withdraw forces upon completion of vote or signature }
            obligation vote { UKR shall enact elections upon completion of leave }
        }",
        "",
    );
}

#[test]
fn guarantors_that_wait_for_each_other() {
    check_cycles(
        "article 1 {
            obligation one { FRA shall assist UKR subject to performance of GBR }
            obligation two { GBR shall assist UKR subject to performance of FRA }
        }",
        "performance of GBR → obligation two → performance of FRA → obligation one",
    );
    check_cycles("article 1 { obligation one { FRA, GBR shall assist UKR subject to performance of GBR } }", "");
}

#[test]
fn articles_in_order_against_their_content() {
    check_cycles(
        "article 1 { obligation leave { RUS shall withdraw forces upon completion of vote } }
        article 2 { obligation vote { UKR shall enact elections } }
        sequence { article 1 before article 2 }",
        "completion of vote → obligation vote → article 1 before article 2 → obligation leave",
    );
}

#[test]
fn entry_into_force_that_waits_for_what_waits_for_it() {
    check_cycles(
        "article 1 { obligation leave { RUS shall withdraw forces upon entry into force } }
        entry-into-force { upon completion of leave }",
        "entry into force → completion of leave",
    );
}

/// Reads a draft with the companion that it names, and asks something of its facts.
#[track_caller]
fn with_companion<T>(text: &str, companion: &str, ask: impl FnOnce(&Facts<'_>) -> T) -> T {
    let (draft, other) = (syntax::parse(FileId(0), text), syntax::parse_for(FileId(0), FileId(1), companion));
    assert!(draft.diagnostics.is_empty() && other.diagnostics.is_empty());
    let included = [
        IncludedInstrument {
            from: FileId(0),
            path: "other.treaty",
            file: FileId(1),
            text: companion,
            draft: &other.draft,
        },
        IncludedInstrument { from: FileId(1), path: "this.treaty", file: FileId(0), text, draft: &draft.draft },
    ];
    let reading = Reading::unbracketed();
    let brackets = Brackets::of(text, &draft.draft);
    let built = build(FileId(0), text, &draft.draft, &brackets, &reading, &Assumed::default(), &included);
    ask(&Facts::new(&built.treaty))
}

#[test]
fn two_treaties_that_wait_for_each_other() {
    let this = draft(
        "instrument Other \"The other\" in \"other.treaty\"
        article 1 { obligation help { FRA shall assist UKR } }
        entry-into-force { upon Other in force }",
    );
    let other = |upon: &str| {
        format!(
            "treaty \"The other\" {{
                party RUS \"Russia\"
                party GBR \"United Kingdom\"
                instrument This \"This one\" in \"this.treaty\"
                entry-into-force {{ upon {upon} }}
            }}"
        )
    };
    with_companion(&this, &other("This in force"), |facts| {
        let [cycle] = facts.cycles() else { panic!("{:?}", facts.cycles()) };
        assert_eq!(cycle.edges.len(), 4);
        assert_eq!(vetoes(facts), "");
    });
    // The other treaty waits for the aggressor, and this one for it.
    with_companion(&this, &other("ratification by RUS, GBR"), |facts| {
        assert!(facts.cycles().is_empty());
        let [veto] = facts.vetoes() else { panic!("{}", vetoes(facts)) };
        assert_eq!((veto.power, veto.gate.kind, veto.file), (Power::EntryIntoForce, GateKind::Ratification, FileId(1)));
        assert_eq!(provisions(facts, &veto.blocked), "help");
    });
    with_companion(&this, &other("ratification by GBR"), |facts| assert_eq!(vetoes(facts), ""));
}

#[test]
fn a_circle_of_triggers_does_not_loop() {
    let text = draft(
        "article 1 {
            trigger one { upon two decided by unanimity of guarantors }
            trigger two { upon one }
            obligation help { FRA shall assist UKR upon two }
        }",
    );
    with(&text, |facts| {
        assert_eq!(cycles(facts), "two → one");
        // What the circle holds back is the circle's fault, not the voters'.
        assert_eq!(vetoes(facts), "");
        // What waits for itself never comes.
        assert!(facts.worst_case().arrival(ProvisionId(2)).open.is_some());
    });
}

#[test]
fn a_long_chain_costs_no_stack() {
    let mut body = String::from("article 1 { trigger t0 { on armed-attack decided by unanimity of guarantors }");
    for at in 1..5000 {
        let _ = write!(body, " trigger t{at} {{ upon t{} }}", at - 1);
    }
    body.push_str(" obligation help { FRA shall assist UKR upon t4999 } }");
    with(&draft(&body), |facts| {
        assert_eq!(facts.vetoes().len(), 1);
        assert_eq!(facts.vetoes()[0].triggers.len(), 5000);
        assert!(facts.cycles().is_empty());
        assert!(facts.worst_case().arrival(ProvisionId(5000)).open.is_some());
    });
}

#[test]
fn questions_about_one_decision() {
    let text = triggered("decided by majority of guarantors excluding the attacker");
    with(&text, |facts| {
        let treaty = facts.treaty();
        let decision = &treaty.provisions[0].decided.as_ref().expect("decided").decision;
        let case = Some(&treaty.threat.cases[0]);
        let actor = |name: &str| ActorId(treaty.actors.iter().position(|it| it.name == name).expect("declared") as u32);
        let (rus, blr, chn, usa, ukr) = (actor("RUS"), actor("BLR"), actor("CHN"), actor("USA"), actor("UKR"));
        assert_eq!(facts.blocks_decision(&[rus, blr], decision, case), None);
        assert_eq!(facts.blocks_decision(&[blr, chn, usa], decision, case), Some(BlockingMode::VotesNo));
        assert!(facts.forces_decision(&[blr, chn, usa], decision, case));
        assert!(!facts.forces_decision(&[blr, chn], decision, case));
        assert!(facts.veto_players(decision, case).is_empty());
        assert_eq!(names(facts, &facts.electors(&decision.any[0][0], case)), "CHN BLR FRA GBR USA");
        let (game, voters) = facts.game(decision, case).expect("few voters");
        assert_eq!((game.voters(), voters.len()), (5, 5));
        assert_eq!(game.counts().expect("few voters").winning, 16);
        assert!(facts.can_block(&[blr, chn, usa], ProvisionId(1), case));
        assert!(!facts.can_block(&[rus], ProvisionId(1), case));
        assert!(facts.can_force(&[blr, chn, usa], ProvisionId(1), case));
        assert!(!facts.can_force(&[ukr], ProvisionId(1), case));
        assert_eq!(names(facts, &facts.bearers(ProvisionId(1), case)), "CHN FRA GBR USA");
    });
}

#[test]
fn bodies_of_the_world_as_games() {
    let text = triggered("decided by determination of UNSC or determination of EUCouncil");
    with(&text, |facts| {
        let decision = &facts.treaty().provisions[0].decided.as_ref().expect("decided").decision;
        // One decision for two bodies; their members overlap, so that the game holds both.
        let (game, voters) = facts.game(decision, None).expect("few voters");
        assert!(voters.len() < 42 && voters.len() > 27);
        assert!(game.wins(game.everybody()));
    });
    with(&triggered("decided by UNSC"), |facts| {
        let decision = &facts.treaty().provisions[0].decided.as_ref().expect("decided").decision;
        let (game, _) = facts.game(decision, None).expect("fifteen voters");
        assert_eq!(game.counts().expect("two classes").winning, 848);
        assert_eq!(names(facts, &facts.veto_players(decision, None)), "RUS CHN FRA GBR USA");
    });
    with(&triggered("decided by EUCouncil"), |facts| {
        let decision = &facts.treaty().provisions[0].decided.as_ref().expect("decided").decision;
        let (game, voters) = facts.game(decision, None).expect("27 voters");
        assert_eq!(voters.len(), 27);
        let big = |names: &[&str]| {
            let at = |name: &&str| voters.iter().position(|it| facts.treaty().actors[it.0 as usize].name == *name);
            names.iter().filter_map(at).fold(0, |set, at| set | 1 << at)
        };
        // Three states never block, however many people they have; four do, if they have more than 35 % of the people.
        assert!(!game.blocks(big(&["DEU", "FRA", "ITA"])));
        assert!(game.blocks(big(&["DEU", "FRA", "ITA", "ESP"])));
        assert!(!game.blocks(big(&["MLT", "LUX", "CYP", "EST"])));
    });
}

/// A decision of the six guarantors.
fn decision() -> impl Strategy<Value = String> {
    let set = prop_oneof![
        Just("guarantors"),
        Just("guarantors excluding RUS"),
        Just("FRA, GBR, USA"),
        Just("RUS, CHN"),
        Just("guarantors including RUS, CHN"),
    ];
    let threshold = prop_oneof![
        Just("unanimity of"),
        Just("consensus of"),
        Just("consensus minus 1 of"),
        Just("majority of"),
        Just("two-thirds of"),
        Just("at least 2 of"),
    ];
    let vote = (threshold, set).prop_map(|(threshold, set)| format!("{threshold} {set}"));
    let act = prop_oneof![Just("consent of RUS".to_owned()), Just("request of FRA, GBR".to_owned())];
    let quorum = prop_oneof![Just(""), Just(" quorum 3"), Just(" quorum unanimity")];
    let leaf = prop_oneof![3 => vote, 1 => act];
    let plain = leaf.prop_recursive(2, 6, 3, |inner| {
        let join = prop_oneof![Just(" and "), Just(" or ")];
        (inner.clone(), join, inner).prop_map(|(one, join, other)| format!("({one}{join}{other})"))
    });
    (plain, quorum).prop_map(|(plain, quorum)| format!("{plain}{quorum}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn circuits_and_games_agree(decision in decision()) {
        with(&triggered(&format!("decided by {decision}")), |facts| {
            let decision = &facts.treaty().provisions[0].decided.as_ref().expect("decided").decision;
            let (game, voters) = facts.game(decision, None).expect("few voters");
            for coalition in 0..=game.everybody() {
                let who: Vec<_> =
                    voters.iter().enumerate().filter(|(at, _)| coalition >> at & 1 == 1).map(|(_, who)| *who).collect();
                prop_assert_eq!(facts.blocks_decision(&who, decision, None).is_some(), game.blocks(coalition));
                let wins = game.wins(coalition) && !game.wins(0);
                prop_assert_eq!(facts.forces_decision(&who, decision, None), wins);
            }
            Ok(())
        })?;
    }
}
