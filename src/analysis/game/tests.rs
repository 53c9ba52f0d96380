//! The worked numbers of the field, and the laws that every game obeys.

use proptest::prelude::*;

use super::*;

const TWO_THIRDS: Threshold = Threshold::Share { numerator: 2, denominator: 3 };
const THREE_QUARTERS: Threshold = Threshold::Share { numerator: 3, denominator: 4 };

/// Checks a game against a row of worked numbers.
struct WorkedGame {
    winning: u128,
    power_to_act: f64,
    veto_players: u32,
    smallest: (u32, u32),
}

#[track_caller]
fn check(game: &Game, row: &WorkedGame) {
    let counts = game.counts().expect("a small game");
    assert_eq!(counts.winning, row.winning, "winning coalitions");
    assert!((counts.power_to_act() - row.power_to_act).abs() < 5.1e-5, "power to act {}", counts.power_to_act());
    assert_eq!(game.veto_players().count_ones(), row.veto_players, "veto players");
    let winning = game.minimal_winning(8).expect("a small game").smallest;
    let blocking = game.minimal_blocking(8).expect("a small game").smallest;
    assert_eq!((winning, blocking), (Some(row.smallest.0), Some(row.smallest.1)), "smallest coalitions");
}

fn simple(voters: usize, threshold: Threshold) -> Game {
    Game::new(voters, DecisionRule::threshold(threshold, (1 << voters) - 1))
}

#[track_caller]
fn prevents(game: &Game, voter: usize, share: f64) {
    let found = game.counts().expect("a small game").power_to_prevent(voter);
    assert!((found - share).abs() < 5e-4, "power to prevent {found}");
}

/// The communiqué's eleven: the five permanent members first, Russia at 0 and China at 1, then six others; Belarus,
/// where it votes, comes last.
const RUSSIA: Coalition = 1;
const CHINA: Coalition = 2;

#[test]
fn the_communique_by_unanimity() {
    let game = simple(11, Threshold::Unanimity);
    check(&game, &WorkedGame { winning: 1, power_to_act: 0.0005, veto_players: 11, smallest: (11, 1) });
    assert!(game.blocks(RUSSIA) && game.blocks(RUSSIA | CHINA));
    prevents(&game, 0, 1.0);
}

#[test]
fn the_communique_by_unanimity_without_the_attacker() {
    // China is the first of the ten that are left.
    let game = simple(10, Threshold::Unanimity);
    check(&game, &WorkedGame { winning: 1, power_to_act: 0.0010, veto_players: 10, smallest: (10, 1) });
    assert!(game.blocks(1), "China alone");
}

#[test]
fn the_communique_by_two_thirds() {
    let game = simple(11, TWO_THIRDS);
    check(&game, &WorkedGame { winning: 232, power_to_act: 0.1133, veto_players: 0, smallest: (8, 4) });
    assert!(!game.blocks(RUSSIA) && !game.blocks(RUSSIA | CHINA));
    prevents(&game, 0, 0.517);
}

#[test]
fn the_communique_with_belarus_by_two_thirds() {
    let game = simple(12, TWO_THIRDS);
    check(&game, &WorkedGame { winning: 794, power_to_act: 0.1938, veto_players: 0, smallest: (8, 5) });
    assert!(!game.blocks(RUSSIA) && !game.blocks(RUSSIA | CHINA | 1 << 11));
    prevents(&game, 0, 0.416);
}

#[test]
fn the_communique_by_majority() {
    let game = simple(11, Threshold::Majority);
    check(&game, &WorkedGame { winning: 1024, power_to_act: 0.5, veto_players: 0, smallest: (6, 6) });
    assert!(!game.blocks(RUSSIA) && !game.blocks(RUSSIA | CHINA));
    prevents(&game, 0, 0.246);
}

#[test]
fn the_communique_by_three_quarters() {
    let game = simple(11, THREE_QUARTERS);
    check(&game, &WorkedGame { winning: 67, power_to_act: 0.0327, veto_players: 0, smallest: (9, 3) });
    assert!(!game.blocks(RUSSIA) && !game.blocks(RUSSIA | CHINA));
    prevents(&game, 0, 0.672);
}

