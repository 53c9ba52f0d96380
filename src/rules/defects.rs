//! Defects that some readings have and others do not, for the rules that ask on which bracket they turn.

use super::{Conditional, CrossReadingContext};
use crate::analysis::condition::{PresenceCondition, ReadingSet};
use crate::diagnostic::Diagnostic;

/// A defect at one place, in whatever words the readings tell it.
pub(crate) struct Defect<'c> {
    /// The findings that tell it, in the order of the text.
    pub(crate) told: Vec<&'c Conditional>,
    /// The readings that have it.
    pub(crate) readings: ReadingSet,
    /// What they have in common.
    pub(crate) condition: PresenceCondition,
}

/// So many defects are shown with a finding that they lead to.
const SHOWN: usize = 6;

/// Shows defects at their places.
pub(crate) fn show<'c>(finding: &mut Diagnostic, defects: impl IntoIterator<Item = &'c Defect<'c>>) {
    for defect in defects.into_iter().take(SHOWN) {
        let told = defect.finding();
        finding.relate(&told.primary, told.message.clone());
    }
}

/// The defects that hold in some readings and not in others. Findings of one kind at one place are one defect: another
/// reading may tell it with other names.
pub(crate) fn defects<'c, K: PartialEq>(
    cx: &'c CrossReadingContext<'_>,
    kind: impl Fn(&'c Diagnostic) -> Option<K>,
) -> Vec<Defect<'c>> {
    let place = |it: &Conditional| (it.finding.primary.file, it.finding.primary.span);
    let mut found = Vec::new();
    for here in cx.findings.chunk_by(|one, next| place(one) == place(next)) {
        let mut kinds: Vec<(K, Vec<&'c Conditional>)> = Vec::new();
        for told in here {
            let Some(kind) = kind(&told.finding) else { continue };
            match kinds.iter_mut().find(|it| it.0 == kind) {
                Some(known) => known.1.push(told),
                None => kinds.push((kind, vec![told])),
            }
        }
        found.extend(kinds.into_iter().map(|(_, told)| Defect::of(cx, told)));
    }
    found.retain(|it| !it.condition.brackets.is_empty());
    found
}

impl<'c> Defect<'c> {
    fn of(cx: &CrossReadingContext<'_>, told: Vec<&'c Conditional>) -> Self {
        let mut readings = told[0].readings.clone();
        let condition = if told.len() == 1 {
            told[0].condition.clone()
        } else {
            told[1..].iter().for_each(|it| readings.unite(&it.readings));
            cx.visited.condition(&readings)
        };
        Self { told, readings, condition }
    }

    /// The finding that tells it first.
    pub(crate) fn finding(&self) -> &'c Diagnostic {
        &self.told[0].finding
    }

    /// Whether it turns on a bracket.
    pub(crate) fn turns_on(&self, bracket: usize) -> bool {
        self.condition.brackets.contains(&bracket)
    }
}
