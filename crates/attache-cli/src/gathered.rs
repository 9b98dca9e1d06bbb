//! A record in memory: the tellings of all the files that were named, with the reports that they stand in.
//!
//! In: `a.txt b.jsonl`. Out: “Norway expelled two Russian diplomats.” as one telling, and what is known of its report. Known
//! limit: all of it is in memory at once.

use crate::in_order::in_order;
use crate::input::{self, Entry, InputArgs};
use crate::load::JobArgs;
use crate::tell::Faults;
use anyhow::Result;
use attache::article::Article;
use attache::error::Fault;
use attache::export::Report;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::{Telling, tellings};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What the files tell.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Every telling with its report, in the order of the input.
    pub(crate) told: Vec<(Telling, Arc<Report>)>,
    /// Whether something could not be read.
    pub(crate) is_faulty: bool,
}

type Told = (Vec<Telling>, Arc<Report>);

/// Reads the files.
pub(crate) fn gather(
    reader: &Reader,
    input: &InputArgs,
    jobs: &JobArgs,
) -> Result<Gathered> {
    let mut faults = Faults::default();
    let mut gathered = Gathered::default();
    let work = |workspace: &mut Workspace, entry: Entry<Article>| {
        entry.what.and_then(|article| told(reader, workspace, &article))
    };
    let take = |told: Result<Told, Fault>| {
        match told {
            Ok((tellings, report)) => {
                let with_report = tellings.into_iter().map(|t| (t, Arc::clone(&report)));
                gathered.told.extend(with_report);
            }
            Err(fault) => faults.tell(&fault),
        }
        Ok(())
    };
    in_order(jobs.count(), input::articles(input), work, take)?;
    gathered.is_faulty = faults.end("article");
    Ok(gathered)
}

/// A fault of the program in one article must not lose the others.
fn told(
    reader: &Reader,
    workspace: &mut Workspace,
    article: &Article,
) -> Result<Told, Fault> {
    let read = catch_unwind(AssertUnwindSafe(|| {
        let reading = reader.read(article, workspace);
        (tellings(article, &reading.events), Arc::new(Report::from(article)))
    }));
    read.map_err(|_| {
        *workspace = Workspace::default();
        let reason = "the program failed on this article".to_owned();
        Fault { path: format!("article {}", article.id), line: 0, reason }
    })
}
