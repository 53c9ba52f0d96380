//! Help is owed by a body or organization to which the assumed aggressor belongs.

use crate::analysis::strength::{Demand, OperativeForce, weigh};
use crate::model::vocabulary::{VerbClass, verb};
use crate::model::{ActorId, Case, Provision, Sentence, SetTerm};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it checks
    /// Whoever owes help against an assumed aggressor is no body or organization of which that one, or one that acts
    /// with it, is a member. What such a body decides, and whether the aggressor can stop it, is the concern of
    /// `veto/*`; who sits in a force, of `deployment/aggressor-contingent`.
    ///
    /// ## Why it matters
    /// An organization acts through its members. The one that attacks hears the plans, pays a part or does not, and is
    /// asked for its soldiers. The victim counts on an organization that is at war with itself.
    ///
    /// ## Precedent
    /// The Covenant of the League had all Members preserve each other's territory; Japan was a permanent member of its
    /// Council when it took Manchuria, and Italy when it attacked Ethiopia.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// body Council "council of guarantee" {
    ///     members FRA, RUS, UKR
    ///     decides by majority of members
    /// }
    /// assume { potential aggressor RUS against UKR }
    /// obligation assist {
    ///     Council shall assist UKR  #~ parties/aggressor-is-member: `assist` lays the duty to help on `Council`, of which `RUS`
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// obligation assist {
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Covenant of the League of Nations (1919), article 10
    "parties/aggressor-is-member" {
        summary: "help is owed by a body to which the assumed aggressor belongs",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    if model.threat.cases.is_empty() {
        return;
    }
    let mut told = FxHashSet::default();
    for provision in model.own_provisions().filter(|it| it.kind.is_norm()) {
        for sentence in provision.sentences.iter().filter(|it| helps(cx, provision, it)) {
            let Some(bearer) = &sentence.bearer else { continue };
            let bodies = bearer.include.iter().filter_map(|it| match it {
                SetTerm::Actor(id) if model.actor(*id).body.is_some() => Some(*id),
                _ => None,
            });
            for body in bodies {
                // What was asked of a body once is not asked again.
                if !told.insert(body) {
                    continue;
                }
                if let Some((case, member)) = within(cx, body) {
                    report(cx, sink, provision, sentence, body, case, member);
                }
            }
        }
    }
}

fn report(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    provision: &Provision<'_>,
    sentence: &Sentence<'_>,
    body: ActorId,
    case: &Case,
    member: ActorId,
) {
    let model = cx.model;
    let (named, name, who) = (called(provision), model.name(body), model.name(member));
    let attacker = model.name(case.attacker);
    let finding = sink.report(
        sentence.bearer_span,
        format!("{named} lays the duty to help on `{name}`, of which `{who}` is a member"),
    );
    if let Some(span) = case.span {
        finding.label(span, format!("`{attacker}` is assumed to attack"));
    }
    let victim = case.victim.map_or("the victim", |it| model.name(it));
    finding.counterexample(format!(
        "{attacker} attacks {victim}: {who} sits in {name}, where the help is planned, and gives none of it"
    ));
    finding.help("bind the members that are to help, each for itself: `each of … shall …`");
    finding.help(format!("or shut it out for that case: `each of members of {name} except {who} shall …`"));
}

/// Whether a sentence binds somebody to help.
fn helps(cx: &CheckContext<'_>, provision: &Provision<'_>, sentence: &Sentence<'_>) -> bool {
    let aids = verb(sentence.verb).is_some_and(|it| it.class == VerbClass::Aid);
    aids && weigh(cx.model, provision, sentence)
        .is_some_and(|it| it.asked == Demand::Act && matches!(it.force, OperativeForce::Duty | OperativeForce::Effort))
}

/// The first attack whose attacker, or one that acts with it, is a member of a body.
fn within<'c>(cx: &CheckContext<'c>, body: ActorId) -> Option<(&'c Case, ActorId)> {
    cx.model.threat.cases.iter().find_map(|case| {
        let members = cx.model.members_of(body, Some(case)).actors;
        let member = case.bloc.iter().find(|it| members.binary_search(it).is_ok())?;
        Some((case, *member))
    })
}
