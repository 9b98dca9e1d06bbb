//! The options that every command shares: which data to read with, on how many threads.
//!
//! In: `--data my-data --verbs extra.toml`. Out: a [`Reader`] that knows them. Known limit: the language model is always the
//! one that is compiled in.

use anyhow::{Result, anyhow};
use attache::data::Data;
use attache::data::source::Source;
use attache::error::{Error, Fault};
use attache::reader::Reader;
use attache::relate::Codebook;
use std::mem::ManuallyDrop;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Where the data come from.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Data")]
pub(crate) struct DataArgs {
    /// Read with the data files of this folder in place of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Add the actors of this table (may be given several times)
    #[arg(long, value_name = "FILE")]
    pub(crate) actors: Vec<PathBuf>,
    /// Add the verb rules of this file (may be given several times)
    #[arg(long, value_name = "FILE")]
    pub(crate) verbs: Vec<PathBuf>,
}

/// How many threads work.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct JobArgs {
    /// Threads to work with; one for each core if not given. The answer does not depend on it
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

/// Where the record is.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct DbArgs {
    /// The file of the record
    #[arg(long, value_name = "FILE", default_value = "attache.db")]
    pub(crate) db: PathBuf,
}

/// The codebook that names events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum CodebookArg {
    /// PLOVER's manual of 2.0
    #[default]
    #[value(name = "2.0")]
    Manual,
    /// The published table from CAMEO codes to PLOVER events of 2021
    #[value(name = "2021")]
    Table,
}

impl From<CodebookArg> for Codebook {
    fn from(arg: CodebookArg) -> Self {
        match arg {
            CodebookArg::Manual => Self::Plover2,
            CodebookArg::Table => Self::Plover2021,
        }
    }
}

impl JobArgs {
    /// The number of threads.
    pub(crate) fn count(&self) -> NonZeroUsize {
        let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.jobs.unwrap_or_else(cores)
    }
}

impl DataArgs {
    /// The reader that the options ask for. It is never dropped: to free a hundred thousand names one by one as the program
    /// ends would take longer than to read a short article.
    pub(crate) fn reader(&self) -> Result<ManuallyDrop<Reader>> {
        let reader = self.load().and_then(|data| {
            Reader::with_data(data).map_err(|error| vec![whole(error.to_string())])
        });
        reader.map(ManuallyDrop::new).map_err(|faults| {
            let lines: Vec<String> = faults.iter().map(crate::tell::shown).collect();
            anyhow!("the data cannot be used\n{}", lines.join("\n"))
        })
    }

    /// The data files themselves.
    pub(crate) fn sources(&self) -> Result<Vec<Source>, Error> {
        self.data.as_deref().map_or_else(|| Ok(Source::embedded()), Source::folder)
    }

    /// The data, or all faults that they have.
    pub(crate) fn load(&self) -> Result<Data, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut files = |paths: &[PathBuf]| -> Vec<Source> {
            let results: Vec<_> = paths.iter().map(|path| Source::file(path)).collect();
            let sound =
                results.into_iter().filter_map(|r| r.map_err(|f| faults.push(f)).ok());
            sound.collect()
        };
        let (actors, verbs) = (files(&self.actors), files(&self.verbs));
        let data =
            self.sources().and_then(|sources| Data::load(&sources, &actors, &verbs));
        match data {
            Ok(data) if faults.is_empty() => return Ok(data),
            Ok(_) => {}
            Err(Error::Data(more)) => faults.extend(more),
            Err(other) => faults.push(whole(other.to_string())),
        }
        Err(faults)
    }
}

/// A fault of no file in particular.
fn whole(reason: String) -> Fault {
    Fault { path: "data".to_owned(), line: 0, reason }
}
