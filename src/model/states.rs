//! States and their codes: facts of ISO 3166, so that a code that names no state is noticed.

/// ISO 3166-1: the alpha-3 code of every country and territory, with a short English name.
const CURRENT: &[(&str, &str)] = &[
    ("ABW", "Aruba"),
    ("AFG", "Afghanistan"),
    ("AGO", "Angola"),
    ("AIA", "Anguilla"),
    ("ALA", "Åland Islands"),
    ("ALB", "Albania"),
    ("AND", "Andorra"),
    ("ARE", "United Arab Emirates"),
    ("ARG", "Argentina"),
    ("ARM", "Armenia"),
    ("ASM", "American Samoa"),
    ("ATA", "Antarctica"),
    ("ATF", "French Southern Territories"),
    ("ATG", "Antigua and Barbuda"),
    ("AUS", "Australia"),
    ("AUT", "Austria"),
    ("AZE", "Azerbaijan"),
    ("BDI", "Burundi"),
    ("BEL", "Belgium"),
    ("BEN", "Benin"),
    ("BES", "Bonaire, Sint Eustatius and Saba"),
    ("BFA", "Burkina Faso"),
    ("BGD", "Bangladesh"),
    ("BGR", "Bulgaria"),
    ("BHR", "Bahrain"),
    ("BHS", "Bahamas"),
    ("BIH", "Bosnia and Herzegovina"),
    ("BLM", "Saint Barthélemy"),
    ("BLR", "Belarus"),
    ("BLZ", "Belize"),
    ("BMU", "Bermuda"),
    ("BOL", "Bolivia"),
    ("BRA", "Brazil"),
    ("BRB", "Barbados"),
    ("BRN", "Brunei"),
    ("BTN", "Bhutan"),
    ("BVT", "Bouvet Island"),
    ("BWA", "Botswana"),
    ("CAF", "Central African Republic"),
    ("CAN", "Canada"),
    ("CCK", "Cocos Islands"),
    ("CHE", "Switzerland"),
    ("CHL", "Chile"),
    ("CHN", "China"),
    ("CIV", "Côte d'Ivoire"),
    ("CMR", "Cameroon"),
    ("COD", "Democratic Republic of the Congo"),
    ("COG", "Congo"),
    ("COK", "Cook Islands"),
    ("COL", "Colombia"),
    ("COM", "Comoros"),
    ("CPV", "Cabo Verde"),
    ("CRI", "Costa Rica"),
    ("CUB", "Cuba"),
    ("CUW", "Curaçao"),
    ("CXR", "Christmas Island"),
    ("CYM", "Cayman Islands"),
    ("CYP", "Cyprus"),
    ("CZE", "Czechia"),
    ("DEU", "Germany"),
    ("DJI", "Djibouti"),
    ("DMA", "Dominica"),
    ("DNK", "Denmark"),
    ("DOM", "Dominican Republic"),
    ("DZA", "Algeria"),
    ("ECU", "Ecuador"),
    ("EGY", "Egypt"),
    ("ERI", "Eritrea"),
    ("ESH", "Western Sahara"),
    ("ESP", "Spain"),
    ("EST", "Estonia"),
    ("ETH", "Ethiopia"),
    ("FIN", "Finland"),
    ("FJI", "Fiji"),
    ("FLK", "Falkland Islands"),
    ("FRA", "France"),
    ("FRO", "Faroe Islands"),
    ("FSM", "Micronesia"),
    ("GAB", "Gabon"),
    ("GBR", "United Kingdom"),
    ("GEO", "Georgia"),
    ("GGY", "Guernsey"),
    ("GHA", "Ghana"),
    ("GIB", "Gibraltar"),
    ("GIN", "Guinea"),
    ("GLP", "Guadeloupe"),
    ("GMB", "Gambia"),
    ("GNB", "Guinea-Bissau"),
    ("GNQ", "Equatorial Guinea"),
    ("GRC", "Greece"),
    ("GRD", "Grenada"),
    ("GRL", "Greenland"),
    ("GTM", "Guatemala"),
    ("GUF", "French Guiana"),
    ("GUM", "Guam"),
    ("GUY", "Guyana"),
    ("HKG", "Hong Kong"),
    ("HMD", "Heard Island and McDonald Islands"),
    ("HND", "Honduras"),
    ("HRV", "Croatia"),
    ("HTI", "Haiti"),
    ("HUN", "Hungary"),
    ("IDN", "Indonesia"),
    ("IMN", "Isle of Man"),
    ("IND", "India"),
    ("IOT", "British Indian Ocean Territory"),
    ("IRL", "Ireland"),
    ("IRN", "Iran"),
    ("IRQ", "Iraq"),
    ("ISL", "Iceland"),
    ("ISR", "Israel"),
    ("ITA", "Italy"),
    ("JAM", "Jamaica"),
    ("JEY", "Jersey"),
    ("JOR", "Jordan"),
    ("JPN", "Japan"),
    ("KAZ", "Kazakhstan"),
    ("KEN", "Kenya"),
    ("KGZ", "Kyrgyzstan"),
    ("KHM", "Cambodia"),
    ("KIR", "Kiribati"),
    ("KNA", "Saint Kitts and Nevis"),
    ("KOR", "Republic of Korea"),
    ("KWT", "Kuwait"),
    ("LAO", "Laos"),
    ("LBN", "Lebanon"),
    ("LBR", "Liberia"),
    ("LBY", "Libya"),
    ("LCA", "Saint Lucia"),
    ("LIE", "Liechtenstein"),
    ("LKA", "Sri Lanka"),
    ("LSO", "Lesotho"),
    ("LTU", "Lithuania"),
    ("LUX", "Luxembourg"),
    ("LVA", "Latvia"),
    ("MAC", "Macao"),
    ("MAF", "Saint Martin"),
    ("MAR", "Morocco"),
    ("MCO", "Monaco"),
    ("MDA", "Moldova"),
    ("MDG", "Madagascar"),
    ("MDV", "Maldives"),
    ("MEX", "Mexico"),
    ("MHL", "Marshall Islands"),
    ("MKD", "North Macedonia"),
    ("MLI", "Mali"),
    ("MLT", "Malta"),
    ("MMR", "Myanmar"),
    ("MNE", "Montenegro"),
    ("MNG", "Mongolia"),
    ("MNP", "Northern Mariana Islands"),
    ("MOZ", "Mozambique"),
    ("MRT", "Mauritania"),
    ("MSR", "Montserrat"),
    ("MTQ", "Martinique"),
    ("MUS", "Mauritius"),
    ("MWI", "Malawi"),
    ("MYS", "Malaysia"),
    ("MYT", "Mayotte"),
    ("NAM", "Namibia"),
    ("NCL", "New Caledonia"),
    ("NER", "Niger"),
    ("NFK", "Norfolk Island"),
    ("NGA", "Nigeria"),
    ("NIC", "Nicaragua"),
    ("NIU", "Niue"),
    ("NLD", "Netherlands"),
    ("NOR", "Norway"),
    ("NPL", "Nepal"),
    ("NRU", "Nauru"),
    ("NZL", "New Zealand"),
    ("OMN", "Oman"),
    ("PAK", "Pakistan"),
    ("PAN", "Panama"),
    ("PCN", "Pitcairn"),
    ("PER", "Peru"),
    ("PHL", "Philippines"),
    ("PLW", "Palau"),
    ("PNG", "Papua New Guinea"),
    ("POL", "Poland"),
    ("PRI", "Puerto Rico"),
    ("PRK", "Democratic People's Republic of Korea"),
    ("PRT", "Portugal"),
    ("PRY", "Paraguay"),
    ("PSE", "Palestine"),
    ("PYF", "French Polynesia"),
    ("QAT", "Qatar"),
    ("REU", "Réunion"),
    ("ROU", "Romania"),
    ("RUS", "Russia"),
    ("RWA", "Rwanda"),
    ("SAU", "Saudi Arabia"),
    ("SDN", "Sudan"),
    ("SEN", "Senegal"),
    ("SGP", "Singapore"),
    ("SGS", "South Georgia and the South Sandwich Islands"),
    ("SHN", "Saint Helena, Ascension and Tristan da Cunha"),
    ("SJM", "Svalbard and Jan Mayen"),
    ("SLB", "Solomon Islands"),
    ("SLE", "Sierra Leone"),
    ("SLV", "El Salvador"),
    ("SMR", "San Marino"),
    ("SOM", "Somalia"),
    ("SPM", "Saint Pierre and Miquelon"),
    ("SRB", "Serbia"),
    ("SSD", "South Sudan"),
    ("STP", "Sao Tome and Principe"),
    ("SUR", "Suriname"),
    ("SVK", "Slovakia"),
    ("SVN", "Slovenia"),
    ("SWE", "Sweden"),
    ("SWZ", "Eswatini"),
    ("SXM", "Sint Maarten"),
    ("SYC", "Seychelles"),
    ("SYR", "Syria"),
    ("TCA", "Turks and Caicos Islands"),
    ("TCD", "Chad"),
    ("TGO", "Togo"),
    ("THA", "Thailand"),
    ("TJK", "Tajikistan"),
    ("TKL", "Tokelau"),
    ("TKM", "Turkmenistan"),
    ("TLS", "Timor-Leste"),
    ("TON", "Tonga"),
    ("TTO", "Trinidad and Tobago"),
    ("TUN", "Tunisia"),
    ("TUR", "Türkiye"),
    ("TUV", "Tuvalu"),
    ("TWN", "Taiwan"),
    ("TZA", "Tanzania"),
    ("UGA", "Uganda"),
    ("UKR", "Ukraine"),
    ("UMI", "United States Minor Outlying Islands"),
    ("URY", "Uruguay"),
    ("USA", "United States"),
    ("UZB", "Uzbekistan"),
    ("VAT", "Holy See"),
    ("VCT", "Saint Vincent and the Grenadines"),
    ("VEN", "Venezuela"),
    ("VGB", "British Virgin Islands"),
    ("VIR", "United States Virgin Islands"),
    ("VNM", "Viet Nam"),
    ("VUT", "Vanuatu"),
    ("WLF", "Wallis and Futuna"),
    ("WSM", "Samoa"),
    ("YEM", "Yemen"),
    ("ZAF", "South Africa"),
    ("ZMB", "Zambia"),
    ("ZWE", "Zimbabwe"),
];

