//! Help comes only for an attack by one way.

use crate::rules::prelude::*;
use crate::rules::wording::called;

declare_rule! {
    /// ## What it checks
    /// A trigger of help counts an attack by whatever way it comes: not only one `through` a line or `from` a place. One
    /// line of events without such a qualifier is enough.
    ///
    /// Which kinds of attack nobody answers (nuclear ones alone, say) is what `scope/domain-gap` asks.
    ///
    /// ## Why it matters
    /// A missile, a blockade, a landing on another coast and a column through a third State cross no line. Who attacks
    /// chooses the way, and it will not choose the one that the text names. The beneficiary loses.
    ///
    /// ## Precedent
    /// The annex of November 2025 on a guarantee of the United States for Ukraine counts an attack across the agreed
    /// armistice line. The Budapest memorandum promised to seek action only where nuclear weapons are used.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// line Armistice-Line "armistice line" { map "map 1" }
    /// trigger attack {
    ///     on armed-attack against UKR through Armistice-Line  #~ narrowed-by-means: `attack` counts only an attack that comes by one way
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// line Armistice-Line "armistice line" { map "map 1" }
    /// trigger attack {
    ///     on incursion against UKR through Armistice-Line
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Memorandum on Security Assurances, Budapest (1994), paragraph 4
    "trigger/narrowed-by-means" {
        summary: "help comes only for an attack by one way",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for trigger in cx.facts.help_triggers() {
        let provision = cx.model.provision(trigger.provision);
        let Some(vector) = trigger.vector().filter(|_| provision.ambiguity.is_none()) else { continue };
        let (called, words) = (called(provision), cx.model.quoted(vector.span));
        let finding =
            sink.report(vector.span, format!("{called} counts only an attack that comes by one way: `{words}`"));
        finding.here("nothing that goes around this counts");
        finding.counterexample(format!(
            "a missile from the sea, a column through a third State: neither comes by {words}, and {called} stays shut"
        ));
        finding.help("count the attack, whatever its way: leave out `through` and `from`");
        finding.help("or keep that line and add one without it: `on armed-attack against …`");
    }
}
