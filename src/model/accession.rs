//! Since when states belong to the organizations of the prelude, so that `members of NATO as of 1995` is right.
//!
//! A table of dates stands here, not in the language: a date on every member of every set would weigh on each list of
//! actors that a drafter writes, and only these few organizations need it.

/// A state with the year of its accession and, if it left or ceased to be, the year in which it did.
type Row = (&'static str, u16, Option<u16>);

const NATO: &[Row] = &[
    ("ALB", 2009, None),
    ("BEL", 1949, None),
    ("BGR", 2004, None),
    ("CAN", 1949, None),
    ("CZE", 1999, None),
    ("DEU", 1955, None),
    ("DNK", 1949, None),
    ("ESP", 1982, None),
    ("EST", 2004, None),
    ("FIN", 2023, None),
    ("FRA", 1949, None),
    ("GBR", 1949, None),
    ("GRC", 1952, None),
    ("HRV", 2009, None),
    ("HUN", 1999, None),
    ("ISL", 1949, None),
    ("ITA", 1949, None),
    ("LTU", 2004, None),
    ("LUX", 1949, None),
    ("LVA", 2004, None),
    ("MKD", 2020, None),
    ("MNE", 2017, None),
    ("NLD", 1949, None),
    ("NOR", 1949, None),
    ("POL", 1999, None),
    ("PRT", 1949, None),
    ("ROU", 2004, None),
    ("SVK", 2004, None),
    ("SVN", 2004, None),
    ("SWE", 2024, None),
    ("TUR", 1952, None),
    ("USA", 1949, None),
];

/// The European Communities count as the Union.
const EU: &[Row] = &[
    ("AUT", 1995, None),
    ("BEL", 1952, None),
    ("BGR", 2007, None),
    ("CYP", 2004, None),
    ("CZE", 2004, None),
    ("DEU", 1952, None),
    ("DNK", 1973, None),
    ("ESP", 1986, None),
    ("EST", 2004, None),
    ("FIN", 1995, None),
    ("FRA", 1952, None),
    ("GBR", 1973, Some(2020)),
    ("GRC", 1981, None),
    ("HRV", 2013, None),
    ("HUN", 2004, None),
    ("IRL", 1973, None),
    ("ITA", 1952, None),
    ("LTU", 2004, None),
    ("LUX", 1952, None),
    ("LVA", 2004, None),
    ("MLT", 2004, None),
    ("NLD", 1952, None),
    ("POL", 2004, None),
    ("PRT", 1986, None),
    ("ROU", 2007, None),
    ("SVK", 2004, None),
    ("SVN", 2004, None),
    ("SWE", 1995, None),
];

/// The Collective Security Treaty of 1992, in force from 1994, and the organization that came of it.
const CSTO: &[Row] = &[
    ("ARM", 1994, None),
    ("AZE", 1994, Some(1999)),
    ("BLR", 1994, None),
    ("GEO", 1994, Some(1999)),
    ("KAZ", 1994, None),
    ("KGZ", 1994, None),
    ("RUS", 1994, None),
    ("TJK", 1994, None),
    ("UZB", 1994, Some(1999)),
    ("UZB", 2006, Some(2012)),
];

/// The Conference of 1973, and the organization that came of it.
const OSCE: &[Row] = &[
    ("ALB", 1991, None),
    ("AND", 1996, None),
    ("ARM", 1992, None),
    ("AUT", 1973, None),
    ("AZE", 1992, None),
    ("BEL", 1973, None),
    ("BGR", 1973, None),
    ("BIH", 1992, None),
    ("BLR", 1992, None),
    ("CAN", 1973, None),
    ("CHE", 1973, None),
    ("CSK", 1973, Some(1992)),
    ("CYP", 1973, None),
    ("CZE", 1993, None),
    ("DDR", 1973, Some(1990)),
    ("DEU", 1973, None),
    ("DNK", 1973, None),
    ("ESP", 1973, None),
    ("EST", 1991, None),
    ("FIN", 1973, None),
    ("FRA", 1973, None),
    ("GBR", 1973, None),
    ("GEO", 1992, None),
    ("GRC", 1973, None),
    ("HRV", 1992, None),
    ("HUN", 1973, None),
    ("IRL", 1973, None),
    ("ISL", 1973, None),
    ("ITA", 1973, None),
    ("KAZ", 1992, None),
    ("KGZ", 1992, None),
    ("LIE", 1973, None),
    ("LTU", 1991, None),
    ("LUX", 1973, None),
    ("LVA", 1991, None),
    ("MCO", 1973, None),
    ("MDA", 1992, None),
    ("MKD", 1995, None),
    ("MLT", 1973, None),
    ("MNE", 2006, None),
    ("MNG", 2012, None),
    ("NLD", 1973, None),
    ("NOR", 1973, None),
    ("POL", 1973, None),
    ("PRT", 1973, None),
    ("ROU", 1973, None),
    ("RUS", 1992, None),
    ("SMR", 1973, None),
    ("SRB", 2000, None),
    ("SUN", 1973, Some(1991)),
    ("SVK", 1993, None),
    ("SVN", 1992, None),
    ("SWE", 1973, None),
    ("TJK", 1992, None),
    ("TKM", 1992, None),
    ("TUR", 1973, None),
    ("UKR", 1992, None),
    ("USA", 1973, None),
    ("UZB", 1992, None),
    ("VAT", 1973, None),
    ("YUG", 1973, Some(1992)),
];

/// The members of an organization at the end of a year, by their codes; `None` if no dates are known of it.
pub(super) fn members(organization: &str, year: u16) -> Option<impl Iterator<Item = &'static str>> {
    let table = match organization {
        "NATO" | "NAC" => NATO,
        "EU" | "EuropeanCouncil" | "EUCouncil" => EU,
        "CSTO" => CSTO,
        "OSCE" => OSCE,
        _ => return None,
    };
    let belongs = move |row: &&Row| row.1 <= year && row.2.is_none_or(|left| year < left);
    Some(table.iter().filter(belongs).map(|row| row.0))
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
}
