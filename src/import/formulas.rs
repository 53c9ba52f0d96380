//! Final clauses in standard words. A sentence is recognised to the word; one that differs stays prose. The clause stands
//! beside its sentence, which is kept.

use crate::analysis::prose::regex;
use crate::prose::numerals::{MONTHS, ONES, TENS};
use jiff::civil::Date;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A sentence that was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecognizedClause {
    /// The name of the formula.
    pub formula: &'static str,
    /// The sentence.
    pub sentence: String,
    /// The clause of the language; of lines of the head, the line.
    pub clause: String,
    /// Whether it is a line of the head of the draft, not a clause.
    pub heads: bool,
    /// Whether it names the Charter of the United Nations as an instrument.
    pub charter: bool,
}

/// The instrument as it speaks of itself.
const THIS: &str = r"(?:[Tt]his|[Tt]he [Pp]resent) (?:Treaty|Agreement|Convention|Protocol|Charter|Memorandum|Pact|Covenant|Declaration|Accord)";

/// A number in words or digits.
const NUMBER: &str = r"([0-9]{1,3}|[a-z]+(?:-[a-z]+)?)";

/// How a formula becomes a clause.
type ClauseWriter = fn(&Captures<'_>) -> Option<String>;

struct Formula {
    name: &'static str,
    pattern: Regex,
    write: ClauseWriter,
}

static FORMULAS: LazyLock<Vec<Formula>> = LazyLock::new(|| {
    let rows: &[(&'static str, &str, ClauseWriter)] = &[
        (
            "entry into force upon signature",
            r"THIS shall enter into force (?:upon|on|on the date of|on the day of) (?:its )?signature(?: by (?:both|all|the) (?:the )?(?:Parties|signatories))?\.",
            |_| Some("entry-into-force { upon signature }".to_owned()),
        ),
        (
            "entry into force upon ratification by all",
            r"THIS shall enter into force (?:upon|on) (?:its )?ratification by (?:both|all)(?: the| of the)? (?:Parties|signatories|signatory States)\.",
            |_| Some("entry-into-force { upon ratification by parties }".to_owned()),
        ),
        (
            "entry into force after a number of ratifications",
            r"THIS shall enter into force (?:on the )?NUMBER days? (?:after|following) the (?:date of (?:the )?)?deposit of the ([a-z]+(?:-[a-z]+)?|[0-9]{1,3}(?:st|nd|rd|th)) instrument of ratification\.",
            |it| {
                let (days, count) = (number(&it[1])?, ordinal(&it[2])?);
                Some(format!("entry-into-force {{ upon ratification by {count} of signatories  after {days} days }}"))
            },
        ),
        (
            "entry into force after a number of ratifications",
            r"THIS shall enter into force on the ([a-z]+(?:-[a-z]+)?|[0-9]{1,3}(?:st|nd|rd|th)) day (?:after|following) the (?:date of (?:the )?)?deposit of the ([a-z]+(?:-[a-z]+)?|[0-9]{1,3}(?:st|nd|rd|th)) instrument of ratification\.",
            |it| {
                let (days, count) = (ordinal(&it[1])?, ordinal(&it[2])?);
                Some(format!("entry-into-force {{ upon ratification by {count} of signatories  after {days} days }}"))
            },
        ),
        (
            "provisional application from signature",
            r"THIS shall be applied provisionally (?:from|as from|upon) (?:the date of )?(?:its )?signature,? pending its entry into force\.",
            |_| Some("provisional-application { upon signature  until entry into force }".to_owned()),
        ),
        (
            "ratification",
            r"THIS (?:shall be ratified|(?:is|shall be) subject to ratification)(?: by (?:the|all|both)(?: the)? (?:Parties|signatories|signatory States))?(?: and its provisions carried out by the Parties)?(?: in accordance with their respective (?:constitutional|legal) (?:processes|procedures|requirements))?\.",
            |_| Some("entry-into-force { upon TBD }".to_owned()),
        ),
        ("accession by any State", r"THIS shall be open (?:for|to) accession by any State\.", |_| {
            Some("accession { open to any state }".to_owned())
        }),
        (
            "accession upon a unanimous invitation",
            r"The Parties may, by unanimous agreement, invite any (?:other )?[^.;]*? to accede to THIS\.",
            |_| Some("accession { open to TBD by unanimity of parties }".to_owned()),
        ),
        (
            "duration",
            r"THIS shall remain in force for (?:a period of )?NUMBER (years|months)(?: (?:from|after) (?:the date of )?its entry into force)?(?:,? and shall (?:thereafter )?be (?:renewed|extended) automatically)?\.",
            |it| {
                let renewed = if it[0].contains("automatically") { " renewable automatically" } else { "" };
                Some(format!("duration {{ {} {}{renewed} }}", number(&it[1])?, &it[2]))
            },
        ),
        (
            "duration without end",
            r"THIS (?:shall remain in force indefinitely|is of unlimited duration|shall be of unlimited duration|is concluded for an (?:indefinite|unlimited) period)\.",
            |_| Some("duration { indefinite }".to_owned()),
        ),
        (
            "withdrawal",
            r"(?:Each|Any|Either) Party may (?:withdraw from|denounce|terminate) THIS (?:by giving|upon|on|with|by) NUMBER (months|years)[’']? (?:written )?notice(?: in writing)?(?: to the (?:other Party|other Parties|Depositary))?\.",
            |it| Some(format!("withdrawal {{ notice {} {} }}", number(&it[1])?, unit(number(&it[1])?, &it[2]))),
        ),
        (
            "withdrawal after a time in force",
            r"After (?:the|this) Treaty has been in force for NUMBER years,? any Party may cease to be a Party one year after its notice of denunciation has been given to [^.;]+\.",
            |it| Some(format!("withdrawal {{ notice 1 year  after {} years }}", number(&it[1])?)),
        ),
        (
            "amendment by agreement",
            r"THIS may be amended (?:at any time )?by (?:the )?(?:mutual |common )?(?:written )?(?:agreement|consent) (?:of|between) (?:the|all|both)(?: the)? Parties\.",
            |_| Some("amendment { by agreement of parties }".to_owned()),
        ),
        (
            "amendment by two thirds",
            r"THIS may be amended by a (?:two-thirds majority|majority of two thirds) of the Parties\.",
            |_| Some("amendment { by two-thirds of parties }".to_owned()),
        ),
        (
            "settlement of disputes",
            r"(?:Any )?[Dd]isputes?(?: between the Parties)? concerning the interpretation or application of THIS shall be settled by (negotiation|consultation|arbitration)s?(?: between the Parties)?\.",
            |it| Some(format!("disputes {{ {} }}", &it[1])),
        ),
        (
            "settlement of disputes by a court",
            r"(?:Any )?[Dd]isputes?(?: between the Parties)? concerning the interpretation or application of THIS (?:which is not settled by (negotiation|consultation)s? )?shall be (?:submitted|referred) to the International Court of Justice\.",
            |it| match it.get(1) {
                Some(first) => Some(format!("disputes {{ {} then ICJ }}", first.as_str())),
                None => Some("disputes { ICJ }".to_owned()),
            },
        ),
        (
            "no reservations",
            r"(?:No reservations? (?:may|shall) be made (?:to|in respect of) THIS|THIS (?:shall not be subject to|does not admit) reservations)\.",
            |_| Some("reservations { none }".to_owned()),
        ),
        (
            "relation to the Charter of the United Nations",
            r"(?:THIS does not affect, and shall not be interpreted as affecting,? in any way the rights and obligations under the Charter of the Parties which are members of the United Nations, or the primary responsibility of the Security Council for the maintenance of international peace and security|Nothing in THIS shall affect the rights and obligations of the Parties under the Charter of the United Nations|THIS is without prejudice to the Charter of the United Nations)\.",
            |_| Some("relation { without prejudice to Charter }".to_owned()),
        ),
        (
            "registration",
            r"THIS shall be registered with the Secretariat of the United Nations(?:,? in accordance with Article 102 of the Charter(?: of the United Nations)?)?\.",
            |_| Some("registration { register with \"Secretariat of the United Nations\" }".to_owned()),
        ),
        (
            "authentic texts",
            r"THIS, of which the ([A-Za-z, ]+?) texts are (?:equally )?authentic, shall be deposited in the archives of [^.;]+\.",
            |it| languages(&it[1]),
        ),
        (
            "authentic texts",
            r"(?i:done) [^.;]*?in (?:the )?([A-Z][A-Za-z, ]+?) languages?, (?:all|both|each|the)(?: [a-z]+)? texts? being equally authentic\.",
            |it| languages(&it[1]),
        ),
        (
            "date of signature",
            r"(?i:done) (?:at|in) [^.;0-9]*?(?:,|on|this)? ?(?:the )?([0-9]{1,2}|[a-z]+(?:-[a-z]+)?)(?:st|nd|rd|th)? (?:day of )?([A-Z][a-z]+),? ([12][0-9]{3})\b[^;]*\.?",
            |it| {
                let day = number(&it[1]).or_else(|| ordinal(&it[1]))?;
                // A day that the month does not have is no date of a draft.
                let date = Date::new(it[3].parse().ok()?, month(&it[2])? as i8, i8::try_from(day).ok()?).ok()?;
                Some(format!("signed {date}"))
            },
        ),
    ];
    let formula = |(name, pattern, write): &(&'static str, &str, ClauseWriter)| {
        let pattern = pattern.replace("THIS", THIS).replace("NUMBER", NUMBER);
        Formula { name, pattern: regex(&format!("^(?:{pattern})$")), write: *write }
    };
    rows.iter().map(formula).collect()
});

/// The clauses that the sentences of a text are in standard words.
pub(super) fn recognize(text: &str) -> Vec<RecognizedClause> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        for formula in FORMULAS.iter() {
            let Some(clause) = formula.pattern.captures(sentence).and_then(|it| (formula.write)(&it)) else { continue };
            let heads = clause.starts_with("languages ") || clause.starts_with("signed ");
            let charter = clause.contains("Charter");
            let sentence = sentence.to_owned();
            found.push(RecognizedClause { formula: formula.name, sentence, clause, heads, charter });
        }
    }
    found
}

