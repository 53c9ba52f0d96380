//! A finding is made only if those whom it would accuse agree to it.

use crate::analysis::{BlockingMode, Holder, Power, Veto};
use crate::diagnostic::Severity;
use crate::model::{
    ActorId, ActorSet, Case, Decision, DetailKind, MatterRule, Provision, RefTarget, SetTerm, Vote, VoteKind,
};
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{alignments, attackers, play, players, quoted, report, subject};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::syntax::ast::{ProvisionKind, Threshold};

declare_rule! {
    /// ## What it checks
    /// No assumed aggressor, alone or with those aligned with it, can keep a verification from finding anything: neither in
    /// `findings by`, nor in the rule of the body that verifies. Where nobody is assumed to attack, the same is asked of those
    /// whose acts are verified.
    ///
    /// A body with an even number of votes that finds by majority and has nobody to tip an equal vote gives advice.
    ///
    /// ## Why it matters
    /// The first thing that a breach meets is the question whether there was one. If the answer needs the accused, or a
    /// State that is there for its sake, there is no answer: what hangs on a finding never comes, and whoever would act
    /// without one acts on its own word. The rule serves the one who was promised that breaches are seen, and the mediator
    /// whose mission is blamed for saying nothing.
    ///
    /// ## Precedent
    /// The commission for Laos (India, Canada, Poland) decided major questions by unanimity under the arrangements of 1954
    /// and 1962, and each side had a friend on it. The Military Armistice Commission of Korea had five officers of each side,
    /// and nobody to tip the vote.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// body Commission "joint commission" {
    ///     members UKR, RUS
    ///     decides by consensus of members
    /// }
    /// prohibition no-fire { parties shall not use armed-force }
    /// verification mission {
    ///     by OSCE
    ///     covers no-fire
    ///     access on-demand
    ///     findings by Commission  #~ monitor-unanimity: `RUS` can keep the verification `mission` from finding
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// office Head-of-Mission "head of the mission" of OSCE
    /// prohibition no-fire { parties shall not use armed-force }
    /// verification mission {
    ///     by OSCE
    ///     covers no-fire
    ///     access on-demand
    ///     findings by Head-of-Mission
    /// }
    /// ```
    /// Or let the body find without the vote of the accused: `findings by majority of members of Commission excluding the
    /// attacker`, if others sit on it.
    ///
    /// ## References
    /// - Declaration on the neutrality of Laos and its protocol (1962): the commission
    /// - Korean Armistice Agreement (1953), articles on the Military Armistice Commission
    /// - Protocol establishing the Multinational Force and Observers (1981): its Director-General finds violations
    "verification/monitor-unanimity" {
        summary: "a finding is made only if those whom it would accuse agree to it",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

/// A rule of a body, with the body.
type OwnRule<'a> = (ActorId, &'a MatterRule<'a>, &'a Decision<'a>);

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let mut told: Vec<Holder> = Vec::new();
    for veto in cx.facts.vetoes_of(Power::Findings).filter(|it| it.mode != BlockingMode::StaysAway) {
        told.push(veto.holder);
        // What hangs on the same gate tells more of it.
        let same = |it: &&Veto| {
            it.power == Power::Activation
                && it.mode == veto.mode
                && ((it.gate.file, it.gate.span) == (veto.gate.file, veto.gate.span)
                    || it.gate.body.is_some() && it.gate.body == veto.gate.body)
        };
        if !cx.facts.vetoes().iter().any(|it| same(&it)) {
            blocked(cx, sink, veto);
        }
    }
    for provision in cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Verification) {
        if told.contains(&Holder::Provision(provision.id)) {
            continue;
        }
        let by = provision.details.iter().find_map(|it| match &it.kind {
            DetailKind::FindingsBy(decision) => Some(decision),
            _ => None,
        });
        match (by, rule_of_monitor(cx, provision)) {
            (Some(decision), _) => {
                if !accused(cx, sink, provision, decision) {
                    let rule = sole_body(decision).and_then(|it| rule_of(cx, it));
                    even(cx, sink, provision, rule.map_or(decision, |it| it.2));
                }
            }
            (None, Some(rule)) => {
                if !by_rule(cx, sink, provision, rule) && !accused(cx, sink, provision, rule.2) {
                    even(cx, sink, provision, rule.2);
                }
            }
            (None, None) => {}
        }
    }
}

