//! Nothing says how many troops may come.

use crate::analysis::forces::Cap;
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::lexer;

declare_rule! {
    /// ## What it checks
    /// Every deployment has a ceiling in numbers, of personnel or of units and weapons: its own, or that of a `limit`
    /// on the force, on its senders or on the zone it stands in. A floor is no ceiling; `ceiling TBD` is none yet, and a
    /// number of kilometres or days counts nobody.
    ///
    /// ## Why it matters
    /// "Small contingents" are as many as the sender likes. Without a number the guarantor's parliament has approved
    /// any number, the host cannot say when it has become a garrison, and the adversary has a reason to call each
    /// rotation a build-up. The rule serves all three.
    ///
    /// ## Precedent
    /// The Founding Act of 1997 between NATO and Russia speaks of "substantial combat forces" and gives no number; what
    /// it allows has been disputed ever since. Annex I of the Treaty of Peace between Egypt and Israel gives a number
    /// for every zone, and the Additional Protocol of 1960 on Cyprus one for each contingent: 950 and 650.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {  #~ deployment/cap-missing: `trainers` has no ceiling
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    ///     ceiling 900 personnel
    ///     counting contractors, headquarters
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Peace between Egypt and Israel (1979), annex I, article II
    /// - Founding Act on Mutual Relations between NATO and the Russian Federation (1997), section IV
    "deployment/cap-missing" {
        summary: "a deployment has no numerical ceiling",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Guarantor, Adversary, HomeParliament],
        check: check,
    }
}

/// Whether words that could not be read begin with one of these.
fn starts_with(cx: &CheckContext<'_>, span: Span, words: &[&str]) -> bool {
    span.is_own() && lexer::words(span.of(cx.model.text)).next().is_some_and(|it| words.contains(&it))
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let forces = cx.facts.forces();
    for force in forces.all.iter().filter(|it| cx.model.is_own(it.provision)) {
        // A ceiling that could not be read is no missing one.
        if force.provision.unread.iter().any(|it| starts_with(cx, *it, &["ceiling", "at"])) {
            continue;
        }
        let assistance = force.sentence.is_some() && force.on_call();
        let open = match forces.cap(cx.model, force) {
            Cap::Set(..) => continue,
            _ if assistance => continue,
            Cap::Open(span, _) => Some(span),
            Cap::Missing => None,
        };
        let called = called(force.provision);
        let (senders, hosts) = (troops::senders(cx.model, force), troops::hosts(cx.model, force));
        let finding = sink.report(
            force.span,
            match open {
                Some(_) => format!("the ceiling of {called} states no number"),
                None => format!("{called} has no ceiling"),
            },
        );
        if let Some(span) = open {
            finding.label(span, "no number of personnel or units");
        }
        finding
            .counterexample(format!("{senders} may send 500 troops to {hosts}, or 50,000: both comply with the text"));
        if force.sentence.is_some() {
            finding.help("state the number in the sentence or in a clause: `limited to \"900 personnel\"`");
            continue;
        }
        finding.help("state the number: `ceiling 900 personnel counting contractors, headquarters`");
        if force.senders.actors.len() > 1 || force.senders.open {
            finding.help("or one for each contributor: `ceiling each 300 personnel`");
        }
        if !force.provision.name.is_empty() {
            let name = force.provision.name;
            finding
                .help(format!("or state it in an annex: `limit {name}-limit {{ on {name} at most 900 personnel }}`"));
        }
    }
}
