//! An expression asked of an element. What it costs is counted, and stops it.
//!
//! A step is one part of an expression looked at once. Long words and lists cost more, and so do analyses; so a number of
//! steps bounds time and room.

use super::compile::{Compiled, Does, Loop, Method};
use super::functions::Call;
use super::syntax::Operator;
use super::value::{Between, Element, EvalContext, Type, Value};
use crate::analysis::question::Answer;
use crate::model::Unknown;
use crate::source::Span;
use std::borrow::Cow;
use std::cmp::Ordering;

/// Why an expression gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvalError {
    /// It takes too many steps. Where it stood says little: the lists around that place took them.
    TooLong,
    /// Something in it can't be done.
    Failed(Span, Cow<'static, str>),
    /// The draft leaves open what it hangs on: what that is, in words.
    Undetermined(Span, Cow<'static, str>),
    /// Something in it has a name that no reading of the draft knows: what it should stand for, and the name.
    Stranger(Span, &'static str, Box<Unknown>),
}

/// Asks an expression of an element. What it costs is taken from `steps`.
///
/// # Errors
/// If the steps are used up, or something can't be done: a division by nothing, an item that is not there.
pub fn evaluate<'e>(
    expression: &'e Compiled,
    world: EvalContext<'e>,
    this: Element<'e>,
    steps: &mut u64,
) -> Result<Value<'e>, EvalError> {
    Machine { quoted: Value::text, world, this, locals: Vec::new(), steps, answers: None }.value(expression)
}

/// Asks an expression of the draft, without a bound; gives the answers of the analyses as well, in their order.
pub fn explain<'m>(expression: &Compiled, world: EvalContext<'m>) -> (Result<Value<'m>, EvalError>, Vec<Answer>) {
    let (this, locals, mut steps, mut answers) = (Element::Treaty, Vec::new(), u64::MAX, Vec::new());
    let quoted = |words: &str| Value::Text(Cow::Owned(words.to_owned()));
    let mut machine = Machine { quoted, world, this, locals, steps: &mut steps, answers: Some(&mut answers) };
    let value = machine.value(expression);
    (value, answers)
}

struct Machine<'e, 'm, 's> {
    /// What a quoted word stands for: itself, where the expression lasts as long as the draft.
    quoted: fn(&'e str) -> Value<'m>,
    world: EvalContext<'m>,
    this: Element<'m>,
    locals: Vec<Value<'m>>,
    steps: &'s mut u64,
    /// Where answers of the analyses are kept, if somebody wants to see them.
    answers: Option<&'s mut Vec<Answer>>,
}

