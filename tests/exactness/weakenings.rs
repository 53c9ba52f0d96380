//! What makes a promise weaker: how a draft is changed, and what may not get better by it.

use super::design::{Clock, Decision, Design, Dice, Gate, GateKind, LENGTHS, Promise};

/// What may not get better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// What the aggressor can keep from coming.
    Blocking,
    /// Likewise, but what it could block may become what nobody can say.
    Harmless,
    Worst,
    Strength,
    Answered,
    Providers,
    Survives,
}

use Value::{Answered, Blocking, Harmless, Providers, Strength, Survives, Worst};

pub(crate) struct Weakening {
    pub(crate) name: &'static str,
    /// Changes the draft; false where there is nothing of that kind in it.
    pub(crate) change: fn(&mut Design, &mut Dice) -> bool,
    pub(crate) may_not: &'static [Value],
}

const fn weakening(
    name: &'static str,
    may_not: &'static [Value],
    change: fn(&mut Design, &mut Dice) -> bool,
) -> Weakening {
    Weakening { name, change, may_not }
}

/// One of the promises.
fn promise<'d>(design: &'d mut Design, dice: &mut Dice) -> &'d mut Promise {
    let at = dice.below(design.promises.len());
    &mut design.promises[at]
}

/// Adds a gate of a kind that is not there yet, to the trigger or to a promise.
fn add(design: &mut Design, dice: &mut Dice, gate: Gate) -> bool {
    let gates = if dice.below(2) == 0 { &mut design.gates } else { &mut promise(design, dice).gates };
    let free = gates.iter().all(|it| it.kind != gate.kind);
    if free {
        gates.push(gate);
    }
    free
}

/// Any of the gates' clocks, or the decision's.
fn clocks(design: &mut Design) -> Vec<&mut Clock> {
    let mut clocks: Vec<&mut Clock> = design.gates.iter_mut().map(|it| &mut it.clock).collect();
    clocks.extend(design.decided.iter_mut().map(|it| &mut it.clock));
    clocks.extend(design.promises.iter_mut().flat_map(|it| &mut it.gates).map(|it| &mut it.clock));
    clocks
}

/// Changes a clock that is as is asked.
fn clock(design: &mut Design, dice: &mut Dice, like: fn(Clock) -> bool, to: impl FnOnce(&mut Clock)) -> bool {
    let mut fit: Vec<&mut Clock> = clocks(design).into_iter().filter(|it| like(**it)).collect();
    if fit.is_empty() {
        return false;
    }
    let at = dice.below(fit.len());
    to(fit[at]);
    true
}

/// Changes the clock of a duty.
fn due(design: &mut Design, dice: &mut Dice, to: &'static str) -> bool {
    let promise = promise(design, dice);
    let was = promise.clock;
    promise.clock = Clock { length: to, otherwise: "" };
    was.is_exact()
}

fn proceeds(it: Clock) -> bool {
    it.otherwise == "otherwise proceed"
}

fn longer(length: &str) -> Option<&'static str> {
    let at = LENGTHS.iter().position(|it| *it == length)?;
    LENGTHS.get(at + 1).copied()
}

fn decided(design: &mut Design, change: impl FnOnce(&mut Decision) -> bool) -> bool {
    design.decided.as_mut().is_some_and(change)
}

fn vote(design: &mut Design, from: &str, to: &'static str) -> bool {
    decided(design, |it| {
        let found = it.vote == from;
        if found {
            it.vote = to;
        }
        found
    })
}

fn force(design: &mut Design, dice: &mut Dice, to: &'static str) -> bool {
    let promise = promise(design, dice);
    let known = matches!(promise.force, "shall" | "undertakes to");
    promise.force = to;
    known
}

