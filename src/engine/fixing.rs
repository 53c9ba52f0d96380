//! Fixes applied to a draft, pass after pass, until none is left that does what it promises: its finding is gone, and
//! nothing is worse.

use super::Report;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Severity};
use crate::engine::{CancelFn, check, check_until};
use crate::model::applied;
use crate::source::{Source, Span};
use crate::syntax;

/// So many passes are made: a fix may bring out what another fixes.
const MOST_PASSES: usize = 100;

/// So many trials are made in a pass, where fixes that are tried together do harm.
const MOST_TRIALS: usize = 100;

/// A draft with fixes applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// How many fixes were applied.
    pub count: usize,
    /// How many more there are that need a person's look.
    pub left: usize,
    /// How many were taken back: the finding would be there still, or the draft would be worse.
    pub withheld: usize,
}

/// A finding with a fix of it.
type FixCandidate<'f> = (&'f Diagnostic, &'f Fix);

/// A draft with what is found in it.
struct FixState {
    source: Source,
    report: Report,
    /// How much of it can't be read.
    unread: usize,
}

/// What a trial of fixes has shown.
enum FixVerdict {
    /// All their findings are gone.
    Good(Box<FixState>),
    /// Those of some are not, by their numbers.
    Stay(Vec<usize>),
    /// The draft is worse.
    Harm,
}

/// Applies the fixes that a check of a draft offers: the safe ones, and those that change what the draft means if they are
/// wanted. `first` is what the check of the draft as it stands found; `keep` takes out of a report what may stand. Fixes
/// that meet at one place are applied in different passes. A fix is taken back if its finding stays, if the draft can't be
/// read as well as before, or if a fix that changes what the draft means brings more errors than it clears.
pub fn fix(
    source: &Source,
    first: Report,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
    unsafe_too: bool,
    keep: &dyn Fn(&mut Report),
) -> Fixed {
    let state = |source: Source, mut report: Report| {
        keep(&mut report);
        FixState { unread: unread(&source), source, report }
    };
    let checked = |source: Source| {
        let report = check(&source, settings, read);
        Some(state(source, report))
    };
    let mut now = state(source.clone(), first);
    // Each text that was there, with how many fixes it took.
    let mut seen: Vec<(Source, usize)> = Vec::new();
    let mut count = 0;
    loop {
        let (candidates, left) = candidates(&now, unsafe_too);
        let withheld = candidates.len();
        let next = if seen.len() < MOST_PASSES { pass(&now, &candidates, &checked) } else { None };
        let Some((next, applied)) = next else {
            return Fixed { text: now.source.text.to_string(), count, left, withheld };
        };
        // Fixes that undo each other would go round for ever: the first of their texts stays.
        let before = std::mem::replace(&mut now, next);
        seen.push((before.source, count));
        count += applied;
        if let Some((source, count)) = seen.iter().find(|it| it.0.text == now.source.text) {
            return Fixed { text: source.text.to_string(), count: *count, left, withheld };
        }
    }
}

/// Whether a fix of a finding does what it promises; `false` where nobody waits for the answer any more.
pub fn holds(
    source: &Source,
    report: &Report,
    candidate: (&Diagnostic, &Fix),
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
    keep: &dyn Fn(&mut Report),
    stop: &CancelFn<'_>,
) -> bool {
    let now = FixState { source: source.clone(), report: report.clone(), unread: unread(source) };
    let checked = |source: Source| {
        let mut report = check_until(&source, settings, read, stop)?;
        keep(&mut report);
        Some(FixState { unread: unread(&source), source, report })
    };
    matches!(attempt(&now, &[candidate], &checked), FixVerdict::Good(_))
}

/// How many parts of a draft can't be read.
fn unread(source: &Source) -> usize {
    let found = syntax::parse(source.file, &source.text).diagnostics;
    found.iter().filter(|it| it.severity == Severity::Error).count()
}

/// For each finding the fix that may be applied, the safe ones alone as long as there are any; and how many more there are
/// that are not safe.
fn candidates(now: &FixState, unsafe_too: bool) -> (Vec<FixCandidate<'_>>, usize) {
    let (mut found, mut left) = (Vec::new(), 0);
    for finding in now.report.findings.iter().filter(|it| it.primary.file == now.source.file) {
        let of = |safety: Safety| finding.fixes.iter().find(move |it| it.safety == safety);
        match (of(Safety::Safe), of(Safety::Unsafe)) {
            (Some(fix), _) => found.push((finding, fix)),
            (None, Some(fix)) if unsafe_too => found.push((finding, fix)),
            (None, Some(_)) => left += 1,
            (None, None) => {}
        }
    }
    (found, left)
}

