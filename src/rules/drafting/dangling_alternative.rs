//! A choice in a bracket leaves references without what they name.

use crate::rules::brackets;
use crate::rules::missing::{Missing, exclusive, missing};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// What is declared in brackets is used only in the same brackets: whichever text is taken, every reference finds
    /// what it names. The rule gathers what `drafting/dangling-reference` and `names/undefined` find where one bracket
    /// falls one way, tells it in one finding at that bracket, and is silent where they do not run. Uses that exclude
    /// each other are left to `drafting/exclusive-alternatives`.
    ///
    /// ## Why it matters
    /// The sides settle the bracket and look at nothing else. What depended on the text that fell hangs in the air
    /// afterwards: a duty without its trigger, a group with a member that is no party. The rule serves both sides and
    /// whoever mediates: it shows, before the choice, what else the choice decides.
    ///
    /// ## Precedent
    /// Belarus and Türkiye stand in brackets among the guarantors of the draft of Istanbul of April 2022. Each clause
    /// that counts on one of the two falls with its bracket.
    ///
    /// ## Example
    /// ```treaty,bad
    /// #@ rules: drafting/dangling-alternative, names/undefined
    /// party UKR "Ukraine"                     is beneficiary
    /// party FRA "French Republic"             is guarantor
    /// [ UKR: party TUR "Republic of Türkiye"  is guarantor ]  #~ drafting/dangling-alternative: where TUR is not retained, 2
    /// article 5 "Assistance" {
    ///     obligation close-straits {
    ///         TUR shall assist UKR
    ///         by naval-support
    ///     }
    /// }
    /// article 6 "Meetings" {
    ///     obligation meet { FRA, TUR shall meet }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// #@ rules: drafting/dangling-alternative, names/undefined
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// [ UKR:
    ///     party TUR "Republic of Türkiye" is guarantor
    ///     article 5 "Assistance" {
    ///         obligation close-straits {
    ///             TUR shall assist UKR
    ///             by naval-support
    ///         }
    ///     }
    /// ]
    /// article 6 "Meetings" {
    ///     obligation meet { guarantors shall meet }
    /// }
    /// ```
    ///
    /// ## References
    /// - Draft Treaty on Ukraine's neutrality and security guarantees (Istanbul, 15 April 2022), as published
    "drafting/dangling-alternative" {
        summary: "a choice in a bracket leaves references outside it without an object",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        across: check,
    }
}

/// So many uses are shown.
const SHOWN: usize = 8;

fn check(cx: &CrossReadingContext<'_>, sink: &mut Sink<'_>) {
    let missing = missing(cx);
    let excluded: Vec<usize> = exclusive(&missing).into_iter().flat_map(|it| it.uses).collect();
    let mut groups: Vec<Vec<&Missing<'_>>> = Vec::new();
    for (number, it) in missing.iter().enumerate() {
        if it.told.condition.brackets.len() != 1 || excluded.contains(&number) {
            continue;
        }
        match groups.iter_mut().find(|group| group[0].told.condition == it.told.condition) {
            Some(group) => group.push(it),
            None => groups.push(vec![it]),
        }
    }
    for group in groups {
        report(cx, sink, &group);
    }
}

fn report(cx: &CrossReadingContext<'_>, sink: &mut Sink<'_>, uses: &[&Missing<'_>]) {
    let condition = &uses[0].told.condition;
    let bracket = &cx.visited.brackets.all[condition.brackets[0]];
    let Some(when) = cx.visited.clause(condition) else { return };
    let message = match uses.len() {
        1 => format!("{when}, a reference points to nothing"),
        count => format!("{when}, {count} references point to nothing"),
    };
    let finding = sink.report(brackets::first_line(cx, bracket), message);
    for it in uses.iter().take(SHOWN) {
        finding.label(it.told.finding.primary.span, format!("`{}` is absent then", it.name));
    }
    let mut names: Vec<&str> = Vec::new();
    for it in uses {
        if !names.contains(&&*it.name) {
            names.push(&it.name);
        }
    }
    finding.help(format!("place what depends on {} in the same brackets", brackets::join_list(&names)));
    for it in uses {
        cx.subsume(it.at);
    }
}
