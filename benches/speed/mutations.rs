//! Mutated drafts through check, format and fix, each held to the laws of `tests/support/laws.rs`.
//!
//! `cargo bench -- mutations --count 1000000 --seed 1` tries a million; every draft follows from the seed and its
//! number, so that `--only 4711` tries one again and prints it.

use super::dice::Dice;
use super::{draft, laws};
use std::io::Write as _;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The longest draft, in bytes.
const LONGEST: usize = 4096;

/// What hands leave in a draft, and what others put there.
const SCRAPS: &[&str] = &[
    "",
    " ",
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    "\r",
    "\u{2028}",
    "\u{85}",
    "}",
    "{",
    "[",
    "]",
    "|",
    ":",
    ",",
    "(",
    ")",
    "\"",
    "\"\"\"",
    "“",
    "”",
    " # a remark\n",
    "# vattel: allow(veto) reason\n",
    " # vattel: allow(all)\n",
    "# vattel: fmt off\n",
    "# vattel: fmt on\n",
    " #~ veto/aggressor-veto\n",
    "#~^ names/undefined\n",
    "#@ rules: all\n",
    "RUS",
    "UKR: ",
    "RSU: ",
    "TBD",
    "й",
    "🕊",
    "\u{202e}",
    "\u{200b}",
    "decided by unanimity of guarantors",
    "decided by 2 of guarantors or FRA",
    "otherwise decided by UNSC",
    "upon attack",
    "unless RUS agrees",
    "trigger t { on armed-attack }",
    "within 3 days",
    "within 99999999999999999999 years",
    "[ RUS: a | b ]",
    "[ UKR: within 2 days | RUS: within TBD ]",
    "=",
    "42(7)",
    "15,000",
    "0",
    "99999999999999999999",
    "1/0",
    "weights w { RUS 20000000000000000000 USA 1 }",
    "group A = A",
    "except RUS",
    "each of guarantors",
    "any of FRA, GBR",
    "deployment force { by force }",
    "include \"draft.treaty\"",
    "text \"\"\"\nprose\n\"\"\"\n",
];

/// What a run has seen.
#[derive(Default)]
struct Tally {
    drafts: u64,
    bytes: u64,
    broken: Vec<(u64, &'static str)>,
    slowest: (Duration, u64),
}

/// Tries as many drafts as the arguments say; a failure if one breaks a law.
pub(crate) fn main(arguments: &[String]) -> ExitCode {
    let value = |name: &str| {
        let at = arguments.iter().position(|it| it == name)?;
        arguments.get(at + 1)?.parse::<u64>().ok()
    };
    let (seed, from, count) =
        (value("--seed").unwrap_or(1), value("--from").unwrap_or(0), value("--count").unwrap_or(10_000));
    let stock = stock();
    if let Some(only) = value("--only") {
        let text = mutated(&stock, seed, only);
        say(format_args!("{text}"));
        return if tried(&text).is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    // A broken law is told by its number, not by the words of the panic.
    std::panic::set_hook(Box::new(|_| ()));
    let next = AtomicU64::new(from);
    let work = || {
        let mut tally = Tally::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= from + count {
                return tally;
            }
            let text = mutated(&stock, seed, number);
            let start = Instant::now();
            let broken = tried(&text);
            tally.slowest = tally.slowest.max((start.elapsed(), number));
            tally.broken.extend(broken.into_iter().map(|it| (number, it)));
            tally.drafts += 1;
            tally.bytes += text.len() as u64;
        }
    };
    let start = Instant::now();
    let threads = std::thread::available_parallelism().map_or(1, Into::into);
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().filter_map(|it| it.join().ok()).collect()
    });
    let sum = |of: fn(&Tally) -> u64| tallies.iter().map(of).sum::<u64>();
    let (drafts, bytes) = (sum(|it| it.drafts), sum(|it| it.bytes));
    say(format_args!(
        "{drafts} drafts of {} bytes on average, seed {seed}, {:.0} s",
        bytes / drafts.max(1),
        start.elapsed().as_secs_f64()
    ));
    if let Some((time, number)) = tallies.iter().map(|it| it.slowest).max() {
        say(format_args!("the slowest, number {number}, took {} ms through all laws", time.as_millis()));
    }
    if let Some(peak) = peak() {
        say(format_args!("at most {peak} kB of memory"));
    }
    let mut broken: Vec<_> = tallies.iter().flat_map(|it| &it.broken).collect();
    broken.sort_unstable();
    for (number, law) in &broken {
        say(format_args!("number {number} breaks the law `{law}`"));
    }
    say(format_args!("{} broken laws", broken.len()));
    if broken.is_empty() && drafts == count { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn say(words: std::fmt::Arguments<'_>) {
    // Whoever reads may have gone.
    let _ = writeln!(std::io::stdout().lock(), "{words}");
}

/// The laws of drafts that a text breaks.
fn tried(text: &str) -> Vec<&'static str> {
    // A check parses as well.
    let of_drafts = laws::LAWS.iter().filter(|it| matches!(it.0, "check" | "fmt" | "fix"));
    of_drafts.filter(|(_, law)| catch_unwind(|| law(text.as_bytes())).is_err()).map(|it| it.0).collect()
}

