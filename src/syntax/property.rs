//! Properties: what a reader requires of a draft, `not can_block(RUS, assist)`.

use pest::Parser;
use pest::iterators::Pair;
use std::fmt;

use super::ast::TimeUnit;
use crate::diagnostic::nearest;

use grammar::{Grammar, Rule};

mod grammar {
    /// The recogniser.
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/property.pest"]
    pub(super) struct Grammar;
}

/// Longer properties are not read.
const LONGEST: usize = 4_096;

/// Deeper nested ones neither.
const DEEPEST: usize = 32;

/// What is required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Property {
    /// Any of these holds.
    Any(Vec<Self>),
    /// All of these hold.
    All(Vec<Self>),
    /// This does not hold.
    Not(Box<Self>),
    /// A question with an answer that is yes or no, or what it gives against a measure.
    Asked(Question, Option<(Sign, Measure)>),
}

/// A question to the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub ask: Ask,
    /// Of whom; nobody where the question is about a subject alone.
    pub who: Vec<String>,
    /// Of what.
    pub subject: Subject,
    /// The question as written.
    pub words: String,
}

/// What a question is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The power: `mandate` in `mandate of separation-force`.
    pub power: Option<String>,
    /// The name of the provision, body, measure or event.
    pub name: String,
    /// The bearer, in `assist for FRA`; or the area, in `cyber-attack in UKR`.
    pub bearer: Option<String>,
}

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ask {
    /// Whether actors can keep something from coming about.
    CanBlock,
    /// Whether they can bring it about against everybody else.
    CanForce,
    /// How many of those who are expected to help may fall away.
    Survives,
    /// How long it takes at least.
    Earliest,
    /// How long it takes at most.
    WorstCase,
    /// How strong a promise is.
    Strength,
    /// How many must provide a measure.
    Providers,
    /// Whether a duty answers an event.
    Answered,
}

impl Ask {
    /// Every question with its word, and whether it asks for actors first.
    pub const ALL: &[(Self, &str, bool)] = &[
        (Self::CanBlock, "can_block", true),
        (Self::CanForce, "can_force", true),
        (Self::Survives, "survives", false),
        (Self::Earliest, "earliest", false),
        (Self::WorstCase, "worst_case", false),
        (Self::Strength, "strength", false),
        (Self::Providers, "providers", false),
        (Self::Answered, "answered", false),
    ];

    /// Whether the answer is yes or no, and not a measure.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::CanBlock | Self::CanForce | Self::Answered)
    }
}

/// How two measures stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `>=`
    AtLeast,
    /// `>`
    More,
}

impl Sign {
    /// Whether two things stand so.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Equal => order.is_eq(),
            Self::AtLeast => order.is_ge(),
            Self::More => order.is_gt(),
        }
    }
}

/// What an answer is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A number.
    Number(u64),
    /// A length of time.
    Time(u32, TimeUnit),
    /// A strength, from 0 to 6.
    Strength(u8),
}

/// Words that are no property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableProperty {
    /// The words.
    pub words: String,
    /// What is wrong with them.
    pub why: String,
}

