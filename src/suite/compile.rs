//! From the tree of an expression to one whose names and types are known to be right: nothing that a draft says makes it
//! fail, but a division by nothing, a number that grows too large, and an item that a list does not have.

use super::fields::{self, Field};
use super::functions::{FUNCTIONS, SuiteFunction};
use super::syntax::{Expression, ExpressionError, ExpressionKind, Operator, SpannedName, parse};
use super::value::{ElementKind, Type, WordList, an};
use crate::diagnostic::{join_list, nearest};
use crate::source::Span;
use regex::Regex;

/// A pattern may take so much room, in bytes, once it is made ready.
const MOST_PATTERN: usize = 1 << 20;

/// An expression that can be asked of an element of its sort.
#[derive(Debug)]
pub struct Compiled {
    /// Where it stands in the expression's text.
    pub span: Span,
    /// What type it has.
    pub of: Type,
    pub(super) does: Does,
}

#[derive(Debug)]
pub(super) enum Does {
    Bool(bool),
    Int(i64),
    Double(f64),
    Text(Box<str>),
    List(Vec<Compiled>),
    /// The element that is asked.
    This,
    Treaty,
    /// What stands in a slot of the comprehensions around it.
    Local(usize),
    Field(&'static Field, Box<Compiled>),
    Has(&'static Field, Box<Compiled>),
    Index(Box<Compiled>, Box<Compiled>),
    Not(Box<Compiled>),
    Minus(Box<Compiled>),
    Binary(Operator, Box<Compiled>, Box<Compiled>),
    All(Vec<Compiled>),
    Any(Vec<Compiled>),
    Choice(Box<[Compiled; 3]>),
    Loop(Loop, Box<Compiled>, Box<Compiled>),
    /// `xs.map(x, condition, value)`
    FilterMap(Box<[Compiled; 3]>),
    Ask(&'static SuiteFunction, Vec<Compiled>),
    Of(Method, Box<Compiled>, Option<Box<Compiled>>),
    Matches(Box<Compiled>, Box<Regex>),
}

/// What is asked of each item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loop {
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
}

/// What is asked of words and lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Size,
    Contains,
    StartsWith,
    EndsWith,
    LowerAscii,
}

const LOOPS: &[(Loop, &str)] = &[
    (Loop::All, "all"),
    (Loop::Exists, "exists"),
    (Loop::ExistsOne, "exists_one"),
    (Loop::Filter, "filter"),
    (Loop::Map, "map"),
];

const METHODS: &[(Method, &str)] = &[
    (Method::Size, "size"),
    (Method::Contains, "contains"),
    (Method::StartsWith, "startsWith"),
    (Method::EndsWith, "endsWith"),
    (Method::LowerAscii, "lowerAscii"),
];

/// Reads an expression that is asked of elements of a sort.
///
/// # Errors
/// If it is none, or if a name or a type in it is wrong; with the place.
pub fn compile(text: &str, on: ElementKind) -> Result<Compiled, ExpressionError> {
    check(&parse(text)?, on)
}

/// Checks the names and types of an expression that is asked of elements of a sort.
///
/// # Errors
/// If one of them is wrong; with the place.
pub fn check(expression: &Expression, on: ElementKind) -> Result<Compiled, ExpressionError> {
    check_with(FUNCTIONS, expression, on)
}

/// The same of an expression that may ask other functions.
pub(super) fn check_with(
    functions: &'static [SuiteFunction],
    expression: &Expression,
    on: ElementKind,
) -> Result<Compiled, ExpressionError> {
    TypeChecker { functions, on, locals: Vec::new() }.check(expression)
}

/// What is known where an expression stands.
struct TypeChecker {
    functions: &'static [SuiteFunction],
    on: ElementKind,
    /// The names of the comprehensions around it, with their types.
    locals: Vec<(String, Type)>,
}

type CompileResult = Result<Compiled, ExpressionError>;

fn is_text(of: Type) -> bool {
    matches!(of, Type::Text | Type::Word(_))
}

fn is_number(of: Type) -> bool {
    matches!(of, Type::Int | Type::Double)
}

/// Whether values of two types can be told apart by `==`.
fn comparable(one: Type, other: Type) -> bool {
    match (one, other) {
        (Type::Nothing, Type::List(..) | Type::Nothing) | (Type::List(..), Type::Nothing) => true,
        (Type::List(..), Type::List(..)) => {
            one.item().zip(other.item()).is_some_and(|(one, other)| comparable(one, other))
        }
        (Type::Element(_), _) | (_, Type::Element(_)) => false,
        (one, other) => one == other || is_text(one) && is_text(other) || is_number(one) && is_number(other),
    }
}

/// Whether a value of a type may stand where another is expected.
fn same(one: Type, other: Type) -> bool {
    one == other
        || is_text(one) && is_text(other)
        || matches!((one, other), (Type::Nothing, Type::List(..)) | (Type::List(..), Type::Nothing))
        || one.item().zip(other.item()).is_some_and(|(one, other)| same(one, other))
}

fn meant<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>, otherwise: impl FnOnce() -> String) -> String {
    nearest(wrong, names).map_or_else(otherwise, |it| format!("did you mean `{it}`?"))
}

