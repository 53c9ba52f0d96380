//! Instruments: instructions by callgrind, wall time, peak memory of a process.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The folder for files of a run, below cargo's own.
pub(crate) fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("speed")
}

/// The command line under test.
pub(crate) fn vattel() -> Command {
    Command::new(env!("CARGO_BIN_EXE_vattel"))
}

/// This very program, for a job in a process of its own.
pub(crate) fn worker(job: &[&str]) -> io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("worker").args(job);
    Ok(command)
}

/// Where a program stands on the path, if it does.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// How many instructions a job of this program takes, all told. `None` without valgrind.
pub(crate) fn instructions(job: &[&str]) -> Option<u64> {
    instructions_of(&worker(job).ok()?)
}

/// How many instructions a command takes, on one thread if it asks rayon how many to use.
pub(crate) fn instructions_of(command: &Command) -> Option<u64> {
    let output = Command::new(on_path("valgrind")?)
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(command.get_program())
        .args(command.get_args())
        .env("RAYON_NUM_THREADS", "1")
        .stdout(Stdio::null())
        .output()
        .ok()?;
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = words.lines().find(|line| line.contains("Collected :"))?;
    line.rsplit(' ').next()?.parse().ok()
}

/// The shortest time of several rounds. The jobs of a round run one after another, so that a busy machine is unfair to
/// none of them.
pub(crate) fn shortest<const N: usize>(rounds: usize, mut jobs: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let mut best = [Duration::MAX; N];
    for _ in 0..rounds {
        for (job, best) in jobs.iter_mut().zip(&mut best) {
            let start = Instant::now();
            job();
            *best = start.elapsed().min(*best);
        }
    }
    best
}

/// Runs a command to its end, its output thrown away. The exit code tells of findings, not of failure.
pub(crate) fn run(command: &mut Command) {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.code().is_some_and(|code| code < 2)), "{command:?} failed");
}

/// The processor time of the commands that a job runs and waits for. `None` where the system does not tell.
pub(crate) fn cpu_time(job: impl FnOnce()) -> Option<Duration> {
    let before = waited_for()?;
    job();
    waited_for()?.checked_sub(before)
}

/// The processor time of all children so far, user and system.
fn waited_for() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program stands in parentheses and may hold blanks; the times are fields 16 and 17.
    let mut fields = stat.rsplit(") ").next()?.split(' ').skip(13);
    let ticks = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// Arithmetic alone, the same on each of so many threads: what a machine that is busy with other things leaves over.
pub(crate) fn spin(threads: usize) {
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| (0..100_000_000_u64).fold(1_u64, |sum, it| std::hint::black_box(sum.wrapping_mul(31) ^ it)));
        }
    });
}

/// The most memory that a command held, in bytes: the high-water mark of its resident set, asked for while it runs.
/// `None` where the system does not tell.
pub(crate) fn peak_memory(command: &mut Command) -> Option<u64> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    let mut peak = None;
    while child.try_wait().ok()?.is_none() {
        peak = high_water_mark(&child).max(peak);
        std::thread::sleep(Duration::from_micros(200));
    }
    peak
}

fn high_water_mark(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok().map(|kilobytes: u64| kilobytes * 1024)
}

/// What a command writes to its output within a time; `None` if it fails or takes longer.
pub(crate) fn answer(command: &mut Command, limit: Duration) -> Option<String> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let start = Instant::now();
    // The answers are one short line: they fit into the pipe, and the child never waits for a reader.
    loop {
        match child.try_wait().ok()? {
            Some(status) if status.success() => break,
            Some(_) => return None,
            None if start.elapsed() > limit => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    }
    let mut words = String::new();
    io::Read::read_to_string(&mut child.stdout.take()?, &mut words).ok()?;
    Some(words)
}
