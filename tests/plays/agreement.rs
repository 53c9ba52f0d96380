//! The analyses held against plays: what circuits say can block or force, an exhaustive play of the same acts must show.
//!
//! `VATTEL_PLAYS` is how many drafts are made, `VATTEL_SEED` from which seed, `VATTEL_DRAFT` tries one of them and shows it.
//! `VATTEL_WIDE` draws clauses of every kind, `VATTEL_SHIPPED` takes the shipped drafts besides, `VATTEL_TIMES` compares times.

use super::wide::draft;
use super::with;
use crate::exactness::design::{Design, Dice};
use crate::support::{files, relative, root};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use vattel::analysis::Facts;
use vattel::analysis::budget::{self, WorkBudget};
use vattel::analysis::control::{Attack, Control};
use vattel::analysis::timeline;
use vattel::model::{ActorId, ActorSet, Case, Pace, ProvisionId, Treaty};
use vattel::simulation::{LifeState, LifeView, Others, Play, Setting, play};
use vattel::syntax::ast::Modal;

/// How many drafts are tried where nothing else is said.
const DRAFTS: u64 = 24;

/// Whether something is so; nobody can say in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    No,
    Unknown,
    Yes,
}

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().map_or(otherwise, |it| it.parse().expect("a number"))
}

/// What a play shows of a provision, for one bearer.
fn shown(play: &Play, provision: ProvisionId, bearer: Option<ActorId>) -> Verdict {
    let lives = || play.lives.iter().filter(|it| it.provision == provision);
    let own: Vec<_> = match bearer {
        Some(_) if lives().any(|it| it.bearer == bearer) => lives().filter(|it| it.bearer == bearer).collect(),
        _ if lives().any(|it| it.bearer.is_none()) => lives().filter(|it| it.bearer.is_none()).collect(),
        _ => lives().collect(),
    };
    let of = |it: &&LifeView| match it.live {
        Some(_) if it.state == LifeState::Suspended => {
            if it.unknown.is_empty() {
                Verdict::No
            } else {
                Verdict::Unknown
            }
        }
        Some(_) => Verdict::Yes,
        None if !it.unknown.is_empty() || it.doubtful.is_some() => Verdict::Unknown,
        None => Verdict::No,
    };
    own.iter().map(of).max().unwrap_or(Verdict::No)
}

struct Asked<'m, 't> {
    facts: &'m Facts<'t>,
    treaty: &'t Treaty<'t>,
    wrong: Vec<String>,
    plays: u64,
}

impl<'t> Asked<'_, 't> {
    fn play(&mut self, case: Option<Case>, others: Others, pace: Pace) -> Play {
        self.plays += 1;
        play(self.treaty, &Setting { others, pace, supposed: true, silent: true, ..Setting::of(case) })
    }

    fn names(&self, of: &[ActorId]) -> String {
        of.iter().map(|it| self.treaty.name(*it)).collect::<Vec<_>>().join("+")
    }

    fn control(&mut self, control: &Control<'t>) {
        let Some(provision) = control.activates() else { return };
        // Who holds what frees somebody is another question.
        if self.treaty.provision(provision).sentences.iter().any(|it| it.modal == Some(Modal::NeedNot)) {
            return;
        }
        let players = self.facts.players(control);
        for view in &control.views {
            let attack = view.attack.as_ref();
            let cases: Vec<Option<Case>> = match attack {
                Some(attack) => self
                    .treaty
                    .threat
                    .cases
                    .iter()
                    .filter(|it| {
                        it.attacker == attack.attacker && it.victim.is_none_or(|it| attack.victims.contains(&it))
                    })
                    .take(1)
                    .cloned()
                    .map(Some)
                    .collect(),
                None => vec![None],
            };
            let Some(case) = cases.into_iter().next() else { continue };
            let mut sets: Vec<ActorSet> = vec![Vec::new()];
            sets.extend(players.iter().map(|it| vec![*it]));
            sets.extend(
                players
                    .iter()
                    .enumerate()
                    .flat_map(|(at, one)| players[at + 1..].iter().map(|other| vec![*one, *other]))
                    .take(10),
            );
            sets.extend(attack.map(|it| it.bloc.clone()));
            sets.push(players.clone());
            let bearers: Vec<Option<ActorId>> = match &view.bearers[..] {
                [] => vec![None],
                some => some.iter().copied().map(Some).collect(),
            };
            for who in &sets {
                let undone = self.play(case.clone(), Others::Undone(who.clone()), Pace::AtOnce);
                let only = self.play(case.clone(), Others::Only(who.clone()), Pace::AtOnce);
                for bearer in bearers.iter().take(3) {
                    let before = self.wrong.len();
                    let ((), spent) =
                        budget::watch(|| self.compare(control, provision, who, attack, *bearer, &undone, &only));
                    // What was not worked out is not wrong.
                    if spent.unfinished {
                        self.wrong.truncate(before);
                    }
                }
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "all that a question is made of")]
    fn compare(
        &mut self,
        control: &Control<'t>,
        provision: ProvisionId,
        who: &[ActorId],
        attack: Option<&Attack>,
        bearer: Option<ActorId>,
        undone: &Play,
        only: &Play,
    ) {
        let name = self.treaty.provision(provision).name_or_kind();
        let for_whom = bearer.map_or_else(String::new, |it| format!(" for {}", self.treaty.name(it)));
        let blocks = !self.facts.blocking_by(control, who, attack, bearer).is_empty();
        let doubts = self.facts.doubts(control, &|it| !who.contains(&it), attack, bearer);
        let analysed = if blocks {
            Verdict::No
        } else if doubts.is_empty() {
            Verdict::Yes
        } else {
            Verdict::Unknown
        };
        let played = shown(undone, provision, bearer);
        if analysed != played {
            self.wrong.push(format!(
                "block: `{name}`{for_whom} without {}: circuits {analysed:?}, play {played:?}",
                self.names(who)
            ));
        }
        let forces = !self.facts.enabling_by(control, who, attack, bearer).is_empty();
        let doubts = self.facts.doubts(control, &|it| who.contains(&it), attack, bearer);
        let analysed = if forces {
            Verdict::Yes
        } else if doubts.is_empty() {
            Verdict::No
        } else {
            Verdict::Unknown
        };
        let played = shown(only, provision, bearer);
        if analysed != played {
            self.wrong.push(format!(
                "force: `{name}`{for_whom} by {} alone: circuits {analysed:?}, play {played:?}",
                self.names(who)
            ));
        }
    }

    fn times(&mut self) {
        let calendar = timeline::TimelineStart::from("2025-03-01").expect("a day");
        for (pace, own) in [(timeline::Bound::Earliest, Pace::AtOnce), (timeline::Bound::Worst, Pace::LastMoment)] {
            let table = self.facts.timetable(pace, None, calendar);
            let case = self.treaty.threat.cases.first().cloned();
            let played = self.play(case, Others::Undone(Vec::new()), own);
            for provision in &self.treaty.provisions {
                if !self.facts.controls().iter().any(|it| it.activates() == Some(provision.id)) {
                    continue;
                }
                let arrival = table.live(provision.id);
                let lives: Vec<_> = played.lives.iter().filter(|it| it.provision == provision.id).collect();
                let first = |it: &LifeView| {
                    if own == Pace::AtOnce { it.live.min(it.doubtful).or(it.live).or(it.doubtful) } else { it.live }
                };
                let slowest: Vec<Option<i64>> =
                    lives.iter().map(|it| first(it).map(|it| it.minute - played.start.minute)).collect();
                if own == Pace::LastMoment && lives.iter().any(|it| it.doubtful.is_some()) {
                    continue;
                }
                let slowest = if slowest.contains(&None) { None } else { slowest.into_iter().flatten().max() };
                let analysed = arrival.minutes().map(|it| i64::try_from(it).expect("a time"));
                // What is never live has no time.
                let never = lives.iter().all(|it| it.live.is_none()) && own == Pace::AtOnce;
                if analysed != slowest && !never {
                    self.wrong.push(format!(
                        "time: `{}` {own:?}: timeline {analysed:?}, play {slowest:?}",
                        provision.name_or_kind()
                    ));
                }
            }
        }
    }
}

