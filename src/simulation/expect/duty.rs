//! Who is obliged to what in a play, and who may do what.

use super::clock::Deadline;
use super::state::{outcome, reasons, words_of};
use super::{ExpectationTruth, Judge, JudgedClaim};
use crate::model::vocabulary::{VerbClass, verb as meaning};
use crate::model::{
    ActorId, Actors, DetailKind, MayWho, Object, ObligedWho, Provision, ProvisionId, RefTarget, Sentence,
};
use crate::simulation::duties::obliges;
use crate::simulation::{Due, LifeState, LifeView, PlayMinute};
use crate::syntax::ast::{Modal, ProvisionKind};

/// Whether somebody, nobody, or each of some is obliged.
pub(super) fn obliged<'a>(
    judge: &Judge<'_, 'a>,
    who: &ObligedWho<'a>,
    verb: Option<&str>,
    objects: &[Object<'a>],
    deadline: &Deadline,
) -> JudgedClaim {
    match who {
        ObligedWho::Each(actors) => {
            let actors = judge.treaty.members(actors, judge.case);
            judge.joined(actors.into_iter().map(|it| of_actor(judge, it, verb, objects, deadline)))
        }
        ObligedWho::Somebody => of_anybody(judge, verb, objects, deadline, false),
        ObligedWho::Nobody => {
            let answer = of_anybody(judge, verb, objects, deadline, true);
            let truth = match answer.truth {
                ExpectationTruth::Yes => ExpectationTruth::No,
                ExpectationTruth::No => ExpectationTruth::Yes,
                ExpectationTruth::Unknown => ExpectationTruth::Unknown,
            };
            JudgedClaim { truth, ..answer }
        }
    }
}

/// Whether one actor is obliged, whatever it owes.
fn of_actor<'a>(
    judge: &Judge<'_, 'a>,
    who: ActorId,
    verb: Option<&str>,
    objects: &[Object<'a>],
    deadline: &Deadline,
) -> JudgedClaim {
    let own = judge.play.due.iter().filter(|it| it.who == who && !is_freed(it) && is_of(judge, it, verb, objects));
    let answer = JudgedClaim::any(own.map(|it| owed(judge, it, deadline, judge.negated)));
    answer.unwrap_or_else(|| not_owed(judge, Some(who), verb, objects))
}

/// Whether anybody is obliged to act by what happened.
fn of_anybody<'a>(
    judge: &Judge<'_, 'a>,
    verb: Option<&str>,
    objects: &[Object<'a>],
    deadline: &Deadline,
    ever: bool,
) -> JudgedClaim {
    let counts = |it: &&Due| {
        let concerned = judge.case.is_some_and(|case| case.attacker == it.who || case.victim == Some(it.who));
        !concerned && !it.standing && !is_freed(it) && is_of(judge, it, verb, objects) && (verb.is_some() || it.acts)
    };
    let answer = JudgedClaim::any(judge.play.due.iter().filter(counts).map(|it| owed(judge, it, deadline, ever)));
    answer.unwrap_or_else(|| not_owed(judge, None, verb, objects))
}

/// Whether somebody is freed from a duty as soon as it would be owed.
fn is_freed(due: &Due) -> bool {
    due.freed.is_some_and(|it| it <= due.since)
}

/// Whether what is owed is owed for certain, and in time; of what somebody was freed from later, whether it ever was.
fn owed(judge: &Judge<'_, '_>, due: &Due, deadline: &Deadline, ever: bool) -> JudgedClaim {
    let treaty = judge.treaty;
    let name = words_of(treaty, RefTarget::Provision(due.provision));
    let until = due.by.map_or_else(String::new, |by| format!(" by {}", by.words(&judge.play.zone)));
    let words =
        format!("{} is obliged by {name} since {}{until}", treaty.name(due.who), due.since.words(&judge.play.zone));
    let of_it = |it: &&LifeView| it.provision == due.provision && it.bearer.is_none_or(|who| who == due.who);
    let steps: Vec<usize> = judge.play.lives.iter().find(of_it).and_then(|it| it.step).into_iter().collect();
    let in_time = match deadline {
        Deadline::None => true,
        Deadline::At(last) => due.by.is_some_and(|by| by <= *last),
        Deadline::Never | Deadline::Unknown(_) => false,
    };
    let words = match (in_time, due.by) {
        (false, None) => format!("{words}, without a time-limit"),
        _ => words,
    };
    if let Some(freed) = due.freed.filter(|at| !ever || *at <= due.since) {
        let words = format!("{words}, and released on {}", freed.words(&judge.play.zone));
        return JudgedClaim::new(ExpectationTruth::No, words, steps);
    }
    if !in_time {
        return JudgedClaim::new(ExpectationTruth::No, words, steps);
    }
    if due.certain {
        return JudgedClaim::new(ExpectationTruth::Yes, words, steps);
    }
    let view = judge.play.lives.iter().filter(of_it).find(|it| !it.unknown.is_empty());
    let why = view.map_or_else(|| format!("whether {words}"), reasons);
    JudgedClaim::new(ExpectationTruth::Unknown, why, steps)
}

