//! Jobs that run in a process of their own: under callgrind, on a small stack, or where they may die.

use super::draft::draft;
use super::hostile;
use super::subject::{Subject, Work, settings};
use std::fmt::Display;
use std::io::Write as _;
use std::num::NonZeroUsize;
use std::time::{Duration, Instant};
use vattel::config::Settings;

/// The stack of a thread as the standard library gives it.
const SMALL_STACK: usize = 2 << 20;

/// Does the job that the arguments name.
pub(crate) fn main(arguments: &[String]) {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["bytes", count, size] => bytes(number(count), number(size)),
        ["warm", work, count, size] => cost(work, number(count), number(size), false),
        ["cost", work, count, size] => cost(work, number(count), number(size), true),
        ["calls", count, size] => calls(number(count), number(size)),
        ["hostile", at] => against_valid(&hostile::texts()[number(at)].text),
        ["wrong", kind, count] => against_valid(&wrong(kind, number(count))),
        _ => panic!("no such job: {words:?}"),
    }
}

/// A text that is wrong in many places.
pub(crate) fn wrong(kind: &str, count: usize) -> String {
    match kind {
        "unreadable" => hostile::unreadable(count),
        "dangling" => hostile::dangling(count),
        _ => panic!("no such text: {kind}"),
    }
}

fn number(word: &str) -> usize {
    word.parse().expect("the parent process writes numbers")
}

fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// The first so many drafts of a size.
pub(crate) fn drafts(count: usize, size: usize) -> Vec<Subject> {
    (0..count as u64).map(|seed| Subject::new(&draft(seed, size))).collect()
}

/// How many bytes so many drafts of a size have.
fn bytes(count: usize, size: usize) {
    say(drafts(count, size).iter().map(Subject::length).sum::<usize>());
}

/// Does the work once, then on every draft or on none: the difference of the two is what the drafts cost.
fn cost(work: &str, count: usize, size: usize, all: bool) {
    let work = Work::from_word(work).expect("the parent process writes words");
    let settings = settings();
    work.run(&Subject::new(&draft(99, 10_000)), &settings);
    for subject in drafts(count, size) {
        if all {
            work.run(&subject, &settings);
        }
    }
}

/// How many calls pest makes for all drafts together: for each, the smallest limit that it gets by with.
fn calls(count: usize, size: usize) {
    let mut sum = 0;
    for subject in drafts(count, size) {
        let (mut few, mut enough) = (0, subject.length() * 50);
        while few + 1 < enough {
            let middle = usize::midpoint(few, enough);
            pest::set_call_limit(NonZeroUsize::new(middle));
            if subject.recognized() {
                enough = middle;
            } else {
                few = middle;
            }
        }
        sum += enough;
    }
    say(sum);
}

/// Checks a text and a valid one of the same length on a small stack: nanoseconds of each, and the findings in the text.
fn against_valid(text: &str) {
    let (bad, good) = (Subject::new(text), Subject::new(&hostile::valid(text.len())));
    let thread = std::thread::Builder::new().stack_size(SMALL_STACK).spawn(move || {
        // As a user checks it: in as many readings as that takes.
        let settings = Settings::all();
        let findings = Work::Check.run(&bad, &settings);
        let bad = repeated(&bad, &settings);
        let good = repeated(&good, &settings);
        (bad, good, findings)
    });
    let joined = thread.expect("a thread can be started").join();
    let (bad, good, findings) = joined.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    say(format_args!("{} {} {findings}", bad.as_nanos(), good.as_nanos()));
}

/// The shortest time of a check: of three for long ones, of as many as fit into a tenth of a second for short ones.
fn repeated(subject: &Subject, settings: &Settings) -> Duration {
    let begin = Instant::now();
    let mut best = Duration::MAX;
    let mut rounds = 0;
    while rounds < 3 || begin.elapsed() < Duration::from_millis(100) {
        let start = Instant::now();
        Work::Check.run(subject, settings);
        best = start.elapsed().min(best);
        rounds += 1;
    }
    best
}
