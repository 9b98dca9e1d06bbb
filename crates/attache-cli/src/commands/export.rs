//! `attache export`: events as the files that others work with.
//!
//! In: reports. Out: for “Norway expelled two Russian diplomats.” a row of GDELT, ICEWS, POLECAT or Phoenix, a line of JSON or
//! CSV, or a row of a Parquet table. Known limit: events are held in memory until all reports are read.

mod parquet;

use crate::Outcome;
use crate::gathered::{Gathered, gather};
use crate::input::InputArgs;
use crate::load::{DataArgs, JobArgs};
use crate::output::Output;
use crate::tell;
use anyhow::{Context, Result, bail};
use attache::data::Data;
use attache::export::codes::Codes;
use attache::export::{self, EventDay, Exporter, Report, Summary, System, Told};
use attache::record::Telling;
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;
use std::sync::Arc;

/// Write events as the files that other programs and other systems' users read
///
/// JSON Lines, CSV and Parquet hold all that the program knows. GDELT, ICEWS, POLECAT and Phoenix files have exactly the
/// columns of those systems, in their order, parted by tabs; what they cannot hold is left out and counted on standard
/// error. None of the four can hold: status (negated, hypothetical and future events are left out, save promises,
/// demands and threats, which are made all the same), who vouches for an event, a stretch of days (the first is
/// written; without one, the day of the report; without both, the event is left out), amounts, objects, the
/// sentence. Each has one row for each pair of an actor and a recipient; what both sides do together goes both ways.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// The kind of file
    #[arg(long, short, value_enum)]
    format: Format,
    /// Write to this file, which appears once it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    jobs: JobArgs,
    #[command(flatten)]
    data: DataArgs,
}

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One JSON object a line, as `attache read` prints it
    Jsonl,
    /// A table with a header, as `attache read` prints it; lists are joined with “; ”
    Csv,
    /// A Parquet table with typed columns and lists, with publisher, address and language of the report
    Parquet,
    /// GDELT 2.0 events, 61 columns, no header. One row for all tellings of one thing on one day at one place; counts are
    /// over all reports, not over fifteen minutes. Not known: tone, ethnic and religious codes, places of actors, feature
    /// ids of cities, second-level divisions. Actors that CAMEO has no letters for keep their type alone. `SOURCEURL` is
    /// the first telling's, or the article's id; `DATEADDED` is the day of the report; `IsRootEvent` marks the
    /// headline and the first two sentences
    Gdelt,
    /// ICEWS, 20 columns with a header. One row for each pair of each telling; events without an actor or recipient are
    /// left out. Not known: districts, provinces. `Story ID` and `Event ID` are numbers made from the ids of article
    /// and event; labels of CAMEO codes are in words of our own
    Icews,
    /// POLECAT, 40 columns with a header, `None` where nothing is known. One row for each pair of each telling. Not known:
    /// titles, Wikipedia ids, districts, provinces, the people, bodies and places of the whole story. The feature type of
    /// every city is PPL
    Polecat,
    /// Phoenix of the Open Event Data Alliance, 26 columns, no header. One row for each day, source, target and code, in
    /// the older numbering of 163 to 166; events without source or target are left out. Not known: issues, states
    /// (first-level divisions). `EventID` counts the rows of the file
    Phoenix,
}

impl Format {
    fn system(self) -> Option<System> {
        match self {
            Self::Jsonl | Self::Csv | Self::Parquet => None,
            Self::Gdelt => Some(System::Gdelt),
            Self::Icews => Some(System::Icews),
            Self::Polecat => Some(System::Polecat),
            Self::Phoenix => Some(System::Phoenix),
        }
    }
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    if args.format == Format::Parquet && args.output.is_none() && stdout().is_terminal() {
        bail!(
            "a Parquet table is no text for a terminal\nhint: name a file with -o FILE"
        );
    }
    let reader = args.data.reader()?;
    let codes = args.format.system().map(|_| Codes::load(&args.data.sources()?));
    let codes = codes.transpose()?;
    let Gathered { mut told, is_faulty } = gather(&reader, &args.input, &args.jobs)?;
    let out = Output::open(args.output.as_deref())?;
    let (out, n) = match (args.format.system(), &codes) {
        (Some(system), Some(codes)) => {
            told.sort_by_key(|(telling, _)| {
                (EventDay::of(&telling.line), telling.line.published.clone())
            });
            for_system(system, &reader.data, codes, &told, out)?
        }
        _ if args.format == Format::Parquet => as_table(&told, out)?,
        _ => as_lines(args.format, &told, out)?,
    };
    out.end()?;
    Ok(match (is_faulty, n) {
        (true, _) => Outcome::Faults,
        (false, 0) => Outcome::NoAnswer,
        (false, _) => Outcome::Answer,
    })
}

fn as_table(told: &[(Telling, Arc<Report>)], out: Output) -> Result<(Output, u64)> {
    let mut table = parquet::Table::new(out)?;
    for (telling, report) in told {
        table.add(telling, report)?;
    }
    table.end()
}

fn as_lines(
    format: Format,
    told: &[(Telling, Arc<Report>)],
    mut out: Output,
) -> Result<(Output, u64)> {
    if format == Format::Csv {
        out.write((export::HEADER.join(",") + "\n").as_bytes())?;
    }
    for (telling, _) in told {
        let mut bytes = Vec::new();
        if format == Format::Csv {
            let mut csv = csv::Writer::from_writer(&mut bytes);
            csv.write_record(export::cells(&telling.line))?;
            csv.flush()?;
            drop(csv);
        } else {
            serde_json::to_writer(&mut bytes, &telling.line)?;
            bytes.push(b'\n');
        }
        out.write(&bytes)?;
    }
    Ok((out, told.len() as u64))
}

fn for_system(
    system: System,
    data: &Data,
    codes: &Codes,
    told: &[(Telling, Arc<Report>)],
    out: Output,
) -> Result<(Output, u64)> {
    let name = out.name();
    let failed = || format!("cannot write {name}");
    let mut exporter = Exporter::new(system, data, codes, out).with_context(failed)?;
    for (telling, report) in told {
        let told = Told { line: &telling.line, report };
        exporter.add(told).with_context(failed)?;
    }
    let (out, Summary { rows, left_out }) = exporter.end().with_context(failed)?;
    for (why, n) in left_out {
        let events = if n == 1 { "event" } else { "events" };
        tell::note(format_args!("{n} {events} left out: {why}"));
    }
    Ok((out, rows))
}
