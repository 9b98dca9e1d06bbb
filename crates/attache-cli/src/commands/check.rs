//! `attache check`: whether the data files are sound and the rules do what their own sentences say.
//!
//! In: the built-in data, or `--data DIR`. Out: every fault at once, `verbs/force.toml:12: rule shell fires in “…”; it must
//! not`, and exit status 2; nothing but a count where all is well. Known limit: models are not checked.

use crate::Outcome;
use crate::load::{DataArgs, JobArgs};
use crate::tell;
use anyhow::Result;
use attache::check;
use attache::error::Fault;
use attache::reader::Reader;

/// Check the data files, and run the example sentences of every verb rule
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    jobs: JobArgs,
    #[command(flatten)]
    data: DataArgs,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let data = match args.data.load() {
        Ok(data) => data,
        Err(faults) => return Ok(tell_all(&faults)),
    };
    let reader = Reader::with_data(data)?;
    let faults = check::rules(&reader, args.jobs.count());
    if faults.is_empty() {
        let data = &reader.data;
        let sentences =
            data.rules.rules.iter().map(|r| r.yes.len() + r.no.len()).sum::<usize>();
        tell::note(format_args!(
            "all sound: {} actor rows, {} roles, {} rules with {sentences} sentences",
            data.gazetteer.entities.len(),
            data.roles.roles.len(),
            data.rules.rules.len(),
        ));
    }
    Ok(tell_all(&faults))
}

fn tell_all(faults: &[Fault]) -> Outcome {
    for fault in faults {
        tell::note(tell::shown(fault));
    }
    match faults.len() {
        0 => return Outcome::Answer,
        1 => tell::error("1 fault"),
        n => tell::error(format_args!("{n} faults")),
    }
    Outcome::Faults
}
