//! What expressions may ask of the analyses.

use super::known_bodies;
use super::value::{Element, ElementKind, EvalContext, Type, Value};
use crate::analysis::control::Support;
use crate::analysis::coverage::CoverageLevel;
use crate::analysis::question::{self, About, Answer, FastestWay, QuestionSubject};
use crate::analysis::timeline::{Bound, Coming};
use crate::analysis::{Facts, Gate, Graded};
use crate::model::vocabulary::Vocabulary;
use crate::model::{ActorId, Case, Decision, GroupId, Provision, ProvisionId, Treaty, Unknown, prelude};
use std::fmt;
use std::rc::Rc;

/// A question to the analyses.
#[derive(Debug)]
pub struct SuiteFunction {
    /// Its name.
    pub name: &'static str,
    /// What it is asked of.
    pub takes: &'static [Parameter],
    /// What it gives.
    pub gives: Type,
    /// What it says, and where that is exact.
    pub description: &'static str,
    /// How many steps it counts for.
    pub(super) steps: u64,
    pub(super) call: Call,
}

/// How a function is asked. Nothing is what the draft does not say.
#[derive(Clone, Copy)]
pub(super) enum Call {
    /// By what the model or a fact says.
    Value(Plain),
    /// By an answer that shows why.
    Answer(FunctionBody, Tell),
    /// By the first where it can tell, and else by an answer.
    Either(fn(&EvalContext<'_>, &[Value<'_>]) -> bool, Plain, FunctionBody, Tell),
}

type Plain = for<'m> fn(&EvalContext<'m>, &[Value<'m>]) -> Option<Value<'m>>;
type FunctionBody = for<'m> fn(&EvalContext<'m>, &[Value<'m>]) -> Option<question::AnswerResult>;
type Tell = for<'m> fn(&EvalContext<'m>, &Answer) -> Value<'m>;

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Call")
    }
}

/// What a function is asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// The name of an actor, or names.
    Who,
    /// The name of an actor.
    Actor,
    /// The name of a body, an organization or a group.
    Set,
    /// The name of a provision.
    Name,
    /// A provision, or its name.
    Provision,
    /// A provision, its name, or a decision.
    Decided,
    /// The name of an actor, or names; `aggressor`, `bloc`, `anyone`.
    Side,
    /// A provision, a decision, or its name; the duty of one bearer, a power over it.
    What,
    /// The same without decisions.
    Promise,
    /// Words that an analysis understands, or several.
    Words,
    /// A number.
    Count,
}

impl Parameter {
    /// Whether an expression of a type may stand for it.
    pub fn takes(self, of: Type) -> bool {
        let text = matches!(of, Type::Text | Type::Word(_));
        match self {
            Self::Who | Self::Side | Self::Words => text || matches!(of, Type::List(Type::Text, 0) | Type::Nothing),
            Self::Count => of == Type::Int,
            Self::Actor | Self::Set | Self::Name => text,
            Self::Provision | Self::Promise => text || of == Type::Element(ElementKind::Provision),
            Self::Decided | Self::What => {
                text || matches!(of, Type::Element(ElementKind::Provision | ElementKind::Decision))
            }
        }
    }

