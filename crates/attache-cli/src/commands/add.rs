//! `attache add`: articles into the record.
//!
//! In: `.txt` and `.jsonl` files and a record. Out: “Norway expelled two Russian diplomats.” and its event stand in the record,
//! once, however often it is added. Articles are read on all cores and written by one; what is told as added is on the
//! disk. Known limit: a batch of articles that is under way when the program is killed is added again.

mod batch;

use crate::Outcome;
use crate::in_order::in_order;
use crate::input::{self, Entry, InputArgs};
use crate::load::{DataArgs, DbArgs, JobArgs};
use crate::output::Output;
use crate::progress::Progress;
use crate::survived::filing;
use crate::tell::{self, Faults};
use anyhow::Result;
use attache::article::Article;
use attache::error::Fault;
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::Record;
use batch::{Batch, Came};
use std::cell::RefCell;
use std::time::Instant;

/// Read reports into a record that can be asked; adding one twice changes nothing
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    db: DbArgs,
    /// Print what became of each article, once it is safe on the disk
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    jobs: JobArgs,
    #[command(flatten)]
    data: DataArgs,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let reader = args.data.reader()?;
    let record = Record::to_add(&args.db.db)?;
    let known = Record::to_read(&args.db.db)?;
    let list = if args.list { Some(Output::open(None)?) } else { None };
    let progress = Progress::new(&args.input.files, !args.list);
    let faults = RefCell::new(Faults::default());
    let mut batch = Batch::new(record, reader.stamp(), list, &progress);
    let start = Instant::now();
    let entries = input::articles(&args.input).map(move |entry| sorted(&known, entry));
    let work = |workspace: &mut Workspace, entry: Entry<Task>| Came {
        what: entry.what.and_then(|task| task.done(&reader, workspace)),
        end: entry.end,
    };
    let tell = |fault: &Fault| progress.aside(|| faults.borrow_mut().tell(fault));
    in_order(args.jobs.count(), entries, work, |came| batch.take(came, tell))?;
    batch.write()?;
    progress.end();
    let n = batch.end()?;
    let seconds = start.elapsed().as_secs_f64();
    tell::note(n.summary(seconds));
    Ok(match (faults.borrow().end("article"), n.all()) {
        (true, _) => Outcome::Faults,
        (false, 0) => Outcome::NoAnswer,
        (false, _) => Outcome::Answer,
    })
}

/// What is to be done with an article.
enum Task {
    /// It is in the record already.
    Known(String),
    Read(Article),
}

/// What is in the record already need not be read.
fn sorted(known: &Record, entry: Entry<Article>) -> Entry<Task> {
    let task = |article: Article| match known.has(&article) {
        Ok(true) => Task::Known(article.id),
        // A record that cannot be asked is told of when it is written.
        Ok(false) | Err(_) => Task::Read(article),
    };
    Entry { what: entry.what.map(task), end: entry.end }
}

impl Task {
    fn done(
        self,
        reader: &Reader,
        workspace: &mut Workspace,
    ) -> Result<batch::Item, Fault> {
        match self {
            Self::Known(id) => Ok(batch::Item::Known(id)),
            Self::Read(article) => {
                let filing = filing(reader, workspace, article)?;
                Ok(batch::Item::New(Box::new(filing)))
            }
        }
    }
}
