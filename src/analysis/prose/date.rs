//! Dates in prose.

use super::regex;
use crate::prose::numerals::MONTHS;
use jiff::civil::{Date, Weekday};
use regex::Regex;
use std::sync::LazyLock;

/// A date in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProseDate {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// The day, if the calendar has it.
    pub date: Option<Date>,
    /// The day of the week that the text gives it.
    pub weekday: Option<Weekday>,
}

const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Before this year, texts may count by another calendar.
const GREGORIAN: i16 = 1926;

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let months = MONTHS.join("|");
    let days = "(?:(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),?\\s+)?";
    regex(&format!(
        r"\b{days}(?:(?:the\s+)?(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?(?P<m1>{months}),?\s+(?P<y1>[0-9]{{4}})|(?P<m2>{months})\s+(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>[0-9]{{4}})|(?P<y3>[0-9]{{4}})-(?P<m3>[0-9]{{2}})-(?P<d3>[0-9]{{2}}))\b"
    ))
});

/// The dates in a text.
pub fn dates(text: &str) -> Vec<ProseDate> {
    let each = DATE.captures_iter(text).filter_map(|found| {
        let whole = found.get(0)?;
        let group = |names: [&str; 3]| names.into_iter().find_map(|it| found.name(it)).map(|it| it.as_str());
        let day: i8 = group(["d1", "d2", "d3"])?.parse().ok()?;
        let year: i16 = group(["y1", "y2", "y3"])?.parse().ok()?;
        let month = group(["m1", "m2", "m3"])?;
        let month = match MONTHS.iter().position(|it| it.eq_ignore_ascii_case(month)) {
            Some(at) => at as i8 + 1,
            None => month.parse().ok()?,
        };
        let date = Date::new(year, month, day).ok();
        // What is no day today may have been one by the Julian calendar.
        if date.is_none() && year < GREGORIAN && (1..=12).contains(&month) && day == 29 {
            return None;
        }
        let weekday = found.name("weekday").map(|it| it.as_str().to_ascii_lowercase());
        let weekday = weekday.and_then(|name| WEEKDAYS.iter().find(|it| it.0 == name)).map(|it| it.1);
        let weekday = weekday.filter(|_| year >= GREGORIAN);
        Some(ProseDate { from: whole.start(), to: whole.end(), date, weekday })
    });
    each.collect()
}

/// Two dates of which the text says that the time runs from the first to the second.
pub fn spans(text: &str) -> Vec<(ProseDate, ProseDate)> {
    let all = dates(text);
    let runs = all.windows(2).filter(|pair| {
        let before: String = text[..pair[0].from].split_whitespace().next_back().unwrap_or_default().to_lowercase();
        let between = text[pair[0].to..pair[1].from].split_whitespace().collect::<Vec<_>>().join(" ");
        let between = between.trim_end_matches(" and including");
        matches!((&*before, between), ("from", "to" | "until" | "till") | ("between", "and"))
    });
    runs.map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_their_forms() {
        let text = "On 31 February 2027, 5 December 1994, December 5, 1994, 1994-12-05 and the 4th day of April, 1949; 29 February 1900";
        let told: Vec<_> = dates(text).into_iter().map(|it| it.date.map(|it| it.to_string())).collect();
        let some = |it: &str| Some(it.to_owned());
        assert_eq!(told, [None, some("1994-12-05"), some("1994-12-05"), some("1994-12-05"), some("1949-04-04")]);
        assert_eq!(dates("Monday, 5 December 1994")[0].weekday, Some(Weekday::Monday));
        assert_eq!(spans("from 1 March 2027 until 1 February 2027").len(), 1);
        assert!(spans("on 1 March 2027 and 1 February 2027").is_empty());
    }
}
