//! Work on many things at once, results in the order of the things.
//!
//! In: the articles a, b, c. Out: the results of a, b, c, whichever was ready first. At most a few more things than there
//! are threads are under way, so memory stays flat however many there are. Known limit: one slow thing holds up the
//! results behind it.

use anyhow::Result;
use attache::parse::Workspace;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Things under way for each thread: enough that a long article does not leave the others idle.
const AHEAD: usize = 32;
/// Deep sentences take deep stacks.
const STACK: usize = 16 << 20;

/// Something to do, and where its result goes.
type Task<T, R> = (T, SyncSender<R>);

/// Does `work` on every item with `jobs` threads and hands the results to `take` in the order of the items.
pub(crate) fn in_order<T: Send, R: Send>(
    jobs: NonZeroUsize,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(&mut Workspace, T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<()>,
) -> Result<()> {
    let (to_work, tasks) = sync_channel::<Task<T, R>>(jobs.get() * AHEAD);
    let (to_take, results) = sync_channel::<Receiver<R>>(jobs.get() * AHEAD);
    let tasks = Mutex::new(tasks);
    thread::scope(|scope| {
        for _ in 0..jobs.get() {
            let worker = thread::Builder::new().stack_size(STACK);
            worker.spawn_scoped(scope, || keep_working(&tasks, &work))?;
        }
        scope.spawn(move || feed(items, &to_work, &to_take));
        // Where `take` fails, `results` is dropped, the feeder stops, and with it the workers.
        results
            .into_iter()
            .filter_map(|result| result.recv().ok())
            .try_for_each(&mut take)
    })
}

fn feed<T, R>(
    items: impl Iterator<Item = T>,
    to_work: &SyncSender<Task<T, R>>,
    to_take: &SyncSender<Receiver<R>>,
) {
    for item in items {
        let (to_result, result) = sync_channel(1);
        if to_take.send(result).is_err() || to_work.send((item, to_result)).is_err() {
            return;
        }
    }
}

fn keep_working<T, R>(
    tasks: &Mutex<Receiver<Task<T, R>>>,
    work: &impl Fn(&mut Workspace, T) -> R,
) {
    let mut workspace = Workspace::default();
    let next = || tasks.lock().ok()?.recv().ok();
    while let Some((item, to_result)) = next() {
        let result = work(&mut workspace, item);
        // Nobody waits for it any more where the output is closed.
        let _ = to_result.send(result);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for jobs in [1, 2, 7] {
            let mut results = Vec::new();
            let slow_first = |_: &mut Workspace, n: u64| {
                thread::sleep(std::time::Duration::from_micros((n * 7919) % 300));
                n
            };
            let take = |n| {
                results.push(n);
                Ok(())
            };
            let jobs = NonZeroUsize::new(jobs).unwrap();
            in_order(jobs, 0..500, slow_first, take).unwrap();
            assert_eq!(results, (0..500).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_failing_taker_ends_the_work() {
        let jobs = NonZeroUsize::new(3).unwrap();
        let done = in_order(
            jobs,
            0_u64..,
            |_, n| n,
            |n| {
                anyhow::ensure!(n < 10, "full");
                Ok(())
            },
        );
        assert_eq!(done.unwrap_err().to_string(), "full");
    }
}
