//! The laboratory of attache: trains the syntax model and measures it.

mod commands;
mod corpus;
mod lemmas;
mod neural;
mod random;


use clap::Parser;
use commands::{parse_score, train as train_command};

/// Trains and measures attache.
#[derive(Debug, Parser)]
#[command(version)]
enum Args {
    /// Train the syntax model from treebanks
    Train(train_command::Args),
    /// Score the syntax model on treebanks
    ParseScore(parse_score::Args),
}

fn main() -> anyhow::Result<()> {
    match Args::parse() {
        Args::Train(args) => train_command::run(&args),
        Args::ParseScore(args) => parse_score::run(&args),
    }
}
