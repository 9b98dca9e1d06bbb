//! `attache article`: a report as the record keeps it, with its events marked, and its versions.
//!
//! In: the id of an article. Out: its text with `[Norway] *expelled* {two Russian diplomats}.`, its events below, and which versions
//! there are. Known limit: of spans that cross, the later one is left unmarked.

use super::events::{csv_header, csv_row};
use crate::Outcome;
use crate::load::DataArgs;
use crate::marked::{Mark, Pen};
use crate::output;
use crate::printed::{Format, Printed, json_line};
use crate::tell;
use crate::told;
use crate::wanted::{FromArgs, outcome};
use anstyle::Style;
use anyhow::Result;
use attache::data::Data;
use attache::export::Line;
use attache::record::{Found, Kept, Record, Version};
use attache::span::Span;
use jiff::civil::Date;
use serde::Serialize;

/// Print an article of a record with its events marked, and its versions
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The id of the article
    #[arg(value_name = "ID")]
    id: String,
    /// An earlier version; the last if not given
    #[arg(long, value_name = "N")]
    version: Option<u32>,
    #[command(flatten)]
    from: FromArgs,
    /// How to print it
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    data: DataArgs,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let reader = args.data.reader()?;
    let (record, is_faulty) = args.from.open(&reader)?;
    let Some(kept) = record.article(&args.id)? else {
        return Ok(outcome(is_faulty, 0));
    };
    let wanted = |v: &&Version| args.version.is_none_or(|n| n == v.number);
    let Some(version) = kept.versions.iter().rev().find(wanted) else {
        let n = kept.versions.len();
        tell::note(format_args!("article {} has versions 1 to {n}", args.id));
        return Ok(Outcome::NoAnswer);
    };
    let mut printed = Printed::open(None, args.format, || csv_header(&["version"]))?;
    match args.format {
        Format::Text => {
            let pen = Pen { has_colour: output::wants_colour() };
            let text = text(&reader.data, pen, &kept, version);
            printed.all([Ok(text.into_bytes())]);
        }
        Format::Jsonl => printed.all([json_line(&Row::new(&kept, version))]),
        Format::Csv => {
            let number = version.number.to_string();
            let found = found(&record, version)?;
            printed.all(found.iter().map(|found| csv_row(&[&number], found)));
        }
    }
    printed.end(is_faulty)
}

/// The events of a version with the happenings that they belong to; those of a replaced one belong to none.
fn found(record: &Record, version: &Version) -> Result<Vec<Found>> {
    let mut all = Vec::new();
    for telling in &version.tellings {
        let kept = record.telling(&telling.line.id)?;
        let kept = kept.filter(|found| found.telling.line == telling.line);
        all.push(kept.unwrap_or_else(|| Found {
            telling: telling.clone(),
            happening: String::new(),
            stamp: version.stamp.clone(),
            url: version.article.url.clone(),
            language: version.article.language.clone(),
        }));
    }
    Ok(all)
}

fn text(data: &Data, pen: Pen, kept: &Kept, version: &Version) -> String {
    let article = &version.article;
    let title = article.title.as_deref().unwrap_or(&article.id);
    let published = article.published.map(|d| d.to_string());
    let facts = [
        Some(format!("article {}", article.id)),
        Some(published.unwrap_or_else(|| "undated".to_owned())),
        article.publisher.clone(),
        article.url.clone(),
        Some(format!("counts as {}", version.source)),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let mut lines = vec![
        pen.styled(Style::new().bold(), &told::folded(title, 0)),
        told::dim(pen, &facts.join("  ")),
        String::new(),
        marked(pen, version),
    ];
    for telling in &version.tellings {
        lines.push(told::line(data, &telling.line));
        lines.push(told::dim(pen, &format!("    event {}", telling.line.id)));
    }
    if version.tellings.is_empty() {
        lines.push("no event".to_owned());
    }
    if kept.versions.len() > 1 {
        lines.extend(kept.versions.iter().map(|other| in_short(other, version.number)));
    }
    lines.join("\n") + "\n"
}

/// A version on one line.
fn in_short(version: &Version, shown: u32) -> String {
    let mark = if version.number == shown { "  (shown)" } else { "" };
    let day = version.article.published.map(|d| d.to_string());
    format!(
        "version {}  {}  {}  attache {}, data {}{mark}",
        version.number,
        day.unwrap_or_else(|| "undated".to_owned()),
        told::count(version.tellings.len(), "event"),
        version.stamp.program,
        version.stamp.data,
    )
}

/// The text, line by line, with the marks of all its events.
fn marked(pen: Pen, version: &Version) -> String {
    let text = &version.article.text;
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    starts.push(text.len());
    let byte = |at: u32| starts.get(at as usize).copied();
    let marks: Vec<(Span, Mark)> = version
        .tellings
        .iter()
        .flat_map(|telling| told::marks(&telling.line))
        .filter_map(|(start, end, mark)| {
            Some((Span::new(byte(start)?, byte(end)?), mark))
        })
        .collect();
    let mut out = String::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let whole = Span::new(start, start + line.len());
        start += line.len();
        out += &told::folded(&pen.marked(text, whole, &marks), 0);
        out.push('\n');
    }
    out
}

/// The article as JSON.
#[derive(Debug, Serialize)]
struct Row<'v> {
    id: &'v str,
    title: Option<&'v str>,
    published: Option<Date>,
    publisher: Option<&'v str>,
    url: Option<&'v str>,
    language: Option<&'v str>,
    source: &'v str,
    version: u32,
    versions: Vec<Short<'v>>,
    text: &'v str,
    events: Vec<&'v Line<'static>>,
}

/// A version in short.
#[derive(Debug, Serialize)]
struct Short<'v> {
    number: u32,
    published: Option<Date>,
    events: usize,
    program: &'v str,
    data: &'v str,
    model: &'v str,
}

impl<'v> Row<'v> {
    fn new(kept: &'v Kept, version: &'v Version) -> Self {
        let article = &version.article;
        let short = |v: &'v Version| Short {
            number: v.number,
            published: v.article.published,
            events: v.tellings.len(),
            program: &v.stamp.program,
            data: &v.stamp.data,
            model: &v.stamp.model,
        };
        Self {
            id: &article.id,
            title: article.title.as_deref(),
            published: article.published,
            publisher: article.publisher.as_deref(),
            url: article.url.as_deref(),
            language: article.language.as_deref(),
            source: &version.source,
            version: version.number,
            versions: kept.versions.iter().map(short).collect(),
            text: &article.text,
            events: version.tellings.iter().map(|t| &t.line).collect(),
        }
    }
}
