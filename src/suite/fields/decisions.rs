//! Decisions, gates, conditions, clocks.

use super::{Field, TEXTS, clock, decision, fields, hours, list, names, number, target, text, yes};
use crate::model::{
    ConditionKind, Conditions, Decision, ExpiryKind, GateKind, Limit, Occasion, Occasions, RefTarget, Vote, VoteKind,
};
use crate::suite::value::{Element, ElementKind, EvalContext, Type, Value, WordList};
use crate::syntax::ast::{Act, Counted, State, Threshold, Tie};

static RULES: WordList = WordList {
    of: "rules of decision",
    all: || {
        vec![
            "unanimity",
            "consensus",
            "majority",
            "share",
            "count",
            "act",
            "alone",
            "automatic",
            "words",
            "open",
            "combined",
        ]
    },
};
static COUNTED: WordList =
    WordList { of: "ways to count", all: || vec!["consent", "rejection", "abstention", "absence", "silence"] };
static EXPIRIES: WordList =
    WordList { of: "ends of a clock", all: || vec!["proceed", "lapses", "decision", "provision"] };
static TIES: WordList = WordList { of: "ends of an equal vote", all: || vec!["chair", "fails"] };
static BASES: WordList =
    WordList { of: "bases of a share", all: || vec!["members", "present-and-voting", "votes-cast"] };
static GATES: WordList = WordList {
    of: "kinds of gate",
    all: || vec!["request", "consultation", "decision", "if", "unless", "presumed-unless", "upon"],
};
static STATES: WordList =
    WordList { of: "states", all: || vec!["in-force", "breached", "fulfilled", "triggered", "holds", "expired"] };
static CONDITIONS: WordList =
    WordList { of: "kinds of condition", all: || vec!["nested", "ratified", "decided", "state", "event"] };