/// Codes of states that are no more (ISO 3166-3), and codes that practice uses without the standard.
const OTHER: &[(&str, &str)] = &[
    ("BUR", "Burma"),
    ("CSK", "Czechoslovakia"),
    ("DDR", "German Democratic Republic"),
    ("DHY", "Dahomey"),
    ("HVO", "Upper Volta"),
    ("RHO", "Southern Rhodesia"),
    ("SCG", "Serbia and Montenegro"),
    ("SKM", "Sikkim"),
    ("SUN", "Soviet Union"),
    ("TMP", "East Timor"),
    ("VDR", "Democratic Republic of Viet Nam"),
    ("XKX", "Kosovo"),
    ("YMD", "Democratic Yemen"),
    ("YUG", "Yugoslavia"),
    ("ZAR", "Zaire"),
];

/// The code as the table holds it, and the short name of the state that it names, today's or a former one.
pub fn state(code: &str) -> Option<(&'static str, &'static str)> {
    if code.len() != 3 {
        return None;
    }
    let find = |table: &'static [(&str, &str)]| table.binary_search_by(|row| row.0.cmp(code)).ok().map(|at| table[at]);
    find(CURRENT).or_else(|| find(OTHER))
}

/// The state with exactly this short name.
pub fn state_called(name: &str) -> Option<(&'static str, &'static str)> {
    CURRENT.iter().chain(OTHER).find(|it| it.1 == name).copied()
}

