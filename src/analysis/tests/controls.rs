//! Who blocks and who enables, act by act.

use super::*;
use crate::analysis::control::{Pattern, Sets, Support, View};

fn pattern(facts: &Facts<'_>, pattern: &Pattern) -> String {
    let parts = pattern.parts.iter().map(|part| {
        let who = names(facts, &part.actors);
        let mode = if part.reversed { "Stops".to_owned() } else { format!("{:?}", part.mode) };
        match part.count as usize {
            0 => format!("`{}`", text(facts, part.gate.span)),
            count if count == part.actors.len() => format!("{who} {mode}"),
            count => format!("{count} of {who} {mode}"),
        }
    });
    parts.collect::<Vec<_>>().join(" + ")
}

fn sets(facts: &Facts<'_>, sets: Option<&Sets>) -> String {
    let Some(sets) = sets else { return "unknown".to_owned() };
    let patterns: Vec<String> = sets.patterns.iter().map(|it| pattern(facts, it)).collect();
    format!("{} ({})", sets.count.map_or("many".to_owned(), |it| it.to_string()), patterns.join(" | "))
}

fn support(facts: &Facts<'_>, support: &Support) -> String {
    match support {
        Support::Blocked => "blocked".to_owned(),
        Support::Unneeded => "unneeded".to_owned(),
        Support::Unknown => "unknown".to_owned(),
        Support::Survives { defections, singles, pairs } => {
            let pairs: Vec<String> = pairs.iter().map(|it| names(facts, it).replace(' ', "+")).collect();
            let critical = [names(facts, singles), pairs.join(" ")].join(" ");
            format!("survives {defections} {}", critical.trim()).trim_end().to_owned()
        }
    }
}

/// One line for each view of a provision's being live.
fn told(facts: &Facts<'_>, name: &str) -> String {
    let treaty = facts.treaty();
    let activates = |id: ProvisionId| treaty.provision(id).name == name;
    let control = facts.controls().iter().find(|it| it.activates().is_some_and(activates)).expect("a provision");
    let line = |view: &View| {
        let bearers = if view.each { format!("each of {}: ", names(facts, &view.bearers)) } else { String::new() };
        let adverse = view.adverse.as_ref().expect("an aggressor is assumed");
        let plays = |plays: &[Pattern]| plays.iter().map(|it| pattern(facts, it)).collect::<Vec<_>>().join(" | ");
        let alone = plays(&adverse.alone);
        let bloc = plays(&adverse.with_bloc);
        let who = match (alone.is_empty(), bloc.is_empty()) {
            (false, _) => format!("alone {alone}"),
            (true, false) => format!("with its bloc {bloc}"),
            (true, true) => "can't".to_owned(),
        };
        let (blocking, enabling) = (sets(facts, view.blocking.as_ref()), sets(facts, view.enabling.as_ref()));
        format!("{bearers}block {blocking}; enable {enabling}; {who}; {}", support(facts, &adverse.support))
    };
    control.views.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(gates: &str, expected: &str) {
    let found = with(&triggered(gates), |facts| told(facts, "assist"));
    let trim = |it: &str| it.lines().map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n");
    assert_eq!(trim(&found), trim(expected));
}

#[test]
fn under_unanimity_everybody_blocks() {
    check(
        "decided by unanimity of guarantors",
        "block 6 (1 of RUS CHN BLR FRA GBR USA VotesNo); \
         enable 1 (RUS CHN BLR FRA GBR USA VotesNo); alone RUS VotesNo; blocked",
    );
}

#[test]
fn two_thirds_without_the_bloc() {
    check(
        "decided by two-thirds of guarantors excluding the attacker and those aligned with it",
        "block 6 (2 of CHN FRA GBR USA VotesNo); enable 4 (3 of CHN FRA GBR USA VotesNo); \
         can't; survives 1 CHN+FRA CHN+GBR CHN+USA FRA+GBR FRA+USA GBR+USA",
    );
}

#[test]
fn an_ally_blocks_with_the_aggressor_out() {
    check(
        "decided by unanimity of guarantors excluding the attacker",
        "block 5 (1 of CHN BLR FRA GBR USA VotesNo); enable 1 (CHN BLR FRA GBR USA VotesNo); \
         with its bloc BLR VotesNo; blocked",
    );
}

#[test]
fn what_stands_one_behind_the_other_blocks_each_for_itself() {
    check(
        "requested by UKR decided by majority of guarantors",
        "block 21 (UKR Withholds | 3 of RUS CHN BLR FRA GBR USA VotesNo); \
         enable 15 (UKR Withholds + 4 of RUS CHN BLR FRA GBR USA VotesNo); \
         can't; survives 0 UKR CHN FRA GBR USA",
    );
}

#[test]
fn alternatives_must_all_be_blocked() {
    check(
        "decided by (unanimity of guarantors) or (determination of USA)",
        "block 6 (1 of RUS CHN BLR FRA GBR USA VotesNo + USA Withholds); \
         enable 2 (USA Withholds | RUS CHN BLR FRA GBR USA VotesNo); can't; survives 0 USA",
    );
}

#[test]
fn each_decides_for_itself() {
    check(
        "decided by each of guarantors",
        "each of CHN FRA GBR USA: block 1 (CHN Withholds); enable 1 (CHN Withholds); can't; survives 0 CHN",
    );
}

#[test]
fn an_approval_binds_its_own_state_alone() {
    let body = r#"article 1 {
        trigger attack { on armed-attack against UKR decided by consent of GBR }
        obligation assist {
            FRA, USA shall assist UKR upon attack by weapons
            subject to approval of USA by "Congress" within 72 hours
        }
    }"#;
    let found = with(&draft(body), |facts| told(facts, "assist"));
    assert_eq!(
        found,
        "each of FRA: block 1 (GBR Withholds); enable 1 (GBR Withholds); can't; survives 0 GBR\n\
         each of USA: block 2 (GBR Withholds | USA Withholds); enable 1 (GBR Withholds + USA Withholds); \
         can't; survives 0 GBR USA"
    );
}

