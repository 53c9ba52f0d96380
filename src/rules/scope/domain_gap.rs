//! Some kinds of attack are answered, and others are not mentioned.

use crate::analysis::coverage::{ATTACKS, EventSurvey, Reach, TextualAnswer, spots};
use crate::diagnostic::Severity;
use crate::diagnostic::join_list;
use crate::model::vocabulary::{event, first_year};
use crate::model::{EventKind, OpenWord, Provision};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it checks
    /// A text with a duty to help against attack says of every kind of attack whether it answers it: on land, in the air, by
    /// missiles and drones, at sea, by blockade, by proxies, by sabotage, in networks, in space, by chemical or nuclear
    /// weapons. A word for every armed attack answers all that are done by arms. A list of domains (`domains land, sea,
    /// air`) is a choice that somebody made, and this rule leaves it alone.
    ///
    /// A kind that nobody could use when the text was signed (`signed 1939-08-25`) is none that it leaves out.
    ///
    /// Whether sabotage is an armed attack is a matter of its gravity: a text that answers all other kinds is not reported for
    /// its silence on that alone.
    ///
    /// Kinds done by arms that no duty answers are a warning; kinds of which the text does not say whether they are armed
    /// attacks, advice. So is a text that says it of none, since its events, its areas or what comes before are words,
    /// or still to be agreed.
    ///
    /// ## Why it matters
    /// Whoever plans an attack reads the text for what it leaves out. Who is asked to help, and does not want to, reads it so
    /// too. What is left out on purpose should stand there, so that both sides know it.
    ///
    /// ## Precedent
    /// The Taiwan Relations Act names boycotts and embargoes beside force. The Budapest memorandum promises to seek action
    /// only where nuclear weapons are used or threatened: against the armed forces that came in 2014 it promised nothing.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// trigger attack {
    ///     on invasion, missile-attack against UKR  #~ domain-gap: no obligation covers `artillery-attack`,
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR domains land, air, sea, cyber
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Taiwan Relations Act (1979), section 2(b)(4)
    /// - Memorandum on Security Assurances, Budapest (1994), paragraphs 4 and 5
    "scope/domain-gap" {
        summary: "some kinds of attack are covered, and others are not mentioned",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

/// So many places are looked at.
const MOST_PLACES: usize = 64;

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let duties = cx.facts.tracks().iter().filter(|it| it.is_duty());
    let duties: Vec<&Provision<'_>> = duties.map(|it| cx.model.provision(it.provision)).collect();
    if duties.is_empty() {
        return;
    }
    // What nobody could do when the text was signed, it does not leave out.
    let then = cx.model.head.signed.map(|day| day / 10_000);
    let known = |kind: &str| then.is_none_or(|year| first_year(kind) <= year);
    let kinds: Vec<&str> = ATTACKS.iter().map(|it| it.0).filter(|it| known(it)).collect();
    // A kind that is answered in one place alone is mentioned.
    let opens: Vec<TextualAnswer> = duties.iter().map(|it| opens(cx, it)).collect();
    let reach = spots(cx.model, None).into_iter().take(MOST_PLACES).fold(Reach::NONE, |any, spot| {
        let survey = EventSurvey::new(cx.facts, None, &kinds, spot);
        duties.iter().zip(&opens).fold(any, |any, (it, opens)| any.or(survey.answers(it).and((*opens).into())))
    });
    let answers: Vec<(&str, TextualAnswer)> =
        kinds.iter().enumerate().map(|(at, kind)| (*kind, reach.of(at))).collect();
    // A text that speaks of no attack leaves out none.
    if answers.iter().all(|it| it.1 == TextualAnswer::No) {
        return;
    }
    let Some(place) = events_of(cx, &duties) else { return };
    let is_armed = |kind: &str| event(kind).is_some_and(|it| it.kinetic && it.attack);
    let is_answered = |said, armed| move |it: &&(&str, TextualAnswer)| it.1 == said && is_armed(it.0) == armed;
    let missing: Vec<&str> = answers.iter().filter(is_answered(TextualAnswer::No, true)).map(|it| it.0).collect();
    let unsaid: Vec<&str> = answers.iter().filter(|it| it.1 == TextualAnswer::Unsaid).map(|it| it.0).collect();
    let left_out: Vec<&str> = answers.iter().filter(is_answered(TextualAnswer::No, false)).map(|it| it.0).collect();
    let nothing_sure = !answers.iter().any(|it| it.1 == TextualAnswer::Yes);
    let by = duties.first().map_or_else(String::new, |it| called(it));
    let list = |kinds: &[&str]| kinds.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>();
    if !missing.is_empty() {
        let finding = sink.report(place.1, format!("no obligation covers {}", join_list(&list(&missing), "or")));
        finding.counterexample(format!("`{}` occurs, and nothing else: {by} is not owed", missing[0]));
        finding.help(
            "write `armed-attack`, which covers every armed attack, or name the domains: `domains land, sea, air`",
        );
    } else if nothing_sure {
        let mut advice = sink.weighing(Severity::Advice);
        let finding =
            advice.report(place.1, "the text specifies no kind of attack that an obligation covers".to_owned());
        finding.counterexample(format!(
            "`{}` occurs: one side says that {by} is owed, the other that it is not",
            unsaid.first().or(left_out.first()).unwrap_or(&"an attack")
        ));
        finding.help("specify which attacks are covered, where, and who determines that they have occurred");
    } else if let Some(first) = unsaid.iter().chain(&left_out).find(|it| **it != "sabotage") {
        let silent = format!("the text is silent on whether any obligation covers {}", join_list(&list(&unsaid), "or"));
        let none = format!("no obligation covers {}", join_list(&list(&left_out), "or"));
        let message = match (unsaid.is_empty(), left_out.is_empty()) {
            (false, true) => silent,
            (true, _) => none,
            (false, false) => format!("{silent}, and {none}"),
        };
        let mut advice = sink.weighing(Severity::Advice);
        let finding = advice.report(place.1, message);
        finding.counterexample(match unsaid.first() {
            Some(kind) => {
                format!("`{kind}` occurs: one side says that it is an armed attack, the other that it is not")
            }
            None => format!("`{first}` occurs, and nothing else: {by} is not owed"),
        });
        finding.help(format!(
            "if it is covered, name it in the event: `on armed-attack, {} against …`; if not, write `domains land, sea, air` \
             behind the event, which leaves out every other kind of attack",
            unsaid.first().unwrap_or(first)
        ));
    }
}

