//! Messages: words with expressions between `{{` and `}}`.

use super::compile::{Compiled, Does, compile};
use super::evaluate::{EvalError, evaluate};
use super::fields;
use super::syntax::ExpressionError;
use super::value::{Element, ElementKind, EvalContext, Value};
use crate::diagnostic::join_list;
use crate::model::UnitId;
use crate::source::Span;
use std::rc::Rc;

/// So many items of a list are told; the others are counted.
const MOST_ITEMS: usize = 12;

/// A message.
#[derive(Debug, Default)]
pub struct Template(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Words(String),
    /// Where it begins in the message.
    Asked(u32, Compiled),
}

impl Template {
    /// Reads a message about elements of a sort.
    ///
    /// # Errors
    /// If an expression in it is wrong; with the place in the message.
    pub fn read(text: &str, on: ElementKind) -> Result<Self, ExpressionError> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some(open) = text[at..].find("{{") {
            let start = at + open + 2;
            let Some(length) = text[start..].find("}}") else {
                let span = Span::new(start as u32 - 2, start as u32);
                return Err(ExpressionError { span, words: "`{{` is not closed by `}}`".to_owned() });
            };
            let asked = &text[start..start + length];
            let moved = |it: ExpressionError| ExpressionError { span: shifted(it.span, start as u32), words: it.words };
            pieces.push(Piece::Words(text[at..start - 2].to_owned()));
            pieces.push(Piece::Asked(start as u32, compile(asked, on).map_err(moved)?));
            at = start + length + 2;
        }
        pieces.push(Piece::Words(text[at..].to_owned()));
        Ok(Self(pieces))
    }

    /// The message about an element.
    ///
    /// # Errors
    /// If an expression in it gives nothing; with the place in the message.
    pub fn tell<'e>(&'e self, world: EvalContext<'e>, this: Element<'e>, steps: &mut u64) -> Result<String, EvalError> {
        let mut told = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => told.push_str(words),
                Piece::Asked(at, asked) => {
                    let value = match evaluate(asked, world, this, steps) {
                        Ok(value) => value,
                        Err(EvalError::Undetermined(..)) => Value::text("what cannot be determined"),
                        Err(EvalError::TooLong) => return Err(EvalError::TooLong),
                        Err(EvalError::Failed(span, words)) => {
                            return Err(EvalError::Failed(shifted(span, *at), words));
                        }
                        Err(EvalError::Stranger(span, what, name)) => {
                            return Err(EvalError::Stranger(shifted(span, *at), what, name));
                        }
                    };
                    // Of what is asked, and it alone, it is known that it stands in the draft itself.
                    told.push_str(&match asked.does {
                        Does::This => this.words(&world),
                        _ => of_few(value).told(&world),
                    });
                }
            }
        }
        Ok(told.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

fn shifted(span: Span, by: u32) -> Span {
    Span::new(span.start + by, span.end + by)
}

/// A long list, shortened.
fn of_few(value: Value<'_>) -> Value<'_> {
    match value {
        Value::List(list) if list.len() > MOST_ITEMS => {
            let more = Value::Text(format!("{} more", list.len() - MOST_ITEMS).into());
            let few: Rc<[Value<'_>]> = list[..MOST_ITEMS].iter().cloned().chain([more]).collect();
            Value::List(few)
        }
        other => other,
    }
}

impl<'m> Value<'m> {
    /// In words, as a message shows it.
    fn told(&self, world: &EvalContext<'m>) -> String {
        match self {
            Self::Bool(it) => if *it { "yes" } else { "no" }.to_owned(),
            Self::Int(i64::MAX) => "without end".to_owned(),
            Self::Int(it) => it.to_string(),
            Self::Double(it) => it.to_string(),
            Self::Text(it) => it.to_string(),
            Self::List(it) if it.is_empty() => "none".to_owned(),
            Self::List(it) => join_list(&it.iter().map(|each| each.told(world)).collect::<Vec<_>>(), "and"),
            Self::Element(it) => it.told(world),
            Self::Between(it) => format!("{} to {}", it.low.told(world), it.high.told(world)),
        }
    }
}

impl<'m> Element<'m> {
    /// By its name, or as what it is.
    fn told(self, world: &EvalContext<'m>) -> String {
        match self {
            Self::Provision(it) => world.treaty.cite(it.id),
            Self::Article(it) => match world.treaty.units.iter().position(|unit| std::ptr::eq(unit, it)) {
                Some(at) => world.treaty.unit_path(UnitId(at as u32)).to_string(),
                None => it.number.to_owned(),
            },
            Self::Absent(sort) => format!("no {}", sort.as_str()),
            _ => {
                let read = |part: &&str| match fields::find(self.sort(), part).map(|it| it.read(world, self)) {
                    Some(Some(Value::Text(words))) if !words.is_empty() => Some(words.into_owned()),
                    _ => None,
                };
                ["name", "title", "text"].iter().find_map(read).unwrap_or_else(|| self.sort().as_str().to_owned())
            }
        }
    }

    /// Its words in the draft, of which it is a part.
    fn words(self, world: &EvalContext<'m>) -> String {
        let span = self.place(world.treaty);
        match self {
            Self::Treaty | Self::Absent(_) | Self::Provision(_) | Self::Article(_) | Self::Actor(_) => self.told(world),
            _ if !span.is_own() => self.told(world),
            _ => world.treaty.quoted(span),
        }
    }
}
