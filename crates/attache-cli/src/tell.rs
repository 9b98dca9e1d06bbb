//! What is said to the person at the terminal: faults of the input, errors, counts. All of it goes to standard error.
//!
//! In: a fault of line 3 of `a.jsonl`. Out: `error: a.jsonl:3: lacks “text”; …`. Known limit: after the first hundred, faults
//! are only counted.

#![expect(clippy::print_stderr, reason = "the one place that writes to standard error")]

use attache::error::Fault;
use std::fmt::Display;

/// So many faults are told one by one.
const MANY: usize = 100;

/// Tells an error.
pub(crate) fn error(what: impl Display) {
    eprintln!("error: {what}");
}

/// Tells something that is not an error.
pub(crate) fn note(what: impl Display) {
    eprintln!("{what}");
}

/// Tells a fault of the program itself in one line, wherever it happens.
pub(crate) fn own_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let what = panic.payload_as_str().unwrap_or("no reason given");
        eprintln!(
            "error: the program failed at {place}: {what}\nhint: please report this with the text that was read"
        );
    }));
}

/// Tells faults of the input as they come, and counts them.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    n: usize,
}

impl Faults {
    /// Tells one.
    pub(crate) fn tell(&mut self, fault: &Fault) {
        self.n += 1;
        if self.n <= MANY {
            error(shown(fault));
        } else if self.n == MANY + 1 {
            note("further faults are only counted");
        }
    }

    /// Tells how many there were, and whether there was one.
    pub(crate) fn end(&self, what: &str) -> bool {
        match self.n {
            0 => return false,
            1 => note(format_args!("1 {what} left out, all others read")),
            n => note(format_args!("{n} {what}s left out, all others read")),
        }
        true
    }
}

/// A fault of a whole file has no line.
pub(crate) fn shown(fault: &Fault) -> String {
    match fault.line {
        0 => format!("{}: {}", fault.path, fault.reason),
        _ => fault.to_string(),
    }
}
