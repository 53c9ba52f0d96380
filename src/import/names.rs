//! Names of States as texts write them, and the short names under which a draft has them.

use crate::model::states;

/// Names that do not hold the short name of the State, and names of organizations, with their short names.
const LONG: &[(&str, &str)] = &[
    ("Argentine Republic", "ARG"),
    ("Byelorussian Soviet Socialist Republic", "BLR"),
    ("Czech Republic", "CZE"),
    ("European Union", "EU"),
    ("French Republic", "FRA"),
    ("Gabonese Republic", "GAB"),
    ("Great Britain", "GBR"),
    ("Hellenic Republic", "GRC"),
    ("Italian Republic", "ITA"),
    ("Kyrgyz Republic", "KGZ"),
    ("Lebanese Republic", "LBN"),
    ("Portuguese Republic", "PRT"),
    ("Russian Federation", "RUS"),
    ("Slovak Republic", "SVK"),
    ("Swiss Confederation", "CHE"),
    ("Togolese Republic", "TGO"),
    ("Turkey", "TUR"),
    ("USSR", "SUN"),
    ("Ukrainian Soviet Socialist Republic", "UKR"),
    ("Union of Soviet Socialist Republics", "SUN"),
    ("United Kingdom of Great Britain and Northern Ireland", "GBR"),
    ("United States of America", "USA"),
    ("Vietnam", "VNM"),
];

/// Words that stand before the name of a State and are no part of it.
const BEFORE: &[&str] = &[
    "the ",
    "The ",
    "THE ",
    "Government of ",
    "Governments of ",
    "GOVERNMENT OF ",
    "GOVERNMENTS OF ",
    "government of ",
    "President of ",
    "on behalf of ",
    "behalf of ",
    "Presidents of ",
];

/// Long names of States that hold a conjunction, so that a list is not cut there.
const JOINED: &[&str] = &[
    "Antigua and Barbuda",
    "Bosnia and Herzegovina",
    "Great Britain and Northern Ireland",
    "Great Britain and Ireland",
    "Saint Kitts and Nevis",
    "Saint Vincent and the Grenadines",
    "Sao Tome and Principe",
    "Trinidad and Tobago",
];

/// Somebody that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The short name of the draft.
    pub code: String,
    /// The name as the text has it.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
}

/// The short name of whoever is called so: a code, or the name of a State.
pub(super) fn code(name: &str) -> Option<String> {
    let name = without_article(name);
    if states::state(name).is_some() || ["EU", "NATO", "OSCE"].contains(&name) {
        return Some(name.to_owned());
    }
    let name = in_titles(name);
    if let Some((_, code)) = LONG.iter().find(|it| it.0 == name) {
        return Some((*code).to_owned());
    }
    let (code, short) = states::state_in_title(&name)?;
    // The whole must be a name: "the forces of Ukraine" is none.
    let rest = name.strip_suffix(short)?.trim_end();
    let forms = ["of", "of the", "of the State of"];
    let is_form = |it: &str| {
        let before = forms.iter().filter_map(|form| it.strip_suffix(form)).map(str::trim_end).next();
        before.is_some_and(|it| {
            !it.is_empty()
                && it.split(' ').all(|word| word.starts_with(char::is_uppercase))
                && it.split(' ').next_back().is_some_and(is_kind_of_state)
        })
    };
    (rest.is_empty() || is_form(rest)).then(|| code.to_owned())
}

fn is_kind_of_state(word: &str) -> bool {
    [
        "Republic",
        "Kingdom",
        "State",
        "States",
        "Union",
        "Duchy",
        "Principality",
        "Commonwealth",
        "Sultanate",
        "Emirate",
        "Emirates",
        "Federation",
        "Confederation",
        "Jamahiriya",
        "Empire",
    ]
    .contains(&word)
}

fn without_article(name: &str) -> &str {
    let mut name = name.trim();
    while let Some(rest) = BEFORE.iter().find_map(|it| name.strip_prefix(it)) {
        name = rest.trim_start();
    }
    name
}

/// Whether a line is one of the signature block: `For Ukraine:`.
pub(super) fn signs(line: &str) -> bool {
    let behind = line.strip_prefix("For ").or_else(|| line.strip_prefix("FOR "));
    behind.is_some_and(|it| {
        let (named, end) = list(it, 0);
        named.len() == 1 && it[end..].trim_matches([':', ' ', '.', '_']).is_empty()
    })
}