#[test]
fn the_communique_by_majority_with_the_permanent_members() {
    let concurring = DecisionRule::threshold(Threshold::Unanimity, 0b1_1111);
    let game = Game::new(11, DecisionRule::All(vec![DecisionRule::threshold(Threshold::Majority, 0x7ff), concurring]));
    check(&game, &WorkedGame { winning: 63, power_to_act: 0.0308, veto_players: 5, smallest: (6, 1) });
    assert!(game.blocks(RUSSIA) && game.blocks(RUSSIA | CHINA));
}

#[test]
fn the_april_draft_by_unanimity() {
    let game = simple(5, Threshold::Unanimity);
    check(&game, &WorkedGame { winning: 1, power_to_act: 0.0313, veto_players: 5, smallest: (5, 1) });
    assert!(game.blocks(RUSSIA) && game.blocks(RUSSIA | CHINA));
}

/// The April draft without the attacker: China at 0, Belarus at 1 where it votes, then the others.
const BELARUS: Coalition = 2;

#[test]
fn the_april_draft_by_two_thirds_with_both_bracketed_guarantors() {
    let game = simple(6, TWO_THIRDS);
    check(&game, &WorkedGame { winning: 22, power_to_act: 0.3438, veto_players: 0, smallest: (4, 3) });
    assert!(!game.blocks(1 | BELARUS));
}

#[test]
fn the_april_draft_by_two_thirds_with_belarus_alone() {
    let game = simple(5, TWO_THIRDS);
    check(&game, &WorkedGame { winning: 6, power_to_act: 0.1875, veto_players: 0, smallest: (4, 2) });
    assert!(game.blocks(1 | BELARUS) && !game.blocks(1) && !game.blocks(BELARUS));
}

#[test]
fn the_april_draft_by_majority_with_belarus_alone() {
    let game = simple(5, Threshold::Majority);
    check(&game, &WorkedGame { winning: 16, power_to_act: 0.5, veto_players: 0, smallest: (3, 3) });
    assert!(!game.blocks(1 | BELARUS));
}

#[test]
fn the_april_draft_by_two_thirds_with_neither() {
    let game = simple(4, TWO_THIRDS);
    check(&game, &WorkedGame { winning: 5, power_to_act: 0.3125, veto_players: 0, smallest: (3, 2) });
    assert!(!game.blocks(1), "China alone");
}

/// The Security Council: five permanent members first, ten elected after them.
fn council() -> Game {
    let concurring = DecisionRule::threshold(Threshold::Unanimity, 0x1f);
    Game::new(15, DecisionRule::All(vec![DecisionRule::at_least(9, 0x7fff), concurring]))
}

#[test]
fn the_security_council() {
    let game = council();
    check(&game, &WorkedGame { winning: 848, power_to_act: 0.02588, veto_players: 5, smallest: (9, 1) });
    let counts = game.counts().expect("a small game");
    assert_eq!(counts.swings[0], 848, "a permanent member is in every winning coalition");
    assert_eq!(counts.swings[14], 84);
    assert!((counts.power_to_prevent(14) - 0.0991).abs() < 5e-5);
    assert_eq!(game.classes(), [0x1f, 0x7fe0]);
    let blocking = game.minimal_blocking(100).expect("a small game");
    assert_eq!(blocking.sets[..5], [1, 2, 4, 8, 16], "each permanent member alone, smallest first");
    assert_eq!(blocking.count, 5 + 120, "or seven of the ten elected");
}

#[test]
fn the_league_council_of_fourteen() {
    // Article 11: unanimity, with Japan at 0.
    let game = simple(14, Threshold::Unanimity);
    let counts = game.counts().expect("a small game");
    assert!((counts.power_to_act() - 2f64.powi(-14)).abs() < 1e-12);
    prevents(&game, 0, 1.0);
    // Article 15 paragraph 6: the same Council, but the votes of the disputants (Japan and China, 0 and 1) don't count.
    let game = Game::new(14, DecisionRule::threshold(Threshold::Unanimity, 0x3ffc));
    prevents(&game, 0, 0.0);
    assert_eq!(game.counts().expect("a small game").dummies(), 0b11);
    assert!(!game.blocks(0b11));
}

