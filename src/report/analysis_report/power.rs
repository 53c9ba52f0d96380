//! The votes, with what each voter counts.

use super::describer::{Describer, what};
use super::{ActGroup, Pattern, Power, Sets, Share, Vote};
use crate::analysis::ballots::{Unclear, VoteOrBody};
use crate::analysis::game::{
    ClassIndices, Classed, Coalition, CoalitionClasses, Game, Indices, Minimal, Nakamura, feasible,
};
use crate::model::ActorId;

/// So many coalitions are listed.
const MOST: usize = 12;

const WARNING: &str = "read the blocking sets first. An index takes every coalition to be as likely as any other; under \
                       unanimity every share is the same, and everybody has a veto";

/// The votes.
pub(super) fn power(describer: &Describer<'_, '_>) -> Power {
    let votes = describer.facts.ballots().iter().map(|it| vote(describer, it)).collect();
    Power { warning: WARNING.to_owned(), votes }
}

fn vote(describer: &Describer<'_, '_>, ballot: &VoteOrBody) -> Vote {
    let game = ballot.game.as_ref();
    let named = |coalition: Coalition| -> Vec<String> {
        members(coalition).filter_map(|at| ballot.voters.get(at)).map(|it| describer.name(*it)).collect()
    };
    let place = (describer.words_of(&ballot.gate, None), describer.line(ballot.gate.span));
    let told = |game: Option<&Game>, minimal: Option<Minimal>, act: &str| {
        let part = |actors: Vec<String>, count: u32| ActGroup {
            actors,
            count,
            act: act.to_owned(),
            gate: place.0.clone(),
            line: place.1,
        };
        sets(game, minimal, &named, &part)
    };
    let indices = game.and_then(Game::indices);
    let vote = Vote {
        cite: describer.cite(ballot.holder),
        what: what(ballot.power, false).to_owned(),
        words: describer.words_of(&ballot.gate, None),
        line: describer.line(ballot.gate.span),
        attack: None,
        voters: ballot.voters.len(),
        undetermined: ballot.unknown.iter().map(|it| undetermined(describer, it)).collect(),
        veto: game.map_or_else(Vec::new, |it| named(it.veto_players())),
        veto_by_abstention: if ballot.unknown.is_empty() {
            describer.names(&ballot.stopped_by_abstention)
        } else {
            Vec::new()
        },
        dictator: game.and_then(Game::dictator).and_then(|at| ballot.voters.get(at)).map(|it| describer.name(*it)),
        dummies: indices.as_ref().map_or_else(Vec::new, |it| {
            let idle = (0..ballot.voters.len()).filter(|voter| it.swings_of(*voter) == 0);
            idle.map(|voter| describer.name(ballot.voters[voter])).collect()
        }),
        winning: told(game, game.and_then(|it| it.minimal_winning(MOST)), "votes yes"),
        blocking: told(game, game.and_then(|it| it.minimal_blocking(MOST)), "votes no"),
        winning_coalitions: indices.as_ref().map(|it| it.winning.to_string()),
        power_to_act: indices.as_ref().map(Indices::power_to_act),
        nakamura: game.map(|it| words_for(it.nakamura())),
        feasible: thresholds(describer, ballot),
        shares: match (game, &indices) {
            (Some(game), Some(indices)) => shares(describer, game, indices, &ballot.voters),
            _ => Vec::new(),
        },
    };
    match &ballot.many {
        Some(many) => vote_of_many(describer, ballot, many, vote),
        None => vote,
    }
}

/// What is told of a vote of more voters than a coalition of bits holds.
fn vote_of_many(describer: &Describer<'_, '_>, ballot: &VoteOrBody, many: &Classed, vote: Vote) -> Vote {
    let named = |voters: &[usize]| -> Vec<String> {
        voters.iter().filter_map(|at| ballot.voters.get(*at)).map(|it| describer.name(*it)).collect()
    };
    let part = |actors: Vec<String>, count: u32, act: &str| ActGroup {
        actors,
        count,
        act: act.to_owned(),
        gate: vote.words.clone(),
        line: vote.line,
    };
    let told = |found: &CoalitionClasses, act: &str| Sets {
        count: Some(found.count.to_string()),
        smallest: found.smallest,
        complete: found.shapes.len() < MOST,
        patterns: found
            .shapes
            .iter()
            .map(|(shape, ways)| {
                let classes = || many.classes().iter().zip(shape).filter(|it| *it.1 > 0);
                pattern(
                    classes().map(|(class, count)| (named(class), *count)),
                    classes().map(|(class, count)| part(named(class), *count, act)).collect(),
                    ways.to_string(),
                )
            })
            .collect(),
    };
    let indices = many.indices();
    let idle = many.classes().iter().zip(&indices.classes).filter(|it| !it.1.counts);
    Vote {
        veto: named(&many.veto_players()),
        dummies: idle.flat_map(|(class, _)| named(class)).collect(),
        winning: told(&many.minimal_winning(MOST), "votes yes"),
        blocking: told(&many.minimal_blocking(MOST), "votes no"),
        winning_coalitions: Some(indices.winning.to_string()),
        power_to_act: Some(indices.power_to_act),
        nakamura: Some(words_for(many.nakamura())),
        shares: shares_of_many(many, &indices, &named),
        ..vote
    }
}

