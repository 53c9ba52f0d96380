//! What a promise is called and what it owes do not fit.

use crate::analysis::{Graded, Strength};
use crate::diagnostic::{Fix, Safety};
use crate::model::Provision;
use crate::rules::prelude::*;
use crate::rules::wording::{called, promisers, protected};
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// What is called a `guarantee` owes more than talks, an appeal to others, a right or an expectation (S0 to S3); what
    /// is called an `assurance` owes no act with its content given (S5 and S6). A draft whose title speaks of guarantees
    /// holds at least one promise above S3.
    ///
    /// The strength follows from the operative words: S0 intends, stands ready, should · S1 shall consult · S2 shall seek ·
    /// S3 may, reserves the right · S4 shall assist as it deems necessary · S5 shall assist by named means · S6
    /// automatically. A pledge to leave something alone counts for a guarantee, and is no mismatch in an assurance.
    ///
    /// ## Why it matters
    /// Names are what is reported, voted on and remembered. A strong name over weak words buys concessions that the words
    /// do not pay for; a weak name over strong words binds a State to more than its parliament believes.
    ///
    /// ## Precedent
    /// The memorandum of Budapest of 1994 gave *assurances* because *guarantees* would have meant a duty to fight; in the
    /// Ukrainian and Russian texts the word used is the one for guarantees.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// guarantee american-guarantee {  #~ label-strength-mismatch: `american-guarantee` is called a guarantee
    ///     USA may assist UKR
    ///     by armed-force
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// assurance american-assurance {
    ///     USA may assist UKR
    ///     by armed-force
    /// }
    /// ```
    ///
    /// ## References
    /// - Memorandum on Security Assurances, Budapest (1994), in its English, Russian and Ukrainian texts
    "obligation/label-strength-mismatch" {
        summary: "the name of a promise does not match what it owes",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let (mut labelled, mut strongest, mut promised) = (false, None, false);
    for provision in cx.model.own_provisions() {
        if !provision.kind.is_norm() {
            continue;
        }
        // Whether the text binds is told once, of the text.
        let strength = cx.facts.strength(provision.id);
        let written = strength.written;
        promised |= provision.ambiguity.is_some();
        strongest = strongest.max(strength.asks());
        match provision.kind {
            ProvisionKind::Guarantee => {
                labelled = true;
                let sides = [written.act, written.restraint].into_iter().flatten();
                if let Some(max) = sides.max_by_key(|it| (it.low, it.high)).filter(|it| it.low <= Strength::Right)
                    && provision.ambiguity.is_none()
                {
                    report(cx, sink, provision, strength.modal, max, ("assurance", "guarantee"));
                }
            }
            ProvisionKind::Assurance => {
                labelled = true;
                if let Some(act) = written.act.filter(|it| it.low >= Strength::Given)
                    && provision.ambiguity.is_none()
                {
                    report(cx, sink, provision, strength.modal, act, ("guarantee", "assurance"));
                }
            }
            _ => {}
        }
    }
    if let (Some(title), Some(strongest)) = (cx.model.head.title, strongest)
        && !labelled
        && !promised
        && strongest <= Strength::Right
        && title.split(|c: char| !c.is_alphanumeric()).any(|it| it.to_ascii_lowercase().starts_with("guarantee"))
    {
        let message = format!(
            "the title speaks of guarantees, but the strongest promise is {} ({})",
            strongest.title(),
            strongest.code()
        );
        let finding = sink.report(cx.model.head.title_span, message);
        finding.counterexample("the event occurs and nobody acts: no promise of the draft is breached");
        finding.help(format!(
            "give at least one promise its content: `each of {} shall assist {} by weapons, intelligence`",
            promisers(cx.model),
            protected(cx.model)
        ));
        finding.help("or call it what it is: assurances, consultations, a declaration");
    }
}

fn report(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    provision: &Provision<'_>,
    modal: Span,
    strength: Graded,
    (other, own): (&str, &str),
) {
    let named = called(provision);
    let a = |noun: &str| if noun == "assurance" { format!("an {noun}") } else { format!("a {noun}") };
    let gives = match strength.low {
        _ if strength.why.is_some() => "is not known to require more",
        Strength::Right => "confers a right",
        Strength::Expectation => "creates an expectation",
        Strength::Consult => "requires consultation only",
        Strength::SeekAction => "requires only an appeal to another body",
        Strength::SelfJudged | Strength::Given | Strength::SelfExecuting => "requires an act",
    };
    let finding = sink.report(provision.name_span, format!("{named} is called {} but {gives} ({strength})", a(own)));
    match strength.why {
        Some(doubt) => drop(finding.label(doubt.span, format!("cannot be determined: {} this", doubt.about))),
        None if modal != provision.head => {
            finding.label(modal, format!("{} ({strength})", strength.low.title()));
        }
        None => {}
    }
    let keyword = Span::new(provision.head.start, provision.head.start + own.len() as u32);
    if own == "guarantee" {
        finding.counterexample(format!("the event occurs and nobody acts: {named} is not breached"));
        finding.help("make it an obligation: `shall` as the operative word, and `by` the means that are owed");
    } else {
        finding.counterexample(format!(
            "a parliament approves {}: its government is obliged to perform the act that {named} states",
            a(own)
        ));
        finding.help("weaken the language to what is meant: `may`, or `discretion as-deemed-necessary` without means");
    }
    finding.help(format!("or call it what it is: `{other}` for `{own}`"));
    if keyword.of(cx.model.text) == own {
        finding.fix(Fix::replace(Safety::Unsafe, format!("call it {}", a(other)), keyword, other));
    }
}
