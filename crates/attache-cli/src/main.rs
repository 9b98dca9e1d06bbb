//! The command line of attache: one file for each command.
//!
//! In: `attache read report.txt`. Out: its events on standard output, everything else on standard error. For “Norway
//! expelled two Russian diplomats.” it prints a line with Norway, Russia, SANCTION, 161. Exit status: 0 an answer, 1
//! none, 2 an error. Known limit: a reader that goes away ends the program without complaint.

mod asked;
mod commands;
mod in_order;
mod input;
mod load;
mod marked;
mod output;
mod printed;
mod progress;
mod survived;
mod tell;
mod told;
mod wanted;

use clap::{Parser, Subcommand};
use commands::{
    add, article, check, diff, events, evidence, explain, export, read, rebuild, relate,
    serve, standing, timeline,
};
use std::process::ExitCode;

/// Reads news and tells who did what to whom, when, where and according to whom.
///
/// Works offline and answers the same on every run. Exit status: 0 an answer, 1 none, 2 an error.
#[derive(Debug, Parser)]
#[command(name = "attache", version, arg_required_else_help = true, after_help = EXAMPLES)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  attache read report.txt --published 2025-07-04 --publisher BBC
  attache read --format jsonl -o events.jsonl articles.jsonl
  attache add articles.jsonl
  attache events --actor Russia --recipient Taliban --since 2025-07-01
  attache timeline Kabul Moscow | less
  attache evidence recognition/RUS/AFG
  attache export --format parquet -o events.parquet
  attache explain 054
  attache serve";

#[derive(Debug, Subcommand)]
enum Command {
    Read(read::Args),
    Add(add::Args),
    Rebuild(rebuild::Args),
    Events(events::Args),
    Timeline(timeline::Args),
    Standing(standing::Args),
    Diff(diff::Args),
    Evidence(evidence::Args),
    Article(article::Args),
    Export(export::Args),
    Explain(explain::Args),
    Relate(relate::Args),
    Check(check::Args),
    Serve(serve::Args),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Answer,
    NoAnswer,
    Faults,
}

fn main() -> ExitCode {
    tell::own_panics();
    let args = Args::parse();
    let done = match args.command {
        Command::Read(args) => read::run(&args),
        Command::Add(args) => add::run(&args),
        Command::Rebuild(args) => rebuild::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Relate(args) => relate::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Standing(args) => standing::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Events(args) => events::run(&args),
        Command::Timeline(args) => timeline::run(&args),
        Command::Evidence(args) => evidence::run(&args),
        Command::Article(args) => article::run(&args),
    };
    match done {
        Ok(Outcome::Answer) => ExitCode::SUCCESS,
        Ok(Outcome::NoAnswer) => ExitCode::from(1),
        Ok(Outcome::Faults) => ExitCode::from(2),
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell::error(format_args!("{error:#}"));
            ExitCode::from(2)
        }
    }
}
