//! How words of the vocabularies, numbers, lengths of time and days are printed.

use super::phrase::Phrase;
use crate::diagnostic::grouped;
use crate::prose::numerals::{MONTHS, ONES};
use crate::syntax::ast::TimeUnit;
use crate::syntax::number;

/// Words that are not printed as they are written with blanks for hyphens.
const PRINTED: &[(&str, &str)] = &[
    ("article-51", "Article 51 of the Charter of the United Nations"),
    ("chapter-vii", "Chapter VII of the Charter of the United Nations"),
    ("collective-self-defence", "collective self-defence"),
    ("council-mandate", "a mandate of the Security Council of the United Nations"),
    ("force-protection", "force protection"),
    ("line-of-contact", "presence along the line of contact"),
    ("mid-course", "mid-course"),
    ("no-fly-enforcement", "the enforcement of a no-fly zone"),
    ("no-fly-zone", "a no-fly zone"),
    ("on-demand", "on demand"),
    ("rear-area-security", "rear-area security"),
    ("self-defence", "self-defence"),
    ("threat-of-force", "the threat of force"),
    ("use-of-force", "the use of force"),
];

/// Legal bases, as they follow "in the exercise of" or "on the basis of".
const BASES: &[(&str, &str)] = &[
    (
        "article-51",
        "in the exercise of the right of individual or collective self-defence recognised by Article 51 of the Charter of \
         the United Nations",
    ),
    ("chapter-vii", "under Chapter VII of the Charter of the United Nations"),
    ("collective-self-defence", "in the exercise of the right of collective self-defence"),
    ("consent", "on the basis of the consent of the State concerned"),
    ("council-mandate", "under a mandate of the Security Council of the United Nations"),
    ("host-consent", "on the basis of the consent of the Host State"),
    ("invitation", "upon the invitation of the State concerned"),
    ("self-defence", "in the exercise of the right of self-defence"),
];

/// Means, as they follow "by".
const MEANS: &[(&str, &str)] = &[
    ("aircraft", "the supply of aircraft"),
    ("airspace-closure", "the closure of airspace"),
    ("all-necessary-means", "the use of all necessary means"),
    ("all-necessary-measures", "all necessary measures"),
    ("ammunition", "the supply of ammunition"),
    ("armed-force", "the use of armed force"),
    ("armed-forces", "the use of armed forces"),
    ("arms", "the supply of arms"),
    ("diplomacy", "diplomatic means"),
    ("equipment", "the supply of equipment"),
    ("force", "the use of force"),
    ("ground-forces", "the sending of ground forces"),
    ("intelligence", "the sharing of intelligence"),
    ("intelligence-sharing", "the sharing of intelligence"),
    ("missile-defence", "missile defence"),
    ("military-equipment", "the supply of military equipment"),
    ("no-fly-zone", "the establishment of a no-fly zone"),
    ("rapid-reaction-force", "the sending of a rapid reaction force"),
    ("sanctions", "the imposition of sanctions"),
    ("satellite-imagery", "the supply of satellite imagery"),
    ("supplies", "the delivery of supplies"),
    ("weapons", "the supply of weapons"),
];

/// Forms of discretion, as they follow the act.
const DISCRETION: &[(&str, &str)] = &[
    ("as-agreed", "as agreed"),
    ("as-appropriate", "as appropriate"),
    ("as-deemed-appropriate", "by such action as it deems appropriate"),
    ("as-deemed-necessary", "by such action as it deems necessary"),
    ("as-necessary", "as necessary"),
    ("constitutional-processes", "in accordance with its constitutional processes"),
    ("constitutional-requirements", "in accordance with its constitutional requirements"),
    ("own-judgement", "in its own judgement"),
    ("sole-discretion", "at its sole discretion"),
    ("where-possible", "where possible"),
];

/// When forces are present.
const TIMINGS: &[(&str, &str)] = &[
    ("permanent", "permanently"),
    ("phased", "in stages"),
    ("prepositioned", "held in readiness"),
    ("responsive", "in response to events"),
    ("rotational", "in rotation"),
    ("standing", "as a standing presence"),
];

