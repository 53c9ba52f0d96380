//! Red lines that exclude each other before any draft is there.
//!
//! Each red line says something of every element of a kind, or asks that there be one of which something holds. What it
//! says is made of conditions joined by `&&`, `||` and `!`; equal conditions are one, and what follows from comparisons
//! with words and numbers is known. So a contradiction that is told is one; one that hangs on what a condition means
//! besides may be missed.

use super::red_line::{On, RedLine};
use super::syntax::{Expression, ExpressionKind, Operator};
use super::value::ElementKind;
use crate::syntax::ast::ProvisionKind;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// So many different conditions are tried in all combinations.
const MOST_CONDITIONS: usize = 14;

/// So many combinations are tried in all; what is left then is not compared.
const MOST_COMBINATIONS: u32 = 1 << 25;

/// Red lines that exclude each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The red lines, by their place among those that were given.
    pub lines: [usize; 2],
    /// How.
    pub words: &'static str,
}

/// Every two red lines that exclude each other in any draft that has something of which both speak.
pub fn contradictions(lines: &[&RedLine]) -> Vec<Contradiction> {
    let claims: Vec<Vec<Claim<'_>>> = lines.iter().map(|it| claims(it)).collect();
    let mut found = Vec::new();
    let left = Cell::new(MOST_COMBINATIONS);
    for one in 0..lines.len() {
        for other in one + 1..lines.len() {
            let mut meeting = claims[one].iter().flat_map(|a| claims[other].iter().map(move |b| (a, b)));
            if let Some(words) = meeting.find_map(|(a, b)| clash(a, b, &left)) {
                found.push(Contradiction { lines: [one, other], words });
            }
        }
    }
    found
}

/// A condition, what its names stand for, and whether it must hold.
type Constraint<'e> = (&'e Expression, Bindings<'e>, bool);

/// What a red line says.
struct Claim<'e> {
    /// Whether of all elements, or of one that there must be.
    all: bool,
    of: Domain,
    /// Of which drafts it speaks.
    given: Option<Constraint<'e>>,
    /// Of which elements it speaks.
    when: Option<Constraint<'e>>,
    /// What it says of them.
    description: Constraint<'e>,
}

/// Of what elements something is said.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Domain {
    Provisions(BTreeSet<ProvisionKind>),
    Sort(ElementKind),
}

impl Domain {
    fn of(on: On) -> Self {
        let kinds = |keep: &dyn Fn(ProvisionKind) -> bool| {
            Self::Provisions(ProvisionKind::ALL.iter().map(|it| it.0).filter(|it| keep(*it)).collect())
        };
        match on {
            On::Provision(kind) => kinds(&|it| it == kind),
            On::Norm => kinds(&ProvisionKind::is_norm),
            On::Sort(ElementKind::Provision) => kinds(&|_| true),
            On::Sort(sort) => Self::Sort(sort),
        }
    }

    /// What a list of the treaty holds.
    fn of_list(name: &str) -> Option<Self> {
        let on = match name {
            "provisions" => On::Sort(ElementKind::Provision),
            "triggers" => On::Provision(ProvisionKind::Trigger),
            "norms" => On::Norm,
            "prohibitions" => On::Provision(ProvisionKind::Prohibition),
            "permissions" => On::Provision(ProvisionKind::Permission),
            "deployments" => On::Provision(ProvisionKind::Deployment),
            "limits" => On::Provision(ProvisionKind::Limit),
            "sanctions" => On::Provision(ProvisionKind::Sanctions),
            "verifications" => On::Provision(ProvisionKind::Verification),
            "supplies" => On::Provision(ProvisionKind::Supply),
            "statuses" => On::Provision(ProvisionKind::Status),
            "articles" => On::Sort(ElementKind::Article),
            "places" => On::Sort(ElementKind::Place),
            "terms" => On::Sort(ElementKind::Term),
            _ => return None,
        };
        Some(Self::of(on))
    }

    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Provisions(own), Self::Provisions(theirs)) => !own.is_disjoint(theirs),
            (own, theirs) => own == theirs,
        }
    }

    fn holds(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Provisions(own), Self::Provisions(theirs)) => theirs.is_subset(own),
            (own, theirs) => own == theirs,
        }
    }
}

/// What names stand for where an expression stands: a name of a comprehension, and how it is written.
#[derive(Clone, Debug)]
struct Bindings<'e> {
    /// What bare names are parts of.
    whole: &'static str,
    locals: Vec<(&'e str, String)>,
}