/// The sentences of a text. A stop behind a single letter ends none.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('.') {
        let behind = &text[at + 1..];
        let next = behind.trim_start().chars().next();
        let before = text[start..at].rsplit(' ').next().unwrap_or_default();
        let ends = next.is_none_or(|it| it.is_uppercase() || it == '(' || it == '"' || it == '“');
        if ends && (before.chars().count() > 1 || next.is_none()) {
            found.push(text[start..=at].trim());
            start = at + 1;
        }
    }
    let rest = text[start..].trim();
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

const ORDINALS: &[&str] = &[
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];

/// A number below a thousand, in digits or words.
fn number(words: &str) -> Option<u32> {
    if let Ok(number) = words.parse() {
        return Some(number);
    }
    if let Some(at) = ONES.iter().position(|it| *it == words) {
        return Some(at as u32);
    }
    let (tens, ones) = words.split_once('-').unwrap_or((words, "zero"));
    let tens = TENS.iter().position(|it| *it == tens)? as u32 * 10 + 20;
    let ones = ONES.iter().position(|it| *it == ones).filter(|it| *it < 10)? as u32;
    Some(tens + ones)
}

/// An ordinal number below a hundred.
fn ordinal(words: &str) -> Option<u32> {
    let digits = words.trim_end_matches(|it: char| it.is_ascii_lowercase());
    if let Ok(number) = digits.parse() {
        return Some(number);
    }
    if let Some(at) = ORDINALS.iter().position(|it| *it == words) {
        return Some(at as u32);
    }
    if let Some(tens) = words.strip_suffix("ieth") {
        return number(&format!("{tens}y"));
    }
    let (tens, ones) = words.split_once('-')?;
    let ones = ORDINALS.iter().position(|it| *it == ones).filter(|it| *it < 10)? as u32;
    Some(number(tens)? + ones)
}

