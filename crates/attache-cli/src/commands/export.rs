//! `attache export`: events as the files that others work with.
//!
//! In: a record or reports. Out: for “Norway expelled two Russian diplomats.” a row of GDELT, ICEWS, POLECAT or Phoenix, a line of JSON or
//! CSV, or a row of a Parquet table. Known limit: events come in the order of their days, reports named on the command
//! line are held in memory.

mod parquet;

use crate::Outcome;
use crate::load::DataArgs;
use crate::output::Output;
use crate::printed::{csv_line, json_line};
use crate::tell;
use crate::wanted::{FileArgs, FilterArgs, outcome};
use anyhow::{Context, Result, bail};
use attache::data::Data;
use attache::export::codes::Codes;
use attache::export::{self, EventDay, Exporter, Report, Summary, System, Told};
use attache::record::Found;
use std::collections::BTreeMap;
use std::io::{IsTerminal, stdout};
use std::ops::ControlFlow;
use std::path::PathBuf;

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
    from: FileArgs,
    /// The kind of file
    #[arg(long, short, value_enum)]
    format: Format,
    /// Write to this file, which appears once it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    filter: FilterArgs,
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
    let filter = args.filter.filter(&reader.data)?;
    let codes = args.format.system().map(|_| Codes::load(&args.data.sources()?));
    let codes = codes.transpose()?;
    let (record, is_faulty) = args.from.open(&reader)?;
    let out = Output::open(args.output.as_deref())?;
    let mut sink = Sink::new(args.format, (&reader.data, codes.as_ref()), out)?;
    let mut written = Ok(());
    record.each_telling(&filter, |found| {
        written = sink.add(found);
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    written?;
    let (out, n) = sink.end()?;
    out.end()?;
    Ok(outcome(is_faulty, usize::try_from(n).unwrap_or(usize::MAX)))
}

/// Where events go.
enum Sink<'d> {
    Json(Output, u64),
    Csv(Output, u64),
    Table(parquet::Table),
    /// Events that may have begun at any time come first out of a record; they wait for the day under which they are written.
    System(Exporter<'d, Output>, BTreeMap<Option<EventDay>, Vec<Found>>),
}

impl<'d> Sink<'d> {
    fn new(
        format: Format,
        (data, codes): (&'d Data, Option<&'d Codes>),
        mut out: Output,
    ) -> Result<Self> {
        if let (Some(system), Some(codes)) = (format.system(), codes) {
            let exporter =
                Exporter::new(system, data, codes, out).context("cannot write")?;
            return Ok(Self::System(exporter, BTreeMap::new()));
        }
        if format == Format::Parquet {
            return Ok(Self::Table(parquet::Table::new(out)?));
        }
        if format == Format::Csv {
            out.write(&csv_line(export::HEADER)?)?;
            return Ok(Self::Csv(out, 0));
        }
        Ok(Self::Json(out, 0))
    }

    fn add(&mut self, found: Found) -> Result<()> {
        let line = &found.telling.line;
        match self {
            Self::Json(out, n) => {
                *n += 1;
                out.write(&json_line(line)?)
            }
            Self::Csv(out, n) => {
                *n += 1;
                out.write(&csv_line(export::cells(line))?)
            }
            Self::Table(table) => table.add(&found.telling, &report(&found)),
            Self::System(exporter, waiting) => {
                let day = EventDay::of(line);
                if line.date.as_ref().is_none_or(|date| date.start.is_none()) {
                    waiting.entry(day).or_default().push(found);
                    return Ok(());
                }
                while let Some(entry) = waiting.first_entry()
                    && *entry.key() <= day
                {
                    tell_all(exporter, &entry.remove())?;
                }
                tell_all(exporter, &[found])
            }
        }
    }

    fn end(self) -> Result<(Output, u64)> {
        match self {
            Self::Json(out, n) | Self::Csv(out, n) => Ok((out, n)),
            Self::Table(table) => table.end(),
            Self::System(mut exporter, waiting) => {
                for found in waiting.into_values() {
                    tell_all(&mut exporter, &found)?;
                }
                let (out, Summary { rows, left_out }) =
                    exporter.end().context("cannot write")?;
                for (why, n) in left_out {
                    let events = if n == 1 { "event" } else { "events" };
                    tell::note(format_args!("{n} {events} left out: {why}"));
                }
                Ok((out, rows))
            }
        }
    }
}

fn tell_all(exporter: &mut Exporter<'_, Output>, all: &[Found]) -> Result<()> {
    for found in all {
        let told = Told { line: &found.telling.line, report: &report(found) };
        exporter.add(told).context("cannot write")?;
    }
    Ok(())
}

fn report(found: &Found) -> Report {
    Report {
        publisher: found.telling.publisher.clone(),
        url: found.url.clone(),
        language: found.language.clone(),
    }
}
