//! The laboratory of attache: trains and measures; nothing depends on it.
//!
//! In: a command such as `attache-lab times articles.jsonl`. Out: answers on standard output. “on the 3rd of July”
//! in an article of 2025-07-04 prints as a DATE of value 2025-07-03. Known limit: English only.

mod article_lines;
mod sentences;
mod times;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(about, version)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints the sentences and tokens of articles.
    Sentences {
        /// Articles, one JSON object a line.
        file: PathBuf,
    },
    /// Prints the time expressions of articles.
    Times {
        /// Articles, one JSON object a line.
        file: PathBuf,
        /// Print only those of the first so many paragraphs, for gold that marks no more than the top of an article.
        #[arg(long, value_name = "N")]
        paragraphs: Option<u32>,
    },
}

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::Sentences { file } => sentences::run(&file),
        Command::Times { file, paragraphs } => times::run(&file, paragraphs),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report(&error),
    }
}

#[expect(clippy::print_stderr, reason = "the one place where errors are told")]
fn report(error: &anyhow::Error) -> ExitCode {
    eprintln!("error: {error:#}");
    ExitCode::from(2)
}
