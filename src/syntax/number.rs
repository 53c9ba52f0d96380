//! Numbers as drafts write them, and the range in which they count. Everything that is reckoned from them fits.

use super::ast::{Threshold, TimeUnit};
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

/// The largest number; the weights of one table are no more together.
pub const MOST: u64 = 1_000_000_000_000_000;

/// The longest time, in years.
pub const MOST_YEARS: u64 = 1_000;

/// What is wrong with a number that can't be reckoned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberError {
    /// A whole number of votes, members or events.
    Count,
    /// A number with a fraction.
    Amount,
    /// An amount of money with its scale.
    Money,
    /// All weights of a table together.
    Weights,
    /// A part of a whole.
    Share,
    /// A length of time.
    Time,
    /// A day or an hour.
    Instant,
    /// A year.
    Year,
}

impl NumberError {
    /// What is right.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Count => "a whole number is at most 1,000,000,000,000,000",
            Self::Amount => "a number is at most 1,000,000,000,000,000, and has at most three decimals",
            Self::Money => "an amount of money is at most 1,000,000,000,000,000, and has at most three decimals",
            Self::Weights => "the weights of one table are together at most 1,000,000,000,000,000",
            Self::Share => "a part is at most the whole, and has at most six decimals",
            Self::Time => "a length of time is at most 1,000 years, and has at most three decimals",
            Self::Instant => "there is no such day or hour",
            Self::Year => "a year has four digits",
        }
    }
}

/// A number in units of its smallest decimal; `None` if it is out of range, has finer decimals, or is no number.
fn scaled(words: &str, decimals: u32) -> Option<u64> {
    let (whole, rest) = words.split_once('.').unwrap_or((words, ""));
    let rest = rest.trim_end_matches('0');
    let missing = decimals.checked_sub(u32::try_from(rest.len()).ok()?)?;
    if whole.is_empty() || !is_grouped(words) {
        return None;
    }
    let digits = whole.split(',').chain([rest]).flat_map(str::bytes);
    let mut digits = digits.map(|it| it.is_ascii_digit().then(|| u64::from(it - b'0')));
    let number = digits.try_fold(0_u64, |number, digit| number.checked_mul(10)?.checked_add(digit?))?;
    let number = number.checked_mul(10_u64.checked_pow(missing)?)?;
    (u128::from(number) <= u128::from(MOST) * 10_u128.pow(decimals)).then_some(number)
}

/// Whether commas, if there are any, part groups of three digits: `15,000`, and neither `3,5` nor `1,00,000`.
pub(super) fn is_grouped(words: &str) -> bool {
    let (whole, rest) = words.split_once('.').unwrap_or((words, ""));
    let mut groups = whole.split(',');
    let first = groups.next().map_or(0, str::len);
    !rest.contains(',') && groups.all(|it| (1..=3).contains(&first) && it.len() == 3)
}

/// A whole number: `15,000`.
pub fn whole(words: &str) -> Option<u64> {
    scaled(words, 0)
}

/// A number in thousandths, so that decimals stay exact: `83.5` is 83500.
pub fn thousandths(words: &str) -> Option<u64> {
    scaled(words, 3)
}

/// An amount of money in thousandths: its number, and what stands behind it.
pub fn money(number: &str, scale: &str) -> Option<u64> {
    let scale = match scale {
        "thousand" => 1_000,
        "million" => 1_000_000,
        "billion" => 1_000_000_000,
        _ => 1,
    };
    thousandths(number)?.checked_mul(scale).filter(|it| *it <= MOST * 1_000)
}

/// Weights in thousandths, each as written; `None` if one or all together are out of range.
pub fn weights<'w>(words: impl Iterator<Item = &'w str>) -> Option<Vec<u64>> {
    let weights: Vec<u64> = words.map(thousandths).collect::<Option<_>>()?;
    let total: u128 = weights.iter().map(|it| u128::from(*it)).sum();
    (total <= u128::from(MOST) * 1_000).then_some(weights)
}