/// Where analyses and plays of a draft differ, and how many plays were tried.
fn differences(text: &str) -> (Vec<String>, u64) {
    with(text, |treaty| {
        budget::allow(WorkBudget::of(text.len() << 8, 1));
        let facts = Facts::new(treaty);
        let mut asked = Asked { facts: &facts, treaty, wrong: Vec::new(), plays: 0 };
        for control in facts.controls() {
            asked.control(control);
        }
        if std::env::var("VATTEL_TIMES").is_ok() {
            asked.times();
        }
        (asked.wrong, asked.plays)
    })
}

#[test]
fn analyses_and_plays_agree() {
    let (count, seed) = (number("VATTEL_PLAYS", DRAFTS), number("VATTEL_SEED", 18));
    let only = number("VATTEL_DRAFT", u64::MAX);
    let mut texts: Vec<(String, String)> = Vec::new();
    if only == u64::MAX && std::env::var("VATTEL_SHIPPED").is_ok() {
        for file in
            files(&root().join("drafts"), "treaty").into_iter().chain(files(&root().join("tests/cases"), "treaty"))
        {
            let Ok(text) = std::fs::read_to_string(&file) else { continue };
            texts.push((relative(&file), text));
        }
    }
    let numbers = if only == u64::MAX { 0..count } else { only..only + 1 };
    let wide = std::env::var("VATTEL_WIDE").is_ok();
    texts.extend(numbers.map(|it| {
        let dice = &mut Dice::new(seed, it);
        (format!("number {it}"), if wide { draft(dice) } else { Design::new(dice).text() })
    }));
    let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut plays = 0;
    let mut unread = Vec::new();
    for (name, text) in &texts {
        let parsed = vattel::syntax::parse(vattel::source::FileId(0), text);
        if let Some(first) = parsed.diagnostics.first() {
            unread.push(first.message.clone());
            continue;
        }
        let (wrong, tried) = differences(text);
        plays += tried;
        for it in wrong {
            kinds.entry(name.clone()).or_default().push(it);
        }
    }
    let shown = if only == u64::MAX { "" } else { texts[0].1.as_str() };
    let read = texts.len() - unread.len();
    assert!(2 * read > texts.len(), "most drafts can't be read: {:?}", unread.first());
    assert!(plays > 10 * read as u64, "{plays} plays of {read} drafts");
    let mut told = String::new();
    let mut all: Vec<_> = kinds.iter().collect();
    all.sort_by_key(|it| texts.iter().find(|text| text.0 == *it.0).map_or(0, |it| it.1.len()));
    for (name, wrong) in all.iter().take(60) {
        let _ = writeln!(
            told,
            "{name}: {}\n    {}",
            wrong.len(),
            wrong.iter().take(3).cloned().collect::<Vec<_>>().join("\n    ")
        );
    }
    assert!(kinds.is_empty(), "{} of {read} drafts differ in {plays} plays\n{told}{shown}", kinds.len());
}
