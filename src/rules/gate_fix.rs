//! What would open a gate that somebody keeps shut: remedies in treaty language, in the draft's own names, each of which
//! clears the finding.

pub(crate) mod organ;

use super::CheckContext;
use super::play::quoted;
use crate::analysis::{Blocker, BlockingMode, Forced, Gate, GateKind, Holder, Margin, Veto, game, locate};
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety};
use crate::model::{ActorId, ActorSet, Actors, Decision, ExpiryKind, GateKind as Clause, Vote, VoteKind};
use crate::source::Span;
use crate::syntax::ast::Threshold;

/// So many remedies are offered.
const CURES: usize = 4;

/// A gate with what its remedies need to know.
pub(crate) struct GateFix<'c, 'a> {
    cx: &'c CheckContext<'a>,
    holder: Holder,
    site: Span,
    gate: Gate,
    mode: BlockingMode,
    /// The decision and the vote that the gate is.
    vote: Option<(&'a Decision<'a>, &'a Vote<'a>)>,
    /// Who has a part in it.
    electors: ActorSet,
    /// Those of them who would not obstruct, whoever attacks.
    others: ActorSet,
    /// Those of them who are aligned with an aggressor.
    aligned: ActorSet,
    /// Those whom the aggressors attack.
    victims: ActorSet,
}

impl<'c, 'a> GateFix<'c, 'a> {
    /// The gate of a veto.
    pub(crate) fn of(cx: &'c CheckContext<'a>, veto: &Veto) -> Self {
        Self::new(cx, veto.holder, veto.site, veto.gate, veto.mode, &veto.blockers, &veto.electors)
    }

    /// The vote of a margin.
    pub(crate) fn of_margin(cx: &'c CheckContext<'a>, margin: &Margin) -> Self {
        // The rule of a body is found by the body.
        let holder = margin.provisions.first().map_or(margin.holder, |id| Holder::Provision(*id));
        let site = margin.gate.clause;
        Self::new(cx, holder, site, margin.gate, BlockingMode::VotesNo, &[], &margin.electors)
    }

    /// The gate of a decision that a bloc forces.
    pub(crate) fn of_forced(cx: &'c CheckContext<'a>, forced: &Forced) -> Self {
        let vote = locate::vote_of(cx.model, forced.holder, &forced.gate);
        let case = forced
            .blockers
            .first()
            .and_then(|it| cx.model.threat.cases.iter().find(|case| case.attacker == it.attacker));
        let electors = vote.map_or_else(ActorSet::new, |(_, vote)| cx.facts.electors(vote, case));
        Self::new(cx, forced.holder, forced.site, forced.gate, BlockingMode::Carries, &forced.blockers, &electors)
    }

    fn new(
        cx: &'c CheckContext<'a>,
        holder: Holder,
        site: Span,
        gate: Gate,
        mode: BlockingMode,
        blockers: &[Blocker],
        electors: &[ActorId],
    ) -> Self {
        let cases = &cx.model.threat.cases;
        let attackers: Vec<ActorId> = blockers.iter().map(|it| it.attacker).collect();
        let mut bloc = ActorSet::new();
        for attacker in &attackers {
            let case = cases.iter().find(|it| it.attacker == *attacker);
            bloc.extend(case.iter().flat_map(|it| &it.bloc));
        }
        // Whose gate is another one in each case has the first case's electors only.
        let mut electors: ActorSet = electors.to_vec();
        electors.extend(blockers.iter().flat_map(|it| &it.actors));
        electors.sort_unstable();
        electors.dedup();
        let part = |keep: &dyn Fn(&ActorId) -> bool| electors.iter().copied().filter(keep).collect::<ActorSet>();
        let mut victims: ActorSet = blockers.iter().flat_map(|it| &it.victims).copied().collect();
        victims.sort_unstable();
        victims.dedup();
        victims.retain(|it| !bloc.contains(it));
        Self {
            others: part(&|it| !bloc.contains(it)),
            aligned: part(&|it| bloc.contains(it) && !attackers.contains(it)),
            vote: locate::vote_of(cx.model, holder, &gate),
            cx,
            holder,
            site,
            gate,
            mode,
            electors,
            victims,
        }
    }