/// Domains, as places.
const DOMAINS: &[(&str, &str)] = &[
    ("air", "in the air"),
    ("cyber", "in cyberspace"),
    ("electromagnetic", "in the electromagnetic spectrum"),
    ("land", "on land"),
    ("maritime", "at sea"),
    ("sea", "at sea"),
    ("space", "in outer space"),
];

/// Matters that a body decides on.
const MATTERS: &[(&str, &str)] = &[
    ("minor-breach", "minor breaches"),
    ("procedure", "matters of procedure"),
    ("serious-breach", "serious breaches"),
    ("threat-of-breach", "threats of a breach"),
];

/// Events that take no article, or another form than "a" or "an" with the word.
const EVENTS: &[(&str, &str)] = &[
    ("aggression", "aggression"),
    ("armed-aggression", "armed aggression"),
    ("ceasefire-breach", "a breach of the ceasefire"),
    ("coercion", "coercion"),
    ("cyber-attack", "a cyber attack"),
    ("energy-cutoff", "the cutting off of energy supplies"),
    ("hostilities", "hostilities"),
    ("military-build-up", "a military build-up"),
    ("mobilisation", "mobilisation"),
    ("occupation", "occupation"),
    ("proxy-attack", "an attack by proxy"),
    ("sabotage", "sabotage"),
    ("terrorist-attack", "a terrorist attack"),
    ("threat-of-force", "a threat of force"),
    ("unprovoked", "an unprovoked act"),
    ("unprovoked-attack", "an unprovoked attack"),
    ("use-of-force", "the use of force"),
    ("war", "war"),
];

/// Codes of languages.
const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "Arabic"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("he", "Hebrew"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ka", "Georgian"),
    ("km", "Khmer"),
    ("ko", "Korean"),
    ("lo", "Lao"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sk", "Slovak"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

fn found<'w>(table: &[(&str, &'static str)], word: &'w str) -> Option<&'w str> {
    table.iter().find(|it| it.0 == word).map(|it| it.1)
}

/// A word of a vocabulary, as a sentence holds it.
pub(super) fn printed(word: &str) -> String {
    found(PRINTED, word).map_or_else(|| spaced(word), str::to_owned)
}

/// A word with blanks for its hyphens and underscores. `self-defence` and `non-nuclear` keep theirs.
fn spaced(word: &str) -> String {
    let mut words = String::new();
    for (at, part) in word.split(['-', '_']).enumerate() {
        let joined = words.ends_with("self") || words.ends_with("non") || words.ends_with("co");
        words.push_str(if at == 0 {
            ""
        } else if joined {
            "-"
        } else {
            " "
        });
        words.push_str(part);
    }
    words
}

/// By what means, as it follows "by".
pub(super) fn means(word: &str) -> String {
    found(MEANS, word).map_or_else(|| printed(word), str::to_owned)
}

/// On what basis, as it follows "shall be taken".
pub(super) fn basis(word: &str) -> String {
    found(BASES, word).map_or_else(|| format!("on the basis of {}", printed(word)), str::to_owned)
}

/// Who judges; nothing for `none`, which leaves no discretion.
pub(super) fn discretion(word: &str) -> String {
    match found(DISCRETION, word) {
        Some(words) => words.to_owned(),
        None if word == "none" => "without any discretion".to_owned(),
        None => printed(word),
    }
}

/// When forces are present.
pub(super) fn timing(word: &str) -> String {
    found(TIMINGS, word).map_or_else(|| printed(word), str::to_owned)
}

/// In which domain.
pub(super) fn domain(word: &str) -> String {
    found(DOMAINS, word).map_or_else(|| format!("in the {} domain", spaced(word)), str::to_owned)
}

/// On what a body decides.
pub(super) fn matter(word: &str) -> String {
    found(MATTERS, word).map_or_else(|| printed(word), str::to_owned)
}

/// An event, with its article.
pub(super) fn event(word: &str) -> String {
    found(EVENTS, word).map_or_else(|| with_a(&spaced(word)), str::to_owned)
}

