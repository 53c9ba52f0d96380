//! A date that the calendar does not have, or two dates in the wrong order.

use crate::analysis::prose::{date, spoken};
use crate::rules::prelude::*;
use jiff::civil::Weekday;

declare_rule! {
    /// ## What it checks
    /// In prose, each date is a day of the calendar, falls on the day of the week that the text gives it, and of two
    /// dates from which and until which something runs, the first comes first. Quotations are not read. The 29th of
    /// February of years before 1926 is left alone, since it may be a date by the Julian calendar.
    ///
    /// ## Why it matters
    /// A clock that starts on a day which never comes does not start. Whoever owes the first act says so. The rule
    /// serves whoever waits for that act.
    ///
    /// ## Precedent
    /// The package of measures of Minsk of 2015 gives the start of its cease-fire with the hour, the zone and the day:
    /// 00:00, Kyiv time, on 15 February 2015.
    ///
    /// ## Example
    /// ```treaty,bad
    /// article 1 "Cease-fire" {
    ///     text """
    ///         The cease-fire begins on 31 February 2027.
    ///         """  #~^ prose/impossible-date: `31 February 2027` is no day of the calendar
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// article 1 "Cease-fire" {
    ///     text """
    ///         The cease-fire begins on 28 February 2027.
    ///         """
    /// }
    /// ```
    ///
    /// ## References
    /// - Package of measures for the implementation of the Minsk agreements (2015), paragraph 1
    "prose/impossible-date" {
        summary: "a date is not in the calendar, or an end comes before its beginning",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for block in spoken(cx.model) {
        for it in date::dates(&block.text) {
            let place = block.place(it.from, it.to);
            let words = cx.model.quoted(place);
            match (it.date, it.weekday) {
                (None, _) => {
                    let finding = sink.report(place, format!("`{words}` is no day of the calendar"));
                    finding.help("write a day that the month has");
                }
                (Some(date), Some(weekday)) if date.weekday() != weekday => {
                    let right = named(date.weekday());
                    let finding = sink.report(place, format!("`{words}` is a {right}"));
                    finding.help(format!("write `{right}`, or the date that is meant"));
                }
                _ => {}
            }
        }
        for (first, last) in date::spans(&block.text) {
            if first.date.zip(last.date).is_some_and(|(first, last)| last < first) {
                let place = block.place(last.from, last.to);
                let before = cx.model.quoted(block.place(first.from, first.to));
                let words = cx.model.quoted(place);
                let finding = sink.report(place, format!("`{words}` lies before `{before}`, from which the time runs"));
                finding.label(block.place(first.from, first.to), "the beginning");
            }
        }
    }
}

fn named(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
