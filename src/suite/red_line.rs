//! A rule of a suite: what it looks at, when, and what must hold.

use super::compile::Compiled;
use super::evaluate::{EvalError, evaluate};
use super::fields;
use super::syntax::Expression;
use super::template::Template;
use super::value::{Element, ElementKind, EvalContext, Type, Value};
use crate::analysis::TimelineStart;
use crate::diagnostic::Diagnostic;
use crate::rules::{CheckContext, CheckFn, Sink};
use crate::source::{FileId, Span};
use crate::syntax::ast::ProvisionKind;
use std::sync::Arc;

/// How firmly a party holds a rule of its suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Firmness {
    /// No text without it.
    Must,
    /// It wants it, and may give it up.
    Should,
    /// It is there to be traded.
    Trade,
}

impl Firmness {
    /// Every firmness with its word.
    pub const ALL: &[(Self, &str)] = &[(Self::Must, "must"), (Self::Should, "should"), (Self::Trade, "trade")];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// What elements a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// Provisions of one kind.
    Provision(ProvisionKind),
    /// Norms: obligations, prohibitions, permissions, guarantees, assurances.
    Norm,
    /// All of a sort.
    Sort(ElementKind),
}

impl On {
    /// What a word names.
    pub fn read(word: &str) -> Option<Self> {
        if word == "norm" {
            return Some(Self::Norm);
        }
        if let Some(kind) = ProvisionKind::from_word(word) {
            return Some(Self::Provision(kind));
        }
        ElementKind::ALL.iter().find(|it| it.1 == word).map(|it| Self::Sort(it.0))
    }

    /// The word that names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Provision(kind) => kind.as_str(),
            Self::Norm => "norm",
            Self::Sort(sort) => sort.as_str(),
        }
    }

    /// Every word that names something.
    pub fn words() -> impl Iterator<Item = &'static str> + Clone {
        let kinds = ProvisionKind::ALL.iter().map(|it| it.1);
        ElementKind::ALL.iter().map(|it| it.1).chain(["norm"]).chain(kinds)
    }

    /// Of what sort they are.
    pub fn sort(self) -> ElementKind {
        match self {
            Self::Provision(_) | Self::Norm => ElementKind::Provision,
            Self::Sort(sort) => sort,
        }
    }

    /// The elements of the draft itself; what a companion or the prelude declares is not its own.
    fn elements<'m>(self, world: &EvalContext<'m>, steps: &mut u64) -> Vec<Element<'m>> {
        let treaty = world.treaty;
        let provisions = || treaty.own_provisions();
        let own = |file: FileId| file == treaty.file;
        match self {
            Self::Provision(kind) => provisions().filter(|it| it.kind == kind).map(Element::Provision).collect(),
            Self::Norm => provisions().filter(|it| it.kind.is_norm()).map(Element::Provision).collect(),
            Self::Sort(sort) => match sort {
                ElementKind::Treaty => vec![Element::Treaty],
                ElementKind::Provision => provisions().map(Element::Provision).collect(),
                ElementKind::Actor => treaty.actors.iter().filter(|it| own(it.file)).map(Element::Actor).collect(),
                ElementKind::Group => treaty.groups.iter().filter(|it| own(it.file)).map(Element::Group).collect(),
                ElementKind::Place => treaty.places.iter().filter(|it| own(it.file)).map(Element::Place).collect(),
                ElementKind::Article => treaty.units.iter().filter(|it| own(it.file)).map(Element::Article).collect(),
                ElementKind::Instrument => {
                    treaty.instruments.iter().filter(|it| own(it.file)).map(Element::Instrument).collect()
                }
                ElementKind::Term => treaty.terms.iter().map(Element::Term).collect(),
                ElementKind::Milestone => {
                    treaty.milestones.iter().filter(|it| own(it.file)).map(Element::Milestone).collect()
                }
                ElementKind::Weights => treaty.weights.iter().filter(|it| own(it.file)).map(Element::Weights).collect(),
                ElementKind::Step => treaty.steps.iter().filter(|it| own(it.file)).map(Element::Step).collect(),
                ElementKind::Prose => treaty.prose.iter().map(Element::Prose).collect(),
                ElementKind::Hole => treaty.holes.iter().map(Element::Hole).collect(),
                part => {
                    let mut found = Vec::new();
                    let wholes = provisions().map(Element::Provision);
                    let actors = treaty.actors.iter().filter(|it| own(it.file)).map(Element::Actor);
                    for whole in wholes.chain(actors) {
                        parts(world, whole, part, steps, &mut found);
                    }
                    found
                }
            },
        }
    }
}

/// Whether elements of a sort stand within others, and are not referred to by them.
fn is_part(sort: ElementKind) -> bool {
    sort >= ElementKind::Sentence && sort <= ElementKind::Matter
}

