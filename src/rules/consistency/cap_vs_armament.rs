//! A State is limited in what it may have, and others are to give it more.

use crate::analysis::forces::{hyphened, object_class};
use crate::analysis::strength::{OperativeForce, force};
use crate::model::vocabulary::{ObjectClass, VerbClass, verb};
use crate::model::{ActorId, DetailKind, Object, OpenWord, Provision, Quantity};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// What a limit lets a State have against what the text gives it or asks it to keep: a floor above the ceiling, a
    /// supply of more pieces than the ceiling allows, arms for a State whose arms are counted, where nothing says
    /// whether what is delivered counts. Limits on a zone, and limits with an exception, are left alone in the last
    /// case, which is advice.
    ///
    /// ## Why it matters
    /// An army that is to be indigestible can't be one that is to be small. The supplier stops at the ceiling, or
    /// breaks the treaty by keeping it; the adversary counts every delivery.
    ///
    /// ## Precedent
    /// The drafts of Istanbul of April 2022 set ceilings on the army of Ukraine and had the guarantors supply it with
    /// arms when attacked. In 2025 a "steel porcupine" and a limited army were spoken of in the same weeks.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// limit army { on UKR  at most 342 tanks }
    /// supply armour {
    ///     by USA
    ///     to UKR
    ///     amount 400 tanks  #~ consistency/cap-vs-armament: `armour` gives `UKR` 400 tanks, and `army` limits it to 342
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// limit army { on UKR  at most 800 tanks }
    /// supply armour {
    ///     by USA
    ///     to UKR
    ///     amount 400 tanks
    ///     limited to "tanks that replace others"
    /// }
    /// ```
    ///
    /// ## References
    /// - Protocols No. II and III to the Brussels Treaty (1954): maxima beside a duty to contribute
    "consistency/cap-vs-armament" {
        summary: "a State is limited in what it may have, and others are to give it more",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Adversary],
        check: check,
    }
}

/// A ceiling or floor of one State.
struct StateLevel<'c, 'm> {
    provision: &'c Provision<'m>,
    of: Vec<ActorId>,
    span: Span,
    amount: &'c Quantity<'m>,
    thousandths: u64,
    unit: String,
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let mut ceilings = levels(cx, true);
    ceilings.truncate(CEILINGS);
    if ceilings.is_empty() {
        return;
    }
    for floor in levels(cx, false) {
        let over = |it: &&StateLevel<'_, '_>| {
            it.unit == floor.unit && it.thousandths < floor.thousandths && it.of.iter().any(|id| floor.of.contains(id))
        };
        let Some(ceiling) = ceilings.iter().find(over) else { continue };
        let who = cx.model.names(&ceiling.of);
        let (least, most) = (cx.model.quoted(floor.amount.span), cx.model.quoted(ceiling.amount.span));
        let message = if floor.provision.id == ceiling.provision.id {
            format!("{} requires at least {least}, and limits `{who}` to {most}", called(floor.provision))
        } else {
            let (one, other) = (called(floor.provision), called(ceiling.provision));
            format!("{one} requires at least {least}, and {other} limits `{who}` to {most}")
        };
        let finding = sink.report(floor.span, message);
        finding.label(ceiling.span, "the ceiling");
        finding.counterexample(format!("{who} keeps the one and breaks the other, whatever number it has"));
        finding.help("raise the ceiling above the floor, or drop one of the two");
    }
    for provision in cx.model.own_provisions() {
        let Some((span, amounts, words)) = given(cx, provision) else { continue };
        let receivers = receivers(cx, provision);
        let mine = || ceilings.iter().filter(|it| it.of.iter().any(|id| receivers.contains(id)));
        let over = amounts.iter().find_map(|(amount, many)| {
            let unit = hyphened(amount.unit);
            mine().find(|it| it.unit == unit && it.thousandths < *many).map(|it| (*amount, it))
        });
        let named = called(provision);
        if let Some((amount, ceiling)) = over {
            let who = cx.model.names(&ceiling.of);
            let (many, most) = (cx.model.quoted(amount.span), cx.model.quoted(ceiling.amount.span));
            let most = most.split_once(' ').map_or(&*most, |it| it.0);
            let message =
                format!("{named} gives `{who}` {many}, and {} limits it to {most}", called(ceiling.provision));
            let finding = sink.report(amount.span, message);
            finding.label(ceiling.span, "the ceiling");
            finding.counterexample(format!("the last of {many} is delivered: {who} breaks the limit by taking it"));
            finding.help("say that what replaces older pieces does not count, or raise the ceiling");
            continue;
        }
        let arms = amounts.iter().any(|it| mine().any(|ceiling| ceiling.unit == hyphened(it.0.unit))) || words;
        let told = provision.details.iter().any(|it| matches!(it.kind, DetailKind::LimitedTo(_)));
        let counts_arms = mine().find(|it| !told && !is_people(&it.unit) && it.provision.gates.is_empty());
        if let (true, Some(ceiling)) = (arms, counts_arms) {
            let who = cx.model.names(&ceiling.of);
            let limit = called(ceiling.provision);
            let message =
                format!("{named} arms `{who}`, and the text is silent on whether deliveries count under {limit}");
            let finding = sink.report(span, message);
            finding.label(ceiling.span, "what it may have");
            finding.counterexample(format!(
                "{who} is at the ceiling: the next delivery is owed under {named} and forbidden under {limit}"
            ));
            finding.help(format!("let the limit give way: in {limit}, `unless` what opens {named} has come"));
            finding.help("or say how deliveries count: `limited to \"pieces that replace others of the same kind\"`");
            finding.lighter();
        }
    }
}

