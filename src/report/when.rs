//! Instants on the calendar, as a reader reads them. Machines read `2027-03-01T06:00`.

use jiff::civil::{DateTime, Time};

/// How instants look to machines.
const EXACT: &str = "%Y-%m-%dT%H:%M";

/// For machines.
pub(super) fn exact(civil: DateTime) -> String {
    civil.strftime(EXACT).to_string()
}

/// What is told of an instant depends on whether the first fact has an hour: if not, what is counted from it ends with a day.
fn read(at: &str, start: &str, whole_day: bool) -> Option<(DateTime, bool, bool)> {
    let civil = DateTime::strptime(EXACT, at).ok()?;
    let whole = whole_day && civil.time() == Time::midnight();
    // Both are written alike, so that the later one is the greater.
    Some((civil, whole, whole && at > start))
}

/// When something happens: `2027-03-01`, `2027-03-04, at the end of the day`, `2027-03-01 06:00`.
pub(super) fn day(at: &str, start: &str, whole_day: bool) -> String {
    match read(at, start, whole_day) {
        None => at.to_owned(),
        Some((civil, _, true)) => format!("{}, at the end of the day", eve(civil)),
        Some((civil, true, false)) => civil.date().to_string(),
        Some((civil, false, false)) => civil.strftime("%Y-%m-%d %H:%M").to_string(),
    }
}

/// Behind `by` or `until`: a day has all its hours.
pub(super) fn by(at: &str, start: &str, whole_day: bool) -> String {
    match read(at, start, whole_day) {
        Some((civil, _, true)) => eve(civil),
        _ => day(at, start, whole_day),
    }
}

fn eve(civil: DateTime) -> String {
    civil.date().yesterday().unwrap_or_else(|_| civil.date()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_an_hour_ends_at_its_midnight() {
        let start = "2027-03-01T00:00";
        let told = |at: &str, whole| (day(at, start, whole), by(at, start, whole));
        assert_eq!(told(start, true), ("2027-03-01".into(), "2027-03-01".into()));
        assert_eq!(told("2027-03-05T00:00", true), ("2027-03-04, at the end of the day".into(), "2027-03-04".into()));
        assert_eq!(told("2027-03-05T12:30", true), ("2027-03-05 12:30".into(), "2027-03-05 12:30".into()));
        assert_eq!(told("2027-03-05T00:00", false), ("2027-03-05 00:00".into(), "2027-03-05 00:00".into()));
    }
}
