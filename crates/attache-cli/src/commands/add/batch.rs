//! Articles that are written together: one wait for the disk serves them all.
//!
//! In: articles as they are read. Out: a few hundred of them, or a quarter of a second's, in the record at once, and then told as
//! added. Between two batches another program may write. Known limit: none.

use crate::output::Output;
use crate::progress::Progress;
use anyhow::{Context, Result};
use attache::error::Fault;
use attache::record::{Added, Filing, Record, Stamp};
use std::fmt;
use std::io::Write;
use std::time::{Duration, Instant};

/// So many articles at most.
const MOST: usize = 512;
/// So many bytes at most, so that memory stays flat.
const MOST_BYTES: usize = 16 << 20;
/// So long at most.
const LONGEST: Duration = Duration::from_millis(250);

/// An article as it comes to be written.
pub(super) enum Item {
    /// It is in the record already.
    Known(String),
    New(Box<Filing>),
}

/// An article or the reason why there is none, and where in the input it ends.
pub(super) struct Came {
    pub(super) what: Result<Item, Fault>,
    pub(super) end: u64,
}

/// How many articles of each sort there were.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Numbers {
    new: u64,
    unchanged: u64,
    replaced: u64,
    refused: u64,
    events: u64,
}

impl Numbers {
    /// Articles that are in the record now.
    pub(super) fn all(&self) -> u64 {
        self.new + self.unchanged + self.replaced
    }

    /// One line for the person who waited.
    pub(super) fn summary(&self, seconds: f64) -> impl fmt::Display {
        let Self { new, unchanged, replaced, refused, events } = *self;
        let n = u32::try_from(self.all() + refused).unwrap_or(u32::MAX);
        let rate = f64::from(n) / seconds.max(0.001);
        format!(
            "{new} added, {unchanged} unchanged, {replaced} replaced, {refused} refused; \
             {events} events; {seconds:.1} s, {rate:.0} articles/s"
        )
    }
}

/// Articles that wait to be written.
pub(super) struct Batch<'p> {
    record: Record,
    stamp: Stamp,
    list: Option<Output>,
    progress: &'p Progress,
    waiting: Vec<(Item, u64)>,
    n_bytes: usize,
    since: Instant,
    numbers: Numbers,
}

impl<'p> Batch<'p> {
    pub(super) fn new(
        record: Record,
        stamp: Stamp,
        list: Option<Output>,
        progress: &'p Progress,
    ) -> Self {
        Self {
            record,
            stamp,
            list,
            progress,
            waiting: Vec::new(),
            n_bytes: 0,
            since: Instant::now(),
            numbers: Numbers::default(),
        }
    }

    /// Takes what came, and writes where enough is waiting.
    pub(super) fn take(&mut self, came: Came, tell: impl Fn(&Fault)) -> Result<()> {
        match came.what {
            Ok(item) => {
                if let Item::New(filing) = &item {
                    self.n_bytes += filing.size();
                }
                self.waiting.push((item, came.end));
            }
            Err(fault) => {
                self.numbers.refused += 1;
                tell(&fault);
            }
        }
        let is_enough = self.waiting.len() >= MOST
            || self.n_bytes >= MOST_BYTES
            || self.since.elapsed() >= LONGEST;
        if is_enough { self.write() } else { Ok(()) }
    }

    /// Writes all that waits.
    pub(super) fn write(&mut self) -> Result<()> {
        let added = self.add()?;
        for (item, end, added) in added {
            self.progress.at(end);
            self.count(&item, added);
            if let Some(list) = &mut self.list {
                list.write(format!("{}\t{}\n", word(added), id(&item)).as_bytes())?;
            }
        }
        if let Some(list) = &mut self.list {
            list.flush().context("cannot write standard output")?;
        }
        self.n_bytes = 0;
        self.since = Instant::now();
        Ok(())
    }

    fn add(&mut self) -> Result<Vec<(Item, u64, Added)>> {
        let waiting = std::mem::take(&mut self.waiting);
        let has_new = waiting.iter().any(|(item, _)| matches!(item, Item::New(_)));
        if !has_new {
            let known =
                waiting.into_iter().map(|(item, end)| (item, end, Added::Unchanged));
            return Ok(known.collect());
        }
        let mut adding = self.record.add(&self.stamp)?;
        let mut added = Vec::new();
        for (item, end) in waiting {
            let what = match &item {
                Item::Known(_) => Added::Unchanged,
                Item::New(filing) => adding.article(filing)?,
            };
            added.push((item, end, what));
        }
        adding.finish()?;
        Ok(added)
    }

    fn count(&mut self, item: &Item, added: Added) {
        let numbers = &mut self.numbers;
        let n = match added {
            Added::New => &mut numbers.new,
            Added::Unchanged => &mut numbers.unchanged,
            Added::Replaced => &mut numbers.replaced,
        };
        *n += 1;
        if let (Item::New(filing), Added::New | Added::Replaced) = (item, added) {
            numbers.events += filing.n_events() as u64;
        }
    }

    /// Closes the record.
    pub(super) fn end(self) -> Result<Numbers> {
        if let Some(list) = self.list {
            list.end()?;
        }
        Ok(self.numbers)
    }
}

fn id(item: &Item) -> &str {
    match item {
        Item::Known(id) => id,
        Item::New(filing) => filing.id(),
    }
}

fn word(added: Added) -> &'static str {
    match added {
        Added::New => "added",
        Added::Unchanged => "unchanged",
        Added::Replaced => "replaced",
    }
}
