//! The parts of the report, each a few figures.

use super::figures::Figures;
use super::measure::{
    self, answer, cpu_time, instructions, instructions_of, on_path, peak_memory, run, shortest, spin, vattel, worker,
};
use super::subject::{Subject, Work, reading, settings};
use super::{corpus, draft, hostile, python};
use std::process::Command;
use std::time::Duration;
use vattel::config::Settings;
use vattel::model::Which;

/// How much of everything is measured.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    /// Only what takes seconds.
    pub(crate) quick: bool,
}

/// One draft of the size that the limits are set for.
const SIZE: &str = "10000";
const NO_VALGRIND: &str = "valgrind is not installed";
const NO_RUFF: &str = "ruff is not installed";

/// Instructions for each byte, pest calls for each byte, and what a check costs against the bare parse.
pub(crate) fn costs(figures: &mut Figures, extent: Extent) {
    Figures::part("Cost of one draft of 10 KB, one thread, in process");
    let count = if extent.quick { "10" } else { "40" };
    let Some(bytes) = told(&["bytes", count, SIZE]) else {
        figures.skip("pest calls for a byte", "the job did not end");
        return;
    };
    match told(&["calls", count, SIZE]) {
        Some(calls) => figures.at_most("bare parse: pest calls for a byte", calls / bytes, 1.6, "calls"),
        None => figures.skip("bare parse: pest calls for a byte", "the job did not end"),
    }
    let cost = |work: Work| per_byte(work, count, SIZE);
    if let (Some(bare), Some(tree), Some(whole)) = (cost(Work::Recognize), cost(Work::Parse), cost(Work::Check)) {
        figures.at_most("bare parse: instructions for a byte", bare, 180.0, "instr");
        Figures::note("parse to tree: instructions for a byte", tree, "instr");
        Figures::note("whole check: instructions for a byte", whole, "instr");
        figures.at_most("parse to tree ÷ bare parse, instructions", tree / bare, 1.3, "×");
        figures.at_most("whole check ÷ bare parse, instructions", whole / bare, 2.0, "×");
    } else {
        figures.skip("instructions", NO_VALGRIND);
    }

    let subjects: Vec<_> = (0..100).map(|seed| Subject::new(&draft::draft(seed, 10_000))).collect();
    let bytes: usize = subjects.iter().map(Subject::length).sum();
    let settings = settings();
    let all = |work: Work| subjects.iter().map(|it| work.run(it, &settings)).sum::<usize>();
    figures.holds("the reader finds nothing wrong in the drafts", all(Work::Parse) == 0);
    Figures::note("findings of all rules, for each draft", all(Work::Check) as f64 / subjects.len() as f64, "");
    let [bare, tree, whole] = shortest(
        if extent.quick { 5 } else { 15 },
        [&mut || _ = all(Work::Recognize), &mut || _ = all(Work::Parse), &mut || _ = all(Work::Check)],
    );
    Figures::note("bare parse", bytes as f64 / bare.as_secs_f64() / 1e6, "MB/s");
    Figures::note("whole check", bytes as f64 / whole.as_secs_f64() / 1e6, "MB/s");
    figures.at_most("parse to tree ÷ bare parse, time", ratio(tree, bare), 1.3, "×");
    figures.at_most("whole check ÷ bare parse, time", ratio(whole, bare), 2.0, "×");
}

/// Whether cost grows with the text and no faster.
pub(crate) fn growth(figures: &mut Figures, extent: Extent) {
    Figures::part("Cost for a byte of a larger draft ÷ that of 10 KB");
    let sizes = if extent.quick { &[("100 KB", "100000"), ("1 MB", "1000000")][..] } else { SIZES };
    for work in [Work::Recognize, Work::Check] {
        let base = per_byte(work, "20", SIZE);
        for (name, size) in sizes {
            let label = format!("{}, {name}, instructions", title(work));
            match (base, per_byte(work, "1", size)) {
                (Some(base), Some(cost)) => figures.at_most(&label, cost / base, 1.25, "×"),
                _ => figures.skip(&label, NO_VALGRIND),
            }
        }
    }
    let settings = settings();
    let mut base = None;
    for (name, size) in [("10 KB", 10_000), ("100 KB", 100_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000)] {
        let subjects: Vec<_> =
            (0..(1_000_000 / size).max(1) as u64).map(|seed| Subject::new(&draft::draft(seed, size))).collect();
        let bytes: usize = subjects.iter().map(Subject::length).sum();
        let mut check = || _ = subjects.iter().map(|it| Work::Check.run(it, &settings)).sum::<usize>();
        let [time] = shortest(if extent.quick { 2 } else { 4 }, [&mut check]);
        let time = time.as_secs_f64() / bytes as f64;
        Figures::note(&format!("whole check, {name}, nanoseconds for a byte"), time * 1e9, "ns");
        let base = *base.get_or_insert(time);
        // Beyond the caches of the machine a byte costs more, whatever the program does.
        if size > 10_000 {
            Figures::note(&format!("whole check, {name}, time"), time / base, "×");
        }
    }
}