/// The parts of an element that are of a sort, with the parts of parts, in the order of their fields.
fn parts<'m>(
    world: &EvalContext<'m>,
    whole: Element<'m>,
    wanted: ElementKind,
    steps: &mut u64,
    found: &mut Vec<Element<'m>>,
) {
    for field in fields::all(whole.sort()) {
        let (Type::Element(sort) | Type::List(&Type::Element(sort), _)) = field.of else { continue };
        if !is_part(sort) || *steps == 0 {
            continue;
        }
        *steps -= 1;
        let all = match field.read(world, whole) {
            Some(Value::List(list)) => list.iter().cloned().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        for value in all {
            if let Value::Element(part) = value {
                if sort == wanted {
                    found.push(part);
                }
                parts(world, part, wanted, steps, found);
            }
        }
    }
}

/// A condition of a rule: as it is written, and as it is asked.
#[derive(Debug)]
pub struct LineCondition {
    /// As it is written.
    pub tree: Expression,
    /// As it is asked.
    pub asked: Compiled,
}

/// A rule of a suite.
#[derive(Debug)]
pub struct RedLine {
    /// Its id, as findings show it.
    pub id: String,
    /// Whose suite it stands in; nobody's, if the suite names no party.
    pub party: Option<String>,
    /// What it wants, in a clause.
    pub title: String,
    /// How firmly.
    pub firmness: Firmness,
    /// What it looks at.
    pub on: On,
    /// Of these, those that it speaks of; all, if it does not say.
    pub when: Option<LineCondition>,
    /// What must hold of them.
    pub assert: LineCondition,
    /// What is said where it does not.
    pub message: Template,
    /// What would cure it.
    pub help: Option<Template>,
    /// Whether only an opaque name is shown.
    pub private: bool,
    /// The suite.
    pub file: FileId,
    /// Where `when`, `assert`, `message` and `help` stand in it.
    pub places: RulePlaces,
}

/// Where the texts of a rule stand in its suite.
#[derive(Clone, Debug, Default)]
pub struct RulePlaces {
    /// `when`
    pub when: EscapedText,
    /// `assert`
    pub assert: EscapedText,
    /// `message`
    pub message: EscapedText,
    /// `help`
    pub help: EscapedText,
}

/// Where a text stands in a file that may write it with escapes.
#[derive(Clone, Copy, Debug, Default)]
pub struct EscapedText {
    /// The value as it is written, quotes and all.
    pub whole: Span,
    /// Where its first character stands, if it is written as it is read.
    pub start: Option<u32>,
}

impl EscapedText {
    /// Where a part of it stands in the file; the whole, if it is not written as it is read.
    pub fn place(self, part: Span) -> Span {
        match self.start {
            Some(start) => Span::new(start + part.start, start + part.end),
            None => self.whole,
        }
    }
}

/// So many steps a rule may take in one reading of a text of so many bytes.
const fn most_steps(length: usize) -> u64 {
    1_000_000 + 20 * length as u64
}

/// What a rule says of an element.
enum LineAssertion {
    /// It does not speak of it.
    Nothing,
    /// What it wants holds.
    Kept,
    /// It does not.
    Violated,
    /// The draft leaves it open: what that is, in words.
    Open(String),
}

/// Reports every element of which it does not hold.
impl CheckFn for RedLine {
    fn look<'a>(&'a self, cx: &CheckContext<'a>, sink: &mut Sink<'_>) {
        self.go_through(cx, sink, |line, world, element, said, steps, sink| {
            let span = element.place(world.treaty);
            match said {
                LineAssertion::Nothing | LineAssertion::Kept => return Ok(()),
                LineAssertion::Open(why) => {
                    line.open(world, span, &why, sink);
                    return Ok(());
                }
                LineAssertion::Violated => {}
            }
            if line.private {
                let span = world.treaty.head.title_span;
                sink.report(span, format!("the draft does not keep `{}`, a rule that is kept private", line.id));
                return Ok(());
            }
            let message = line.message.tell(world, element, steps).map_err(|it| (&line.places.message, it))?;
            let help = line.help.as_ref().map(|it| it.tell(world, element, steps)).transpose();
            let help = help.map_err(|it| (&line.places.help, it))?;
            let finding = sink.report(span, message);
            if let Some(help) = help {
                finding.help(help);
            }
            Ok(())
        });
    }
}

/// Reports once that a draft has something of which a red line speaks.
pub struct Addressed(pub Arc<RedLine>);

impl CheckFn for Addressed {
    fn look<'a>(&'a self, cx: &CheckContext<'a>, sink: &mut Sink<'_>) {
        let mut noted = false;
        self.0.go_through(cx, sink, |line, world, _, said, _, sink| {
            if !matches!(said, LineAssertion::Nothing) && !std::mem::replace(&mut noted, true) {
                sink.report(world.treaty.head.title_span, &line.id);
            }
            Ok(())
        });
    }
}