impl fmt::Display for UnreadableProperty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` can't be required: {}", self.words, self.why)
    }
}

impl std::error::Error for UnreadableProperty {}

impl Property {
    /// Reads a property.
    ///
    /// ```
    /// use vattel::syntax::property::Property;
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
            return Err(fault("it is too long; require its parts one by one".to_owned()));
        }
        let mut pairs = Grammar::parse(Rule::property, words).map_err(|error| {
            let at = match error.location {
                pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
            };
            let rest = words.get(at..).unwrap_or_default().trim();
            let form = "write it as `not can_block(RUS, assist)` or `worst_case(assist) <= 3 days`";
            fault(match rest {
                "" => format!("something is missing at its end; {form}"),
                rest => format!("it can't be read from `{rest}` on; {form}"),
            })
        })?;
        let either = pairs.next().and_then(|it| it.into_inner().next());
        either.map_or_else(|| Err(fault("it is empty".to_owned())), |it| read(it).map_err(fault))
    }
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = |f: &mut fmt::Formatter<'_>, parts: &[Self], between: &str| {
            for (at, part) in parts.iter().enumerate() {
                let between = if at == 0 { "" } else { between };
                match part {
                    Self::Any(_) | Self::All(_) => write!(f, "{between}({part})")?,
                    _ => write!(f, "{between}{part}")?,
                }
            }
            Ok(())
        };
        match self {
            Self::Any(of) => parts(f, of, " or "),
            Self::All(of) => parts(f, of, " and "),
            Self::Not(inner) => match &**inner {
                Self::Any(_) | Self::All(_) => write!(f, "not ({inner})"),
                _ => write!(f, "not {inner}"),
            },
            Self::Asked(question, None) => f.write_str(&question.words),
            Self::Asked(question, Some((sign, measure))) => write!(f, "{} {sign} {measure}", question.words),
        }
    }
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::AtLeast => ">=",
            Self::More => ">",
        })
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(count) => write!(f, "{count}"),
            Self::Strength(class) => write!(f, "S{class}"),
            Self::Time(count, unit) => {
                let unit = match unit {
                    TimeUnit::Minute => "minute",
                    TimeUnit::Hour => "hour",
                    TimeUnit::Day => "day",
                    TimeUnit::Week => "week",
                    TimeUnit::Month => "month",
                    TimeUnit::Year => "year",
                };
                write!(f, "{count} {unit}{}", if *count == 1 { "" } else { "s" })
            }
        }
    }
}

fn read(pair: Pair<'_, Rule>) -> Result<Property, String> {
    match pair.as_rule() {
        Rule::either => parts(pair, Property::Any),
        Rule::both => parts(pair, Property::All),
        Rule::negation => {
            let mut inner = pair.into_inner();
            match inner.next() {
                Some(it) if it.as_rule() == Rule::k_not => {
                    let negated = inner.next().ok_or("`not` of nothing")?;
                    Ok(Property::Not(Box::new(read(negated)?)))
                }
                Some(it) => read(it),
                None => Err("it is empty".to_owned()),
            }
        }
        Rule::comparison => compare(pair),
        _ => Err("it is no property".to_owned()),
    }
}

fn parts(pair: Pair<'_, Rule>, join: fn(Vec<Property>) -> Property) -> Result<Property, String> {
    let kids = pair.into_inner().filter(|it| !matches!(it.as_rule(), Rule::k_and | Rule::k_or));
    let mut kids = kids.map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(if kids.len() == 1 { kids.remove(0) } else { join(kids) })
}

fn compare(pair: Pair<'_, Rule>) -> Result<Property, String> {
    let (mut asked, mut sign, mut measure) = (None, None, None);
    for it in pair.into_inner() {
        match it.as_rule() {
            Rule::question => asked = Some(question(it)?),
            Rule::sign => {
                sign = Some(match it.as_str() {
                    "<" => Sign::Less,
                    "<=" => Sign::AtMost,
                    ">" => Sign::More,
                    ">=" => Sign::AtLeast,
                    _ => Sign::Equal,
                });
            }
            _ => measure = Some(read_measure(it)?),
        }
    }
    let asked = asked.ok_or("it asks nothing")?;
    let against = sign.zip(measure);
    let word = asked.words.split('(').next().unwrap_or_default().to_owned();
    match (asked.ask, against) {
        (ask, None) if !ask.is_closed() => Err(format!("`{word}` gives a measure: say against what, as in `>= …`")),
        (ask, Some(_)) if ask.is_closed() => {
            Err(format!("`{word}` is answered by yes or no: nothing stands behind it"))
        }
        (Ask::Earliest | Ask::WorstCase, Some((_, Measure::Time(..))))
        | (Ask::Strength, Some((_, Measure::Strength(_))))
        | (Ask::Survives | Ask::Providers, Some((_, Measure::Number(_))))
        | (_, None) => Ok(Property::Asked(asked, against)),
        (Ask::Earliest | Ask::WorstCase, _) => Err(format!("`{word}` gives a time: write `<= 3 days`")),
        (Ask::Strength, _) => Err("`strength` gives a class from S0 to S6: write `>= S4`".to_owned()),
        _ => Err(format!("`{word}` gives a number: write `>= 2`")),
    }
}

