//! Numbers in prose: digits and words.

use super::regex;
use crate::prose::numerals::{ONES, TENS};
use regex::Regex;
use std::sync::LazyLock;

/// A number in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProseNumber {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Its value.
    pub value: u64,
}

/// A length of time in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProsePeriod {
    /// The number and its unit.
    pub number: ProseNumber,
    /// The length in hours, where the unit has a fixed one; months and years are counted in months.
    pub length: PeriodLength,
}

/// A length of time that can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PeriodLength {
    /// So many minutes.
    Minutes(u64),
    /// So many months.
    Months(u64),
}

impl PeriodLength {
    /// So many of a unit: `days`, `month`.
    pub fn of(count: u64, unit: &str) -> Option<Self> {
        Some(match unit.trim_end_matches('s') {
            "minute" => Self::Minutes(count),
            "hour" => Self::Minutes(count * 60),
            "day" => Self::Minutes(count * 60 * 24),
            "week" => Self::Minutes(count * 60 * 24 * 7),
            "month" => Self::Months(count),
            "year" => Self::Months(count * 12),
            _ => return None,
        })
    }
}

/// A number in digits, with or without commas.
pub fn digits(text: &str) -> Option<u64> {
    let plain: String = text.chars().filter(|it| *it != ',').collect();
    plain.parse().ok().filter(|it| *it < 1_000_000_000_000)
}

/// The value of a number in words, if they are one as a whole: `one hundred and twenty-five`.
pub fn in_words(words: &[&str]) -> Option<u64> {
    let (mut total, mut group) = (0_u64, 0_u64);
    let mut seen = false;
    let parts = words.iter().flat_map(|it| it.split('-'));
    for word in parts {
        let word = word.to_ascii_lowercase();
        let ones = ONES.iter().position(|it| *it == word).map(|it| it as u64);
        let tens = TENS.iter().position(|it| *it == word).map(|it| it as u64 * 10 + 20);
        match (ones.or(tens), &*word) {
            (Some(number), _) => group = group.checked_add(number)?,
            (None, "hundred") => group = group.max(1) * 100,
            (None, "thousand") => (total, group) = (total + group.max(1) * 1_000, 0),
            (None, "million") => (total, group) = (total + group.max(1) * 1_000_000, 0),
            (None, "and") if seen => continue,
            _ => return None,
        }
        seen = true;
        if group > 999_999 {
            return None;
        }
    }
    seen.then_some(total + group)
}

/// The number in words that ends a text, the longest there is, and where it begins.
pub fn ending(text: &str) -> Option<(usize, u64)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut end = text.trim_end().len();
    let mut best = None;
    while words.len() < 8 && end > 0 {
        let head = &text[..end];
        let start = head.rfind(|it: char| it.is_whitespace()).map_or(0, |it| it + 1);
        let word = &text[start..end];
        if word.is_empty() || !word.bytes().all(|it| it.is_ascii_alphabetic() || it == b'-') {
            break;
        }
        words.insert(0, (start, word));
        let all: Vec<&str> = words.iter().map(|it| it.1).collect();
        // A number doesn't begin with its joint.
        if let Some(value) = in_words(&all) {
            best = Some((start, value));
        } else if !all[0].eq_ignore_ascii_case("and") {
            break;
        }
        end = head[..start].trim_end().len();
    }
    best
}

static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:(?P<digits>[0-9][0-9,]*)|(?P<words>[a-z]+(?:-[a-z]+)?))\s+(?:calendar\s+|working\s+|consecutive\s+)?(?P<unit>minutes?|hours?|days?|weeks?|months?|years?)\b",
    )
});

