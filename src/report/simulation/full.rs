//! Plays for the terminal.

use super::tell::holders;
use super::{Duty, Life, Played, Simulation, Step};
use crate::diagnostic::row;
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
        let mut screen = Screen { out: String::new(), color, width, play };
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
struct Screen<'p> {
    out: String,
    color: bool,
    width: usize,
    play: &'p Played,
}

impl Screen<'_> {
    fn line(&mut self, indent: usize, words: &str) {
        wrap(&mut self.out, "", indent, words, self.width);
    }

    fn heading(&mut self, words: &str) {
        let words = bold(words, self.color);
        let _ = write!(self.out, "\n{words}\n");
    }

    fn day(&self, at: &str) -> String {
        when::day(at, &self.play.start, self.play.whole_day)
    }

    fn by(&self, at: &str) -> String {
        when::by(at, &self.play.start, self.play.whole_day)
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
        self.heading("In short");
        for it in &self.play.summary {
            self.line(2, it);
        }
    }

    fn expectations(&mut self) {
        if self.play.expectations.is_empty() {
            return;
        }
        self.heading("What is expected");
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
        for it in self.play.steps.iter().filter(|it| it.moved) {
            let next = self.day(&it.at);
            if next != day {
                self.line(2, &next);
                day = next;
            }
            self.step(it);
        }
        if day.is_empty() {
            self.line(2, "nothing");
        }
    }

    fn step(&mut self, it: &Step) {
        let mut words = told(it);
        let why: Vec<String> = it.why.iter().filter(|it| self.is_shown(**it)).map(ToString::to_string).collect();
        let mut grounds = place(&it.clause.path, it.clause.line);
        if !why.is_empty() {
            if !grounds.is_empty() {
                grounds.push_str("; ");
            }
            let _ = write!(grounds, "follows from {}", row(&why, "and"));
        }
        if !grounds.is_empty() {
            let _ = write!(words, " ({grounds})");
        }
        wrap(&mut self.out, &format!("{:>2}.", it.n), 4, &words, self.width);
        let held = holders(&it.holders, &|names| self.names(names));
        if !held.is_empty() {
            let until = match &it.until {
                Some(until) => format!(" until {}", self.by(until)),
                None => ", and no end is set".to_owned(),
            };
            self.line(8, &format!("in the hands of {held}{until}"));
        }
        for it in &it.unknown {
            self.line(8, &format!("cannot be determined: {it}"));
        }
    }

    /// Whether a step is told one by one.
    fn is_shown(&self, number: usize) -> bool {
        self.play.steps.iter().any(|it| it.n == number && it.moved)
    }

    fn duties(&mut self) {
        self.heading("Who owes what");
        let (standing, arisen): (Vec<&Duty>, Vec<&Duty>) = self.play.due.iter().partition(|it| it.standing);
        for it in &arisen {
            self.duty(it);
        }
        if arisen.is_empty() {
            self.line(2, "no duty arises from what happens");
        }
        if !standing.is_empty() {
            self.line(2, "whatever happens, as long as the treaty is in force:");
        }
        for same in groups(&standing, |one, other| one.words == other.words && one.path == other.path) {
            let names: Vec<String> = same.iter().map(|it| it.who.clone()).collect();
            let (names, first) = (row(&self.names(&names), "and"), same[0]);
            self.line(4, &format!("{names}: {} ({})", first.words, place(&first.path, first.line)));
        }
    }

    fn duty(&mut self, it: &Duty) {
        let who = row(&self.names(std::slice::from_ref(&it.who)), "and");
        let by = it.due.as_ref().map_or_else(|| "no day is set".to_owned(), |it| format!("by {}", self.by(it)));
        let done = match (&it.done, &it.due) {
            (Some(done), _) => format!("; done {}", self.day(done)),
            (None, Some(_)) => "; not done".to_owned(),
            (None, None) => String::new(),
        };
        let certain = if it.certain { "" } else { "; not certain" };
        let words = format!("{who} must {}, {by}, since {}{done}{certain}", it.words, self.by(&it.since));
        self.line(2, &format!("{words} ({})", place(&it.path, it.line)));
    }

    fn standing(&mut self) {
        self.heading("How everything stands at the end");
        for state in ["waiting", "suspended", "breached", "live", "discharged", "ended", "dormant"] {
            let lives: Vec<&Life> = self.play.lives.iter().filter(|it| it.state == state).collect();
            if lives.is_empty() {
                continue;
            }
            let words = groups(&lives, |one, other| one.path == other.path).into_iter().map(|same| {
                let bearers: Vec<String> = same.iter().filter_map(|it| it.bearer.clone()).collect();
                let name = &same[0].provision;
                if bearers.is_empty() { name.clone() } else { format!("{name} (for {})", row(&bearers, "and")) }
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

/// Neighbours in a list that belong together.
fn groups<'l, T>(list: &[&'l T], same: impl Fn(&T, &T) -> bool) -> Vec<Vec<&'l T>> {
    list.chunk_by(|one, other| same(one, other)).map(<[_]>::to_vec).collect()
}

/// What a step says.
fn told(it: &Step) -> String {
    if !it.words.is_empty() {
        return it.words.clone();
    }
    let of = it.bearer.as_ref().map_or_else(String::new, |it| format!(" for {it}"));
    let subject = it.subject.as_deref().unwrap_or("the case");
    match it.to {
        Some(to) => format!("`{subject}`{of} is {to}"),
        None => format!("`{subject}`{of}"),
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

/// Who obstructs, how soon the others act, and what the dates are counted from.
pub(super) fn assumed(play: &Played) -> Vec<String> {
    let pace = match play.pace {
        "at-once" => "acts at once",
        _ => "takes all the time there is",
    };
    let mut words = match &play.case {
        Some(case) => {
            let of = if play.cases > 1 { format!(" (one of {} assumed attacks)", play.cases) } else { String::new() };
            let obstruct = match &case.bloc[..] {
                [one] => format!("{one} obstructs wherever it has a part"),
                many => format!("{} obstruct wherever they have a part", row(many, "and")),
            };
            vec![format!("assumed: {}{of}", case.words), format!("{obstruct}; everybody else cooperates and {pace}")]
        }
        None => vec![format!(
            "nobody is assumed to attack, so that nobody obstructs: everybody cooperates and {pace}; assume an attacker with \
             --assume"
        )],
    };
    if !play.dated {
        words.push(format!(
            "no day is given: the dates are those of a first fact on {}, for an example; give one with --on",
            when::day(&play.start, &play.start, play.whole_day)
        ));
    }
    if !play.zone.is_empty() {
        words.push(format!("hours are those of {}", play.zone));
    }
    words
}