/// The state that a long name speaks of: "Republic of Belarus" is BLR. The longest short name within it counts, so that
/// "Republic of the Niger" is not taken for Nigeria.
pub fn state_in_title(title: &str) -> Option<(&'static str, &'static str)> {
    let names = |name: &str| {
        title.match_indices(name).any(|(at, _)| {
            let edge = |next: Option<char>| next.is_none_or(|it| !it.is_alphanumeric());
            edge(title[..at].chars().next_back()) && edge(title[at + name.len()..].chars().next())
        })
    };
    let all = CURRENT.iter().chain(OTHER).copied();
    all.filter(|(_, name)| names(name)).max_by_key(|(_, name)| name.len())
}

/// The one code that is a slip of the pen away and begins with the same two letters, if there is exactly one.
pub fn near_code(code: &str) -> Option<(&'static str, &'static str)> {
    let mut near = CURRENT.iter().filter(|(it, _)| it[..2] == code[..2] && strsim::osa_distance(it, code) == 1);
    let first = near.next()?;
    near.next().is_none().then_some(*first)
}

/// Whether a name looks like a code of ISO 3166: three capital letters.
pub fn looks_like_code(name: &str) -> bool {
    name.len() == 3 && name.bytes().all(|it| it.is_ascii_uppercase())
}

