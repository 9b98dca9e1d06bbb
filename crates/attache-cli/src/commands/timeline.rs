//! `attache timeline`: what happened, in order, with someone or between two.
//!
//! In: `Kabul Moscow`. Out: each happening once, history and news, with the days, the sides and everyone who tells of it: “Russia
//! recognised the Taliban government.” of two papers is one. Known limit: a happening that no report gives a day stands
//! where its first report does.

use crate::Outcome;
use crate::load::DataArgs;
use crate::marked::Pen;
use crate::output;
use crate::printed::{Format, Printed, csv_line, json_line};
use crate::told;
use crate::wanted::FromArgs;
use anyhow::Result;
use attache::article;
use attache::data::Data;
use attache::event::{EventType, Status};
use attache::evidence::differences;
use attache::export::{Count, Day, Said, Where};
use attache::record::{Filter, Happening, Party, Telling, whom};
use jiff::civil::Date;
use serde::Serialize;
use std::path::PathBuf;

/// Print what happened with someone, or between two, in order of days, each happening once
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A code such as RUS or RUSMIL, a state, a capital, an organisation, a group or a person
    #[arg(value_name = "WHO")]
    who: String,
    /// Another, who took part too
    #[arg(value_name = "WITH")]
    with: Option<String>,
    #[command(flatten)]
    from: FromArgs,
    /// Only what does something to the standing between states
    #[arg(long)]
    acts: bool,
    /// Not over before this day
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    since: Option<Date>,
    /// Not begun after this day
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    until: Option<Date>,
    /// Only from what was published by this day
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    known: Option<Date>,
    /// How to print happenings
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,
    /// Write to this file, which appears once it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let reader = args.data.reader()?;
    let (record, is_faulty) = args.from.open(&reader)?;
    let both = std::iter::once(&args.who).chain(&args.with);
    let filter = Filter {
        with: both.map(|who| whom(&reader.data, who)).collect(),
        has_act: args.acts,
        since: args.since,
        until: args.until,
        known: args.known,
        ..Filter::default()
    };
    let pen = Pen { has_colour: args.output.is_none() && output::wants_colour() };
    let path = args.output.as_deref();
    let mut printed = Printed::open(path, args.format, || csv_line(COLUMNS))?;
    record.each_happening(&filter, |happening| {
        printed.take(match args.format {
            Format::Text => Ok(text(&reader.data, pen, &happening).into_bytes()),
            Format::Jsonl => json_line(&Row::from(&happening)),
            Format::Csv => csv_line(cells(&happening)),
        })
    })?;
    printed.end(is_faulty)
}

/// So many reports are named one by one.
const SHOWN: usize = 5;

