//! A term is defined but never used.

use rustc_hash::FxHashSet;

use crate::analysis::forces::hyphened;
use crate::diagnostic::{Fix, Safety};
use crate::model::RefTarget;
use crate::rules::prelude::*;
use crate::rules::terms;
use crate::source::{Span, line_end, line_start};

declare_rule! {
    /// ## What it checks
    /// Every `term` is used: as a word of a clause, in quotation marks, in prose, in the meaning of another term, or in
    /// the text of one side that this reading leaves out. Titles and comments use nothing.
    ///
    /// ## Why it matters
    /// A definition that nothing uses is either left over or, worse, its word is spelt another way where it matters:
    /// "armed attack" is defined, and the article speaks of "aggression". Then each side reads the definition into the
    /// article or leaves it out, as it suits. The rule serves whoever relies on the definition.
    ///
    /// ## Precedent
    /// The Charter of the United Nations speaks of aggression, armed attack and breach of the peace in different
    /// articles; what falls under which was argued about until 1974 and after.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// term "armed attack" means "any use of armed force by a State against Ukraine"  #~ drafting/unused-term: `armed attack`
    /// trigger attack {
    ///     on aggression against UKR
    ///     decided by each of guarantors
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// term "armed attack" means "any use of armed force by a State against Ukraine"
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// ```
    ///
    /// ## References
    /// - Charter of the United Nations (1945), articles 39 and 51
    /// - Definition of Aggression, General Assembly resolution 3314 (XXIX) of 1974
    "drafting/unused-term" {
        summary: "a term is defined but never used",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    if model.terms.is_empty() {
        return;
    }
    let mut used = vec![false; model.terms.len()];
    // What a bracketed text uses stands in the words of the draft, whatever is taken.
    for it in model.uses.unnoted() {
        if let RefTarget::Term(at) = it.target {
            used[at as usize] = true;
        }
    }
    if used.iter().all(|it| *it) {
        return;
    }
    let in_words = terms::places(model, |at| !used[at]);
    for (at, _) in in_words {
        used[at] = true;
    }
    let mut seen = FxHashSet::default();
    for (at, term) in model.terms.iter().enumerate() {
        let word = hyphened(term.term);
        // A term that is defined twice is reported as that.
        if !seen.insert(word.clone()) || used[at] {
            continue;
        }
        let finding = sink.report(term.span, format!("`{}` is defined but never used", term.term));
        finding.help(format!("use it where it is meant: `{word}` in a clause, \"{}\" in prose", term.term));
        finding.help("or strike the definition");
        if !model.brackets.all.iter().any(|it| it.span.contains(term.declared)) {
            let line = line(model.text, term.declared);
            finding.fix(Fix::replace(Safety::Safe, "strike the definition", line, ""));
        }
    }
}

/// A declaration with its line, if it has one to itself.
fn line(text: &str, span: Span) -> Span {
    let line = Span::new(line_start(text, span.start), line_end(text, span.end));
    let is_blank = |start: u32, end: u32| text[start as usize..end as usize].trim().is_empty();
    if is_blank(line.start, span.start) && is_blank(span.end, line.end) { line } else { span }
}