#[test]
fn the_snapback_of_resolution_2231() {
    // Relief goes on only if the Council adopts a resolution to continue it.
    let keeps_relief = council();
    let (france, elected) = (1, 1 << 14);
    assert!(keeps_relief.blocks(france), "a permanent member that gave the notice stops the continuation itself");
    assert!(!keeps_relief.wins(keeps_relief.everybody() & !france), "nobody saves relief without it");
    assert!(!keeps_relief.blocks(elected), "a notifier without a veto can be outvoted");
    assert!(keeps_relief.wins(0x1f | 0b1111 << 5), "by nine, if no permanent member is against");
}

#[test]
fn an_equal_vote_is_the_chairs() {
    let game = Game::new(4, DecisionRule::tipped(vec![1; 4], 2));
    assert!(game.wins(0b0101) && !game.wins(0b0011));
    assert!(!Game::new(3, DecisionRule::tipped(vec![1; 3], 0)).wins(0b001), "the chair breaks ties only");
}

#[test]
fn a_dictator_and_dummies() {
    let game = Game::new(3, DecisionRule::Quota { weights: vec![3, 1, 1], need: 3 });
    assert_eq!(game.dictator(), Some(0));
    assert_eq!(game.counts().expect("a small game").dummies(), 0b110);
    assert_eq!(simple(3, Threshold::Majority).dictator(), None);
}

#[test]
fn weights_are_counted_by_sums_where_classes_are_too_many() {
    // Forty voters of forty different weights.
    let weights: Vec<u64> = (1..=40).collect();
    let game = Game::new(40, DecisionRule::Quota { weights, need: 411 });
    let counts = game.counts().expect("one quota");
    // All weigh 820 together, so that more than half of the weight is needed: less than half of the coalitions have it.
    assert!(counts.winning < 1 << 39 && counts.winning > 1 << 38);
    assert!(counts.swings.is_sorted(), "who weighs more is needed more often");
    assert_eq!(
        Game::new(40, DecisionRule::Any(vec![game.rule().clone(), DecisionRule::at_least(39, (1 << 40) - 1)])).counts(),
        None
    );
}

#[test]
fn thresholds_that_work() {
    assert_eq!(feasible(11, 2), Some(3..=9));
    assert_eq!(feasible(5, 2), Some(3..=3));
    assert_eq!(feasible(3, 3), None);
    assert_eq!(feasible(2, 3), None);
}

fn rule(voters: usize) -> impl Strategy<Value = DecisionRule> {
    let quota = (proptest::collection::vec(0u64..4, voters), 0u64..20)
        .prop_map(|(weights, need)| DecisionRule::Quota { weights, need });
    quota.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(DecisionRule::All),
            proptest::collection::vec(inner, 1..4).prop_map(DecisionRule::Any),
        ]
    })
}

fn games() -> impl Strategy<Value = Game> {
    (1usize..=10).prop_flat_map(|voters| rule(voters).prop_map(move |rule| Game::new(voters, rule)))
}