fn means(design: &mut Design, dice: &mut Dice, to: &[&'static str]) -> bool {
    let promise = promise(design, dice);
    // Talks are less than whatever may come.
    let changed = !promise.means.is_empty() && promise.means != ["diplomacy"] && promise.means != to;
    promise.means = to.to_vec();
    changed && promise.amount.is_empty()
}

fn clause(design: &mut Design, dice: &mut Dice, words: &'static str) -> bool {
    let promise = promise(design, dice);
    let keyword = words.split(' ').next();
    let free = promise.clauses.iter().all(|it| it.split(' ').next() != keyword);
    promise.clauses.push(words);
    free
}

fn occasion(design: &mut Design, dice: &mut Dice, words: &'static str) -> bool {
    let promise = promise(design, dice);
    let new = !promise.occasions.contains(&words);
    promise.occasions.push(words);
    new
}

const ALL: &[Value] = &[Blocking, Worst, Strength, Answered, Providers, Survives];
const GATED: &[Value] = &[Blocking, Worst, Strength, Answered, Survives];
const CONTENT: &[Value] = &[Blocking, Strength, Answered, Providers];

/// The weakenings. Several are of one kind: a clock is lost in more than one way.
pub(crate) const WEAKENINGS: &[Weakening] = &[
    weakening("a request is needed", GATED, |it, dice| add(it, dice, Gate::new(GateKind::Request, "requested by MDA"))),
    weakening("the aggressor must ask", GATED, |it, dice| {
        add(it, dice, Gate::new(GateKind::Request, "requested by RUS"))
    }),
    weakening("talks come first", GATED, |it, dice| {
        add(it, dice, Gate::new(GateKind::Talks, "consultation among parties"))
    }),
    weakening("a guarantor must consent", GATED, |it, dice| {
        add(it, dice, Gate::new(GateKind::Consent, "subject to consent of ITA"))
    }),
    weakening("the aggressor must consent", GATED, |it, dice| {
        add(it, dice, Gate::new(GateKind::Consent, "subject to consent of RUS"))
    }),
    weakening("a body must determine", GATED, |it, dice| {
        // Where nobody decides, a body that does is no loss.
        it.decided.is_some() && add(it, dice, Gate::new(GateKind::Consent, "subject to determination of Board"))
    }),
    weakening("a condition in words", GATED, |it, dice| {
        add(it, dice, Gate::new(GateKind::Condition, "if \"the situation allows\""))
    }),
    weakening("an exception that a body finds", GATED, |it, dice| {
        let judge = "as found by Council";
        add(it, dice, Gate { judge, ..Gate::new(GateKind::Condition, "unless \"MDA provoked it\"") })
    }),
    weakening("an exception that the aggressor decides", GATED, |it, dice| {
        add(it, dice, Gate::new(GateKind::Condition, "unless decided by determination of RUS"))
    }),
    weakening("a gate loses its clock", GATED, |it, dice| {
        clock(it, dice, |it| !it.length.is_empty() && !it.length.contains("TBD"), |it| *it = Clock::NONE)
    }),
    weakening("a duty loses its clock", &[Worst, Strength], |it, dice| due(it, dice, "")),
    weakening("a duty's clock becomes soft", &[Worst, Strength], |it, dice| due(it, dice, "promptly")),
    weakening("a duty's clock is not known", &[Worst, Strength], |it, dice| due(it, dice, "within TBD")),
    weakening("a duty's clock is in words", &[Worst, Strength], |it, dice| {
        due(it, dice, "not later than \"the agreed day\"")
    }),
    weakening("a duty's clock is about right", &[Worst, Strength], |it, dice| due(it, dice, "within about 12 hours")),
    weakening("a duty's clock holds where possible", &[Worst, Strength], |it, dice| {
        due(it, dice, "within 12 hours where possible")
    }),
    weakening("a gate's clock becomes soft", GATED, |it, dice| {
        let soft = dice.pick(super::design::SOFT);
        clock(it, dice, Clock::is_exact, |it| it.length = soft)
    }),
    weakening("a gate's clock is longer", GATED, |it, dice| {
        clock(it, dice, |it| longer(it.length).is_some(), |it| it.length = longer(it.length).unwrap_or_default())
    }),
    weakening("a duty's clock is longer", &[Worst], |it, dice| {
        let promise = promise(it, dice);
        let to = longer(promise.clock.length);
        promise.clock.length = to.unwrap_or_default();
        to.is_some()
    }),
    weakening("a gate that opened by its clock lapses", &[Blocking, Strength, Answered, Survives], |it, dice| {
        clock(it, dice, proceeds, |it| it.otherwise = "otherwise lapses")
    }),
    weakening("a gate that opened by its clock says nothing", &[Blocking, Strength, Answered, Survives], |it, dice| {
        clock(it, dice, proceeds, |it| it.otherwise = "")
    }),
    weakening("a gate's clock opens another provision", &[Blocking, Strength, Survives], |it, dice| {
        it.more.push("article 4 {\n    consultation instead { among parties }\n}");
        clock(it, dice, proceeds, |it| it.otherwise = "otherwise instead")
    }),
    weakening("shall becomes should", CONTENT, |it, dice| force(it, dice, "should")),
    weakening("shall becomes may", CONTENT, |it, dice| force(it, dice, "may")),
    weakening("shall becomes would", CONTENT, |it, dice| force(it, dice, "would")),
    weakening("shall becomes an effort", CONTENT, |it, dice| force(it, dice, "endeavours to")),
    weakening("the verb is not known", CONTENT, |it, dice| {
        promise(it, dice).act = "buttress MDA";
        true
    }),
    weakening("a light verb and an empty noun", CONTENT, |it, dice| {
        let promise = promise(it, dice);
        let talks = promise.means == ["diplomacy"];
        promise.act = "take \"appropriate measures\"";
        promise.means.clear();
        promise.amount.is_empty() && !talks
    }),
    weakening("talks in place of help", CONTENT, |it, dice| {
        let promise = promise(it, dice);
        promise.act = "consult MDA";
        promise.means.clear();
        promise.amount.is_empty()
    }),
    weakening("the means are dropped", CONTENT, |it, dice| means(it, dice, &[])),
    weakening("the means are not known", CONTENT, |it, dice| means(it, dice, &["TBD"])),
    weakening("the means are talks", CONTENT, |it, dice| means(it, dice, &["diplomacy"])),
    weakening("the means are words", &[Blocking, Strength], |it, dice| {
        means(it, dice, &["\"whatever means it deems fit\""])
    }),
    weakening("the amount is dropped", CONTENT, |it, dice| {
        let was = std::mem::take(&mut promise(it, dice).amount);
        !was.is_empty()
    }),
    weakening("each bearer judges", CONTENT, |it, dice| clause(it, dice, "discretion as-deemed-necessary")),
    weakening("by constitutional processes", CONTENT, |it, dice| {
        clause(it, dice, "discretion constitutional-processes")
    }),
    weakening("discretion in words", CONTENT, |it, dice| clause(it, dice, "discretion \"as its organs see fit\"")),
    weakening("discretion not known", CONTENT, |it, dice| clause(it, dice, "discretion TBD")),
    weakening("the text does not bind", &[Strength, Answered, Providers], |it, _| {
        it.form = "form memorandum not binding";
        true
    }),
    weakening("the text does not say that it binds", &[Strength, Answered, Providers], |it, _| {
        let was = it.form;
        it.form = "form memorandum";
        was != "form memorandum not binding"
    }),
    weakening("one is freed", &[Answered, Providers], |it, _| {
        it.more.push("article 5 {\n    permission freed { ROU need not assist MDA }\n}");
        true
    }),
    weakening("a condition loses its judge", &[Harmless, Strength, Answered], |it, dice| {
        let gates = if dice.below(2) == 0 { &mut it.gates } else { &mut promise(it, dice).gates };
        let gate = gates.iter_mut().find(|it| it.words.starts_with("if") && !it.judge.is_empty());
        gate.is_some_and(|it| !std::mem::take(&mut it.judge).is_empty())
    }),
    weakening("nobody knows who decides", &[Harmless, Strength, Answered], |it, _| {
        decided(it, |it| {
            let known = !it.clock.length.contains("TBD");
            *it = Decision { vote: "TBD", tail: "", riders: "", clock: Clock::NONE };
            known
        })
    }),
    weakening("words decide", &[Harmless, Strength, Answered], |it, _| {
        decided(it, |it| {
            *it = Decision { vote: "\"the relevant procedures\"", tail: "", riders: "", clock: Clock::NONE };
            true
        })
    }),
    weakening("nothing follows by itself", &[Strength, Answered], |it, _| {
        let automatic = it.decided.is_some_and(|it| it.vote == "automatic");
        it.decided = None;
        automatic
    }),
    weakening("a majority becomes two-thirds", GATED, |it, _| vote(it, "majority of parties", "two-thirds of parties")),
    weakening("a majority becomes unanimity", GATED, |it, _| {
        vote(it, "majority of guarantors", "unanimity of guarantors")
            || vote(it, "two-thirds of parties", "unanimity of parties")
    }),
    weakening("more votes than voters", GATED, |it, _| {
        vote(it, "at least 2 of ROU, ITA, TUR", "at least 4 of ROU, ITA, TUR")
    }),
    weakening("consensus becomes unanimity", GATED, |it, _| {
        vote(it, "consensus of guarantors", "unanimity of guarantors")
            || vote(it, "consensus of parties", "unanimity of parties")
    }),
    weakening("an abstention is a no", GATED, |it, _| {
        decided(it, |it| {
            let counted =
                it.vote.contains("unanimity") || it.vote.contains("consensus") || it.vote.contains("majority");
            let plain = it.riders.is_empty() && !it.vote.contains(" and ");
            it.riders = "abstention counts as rejection";
            counted && plain
        })
    }),
    weakening("the attacker is no longer excluded", GATED, |it, _| {
        decided(it, |it| {
            let unanimous = it.vote.contains("unanimity") || it.vote.contains("consensus");
            !std::mem::take(&mut it.tail).is_empty() && unanimous && it.riders.is_empty()
        })
    }),
    weakening("one more acts with the aggressor", &[Blocking, Answered, Providers], |it, _| {
        it.assumed.push("TUR votes with RUS");
        true
    }),
    weakening("another may attack", &[Blocking, Answered], |it, _| {
        it.assumed.push("potential aggressor TUR against MDA");
        true
    }),
    weakening("in one area only", &[Answered, Blocking], |it, _| {
        let plain = it.on == ["armed-attack against MDA"];
        it.on = vec!["armed-attack against MDA in \"the eastern districts\""];
        plain
    }),
    weakening("in some domains only", &[Answered, Blocking], |it, _| {
        let plain = it.on == ["armed-attack against MDA"];
        it.on = vec!["armed-attack against MDA domains land"];
        plain
    }),
    weakening("an event is dropped", &[Answered, Blocking], |it, _| it.on.len() > 1 && it.on.pop().is_some()),
    weakening("an event in words", &[Answered], |it, _| {
        it.on = vec!["\"an attack of a grave kind\" against MDA"];
        true
    }),
    weakening("a bearer is dropped", &[Providers, Answered], |it, dice| {
        let promise = promise(it, dice);
        promise.bearers.len() > 1 && promise.mode != "collectively" && promise.bearers.pop().is_some()
    }),
    weakening("any of the bearers", &[Providers, Answered], |it, dice| {
        let promise = promise(it, dice);
        let each = promise.mode == "each of" && promise.bearers.len() > 1;
        promise.mode = "any of";
        each
    }),
    weakening("all or none", &[Providers, Answered, Strength, Blocking], |it, dice| {
        let promise = promise(it, dice);
        let each = promise.mode == "each of" && promise.bearers.len() > 1;
        promise.mode = "collectively";
        each
    }),
    weakening("a guarantee becomes an assurance", ALL, |it, dice| {
        let promise = promise(it, dice);
        let was = promise.label == "guarantee";
        promise.label = "assurance";
        was
    }),
    weakening("in a letter", &[Strength, Answered, Providers], |it, _| {
        it.part = "letter \"Foreign Minister\"";
        it.entry.is_empty()
    }),
    weakening("in a part that does not bind", &[Strength, Answered, Providers], |it, _| {
        it.part = "annex A \"Understandings\" is not-binding";
        it.entry.is_empty()
    }),
    weakening("after a milestone", GATED, |it, dice| occasion(it, dice, "ready")),
    weakening("after another treaty", GATED, |it, dice| occasion(it, dice, "entry into force of Compact")),
    weakening("after a ratification", GATED, |it, dice| occasion(it, dice, "ratification by RUS")),
    weakening("after another duty", GATED, |it, dice| occasion(it, dice, "completion of prepare")),
    weakening("in words as well", GATED, |it, dice| occasion(it, dice, "\"the proper notice\"")),
    weakening("the aggressor pays", GATED, |it, dice| clause(it, dice, "funded by RUS")),
    weakening("a decision pays", GATED, |it, dice| clause(it, dice, "funded by consensus of parties")),
    weakening("a mandate is needed", GATED, |it, dice| clause(it, dice, "authorised by determination of UNSC")),
    weakening("voters are open to any state", GATED, |it, _| {
        let asked = it.decided.is_some_and(|it| it.vote == "unanimity of Willing" && it.tail.is_empty());
        it.willing = "ROU, ITA open to any state";
        asked
    }),
    weakening("a body has no rule", &[Harmless, Strength, Answered], |it, _| {
        let asked = it.decided.is_some_and(|it| it.vote == "Council") && it.council.rule != "TBD";
        it.council.rule = "TBD";
        asked
    }),
    weakening("a body's members are words", &[Harmless, Strength, Answered], |it, _| {
        let asked = it.decided.is_some_and(|it| it.vote == "Council");
        it.council.members = "\"persons of standing\"";
        asked && !it.council.others.contains("chair")
    }),
    weakening("a body is called by the aggressor", GATED, |it, _| {
        let asked = it.decided.is_some_and(|it| it.vote == "Council") && it.council.others.is_empty();
        it.council.others = "convened by request of RUS";
        asked
    }),
    weakening("a sequence puts another duty before", GATED, |it, _| {
        it.more.push("sequence order { prepare before help }");
        true
    }),
    weakening("parties must ratify", &[Blocking, Worst, Strength, Answered], |it, _| {
        let was = std::mem::replace(&mut it.entry, "upon ratification by parties");
        was.is_empty()
    }),
];