    /// What it is, in words.
    pub fn description(self) -> &'static str {
        match self {
            Self::Who => "the name of an actor, or a list of names",
            Self::Actor => "the name of an actor",
            Self::Set => "the name of a body, an organization or a group",
            Self::Name => "the name of a provision",
            Self::Provision => "a provision or its name",
            Self::Decided => "a provision, its name, or a decision",
            Self::Side => "the name of an actor, or a list of names; `'aggressor'`, `'bloc'` or `'anyone'`",
            Self::What => "a provision, its name, a decision, a body, or words such as `'mandate of observers'`",
            Self::Promise => "a provision or its name, or words such as `'assist for FRA'`",
            Self::Words => "words",
            Self::Count => "a number",
        }
    }

    /// The first name of a value that no reading of the draft knows. What is not said at all has no name.
    pub(super) fn stranger(self, world: &EvalContext<'_>, value: &Value<'_>) -> Option<Unknown> {
        match value {
            Value::Text(name) if !name.is_empty() && !self.knows(world.treaty, name) => {
                Some(self.among(world.treaty, name))
            }
            // Words for sides stand alone.
            Value::List(names) if self == Self::Side => names.iter().find_map(|it| Self::Who.stranger(world, it)),
            Value::List(names) => names.iter().find_map(|it| self.stranger(world, it)),
            _ => None,
        }
    }

    /// What bears the names that it takes.
    pub(super) fn bearer(self) -> &'static str {
        match self {
            Self::Who | Self::Side => "actor or group",
            Self::Actor => "actor",
            Self::Set => "body, organization or group",
            _ => "provision",
        }
    }

    /// Whether some reading has what a name stands for.
    fn knows(self, treaty: &Treaty<'_>, name: &str) -> bool {
        let actor = || treaty.actor_named(name).is_some();
        let group = || group(treaty, name).is_some();
        let names = &treaty.brackets.names;
        match self {
            Self::Actor => actor() || names.has_actor(name),
            Self::Side if SIDES.contains(&name) => true,
            Self::Who | Self::Side => actor() || group() || names.has_actor(name),
            Self::What | Self::Promise => {
                let QuestionSubject { about, bearer, .. } = QuestionSubject::read(name);
                let known = |name: &str| {
                    let by_kind = |it: &Provision<'_>| it.name.is_empty() && it.kind.as_str() == name;
                    // An actor of this reading has to be one that holds something: a body.
                    let body = match treaty.actor_named(name) {
                        Some(id) => treaty.actor(id).body.is_some(),
                        None => names.has_actor(name),
                    };
                    Self::Name.knows(treaty, name) || treaty.own_provisions().any(by_kind) || body
                };
                let about = matches!(about, About::Name(name) if known(name));
                about && bearer.is_none_or(|it| Self::Actor.knows(treaty, it))
            }
            Self::Words | Self::Count => true,
            Self::Set => actor() || group() || names.has_actor(name) || !known_bodies::members(name).is_empty(),
            Self::Name | Self::Provision | Self::Decided => {
                treaty.provision_named(name).is_some() || names.has_provision(name)
            }
        }
    }

    fn among(self, treaty: &Treaty<'_>, name: &str) -> Unknown {
        let actors = treaty.actors.iter().map(|it| it.name);
        let groups = treaty.groups.iter().map(|it| it.name);
        match self {
            Self::Actor => Unknown::among(name, actors),
            Self::Who | Self::Side => Unknown::among(name, actors.chain(groups)),
            Self::Set => Unknown::among(name, actors.chain(groups).chain(prelude::names().iter().copied())),
            _ => Unknown::among(name, treaty.own_provisions().map(|it| it.name).filter(|it| !it.is_empty())),
        }
    }
}

/// So many steps an analysis counts for.
const ANALYSIS: u64 = 500;

const TEXTS: Type = Type::List(&Type::Text, 0);