impl<'e, 'm> Machine<'e, 'm, '_> {
    fn spend(&mut self, steps: usize) -> Result<(), EvalError> {
        let left = self.steps.checked_sub(steps as u64);
        *self.steps = left.unwrap_or(0);
        left.map(|_| ()).ok_or(EvalError::TooLong)
    }

    fn truth(&mut self, it: &'e Compiled) -> Result<bool, EvalError> {
        Ok(matches!(self.value(it)?, Value::Bool(true)))
    }

    fn element(&mut self, it: &'e Compiled) -> Result<Element<'m>, EvalError> {
        match self.value(it)? {
            Value::Element(element) => Ok(element),
            _ => Ok(self.this),
        }
    }

    fn text(&mut self, it: &'e Compiled) -> Result<Cow<'m, str>, EvalError> {
        match settled(it.span, self.value(it)?)? {
            Value::Text(words) => {
                self.spend(words.len() / 32)?;
                Ok(words)
            }
            _ => Ok(Cow::Borrowed("")),
        }
    }

    fn value(&mut self, it: &'e Compiled) -> Result<Value<'m>, EvalError> {
        self.spend(1)?;
        Ok(match &it.does {
            Does::Bool(value) => Value::Bool(*value),
            Does::Int(value) => Value::Int(*value),
            Does::Double(value) => Value::Double(*value),
            Does::Text(words) => (self.quoted)(words),
            Does::List(items) => Value::List(items.iter().map(|it| self.value(it)).collect::<Result<_, _>>()?),
            Does::This => Value::Element(self.this),
            Does::Treaty => Value::Element(Element::Treaty),
            Does::Local(slot) => self.locals[*slot].clone(),
            Does::Field(field, of) => {
                let element = self.element(of)?;
                let value = field.read(&self.world, element).unwrap_or_else(|| Value::empty(field.of));
                if let Value::List(list) = &value {
                    self.spend(list.len() / 4)?;
                }
                value
            }
            Does::Has(field, of) => {
                let element = self.element(of)?;
                Value::Bool(field.read(&self.world, element).is_some_and(|it| !it.is_empty()))
            }
            Does::Index(list, at) => match (self.value(list)?, self.value(at)?) {
                (Value::List(list), Value::Int(number)) => {
                    let item = usize::try_from(number).ok().and_then(|it| list.get(it));
                    item.cloned()
                        .ok_or(EvalError::Failed(it.span, "the list has no such item; ask for its size first".into()))?
                }
                _ => Value::Bool(false),
            },
            Does::Not(it) => Value::Bool(!self.truth(it)?),
            Does::Minus(of) => match self.value(of)? {
                Value::Int(number) => Value::Int(number.checked_neg().ok_or(too_large(it.span))?),
                Value::Double(number) => Value::Double(-number),
                other => settled(it.span, other)?,
            },
            Does::Binary(operator, one, other) => {
                let (a, b) = (self.value(one)?, self.value(other)?);
                self.binary(it.span, *operator, a, b)?
            }
            Does::All(list) => Value::Bool(self.fold(list.iter(), false, Self::truth)?),
            Does::Any(list) => Value::Bool(self.fold(list.iter(), true, Self::truth)?),
            Does::Choice(parts) => {
                let [condition, yes, no] = &**parts;
                match self.truth(condition) {
                    Ok(so) => self.value(if so { yes } else { no })?,
                    Err(open @ EvalError::Undetermined(..)) => match (self.value(yes)?, self.value(no)?) {
                        (Value::Bool(one), Value::Bool(other)) if one == other => Value::Bool(one),
                        _ => return Err(open),
                    },
                    Err(stop) => return Err(stop),
                }
            }
            Does::Loop(sort, list, body) => {
                let Value::List(list) = self.value(list)? else { return Ok(Value::Bool(false)) };
                self.each(*sort, &list, body)?
            }
            Does::FilterMap(parts) => {
                let [list, condition, value] = &**parts;
                let Value::List(list) = self.value(list)? else { return Ok(Value::Bool(false)) };
                let mut found = Vec::new();
                for item in list.iter() {
                    if self.with(item, |it| it.truth(condition))? {
                        found.push(self.with(item, |it| it.value(value))?);
                    }
                }
                Value::List(found.into())
            }
            Does::Ask(function, given) => {
                self.spend(function.steps as usize)?;
                let asked = given.iter().map(|it| self.value(it)).collect::<Result<Vec<_>, _>>()?;
                for ((parameter, value), it) in function.takes.iter().zip(&asked).zip(given) {
                    if let Some(name) = parameter.stranger(&self.world, value) {
                        return Err(EvalError::Stranger(it.span, parameter.bearer(), Box::new(name)));
                    }
                }
                let value = match function.call {
                    Call::Value(plain) => plain(&self.world, &asked),
                    Call::Either(is_plain, plain, ..) if is_plain(&self.world, &asked) => plain(&self.world, &asked),
                    Call::Answer(ask, tell) | Call::Either(.., ask, tell) => match ask(&self.world, &asked) {
                        Some(answer) => {
                            let answer = answer.map_err(|why| EvalError::Failed(it.span, why.into()))?;
                            let value = tell(&self.world, &answer);
                            self.answers.iter_mut().for_each(|it| it.push(answer.clone()));
                            Some(value)
                        }
                        None => None,
                    },
                };
                match value.unwrap_or_else(|| Value::empty(function.gives)) {
                    // Measures that are not settled can be compared; a question that is not has no answer.
                    value if matches!(function.gives, Type::Bool | Type::List(..)) => settled(it.span, value)?,
                    value => value,
                }
            }
            Does::Of(method, of, part) => self.method(*method, of, part.as_deref())?,
            Does::Matches(of, pattern) => {
                let words = self.text(of)?;
                self.spend(words.len() / 4)?;
                Value::Bool(pattern.is_match(&words))
            }
        })
    }

    /// Does something with an item in the next slot.
    fn with<T>(
        &mut self,
        item: &Value<'m>,
        work: impl FnOnce(&mut Self) -> Result<T, EvalError>,
    ) -> Result<T, EvalError> {
        self.locals.push(item.clone());
        let done = work(self);
        self.locals.pop();
        done
    }

    /// Whether one of the parts is `wanted`, or all are not. What can't be done counts only where no part decides.
    fn fold<T>(
        &mut self,
        parts: impl Iterator<Item = T>,
        wanted: bool,
        mut ask: impl FnMut(&mut Self, T) -> Result<bool, EvalError>,
    ) -> Result<bool, EvalError> {
        let mut failed = None;
        for part in parts {
            match ask(self, part) {
                Ok(found) if found == wanted => return Ok(wanted),
                Ok(_) => {}
                Err(EvalError::TooLong) => return Err(EvalError::TooLong),
                Err(stop) => failed = failed.or(Some(stop)),
            }
        }
        failed.map_or(Ok(!wanted), Err)
    }

    fn each(&mut self, sort: Loop, list: &[Value<'m>], body: &'e Compiled) -> Result<Value<'m>, EvalError> {
        let holds = |it: &mut Self, item: &Value<'m>| it.with(item, |it| it.truth(body));
        Ok(match sort {
            Loop::All => Value::Bool(self.fold(list.iter(), false, holds)?),
            Loop::Exists => Value::Bool(self.fold(list.iter(), true, holds)?),
            Loop::ExistsOne => {
                let mut found = 0;
                for item in list {
                    found += u32::from(holds(self, item)?);
                }
                Value::Bool(found == 1)
            }
            Loop::Filter => {
                let mut found = Vec::new();
                for item in list {
                    if holds(self, item)? {
                        found.push(item.clone());
                    }
                }
                Value::List(found.into())
            }
            Loop::Map => {
                let made = list.iter().map(|item| self.with(item, |it| it.value(body)));
                Value::List(made.collect::<Result<Vec<_>, _>>()?.into())
            }
        })
    }

    fn method(&mut self, method: Method, of: &'e Compiled, part: Option<&'e Compiled>) -> Result<Value<'m>, EvalError> {
        if method == Method::Size {
            let size = match self.value(of)? {
                Value::List(list) => list.len(),
                Value::Text(words) => {
                    self.spend(words.len() / 32)?;
                    words.chars().count()
                }
                _ => 0,
            };
            return Ok(Value::Int(i64::try_from(size).unwrap_or(i64::MAX)));
        }
        let words = self.text(of)?;
        let Some(part) = part else { return Ok(Value::Text(words.to_ascii_lowercase().into())) };
        let part = self.text(part)?;
        Ok(Value::Bool(match method {
            Method::StartsWith => words.starts_with(&*part),
            Method::EndsWith => words.ends_with(&*part),
            _ => words.contains(&*part),
        }))
    }

    fn binary(&mut self, at: Span, operator: Operator, a: Value<'m>, b: Value<'m>) -> Result<Value<'m>, EvalError> {
        Ok(match (operator, a, b) {
            (operator, Value::Between(of), b) => self.between(at, &of, &b, |it, a, b| it.binary(at, operator, a, b))?,
            (operator, a, Value::Between(of)) => self.between(at, &of, &a, |it, b, a| it.binary(at, operator, a, b))?,
            (Operator::Equal, a, b) => Value::Bool(self.equal(&a, &b)?),
            (Operator::Unequal, a, b) => Value::Bool(!self.equal(&a, &b)?),
            (Operator::In, a, Value::List(list)) => {
                for item in list.iter() {
                    self.spend(1)?;
                    if self.equal(&a, item)? {
                        return Ok(Value::Bool(true));
                    }
                }
                Value::Bool(false)
            }
            (Operator::Less, a, b) => Value::Bool(order(&a, &b) == Some(Ordering::Less)),
            (Operator::More, a, b) => Value::Bool(order(&a, &b) == Some(Ordering::Greater)),
            (Operator::AtMost, a, b) => Value::Bool(order(&a, &b).is_some_and(Ordering::is_le)),
            (Operator::AtLeast, a, b) => Value::Bool(order(&a, &b).is_some_and(Ordering::is_ge)),
            (Operator::Plus, Value::Text(a), Value::Text(b)) => {
                self.spend((a.len() + b.len()) / 16)?;
                Value::Text((a.into_owned() + &b).into())
            }
            (Operator::Plus, Value::List(a), Value::List(b)) => {
                self.spend(a.len() + b.len())?;
                Value::List(a.iter().chain(b.iter()).cloned().collect())
            }
            (operator, Value::Int(a), Value::Int(b)) => Value::Int(whole(operator, a, b, at)?),
            (operator, Value::Double(a), Value::Double(b)) => Value::Double(match operator {
                Operator::Plus => a + b,
                Operator::Minus => a - b,
                Operator::Times => a * b,
                _ => a / b,
            }),
            _ => Value::Bool(false),
        })
    }

    /// What is found of both ends of a value that is not settled, if it is the same for all that lies between them.
    fn between(
        &mut self,
        at: Span,
        of: &Between<'m>,
        other: &Value<'m>,
        mut ask: impl FnMut(&mut Self, Value<'m>, Value<'m>) -> Result<Value<'m>, EvalError>,
    ) -> Result<Value<'m>, EvalError> {
        let found = (ask(self, of.low.clone(), other.clone())?, ask(self, of.high.clone(), other.clone())?);
        // What lies between the ends is neither of them.
        let inside =
            |it: &Value<'m>| order(&of.low, it) == Some(Ordering::Less) && order(it, &of.high) == Some(Ordering::Less);
        let inside = match other {
            Value::List(items) => items.iter().any(inside),
            one => inside(one),
        };
        match found {
            (Value::Bool(low), Value::Bool(high)) if low == high && !inside => Ok(Value::Bool(low)),
            _ => Err(undetermined(at, of)),
        }
    }

    fn equal(&mut self, a: &Value<'m>, b: &Value<'m>) -> Result<bool, EvalError> {
        Ok(match (a, b) {
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Text(a), Value::Text(b)) => a == b,
            (Value::List(a), Value::List(b)) => {
                if a.len() != b.len() {
                    return Ok(false);
                }
                self.spend(a.len())?;
                for (a, b) in a.iter().zip(b.iter()) {
                    if !self.equal(a, b)? {
                        return Ok(false);
                    }
                }
                true
            }
            (a, b) => order(a, b) == Some(Ordering::Equal),
        })
    }
}

