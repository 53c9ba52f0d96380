//! Properties: what a reader requires of a draft, `not can_block(RUS, assist)`. They have a small grammar of their own, and are
//! lowered to the expressions of suites.

use pest::Parser;
use pest::iterators::Pair;
use std::fmt;
use std::sync::Arc;

use super::compile::{Compiled, Does, check_with};
use super::evaluate::{EvalError, explain};
use super::functions::{self, Call, Parameter, SuiteFunction, minutes, names, survivors, word, yes};
use super::syntax::{Expression, ExpressionKind, Operator, SpannedName};
use super::value::{ElementKind, EvalContext, Type, Value};
use crate::analysis::question::{self, Answer, QuestionSubject};
use crate::analysis::timeline::Bound;
use crate::analysis::{Facts, TimelineStart, budget};
use crate::diagnostic::nearest;
use crate::model::Period;
use crate::source::Span;
use crate::syntax::ast::TimeUnit;

use grammar::{PropertyGrammar, Rule};

mod grammar {
    /// The recogniser.
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/property.pest"]
    pub(super) struct PropertyGrammar;
}

/// Longer properties are not read.
const LONGEST: usize = 4_096;

/// Deeper nested ones neither.
const DEEPEST: usize = 32;

/// What is required.
#[derive(Clone, Debug)]
pub struct Property {
    /// As it is shown: one blank between words, and no brackets that are not needed.
    shown: String,
    /// As it is written.
    text: String,
    asked: Arc<Compiled>,
}

/// Words that are no property.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{words}` can't be required: {why}")]
pub struct UnreadableProperty {
    /// The words.
    pub words: String,
    /// What is wrong with them.
    pub why: String,
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

/// Whether something that is required of a draft holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PropertyVerdict {
    /// It does not hold.
    Fails,
    /// Nobody can say: the text leaves it open, a part of it can't be read, or the answer takes more steps than are allowed.
    Undetermined,
    /// It holds.
    Holds,
}

/// What was found of a property.
#[derive(Clone, Debug)]
pub struct PropertyResult {
    /// Whether it holds.
    pub verdict: PropertyVerdict,
    /// The answers that decide it.
    pub grounds: Vec<Ground>,
}

/// An answer to a question of a property.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The question, as written.
    pub question: String,
    /// What was found; nothing, if it takes more steps than are allowed.
    pub answer: Option<Answer>,
    /// What the text leaves open, if that is why nobody can say.
    pub open: Option<String>,
}

/// A question that can't be answered of this draft.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{question}` can't be answered: {why}")]
pub struct Unanswerable {
    /// The question.
    pub question: String,
    /// Why.
    pub why: String,
}

/// The questions of properties: those of suites, but every one shows its answer, times are exact, and what can't be told is
/// refused.
static QUESTIONS: &[SuiteFunction] = &[
    asking("can_block", &[Parameter::Words; 2], Type::Bool, |world, of| sides(world, of, question::blocks), yes),
    asking("can_force", &[Parameter::Words; 2], Type::Bool, |world, of| sides(world, of, question::forces), yes),
    asking("survives", ONE, Type::Int, |world, of| Some(question::survives(world.facts, subject(of)?)), survivors),
    asking("earliest", ONE, Type::Int, |world, of| time(world, of, Bound::Earliest), minutes),
    asking("worst_case", ONE, Type::Int, |world, of| time(world, of, Bound::Worst), minutes),
    asking("strength", ONE, Type::Text, |world, of| Some(question::strength(world.facts, subject(of)?)), class),
    asking("providers", ONE, TEXTS, |world, of| Some(question::providers(world.facts, word(of.first()?)?)), names),
    asking("answered", ONE, Type::Bool, answered, yes),
    asking("answered", &[Parameter::Words; 2], Type::Bool, answered, yes),
    SuiteFunction {
        call: Call::Value(|world, of| {
            let [Value::Int(count), unit] = of else { return None };
            let unit = UNITS.iter().find(|it| Some(it.1) == word(unit))?.0;
            let length = Period::Of { count: u32::try_from(*count).ok()?, unit, approximate: false }.length()?;
            Some(Value::Int(i64::try_from(world.calendar.minutes(length)).unwrap_or(i64::MAX)))
        }),
        ..asking("length", &[Parameter::Count, Parameter::Words], Type::Int, |_, _| None, yes)
    },
];

