//! A duty is written with `may not`, which can be read as a freedom.

use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::syntax::ast::Modal;

declare_rule! {
    /// ## What it checks
    /// No sentence has the operative words `may not`. The check reads them as a prohibition, as most readers do.
    ///
    /// ## Why it matters
    /// "May not deploy forces" forbids in one reading and in the other leaves the choice: may, or may not. In the
    /// languages of a treaty the two readings take different words, so that the translations decide which it was. Whoever
    /// relies on the prohibition loses by the doubt.
    ///
    /// ## Precedent
    /// The Charter of the United Nations forbids with *shall not*, and has *may* for what is free.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party FRA "French Republic"
    /// prohibition no-bases { FRA may not station forces }  #~ drafting/may-not: `no-bases` says `may not`
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party FRA "French Republic"
    /// prohibition no-bases { FRA shall not station forces }
    /// ```
    ///
    /// ## References
    /// - Charter of the United Nations (1945), article 2(4) and (7)
    "drafting/may-not" {
        summary: "a duty is written with `may not`, which can be read as a freedom",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Adversary],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for provision in cx.model.own_provisions() {
        for sentence in provision.sentences.iter().filter(|it| it.modal == Some(Modal::MayNot)) {
            let message = format!("{} says `may not`, which forbids or leaves free", called(provision));
            let finding = sink.report(sentence.span, message);
            finding.here("read as a prohibition");
            finding.help("write `shall not` for a prohibition, `need not` for a freedom");
        }
    }
}
