//! The laboratory of attache: trains the syntax model and measures it.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for a terminal"
)]
#![expect(
    clippy::cast_precision_loss,
    reason = "counts and seeds fit the floats they become"
)]

mod card;
mod commands;
mod corpus;
mod lemmas;
mod neural;
mod random;
mod syntax_score;

use clap::Parser;
use commands::{parse_score, train};

/// Trains and measures attache.
#[derive(Debug, Parser)]
#[command(version)]
enum Args {
    /// Train the syntax model from treebanks
    Train(train::Args),
    /// Score the syntax model on treebanks
    ParseScore(parse_score::Args),
}

fn main() -> anyhow::Result<()> {
    match Args::parse() {
        Args::Train(args) => train::run(&args),
        Args::ParseScore(args) => parse_score::run(&args),
    }
}
