//! A value that is still to be agreed.

use crate::diagnostic::Severity;
use crate::model::{Hole, ProvisionId, Treaty, TreatyStatus};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::syntax::ast::{ProvisionKind, RoleGroup};

declare_rule! {
    /// ## What it checks
    /// `TBD` stands for a value that is not agreed. Each is listed. At the stage `initialled`, when the text is frozen
    /// and not yet signed, each is an error. Where a missing value has a defect of its own (troops without a role, a
    /// ceiling without a number), the rule on that defect reports it, and this rule is silent.
    ///
    /// ## Why it matters
    /// "To be agreed later" is agreed under worse conditions: the troops have gone home, the sanctions are lifted, and
    /// whoever gains by the gap is asked to close it. The rule serves whoever needs the promise to work on the first
    /// day.
    ///
    /// ## Precedent
    /// The Korean Armistice of 1953 left the settlement to a political conference within three months; the conference
    /// of 1954 ended without one. What the guarantees for Ukraine of 2025 would hold was still undefined when they were
    /// announced.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// supply arms {
    ///     by FRA
    ///     to UKR
    ///     amount TBD  #~ drafting/unresolved-hole: `amount` in `arms`
    ///     per year
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// supply arms {
    ///     by FRA
    ///     to UKR
    ///     amount EUR 500 million
    ///     per year
    /// }
    /// ```
    ///
    /// ## References
    /// - Korean Armistice Agreement (1953), paragraph 60
    "drafting/unresolved-hole" {
        summary: "a value is still to be agreed",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    // What a signed text leaves open can't be filled in any more.
    let frozen = cx.model.head.stage == Some(TreatyStatus::Initialled);
    let severity = if frozen { Severity::Error } else { Severity::Advice };
    for hole in &cx.model.holes {
        let provision = hole.provision.map(|id| named(cx.model, id));
        let holder = provision.or_else(|| hole.actor.map(|id| format!("`{}`", cx.model.name(id))));
        let place = holder.map_or(String::new(), |it| format!(" in {it}"));
        let what = match hole.of {
            "" => "a value".to_owned(),
            phrase if phrase.starts_with("a ") => phrase.to_owned(),
            word => format!("`{word}`"),
        };
        let mut sink = sink.weighing(severity);
        let finding = sink.report(hole.span, format!("{what}{place} is still to be agreed"));
        if frozen {
            finding.label(cx.model.head.stage_span, "the text is frozen");
        }
        if let Some(example) = example(cx.model, hole) {
            finding.help(format!("settle it: `{example}`"));
        }
    }
}

/// A provision by its name, a final clause by its keyword.
fn named(model: &Treaty<'_>, id: ProvisionId) -> String {
    let provision = model.provision(id);
    if provision.name.is_empty() && provision.kind.is_final() {
        format!("`{}`", provision.kind.as_str())
    } else {
        called(provision)
    }
}

/// What could stand there, in the names of this draft.
fn example(model: &Treaty<'_>, hole: &Hole<'_>) -> Option<String> {
    let provision = hole.provision.map(|id| model.provision(id));
    let kind = provision.map(|it| it.kind);
    let guarantors = named_role(model, RoleGroup::Guarantors).unwrap_or("parties");
    let beneficiary = match model.bearers_of(RoleGroup::Beneficiaries)[..] {
        [only] => model.name(only),
        _ => "the victim",
    };
    let norm = kind.is_some_and(ProvisionKind::is_norm);
    Some(match hole.of {
        "by" if norm => "by weapons, intelligence, airspace-closure".to_owned(),
        "by" if kind.is_some_and(ProvisionKind::is_final) => format!("by two-thirds of {guarantors}"),
        "by" if kind == Some(ProvisionKind::Verification) => "by OSCE".to_owned(),
        "by" => format!("by {guarantors}"),
        "in" => format!("in {beneficiary}"),
        "roles" => "roles only training, maintenance".to_owned(),
        "timing" => "timing standing".to_owned(),
        "ceiling" => "ceiling 900 personnel".to_owned(),
        "at most" => "at most 900 personnel".to_owned(),
        "amount" => "amount USD 500 million".to_owned(),
        "kind" if kind == Some(ProvisionKind::Ceasefire) => "kind general".to_owned(),
        "decided" => format!("decided by each of {guarantors}"),
        "decides" => "decides by two-thirds of members".to_owned(),
        "members" => format!("members {guarantors}, {beneficiary}"),
        "consent of" => format!("consent of {beneficiary}"),
        "requested by" => format!("requested by {beneficiary}"),
        "starts" | "starting" => "starts 2027-01-01T00:00 Europe/Kyiv".to_owned(),
        "upon" if kind == Some(ProvisionKind::EntryIntoForce) => {
            format!("upon ratification by {beneficiary} and 3 of {guarantors}")
        }
        "upon" => "upon entry into force".to_owned(),
        "a clock" => "within 72 hours".to_owned(),
        "duration" | "a term" => "10 years renewable automatically".to_owned(),
        "every" => "every 30 days".to_owned(),
        "notice" => "notice 12 months".to_owned(),
        "command" | "lead" => {
            let first = model.bearers_of(RoleGroup::Guarantors).first().map(|it| model.name(*it))?;
            format!("{} {first}", hole.of)
        }
        _ => return None,
    })
}

fn named_role(model: &Treaty<'_>, role: RoleGroup) -> Option<&'static str> {
    (!model.bearers_of(role).is_empty()).then(|| role.plural())
}
