//! `attache read`: articles to events.
//!
//! In: `.txt` and `.jsonl` files. Out: for “Norway expelled two Russian diplomats.” an event from Norway to Russia, as text for
//! people or as JSON Lines or CSV for programs. Articles are read on all cores and told in the order of the input. Known
//! limit: what cannot be read is told at once, but counted only at the end.

mod text;

pub(crate) use text::line;

use crate::Outcome;
use crate::in_order::in_order;
use crate::input::{self, Entry, InputArgs};
use crate::load::{CodebookArg, DataArgs, JobArgs};
use crate::marked::Pen;
use crate::output::{self, Output};
use crate::progress::Progress;
use crate::survived::{failed, survived};
use crate::tell::Faults;
use anyhow::{Context, Result};
use attache::article::Article;
use attache::error::Fault;
use attache::event::Event;
use attache::export;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::relate::in_codebook;
use std::path::PathBuf;

/// Read reports and print who did what to whom, when, where and according to whom
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// How to print events
    #[arg(long, short, value_enum, default_value_t)]
    format: Format,
    /// Write to this file, which appears once it is whole
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The codebook that names events
    #[arg(long, value_enum, default_value_t)]
    codebook: CodebookArg,
    #[command(flatten)]
    jobs: JobArgs,
    #[command(flatten)]
    data: DataArgs,
}

/// What events are printed as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people: one event a line, with its sentence
    #[default]
    Text,
    /// One JSON object a line
    Jsonl,
    /// A table with a header
    Csv,
}

/// What became of one article.
struct Read {
    /// The lines to print and the number of events in them.
    what: Result<(Vec<u8>, usize), Fault>,
    end: u64,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let reader = args.data.reader()?;
    let to_terminal = args.output.is_none();
    let pen = Pen { has_colour: to_terminal && output::wants_colour() };
    let printer = Printer { reader: &reader, args, pen };
    let mut out = Output::open(args.output.as_deref())?;
    if args.format == Format::Csv {
        out.write(&csv_header())?;
    }
    let progress = Progress::new(&args.input.files, args.output.is_some());
    let mut faults = Faults::default();
    let (mut n_articles, mut n_events) = (0_u64, 0);
    let take = |read: Read| {
        n_articles += 1;
        match read.what {
            Ok((lines, n)) => {
                n_events += n;
                out.write(&lines)?;
            }
            Err(fault) => progress.aside(|| faults.tell(&fault)),
        }
        progress.at(read.end);
        Ok(())
    };
    let work = |workspace: &mut Workspace, entry| printer.read(workspace, entry);
    in_order(args.jobs.count(), input::articles(&args.input), work, take)
        .and_then(|()| out.end())
        .with_context(|| format!("stopped after {n_articles} articles"))?;
    progress.end();
    Ok(match (faults.end("article"), n_events) {
        (true, _) => Outcome::Faults,
        (false, 0) => Outcome::NoAnswer,
        (false, _) => Outcome::Answer,
    })
}

fn csv_header() -> Vec<u8> {
    (export::HEADER.join(",") + "\n").into_bytes()
}

/// Reads articles and prints their events into memory.
struct Printer<'r> {
    reader: &'r Reader,
    args: &'r Args,
    pen: Pen,
}

impl Printer<'_> {
    fn read(&self, workspace: &mut Workspace, entry: Entry<Article>) -> Read {
        let what = entry.what.and_then(|article| self.survive(workspace, &article));
        Read { what, end: entry.end }
    }

    fn survive(
        &self,
        workspace: &mut Workspace,
        article: &Article,
    ) -> Result<(Vec<u8>, usize), Fault> {
        let id = &article.id;
        survived(id, workspace, |workspace| self.print(workspace, article))?
            .map_err(|error| failed(id, error.to_string()))
    }

    fn print(
        &self,
        workspace: &mut Workspace,
        article: &Article,
    ) -> Result<(Vec<u8>, usize)> {
        let mut headline = None;
        let mut reading = self.reader.walk(article, workspace, |step| {
            headline = headline.or_else(|| text::headline(step));
        });
        self.rename(&mut reading.events);
        let mut lines = Vec::new();
        match self.args.format {
            Format::Text => {
                let events = &reading.events;
                lines.extend(
                    text::article(self.reader, self.pen, article, headline, events)
                        .into_bytes(),
                );
            }
            Format::Jsonl => export::write_jsonl(article, &reading.events, &mut lines)?,
            Format::Csv => export::write_csv(article, &reading.events, &mut lines)?,
        }
        Ok((lines, reading.events.len()))
    }

    /// Names the events as the codebook does, with quadrant, score and mode to match.
    fn rename(&self, events: &mut [Event]) {
        let ontology = &self.reader.data.ontology;
        for event in events {
            let codebook = self.args.codebook.into();
            let named = in_codebook(self.reader, codebook, event.event, &event.cameo);
            if named != event.event {
                event.event = named;
                event.mode =
                    event.mode.take().filter(|mode| ontology.has_mode(named, mode));
                event.quad = ontology.quad(named);
                event.score = ontology.score(named, event.mode.as_deref());
            }
        }
    }
}