fn rule(vote: &Vote<'_>) -> &'static str {
    match &vote.kind {
        VoteKind::Unknown => "open",
        VoteKind::Nested(inner) => rule_of(inner),
        VoteKind::Automatic => "automatic",
        VoteKind::Threshold { threshold, .. } => match threshold {
            Threshold::Unanimity => "unanimity",
            Threshold::Consensus { .. } => "consensus",
            Threshold::Majority => "majority",
            Threshold::Share { .. } => "share",
            Threshold::Count(_) => "count",
        },
        VoteKind::Act { .. } => "act",
        VoteKind::By(_) => "alone",
        VoteKind::Words(_) => "words",
    }
}

fn rule_of(decision: &Decision<'_>) -> &'static str {
    let mut votes = decision.any.iter().flatten();
    match (votes.next(), votes.next()) {
        (Some(one), None) => rule(one),
        (None, _) => "open",
        _ => "combined",
    }
}

fn counted(it: Counted) -> &'static str {
    match it {
        Counted::Abstention => "abstention",
        Counted::Absence => "absence",
        Counted::Silence => "silence",
        Counted::Consent => "consent",
        Counted::Rejection => "rejection",
    }
}

fn expiry(it: &ExpiryKind<'_>) -> &'static str {
    match it {
        ExpiryKind::Proceed => "proceed",
        ExpiryKind::Lapses => "lapses",
        ExpiryKind::Decision(_) => "decision",
        ExpiryKind::Provision(_) => "provision",
    }
}

pub(super) const DECISION: &[Field] = fields!(Decision {
    rule: Type::Word(&RULES), "how it is taken; `combined` where several votes make it up", |_, it| text(rule_of(it));
    electors: TEXTS, "everybody who has a part in it", |world, it| {
        let mut found: Vec<_> = it.any.iter().flatten().flat_map(|vote| world.facts.electors(vote, None)).collect();
        found.sort_unstable();
        found.dedup();
        Some(Value::names(world.treaty, found))
    };
    blockers: TEXTS, "everybody who alone keeps it from being taken", |world, it| {
        Some(Value::names(world.treaty, world.facts.veto_players(it, None)))
    };
    votes: list(&Type::Element(ElementKind::Vote)), "the votes and say-sos that make it up", |_, it| {
        Some(Value::elements(it.any.iter().flatten().map(Element::Vote)))
    };
    alternatives: Type::Int, "how many ways lead to it: one more than it has `or`", |_, it| number(it.any.len());
    quorum: Type::Bool, "whether so many must be there", |_, it| yes(it.quorum.is_some());
    tie: Type::Word(&TIES), "what an equal vote means", |_, it| text(match it.tie? {
        Tie::Chair => "chair",
        Tie::Fails => "fails",
    });
    abstention: Type::Word(&COUNTED), "what an abstention counts as", |_, it| text(counted(it.abstention?));
    absence: Type::Word(&COUNTED), "what absence counts as", |_, it| text(counted(it.absence?));
    silence: Type::Word(&COUNTED), "what silence counts as", |_, it| text(counted(it.silence?.0));
    silence_hours: Type::Int, "after how many hours silence counts", |world, it| hours(world, it.silence?.1?);
    clock: Type::Element(ElementKind::Clock), "by when", |_, it| clock(it.clock.as_deref()?);
    on_expiry: Type::Word(&EXPIRIES), "what the end of the clock means", |_, it| text(expiry(&it.expiry()?.kind));
    proceeds_meanwhile: Type::Bool, "`meanwhile proceed`", |_, it| yes(it.meanwhile?);
});

fn acts(act: Act) -> &'static str {
    Act::ALL.iter().find(|it| it.0 == act).map_or("", |it| it.1)
}

pub(super) const VOTE: &[Field] = fields!(Vote {
    rule: Type::Word(&RULES), "what it takes", |_, it| text(rule(it));
    electors: TEXTS, "who votes, exclusions taken away", |world, it| {
        Some(Value::names(world.treaty, world.facts.electors(it, None)))
    };
    act: Type::Text, "`consent`, `request`, `approval` …", |_, it| match it.kind {
        VoteKind::Act { act, .. } => text(acts(act)),
        _ => None,
    };
    organ: Type::Text, "the organ that acts, in words: `Congress`", |_, it| match it.kind {
        VoteKind::Act { organ, .. } => text(organ?),
        _ => None,
    };
    words: Type::Text, "the quoted words, where only they say who decides", |_, it| match it.kind {
        VoteKind::Words(words) => text(words),
        _ => None,
    };
    nested: Type::Element(ElementKind::Decision), "the decision that stands here in parentheses", |_, it| match &it.kind {
        VoteKind::Nested(inner) => decision(inner),
        _ => None,
    };
    share: Type::Double, "the part that a share takes: 0.667 for two-thirds", |_, it| match it.kind {
        VoteKind::Threshold { threshold: Threshold::Share { numerator, denominator }, .. } => {
            Some(Value::Double(part(numerator, denominator)))
        }
        _ => None,
    };
    count: Type::Int, "how many it takes, where the text gives a number", |_, it| match it.kind {
        VoteKind::Threshold { threshold: Threshold::Count(count), .. } => i64::try_from(count).ok().map(Value::Int),
        _ => None,
    };
    base: Type::Word(&BASES), "what a share is a share of", |_, it| text(match it.base {
        crate::model::ShareBase::Members => "members",
        crate::model::ShareBase::PresentAndVoting => "present-and-voting",
        crate::model::ShareBase::VotesCast => "votes-cast",
    });
    including: TEXTS, "whose votes must be among the yes", |world, it| names(world, it.including.as_deref()?);
    excluding: TEXTS, "who has no vote, in the first attack that is assumed", |world, it| {
        let case = world.treaty.threat.cases.first();
        Some(Value::names(world.treaty, world.treaty.members(it.excluding.as_deref()?, case)))
    };
    excludes_attacker: Type::Bool, "whether nobody who attacks has a vote, in every attack that is assumed", |world, it| {
        let excluding = it.excluding.as_deref()?;
        let cases = &world.treaty.threat.cases;
        yes(!cases.is_empty()
            && cases.iter().all(|case| world.treaty.members(excluding, Some(case)).contains(&case.attacker)))
    };
    weighted_by: Type::Text, "the voting weights", |world, it| {
        text(world.treaty.weights[it.weighted_by? as usize].name)
    };
    on_application_of: TEXTS, "who must ask for the vote", |world, it| names(world, it.on_application_of.as_deref()?);
});

pub(super) fn each<'m>(conditions: &'m Conditions<'m>) -> Option<Value<'m>> {
    let mut found = Vec::new();
    conditions.each(&mut |it| found.push(Element::Condition(it)));
    Some(Value::elements(found))
}

/// The names of what occasions speak of.
pub(super) fn occasions<'m>(world: &EvalContext<'m>, it: &'m Occasions<'m>) -> Option<Value<'m>> {
    Some(Value::texts(it.any.iter().flatten().filter_map(|it| occasion(world, it))))
}

/// The name of what an occasion speaks of, or what it is.
pub(super) fn occasion<'m>(world: &EvalContext<'m>, it: &'m Occasion<'m>) -> Option<&'m str> {
    use crate::model::OccasionKind as Kind;
    let name = |target| super::named(world.treaty, target);
    let of = |target: &Option<RefTarget>, step| target.and_then(name).or(Some(step));
    match &it.kind {
        Kind::Phase(_, target) | Kind::State(target, _) | Kind::Named(target) => name(*target),
        Kind::Signature(target, _) => of(target, "signature"),
        Kind::EntryIntoForce(target) => of(target, "entry-into-force"),
        Kind::Ratification(target, _) => of(target, "ratification"),
        Kind::Decided(_) => Some("decision"),
        Kind::Notice(request, ..) => Some(if *request { "request" } else { "notification" }),
        Kind::Instant(words) | Kind::Words(words) => Some(words),
        Kind::Unknown => None,
    }
}

