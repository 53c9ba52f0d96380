//! Expressions as a suite writes them: text to tree, with the place of every part.

use crate::source::Span;
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

/// So long an expression may be, in bytes.
pub const MOST_BYTES: usize = 4096;

/// So deep may brackets and choices nest, and so many operators stand in a row.
const MOST_DEPTH: usize = 64;

use grammar::{Rule, SuiteGrammar};

mod grammar {
    /// The recogniser.
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/expression.pest"]
    pub(super) struct SuiteGrammar;
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExpressionKind,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpressionKind {
    /// `true`
    Truth(bool),
    /// `72`
    Int(i64),
    /// `0.5`
    Double(f64),
    /// `'UKR'`
    Text(String),
    /// `['combat', 'deterrence']`
    List(Vec<Expression>),
    /// `contributors`
    Name(String),
    /// `decision.quorum`
    Select(Box<Expression>, SpannedName),
    /// `roles[0]`
    Index(Box<Expression>, Box<Expression>),
    /// `can_block('RUS', this)`, `roles.exists(r, r == 'combat')`
    Call {
        /// What stands before the dot.
        target: Option<Box<Expression>>,
        /// The function.
        name: SpannedName,
        /// What it is asked of.
        arguments: Vec<Expression>,
    },
    /// `!a`
    Not(Box<Expression>),
    /// `-a`
    Minus(Box<Expression>),
    /// `a < b`, `a + b`, `a in b`
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// `a && b && c`
    All(Vec<Expression>),
    /// `a || b || c`
    Any(Vec<Expression>),
    /// `a ? b : c`
    Choice(Box<[Expression; 3]>),
}

/// A name with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct SpannedName {
    /// Where it stands.
    pub span: Span,
    /// The name.
    pub text: String,
}

/// What joins two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "unstable", expect(missing_docs, reason = "the signs say it"))]
pub enum Operator {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    In,
    Plus,
    Minus,
    Times,
    Over,
    Modulo,
}

impl Operator {
    /// Every operator with its sign.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Equal, "=="),
        (Self::Unequal, "!="),
        (Self::Less, "<"),
        (Self::AtMost, "<="),
        (Self::More, ">"),
        (Self::AtLeast, ">="),
        (Self::In, "in"),
        (Self::Plus, "+"),
        (Self::Minus, "-"),
        (Self::Times, "*"),
        (Self::Over, "/"),
        (Self::Modulo, "%"),
    ];

    /// Its sign.
    pub fn sign(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// What is wrong with an expression, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionError {
    /// Where, counted from the start of the expression.
    pub span: Span,
    /// What, in a clause.
    pub words: String,
}

impl ExpressionError {
    pub(super) fn new(span: Span, words: impl Into<String>) -> Self {
        Self { span, words: words.into() }
    }
}

/// Reads an expression.
///
/// # Errors
/// If it is none; with the place.
pub fn parse(text: &str) -> Result<Expression, ExpressionError> {
    if text.len() > MOST_BYTES {
        let words = format!("the expression has {} bytes, and at most {MOST_BYTES} are read", text.len());
        return Err(ExpressionError::new(Span::new(0, text.len() as u32), words));
    }
    if let Some(at) = too_deep(text) {
        return Err(ExpressionError::new(
            at,
            format!("the expression nests more than {MOST_DEPTH} brackets and choices"),
        ));
    }
    crate::syntax::bound_calls();
    let mut pairs = SuiteGrammar::parse(Rule::whole, text).map_err(|error| unreadable(text, &error))?;
    let nothing = || ExpressionError::new(Span::new(0, 0), "an expression is expected");
    lower(pairs.next().ok_or_else(nothing)?)
}

/// Where brackets and choices nest too deep. The recogniser calls itself for each.
fn too_deep(text: &str) -> Option<Span> {
    let (mut depth, mut choices, mut quote) = (0_usize, 0_usize, None);
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match (quote, byte) {
            (Some(_), b'\\') => drop(bytes.next()),
            (Some(open), _) => quote = (open != byte).then_some(open),
            (None, b'\'' | b'"') => quote = Some(byte),
            (None, b'(' | b'[') => depth += 1,
            (None, b')' | b']') => depth = depth.saturating_sub(1),
            (None, b'?') => choices += 1,
            _ => {}
        }
        if depth + choices > MOST_DEPTH {
            return Some(Span::new(at as u32, at as u32 + 1));
        }
    }
    None
}

/// Where the reader stopped, and what could have stood there.
fn unreadable(text: &str, error: &pest::error::Error<Rule>) -> ExpressionError {
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
    let width = text[at..].chars().next().map_or(0, char::len_utf8);
    let span = Span::new(at as u32, (at + width) as u32);
    let found = match text[at..].chars().next() {
        Some('=') if !text[at..].starts_with("==") => {
            return ExpressionError::new(span, "`=` compares nothing; write `==`");
        }
        Some('&') if !text[at..].starts_with("&&") => return ExpressionError::new(span, "write `&&` for `and`"),
        Some('|') if !text[at..].starts_with("||") => return ExpressionError::new(span, "write `||` for `or`"),
        Some('\'' | '"') => return ExpressionError::new(span, "the quotation is not closed"),
        Some(found) => format!("`{found}` does not belong here"),
        None => "the expression ends too early".to_owned(),
    };
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else { return ExpressionError::new(span, found) };
    let value = positives.iter().any(|it| matches!(it, Rule::name | Rule::text | Rule::whole_number | Rule::list));
    let words = if value {
        "a name, a number, a quoted word or a bracket is expected"
    } else {
        "an operator such as `==`, `in` or `&&` is expected, or the end"
    };
    ExpressionError::new(span, format!("{found}: {words}"))
}

