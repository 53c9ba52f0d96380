//! The same act is asked for, or allowed, and forbidden to the same actor.

use crate::analysis::forces::hyphened;
use crate::analysis::strength::{OperativeForce, force};
use crate::model::vocabulary::verb;
use crate::model::{ActorSet, DetailKind, Object, Provision, Sentence};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::called;

declare_rule! {
    /// ## What it checks
    /// No sentence asks somebody to do, or lets it do, what another forbids it: the same actor, the same act, the same
    /// object. Sentences that wait for different events, hold in different places or at different times, are directed
    /// against somebody, or make an exception, may both stand and are left alone. So are alternatives of one bracket,
    /// which no reading holds together.
    ///
    /// ## Why it matters
    /// Whoever acts relies on the one sentence, whoever objects on the other. A treaty that says both settles nothing,
    /// and each side ratifies another treaty.
    ///
    /// ## Precedent
    /// In the talks of August 2025 the freedom to join alliances and a ban on membership in one were asked for at once.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// permission free-choice   { UKR may join military-alliances }
    /// prohibition no-alliances { UKR shall not join military-alliances }  #~ consistency/permitted-and-prohibited: `no-alliances` prohibits
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// permission free-choice   { UKR may join military-alliances }
    /// prohibition no-new-bases { UKR shall not host foreign-bases }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 31: terms are read in their context
    "consistency/permitted-and-prohibited" {
        summary: "the same act is allowed or asked for, and forbidden",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Adversary, Mediator],
        check: check,
    }
}

/// A sentence that holds as it stands.
struct UnconditionalSentence<'c, 'm> {
    provision: &'c Provision<'m>,
    sentence: &'c Sentence<'m>,
    bearers: ActorSet,
    act: &'c str,
    right: bool,
}

/// So many bans are held against the rest of a draft.
const BANS: usize = 512;

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let mut bans: Vec<UnconditionalSentence<'_, '_>> = Vec::new();
    let mut others: Vec<UnconditionalSentence<'_, '_>> = Vec::new();
    for provision in cx.model.own_provisions().filter(|it| it.kind.is_norm() && is_plain(it)) {
        for sentence in &provision.sentences {
            let (Some(bearer), Some(modal)) = (&sentence.bearer, sentence.modal) else { continue };
            let (owed, negative) = force(modal);
            let counts = match owed {
                OperativeForce::Duty | OperativeForce::Effort => true,
                OperativeForce::Right => !negative,
                OperativeForce::Expectation | OperativeForce::Nothing => false,
            };
            if !counts || !sentence.except.is_empty() || sentence.objects.is_empty() || cx.model.depends_on_case(bearer)
            {
                continue;
            }
            let act = verb(sentence.verb).map_or(sentence.verb, |it| it.word);
            let bearers = cx.model.members(bearer, None);
            let list = if negative { &mut bans } else { &mut others };
            list.push(UnconditionalSentence {
                provision,
                sentence,
                bearers,
                act,
                right: owed == OperativeForce::Right,
            });
        }
    }
    bans.truncate(BANS);
    for ban in &bans {
        for other in others.iter().filter(|it| it.act == ban.act && it.provision.id != ban.provision.id) {
            let mut both = ban.bearers.clone();
            both.retain(|it| other.bearers.binary_search(it).is_ok());
            let shared =
                ban.sentence.objects.iter().find(|one| other.sentence.objects.iter().any(|it| is_same(one, it)));
            if both.is_empty() || shared.is_none() {
                continue;
            }
            let right = other.right;
            let (named, contrary) = (called(ban.provision), called(other.provision));
            let verb = if right { "permits" } else { "requires" };
            let message = format!("{named} prohibits what {contrary} {verb} {} to do", quoted(cx, &both));
            let finding = sink.report(ban.sentence.span, message);
            finding
                .here("prohibited here")
                .label(other.sentence.span, if right { "permitted here" } else { "required here" });
            let who = cx.model.names(&both);
            finding.counterexample(format!(
                "{who} act{s} under {contrary}: one side holds that this is a right, the other that it breaks {named}",
                s = if both.len() > 1 { "" } else { "s" }
            ));
            finding.help(format!("strike one of them, or say which gives way: `unless` in {named}"));
            finding.help("if they are meant for different times or places, say so in both: `until`, `in`, `upon`");
            break;
        }
    }
}

/// Whether a norm holds at all times and places, whatever happens.
fn is_plain(provision: &Provision<'_>) -> bool {
    let narrows = provision.details.iter().any(|it| {
        matches!(
            it.kind,
            DetailKind::In(_)
                | DetailKind::Against(_)
                | DetailKind::From(..)
                | DetailKind::To(..)
                | DetailKind::Until(_)
                | DetailKind::Duration(_)
                | DetailKind::Starting(_)
                | DetailKind::LimitedTo(_)
                | DetailKind::SolelyTo(_)
                | DetailKind::Excludes(_)
                | DetailKind::Domains(_)
                | DetailKind::AuthorisedBy(_)
                | DetailKind::Means(_)
        )
    });
    !narrows && provision.upon.is_empty() && provision.gates.is_empty() && provision.decided.is_none()
}

/// Whether two objects are the same thing.
fn is_same(one: &Object<'_>, other: &Object<'_>) -> bool {
    match (one, other) {
        (Object::Word(one), Object::Word(other)) => {
            !one.hole && !other.hole && hyphened(one.text) == hyphened(other.text)
        }
        (Object::Place(one, _), Object::Place(other, _)) => one == other,
        (Object::Provision(one, _), Object::Provision(other, _)) => one == other,
        (Object::Instrument(one, _), Object::Instrument(other, _)) => one == other,
        _ => false,
    }
}
