//! Since when states belong to the organizations of the prelude, and who sits where under which code, so that
//! `members of NATO as of 1995` is right, and a draft of 1974 has the bodies of 1974.
//!
//! A table of dates stands here, not in the language: a date on every member of every set would weigh on each list of
//! actors that a drafter writes, and only these few organizations need it.
//!
//! Days are numbers: 19740531. Facts as of November 2026, from the organizations' own lists of members and accessions:
//! nato.int, "NATO member countries"; europa.eu, "EU countries"; osce.org, "Participating States"; odkb-csto.org, "Member
//! States", and the protocol of 2 April 1999 that prolongs its treaty; Repertoire of the Practice of the Security Council;
//! General Assembly resolution 2758 (XXVI) of 25 October 1971; letter of the President of the Russian Federation to the
//! Secretary-General of 24 December 1991.

/// A state with the day of its accession and, if it left or ceased to be, the first day on which it was no member.
type MembershipSpan = (&'static str, u32, Option<u32>);

/// The day on which the tables stand, for people to read.
pub(super) const NEWEST: &str = "November 2026";

/// In force for the twelve who founded it from 24 August 1949.
const NATO: &[MembershipSpan] = &[
    ("ALB", 2009_0401, None),
    ("BEL", 1949_0824, None),
    ("BGR", 2004_0329, None),
    ("CAN", 1949_0824, None),
    ("CZE", 1999_0312, None),
    ("DEU", 1955_0506, None),
    ("DNK", 1949_0824, None),
    ("ESP", 1982_0530, None),
    ("EST", 2004_0329, None),
    ("FIN", 2023_0404, None),
    ("FRA", 1949_0824, None),
    ("GBR", 1949_0824, None),
    ("GRC", 1952_0218, None),
    ("HRV", 2009_0401, None),
    ("HUN", 1999_0312, None),
    ("ISL", 1949_0824, None),
    ("ITA", 1949_0824, None),
    ("LTU", 2004_0329, None),
    ("LUX", 1949_0824, None),
    ("LVA", 2004_0329, None),
    ("MKD", 2020_0327, None),
    ("MNE", 2017_0605, None),
    ("NLD", 1949_0824, None),
    ("NOR", 1949_0824, None),
    ("POL", 1999_0312, None),
    ("PRT", 1949_0824, None),
    ("ROU", 2004_0329, None),
    ("SVK", 2004_0329, None),
    ("SVN", 2004_0329, None),
    ("SWE", 2024_0307, None),
    ("TUR", 1952_0218, None),
    ("USA", 1949_0824, None),
];

/// The Communities, from that of Coal and Steel on, count as the Union. The United Kingdom left at the end of 31 January
/// 2020.
const EU: &[MembershipSpan] = &[
    ("AUT", 1995_0101, None),
    ("BEL", 1952_0723, None),
    ("BGR", 2007_0101, None),
    ("CYP", 2004_0501, None),
    ("CZE", 2004_0501, None),
    ("DEU", 1952_0723, None),
    ("DNK", 1973_0101, None),
    ("ESP", 1986_0101, None),
    ("EST", 2004_0501, None),
    ("FIN", 1995_0101, None),
    ("FRA", 1952_0723, None),
    ("GBR", 1973_0101, Some(2020_0201)),
    ("GRC", 1981_0101, None),
    ("HRV", 2013_0701, None),
    ("HUN", 2004_0501, None),
    ("IRL", 1973_0101, None),
    ("ITA", 1952_0723, None),
    ("LTU", 2004_0501, None),
    ("LUX", 1952_0723, None),
    ("LVA", 2004_0501, None),
    ("MLT", 2004_0501, None),
    ("NLD", 1952_0723, None),
    ("POL", 2004_0501, None),
    ("PRT", 1986_0101, None),
    ("ROU", 2007_0101, None),
    ("SVK", 2004_0501, None),
    ("SVN", 2004_0501, None),
    ("SWE", 1995_0101, None),
];

/// The Collective Security Treaty of 15 May 1992, in force from 20 April 1994, and the organization that came of it. Its term
/// ended with 20 April 1999 for three that did not prolong it; Uzbekistan came back and left again. Armenia froze its part
/// in 2024 and is a member.
const CSTO: &[MembershipSpan] = &[
    ("ARM", 1994_0420, None),
    ("AZE", 1994_0420, Some(1999_0421)),
    ("BLR", 1994_0420, None),
    ("GEO", 1994_0420, Some(1999_0421)),
    ("KAZ", 1994_0420, None),
    ("KGZ", 1994_0420, None),
    ("RUS", 1994_0420, None),
    ("TJK", 1994_0420, None),
    ("UZB", 1994_0420, Some(1999_0421)),
    ("UZB", 2006_0623, Some(2012_1219)),
];

/// The Conference, for which 25 June 1973 is the day in the lists, a week before it was opened, and the organization that came
/// of it.
const OSCE: &[MembershipSpan] = &[
    ("ALB", 1991_0619, None),
    ("AND", 1996_0425, None),
    ("ARM", 1992_0130, None),
    ("AUT", 1973_0625, None),
    ("AZE", 1992_0130, None),
    ("BEL", 1973_0625, None),
    ("BGR", 1973_0625, None),
    ("BIH", 1992_0430, None),
    ("BLR", 1992_0130, None),
    ("CAN", 1973_0625, None),
    ("CHE", 1973_0625, None),
    ("CSK", 1973_0625, Some(1993_0101)),
    ("CYP", 1973_0625, None),
    ("CZE", 1993_0101, None),
    ("DDR", 1973_0625, Some(1990_1003)),
    ("DEU", 1973_0625, None),
    ("DNK", 1973_0625, None),
    ("ESP", 1973_0625, None),
    ("EST", 1991_0910, None),
    ("FIN", 1973_0625, None),
    ("FRA", 1973_0625, None),
    ("GBR", 1973_0625, None),
    ("GEO", 1992_0324, None),
    ("GRC", 1973_0625, None),
    ("HRV", 1992_0324, None),
    ("HUN", 1973_0625, None),
    ("IRL", 1973_0625, None),
    ("ISL", 1973_0625, None),
    ("ITA", 1973_0625, None),
    ("KAZ", 1992_0130, None),
    ("KGZ", 1992_0130, None),
    ("LIE", 1973_0625, None),
    ("LTU", 1991_0910, None),
    ("LUX", 1973_0625, None),
    ("LVA", 1991_0910, None),
    ("MCO", 1973_0625, None),
    ("MDA", 1992_0130, None),
    ("MKD", 1995_1012, None),
    ("MLT", 1973_0625, None),
    ("MNE", 2006_0622, None),
    ("MNG", 2012_1121, None),
    ("NLD", 1973_0625, None),
    ("NOR", 1973_0625, None),
    ("POL", 1973_0625, None),
    ("PRT", 1973_0625, None),
    ("ROU", 1973_0625, None),
    ("RUS", 1991_1224, None),
    ("SMR", 1973_0625, None),
    ("SRB", 2000_1110, None),
    ("SUN", 1973_0625, Some(1991_1224)),
    ("SVK", 1993_0101, None),
    ("SVN", 1992_0324, None),
    ("SWE", 1973_0625, None),
    ("TJK", 1992_0130, None),
    ("TKM", 1992_0130, None),
    ("TUR", 1973_0625, None),
    ("UKR", 1992_0130, None),
    ("USA", 1973_0625, None),
    ("UZB", 1992_0130, None),
    ("VAT", 1973_0625, None),
    ("YUG", 1973_0625, Some(1992_0708)),
];

/// Who holds the seat of a member: its code in the data, another code under which a draft of the time may name the same
/// state, from and until which day of the draft that is so, and a word of a title that names another state.
const SEATS: &[(&str, &str, u32, u32, &str)] = &[
    ("RUS", "SUN", 0, u32::MAX, ""),
    ("SUN", "RUS", 0, u32::MAX, ""),
    // The seat of China was that of the Republic of China until 25 October 1971.
    ("TWN", "CHN", 0, 1971_1025, "People"),
    ("DEU", "FRG", 0, u32::MAX, ""),
    ("DEU", "BRD", 0, u32::MAX, ""),
    ("SRB", "YUG", 2000_1110, 2003_0204, ""),
    ("SRB", "SCG", 2003_0204, 2006_0603, ""),
];

/// Codes under which a draft may name the state that holds the seat of a member, each with a word that its title must not
/// have. Without a day, the draft is read as of today.
pub(super) fn other_codes(code: &str, day: Option<u32>) -> impl Iterator<Item = (&'static str, &'static str)> {
    let day = day.unwrap_or(u32::MAX - 1);
    let seats = SEATS.iter().filter(move |it| it.0 == code && it.2 <= day && day < it.3);
    seats.map(|it| (it.1, it.4))
}

/// The number of a day: of `1974-05-31`, `1974-05` or `1974`. Of a year or month it is the last.
pub(super) fn day(written: &str) -> Option<u32> {
    let mut parts = written.trim_matches('"').splitn(3, '-');
    let year: u32 = parts.next()?.get(..4)?.parse().ok()?;
    let mut number = |most: u32| {
        let digits = parts.next().and_then(|it| it.get(..2)?.parse().ok());
        digits.filter(|it| (1..=most).contains(it)).unwrap_or(most)
    };
    let (month, day) = (number(12), number(31));
    Some(year * 10_000 + month * 100 + day)
}

fn table(organization: &str) -> Option<&'static [MembershipSpan]> {
    Some(match organization {
        "NATO" | "NAC" => NATO,
        "EU" | "EuropeanCouncil" | "EUCouncil" => EU,
        "CSTO" => CSTO,
        "OSCE" => OSCE,
        _ => return None,
    })
}