fn span(pair: &Pair<'_, Rule>) -> Span {
    let place = pair.as_span();
    // A rule that may end with an option takes the blanks before it.
    Span::new(place.start() as u32, (place.start() + place.as_str().trim_end().len()) as u32)
}

fn lower(pair: Pair<'_, Rule>) -> Result<Expression, ExpressionError> {
    let place = span(&pair);
    let rule = pair.as_rule();
    let words = pair.as_str();
    let at = |kind| Ok(Expression { span: place, kind });
    let mut parts = pair.into_inner();
    match rule {
        Rule::truth => at(ExpressionKind::Truth(words == "true")),
        Rule::whole_number => match words.parse() {
            Ok(number) => at(ExpressionKind::Int(number)),
            Err(_) => Err(ExpressionError::new(place, "the number is too large")),
        },
        Rule::double => at(ExpressionKind::Double(
            words.parse().map_err(|_| ExpressionError::new(place, "the number can't be read"))?,
        )),
        Rule::raw => at(ExpressionKind::Text(words[2..words.len() - 1].to_owned())),
        Rule::text => at(ExpressionKind::Text(unescaped(&words[1..words.len() - 1]))),
        Rule::list => at(ExpressionKind::List(parts.map(lower).collect::<Result<_, _>>()?)),
        Rule::named => {
            let name = name(&parts.next().expect("a name"));
            match parts.next() {
                Some(arguments) => {
                    let arguments = arguments.into_inner().map(lower).collect::<Result<_, _>>()?;
                    at(ExpressionKind::Call { target: None, name, arguments })
                }
                None => at(ExpressionKind::Name(name.text)),
            }
        }
        Rule::member => {
            let mut it = lower(parts.next().expect("a primary"))?;
            let mut depth = 0;
            for part in parts {
                depth += 1;
                let whole = it.span.to(span(&part));
                if depth > MOST_DEPTH {
                    return Err(ExpressionError::new(whole, format!("more than {MOST_DEPTH} steps follow each other")));
                }
                it = Expression { span: whole, kind: step(it, part)? };
            }
            Ok(it)
        }
        Rule::prefixed => {
            let mut parts = parts.collect::<Vec<_>>();
            let mut it = lower(parts.pop().expect("a member"))?;
            if parts.len() > MOST_DEPTH {
                return Err(ExpressionError::new(place, format!("more than {MOST_DEPTH} signs follow each other")));
            }
            for sign in parts.iter().rev() {
                let kind = match (sign.as_rule(), it.kind) {
                    (Rule::minus, ExpressionKind::Int(number)) => ExpressionKind::Int(-number),
                    (Rule::minus, ExpressionKind::Double(number)) => ExpressionKind::Double(-number),
                    (Rule::minus, kind) => ExpressionKind::Minus(Box::new(Expression { span: it.span, kind })),
                    (_, kind) => ExpressionKind::Not(Box::new(Expression { span: it.span, kind })),
                };
                it = Expression { span: span(sign).to(it.span), kind };
            }
            Ok(it)
        }
        Rule::product | Rule::sum | Rule::relation => {
            let mut it = lower(parts.next().expect("an operand"))?;
            let mut depth = 0;
            while let (Some(sign), Some(operand)) = (parts.next(), parts.next()) {
                depth += 1;
                let (sign, operand) = (sign.as_str(), lower(operand)?);
                let whole = it.span.to(operand.span);
                if depth > MOST_DEPTH {
                    return Err(ExpressionError::new(
                        whole,
                        format!("more than {MOST_DEPTH} operators stand in a row"),
                    ));
                }
                let operator = Operator::ALL.iter().find(|it| it.1 == sign).expect("a sign of the grammar").0;
                it =
                    Expression { span: whole, kind: ExpressionKind::Binary(operator, Box::new(it), Box::new(operand)) };
            }
            Ok(it)
        }
        Rule::conjunction | Rule::disjunction => {
            let mut operands = parts.map(lower).collect::<Result<Vec<_>, _>>()?;
            match operands.len() {
                1 => Ok(operands.remove(0)),
                _ if rule == Rule::conjunction => at(ExpressionKind::All(operands)),
                _ => at(ExpressionKind::Any(operands)),
            }
        }
        _ => {
            let first = lower(parts.next().expect("a condition"))?;
            match (parts.next(), parts.next()) {
                (Some(yes), Some(no)) => at(ExpressionKind::Choice(Box::new([first, lower(yes)?, lower(no)?]))),
                _ => Ok(first),
            }
        }
    }
}

fn step(before: Expression, part: Pair<'_, Rule>) -> Result<ExpressionKind, ExpressionError> {
    let before = Box::new(before);
    let rule = part.as_rule();
    let mut parts = part.into_inner();
    let first = parts.next().expect("a step has a name or an index");
    if rule == Rule::index {
        return Ok(ExpressionKind::Index(before, Box::new(lower(first)?)));
    }
    let name = name(&first);
    Ok(match parts.next() {
        Some(arguments) => {
            let arguments = arguments.into_inner().map(lower).collect::<Result<_, _>>()?;
            ExpressionKind::Call { target: Some(before), name, arguments }
        }
        None => ExpressionKind::Select(before, name),
    })
}

fn name(pair: &Pair<'_, Rule>) -> SpannedName {
    SpannedName { span: span(pair), text: pair.as_str().to_owned() }
}

fn unescaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut chars = words.chars();
    while let Some(c) = chars.next() {
        text.push(match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            (c, false) => c,
        });
    }
    text
}
