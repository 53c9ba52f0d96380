//! The readings of a draft, visited one after the other, and what they give joined: one finding for each defect, with the
//! readings in which it holds.
//!
//! A rule is not asked again in a reading that differs only where it did not look (see [`attention`]). For each rule the
//! answers are kept by the choices in the brackets that it saw; since it would look at the same things and see the same, it
//! would answer the same.

use rustc_hash::FxHashMap;

use super::citation;
use super::guard::{InternalError, guarded};
use crate::analysis::Facts;
use crate::analysis::budget::{self, WorkBudget};
use crate::analysis::condition::ReadingSet;
use crate::analysis::instrument::{Purpose, purposes};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::model::attention::{self, Slots};
use crate::model::{self, Brackets, Built, Choice, IncludedInstrument, ModelFinding, Reading, Treaty};
use crate::rules::{Check, CheckContext, RuleRef};
use crate::source::{FileId, Source, Span};
use crate::syntax::ast::Draft;
use std::cell::Cell;
use std::collections::BTreeSet;

/// Fewer readings than this are not worth a thread of their own.
const FEWEST: usize = 512;

/// Whether nobody waits for the answer any more. It is asked between the steps of a check.
pub type CancelFn<'s> = dyn Fn() -> bool + Sync + 's;

/// For those who wait for the answer, however long it takes.
pub(super) fn never() -> bool {
    false
}

/// Who is asked, and of what.
#[derive(Clone, Copy)]
pub(super) struct CheckRequest<'t> {
    pub(super) catalogue: &'t [RuleRef],
    pub(super) settings: &'t Settings,
    pub(super) brackets: &'t Brackets<'t>,
    pub(super) stop: &'t CancelFn<'t>,
}

impl CheckRequest<'_> {
    pub(super) fn stopped(self) -> bool {
        (self.stop)()
    }
}

/// What the model of a reading is made from.
#[derive(Clone, Copy)]
pub(super) struct ReadingSource<'t, 'd> {
    pub(super) source: &'t Source,
    pub(super) draft: &'d Draft,
    pub(super) included: &'d [IncludedInstrument<'t, 'd>],
}

/// A finding, and the readings in which it holds.
#[derive(Clone, Debug)]
pub(super) struct ReadingFinding {
    pub(super) finding: Diagnostic,
    pub(super) readings: ReadingSet,
    /// Whether one such finding of the model is enough for the whole draft; `None` if it comes from a rule.
    pub(super) once: Option<bool>,
    /// Which of several findings with the same words at the same place.
    nth: u32,
    /// The last reading in which it was found.
    last: usize,
}

/// The rules that say what a value that is still to be agreed leaves open, with a label on it.
const HOLES_TOLD: &[&str] = &[
    "creep/no-growth-rule",
    "creep/no-role-change-rule",
    "deployment/cap-missing",
    "deployment/role-undefined",
    "deployment/timing-unspecified",
];

/// What some readings gave.
#[derive(Debug, Default)]
pub(super) struct FindingsByReading {
    pub(super) joined: Vec<ReadingFinding>,
    pub(super) errors: Vec<InternalError>,
    /// What the readings set out to do.
    pub(super) purposes: BTreeSet<Purpose>,
    places: FxHashMap<(RuleId, FileId, Span), Vec<u32>>,
}

impl FindingsByReading {
    /// Leaves of each finding of the model of which one is enough, in each reading, the first.
    pub(super) fn say_once(&mut self) {
        let mut order: Vec<usize> = (0..self.joined.len()).filter(|it| self.joined[*it].once == Some(true)).collect();
        order.sort_by_key(|it| self.joined[*it].finding.primary.span);
        let mut said: FxHashMap<(RuleId, String), ReadingSet> = FxHashMap::default();
        for at in order {
            let it = &mut self.joined[at];
            let said = said.entry((it.finding.rule.clone(), it.finding.message.clone())).or_default();
            it.readings.subtract(said);
            said.unite(&it.readings);
        }
        self.joined.retain(|it| !it.readings.is_empty());
    }

    /// Leaves out that a value is still to be agreed, in the readings in which another rule says what that leaves open.
    pub(super) fn subsume_holes(&mut self) {
        let mut told = Vec::new();
        for it in self.joined.iter().filter(|it| HOLES_TOLD.contains(&&*it.finding.rule)) {
            let labels = it.finding.related.iter();
            told.extend(labels.map(|label| (label.file, label.span, it.finding.severity, it.readings.clone())));
        }
        for it in self.joined.iter_mut().filter(|it| &*it.finding.rule == "drafting/unresolved-hole") {
            let (place, weight) = (it.finding.primary.span, it.finding.severity);
            for (file, span, severity, readings) in &told {
                if *file == it.finding.primary.file && span.contains(place) && *severity <= weight {
                    it.readings.subtract(readings);
                }
            }
        }
        self.joined.retain(|it| !it.readings.is_empty());
    }

