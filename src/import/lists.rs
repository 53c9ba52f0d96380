//! Counts the lists of a word processor: their numbers are not part of the words.

use crate::prose::numerals;
use rustc_hash::FxHashMap;

/// The most levels of a list.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListLevel {
    /// The first number.
    pub start: u32,
    /// The kind of number: `decimal`, `lowerLetter`, `bullet` …
    pub format: String,
    /// The number as it is shown: `(%1)`, `Article %2`.
    pub text: String,
    /// Whether all numbers in it are shown as digits.
    pub legal: bool,
}

impl Default for ListLevel {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), text: String::new(), legal: false }
    }
}

/// The lists of a file, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    levels: FxHashMap<(String, usize), ListLevel>,
    families: FxHashMap<String, String>,
    restarts: FxHashMap<(String, usize), u32>,
    counted: FxHashMap<String, [Option<u32>; LEVELS]>,
}

impl Lists {
    /// Says how a level of a family of lists counts.
    pub(super) fn define(&mut self, family: &str, at: usize, level: ListLevel) {
        self.levels.insert((family.to_owned(), at), level);
    }

    /// Says to which family a list belongs.
    pub(super) fn list(&mut self, list: &str, family: &str) {
        self.families.insert(list.to_owned(), family.to_owned());
    }

    /// Says with which number a list begins anew.
    pub(super) fn restart(&mut self, list: &str, at: usize, number: u32) {
        self.restarts.insert((list.to_owned(), at), number);
    }

    /// The number of the next paragraph of a list, as it is shown.
    pub(super) fn next(&mut self, list: &str, at: usize) -> Option<String> {
        let family = self.families.get(list)?.clone();
        let level = self.levels.get(&(family.clone(), at)).filter(|_| at < LEVELS)?.clone();
        let counted = self.counted.entry(family.clone()).or_default();
        let restarted = self.restarts.remove(&(list.to_owned(), at));
        counted[at] = Some(match (restarted, counted[at]) {
            (Some(number), _) => number,
            (None, Some(number)) => number.saturating_add(1),
            (None, None) => level.start,
        });
        counted[at + 1..].fill(None);
        let counted = *counted;
        if level.format == "bullet" {
            return Some("–".to_owned());
        }
        let mut shown = String::new();
        let mut signs = level.text.chars().peekable();
        while let Some(sign) = signs.next() {
            let which = signs.peek().and_then(|it| it.to_digit(10)).filter(|it| sign == '%' && *it > 0);
            let Some(which) = which.map(|it| it as usize - 1) else {
                shown.push(sign);
                continue;
            };
            signs.next();
            let other = self.levels.get(&(family.clone(), which));
            let number = counted.get(which).copied().flatten().or(other.map(|it| it.start)).unwrap_or(1);
            let format = other.map_or("decimal", |it| &it.format);
            shown.push_str(&numeral(number, if level.legal { "decimal" } else { format }));
        }
        Some(shown)
    }
}

/// A number as a list shows it.
fn numeral(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerRoman" => numerals::roman(number as usize).to_lowercase(),
        "upperRoman" => numerals::roman(number as usize),
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

/// `a` to `z`, then `aa`, `bb` and so on.
fn letters(number: u32) -> String {
    numerals::letter((number.clamp(1, 780) - 1) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_count_by_level() {
        let mut lists = Lists::default();
        let level =
            |format: &str, text: &str| ListLevel { format: format.into(), text: text.into(), ..ListLevel::default() };
        lists.define("0", 0, level("decimal", "Article %1"));
        lists.define("0", 1, level("decimal", "%2."));
        lists.define("0", 2, level("lowerRoman", "(%3)"));
        lists.list("7", "0");
        let told: Vec<_> = [0, 1, 2, 2, 1, 0, 1].into_iter().filter_map(|at| lists.next("7", at)).collect();
        assert_eq!(told, ["Article 1", "1.", "(i)", "(ii)", "2.", "Article 2", "1."]);
        lists.list("8", "0");
        lists.restart("8", 1, 5);
        assert_eq!(lists.next("8", 1).as_deref(), Some("5."));
        assert_eq!(lists.next("8", 1).as_deref(), Some("6."));
        assert_eq!(lists.next("9", 0), None);
        assert_eq!(letters(28), "bb");
        assert_eq!(numeral(1994, "upperRoman"), "MCMXCIV");
    }
}
