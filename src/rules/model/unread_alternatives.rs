//! Alternatives that a check has not read.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// A check reads every alternative of every square bracket against the unbracketed text. In a very long draft with
    /// very many brackets it reads as many of them as take no long time, in the order of the text, and says how many it
    /// has left.
    ///
    /// ## Why it matters
    /// What is found in brackets that were not read is not known. Whoever relies on a clean check must know how far it
    /// went. The rule serves everybody who reads the findings.
    ///
    /// ## Precedent
    /// The revised negotiating text for the Copenhagen conference on climate change of 2009 kept the objections of all
    /// parties in square brackets, over some two hundred pages.
    ///
    /// ## Example
    /// A draft of eight megabytes with twelve brackets: seven alternatives are read.
    ///
    /// ## Use instead
    /// Give `--max-readings` a number, or check the articles one by one.
    /// ```treaty,good
    /// party UKR "Ukraine"                     is beneficiary
    /// [ RUS: party BLR "Republic of Belarus"  is guarantor ]
    /// ```
    ///
    /// ## References
    /// - UNFCCC, Ad Hoc Working Group on Long-term Cooperative Action, revised negotiating text, FCCC/AWGLCA/2009/INF.1
    "model/unread-alternatives" {
        summary: "alternatives of square brackets were not read",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        across: check,
    }
}

fn check(cx: &CrossReadingContext<'_>, sink: &mut Sink<'_>) {
    let Some(first) = cx.visited.brackets.all.first().filter(|_| cx.omitted > 0) else { return };
    let read = cx.visited.readings.len() - 1;
    let message = match cx.omitted {
        1 => format!("one alternative was not read; {read} were"),
        omitted => format!("{omitted} alternatives were not read; {read} were"),
    };
    let place = crate::rules::brackets::first_line(cx, first);
    let finding = sink.report(place, message);
    finding.help("raise `--max-readings`, or check the articles one by one");
}