/// A language by its code.
pub(super) fn language(code: &str) -> String {
    found(LANGUAGES, code).map_or_else(|| printed(code), str::to_owned)
}

/// With "a" or "an".
pub(super) fn with_a(words: &str) -> String {
    let vowel = words.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O']) && !words.starts_with("uni");
    format!("{} {words}", if vowel { "an" } else { "a" })
}

/// Words that stand in front of a noun, so that it needs no "the".
const DETERMINERS: &[&str] = &[
    "a", "all", "an", "any", "both", "certain", "each", "every", "its", "no", "other", "several", "some", "such",
    "the", "their", "these", "those", "this",
];

/// Nouns with which a name takes "the".
const COMMON: &[&str] = &[
    "Agency",
    "Agreement",
    "Alliance",
    "Army",
    "Assembly",
    "Authority",
    "Bahamas",
    "Bank",
    "Board",
    "Bureau",
    "Charter",
    "Chair",
    "Commander",
    "Commission",
    "Committee",
    "Commonwealth",
    "Community",
    "Confederation",
    "Conference",
    "Convention",
    "Council",
    "Court",
    "Covenant",
    "Declaration",
    "Director",
    "Directorate",
    "Duchy",
    "Emirates",
    "Emirate",
    "Federation",
    "Force",
    "Forces",
    "Gambia",
    "Government",
    "Group",
    "Islands",
    "Jamahiriya",
    "Kingdom",
    "League",
    "Maldives",
    "Mechanism",
    "Memorandum",
    "Militia",
    "Ministry",
    "Mission",
    "Movement",
    "Nations",
    "Netherlands",
    "Office",
    "Organisation",
    "Organization",
    "Pact",
    "Panel",
    "Parliament",
    "Philippines",
    "President",
    "Principality",
    "Protocol",
    "Reich",
    "Representative",
    "Republic",
    "Republics",
    "Secretariat",
    "Secretary",
    "See",
    "Senate",
    "Shelf",
    "State",
    "States",
    "Statute",
    "Sultanate",
    "Tribunal",
    "Treaty",
    "Union",
];

/// A name with "the", where English has it: "the Russian Federation", "Ukraine".
pub fn with_the(title: &str) -> String {
    let mut words = title.split_whitespace();
    let first = words.next().unwrap_or_default();
    let numbered = words.next().is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()));
    if first.is_empty() || DETERMINERS.contains(&first.to_lowercase().as_str()) || numbered {
        return match title.strip_prefix("The ") {
            Some(rest) => format!("the {rest}"),
            None => title.to_owned(),
        };
    }
    let head = |it: &str| COMMON.contains(&it.trim_matches(|c: char| !c.is_alphanumeric()));
    let small =
        |it: &str| it.starts_with(char::is_lowercase) && !matches!(it, "of" | "and" | "for" | "on" | "in" | "area");
    // "Sinai peninsula", "liaison system".
    let last = title.split_whitespace().next_back().unwrap_or_default();
    let the = title.split_whitespace().any(head) || small(first) || small(last);
    if the { format!("the {title}") } else { title.to_owned() }
}

/// A number as prose has it: up to nine in words.
pub(super) fn count(digits: &str) -> String {
    match number::whole(digits) {
        Some(small @ 1..=9) => ONES[small as usize].to_owned(),
        _ => figures(digits),
    }
}

/// A number in figures, with its thousands apart.
pub(super) fn figures(digits: &str) -> String {
    match (number::whole(digits), digits.split_once('.')) {
        // A year is no number of things, and nobody writes an amount of four digits with a comma behind the first alone.
        (Some(it), None) => grouped(it.into()),
        (_, Some((whole, rest))) => match number::whole(whole) {
            Some(it) => format!("{}.{rest}", grouped(it.into())),
            None => digits.to_owned(),
        },
        _ => digits.to_owned(),
    }
}

/// A unit of time with its number.
pub(super) fn time(digits: &str, unit: TimeUnit) -> String {
    let one = number::whole(digits) == Some(1);
    format!("{} {}{}", count(digits), time_unit(unit), if one { "" } else { "s" })
}