#[test]
fn what_is_nobodys_blocks_nothing_and_is_needed_all_the_same() {
    check(
        "decided by consent of FRA if \"it is grave\"",
        "block 1 (FRA Withholds); enable 1 (FRA Withholds + `\"it is grave\"`); can't; survives 0 FRA",
    );
}

#[test]
fn a_clock_that_opens_is_waited_for() {
    check(
        "decided by unanimity of guarantors within 3 days otherwise proceed",
        "block 0 (); enable 1 (); can't; unneeded",
    );
}

#[test]
fn an_objection_is_stopped_by_not_carrying_it() {
    check(
        "decided unless 5 of guarantors object",
        "block 6 (5 of RUS CHN BLR FRA GBR USA Stops); enable 15 (2 of RUS CHN BLR FRA GBR USA Stops); \
         can't; unneeded",
    );
    // The bloc casts two votes for the objection; of those cast, that is two in three unless two are against it.
    check(
        "decided unless two-thirds of guarantors present and voting object",
        "block 15 (4 of RUS CHN BLR FRA GBR USA Stops); enable 20 (3 of RUS CHN BLR FRA GBR USA Stops); \
         can't; survives 2",
    );
}

#[test]
fn supporters_who_abstain_leave_a_consensus_standing() {
    check(
        "decided by consensus of FRA, GBR, USA",
        "block 3 (1 of FRA GBR USA Objects); enable 1 (FRA GBR USA Objects); can't; unneeded",
    );
}

#[test]
fn where_the_votes_cast_count_so_many_must_outvote_the_bloc() {
    // Two are against, so that three must be for it, of the four that are left.
    check(
        "decided by majority of guarantors present and voting",
        "block 20 (3 of RUS CHN BLR FRA GBR USA VotesNo); enable 15 (4 of RUS CHN BLR FRA GBR USA VotesNo); \
         can't; survives 1 CHN+FRA CHN+GBR CHN+USA FRA+GBR FRA+USA GBR+USA",
    );
}

#[test]
fn the_council_needs_nine_and_all_five() {
    let body = "article 1 {
        trigger attack { on armed-attack against UKR decided by determination of UNSC }
        obligation assist { FRA shall assist UKR upon attack by weapons }
    }";
    let found = with(&draft(body), |facts| {
        let control = facts.controls().iter().find(|it| it.activates() == Some(ProvisionId(1))).expect("a promise");
        let view = &control.views[0];
        let counts = |sets: &Option<Sets>| sets.as_ref().and_then(|it| it.count);
        (counts(&view.blocking), counts(&view.enabling), view.adverse.as_ref().map(|it| it.alone.len()))
    });
    // One of five objections, seven votes of fifteen that are not yes, or nobody of the fifteen who calls the Council
    // together. To vote yes and not to object are two acts: a permanent member that abstains does the second alone.
    assert_eq!(found, (Some(5 + 6435 + 1), Some(5005 * 15), Some(1)));
}

