//! An article needs two texts of which a bracket leaves one.

use crate::rules::brackets;
use crate::rules::missing::{Exclusive, Missing, exclusive, missing};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// No article refers to two things that stand in alternatives of one bracket, so that whichever text is taken, one
    /// of the references names nothing. The rule looks at what `drafting/dangling-reference` and `names/undefined` find
    /// in the several readings, tells it in one finding, and is silent where they do not run.
    ///
    /// ## Why it matters
    /// Each side has drafted as if its own text were taken, and somebody has joined the two. However the bracket ends,
    /// the article that needs both is broken, and the side that lost the bracket has a reason to say that the article
    /// fell with it. The rule serves all who will have to apply that article.
    ///
    /// ## Precedent
    /// Article 5 of the draft of Istanbul of April 2022 stands in two alternatives: the guarantors act on a decision of
    /// all of them, or each acts for itself. Clauses on how that decision is taken, or on what each does alone, fit one
    /// of the two, and no text that joins them survives the choice.
    ///
    /// ## Example
    /// ```treaty,bad
    /// #@ rules: drafting/exclusive-alternatives, drafting/dangling-reference
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// article 5 "Attack" {
    ///     [ RUS: trigger decision {
    ///         on armed-attack against UKR
    ///         decided by unanimity of guarantors
    ///     }
    ///     | UKR: trigger attack {
    ///         on armed-attack against UKR
    ///         decided by each of guarantors
    ///     } ]
    /// }
    /// article 6 "Assistance" {
    ///     obligation consult {
    ///         upon decision  #~ drafting/exclusive-alternatives: `decision` and `attack` are required
    ///         each of guarantors shall consult UKR
    ///         within 3 days
    ///     }
    ///     obligation assist {
    ///         upon attack
    ///         each of guarantors shall assist UKR
    ///         by weapons
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// #@ rules: drafting/exclusive-alternatives, drafting/dangling-reference
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// article 5 "Attack" {
    ///     trigger attack {
    ///         on armed-attack against UKR
    ///         [ RUS: decided by unanimity of guarantors
    ///         | UKR: decided by each of guarantors ]
    ///     }
    /// }
    /// article 6 "Assistance" {
    ///     obligation consult {
    ///         upon attack
    ///         each of guarantors shall consult UKR
    ///         within 3 days
    ///     }
    ///     obligation assist {
    ///         upon attack
    ///         each of guarantors shall assist UKR
    ///         by weapons
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - Draft Treaty on Ukraine's neutrality and security guarantees (Istanbul, 15 April 2022), as published
    "drafting/exclusive-alternatives" {
        summary: "an article requires two texts that exclude each other",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        across: check,
    }
}

fn check(cx: &CrossReadingContext<'_>, sink: &mut Sink<'_>) {
    let missing = missing(cx);
    for it in exclusive(&missing) {
        report(cx, sink, &missing, &it);
    }
}

fn report(cx: &CrossReadingContext<'_>, sink: &mut Sink<'_>, missing: &[Missing<'_>], found: &Exclusive) {
    let uses: Vec<&Missing<'_>> = found.uses.iter().map(|it| &missing[*it]).collect();
    let names: Vec<&str> = uses.iter().map(|it| &*it.name).collect();
    let all = if names.len() == 2 { "both" } else { "all" };
    let message = format!("{} are required together, but no reading contains {all}", brackets::join_list(&names));
    let bracket = &cx.visited.brackets.all[found.bracket];
    let finding = sink.report(uses[0].told.finding.primary.span, message);
    finding.here("required here");
    for it in &uses[1..] {
        finding.label(it.told.finding.primary.span, format!("and `{}` here", it.name));
    }
    finding.label(brackets::first_line(cx, bracket), "only one of these can be adopted");
    finding.help("let each side write its own reference beside its own text, in the same brackets");
    finding.help(format!(
        "or agree on what {} have in common, and strike the brackets around it",
        brackets::join_list(&names)
    ));
    for it in uses {
        cx.subsume(it.at);
    }
}
