//! `attache standing`: what holds between whom, on any day, as known on any day.
//!
//! In: reports, and a question: `--relation recognition --of Kabul --on 2025-07-04`. Out: one interval a line, for “Russia
//! recognised the Taliban government on 3 July 2025.” the recognition of Afghanistan by Russia since that day, with the
//! sentences that prove it. Known limit: all tellings are held in memory.

use crate::Outcome;
use crate::asked::{self, AskedArgs, Format, SourceArgs};
use crate::load::{DataArgs, JobArgs};
use crate::output::Output;
use anyhow::Result;
use attache::article;
use attache::standing::{Question, standing};
use jiff::civil::Date;

/// Tell what holds between whom: who recognises whom, has relations, missions, agreements, sanctions, troops …
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    asked: AskedArgs,
    /// Only what held on this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    on: Option<Date>,
    /// Only from what was published by this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    known: Option<Date>,
    /// How to print it
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    jobs: JobArgs,
    #[command(flatten)]
    data: DataArgs,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let reader = args.data.reader()?;
    let question = args.asked.question(&reader.data)?;
    let question = Question { on: args.on, known: args.known, ..question };
    let (tellings, is_faulty) = args.source.tellings(&reader, &question, &args.jobs)?;
    let intervals = standing(&reader.data, &tellings, &question);
    let by_id = asked::by_id(&tellings);
    let mut out = Output::open(None)?;
    for interval in &intervals {
        let lines = match args.format {
            Format::Jsonl => serde_json::to_string(interval)? + "\n",
            Format::Text => {
                [&asked::head(interval), "\n", &asked::proof(interval, &by_id)].concat()
            }
        };
        out.write(lines.as_bytes())?;
    }
    out.end()?;
    Ok(match (is_faulty, intervals.is_empty()) {
        (true, _) => Outcome::Faults,
        (false, true) => Outcome::NoAnswer,
        (false, false) => Outcome::Answer,
    })
}
