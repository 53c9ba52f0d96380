//! A proposal that no reading saves from an error.

use crate::analysis::condition::ReadingSet;
use crate::diagnostic::Severity;
use crate::model::{BracketText, Choice};
use crate::rules::brackets;
use crate::rules::defects::{self, Defect, defects};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Each text of a bracket can be taken without an error: in some reading that takes it, nothing is wrong but what
    /// is wrong in every reading. Leaving a proposal out is a choice too. Where not all readings are checked, only
    /// errors count that turn on the bracket itself. The rule looks at the errors that other rules find, and knows only
    /// those that run.
    ///
    /// ## Why it matters
    /// A proposal that fails on every way to close the other brackets cannot be remedied by giving way elsewhere. Whoever
    /// trades it for something has bought nothing, and whoever holds on to it should know that it does not work even
    /// where it wins. The rule serves both sides and whoever mediates.
    ///
    /// ## Precedent
    /// In the draft of Istanbul of April 2022 the Russian text of Article 5 let the guarantors act on a decision of all
    /// of them, the Russian Federation among them. Whichever guarantors and whichever kinds of help the other brackets
    /// leave, the attacker can block the help.
    ///
    /// ## Example
    /// ```treaty,bad
    /// #@ rules: drafting/unworkable-alternative, veto/aggressor-veto
    /// party UKR "Ukraine"                     is beneficiary
    /// party RUS "Russian Federation"          is guarantor
    /// party FRA "French Republic"             is guarantor
    /// [ UKR: party TUR "Republic of Türkiye"  is guarantor ]
    /// assume { potential aggressor RUS against UKR }
    /// article 5 "Assistance" {
    ///     trigger attack {
    ///         on armed-attack against UKR
    ///         [ RUS: decided by unanimity of guarantors  #~ drafting/unworkable-alternative: where the text of RUS is  #~ veto/aggressor-veto
    ///         | UKR: decided by each of guarantors ]
    ///     }
    ///     guarantee assistance {
    ///         upon attack
    ///         each of guarantors shall assist UKR
    ///         by weapons
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// #@ rules: drafting/unworkable-alternative, veto/aggressor-veto
    /// party UKR "Ukraine"                     is beneficiary
    /// party RUS "Russian Federation"          is guarantor
    /// party FRA "French Republic"             is guarantor
    /// [ UKR: party TUR "Republic of Türkiye"  is guarantor ]
    /// assume { potential aggressor RUS against UKR }
    /// article 5 "Assistance" {
    ///     trigger attack {
    ///         on armed-attack against UKR
    ///         [ FRA: decided by two-thirds of guarantors excluding the attacker
    ///         | UKR: decided by each of guarantors ]
    ///     }
    ///     guarantee assistance {
    ///         upon attack
    ///         each of guarantors shall assist UKR
    ///         by weapons
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - Draft Treaty on Ukraine's neutrality and security guarantees (Istanbul, 15 April 2022), as published
    "drafting/unworkable-alternative" {
        summary: "a choice in a bracket entails an error in every reading that another choice avoids",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor, Mediator],
        across: check,
    }
}

fn check(cx: &CrossReadingContext<'_>, sink: &mut Sink<'_>) {
    let errors = defects(cx, |it| (it.severity == Severity::Error).then_some(&it.rule));
    for bracket in cx.visited.brackets.all.iter().filter(|it| !it.interpretation) {
        let number = bracket.id.0 as usize;
        if !errors.iter().any(|it| it.turns_on(number)) {
            continue;
        }
        let counted: Vec<&Defect<'_>> =
            errors.iter().filter(|it| cx.visited.exhaustive || it.turns_on(number)).collect();
        let mut wrong = ReadingSet::default();
        for error in &counted {
            wrong.unite(&error.readings);
        }
        let choices: Vec<Chosen> = bracket.choices().into_iter().map(|it| Chosen::of(cx, number, it, &wrong)).collect();
        for chosen in choices.iter().filter(|it| it.is_unworkable()) {
            let free = choices.iter().find(|it| it.free);
            if let Some(free) = free {
                let errors = counted.iter().copied().filter(|it| chosen.readings.meets(&it.readings));
                report(cx, sink, bracket, (chosen.choice, free.choice), errors);
            }
        }
    }
}

/// What the readings give that choose something in a bracket.
struct Chosen {
    choice: Choice,
    readings: ReadingSet,
    /// Whether one of them has no error.
    free: bool,
}

impl Chosen {
    fn of(cx: &CrossReadingContext<'_>, bracket: usize, choice: Choice, wrong: &ReadingSet) -> Self {
        let all = cx.visited.readings;
        let readings: ReadingSet = (0..all.len()).filter(|it| all[*it].choices()[bracket] == choice).collect();
        let free = !readings.without(wrong).is_empty();
        Self { choice, readings, free }
    }

    fn is_unworkable(&self) -> bool {
        !self.free && !self.readings.is_empty()
    }
}

fn report<'c>(
    cx: &CrossReadingContext<'_>,
    sink: &mut Sink<'_>,
    bracket: &BracketText<'_>,
    (choice, free): (Choice, Choice),
    errors: impl Iterator<Item = &'c Defect<'c>>,
) {
    let number = bracket.id.0 as usize;
    let when = cx.visited.chosen(number, choice);
    let checked = if cx.visited.exhaustive { "" } else { " checked" };
    let message = format!("{when}, every reading{checked} has an error that another choice avoids");
    let place = match choice.taken() {
        Some(text) => brackets::first_line_of(cx, bracket.alternatives[text].span),
        None => brackets::first_line(cx, bracket),
    };
    let finding = sink.report(place, message);
    defects::show(finding, errors);
    finding.help(format!(
        "choose otherwise: {}, at least one reading has none of these errors",
        cx.visited.chosen(number, free)
    ));
}