/// The lengths of time in a text. "Each year" and "a few days" are none.
pub fn periods(text: &str) -> Vec<ProsePeriod> {
    let each = PERIOD.captures_iter(text).filter_map(|found| {
        let unit = found.name("unit")?;
        let (from, value) = match (found.name("digits"), found.name("words")) {
            (Some(it), _) => (it.start(), digits(it.as_str())?),
            (_, Some(it)) if matches!(it.as_str(), "a" | "an") => (it.start(), 1),
            (_, Some(it)) => ending(&text[..it.end()])?,
            _ => return None,
        };
        let length = PeriodLength::of(value, &unit.as_str().to_ascii_lowercase())?;
        Some(ProsePeriod { number: ProseNumber { from, to: unit.end(), value }, length })
    });
    each.collect()
}

static NOUN: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:(?P<digits>[0-9][0-9,]*)|(?P<words>[A-Za-z]+(?:-[a-z]+)?))\s+(?P<noun>[a-z]{3,})\b"));

/// The numbers before a noun, in the singular or plural.
pub fn counted(text: &str, noun: &str) -> Vec<ProseNumber> {
    let singular = noun.trim_end_matches('s');
    // A noun may be the number of the next: in "and ten tanks", `ten` is none.
    let mut at = 0;
    let all = std::iter::from_fn(|| {
        let found = NOUN.captures_at(text, at)?;
        at = found.name("noun").map_or(text.len(), |it| it.start());
        Some(found)
    });
    let each = all.filter_map(|found| {
        let word = found.name("noun")?;
        if word.as_str().trim_end_matches('s') != singular {
            return None;
        }
        let (from, value) = match (found.name("digits"), found.name("words")) {
            (Some(it), _) => (it.start(), digits(it.as_str())?),
            (_, Some(it)) => ending(&text[..it.end()])?,
            _ => return None,
        };
        Some(ProseNumber { from, to: word.end(), value })
    });
    each.collect()
}

static TWICE: LazyLock<Regex> = LazyLock::new(|| regex(r"(?P<words>[A-Za-z-]+)\s*\(\s*(?P<digits>[0-9][0-9,]*)\s*\)"));

/// Numbers that are written in words and in figures, with both values: `thirty (45)`.
pub fn written_twice(text: &str) -> Vec<(ProseNumber, u64)> {
    let each = TWICE.captures_iter(text).filter_map(|found| {
        let (words, figures) = (found.name("words")?, found.name("digits")?);
        let (from, value) = ending(&text[..words.end()])?;
        let number = ProseNumber { from, to: found.get(0)?.end(), value };
        Some((number, digits(figures.as_str())?))
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbers() {
        for (words, value) in [
            ("thirty", 30),
            ("seventy-two", 72),
            ("one hundred and twenty-five", 125),
            ("ten thousand", 10_000),
            ("two thousand five hundred", 2_500),
        ] {
            assert_eq!(in_words(&words.split(' ').collect::<Vec<_>>()), Some(value), "{words}");
        }
        for words in ["thirty odd", "and", "men", "thousands"] {
            assert_eq!(in_words(&words.split(' ').collect::<Vec<_>>()), None, "{words}");
        }
        assert_eq!(ending("within one hundred and five"), Some((7, 105)));
        assert_eq!(ending("both and five"), Some((9, 5)));
    }

    #[test]
    fn numbers_are_found_with_what_they_count() {
        let told = |text| periods(text).into_iter().map(|it| it.length).collect::<Vec<_>>();
        assert_eq!(told("within 72 hours"), told("within three days"));
        assert_eq!(told("for one year and a month"), [PeriodLength::Months(12), PeriodLength::Months(1)]);
        assert!(told("each year, a few days, some hours").is_empty());
        assert_eq!(
            counted("2,500 personnel and ten tanks", "tank").iter().map(|it| it.value).collect::<Vec<_>>(),
            [10]
        );
        let twice = written_twice("within thirty (45) days and ten (10) days, see (3) and Annex (4)");
        assert_eq!(twice.iter().map(|it| (it.0.value, it.1)).collect::<Vec<_>>(), [(30, 45), (10, 10)]);
    }
}