    /// Notes a finding of a reading; gives its number.
    fn add(&mut self, finding: Diagnostic, once: Option<bool>, reading: usize) -> u32 {
        let known = self.places.entry(finding.place()).or_default();
        let mut nth = 0;
        for number in known.iter() {
            let it = &mut self.joined[*number as usize];
            if it.once != once || it.finding.message != finding.message {
                continue;
            }
            if it.last == reading && it.readings.contains(reading) {
                nth += 1;
                continue;
            }
            it.readings.insert(reading);
            it.last = reading;
            // A defect that weighs more in another reading is shown as it is there.
            if finding.severity < it.finding.severity {
                it.finding = finding;
            }
            return *number;
        }
        let number = self.joined.len() as u32;
        known.push(number);
        let mut readings = ReadingSet::default();
        readings.insert(reading);
        self.joined.push(ReadingFinding { finding, readings, once, nth, last: reading });
        number
    }

    /// Notes that some findings hold in a reading as well.
    fn note(&mut self, findings: &[u32], reading: usize) {
        for number in findings {
            let it = &mut self.joined[*number as usize];
            it.readings.insert(reading);
            it.last = reading;
        }
    }

    /// Takes in what other readings gave.
    pub(super) fn join(&mut self, other: Self) {
        for theirs in other.joined {
            let known = self.places.entry(theirs.finding.place()).or_default();
            let same = known.iter().find(|number| {
                let ours = &self.joined[**number as usize];
                ours.once == theirs.once && ours.nth == theirs.nth && ours.finding.message == theirs.finding.message
            });
            if let Some(number) = same {
                let ours = &mut self.joined[*number as usize];
                ours.readings.unite(&theirs.readings);
                if theirs.finding.severity < ours.finding.severity {
                    ours.finding = theirs.finding;
                }
            } else {
                known.push(self.joined.len() as u32);
                self.joined.push(theirs);
            }
        }
        self.purposes.extend(other.purposes);
        self.errors.extend(other.errors.into_iter().filter(|it| !self.errors.contains(it)).collect::<Vec<_>>());
    }
}

/// The model of a reading, with its findings at the levels that the user wants.
pub(super) fn build<'t>(asked: CheckRequest<'t>, text: ReadingSource<'t, '_>, reading: &'t Reading) -> Built<'t> {
    let ReadingSource { source, draft, included } = text;
    let settings = asked.settings;
    let mut built =
        model::build(source.file, &source.text, draft, asked.brackets, reading, &settings.assumed, included);
    // The model reports at what it reads; the clause that a reader looks up is the one that holds the place.
    built.diagnostics.retain_mut(|it| {
        it.finding.clause = None;
        settings.weigh(&mut it.finding)
    });
    built
}

/// What a rule could not say, since it would take too many steps.
fn not_worked_out(treaty: &Treaty<'_>, defect: &str) -> Diagnostic {
    let place = match treaty.head.title {
        Some(_) => treaty.head.title_span,
        None => treaty.own_provisions().next().map_or_else(Span::default, |it| it.head),
    };
    let message = format!("not fully examined: whether {defect}");
    let mut finding = Diagnostic::new("model/not-worked-out", Severity::Error, treaty.file, place, message);
    finding.help("split the draft, or let fewer provisions and bodies depend on several others at once");
    finding
}

/// Goes from reading to reading, and remembers what each rule answered.
pub(super) struct ReadingRunner<'t> {
    asked: CheckRequest<'t>,
    /// What each rule answered, by its place in the catalogue.
    answers: Vec<RuleResults>,
    /// What the model said of each article with brackets, and of everything else.
    said: Vec<ArticleFindings>,
    /// What there is to see at some places, and what of it the reading that is visited shows.
    views: Vec<BracketView>,
    /// The number of each of some places in `views`.
    known: FxHashMap<Slots, usize>,
    /// How many steps the rules of suites may still take.
    steps: u64,
    /// What each rule and fact may take.
    allowance: WorkBudget,
    pub(super) harvest: FindingsByReading,
}

/// The numbers of findings by what a view showed.
type ByShown = FxHashMap<u32, Box<[u32]>>;

/// What a rule answered: for a view, the numbers of its findings by what was shown.
type RuleResults = Vec<(usize, ByShown)>;

