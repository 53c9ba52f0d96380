//! Plays for the terminal.

use super::shown::{GroupedStep, assumed, shown};
use super::tell::{alike, bearers};
use super::{Duty, LifeShape, PlayShape, Simulation};
use crate::diagnostic::join_list;
use crate::report::place::{bold, wrap};
use crate::report::when;
use std::fmt::Write as _;

/// Plays for the terminal, in lines of at most so many columns.
pub fn full(simulation: &Simulation, color: bool, width: usize) -> String {
    let mut out = String::new();
    for (at, play) in simulation.plays.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let mut screen = PlayScreen { out: String::new(), color, width, play };
        screen.head(simulation);
        screen.summary();
        screen.expectations();
        screen.steps();
        screen.duties();
        screen.standing();
        screen.unknown();
        out.push_str(&screen.out);
    }
    out
}

/// What is shown, and how.
struct PlayScreen<'p> {
    out: String,
    color: bool,
    width: usize,
    play: &'p PlayShape,
}

impl PlayScreen<'_> {
    fn line(&mut self, indent: usize, words: &str) {
        wrap(&mut self.out, "", indent, words, self.width);
    }

    fn heading(&mut self, words: &str) {
        let words = bold(words, self.color);
        let _ = write!(self.out, "\n{words}\n");
    }

    fn day(&self, at: &str) -> String {
        when::day(at, self.play.whole_day)
    }

    /// Names, with those marked who attack or act with the attacker.
    fn names(&self, names: &[String]) -> Vec<String> {
        let bloc: &[String] = self.play.case.as_ref().map_or(&[], |it| &it.bloc);
        names.iter().map(|it| if bloc.contains(it) { format!("{it} (!)") } else { it.clone() }).collect()
    }

    fn head(&mut self, simulation: &Simulation) {
        let Simulation { draft, title, .. } = simulation;
        let title = title.as_ref().map_or_else(|| draft.clone(), |it| format!("{it} ({draft})"));
        self.line(0, &title);
        let play = self.play;
        if let Some(reading) = &play.reading {
            let of = play.readings.as_ref().map_or_else(String::new, |it| format!(" (one of {it})"));
            self.line(0, &format!("reading: {reading}{of}"));
        }
        if let Some(title) = &play.scenario {
            self.line(0, &format!("scenario: {title}"));
        }
        for given in &play.given {
            self.line(0, &format!("given: {given}"));
        }
        for words in assumed(play) {
            self.line(0, &words);
        }
    }

    fn summary(&mut self) {
        self.heading("Summary");
        for it in &self.play.summary {
            self.line(2, it);
        }
    }

    fn expectations(&mut self) {
        if self.play.expectations.is_empty() {
            return;
        }
        self.heading("Expectations");
        for it in &self.play.expectations {
            let holds = if it.holds { "holds" } else { "does not hold" };
            self.line(2, &format!("{holds}: {} (line {})", it.text, it.line));
            if !it.holds {
                self.line(4, &it.outcome);
            }
        }
    }

    fn steps(&mut self) {
        self.heading("What happens");
        let mut day = String::new();
        for it in shown(self.play) {
            let next = self.day(&it.step.at);
            if next != day {
                self.line(2, &next);
                day = next;
            }
            self.step(&it);
        }
        if day.is_empty() {
            self.line(2, "nothing");
        }
    }

    fn step(&mut self, it: &GroupedStep<'_>) {
        let step = it.step;
        let mut grounds = place(&step.clause.path, step.clause.line);
        if !it.why.is_empty() {
            if !grounds.is_empty() {
                grounds.push_str("; ");
            }
            let why: Vec<String> = it.why.iter().map(ToString::to_string).collect();
            let _ = write!(grounds, "follows from {}", join_list(&why, "and"));
        }
        let grounds = if grounds.is_empty() { grounds } else { format!(" ({grounds})") };
        let words = format!("{}{grounds}", it.words);
        wrap(&mut self.out, &format!("{:>2}.", it.number), 4, &words, self.width);
        if !it.held.is_empty() {
            let held = join_list(&self.names(&it.held), "and");
            let until = match &step.until {
                Some(until) => format!(" until {}", self.day(until)),
                None => ", without a time-limit".to_owned(),
            };
            self.line(8, &format!("depends on {held}{until}"));
        }
        for it in &step.unknown {
            self.line(8, &format!("cannot be determined: {it}"));
        }
    }

    fn duties(&mut self) {
        self.heading("Who owes what");
        let (standing, arisen): (Vec<&Duty>, Vec<&Duty>) = self.play.due.iter().partition(|it| it.standing);
        for same in alike(&arisen) {
            self.duty(&same);
        }
        if arisen.is_empty() {
            self.line(2, "no obligation arises from what happens");
        }
        if !standing.is_empty() {
            self.line(2, "whatever happens, as long as the treaty is in force:");
        }
        for same in alike(&standing) {
            let names: Vec<String> = same.iter().map(|it| it.who.clone()).collect();
            let (names, first) = (join_list(&self.names(&names), "and"), same[0]);
            self.line(4, &format!("{names}: {} ({})", first.words, place(&first.path, first.line)));
        }
    }

    fn duty(&mut self, same: &[&Duty]) {
        let names: Vec<String> = same.iter().map(|it| it.who.clone()).collect();
        let (who, it) = (join_list(&self.names(&names), "and"), same[0]);
        let by = it.due.as_ref().map_or_else(|| "no time-limit is set".to_owned(), |it| format!("by {}", self.day(it)));
        let done = match (&it.done, &it.freed, &it.due) {
            (Some(done), ..) => format!("; done {}", self.day(done)),
            (None, Some(freed), _) => format!("; released since {}", self.day(freed)),
            (None, None, Some(_)) => "; not done".to_owned(),
            (None, None, None) => String::new(),
        };
        let certain = if it.certain { "" } else { "; not certain" };
        let words = format!("{who} must {}, {by}, since {}{done}{certain}", it.words, self.day(&it.since));
        self.line(2, &format!("{words} ({})", place(&it.path, it.line)));
    }

    fn standing(&mut self) {
        self.heading("State at the end");
        for state in ["waiting", "suspended", "breached", "live", "discharged", "ended", "dormant"] {
            let lives: Vec<&LifeShape> = self.play.lives.iter().filter(|it| it.state == state && !it.aside).collect();
            if lives.is_empty() {
                continue;
            }
            let words = lives.chunk_by(|one, other| one.path == other.path).map(|same| {
                let (of, name) = (bearers(same, &self.play.lives), &same[0].provision);
                if of.is_empty() { name.clone() } else { format!("{name} (for {})", join_list(&of, "and")) }
            });
            self.line(2, &format!("{state}: {}", words.collect::<Vec<_>>().join(", ")));
        }
    }

    fn unknown(&mut self) {
        if self.play.unknown.is_empty() {
            return;
        }
        self.heading("What cannot be determined");
        for it in &self.play.unknown {
            let place = place(&it.clause.path, it.clause.line);
            let place = if place.is_empty() { place } else { format!(" ({place})") };
            self.line(2, &format!("{}{place}", it.words));
        }
    }
}

/// `Article 5, trigger attack, line 12`
fn place(path: &str, line: u32) -> String {
    match (path, line) {
        ("", 0) => String::new(),
        ("", line) => format!("line {line}"),
        (path, 0) => path.to_owned(),
        (path, line) => format!("{path}, line {line}"),
    }
}
