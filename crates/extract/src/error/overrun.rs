//! The I/O error for an expansion that exceeds its limit.

/// The limit of an [`Allowance`](crate::limits::Allowance) was exceeded.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("more than {} MiB", limit >> 20)]
pub(crate) struct Overrun {
    /// In bytes.
    pub limit: u64,
}