    /// The decision and the vote that the gate is.
    pub(crate) fn vote(&self) -> Option<(&'a Decision<'a>, &'a Vote<'a>)> {
        self.vote
    }

    /// Those who have a part in the gate and would not obstruct.
    pub(crate) fn others(&self) -> &[ActorId] {
        &self.others
    }

    /// Those aligned with an aggressor who have a part in the gate.
    pub(crate) fn aligned(&self) -> &[ActorId] {
        &self.aligned
    }

    /// Whether the vote counts members by heads.
    pub(crate) fn is_by_heads(&self) -> bool {
        self.vote.is_some_and(|(_, vote)| vote.weighted_by.is_none() && vote.including.is_none())
    }

    /// Whom the vote excludes, in the draft's own words.
    pub(crate) fn written_exclusion(&self) -> Option<String> {
        let (_, vote) = self.vote.filter(|_| self.gate.file == self.cx.model.file)?;
        Some(self.cx.model.quoted(vote.excluding.as_deref()?.span))
    }

    /// `excluding the attacker`, and whom else it takes.
    pub(crate) fn exclusion(&self) -> &'static str {
        if self.aligned.is_empty() { "the attacker" } else { "the attacker and those aligned with it" }
    }

    /// The electorate in the draft's own words, without exclusions.
    pub(crate) fn electorate(&self) -> String {
        let of: Option<&Actors<'_>> = self.vote.and_then(|(_, vote)| match &vote.kind {
            VoteKind::Threshold { of, .. } | VoteKind::Act { of, .. } | VoteKind::By(of) => Some(of),
            _ => None,
        });
        let quantified = of.is_some_and(|it| it.quantifier.is_some());
        let span = of.map_or(self.gate.who, |it| it.span);
        if self.gate.file == self.cx.model.file {
            let words = self.cx.model.quoted(span);
            let words = if quantified { words.split_once(" of ").map_or(&*words, |it| it.1) } else { &words };
            let body = of.and_then(|it| sole_actor(it)).filter(|it| self.cx.model.actor(*it).body.is_some());
            return match body {
                _ if words.contains(['[', '`']) => self.cx.model.names(&self.electors),
                Some(body) => format!("members of {}", self.cx.model.name(body)),
                None => words.to_owned(),
            };
        }
        match self.gate.body {
            Some(body) => format!("members of {}", self.cx.model.name(body)),
            None => self.cx.model.names(&self.electors),
        }
    }

    /// The vote as written, where it can be quoted.
    pub(crate) fn written(&self) -> Option<String> {
        let (_, vote) = self.vote?;
        let words = (self.gate.file == self.cx.model.file).then(|| self.cx.model.quoted(vote.span))?;
        (!words.contains(['[', '`'])).then_some(words)
    }

    fn instead(&self, cure: &str) -> String {
        match self.written() {
            Some(words) => format!("write `{cure}` in place of `{words}`"),
            None => format!("write `{cure}`"),
        }
    }

    /// Whether the gate is the whole of a clause `decided by`, so that its polarity may be turned.
    fn is_decided(&self) -> bool {
        let Holder::Provision(id) = self.holder else { return false };
        let decided = self.cx.model.provision(id).decided.as_ref();
        decided.is_some_and(|it| it.span == self.site && !it.unless && it.span.contains(self.gate.span))
    }

    /// The threshold that the others can meet: the draft's own, or two-thirds.
    fn threshold(&self) -> String {
        let own = self.vote.and_then(|(_, vote)| match vote.kind {
            VoteKind::Threshold { threshold, .. } => Some(threshold),
            _ => None,
        });
        let others = self.others.len() as u64;
        match own {
            // A threshold that few can meet is no cure when it takes the whole bloc out.
            Some(Threshold::Unanimity) if self.aligned.is_empty() => "unanimity of".to_owned(),
            Some(Threshold::Consensus { minus: 0 }) if self.aligned.is_empty() => "consensus of".to_owned(),
            Some(Threshold::Majority) => "majority of".to_owned(),
            Some(Threshold::Count(count)) if count <= others => format!("at least {count} of"),
            Some(Threshold::Share { numerator, denominator })
                if game::needed(Threshold::Share { numerator, denominator }, others) <= others =>
            {
                match (numerator, denominator) {
                    (2, 3) => "two-thirds of".to_owned(),
                    _ => format!("{numerator}/{denominator} of"),
                }
            }
            _ => "two-thirds of".to_owned(),
        }
    }

    /// Adds the remedies of the gate to a finding, the best first.
    pub(crate) fn suggest(&self, finding: &mut Diagnostic) {
        let mut cures = Vec::new();
        let several = !self.others.is_empty();
        let electorate = self.electorate();
        let stopped = self.mode == BlockingMode::Carries;
        if several && !stopped && self.is_decided() && self.gate.file == self.cx.model.file {
            cures.push(format!("let each decide for itself: {}", self.instead(&format!("each of {electorate}"))));
        }
        cures.extend(self.excluded());
        if !several && self.is_counted() && !self.victims.is_empty() {
            let words = self.instead(&format!("determination of {}", self.cx.model.names(&self.victims)));
            cures.push(format!("leave it to the victim: {words}"));
        }
        if several && !stopped && self.is_decided() {
            let words = format!("decided unless two-thirds of {electorate} excluding {} object", self.exclusion());
            cures.push(format!("let it proceed unless it is stopped: write `{words}`"));
        }
        cures.extend(self.clock());
        cures.extend(self.second_way());
        cures.truncate(CURES);
        for cure in cures {
            finding.help(cure);
        }
        self.cut(finding);
    }

    /// Whether those who are left are too few for the quorum.
    fn is_short(&self) -> bool {
        let others = self.others.len() as u64;
        let quorum = self.vote.and_then(|(decision, _)| decision.quorum);
        quorum.is_some_and(|(quorum, _)| game::needed(quorum, others) > others)
    }

    /// Adds the fix that takes the attacker out of the vote.
    pub(crate) fn cut(&self, finding: &mut Diagnostic) {
        if let Some(fix) = self.fix() {
            finding.fix(fix);
        }
    }

    /// The vote without the attacker.
    pub(crate) fn excluded(&self) -> Option<String> {
        if self.others.is_empty() || !self.is_counted() {
            return None;
        }
        let electorate = self.electorate();
        let stopped = self.mode == BlockingMode::Carries;
        let threshold = if stopped { "two-thirds of".to_owned() } else { self.threshold() };
        let mut words = self.instead(&format!("{threshold} {electorate} excluding {}", self.exclusion()));
        if self.is_short() {
            words.push_str(", and `quorum majority`");
        }
        Some(match quoted(self.cx, &self.aligned).as_str() {
            _ if self.aligned.is_empty() => format!("exclude the attacker: {words}"),
            aligned => {
                let belong = if self.aligned.len() == 1 { "belongs" } else { "belong" };
                format!("exclude the attacker and its bloc, to which {aligned} {belong}: {words}")
            }
        })
    }

    /// Whether a count with exclusions may stand in the place of the gate.
    fn is_counted(&self) -> bool {
        self.vote.is_some() && !matches!(self.gate.kind, GateKind::Request | GateKind::Notice)
    }

    /// What the clause lacks so that the end of a clock opens it.
    pub(crate) fn clock(&self) -> Option<String> {
        if self.mode == BlockingMode::Carries || self.gate.file != self.cx.model.file {
            return None;
        }
        let (clock, expiry) = match self.vote {
            Some((decision, _)) => (decision.clock.as_deref(), decision.expiry()),
            None => (self.clause_with_clock()?.clock.as_deref(), None),
        };
        let expiry = expiry.or_else(|| clock.and_then(|it| it.expiry.as_ref()));
        match (expiry, clock) {
            (Some(expiry), _) if matches!(expiry.kind, ExpiryKind::Lapses) => Some(format!(
                "let it proceed when the clock runs out: write `otherwise proceed` in place of `{}`",
                self.cx.model.quoted(expiry.span)
            )),
            (Some(_), _) => None,
            (None, Some(clock)) => {
                let words = self.cx.model.quoted(clock.span);
                Some(format!("let it proceed when the clock runs out: write `{words} otherwise proceed`"))
            }
            (None, None) => Some(
                "add a clock at the end of which it proceeds: write `within 72 hours otherwise proceed`".to_owned(),
            ),
        }
    }

    /// The clause of the gate, where it is one of its own that may have a clock.
    fn clause_with_clock(&self) -> Option<&'a crate::model::Gate<'a>> {
        let Holder::Provision(id) = self.holder else { return None };
        let gates = &self.cx.model.provision(id).gates;
        let gate = gates.iter().find(|it| it.span == self.site)?;
        matches!(gate.kind, Clause::Request(_) | Clause::Consultation(_)).then_some(gate)
    }

    /// Somebody else who may open it as well.
    fn second_way(&self) -> Option<String> {
        let victims = (!self.victims.is_empty()).then(|| self.cx.model.names(&self.victims))?;
        match (self.vote, self.gate.kind) {
            _ if self.mode == BlockingMode::Carries || self.gate.file != self.cx.model.file => None,
            (None, GateKind::Request) => {
                Some(format!("let the victim alone make the request: write `requested by {victims}`"))
            }
            (Some((decision, _)), _) if decision.any.len() == 1 => {
                let words = self.joined(&format!("or request of {victims}"));
                Some(format!("provide a second route that it cannot block: {words}"))
            }
            _ => None,
        }
    }

    /// How something is joined to the vote: a body or actor that decides alone cannot be joined as it stands.
    pub(crate) fn joined(&self, tail: &str) -> String {
        let alone =
            self.vote.is_some_and(|(_, vote)| matches!(&vote.kind, VoteKind::By(of) if of.quantifier.is_none()));
        match self.written().filter(|_| alone) {
            Some(words) => format!("write `determination of {words} {tail}` in place of `{words}`"),
            None => format!("add `{tail}`"),
        }
    }

    /// Takes the attacker out of the vote.
    fn fix(&self) -> Option<Fix> {
        let (_, vote) = self.vote.filter(|_| !self.others.is_empty() && self.gate.file == self.cx.model.file)?;
        let VoteKind::Threshold { threshold, .. } = vote.kind else { return None };
        // What is left must be able to carry it.
        let count = self.others.len() as u64;
        if self.is_short()
            || self.mode == BlockingMode::Carries
            || game::needed(threshold, count) > count
            || vote.including.is_some()
        {
            return None;
        }
        let words = self.exclusion();
        let edit = match &vote.excluding {
            Some(excluding) => Edit { span: excluding.span, text: words.to_owned() },
            None => Edit { span: Span::at(vote.span.end), text: format!(" excluding {words}") },
        };
        let title = format!("exclude {words} from the vote");
        Some(Fix { title, safety: Safety::Unsafe, edits: vec![edit] })
    }
}

/// The actor that an expression names, if it names nothing else.
fn sole_actor(of: &Actors<'_>) -> Option<ActorId> {
    match (&of.include[..], &of.except[..]) {
        ([crate::model::SetTerm::Actor(id)], []) => Some(*id),
        _ => None,
    }
}
