//! A duty is owed at once, and a body must agree on it first.

use crate::analysis::locate::vote_of;
use crate::analysis::{Holder, Needed, Strength};
use crate::model::{ActorId, Decision, Limit, Provision, SetTerm, Vote, VoteKind};
use crate::rules::prelude::*;
use crate::rules::wording::{called, protected};
use crate::source::Span;
use crate::syntax::ast::{List, Threshold};

declare_rule! {
    /// ## What it checks
    /// A duty that is owed `immediately`, or whose trigger opens `automatic`, waits for no decision that all members of a body
    /// must carry, without a clock that opens it. A majority can be had in an hour; a consensus is there when the last one
    /// has an instruction. Where another duty to help waits for no common decision, the slow way stands beside a fast one, and
    /// that is no finding.
    ///
    /// ## Why it matters
    /// The words give with one hand what the procedure takes with the other. The beneficiary reads the first sentence, the
    /// guarantor the second, and each is right. The quarrel about which prevails comes in the hour of the attack.
    ///
    /// ## Precedent
    /// Article 4 of the treaty of Tashkent (1992), as amended in 2010, has the members give help immediately at the request of
    /// the one attacked; by the Charter of the organization its Council decides by consensus. Requests of Kyrgyzstan in 2010
    /// and of Armenia in 2021 and 2022 brought no such help.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party ARM "Republic of Armenia"     is beneficiary
    /// party KAZ "Republic of Kazakhstan"  is guarantor
    /// party BLR "Republic of Belarus"     is guarantor
    /// body Council "Council" {
    ///     members ARM, KAZ, BLR
    ///     decides by consensus of members
    /// }
    /// trigger attack {
    ///     on armed-attack against ARM
    ///     decided by Council  #~ automatic-vs-consensus: `assist` is owed immediately and waits until all in `Council` agree
    /// }
    /// obligation assist {
    ///     upon attack
    ///     guarantors shall assist ARM
    ///     by weapons
    ///     immediately
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party ARM "Republic of Armenia"     is beneficiary
    /// party KAZ "Republic of Kazakhstan"  is guarantor
    /// party BLR "Republic of Belarus"     is guarantor
    /// body Council "Council" {
    ///     members ARM, KAZ, BLR
    ///     decides by consensus of members
    /// }
    /// trigger attack {
    ///     on armed-attack against ARM
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     guarantors shall assist ARM
    ///     by weapons
    ///     immediately
    ///     reports to Council
    /// }
    /// ```
    ///
    /// ## References
    /// - Collective Security Treaty, Tashkent (1992), article 4; Charter of the organization (2002)
    "consistency/automatic-vs-consensus" {
        summary: "a duty is owed at once, and a body must agree on it first",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    // A slow way of all is no contradiction beside a fast one of each.
    if cx.facts.tracks().iter().any(|it| it.is_duty() && it.collective.is_none()) {
        return;
    }
    let mut told: Vec<Span> = Vec::new();
    for provision in cx.model.own_provisions() {
        if cx.facts.strength(provision.id).asks() < Some(Strength::SelfJudged) {
            continue;
        }
        let Some((at_once, how)) = at_once(cx, provision) else { continue };
        for needed in cx.facts.needed_gates(provision.id) {
            if needed.each
                || needed.gate.reversed
                || told.contains(&needed.gate.span)
                || !is_of_all(cx, provision, needed)
            {
                continue;
            }
            told.push(needed.gate.span);
            report(cx, sink, provision, needed, (at_once, how));
        }
    }
}

/// Where it is said that a duty is owed at once, and how.
fn at_once(cx: &CheckContext<'_>, provision: &Provision<'_>) -> Option<(Span, &'static str)> {
    if let Some(clock) = provision.clock.as_deref()
        && matches!(clock.limit, Limit::Prompt(_))
        && clock.softened.is_none()
    {
        return Some((clock.span, "is owed immediately"));
    }
    let triggers = cx.facts.opened_by(provision.id);
    let decided = triggers.iter().filter_map(|id| cx.model.provision(*id).decided.as_deref());
    let mut automatic = decided.filter(|it| !it.unless && is_automatic(&it.decision));
    automatic.next().map(|it| (it.span, "takes effect automatically"))
}

fn is_automatic(decision: &Decision<'_>) -> bool {
    decision.any.iter().flatten().any(|it| matches!(it.kind, VoteKind::Automatic))
}

/// Whether all of several must carry a gate, without a clock.
fn is_of_all(cx: &CheckContext<'_>, provision: &Provision<'_>, needed: &Needed) -> bool {
    let mut holders = cx.facts.opened_by(provision.id).into_iter().chain([provision.id]);
    let vote = holders.find_map(|id| vote_of(cx.model, Holder::Provision(id), &needed.gate));
    vote.is_some_and(|(decision, vote)| decision.clock.is_none() && all_must(cx, decision, vote, 0))
}

/// Whether a vote takes all of several, or a body that decides so.
fn all_must(cx: &CheckContext<'_>, decision: &Decision<'_>, vote: &Vote<'_>, depth: u8) -> bool {
    match &vote.kind {
        VoteKind::Threshold { threshold: Threshold::Unanimity | Threshold::Consensus { .. }, of, .. } => {
            decision.silence.is_none() && !matches!(&of.include[..], [SetTerm::Actor(_)])
        }
        VoteKind::By(of) | VoteKind::Act { of, .. } => {
            let ([SetTerm::Actor(body)], []) = (&of.include[..], &of.except[..]) else { return false };
            let rules = cx.model.actor(*body).body.as_deref().map_or(&[][..], |it| &it.rules);
            let on_breach = rules.iter().find(|it| it.matters.contains(&"serious-breach"));
            let rule = on_breach.or_else(|| rules.iter().find(|it| it.matters.is_empty()));
            let Some(inner) = rule.and_then(|it| it.decision.as_ref()).filter(|it| it.clock.is_none() && depth < 8)
            else {
                return false;
            };
            let all = |votes: &List<Vote<'_>>| votes.iter().any(|it| all_must(cx, inner, it, depth + 1));
            !inner.any.is_empty() && inner.any.iter().all(all)
        }
        _ => false,
    }
}

/// The body that a gate is, by the electorate that it names.
fn body_of(cx: &CheckContext<'_>, needed: &Needed) -> Option<ActorId> {
    let own = needed.gate.file == cx.model.file;
    let named =
        || cx.model.actor_named(&cx.model.quoted(needed.gate.who)).filter(|it| cx.model.actor(*it).body.is_some());
    needed.gate.body.or_else(|| if own { named() } else { None })
}

fn report(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    provision: &Provision<'_>,
    needed: &Needed,
    (at_once, how): (Span, &str),
) {
    let named = called(provision);
    let who = match body_of(cx, needed) {
        Some(body) => format!("all in `{}`", cx.model.name(body)),
        None => format!("all of {}", crate::rules::play::quoted(cx, &needed.holders)),
    };
    let own = needed.gate.file == cx.model.file;
    let place = if own { needed.gate.span } else { provision.name_span };
    let finding = sink.report(place, format!("{named} {how} and waits until {who} agree"));
    finding.here("no clock").label(at_once, "at once");
    let last = needed.holders.last().map_or("the last of them", |it| cx.model.name(*it));
    finding.counterexample(format!(
        "{last} has no instruction yet: {} is owed help at once, and is owed nothing",
        protected(cx.model)
    ));
    finding.help("say which prevails: `decided by each of guarantors`, and let the body be told: `reports to …`");
    finding.help("or give the body a clock that opens: `within 24 hours otherwise proceed`");
}