/// The draft after a pass, and how many fixes it took; nothing if none holds. What is safe comes first, since it brings
/// out what the draft means.
fn pass(now: &FixState, candidates: &[FixCandidate<'_>], checked: &RecheckFn<'_>) -> Option<(FixState, usize)> {
    let mut trials = Trials { now, checked, kept: Vec::new(), good: None, left: MOST_TRIALS };
    for safety in [Safety::Safe, Safety::Unsafe] {
        let mut open: Vec<FixCandidate<'_>> = candidates.iter().filter(|it| it.1.safety == safety).copied().collect();
        while !open.is_empty() && trials.good.is_none() {
            let (apart, meeting) = disjoint(&open);
            trials.add(&apart);
            // Those that met one that does not hold have their turn.
            open = meeting;
        }
    }
    let count = trials.kept.len();
    trials.good.map(|it| (it, count))
}

type RecheckFn<'c> = dyn Fn(Source) -> Option<FixState> + 'c;

/// The trials of a pass.
struct Trials<'t, 'f> {
    now: &'t FixState,
    checked: &'t RecheckFn<'t>,
    /// The fixes that hold together.
    kept: Vec<FixCandidate<'f>>,
    /// The draft with them.
    good: Option<FixState>,
    /// How many more trials may be made.
    left: usize,
}

impl<'f> Trials<'_, 'f> {
    /// Keeps those of some fixes that hold beside those that are kept.
    fn add(&mut self, group: &[FixCandidate<'f>]) {
        let mut group = group.to_vec();
        while !group.is_empty() && self.left > 0 {
            self.left -= 1;
            let tried: Vec<FixCandidate<'f>> = self.kept.iter().chain(&group).copied().collect();
            match attempt(self.now, &tried, self.checked) {
                FixVerdict::Good(next) => {
                    (self.kept, self.good) = (tried, Some(*next));
                    return;
                }
                FixVerdict::Stay(which) if which.iter().all(|it| *it >= self.kept.len()) => {
                    let mut at = self.kept.len()..;
                    group.retain(|_| at.next().is_some_and(|it| !which.contains(&it)));
                }
                _ if group.len() == 1 => return,
                // Some of them do harm: those are found by halves.
                _ => {
                    let half = group.split_off(group.len() / 2);
                    self.add(&group);
                    group = half;
                }
            }
        }
    }
}

/// Applies fixes that do not meet, and looks what has come of it.
fn attempt(now: &FixState, tried: &[FixCandidate<'_>], checked: &RecheckFn<'_>) -> FixVerdict {
    let mut edits: Vec<Edit> = tried.iter().flat_map(|it| it.1.edits.iter().cloned()).collect();
    edits.sort_by_key(|it| it.span);
    let text = applied(&now.source.text, &edits);
    if *text == *now.source.text {
        return FixVerdict::Harm;
    }
    let Some(next) = checked(Source::new(now.source.file, now.source.name.as_ref(), text)) else {
        return FixVerdict::Harm;
    };
    let stays = |it: &FixCandidate<'_>| stays(now, &next, it.0, &edits);
    let stay: Vec<usize> = tried.iter().enumerate().filter(|it| stays(it.1)).map(|it| it.0).collect();
    let is_safe = tried.iter().all(|it| it.1.safety == Safety::Safe);
    match () {
        () if next.unread > now.unread || (!is_safe && next.errors() > now.errors()) => FixVerdict::Harm,
        () if stay.is_empty() => FixVerdict::Good(Box::new(next)),
        () => FixVerdict::Stay(stay),
    }
}

/// Whether a finding is there still, where its place is now: in the same words, or in words that were not there before.
fn stays(before: &FixState, after: &FixState, finding: &Diagnostic, edits: &[Edit]) -> bool {
    let place = finding.primary.span;
    let now = moved(place, edits);
    let same = |it: &&Diagnostic| it.rule == finding.rule && it.message == finding.message;
    let said = |state: &FixState, place: Span| {
        state.of(&finding.rule).filter(|it| meets(it.primary.span, place)).filter(same).count()
    };
    let is_new = |it: &Diagnostic| !before.of(&finding.rule).any(|old| old.message == it.message);
    said(after, now) >= said(before, place)
        || after.of(&finding.rule).any(|it| is_new(it) && overlap(it.primary.span, now))
}

impl FixState {
    /// What a rule finds in the draft, whether or not it may stand.
    fn of<'s>(&'s self, rule: &'s str) -> impl Iterator<Item = &'s Diagnostic> {
        let all = self.report.findings.iter().chain(&self.report.suppressed);
        all.filter(move |it| it.rule == rule && it.primary.file == self.source.file)
    }

    fn errors(&self) -> usize {
        self.report.findings.iter().filter(|it| it.severity == Severity::Error).count()
    }
}

/// Where a place is after edits, with what was put in at its ends.
fn moved(place: Span, edits: &[Edit]) -> Span {
    let at = |offset: u32, is_end: bool| {
        let (mut come, mut gone) = (0, 0);
        for Edit { span, text } in edits {
            let length = text.len() as u32;
            if span.end < offset || (span.end == offset && (is_end || span.start < offset)) {
                (come, gone) = (come + length, gone + span.len());
            } else if span.start < offset {
                return span.start + come - gone + if is_end { length } else { 0 };
            } else {
                break;
            }
        }
        offset + come - gone
    };
    let start = at(place.start, false);
    Span::new(start, at(place.end, true).max(start))
}

/// The candidates without those that meet an earlier one, and those.
fn disjoint<'f>(candidates: &[FixCandidate<'f>]) -> (Vec<FixCandidate<'f>>, Vec<FixCandidate<'f>>) {
    let mut apart: Vec<FixCandidate<'_>> = Vec::new();
    let mut meeting = Vec::new();
    for candidate in candidates {
        let touch = |other: &FixCandidate<'_>| {
            candidate.1.edits.iter().any(|a| other.1.edits.iter().any(|b| meets(a.span, b.span)))
        };
        if apart.iter().any(touch) { &mut meeting } else { &mut apart }.push(*candidate);
    }
    (apart, meeting)
}