/// The shipped drafts, and generated ones.
fn stock() -> Vec<String> {
    let mut paths = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("drafts"), &mut paths);
    paths.sort_unstable();
    let shipped = paths.iter().filter_map(|it| std::fs::read_to_string(it).ok());
    shipped.chain((0..64).map(|seed| draft::draft(seed, LONGEST))).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|it| it == "treaty") {
            paths.push(path);
        }
    }
}

/// The draft of a number: a part of one of the stock, changed in up to twelve places.
fn mutated(stock: &[String], seed: u64, number: u64) -> String {
    let mut dice = Dice::new(seed.wrapping_mul(0x9e37_79b9).wrapping_add(number));
    let mut text = part(&mut dice, stock, LONGEST);
    for _ in 0..dice.between(1, 12) {
        let start = boundary(&text, dice.below(text.len() + 1));
        let lines: Vec<usize> = text.match_indices('\n').map(|it| it.0 + 1).collect();
        match dice.below(8) {
            // Some bytes give way to a scrap.
            0..=2 => {
                let end = boundary(&text, (start + dice.below(20)).min(text.len())).max(start);
                text.replace_range(start..end, dice.pick(SCRAPS));
            }
            // A scrap at the end of a line, or at its start.
            3..=4 if !lines.is_empty() => {
                let line = lines[dice.below(lines.len())];
                text.insert_str(if dice.percent(50) { line } else { line - 1 }, dice.pick(SCRAPS));
            }
            // Lines go, or stand twice, or stand elsewhere.
            5..=6 if lines.len() > 1 => {
                let first = dice.below(lines.len() - 1);
                let last = (first + dice.between(1, 6)).min(lines.len() - 1);
                let moved = text[lines[first]..lines[last]].to_owned();
                if dice.percent(50) {
                    text.replace_range(lines[first]..lines[last], "");
                }
                if dice.percent(70) {
                    let to = boundary(&text, dice.below(text.len() + 1));
                    text.insert_str(to, &moved);
                }
            }
            // A part of another draft.
            _ => {
                let other = part(&mut dice, stock, 400);
                text.insert_str(start, &other);
            }
        }
    }
    text.truncate(boundary(&text, text.len().min(LONGEST)));
    text
}

/// Some lines of one of the drafts.
fn part(dice: &mut Dice, stock: &[String], longest: usize) -> String {
    let text = &stock[dice.below(stock.len())];
    let start = if dice.percent(40) { 0 } else { boundary(text, dice.below(text.len() + 1)) };
    let start = text[..start].rfind('\n').map_or(0, |it| it + 1);
    let end = boundary(text, (start + dice.between(1, longest)).min(text.len()));
    text[start..end].to_owned()
}

/// The last boundary between characters up to a byte.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The most memory that this process has held, in kB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|it| it.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse().ok())
}
