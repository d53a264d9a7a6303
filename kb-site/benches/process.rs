//! Runs a command, and says what it has cost by the operating system's own account.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

/// What a command has cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cost {
    /// Processor time, in the program and in the system for it.
    pub(crate) cpu: Duration,
    /// Time from start to end.
    pub(crate) wall: Duration,
    /// The most memory that it held at once, in kilobytes.
    pub(crate) peak: u64,
}

/// The first argument by which a benchmark knows that it is to measure a command.
pub(crate) const MEASURE: &str = "measure";

/// Runs a command to its end. Between us and it stands a process of its own, so that its account holds nothing else.
pub(crate) fn run(program: &Path, arguments: &[&str]) -> Cost {
    let own = std::env::current_exe().expect("a running program has a file");
    let output = Command::new(own).arg(MEASURE).arg(program).args(arguments).output().expect("it can be run");
    let said = String::from_utf8_lossy(&output.stdout);
    let mut numbers = said.split_whitespace().filter_map(|number| number.parse().ok());
    let mut next = || -> u64 {
        let complaint = String::from_utf8_lossy(&output.stderr);
        numbers.next().unwrap_or_else(|| panic!("{}: {complaint}", program.display()))
    };
    Cost { cpu: Duration::from_micros(next()), wall: Duration::from_micros(next()), peak: next() }
}

/// Does what [`run`] asks of the process in between.
pub(crate) fn measure(command: &[String]) {
    let (program, arguments) = command.split_first().expect("a command is given");
    let begin = Instant::now();
    let output = Command::new(program).args(arguments).stdout(Stdio::null()).output().expect("it can be run");
    let wall = begin.elapsed().as_micros();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system keeps account");
    let cpu = micros(usage.user_time()) + micros(usage.system_time());
    writeln!(std::io::stdout(), "{cpu} {wall} {}", usage.max_rss()).expect("somebody listens");
}

fn micros(time: TimeVal) -> i64 {
    time.tv_sec() * 1_000_000 + time.tv_usec()
}