/// Every function.
pub static FUNCTIONS: &[SuiteFunction] = &[
    SuiteFunction {
        name: "members",
        takes: &[Parameter::Set],
        gives: TEXTS,
        description: "the members of a body, organization or group; of those in the prelude (`NATO`, `EU`, `UNSC`) too where \
               the draft does not name them",
        steps: 20,
        call: Call::Value(|world, of| Some(members(world, word(of.first()?)?))),
    },
    SuiteFunction {
        name: "actor",
        takes: &[Parameter::Actor],
        gives: Type::Element(ElementKind::Actor),
        description: "the actor of a name",
        steps: 20,
        call: Call::Value(|world, of| {
            let id = world.treaty.actor_named(word(of.first()?)?)?;
            Some(Value::Element(Element::Actor(world.treaty.actor(id))))
        }),
    },
    SuiteFunction {
        name: "provision",
        takes: &[Parameter::Name],
        gives: Type::Element(ElementKind::Provision),
        description: "the provision of a name",
        steps: 20,
        call: Call::Value(|world, of| {
            let id = world.treaty.provision_named(word(of.first()?)?)?;
            Some(Value::Element(Element::Provision(world.treaty.provision(id))))
        }),
    },
    SuiteFunction {
        name: "is_aggressor",
        takes: &[Parameter::Actor],
        gives: Type::Bool,
        description: "whether an actor is assumed to attack",
        steps: 20,
        call: Call::Value(|world, of| {
            let id = world.treaty.actor_named(word(of.first()?)?)?;
            Some(Value::Bool(world.treaty.threat.aggressors.iter().any(|it| it.actor == id)))
        }),
    },
    SuiteFunction {
        name: "is_adverse",
        takes: &[Parameter::Actor],
        gives: Type::Bool,
        description: "whether an actor is assumed to attack, votes with an attacker, or is under its control",
        steps: 20,
        call: Call::Value(|world, of| {
            let id = world.treaty.actor_named(word(of.first()?)?)?;
            Some(Value::Bool(world.treaty.threat.adverse().contains(&id)))
        }),
    },
    SuiteFunction {
        name: "can_block",
        takes: &[Parameter::Side, Parameter::What],
        gives: Type::Bool,
        description: "whether these actors together keep a provision from ever becoming live for anybody else, or a decision \
               from being taken, in an attack that is assumed (in those of their own, where they are attackers)",
        steps: ANALYSIS,
        call: Call::Either(
            is_plain,
            |world, of| {
                let who = actors(world, of.first()?);
                let blocks = |case: Option<&Case>| match subject(world, of.get(1)?)? {
                    Whole::Provision(id) => Some(world.facts.can_block(&who, id, case)),
                    Whole::Decision(it) => Some(world.facts.blocks_decision(&who, it, case).is_some()),
                };
                let blocks = !who.is_empty() && in_cases(world, &who, blocks);
                Some(unless_open(world, blocks, of.get(1)?, |id| question::doubts(world.facts, &who, id, false)))
            },
            |world, of| of_sides(world, of, question::blocks),
            yes,
        ),
    },
    SuiteFunction {
        name: "can_force",
        takes: &[Parameter::Side, Parameter::What],
        gives: Type::Bool,
        description: "whether these actors together make a provision live, or get a decision taken, against everybody else, in \
               an attack that is assumed",
        steps: ANALYSIS,
        call: Call::Either(
            is_plain,
            |world, of| {
                let who = actors(world, of.first()?);
                let forces = |case: Option<&Case>| match subject(world, of.get(1)?)? {
                    Whole::Provision(id) => Some(world.facts.can_force(&who, id, case)),
                    Whole::Decision(it) => Some(world.facts.forces_decision(&who, it, case)),
                };
                let forces = !who.is_empty() && in_cases(world, &who, forces);
                Some(unless_open(world, forces, of.get(1)?, |id| question::doubts(world.facts, &who, id, true)))
            },
            |world, of| of_sides(world, of, question::forces),
            yes,
        ),
    },
    SuiteFunction {
        name: "aggressor_can_block",
        takes: &[Parameter::Decided],
        gives: Type::Bool,
        description: "whether somebody who is assumed to attack, alone or with those who act with it, keeps it from becoming \
               live or being taken",
        steps: ANALYSIS,
        call: Call::Value(|world, of| {
            let subject = subject(world, of.first()?)?;
            let cases = &world.treaty.threat.cases;
            let blocks = cases.iter().any(|case| match subject {
                Whole::Provision(id) => world.facts.can_block(&case.bloc, id, Some(case)),
                Whole::Decision(it) => world.facts.blocks_decision(&case.bloc, it, Some(case)).is_some(),
            });
            if cases.is_empty() {
                return Some(Value::Bool(false));
            }
            let doubts = |id| cases.iter().flat_map(|it| question::doubts(world.facts, &it.bloc, id, false)).collect();
            Some(unless_open(world, blocks, of.first()?, doubts))
        }),
    },
    SuiteFunction {
        name: "blockers",
        takes: &[Parameter::Decided],
        gives: TEXTS,
        description: "everybody who alone keeps a provision from becoming live for anybody else, or a decision from being taken",
        steps: 10 * ANALYSIS,
        call: Call::Value(|world, of| {
            if let open @ Value::Between(_) =
                unless_open(world, false, of.first()?, |id| question::doubts(world.facts, &[], id, false))
            {
                return Some(open);
            }
            let found = match subject(world, of.first()?)? {
                Whole::Decision(it) => world.facts.veto_players(it, None),
                Whole::Provision(id) => {
                    let control = world.facts.controls().iter().find(|it| it.activates() == Some(id))?;
                    let mut players = world.facts.players(control);
                    players
                        .retain(|who| in_cases(world, &[*who], |case| Some(world.facts.can_block(&[*who], id, case))));
                    players
                }
            };
            Some(Value::names(world.treaty, found))
        }),
    },
    SuiteFunction {
        name: "strength",
        takes: &[Parameter::Provision],
        gives: Type::Text,
        description: "the class of the strongest thing that a provision asks to be done, or not to be done where it asks for nothing \
               else: `S0` an expectation, `S1` a duty to \
               consult, `S2` to seek action of another body, `S3` a right, `S4` a duty whose content its bearer judges, \
               `S5` a duty of determinate content, `S6` a self-executing duty; empty where it asks for nothing",
        steps: 50,
        call: Call::Value(|world, of| {
            let Whole::Provision(id) = subject(world, of.first()?)? else { return None };
            Some(class(world.treaty, world.facts.strength(id).graded()?))
        }),
    },
    SuiteFunction {
        name: "worst_case",
        takes: &[Parameter::Promise],
        gives: Type::Int,
        description: "how many hours lie between the event and the effect of a provision where everybody takes all the time \
               there is and the assumed aggressor obstructs; 9223372036854775807 where the text sets no end, or where it \
               never comes",
        steps: ANALYSIS,
        call: Call::Either(
            is_plain,
            |world, of| {
                // What this reading does not have never comes.
                let Some(Whole::Provision(id)) = subject(world, of.first()?) else { return Some(number(None)) };
                Some(hours(world, &question::known_time(world.facts, id)))
            },
            |world, of| {
                let asked = |it| question::time(world.facts, Bound::Worst, it, world.calendar);
                Some(there(world, of.first()?).and_then(asked))
            },
            hours,
        ),
    },
    SuiteFunction {
        name: "earliest",
        takes: &[Parameter::Promise],
        gives: Type::Int,
        description: "the same where everybody acts at once; of one bearer, as in `worst_case('assist for FRA')`",
        steps: ANALYSIS,
        call: Call::Answer(
            |world, of| {
                let asked = |it| question::time(world.facts, Bound::Earliest, it, world.calendar);
                Some(there(world, of.first()?).and_then(asked))
            },
            hours,
        ),
    },
    SuiteFunction {
        name: "survives",
        takes: &[Parameter::Promise],
        gives: Type::Int,
        description: "how many of those who are expected to help may fall away, the assumed aggressor obstructing; -1 where it is \
               stopped as it is, 9223372036854775807 where nobody has to help. Where nobody is assumed to attack, that \
               can't be asked",
        steps: ANALYSIS,
        call: Call::Answer(
            |world, of| Some(there(world, of.first()?).and_then(|it| question::survives(world.facts, it))),
            survivors,
        ),
    },
    SuiteFunction {
        name: "providers",
        takes: &[Parameter::Words],
        gives: TEXTS,
        description: "who must provide a measure (`'weapons'`); those who are assumed to attack do not count",
        steps: ANALYSIS,
        call: Call::Answer(provided, names),
    },
    SuiteFunction {
        name: "answered",
        takes: &[Parameter::Words],
        gives: Type::Bool,
        description: "whether a duty answers an event (`'cyber-attack'`) in the whole territory, whichever assumed aggressor does it",
        steps: 10 * ANALYSIS,
        call: Call::Answer(|world, of| Some(question::answered(world.facts, word(of.first()?)?, None)), yes),
    },
    SuiteFunction {
        name: "answered",
        takes: &[Parameter::Words, Parameter::Words],
        gives: Type::Bool,
        description: "the same in an area of the draft, or where somebody is attacked",
        steps: 10 * ANALYSIS,
        call: Call::Answer(
            |world, of| Some(question::answered(world.facts, word(of.first()?)?, Some(word(of.get(1)?)?))),
            yes,
        ),
    },
    SuiteFunction {
        name: "opened_by",
        takes: &[Parameter::Provision],
        gives: TEXTS,
        description: "the triggers that a provision hangs on",
        steps: 50,
        call: Call::Value(|world, of| {
            let Whole::Provision(id) = subject(world, of.first()?)? else { return None };
            let triggers = world.facts.opened_by(id);
            Some(Value::texts(triggers.into_iter().map(|it| world.treaty.provision(it).name)))
        }),
    },
    SuiteFunction {
        name: "answered_by",
        takes: &[Parameter::Provision],
        gives: TEXTS,
        description: "the provisions that answer a trigger",
        steps: ANALYSIS,
        call: Call::Value(|world, of| {
            let Whole::Provision(id) = subject(world, of.first()?)? else { return None };
            let answers = world.facts.answers().to(id);
            Some(Value::texts(answers.iter().map(|it| world.treaty.provision(*it).name)))
        }),
    },
];