fn shares_of_many(many: &Classed, indices: &ClassIndices, named: &dyn Fn(&[usize]) -> Vec<String>) -> Vec<Share> {
    let mut shares: Vec<Share> = many
        .classes()
        .iter()
        .zip(&indices.classes)
        .map(|(class, it)| {
            let (above, below) = &it.shapley;
            let one = below.to_string();
            Share {
                voters: named(class),
                prevents: it.prevents,
                initiates: it.initiates,
                banzhaf: it.banzhaf,
                banzhaf_share: it.banzhaf_share,
                shapley: above.share_of(below),
                shapley_exact: if one == "1" { above.to_string() } else { format!("{above}/{one}") },
            }
        })
        .collect();
    shares.sort_by(|one, other| other.shapley.total_cmp(&one.shapley));
    shares
}

/// Why nobody can say what the votes count.
fn undetermined(describer: &Describer<'_, '_>, why: &Unclear) -> String {
    match why {
        Unclear::Voters(file, span) => {
            let words = if *file == describer.treaty.file { describer.words(*span) } else { String::new() };
            if words.is_empty() {
                "who votes: the text names no actor".to_owned()
            } else {
                format!("who votes in “{words}”: the text does not name every actor")
            }
        }
        Unclear::Weights { weighting, without } => {
            let (weights, names) =
                (describer.treaty.weights[*weighting as usize].name, describer.treaty.names(without));
            format!("the weight of {names}, whom `{weights}` does not name")
        }
    }
}

fn words_for(nakamura: Nakamura) -> String {
    match nakamura {
        Nakamura::Infinite => "infinite, since a voter has a veto".to_owned(),
        Nakamura::Of(count) => count.to_string(),
        Nakamura::Unknown => "not computed: the voters differ too much".to_owned(),
    }
}

/// The thresholds that neither the bloc can carry nor block. Where some must concur, none helps.
fn thresholds(describer: &Describer<'_, '_>, ballot: &VoteOrBody) -> Option<String> {
    let (electors, adverse) = (ballot.voters.len() as u32, ballot.adverse.len() as u32);
    let classes = ballot.game.as_ref().map(|it| it.classes().len());
    let classes = classes.or_else(|| ballot.many.as_ref().map(|it| it.classes().len()));
    if adverse == 0 || classes != Some(1) {
        return None;
    }
    let bloc = describer.treaty.names(&ballot.adverse);
    Some(match feasible(electors, adverse) {
        Some(range) if range.start() == range.end() => {
            format!(
                "{bloc} alone can neither carry nor block it if exactly {} of {electors} are required",
                range.start()
            )
        }
        Some(range) => format!(
            "{bloc} alone can neither carry nor block it if {} to {} of {electors} are required",
            range.start(),
            range.end()
        ),
        None => format!("no threshold keeps {bloc} from blocking or carrying it: it has half of the votes"),
    })
}

/// So many voters who count alike are named, and of more the first few.
const NAMED: usize = 40;

fn listed(all: &[String]) -> String {
    let Some(first) = all.get(..8).filter(|_| all.len() > NAMED) else { return all.join(", ") };
    format!("{} and {} others", first.join(", "), all.len() - first.len())
}

/// A coalition by how many of each class it holds.
fn pattern(classes: impl Iterator<Item = (Vec<String>, u32)>, parts: Vec<ActGroup>, ways: String) -> Pattern {
    let mut acts = 0;
    let mut words = Vec::new();
    for (all, count) in classes {
        acts += count;
        let listed = listed(&all);
        words.push(if count as usize == all.len() {
            listed
        } else if count == 1 {
            format!("any one of {listed}")
        } else {
            format!("any {count} of {listed}")
        });
    }
    let words = if words.is_empty() { "nobody".to_owned() } else { words.join(", with ") };
    Pattern { words, acts, sets: Some(ways), parts }
}

fn members(coalition: Coalition) -> impl Iterator<Item = usize> {
    (0..Coalition::BITS as usize).filter(move |at| coalition >> at & 1 == 1)
}

/// Minimal coalitions; those that differ only in which of several voters they hold who count alike are told once.
fn sets(
    game: Option<&Game>,
    minimal: Option<Minimal>,
    named: &dyn Fn(Coalition) -> Vec<String>,
    part: &dyn Fn(Vec<String>, u32) -> ActGroup,
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
        let mut counts = Vec::new();
        for (class, count) in game.classes().iter().zip(&shape).filter(|it| *it.1 > 0) {
            let of = class.count_ones();
            ways = (0..*count).fold(ways, |ways, at| ways * u128::from(of - at) / u128::from(at + 1));
            counts.push((named(*class), *count));
        }
        told += ways;
        let parts = counts.iter().map(|(all, count)| part(all.clone(), *count)).collect();
        patterns.push(pattern(counts.into_iter(), parts, ways.to_string()));
        seen.push(shape);
    }
    let complete = told == minimal.count;
    Sets { count: Some(minimal.count.to_string()), smallest: minimal.smallest, complete, patterns }
}

fn shares(describer: &Describer<'_, '_>, game: &Game, indices: &Indices, voters: &[ActorId]) -> Vec<Share> {
    let share = |class: &Coalition| {
        let voter = class.trailing_zeros() as usize;
        let names: Vec<String> =
            members(*class).filter_map(|at| voters.get(at)).map(|it| describer.name(*it)).collect();
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
