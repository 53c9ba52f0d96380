//! Every procedure of the reference, R1 to R36, as a monotone function of those who have a part in it: all subsets, from
//! both sides.

use super::*;
use crate::model::{DetailKind, Provision};

/// Who says yes, or does not object.
type Yes<'y> = &'y dyn Fn(&str) -> bool;

struct Procedure {
    /// Its number.
    number: &'static str,
    /// The clauses of a trigger.
    clauses: &'static str,
    /// Who has a part in it.
    players: &'static [&'static str],
    /// Whether it is carried.
    carried: fn(Yes<'_>) -> bool,
}

const SIX: &[&str] = &["RUS", "CHN", "BLR", "FRA", "GBR", "USA"];
const ALL: &[&str] = &["UKR", "RUS", "CHN", "BLR", "FRA", "GBR", "USA"];
/// The six without the attacker.
const FIVE: &[&str] = &["CHN", "BLR", "FRA", "GBR", "USA"];

fn count(yes: Yes<'_>, of: &[&str]) -> usize {
    of.iter().filter(|it| yes(it)).count()
}

fn all(yes: Yes<'_>, of: &[&str]) -> bool {
    count(yes, of) == of.len()
}

/// What FRA, GBR and USA weigh: 30, 30, 40 of a hundred.
fn weight(yes: Yes<'_>) -> usize {
    [("FRA", 30), ("GBR", 30), ("USA", 40)].iter().filter(|it| yes(it.0)).map(|it| it.1).sum()
}

const BODIES: &str = r#"
    weights shares { FRA 30 GBR 30 USA 40 }
    weights people { RUS 20 CHN 40 BLR 1 FRA 9 GBR 9 USA 21 }
    group Permanent = CHN, RUS, USA
    group Willing = FRA, GBR
    group North = RUS, BLR, CHN
    group South = FRA, GBR, USA
    body Council "Council" { members CHN, RUS, USA  decides by majority of members }
    body Assembly "Assembly" { members guarantors  decides by two-thirds of members }
    body Chaired "Commission" { members guarantors  chair FRA  decides by majority of members tie chair decides }
    body Rotating "Commission" { members guarantors  chair rotating among guarantors  decides by majority of members }
    body Panel "panel of three" { members FRA, GBR, CHN  decides by majority of members }
    office Director "Director-General" of Council
"#;

