//! How much analysed text is on its way into the engine: a bound in bytes.
//!
//! The engine's own queue is bounded by documents. With long reports, gigabytes would stand in it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

/// Counts bytes between being handed in and being taken by the engine.
#[derive(Debug)]
pub struct Flow {
    limit: AtomicUsize,
    under_way: Mutex<usize>,
    taken: Condvar,
}

impl Flow {
    /// Makes a flow in which about `limit` bytes may be under way at once.
    pub fn new(limit: usize) -> Flow {
        Flow {
            limit: AtomicUsize::new(limit),
            under_way: Mutex::new(0),
            taken: Condvar::new(),
        }
    }

    /// Sets how many bytes may be under way from now on.
    pub fn set_limit(&self, limit: usize) {
        self.limit.store(limit, Ordering::Relaxed);
    }

    /// Waits until `bytes` more fit, then counts them in. A text larger than the limit waits until
    /// nothing else is under way.
    pub fn enter(&self, bytes: usize) {
        let mut under_way = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        while *under_way > 0 && *under_way + bytes > self.limit.load(Ordering::Relaxed) {
            under_way = self
                .taken
                .wait(under_way)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *under_way += bytes;
    }

    /// Counts `bytes` out.
    pub fn taken(&self, bytes: usize) {
        let mut under_way = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *under_way = under_way.saturating_sub(bytes);
        self.taken.notify_all();
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
}
