//! How long it takes.

use super::*;
use crate::analysis::timeline::Timetable;

/// The time to a provision, or the gate without a clock; of a duty that must be done by no day, the time until it is owed.
fn time(facts: &Facts<'_>, table: &Timetable, to: u32) -> String {
    let id = ProvisionId(to);
    let (mut arrival, mut way) = (table.arrival(id), table.way(id));
    if arrival.open.is_some_and(|it| it.own) {
        (arrival, way) = (table.live(id), table.way_to_live(id));
    }
    let all = way.iter().fold(crate::model::Length::default(), |sum, leg| sum.then(leg.length));
    assert_eq!(all, arrival.length, "the legs add up");
    match arrival.open {
        Some(open) => format!("{} then {}", arrival.length, text(facts, open.span)),
        None => arrival.length.to_string(),
    }
}

/// Checks the time to the promise of the usual draft: in the worst case, and at the earliest.
#[track_caller]
fn check_times(gates: &str, own: &str, worst: &str, earliest: &str) {
    let text = triggered(gates).replace("shall assist UKR upon", &format!("shall assist UKR {own} upon"));
    let found = with(&text, |facts| {
        let at_once = facts.timetable(Bound::Earliest, None, TimelineStart::default());
        (time(facts, facts.worst_case(), 1), time(facts, &at_once, 1))
    });
    assert_eq!((found.0.as_str(), found.1.as_str()), (worst, earliest), "{gates} {own}");
}

#[test]
fn the_longest_way_and_the_shortest() {
    check_times("decided by each of guarantors", "within 3 days", "3 days", "no time");
    check_times(
        "consultation among guarantors within 3 days otherwise proceed decided by each of guarantors",
        "within 3 days",
        "6 days",
        "no time",
    );
    check_times(
        "consultation among guarantors within 3 days decided by unanimity of guarantors within 72 hours",
        "",
        "3 days",
        "no time",
    );
    check_times(
        "decided by unanimity of guarantors within 72 hours otherwise determination of UKR within 24 hours",
        "",
        "4 days",
        "no time",
    );
    check_times("decided by consensus of guarantors silence counts as consent after 48 hours", "", "2 days", "no time");
    check_times("requested by UKR", "", "no time", "no time");
    check_times(
        "decided by majority of guarantors within 90 minutes",
        "within 1 month",
        "1 month, 1 hour and 30 minutes",
        "no time",
    );
}

#[test]
fn the_days_for_objections_run_out_in_any_case() {
    check_times("decided unless majority of guarantors object within 12 hours", "", "12 hours", "12 hours");
}

#[test]
fn a_gate_without_a_clock_has_no_end() {
    check_times(
        "decided by unanimity of guarantors",
        "within 3 days",
        "no time then unanimity of guarantors",
        "no time",
    );
    check_times("consultation among guarantors", "", "no time then consultation among guarantors", "no time");
    check_times("subject to \"a settlement\"", "", "no time then \"a settlement\"", "no time");
    // Softened, a clock is none.
    check_times(
        "consultation among guarantors within 3 days where possible otherwise proceed",
        "",
        "no time then consultation among guarantors within 3 days where possible otherwise proceed",
        "no time",
    );
}

#[test]
fn a_clock_counts_from_what_it_names() {
    let text = draft(
        "article 1 {
            trigger alarm { on armed-attack against UKR consultation among FRA, GBR within 2 days otherwise proceed }
            trigger attack { on armed-attack against UKR decided by each of guarantors }
            obligation assist { each of guarantors shall assist UKR within 3 days after alarm upon attack by weapons }
        }",
    );
    with(&text, |facts| assert_eq!(time(facts, facts.worst_case(), 2), "5 days"));
}

#[test]
fn an_approval_holds_up_its_own_state_alone() {
    let gates = "decided by each of guarantors";
    let text = triggered(gates).replace(
        "upon attack by",
        "within 3 days upon attack subject to approval of USA by \"Congress\" within 60 days by",
    );
    with(&text, |facts| {
        let provision = ProvisionId(1);
        assert!(facts.differs_by_bearer(provision) && !facts.differs_by_bearer(ProvisionId(0)));
        let of = |bearer: &str| {
            let bearer = facts.treaty().actor_named(bearer);
            time(facts, &facts.timetable(Bound::Worst, bearer, TimelineStart::default()), 1)
        };
        assert_eq!((of("USA"), of("FRA")), ("63 days".to_owned(), "3 days".to_owned()));
        assert_eq!(time(facts, facts.worst_case(), 1), "63 days");
    });
}

