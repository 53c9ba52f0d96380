//! A duty waits until another guarantor has performed its own.

use crate::model::{ActorId, ActorSet, Object, Provision, RefTarget, Sentence, StepOrder};
use crate::rules::blockade::is_told_to_wait;
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::{called, gives, is_mutual, listed, promisers};
use crate::source::Span;
use crate::syntax::ast::Mode;

declare_rule! {
    /// ## What it checks
    /// No duty depends on the performance of another guarantor: not by `subject to performance of …`, not by the fulfilment,
    /// start or completion of its duty, not by an order of steps, and not because the guarantors act `collectively`, all or none.
    ///
    /// ## Why it matters
    /// Each guarantor then has one more reason to wait, and each may be right. The attacker need not win over all of them,
    /// only the one on whom the others wait. A backstop is a help to those who go first; a condition makes it their master.
    ///
    /// ## Precedent
    /// The Czechoslovak–Soviet treaty of 1935 bound the Soviet Union to help only if France helped first. In September
    /// 1938 France did not, and the Soviet duty never arose. In 1867 the guarantors of Luxembourg promised collectively,
    /// which the British government read as: none without all.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party CSK "Czechoslovak Republic"                is beneficiary
    /// party FRA "French Republic"                      is guarantor
    /// party SUN "Union of Soviet Socialist Republics"  is guarantor
    /// trigger attack {
    ///     on armed-attack against CSK
    ///     decided by each of guarantors
    /// }
    /// obligation french-help {
    ///     upon attack
    ///     FRA shall assist CSK
    ///     by armed-force
    /// }
    /// obligation soviet-help {
    ///     upon attack
    ///     SUN shall assist CSK
    ///     by armed-force
    ///     subject to performance of FRA  #~ conditional-on-other-guarantor: `soviet-help` takes effect only
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party CSK "Czechoslovak Republic"                is beneficiary
    /// party FRA "French Republic"                      is guarantor
    /// party SUN "Union of Soviet Socialist Republics"  is guarantor
    /// trigger attack {
    ///     on armed-attack against CSK
    ///     decided by each of guarantors
    /// }
    /// obligation help {
    ///     upon attack
    ///     each of guarantors shall assist CSK
    ///     by armed-force
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of mutual assistance between Czechoslovakia and the Soviet Union (1935), protocol of signature
    /// - Treaty of London on Luxembourg (1867), article 2
    "gate/conditional-on-other-guarantor" {
        summary: "an obligation depends on performance by another guarantor",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    for wait in cx.facts.waits() {
        let provision = model.provision(wait.provision);
        // The protected State's own performance is a price, not another guarantor.
        let on: ActorSet = wait.on.iter().copied().filter(|id| gives(model, *id)).collect();
        if !on.is_empty() && owes(provision) {
            report(cx, sink, provision, wait.span, &on);
        }
    }
    for provision in model.own_provisions().filter(|it| owes(it)) {
        for sentence in provision.sentences.iter().filter(|it| it.mode == Some(Mode::Collective)) {
            collective(cx, sink, provision, sentence);
        }
    }
    for step in model.steps.iter().filter(|it| it.file == model.file) {
        let (Some(RefTarget::Provision(second)), RefTarget::Provision(first)) = (step.second, step.first) else {
            continue;
        };
        let (first, second) = (model.provision(first), model.provision(second));
        if matches!(step.order, StepOrder::Before | StepOrder::Requires) && owes(first) && owes(second) {
            let bound = bearers(cx, second);
            let on: ActorSet =
                bearers(cx, first).into_iter().filter(|id| gives(model, *id) && !bound.contains(id)).collect();
            if !on.is_empty() && bound.iter().any(|id| gives(model, *id)) {
                report(cx, sink, second, step.span, &on);
            }
        }
    }
}

/// Whether a provision is a promise, not a regime or a final clause.
fn owes(provision: &Provision<'_>) -> bool {
    is_told_to_wait(provision.kind)
}

fn bearers(cx: &CheckContext<'_>, provision: &Provision<'_>) -> ActorSet {
    let bearers = provision.sentences.iter().filter_map(|it| it.bearer.as_ref());
    bearers.flat_map(|it| cx.model.members(it, None)).collect()
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, provision: &Provision<'_>, span: Span, on: &[ActorId]) {
    let model = cx.model;
    let (promise, names) = (called(provision), listed(model, on));
    let has = if on.len() == 1 { "has" } else { "have" };
    let finding = sink.report(span, format!("{promise} takes effect only once {} {has} performed", quoted(cx, on)));
    finding.label(provision.name_span, "depends on it");
    let mut bound = bearers(cx, provision);
    bound.retain(|id| !on.contains(id));
    let owe = if bound.is_empty() {
        "nobody owes anything".to_owned()
    } else {
        format!("no obligation arises for {}", listed(model, &bound))
    };
    let does = if on.len() == 1 { "does" } else { "do" };
    finding.counterexample(format!("{names} {does} nothing: {owe}"));
    finding.help(format!("omit the condition, so that each owes its own part: `each of {} shall …`", promisers(model)));
    let lead = model.name(on[0]);
    finding.help(format!(
        "if the others rely on {lead}, set a time after which they proceed without it: `subject to performance of {lead} within \
         48 hours otherwise proceed`"
    ));
}

/// All or none: each waits for all the others. Where an aggressor is among them, it is a veto and reported as one.
fn collective(cx: &CheckContext<'_>, sink: &mut Sink<'_>, provision: &Provision<'_>, sentence: &Sentence<'_>) {
    let model = cx.model;
    let Some(bearer) = &sentence.bearer else { return };
    let members = model.resolve(bearer, None);
    let vetoed = model.threat.cases.iter().any(|case| members.actors.iter().any(|id| case.bloc.contains(id)));
    let helped = sentence.objects.iter().any(|it| matches!(it, Object::Actors(_)))
        || cx.facts.strength(provision.id).asks().is_some_and(|it| it >= crate::analysis::Strength::SelfJudged);
    if vetoed || members.actors.len() < 2 || !helped || !members.actors.iter().any(|id| gives(model, *id)) {
        return;
    }
    let named = called(provision);
    let place = Span::new(sentence.span.start, sentence.bearer_span.end);
    let finding = sink.report(place, format!("{named} binds all or none: each depends on all the others"));
    finding.here("all together or not at all");
    let (first, rest) = (members.actors[0], &members.actors[1..]);
    finding.counterexample(format!(
        "{} does nothing: no obligation arises for {}",
        model.name(first),
        listed(model, rest)
    ));
    let who = model.quoted(sentence.bearer_span);
    finding.help(format!("let each owe its own part: `each of {who}`"));
    if !is_mutual(model) {
        finding.help(format!("or let each owe the whole even if others fail: `jointly and severally {who}`"));
    }
}