/// The members of an organization on a day, by their codes; `None` if no dates are known of it.
pub(super) fn members_on(organization: &str, day: u32) -> Option<impl Iterator<Item = &'static str>> {
    let belongs = move |row: &&MembershipSpan| row.1 <= day && row.2.is_none_or(|left| day < left);
    Some(table(organization)?.iter().filter(belongs).map(|row| row.0))
}

/// The members at the end of a year.
pub(super) fn members(organization: &str, year: u16) -> Option<impl Iterator<Item = &'static str>> {
    members_on(organization, u32::from(year) * 10_000 + 1231)
}

/// Who came and who left, day by day: `1952-02-18: GRC, TUR`.
pub(super) fn history(organization: &str) -> Vec<String> {
    let Some(rows) = table(organization) else { return Vec::new() };
    let mut days: Vec<u32> = rows.iter().flat_map(|row| std::iter::once(row.1).chain(row.2)).collect();
    days.sort_unstable();
    days.dedup();
    days.into_iter()
        .map(|day| {
            let names = |rows: Vec<&MembershipSpan>| rows.iter().map(|it| it.0).collect::<Vec<_>>().join(", ");
            let came = names(rows.iter().filter(|it| it.1 == day).collect());
            let left = names(rows.iter().filter(|it| it.2 == Some(day)).collect());
            let left = if left.is_empty() { left } else { format!("without {left}") };
            let parts: Vec<String> = [came, left].into_iter().filter(|it| !it.is_empty()).collect();
            format!("{}: {}", written(day), parts.join("; "))
        })
        .collect()
}

