//! Cures applied to a draft, pass after pass, until nothing is left to apply.

use super::Report;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Severity};
use crate::engine::check;
use crate::model::applied;
use crate::source::Source;
use crate::syntax;

/// So many passes are made: a cure may bring out what another cures.
const MOST_PASSES: usize = 10;

/// A draft with cures applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// How many cures were applied.
    pub count: usize,
    /// How many more there are that need a person's look.
    pub left: usize,
}

/// Applies the cures that a check of a draft offers: the safe ones, and those that change what the draft means if they are
/// wanted. `first` is what the check of the draft as it stands found; `keep` takes out of a report what may stand. Cures
/// that meet at one place are applied in different passes; one after which the draft can't be read as well as before is
/// left out.
pub fn fix(
    source: &Source,
    first: Report,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
    unsafe_too: bool,
    keep: &dyn Fn(&mut Report),
) -> Fixed {
    let mut now = source.clone();
    // Each text that was there, with how many cures it took.
    let mut seen: Vec<(String, usize)> = Vec::new();
    let mut count = 0;
    let mut report = first;
    loop {
        keep(&mut report);
        let own = report.findings.iter().filter(|it| it.primary.file == now.file);
        let (chosen, left) = choose(own, unsafe_too);
        let mended = if seen.len() < MOST_PASSES { mend(&now, &chosen) } else { None };
        let Some((text, applied)) = mended else {
            return Fixed { text: now.text.to_string(), count, left };
        };
        seen.push((now.text.to_string(), count));
        count += applied;
        // Cures that undo each other would go round for ever: the first of their texts stays.
        if let Some((text, count)) = seen.iter().find(|it| it.0 == text).cloned() {
            return Fixed { text, count, left };
        }
        now = Source::new(now.file, now.name.as_ref(), text);
        report = check(&now, settings, read);
    }
}

/// For each finding the cure that may be applied, those that meet an earlier one left out; and how many more there are that
/// are not safe.
fn choose<'f>(findings: impl Iterator<Item = &'f Diagnostic>, unsafe_too: bool) -> (Vec<&'f Fix>, usize) {
    let mut chosen: Vec<&Fix> = Vec::new();
    let mut left = 0;
    for finding in findings {
        let of = |safety: Safety| finding.fixes.iter().find(move |it| it.safety == safety);
        let fix = of(Safety::Safe).or_else(|| of(Safety::Unsafe).filter(|_| unsafe_too));
        let Some(fix) = fix else {
            left += usize::from(of(Safety::Unsafe).is_some());
            continue;
        };
        let meets = |other: &&Fix| fix.edits.iter().any(|a| other.edits.iter().any(|b| touch(a, b)));
        if !chosen.iter().any(meets) {
            chosen.push(fix);
        }
    }
    (chosen, left)
}

/// Whether two edits change the same words, or stand side by side.
fn touch(a: &Edit, b: &Edit) -> bool {
    a.span.start <= b.span.end && b.span.start <= a.span.end
}

/// The text with cures applied, and how many; nothing if there is none that leaves it as readable as it was.
fn mend(source: &Source, chosen: &[&Fix]) -> Option<(String, usize)> {
    let unread = |text: &str| {
        let found = syntax::parse(source.file, text).diagnostics;
        found.iter().filter(|it| it.severity == Severity::Error).count()
    };
    let with = |fixes: &[&Fix]| {
        let mut edits: Vec<Edit> = fixes.iter().flat_map(|it| it.edits.iter().cloned()).collect();
        edits.sort_by_key(|it| it.span);
        applied(&source.text, &edits)
    };
    let before = unread(&source.text);
    let good = |text: &str| *text != *source.text && unread(text) <= before;
    let all = with(chosen);
    if !chosen.is_empty() && good(&all) {
        return Some((all, chosen.len()));
    }
    // One of them does harm: they are tried one after the other.
    let mut kept: Vec<&Fix> = Vec::new();
    for fix in chosen {
        kept.push(fix);
        if !good(&with(&kept)) {
            kept.pop();
        }
    }
    (!kept.is_empty()).then(|| (with(&kept), kept.len()))
}