/// Whether a name is made of the first letters of a long one, small words left out: PLO, "Palestine Liberation
/// Organization".
pub fn is_acronym_of(name: &str, title: &str) -> bool {
    let words = title.split(|it: char| !it.is_alphanumeric()).filter_map(|word| word.chars().next());
    let mut letters = name.chars().peekable();
    for first in words {
        if letters.peek() == Some(&first) {
            letters.next();
        } else if first.is_uppercase() {
            return false;
        }
    }
    letters.peek().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_complete_and_in_order() {
        assert_eq!(CURRENT.len(), 249);
        for table in [CURRENT, OTHER] {
            assert!(table.is_sorted_by(|one, next| one.0 < next.0));
            assert!(table.iter().all(|(code, name)| looks_like_code(code) && !name.is_empty()));
        }
        assert!(OTHER.iter().all(|(code, _)| CURRENT.binary_search_by(|row| row.0.cmp(code)).is_err()));
    }

    #[test]
    fn codes_of_today_and_of_former_states_are_known() {
        assert_eq!(state("UKR"), Some(("UKR", "Ukraine")));
        assert_eq!(state("SUN"), Some(("SUN", "Soviet Union")));
        assert_eq!(state("XKX"), Some(("XKX", "Kosovo")));
        assert_eq!(state("UKN"), None);
        assert_eq!(state("KFOR"), None);
    }

    #[test]
    fn titles_name_the_state_with_the_longest_name() {
        let code = |title| state_in_title(title).map(|it| it.0);
        assert_eq!(code("Republic of Belarus"), Some("BLR"));
        assert_eq!(code("Democratic People's Republic of Korea"), Some("PRK"));
        assert_eq!(code("Nigeria"), Some("NGA"));
        assert_eq!(code("Republic of the Niger"), Some("NER"));
        assert_eq!(code("Republika Srpska"), None);
    }

    #[test]
    fn a_slip_is_told_from_an_acronym() {
        assert_eq!(near_code("UKN").map(|it| it.0), Some("UKR"));
        assert_eq!(near_code("PRU"), None, "PRI, PRK, PRT and PRY are all as near");
        assert!(is_acronym_of("PLO", "Palestine Liberation Organization"));
        assert!(is_acronym_of("MFO", "Multinational Force and Observers"));
        assert!(!is_acronym_of("UKN", "Ukraine"));
    }
}
