//! The clause that a finding stands in, in the treaty's own numbering: `Article 5, trigger attack-on-ukraine`.

use crate::diagnostic::Diagnostic;
use crate::model::{ProvisionId, Treaty};

/// Names the clause of every finding in the draft that does not name it itself.
pub(super) fn cite(model: &Treaty<'_>, findings: &mut [Diagnostic]) {
    for finding in findings.iter_mut().filter(|it| it.clause.is_none() && it.primary.file == model.file) {
        let at = finding.primary.span.start;
        finding.clause = provision_at(model, at)
            .map(|provision| model.clause_path(provision))
            .or_else(|| model.unit_at(at).map(|unit| model.unit_path(unit)));
    }
}

/// The innermost provision of the draft that holds a place.
fn provision_at(model: &Treaty<'_>, offset: u32) -> Option<ProvisionId> {
    let own = model.provisions.partition_point(|it| it.file == model.file);
    let after = model.provisions[..own].partition_point(|it| it.span.start <= offset);
    let nearest = &model.provisions[after.checked_sub(1)?];
    let ladder = nearest.ladder.map(|ladder| model.provision(ladder));
    [Some(nearest), ladder].into_iter().flatten().find(|it| offset < it.span.end).map(|it| it.id)
}