const PROCEDURES: &[Procedure] = &[
    Procedure {
        number: "R1",
        clauses: "decided by unanimity of guarantors",
        players: SIX,
        carried: |yes| all(yes, SIX),
    },
    Procedure {
        number: "R2",
        clauses: "decided by unanimity of guarantors present and voting",
        players: SIX,
        carried: |yes| all(yes, SIX),
    },
    Procedure {
        number: "R3",
        clauses: "decided by consensus of guarantors",
        players: SIX,
        carried: |yes| all(yes, SIX),
    },
    Procedure {
        number: "R4",
        clauses: "decided by consensus of guarantors silence counts as consent after 48 hours",
        players: SIX,
        carried: |yes| all(yes, SIX),
    },
    Procedure {
        number: "R5",
        clauses: "decided by unanimity of guarantors excluding parties to the dispute",
        players: SIX,
        carried: |yes| all(yes, FIVE),
    },
    Procedure {
        number: "R6",
        clauses: "decided by consensus minus 1 of guarantors",
        players: SIX,
        carried: |yes| count(yes, SIX) >= 5,
    },
    Procedure {
        number: "R7",
        clauses: "decided by consensus of guarantors and (at least 4 of guarantors or 66.67 % of guarantors weighted by people)",
        players: SIX,
        carried: |yes| all(yes, SIX),
    },
    Procedure {
        number: "R8",
        clauses: "decided by majority of guarantors",
        players: SIX,
        carried: |yes| count(yes, SIX) > 3,
    },
    Procedure {
        number: "R8 of those there",
        clauses: "decided by majority of guarantors present and voting",
        players: SIX,
        carried: |yes| count(yes, SIX) > 3,
    },
    Procedure {
        number: "R9",
        clauses: "decided by two-thirds of guarantors",
        players: SIX,
        carried: |yes| count(yes, SIX) >= 4,
    },
    Procedure {
        number: "R10",
        clauses: "decided by at least 5 of guarantors",
        players: SIX,
        carried: |yes| count(yes, SIX) >= 5,
    },
    Procedure {
        number: "R11",
        clauses: "decided by 55 % of guarantors and (65 % of guarantors weighted by people or at least 5 of guarantors)",
        players: SIX,
        carried: |yes| {
            let people = [("RUS", 20), ("CHN", 40), ("BLR", 1), ("FRA", 9), ("GBR", 9), ("USA", 21)];
            let people: usize = people.iter().filter(|it| yes(it.0)).map(|it| it.1).sum();
            count(yes, SIX) >= 4 && (people >= 65 || count(yes, SIX) >= 5)
        },
    },
    Procedure {
        number: "R12",
        clauses: "decided by 60 % of FRA, GBR, USA weighted by shares",
        players: &["FRA", "GBR", "USA"],
        carried: |yes| weight(yes) >= 60,
    },
    Procedure {
        number: "R13",
        clauses: "decided by at least 4 of guarantors including Permanent",
        players: SIX,
        carried: |yes| count(yes, SIX) >= 4 && all(yes, &["CHN", "RUS", "USA"]),
    },
    Procedure {
        number: "R14",
        clauses: "decided by at least 4 of guarantors excluding parties to the dispute
                  and consensus of Permanent excluding parties to the dispute",
        players: SIX,
        carried: |yes| count(yes, FIVE) >= 4 && all(yes, &["CHN", "USA"]),
    },
    Procedure {
        number: "R15",
        clauses: "decided by majority of North and majority of South",
        players: SIX,
        carried: |yes| count(yes, &["RUS", "BLR", "CHN"]) > 1 && count(yes, &["FRA", "GBR", "USA"]) > 1,
    },
    Procedure {
        number: "R16",
        clauses: "decided by majority of Council and two-thirds of Assembly",
        players: SIX,
        carried: |yes| count(yes, &["CHN", "RUS", "USA"]) > 1 && count(yes, SIX) >= 4,
    },
    Procedure {
        number: "R16 with an appeal",
        clauses: "decided by majority of Council or two-thirds of Assembly",
        players: SIX,
        carried: |yes| count(yes, &["CHN", "RUS", "USA"]) > 1 || count(yes, SIX) >= 4,
    },
    Procedure {
        number: "R17",
        clauses: "decided by determination of Council within 24 hours otherwise two-thirds of Assembly",
        players: SIX,
        carried: |yes| count(yes, &["CHN", "RUS", "USA"]) > 1 || count(yes, SIX) >= 4,
    },
    Procedure {
        number: "R18",
        clauses: "decided by each of guarantors",
        players: SIX,
        carried: |yes| count(yes, SIX) > 0,
    },
    Procedure { number: "R19", clauses: "decided by automatic", players: SIX, carried: |_| true },
    Procedure { number: "R20", clauses: "decided by request of UKR", players: ALL, carried: |yes| yes("UKR") },
    Procedure {
        number: "R21",
        clauses: "requested by UKR decided by majority of guarantors",
        players: ALL,
        carried: |yes| yes("UKR") && count(yes, SIX) > 3,
    },
    Procedure { number: "R22", clauses: "decided by any of parties", players: ALL, carried: |yes| count(yes, ALL) > 0 },
    Procedure {
        number: "R23",
        clauses: "decided unless unanimity of parties object",
        players: ALL,
        carried: |yes| count(yes, ALL) > 0,
    },
    Procedure {
        number: "R24",
        clauses: "decided unless 3/4 of guarantors excluding the attacker object within 12 hours",
        players: SIX,
        carried: |yes| count(yes, FIVE) >= 2,
    },
    Procedure {
        number: "R25",
        clauses: "decided by at least 3 of Assembly",
        players: SIX,
        carried: |yes| count(yes, SIX) >= 3,
    },
    Procedure {
        number: "R26",
        clauses: "decided unless determination of Council within 30 days",
        players: SIX,
        carried: |yes| count(yes, &["CHN", "RUS", "USA"]) >= 2,
    },
    Procedure {
        number: "R27",
        clauses: "decided by Director",
        players: &["Director", "FRA"],
        carried: |yes| yes("Director"),
    },
    Procedure {
        number: "R28",
        clauses: "decided by Director within 24 hours",
        players: &["Director", "FRA"],
        carried: |yes| yes("Director"),
    },
    Procedure {
        number: "R29",
        clauses: "if \"a breach\" as found by Panel decided by automatic",
        players: SIX,
        carried: |yes| count(yes, &["FRA", "GBR", "CHN"]) > 1,
    },
    Procedure {
        number: "R30",
        clauses: "decided by approval of USA by \"President\" and approval of USA by \"Congress\"",
        players: SIX,
        carried: |yes| yes("USA"),
    },
    Procedure {
        number: "R31",
        clauses: "decided by two-thirds of guarantors excluding the attacker",
        players: SIX,
        carried: |yes| count(yes, FIVE) >= 4,
    },
    Procedure {
        number: "R32",
        clauses: "decided by each of Willing",
        players: SIX,
        carried: |yes| count(yes, &["FRA", "GBR"]) > 0,
    },
    Procedure {
        number: "R33",
        clauses: "decided unless majority of parties object",
        players: ALL,
        carried: |yes| count(yes, ALL) >= 4,
    },
    Procedure {
        number: "R35",
        clauses: "decided by Chaired",
        players: SIX,
        carried: |yes| count(yes, SIX) > 3 || count(yes, SIX) == 3 && yes("FRA"),
    },
    Procedure {
        number: "R35 in rotation",
        clauses: "decided by Rotating",
        players: SIX,
        carried: |yes| count(yes, SIX) > 3,
    },
];