fn text(data: &Data, pen: Pen, happening: &Happening) -> String {
    let sources = told::count(happening.n_sources, "source");
    let background = if is_history(happening) { "  background" } else { "" };
    let mut lines =
        vec![format!("{}{background}  {sources}", told::gist(data, &happening.gist))];
    let first = happening.tellings.first();
    lines.extend(first.map(|telling| told::sentence(pen, &telling.line)));
    let differences = differences(happening);
    lines.extend(differences.iter().map(|d| format!("    told differently: {d}")));
    let mut places: Vec<String> = Vec::new();
    for telling in &happening.tellings {
        let place = told::place(&telling.line, telling.publisher.as_deref());
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let shown = places.iter().take(SHOWN);
    lines.extend(shown.map(|place| told::dim(pen, &format!("    {place}"))));
    if places.len() > SHOWN {
        let more = format!("    and {} more", places.len() - SHOWN);
        lines.push(told::dim(pen, &more));
    }
    lines.push(told::dim(pen, &format!("    happening {}", happening.id)));
    lines.join("\n") + "\n"
}

/// Whether every report tells it as background.
fn is_history(happening: &Happening) -> bool {
    happening.tellings.iter().all(|telling| telling.line.historical)
}

const COLUMNS: &[&str] = &[
    "id",
    "first",
    "last",
    "dated",
    "event",
    "mode",
    "act",
    "level",
    "status",
    "cameo",
    "actor_code",
    "actor_name",
    "recipient_code",
    "recipient_name",
    "place",
    "historical",
    "sources",
    "tellings",
    "articles",
    "publishers",
    "text",
];

fn cells(happening: &Happening) -> Vec<String> {
    let gist = &happening.gist;
    let plain = |x: &Option<String>| x.clone().unwrap_or_default();
    let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let joined = |parts: Vec<String>| parts.join("; ");
    let codes = |side: &[Party]| joined(side.iter().map(|p| p.code.clone()).collect());
    let names = |side: &[Party]| joined(side.iter().map(|p| p.name.clone()).collect());
    let told = &happening.tellings;
    let first = told.first().map(|t| t.line.text.to_string());
    vec![
        happening.id.clone(),
        day(gist.earliest),
        day(gist.latest),
        gist.is_dated.to_string(),
        gist.event.to_string(),
        plain(&gist.mode),
        plain(&gist.act),
        plain(&gist.level),
        gist.status.name().to_owned(),
        gist.cameo.clone(),
        codes(&gist.actor),
        names(&gist.actor),
        codes(&gist.recipient),
        names(&gist.recipient),
        joined(gist.places.iter().map(|p| p.name.to_string()).collect()),
        is_history(happening).to_string(),
        happening.n_sources.to_string(),
        told.len().to_string(),
        joined(told.iter().map(|t| t.line.article.to_string()).collect()),
        joined(told.iter().filter_map(|t| t.publisher.clone()).collect()),
        first.unwrap_or_default(),
    ]
}

/// A happening as JSON.
#[derive(Debug, Serialize)]
pub(super) struct Row<'h> {
    id: &'h str,
    first: Option<Date>,
    last: Option<Date>,
    dated: bool,
    event: EventType,
    mode: Option<&'h str>,
    act: Option<&'h str>,
    level: Option<&'h str>,
    status: Status,
    cameo: &'h str,
    actor: &'h [Party],
    recipient: &'h [Party],
    places: &'h [Where<'static>],
    objects: &'h [String],
    historical: bool,
    sources: usize,
    tellings: Vec<Told<'h>>,
}

/// A telling of it, with what may differ between tellings.
#[derive(Debug, Serialize)]
struct Told<'h> {
    event: &'h str,
    article: &'h str,
    published: Option<&'h str>,
    publisher: Option<&'h str>,
    text: &'h str,
    date: Option<&'h Day<'static>>,
    said_by: &'h [Said<'static>],
    amounts: &'h [Count<'static>],
}

impl<'h> From<&'h Happening> for Row<'h> {
    fn from(happening: &'h Happening) -> Self {
        let gist = &happening.gist;
        Self {
            id: &happening.id,
            first: gist.earliest,
            last: gist.latest,
            dated: gist.is_dated,
            event: gist.event,
            mode: gist.mode.as_deref(),
            act: gist.act.as_deref(),
            level: gist.level.as_deref(),
            status: gist.status,
            cameo: &gist.cameo,
            actor: &gist.actor,
            recipient: &gist.recipient,
            places: &gist.places,
            objects: &gist.objects,
            historical: is_history(happening),
            sources: happening.n_sources,
            tellings: happening.tellings.iter().map(Told::from).collect(),
        }
    }
}

impl<'h> From<&'h Telling> for Told<'h> {
    fn from(telling: &'h Telling) -> Self {
        let line = &telling.line;
        Self {
            event: &line.id,
            article: &line.article,
            published: line.published.as_deref(),
            publisher: telling.publisher.as_deref(),
            text: &line.text,
            date: line.date.as_ref(),
            said_by: &line.said_by,
            amounts: &line.amounts,
        }
    }
}
