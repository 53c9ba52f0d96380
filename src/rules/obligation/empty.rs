//! A promise names no act.

use crate::analysis::coverage::{AttackPlace, EventSurvey};
use crate::model::{Actors, DetailKind, Object, Provision, RefTarget, Sentence};
use crate::rules::prelude::*;
use crate::rules::wording::{called, protected, s, subject};
use crate::syntax::ast::{Modal, ProvisionKind};

declare_rule! {
    /// ## What it checks
    /// An obligation, guarantee or assurance says what is to be done. The rule reports a promise without a sentence, one
    /// whose verb says nothing by itself (`act`, `take`, `ensure`) and that names no means and no object, and a promise to
    /// *guarantee* something where no duty of the draft says what the guarantors then do.
    ///
    /// It reports as well a promise of which a permission (`need not`) frees everybody who owes it.
    ///
    /// ## Why it matters
    /// "We guarantee" is a title, not a duty. Nobody can be said to have broken it, and nobody plans, pays or trains for
    /// it. The protected State gives something for it (neutrality, weapons, land) and gets a word; a parliament votes for a
    /// promise whose price comes later.
    ///
    /// ## Precedent
    /// The five Powers placed Belgium under their guarantee in 1839 and named no act. When the guarantee of Luxembourg was
    /// debated in 1867, the British government read the same kind of words as binding nobody alone.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party BEL "Kingdom of the Belgians"  is beneficiary
    /// party FRA "Kingdom of France"        is guarantor
    /// party GBR "United Kingdom"           is guarantor
    /// guarantee neutrality-of-belgium {  #~ obligation/empty: `neutrality-of-belgium` states no operative
    ///     guarantors shall guarantee BEL
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party BEL "Kingdom of the Belgians"  is beneficiary
    /// party FRA "Kingdom of France"        is guarantor
    /// party GBR "United Kingdom"           is guarantor
    /// guarantee neutrality-of-belgium {
    ///     guarantors shall guarantee BEL
    ///     breach leads to defence
    /// }
    /// obligation defence {
    ///     each of guarantors shall defend BEL
    ///     by armed-force
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of London (1839), article 1
    /// - Treaty of London on Luxembourg (1867), article 2
    "obligation/empty" {
        summary: "a promise states no operative act",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let frees = |it: &Provision<'_>| it.sentences.iter().any(|it| it.modal == Some(Modal::NeedNot));
    let cases = cx.model.threat.cases.iter().filter(|_| cx.model.own_provisions().any(frees));
    let surveys: Vec<_> =
        cases.map(|it| EventSurvey::new(cx.facts, Some(it), &["armed-attack"], AttackPlace::Territory)).collect();
    for provision in cx.model.own_provisions() {
        let promises =
            matches!(provision.kind, ProvisionKind::Obligation | ProvisionKind::Guarantee | ProvisionKind::Assurance);
        if !promises {
            continue;
        }
        if let Some(why) = emptiness(cx, provision) {
            report(cx, sink, provision, why);
        } else if let Some(freeing) = surveys.iter().map(|it| it.freeing(provision)).find(|it| !it.is_empty()) {
            let message =
                format!("nobody owes {}: another clause releases each actor that it binds", called(provision));
            let finding = sink.report(provision.name_span, message);
            for it in freeing {
                finding.label(it.name_span, "releases those bound");
            }
            finding.counterexample("the event occurs, and each invokes the clause that releases it");
            finding.help("bind an actor that is not released, or state when the other clause releases: `if …`");
        }
    }
}

/// Why a promise is empty.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EmptyReason {
    /// It has no sentence.
    Silent,
    /// Its verb says nothing.
    Bare,
    /// It guarantees, and nothing says what that means.
    Guaranteed,
}

fn emptiness<'a>(cx: &CheckContext<'a>, provision: &Provision<'a>) -> Option<EmptyReason> {
    if provision.sentences.is_empty() {
        return Some(EmptyReason::Silent);
    }
    if has_content(provision) {
        return None;
    }
    let mut why = None;
    for sentence in &provision.sentences {
        why = match sentence.verb {
            "guarantee" | "guaranteed" if !is_answered(cx, sentence) => Some(EmptyReason::Guaranteed),
            "act" | "take" | "ensure" | "do" | "respond" | "undertake" | "implement" | "measure"
                if says_nothing(sentence) =>
            {
                Some(EmptyReason::Bare)
            }
            _ => return None,
        };
    }
    why
}

/// Whether means, an amount, the bearer's own judgement or a hole stand for the content.
fn has_content(provision: &Provision<'_>) -> bool {
    provision.details.iter().any(|detail| match &detail.kind {
        DetailKind::Means(_) | DetailKind::Amount(_) | DetailKind::Discretion(_) => true,
        DetailKind::BreachLeadsTo(target) => matches!(target, RefTarget::Provision(_) | RefTarget::Hole),
        _ => false,
    })
}

/// Whether a sentence names at most to whom something is done.
fn says_nothing(sentence: &Sentence<'_>) -> bool {
    sentence.objects.iter().all(|object| matches!(object, Object::Actors(_)))
}

/// Whether a duty of the draft says what some of those who guarantee then do.
fn is_answered<'a>(cx: &CheckContext<'a>, sentence: &Sentence<'a>) -> bool {
    let hole = |object: &Object<'_>| matches!(object, Object::Word(word) if word.hole);
    let helping = |bearer: &Actors<'a>| {
        cx.model.members(bearer, None).iter().any(|id| cx.facts.helping().binary_search(id).is_ok())
    };
    sentence.objects.iter().any(hole) || sentence.bearer.as_ref().is_some_and(helping)
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, provision: &Provision<'_>, why: EmptyReason) {
    let named = called(provision);
    let message = match why {
        EmptyReason::Silent => format!("{named} imposes no obligation"),
        EmptyReason::Bare | EmptyReason::Guaranteed => format!("{named} states no operative act"),
    };
    let finding = sink.report(provision.name_span, message);
    if let Some(sentence) = provision.sentences.first() {
        let words = if why == EmptyReason::Guaranteed {
            "a word of status, without a duty"
        } else {
            "what act, by what means?"
        };
        finding.label(sentence.verb_span, words);
    }
    let bearer = provision.sentences.iter().find(|it| it.bearer.is_some());
    let (who, several) = bearer.map_or_else(|| ("guarantors".to_owned(), true), |it| subject(cx.model, it));
    let protected = protected(cx.model);
    finding.counterexample(format!(
        "the event occurs and {who} send{} a diplomatic note: {named} is performed",
        s(several)
    ));
    let each = if bearer.is_none() { "each of " } else { "" };
    let duty = format!("{each}{who} shall assist {protected} by weapons, intelligence, armed-force");
    match why {
        EmptyReason::Guaranteed => {
            finding.help(format!("add an obligation upon breach, `obligation defence {{ {duty} }}`, and write `breach leads to defence` here"));
            finding.help(format!("or state the act here: `{duty}`"));
        }
        EmptyReason::Silent | EmptyReason::Bare => {
            finding.help(format!("state the act and the means: `{duty}`"));
            finding.help("if the choice is to remain open, say so, with a minimum: `discretion as-deemed-necessary`");
        }
    }
}
