//! A force may do whatever it takes, and nothing sets a limit.

use crate::analysis::ForcePart;
use crate::analysis::strength::{OperativeForce, force, names_something};
use crate::model::vocabulary::{leaves_to_bearer, means};
use crate::model::{DetailKind, Object, Provision, Sentence};
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;

declare_rule! {
    /// ## What it checks
    /// A right of a force to take measures that no word names ("all necessary measures") has a limit: a closed list of
    /// `roles` for the force, or, in the norm, `limited to`, `solely to`, `excludes`, `proportionate`. Rights of the
    /// States that send it, where it stands, count as its own.
    ///
    /// ## Why it matters
    /// A mandate that names no task and no bound grows with each day on which it is used. The contributors' parliaments
    /// approve a hundred trainers and find a war; the host finds an authority beside its own; the adversary finds its
    /// reason.
    ///
    /// ## Precedent
    /// The force in Bosnia of 1995 may use the force it needs, within principal and supporting tasks that are listed.
    /// The force for Gaza of resolution 2803 (2025) may take all necessary measures, and its tasks go on with others
    /// that may be needed.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment force {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles stabilisation
    /// }
    /// permission mandate { force may take "all necessary measures" }  #~ creep/right-without-limits: `mandate` permits `force`
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment force {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only separation, force-protection
    /// }
    /// permission mandate {
    ///     force may take "all necessary measures"
    ///     solely to "carry out its roles"
    /// }
    /// ```
    ///
    /// ## References
    /// - General Framework Agreement for Peace in Bosnia and Herzegovina (1995), annex 1-A, article VI
    /// - Security Council resolution 2803 (2025)
    "creep/right-without-limits" {
        summary: "a force may do whatever it takes, and nothing sets a limit",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Adversary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for provision in cx.model.own_provisions().filter(|it| it.ambiguity.is_none()) {
        for sentence in &provision.sentences {
            let right = sentence.modal.is_some_and(|it| force(it) == (OperativeForce::Right, false));
            if !right || !is_unbounded(cx, provision, sentence) || is_limited(provision) {
                continue;
            }
            let Some(force) = force_of(cx, provision, sentence) else { continue };
            // A closed list of roles is the limit.
            if force.roles.is_some_and(|it| it.closed) {
                continue;
            }
            let (named, troops) = (called(provision), called(force.provision));
            let hosts = troops::hosts(cx.model, force);
            let words = sentence.objects.iter().find_map(|it| match it {
                Object::Word(word) => Some(word.text),
                _ => None,
            });
            let what = words.map_or_else(|| "what it chooses".to_owned(), |it| format!("`{it}`"));
            let verb = sentence.verb;
            let message =
                format!("{named} permits {troops} to {verb} {what}, and neither its roles nor a clause sets a limit");
            let finding = sink.report(sentence.span, message);
            finding
                .label(force.span, if force.roles.is_some() { "the list of roles is not closed" } else { "no roles" });
            finding.counterexample(format!(
                "{troops} searches houses in {hosts}, then holds a town, then a border: each is a measure that it finds necessary"
            ));
            finding.help("say what for: `solely to \"carry out its roles\"`, and close these: `roles only …`");
            finding.help("or name what is not meant: `excludes combat`, `proportionate`");
        }
    }
}

/// The force whose right it is: that bears it, or whose senders bear it for where it stands.
fn force_of<'f, 'm>(
    cx: &CheckContext<'m>,
    provision: &Provision<'m>,
    sentence: &Sentence<'m>,
) -> Option<&'f ForcePart<'m>>
where
    'm: 'f,
{
    let bearer = sentence.bearer.as_ref()?;
    let forces = &cx.facts.forces().all;
    let own = || forces.iter().filter(|it| it.sentence.is_none() && it.foreign());
    if let Some(named) = own().find(|it| troops::is_named(bearer, it.provision.id)) {
        return Some(named);
    }
    let area = crate::analysis::forces::area_of(provision)?;
    let hosts = cx.facts.forces().hosts(cx.model, Some(area));
    let members = cx.model.members(bearer, None);
    let sends = |it: &&ForcePart<'_>| {
        !members.is_empty() && members.iter().all(|id| it.senders.actors.contains(id) && !hosts.has(*id))
    };
    own().filter(|it| it.hosts.actors.iter().any(|id| hosts.has(*id))).find(sends)
}

/// Whether a right names nothing that may be done, or leaves it to its bearer.
fn is_unbounded(cx: &CheckContext<'_>, provision: &Provision<'_>, sentence: &Sentence<'_>) -> bool {
    let mut all =
        sentence.objects.iter().chain(provision.means()).filter(|it| matches!(it, Object::Word(_))).peekable();
    let open = |it: &Object<'_>| match it {
        Object::Word(word) => {
            means(&crate::analysis::forces::hyphened(word.text)).is_some_and(|it| it.open)
                || leaves_to_bearer(word.text)
                || !word.hole && !names_something(cx.model, it)
        }
        _ => false,
    };
    all.peek().is_some() && all.all(open)
}

fn is_limited(provision: &Provision<'_>) -> bool {
    provision.details.iter().any(|it| {
        matches!(
            it.kind,
            DetailKind::LimitedTo(_) | DetailKind::SolelyTo(_) | DetailKind::Excludes(_) | DetailKind::Proportionate(_)
        )
    })
}
