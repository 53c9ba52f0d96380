//! Others dispose of the protected party's territory or protection without it.

use crate::analysis::Power;
use crate::rules::play::{quoted, subject};
use crate::rules::prelude::*;
use crate::rules::wording::listed;
use crate::source::Span;

declare_rule! {
    /// ## What it checks
    /// A power over the territory or the status of a protected party (to move a line or hand over an area, to
    /// change the roles or the ceiling of forces on its territory, to amend the treaty) can be used although that party says
    /// no. Where everybody protects everybody, nobody is bypassed by a vote that it may lose like any other. What an
    /// aggressor can impose is reported by `veto/aggressor-can-force` alone.
    ///
    /// ## Why it matters
    /// A guarantee that lets others dispose of what it guarantees is worth less than none: its friends may give away
    /// what its enemy could not take. The rule serves the beneficiary, and spares the guarantors a decision that they
    /// would be asked to take in a crisis.
    ///
    /// ## Precedent
    /// At Munich in 1938 four Powers settled the frontier of Czechoslovakia, which was not at the table, and left what
    /// remained to an international commission. In August 2025 European leaders answered talk of exchanged territories
    /// by saying that only Ukraine decides about its territory.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// party FRA "French Republic"           is guarantor
    /// line Contact-Line "line of contact" within UKR { de-jure UKR }
    /// permission adjust-the-line {
    ///     guarantors may adjust Contact-Line  #~ beneficiary-bypassed: the permission `adjust-the-line`
    ///     decided by majority of guarantors
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// party FRA "French Republic"           is guarantor
    /// line Contact-Line "line of contact" within UKR { de-jure UKR }
    /// permission adjust-the-line {
    ///     guarantors may adjust Contact-Line
    ///     decided by majority of guarantors and consent of UKR
    /// }
    /// ```
    ///
    /// ## References
    /// - Agreement concluded at Munich (29 September 1938), paragraphs 3 to 6
    /// - Vienna Convention on the Law of Treaties (1969), article 34: no duties of a third State without its consent
    "veto/beneficiary-bypassed" {
        summary: "others dispose of the protected party's territory or protection without it",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for bypass in cx.facts.bypassed() {
        // That an aggressor can impose the decision is reported by its own rule.
        if cx.facts.forced().iter().any(|it| (it.power, it.holder) == (bypass.power, bypass.holder)) {
            continue;
        }
        let who = quoted(cx, &bypass.bypassed);
        let plain = listed(cx.model, &bypass.bypassed);
        let holder = subject(cx, bypass.holder);
        let (message, here, play) = match bypass.power {
            Power::Amendment => (
                format!("the treaty can be amended without the consent of {who}"),
                "does not require its consent",
                format!("all but {plain} agree: the text that protects it is amended"),
            ),
            Power::Change => (
                format!("{holder} can be changed without the consent of {who}, whose territory it concerns"),
                "does not require its consent",
                format!("{plain} objects: the change on its territory proceeds"),
            ),
            _ => (
                format!("{holder} takes effect without the consent of {who}, whose territory it concerns"),
                "disposes of its territory",
                format!("{plain} objects: its territory is disposed of"),
            ),
        };
        let finding = sink.report(bypass.site, message);
        finding.here(here).counterexample(play);
        let first = first_line(cx, bypass.site);
        if first != bypass.site && bypass.site.is_own() {
            finding.move_to(first);
        }
        match bypass.power {
            Power::Amendment | Power::Change => {
                finding.help(format!(
                    "require the consent of the protected party: add `and consent of {plain}` to the decision"
                ));
            }
            _ => {
                finding
                    .help(format!("require the consent of the protected party: add `subject to consent of {plain}`"));
            }
        }
    }
}

/// The place up to the end of its line.
fn first_line(cx: &CheckContext<'_>, span: Span) -> Span {
    let words = span.of(cx.model.text);
    let end = words.find(['\n', '\r']).map_or(span.end, |at| span.start + words[..at].trim_end().len() as u32);
    Span::new(span.start, end)
}
