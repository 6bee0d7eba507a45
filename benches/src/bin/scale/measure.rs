//! Measures programs as child processes.
//!
//! Linux counts the memory of the process that starts a program as the program's own. Therefore this program starts itself
//! again, as a small process that starts the other and measures it: see [`child`].

use std::error::Error;
use std::ffi::OsString;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::sys::resource::{UsageWho, getrusage};
use nix::unistd::Pid;
use serde::{Deserialize, Serialize};

use crate::load;

/// The first argument of this program when it starts itself to measure another.
pub const ARGUMENT: &str = "measure";

/// The processors that a program may use.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub enum Cores {
    /// One of those that this program may use.
    One,
    /// All of those.
    All,
}

/// What a program took.
#[derive(Serialize, Deserialize)]
pub struct Cost {
    /// From its start to its end, in seconds.
    pub seconds: f64,
    /// Of all its threads and its own child processes, in seconds.
    pub cpu_seconds: f64,
    /// The maximum resident memory, index files in memory included, of the largest of its processes, in bytes.
    pub peak_bytes: u64,
}

/// A program and its arguments.
pub type Line = Vec<OsString>;

/// Runs a program and discards its output.
///
/// # Errors
/// It cannot be started, or its exit status is not 0.
pub fn run(line: &Line, cores: Cores) -> Result<Cost, Box<dyn Error>> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg(ARGUMENT)
        .arg(serde_json::to_string(&cores)?)
        .args(line);
    let output = command.output()?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("{line:?} failed: {told}").into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The process between: runs a program, its output discarded, and prints its cost.
pub fn child(arguments: &[OsString]) -> Result<(), Box<dyn Error>> {
    let [cores, program, arguments @ ..] = arguments else {
        return Err("no program to measure".into());
    };
    match serde_json::from_str(&cores.to_string_lossy())? {
        Cores::All => {}
        Cores::One => keep_one_core()?,
    }
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status()?;
    let seconds = start.elapsed().as_secs_f64();
    if !status.success() {
        return Err(status.to_string().into());
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cost = Cost {
        seconds,
        cpu_seconds: load::seconds(usage.user_time()) + load::seconds(usage.system_time()),
        peak_bytes: usage.max_rss() as u64 * 1024,
    };
    println!("{}", serde_json::to_string(&cost)?);
    Ok(())
}

/// Keeps this process and those it starts on one processor: the last, as many systems handle interrupts on the first.
fn keep_one_core() -> Result<(), Box<dyn Error>> {
    let this = Pid::from_raw(0);
    let all = sched_getaffinity(this)?;
    let mut one = CpuSet::new();
    for n in (0..CpuSet::count()).rev() {
        if all.is_set(n)? {
            one.set(n)?;
            break;
        }
    }
    sched_setaffinity(this, &one)?;
    Ok(())
}

/// Returns the minimum time of each of several programs, in seconds. They are run in turn, so that a change of the
/// machine's speed meets all: at least twice, then until `limit` has passed, at most `runs` times.
pub fn minima<const N: usize>(
    lines: [&Line; N],
    cores: Cores,
    runs: usize,
    limit: Duration,
) -> Result<[f64; N], Box<dyn Error>> {
    let start = Instant::now();
    let mut minima = [f64::INFINITY; N];
    for done in 0..runs {
        if done >= 2 && start.elapsed() >= limit {
            break;
        }
        for (line, minimum) in lines.iter().zip(&mut minima) {
            *minimum = minimum.min(run(line, cores)?.seconds);
        }
    }
    Ok(minima)
}