/// The body that alone decides.
fn sole_body(decision: &Decision<'_>) -> Option<ActorId> {
    let [all] = &decision.any[..] else { return None };
    let [vote] = &all[..] else { return None };
    let (VoteKind::By(of) | VoteKind::Act { of, .. }) = &vote.kind else { return None };
    match (&of.include[..], &of.except[..]) {
        ([SetTerm::Actor(id)], []) => Some(*id),
        _ => None,
    }
}

/// The rule by which a body of the text finds.
fn rule_of<'a>(cx: &CheckContext<'a>, id: ActorId) -> Option<OwnRule<'a>> {
    let actor = cx.model.actor(id);
    let body = actor.body.as_deref().filter(|_| actor.file == cx.model.file && !actor.prelude)?;
    let on_findings = body.rules.iter().find(|it| it.matters.contains(&"findings"));
    let rule = on_findings.or_else(|| body.rules.iter().find(|it| it.matters.is_empty()))?;
    rule.decision.as_ref().map(|decision| (id, rule, decision))
}

/// The rule of the body that verifies, where the text names nobody else who finds.
fn rule_of_monitor<'a>(cx: &CheckContext<'a>, provision: &Provision<'_>) -> Option<OwnRule<'a>> {
    provision.details.iter().find_map(|it| match &it.kind {
        DetailKind::By(actors) => match (&actors.include[..], &actors.except[..]) {
            ([SetTerm::Actor(id)], []) => rule_of(cx, *id),
            _ => None,
        },
        _ => None,
    })
}

/// What a veto over findings says.
fn blocked(cx: &CheckContext<'_>, sink: &mut Sink<'_>, veto: &Veto) {
    let who = if veto.alone { attackers(&veto.blockers) } else { players(&veto.blockers).to_vec() };
    let message = message(cx, &who, veto.alone, &subject(cx, veto.holder));
    let patient = GateFix::of(cx, veto);
    let finding = report(cx, sink, veto, message);
    finding.here("no finding without it").counterexample(play(cx, veto));
    alignments(cx, finding, players(&veto.blockers));
    patient.suggest(finding);
    finding.help(NEUTRAL);
}

const NEUTRAL: &str = "let one who is of neither side find: `findings by` an office, a commander or a court";

fn message(cx: &CheckContext<'_>, who: &[ActorId], alone: bool, what: &str) -> String {
    let can = match (who.len(), alone) {
        (0 | 1, _) => "can",
        (_, true) => "can each",
        (_, false) => "can together",
    };
    format!("{} {can} keep {what} from finding anything", quoted(cx, who))
}

/// Whether the bloc of an attacker blocks the rule of the body that verifies; told at that rule.
fn by_rule<'a>(
    cx: &CheckContext<'a>,
    sink: &mut Sink<'_>,
    provision: &Provision<'_>,
    (body, rule, decision): OwnRule<'a>,
) -> bool {
    let blocks = |who: &[ActorId], case: &Case| {
        cx.facts.blocks_decision(who, decision, Some(case)).is_some_and(|it| it != BlockingMode::StaysAway)
    };
    let Some(case) = cx.model.threat.cases.iter().find(|it| blocks(&it.bloc, it)) else { return false };
    let members = cx.model.members_of(body, Some(case)).actors;
    let alone = blocks(&[case.attacker], case);
    let who: ActorSet =
        if alone { vec![case.attacker] } else { case.bloc.iter().copied().filter(|it| members.contains(it)).collect() };
    let message = message(cx, &who, alone, &format!("the verification {}", called(provision)));
    let finding = sink.report(rule.span, message);
    finding.here("no finding without it");
    finding.label(provision.name_span, format!("`{}` verifies, and finds by its own rule", cx.model.name(body)));
    if let Some(span) = case.span {
        finding.label(span, format!("`{}` is assumed to attack", cx.model.name(case.attacker)));
    }
    let does = if who.len() == 1 { "votes" } else { "vote" };
    finding.counterexample(format!("{} {does} no: {} finds nothing", cx.model.names(&who), called(provision)));
    finding
        .help("let it find without the accused: `decides on findings by majority of members excluding the attacker`");
    finding.help(format!("or {NEUTRAL}"));
    true
}