const SIZES: &[(&str, &str)] = &[("100 KB", "100000"), ("1 MB", "1000000"), ("10 MB", "10000000")];

/// Many files end to end, against ruff; two threads against one; one cold file.
pub(crate) fn files(figures: &mut Figures, extent: Extent) {
    let count = if extent.quick { 1_000 } else { 10_000 };
    Figures::part(&format!("{count} drafts of 10 KB, whole process"));
    let corpus = match corpus::write(count) {
        Ok(corpus) => corpus,
        Err(error) => return figures.skip("many files", &error.to_string()),
    };
    let rounds = if extent.quick { 2 } else { 5 };
    let check = |threads: &str| {
        let mut command = vattel();
        command.args(["check", "--threads", threads]).arg(&corpus.drafts);
        command
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    if cores >= 2 {
        let [one, two, alone, together] = shortest(
            rounds,
            [&mut || run(&mut check("1")), &mut || run(&mut check("2")), &mut || spin(1), &mut || spin(2)],
        );
        Figures::note("one thread", one.as_secs_f64(), "s");
        Figures::note("what two threads gain here now, on arithmetic alone", 2.0 * ratio(alone, together), "×");
        figures.at_least("one thread ÷ two threads, wall time", ratio(one, two), 1.7, "×");
    } else {
        figures.skip("one thread ÷ two threads, wall time", "the machine has one core");
    }
    let ruff = on_path("ruff").map(|program| {
        move |path: &std::path::Path| {
            let mut command = Command::new(&program);
            command.args(["check", "--isolated", "--no-cache"]).arg(path);
            command
        }
    });
    match &ruff {
        Some(ruff) => {
            let ours = || run(vattel().arg("check").arg(&corpus.drafts));
            let theirs = || run(&mut ruff(&corpus.modules));
            // Instructions are the same on a busy machine; a hundred files are enough for them.
            let some = (corpus.drafts.join("part-0"), corpus.modules.join("part-0"));
            let ours_counted = instructions_of(vattel().args(["check", "--threads", "1"]).arg(&some.0));
            let theirs_counted = instructions_of(&ruff(&some.1));
            if let (Some(ours), Some(theirs)) = (ours_counted, theirs_counted) {
                Figures::note("vattel ÷ ruff, instructions", ours as f64 / theirs as f64, "×");
            }
            if let (Some(ours), Some(theirs)) = (cpu_time(ours), cpu_time(theirs)) {
                Figures::note("vattel ÷ ruff, processor time", ratio(ours, theirs), "×");
            }
            let [ours, theirs] = shortest(rounds, [&mut || ours(), &mut || theirs()]);
            Figures::note("vattel, files in a second", count as f64 / ours.as_secs_f64(), "");
            Figures::note("ruff, files in a second", count as f64 / theirs.as_secs_f64(), "");
            Figures::note(
                "vattel, findings",
                lines(vattel().args(["check", "--output-format", "concise"]).arg(&corpus.drafts)),
                "",
            );
            Figures::note("ruff, findings", lines(ruff(&corpus.modules).args(["--output-format", "concise"])), "");
            figures.at_most("vattel ÷ ruff on as many bytes of Python, wall time", ratio(ours, theirs), 0.5, "×");
        }
        None => figures.skip("vattel ÷ ruff on as many bytes of Python, wall time", NO_RUFF),
    }
    let draft = corpus::single("one.treaty", &draft::draft(0, corpus::FILE_SIZE));
    let module = corpus::single("one.py", &python::module(0, corpus::FILE_SIZE));
    let (Ok(draft), Ok(module)) = (draft, module) else {
        return figures.skip("one cold draft", "a file can't be written");
    };
    let mut ours = || run(vattel().arg("check").arg(&draft));
    if let Some(ruff) = &ruff {
        let mut bare = || run(Command::new("ruff").arg("--version"));
        let [ours, theirs, bare] = shortest(40, [&mut ours, &mut || run(&mut ruff(&module)), &mut bare]);
        Figures::note("vattel, one draft", ours.as_secs_f64() * 1e3, "ms");
        Figures::note("ruff, one module", theirs.as_secs_f64() * 1e3, "ms");
        Figures::note("one cold draft ÷ ruff saying its version", ratio(ours, bare), "×");
        figures.at_most("one cold draft ÷ ruff on one module", ratio(ours, theirs), 0.35, "×");
    } else {
        let [ours] = shortest(40, [&mut ours]);
        Figures::note("vattel, one draft", ours.as_secs_f64() * 1e3, "ms");
        figures.skip("one cold draft ÷ ruff on one module", NO_RUFF);
    }
}

/// Peak memory against the size of one draft and the number of files.
pub(crate) fn memory(figures: &mut Figures, extent: Extent) {
    Figures::part("Peak memory, whole process");
    let peak =
        |path: &std::path::Path| peak_memory(vattel().args(["check", "--threads", "2"]).arg(path)).map(|it| it as f64);
    let text = draft::draft(0, 10_000_000);
    let name = "peak ÷ input, one draft of 10 MB";
    let Ok(large) = corpus::single("large.treaty", &text) else { return figures.skip(name, "a file can't be written") };
    let Some(most) = peak(&large) else { return figures.skip(name, "the system does not tell") };
    figures.at_most(name, most / text.len() as f64, 12.0, "×");
    let many = if extent.quick { 1_000 } else { 10_000 };
    let few = many / 10;
    let (Ok(some), Ok(all)) = (corpus::write(few), corpus::write(many)) else {
        return figures.skip("peak of many files", "files can't be written");
    };
    if let (Some(some), Some(all)) = (peak(&some.drafts), peak(&all.drafts)) {
        Figures::note(&format!("peak, {few} drafts"), some / 1e6, "MB");
        Figures::note(&format!("peak, {many} drafts"), all / 1e6, "MB");
        // The names of the files are held to the end, and nothing else: a few hundred bytes for each draft of 10,000.
        let growth = (all - some) / (many - few) as f64;
        let name = "growth of the peak for each more draft of 10,000 bytes";
        if extent.quick {
            // The allocator has not yet come to rest.
            Figures::note(name, growth, "bytes");
        } else {
            figures.at_most(name, growth, 500.0, "bytes");
        }
    }
}

/// How many readings of a draft with many brackets a second, and what a reading costs against a file of its own.
pub(crate) fn readings(figures: &mut Figures, extent: Extent) {
    const DRAFT: &str = include_str!("sixteen-brackets.treaty");
    const READINGS: f64 = 65_536.0;
    Figures::part("Sixteen brackets of two readings each in ten articles, all rules, in process, one thread");
    let subject = Subject::new(DRAFT);
    let [all, each, one] = [Which::All, Which::Each, Which::Unbracketed].map(reading);
    let check = |settings| _ = Work::Check.run(&subject, settings);
    let rounds = if extent.quick { 2 } else { 5 };
    let [all, files] = shortest(rounds, [&mut || check(&all), &mut || (0..1_000).for_each(|_| check(&one))]);
    let [each, one] = shortest(20 * rounds, [&mut || check(&each), &mut || check(&one)]);
    figures.at_most("all 65,536 readings", all.as_secs_f64(), 10.0, "s");
    Figures::note("readings a second", READINGS / all.as_secs_f64(), "");
    Figures::note("checks of a file with one reading, a second", 1_000.0 / files.as_secs_f64(), "");
    let own = files.as_secs_f64() / 1_000.0;
    figures.at_most("a reading ÷ a check of a file of its own", all.as_secs_f64() / READINGS / own, 0.25, "×");
    Figures::note("each of 16 alternatives ÷ one reading", ratio(each, one), "×");

    let subjects: Vec<_> = (0..40).map(|seed| Subject::new(&draft::draft(seed, 10_000))).collect();
    let drafts = |settings: &Settings| _ = subjects.iter().map(|it| Work::Check.run(it, settings)).sum::<usize>();
    let (usual, one) = (Settings::all(), settings());
    let [usual, one] = shortest(rounds, [&mut || drafts(&usual), &mut || drafts(&one)]);
    Figures::note("generated drafts of 10 KB: the readings of a check ÷ one reading", ratio(usual, one), "×");
}

/// Ten thousand findings in one file.
pub(crate) fn rendering(figures: &mut Figures, _extent: Extent) {
    Figures::part("Ten thousand findings in one file, whole process, all of it drawn");
    for kind in ["unreadable", "dangling"] {
        let mut costs = Vec::new();
        for (count, rounds) in [(1_000, 9), (10_000, 3)] {
            let text = super::worker::wrong(kind, count);
            let Ok(path) = corpus::single(&format!("{kind}-{count}.treaty"), &text) else {
                return figures.skip("rendering", "a file can't be written");
            };
            let [full] = shortest(rounds, [&mut || run(vattel().args(["check", "--select", "all"]).arg(&path))]);
            let found = lines(vattel().args(["check", "--select", "all", "--output-format", "concise"]).arg(&path));
            Figures::note(&format!("{kind}: findings in {count} wrong provisions"), found, "");
            costs.push(full.as_secs_f64() / found);
        }
        let [few, many] = costs[..] else { continue };
        // Checking is in it too, so that rendering alone costs less.
        figures.at_most(&format!("{kind}: ten thousand findings, checked and drawn"), many * 10_000.0, 1.0, "s");
        figures.at_most(&format!("{kind}: a finding among 10,000 ÷ one among 1,000"), many / few, 1.25, "×");
        match told_pair(&["wrong", kind, "10000"]) {
            Some((bad, good, _)) => Figures::note(&format!("{kind}: check ÷ valid text of that size"), bad / good, "×"),
            None => figures.holds(&format!("{kind}: check ends"), false),
        }
    }
}

/// Texts made to be slow, each against a valid text of its length, on a stack of 2 MiB.
pub(crate) fn hostile(figures: &mut Figures, _extent: Extent) {
    Figures::part("Hostile text ÷ valid text of that size, whole check, 2 MiB stack");
    for (at, text) in hostile::texts().iter().enumerate() {
        let name = format!("{} ({} bytes)", text.name, text.text.len());
        match told_pair(&["hostile", &at.to_string()]) {
            Some((bad, good, findings)) => {
                figures.at_most(&name, bad / good, 3.0, &format!("× {:.3} ms", bad / 1e6));
                if text.wrong && findings < 1.0 {
                    figures.holds(&format!("{}: a finding", text.name), false);
                }
            }
            None => figures.holds(&format!("{name}: ends within a minute, without a crash"), false),
        }
    }
}

/// Instructions that one byte costs, of drafts of a size.
fn per_byte(work: Work, count: &str, size: &str) -> Option<f64> {
    let with = instructions(&["cost", work.as_str(), count, size])?;
    let without = instructions(&["warm", work.as_str(), count, size])?;
    Some(with.checked_sub(without)? as f64 / told(&["bytes", count, size])?)
}

fn title(work: Work) -> &'static str {
    match work {
        Work::Recognize => "bare parse",
        Work::Parse => "parse to tree",
        Work::Check => "whole check",
    }
}

fn told(job: &[&str]) -> Option<f64> {
    answer(&mut worker(job).ok()?, Duration::from_mins(5))?.trim().parse().ok()
}

fn told_pair(job: &[&str]) -> Option<(f64, f64, f64)> {
    let words = answer(&mut worker(job).ok()?, Duration::from_mins(1))?;
    let mut numbers = words.split_whitespace().map(|it| it.parse().ok());
    Some((numbers.next()??, numbers.next()??, numbers.next()??))
}

fn lines(command: &mut Command) -> f64 {
    command.output().map_or(0.0, |output| output.stdout.split(|it| *it == b'\n').count() as f64 - 1.0)
}

fn ratio(part: Duration, whole: Duration) -> f64 {
    part.as_secs_f64() / whole.as_secs_f64()
}

/// Removes what the run left on the disk.
pub(crate) fn clean() {
    let _ = std::fs::remove_dir_all(measure::scratch());
}
