//! An adjective without a measure decides whether a promise is owed.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use crate::model::{DefinedTerm, Provision, Treaty};
use crate::rules::lexical::{holds, is_measured, words_of};
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, called, protected, words_before};
use crate::source::Span;
use crate::syntax::ast::RoleGroup;

declare_rule! {
    /// ## What it checks
    /// The words on which a promise depends (the events of a trigger or rung, its conditions and exceptions, a quoted
    /// occasion) hold no adjective of degree, such as *significant*, *flagrant* or *sustained*, unless a defined `term`
    /// gives it a measure, a number stands with it, or the ambiguity is declared.
    ///
    /// ## Why it matters
    /// A threshold without a measure is set anew by whoever must act, after the attack, and in its own favour. An attacker
    /// that knows the word stays under it, a small step at a time. Adjectives joined by *and* must all be met: each is one
    /// more way out. Guarantors gain room by it; the protected State pays for it with not knowing what it was promised.
    ///
    /// ## Precedent
    /// Article 4 of the Locarno treaty of 1925 owes help at once for a *flagrant* violation, and leaves others to the
    /// Council. When German troops entered the Rhineland in March 1936 the Council found a breach, and nobody acted. The
    /// guarantee that the United States annexed to its plan of November 2025 asks for an attack that is significant,
    /// deliberate and sustained, all three at once.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// trigger attack {
    ///     on "significant and sustained armed attack" against UKR  #~ threshold-adjective: `significant` and `sustained`
    ///     decided by USA
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// term "significant armed attack" means "20 missile or drone strikes within 24 hours, or the seizure of territory"
    /// trigger attack {
    ///     on "significant armed attack" against UKR
    ///     decided by USA
    /// }
    /// ```
    ///
    /// ## Options
    /// `words`: the words that set a threshold without a measure.
    ///
    /// ## References
    /// - Treaty of mutual guarantee, Locarno (1925), article 4(3)
    /// - Framework agreement annexed to the plan of 28 points (November 2025), as published by the press
    "trigger/threshold-adjective" {
        summary: "an adjective without a measure determines whether a promise is owed",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let defined = Defined::default();
    for provision in cx.model.own_provisions().filter(|it| it.ambiguity.is_none() && !it.kind.is_final()) {
        words_before(provision, &mut |words, span| judge(cx, sink, &defined, provision, words, span));
    }
}

/// What the draft defines; asked for only where an adjective stands.
#[derive(Default)]
struct Defined<'a> {
    provisions: OnceCell<FxHashSet<&'a str>>,
    terms: OnceCell<Vec<&'a DefinedTerm<'a>>>,
}

fn judge<'a>(
    cx: &CheckContext<'a>,
    sink: &mut Sink<'_>,
    defined: &Defined<'a>,
    provision: &Provision<'_>,
    words: &str,
    span: Span,
) {
    let adjectives = &cx.options.threshold_adjectives;
    let mut found = words_of(words, adjectives);
    if found.is_empty() || is_measured(words) {
        return;
    }
    // A word such as `serious-breach` may be a trigger of the draft, which says what it is.
    let declared = || cx.model.own_provisions().map(|it| it.name).collect();
    if defined.provisions.get_or_init(declared).contains(words) {
        return;
    }
    let degrees = || cx.model.terms.iter().filter(|it| !words_of(it.term, adjectives).is_empty()).collect();
    let terms = defined.terms.get_or_init(degrees);
    // A term gives the measure, unless its meaning holds nothing but another adjective.
    let mut circular = None;
    found.retain(|adjective| {
        let Some(term) = terms.iter().find(|it| holds(words, it.term) && holds(it.term, adjective)) else {
            return true;
        };
        let defined = is_measured(term.meaning) || words_of(term.meaning, adjectives).is_empty();
        if !defined {
            circular = Some(term.span);
        }
        !defined
    });
    if found.is_empty() {
        return;
    }
    let named = called(provision);
    let quoted: Vec<String> = found.iter().map(|it| format!("`{it}`")).collect();
    let (listed, decide) = match &quoted[..] {
        [one] => (one.clone(), "determines"),
        [rest @ .., last] => (format!("{} and {last}", rest.join(", ")), "determine"),
        [] => return,
    };
    let finding = sink.report(span, format!("{listed} {decide} whether {named} opens, without a stated measure"));
    finding.here(if found.len() > 1 { "none is defined; each is a loophole" } else { "not defined" });
    if let Some(term) = circular {
        finding.label(term, "its definition contains another adjective");
    }
    let attacker = attacker(cx.model);
    finding.counterexample(format!(
        "{attacker} strikes {} and pauses: the States bound maintain that the attack was not {}",
        protected(cx.model),
        found[found.len() - 1].to_lowercase()
    ));
    remedies(cx.model, finding, words, &found);
}

fn remedies(model: &Treaty<'_>, finding: &mut crate::diagnostic::Diagnostic, words: &str, found: &[&str]) {
    let plain = words.replace('-', " ");
    finding.help(format!(
        "give it a measure: `term \"{plain}\" means \"20 missile or drone strikes within 24 hours, or the seizure of territory\"`"
    ));
    finding.help("name self-evident events: `on armed-attack or incursion or missile-attack`");
    let agreed = if model.bearers_of(RoleGroup::Parties).is_empty() { "" } else { " agreed by parties" };
    finding.help(format!(
        "if the latitude is intended, declare it: `deliberately ambiguous \"what is {} is left open\"{agreed}`",
        found[0]
    ));
}
