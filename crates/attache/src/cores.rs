//! Work shared among the cores of the machine, results in the order of the things.
//!
//! In: a thousand rows that each hold “Norway expelled two Russian diplomats.” as JSON. Out: what is made of each, in their order,
//! whatever core made it. Known limit: each core has an equal share of the things; one slow share holds up the rest.

use std::thread;

/// What `make` makes of each of the things; less than `worth` of them are not worth a thread.
pub(crate) fn each<T: Sync, R: Send>(
    things: &[T],
    worth: usize,
    make: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    let share = things.len().div_ceil(n_threads).max(worth);
    let share_of = |things: &[T]| things.iter().map(&make).collect::<Vec<R>>();
    let share_of = &share_of;
    thread::scope(|scope| {
        let mut shares = things.chunks(share);
        let first = shares.next().unwrap_or_default();
        let others: Vec<_> =
            shares.map(|things| scope.spawn(move || share_of(things))).collect();
        let mut all = share_of(first);
        for other in others {
            let more =
                other.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault));
            all.extend(more);
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn results_come_in_the_order_of_the_things() {
        let things: Vec<u32> = (0..1000).collect();
        let wanted: Vec<u32> = (1..1001).collect();
        assert_eq!(each(&things, 1, |n| n + 1), wanted);
        assert_eq!(each(&things, 5000, |n| n + 1), wanted);
        assert!(each(&[], 1, |n: &u32| n + 1).is_empty());
    }
}