/// The same, in front of a noun: "12 months'", "one year's".
pub(super) fn time_of(digits: &str, unit: TimeUnit) -> String {
    let words = time(digits, unit);
    if words.ends_with('s') { format!("{words}'") } else { format!("{words}'s") }
}

const fn time_unit(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Minute => "minute",
        TimeUnit::Hour => "hour",
        TimeUnit::Day => "day",
        TimeUnit::Week => "week",
        TimeUnit::Month => "month",
        TimeUnit::Year => "year",
    }
}

/// A day or an instant, and the preposition before it: "on 1 March 2026", "at 06:00 (UTC+2) on 1 March 2026".
pub(super) fn instant(words: &str) -> (String, &'static str) {
    let words = words.trim();
    let Some(date) = number::instant(words) else { return (words.to_owned(), "on") };
    let civil = date.civil;
    let month = MONTHS[usize::from(civil.month().unsigned_abs()).clamp(1, 12) - 1];
    let day = format!("{} {month} {}", civil.day(), civil.year());
    if !date.hour {
        return (day, "on");
    }
    let zone = match date.zone {
        "" => String::new(),
        "Z" => " (UTC)".to_owned(),
        zone if zone.starts_with(['+', '-']) => format!(" (UTC{zone})"),
        zone => {
            let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
            format!(", {city} time,")
        }
    };
    (format!("{:02}:{:02}{zone} on {day}", civil.hour(), civil.minute()), "at")
}

/// A day for machines.
pub(super) fn iso_day(words: &str) -> Option<String> {
    let civil = number::instant(words.trim())?.civil;
    Some(format!("{:04}-{:02}-{:02}", civil.year(), civil.month(), civil.day()))
}

/// A day that a version states in words: `15 April 2022`.
pub(super) fn day_in_words(words: &str) -> Option<String> {
    let words: Vec<&str> = words.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    words.windows(3).find_map(|it| {
        let day: u8 = it[0].parse().ok().filter(|day| (1..=31).contains(day))?;
        let month = MONTHS.iter().position(|month| *month == it[1])? + 1;
        let year = number::year(it[2])?;
        Some(format!("{year:04}-{month:02}-{day:02}"))
    })
}

/// Words without blanks at their ends, as a phrase.
pub(super) fn quoted(words: &str) -> Phrase {
    crate::syntax::passage::on_one_line(words).trim().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_the_where_english_has_it() {
        for (title, printed) in [
            ("Ukraine", "Ukraine"),
            ("Russian Federation", "the Russian Federation"),
            ("French Republic", "the French Republic"),
            ("United Kingdom", "the United Kingdom"),
            ("United States of America", "the United States of America"),
            ("Kingdom of the Netherlands", "the Kingdom of the Netherlands"),
            ("The Gambia", "the Gambia"),
            ("Canada", "Canada"),
            ("Zone C", "Zone C"),
            ("liaison system", "the liaison system"),
            ("Sinai peninsula", "the Sinai peninsula"),
            ("certain areas of the Donetsk region", "certain areas of the Donetsk region"),
            ("Resolution 242", "Resolution 242"),
            (
                "Organization for Security and Co-operation in Europe",
                "the Organization for Security and Co-operation in Europe",
            ),
        ] {
            assert_eq!(with_the(title), printed);
        }
    }

    #[test]
    fn numbers_are_words_up_to_nine_and_days_are_written_out() {
        assert_eq!(time("3", TimeUnit::Day), "three days");
        assert_eq!(time("1", TimeUnit::Year), "one year");
        assert_eq!(time_of("12", TimeUnit::Month), "12 months'");
        assert_eq!(count("85000"), "85,000");
        assert_eq!(instant("2026-03-01"), ("1 March 2026".to_owned(), "on"));
        assert_eq!(instant("2026-04-01T00:00 Europe/Kyiv").0, "00:00, Kyiv time, on 1 April 2026");
        assert_eq!(day_in_words("version of 15 April 2022"), Some("2022-04-15".to_owned()));
    }
}
