//! A State is to be neutral, and is given duties, troops or rights that no neutral has.

use crate::analysis::Strength;
use crate::analysis::forces::object_class;
use crate::analysis::instrument::is_neutrality;
use crate::analysis::strength::{OperativeForce, force};
use crate::model::vocabulary::{ObjectClass, VerbClass, role, verb};
use crate::model::{
    ActorId, ActorKind, ActorSet, Detail, DetailKind, Object, OpenWord, Provision, RefTarget, Sentence,
};
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::{ProvisionKind, RoleGroup};
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it checks
    /// A State that the text makes neutral (by a `status`, by its role, or by a duty to stay out of alliances) has no
    /// duty to help others in a war, no right or duty to join an alliance, and no foreign troops on its soil in peace
    /// that are to fight. Forces that come after an attack are no breach of neutrality: whoever is attacked may be
    /// helped. A ban on foreign forces is the concern of `consistency/ban-vs-deployment`; the same act allowed and
    /// forbidden, of `consistency/permitted-and-prohibited`.
    ///
    /// ## Why it matters
    /// The adversary that was promised neutrality will hold the guarantee to be its breach, and the beneficiary that
    /// relies on the guarantee will be told that it has forfeited its status. Each can quote the text.
    ///
    /// ## Precedent
    /// Finland in 1948 was to stay outside the conflicts of the great powers and to fight, with Soviet help if need be,
    /// an attack through its territory. In August 2025 a ban on membership in the Alliance and the freedom to make
    /// alliances stood side by side.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"  is beneficiary
    /// party POL "Poland"   is guarantor, beneficiary
    /// article 1 "Neutrality" {
    ///     status neutrality { on UKR  kind perpetual-neutrality }
    /// }
    /// article 2 "Mutual aid" {
    ///     trigger attack {
    ///         on armed-attack against any of parties
    ///         decided by each of parties
    ///     }
    ///     obligation mutual-aid {
    ///         upon attack
    ///         UKR shall assist POL  #~ consistency/neutrality-vs-guarantee: `mutual-aid` obliges `UKR`
    ///         by weapons
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"  is beneficiary
    /// party POL "Poland"   is guarantor
    /// article 1 "Neutrality" {
    ///     status neutrality { on UKR  kind perpetual-neutrality }
    /// }
    /// article 2 "Aid" {
    ///     trigger attack {
    ///         on armed-attack against UKR
    ///         decided by each of guarantors
    ///     }
    ///     obligation aid {
    ///         upon attack
    ///         POL shall assist UKR
    ///         by weapons
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - Agreement of Friendship, Co-operation and Mutual Assistance between Finland and the Soviet Union (1948), preamble and article 1
    "consistency/neutrality-vs-guarantee" {
        summary: "a neutral State is given duties, troops or rights that no neutral has",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Adversary],
        check: check,
    }
}

/// Who is to be neutral, and where that is said.
struct Neutral<'m> {
    actor: ActorId,
    span: Span,
    /// The verb, where no more is said than that it enters no alliance.
    verb: Option<&'m str>,
    /// Whether the same provision makes an exception.
    excepted: bool,
}

impl Neutral<'_> {
    fn status(&self) -> &'static str {
        if self.verb.is_some() { "is to join no alliance" } else { "is to be neutral" }
    }
}

/// So many States are held against every duty.
const NEUTRALS: usize = 64;

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let mut neutrals = neutrals(cx);
    neutrals.retain(|it| !it.excepted);
    neutrals.truncate(NEUTRALS);
    if neutrals.is_empty() {
        return;
    }
    for provision in model.own_provisions().filter(|it| it.kind.is_norm()) {
        for sentence in &provision.sentences {
            let Some(bearer) = &sentence.bearer else { continue };
            let bearers = model.members(bearer, None);
            for neutral in neutrals.iter().filter(|it| bearers.binary_search(&it.actor).is_ok()) {
                let (name, status) = (model.name(neutral.actor), neutral.status());
                let named = called(provision);
                let said = if helps_others(cx, provision, sentence, neutral.actor) {
                    format!("{named} obliges `{name}`, which {status}, to assist others in a war")
                } else if allies(sentence) && neutral.verb != Some(plain(sentence.verb)) {
                    format!("{named} permits `{name}`, which {status}, to enter one")
                } else {
                    continue;
                };
                let play =
                    format!("{name} does what {named} provides for: the adversary declares its status at an end");
                report(sink, sentence.span, said, neutral, play);
            }
        }
    }
    let bans = &cx.facts.presence().bans;
    // Where forces of others are banned, that rule speaks.
    neutrals.retain(|it| it.verb.is_none() && !bans.iter().any(|ban| ban.hosts.contains(&it.actor)));
    for force in cx.facts.forces().all.iter().filter(|it| model.is_own(it.provision)) {
        let fights = |it: &OpenWord<'_>| role(it.text).is_some_and(|it| it.partisan && it.combat);
        let fights = force.roles.is_some_and(|it| it.words.iter().any(fights));
        if !fights || !force.foreign() || force.on_call() {
            continue;
        }
        for neutral in neutrals.iter().filter(|it| force.hosts.has(it.actor)) {
            let (name, status) = (model.name(neutral.actor), neutral.status());
            let senders = troops::senders(model, force);
            let said =
                format!("{} stations combat troops of others in `{name}`, which {status}", called(force.provision));
            let play = format!("the adversary holds the troops of {senders} to be the end of the neutrality of {name}");
            report(sink, force.span, said, neutral, play);
        }
    }
}

