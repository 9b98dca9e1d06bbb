//! What can go wrong, said for people: where, what, and what would be right.
//!
//! Reading cannot fail; only loading data and keeping a record can. `actors/states.tsv:12: unknown sector “GVO”; one of
//! AGR, BUS, …` is one [`Fault`]. Known limit: faults are texts, for a person to act on, not for a program to match.

use std::fmt;

/// One thing wrong in a data file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, as the user named it or relative to the data folder.
    pub path: String,
    /// The line, counted from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong; what would be right.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.reason)
    }
}

/// Why the library could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Data files are at fault; all faults at once, in order of file and line.
    #[error("{}", join(.0))]
    Data(Vec<Fault>),
    /// The language model is at fault.
    #[error("the language model cannot be used: {0}")]
    Model(String),
    /// The file of a record is at fault, or the disk under it.
    #[error("{path}: {reason}")]
    Record {
        /// The file, as the user named it.
        path: String,
        /// What is wrong; what would be right.
        reason: String,
    },
}

fn join(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