/// Gates of every kind, on which the two ways to ask must agree.
const GATES: &[&str] = &[
    "",
    "decided by unanimity of guarantors",
    "decided by consensus minus 1 of guarantors",
    "decided by two-thirds of guarantors excluding the attacker",
    "decided by majority of guarantors quorum 5",
    "decided by majority of guarantors present and voting quorum unanimity",
    "decided by at least 4 of guarantors including FRA, CHN",
    "decided by majority of guarantors tie chair decides",
    "decided by majority of FRA, GBR and request of UKR",
    "decided by (unanimity of FRA, CHN, RUS) or (determination of USA)",
    "decided by each of guarantors",
    "decided by any of guarantors requested by UKR",
    "decided by determination of UNSC",
    "decided by consensus of NATO within 72 hours otherwise determination of UKR",
    "decided unless two-thirds of guarantors excluding the attacker object",
    "decided unless any of guarantors object",
    "consultation among guarantors",
    "consultation among guarantors within 3 days otherwise proceed decided by majority of guarantors",
    "subject to consent of RUS subject to approval of USA",
    "presumed unless \"provoked\" as found by majority of guarantors",
    "if not \"provoked\" as found by consensus of guarantors",
];

#[test]
fn acts_and_actors_agree_on_who_blocks_and_who_forces() {
    for gates in GATES {
        with(&triggered(gates), |facts| {
            let control = facts.controls().iter().find(|it| it.activates() == Some(ProvisionId(1))).expect("a promise");
            let case = &facts.treaty().threat.cases[0];
            let attack = control.views[0].attack.clone();
            // The seven parties; whoever is not among them has a part in an organ alone.
            for set in 0..1u32 << 7 {
                let who: Vec<ActorId> = (0..7).filter(|at| set >> at & 1 == 1).map(ActorId).collect();
                let blocks = facts.can_block(&who, ProvisionId(1), Some(case));
                let plays = facts.blocking_by(control, &who, attack.as_ref(), None);
                assert_eq!(blocks, !plays.is_empty(), "{gates}: can {} block?", names(facts, &who));
                let forces = facts.can_force(&who, ProvisionId(1), Some(case));
                let plays = facts.enabling_by(control, &who, attack.as_ref(), None);
                assert_eq!(forces, !plays.is_empty(), "{gates}: can {} force?", names(facts, &who));
            }
        });
    }
}

#[test]
fn a_member_votes_once_and_that_counts_in_every_majority() {
    let text = triggered(
        "decided by majority of FRA, GBR, USA and (60 % of FRA, GBR, USA weighted by shares or unanimity of FRA, GBR, USA)",
    );
    let text = text.replacen("article", "weights shares { FRA 30 GBR 30 USA 40 } article", 1);
    assert_eq!(
        with(&text, |facts| told(facts, "assist")),
        "block 3 (USA VotesNo + 1 of FRA GBR VotesNo | FRA GBR VotesNo); \
         enable 3 (USA VotesNo + 1 of FRA GBR VotesNo | FRA GBR VotesNo); \
         can't; survives 1 FRA+GBR FRA+USA GBR+USA"
    );
    // Whoever votes again when the time is over is free to vote otherwise.
    check(
        "decided by unanimity of FRA, GBR within 3 days otherwise unanimity of FRA, GBR",
        "block 4 (1 of FRA GBR VotesNo + 1 of FRA GBR VotesNo); enable 2 (FRA GBR VotesNo | FRA GBR VotesNo); \
         can't; survives 0 FRA GBR",
    );
}

/// Act by act and voter by voter, the Council of the European Union has the same smallest coalitions.
#[test]
fn the_council_of_the_union_act_by_act() {
    with(&triggered("decided by EUCouncil"), |facts| {
        let ballot = facts.ballots().iter().find(|it| it.voters.len() == 27).expect("the Council votes");
        let game = ballot.game.as_ref().expect("a game");
        let counted =
            [game.minimal_blocking(1), game.minimal_winning(1)].map(|it| it.map(|it| (it.count, it.smallest)));
        let control = facts.controls().iter().find(|it| it.activates() == Some(ProvisionId(1))).expect("a promise");
        let view = &control.views[0];
        let told =
            [&view.blocking, &view.enabling].map(|it| it.as_ref().map(|it| (it.count.unwrap_or(0), it.smallest)));
        assert_eq!(counted, told);
        assert_eq!(counted[0], Some((3_597_425, Some(4))));
    });
}
