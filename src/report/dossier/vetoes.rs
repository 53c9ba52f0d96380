//! Who can stop and who can force what, in words.

use super::teller::{Teller, act, is_own, is_promise, what};
use super::{Adverse, Blocker, Controlled, Verdict, Vetoes, View};
use crate::analysis::control::{self, Control, Support};
use crate::analysis::question;
use crate::analysis::route::Route;
use crate::analysis::{Facts, Holder, Power, Strength};
use crate::engine::Wording;
use crate::model::{ActorId, ActorSet};
use crate::rules::wording::listed;
use crate::syntax::ast::ProvisionKind;

/// Who can stop and who can force what.
pub(super) fn vetoes(teller: &Teller<'_, '_>) -> Vetoes {
    let mut found = Vetoes { promises: Vec::new(), powers: Vec::new(), ungated: Vec::new() };
    for control in teller.facts.controls() {
        let open = matches!(control.route, Route::Open);
        match control.activates() {
            Some(id) if open => {
                let provision = teller.treaty.provision(id);
                if is_promise(provision.kind) {
                    found.ungated.push(teller.provision(id));
                }
            }
            Some(id) => {
                let provision = teller.treaty.provision(id);
                // What stands before a trigger is told where the promise is told that hangs on it.
                let told = provision.kind == ProvisionKind::Trigger && !teller.facts.answers().to(id).is_empty();
                if !told {
                    found.promises.push(controlled(teller, control));
                }
            }
            None if open => {}
            None => found.powers.push(controlled(teller, control)),
        }
    }
    found
}

/// Who can stop and who can force each promise and trigger that has a gate, and every power that the text gives, with the
/// clause that says so.
pub fn held(facts: &Facts<'_>, wording: &Wording<'_>) -> Vec<(Holder, Controlled)> {
    let teller = &Teller::new(facts, wording);
    let gated = facts.controls().iter().filter(|it| !matches!(it.route, Route::Open));
    gated.map(|it| (it.holder, controlled(teller, it))).collect()
}

fn controlled(teller: &Teller<'_, '_>, control: &Control<'_>) -> Controlled {
    let strength = control.activates().and_then(|id| teller.facts.strength(id).graded());
    let clause = teller.clause(control.holder);
    let property = match control.power.word() {
        Some(word) => format!("{word} of {}", clause.name),
        None => clause.name.clone(),
    };
    Controlled {
        what: what(control.power, control.sought).to_owned(),
        property,
        strength: strength.map(|it| teller.strength(it)),
        views: views(teller, control),
        clause,
    }
}

/// The views; one for all attacks where they give the same.
fn views(teller: &Teller<'_, '_>, control: &Control<'_>) -> Vec<View> {
    let attacks = teller.facts.treaty().threat.aggressors.len();
    control.views.iter().map(|it| view(teller, control, it, attacks > 1)).collect()
}

fn view(teller: &Teller<'_, '_>, control: &Control<'_>, view: &control::View, several: bool) -> View {
    let own: &[ActorId] = if view.each { &view.bearers } else { &[] };
    View {
        attack: view.attack.as_ref().filter(|_| several).map(|it| teller.attack(it).words),
        bearers: teller.names(&view.bearers),
        each: view.each,
        alone: alone(teller, view, own),
        blocking: teller.sets(view.blocking.as_ref(), own, false),
        enabling: teller.sets(view.enabling.as_ref(), own, true),
        adverse: view.adverse.as_ref().map(|it| adverse(teller, control, view, it, own)),
    }
}

/// Everybody who alone blocks something; the aggressors first.
fn alone(teller: &Teller<'_, '_>, view: &control::View, own: &[ActorId]) -> Vec<Blocker> {
    let mut found = Vec::new();
    for pattern in view.blocking.iter().flat_map(|it| &it.patterns).filter(|it| it.acts() == 1) {
        for part in &pattern.parts {
            for actor in &part.actors {
                found.push(Blocker {
                    actor: if is_own(part, own) { "the bearer itself".to_owned() } else { teller.name(*actor) },
                    act: act(part, false, false).to_owned(),
                    gate: teller.words_of(&part.gate, None),
                    line: teller.line(part.gate.span),
                    adverse: teller.is_adverse(*actor) && !is_own(part, own),
                });
            }
        }
    }
    found.sort_by_key(|it| !it.adverse);
    found
}