/// Nothing of it is owed; a promise of it that waits says why. What cannot be determined may be owed.
fn not_owed<'a>(
    judge: &Judge<'_, 'a>,
    who: Option<ActorId>,
    verb: Option<&str>,
    objects: &[Object<'a>],
) -> JudgedClaim {
    let speaks = |view: &&LifeView| {
        let provision = judge.treaty.provision(view.provision);
        !view.freed
            && view.bearer.is_none_or(|own| who.is_none_or(|it| it == own))
            && provision.sentences.iter().any(|it| {
                let bears = |who: ActorId| {
                    it.bearer.as_ref().is_some_and(|it| judge.treaty.members(it, judge.case).contains(&who))
                };
                is_duty(it) && who.is_none_or(bears) && is_sentence_of(judge, provision, it, verb, objects)
            })
    };
    let views: Vec<&LifeView> = judge.play.lives.iter().filter(speaks).collect();
    let steps = |view: &LifeView| view.step.into_iter().collect();
    let names = who.map_or("nobody".to_owned(), |it| judge.treaty.name(it).to_owned());
    if let Some(view) = views.iter().find(|it| !it.unknown.is_empty() && it.live.is_none()) {
        return JudgedClaim::new(ExpectationTruth::Unknown, reasons(view), steps(view));
    }
    let not = if who.is_some() { "is not obliged" } else { "is obliged" };
    let waiting = views.iter().find(|it| it.state == LifeState::Waiting).or(views.first());
    match waiting {
        Some(view) => {
            JudgedClaim::new(ExpectationTruth::No, format!("{names} {not}: {}", outcome(judge, view)), steps(view))
        }
        None => JudgedClaim::new(ExpectationTruth::No, format!("{names} {not}"), Vec::new()),
    }
}

/// Whether a duty is of a verb, with objects.
fn is_of<'a>(judge: &Judge<'_, 'a>, due: &Due, verb: Option<&str>, objects: &[Object<'a>]) -> bool {
    let provision = judge.treaty.provision(due.provision);
    if let Some(sentence) = due.sentence.and_then(|at| provision.sentences.get(at)) {
        return is_sentence_of(judge, provision, sentence, verb, objects);
    }
    verb.is_none_or(|it| word_of(provision.kind).iter().any(|own| is_or_is_narrower(own, it)))
        && objects.iter().all(|it| has_recipient(judge, provision, it))
}

fn is_sentence_of<'a>(
    judge: &Judge<'_, 'a>,
    provision: &Provision<'a>,
    sentence: &Sentence<'a>,
    verb: Option<&str>,
    objects: &[Object<'a>],
) -> bool {
    verb.is_none_or(|it| is_or_is_narrower(sentence.verb, it))
        && objects
            .iter()
            .all(|it| sentence.objects.iter().any(|own| holds(judge, own, it)) || has_recipient(judge, provision, it))
}

/// What those owe whom no sentence names.
fn word_of(kind: ProvisionKind) -> &'static [&'static str] {
    match kind {
        ProvisionKind::Supply => &["supply", "provide", "deliver"],
        ProvisionKind::Consultation => &["consult", "meet"],
        ProvisionKind::Sanctions => &["impose", "apply", "sanction"],
        ProvisionKind::Deployment => &["deploy", "station", "send"],
        ProvisionKind::Rung => &["respond", "assist"],
        ProvisionKind::Registration => &["register"],
        ProvisionKind::Ceasefire => &["cease", "hold"],
        ProvisionKind::Verification => &["allow", "admit"],
        _ => &[],
    }
}

/// Whether a verb is another, or is help where help of any kind is asked for.
fn is_or_is_narrower(verb: &str, asked: &str) -> bool {
    let is_help = matches!(asked, "assist" | "help" | "aid" | "support");
    verb == asked
        || is_help && meaning(verb).is_some_and(|it| it.class == VerbClass::Aid)
        || asked == "act" && meaning(verb).is_some_and(|it| matches!(it.class, VerbClass::Aid | VerbClass::Act))
}

/// Whether a provision gives to whom, or what, is asked for.
fn has_recipient<'a>(judge: &Judge<'_, 'a>, provision: &Provision<'a>, asked: &Object<'a>) -> bool {
    provision.details.iter().any(|it| match &it.kind {
        DetailKind::To(objects, _) => objects.iter().any(|it| holds(judge, it, asked)),
        DetailKind::Against(objects) | DetailKind::Means(objects) => objects.iter().any(|it| holds(judge, it, asked)),
        _ => false,
    })
}