impl TypeChecker {
    fn all(&mut self, list: &[Expression]) -> Result<Vec<Compiled>, ExpressionError> {
        list.iter().map(|it| self.check(it)).collect()
    }

    /// An expression that must be `true` or `false`.
    fn truth(&mut self, it: &Expression) -> CompileResult {
        let found = self.check(it)?;
        match found.of {
            Type::Bool => Ok(found),
            of => Err(ExpressionError::new(it.span, format!("this is {}, and a condition is expected", an(of)))),
        }
    }

    fn check(&mut self, it: &Expression) -> CompileResult {
        let span = it.span;
        let done = |of, does| Ok(Compiled { span, of, does });
        match &it.kind {
            ExpressionKind::Truth(it) => done(Type::Bool, Does::Bool(*it)),
            ExpressionKind::Int(it) => done(Type::Int, Does::Int(*it)),
            ExpressionKind::Double(it) => done(Type::Double, Does::Double(*it)),
            ExpressionKind::Text(it) => done(Type::Text, Does::Text(it.as_str().into())),
            ExpressionKind::List(items) => {
                let items = self.all(items)?;
                let Some(first) = items.first() else { return done(Type::Nothing, Does::List(items)) };
                if let Some(other) = items.iter().find(|it| !same(it.of, first.of)) {
                    let words = format!("{} stands in a list that begins with {}", an(other.of), an(first.of));
                    return Err(ExpressionError::new(other.span, words));
                }
                done(first.of.list(), Does::List(items))
            }
            ExpressionKind::Name(name) => self.name(span, name),
            ExpressionKind::Select(of, name) => {
                let of = self.check(of)?;
                let field = Self::field(&of, name)?;
                done(field.of, Does::Field(field, Box::new(of)))
            }
            ExpressionKind::Index(list, at) => {
                let (list, at) = (self.check(list)?, self.check(at)?);
                let Some(of) = list.of.item() else {
                    return Err(ExpressionError::new(
                        list.span,
                        format!("this is {}, and only a list has items", an(list.of)),
                    ));
                };
                if at.of != Type::Int {
                    return Err(ExpressionError::new(
                        at.span,
                        format!("this is {}, and an item has a number", an(at.of)),
                    ));
                }
                done(of, Does::Index(Box::new(list), Box::new(at)))
            }
            ExpressionKind::Call { target, name, arguments } => self.call(span, target.as_deref(), name, arguments),
            ExpressionKind::Not(it) => done(Type::Bool, Does::Not(Box::new(self.truth(it)?))),
            ExpressionKind::Minus(it) => {
                let it = self.check(it)?;
                if !is_number(it.of) {
                    return Err(ExpressionError::new(
                        it.span,
                        format!("this is {}, and only a number has a sign", an(it.of)),
                    ));
                }
                done(it.of, Does::Minus(Box::new(it)))
            }
            ExpressionKind::Binary(operator, one, other) => self.binary(span, *operator, one, other),
            ExpressionKind::All(list) => {
                let list = list.iter().map(|it| self.truth(it)).collect::<Result<_, _>>()?;
                done(Type::Bool, Does::All(list))
            }
            ExpressionKind::Any(list) => {
                let list = list.iter().map(|it| self.truth(it)).collect::<Result<_, _>>()?;
                done(Type::Bool, Does::Any(list))
            }
            ExpressionKind::Choice(parts) => {
                let [condition, yes, no] = &**parts;
                let parts = [self.truth(condition)?, self.check(yes)?, self.check(no)?];
                if !same(parts[1].of, parts[2].of) {
                    let words = format!("one way gives {}, the other {}", an(parts[1].of), an(parts[2].of));
                    return Err(ExpressionError::new(parts[2].span, words));
                }
                let of = if parts[1].of == Type::Nothing { parts[2].of } else { parts[1].of };
                done(of, Does::Choice(Box::new(parts)))
            }
        }
    }