#[test]
fn months_count_as_they_come_once_the_day_is_known() {
    let gates = "consultation among FRA within 1 month otherwise proceed subject to consent of GBR within 30 days";
    let text = triggered(gates);
    with(&text, |facts| {
        let on = |day: &str| {
            let calendar = TimelineStart::from(day).expect("a date");
            time(facts, &facts.timetable(Bound::Worst, None, calendar), 1)
        };
        // February is shorter than thirty days.
        assert_eq!((on("2027-02-01"), on("2027-03-01")), ("30 days".to_owned(), "1 month".to_owned()));
    });
}

#[test]
fn a_rung_answers_in_its_window() {
    let text = draft(
        "article 1 { ladder answers {
            rung \"warning\" { on ceasefire-breach against UKR window 0 hours to 24 hours response diplomacy by FRA }
            rung \"coalition\" { on ceasefire-breach against UKR window 24 hours to 72 hours response weapons by FRA }
        } }",
    );
    with(&text, |facts| {
        let at_once = facts.timetable(Bound::Earliest, None, TimelineStart::default());
        assert_eq!((time(facts, &at_once, 1), time(facts, &at_once, 2)), ("no time".to_owned(), "1 day".to_owned()));
    });
}

/// Clocks from the hardest to those that bind nobody to any day.
const CLOCKS: &[&str] = &[
    "within 1 day",
    "within 36 hours",
    "within 30 days",
    "within 2 months",
    "promptly",
    "within about 1 day",
    "within 1 day where possible",
    "within TBD",
    "not later than \"the tenth working day\"",
    "not later than 2031-01-01",
    "",
];

/// Gates that wait for a clock, or for whoever has none.
const GATES: &[&str] = &[
    "consultation among FRA, GBR CLOCK otherwise proceed",
    "decided by unanimity of guarantors CLOCK otherwise lapses",
    "decided by unanimity of guarantors CLOCK otherwise determination of UKR within 1 day",
    "decided by each of guarantors CLOCK",
    "requested by UKR CLOCK",
    "requested by FRA CLOCK",
    "subject to consent of GBR CLOCK",
    "decided unless majority of guarantors object CLOCK",
    "decided by Council CLOCK",
];

fn at_worst(gate: &str, own: &str, inner: &str) -> u64 {
    let text = draft(&format!(
        "body Council \"council\" {{ members FRA, GBR convened by any of members within 2 days
            decides by majority of members {inner} }}
        article 1 {{
            trigger attack {{ on armed-attack against UKR {gate} }}
            obligation first {{ upon attack FRA shall assist UKR {own} by training }}
            obligation assist {{ upon completion of first GBR shall assist UKR within 1 day by weapons }}
        }}"
    ));
    with(&text, |facts| {
        let id = facts.treaty().provision_named("assist").expect("a duty");
        facts.worst_case().arrival(id).minutes().unwrap_or(u64::MAX)
    })
}

#[test]
fn longer_softer_and_dropped_clocks_never_shorten() {
    for gate in GATES {
        for inner in [CLOCKS[0], CLOCKS[2], CLOCKS[6], CLOCKS[10]] {
            for (at, own) in CLOCKS.iter().enumerate() {
                let mut before = 0;
                for clock in CLOCKS {
                    // Where there is nobody to object in any time, it takes effect at once.
                    if clock.is_empty() && gate.contains("unless") {
                        continue;
                    }
                    let gate = match (clock.is_empty(), gate.split_once("CLOCK")) {
                        (true, Some((gate, _))) => gate.to_owned(),
                        _ => gate.replace("CLOCK", clock),
                    };
                    let time = at_worst(&gate, own, inner);
                    assert!(time >= before, "{gate} {clock}: {own}, {inner}");
                    assert!(at < 4 || time == u64::MAX, "{own} is no clock");
                    before = time;
                }
            }
            let mut before = 0;
            for own in CLOCKS {
                let time = at_worst(&gate.replace("CLOCK", "within 3 days"), own, inner);
                assert!(time >= before, "{gate}: {own}, {inner}");
                before = time;
            }
        }
    }
}
