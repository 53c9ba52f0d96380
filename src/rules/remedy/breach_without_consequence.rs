//! Those who may attack owe something, and nothing follows if they break it.

use crate::model::Provision;
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, called, untainted};

declare_rule! {
    /// ## What it checks
    /// What an assumed aggressor owes (to respect, to refrain, to leave, to keep a ceasefire or a limit) has a consequence
    /// somewhere in the text if it is broken: `breach leads to`, a trigger or sanction on the breach, an attack that a duty
    /// to help answers, something that waits for the performance, a force between the sides that may enforce it, or a court
    /// or arbitrator.
    ///
    /// A duty that has a day is reported by `timing/deadline-no-consequence`. Talks are no consequence. What an organ
    /// decides in a resolution, and a text that says that it does not bind, are left aside.
    ///
    /// ## Why it matters
    /// The text then rests on the word of the one against whom it was made. When the word is broken the others are where they
    /// were without it, and have to agree anew. The beneficiary loses, which mostly paid for that word.
    ///
    /// ## Precedent
    /// The first three paragraphs of the Budapest memorandum (1994) have Ukraine's borders respected and no force and no
    /// economic coercion used against it. In 2014 nothing in the text followed from their breach but talks.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// prohibition respect-borders {  #~ breach-without-consequence: nothing follows from a breach of `respect-borders`
    ///     RUS shall not change "the borders of Ukraine"
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// prohibition respect-borders { RUS shall not change "the borders of Ukraine" }
    /// trigger borders-changed {
    ///     on breach of respect-borders
    ///     decided by FRA
    /// }
    /// obligation assist {
    ///     upon borders-changed
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Memorandum on Security Assurances, Budapest (1994), paragraphs 1 to 3 and 6
    "remedy/breach-without-consequence" {
        summary: "those who may attack owe something, and nothing follows if they break it",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary],
        check: check,
    }
}

/// So many duties are named in the message.
const NAMED: usize = 4;

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let unanswered = cx.facts.unanswered().iter().filter(|it| it.deadline.is_none());
    let duties: Vec<&Provision<'_>> = unanswered.map(|it| cx.model.provision(it.duty)).collect();
    let Some(first) = duties.first() else { return };
    let mut names: Vec<String> = duties.iter().take(NAMED).map(|it| called(it)).collect();
    match duties.len().saturating_sub(NAMED) {
        0 => {}
        1 => names.push("one more duty".to_owned()),
        more => names.push(format!("{more} more duties")),
    }
    let message = format!("nothing follows from a breach of {}", crate::diagnostic::join_list(&names, "or"));
    let finding = sink.report(first.name_span, message);
    for other in duties.iter().skip(1).take(NAMED - 1) {
        finding.label(other.name_span, "nor from a breach of this");
    }
    let attacker = attacker(cx.model);
    finding.counterexample(format!(
        "{attacker} breaks {}: the text gives nobody a duty, a right or a finding against it",
        called(first)
    ));
    let name = if first.name.is_empty() { "…" } else { first.name };
    finding.help(format!(
        "let the breach open something: `trigger breach-found {{ on breach of {name} decided by majority of {} }}`, and \
         help or sanctions `upon breach-found`",
        untainted(cx.model)
    ));
    finding.help("or name what follows in the duty itself: `breach leads to …`");
}
