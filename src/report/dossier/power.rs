//! The votes, with what each voter counts.

use super::teller::{Teller, what};
use super::{Part, Pattern, Power, Sets, Share, Vote};
use crate::analysis::ballots::Ballot;
use crate::analysis::game::{Coalition, Game, Indices, Minimal, Nakamura, feasible};
use crate::model::ActorId;

/// So many coalitions are listed.
const MOST: usize = 12;

const WARNING: &str = "read the blocking sets first. An index takes every coalition to be as likely as any other; under \
                       unanimity every share is the same, and everybody has a veto";

/// The votes.
pub(super) fn power(teller: &Teller<'_, '_>) -> Power {
    let votes = teller.facts.ballots().iter().map(|it| vote(teller, it)).collect();
    Power { warning: WARNING.to_owned(), votes }
}

fn vote(teller: &Teller<'_, '_>, ballot: &Ballot) -> Vote {
    let game = ballot.game.as_ref();
    let named = |coalition: Coalition| -> Vec<String> {
        members(coalition).filter_map(|at| ballot.voters.get(at)).map(|it| teller.name(*it)).collect()
    };
    let place = (teller.words_of(&ballot.gate, None), teller.line(ballot.gate.span));
    let told = |game: Option<&Game>, minimal: Option<Minimal>, act: &str| {
        let part = |actors: Vec<String>, count: u32| Part {
            actors,
            count,
            act: act.to_owned(),
            gate: place.0.clone(),
            line: place.1,
        };
        sets(game, minimal, &named, &part)
    };
    let indices = game.and_then(Game::indices);
    let (electors, adverse) = (ballot.voters.len() as u32, ballot.adverse.len() as u32);
    // Where some must concur, no threshold helps.
    let alike = game.is_some_and(|it| it.classes().len() == 1);
    let feasible = (adverse > 0 && alike).then(|| {
        let bloc = teller.treaty.names(&ballot.adverse);
        match feasible(electors, adverse) {
            Some(range) if range.start() == range.end() => {
                format!(
                    "{bloc} can neither carry nor block it alone if exactly {} of {electors} carry it",
                    range.start()
                )
            }
            Some(range) => format!(
                "{bloc} can neither carry nor block it alone if {} to {} of {electors} carry it",
                range.start(),
                range.end()
            ),
            None => format!("no threshold keeps {bloc} from blocking or carrying it: they are half of the voters"),
        }
    });
    Vote {
        cite: teller.cite(ballot.holder),
        what: what(ballot.power, false).to_owned(),
        words: teller.words_of(&ballot.gate, None),
        line: teller.line(ballot.gate.span),
        attack: None,
        voters: ballot.voters.len(),
        veto: game.map_or_else(Vec::new, |it| named(it.veto_players())),
        veto_by_abstention: teller.names(&ballot.stopped_by_abstention),
        dictator: game.and_then(Game::dictator).and_then(|at| ballot.voters.get(at)).map(|it| teller.name(*it)),
        dummies: indices.as_ref().map_or_else(Vec::new, |it| {
            let idle = (0..ballot.voters.len()).filter(|voter| it.swings_of(*voter) == 0);
            idle.map(|voter| teller.name(ballot.voters[voter])).collect()
        }),
        winning: told(game, game.and_then(|it| it.minimal_winning(MOST)), "votes yes"),
        blocking: told(game, game.and_then(|it| it.minimal_blocking(MOST)), "votes no"),
        winning_coalitions: indices.as_ref().map(|it| it.winning.to_string()),
        power_to_act: indices.as_ref().map(Indices::power_to_act),
        nakamura: game.map(|it| match it.nakamura() {
            Nakamura::Infinite => "infinite, since somebody has a veto".to_owned(),
            Nakamura::Of(count) => count.to_string(),
            Nakamura::Unknown => "not computed: the voters are too unlike".to_owned(),
        }),
        feasible,
        shares: match (game, &indices) {
            (Some(game), Some(indices)) => shares(teller, game, indices, &ballot.voters),
            _ => Vec::new(),
        },
    }
}

fn members(coalition: Coalition) -> impl Iterator<Item = usize> {
    (0..Coalition::BITS as usize).filter(move |at| coalition >> at & 1 == 1)
}

/// Minimal coalitions; those that differ only in which of several voters they hold who count alike are told once.
fn sets(
    game: Option<&Game>,
    minimal: Option<Minimal>,
    named: &dyn Fn(Coalition) -> Vec<String>,
    part: &dyn Fn(Vec<String>, u32) -> Part,
) -> Sets {
    let (Some(game), Some(minimal)) = (game, minimal) else {
        return Sets { count: None, smallest: None, complete: false, patterns: Vec::new() };
    };
    let mut seen: Vec<Vec<u32>> = Vec::new();
    let mut patterns = Vec::new();
    let mut told = 0u128;
    for set in &minimal.sets {
        let shape: Vec<u32> = game.classes().iter().map(|class| (class & set).count_ones()).collect();
        if seen.contains(&shape) {
            continue;
        }
        let mut ways = 1u128;
        let mut words = Vec::new();
        let mut parts = Vec::new();
        for (class, count) in game.classes().iter().zip(&shape).filter(|it| *it.1 > 0) {
            let all = named(*class);
            let of = class.count_ones();
            ways = (0..*count).fold(ways, |ways, at| ways * u128::from(of - at) / u128::from(at + 1));
            let listed = all.join(", ");
            words.push(if *count == of { listed } else { format!("any {count} of {listed}") });
            parts.push(part(all, *count));
        }
        told += ways;
        patterns.push(Pattern {
            words: if words.is_empty() { "nobody".to_owned() } else { words.join(", with ") },
            acts: set.count_ones(),
            sets: Some(ways.to_string()),
            parts,
        });
        seen.push(shape);
    }
    let complete = told == minimal.count;
    Sets { count: Some(minimal.count.to_string()), smallest: minimal.smallest, complete, patterns }
}

fn shares(teller: &Teller<'_, '_>, game: &Game, indices: &Indices, voters: &[ActorId]) -> Vec<Share> {
    let share = |class: &Coalition| {
        let voter = class.trailing_zeros() as usize;
        let names: Vec<String> = members(*class).filter_map(|at| voters.get(at)).map(|it| teller.name(*it)).collect();
        let shapley = indices.shapley(voter);
        Share {
            voters: names,
            prevents: indices.power_to_prevent(voter),
            initiates: indices.power_to_initiate(voter),
            banzhaf: indices.banzhaf(voter),
            banzhaf_share: indices.banzhaf_share(voter).about(),
            shapley: shapley.about(),
            shapley_exact: shapley.to_string(),
        }
    };
    let mut shares: Vec<Share> = game.classes().iter().map(share).collect();
    shares.sort_by(|one, other| other.shapley.total_cmp(&one.shapley));
    shares
}