pub(super) const GATE: &[Field] = fields!(Gate {
    kind: Type::Word(&GATES), "what it is", |_, it| text(match it.kind {
        GateKind::Request(_) => "request",
        GateKind::Consultation(_) => "consultation",
        GateKind::Decision(_) => "decision",
        GateKind::If(_) => "if",
        GateKind::Unless(_) => "unless",
        GateKind::PresumedUnless(_) => "presumed-unless",
        GateKind::Upon(_) => "upon",
    });
    actors: TEXTS, "who asks, or who consults", |world, it| match &it.kind {
        GateKind::Request(who) | GateKind::Consultation(who) => names(world, who),
        _ => None,
    };
    decision: Type::Element(ElementKind::Decision), "the decision that it waits for", |_, it| match &it.kind {
        GateKind::Decision(it) => decision(it),
        _ => None,
    };
    conditions: list(&Type::Element(ElementKind::Condition)), "its conditions, those in parentheses among them", |_, it| {
        each(it.conditions()?)
    };
    upon: TEXTS, "what must have come", |world, it| match &it.kind {
        GateKind::Upon(it) => occasions(world, it),
        _ => None,
    };
    clock: Type::Element(ElementKind::Clock), "by when", |_, it| clock(it.clock.as_deref()?);
});

pub(super) const CONDITION: &[Field] = fields!(Condition {
    kind: Type::Word(&CONDITIONS), "what must hold", |_, it| text(match it.kind {
        ConditionKind::Nested(_) => "nested",
        ConditionKind::Ratified(_) => "ratified",
        ConditionKind::Decided(_) => "decided",
        ConditionKind::State(..) => "state",
        ConditionKind::Events(_) => "event",
    });
    negated: Type::Bool, "`not`", |_, it| yes(it.negated);
    found_by: Type::Element(ElementKind::Decision), "who finds that it holds", |_, it| decision(it.found_by.as_deref()?);
    decided: Type::Element(ElementKind::Decision), "the decision, where it is one", |_, it| match &it.kind {
        ConditionKind::Decided(it) => decision(it),
        _ => None,
    };
    ratified_by: TEXTS, "who must have ratified", |world, it| match &it.kind {
        ConditionKind::Ratified(lists) => {
            let all = lists.iter().flat_map(|who| world.treaty.members(who, None));
            Some(Value::names(world.treaty, all))
        }
        _ => None,
    };
    state: Type::Word(&STATES), "the state that counts", |_, it| match &it.kind {
        ConditionKind::State(_, state, _) => text(match state {
            State::InForce => "in-force",
            State::Breached => "breached",
            State::Fulfilled => "fulfilled",
            State::Triggered => "triggered",
            State::Holds => "holds",
            State::Expired => "expired",
        }),
        _ => None,
    };
    of: Type::Text, "the instrument or provision whose state counts", |world, it| match &it.kind {
        ConditionKind::State(of, ..) => target(world, *of),
        _ => None,
    };
    events: Type::Element(ElementKind::Events), "what must have happened", |_, it| match &it.kind {
        ConditionKind::Events(it) => Some(Value::Element(Element::Events(it))),
        _ => None,
    };
});

pub(super) const CLOCK: &[Field] = fields!(Clock {
    hours: Type::Int, "how many hours it runs, the most that they can be; absent where no number is given", |world, it| {
        match it.limit {
            Limit::Within(period) => hours(world, period),
            _ => None,
        }
    };
    words: Type::Text, "`immediately`, a day, or quoted words", |_, it| match it.limit {
        Limit::Within(_) => None,
        Limit::Instant(words) | Limit::Prompt(words) | Limit::Words(words) => text(words),
    };
    counts_from: TEXTS, "what it counts from, where the text says so", |world, it| {
        occasion(world, it.anchor.as_deref()?).map(|words| Value::texts([words]))
    };
    otherwise: Type::Element(ElementKind::Decision), "who decides when it has run", |_, it| {
        match &it.expiry.as_ref()?.kind {
            ExpiryKind::Decision(by) => decision(by),
            _ => None,
        }
    };
    otherwise_provision: Type::Text, "the provision that answers when it has run", |world, it| {
        match it.expiry.as_ref()?.kind {
            ExpiryKind::Provision(of) => target(world, of),
            _ => None,
        }
    };
    softened: Type::Bool, "`where possible`: it binds nobody", |_, it| yes(it.softened.is_some());
    on_expiry: Type::Word(&EXPIRIES), "what happens when it has run", |_, it| text(expiry(&it.expiry.as_ref()?.kind));
});

/// A part as a number.
#[expect(clippy::cast_precision_loss, reason = "both are far below 2^53, see `syntax::number`")]
fn part(numerator: u64, denominator: u64) -> f64 {
    numerator as f64 / denominator as f64
}