/// Whether a duty takes effect where everybody helps, in whatever attack is assumed.
fn opens(cx: &CheckContext<'_>, duty: &Provision<'_>) -> TextualAnswer {
    let cases = cx.model.threat.cases.iter().map(|case| cx.facts.opens(duty.id, Some(case)));
    cases.max().unwrap_or_else(|| cx.facts.opens(duty.id, None))
}

/// Where the events stand that the duties answer; nothing if a list of domains says which are meant.
fn events_of(cx: &CheckContext<'_>, duties: &[&Provision<'_>]) -> Option<(crate::source::FileId, Span)> {
    let mut first = None;
    let mut seen = FxHashSet::default();
    let mut next: Vec<&Provision<'_>> = duties.to_vec();
    while let Some(provision) = next.pop() {
        if !seen.insert(provision.id) {
            continue;
        }
        for events in &provision.events {
            let known = |it: &OpenWord<'_>| !it.hole && !it.quoted;
            if !events.domains.is_empty() && events.domains.iter().all(known) {
                return None;
            }
            let named = events.events.iter().any(|it| !matches!(it.kind, EventKind::Phase(..)));
            if named && first.is_none_or(|(_, span): (_, Span)| events.span.start < span.start) {
                first = Some((provision.file, events.span));
            }
        }
        next.extend(cx.facts.opened_by(provision.id).into_iter().map(|it| cx.model.provision(it)));
    }
    first
}