/// Every set of some players, with those outside it.
fn subsets<'p>(players: &'p [&'p str]) -> impl Iterator<Item = (Vec<&'p str>, Vec<&'p str>)> {
    (0..1_u32 << players.len()).map(|set| {
        let those = |wanted: u32| {
            let all = players.iter().enumerate().filter(move |it| set >> it.0 & 1 == wanted);
            all.map(|it| *it.1).collect()
        };
        (those(1), those(0))
    })
}

/// Checks a provision against what is expected of it: those who are for it against those who obstruct, from both sides.
#[track_caller]
fn check_all(facts: &Facts<'_>, number: &str, id: ProvisionId, players: &[&str], carried: fn(Yes<'_>) -> bool) {
    let treaty = facts.treaty();
    let case = treaty.threat.cases.first();
    let ids = |names: &[&str]| -> ActorSet {
        let mut ids: ActorSet = names.iter().map(|it| treaty.actor_named(it).expect("declared")).collect();
        ids.sort_unstable();
        ids
    };
    for (for_it, against) in subsets(players) {
        let expected = carried(&|it| for_it.contains(&it));
        assert_eq!(facts.can_block(&ids(&against), id, case), !expected, "{number}: {against:?} obstruct");
        assert_eq!(facts.can_force(&ids(&for_it), id, case), expected, "{number}: {for_it:?} press");
    }
}

#[test]
fn every_procedure_is_the_function_that_it_should_be() {
    for procedure in PROCEDURES {
        let Procedure { number, clauses, players, carried } = procedure;
        let text = draft(&format!(
            "{BODIES} article 1 {{
                trigger attack {{ on armed-attack against UKR {clauses} }}
                obligation assist {{ each of FRA, GBR shall assist UKR upon attack by weapons }}
            }}"
        ));
        with(&text, |facts| {
            let is_trigger = |it: &&Provision<'_>| it.name == "attack";
            let id = facts.treaty().own_provisions().find(is_trigger).expect("the trigger").id;
            check_all(facts, number, id, players, *carried);
        });
    }
    // Two have a place of their own: see below.
    let mut told: Vec<&str> =
        PROCEDURES.iter().filter_map(|it| it.number.split(' ').next()?.strip_prefix('R')).collect();
    told.extend(["34", "36"]);
    assert!((1..=36).all(|it| told.contains(&it.to_string().as_str())), "{told:?}");
}