impl RedLine {
    /// Goes through the elements that it looks at.
    fn go_through<'m>(
        &'m self,
        cx: &CheckContext<'m>,
        sink: &mut Sink<'_>,
        mut tell: impl FnMut(
            &'m Self,
            EvalContext<'m>,
            Element<'m>,
            LineAssertion,
            &mut u64,
            &mut Sink<'_>,
        ) -> Result<(), (&'m EscapedText, EvalError)>,
    ) {
        let world = EvalContext { treaty: cx.model, facts: cx.facts, calendar: TimelineStart::default() };
        let most = most_steps(cx.model.text.len());
        let mut steps = most.min(cx.steps.get());
        let given = steps;
        let mut look = |steps: &mut u64| {
            let elements = self.on.elements(&world, steps);
            if *steps == 0 && !elements.is_empty() {
                return Err((&self.places.assert, EvalError::TooLong));
            }
            for element in elements {
                let said = self.ask(world, element, steps)?;
                tell(self, world, element, said, steps, sink)?;
            }
            Ok(())
        };
        let done = look(&mut steps);
        cx.steps.set(cx.steps.get() - (given - steps));
        if let Err((text, stop)) = done {
            // Half of what a rule finds would look like all of it.
            sink.take_back();
            self.stopped(*text, stop, given == most, sink);
        }
    }

    fn ask<'m>(
        &'m self,
        world: EvalContext<'m>,
        element: Element<'m>,
        steps: &mut u64,
    ) -> Result<LineAssertion, (&'m EscapedText, EvalError)> {
        let mut ask = |condition: &'m LineCondition, text: &'m EscapedText| match evaluate(
            &condition.asked,
            world,
            element,
            steps,
        ) {
            Ok(value) => Ok(Ok(matches!(value, Value::Bool(true)))),
            Err(EvalError::Undetermined(_, why)) => Ok(Err(why.into_owned())),
            Err(stop) => Err((text, stop)),
        };
        let speaks = self.when.as_ref().map_or(Ok(Ok(true)), |it| ask(it, &self.places.when))?;
        if speaks == Ok(false) {
            return Ok(LineAssertion::Nothing);
        }
        Ok(match (ask(&self.assert, &self.places.assert)?, speaks) {
            (Ok(true), _) => LineAssertion::Kept,
            (Ok(false), Ok(_)) => LineAssertion::Violated,
            (Err(why), _) | (Ok(false), Err(why)) => LineAssertion::Open(why),
        })
    }

    /// Says of an element that the draft leaves open what is asked of it.
    fn open(&self, world: EvalContext<'_>, span: Span, why: &str, sink: &mut Sink<'_>) {
        let (span, words) = if self.private {
            (world.treaty.head.title_span, format!("whether the draft keeps `{}` cannot be determined", self.id))
        } else {
            (span, format!("whether this keeps `{}` cannot be determined: {why}", self.id))
        };
        sink.report_of_suite("suites/unsettled", world.treaty.file, span, words);
    }

    /// Whether a finding says that this rule was stopped, so that nothing is known of what it wants.
    pub fn was_stopped(&self, finding: &Diagnostic) -> bool {
        // The first words in the message that stand between ticks are the id.
        let own = || finding.message.split('`').nth(1) == Some(&*self.id);
        matches!(&*finding.rule, "suites/failed" | "suites/too-costly" | "suites/unsettled") && own()
    }

    /// Says of the suite that the rule was stopped: by its own bound, or by that of all rules of suites.
    fn stopped(&self, text: EscapedText, stop: EvalError, alone: bool, sink: &mut Sink<'_>) {
        let (span, rule, words, help) = match stop {
            EvalError::TooLong if alone => (
                text.whole,
                "suites/too-costly",
                format!("`{}` takes too many steps and was stopped; nothing that it finds is shown", self.id),
                "go through fewer lists within each other; `when` leaves out elements before `assert` is asked",
            ),
            EvalError::TooLong => (
                text.whole,
                "suites/too-costly",
                format!(
                    "`{}` was not asked to its end: the rules before it took the steps that suites may take",
                    self.id
                ),
                "look at the rules before it: some of them go through lists within lists",
            ),
            EvalError::Failed(span, why) | EvalError::Undetermined(span, why) => (
                text.place(span),
                "suites/failed",
                format!("`{}` can't be asked of this draft: {why}", self.id),
                "ask first whether it is there: `has(…)`, `size(…) > 0 && …`",
            ),
            EvalError::Stranger(..) if self.private => (
                text.whole,
                "suites/failed",
                format!("`{}` can't be asked of this draft: it has a name that the draft does not know", self.id),
                "whoever holds the suite can look the name up",
            ),
            EvalError::Stranger(span, what, name) => (
                text.place(span),
                "suites/failed",
                format!(
                    "`{}` can't be asked of this draft: it knows no {what} `{}`{}",
                    self.id,
                    name.name,
                    name.suggestion()
                ),
                "mend the name; of a draft that may lack it, ask first: `treaty.actors.exists(a, a.name == '…') && …`",
            ),
        };
        // The text of a private rule is not shown.
        let span = if self.private { Span::default() } else { span };
        sink.report_of_suite(rule, self.file, span, words).help(help);
    }
}