proptest! {
    #[test]
    fn more_votes_never_lose(game in games()) {
        for set in 0..1u64 << game.voters() {
            for voter in 0..game.voters() {
                prop_assert!(!game.wins(set) || game.wins(set | 1 << voter));
            }
        }
    }

    #[test]
    fn what_blocks_is_what_wins_in_the_dual(game in games()) {
        let dual = game.dual();
        for set in 0..1u64 << game.voters() {
            prop_assert_eq!(game.blocks(set), dual.wins(set));
            prop_assert_eq!(dual.blocks(set), game.wins(set));
        }
    }

    #[test]
    fn counting_agrees_with_going_through_all(game in games()) {
        let all = 1u64 << game.voters();
        let wins: Vec<bool> = (0..all).map(|set| game.wins(set)).collect();
        let counts = game.counts_by_classes().expect("a small game");
        prop_assert_eq!(counts.winning, wins.iter().filter(|it| **it).count() as u128);
        for voter in 0..game.voters() {
            let needed = |set: &u64| wins[*set as usize] && set >> voter & 1 == 1 && !wins[(set & !(1 << voter)) as usize];
            prop_assert_eq!(counts.swings[voter], (0..all).filter(needed).count() as u128);
        }
        if let Some(sums) = game.counts_by_sums() {
            prop_assert_eq!(sums, counts);
        }
    }

    #[test]
    fn minimal_coalitions_are_all_and_only_those(game in games()) {
        let minimal = |set: &u64| game.wins(*set)
            && (0..game.voters()).all(|voter| set >> voter & 1 == 0 || !game.wins(set & !(1 << voter)));
        let mut expected: Vec<u64> = (0..1u64 << game.voters()).filter(minimal).collect();
        let found = game.minimal_winning(usize::MAX).expect("a small game");
        prop_assert_eq!(found.count, expected.len() as u128);
        prop_assert!(found.sets.is_sorted_by_key(|it| it.count_ones()));
        prop_assert_eq!(found.smallest, expected.iter().map(|it| it.count_ones()).min());
        let mut sets = found.sets;
        sets.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(sets, expected);
        let few = game.minimal_winning(3).expect("a small game");
        prop_assert!(few.sets.len() <= 3 && few.count == found.count);
    }

    #[test]
    fn a_veto_player_is_in_every_winning_coalition(game in games()) {
        let all = (0..1u64 << game.voters()).filter(|set| game.wins(*set)).fold(game.everybody(), |all, set| all & set);
        let wins_never = !game.wins(game.everybody());
        prop_assert!(wins_never || game.veto_players() == all);
    }

    #[test]
    fn a_feasible_threshold_is_neither_carried_nor_blocked(electors in 1u32..40, aligned in 0u32..20) {
        for threshold in 1..=electors {
            let rule = DecisionRule::threshold(Threshold::Count(u64::from(threshold)), (1 << electors) - 1);
            let game = Game::new(electors as usize, rule);
            let bloc = (1 << aligned.min(electors)) - 1;
            let works = aligned <= electors && !game.wins(bloc) && !game.blocks(bloc);
            prop_assert_eq!(works, feasible(electors, aligned).is_some_and(|it| it.contains(&threshold)));
        }
    }
}

fn fraction(numerator: u128, denominator: u128) -> Fraction {
    Fraction { numerator, denominator }
}

fn security_council() -> Game {
    let concurring = DecisionRule::threshold(Threshold::Unanimity, 0x1f);
    Game::new(15, DecisionRule::All(vec![DecisionRule::at_least(9, 0x7fff), concurring]))
}

#[test]
fn the_security_council_by_shapley_and_shubik() {
    let council = security_council();
    let indices = council.indices().expect("a small game");
    assert_eq!(indices.winning, 848);
    assert_eq!(indices.shapley(0), fraction(421, 2145));
    assert_eq!(indices.shapley(14), fraction(4, 2145));
    assert_eq!((indices.swings_of(0), indices.swings_of(14)), (848, 84));
    assert_eq!(council.nakamura(), Nakamura::Infinite);
}

#[test]
fn the_league_council_by_shapley_and_shubik() {
    let council = simple(14, Threshold::Unanimity);
    let indices = council.indices().expect("a small game");
    assert_eq!((indices.winning, indices.shapley(3)), (1, fraction(1, 14)));
    prevents(&council, 13, 1.0);
    // Without the two disputants, of whom one is the last.
    let others = Game::new(14, DecisionRule::threshold(Threshold::Unanimity, (1 << 12) - 1));
    prevents(&others, 13, 0.0);
    assert_eq!(others.indices().map(|it| it.shapley(13)), Some(fraction(0, 1)));
    assert_eq!(others.dictator(), None);
}

/// Inhabitants in thousands, as in the prelude, largest first.
const POPULATIONS: [u64; 27] = [
    83_456, 68_467, 58_971, 48_620, 36_621, 19_067, 17_943, 11_817, 10_901, 10_640, 10_552, 10_401, 9_585, 9_159,
    6_445, 5_961, 5_604, 5_425, 5_351, 3_862, 2_886, 2_124, 1_872, 1_375, 966, 672, 563,
];

/// The Council of the European Union with the first so many members.
fn union_council(members: usize) -> Game {
    let all = (1u64 << members) - 1;
    let weights: Vec<u64> = POPULATIONS[..members].to_vec();
    let need = needed(Threshold::Share { numerator: 65, denominator: 100 }, weights.iter().sum());
    let blocking = DecisionRule::at_least(members as u64 - 3, all);
    let population = DecisionRule::Any(vec![DecisionRule::Quota { weights, need }, blocking]);
    let states = DecisionRule::threshold(Threshold::Share { numerator: 55, denominator: 100 }, all);
    Game::new(members, DecisionRule::All(vec![states, population]))
}

