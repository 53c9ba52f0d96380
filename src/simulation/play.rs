//! One play.

use super::{End, Instant, Play, Setting};
use crate::model::Treaty;

/// Plays a reading.
pub fn play<'t, 'a>(_treaty: &'t Treaty<'a>, _setting: &Setting<'t, 'a>) -> Play {
    Play {
        steps: Vec::new(),
        lives: Vec::new(),
        due: Vec::new(),
        start: Instant { minute: 0 },
        whole_day: true,
        zone: String::new(),
        end: End::Quiescent,
    }
}
