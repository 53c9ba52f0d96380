//! The client process: the server ends when it does.

use crossbeam_channel::{Receiver, never, tick};
use std::time::{Duration, Instant};

/// The interval between tests.
const OFTEN: Duration = Duration::from_secs(2);

/// The program whose number the editor has said.
pub(super) struct Parent {
    /// Its number, if it is to be looked for.
    number: Option<i32>,
    /// A handle of that very program: its number may be given to another one once it has ended.
    #[cfg(target_os = "linux")]
    handle: Option<std::os::fd::OwnedFd>,
}

impl Parent {
    /// One that is not there from the start runs on another machine, or in a container of its own: it is not looked for.
    pub(super) fn of(number: Option<i64>) -> Self {
        let number = number.and_then(|it| i32::try_from(it).ok()).filter(|it| *it > 0 && is_alive(*it));
        Self {
            number,
            #[cfg(target_os = "linux")]
            handle: number.and_then(handle_of),
        }
    }

    /// When to look for it.
    pub(super) fn looks(&self) -> Receiver<Instant> {
        if self.number.is_some() { tick(OFTEN) } else { never() }
    }

    /// Whether it has gone.
    pub(super) fn is_gone(&self) -> bool {
        #[cfg(target_os = "linux")]
        if let Some(handle) = &self.handle {
            return has_ended(handle);
        }
        self.number.is_some_and(|it| !is_alive(it))
    }
}

/// A handle of a program; none on a kernel that has no such handles.
#[cfg(target_os = "linux")]
fn handle_of(number: i32) -> Option<std::os::fd::OwnedFd> {
    use rustix::process::{Pid, PidfdFlags, pidfd_open};
    pidfd_open(Pid::from_raw(number)?, PidfdFlags::empty()).ok()
}

/// Whether the program of a handle has ended: then there is something to read from it.
#[cfg(target_os = "linux")]
fn has_ended(handle: &std::os::fd::OwnedFd) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let mut asked = [PollFd::new(handle, PollFlags::IN)];
    poll(&mut asked, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).is_ok_and(|ready| ready > 0)
}

/// Whether a program runs.
#[cfg(unix)]
fn is_alive(number: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    // One of another user runs, though it may not be asked.
    let found = Pid::from_raw(number).map(test_kill_process);
    matches!(found, Some(Ok(()) | Err(Errno::PERM)))
}

/// Elsewhere it takes the streams with it, and their end is the end.
#[cfg(not(unix))]
fn is_alive(_: i32) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_program_is_known_until_it_ends() {
        let mut program = std::process::Command::new("cat").stdin(std::process::Stdio::piped()).spawn().expect("`cat`");
        let parent = Parent::of(Some(program.id().into()));
        assert!(!parent.is_gone());
        drop(program.stdin.take());
        program.wait().expect("it ends");
        assert!(parent.is_gone());
    }

    #[test]
    fn who_is_not_there_is_not_missed() {
        for number in [None, Some(0), Some(-1), Some(i64::MAX), Some(i64::from(i32::MAX))] {
            assert!(!Parent::of(number).is_gone());
        }
    }
}