/// Words that stand for sides, and not for actors.
const SIDES: &[&str] = &["aggressor", "bloc", "anyone"];

/// The side that a value names, if it names one.
fn side<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    word(value).filter(|it| SIDES.contains(it))
}

/// Whether a question is about actors, and about a decision or a provision that has a name.
fn is_plain(world: &EvalContext<'_>, of: &[Value<'_>]) -> bool {
    let treaty = world.treaty;
    // What never becomes live has an answer of its own: that it can't be asked.
    let lives = |name: &str| match treaty.provision_named(name) {
        Some(id) => world.facts.controls().iter().any(|it| it.activates() == Some(id)),
        None => true,
    };
    let named = |name: &str| name.is_empty() || Parameter::Name.knows(treaty, name) && lives(name);
    of.last().is_some_and(|it| word(it).is_none_or(named)) && of.first().is_none_or(|it| side(it).is_none())
}

/// What a value names or is; nothing for a decision, and for what this reading does not have.
fn what<'v>(world: &EvalContext<'_>, value: &'v Value<'_>) -> Option<QuestionSubject<'v>> {
    match value {
        Value::Element(Element::Provision(it)) => {
            Some(QuestionSubject { power: None, about: About::Provision(it.id), bearer: None })
        }
        other => Some(QuestionSubject::read(word(other)?)).filter(|it| question::is_there(world.treaty, *it)),
    }
}

