//! The list of what troops may do is not closed.

use crate::diagnostic::{Fix, Safety};
use crate::model::OpenWord;
use crate::rules::lexical::words_of;
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;
use crate::source::Span;

declare_rule! {
    /// ## What it checks
    /// The roles of a deployment are a closed list: `roles only …`, or a `limited to` beside them. A closed list that
    /// ends in "other tasks" is an open one.
    ///
    /// ## Why it matters
    /// A list without `only` names examples. Trainers who are asked to repair guns, then to guard the depot, then to fire
    /// back stay within it at every step. The guarantor's parliament loses what it voted for, the adversary what it
    /// agreed to, and the beneficiary the day on which the sender goes home because the mission is no longer that one.
    ///
    /// ## Precedent
    /// American advisers in Viet Nam were counted in hundreds in 1960; five years later the ground troops fought. The
    /// contingents that some proposed for Ukraine in 2025 were to be strictly limited to training and maintenance: the
    /// word that does it is `only`.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles training, maintenance  #~ deployment/role-open-list: the list of the roles of `trainers` is
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training, maintenance
    /// }
    /// ```
    ///
    /// ## Options
    /// `words`: words that leave a list open: other, etc, further, similar, related.
    ///
    /// ## References
    /// - Protocol between Egypt and Israel establishing the Multinational Force and Observers (1981), annex: a closed list
    "deployment/role-open-list" {
        summary: "the list of the roles of troops is not exhaustive",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Guarantor, Adversary, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for force in &cx.facts.forces().all {
        let Some(roles) = force.roles.filter(|roles| !roles.words.iter().all(|it| it.hole)) else { continue };
        if !cx.model.is_own(force.provision) {
            continue;
        }
        let tail = roles.words.iter().find(|word| is_open(cx, word));
        if roles.closed && tail.is_none() {
            continue;
        }
        let called = called(force.provision);
        let senders = troops::senders(cx.model, force);
        let named = roles.words.iter().filter(|it| !it.hole && !is_open(cx, it));
        let closed: Vec<String> = named.map(|it| cx.model.quoted(it.span)).collect();
        let play = format!(
            "{senders} may add patrols, then the guarding of depots, then fire support: each step is consistent with the list"
        );
        if let Some(word) = tail {
            let words = cx.model.quoted(word.span);
            let finding = sink.report(word.span, format!("`{words}` leaves the roles of {called} open"));
            finding.counterexample(play).help(format!("specify the tasks in place of {words}"));
            if !closed.is_empty() {
                finding.help(format!("or strike it: `roles only {}`", closed.join(", ")));
            }
        } else {
            let list = closed.join(", ");
            let only = Span::at(roles.span.start + "roles".len() as u32);
            sink.report(roles.span, format!("the list of the roles of {called} is not exhaustive"))
                .counterexample(play)
                .help(format!("close the list: `roles only {list}`"))
                .fix(Fix::replace(Safety::Unsafe, "close the list with `only`", only, " only"));
        }
    }
}

/// Whether quoted words say that there is more.
fn is_open(cx: &CheckContext<'_>, word: &OpenWord<'_>) -> bool {
    word.quoted && !words_of(word.text, &cx.options.open_roles).is_empty()
}
