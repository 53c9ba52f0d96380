//! Who provides what.

use super::describer::Describer;
use super::{Clause, Measure, Providers, SinglePoint};
use crate::analysis::providers::single_points;
use crate::model::ProvisionId;
use crate::syntax::ast::RoleGroup;

/// The matrix of measures and those who give them.
pub(super) fn providers(describer: &Describer<'_, '_>) -> Providers {
    let measures = describer.facts.measures();
    let mut columns = describer.treaty.bearers_of(RoleGroup::Guarantors);
    columns.extend(measures.iter().flat_map(|it| &it.promised).flat_map(|it| &it.by).map(|it| it.0));
    columns.sort_unstable();
    columns.dedup();
    let rows = measures.iter().map(|measure| {
        let mut clauses: Vec<ProvisionId> = measure.promised.iter().map(|it| it.provision).collect();
        clauses.dedup();
        let clauses: Vec<Clause> = clauses.into_iter().map(|it| describer.provision(it)).collect();
        let providers = describer.facts.providers(measure.name).map_or(0, |it| it.len());
        Measure {
            name: measure.name.to_owned(),
            cells: columns.iter().map(|it| measure.of(*it).map(|how| how.words().to_owned())).collect(),
            clauses,
            providers,
            open_ended: measure.is_open_ended(),
            redundancy: providers.checked_sub(1).filter(|_| !measure.is_open_ended()),
            unallocated: measure.is_unallocated(),
        }
    });
    Providers {
        measures: rows.collect(),
        guarantors: describer.names(&columns),
        single_points: single_points(describer.facts)
            .into_iter()
            .map(|(actor, measures)| SinglePoint {
                actor: describer.name(actor),
                measures: measures.iter().map(|it| it.name.to_owned()).collect(),
            })
            .collect(),
    }
}