/// `KINGDOM OF BELGIUM` as `Kingdom of Belgium`; other words as they are.
pub(super) fn in_titles(name: &str) -> String {
    if name.contains(char::is_lowercase) {
        return name.to_owned();
    }
    let word = |it: &str| {
        let small = it.to_lowercase();
        if matches!(&*small, "of" | "the" | "and") {
            return small;
        }
        let mut letters = small.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The names in a list that begins at a place, as far as it goes on with names; and where it ends.
pub(super) fn list(text: &str, start: usize) -> (Vec<Named>, usize) {
    let mut found: Vec<Named> = Vec::new();
    let mut at = start;
    loop {
        let rest = &text[at..];
        let skipped = rest.len() - separator(rest).len();
        let begin = at + skipped;
        let words = &text[begin..];
        let end = begin + cut(words);
        let name = text[begin..end].trim_end();
        let Some(code) = code(name) else { return (found, at) };
        let bare = without_article(name).len();
        let to = begin + name.len();
        found.push(Named { code, from: to - bare, to });
        at = end;
    }
}

/// What stands behind the joints of a list: commas, "and", a remark in parentheses, "of the one part".
fn separator(mut rest: &str) -> &str {
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches([',', ' ', ';']);
        for joint in ["and ", "AND ", "of the one part", "of the other part", "on the one hand", "on the other hand"] {
            rest = rest.strip_prefix(joint).unwrap_or(rest);
        }
        if let Some(inner) = rest.strip_prefix('(') {
            rest = inner.find(')').map_or(rest, |it| &inner[it + 1..]);
        }
        if rest.len() == before {
            return rest;
        }
    }
}

/// Where the first name of a text ends.
fn cut(text: &str) -> usize {
    let mut end = text.find([',', ';', ':', '(', '.', '[', ']', '\n']).unwrap_or(text.len());
    for joint in [" and ", " AND "] {
        let mut from = 0;
        while let Some(at) = text[from..end].find(joint).map(|it| from + it) {
            let lower = text.to_ascii_lowercase();
            let within = JOINED.iter().any(|name| {
                let head = name.split(" and ").next().unwrap_or_default().to_ascii_lowercase();
                lower[..at].ends_with(&head) && lower[at - head.len()..].starts_with(&name.to_ascii_lowercase())
            });
            if !within {
                end = at;
                break;
            }
            from = at + joint.len();
        }
    }
    for other in [" hereinafter", " have agreed", " HAVE AGREED", " desiring", " on the "] {
        end = text[..end].find(other).unwrap_or(end);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_before_a_remark_is_whole() {
        let text = "The Republic of Austria (hereinafter “the State”), and the French Republic ,";
        let named: Vec<_> = list(text, 0).0.iter().map(|it| &text[it.from..it.to]).collect();
        assert_eq!(named, ["Republic of Austria", "French Republic"]);
    }

    #[test]
    fn names_have_codes() {
        let told = |name| code(name);
        assert_eq!(told("the Russian Federation").as_deref(), Some("RUS"));
        assert_eq!(told("KINGDOM OF BELGIUM").as_deref(), Some("BEL"));
        assert_eq!(told("Republic of Belarus").as_deref(), Some("BLR"));
        assert_eq!(told("the Government of the United States of America").as_deref(), Some("USA"));
        assert_eq!(told("UKR").as_deref(), Some("UKR"));
        assert_eq!(told("the forces of Ukraine"), None);
        assert_eq!(told("Option 1"), None);
    }

    #[test]
    fn lists_of_names_end_where_no_name_follows() {
        let text = "The United States of America, the Russian Federation, and the United Kingdom of Great Britain and Northern Ireland, welcoming Ukraine";
        let (names, _) = list(text, 0);
        let told: Vec<_> = names.iter().map(|it| (&*it.code, &text[it.from..it.to])).collect();
        assert_eq!(
            told,
            [
                ("USA", "United States of America"),
                ("RUS", "Russian Federation"),
                ("GBR", "United Kingdom of Great Britain and Northern Ireland")
            ]
        );
        assert!(list("The Parties to this Treaty", 0).0.is_empty());
        assert_eq!(list("Ukraine (hereinafter “the Host”) and the French Republic", 0).0.len(), 2);
    }
}