#[test]
fn the_council_of_the_union_by_brute_force_and_by_diagram() {
    let council = union_council(16);
    let indices = council.indices().expect("it is drawn up");
    let mut swings = vec![vec![0u128; 17]; 16];
    let mut winning = 0u128;
    for coalition in (0..1u64 << 16).filter(|it| council.wins(*it)) {
        winning += 1;
        for (voter, swings) in swings.iter_mut().enumerate().filter(|(voter, _)| coalition >> voter & 1 == 1) {
            if !council.wins(coalition & !(1 << voter)) {
                swings[coalition.count_ones() as usize] += 1;
            }
        }
    }
    assert_eq!((indices.winning, &indices.swings), (winning, &swings));
}

#[test]
fn the_council_of_the_union_of_twenty_seven() {
    let council = union_council(27);
    let indices = council.indices().expect("it is drawn up");
    let sum = (0..27).map(|it| indices.shapley(it).about()).sum::<f64>();
    assert!((sum - 1.0).abs() < 1e-12, "{sum}");
    assert!((0..26).all(|it| indices.swings_of(it) >= indices.swings_of(it + 1)), "the larger count for more");
    let winning = council.minimal_winning(3).expect("they are counted");
    assert_eq!((winning.smallest, winning.sets.len()), (Some(15), 3));
    let blocking = council.minimal_blocking(3).expect("they are counted");
    assert_eq!(blocking.smallest, Some(4));
    assert_eq!(council.nakamura(), Nakamura::Of(3));
}

#[test]
fn families_without_a_common_member() {
    assert_eq!(simple(3, Threshold::Majority).nakamura(), Nakamura::Of(3));
    assert_eq!(simple(4, Threshold::Count(3)).nakamura(), Nakamura::Of(4));
    assert_eq!(simple(7, TWO_THIRDS).nakamura(), Nakamura::Of(4));
    assert_eq!(simple(5, Threshold::Count(1)).nakamura(), Nakamura::Of(2));
}

