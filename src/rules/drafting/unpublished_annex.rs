//! A part of the text is kept secret, or was never published.

use crate::model::{RefTarget, Treaty, Unit, UnitId};
use crate::rules::prelude::*;
use crate::rules::wording::part_called;
use crate::source::Span;

declare_rule! {
    /// ## What it checks
    /// No part of the text is marked `secret` or `unpublished` while its content is not before the reader. Nor does a
    /// hidden part hold promises of its own. What a hidden part that the draft holds does to the public text is reported by
    /// `consistency/hidden-part-decides`.
    ///
    /// ## Why it matters
    /// Parliaments approve what they read, and courts apply what was registered. A promise that stands in the drawer
    /// deters nobody who does not know of it, and its bearer can deny it. What the public text is worth, nobody can say
    /// who has not seen the rest.
    ///
    /// ## Precedent
    /// The Anglo-Polish agreement of 1939 had a secret protocol on which power was meant. Letters to the President of
    /// the Republic of Viet-Nam of 1973 promised what Congress learnt of in 1975. Of the agreement of Saudi Arabia and
    /// Pakistan of 2025 one sentence was published.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party SAU "Kingdom of Saudi Arabia"       is guarantor, beneficiary
    /// party PAK "Islamic Republic of Pakistan"  is guarantor, beneficiary
    /// annex "Full text" is unpublished  #~ drafting/unpublished-annex: the annex “Full text” is unpublished
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party SAU "Kingdom of Saudi Arabia"       is guarantor, beneficiary
    /// party PAK "Islamic Republic of Pakistan"  is guarantor, beneficiary
    /// annex A "Assistance" is integral, published {
    ///     obligation assist {
    ///         each of parties shall supply the victim
    ///         by weapons
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - Charter of the United Nations (1945), article 102; Covenant of the League of Nations (1919), article 18
    "drafting/unpublished-annex" {
        summary: "a part of the text is secret or unpublished",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Adversary, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    for (at, unit) in model.units.iter().enumerate().filter(|it| it.1.file == model.file) {
        let Some(mark) = unit.marks.iter().find(|it| matches!(**it, "secret" | "unpublished")) else { continue };
        let id = UnitId(at as u32);
        if unit.present && (decides(model, unit) || !promises(model, id)) {
            continue;
        }
        let named = part_called(unit, "this");
        let message = if unit.present {
            format!("{named} is {mark}, and holds promises of its own")
        } else {
            format!("{named} is {mark}, and its content is not before the reader")
        };
        let finding = sink.report(unit.head, message);
        finding.counterexample(format!(
            "one side relies on {named}: the other answers that there is no such text, and no court will apply it"
        ));
        finding
            .help("publish and register it: `is published`, and `register with \"Secretariat of the United Nations\"`");
        if !unit.present {
            finding.help("or leave out the mention, and say in the text what is to be public");
        }
    }
}

/// Whether the public text hangs on a hidden part, or the part speaks of the public text: another rule says so.
fn decides(model: &Treaty<'_>, part: &Unit<'_>) -> bool {
    let within = |span: Span| span.is_own() && part.span.contains(span);
    model.uses.iter().any(|it| {
        let Some(declared) = model.declared_at(it.target).filter(|_| !matches!(it.target, RefTarget::Actor(_))) else {
            return false;
        };
        within(it.span) != within(declared) && declared.is_own()
    })
}

/// Whether provisions stand in a part.
fn promises(model: &Treaty<'_>, part: UnitId) -> bool {
    model.own_provisions().any(|it| model.outward(it.unit).any(|unit| unit == part))
}