fn read_measure(pair: Pair<'_, Rule>) -> Result<Measure, String> {
    let too_large = || "the number is too large".to_owned();
    let inner = pair.into_inner().next().ok_or("a measure is missing")?;
    match inner.as_rule() {
        Rule::strength => Ok(Measure::Strength(inner.as_str()[1..].trim().parse().unwrap_or(0))),
        Rule::number => Ok(Measure::Number(inner.as_str().trim().parse().map_err(|_| too_large())?)),
        _ => {
            let mut parts = inner.into_inner();
            let count = parts.next().map_or("", |it| it.as_str()).trim().parse().map_err(|_| too_large())?;
            let unit = parts.next().map_or("", |it| it.as_str()).trim_end_matches('s');
            let unit = match unit {
                "minute" => TimeUnit::Minute,
                "hour" => TimeUnit::Hour,
                "week" => TimeUnit::Week,
                "month" => TimeUnit::Month,
                "year" => TimeUnit::Year,
                _ => TimeUnit::Day,
            };
            Ok(Measure::Time(count, unit))
        }
    }
}

fn question(pair: Pair<'_, Rule>) -> Result<Question, String> {
    let words = pair.as_str().trim().to_owned();
    let mut inner = pair.into_inner();
    let word = inner.next().map_or("", |it| it.as_str()).trim();
    let Some((ask, _, of_actors)) = Ask::ALL.iter().find(|it| it.1 == word) else {
        let known = Ask::ALL.iter().map(|it| it.1);
        return Err(match nearest(word, known.clone()) {
            Some(meant) => format!("nothing is called `{word}`; did you mean `{meant}`?"),
            None => format!("nothing is called `{word}`; ask {}", known.collect::<Vec<_>>().join(", ")),
        });
    };
    let mut who = Vec::new();
    let mut subjects = Vec::new();
    for (at, argument) in inner.enumerate() {
        let Some(argument) = argument.into_inner().next() else { continue };
        match (argument.as_rule(), *of_actors && at == 0) {
            (Rule::actors, true) => who = argument.into_inner().map(|it| it.as_str().trim().to_owned()).collect(),
            // `aggressor`, `bloc`, `anyone`
            (Rule::subject, true) => who = vec![argument.as_str().trim().to_owned()],
            (Rule::actors, false) => {
                subjects.push(Subject { name: argument.as_str().trim().to_owned(), ..Subject::default() });
            }
            _ => subjects.push(subject(argument)),
        }
    }
    let form = if *of_actors { format!("`{word}(RUS, assist)`") } else { format!("`{word}(assist)`") };
    let extra = usize::from(*ask == Ask::Answered);
    match subjects.len() {
        0 => return Err(format!("`{word}` asks of nothing: write {form}")),
        count if count > 1 + extra => return Err(format!("`{word}` asks of one thing: write {form}")),
        _ => {}
    }
    let area = (subjects.len() > 1).then(|| subjects.remove(1).name);
    let mut subject = subjects.remove(0);
    subject.bearer = subject.bearer.or(area);
    Ok(Question { ask: *ask, who, subject, words })
}

fn subject(pair: Pair<'_, Rule>) -> Subject {
    let mut found = Subject::default();
    let mut names = Vec::new();
    let mut bearer = false;
    for it in pair.into_inner() {
        match it.as_rule() {
            Rule::k_for => bearer = true,
            Rule::k_of => {}
            _ if bearer => found.bearer = Some(it.as_str().trim().to_owned()),
            _ => names.push(it.as_str().trim().to_owned()),
        }
    }
    found.name = names.pop().unwrap_or_default();
    found.power = names.pop();
    found
}