fn claims(line: &RedLine) -> Vec<Claim<'_>> {
    let of_treaty = line.on.sort() == ElementKind::Treaty;
    let names = Bindings { whole: if of_treaty { "treaty" } else { "this" }, locals: Vec::new() };
    let when = line.when.as_ref().map(|it| (&it.tree, names.clone(), true));
    let description = (&line.assert.tree, names, true);
    let mut claims = vec![Claim { all: true, of: Domain::of(line.on), given: None, when: when.clone(), description }];
    if of_treaty {
        of_lists(&line.assert.tree, true, when.as_ref(), &mut claims);
    }
    claims
}

/// What a condition of the treaty says of the elements of its lists.
fn of_lists<'e>(it: &'e Expression, holds: bool, given: Option<&Constraint<'e>>, claims: &mut Vec<Claim<'e>>) {
    match &it.kind {
        ExpressionKind::Not(inner) => of_lists(inner, !holds, given, claims),
        // Parts one of which is enough say nothing each.
        ExpressionKind::All(parts) | ExpressionKind::Any(parts)
            if holds == matches!(it.kind, ExpressionKind::All(_)) =>
        {
            for part in parts {
                of_lists(part, holds, given, claims);
            }
        }
        ExpressionKind::Call { target: Some(list), name, arguments } => {
            let list = match &list.kind {
                ExpressionKind::Name(list) => list,
                ExpressionKind::Select(of, list) if matches!(&of.kind, ExpressionKind::Name(it) if it == "this" || it == "treaty") => {
                    &list.text
                }
                _ => return,
            };
            let [Expression { kind: ExpressionKind::Name(local), .. }, body] = &arguments[..] else { return };
            let Some(of) = Domain::of_list(list) else { return };
            let (all, description) = match (name.text.as_str(), holds) {
                ("exists", holds) => (!holds, holds),
                ("all", holds) => (holds, holds),
                _ => return,
            };
            let names = Bindings { whole: "treaty", locals: vec![(local.as_str(), "this".to_owned())] };
            claims.push(Claim { all, of, given: given.cloned(), when: None, description: (body, names, description) });
        }
        _ => {}
    }
}

/// Whether two claims exclude each other where both speak; how.
fn clash(a: &Claim<'_>, b: &Claim<'_>, left: &Cell<u32>) -> Option<&'static str> {
    let (asked, a, b) = match (a.all, b.all) {
        (true, true) if a.of.meets(&b.of) => (false, a, b),
        (false, true) if b.of.holds(&a.of) => (true, a, b),
        (true, false) if a.of.holds(&b.of) => (true, b, a),
        _ => return None,
    };
    let mut conditions = DistinctConditions::default();
    let mut read = |it: &Constraint<'_>, holds: bool| conditions.formula(it.0, &it.1, it.2 == holds);
    let mut speak: Vec<NormalForm> = [&a.given, &b.given].into_iter().flatten().map(|it| read(it, true)).collect();
    let first = read(&a.description, true);
    let mut second = read(&b.description, true);
    if asked {
        // The other may leave out the element that this asks for.
        if let Some(when) = &b.when {
            second = NormalForm::Or(vec![read(when, false), second]);
        }
    } else {
        speak.extend([&a.when, &b.when].into_iter().flatten().map(|it| read(it, true)));
    }
    if conditions.all.len() > MOST_CONDITIONS {
        return None;
    }
    let can = |description: &[&NormalForm]| {
        conditions
            .satisfiable(&NormalForm::And(speak.iter().chain(description.iter().copied()).cloned().collect()), left)
    };
    // What can't be kept alone is a fault of its own.
    if !can(&[&first]) || !can(&[&second]) || can(&[&first, &second]) {
        return None;
    }
    Some(if asked { "what the one asks for, the other forbids" } else { "nothing of which both speak can keep both" })
}

/// Conditions joined; negations stand at the conditions.
#[derive(Clone, Debug)]
enum NormalForm {
    Condition(usize, bool),
    And(Vec<NormalForm>),
    Or(Vec<NormalForm>),
}

impl NormalForm {
    fn holds(&self, truths: u32) -> bool {
        match self {
            Self::Condition(at, wanted) => (truths >> at & 1 == 1) == *wanted,
            Self::And(parts) => parts.iter().all(|it| it.holds(truths)),
            Self::Or(parts) => parts.iter().any(|it| it.holds(truths)),
        }
    }
}

/// What a condition compares.
#[derive(Clone, Debug, PartialEq)]
enum Compared {
    Word(String),
    Number(Operator, f64),
}

/// The different conditions of some formulas.
#[derive(Debug, Default)]
struct DistinctConditions {
    /// Each as it is written, and what it compares with what.
    all: Vec<(String, Option<(String, Compared)>)>,
}

