//! Sanctions are lifted, and nothing brings them back.

use crate::analysis::forces::object_class;
use crate::model::vocabulary::{ObjectClass, verb};
use crate::model::{ActorSet, DetailKind, Object, Provision};
use crate::rules::prelude::*;
use crate::rules::troops::add_clause;
use crate::rules::wording::called;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// Sanctions of which the text says when they are lifted come back when what they were lifted for is undone:
    /// `snapback upon`, other sanctions against the same State that a breach or an attack sets off, or a duty to impose
    /// them anew.
    ///
    /// ## Why it matters
    /// Relief that can't be taken back is a payment, and a payment is no reason to go on performing. The beneficiary loses
    /// what held the other side to its word; a guarantor has to find the votes for new sanctions at the worst of times.
    ///
    /// ## Precedent
    /// Resolution 2231 (2015) of the Security Council lets the resolutions on Iran come back 30 days after a participant
    /// tells of significant non-performance, unless the Council decides otherwise.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party DEU "Germany"             is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// sanctions energy {  #~ relief-without-snapback: nothing brings `energy` back once it is lifted
    ///     by DEU
    ///     against RUS
    ///     package oil, gas
    ///     relief upon completion of withdrawal
    /// }
    /// obligation withdrawal {
    ///     RUS shall withdraw forces
    ///     within 90 days after signature
    ///     from territory of UKR
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party DEU "Germany"             is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// sanctions energy {
    ///     by DEU
    ///     against RUS
    ///     package oil, gas
    ///     relief upon completion of withdrawal
    ///     snapback upon return-of-forces
    /// }
    /// trigger return-of-forces {
    ///     on breach of withdrawal
    ///     on armed-attack by RUS against UKR
    ///     decided by DEU
    /// }
    /// obligation withdrawal {
    ///     RUS shall withdraw forces
    ///     within 90 days after signature
    ///     from territory of UKR
    /// }
    /// ```
    ///
    /// ## References
    /// - Security Council resolution 2231 (2015), paragraphs 11 and 12
    "remedy/relief-without-snapback" {
        summary: "sanctions are lifted, and nothing brings them back",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for provision in cx.model.own_provisions() {
        if provision.kind != ProvisionKind::Sanctions || provision.ambiguity.is_some() {
            continue;
        }
        let relief = provision.details.iter().find(|it| matches!(it.kind, DetailKind::ReliefUpon(..)));
        let Some(relief) = relief.filter(|_| !snaps_back(provision)) else { continue };
        let targets = targets(cx, provision);
        if cx.model.own_provisions().any(|it| it.id != provision.id && comes_back(cx, it, &targets)) {
            continue;
        }
        let called = called(provision);
        let who = if targets.is_empty() { "the other side".to_owned() } else { cx.model.names(&targets) };
        let finding = sink.report(provision.name_span, format!("nothing brings {called} back once it is lifted"));
        finding.label(relief.span, "lifted here");
        finding.counterexample(format!(
            "{called} is lifted, and {who} undoes what it was lifted for: each sanction has to be decided on anew"
        ));
        finding.help("let a breach bring it back by itself: `snapback upon …`, with a trigger that a breach opens");
        finding.help("and let only a vote stop that: `snapback upon … decided unless two-thirds of guarantors`");
        if let Some(trigger) = crate::rules::troops::trigger(cx.model, provision)
            && let Some(fix) = add_clause(cx.model, provision, &format!("snapback upon {trigger}"))
        {
            finding.fix(fix);
        }
    }
}

fn snaps_back(provision: &Provision<'_>) -> bool {
    provision.details.iter().any(|it| matches!(it.kind, DetailKind::SnapbackUpon(..)))
}

fn targets(cx: &CheckContext<'_>, provision: &Provision<'_>) -> ActorSet {
    let mut found = ActorSet::new();
    for detail in &provision.details {
        if let DetailKind::Against(objects) = &detail.kind {
            for object in objects {
                if let Object::Actors(of) = object {
                    found.extend(cx.model.members(of, None));
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether something else imposes sanctions on the same when an event sets it off.
fn comes_back(cx: &CheckContext<'_>, other: &Provision<'_>, against: &ActorSet) -> bool {
    if !cx.facts.is_set_off(other.id) {
        return false;
    }
    let economic = |it: &Object<'_>| {
        matches!(it, Object::Word(word) if object_class(word) == Some(ObjectClass::Economy)
            || word.quoted && word.text.split(|it: char| !it.is_alphanumeric()).any(|it| it.eq_ignore_ascii_case("sanctions")))
    };
    let imposes = |word: &str| {
        verb(word)
            .is_some_and(|it| matches!(it.word, "apply" | "impose" | "reimpose" | "reinstate" | "restore" | "resume"))
    };
    let theirs = targets(cx, other);
    match other.kind {
        ProvisionKind::Sanctions => {
            !snaps_back(other) && (against.is_empty() || theirs.iter().any(|it| against.contains(it)))
        }
        _ => other.sentences.iter().any(|it| {
            let words = it.bearer_words.is_some_and(|it| it.contains("sanctions"));
            imposes(it.verb) && (words || it.objects.iter().any(economic))
        }),
    }
}
