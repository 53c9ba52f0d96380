//! One play. A stub: nothing happens, and every provision stays as it is.

use super::{End, Instant, LifeState, LifeView, Play, Setting};
use crate::model::Treaty;

/// Plays a reading.
pub fn play<'t, 'a>(treaty: &'t Treaty<'a>, setting: &Setting<'t, 'a>) -> Play {
    let day = setting.day.and_then(crate::syntax::number::instant);
    let minute = day
        .and_then(|it| it.civil.to_zoned(jiff::tz::TimeZone::UTC).ok())
        .map_or(0, |it| it.timestamp().as_second() / 60);
    let start = Instant { minute };
    let lives = treaty.own_provisions().map(|it| LifeView {
        provision: it.id,
        bearer: None,
        state: LifeState::Dormant,
        since: start,
        live: None,
        breached: None,
        history: vec![(start, LifeState::Dormant)],
        holders: Vec::new(),
        until: None,
        told: String::new(),
        unknown: Vec::new(),
    });
    let lives = lives.collect();
    Play { steps: Vec::new(), lives, due: Vec::new(), start, whole_day: true, zone: String::new(), end: End::Quiescent }
}
