//! `attache events`: the events of a record that a question asks for.
//!
//! In: `--actor Moscow --act recognize`. Out: “Russia recognised the Taliban government.” as each report tells it, in order of
//! days, with the ids that `attache evidence` takes. Known limit: the ids of all answers are held in memory.

use crate::Outcome;
use crate::load::DataArgs;
use crate::marked::Pen;
use crate::output;
use crate::printed::{Format, Printed, csv_line, json_line};
use crate::told;
use crate::wanted::{FileArgs, FilterArgs};
use anyhow::Result;
use attache::data::Data;
use attache::export::{self, Line};
use attache::record::Found;
use serde::Serialize;
use std::path::PathBuf;

/// Print the events of a record: who did what to whom, since when, according to whom
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    from: FileArgs,
    /// How to print events
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,
    /// Write to this file, which appears once it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    data: DataArgs,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let reader = args.data.reader()?;
    let filter = args.filter.filter(&reader.data)?;
    let (record, is_faulty) = args.from.open(&reader)?;
    let pen = Pen { has_colour: args.output.is_none() && output::wants_colour() };
    let path = args.output.as_deref();
    let mut printed = Printed::open(path, args.format, || csv_header(&[]))?;
    record.each_telling(&filter, |found| {
        printed.take(match args.format {
            Format::Text => Ok(text(&reader.data, pen, &found).into_bytes()),
            Format::Jsonl => json(&found),
            Format::Csv => csv_row(&[], &found),
        })
    })?;
    printed.end(is_faulty)
}

/// The line, the sentence, and where it stands.
pub(crate) fn text(data: &Data, pen: Pen, found: &Found) -> String {
    let line = &found.telling.line;
    let place = told::place(line, found.telling.publisher.as_deref());
    let small = format!("    {place}  event {}  of {}", line.id, found.happening);
    [
        told::line(data, line),
        told::sentence(pen, line),
        told::dim(pen, &small),
        String::new(),
    ]
    .join("\n")
}

/// The contract's line with where it belongs.
#[derive(Debug, Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    line: &'a Line<'a>,
    publisher: Option<&'a str>,
    url: Option<&'a str>,
    happening: &'a str,
}

fn json(found: &Found) -> Result<Vec<u8>> {
    let row = Row {
        line: &found.telling.line,
        publisher: found.telling.publisher.as_deref(),
        url: found.url.as_deref(),
        happening: &found.happening,
    };
    json_line(&row)
}

/// The header of a table of events, with columns before it.
pub(crate) fn csv_header(before: &[&str]) -> Result<Vec<u8>> {
    let columns =
        before.iter().chain(export::HEADER).chain(&["publisher", "url", "happening"]);
    csv_line(columns)
}

/// The row of an event, with cells before it.
pub(crate) fn csv_row(before: &[&str], found: &Found) -> Result<Vec<u8>> {
    let mut cells: Vec<String> = before.iter().map(ToString::to_string).collect();
    cells.extend(export::cells(&found.telling.line));
    cells.push(found.telling.publisher.clone().unwrap_or_default());
    cells.push(found.url.clone().unwrap_or_default());
    cells.push(found.happening.clone());
    csv_line(cells)
}
