//! Events as a Parquet table: plain typed columns, lists where there are several, so that `DuckDB`, pandas and R open it as is.
//!
//! In: tellings. Out: for “Norway expelled two Russian diplomats.” a row with `event` SANCTION, `actor_country` the list of NOR,
//! `date_start` as a day. Known limit: amounts are four lists side by side.

mod column;

use crate::output::Output;
use anyhow::{Context, Result};
use attache::export::{Line, Report, Who};
use attache::record::Telling;
use column::{Cell, Column, Kind};
use jiff::civil::{Date, date};
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::fmt::Write as _;
use std::sync::Arc;

/// Rows that are held before they are written.
const ROWS: usize = 50_000;

use Kind::{Day, Decimal, Decimals, Text, Texts, Truth, Whole};

const COLUMNS: &[(&str, Kind)] = &[
    ("id", Text),
    ("article", Text),
    ("published", Day),
    ("publisher", Text),
    ("url", Text),
    ("language", Text),
    ("sentence", Whole),
    ("start", Whole),
    ("end", Whole),
    ("text", Text),
    ("trigger", Text),
    ("trigger_start", Whole),
    ("trigger_end", Whole),
    ("actor_code", Texts),
    ("actor_country", Texts),
    ("actor_sector", Texts),
    ("actor_name", Texts),
    ("actor_person", Texts),
    ("actor_text", Texts),
    ("recipient_code", Texts),
    ("recipient_country", Texts),
    ("recipient_sector", Texts),
    ("recipient_name", Texts),
    ("recipient_person", Texts),
    ("recipient_text", Texts),
    ("event", Text),
    ("mode", Text),
    ("context", Texts),
    ("cameo", Text),
    ("quad", Text),
    ("score", Decimal),
    ("act", Text),
    ("level", Text),
    ("status", Text),
    ("historical", Truth),
    ("claim", Text),
    ("date_start", Day),
    ("date_end", Day),
    ("date_value", Text),
    ("date_text", Text),
    ("date_from", Text),
    ("place", Text),
    ("place_country", Text),
    ("said_by", Texts),
    ("amount_what", Texts),
    ("amount_value", Decimals),
    ("amount_of", Texts),
    ("amount_text", Texts),
    ("object", Text),
    ("confidence", Decimal),
    ("rule", Text),
];

/// A table that is being written.
pub(super) struct Table {
    writer: SerializedFileWriter<Output>,
    columns: Vec<Column>,
    held: usize,
    n: u64,
    name: String,
}

impl Table {
    /// Begins a table.
    pub(super) fn new(out: Output) -> Result<Self> {
        let name = out.name();
        let schema = Arc::new(parse_message_type(&schema())?);
        let properties =
            WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = SerializedFileWriter::new(out, schema, Arc::new(properties))
            .with_context(|| format!("cannot write {name}"))?;
        Ok(Self { writer, columns: empty(), held: 0, n: 0, name })
    }

    /// Adds a row.
    pub(super) fn add(&mut self, telling: &Telling, report: &Report) -> Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(row(telling, report)) {
            column.push(cell);
        }
        self.held += 1;
        self.n += 1;
        if self.held == ROWS { self.write() } else { Ok(()) }
    }

    /// Ends the table and tells the number of its rows.
    pub(super) fn end(mut self) -> Result<(Output, u64)> {
        if self.held > 0 {
            self.write()?;
        }
        let failed = || format!("cannot write {}", self.name);
        let out = self.writer.into_inner().with_context(failed)?;
        Ok((out, self.n))
    }

    fn write(&mut self) -> Result<()> {
        self.held = 0;
        let columns = std::mem::replace(&mut self.columns, empty());
        let failed = || format!("cannot write {}", self.name);
        write(&mut self.writer, columns).with_context(failed)
    }
}

fn empty() -> Vec<Column> {
    COLUMNS.iter().map(|(_, kind)| Column::new(*kind)).collect()
}

fn write(
    writer: &mut SerializedFileWriter<Output>,
    columns: Vec<Column>,
) -> parquet::errors::Result<()> {
    let mut group = writer.next_row_group()?;
    for column in columns {
        let next = group.next_column()?;
        let mut next = next.expect("the schema has as many columns as a row");
        column.write(next.untyped())?;
        next.close()?;
    }
    group.close()?;
    Ok(())
}

