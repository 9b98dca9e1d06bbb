//! What the commands about the standing share: the question, what the reports tell, and how an interval is shown.
//!
//! In: `--relation recognition --of Kabul report.txt`. Out: a [`Question`], the tellings of the report, and
//! “recognition  Russia → Afghanistan  recognised  since 2025-07-03”. Known limit: all tellings are held in memory.

use crate::in_order::in_order;
use crate::input::{self, Entry, InputArgs, Known};
use crate::load::JobArgs;
use crate::tell::Faults;
use anyhow::{Result, bail};
use attache::article::Article;
use attache::data::Data;
use attache::error::Fault;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::{Record, Telling, tellings};
use attache::standing::{Asked, Interval, Question};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Which part of the standing is asked for.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Question")]
pub(crate) struct AskedArgs {
    /// Only this relation: recognition, relations, mission, agreement …
    #[arg(long, value_name = "RELATION")]
    relation: Option<String>,
    /// Only what is held by this state, organisation, group or person: a name or a code
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// Only what is held towards this one
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
}

/// What intervals are printed as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people, with the sentences that prove it
    #[default]
    Text,
    /// One JSON object a line
    Jsonl,
}

impl AskedArgs {
    /// The question, for any day.
    pub(crate) fn question(&self, data: &Data) -> Result<Question> {
        if let Some(relation) = &self.relation
            && data.relations.index(relation).is_none()
        {
            let all = data.relations.relation.iter();
            let names: Vec<&str> = all.map(|r| r.name.get_ref().as_str()).collect();
            bail!("“{relation}” is no relation; one of {}", names.join(", "));
        }
        let asked = |who: &Option<String>| who.as_ref().map(|who| Asked::read(data, who));
        let (by, of) = (asked(&self.by), asked(&self.of));
        Ok(Question { relation: self.relation.clone(), by, of, ..Question::default() })
    }
}

/// What the files tell of standings, and whether something in them could not be read.
fn read(
    reader: &Reader,
    input: &InputArgs,
    jobs: &JobArgs,
) -> Result<(Vec<Telling>, bool)> {
    let mut faults = Faults::default();
    let mut all = Vec::new();
    let work = |workspace: &mut Workspace, entry: Entry<Article>| {
        entry.what.map(|article| {
            let mut told = tellings(&article, &reader.read(&article, workspace).events);
            told.retain(|t| t.line.act.is_some());
            told
        })
    };
    let take = |told: Result<Vec<Telling>, Fault>| {
        match told {
            Ok(told) => all.extend(told),
            Err(fault) => faults.tell(&fault),
        }
        Ok(())
    };
    in_order(jobs.count(), input::articles(input), work, take)?;
    Ok((all, faults.end("article")))
}

/// Where the tellings come from.
#[derive(Debug, clap::Args)]
pub(crate) struct SourceArgs {
    /// Reports: .txt (one report), .jsonl (one {"id","text",…} a line) or - for standard input
    #[arg(value_name = "FILE", required_unless_present = "db", conflicts_with = "db")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    known: Known,
    /// A record that `attache add` has made, in place of reports
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
}

impl SourceArgs {
    /// What is told of that which is asked, and whether something could not be read.
    pub(crate) fn tellings(
        &self,
        reader: &Reader,
        question: &Question,
        jobs: &JobArgs,
    ) -> Result<(Vec<Telling>, bool)> {
        let Some(db) = &self.db else {
            let input =
                InputArgs { files: self.files.clone(), known: self.known.clone() };
            return read(reader, &input, jobs);
        };
        let mut all = Vec::new();
        Record::to_read(db)?.each_telling(&question.filter(), |found| {
            all.push(found.telling);
            ControlFlow::Continue(())
        })?;
        Ok((all, false))
    }
}

/// Tellings by the id of their event.
pub(crate) type ById<'t> = HashMap<&'t str, &'t Telling>;

/// Finds tellings by the id of their event.
pub(crate) fn by_id(tellings: &[Telling]) -> ById<'_> {
    tellings.iter().map(|t| (t.line.id.as_str(), t)).collect()
}

/// What holds between whom, at which level, since when: on one line.
pub(crate) fn head(interval: &Interval) -> String {
    let Interval { relation, by, of, level, .. } = interval;
    let named = interval.name.as_ref().map(|n| format!(" ({n})")).unwrap_or_default();
    format!("{relation}  {} → {}  {level}{named}  {}", by.name, of.name, time(interval))
}

fn time(interval: &Interval) -> String {
    let about = |which: &str| {
        if interval.inferred.iter().any(|i| i == which) { "about " } else { "" }
    };
    match (&interval.from, &interval.to) {
        (None, None) => "since before anything read".to_owned(),
        (Some(from), None) => format!("since {}{from}", about("from")),
        (None, Some(to)) => format!("until {}{to}", about("to")),
        (Some(from), Some(to)) => {
            format!("{}{from} to {}{to}", about("from"), about("to"))
        }
    }
}

/// The sentences that an interval rests on, one a line.
pub(crate) fn proof(interval: &Interval, by_id: &ById<'_>) -> String {
    let mut lines = String::new();
    for (why, events) in [
        ("begins", &interval.from_event),
        ("holds", &interval.held_through),
        ("ends", &interval.to_event),
        ("against", &interval.contradicted_by),
    ] {
        for telling in events.iter().filter_map(|id| by_id.get(id.as_str())) {
            let words: Vec<&str> = telling.line.text.split_whitespace().collect();
            let of = telling.publisher.as_deref().unwrap_or(&telling.line.article);
            let day = telling.line.published.as_deref();
            let day = day.map(|day| format!(", {day}")).unwrap_or_default();
            lines +=
                &["    ", why, " [", of, &day, "]: ", &words.join(" "), "\n"].concat();
        }
    }
    lines
}