/// A day as it is written: `1974-05-31`.
pub(super) fn written(day: u32) -> String {
    format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(organization: &str, year: u16) -> usize {
        members(organization, year).map_or(0, Iterator::count)
    }

    #[test]
    fn enlargements_are_counted_in_their_years() {
        assert_eq!(count("NATO", 1949), 12);
        assert_eq!(count("NATO", 1995), 16);
        assert_eq!(count("NATO", 1999), 19);
        assert_eq!(count("NATO", 2026), 32);
        assert_eq!(count("EU", 1957), 6);
        assert_eq!(count("EU", 1995), 15);
        assert_eq!(count("EU", 2013), 28);
        assert_eq!(count("EU", 2026), 27);
        assert_eq!(count("CSTO", 1995), 9);
        assert_eq!(count("CSTO", 2026), 6);
        assert_eq!(count("OSCE", 1975), 35);
        assert_eq!(count("OSCE", 2026), 57);
        assert!(members("ASEAN", 2026).is_none());
    }

    #[test]
    fn members_come_and_leave_on_their_days() {
        let on = |organization: &str, day| members_on(organization, day).map_or(0, Iterator::count);
        assert_eq!((on("NATO", 1999_0311), on("NATO", 1999_0312)), (16, 19));
        assert_eq!((on("EU", 2020_0131), on("EU", 2020_0201)), (28, 27));
        assert_eq!((on("OSCE", 1990_1002), on("OSCE", 1990_1003)), (35, 34));
        assert_eq!((on("CSTO", 1994_0419), on("CSTO", 1994_0420)), (0, 9));
        assert_eq!((on("CSTO", 1999_0420), on("CSTO", 1999_0421)), (9, 6));
    }

    #[test]
    fn a_day_may_be_a_month_or_a_year() {
        assert_eq!(day("1974-05-31"), Some(1974_0531));
        assert_eq!(day("1974-05"), Some(1974_0531));
        assert_eq!(day("\"1974\""), Some(1974_1231));
        assert_eq!(day("soon"), None);
    }
}