/// The same of what has to be there: a promise that this reading does not have has no time and no survivors.
fn there<'v>(world: &EvalContext<'_>, value: &'v Value<'_>) -> Result<QuestionSubject<'v>, String> {
    what(world, value).ok_or_else(|| match word(value) {
        Some(name) if !name.is_empty() => format!("this reading has no `{name}`"),
        _ => "it is asked of nothing".to_owned(),
    })
}

/// Who must provide a measure; nobody, if it is one that this reading does not promise.
fn provided(world: &EvalContext<'_>, of: &[Value<'_>]) -> Option<question::AnswerResult> {
    let name = word(of.first()?)?;
    let found = question::providers(world.facts, name);
    (found.is_ok() || !Vocabulary::Means.knows(name)).then_some(found)
}

/// Asks of actors, or of sides.
fn of_sides(
    world: &EvalContext<'_>,
    of: &[Value<'_>],
    ask: fn(&Facts<'_>, &[&str], QuestionSubject<'_>) -> question::AnswerResult,
) -> Option<question::AnswerResult> {
    let first = of.first()?;
    let who: Vec<&str> = match side(first) {
        Some(side) => vec![side],
        None => actors(world, first).into_iter().map(|it| world.treaty.name(it)).collect(),
    };
    if let Value::Element(Element::Decision(_)) = of.get(1)? {
        return Some(Err("sides are asked of provisions, not of decisions: write the names of actors".to_owned()));
    }
    let what = what(world, of.get(1)?)?;
    (!who.is_empty()).then(|| ask(world.facts, &who, what))
}

/// The class of a strength; between two, where the text leaves it open.
pub(super) fn class<'m>(treaty: &Treaty<'m>, it: Graded) -> Value<'m> {
    let (low, high) = (Value::text(it.low.code()), Value::text(it.high.code()));
    match it.why {
        Some(doubt) => Value::between(low, high, doubt.words(treaty)),
        None => low,
    }
}

