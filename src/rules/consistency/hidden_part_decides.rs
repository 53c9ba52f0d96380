//! What a secret or unpublished part says opens, shuts or narrows what the public text promises.

use crate::model::{RefTarget, Treaty, Unit};
use crate::rules::prelude::*;
use crate::rules::terms;
use crate::rules::wording::part_called;
use crate::source::Span;
use crate::syntax::ast::Modal;

declare_rule! {
    /// ## What it checks
    /// No provision that is published takes its meaning from a part that is secret or unpublished: who or what a name
    /// stands for, when a promise is open, who is freed from it.
    ///
    /// ## Why it matters
    /// The protected State, its parliament and the adversary read the public text and count on it. What the secret part
    /// takes away nobody can plead, and nobody is deterred by what only the signatories know. A parliament that approved the
    /// public text has not approved this one.
    ///
    /// ## Precedent
    /// The agreement of mutual assistance between the United Kingdom and Poland of 25 August 1939 speaks of aggression by a
    /// European Power; its secret protocol says that Germany alone is meant. Poland was attacked by the Soviet Union on 17
    /// September.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party GBR "United Kingdom"      is guarantor
    /// party POL "Republic of Poland"  is beneficiary
    /// state DEU "Germany"
    /// article 1 {
    ///     trigger attack {
    ///         on armed-attack by European-Power against POL  #~ hidden-part-decides: the meaning of
    ///         decided by each of GBR
    ///     }
    ///     obligation assist {
    ///         upon attack
    ///         GBR shall assist POL
    ///         by weapons
    ///     }
    /// }
    /// protocol "Additional" is integral, secret {
    ///     group European-Power = DEU
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party GBR "United Kingdom"      is guarantor
    /// party POL "Republic of Poland"  is beneficiary
    /// state DEU "Germany"
    /// article 1 {
    ///     trigger attack {
    ///         on armed-attack by European-Power against POL
    ///         decided by each of GBR
    ///     }
    ///     obligation assist {
    ///         upon attack
    ///         GBR shall assist POL
    ///         by weapons
    ///     }
    /// }
    /// protocol "Additional" is integral, published {
    ///     group European-Power = DEU
    /// }
    /// ```
    ///
    /// ## References
    /// - Agreement of Mutual Assistance between the United Kingdom and Poland, and secret protocol, London (25 August 1939)
    /// - Covenant of the League of Nations (1919), article 18; Charter of the United Nations, article 102
    "consistency/hidden-part-decides" {
        summary: "a secret or unpublished part decides what the public text promises",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Adversary, HomeParliament],
        check: check,
    }
}

/// So many places that depend on one name are shown.
const SHOWN: usize = 4;

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let hidden: Vec<&Unit<'_>> = model.hidden_parts().collect();
    if hidden.is_empty() {
        return;
    }
    let within = |span: Span| hidden.iter().copied().find(|it| it.span.contains(span));
    let mut told: Vec<RefTarget> = Vec::new();
    // A term has its meaning in quotation marks and in prose too.
    let public = |term: &str| model.terms.iter().any(|it| it.term == term && within(it.span).is_none());
    let defined = |at: usize| within(model.terms[at].span).is_some() && !public(model.terms[at].term);
    let in_words = terms::places(model, defined).into_iter();
    let in_words = in_words.map(|(at, span)| (RefTarget::Term(at as u32), model.terms[at].term, span));
    let uses: Vec<(RefTarget, &str, Span)> =
        model.uses.iter().map(|it| (it.target, it.name, it.span)).chain(in_words).collect();
    for (target, name, span) in &uses {
        if told.contains(target) {
            continue;
        }
        let Some(declared) = model.declared_at(*target).filter(|_| own(model, *target)) else { continue };
        let (public, secret) = (within(*span).is_none(), within(declared));
        // A mention that there is such a part says what is hidden, and is no gate by itself.
        let Some(part) = secret.filter(|part| public && part.head != declared) else { continue };
        told.push(*target);
        let mark = mark(part);
        let message =
            format!("the meaning of `{name}` is determined only by {}, which is {mark}", part_called(part, "the"));
        let finding = sink.report(*span, message);
        finding.here("the public text depends on it").label(declared, format!("defined only here ({mark})"));
        let others = uses.iter().filter(|other| other.0 == *target && other.2 != *span);
        for other in others.filter(|it| within(it.2).is_none()).take(SHOWN) {
            finding.label(other.2, "here too");
        }
        finding.counterexample(format!(
            "a reader of the public text gives `{name}` its ordinary meaning, but another promise is owed"
        ));
        finding.help(format!("define `{name}` in the public text, or publish {}", part_called(part, "the")));
    }
    frees(cx, sink, &within);
}

/// Whether a name is the draft's own.
fn own(model: &Treaty<'_>, target: RefTarget) -> bool {
    match target {
        RefTarget::Actor(id) => model.actor(id).file == model.file && !model.actor(id).prelude,
        RefTarget::Group(id) => model.groups[id.0 as usize].file == model.file,
        RefTarget::Place(id) => model.places[id.0 as usize].file == model.file,
        RefTarget::Unit(id) => model.unit(id).file == model.file,
        RefTarget::Provision(id) => model.provision(id).file == model.file,
        RefTarget::Instrument(_) | RefTarget::Hole | RefTarget::Missing => false,
        RefTarget::Milestone(at) => model.milestones[at as usize].file == model.file,
        RefTarget::Weights(at) => model.weights[at as usize].file == model.file,
        RefTarget::Term(_) => true,
    }
}

/// What a secret part takes away: it frees somebody, or speaks of a public provision by its name.
fn frees<'m>(cx: &CheckContext<'m>, sink: &mut Sink<'_>, within: &dyn Fn(Span) -> Option<&'m Unit<'m>>) {
    let model = cx.model;
    let mut told: Vec<Span> = Vec::new();
    for provision in model.own_provisions() {
        let Some(part) = within(provision.span) else { continue };
        let (called, mark) = (part_called(part, "the"), mark(part));
        for sentence in provision.sentences.iter().filter(|it| it.modal == Some(Modal::NeedNot)) {
            told.push(provision.span);
            let finding = sink.report(
                sentence.modal_span,
                format!("{called}, which is {mark}, releases an actor from what the public text promises"),
            );
            finding.here("not in the public text");
            finding
                .counterexample("the promise falls due: its bearer invokes a text that nobody else knows".to_owned());
            finding.help(format!("state the exception in the promise, or publish {called}"));
        }
    }
    for it in &model.uses {
        let RefTarget::Provision(id) = it.target else { continue };
        let provision = model.provision(id);
        let Some(part) = within(it.span).filter(|_| within(provision.span).is_none() && own(model, it.target)) else {
            continue;
        };
        if told.iter().any(|known| known.contains(it.span)) {
            continue;
        }
        told.push(it.span);
        let (called, mark) = (part_called(part, "the"), mark(part));
        let finding = sink.report(it.span, format!("{called}, which is {mark}, alters `{}`", it.name));
        finding.here("not in the public text").label(provision.name_span, "the public provision");
        finding.counterexample(format!("those who rely on `{}` do not know on what it depends", it.name));
        finding.help(format!("state it in the public text, or publish {called}"));
    }
}

fn mark(part: &Unit<'_>) -> &'static str {
    if part.marks.contains(&"secret") { "secret" } else { "unpublished" }
}
