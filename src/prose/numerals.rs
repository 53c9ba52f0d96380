//! How English counts: numbers in words, Roman numerals, letters, months.

/// The numbers below twenty, from nought.
pub const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// The tens, from twenty.
pub const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A Roman numeral, up to 3999.
pub fn roman(number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number.min(3_999);
    let mut words = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            words.push_str(sign);
            left -= value;
        }
    }
    words
}

/// The value of a Roman numeral in signs up to C, in capital or small letters.
pub fn from_roman(numeral: &str) -> Option<u32> {
    let value = |it: u8| {
        let sign = it.to_ascii_uppercase();
        [(b'I', 1), (b'V', 5), (b'X', 10), (b'L', 50), (b'C', 100)].iter().find(|it| it.0 == sign).map(|it| it.1)
    };
    let values: Option<Vec<i32>> = numeral.bytes().map(value).collect();
    let values = values.filter(|it| !it.is_empty() && it.len() < 12)?;
    let signed = values
        .iter()
        .enumerate()
        .map(|(at, it)| if values.get(at + 1).is_some_and(|next| next > it) { -it } else { *it });
    u32::try_from(signed.sum::<i32>()).ok()
}

/// The value of a Roman numeral as articles have it: in capitals, in the one way to write it, up to 200.
pub fn article_number(numeral: &str) -> Option<usize> {
    let number = from_roman(numeral)? as usize;
    ((1..=200).contains(&number) && roman(number) == numeral).then_some(number)
}

/// The letter of a point, from 0: a, b … z, aa, bb.
pub fn letter(at: usize) -> String {
    char::from(b'a' + (at % 26) as u8).to_string().repeat(at / 26 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_and_letters_count() {
        assert_eq!((roman(14), from_roman("XIV"), from_roman("xiv")), ("XIV".to_owned(), Some(14), Some(14)));
        assert_eq!((roman(1994), from_roman("MM")), ("MCMXCIV".to_owned(), None));
        assert_eq!([article_number("XIV"), article_number("xiv"), article_number("IIII")], [Some(14), None, None]);
        assert_eq!([letter(0), letter(27)], ["a", "bb"]);
    }
}