const ONE: &[Parameter] = &[Parameter::Words];

const TEXTS: Type = Type::List(&Type::Text, 0);

const UNITS: [(TimeUnit, &str); 6] = [
    (TimeUnit::Minute, "minute"),
    (TimeUnit::Hour, "hour"),
    (TimeUnit::Day, "day"),
    (TimeUnit::Week, "week"),
    (TimeUnit::Month, "month"),
    (TimeUnit::Year, "year"),
];

type PropertyBody = for<'m> fn(&EvalContext<'m>, &[Value<'m>]) -> Option<question::AnswerResult>;

const fn asking(
    name: &'static str,
    takes: &'static [Parameter],
    gives: Type,
    ask: PropertyBody,
    tell: for<'m> fn(&EvalContext<'m>, &Answer) -> Value<'m>,
) -> SuiteFunction {
    SuiteFunction { name, takes, gives, description: "", steps: 0, call: Call::Answer(ask, tell) }
}

fn subject<'v>(of: &'v [Value<'_>]) -> Option<QuestionSubject<'v>> {
    Some(QuestionSubject::read(word(of.last()?)?))
}

fn sides(
    world: &EvalContext<'_>,
    of: &[Value<'_>],
    ask: fn(&Facts<'_>, &[&str], QuestionSubject<'_>) -> question::AnswerResult,
) -> Option<question::AnswerResult> {
    let Value::List(who) = of.first()? else { return None };
    let who: Vec<&str> = who.iter().filter_map(word).collect();
    Some(ask(world.facts, &who, subject(of)?))
}

fn time(world: &EvalContext<'_>, of: &[Value<'_>], pace: Bound) -> Option<question::AnswerResult> {
    Some(question::time(world.facts, pace, subject(of)?, world.calendar))
}

fn answered(world: &EvalContext<'_>, of: &[Value<'_>]) -> Option<question::AnswerResult> {
    Some(question::answered(world.facts, word(of.first()?)?, of.get(1).and_then(word)))
}

/// The class of a promise; empty, if it binds nobody.
fn class<'m>(world: &EvalContext<'m>, answer: &Answer) -> Value<'m> {
    match answer {
        Answer::Strength(_, Some(strength)) => functions::class(world.treaty, *strength),
        _ => Value::text(""),
    }
}

impl Property {
    /// Reads a property.
    ///
    /// ```
    /// use vattel::suite::property::Property;
    /// assert!(Property::read("not can_block(RUS + BLR, assist)").is_ok());
    /// assert!(Property::read("can_blok(RUS, assist)").is_err());
    /// ```
    ///
    /// # Errors
    /// If the words are no property, or ask what can't be asked.
    pub fn read(words: &str) -> Result<Self, UnreadableProperty> {
        let fault = |why: String| UnreadableProperty { words: words.trim().to_owned(), why };
        let deep = words.chars().filter(|it| *it == '(').count() + words.matches("not").count();
        if words.len() > LONGEST || deep > DEEPEST {
            return Err(fault("it is too long; require its parts separately".to_owned()));
        }
        crate::syntax::bound_calls();
        let mut pairs = PropertyGrammar::parse(Rule::property, words).map_err(|error| {
            let at = match error.location {
                pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
            };
            let rest = words.get(at..).unwrap_or_default().trim();
            let form = "write it as `not can_block(RUS, assist)` or `worst_case(assist) <= 3 days`";
            fault(match rest {
                "" => format!("unexpected end; {form}"),
                rest => format!("unexpected `{rest}`; {form}"),
            })
        })?;
        let either =
            pairs.next().and_then(|it| it.into_inner().next()).ok_or_else(|| fault("it is empty".to_owned()))?;
        let (shown, tree) = read(either).map_err(fault)?;
        let asked = check_with(QUESTIONS, &tree, ElementKind::Treaty).map_err(|it| fault(it.words))?;
        Ok(Self { shown, text: words.to_owned(), asked: Arc::new(asked) })
    }

