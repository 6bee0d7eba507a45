//! An expansion that goes too far, as an error of input and output.

/// The limit of an [`Allowance`](crate::limits::Allowance) has been passed.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("more than {} MiB", limit >> 20)]
pub(crate) struct Overrun {
    /// In bytes.
    pub limit: u64,
}