fn report(sink: &mut Sink<'_>, span: Span, message: String, neutral: &Neutral<'_>, play: String) {
    let finding = sink.report(span, message);
    finding.label(neutral.span, "its status");
    finding.counterexample(play);
    finding.help("say where the status is given what it is without prejudice to: `relation { without prejudice to … }`, or `unless` an attack has come");
    finding.help("or drop one of the two");
}

/// Everybody whom the text makes neutral, once, the strongest words first.
fn neutrals<'m>(cx: &CheckContext<'m>) -> Vec<Neutral<'m>> {
    let model = cx.model;
    let mut found: Vec<Neutral<'m>> = Vec::new();
    let mut known = FxHashSet::default();
    let unaffected: FxHashSet<RefTarget> = model
        .own_provisions()
        .flat_map(|it| &it.details)
        .flat_map(|it| match &it.kind {
            DetailKind::Relation(_, targets, _) => &targets[..],
            _ => &[],
        })
        .map(|it| it.0)
        .collect();
    let mut add = |neutral: Neutral<'m>| {
        if known.insert(neutral.actor) {
            found.push(neutral);
        }
    };
    for provision in model.own_provisions().filter(|it| it.kind == ProvisionKind::Status) {
        let kind = provision.details.iter().find_map(|it| match &it.kind {
            DetailKind::Kind(words) => Some(words.iter().any(|it| is_neutrality(it.text))),
            _ => None,
        });
        for detail in provision.details.iter().filter(|_| kind == Some(true)) {
            if let DetailKind::OnActors(actors) = &detail.kind {
                for actor in model.members(actors, None) {
                    add(Neutral {
                        actor,
                        span: provision.head,
                        verb: None,
                        excepted: is_excepted(provision, &unaffected),
                    });
                }
            }
        }
    }
    for actor in model.bearers_of(RoleGroup::Neutrals).into_iter().filter(|it| model.actor(*it).file == model.file) {
        add(Neutral { actor, span: model.actor(actor).span, verb: None, excepted: false });
    }
    for provision in model.own_provisions().filter(|it| it.kind.is_norm()) {
        for sentence in &provision.sentences {
            let (Some(bearer), Some((owed, negative))) = (&sentence.bearer, sentence.modal.map(force)) else {
                continue;
            };
            if owed != OperativeForce::Duty || !joins(sentence) || !negative {
                continue;
            }
            for actor in model.members(bearer, None) {
                add(Neutral {
                    actor,
                    span: sentence.span,
                    verb: Some(plain(sentence.verb)),
                    excepted: is_excepted(provision, &unaffected),
                });
            }
        }
    }
    found
}

/// Whether the status leaves room for something: a gate, an exception, an end.
fn is_excepted(provision: &Provision<'_>, unaffected: &FxHashSet<RefTarget>) -> bool {
    let narrows = |it: &Detail<'_>| {
        matches!(it.kind, DetailKind::Until(_) | DetailKind::Duration(_) | DetailKind::LimitedTo(_) | DetailKind::In(_))
    };
    !provision.gates.is_empty()
        || provision.details.iter().any(narrows)
        || unaffected.contains(&RefTarget::Provision(provision.id))
}

/// Whether a sentence binds one that is to be neutral to help somebody else when an event comes.
fn helps_others(cx: &CheckContext<'_>, provision: &Provision<'_>, sentence: &Sentence<'_>, neutral: ActorId) -> bool {
    let aids = verb(sentence.verb).is_some_and(|it| it.class == VerbClass::Aid);
    let strong = cx.facts.strength(provision.id).written.duty.is_some_and(|it| it.low >= Strength::SelfJudged);
    let (owed, negative) = sentence.modal.map_or((OperativeForce::Nothing, true), force);
    let others = |actors: &ActorSet| actors.iter().any(|it| *it != neutral);
    let helped = sentence.objects.iter().any(|it| match it {
        Object::Actors(actors) => {
            let members = cx.model.members(actors, None);
            let states = |it: &ActorId| matches!(cx.model.actor(*it).kind, ActorKind::State);
            others(&members.into_iter().filter(states).collect())
        }
        _ => false,
    });
    aids && strong && !negative && owed == OperativeForce::Duty && helped && cx.facts.is_set_off(provision.id)
}

/// Whether a sentence lets or makes somebody join an alliance.
fn allies(sentence: &Sentence<'_>) -> bool {
    let (owed, negative) = sentence.modal.map_or((OperativeForce::Nothing, true), force);
    !negative
        && matches!(owed, OperativeForce::Duty | OperativeForce::Right | OperativeForce::Effort)
        && joins(sentence)
}

/// Whether a sentence is about joining an alliance.
fn joins(sentence: &Sentence<'_>) -> bool {
    let enters = verb(sentence.verb).map_or(sentence.verb, |it| it.word);
    matches!(
        enters,
        "join" | "enter" | "accede" | "conclude" | "form" | "make" | "become" | "seek" | "apply" | "participate"
    ) && sentence
        .objects
        .iter()
        .any(|it| matches!(it, Object::Word(word) if object_class(word) == Some(ObjectClass::Alliance)))
}

/// A verb without its endings.
fn plain(word: &str) -> &str {
    verb(word).map_or(word, |it| it.word)
}
