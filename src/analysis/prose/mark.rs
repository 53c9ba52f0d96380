//! The marks of points in prose: `1.`, `(a)`, `(iv)` at the beginning of a line.

use super::regex;
use crate::prose::numerals::from_roman;
use regex::Regex;
use std::sync::LazyLock;

/// A mark at the beginning of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineMark {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// The words of the mark.
    pub text: String,
    /// Its place in the count, from 1.
    pub number: u32,
}

/// What is wrong with a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkFault {
    /// It stands where another one should: the mark before it, and it.
    Gap(LineMark, LineMark),
    /// It stands twice.
    Twice(LineMark, LineMark),
}

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?m)^[ \t]*\[?(?P<mark>(?P<open>\(?)(?P<number>[0-9]{1,3}|[a-z]{1,5})(?P<close>\)|\.))[ \t]+\S")
});

/// One list that is being counted.
struct Count {
    open: bool,
    close: String,
    digits: bool,
    letters: bool,
    last: LineMark,
}

/// The faults in how the points of a text are counted: numbers that are skipped and that stand twice.
pub fn faults(text: &str) -> Vec<MarkFault> {
    let mut counts: Vec<Count> = Vec::new();
    let mut faults = Vec::new();
    for found in MARK.captures_iter(text) {
        let (Some(mark), Some(number), Some(close)) = (found.name("mark"), found.name("number"), found.name("close"))
        else {
            continue;
        };
        let open = found.name("open").is_some_and(|it| !it.is_empty());
        let words = number.as_str();
        let digits = words.starts_with(|it: char| it.is_ascii_digit());
        let letter = (words.len() == 1 && !digits).then(|| u32::from(words.as_bytes()[0] - b'a') + 1);
        let of = |number: u32| LineMark { from: mark.start(), to: mark.end(), text: mark.as_str().to_owned(), number };
        let style = |it: &Count| it.open == open && it.close == close.as_str() && it.digits == digits;
        let value = |it: &Count| match () {
            () if digits => words.parse().ok(),
            // `i` is a letter behind `h` alone.
            () if it.letters => letter.filter(|_| words != "i" || it.last.number == 8),
            () => from_roman(words),
        };
        // The innermost list of the style that the mark goes on with; those within it are closed.
        let at = counts
            .iter()
            .rposition(|it| style(it) && value(it).is_some_and(|number| number >= it.last.number && number != 1));
        // The first of a list stands twice only where nothing is counted between.
        let again = counts.len().checked_sub(1).filter(|it| {
            let count = &counts[*it];
            style(count) && count.last.number == 1 && value(count) == Some(1)
        });
        let at = at.or(again);
        if let Some(at) = at {
            counts.truncate(at + 1);
            let count = &mut counts[at];
            let number = value(count).unwrap_or_default();
            let mark = of(number);
            if number == count.last.number {
                faults.push(MarkFault::Twice(count.last.clone(), mark.clone()));
            } else if number > count.last.number + 1 && number < count.last.number + 10 {
                faults.push(MarkFault::Gap(count.last.clone(), mark.clone()));
            }
            count.last = mark;
            continue;
        }
        // A list begins with one; `i` begins one of Roman numerals unless the letters go on to it.
        let first = match () {
            () if digits => words == "1",
            () => words == "a" || words == "i",
        };
        if first {
            let same = counts.iter().position(|it| style(it) && (digits || it.letters == (words == "a")));
            if let Some(same) = same {
                counts.truncate(same);
            }
            counts.push(Count { open, close: close.as_str().to_owned(), digits, letters: words == "a", last: of(1) });
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let one = |it| match it {
            MarkFault::Gap(before, it) => format!("{} {}", before.text, it.text),
            MarkFault::Twice(_, it) => format!("{} twice", it.text),
        };
        faults(text).into_iter().map(one).collect()
    }

    #[test]
    fn gaps_and_doubles_are_found_in_each_list() {
        assert_eq!(told("(a) x;\n(b) x;\n(d) x."), ["(b) (d)"]);
        assert_eq!(told("1. x\n2. x\n  (a) y\n  (b) y\n3. x\n  (a) y\n  (a) y"), ["(a) twice"]);
        assert_eq!(told("(h) x\n(a) x\n(b) x\n(i) y\n(ii) y\n(iv) y\n(c) x"), ["(ii) (iv)"]);
        let letters: Vec<String> = ('a'..='k').map(|it| format!("({it}) x\n")).collect();
        let letters = letters.concat();
        assert!(told(&letters).is_empty());
        assert!(told("1994. was\n(sic) x\n3. x\n9. x\na. m. x").is_empty());
    }
}