fn month(name: &str) -> Option<usize> {
    MONTHS.iter().position(|it| *it == name).map(|it| it + 1)
}

/// A unit in the number that fits.
fn unit(count: u32, unit: &str) -> &str {
    if count == 1 { unit.trim_end_matches('s') } else { unit }
}

/// `English, French and Russian` as a line of the head.
fn languages(names: &str) -> Option<String> {
    const CODES: &[(&str, &str)] = &[
        ("Arabic", "ar"),
        ("Chinese", "zh"),
        ("English", "en"),
        ("French", "fr"),
        ("German", "de"),
        ("Hebrew", "he"),
        ("Italian", "it"),
        ("Japanese", "ja"),
        ("Korean", "ko"),
        ("Polish", "pl"),
        ("Portuguese", "pt"),
        ("Russian", "ru"),
        ("Spanish", "es"),
        ("Turkish", "tr"),
        ("Ukrainian", "uk"),
    ];
    let names = names.replace(" and ", ",");
    let names = names.split(',').map(str::trim).filter(|it| !it.is_empty());
    let codes: Option<Vec<&str>> = names.map(|name| CODES.iter().find(|it| it.0 == name).map(|it| it.1)).collect();
    Some(format!("languages {}", codes?.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clauses(text: &str) -> Vec<String> {
        recognize(text).into_iter().map(|it| it.clause).collect()
    }

    #[test]
    fn standard_words_are_recognized() {
        for (text, clause) in [
            ("This Treaty shall enter into force upon signature.", "entry-into-force { upon signature }"),
            (
                "The present Convention shall enter into force on the thirtieth day following the date of deposit of the tenth instrument of ratification.",
                "entry-into-force { upon ratification by 10 of signatories  after 30 days }",
            ),
            (
                "This Treaty shall be ratified and its provisions carried out by the Parties in accordance with their respective constitutional processes.",
                "entry-into-force { upon TBD }",
            ),
            (
                "The Parties may, by unanimous agreement, invite any other European State to accede to this Treaty.",
                "accession { open to TBD by unanimity of parties }",
            ),
            ("This Agreement shall remain in force for ten years.", "duration { 10 years }"),
            (
                "Any Party may withdraw from this Treaty upon six months' written notice.",
                "withdrawal { notice 6 months }",
            ),
            (
                "After the Treaty has been in force for twenty years, any Party may cease to be a Party one year after its notice of denunciation has been given to the Government of the United States of America.",
                "withdrawal { notice 1 year  after 20 years }",
            ),
            ("No reservations may be made to this Treaty.", "reservations { none }"),
            (
                "This Treaty, of which the English and French texts are equally authentic, shall be deposited in the archives of the Government of the United States of America.",
                "languages en, fr",
            ),
            ("DONE at Washington, the fourth day of April, 1949.", "signed 1949-04-04"),
            ("Done at Budapest on 5 December 1994.", "signed 1994-12-05"),
        ] {
            assert_eq!(clauses(text), [clause], "{text}");
        }
    }

    #[test]
    fn words_that_differ_stay_prose() {
        for text in [
            "Amendments to the present Charter shall come into force for all Members.",
            "This Treaty shall enter into force when the Parties so decide.",
            "This Treaty shall remain in force for as long as it takes.",
            "Any Party may withdraw from the Commission upon six months' notice.",
            "No reservations may be made to that Treaty.",
            "The other treaty shall be registered with the Secretariat of the United Nations.",
            "Nothing in this Treaty shall affect the rights of the Parties.",
        ] {
            assert!(clauses(text).is_empty(), "{text}");
        }
    }
}
