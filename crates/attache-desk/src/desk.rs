//! What every request needs: the reader, the record, who may write, and how much may be done at once.
//!
//! In: settings. Out: a [`Desk`] whose work runs beside the server's own threads: while one long article is read, “Kabul” is still
//! found. Known limit: work that has begun is not broken off; it keeps its place in the queue until it ends.

use crate::guard::Guard;
use crate::problem::Problem;
use crate::records::Records;
use crate::reviews::Reviews;
use attache::error::Error;
use attache::reader::Reader;
use attache::record::Record;
use std::mem::ManuallyDrop;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// So long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(15);

/// Everything that is served.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) reader: ManuallyDrop<Reader>,
    pub(crate) records: Records,
    pub(crate) reviews: Reviews,
    pub(crate) guard: Guard,
    turns: Arc<Semaphore>,
}

/// The desk as requests share it.
pub(crate) type Shared = Arc<Desk>;

impl Desk {
    pub(crate) fn new(reader: Reader, records: Records, guard: Guard) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let reviews = Reviews::new(records.beside(".reviews.jsonl"));
        let turns = Arc::new(Semaphore::new(2 * cores));
        Self { reader: ManuallyDrop::new(reader), records, reviews, guard, turns }
    }

    /// Does work that takes a while on a thread of its own, when its turn comes.
    pub(crate) async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(Problem::busy()) };
        let desk = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&desk);
            drop(turn);
            done
        });
        done.await.unwrap_or_else(|_| {
            Err(Problem::own("the program failed on this request; others go on"))
        })
    }

    /// Asks the record.
    pub(crate) async fn ask<V: Send + 'static>(
        self: &Arc<Self>,
        ask: impl FnOnce(&Self, &Record) -> Result<Result<V, Problem>, Error> + Send + 'static,
    ) -> Result<V, Problem> {
        self.work(move |desk| desk.records.ask(|record| ask(desk, record))?).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_panics_gives_its_turn_back() {
        let guard = Guard::new("127.0.0.1:80".parse().unwrap(), false, None).unwrap();
        let records = Records::new("/nowhere/a.db".into());
        let desk = Arc::new(Desk::new(Reader::embedded().unwrap(), records, guard));
        let n = 3 * desk.turns.available_permits();
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            for _ in 0..n {
                let failed =
                    desk.work(|_| -> Result<(), Problem> { panic!("on purpose") });
                assert_eq!(failed.await.unwrap_err().status, 500);
            }
            assert_eq!(desk.work(|_| Ok(7)).await.unwrap(), 7);
        });
    }
}