impl DistinctConditions {
    fn condition(&mut self, words: String, compared: Option<(String, Compared)>, holds: bool) -> NormalForm {
        let at = self.all.iter().position(|it| it.0 == words).unwrap_or_else(|| {
            self.all.push((words, compared));
            self.all.len() - 1
        });
        NormalForm::Condition(at, holds)
    }

    fn formula<'e>(&mut self, it: &'e Expression, names: &Bindings<'e>, holds: bool) -> NormalForm {
        let joined =
            |and: bool, parts: Vec<NormalForm>| if and { NormalForm::And(parts) } else { NormalForm::Or(parts) };
        match &it.kind {
            ExpressionKind::Truth(truth) if *truth == holds => NormalForm::And(Vec::new()),
            ExpressionKind::Truth(_) => NormalForm::Or(Vec::new()),
            ExpressionKind::Not(inner) => self.formula(inner, names, !holds),
            ExpressionKind::All(parts) => {
                joined(holds, parts.iter().map(|it| self.formula(it, names, holds)).collect())
            }
            ExpressionKind::Any(parts) => {
                joined(!holds, parts.iter().map(|it| self.formula(it, names, holds)).collect())
            }
            ExpressionKind::Binary(operator, one, other) => self.compared(*operator, one, other, names, holds),
            // `all` is `exists` turned round.
            ExpressionKind::Call { target: Some(list), name, arguments }
                if matches!(name.text.as_str(), "all" | "exists") =>
            {
                let [Expression { kind: ExpressionKind::Name(local), .. }, body] = &arguments[..] else {
                    return self.condition(written(it, names), None, holds);
                };
                let exists = name.text == "exists";
                let mut inner = names.clone();
                inner.locals.push((local, format!("_{}", names.locals.len())));
                let mut words = format!("{}.exists(", written(list, names));
                let _ = match (exists, &body.kind) {
                    (true, _) => write!(words, "{})", written(body, &inner)),
                    (false, ExpressionKind::Not(body)) => write!(words, "{})", written(body, &inner)),
                    (false, _) => write!(words, "!{})", written(body, &inner)),
                };
                self.condition(words, None, holds == exists)
            }
            _ => self.condition(written(it, names), None, holds),
        }
    }

    fn compared<'e>(
        &mut self,
        operator: Operator,
        one: &'e Expression,
        other: &'e Expression,
        names: &Bindings<'e>,
        holds: bool,
    ) -> NormalForm {
        // The side that is written out stands behind.
        let turned = matches!(one.kind, ExpressionKind::Text(_) | ExpressionKind::Int(_) | ExpressionKind::Double(_))
            && operator != Operator::In;
        let (one, other) = if turned { (other, one) } else { (one, other) };
        let operator = match operator {
            Operator::Less if turned => Operator::More,
            Operator::More if turned => Operator::Less,
            Operator::AtMost if turned => Operator::AtLeast,
            Operator::AtLeast if turned => Operator::AtMost,
            same => same,
        };
        let left = written(one, names);
        let (operator, holds) = match operator {
            Operator::Unequal => (Operator::Equal, !holds),
            same => (same, holds),
        };
        #[expect(clippy::cast_precision_loss, reason = "numbers of a suite are small")]
        let number = match other.kind {
            ExpressionKind::Int(number) => Some(number as f64),
            ExpressionKind::Double(number) => Some(number),
            _ => None,
        };
        match (operator, &other.kind, number) {
            (Operator::In, ExpressionKind::List(items), _) => {
                let parts = items.iter().map(|it| self.compared(Operator::Equal, one, it, names, holds)).collect();
                if holds { NormalForm::Or(parts) } else { NormalForm::And(parts) }
            }
            (Operator::Equal, ExpressionKind::Text(word), _) => {
                self.condition(format!("{left} == '{word}'"), Some((left, Compared::Word(word.clone()))), holds)
            }
            (
                Operator::Equal | Operator::Less | Operator::AtMost | Operator::More | Operator::AtLeast,
                _,
                Some(number),
            ) => {
                let words = format!("{left} {} {number}", operator.sign());
                self.condition(words, Some((left, Compared::Number(operator, number))), holds)
            }
            _ => {
                let words = format!("({left} {} {})", operator.sign(), written(other, names));
                self.condition(words, None, holds)
            }
        }
    }

    /// Whether a formula may hold; it may where that was not tried out.
    fn satisfiable(&self, formula: &NormalForm, left: &Cell<u32>) -> bool {
        (0..1_u32 << self.all.len()).any(|truths| {
            let spent = left.get() == 0;
            left.set(left.get().saturating_sub(1));
            spent || formula.holds(truths) && self.possible(truths)
        })
    }

    /// Whether comparisons with words and numbers can come out like this.
    fn possible(&self, truths: u32) -> bool {
        let compared: Vec<(&str, &Compared, bool)> = self
            .all
            .iter()
            .enumerate()
            .filter_map(|(at, it)| it.1.as_ref().map(|(left, with)| (left.as_str(), with, truths >> at & 1 == 1)))
            .collect();
        let lefts: BTreeSet<&str> = compared.iter().map(|it| it.0).collect();
        lefts.into_iter().all(|left| {
            let mut words = 0;
            let (mut low, mut high) = ((f64::NEG_INFINITY, false), (f64::INFINITY, false));
            let mut not = Vec::new();
            for (_, with, holds) in compared.iter().filter(|it| it.0 == left) {
                match (with, holds) {
                    (Compared::Word(_), holds) => words += u32::from(*holds),
                    (Compared::Number(Operator::Equal, number), true) => {
                        low = tighter(low, (*number, false), true);
                        high = tighter(high, (*number, false), false);
                    }
                    (Compared::Number(Operator::Equal, number), false) => not.push(*number),
                    (Compared::Number(Operator::Less, number), true)
                    | (Compared::Number(Operator::AtLeast, number), false) => {
                        high = tighter(high, (*number, true), false);
                    }
                    (Compared::Number(Operator::AtMost, number), true)
                    | (Compared::Number(Operator::More, number), false) => {
                        high = tighter(high, (*number, false), false);
                    }
                    (Compared::Number(Operator::More, number), true)
                    | (Compared::Number(Operator::AtMost, number), false) => {
                        low = tighter(low, (*number, true), true);
                    }
                    (Compared::Number(_, number), _) => low = tighter(low, (*number, false), true),
                }
            }
            let point = !low.1 && !high.1 && low.0 >= high.0 && low.0 <= high.0;
            words <= 1 && (low.0 < high.0 || point && !not.iter().any(|it| (it - low.0).abs() < f64::EPSILON))
        })
    }
}