/// Whether it is so; open, where that hangs on what the text leaves open.
pub(super) fn yes<'m>(world: &EvalContext<'m>, answer: &Answer) -> Value<'m> {
    match answer {
        Answer::Blocks(found) | Answer::Forces(found) => either(world, !found.plays.is_empty(), &found.doubts),
        // A gap that is one for certain decides.
        Answer::Gaps(gaps) => match gaps.iter().all(|it| it.answered == CoverageLevel::Unsaid) {
            true if gaps.is_empty() => Value::Bool(true),
            true => Value::open("whether a duty answers it; the text does not say".to_owned()),
            false => Value::Bool(false),
        },
        _ => Value::Bool(false),
    }
}

/// Yes, or no; open, where it is no and gates that nobody known holds may make it yes.
fn either<'m>(world: &EvalContext<'m>, so: bool, doubts: &[Gate]) -> Value<'m> {
    if so || doubts.is_empty() { Value::Bool(so) } else { Value::open(question::all_open(world.treaty, doubts)) }
}

/// The same of a provision or decision that a value stands for.
fn unless_open<'m>(
    world: &EvalContext<'m>,
    so: bool,
    of: &Value<'m>,
    doubts: impl FnOnce(ProvisionId) -> Vec<Gate>,
) -> Value<'m> {
    let doubts = match subject(world, of).filter(|_| !so) {
        Some(Whole::Provision(id)) => doubts(id),
        Some(Whole::Decision(it)) => world.facts.open_gates(it),
        None => Vec::new(),
    };
    either(world, so, &doubts)
}

/// How long it takes, in minutes divided by `unit`, what is begun counted in full; the largest number, where it never comes
/// or no clock ends the wait. Where it may come or not, between the two.
fn length<'m>(world: &EvalContext<'m>, answer: &Answer, unit: u64) -> Value<'m> {
    let Answer::Time(id, way) = answer else { return number(None) };
    let FastestWay { arrival, doubts, .. } = &**way;
    let least = number(arrival.if_it_comes().map(|it| it.div_ceil(unit)));
    match arrival.coming {
        Coming::Certain => least,
        Coming::Never => number(None),
        Coming::Unknown if doubts.is_empty() => {
            let name = world.treaty.provision(*id).name_or_kind();
            Value::between(least, number(None), format!("whether `{name}` becomes live"))
        }
        Coming::Unknown => Value::between(least, number(None), question::all_open(world.treaty, doubts)),
    }
}

/// A number of a value; the largest, where there is no end.
fn number<'m>(it: Option<u64>) -> Value<'m> {
    Value::Int(it.and_then(|it| i64::try_from(it).ok()).unwrap_or(i64::MAX))
}

/// How many minutes it takes.
pub(super) fn minutes<'m>(world: &EvalContext<'m>, answer: &Answer) -> Value<'m> {
    length(world, answer, 1)
}

