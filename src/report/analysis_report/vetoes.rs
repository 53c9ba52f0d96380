//! Who can stop and who can force what, in words.

use super::describer::{Describer, act, is_own, is_promise, what};
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
pub(super) fn vetoes(describer: &Describer<'_, '_>) -> Vetoes {
    let mut found = Vetoes { promises: Vec::new(), powers: Vec::new(), ungated: Vec::new() };
    for control in describer.facts.controls() {
        let open = matches!(control.route, Route::Open);
        match control.activates() {
            Some(id) if open => {
                let provision = describer.treaty.provision(id);
                if is_promise(provision.kind) {
                    found.ungated.push(describer.provision(id));
                }
            }
            Some(id) => {
                let provision = describer.treaty.provision(id);
                // What stands before a trigger is told where the promise is told that hangs on it.
                let told = provision.kind == ProvisionKind::Trigger && !describer.facts.answers().to(id).is_empty();
                if !told {
                    found.promises.push(controlled(describer, control));
                }
            }
            None if open => {}
            None => found.powers.push(controlled(describer, control)),
        }
    }
    found
}

/// Who can stop and who can force each promise and trigger that has a gate, and every power that the text gives, with the
/// clause that says so.
pub fn held(facts: &Facts<'_>, wording: &Wording<'_>) -> Vec<(Holder, Controlled)> {
    let describer = &Describer::new(facts, wording);
    let gated = facts.controls().iter().filter(|it| !matches!(it.route, Route::Open));
    gated.map(|it| (it.holder, controlled(describer, it))).collect()
}

fn controlled(describer: &Describer<'_, '_>, control: &Control<'_>) -> Controlled {
    let strength = control.activates().and_then(|id| describer.facts.strength(id).graded());
    let clause = describer.clause(control.holder);
    let property = match control.power.as_str() {
        Some(word) => format!("{word} of {}", clause.name),
        None => clause.name.clone(),
    };
    Controlled {
        what: what(control.power, control.sought).to_owned(),
        property,
        strength: strength.map(|it| describer.strength(it)),
        views: views(describer, control),
        clause,
    }
}

/// The views; one for all attacks where they give the same.
fn views(describer: &Describer<'_, '_>, control: &Control<'_>) -> Vec<View> {
    let attacks = describer.facts.treaty().threat.aggressors.len();
    control.views.iter().map(|it| view(describer, control, it, attacks > 1)).collect()
}

fn view(describer: &Describer<'_, '_>, control: &Control<'_>, view: &control::View, several: bool) -> View {
    let own: &[ActorId] = if view.each { &view.bearers } else { &[] };
    View {
        attack: view.attack.as_ref().filter(|_| several).map(|it| describer.attack(it).words),
        bearers: describer.names(&view.bearers),
        each: view.each,
        alone: alone(describer, view, own),
        blocking: describer.sets(view.blocking.as_ref(), own, false),
        enabling: describer.sets(view.enabling.as_ref(), own, true),
        adverse: view.adverse.as_ref().map(|it| adverse(describer, control, view, it, own)),
    }
}

/// Everybody who alone blocks something; the aggressors first.
fn alone(describer: &Describer<'_, '_>, view: &control::View, own: &[ActorId]) -> Vec<Blocker> {
    let mut found = Vec::new();
    for pattern in view.blocking.iter().flat_map(|it| &it.patterns).filter(|it| it.acts() == 1) {
        for part in &pattern.parts {
            for actor in &part.actors {
                found.push(Blocker {
                    actor: if is_own(part, own) { "the bearer itself".to_owned() } else { describer.name(*actor) },
                    act: act(part, false, false).to_owned(),
                    gate: describer.words_of(&part.gate, None),
                    line: describer.line(part.gate.span),
                    adverse: describer.is_adverse(*actor) && !is_own(part, own),
                });
            }
        }
    }
    found.sort_by_key(|it| !it.adverse);
    found
}

fn adverse(
    describer: &Describer<'_, '_>,
    control: &Control<'_>,
    view: &control::View,
    it: &control::Adverse,
    own: &[ActorId],
) -> Adverse {
    let hurts = control.power.is_feared();
    let bloc = view.attack.as_ref().map_or(&[][..], |it| &it.bloc);
    let bearer = view.bearers.first().copied().filter(|_| view.each);
    let doubts = describer.facts.doubts(control, bloc, false, view.attack.as_ref(), bearer);
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
        .map(|pattern| {
            format!("{}: {}", describer.pattern(pattern, own, false).words, stopped(describer, control, view))
        })
        .collect();
    let forces = hurts && !it.forces.is_empty();
    let done = |pattern| format!("{}: {}", describer.pattern(pattern, own, true).words, forced(describer, control));
    if forces {
        plays.extend(it.forces.iter().map(done));
    }
    // Acts at several gates may read alike.
    let mut seen = Vec::new();
    plays.retain(|it| !seen.contains(it) && (seen.push(it.clone()), true).1);
    let (support, defections, mut critical, pairs) = support(describer, &it.support);
    if own.len() > 1 {
        // Of the bearers, each is critical for itself.
        critical.retain(|name| !own.iter().any(|it| describer.treaty.name(*it) == name));
    }
    Adverse {
        verdict: if forces { Verdict::Forces } else { verdict },
        // What an aggressor owes itself is no loss to those whom it attacks.
        concerns: it.concerns && !(view.each && view.bearers.iter().all(|it| describer.is_adverse(*it))),
        plays,
        open: doubts.iter().map(|it| question::open(describer.treaty, it)).collect(),
        support,
        defections,
        critical,
        critical_pairs: pairs,
    }
}

/// What comes of it that something is stopped.
pub(super) fn stopped(describer: &Describer<'_, '_>, control: &Control<'_>, view: &control::View) -> String {
    let name = describer.clause(control.holder).name;
    match control.power {
        Power::Activation if control.sought => format!("what {name} asks for is not done"),
        Power::Activation => {
            let bloc: &[ActorId] = view.attack.as_ref().map_or(&[], |it| &it.bloc);
            let outside = |actor: &&ActorId| {
                !bloc.contains(actor) && view.attack.as_ref().is_none_or(|it| !it.victims.contains(actor))
            };
            let bound: ActorSet = view.bearers.iter().filter(outside).copied().collect();
            let owed = match control.holder {
                Holder::Provision(id) if describer.facts.strength(id).strongest() == Some(Strength::Right) => "right",
                _ => "obligation",
            };
            if bound.is_empty() {
                format!("{name} never takes effect")
            } else {
                format!("no {owed} arises for {} under {name}", listed(describer.treaty, &bound))
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
pub(super) fn forced(describer: &Describer<'_, '_>, control: &Control<'_>) -> String {
    let name = describer.clause(control.holder).name;
    match control.power {
        Power::Forfeiture => "the promise is forfeited, whatever the others do".to_owned(),
        power => format!("{} under {name}, whatever the others do", what(power, control.sought)),
    }
}

/// How much support it takes: in words, how many may fall away, who is critical alone, who in pairs.
pub(super) fn support(
    describer: &Describer<'_, '_>,
    it: &Support,
) -> (String, Option<u32>, Vec<String>, Vec<[String; 2]>) {
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
            let pairs = pairs.iter().map(|[one, other]| [describer.name(*one), describer.name(*other)]).collect();
            (words, Some(*defections), describer.names(singles), pairs)
        }
    }
}
