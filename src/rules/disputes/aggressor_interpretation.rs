//! What the text means is settled only with a potential aggressor, or by it.

use crate::analysis::promises_beyond;
use crate::model::{ActorId, ActorSet, Actors, Case, Decision, DetailKind, Provision, SetTerm};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::{promisers, untainted};
use crate::source::Span;
use crate::syntax::ast::{ProvisionKind, Quantifier};

declare_rule! {
    /// ## What it checks
    /// Where the text names who interprets it, no assumed aggressor, alone or with those aligned with it, can keep an
    /// interpretation from being given, or give one by itself.
    ///
    /// A peace between the adversaries alone, in which nobody else promises anything, is read by both: that is no finding. Nor
    /// is silence on who interprets.
    ///
    /// ## Why it matters
    /// The help of others turns on a few words: attack, territory, deployed. Whoever must agree to what they mean need not
    /// block the vote on help. It disputes the word, and the vote waits. The rule serves the beneficiary, and guarantors who
    /// want to know before a crisis what they owe.
    ///
    /// ## Precedent
    /// Annex 1-A of the Dayton agreement (1995) makes the commander of the force the final authority in theatre on what the
    /// military annex means. The agreed minute to the treaty on Germany of 1990 leaves the meaning of "deployed" to the German
    /// government alone.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// party FRA "French Republic"     is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// obligation assist {
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// interpretation { by unanimity of parties }  #~ aggressor-interpretation: `RUS` can keep the text from being interpreted
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// party FRA "French Republic"     is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// obligation assist {
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// interpretation { interpreter ICJ }
    /// ```
    ///
    /// ## References
    /// - General Framework Agreement for Peace in Bosnia and Herzegovina, Dayton (1995), annex 1-A
    /// - Treaty on the Final Settlement with respect to Germany (1990), agreed minute
    "disputes/aggressor-interpretation" {
        summary: "what the text means is settled only with a potential aggressor, or by it",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

/// What somebody can do about an interpretation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    /// There is none without it.
    Blocks,
    /// It gives one whatever the others say.
    Decides,
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for provision in cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Interpretation) {
        let found = cx.model.threat.cases.iter().find_map(|case| held(cx, provision, case).map(|it| (case, it)));
        let Some((case, (who, hold, span))) = found else { continue };
        let mut disputants: ActorSet = case.bloc.clone();
        disputants.extend(case.victim);
        disputants.sort_unstable();
        if promises_beyond(cx.model, cx.model.part_of(provision.unit), &disputants) {
            report(cx, sink, case, &who, hold, span);
        }
    }
}

/// Who of the bloc holds the interpretation, how, and by which words.
fn held<'a>(cx: &CheckContext<'a>, provision: &'a Provision<'a>, case: &Case) -> Option<(ActorSet, Hold, Span)> {
    provision.details.iter().find_map(|detail| match &detail.kind {
        DetailKind::Interpreter(actors) => {
            let (who, hold) = by_interpreter(cx, actors, case)?;
            Some((who, hold, actors.span))
        }
        DetailKind::AuthorisedBy(decision) => {
            let (who, hold) = by_decision(cx, decision, case)?;
            Some((who, hold, decision.span))
        }
        _ => None,
    })
}

fn by_interpreter<'a>(cx: &CheckContext<'a>, actors: &'a Actors<'a>, case: &Case) -> Option<(ActorSet, Hold)> {
    // One body decides as its rule says.
    if let ([SetTerm::Actor(id)], []) = (&actors.include[..], &actors.except[..])
        && let Some(body) = cx.model.actor(*id).body.as_deref()
        && let Some(decision) = body.rules.iter().find(|it| it.matters.is_empty()).and_then(|it| it.decision.as_ref())
    {
        return by_decision(cx, decision, case).map(|(_, hold)| (members(cx, *id, case), hold));
    }
    let all = cx.model.members(actors, Some(case));
    let adverse: ActorSet = all.iter().copied().filter(|it| case.bloc.contains(it)).collect();
    let any = !actors.quantifier.is_none_or(Quantifier::takes_all);
    if adverse.is_empty() {
        None
    } else if adverse.len() == all.len() || any {
        Some((adverse, Hold::Decides))
    } else {
        Some((adverse, Hold::Blocks))
    }
}

/// Who of the bloc sits on a body; the attacker, where its rule does not say.
fn members(cx: &CheckContext<'_>, body: ActorId, case: &Case) -> ActorSet {
    let members = cx.model.members_of(body, Some(case)).actors;
    let adverse: ActorSet = case.bloc.iter().copied().filter(|it| members.contains(it)).collect();
    if adverse.is_empty() { vec![case.attacker] } else { adverse }
}

fn by_decision<'a>(cx: &CheckContext<'a>, decision: &'a Decision<'a>, case: &Case) -> Option<(ActorSet, Hold)> {
    let alone = [case.attacker];
    let ways: [&[ActorId]; 2] = [&alone, &case.bloc];
    let decides = ways.iter().find(|who| cx.facts.forces_decision(who, decision, Some(case)));
    if let Some(who) = decides {
        return Some((who.to_vec(), Hold::Decides));
    }
    let blocks = ways.iter().find(|who| cx.facts.blocks_decision(who, decision, Some(case)).is_some());
    blocks.map(|who| (who.to_vec(), Hold::Blocks))
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, case: &Case, who: &[ActorId], hold: Hold, span: Span) {
    let named = quoted(cx, who);
    let can = if who.len() > 1 { "can together" } else { "can" };
    let message = match hold {
        Hold::Blocks => format!("{named} {can} keep the text from being interpreted"),
        Hold::Decides => format!("{named} {can} say what the text means, whatever the others hold"),
    };
    let finding = sink.report(span, message);
    finding.here(match hold {
        Hold::Blocks => "no interpretation without it",
        Hold::Decides => "its reading is the text's",
    });
    if let Some(assumed) = case.span {
        finding.label(assumed, format!("`{}` is assumed to attack", cx.model.name(case.attacker)));
    }
    let (plain, s) = (cx.model.names(who), if who.len() == 1 { "s" } else { "" });
    let victim = case.victim.map_or("the victim", |it| cx.model.name(it));
    finding.counterexample(match hold {
        Hold::Blocks => format!(
            "{plain} dispute{s} that there was an attack on {victim} in the sense of the text: the meaning stays open, and \
             help waits"
        ),
        Hold::Decides => format!("{plain} find{s} that what was done to {victim} is no attack in the sense of the text"),
    });
    let others = untainted(cx.model);
    if promisers(cx.model) != "the others" {
        finding.help(format!(
            "let those who promise read what they promise: `interpretation {{ by majority of {others} }}`"
        ));
    }
    finding.help("or leave it to a court, a panel or a commander: `interpretation { interpreter ICJ }`");
}
