//! `attache relate`: the event between two parties that the user points at.
//!
//! In: `{"id":"r1","text":"Norway expelled two Russian diplomats.","actor":[[0,6]],"recipient":[[20,27]]}` a line. Out: the
//! event of each, here SANCTION. Offsets are Unicode code points. Known limit: always answers, also where nothing links
//! the two; `rule` then says `evidence`.

use crate::Outcome;
use crate::in_order::in_order;
use crate::input::{self, Entry};
use crate::load::{CodebookArg, DataArgs, JobArgs};
use crate::output::Output;
use crate::tell::Faults;
use anyhow::{Context, Result};
use attache::article::Article;
use attache::event::Quad;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::relate::{Relation, relate};
use attache::span::Span;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Print the event between given spans of a text, one JSON object a line
///
/// In: {"id","text","actor":[[start,end],…],"recipient":[[start,end],…]} a line, in Unicode code points; other keys are left
/// out of account. Out: {"id","event","mode","cameo","quad","status","rule","confidence"} a line, in the same order.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Texts with spans (.jsonl), or - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
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

/// One line as it is written.
#[derive(Debug, Deserialize)]
struct Row {
    id: String,
    text: String,
    actor: Vec<(usize, usize)>,
    recipient: Vec<(usize, usize)>,
}

/// A text with the spans of both sides, in bytes.
#[derive(Debug)]
struct Question {
    article: Article,
    actor: Vec<Span>,
    recipient: Vec<Span>,
}

/// One line of the answer.
#[derive(Debug, Serialize)]
struct Line<'a> {
    id: &'a str,
    event: &'static str,
    mode: Option<&'a str>,
    cameo: &'a str,
    quad: Quad,
    status: &'static str,
    rule: &'a str,
    confidence: f64,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let reader = args.data.reader()?;
    let mut out = Output::open(args.output.as_deref())?;
    let mut faults = Faults::default();
    let mut n = 0;
    let work = |workspace: &mut Workspace, entry: Entry<Question>| {
        entry.what.map(|question| answer(&reader, args.codebook, &question, workspace))
    };
    let take = |answer: Result<Result<Vec<u8>>, _>| match answer {
        Ok(line) => {
            n += 1;
            out.write(&line?)
        }
        Err(fault) => {
            faults.tell(&fault);
            Ok(())
        }
    };
    in_order(args.jobs.count(), input::json_lines(&args.files, question), work, take)?;
    out.end()?;
    Ok(match (faults.end("line"), n) {
        (true, _) => Outcome::Faults,
        (false, 0) => Outcome::NoAnswer,
        (false, _) => Outcome::Answer,
    })
}

fn question(line: &str) -> Result<Question, String> {
    let row: Row = serde_json::from_str(line).map_err(|error| {
        let error = error.to_string().replace(" at line 1 column", " at column");
        format!("{error}; {{\"id\",\"text\",\"actor\":[[start,end]],\"recipient\":[[start,end]]}} is wanted")
    })?;
    let places = Places::of(&row.text);
    let actor = places.spans("actor", &row.actor)?;
    let recipient = places.spans("recipient", &row.recipient)?;
    Ok(Question { article: Article::new(row.id, row.text), actor, recipient })
}

/// Where each code point of a text begins.
struct Places(Vec<usize>);

impl Places {
    fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(at, _)| at).chain([text.len()]).collect())
    }

    fn spans(&self, side: &str, pairs: &[(usize, usize)]) -> Result<Vec<Span>, String> {
        let span = |(start, end): &(usize, usize)| {
            let places = (self.0.get(*start), self.0.get(*end));
            match places {
                (Some(from), Some(to)) if start < end => Ok(Span::new(*from, *to)),
                _ => {
                    let n = self.0.len() - 1;
                    Err(format!(
                        "“{side}” has [{start},{end}]; start < end <= {n} is wanted"
                    ))
                }
            }
        };
        pairs.iter().map(span).collect()
    }
}

fn answer(
    reader: &Reader,
    codebook: CodebookArg,
    question: &Question,
    workspace: &mut Workspace,
) -> Result<Vec<u8>> {
    let Question { article, actor, recipient } = question;
    let how = (codebook.into(), workspace);
    let relation: Relation = relate(reader, article, (actor, recipient), how);
    let line = Line {
        id: &article.id,
        event: relation.event.name(),
        mode: relation.mode.as_deref(),
        cameo: &relation.cameo,
        quad: reader.data.ontology.quad(relation.event),
        status: relation.status.name(),
        rule: &relation.rule,
        confidence: (f64::from(relation.confidence) * 100.0).round() / 100.0,
    };
    let mut bytes = serde_json::to_vec(&line).context("an answer is always JSON")?;
    bytes.push(b'\n');
    Ok(bytes)
}
