//! A letter is its owner's, and speaks of what another owes.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// A letter, minute or exchange of notes `of` somebody binds whose it is. No sentence in it says what another owes.
    ///
    /// ## Why it matters
    /// Nobody is bound by what another writes, unless it has accepted it in writing. Such a duty looks like one, and its
    /// bearer owes nothing: it counts here as an expectation. The rule serves the beneficiary who counts on it, and whoever is
    /// spoken of.
    ///
    /// ## Precedent
    /// The letters that the President of the United States wrote to both sides beside the treaty between Egypt and Israel of
    /// 26 March 1979 say what the United States will do, and bind neither Egypt nor Israel.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party ISR "State of Israel" is beneficiary
    /// state USA "United States of America"
    /// state FRA "French Republic"
    /// letter of USA "26 March" {
    ///     obligation observe { FRA shall station "observers" }  #~ bound-by-anothers-letter: the letter is of `USA`
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party ISR "State of Israel" is beneficiary
    /// state USA "United States of America"
    /// letter of USA "26 March" {
    ///     obligation observe { USA shall station "observers" }
    /// }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), articles 34 and 35
    "obligation/bound-by-anothers-letter" {
        summary: "a letter says what another than its owner owes",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    for (id, span) in &model.unbound {
        let provision = model.provision(*id);
        let Some(owner) = model.owner_of(provision.unit).filter(|_| provision.file == model.file) else { continue };
        let Some(sentence) = provision.sentences.iter().find(|it| it.span == *span) else { continue };
        let (owner, bearer) = (model.name(owner), sentence.bearer_span.of(model.text));
        let finding =
            sink.report(sentence.bearer_span, format!("the letter is of `{owner}`: `{bearer}` owes nothing by it"));
        finding.here("another's letter");
        finding.counterexample(format!("{bearer} does nothing: it has promised nothing"));
        finding.help(format!("let {bearer} write a letter of its own, or put the duty into the treaty"));
    }
}
