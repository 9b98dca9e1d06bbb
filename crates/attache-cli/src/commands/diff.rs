//! `attache diff`: what changed in the standing between two days, and what was learned between two days of any time.
//!
//! In: `--from 2025-07-01 --to 2025-07-31`. Out: `began  recognition  Russia → Afghanistan  recognised  since 2025-07-03`. With
//! `--known-from` and `--known-to`, also what the reports between these days added, whatever time they tell of. Known
//! limit: all tellings are held in memory.

use crate::Outcome;
use crate::asked::{self, AskedArgs, Format, SourceArgs};
use crate::load::{DataArgs, JobArgs};
use crate::output::Output;
use anyhow::{Result, bail};
use attache::article;
use attache::standing::{Change, Question, changed, learned, standing};
use jiff::civil::Date;

/// Tell what changed in the standing between two days, or what was learned between two days
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    days: Days,
    #[command(flatten)]
    asked: AskedArgs,
    /// How to print it
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    jobs: JobArgs,
    #[command(flatten)]
    data: DataArgs,
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
    let reader = args.data.reader()?;
    let question = args.asked.question(&reader.data)?;
    let (tellings, is_faulty) = args.source.tellings(&reader, &question, &args.jobs)?;
    let known = |known: Option<Date>| {
        standing(&reader.data, &tellings, &Question { known, ..question.clone() })
    };
    let now = known(days.known_to);
    let mut changes = Vec::new();
    if let (Some(from), Some(to)) = (days.from, days.to) {
        changes.extend(changed(&now, from, to));
    }
    if days.known_from.is_some() {
        changes.extend(learned(&known(days.known_from), &now));
    }
    let by_id = asked::by_id(&tellings);
    let mut out = Output::open(None)?;
    for change in &changes {
        let lines = match args.format {
            Format::Jsonl => serde_json::to_string(change)? + "\n",
            Format::Text => text(change, &by_id),
        };
        out.write(lines.as_bytes())?;
    }
    out.end()?;
    Ok(match (is_faulty, changes.is_empty()) {
        (true, _) => Outcome::Faults,
        (false, true) => Outcome::NoAnswer,
        (false, false) => Outcome::Answer,
    })
}

fn text(change: &Change, by_id: &asked::ById<'_>) -> String {
    let mut lines =
        format!("{:<9}  {}\n", change.change.name(), asked::head(&change.interval));
    if let Some(was) = &change.was {
        lines += &["    was ", &asked::head(was), "\n"].concat();
    }
    lines + &asked::proof(&change.interval, by_id)
}
