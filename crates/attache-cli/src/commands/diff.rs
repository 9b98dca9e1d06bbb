//! `attache diff`: what changed in the standing between two days, and what was learned between two days of any time.
//!
//! In: `--from 2025-07-01 --to 2025-07-31`. Out: `began  recognition  Russia → Afghanistan  recognised  since 2025-07-03`. With
//! `--known-from` and `--known-to`, also what the reports between these days added, whatever time they tell of. Known
//! limit: all claims are held in memory.

use crate::Outcome;
use crate::asked::{self, Answer, AskedArgs, Proof, Row};
use anyhow::{Result, bail};
use attache::article;
use attache::data::Data;
use attache::standing::{Change, Kind, changed, learned};
use jiff::civil::Date;
use serde::Serialize;

/// Tell what changed in the standing between two days, or what was learned between two days
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    days: Days,
    #[command(flatten)]
    asked: AskedArgs,
}

/// Between which days.
#[derive(Debug, clap::Args)]
struct Days {
    /// What changed after this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = article::day, requires = "to")]
    from: Option<Date>,
    /// … and by this day
    #[arg(long, value_name = "DATE", value_parser = article::day, requires = "from")]
    to: Option<Date>,
    /// What was learned after this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    known_from: Option<Date>,
    /// … and by this day
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    known_to: Option<Date>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let days = &args.days;
    if days.from.is_none() && days.known_from.is_none() {
        bail!("no days are given; --from and --to, or --known-from, are wanted");
    }
    // What was learned can be of any time.
    let between = days.from.zip(days.to).filter(|_| days.known_from.is_none());
    args.asked.ask(days.known_to, between, |tracks| {
        let now = tracks.standing(None, days.known_to);
        let mut changes = Vec::new();
        if let (Some(from), Some(to)) = (days.from, days.to) {
            changes.extend(changed(&now, from, to));
        }
        if days.known_from.is_some() {
            changes.extend(learned(&tracks.standing(None, days.known_from), &now));
        }
        changes
    })
}

/// A change as JSON.
#[derive(Debug, Serialize)]
struct Changed<'c> {
    change: Kind,
    interval: Row<'c>,
    was: Option<Row<'c>>,
}

impl Answer for Change {
    fn columns() -> Vec<&'static str> {
        let was = ["was_level", "was_from", "was_to"];
        [&["change"], asked::COLUMNS, &was].concat()
    }

    fn cells(&self, data: &Data) -> Vec<String> {
        let mut cells = vec![self.change.name().to_owned()];
        cells.extend(asked::cells(data, &self.interval));
        let was = self.was.as_ref();
        let parts = [
            was.map(|was| was.level.clone()),
            was.and_then(|was| was.from.clone()),
            was.and_then(|was| was.to.clone()),
        ];
        cells.extend(parts.map(Option::unwrap_or_default));
        cells
    }

    fn object(&self, data: &Data) -> impl Serialize {
        Changed {
            change: self.change,
            interval: Row::new(data, &self.interval),
            was: self.was.as_ref().map(|was| Row::new(data, was)),
        }
    }

    fn text(&self, proof: &Proof<'_>) -> Result<String> {
        let mut lines =
            format!("{:<9}  {}\n", self.change.name(), asked::head(&self.interval));
        if let Some(was) = &self.was {
            lines += &["    was ", &asked::head(was), "\n"].concat();
        }
        Ok(lines + &proof.of(&self.interval)?)
    }
}
