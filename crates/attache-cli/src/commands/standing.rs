//! `attache standing`: what holds between whom, on any day, as known on any day.
//!
//! In: reports, and a question: `--relation recognition --of Kabul --on 2025-07-04`. Out: one interval a line, for “Russia
//! recognised the Taliban government on 3 July 2025.” the recognition of Afghanistan by Russia since that day, with the
//! sentences that prove it. Known limit: all tellings are held in memory.

use crate::Outcome;
use crate::in_order::in_order;
use crate::input::{self, Entry, Known};
use crate::load::{DataArgs, JobArgs};
use crate::output::Output;
use crate::tell::Faults;
use anyhow::{Result, bail};
use attache::article::{self, Article};
use attache::data::Data;
use attache::error::Fault;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::{Telling, tellings};
use attache::standing::{Asked, Interval, Question, standing};
use jiff::civil::Date;
use std::collections::HashMap;
use std::path::PathBuf;

/// Tell what holds between whom: who recognises whom, has relations, missions, agreements, sanctions, troops …
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Reports: .txt (one report), .jsonl (one {"id","text",…} a line) or - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    known_of: Known,
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

/// What is asked.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Question")]
struct AskedArgs {
    /// Only this relation: recognition, relations, mission, agreement …
    #[arg(long, value_name = "RELATION")]
    relation: Option<String>,
    /// Only what is held by this state, organisation, group or person: a name or a code
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// Only what is held towards this one
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
    /// Only what held on this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    on: Option<Date>,
    /// Only from what was published by this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    known: Option<Date>,
}

/// What intervals are printed as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people, with the sentences that prove it
    #[default]
    Text,
    /// One JSON object a line
    Jsonl,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let reader = args.data.reader()?;
    let question = args.asked.question(&reader.data)?;
    let (tellings, is_faulty) = read(&reader, args)?;
    let intervals = standing(&reader.data, &tellings, &question);
    let mut out = Output::open(None)?;
    match args.format {
        Format::Jsonl => {
            for interval in &intervals {
                out.write((serde_json::to_string(interval)? + "\n").as_bytes())?;
            }
        }
        Format::Text => {
            let by_id: HashMap<&str, &Telling> =
                tellings.iter().map(|t| (t.line.id.as_str(), t)).collect();
            for interval in &intervals {
                out.write(text(interval, &by_id).as_bytes())?;
            }
        }
    }
    out.end()?;
    Ok(match (is_faulty, intervals.is_empty()) {
        (true, _) => Outcome::Faults,
        (false, true) => Outcome::NoAnswer,
        (false, false) => Outcome::Answer,
    })
}

impl AskedArgs {
    fn question(&self, data: &Data) -> Result<Question> {
        if let Some(relation) = &self.relation
            && data.relations.index(relation).is_none()
        {
            let names: Vec<&str> = data
                .relations
                .relation
                .iter()
                .map(|r| r.name.get_ref().as_str())
                .collect();
            bail!("“{relation}” is no relation; one of {}", names.join(", "));
        }
        let asked = |who: &Option<String>| who.as_ref().map(|who| Asked::read(data, who));
        Ok(Question {
            relation: self.relation.clone(),
            by: asked(&self.by),
            of: asked(&self.of),
            on: self.on,
            known: self.known,
        })
    }
}

/// What the files tell, and whether something in them could not be read.
fn read(reader: &Reader, args: &Args) -> Result<(Vec<Telling>, bool)> {
    let mut faults = Faults::default();
    let mut all = Vec::new();
    let input =
        input::InputArgs { files: args.files.clone(), known: args.known_of.clone() };
    let work = |workspace: &mut Workspace, entry: Entry<Article>| {
        entry.what.map(|article| {
            let reading = reader.read(&article, workspace);
            let told = tellings(&article, &reading.events);
            told.into_iter().filter(|t| t.line.act.is_some()).collect::<Vec<_>>()
        })
    };
    let take = |told: Result<Vec<Telling>, Fault>| {
        match told {
            Ok(told) => all.extend(told),
            Err(fault) => faults.tell(&fault),
        }
        Ok(())
    };
    in_order(args.jobs.count(), input::articles(&input), work, take)?;
    Ok((all, faults.end("article")))
}

/// An interval for people: what, between whom, since when, and why.
fn text(interval: &Interval, by_id: &HashMap<&str, &Telling>) -> String {
    let Interval { relation, by, of, level, .. } = interval;
    let named = interval.name.as_ref().map(|n| format!(" ({n})")).unwrap_or_default();
    let time = match (&interval.from, &interval.to) {
        (None, None) => "since before anything read".to_owned(),
        (Some(from), None) => format!("since {from}"),
        (None, Some(to)) => format!("until {to}"),
        (Some(from), Some(to)) => format!("{from} to {to}"),
    };
    let mut lines =
        format!("{relation}  {} → {}  {level}{named}  {time}\n", by.name, of.name);
    for (why, events) in [
        ("from", &interval.from_event),
        ("held", &interval.held_through),
        ("to", &interval.to_event),
        ("but", &interval.contradicted_by),
    ] {
        for telling in events.iter().filter_map(|id| by_id.get(id.as_str())) {
            let words: Vec<&str> = telling.line.text.split_whitespace().collect();
            let published = telling.line.published.as_deref().unwrap_or("undated");
            let (article, words) = (&telling.line.article, words.join(" "));
            lines += &["    ", &format!("{why:<4} {published} {article}: {words}"), "\n"]
                .concat();
        }
    }
    lines
}