    /// Whether it holds of a reading.
    ///
    /// # Errors
    /// If it names what the draft does not have.
    pub fn judge<'f>(&self, facts: &'f Facts<'f>, calendar: TimelineStart) -> Result<PropertyResult, Unanswerable> {
        let treaty = facts.treaty();
        let world = EvalContext { treaty, facts, calendar };
        // How long months are depends on the day: what is required is required whenever the attack comes.
        let months = calendar.event().is_none() && ["month", "year"].iter().any(|it| self.text.contains(it));
        let (judged, spent) = budget::watch(|| {
            let judged = self.decide(&self.asked, world)?;
            let mut days = TimelineStart::supposed().take_while(|_| months);
            let fails = days.find_map(|calendar| match self.decide(&self.asked, EvalContext { calendar, ..world }) {
                Ok(judged) if judged.verdict == PropertyVerdict::Holds => None,
                other => Some(other),
            });
            fails.unwrap_or(Ok(judged))
        });
        let judged = judged?;
        if !spent.unfinished {
            return Ok(judged);
        }
        // Neither a property nor its opposite holds of what was not worked out.
        let ground = Ground { question: self.shown.clone(), answer: None, open: None };
        Ok(PropertyResult { verdict: PropertyVerdict::Undetermined, grounds: vec![ground] })
    }

    /// Asks every part, so that each name is looked up; the answers that decide are those that stand against all, or for any,
    /// and otherwise every one.
    fn decide(&self, part: &Compiled, world: EvalContext<'_>) -> Result<PropertyResult, Unanswerable> {
        let (parts, all) = match &part.does {
            Does::Not(inner) => {
                let PropertyResult { verdict, grounds } = self.decide(inner, world)?;
                let verdict = match verdict {
                    PropertyVerdict::Holds => PropertyVerdict::Fails,
                    PropertyVerdict::Fails => PropertyVerdict::Holds,
                    PropertyVerdict::Undetermined => verdict,
                };
                return Ok(PropertyResult { verdict, grounds });
            }
            Does::All(parts) => (parts, true),
            Does::Any(parts) => (parts, false),
            _ => return self.answer(part, world),
        };
        let parts = parts.iter().map(|it| self.decide(it, world)).collect::<Result<Vec<_>, _>>()?;
        let verdicts = parts.iter().map(|it| it.verdict);
        let verdict = if all { verdicts.min() } else { verdicts.max() }.unwrap_or(PropertyVerdict::Undetermined);
        let decide = |it: &PropertyResult| it.verdict == verdict;
        Ok(PropertyResult { verdict, grounds: parts.into_iter().filter(decide).flat_map(|it| it.grounds).collect() })
    }

    /// Asks a question.
    fn answer(&self, part: &Compiled, world: EvalContext<'_>) -> Result<PropertyResult, Unanswerable> {
        let question = part.span.of(&self.text).trim().to_owned();
        let (value, answers) = explain(part, world);
        let (verdict, open) = match value {
            Ok(Value::Bool(true)) => (PropertyVerdict::Holds, None),
            Ok(_) => (PropertyVerdict::Fails, None),
            Err(EvalError::Undetermined(_, why)) => (PropertyVerdict::Undetermined, Some(why.into_owned())),
            Err(EvalError::Failed(_, why)) => return Err(Unanswerable { question, why: why.into_owned() }),
            Err(stop) => return Err(Unanswerable { question, why: format!("{stop:?}") }),
        };
        let ground = answers.into_iter().next().map(|it| Ground { question, answer: Some(it), open });
        Ok(PropertyResult { verdict, grounds: ground.into_iter().collect() })
    }
}

/// A part as it is shown, and as it is asked.
type PropertyPart = Result<(String, Expression), String>;

