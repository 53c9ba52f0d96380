//! Protection ends on a day, and the text says nothing of what follows.

use crate::analysis::exits::helps;
use crate::model::{DetailKind, DurationClause, Length, Occasion, OccasionKind, Provision, Until};
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, called, protected};
use crate::source::Span;
use crate::syntax::ast::{Phase, ProvisionKind, State};

declare_rule! {
    /// ## What it checks
    /// A treaty that promises help, or a promise of help, that is given for a number of years says what comes at their end: a
    /// renewal, or a talk that the text itself dates. Who may renew is the matter of `veto/renewal-veto`.
    ///
    /// An end on a date is one after a number of years. Supplies, sanctions and the mandates of forces are given for a time by
    /// their nature. They are not looked at, nor is a text that promises no help; but where sanctions are lifted and may return,
    /// the day after which they no longer return is such an end.
    ///
    /// ## Why it matters
    /// A day on which protection ends is known to everybody, and to the adversary first: it has only to wait. As the day comes
    /// near, the beneficiary must buy the renewal at the price of that hour, and investors, refugees and recruits leave before
    /// it. The guarantor gets a crisis in the calendar.
    ///
    /// ## Precedent
    /// The bilateral agreements of 2024 with Ukraine were given for ten years. The annex of November 2025 gives a guarantee of
    /// ten years too, which goes on only if both sides agree. The Warsaw treaty of 1955 ran for twenty years and ten more by
    /// itself. The return of sanctions under resolution 2231 (2015) was to end on 18 October 2025; it was set off seven weeks
    /// before that day.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// obligation assist {
    ///     guarantors shall assist UKR
    ///     by weapons
    /// }
    /// duration { 10 years }  #~ sunset-cliff: the treaty ends after 10 years, and
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// obligation assist {
    ///     guarantors shall assist UKR
    ///     by weapons
    /// }
    /// duration { 10 years renewable automatically }
    /// ```
    ///
    /// ## References
    /// - Treaty of Friendship, Co-operation and Mutual Assistance, Warsaw (1955), article 11
    "exit/sunset-cliff" {
        summary: "protection ends on a day, and the text says nothing of what follows",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    if cx.model.own_provisions().any(is_review) {
        return;
    }
    for provision in cx.model.own_provisions() {
        let whole = provision.kind == ProvisionKind::Duration;
        let part = cx.model.part_of(provision.unit);
        let promises = |it: &Provision<'_>| cx.model.part_of(it.unit) == part && helps(cx.facts, it);
        let renewed = |it: &Provision<'_>| it.kind == ProvisionKind::Renewal && cx.model.part_of(it.unit) == part;
        let returns = provision.kind == ProvisionKind::Sanctions
            && provision.details.iter().any(|it| matches!(it.kind, DetailKind::SnapbackUpon(..)));
        let looked_at = if whole {
            cx.model.own_provisions().any(promises) && !cx.model.own_provisions().any(renewed)
        } else {
            helps(cx.facts, provision) || returns
        };
        let term = if looked_at { term(cx, provision) } else { None };
        if let Some((when, span)) = term {
            let what = match (whole, part) {
                _ if returns => format!("the return of {}", called(provision)),
                (true, None) => "the treaty".to_owned(),
                (true, Some(_)) => "this part of the treaty".to_owned(),
                (false, _) => called(provision),
            };
            if returns {
                report_return(cx, sink, &what, &when, span);
            } else {
                report(cx, sink, &what, whole, &when, span);
            }
        }
    }
}

/// When something ends.
enum Cliff {
    After(Length),
    On(String),
}

impl std::fmt::Display for Cliff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::After(length) => write!(f, "after {length}"),
            Self::On(day) => write!(f, "on {day}"),
        }
    }
}

/// When something ends, if nothing is said of a renewal.
fn term(cx: &CheckContext<'_>, provision: &Provision<'_>) -> Option<(Cliff, Span)> {
    provision.details.iter().find_map(|it| match &it.kind {
        DetailKind::Duration(DurationClause { period: Some(period), renewal: None, .. }) => {
            period.length().map(|length| (Cliff::After(length), it.span))
        }
        DetailKind::Duration(DurationClause { period: None, until: Some(until), renewal: None })
        | DetailKind::Until(until) => match &**until {
            Until::Occasion(Occasion { span, kind: OccasionKind::Instant(_) }) => {
                Some((Cliff::On(cx.model.quoted(*span)), it.span))
            }
            _ => None,
        },
        _ => None,
    })
}

/// Whether it is a talk that the text dates, so that the parties meet before the end comes upon them.
fn is_review(provision: &Provision<'_>) -> bool {
    let dated = |it: &OccasionKind<'_>| {
        matches!(
            it,
            OccasionKind::Instant(_) | OccasionKind::Phase(Phase::End, _) | OccasionKind::State(_, State::Expired)
        )
    };
    provision.kind == ProvisionKind::Consultation
        && (provision.upon.iter().flat_map(|it| &it.any).flatten().any(|it| dated(&it.kind))
            || provision.details.iter().any(|it| matches!(&it.kind, DetailKind::Starting(at) if dated(&at.kind))))
}

/// The day after which sanctions no longer return.
fn report_return(cx: &CheckContext<'_>, sink: &mut Sink<'_>, what: &str, when: &Cliff, span: Span) {
    let finding = sink.report(span, format!("{what} ends {when}, and the text does not say what follows"));
    finding.here("neither renewed nor reviewed");
    let attacker = attacker(cx.model);
    finding.counterexample(format!("{attacker} breaks its promise after that day: the measures do not return"));
    finding.help("let the return last as long as what was promised for the relief");
    finding.help("or meet in good time: `consultation review { among parties starting 2034-01-01 }`");
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, what: &str, whole: bool, when: &Cliff, span: Span) {
    let finding = sink.report(span, format!("{what} ends {when}, and the text does not say what follows"));
    finding.here("neither renewed nor reviewed");
    let waits = match when {
        Cliff::After(length) => format!("waits for {length}"),
        Cliff::On(day) => format!("waits until {day}"),
    };
    finding.counterexample(format!(
        "{} {waits}: on the day after, nobody owes {} anything under {}",
        attacker(cx.model),
        protected(cx.model),
        if whole { "the text".to_owned() } else { what.to_owned() }
    ));
    let words = cx.model.quoted(span);
    let words = words.strip_prefix("duration").unwrap_or(&words).trim().to_owned();
    if words.contains(['[', '`', '{']) || matches!(when, Cliff::On(_)) {
        finding.help("let it go on by itself: `renewable automatically`");
    } else if whole {
        finding.help(format!("let it go on by itself: `duration {{ {words} renewable automatically }}`"));
    } else {
        finding.help(format!("let it go on by itself: `duration {words} renewable automatically`"));
    }
    finding.help("or meet in good time: `consultation review { among parties starting 2034-01-01 }`");
}
