//! `attache standing`: what holds between whom, on any day, as known on any day.
//!
//! In: a record or reports, and a question: `--relation recognition --of Kabul --on 2025-07-04`. Out: one interval a line, for
//! “Russia recognised the Taliban government on 3 July 2025.” the recognition of Afghanistan by Russia since that day, with
//! the sentences that prove it and the id that `attache evidence` takes. Known limit: all claims are held in memory.

use crate::Outcome;
use crate::asked::{self, Answer, AskedArgs, Proof};
use anyhow::Result;
use attache::article;
use attache::data::Data;
use attache::standing::Interval;
use jiff::civil::Date;
use serde::Serialize;

/// Tell what holds between whom: who recognises whom, has relations, missions, agreements, sanctions, troops …
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    asked: AskedArgs,
    /// Only what held on this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    on: Option<Date>,
    /// Only from what was published by this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    known: Option<Date>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    args.asked.ask(args.known, None, |tracks| tracks.standing(args.on, args.known))
}

impl Answer for Interval {
    fn columns() -> Vec<&'static str> {
        asked::COLUMNS.to_vec()
    }

    fn cells(&self, data: &Data) -> Vec<String> {
        asked::cells(data, self)
    }

    fn object(&self, data: &Data) -> impl Serialize {
        asked::Row::new(data, self)
    }

    fn text(&self, proof: &Proof<'_>) -> Result<String> {
        Ok([&asked::head(self), "\n", &proof.of(self)?].concat())
    }
}
