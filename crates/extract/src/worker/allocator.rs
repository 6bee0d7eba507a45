//! The allocator of a program that is its own worker: reports failed allocations.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether this process is a worker.
static IS_WORKER: AtomicBool = AtomicBool::new(false);

/// The system allocator. In a worker ([`serve`](crate::serve)) it also writes a message to standard
/// output when an allocation fails, so that the parent process knows why the worker died. A program
/// that starts itself as a worker declares it:
///
/// ```
/// #[global_allocator]
/// static ALLOCATOR: reportage_extract::ReportingAllocator = reportage_extract::ReportingAllocator;
/// ```
///
/// Without it, the error of a file that needed too much memory is
/// [`Reason::Died`](crate::Reason::Died), with the last line of the worker's output. Reports
/// nothing on systems other than Unix.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReportingAllocator;

/// Marks this process as a worker for the allocator until the result is dropped.
pub(super) fn enter_worker() -> InWorker {
    IS_WORKER.store(true, Ordering::Relaxed);
    InWorker
}

/// See [`enter_worker`].
pub(super) struct InWorker;

impl Drop for InWorker {
    fn drop(&mut self) {
        IS_WORKER.store(false, Ordering::Relaxed);
    }
}

/// Reports a failed allocation, and returns its result.
#[inline]
fn checked(pointer: *mut u8) -> *mut u8 {
    if pointer.is_null() && IS_WORKER.load(Ordering::Relaxed) {
        report();
    }
    pointer
}

/// Writes the answer [`OutOfMemory`](super::wire::Answer::OutOfMemory). Neither allocates nor takes
/// a lock, because the thread may hold the lock of standard output.
#[cold]
#[cfg(unix)]
fn report() {
    // The parent process may be gone.
    let _ = rustix::io::write(rustix::stdio::stdout(), super::wire::OUT_OF_MEMORY);
}

#[cold]
#[cfg(not(unix))]
fn report() {}

// SAFETY: all calls are forwarded to the system allocator with unchanged arguments and results.
unsafe impl GlobalAlloc for ReportingAllocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        checked(unsafe { System.alloc(layout) })
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        checked(unsafe { System.alloc_zeroed(layout) })
    }

    #[inline]
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        checked(unsafe { System.realloc(pointer, layout, size) })
    }

    #[inline]
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}
