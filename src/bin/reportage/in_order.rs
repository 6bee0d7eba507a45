//! Work on several threads with results in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

/// In place of the number of the next item. Threads still add to it.
const NONE_LEFT: usize = usize::MAX / 2;
/// How many results per thread may wait for an earlier one.
const WAITING: usize = 32;

/// The number of results that were taken. Threads wait if they are too far ahead.
#[derive(Default)]
struct Taken {
    number: Mutex<usize>,
    changed: Condvar,
}

impl Taken {
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.number.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Raises the number; the largest one lets all threads go on.
    fn raise(&self, number: usize) {
        let mut taken = self.lock();
        *taken = number.max(*taken);
        drop(taken);
        self.changed.notify_all();
    }

    /// Waits until at least `number` results were taken.
    fn wait_for(&self, number: usize) {
        let is_too_early = |taken: &mut usize| *taken < number;
        let waited = self.changed.wait_while(self.lock(), is_too_early);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

/// The end of a thread. After a panic, a result or its taking never comes: no other thread may wait for it or begin an
/// item.
struct End<'a> {
    next: &'a AtomicUsize,
    taken: &'a Taken,
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            stop(self.next, self.taken);
        }
    }
}

/// Lets all threads end after the items that they have begun.
fn stop(next: &AtomicUsize, taken: &Taken) {
    next.store(NONE_LEFT, Ordering::Relaxed);
    taken.raise(usize::MAX);
}

/// Calls `work` for each of `items` on `threads` threads, and `take` for each result, in the order of the items, on this
/// one. At most [`WAITING`] results per thread exist at once.
///
/// # Errors
/// The first error of `take`, after which no more items are begun.
pub fn for_each_in_order<T: Sync, R: Send, E>(
    items: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.min(items.len());
    if threads < 2 {
        return items.iter().try_for_each(|item| take(work(item)));
    }
    let (next, taken) = (AtomicUsize::new(0), Taken::default());
    let ahead = threads * WAITING;
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..threads {
            let sender = sender.clone();
            let (next, taken, work) = (&next, &taken, &work);
            scope.spawn(move || {
                let _end = End { next, taken };
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(number) else {
                        return;
                    };
                    taken.wait_for((number + 1).saturating_sub(ahead));
                    if sender.send((number, work(item))).is_err() {
                        return; // an error of `take`
                    }
                }
            });
        }
        drop(sender);
        let _end = End {
            next: &next,
            taken: &taken,
        };
        let mut waiting = BTreeMap::new();
        let mut number = 0;
        let take_all = || {
            for (finished, result) in receiver {
                waiting.insert(finished, result);
                while let Some(result) = waiting.remove(&number) {
                    take(result)?;
                    number += 1;
                    taken.raise(number);
                }
            }
            Ok(())
        };
        let outcome = take_all();
        if outcome.is_err() {
            stop(&next, &taken);
        }
        outcome
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEMS: usize = 1000;

    #[test]
    fn results_come_in_the_order_of_the_items_and_not_too_many_wait() {
        let items: Vec<usize> = (0..ITEMS).collect();
        for threads in [1, 2, 5] {
            let (begun, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let mut all = Vec::new();
            let work = |item: &usize| {
                begun.fetch_add(1, Ordering::SeqCst);
                // The first item ends after some that follow it.
                while *item == 0 && threads > 1 && begun.load(Ordering::SeqCst) < WAITING {
                    thread::yield_now();
                }
                assert!(*item <= taken.load(Ordering::SeqCst) + threads * WAITING);
                *item
            };
            let take = |item: usize| -> Result<(), ()> {
                taken.fetch_add(1, Ordering::SeqCst);
                all.push(item);
                Ok(())
            };
            assert_eq!(for_each_in_order(&items, threads, work, take), Ok(()));
            assert_eq!(all, items);
        }
    }

    #[test]
    #[should_panic]
    fn a_panic_ends_all_threads() {
        let items: Vec<usize> = (0..ITEMS).collect();
        let work = |item: &usize| assert!(*item != 5);
        let _: Result<(), ()> = for_each_in_order(&items, 3, work, |()| Ok(()));
    }

    #[test]
    #[should_panic]
    fn a_panic_on_taking_ends_all_threads() {
        let items: Vec<usize> = (0..ITEMS).collect();
        let take = |item: usize| -> Result<(), ()> {
            assert!(item != 5);
            Ok(())
        };
        let _ = for_each_in_order(&items, 3, |item| *item, take);
    }

    #[test]
    fn after_an_error_no_more_items_are_begun() {
        let items = vec![(); ITEMS];
        let begun = AtomicUsize::new(0);
        let work = |_: &()| begun.fetch_add(1, Ordering::SeqCst);
        let mut left = 3;
        let take = |_: usize| {
            left -= 1;
            if left == 0 { Err("full") } else { Ok(()) }
        };
        assert_eq!(for_each_in_order(&items, 4, work, take), Err("full"));
        assert!(begun.into_inner() < ITEMS);
    }
}