/// How many hours it takes, the last one begun.
fn hours<'m>(world: &EvalContext<'m>, answer: &Answer) -> Value<'m> {
    length(world, answer, 60)
}

/// How many may fall away.
pub(super) fn survivors<'m>(world: &EvalContext<'m>, answer: &Answer) -> Value<'m> {
    let most = Value::Int(match answer {
        Answer::Survives(Support::Survives { defections, .. }, _) => i64::from(*defections),
        Answer::Survives(Support::Unneeded, _) => i64::MAX,
        _ => -1,
    });
    match answer {
        // If what nobody known holds does not come, nobody's support helps.
        Answer::Survives(_, doubts) if !doubts.is_empty() => {
            Value::between(Value::Int(-1), most, question::all_open(world.treaty, doubts))
        }
        _ => most,
    }
}

/// The names of providers.
pub(super) fn names<'m>(world: &EvalContext<'m>, answer: &Answer) -> Value<'m> {
    match answer {
        Answer::Providers(found) => Value::names(world.treaty, found.iter().copied()),
        _ => Value::List(Rc::new([])),
    }
}

pub(super) fn word<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match value {
        Value::Text(words) => Some(words),
        _ => None,
    }
}

fn group(treaty: &Treaty<'_>, name: &str) -> Option<GroupId> {
    treaty.groups.iter().position(|it| it.name == name).map(|at| GroupId(at as u32))
}

/// The actors of a name or of names; a body stands for itself, a group for its members.
fn actors(world: &EvalContext<'_>, value: &Value<'_>) -> Vec<ActorId> {
    let treaty = world.treaty;
    let named = |name: &str| match (treaty.actor_named(name), group(treaty, name)) {
        (Some(actor), _) => vec![actor],
        (None, Some(group)) => treaty.members(&treaty.groups[group.0 as usize].members, None),
        (None, None) => Vec::new(),
    };
    let mut found: Vec<ActorId> = match value {
        Value::List(list) => list.iter().filter_map(word).flat_map(named).collect(),
        other => word(other).map(named).unwrap_or_default(),
    };
    found.sort_unstable();
    found.dedup();
    found
}

/// What a question is about as a whole.
#[derive(Clone, Copy)]
enum Whole<'m> {
    Provision(ProvisionId),
    Decision(&'m Decision<'m>),
}

fn subject<'m>(world: &EvalContext<'m>, value: &Value<'m>) -> Option<Whole<'m>> {
    match value {
        Value::Element(Element::Provision(it)) => Some(Whole::Provision(it.id)),
        Value::Element(Element::Decision(it)) => Some(Whole::Decision(it)),
        other => world.treaty.provision_named(word(other)?).map(Whole::Provision),
    }
}

/// Whether something holds in an attack that is assumed: in those of the actors, if they attack; in any, if they don't; in
/// none, if nobody is assumed to attack.
fn in_cases(world: &EvalContext<'_>, who: &[ActorId], mut holds: impl FnMut(Option<&Case>) -> Option<bool>) -> bool {
    let cases = &world.treaty.threat.cases;
    let own = |case: &&Case| who.contains(&case.attacker);
    let mut holds = |case: Option<&Case>| holds(case).unwrap_or(false);
    if cases.is_empty() {
        holds(None)
    } else if cases.iter().any(|it| own(&it)) {
        cases.iter().filter(own).any(|it| holds(Some(it)))
    } else {
        cases.iter().any(|it| holds(Some(it)))
    }
}

fn members<'m>(world: &EvalContext<'m>, name: &str) -> Value<'m> {
    let treaty = world.treaty;
    if let Some(group) = group(treaty, name) {
        return Value::names(treaty, treaty.members(&treaty.groups[group.0 as usize].members, None));
    }
    match treaty.actor_named(name) {
        Some(id) => Value::names(treaty, treaty.members_of(id, None).actors),
        None => Value::texts(known_bodies::members(name).iter().map(String::as_str)),
    }
}