fn read(pair: Pair<'_, Rule>) -> PropertyPart {
    let span = span(&pair);
    match pair.as_rule() {
        Rule::either => parts(pair, " or ", ExpressionKind::Any),
        Rule::both => parts(pair, " and ", ExpressionKind::All),
        Rule::negation => {
            let mut inner = pair.into_inner();
            match inner.next() {
                Some(it) if it.as_rule() == Rule::k_not => {
                    let (shown, negated) = read(inner.next().ok_or("`not` of nothing")?)?;
                    Ok((
                        format!("not {}", bracketed(shown, &negated)),
                        at(span, ExpressionKind::Not(Box::new(negated))),
                    ))
                }
                Some(it) => read(it),
                None => Err("it is empty".to_owned()),
            }
        }
        Rule::comparison => compare(pair),
        _ => Err("it is no property".to_owned()),
    }
}

fn parts(pair: Pair<'_, Rule>, between: &str, join: fn(Vec<Expression>) -> ExpressionKind) -> PropertyPart {
    let span = span(&pair);
    let kids = pair.into_inner().filter(|it| !matches!(it.as_rule(), Rule::k_and | Rule::k_or));
    let mut kids = kids.map(read).collect::<Result<Vec<_>, _>>()?;
    if kids.len() == 1 {
        return Ok(kids.remove(0));
    }
    let shown: Vec<String> = kids.iter().map(|(shown, tree)| bracketed(shown.clone(), tree)).collect();
    Ok((shown.join(between), at(span, join(kids.into_iter().map(|it| it.1).collect()))))
}

/// A part as it stands within another.
fn bracketed(shown: String, tree: &Expression) -> String {
    if matches!(tree.kind, ExpressionKind::All(_) | ExpressionKind::Any(_)) { format!("({shown})") } else { shown }
}

fn compare(pair: Pair<'_, Rule>) -> PropertyPart {
    let (mut asked, mut sign, mut measure) = (None, None, None);
    for it in pair.into_inner() {
        match it.as_rule() {
            Rule::question => asked = Some(question(it)?),
            Rule::sign => sign = Some(it.as_str().trim().to_owned()),
            _ => measure = Some(read_measure(it)?),
        }
    }
    let (word, shown, asked) = asked.ok_or("it asks nothing")?;
    let span = asked.span;
    let gives = QUESTIONS.iter().find(|it| it.name == word).map(|it| it.gives);
    let Some((sign, (measured, measure))) = sign.zip(measure) else {
        return match gives {
            Some(Type::Bool) => Ok((shown, asked)),
            _ => Err(format!("`{word}` gives a measure and needs a comparison, such as `>= …`")),
        };
    };
    let number = |value| at(span, ExpressionKind::Int(value));
    let words = |value: &str| at(span, ExpressionKind::Text(value.to_owned()));
    let operator = Operator::ALL.iter().find(|it| it.1 == sign).map_or(Operator::Equal, |it| it.0);
    let against = |one| at(span, ExpressionKind::Binary(operator, Box::new(one), Box::new(measure.clone())));
    // What has no answer stands neither so nor otherwise.
    let where_told = |operator, nothing| {
        let told = at(span, ExpressionKind::Binary(operator, Box::new(asked.clone()), Box::new(nothing)));
        at(
            span,
            ExpressionKind::Choice(Box::new([told, against(asked.clone()), at(span, ExpressionKind::Truth(false))])),
        )
    };
    let tree = match (&*word, &measure.kind) {
        ("can_block" | "can_force" | "answered", _) => {
            return Err(format!("`{word}` is a yes-or-no question and takes no comparison"));
        }
        ("earliest" | "worst_case", ExpressionKind::Call { .. }) => against(asked),
        ("strength", ExpressionKind::Text(_)) => where_told(Operator::Unequal, words("")),
        ("survives", ExpressionKind::Int(_)) => where_told(Operator::AtLeast, number(0)),
        ("providers", ExpressionKind::Int(_)) => against(call(span, "size", vec![asked])),
        ("earliest" | "worst_case", _) => return Err(format!("`{word}` gives a time: write `<= 3 days`")),
        ("strength", _) => return Err("`strength` gives a class from S0 to S6: write `>= S4`".to_owned()),
        _ => return Err(format!("`{word}` gives a number: write `>= 2`")),
    };
    Ok((format!("{shown} {sign} {measured}"), tree))
}