fn adverse(
    teller: &Teller<'_, '_>,
    control: &Control<'_>,
    view: &control::View,
    it: &control::Adverse,
    own: &[ActorId],
) -> Adverse {
    let hurts = control.power.is_feared();
    let bloc = view.attack.as_ref().map_or(&[][..], |it| &it.bloc);
    let bearer = view.bearers.first().copied().filter(|_| view.each);
    let doubts = teller.facts.doubts(control, &|it| !bloc.contains(&it), view.attack.as_ref(), bearer);
    let (verdict, patterns) = if !it.alone.is_empty() {
        (Verdict::BlocksAlone, &it.alone)
    } else if !it.with_bloc.is_empty() {
        (Verdict::BlocksWithBloc, &it.with_bloc)
    } else if view.blocking.is_none() {
        (Verdict::NotWorkedOut, &it.alone)
    } else if !doubts.is_empty() {
        (Verdict::Undetermined, &it.alone)
    } else {
        (Verdict::CannotBlock, &it.alone)
    };
    let mut plays: Vec<String> = patterns
        .iter()
        .map(|pattern| format!("{}: {}", teller.pattern(pattern, own, false).words, stopped(teller, control, view)))
        .collect();
    let forces = hurts && !it.forces.is_empty();
    let done = |pattern| format!("{}: {}", teller.pattern(pattern, own, true).words, forced(teller, control));
    if forces {
        plays.extend(it.forces.iter().map(done));
    }
    // Acts at several gates may read alike.
    let mut seen = Vec::new();
    plays.retain(|it| !seen.contains(it) && (seen.push(it.clone()), true).1);
    let (support, defections, mut critical, pairs) = support(teller, &it.support);
    if own.len() > 1 {
        // Of the bearers, each is critical for itself.
        critical.retain(|name| !own.iter().any(|it| teller.treaty.name(*it) == name));
    }
    Adverse {
        verdict: if forces { Verdict::Forces } else { verdict },
        // What an aggressor owes itself is no loss to those whom it attacks.
        concerns: it.concerns && !(view.each && view.bearers.iter().all(|it| teller.is_adverse(*it))),
        plays,
        open: doubts.iter().map(|it| question::open(teller.treaty, it)).collect(),
        support,
        defections,
        critical,
        critical_pairs: pairs,
    }
}

/// What comes of it that something is stopped.
pub(super) fn stopped(teller: &Teller<'_, '_>, control: &Control<'_>, view: &control::View) -> String {
    let name = teller.clause(control.holder).name;
    match control.power {
        Power::Activation if control.sought => format!("what {name} asks for is not done"),
        Power::Activation => {
            let bloc: &[ActorId] = view.attack.as_ref().map_or(&[], |it| &it.bloc);
            let outside = |actor: &&ActorId| {
                !bloc.contains(actor) && view.attack.as_ref().is_none_or(|it| !it.victims.contains(actor))
            };
            let bound: ActorSet = view.bearers.iter().filter(outside).copied().collect();
            let owed = match control.holder {
                Holder::Provision(id) if teller.facts.strength(id).strongest() == Some(Strength::Right) => "right",
                _ => "obligation",
            };
            if bound.is_empty() {
                format!("{name} never takes effect")
            } else {
                format!("no {owed} arises for {} under {name}", listed(teller.treaty, &bound))
            }
        }
        Power::EntryIntoForce => "the treaty does not enter into force".to_owned(),
        Power::Access => format!("nobody obtains access under {name}"),
        Power::Findings => format!("{name} makes no finding"),
        Power::Mandate => format!("the mandate of {name} expires"),
        Power::Renewal => format!("{name} expires"),
        Power::Convening => format!("{name} does not meet"),
        Power::Deciding => format!("{name} decides nothing"),
        Power::Appointment => format!("{name} has no head"),
        Power::Amendment => "the text is not amended".to_owned(),
        Power::Snapback => "no measure is reinstated".to_owned(),
        Power::Funding => format!("{name} is not funded"),
        Power::Ending => format!("{name} continues"),
        Power::Suspension => "the treaty stays in force".to_owned(),
        Power::Forfeiture => "the promise is not forfeited".to_owned(),
        Power::Relief => format!("{name} stays in force"),
        Power::Change => format!("{name} is not changed"),
        Power::Use => "the bases are not used".to_owned(),
        Power::Accession => "no State accedes".to_owned(),
    }
}

/// What comes of it that something is forced.
pub(super) fn forced(teller: &Teller<'_, '_>, control: &Control<'_>) -> String {
    let name = teller.clause(control.holder).name;
    match control.power {
        Power::Forfeiture => "the promise is forfeited, whatever the others do".to_owned(),
        power => format!("{} under {name}, whatever the others do", what(power, control.sought)),
    }
}

/// How much support it takes: in words, how many may fall away, who is critical alone, who in pairs.
pub(super) fn support(teller: &Teller<'_, '_>, it: &Support) -> (String, Option<u32>, Vec<String>, Vec<[String; 2]>) {
    match it {
        Support::Blocked => ("no support of others suffices".to_owned(), None, Vec::new(), Vec::new()),
        Support::Unneeded => ("it requires nobody else's support".to_owned(), None, Vec::new(), Vec::new()),
        Support::Unknown => ("too many take part to determine it".to_owned(), None, Vec::new(), Vec::new()),
        Support::Survives { defections, singles, pairs } => {
            let words = match defections {
                0 => "it fails if one of those expected to help defects".to_owned(),
                1 => "it survives the defection of one of those expected to help, but not of two".to_owned(),
                more => {
                    format!("it survives the defection of {more} of those expected to help, but not of {}", more + 1)
                }
            };
            let pairs = pairs.iter().map(|[one, other]| [teller.name(*one), teller.name(*other)]).collect();
            (words, Some(*defections), teller.names(singles), pairs)
        }
    }
}
