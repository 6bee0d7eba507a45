//! How much analysed text is on its way into the engine: a bound in bytes.
//!
//! The engine's own queue is bounded by documents. With long reports, gigabytes would be in it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Counts bytes between being handed in and being taken by the engine.
#[derive(Debug)]
pub struct Flow {
    limit: AtomicUsize,
    under_way: Mutex<UnderWay>,
    taken: Condvar,
}

#[derive(Debug, Default)]
struct UnderWay {
    bytes: usize,
    /// Whether nothing is taken out any more.
    stopped: bool,
}

impl Flow {
    /// Makes a flow in which about `limit` bytes may be under way at once.
    pub fn new(limit: usize) -> Flow {
        Flow {
            limit: AtomicUsize::new(limit),
            under_way: Mutex::default(),
            taken: Condvar::new(),
        }
    }

    /// Sets how many bytes may be under way from now on.
    pub fn set_limit(&self, limit: usize) {
        self.limit.store(limit, Ordering::Relaxed);
    }

    /// Waits until `bytes` more fit, then counts them in. A text larger than the limit waits until
    /// nothing else is under way. Nobody waits once the flow is [stopped](Self::stop).
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

    /// Counts `bytes` out.
    pub fn taken(&self, bytes: usize) {
        let mut under_way = self.lock();
        under_way.bytes = under_way.bytes.saturating_sub(bytes);
        self.taken.notify_all();
    }

    /// Lets everything in from now on: the engine failed, and takes nothing out.
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
    fn what_does_not_fit_waits_until_something_is_taken() {
        let flow = Arc::new(Flow::new(10));
        flow.enter(100); // larger than the limit, but nothing else is under way
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
    fn nobody_waits_for_an_engine_that_failed() {
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
