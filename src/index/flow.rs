//! Limits, in bytes, how much analysed text is waiting for tantivy.
//!
//! Tantivy's own queue is limited by the number of documents. With long reports it would hold
//! gigabytes.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Counts bytes from submission until tantivy has consumed them.
#[derive(Debug)]
pub struct Flow {
    limit: AtomicUsize,
    under_way: Mutex<UnderWay>,
    taken: Condvar,
}

#[derive(Debug, Default)]
struct UnderWay {
    bytes: usize,
    /// Whether the consumer has stopped.
    stopped: bool,
}

impl Flow {
    /// Creates a flow with a limit of about `limit` bytes.
    pub fn new(limit: usize) -> Flow {
        Flow {
            limit: AtomicUsize::new(limit),
            under_way: Mutex::default(),
            taken: Condvar::new(),
        }
    }

    /// Sets the limit in bytes.
    pub fn set_limit(&self, limit: usize) {
        self.limit.store(limit, Ordering::Relaxed);
    }

    /// Waits until `bytes` more fit, then counts them. A text larger than the limit waits until
    /// nothing else is pending. Nobody waits after [`stop`](Self::stop).
    pub fn enter(&self, bytes: usize) {
        let mut under_way = self.lock();
        while !under_way.stopped
            && under_way.bytes > 0
            && under_way.bytes + bytes > self.limit.load(Ordering::Relaxed)
        {
            under_way = self
                .taken
                .wait(under_way)
                .unwrap_or_else(PoisonError::into_inner);
        }
        under_way.bytes += bytes;
    }

    /// Counts `bytes` as consumed.
    pub fn taken(&self, bytes: usize) {
        let mut under_way = self.lock();
        under_way.bytes = under_way.bytes.saturating_sub(bytes);
        self.taken.notify_all();
    }

    /// Stops waiting: tantivy has failed and consumes nothing more.
    pub fn stop(&self) {
        self.lock().stopped = true;
        self.taken.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, UnderWay> {
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    #[test]
    fn texts_that_do_not_fit_wait_until_others_are_consumed() {
        let flow = Arc::new(Flow::new(10));
        flow.enter(100); // larger than the limit, but nothing else is pending
        let entered = Arc::new(AtomicBool::new(false));
        let thread = std::thread::spawn({
            let (flow, entered) = (flow.clone(), entered.clone());
            move || {
                flow.enter(5);
                entered.store(true, Ordering::SeqCst);
            }
        });
        assert!(!entered.load(Ordering::SeqCst));
        flow.taken(100);
        thread.join().unwrap();
        assert!(entered.load(Ordering::SeqCst));
    }
    #[test]
    fn nobody_waits_after_a_failure() {
        let flow = Arc::new(Flow::new(10));
        flow.enter(100);
        let waiting = std::thread::spawn({
            let flow = flow.clone();
            move || flow.enter(5)
        });
        flow.stop();
        waiting.join().unwrap();
        flow.enter(5);
    }
}
