//! `attache rebuild`: the articles of a record, coded anew with the present data.
//!
//! In: a record. Out: what changed, event by event: `- a1 …` for what was told of “Norway expelled two Russian diplomats.”,
//! `+ a1 …` for what is told now. All at once or not at all: whatever interrupts it leaves the record as it was. Known limit:
//! earlier versions of corrected articles keep the events that they were read with.

use crate::Outcome;
use crate::in_order::in_order;
use crate::load::{DataArgs, DbArgs, JobArgs};
use crate::output::Output;
use crate::progress::Progress;
use crate::survived::filing;
use crate::tell::{self, Faults};
use anyhow::{Context, Result};
use attache::article::Article;
use attache::error::{Error, Fault};
use attache::export::{Line, Who};
use attache::parse::Workspace;
use attache::reader::Reader;
use attache::record::{Change, Filing, Rebuilding, Record};

/// Code all articles of the record anew with the present data, and print what changed
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    db: DbArgs,
    /// Print what would change and leave the record as it is
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    jobs: JobArgs,
    #[command(flatten)]
    data: DataArgs,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let reader = args.data.reader()?;
    // A record is made by adding, not here.
    let size = Record::to_read(&args.db.db)?.size()?;
    let mut record = Record::to_add(&args.db.db)?;
    let rebuilding = record.rebuild(&reader.stamp())?;
    let articles = Record::to_read(&args.db.db)?.into_articles();
    let progress = Progress::over(size.n_articles);
    let mut told = Told {
        rebuilding,
        output: Output::open(None)?,
        faults: Faults::default(),
        n_same: 0,
        n_lost: 0,
        n_gained: 0,
    };
    let work = |workspace: &mut Workspace, article: Result<Article, Error>| {
        Ok(code(&reader, workspace, article?))
    };
    let mut n = 0;
    in_order(args.jobs.count(), articles, work, |coded: Result<Coded, Error>| {
        told.take(coded?)?;
        n += 1;
        progress.at(n);
        Ok(())
    })?;
    progress.end();
    told.end(args.dry_run)
}

/// An article coded anew, or its id and why it was not.
type Coded = Result<Filing, (String, Fault)>;

fn code(reader: &Reader, workspace: &mut Workspace, article: Article) -> Coded {
    let id = article.id.clone();
    filing(reader, workspace, article).map_err(|fault| (id, fault))
}

/// What was told so far.
struct Told<'r> {
    rebuilding: Rebuilding<'r>,
    output: Output,
    faults: Faults,
    n_same: usize,
    n_lost: usize,
    n_gained: usize,
}

impl Told<'_> {
    fn take(&mut self, coded: Coded) -> Result<()> {
        match coded {
            Ok(filing) => {
                let change = self.rebuilding.article(&filing)?;
                self.tell(&change)
            }
            Err((id, fault)) => {
                self.faults.tell(&fault);
                Ok(self.rebuilding.keep(&id)?)
            }
        }
    }

    fn tell(&mut self, change: &Change) -> Result<()> {
        self.n_same += change.n_same;
        self.n_lost += change.lost.len();
        self.n_gained += change.gained.len();
        let lost = change.lost.iter().map(|line| ('-', line));
        let gained = change.gained.iter().map(|line| ('+', line));
        for (sign, line) in lost.chain(gained) {
            self.output.write(format!("{sign} {}\n", shown(line)).as_bytes())?;
        }
        Ok(())
    }

    fn end(self, is_dry: bool) -> Result<Outcome> {
        if is_dry {
            drop(self.rebuilding);
        } else {
            self.rebuilding.finish().context("the record is as it was")?;
        }
        self.output.end()?;
        let (same, lost, gained) = (self.n_same, self.n_lost, self.n_gained);
        tell::note(format_args!("{same} events stay, {lost} go, {gained} come"));
        Ok(match (self.faults.end("article"), same + lost + gained) {
            (true, _) => Outcome::Faults,
            (false, 0) => Outcome::NoAnswer,
            (false, _) => Outcome::Answer,
        })
    }
}

/// An event in one line.
fn shown(line: &Line<'_>) -> String {
    let side = |side: &[Who<'_>]| {
        let names: Vec<&str> = side.iter().map(|who| &*who.name).collect();
        names.join(", ")
    };
    let day = line.date.as_ref().map_or("", |day| &*day.value);
    let act = line.act.as_deref().unwrap_or("");
    format!(
        "{}\t{day}\t{} → {}\t{} {act} {}\t{}\t{}",
        line.article,
        side(&line.actor),
        side(&line.recipient),
        line.event,
        line.cameo,
        line.status.name(),
        line.text.split_whitespace().collect::<Vec<_>>().join(" "),
    )
}