/// What the model said of an article.
struct ArticleFindings {
    article: Option<Span>,
    /// What of the brackets it depends on.
    view: usize,
    known: ByShown,
}

/// What somebody sees who looks at some places: the choices in certain brackets.
struct BracketView {
    brackets: Vec<u32>,
    /// Each choice that was shown, by number.
    shown: FxHashMap<Box<[Choice]>, u32>,
    /// The reading that shows a choice now, and the number of that choice.
    now: (usize, u32),
}

/// How many steps the rules of suites may take together in a text of so many bytes: a second or so in a text of some pages.
const fn steps(length: usize) -> u64 {
    20_000_000 + 100 * length as u64
}

impl<'t> ReadingRunner<'t> {
    pub(super) fn new(asked: CheckRequest<'t>, length: usize, readings: usize) -> Self {
        let answers = vec![RuleResults::new(); asked.catalogue.len()];
        let mut visitor = Self {
            asked,
            answers,
            said: Vec::new(),
            views: Vec::new(),
            known: FxHashMap::default(),
            steps: steps(length),
            allowance: WorkBudget::of(length, readings),
            harvest: FindingsByReading::default(),
        };
        let outside = asked.brackets.articles.iter().find(|it| it.0.is_none()).map_or(Slots::NONE, |it| it.1);
        let articles = asked.brackets.articles.iter().copied().filter(|it| it.0.is_some());
        for (article, slots) in std::iter::once((None, outside)).chain(articles) {
            let view = visitor.view(slots);
            visitor.said.push(ArticleFindings { article, view, known: FxHashMap::default() });
        }
        visitor
    }