/// A length of time as a whole number of its unit, or of a smaller one where the text has decimals: `1.5 years` is 18
/// months. A part of a minute counts as a minute.
pub fn time(words: &str, mut unit: TimeUnit) -> Option<(u32, TimeUnit)> {
    let mut number = thousandths(words)?;
    while !number.is_multiple_of(1_000) {
        let (factor, smaller) = match unit {
            TimeUnit::Year => (12, TimeUnit::Month),
            TimeUnit::Month => (30, TimeUnit::Day),
            TimeUnit::Week => (7, TimeUnit::Day),
            TimeUnit::Day => (24, TimeUnit::Hour),
            TimeUnit::Hour => (60, TimeUnit::Minute),
            TimeUnit::Minute => {
                number = number.next_multiple_of(1_000);
                break;
            }
        };
        (number, unit) = (number.checked_mul(factor)?, smaller);
    }
    let days = MOST_YEARS * 1_461 / 4;
    let most = match unit {
        TimeUnit::Year => MOST_YEARS,
        TimeUnit::Month => MOST_YEARS * 12,
        TimeUnit::Week => days / 7,
        TimeUnit::Day => days,
        TimeUnit::Hour => days * 24,
        TimeUnit::Minute => days * 24 * 60,
    };
    let count = Some(number / 1_000).filter(|it| *it <= most)?;
    Some((u32::try_from(count).ok()?, unit))
}

/// A part: `3/4`.
pub(super) fn fraction(numerator: &str, denominator: &str) -> Option<Threshold> {
    let (numerator, denominator) = (whole(numerator)?, whole(denominator)?);
    (denominator > 0 && numerator <= denominator).then_some(Threshold::Share { numerator, denominator })
}

/// A part of a hundred, without its sign: `55`, `66.67`.
pub(super) fn percent(words: &str) -> Option<Threshold> {
    const HUNDRED: u64 = 100_000_000;
    let numerator = scaled(words, 6)?;
    // What is shown of it is as short as what was written.
    let decimals = words.split_once('.').map_or(0, |it| it.1.trim_end_matches('0').len());
    let unit = 10_u64.pow(6 - u32::try_from(decimals).ok()?);
    (numerator <= HUNDRED).then_some(Threshold::Share { numerator: numerator / unit, denominator: HUNDRED / unit })
}

/// A year: `1995`.
pub fn year(words: &str) -> Option<u16> {
    words.parse().ok().filter(|_| words.len() == 4)
}

/// A day, or an hour of it, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateText<'w> {
    /// The day and the hour on the clocks of its zone. Midnight may be the end of its day: it is the beginning of the next.
    pub civil: DateTime,
    /// Whether an hour is said.
    pub hour: bool,
    /// The zone: a name, a distance from universal time, `Z`; empty if none is said.
    pub zone: &'w str,
}

/// A day, or an instant; `None` if there is none such.
pub fn instant(words: &str) -> Option<DateText<'_>> {
    let (words, zone) = words.split_once(' ').unwrap_or((words, ""));
    let (day, clock) = words.split_once('T').unwrap_or((words, ""));
    let zoned = |it: char| matches!(it, 'Z' | '+' | '-') || it.is_ascii_uppercase();
    let (clock, zone) =
        if zone.is_empty() { clock.split_at(clock.find(zoned).unwrap_or(clock.len())) } else { (clock, zone.trim()) };
    let day: Date = day.parse().ok()?;
    let hour = !clock.is_empty();
    let (hours, minutes) = if hour { clock.split_once(':')? } else { ("0", "0") };
    let (hours, minutes): (i8, i8) = (hours.parse().ok()?, minutes.parse().ok()?);
    let civil = match (hours, minutes) {
        (24, 0) => day.tomorrow().ok()?.at(0, 0, 0, 0),
        _ => DateTime::new(day.year(), day.month(), day.day(), hours, minutes, 0, 0).ok()?,
    };
    if zone.starts_with(['+', '-']) {
        offset(zone)?.to_timestamp(civil).ok()?;
    }
    Some(DateText { civil, hour, zone })
}