/// Whether two places share words, or stand side by side.
fn meets(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}

/// Whether two places share words.
fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn fixed(text: &str) -> Fixed {
        let source = Source::new(FileId(0), "draft.treaty", text);
        let first = check(&source, &Settings::all(), &|_| None);
        fix(&source, first, &Settings::all(), &|_| None, true, &|_| ())
    }

    #[test]
    fn a_fix_that_does_not_clear_its_finding_is_taken_back() {
        // The clause that is being typed takes in what is put behind it.
        let draft = "party UKR \"Ukraine\" is beneficiary, host\nparty FRA \"France\" is guarantor\n\
                     deployment trainers { by FRA in UKR timing standing roles only }\n";
        let once = fixed(draft);
        assert!(once.withheld > 0 && once.text == draft, "{once:?}");
        let twice = fixed(&once.text);
        assert_eq!((twice.count, &twice.text), (0, &once.text));
    }

    #[test]
    fn a_name_that_is_wrong_in_many_places_is_replaced_in_all() {
        let duties = "obligation { FRB shall assist UKR by weapons }\n".repeat(30);
        let draft = format!("party UKR \"Ukraine\" is beneficiary\nparty FRA \"France\" is guarantor\n{duties}");
        let fixed = fixed(&draft);
        assert_eq!(fixed.text.matches("FRB").count(), 0, "{}", fixed.text);
    }

    #[test]
    fn places_move_with_edits() {
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.to_owned() };
        let edits = [edit(2, 2, "ab"), edit(4, 6, ""), edit(8, 10, "xyz")];
        let moved = |start, end| {
            let it = moved(Span::new(start, end), &edits);
            (it.start, it.end)
        };
        assert_eq!(moved(0, 1), (0, 1));
        assert_eq!((moved(2, 3), moved(0, 2)), ((2, 5), (0, 4)));
        assert_eq!((moved(4, 6), moved(5, 7), moved(6, 7)), ((6, 6), (6, 7), (6, 7)));
        assert_eq!((moved(9, 9), moved(8, 12), moved(10, 11)), ((8, 11), (8, 13), (11, 12)));
    }
}
