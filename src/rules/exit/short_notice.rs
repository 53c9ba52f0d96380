//! Those who owe help can leave faster than the protected can replace them.

use crate::model::{ActorSet, Length};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::protected;

declare_rule! {
    /// ## What it checks
    /// Where those who owe help may leave the treaty, they give notice of a year at least. A clause on withdrawal that sets no
    /// notice is reported as well; a notice that is still to be agreed belongs to `drafting/unresolved-hole`.
    ///
    /// ## Why it matters
    /// An army, an arms industry or another alliance is not built in half a year. Between the day on which the guarantor leaves
    /// and the day on which something stands in its place, the beneficiary is weaker than if it had never been promised
    /// anything. The rule serves it, and the guarantors who stay.
    ///
    /// ## Precedent
    /// The agreement of the United States with Ukraine of 13 June 2024 can be ended on notice of six months. The North Atlantic
    /// Treaty asks for a year, the treaty of Rio for two.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// obligation assist {
    ///     guarantors shall assist UKR
    ///     by weapons
    /// }
    /// withdrawal { notice 6 months }  #~ short-notice: `FRA` can leave on notice of 6 months
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// obligation assist {
    ///     guarantors shall assist UKR
    ///     by weapons
    /// }
    /// withdrawal { notice 24 months }
    /// ```
    ///
    /// ## Options
    /// - `months`: how many months of notice protection takes to replace. Twelve by default.
    ///
    /// ## References
    /// - Bilateral Security Agreement between the United States of America and Ukraine (13 June 2024)
    /// - North Atlantic Treaty (1949), article 13
    "exit/short-notice" {
        summary: "those who owe help can leave faster than the protected can replace them",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    // Months of 30 days, so that 52 weeks are a year.
    let needed = u64::from(cx.options.exit_notice) * 30 * 1440;
    let adverse = cx.model.threat.adverse();
    for exit in cx.facts.exits() {
        let who: ActorSet = exit.leavers.iter().copied().filter(|it| !adverse.contains(it)).collect();
        let length: Option<Length> = match exit.notice {
            Some((period, _)) => match period.length() {
                Some(length) if cx.facts.minutes(length) < needed => Some(length),
                _ => continue,
            },
            None => None,
        };
        if who.is_empty() {
            continue;
        }
        let clause = cx.model.provision(exit.provision);
        let (named, each) = (quoted(cx, &who), if who.len() > 1 { " each" } else { "" });
        let message = match length {
            Some(length) => format!("{named} can{each} leave on notice of {length}"),
            None => format!("{named} can{each} leave, and the text sets no notice"),
        };
        let finding = sink.report(exit.notice.map_or(clause.name_span, |it| it.1), message);
        finding.here("too short to replace what is lost");
        let (one, whom) = (cx.model.name(who[0]), protected(cx.model));
        let then = length.map_or_else(
            || "the day on which it takes effect is in dispute".to_owned(),
            |it| format!("{it} later {whom} is without it"),
        );
        finding.counterexample(format!("a new government in {one} gives notice: {then}"));
        finding.help(format!(
            "give time to put something in its place: `notice {} months`",
            cx.options.exit_notice.max(24)
        ));
        finding.help("or bind for a first term: `after 10 years`");
    }
}