/// The ceilings, or the floors, of whole States: those of a zone or band are left out.
fn levels<'c, 'm>(cx: &'c CheckContext<'m>, most: bool) -> Vec<StateLevel<'c, 'm>> {
    let mut found = Vec::new();
    for provision in cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Limit) {
        let mut of = Vec::new();
        let mut placed = false;
        for detail in &provision.details {
            match &detail.kind {
                DetailKind::OnActors(actors) => of = cx.model.members(actors, None),
                DetailKind::In(_) => placed = true,
                _ => {}
            }
        }
        if of.is_empty() || placed {
            continue;
        }
        for detail in &provision.details {
            let level = match &detail.kind {
                DetailKind::Ceiling(level) if most => level,
                DetailKind::Floor(level) if !most => level,
                _ => continue,
            };
            for amount in level.amounts.iter().filter(|_| level.band.is_none()) {
                if let Some(thousandths) = amount.thousandths {
                    let unit = hyphened(amount.unit);
                    found.push(StateLevel { provision, of: of.clone(), span: detail.span, amount, thousandths, unit });
                }
            }
        }
    }
    found
}

/// So many ceilings are held against every floor and supply.
const CEILINGS: usize = 256;

type ArmsGiven<'c, 'm> = (Span, Vec<(&'c Quantity<'m>, u64)>, bool);

/// What a provision gives others: amounts, and whether it gives weapons without an amount.
fn given<'c, 'm>(cx: &CheckContext<'m>, provision: &'c Provision<'m>) -> Option<ArmsGiven<'c, 'm>> {
    let aids = provision.sentences.iter().find(|it| {
        let (owed, negative) = it.modal.map_or((OperativeForce::Nothing, true), force);
        let class = verb(it.verb).map(|it| it.class);
        !negative && matches!(owed, OperativeForce::Duty | OperativeForce::Effort) && class == Some(VerbClass::Aid)
    });
    if provision.kind != ProvisionKind::Supply && aids.is_none() || !cx.model.is_own(provision) {
        return None;
    }
    let details = provision.details.iter().flat_map(|it| match &it.kind {
        DetailKind::Means(objects) => &objects[..],
        DetailKind::Amount(objects) => &objects[..],
        _ => &[],
    });
    let mut amounts = Vec::new();
    let mut words = false;
    for object in details.chain(aids.into_iter().flat_map(|it| &it.objects)) {
        match object {
            Object::Quantity(amount) => amounts.extend(amount.thousandths.map(|it| (amount, it))),
            Object::Word(word) => words |= is_arms(word),
            _ => {}
        }
    }
    (words || !amounts.is_empty()).then_some((provision.name_span, amounts, words))
}

/// Whether a word means weapons.
fn is_arms(word: &OpenWord<'_>) -> bool {
    let arms = matches!(&*hyphened(word.text), "arms" | "military-equipment");
    !word.hole && (arms || object_class(word) == Some(ObjectClass::Weapons))
}

/// To whom a provision gives, but those who give.
fn receivers(cx: &CheckContext<'_>, provision: &Provision<'_>) -> Vec<ActorId> {
    let objects = provision.given_to().chain(provision.sentences.iter().flat_map(|it| &it.objects));
    let named = objects.filter_map(|it| match it {
        Object::Actors(actors) => Some(cx.model.members(actors, None)),
        _ => None,
    });
    named.flatten().collect()
}

fn is_people(unit: &str) -> bool {
    matches!(unit, "personnel" | "troops" | "soldiers" | "men" | "persons" | "people")
}
