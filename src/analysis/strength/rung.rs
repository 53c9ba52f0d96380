//! How strong a rung of a ladder is: each of its responses binds its own bearers.

use super::{Demand, Graded, NounContent, OpenWord, Provision, Strength, Treaty, matter};
use crate::model::{ActorId, Actors, Case, DetailKind, Members};
use crate::syntax::ast::Quantifier;

/// The strongest response that others than the attacker and the victim owe, in the assumed attack where it is weakest;
/// nothing if they owe none in any.
pub(super) fn strength(treaty: &Treaty<'_>, provision: &Provision<'_>) -> Option<Graded> {
    let in_case = |case: Option<&Case>| {
        let responses = provision.details.iter().filter_map(|it| match &it.kind {
            DetailKind::Response(words, by) => {
                let strength = content(treaty, words)?;
                owed(treaty, by.as_ref(), case, strength, it.span)
            }
            _ => None,
        });
        responses.reduce(Graded::or)
    };
    if treaty.threat.cases.is_empty() {
        return in_case(None);
    }
    let cases = treaty.threat.cases.iter().filter(|it| may_be(treaty, provision, it));
    cases.filter_map(|it| in_case(Some(it))).reduce(Graded::and)
}

/// The strongest response of those whom a test accepts.
pub(super) fn strength_for<'m>(
    treaty: &Treaty<'m>,
    provision: &Provision<'m>,
    bears: impl Fn(&Actors<'m>) -> bool,
) -> Option<Graded> {
    let own = provision.details.iter().filter_map(|it| match &it.kind {
        DetailKind::Response(words, Some(by)) if bears(by) => content(treaty, words),
        _ => None,
    });
    own.max().map(Graded::sure)
}

/// What the words of a response come to.
fn content(treaty: &Treaty<'_>, words: &[OpenWord<'_>]) -> Option<Strength> {
    let most = words.iter().filter(|it| !it.hole).map(|it| matter(treaty, it)).max()?;
    Some(match Demand::by(most) {
        Some(Demand::Words) => Strength::Expectation,
        Some(Demand::Talk) => Strength::Consult,
        Some(Demand::Appeal) => Strength::SeekAction,
        _ if most == NounContent::Thing => Strength::Given,
        _ => Strength::SelfJudged,
    })
}

/// A response as it binds others than the attacker and the victim; nothing if it binds none of them.
fn owed<'m>(
    treaty: &Treaty<'m>,
    by: Option<&Actors<'m>>,
    case: Option<&Case>,
    strength: Strength,
    span: crate::source::Span,
) -> Option<Graded> {
    let Some(by) = by else { return Some(Graded::unsure(strength, span, "who is bound by")) };
    let found = treaty.resolve(by, case);
    let third = |it: &ActorId| case.is_none_or(|case| case.is_third(*it));
    let (others, all) = (found.actors.iter().any(third), found.actors.iter().all(third));
    match others {
        // One of several may be the attacker or the victim.
        true if all || by.quantifier.is_none_or(Quantifier::takes_all) => Some(Graded::sure(strength)),
        false if !found.leaves_open() => None,
        _ => Some(Graded::unsure(strength, by.span, "who is bound by")),
    }
}

/// Whether the events of a rung may be those of an assumed attack.
fn may_be<'m>(treaty: &Treaty<'m>, provision: &Provision<'m>, case: &Case) -> bool {
    let among = |of: Option<&Actors<'m>>, actor: Option<ActorId>| {
        let holds = |found: Members| found.leaves_open() || actor.is_none_or(|it| found.actors.contains(&it));
        of.is_none_or(|it| holds(treaty.resolve(it, Some(case))))
    };
    provision.events.is_empty()
        || provision
            .events
            .iter()
            .any(|it| among(it.by.as_ref(), Some(case.attacker)) && among(it.against.as_ref(), case.victim))
}
