//! Answers on their way out: text for people, a JSON object a line, or a table with a header.
//!
//! In: one answer after the other, each already in its format: “Russia → Afghanistan” as text or as a row. Out: standard output or
//! a file, and how the command ends. Known limit: a table's rows must have as many cells as its header; nobody checks.

use crate::Outcome;
use crate::output::Output;
use crate::wanted::outcome;
use anyhow::Result;
use serde::Serialize;
use std::ops::ControlFlow;
use std::path::Path;

/// What answers are printed as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object a line
    Jsonl,
    /// A table with a header
    Csv,
}

/// Answers that are printed as they come.
#[derive(Debug)]
pub(crate) struct Printed {
    out: Output,
    n: usize,
    so_far: Result<()>,
}

impl Printed {
    /// Opens the file, or standard output where none is named; a table begins with its header.
    pub(crate) fn open(
        path: Option<&Path>,
        format: Format,
        header: impl FnOnce() -> Result<Vec<u8>>,
    ) -> Result<Self> {
        let mut out = Output::open(path)?;
        if format == Format::Csv {
            out.write(&header()?)?;
        }
        Ok(Self { out, n: 0, so_far: Ok(()) })
    }

    /// Prints an answer; after a fault there is no point in more.
    pub(crate) fn take(&mut self, lines: Result<Vec<u8>>) -> ControlFlow<()> {
        self.n += 1;
        self.so_far = lines.and_then(|lines| self.out.write(&lines));
        if self.so_far.is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }

    /// Prints answers until one cannot be.
    pub(crate) fn all(&mut self, lines: impl IntoIterator<Item = Result<Vec<u8>>>) {
        let _ = lines.into_iter().try_for_each(|lines| self.take(lines));
    }

    /// Closes what was printed to; `is_faulty`: some input could not be read.
    pub(crate) fn end(self, is_faulty: bool) -> Result<Outcome> {
        self.so_far?;
        self.out.end()?;
        Ok(outcome(is_faulty, self.n))
    }
}

/// One line of JSON.
pub(crate) fn json_line(row: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(row)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// One line of CSV.
pub(crate) fn csv_line(
    cells: impl IntoIterator<Item = impl AsRef<[u8]>>,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut writer = csv::Writer::from_writer(&mut bytes);
    writer.write_record(cells)?;
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}