proptest! {
    #[test]
    fn diagrams_count_what_is_counted_one_by_one(
        weights in prop::collection::vec(0u64..9, 1..9),
        need in 1u64..20,
        heads in 0u64..6,
    ) {
        let voters = weights.len();
        let all = (1u64 << voters) - 1;
        let rule = DecisionRule::All(vec![DecisionRule::Quota { weights, need }, DecisionRule::at_least(heads, all)]);
        let game = Game::new(voters, rule);
        let indices = game.indices().expect("a small game");
        let counts = game.counts().expect("a small game");
        prop_assert_eq!(indices.winning, counts.winning);
        for voter in 0..voters {
            prop_assert_eq!(indices.swings_of(voter), counts.swings[voter]);
        }
        if indices.winning > 0 && indices.winning < 1 << voters {
            let sum: f64 = (0..voters).map(|it| indices.shapley(it).about()).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9);
        }
        let (listed, drawn) = (game.minimal_winning(64), game.minimal_by_diagram(64));
        prop_assert_eq!(
            listed.map(|it| (it.count, it.smallest)),
            drawn.map(|it| (it.count, it.smallest))
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// All coalitions of up to sixteen voters, one by one, against diagrams and classes.
    #[test]
    fn sixteen_voters_one_by_one(game in (11usize..=16).prop_flat_map(|voters| {
        rule(voters).prop_map(move |rule| Game::new(voters, rule))
    })) {
        let voters = game.voters();
        let wins: Vec<bool> = (0..1u64 << voters).map(|set| game.wins(set)).collect();
        let needs = |set: u64, voter: usize| set >> voter & 1 == 1 && !wins[(set & !(1 << voter)) as usize];
        let mut swings = vec![0u128; voters];
        let (mut winning, mut minimal) = (0u128, 0u128);
        for set in (0..1u64 << voters).filter(|set| wins[*set as usize]) {
            winning += 1;
            let needed = (0..voters).filter(|voter| needs(set, *voter)).inspect(|voter| swings[*voter] += 1).count();
            minimal += u128::from(needed as u32 == set.count_ones());
        }
        let indices = game.indices().expect("it is drawn up");
        prop_assert_eq!(indices.winning, winning);
        for (voter, swings) in swings.iter().enumerate() {
            prop_assert_eq!(indices.swings_of(voter), *swings);
        }
        prop_assert_eq!(game.minimal_by_diagram(1).map(|it| it.count), Some(minimal));
        prop_assert_eq!(game.minimal_winning(1).map(|it| it.count), Some(minimal));
        let blocking = game.minimal_blocking(1).expect("they are counted");
        prop_assert_eq!(blocking.count, game.dual().minimal_by_diagram(1).expect("they are counted").count);
    }
}

#[test]
fn two_hundred_who_count_alike() {
    let rule = || DecisionRule::Quota { weights: vec![1; 200], need: 134 };
    let game = Classed::new(200, rule()).expect("one class");
    assert_eq!(game.classes().len(), 1);
    let (winning, blocking) = (game.minimal_winning(4), game.minimal_blocking(4));
    assert_eq!((winning.smallest, blocking.smallest), (Some(134), Some(67)));
    // The ways to choose 134 of 200, which are those to choose 66.
    let ways = (1..=66u64).fold(Natural::one(), |all, next| all.times(201 - next).divided(next).0);
    assert_eq!(winning.count, ways);
    let indices = game.indices();
    let (above, below) = &indices.classes[0].shapley;
    assert_eq!((above.to_string(), below.to_string()), ("1".to_owned(), "200".to_owned()));
    assert_eq!(game.nakamura(), Nakamura::Of(4));
    assert!(game.veto_players().is_empty());
    let all = Classed::new(200, DecisionRule::Quota { weights: vec![1; 200], need: 200 }).expect("one class");
    assert_eq!(all.veto_players().len(), 200);
    assert_eq!(all.indices().winning, Natural::one());
}

#[test]
fn games_of_few_are_the_same_by_classes() {
    let council =
        DecisionRule::All(vec![DecisionRule::at_least(9, 0x7fff), DecisionRule::threshold(Threshold::Unanimity, 0x1f)]);
    let chaired = DecisionRule::tipped(vec![3, 3, 2, 2], 2);
    for (voters, rule) in [(15, council), (4, chaired), (6, DecisionRule::at_least(4, 0b11_1111))] {
        let game = Game::new(voters, rule.clone());
        let by_classes = Classed::new(voters, rule).expect("few classes");
        let (indices, classes) = (game.indices().expect("a small game"), by_classes.indices());
        assert_eq!(classes.winning.to_string(), indices.winning.to_string());
        assert!((classes.power_to_act - indices.power_to_act()).abs() < 1e-12);
        for (class, index) in by_classes.classes().iter().zip(&classes.classes) {
            for voter in class {
                let shapley = indices.shapley(*voter);
                assert_eq!(index.shapley.0.to_string(), shapley.numerator.to_string());
                assert_eq!(index.shapley.1.to_string(), shapley.denominator.to_string());
                assert!((index.prevents - indices.power_to_prevent(*voter)).abs() < 1e-12);
                assert!((index.initiates - indices.power_to_initiate(*voter)).abs() < 1e-12);
                assert!((index.banzhaf - indices.banzhaf(*voter)).abs() < 1e-12);
                assert_eq!(index.counts, indices.swings_of(*voter) > 0);
            }
        }
        for (one, other) in [
            (by_classes.minimal_winning(99), game.minimal_winning(99)),
            (by_classes.minimal_blocking(99), game.minimal_blocking(99)),
        ] {
            let other = other.expect("a small game");
            assert_eq!((one.count.to_string(), one.smallest), (other.count.to_string(), other.smallest));
        }
    }
}

#[test]
fn a_weighted_equal_vote_is_the_chairs() {
    // Ten votes, of which the third voter, with two, presides.
    let game = Game::new(4, DecisionRule::tipped(vec![3, 3, 2, 2], 2));
    assert!(game.wins(0b0101) && !game.wins(0b1001), "five of ten, with the chair and without");
    let shares: Vec<String> = (0..4).map(|it| game.indices().expect("a small game").shapley(it).to_string()).collect();
    assert_eq!(shares, ["1/3", "1/3", "1/3", "0"]);
}
