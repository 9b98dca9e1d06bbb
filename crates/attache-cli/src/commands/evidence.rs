//! `attache evidence`: all that an event, a happening or an interval of the standing rests on, and what speaks against it.
//!
//! In: the id of “Russia recognised the Taliban government.”, or `recognition/RUS/AFG/2025-07-03`. Out: every sentence that tells of
//! it, with marks, article, publisher, day and rule; then the reports that say otherwise. Known limit: a contradiction is a
//! report of the same act between the same sides that denies it, or affirms what is denied.

use super::events::{csv_header, csv_row};
use crate::Outcome;
use crate::load::DataArgs;
use crate::marked::Pen;
use crate::output;
use crate::printed::{Format, Printed, json_line};
use crate::told;
use crate::wanted::FromArgs;
use anyhow::Result;
use attache::article;
use attache::data::Data;
use attache::evidence::{Piece, Rests, What, rests_as_known};
use attache::export::Line;
use attache::record::{Found, Stamp};
use attache::standing::Interval;
use jiff::civil::Date;
use serde::Serialize;

/// Print all that an event, a happening or a standing interval rests on, and what contradicts it
///
/// ID is an event's as `attache events` prints it, a happening's (h…) as `attache timeline` does, or an interval's as `attache
/// standing` has it: relation, both sides, first day (- where it is open), as in recognition/RUS/AFG/2025-07-03. Without
/// a day all intervals between the two are meant.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The id of an event or happening, or RELATION/BY/OF/DAY
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    from: FromArgs,
    /// Only from what was published by this day
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    known: Option<Date>,
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
    let all = rests_as_known(&record, &reader.data, &args.id, args.known)?;
    let header = || csv_header(&["of", "why"]);
    let mut printed = Printed::open(None, args.format, header)?;
    let pen = Pen { has_colour: output::wants_colour() };
    for rests in &all {
        let pieces = rests.pieces.iter();
        match args.format {
            Format::Text => {
                printed.all([Ok(text(&reader.data, pen, rests).into_bytes())]);
            }
            Format::Jsonl => {
                printed.all(pieces.map(|piece| json_line(&Row::new(&args.id, piece))));
            }
            Format::Csv => printed.all(pieces.map(|piece| {
                csv_row(&[args.id.as_str(), piece.why.name()], &piece.found)
            })),
        }
    }
    printed.end(is_faulty)
}

fn text(data: &Data, pen: Pen, rests: &Rests) -> String {
    let mut lines = vec![title(data, &rests.what)];
    lines.extend(rests.differences.iter().map(|d| format!("  told differently: {d}")));
    let mut last = None;
    for piece in &rests.pieces {
        if last != Some(piece.why) {
            lines.push(format!("{}:", piece.why.name()));
            last = Some(piece.why);
        }
        lines.push(format!("  {}", told::line(data, &piece.found.telling.line)));
        lines.push(told::sentence(pen, &piece.found.telling.line));
        lines.extend(small(piece).iter().map(|s| told::dim(pen, s)));
    }
    lines.join("\n") + "\n\n"
}

/// What it is, on a line or two.
fn title(data: &Data, what: &What) -> String {
    match what {
        What::Happening(happening) => format!(
            "{}\nhappening {}: {}, {}",
            told::gist(data, &happening.gist),
            happening.id,
            told::count(happening.tellings.len(), "telling"),
            told::count(happening.n_sources, "independent source")
        ),
        What::Interval(interval) => {
            let Interval { relation, by, of, level, name, from, to, sources, .. } =
                interval;
            let named = name.as_ref().map(|n| format!(" ({n})")).unwrap_or_default();
            let day =
                |d: &Option<String>, open: &str| d.clone().unwrap_or(open.to_owned());
            let (from, to) = (day(from, "before anything read"), day(to, "still"));
            format!(
                "{relation}  {} → {}  {level}{named}  from {from} to {to}  {}",
                by.name,
                of.name,
                told::count(*sources, "source")
            )
        }
    }
}

/// Where a piece stands and how it was coded.
fn small(piece: &Piece) -> [String; 2] {
    let Found { telling, stamp, url, .. } = &piece.found;
    let line = &telling.line;
    let url = url.as_ref().map(|u| format!("  {u}")).unwrap_or_default();
    let Stamp { program, data, model } = stamp;
    [
        format!("    {}{url}", told::place(line, telling.publisher.as_deref())),
        format!(
            "    event {}  rule {}  confidence {}  attache {program}, data {data}, model {model}",
            line.id, line.rule, line.confidence
        ),
    ]
}

/// One piece of evidence as JSON.
#[derive(Debug, Serialize)]
struct Row<'p> {
    of: &'p str,
    why: &'static str,
    happening: &'p str,
    publisher: Option<&'p str>,
    url: Option<&'p str>,
    program: &'p str,
    data: &'p str,
    model: &'p str,
    event: &'p Line<'static>,
}

impl<'p> Row<'p> {
    fn new(id: &'p str, piece: &'p Piece) -> Self {
        let Found { telling, happening, stamp, url, .. } = &piece.found;
        Self {
            of: id,
            why: piece.why.name(),
            happening,
            publisher: telling.publisher.as_deref(),
            url: url.as_deref(),
            program: &stamp.program,
            data: &stamp.data,
            model: &stamp.model,
            event: &telling.line,
        }
    }
}
