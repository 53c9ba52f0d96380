//! Prose refers to an article or annex that the text does not have.

use crate::analysis::prose::{reference, spoken};
use crate::rules::prelude::*;
use crate::syntax::ast::UnitKind;

declare_rule! {
    /// ## What it checks
    /// Each article, annex, chapter and section to which prose refers by its number is in the text. References to other
    /// texts are told by what stands around them, "of the Charter", "thereof", and are left alone, as is what is
    /// quoted. A draft of clauses whose articles are not numbered from the first, nearly without a gap, is taken for a part of a
    /// text, and its references are not followed.
    ///
    /// ## Why it matters
    /// A reference to an article that fell out at the third reading leaves a duty without its condition. Each side
    /// fills the gap with the article that suits it. The rule serves whoever has to apply the text.
    ///
    /// ## Precedent
    /// The Treaty of Amsterdam of 1997 renumbered the articles of the Treaty on European Union; its Article 12 orders
    /// that references to them be adapted, by a table of equivalences. The Vienna Convention has an article on the
    /// correction of such errors.
    ///
    /// ## Example
    /// ```treaty,bad
    /// article 1 "Assistance" {
    ///     text """
    ///         Help is given as Article 9 provides.
    ///         """  #~^ prose/broken-reference: the text has no article `9`
    /// }
    /// article 2 "Means" {
    ///     text """
    ///         Each Party chooses the means.
    ///         """
    /// }
    /// article 3 "Time" {
    ///     text """
    ///         Help comes at once.
    ///         """
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// article 1 "Assistance" {
    ///     text """
    ///         Help is given as Article 2 provides, and Article 51 of the Charter is respected.
    ///         """
    /// }
    /// article 2 "Means" {
    ///     text """
    ///         Each Party chooses the means.
    ///         """
    /// }
    /// article 3 "Time" {
    ///     text """
    ///         Help comes at once.
    ///         """
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Amsterdam (1997), article 12
    /// - Vienna Convention on the Law of Treaties (1969), article 79
    "prose/broken-reference" {
        summary: "prose refers to an article or annex that the text does not have",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let mut whole = None;
    for block in spoken(cx.model) {
        let references = reference::references(&block.text);
        if references.is_empty() || !*whole.get_or_insert_with(|| reference::is_whole(cx.model)) {
            continue;
        }
        for it in references {
            // A text without chapters may still speak of those of another.
            let there =
                reference::exists(cx.model, &it).unwrap_or(!matches!(it.kind, UnitKind::Annex | UnitKind::Article));
            if !there {
                let kind = it.kind.as_str();
                let message = format!("the text has no {kind} `{}`", it.number);
                let finding = sink.report(block.place(it.from, it.to), message);
                finding.help(format!("name the {kind} that is meant, or say of which other text it is a part"));
            }
        }
    }
}
