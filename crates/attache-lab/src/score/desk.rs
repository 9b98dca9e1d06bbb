//! The record and the desk: what adding and asking costs, and how soon pages come.
//!
//! In: the built programs and the project's scripts. Out: the table of `attache-lab record-curve`, the time of each page over 200,000
//! events as `scripts/browser-tests --large` sees it, and what 200 readers get in a minute. Known limit: where there is no
//! browser or no node, the page says that nothing was measured.

use super::{Page, output};
use anyhow::{Context, Result};
use std::process::Command;

/// Adds both sections.
pub(super) fn add(page: &mut Page, quick: bool) -> Result<()> {
    record(page, if quick { 100_000 } else { 1_000_000 })?;
    for (title, script) in [
        ("Pages over 200,000 events", "scripts/browser-tests --large"),
        ("Many readers at once", "scripts/desk-load"),
    ] {
        let mut command = Command::new("bash");
        command.args(["-c", script]).env("ATTACHE", page.bins.join("attache"));
        let result = output(&mut command)?;
        page.section(title, script, &result);
    }
    Ok(())
}

fn record(page: &mut Page, n: u32) -> Result<()> {
    let folder = tempfile::tempdir().context("cannot make a folder for the record")?;
    let every = n / 10;
    let args = format!("record-curve --articles {n} --every {every} --pool 10000");
    let mut command = Command::new(page.bins.join("attache-lab"));
    command.args(args.split(' ')).arg("--db").arg(folder.path().join("a.db"));
    let result = output(&mut command)?;
    page.section("Record", &format!("attache-lab {args} --db a.db"), &result);
    Ok(())
}