fn schema() -> String {
    let mut schema = "message events {\n".to_owned();
    for (name, kind) in COLUMNS {
        let list = |element: &str| {
            format!(
                "optional group {name} (LIST) {{ repeated group list {{ optional {element}; }} }}"
            )
        };
        let column = match kind {
            Text => format!("optional binary {name} (STRING);"),
            Whole => format!("optional int64 {name};"),
            Decimal => format!("optional double {name};"),
            Truth => format!("optional boolean {name};"),
            Day => format!("optional int32 {name} (DATE);"),
            Texts => list("binary element (STRING)"),
            Decimals => list("double element"),
        };
        let _ = writeln!(schema, "  {column}");
    }
    schema + "}\n"
}

fn row(telling: &Telling, report: &Report) -> Vec<Cell> {
    let line = &telling.line;
    let text = |t: &str| Cell::Text(Some(t.to_owned()));
    let maybe = |t: Option<&str>| Cell::Text(t.map(str::to_owned));
    let whole = |n: u32| Cell::Whole(i64::from(n));
    let mut row = vec![
        text(&line.id),
        text(&line.article),
        day(line.published.as_deref()),
        maybe(report.publisher.as_deref()),
        maybe(report.url.as_deref()),
        maybe(report.language.as_deref()),
        whole(line.sentence as u32),
        whole(line.start),
        whole(line.end),
        text(&line.text),
        text(&line.trigger.text),
        whole(line.trigger.start),
        whole(line.trigger.end),
    ];
    row.extend(side(&line.actor));
    row.extend(side(&line.recipient));
    row.extend([
        text(line.event.name()),
        maybe(line.mode.as_deref()),
        texts(line.context.iter().map(String::as_str)),
        text(&line.cameo),
        maybe(named(line.quad).as_deref()),
        Cell::Decimal(line.score),
        maybe(line.act.as_deref()),
        maybe(telling.level.as_deref()),
        text(line.status.name()),
        Cell::Truth(line.historical),
        maybe(line.claim.as_deref()),
    ]);
    row.extend(when(line));
    row.extend([
        maybe(line.place.as_ref().map(|p| p.name.as_ref())),
        maybe(line.place.as_ref().and_then(|p| p.country.as_deref())),
        texts(line.said_by.iter().map(|s| s.name.as_ref())),
        texts(line.amounts.iter().map(|a| a.what.as_ref())),
        Cell::Decimals(line.amounts.iter().map(|a| a.value).collect()),
        texts(line.amounts.iter().map(|a| a.of.as_ref())),
        texts(line.amounts.iter().map(|a| a.text.as_ref())),
        maybe(line.object.as_deref()),
        Cell::Decimal(line.confidence),
        text(&line.rule),
    ]);
    row
}

fn when(line: &Line<'_>) -> [Cell; 5] {
    let date = line.date.as_ref();
    [
        day(date.and_then(|d| d.start.as_deref())),
        day(date.and_then(|d| d.end.as_deref())),
        Cell::Text(date.map(|d| d.value.to_string())),
        Cell::Text(date.and_then(|d| d.text.as_deref()).map(str::to_owned)),
        Cell::Text(date.and_then(|d| named(d.from))),
    ]
}

/// Code, country, sector, name, person and words of participants, each a list.
fn side(all: &[Who<'_>]) -> [Cell; 6] {
    let list = |part: &dyn Fn(&Who<'_>) -> Option<String>| {
        Cell::Texts(all.iter().map(part).collect())
    };
    [
        list(&|w| Some(w.code.to_string())),
        list(&|w| w.country.clone()),
        list(&|w| w.sector.clone()),
        list(&|w| Some(w.name.to_string())),
        list(&|w| w.person.as_ref().map(ToString::to_string)),
        list(&|w| w.text.as_ref().map(ToString::to_string)),
    ]
}

fn texts<'a>(all: impl Iterator<Item = &'a str>) -> Cell {
    Cell::Texts(all.map(|text| Some(text.to_owned())).collect())
}

/// The contract's name of a variant.
fn named(variant: impl serde::Serialize) -> Option<String> {
    serde_json::to_value(variant).ok()?.as_str().map(str::to_owned)
}

/// Days since 1970, as Parquet counts them.
fn day(text: Option<&str>) -> Cell {
    let day: Option<Date> = text.and_then(|t| t.parse().ok());
    let since = |d: Date| d.since(date(1970, 1, 1)).ok().map(|span| span.get_days());
    Cell::Day(day.and_then(since))
}