fn read_measure(pair: Pair<'_, Rule>) -> PropertyPart {
    let too_large = || "the number is too large".to_owned();
    let span = span(&pair);
    let inner = pair.into_inner().next().ok_or("a measure is missing")?;
    let words = inner.as_str().trim();
    match inner.as_rule() {
        Rule::strength => Ok((words.to_owned(), at(span, ExpressionKind::Text(words.to_owned())))),
        Rule::number => {
            let number: u64 = words.parse().map_err(|_| too_large())?;
            Ok((number.to_string(), at(span, ExpressionKind::Int(i64::try_from(number).unwrap_or(i64::MAX)))))
        }
        _ => {
            let mut parts = inner.into_inner();
            let count: u32 = parts.next().map_or("", |it| it.as_str()).trim().parse().map_err(|_| too_large())?;
            let unit = parts.next().map_or("", |it| it.as_str()).trim_end_matches('s').to_owned();
            let shown = format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
            let given = vec![at(span, ExpressionKind::Int(count.into())), at(span, ExpressionKind::Text(unit))];
            Ok((shown, call(span, "length", given)))
        }
    }
}

/// A question: its word, how it is shown, and how it is asked.
fn question(pair: Pair<'_, Rule>) -> Result<(String, String, Expression), String> {
    let (span, words) = (span(&pair), pair.as_str().trim().to_owned());
    let mut inner = pair.into_inner();
    let word = inner.next().map_or("", |it| it.as_str()).trim().to_owned();
    let mut known: Vec<&str> = QUESTIONS.iter().map(|it| it.name).filter(|it| *it != "length").collect();
    known.dedup();
    if !known.contains(&&*word) {
        return Err(match nearest(&word, known.iter().copied()) {
            Some(meant) => format!("unknown question `{word}`; did you mean `{meant}`?"),
            None => format!("unknown question `{word}`; ask {}", known.join(", ")),
        });
    }
    let of_actors = matches!(&*word, "can_block" | "can_force");
    let text = |words: String| at(span, ExpressionKind::Text(words));
    let mut who = Vec::new();
    let mut subjects: Vec<String> = Vec::new();
    for (at, argument) in inner.enumerate() {
        let Some(argument) = argument.into_inner().next() else { continue };
        match (argument.as_rule(), of_actors && at == 0) {
            (Rule::actors, true) => who = argument.into_inner().map(|it| text(it.as_str().trim().to_owned())).collect(),
            // `aggressor`, `bloc`, `anyone`
            (_, true) => who = vec![text(argument.as_str().trim().to_owned())],
            // However it is laid out, its words are the same.
            (_, false) => subjects.push(argument.as_str().split_whitespace().collect::<Vec<_>>().join(" ")),
        }
    }
    let form = if of_actors { format!("`{word}(RUS, assist)`") } else { format!("`{word}(assist)`") };
    match subjects.len() {
        0 => return Err(format!("`{word}` needs an argument: write {form}")),
        count if count > 1 + usize::from(word == "answered") => {
            return Err(format!("`{word}` takes one argument: write {form}"));
        }
        _ => {}
    }
    let who = of_actors.then(|| at(span, ExpressionKind::List(who)));
    let given = who.into_iter().chain(subjects.into_iter().map(text)).collect();
    let asked = call(span, &word, given);
    Ok((word, words, asked))
}

fn call(span: Span, name: &str, arguments: Vec<Expression>) -> Expression {
    let name = SpannedName { span, text: name.to_owned() };
    at(span, ExpressionKind::Call { target: None, name, arguments })
}

fn at(span: Span, kind: ExpressionKind) -> Expression {
    Expression { span, kind }
}

fn span(pair: &Pair<'_, Rule>) -> Span {
    let span = pair.as_span();
    Span::new(span.start() as u32, span.end() as u32)
}
