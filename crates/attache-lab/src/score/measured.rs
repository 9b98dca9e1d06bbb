//! What a run of a program took: time by the clock and of the processor, memory, exit status.
//!
//! In: a command, such as `attache read short.txt`. Out: its [`Measured`]. Known limit: processor time and memory are read
//! from `/proc`, so on Linux only; elsewhere they are nought.

use anyhow::{Context, Result};
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a run took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    /// By the clock.
    pub(super) clock: Duration,
    /// Of all processors together.
    pub(super) processor: Duration,
    /// The most memory held, in KiB.
    pub(super) memory: u64,
    /// The exit status.
    pub(super) status: i32,
}

/// Runs a command to its end; what it prints is thrown away.
pub(super) fn measure(command: &mut Command) -> Result<Measured> {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let mut child =
        command.spawn().context("cannot run attache; build it beside attache-lab")?;
    let (mut processor, mut memory) = (Duration::ZERO, 0);
    // A child that has ended but was not waited for still tells what it took.
    while let Some(stat) = Stat::of(child.id()) {
        processor = stat.processor;
        if stat.has_ended {
            break;
        }
        memory = high_water(child.id()).max(memory);
        std::thread::sleep(Duration::from_millis(1));
    }
    let status = child.wait()?.code().unwrap_or(-1);
    Ok(Measured { clock: start.elapsed(), processor, memory, status })
}

/// What `/proc` tells of a process.
struct Stat {
    has_ended: bool,
    processor: Duration,
}

impl Stat {
    fn of(process: u32) -> Option<Self> {
        /// Time is told in hundredths of a second.
        const TICK: u64 = 10;
        let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // The name, in brackets, may hold blanks; what follows it is the state and then numbers.
        let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = |i: usize| fields.get(i)?.parse::<u64>().ok();
        let processor = Duration::from_millis((ticks(11)? + ticks(12)?) * TICK);
        Some(Self { has_ended: matches!(fields.first(), Some(&("Z" | "X"))), processor })
    }
}

/// The most memory that a process has held so far, in KiB; 0 where the system does not tell.
fn high_water(process: u32) -> u64 {
    let status =
        fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
