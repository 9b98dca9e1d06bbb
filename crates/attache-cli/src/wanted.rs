//! What is wanted of a record, and the record that is asked: a file, or one made in memory from the reports that are named.
//!
//! In: `--actor Moscow --since 2025-07-01`. Out: a [`Filter`] that lets “Russia recognised the Taliban government on 3 July 2025.”
//! through. Known limit: a record in memory is gone with the command.

use crate::in_order::in_order;
use crate::input::{self, Entry, InputArgs, Known};
use crate::load::{DbArgs, JobArgs};
use crate::survived::filing;
use crate::tell::{self, Faults};
use anyhow::{Context, Result, bail};
use attache::article::{self, Article};
use attache::data::Data;
use attache::error::Fault;
use attache::event::{EventType, Status};
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::{Filing, Filter, Record, whom};
use jiff::civil::Date;
use std::path::PathBuf;

/// Which events are asked for; all that is given must hold.
///
/// WHO is a code (RUS, RUSMIL, IGOUNO), a state, a capital, an organisation, a group or a person.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Which events")]
pub(crate) struct FilterArgs {
    /// Who did it; WHO is a code such as RUS or RUSMIL, a state, a capital, an organisation, a group or a person
    #[arg(long, value_name = "WHO")]
    actor: Option<String>,
    /// To whom
    #[arg(long, value_name = "WHO")]
    recipient: Option<String>,
    /// Both took part, on whichever side
    #[arg(long, num_args = 2, value_names = ["WHO", "WHO"])]
    between: Vec<String>,
    /// A PLOVER event: SUPPORT, SANCTION …
    #[arg(long)]
    event: Option<String>,
    /// What it does to the standing: recognize, expel-diplomat …
    #[arg(long)]
    act: Option<String>,
    /// Whether it happened: actual, future, hypothetical, negated
    #[arg(long)]
    status: Option<String>,
    /// Not over before this day
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    since: Option<Date>,
    /// Not begun after this day
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    until: Option<Date>,
    /// Who vouches for it
    #[arg(long, value_name = "WHO")]
    said_by: Option<String>,
    /// Words of the sentence, in whatever form; “…” keeps a phrase together
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
}

impl FilterArgs {
    /// The filter; codes that are none are told with those that are.
    pub(crate) fn filter(&self, data: &Data) -> Result<Filter> {
        let asked = |who: &Option<String>| who.as_deref().map(|who| whom(data, who));
        let event = self.event.as_deref().map(event).transpose()?;
        let status = self.status.as_deref().map(status).transpose()?;
        if let Some(act) = &self.act {
            let mut acts: Vec<&str> =
                data.ontology.act.iter().map(|a| a.code.as_str()).collect();
            // An act that changes two relations has two rows.
            acts.dedup();
            if !acts.contains(&act.as_str()) {
                bail!("“{act}” is no act; one of {}", acts.join(", "));
            }
        }
        Ok(Filter {
            with: self.between.iter().map(|who| whom(data, who)).collect(),
            actor: asked(&self.actor),
            recipient: asked(&self.recipient),
            said_by: asked(&self.said_by),
            event,
            acts: self.act.iter().cloned().collect(),
            status,
            since: self.since,
            until: self.until,
            text: self.text.clone(),
            ..Filter::default()
        })
    }
}

fn event(name: &str) -> Result<EventType> {
    EventType::from_name(&name.to_uppercase()).with_context(|| {
        let names: Vec<&str> = EventType::ALL.iter().map(|e| e.name()).collect();
        format!("“{name}” is no event; one of {}", names.join(", "))
    })
}

fn status(name: &str) -> Result<Status> {
    Status::from_name(name).with_context(|| {
        let names = Status::ALL.map(Status::name);
        format!("“{name}” is no status; one of {}", names.join(", "))
    })
}

/// The reports to ask in place of a record, for commands whose arguments are not files.
#[derive(Debug, clap::Args)]
pub(crate) struct FromArgs {
    /// Ask these reports (.txt, .jsonl, -) in place of a record
    #[arg(long = "from", value_name = "FILE", num_args = 1..)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    asked: RecordArgs,
}

/// The reports to ask in place of a record, for commands whose arguments are files.
#[derive(Debug, clap::Args)]
pub(crate) struct FileArgs {
    /// Ask these reports (.txt, .jsonl, -) in place of a record
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    asked: RecordArgs,
}

impl FromArgs {
    /// The record to ask, and whether some report could not be read into it.
    pub(crate) fn open(&self, reader: &Reader) -> Result<(Record, bool)> {
        self.asked.open(&self.files, reader)
    }
}

impl FileArgs {
    /// As [`FromArgs::open`].
    pub(crate) fn open(&self, reader: &Reader) -> Result<(Record, bool)> {
        self.asked.open(&self.files, reader)
    }
}

/// The record that is asked, or how reports are read in its place.
#[derive(Debug, clap::Args)]
struct RecordArgs {
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    db: DbArgs,
    #[command(flatten)]
    jobs: JobArgs,
}

impl RecordArgs {
    fn open(&self, files: &[PathBuf], reader: &Reader) -> Result<(Record, bool)> {
        if files.is_empty() {
            return Ok((Record::to_read(&self.db.db)?, false));
        }
        let mut record = Record::in_memory()?;
        let mut adding = record.add(&reader.stamp())?;
        let mut faults = Faults::default();
        let input = InputArgs { files: files.to_vec(), known: self.known.clone() };
        let work = |workspace: &mut Workspace, entry: Entry<Article>| {
            entry.what.and_then(|article| filing(reader, workspace, article))
        };
        let take = |filing: Result<Filing, Fault>| {
            match filing {
                Ok(filing) => {
                    adding.article(&filing)?;
                }
                Err(fault) => faults.tell(&fault),
            }
            Ok(())
        };
        in_order(self.jobs.count(), input::articles(&input), work, take)?;
        adding.finish()?;
        Ok((record, faults.end("article")))
    }
}

/// How an answer ends: with faults, without an answer, or with one.
pub(crate) fn outcome(is_faulty: bool, n: usize) -> crate::Outcome {
    match (is_faulty, n) {
        (true, _) => crate::Outcome::Faults,
        (false, 0) => {
            tell::note("nothing found");
            crate::Outcome::NoAnswer
        }
        (false, _) => crate::Outcome::Answer,
    }
}