/// A value that the draft settles.
fn settled(at: Span, value: Value<'_>) -> Result<Value<'_>, EvalError> {
    match value {
        Value::Between(of) => Err(undetermined(at, &of)),
        value => Ok(value),
    }
}

fn undetermined(at: Span, of: &Between<'_>) -> EvalError {
    EvalError::Undetermined(at, of.why.clone().into())
}

fn too_large(at: Span) -> EvalError {
    EvalError::Failed(at, "the number is too large".into())
}

fn whole(operator: Operator, a: i64, b: i64, at: Span) -> Result<i64, EvalError> {
    let done = match operator {
        Operator::Plus => a.checked_add(b),
        Operator::Minus => a.checked_sub(b),
        Operator::Times => a.checked_mul(b),
        _ if b == 0 => return Err(EvalError::Failed(at, "this divides by nothing".into())),
        Operator::Over => a.checked_div(b),
        _ => a.checked_rem(b),
    };
    done.ok_or(too_large(at))
}

/// How two numbers or words stand to each other.
#[expect(clippy::cast_precision_loss, reason = "a whole number is compared with one that has a fraction")]
fn order(a: &Value<'_>, b: &Value<'_>) -> Option<Ordering> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Double(a), Value::Double(b)) => a.partial_cmp(b),
        (Value::Int(a), Value::Double(b)) => (*a as f64).partial_cmp(b),
        (Value::Double(a), Value::Int(b)) => a.partial_cmp(&(*b as f64)),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        _ => None,
    }
}