    /// Visits the readings behind the first, on as many threads as the user allows.
    pub(super) fn visit_rest(&mut self, text: ReadingSource<'t, '_>, readings: &'t [Reading]) {
        let threads = self.asked.settings.threads.min(readings.len() / FEWEST).max(1);
        let share = (readings.len() - 1).div_ceil(threads).max(1);
        let mut parts = readings[1..].chunks(share).zip((1..).step_by(share));
        let own = parts.next();
        let (asked, total) = (self.asked, readings.len());
        std::thread::scope(|scope| {
            let others: Vec<_> = parts
                .map(|(part, first)| {
                    scope.spawn(move || {
                        let mut visitor = ReadingRunner::new(asked, text.source.text.len(), total);
                        visitor.visit_all(text, part, first);
                        visitor.harvest
                    })
                })
                .collect();
            if let Some((part, first)) = own {
                self.visit_all(text, part, first);
            }
            for thread in others {
                match thread.join() {
                    Ok(part) => self.harvest.join(part),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
        });
    }

    fn visit_all(&mut self, text: ReadingSource<'t, '_>, readings: &'t [Reading], first: usize) {
        for (number, reading) in (first..).zip(readings) {
            if self.asked.stopped() {
                return;
            }
            let (articles, rules) = self.open(number, reading);
            // Where everything is known, no model is made.
            if articles.is_empty() && rules.is_empty() {
                continue;
            }
            let built = guarded("the model", &mut self.harvest.errors, || build(self.asked, text, reading));
            if let Some(mut built) = built {
                let found = std::mem::take(&mut built.diagnostics);
                self.answer(number, &articles, &rules, found, &built.treaty);
            }
        }
    }

    /// Asks for everything in a reading that is not known yet.
    pub(super) fn ask(&mut self, number: usize, found: Vec<ModelFinding>, treaty: &Treaty<'_>) {
        let (articles, rules) = self.open(number, treaty.reading);
        self.answer(number, &articles, &rules, found, treaty);
    }

    /// Notes what is known of a reading; gives the articles of which and the rules from which nothing is known.
    fn open(&mut self, number: usize, reading: &Reading) -> (Vec<usize>, Vec<usize>) {
        let CheckRequest { catalogue, settings, .. } = self.asked;
        let articles = (0..self.said.len()).filter(|article| {
            let shown = self.shown(self.said[*article].view, number, reading);
            let known = self.said[*article].known.get(&shown);
            known.map(|it| self.harvest.note(it, number)).is_none()
        });
        let articles = articles.collect();
        let asks = |at: &usize| {
            settings.level(*at).is_some() && matches!(catalogue[*at].check, Check::Reading(_) | Check::Written(_))
        };
        let rules = (0..catalogue.len()).filter(asks).filter(|rule| !self.recall(*rule, number, reading)).collect();
        (articles, rules)
    }

    /// Takes what the model says of articles, and asks rules.
    fn answer(
        &mut self,
        number: usize,
        articles: &[usize],
        rules: &[usize],
        found: Vec<ModelFinding>,
        treaty: &Treaty<'_>,
    ) {
        budget::allow(self.allowance);
        let CheckRequest { catalogue, settings, brackets, .. } = self.asked;
        let mut said: Vec<Vec<u32>> = vec![Vec::new(); self.said.len()];
        for ModelFinding { finding, unit, once } in found {
            let article = self.said.iter().position(|it| it.article == unit).unwrap_or(0);
            if articles.contains(&article) {
                let number = self.keep(finding, Some(once), number, treaty);
                said[article].push(number);
            }
        }
        for article in articles {
            let shown = self.shown(self.said[*article].view, number, treaty.reading);
            self.said[*article].known.insert(shown, std::mem::take(&mut said[*article]).into());
        }
        let further = purposes(treaty, &self.harvest.purposes);
        self.harvest.purposes.extend(further);
        let facts = Facts::new(treaty);
        let steps = Cell::new(self.steps);
        let context = CheckContext { model: treaty, facts: &facts, options: &settings.options, steps: &steps };
        for rule in rules {
            if self.asked.stopped() {
                return;
            }
            let asked = &catalogue[*rule];
            let mut findings = Vec::new();
            let errors = &mut self.harvest.errors;
            let (((), spent), seen) = attention::watch(|| {
                budget::watch(|| {
                    let mut sink = settings.sink(*rule, &asked.id, treaty.file, &mut findings);
                    guarded(&asked.id, errors, || asked.look(&context, &mut sink));
                })
            });
            if spent.unfinished {
                let mut finding = not_worked_out(treaty, &asked.summary);
                if settings.weigh(&mut finding) {
                    findings.push(finding);
                }
            }
            if let Some(written) = &asked.written {
                // What is wrong with a suite is found by its rules, and has a rule of its own.
                findings.retain_mut(|it| it.rule == asked.id || settings.weigh(it));
                for finding in &mut findings {
                    finding.ignorable = written.ignorable;
                }
            }
            let numbers = findings.into_iter().map(|it| self.keep(it, None, number, treaty)).collect();
            // A draft without brackets has one reading, and nobody will ask again.
            if brackets.is_empty() {
                continue;
            }
            let view = self.view(seen);
            let shown = self.shown(view, number, treaty.reading);
            let known = &mut self.answers[*rule];
            let at = known.iter().position(|it| it.0 == view).unwrap_or_else(|| {
                known.push((view, FxHashMap::default()));
                known.len() - 1
            });
            known[at].1.insert(shown, numbers);
        }
        self.steps = steps.get();
    }

    /// Notes what a rule answers in a reading, if that is known.
    fn recall(&mut self, rule: usize, number: usize, reading: &Reading) -> bool {
        for at in 0..self.answers[rule].len() {
            let shown = self.shown(self.answers[rule][at].0, number, reading);
            if let Some(numbers) = self.answers[rule][at].1.get(&shown) {
                self.harvest.note(numbers, number);
                return true;
            }
        }
        false
    }

    /// The view of somebody who looked at some places.
    fn view(&mut self, seen: Slots) -> usize {
        *self.known.entry(seen).or_insert_with(|| {
            let counts = |it: &&model::BracketText<'_>| it.slots == Slots::NONE || it.slots.meet(seen);
            let brackets = self.asked.brackets.all.iter().filter(counts).map(|it| it.id.0).collect();
            self.views.push(BracketView { brackets, shown: FxHashMap::default(), now: (usize::MAX, 0) });
            self.views.len() - 1
        })
    }

    /// The number of what a view shows in a reading.
    fn shown(&mut self, view: usize, number: usize, reading: &Reading) -> u32 {
        let BracketView { brackets, shown, now } = &mut self.views[view];
        if now.0 != number {
            let choices: Box<[Choice]> = brackets.iter().map(|it| reading.choices()[*it as usize]).collect();
            let next = shown.len() as u32;
            *now = (number, *shown.entry(choices).or_insert(next));
        }
        now.1
    }

    /// Joins a finding to the others; one that is new names its clause.
    fn keep(&mut self, finding: Diagnostic, once: Option<bool>, reading: usize, treaty: &Treaty<'_>) -> u32 {
        let known = self.harvest.joined.len();
        let number = self.harvest.add(finding, once, reading);
        for joined in &mut self.harvest.joined[known..] {
            citation::cite(treaty, std::slice::from_mut(&mut joined.finding));
        }
        number
    }
}

#[cfg(test)]
mod tests;