    fn name(&self, span: Span, name: &str) -> CompileResult {
        if let Some(slot) = self.locals.iter().rposition(|it| it.0 == name) {
            return Ok(Compiled { span, of: self.locals[slot].1, does: Does::Local(slot) });
        }
        let this = || Compiled { span, of: Type::Element(self.on), does: Does::This };
        if name == "this" {
            return Ok(this());
        }
        if let Some(field) = fields::find(self.on, name) {
            return Ok(Compiled { span, of: field.of, does: Does::Field(field, Box::new(this())) });
        }
        if name == "treaty" {
            return Ok(Compiled { span, of: Type::Element(ElementKind::Treaty), does: Does::Treaty });
        }
        let known = fields::all(self.on).map(|it| it.name).chain(["this", "treaty"]);
        let known = known.chain(self.locals.iter().map(|it| it.0.as_str()));
        let help = meant(name, known, || "`docs/model.md` lists what it has".to_owned());
        Err(ExpressionError::new(span, format!("{} has no `{name}`; {help}", an(self.on.as_str()))))
    }

    fn field(of: &Compiled, name: &SpannedName) -> Result<&'static Field, ExpressionError> {
        let Type::Element(sort) = of.of else {
            return Err(ExpressionError::new(
                name.span,
                format!("{} has no parts, and so no `{}`", an(of.of), name.text),
            ));
        };
        fields::find(sort, &name.text).ok_or_else(|| {
            let known = fields::all(sort).map(|it| it.name);
            let help = meant(&name.text, known, || "`docs/model.md` lists what it has".to_owned());
            ExpressionError::new(name.span, format!("{} has no `{}`; {help}", an(sort.as_str()), name.text))
        })
    }

    fn binary(&mut self, span: Span, operator: Operator, one: &Expression, other: &Expression) -> CompileResult {
        let (one, other) = (self.check(one)?, self.check(other)?);
        let (a, b) = (one.of, other.of);
        let of = match operator {
            Operator::Equal | Operator::Unequal => comparable(a, b).then_some(Type::Bool),
            Operator::Less | Operator::AtMost | Operator::More | Operator::AtLeast => {
                (is_number(a) && is_number(b) || is_text(a) && is_text(b)).then_some(Type::Bool)
            }
            Operator::In => match b {
                Type::List(..) => b.item().filter(|of| comparable(a, *of)).map(|_| Type::Bool),
                Type::Nothing => Some(Type::Bool),
                _ => None,
            },
            Operator::Plus if is_text(a) && is_text(b) => Some(Type::Text),
            Operator::Plus if matches!(a, Type::List(..)) && same(a, b) => Some(a),
            Operator::Plus if a == Type::Nothing && same(a, b) => Some(b),
            Operator::Modulo => (a == Type::Int && b == Type::Int).then_some(Type::Int),
            _ => (is_number(a) && a == b).then_some(a),
        };
        let Some(of) = of else {
            let words = match (operator, a, b) {
                (Operator::In, _, Type::List(..)) => format!("{} is never in {}", an(a), an(b)),
                (Operator::In, ..) => format!("`in` looks into a list, and this is {}", an(b)),
                (_, Type::Element(_), _) | (_, _, Type::Element(_)) => {
                    format!("{} and {} can't be compared; compare their names", an(a), an(b))
                }
                _ => format!("`{}` does not take {} and {}", operator.sign(), an(a), an(b)),
            };
            return Err(ExpressionError::new(span, words));
        };
        if let Operator::Equal | Operator::Unequal = operator {
            known_word(&one, &other)?;
            known_word(&other, &one)?;
        }
        if let (Operator::In, Type::Word(words), Does::List(items)) = (operator, a, &other.does) {
            items.iter().try_for_each(|it| is_known(words, it))?;
        }
        Ok(Compiled { span, of, does: Does::Binary(operator, Box::new(one), Box::new(other)) })
    }

    fn call(
        &mut self,
        span: Span,
        target: Option<&Expression>,
        name: &SpannedName,
        arguments: &[Expression],
    ) -> CompileResult {
        let word = name.text.as_str();
        let done = |of, does| Ok(Compiled { span, of, does });
        match (target, arguments) {
            (None, [Expression { kind: ExpressionKind::Select(of, field), .. }]) if word == "has" => {
                let of = self.check(of)?;
                let field = Self::field(&of, field)?;
                return done(Type::Bool, Does::Has(field, Box::new(of)));
            }
            (None, _) if word == "has" => {
                return Err(ExpressionError::new(span, "`has` asks for a part of something: `has(this.clock)`"));
            }
            (Some(list), _) => {
                if let Some((sort, _)) = LOOPS.iter().find(|it| it.1 == word) {
                    return self.comprehension(span, *sort, list, name, arguments);
                }
            }
            (None, _) => {}
        }
        let mut functions = self.functions.iter().filter(|it| it.name == word && target.is_none()).peekable();
        if let Some(first) = functions.peek().copied() {
            let function = functions.find(|it| it.takes.len() == arguments.len()).unwrap_or(first);
            let given = self.all(arguments)?;
            if given.len() != function.takes.len() {
                let takes: Vec<String> = function.takes.iter().map(|it| it.description().to_owned()).collect();
                return Err(ExpressionError::new(
                    span,
                    format!("`{word}` is asked of {}", join_list(&takes, "and of")),
                ));
            }
            for (parameter, it) in function.takes.iter().zip(&given) {
                if !parameter.takes(it.of) {
                    let words = format!("this is {}, and `{word}` is asked of {}", an(it.of), parameter.description());
                    return Err(ExpressionError::new(it.span, words));
                }
            }
            return done(function.gives, Does::Ask(function, given));
        }
        // A method may be called either way round: `size(x)`, `x.size()`.
        let operands: Vec<&Expression> = target.into_iter().chain(arguments).collect();
        let method = METHODS.iter().find(|it| it.1 == word).map(|it| it.0);
        match (method, word, &operands[..], target) {
            (Some(Method::Size), _, [of], _) => {
                let of = self.check(of)?;
                if !is_text(of.of) && !matches!(of.of, Type::List(..) | Type::Nothing) {
                    return Err(ExpressionError::new(
                        of.span,
                        format!("this is {}, and only a list or words have a size", an(of.of)),
                    ));
                }
                done(Type::Int, Does::Of(Method::Size, Box::new(of), None))
            }
            (Some(Method::LowerAscii), _, [of], Some(_)) => {
                done(Type::Text, Does::Of(Method::LowerAscii, Box::new(self.words(of, word)?), None))
            }
            (Some(method), _, [of, part], Some(_)) if method != Method::Size && method != Method::LowerAscii => {
                let (of, part) = (self.words(of, word)?, self.words(part, word)?);
                done(Type::Bool, Does::Of(method, Box::new(of), Some(Box::new(part))))
            }
            (None, "matches", [of, pattern], Some(_)) => {
                let of = self.words(of, word)?;
                let ExpressionKind::Text(words) = &pattern.kind else {
                    return Err(ExpressionError::new(pattern.span, "the pattern is written out, in quotation marks"));
                };
                let made = regex::RegexBuilder::new(words).size_limit(MOST_PATTERN).build();
                let made = made.map_err(|error| {
                    let why = error.to_string();
                    let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                    ExpressionError::new(pattern.span, format!("this is no pattern: {why}"))
                })?;
                done(Type::Bool, Does::Matches(Box::new(of), Box::new(made)))
            }
            (Some(_), ..) | (None, "matches", ..) => {
                Err(ExpressionError::new(span, format!("`{word}` is not asked like this")))
            }
            (None, ..) => {
                let known = FUNCTIONS.iter().map(|it| it.name).chain(METHODS.iter().map(|it| it.1));
                let known = known.chain(LOOPS.iter().map(|it| it.1)).chain(["has", "matches"]);
                let help = meant(word, known, || "`docs/suites.md` lists them".to_owned());
                Err(ExpressionError::new(name.span, format!("there is no function `{word}`; {help}")))
            }
        }
    }

    fn words(&mut self, it: &Expression, function: &str) -> CompileResult {
        let it = self.check(it)?;
        if is_text(it.of) {
            return Ok(it);
        }
        Err(ExpressionError::new(it.span, format!("this is {}, and `{function}` is asked of words", an(it.of))))
    }

    fn comprehension(
        &mut self,
        span: Span,
        sort: Loop,
        list: &Expression,
        name: &SpannedName,
        arguments: &[Expression],
    ) -> CompileResult {
        let word = &name.text;
        let list = self.check(list)?;
        let of = match (list.of.item(), list.of) {
            (Some(of), _) => of,
            (None, Type::Nothing) => Type::Text,
            (None, other) => {
                return Err(ExpressionError::new(
                    list.span,
                    format!("this is {}, and `{word}` goes through a list", an(other)),
                ));
            }
        };
        let (Some(Expression { kind: ExpressionKind::Name(local), span: place }), rest) =
            (arguments.first(), arguments.get(1..).unwrap_or_default())
        else {
            return Err(ExpressionError::new(span, format!("`{word}` takes a name and what is asked: `{word}(x, …)`")));
        };
        if matches!(local.as_str(), "this" | "treaty") {
            return Err(ExpressionError::new(*place, format!("`{local}` already stands for something here")));
        }
        self.locals.push((local.clone(), of));
        let made = self.body(span, sort, list, of, word, rest);
        self.locals.pop();
        made
    }

    fn body(
        &mut self,
        span: Span,
        sort: Loop,
        list: Compiled,
        of: Type,
        word: &str,
        rest: &[Expression],
    ) -> CompileResult {
        let done = |of, does| Ok(Compiled { span, of, does });
        match (sort, rest) {
            (Loop::Map, [value]) => {
                let value = self.check(value)?;
                done(value.of.list(), Does::Loop(sort, Box::new(list), Box::new(value)))
            }
            (Loop::Map, [condition, value]) => {
                let (condition, value) = (self.truth(condition)?, self.check(value)?);
                done(value.of.list(), Does::FilterMap(Box::new([list, condition, value])))
            }
            (_, [condition]) => {
                let condition = self.truth(condition)?;
                let of = if sort == Loop::Filter { of.list() } else { Type::Bool };
                done(of, Does::Loop(sort, Box::new(list), Box::new(condition)))
            }
            _ => Err(ExpressionError::new(span, format!("`{word}` takes a name and what is asked: `{word}(x, …)`"))),
        }
    }
}

/// Whether a quoted word that a field is compared with is one of those that it may hold.
fn known_word(field: &Compiled, other: &Compiled) -> Result<(), ExpressionError> {
    match field.of {
        Type::Word(words) => is_known(words, other),
        _ => Ok(()),
    }
}

fn is_known(words: &WordList, it: &Compiled) -> Result<(), ExpressionError> {
    let Does::Text(word) = &it.does else { return Ok(()) };
    let all = (words.all)();
    if word.is_empty() || all.contains(&&**word) {
        return Ok(());
    }
    let help = meant(word, all.iter().copied(), || format!("they are {}", all.join(", ")));
    Err(ExpressionError::new(it.span, format!("`{word}` is none of the {}; {help}", words.of)))
}
