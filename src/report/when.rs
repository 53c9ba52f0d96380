//! Instants on the calendar: as machines read them, `2027-03-01T06:00`, and as people do.

/// For machines, from an instant in words: `2027-03-01`, `2027-03-01 06:00`.
pub(super) fn exact(words: &str) -> String {
    if words.contains(' ') { words.replace(' ', "T") } else { format!("{words}T00:00") }
}

/// For people: `2027-03-01`, `2027-03-01 06:00`. Where the first fact is known by its day alone, what is counted from it is
/// a whole day.
pub(super) fn day(exact: &str, whole_day: bool) -> String {
    match exact.strip_suffix("T00:00").filter(|_| whole_day) {
        Some(day) => day.to_owned(),
        None => exact.replace('T', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_an_hour_is_a_whole_day() {
        let told = |words: &str, whole| day(&exact(words), whole);
        assert_eq!(
            (told("2027-03-01", true), told("2027-03-01 06:00", true)),
            ("2027-03-01".into(), "2027-03-01 06:00".into())
        );
        assert_eq!(told("2027-03-01", false), "2027-03-01 00:00");
    }
}