/// Whether an object is among another.
fn holds<'a>(judge: &Judge<'_, 'a>, own: &Object<'a>, asked: &Object<'a>) -> bool {
    let members = |it: &Actors<'a>| judge.treaty.members(it, judge.case);
    match (own, asked) {
        (Object::Actors(own), Object::Actors(asked)) => {
            let (own, asked) = (members(own), members(asked));
            !asked.is_empty() && asked.iter().all(|it| own.contains(it))
        }
        (Object::Word(own), Object::Word(asked)) => !own.hole && own.text == asked.text,
        (Object::Provision(own, _), Object::Provision(asked, _)) => own == asked,
        (Object::Place(own, _), Object::Place(asked, _)) => own == asked,
        (Object::Instrument(own, _), Object::Instrument(asked, _)) => own == asked,
        (Object::Quantity(own), Object::Quantity(asked)) => {
            own.unit == asked.unit && own.thousandths.is_some() && own.thousandths >= asked.thousandths
        }
        _ => false,
    }
}

/// Whether a sentence says what somebody owes.
fn is_duty(sentence: &Sentence<'_>) -> bool {
    sentence.modal.and_then(obliges).is_some()
}

/// Whether a live permission, role or deployment allows something to somebody, or to those whom it speaks of.
pub(super) fn may<'a>(
    judge: &Judge<'_, 'a>,
    who: &MayWho<'a>,
    verb: &str,
    objects: &[Object<'a>],
    deadline: &Deadline,
) -> JudgedClaim {
    match who {
        MayWho::Provision(of) => {
            let allowing = |it: &&LifeView| {
                RefTarget::Provision(it.provision) == *of && allows(judge, it.provision, None, verb, objects)
            };
            let found =
                JudgedClaim::any(judge.play.lives.iter().filter(allowing).map(|it| allowed(judge, it, deadline)));
            found.unwrap_or_else(|| {
                JudgedClaim::new(
                    ExpectationTruth::No,
                    format!("{} does not say that anybody may {verb}", words_of(judge.treaty, *of)),
                    vec![],
                )
            })
        }
        MayWho::Actors(actors) => {
            let members = judge.treaty.members(actors, judge.case);
            let answers = members.into_iter().map(|who| {
                let allowing = |it: &&LifeView| {
                    it.bearer.is_none_or(|own| own == who) && allows(judge, it.provision, Some(who), verb, objects)
                };
                let found =
                    JudgedClaim::any(judge.play.lives.iter().filter(allowing).map(|it| allowed(judge, it, deadline)));
                let name = judge.treaty.name(who);
                found.unwrap_or_else(|| {
                    JudgedClaim::new(ExpectationTruth::No, format!("nothing says that {name} may {verb}"), vec![])
                })
            });
            judge.joined(answers)
        }
    }
}

/// Whether what allows it is live in time.
fn allowed(judge: &Judge<'_, '_>, view: &LifeView, deadline: &Deadline) -> JudgedClaim {
    let in_time = |at: PlayMinute| match deadline {
        Deadline::None => true,
        Deadline::At(last) => at <= *last,
        Deadline::Never | Deadline::Unknown(_) => false,
    };
    let steps = view.step.into_iter().collect();
    match view.live {
        Some(at) if in_time(at) => JudgedClaim::new(ExpectationTruth::Yes, outcome(judge, view), steps),
        None if !view.unknown.is_empty() => JudgedClaim::new(ExpectationTruth::Unknown, reasons(view), steps),
        _ => JudgedClaim::new(ExpectationTruth::No, outcome(judge, view), steps),
    }
}

/// Whether a provision would allow it, were it live.
fn allows<'a>(
    judge: &Judge<'_, 'a>,
    provision: ProvisionId,
    who: Option<ActorId>,
    verb: &str,
    objects: &[Object<'a>],
) -> bool {
    let provision = judge.treaty.provision(provision);
    let is_member = |actors: &Actors<'a>| who.is_none_or(|it| judge.treaty.members(actors, judge.case).contains(&it));
    let by_sentence = provision.sentences.iter().any(|it| {
        matches!(it.modal, Some(Modal::May | Modal::ReservesTheRight | Modal::Shall | Modal::Will))
            && judge.treaty.is_settled(it)
            && it.bearer.as_ref().is_some_and(is_member)
            && is_sentence_of(judge, provision, it, Some(verb), objects)
    });
    if by_sentence || provision.kind != ProvisionKind::Deployment {
        return by_sentence;
    }
    let sends = provision.details.iter().any(|it| matches!(&it.kind, DetailKind::By(by) if is_member(by)));
    let has_role = || {
        provision.details.iter().any(|it| match &it.kind {
            DetailKind::Roles(_, words) => words.iter().any(|it| it.text == verb),
            _ => false,
        })
    };
    (who.is_none() || sends) && objects.is_empty() && (matches!(verb, "deploy" | "station") || has_role())
}