/// The tighter of two bounds: a number, and whether it is itself left out.
fn tighter(own: (f64, bool), other: (f64, bool), low: bool) -> (f64, bool) {
    let closer = if low { other.0 > own.0 } else { other.0 < own.0 };
    if closer || (other.0 - own.0).abs() < f64::EPSILON && other.1 { other } else { own }
}

/// An expression written in one way, whatever its names of comprehensions are.
fn written<'e>(it: &'e Expression, names: &Bindings<'e>) -> String {
    let list = |items: &'e [Expression], names: &Bindings<'e>| {
        items.iter().map(|it| written(it, names)).collect::<Vec<_>>().join(", ")
    };
    match &it.kind {
        ExpressionKind::Truth(it) => it.to_string(),
        ExpressionKind::Int(it) => it.to_string(),
        ExpressionKind::Double(it) => it.to_string(),
        ExpressionKind::Text(it) => format!("{it:?}"),
        ExpressionKind::List(items) => format!("[{}]", list(items, names)),
        ExpressionKind::Name(name) => match names.locals.iter().rev().find(|it| it.0 == name) {
            Some((_, stands_for)) => stands_for.clone(),
            None if name == "this" => names.whole.to_owned(),
            None if name == "treaty" => name.clone(),
            None => format!("{}.{name}", names.whole),
        },
        ExpressionKind::Select(of, name) => format!("{}.{}", written(of, names), name.text),
        ExpressionKind::Index(of, at) => format!("{}[{}]", written(of, names), written(at, names)),
        ExpressionKind::Call { target, name, arguments } => {
            let mut inner = names.clone();
            let target = target.as_ref().map_or_else(String::new, |it| format!("{}.", written(it, names)));
            if !target.is_empty()
                && let Some(Expression { kind: ExpressionKind::Name(local), .. }) = arguments.first()
                && arguments.len() > 1
            {
                inner.locals.push((local, format!("_{}", names.locals.len())));
            }
            format!("{target}{}({})", name.text, list(arguments, &inner))
        }
        ExpressionKind::Not(it) => format!("!{}", written(it, names)),
        ExpressionKind::Minus(it) => format!("-{}", written(it, names)),
        ExpressionKind::Binary(operator, one, other) => {
            format!("({} {} {})", written(one, names), operator.sign(), written(other, names))
        }
        ExpressionKind::All(parts) => {
            format!("({})", parts.iter().map(|it| written(it, names)).collect::<Vec<_>>().join(" && "))
        }
        ExpressionKind::Any(parts) => {
            format!("({})", parts.iter().map(|it| written(it, names)).collect::<Vec<_>>().join(" || "))
        }
        ExpressionKind::Choice(parts) => {
            let [condition, yes, no] = &**parts;
            format!("({} ? {} : {})", written(condition, names), written(yes, names), written(no, names))
        }
    }
}