/// R34: more is needed to raise a ceiling than to lower it.
#[test]
fn raising_takes_more_than_lowering() {
    let text = draft(
        "article 1 { limit force {
            on FRA
            ceiling 370000 personnel
            increase of ceiling by unanimity of guarantors
            decrease of ceiling by majority of guarantors
        } }",
    );
    with(&text, |facts| {
        let limit = facts.treaty().own_provisions().next().expect("the limit");
        let winning = limit.details.iter().filter_map(|it| match &it.kind {
            DetailKind::ChangeOf(change) => facts.game(change.by.as_ref()?, None)?.0.counts(),
            _ => None,
        });
        let winning: Vec<u128> = winning.map(|it| it.winning).collect();
        // All six; four, five or six of six.
        assert_eq!(winning, [1, 15 + 6 + 1]);
    });
}

/// R36: a referendum is nobody's act; the parliaments must all ratify, and that does not suffice.
#[test]
fn referendum_and_parliaments() {
    let text = draft(
        "milestone referendum \"referendum in Ukraine\"
        article 1 { obligation assist { FRA shall assist UKR by weapons } }
        entry-into-force { upon referendum and ratification by UKR and all of guarantors }",
    );
    with(&text, |facts| {
        let entry = facts.treaty().own_provisions().last().expect("the entry into force").id;
        let treaty = facts.treaty();
        let case = treaty.threat.cases.first();
        let mut everybody: ActorSet = ALL.iter().map(|it| treaty.actor_named(it).expect("declared")).collect();
        everybody.sort_unstable();
        assert!(!facts.can_block(&[], entry, case), "R36");
        assert!(everybody.iter().all(|it| facts.can_block(&[*it], entry, case)), "R36");
        // Nobody is named to declare that the people have voted: nobody brings the treaty into force for certain.
        assert!(!facts.can_force(&everybody, entry, case), "R36");
    });
}

/// An abstention stops unanimity and does not stop a consensus; those who stay away stop what has a quorum.
#[test]
fn abstention_absence_and_quorum() {
    let stopped = |clauses: &str| {
        let text = draft(&format!(
            "{BODIES} article 1 {{ trigger attack {{ on armed-attack against UKR decided by {clauses} }}
            obligation assist {{ FRA shall assist UKR upon attack by weapons }} }}"
        ));
        with(&text, |facts| {
            // Where there are several votes, each stops it.
            let of_trigger = facts.ballots().iter().filter(|it| matches!(it.holder, Holder::Provision(_)));
            let stopping: ActorSet = of_trigger.flat_map(|it| it.stopped_by_abstention.iter().copied()).collect();
            names(facts, &stopping)
        })
    };
    let six = "CHN BLR FRA GBR USA RUS";
    let sorted = |names: String| {
        let mut names: Vec<String> = names.split(' ').map(ToOwned::to_owned).collect();
        names.sort();
        names.join(" ")
    };
    assert_eq!(sorted(stopped("unanimity of guarantors")), sorted(six.to_owned()));
    assert_eq!(stopped("unanimity of guarantors abstention counts as consent"), "");
    assert_eq!(stopped("consensus of guarantors"), "");
    assert_eq!(sorted(stopped("consensus of guarantors abstention counts as rejection")), sorted(six.to_owned()));
    assert_eq!(stopped("at least 4 of guarantors and consensus of Permanent"), "");
    assert_eq!(sorted(stopped("at least 4 of guarantors including Permanent")), "CHN RUS USA");
    let text = triggered("decided by majority of guarantors present and voting quorum 5");
    with(&text, |facts| {
        let pair = |names: [&str; 2]| {
            let mut ids: ActorSet = names.iter().filter_map(|it| facts.treaty().actor_named(it)).collect();
            ids.sort_unstable();
            facts.can_block(&ids, ProvisionId(0), None)
        };
        assert!(pair(["RUS", "BLR"]) && pair(["FRA", "USA"]), "two of six stay away, and four are no quorum");
    });
}