/// A distance from universal time: `+02:00`.
pub fn offset(words: &str) -> Option<Offset> {
    let (hours, minutes) = words.strip_prefix(['+', '-'])?.split_once(':')?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let seconds =
        Some(hours * 3_600 + minutes * 60).filter(|_| (0..60).contains(&minutes) && (0..=18).contains(&hours))?;
    Offset::from_seconds(if words.starts_with('-') { -seconds } else { seconds }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_exact_or_none() {
        assert_eq!(thousandths("15,000"), Some(15_000_000));
        assert_eq!(thousandths("83.5"), Some(83_500));
        assert_eq!(thousandths("0.0010"), Some(1));
        assert_eq!(whole("1,000,000,000,000,000"), Some(MOST));
        for words in [
            "0.0019",
            "1,000,000,000,000,001",
            "99999999999999999999",
            "3,5",
            "1.2.3",
            "",
            ",000",
            "1.000,5",
            "1,00,000",
            "1500,000",
        ] {
            assert_eq!(thousandths(words), None, "{words}");
        }
        assert_eq!(whole("3.0"), Some(3));
        assert_eq!(whole("3.5"), None);
        assert_eq!(money("500", "million"), Some(500_000_000_000));
        assert_eq!(money("1,000,000", "billion"), Some(MOST * 1_000));
        assert_eq!(money("1,000,001", "billion"), None);
    }

    #[test]
    fn decimals_become_smaller_units() {
        assert_eq!(time("72", TimeUnit::Hour), Some((72, TimeUnit::Hour)));
        assert_eq!(time("1.5", TimeUnit::Year), Some((18, TimeUnit::Month)));
        assert_eq!(time("0.5", TimeUnit::Day), Some((12, TimeUnit::Hour)));
        assert_eq!(time("0.333", TimeUnit::Minute), Some((1, TimeUnit::Minute)));
        assert_eq!(time("1,000", TimeUnit::Year), Some((1_000, TimeUnit::Year)));
        for (words, unit) in [("1,001", TimeUnit::Year), ("99999999999", TimeUnit::Minute), ("3,5", TimeUnit::Day)] {
            assert_eq!(time(words, unit), None, "{words}");
        }
    }

    #[test]
    fn parts_are_parts() {
        let share = |numerator, denominator| Some(Threshold::Share { numerator, denominator });
        assert_eq!(percent("55"), share(55, 100));
        assert_eq!(percent("66.670"), share(6_667, 10_000));
        assert_eq!(percent("55.123456"), share(55_123_456, 100_000_000));
        assert_eq!((percent("55.1234567"), percent("100.1"), percent("100")), (None, None, share(100, 100)));
        assert_eq!((fraction("3", "4"), fraction("3", "0"), fraction("5", "4")), (share(3, 4), None, None));
    }

    #[test]
    fn days_and_hours_exist() {
        let shown = |words| instant(words).map(|it| it.civil.to_string());
        assert_eq!(shown("2026-03-01").as_deref(), Some("2026-03-01T00:00:00"));
        assert_eq!(shown("2026-03-01T06:00Z").as_deref(), Some("2026-03-01T06:00:00"));
        assert_eq!(shown("2026-03-01T01:00+02:00").as_deref(), Some("2026-03-01T01:00:00"));
        let zone = |words| instant(words).map(|it| (it.zone, it.hour));
        assert_eq!(zone("2026-03-01T01:00+02:00"), Some(("+02:00", true)));
        assert_eq!(zone("2026-03-01T24:00 Europe/Kyiv"), Some(("Europe/Kyiv", true)));
        assert_eq!(zone("2026-03-01"), Some(("", false)));
        assert_eq!(shown("2026-03-01T24:00 Europe/Kyiv").as_deref(), Some("2026-03-02T00:00:00"));
        for words in [
            "2026-02-30",
            "2026-13-01",
            "2026-03-01T24:01",
            "2026-03-01T25:00Z",
            "2026-03-01T06:60",
            "2026-03-01T06:00+99:00",
        ] {
            assert_eq!(instant(words), None, "{words}");
        }
        assert_eq!((year("1995"), year("99999"), year("95")), (Some(1995), None, None));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_longer_time_never_reads_as_a_shorter_one(one in "[0-9]{1,24}", other in "[0-9]{1,24}", unit in 0..6usize) {
            let units = [TimeUnit::Minute, TimeUnit::Hour, TimeUnit::Day, TimeUnit::Week, TimeUnit::Month, TimeUnit::Year];
            let number = |it: &str| it.parse::<u128>().expect("digits");
            let (less, more) = if number(&one) <= number(&other) { (one, other) } else { (other, one) };
            // What is out of range is longer than what is not.
            let count = |words: &str| time(words, units[unit]).map_or(u64::MAX, |it| u64::from(it.0));
            prop_assert!(count(&less) <= count(&more));
        }
    }
}
