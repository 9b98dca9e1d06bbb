//! The laboratory of attache: trains and measures; nothing depends on it.
//!
//! In: a command such as `attache-lab times articles.jsonl`. Out: answers on standard output. “on the 3rd of July”
//! in an article of 2025-07-04 prints as a DATE of value 2025-07-03. Known limit: English only.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for a terminal"
)]
#![expect(
    clippy::cast_precision_loss,
    reason = "counts and seeds fit the floats they become"
)]

mod article_lines;
mod card;
mod commands;
mod corpus;
mod invented;
mod lemmas;
mod max_entropy;
mod neural;
mod random;
mod record_curve;
mod score;
mod sentences;
mod syntax_score;
mod times;
mod train_relate;

use clap::Parser;
use commands::{parse_score, train};
use std::path::PathBuf;
use std::process::ExitCode;

/// Trains and measures attache.
#[derive(Debug, Parser)]
#[command(version)]
enum Args {
    /// Train the syntax model from treebanks
    Train(train::Args),
    /// Train the evidence model of `attache relate` from marked sentences
    TrainRelate(train_relate::Args),
    /// Score the syntax model on treebanks
    ParseScore(parse_score::Args),
    /// Measure everything on the gold and write SCORES.md
    Score(score::Args),
    /// Measure the cost of an article as a record grows to a million, and of questions to it
    RecordCurve(record_curve::Args),
    /// Print the sentences and tokens of articles
    Sentences {
        /// Articles, one JSON object a line
        file: PathBuf,
    },
    /// Print the time expressions of articles
    Times {
        /// Articles, one JSON object a line
        file: PathBuf,
        /// Only the first so many paragraphs of each article: the gold (MEANTIME) marks no more than six; 0 for all
        #[arg(long, default_value_t = 6)]
        paragraphs: u32,
    },
}

fn main() -> ExitCode {
    let done = match Args::parse() {
        Args::Train(args) => train::run(&args),
        Args::TrainRelate(args) => train_relate::run(&args),
        Args::ParseScore(args) => parse_score::run(&args),
        Args::Score(args) => score::run(&args),
        Args::RecordCurve(args) => record_curve::run(&args),
        Args::Sentences { file } => sentences::run(&file),
        Args::Times { file, paragraphs } => {
            times::run(&file, Some(paragraphs).filter(|n| *n > 0))
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report(&error),
    }
}

fn report(error: &anyhow::Error) -> ExitCode {
    eprintln!("error: {error:#}");
    ExitCode::from(2)
}
