//! A draft with open brackets is checked in one reading.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Square brackets hold what is not agreed. A check reads the draft without them: proposals to insert are left out, of rival
    /// texts the first is taken. Interpretations of agreed words (`reads:`) are no brackets in this sense.
    ///
    /// ## Why it matters
    /// A defect may stand in the text of one side only. A check of one reading says nothing of the others.
    ///
    /// ## Precedent
    /// The draft of April 2022 holds both sides' texts of one article: in the one, the aggressor can stop the guarantee; in the other
    /// it can't.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// party FRA "French Republic" is guarantor
    /// [ UKR: party TUR "Republic of Türkiye" is guarantor ]  #~ model/unbracketed-reading
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// party FRA "French Republic" is guarantor
    /// party TUR "Republic of Türkiye" is guarantor
    /// ```
    ///
    /// ## References
    /// - Draft Treaty on Ukraine's neutrality and security guarantees (Istanbul, 15 April 2022), as published
    "model/unbracketed-reading" {
        summary: "a draft with open brackets is checked in one reading",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Mediator],
        check: check,
    }
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let mut open = cx.model.brackets.iter().filter(|it| !it.interpretation);
    let Some(first) = open.next() else { return };
    let count = 1 + open.count();
    let words = if count == 1 { "one bracket is open".to_owned() } else { format!("{count} brackets are open") };
    sink.report(
        first.span,
        format!("{words}: the draft is checked without what they propose to insert, and with the first of rival texts"),
    )
    .here("the first of them")
    .help("to check another reading, put its text first, or in the place of the bracket");
}
