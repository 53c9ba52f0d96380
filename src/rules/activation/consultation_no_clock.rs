//! A consultation stands before a promise and may last for ever.

use crate::analysis::Consulted;
use crate::diagnostic::{Fix, Safety};
use crate::model::{ExpiryKind, Limit, ProvisionId, RefTarget};
use crate::rules::prelude::*;
use crate::rules::wording::{called, called_all, listed};
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// A consultation that comes before a promise has a greatest length (`within 72 hours`), and the text says that things
    /// go on when it has run (`otherwise proceed`, another decision, another provision). `immediately` is no length, and a
    /// clock that holds `where possible` binds nobody.
    ///
    /// ## Why it matters
    /// Who consults does not act. A guarantor that wants out, or an aggressor that sits at the table, talks until the front
    /// has moved. A clock costs those who want to act nothing, and it spares parliaments at home the reproach that they
    /// were never asked.
    ///
    /// ## Precedent
    /// Article IV of the treaty of guarantee for Cyprus of 1960 has the guarantors consult before they act, with no time
    /// and no word on when common action has failed: in 1974 each side had its own answer. The communiqué of Istanbul of
    /// March 2022 gives the consultation no more than three days, and does not say what follows if they go by.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party CYP "Republic of Cyprus"  is beneficiary
    /// party GRC "Kingdom of Greece"   is guarantor
    /// party GBR "United Kingdom"      is guarantor
    /// trigger treaty-breach {
    ///     on armed-attack against CYP
    ///     consultation among guarantors  #~ consultation-no-clock: the consultation before `treaty-breach` has no clock
    ///     decided by each of guarantors
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party CYP "Republic of Cyprus"  is beneficiary
    /// party GRC "Kingdom of Greece"   is guarantor
    /// party GBR "United Kingdom"      is guarantor
    /// trigger treaty-breach {
    ///     on armed-attack against CYP
    ///     consultation among guarantors within 72 hours otherwise proceed
    ///     decided by each of guarantors
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Guarantee concerning Cyprus (1960), article IV
    /// - Istanbul communiqué (29 March 2022), paragraph 5
    "activation/consultation-no-clock" {
        summary: "a consultation on which a promise depends may last for ever",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for found in cx.facts.consulted() {
        let softened = found.clock.and_then(|it| it.softened);
        if !found.bounded || !found.proceeds && !is_answered(cx, found) || softened.is_some() {
            report(cx, sink, found, softened);
        }
    }
}

/// The provision that answers when the clock has run.
fn answer(found: &Consulted<'_>) -> Option<ProvisionId> {
    match found.clock?.expiry.as_ref()?.kind {
        ExpiryKind::Provision(RefTarget::Provision(id)) => Some(id),
        _ => None,
    }
}

/// Whether a provision answers then that is as strong as what waited.
fn is_answered(cx: &CheckContext<'_>, found: &Consulted<'_>) -> bool {
    let facts = cx.facts;
    answer(found).is_some_and(|id| {
        let waiting = facts.answers().duty(found.provision).max(facts.strength(found.provision).owed());
        facts.strength(id).owed() >= waiting
    })
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, found: &Consulted<'_>, softened: Option<Span>) {
    let model = cx.model;
    let provision = model.provision(found.provision);
    let named = called(provision);
    let words = |span: Span| model.quoted(span);
    let lapses = found.clock.and_then(|it| it.expiry.as_ref()).is_some_and(|it| matches!(it.kind, ExpiryKind::Lapses));
    let before = if provision.kind == ProvisionKind::Consultation {
        format!("the consultation {named}, on which a promise depends,")
    } else {
        format!("the consultation before {named}")
    };
    let message = match found.clock {
        None => format!("{before} has no clock"),
        Some(clock) if !found.bounded => {
            format!("{before} has no clock: `{}` is not a length of time", words(clock.span))
        }
        Some(_) if softened.is_some() => format!("{before} has a clock that binds nobody"),
        Some(clock) if lapses => {
            format!("{before} can defeat it: after `{}` the matter lapses", limit(&words(clock.span)))
        }
        Some(clock) if answer(found).is_some() => {
            let weaker = answer(found).map_or_else(String::new, |id| called(model.provision(id)));
            format!("{before} gives way to {weaker}, which is weaker, after `{}`", words(clock.span))
        }
        Some(clock) => format!("the text is silent on what follows when `{}` has run for {before}", words(clock.span)),
    };
    let finding = sink.report(found.span, message);
    finding.label(found.among.span, "each of them can prolong the talks");
    if let Some(span) = softened {
        finding.label(span, "these words deprive the clock of effect");
    }
    let waiting = cx.facts.answers().to(found.provision);
    let promise = if waiting.is_empty() {
        format!("{named} is")
    } else {
        let promises = called_all(waiting.iter().take(3).map(|id| model.provision(*id)));
        format!("{promises} {}", if waiting.len() == 1 { "is" } else { "are" })
    };
    let who = match &found.aggressors[..] {
        [] => "one of those consulted prolongs".to_owned(),
        [one] => format!("{} prolongs", model.name(*one)),
        many => format!("{} prolong", listed(model, many)),
    };
    finding.counterexample(if lapses {
        format!("{who} the talks until the clock has run: {promise} not owed")
    } else {
        format!("{who} the talks: {promise} not due on any date that the text determines")
    });
    let among = words(found.among.span);
    let whole = words(found.span);
    let head = whole.split(&among).next().unwrap_or_default().trim_end();
    let length = match found.clock.map(|it| &it.limit) {
        Some(Limit::Within(period)) if period.length().is_some() && found.bounded => {
            found.clock.map(|it| limit(&words(it.span)).to_owned())
        }
        _ => None,
    };
    let length = length.as_deref().unwrap_or("within 72 hours");
    if provision.kind == ProvisionKind::Consultation {
        finding.help(format!("set an end to it, and say what follows: `{length} otherwise proceed`"));
    } else {
        finding.help(format!("write `{head} {among} {length} otherwise proceed`"));
        finding.help("or provide for it in a `consultation` of its own, on which no promise depends");
    }
    if let Some(clock) = found.clock.filter(|it| found.bounded && softened.is_none() && it.expiry.is_none()) {
        let end = Span::new(clock.span.end, clock.span.end);
        finding.fix(Fix::replace(Safety::Unsafe, "proceed when the clock has run", end, " otherwise proceed"));
    }
}

/// The length alone, without what follows and what softens it.
fn limit(text: &str) -> &str {
    let end = ["otherwise", "where ", "as soon"].iter().filter_map(|it| text.find(it)).min().unwrap_or(text.len());
    text[..end].trim_end()
}