/// Whether those whose acts are verified can stop the finding, where nobody is assumed to attack.
fn accused<'a>(
    cx: &CheckContext<'a>,
    sink: &mut Sink<'_>,
    provision: &Provision<'_>,
    decision: &'a Decision<'a>,
) -> bool {
    if !cx.model.threat.cases.is_empty() || cx.model.threat.cut {
        return false;
    }
    let mut bound: ActorSet = covered(cx, provision);
    let players = cx.facts.veto_players(decision, None);
    bound.retain(|it| players.contains(it));
    if bound.is_empty() {
        return false;
    }
    let finding =
        sink.report(decision.span, message(cx, &bound, true, &format!("the verification {}", called(provision))));
    finding.here("no finding without those whose acts are verified");
    let one = cx.model.name(bound[0]);
    finding.counterexample(format!("{one} breaks what is verified and votes no: {} finds nothing", called(provision)));
    finding.help(format!("let it find without them: `{FINDING}`"));
    finding.help(format!("or {NEUTRAL}"));
    true
}

const FINDING: &str = "findings by majority of members excluding the party concerned";

/// Who is bound by what is verified.
fn covered(cx: &CheckContext<'_>, provision: &Provision<'_>) -> ActorSet {
    let targets = provision.details.iter().flat_map(|it| match &it.kind {
        DetailKind::Covers(targets, _) => &targets[..],
        _ => &[],
    });
    let mut found = ActorSet::new();
    for (target, _) in targets {
        for covered in cx.model.own_provisions() {
            let is = match target {
                RefTarget::Provision(id) => covered.id == *id,
                RefTarget::Unit(unit) => cx.model.outward(covered.unit).any(|it| it == *unit),
                _ => false,
            };
            if is {
                found.extend(cx.facts.bearers(covered.id, None));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A body whose votes may be equal, and nobody to tip them.
fn even<'a>(cx: &CheckContext<'a>, sink: &mut Sink<'_>, provision: &Provision<'_>, decision: &'a Decision<'a>) {
    let mut votes = decision.any.iter().flatten();
    let (Some(vote), None) = (votes.next(), votes.next()) else { return };
    let Some(electors) = evenly(cx, vote).filter(|_| decision.tie.is_none() && decision.expiry().is_none()) else {
        return;
    };
    let half = electors / 2;
    let mut sink = sink.weighing(Severity::Advice);
    let message = format!(
        "the finding of {} may stand at {half} votes against {half}, and nobody tips an equal vote",
        called(provision)
    );
    let finding = sink.report(vote.span, message);
    finding.here(format!("{electors} votes"));
    finding
        .counterexample(format!("each side has {half} votes: there is no finding, and what waits for one stays shut"));
    finding.help("give the body a chair with a vote, and write `tie chair decides`");
    finding.help("or take an odd number of members, one of them of neither side");
}

/// How many vote, if they are few, an even number, and decide by a plain majority of all.
fn evenly<'a>(cx: &CheckContext<'a>, vote: &'a Vote<'a>) -> Option<usize> {
    let VoteKind::Threshold { threshold: Threshold::Majority, of, .. } = &vote.kind else { return None };
    if vote.weighted_by.is_some() || cx.model.resolve(of, None).leaves_open() {
        return None;
    }
    let electors = cx.facts.electors(vote, None).len();
    (electors.is_multiple_of(2) && (2..=12).contains(&electors)).then_some(electors)
}
