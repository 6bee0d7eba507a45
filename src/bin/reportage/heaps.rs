//! How many heaps the C library spreads the program's memory over.

/// Lets there be one heap for each processor. The C library makes up to eight for each, and memory that one thread frees
/// in its heap is not there for another: a run over a file of 1 GB had 470 MB of its own at its end, and has 215 MB so.
/// To be called before there are other threads.
pub fn limit() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let heaps = i32::try_from(processors).unwrap_or(i32::MAX);
        // SAFETY: it takes two numbers, and nothing else runs yet. If it fails, there are as many as before.
        unsafe { libc::mallopt(libc::M_ARENA_MAX, heaps) };
    }
}
