//! Keeps the pages of mapped index files from filling the memory of a writing run.
//!
//! A merge reads all segments that it merges. Their files are mapped, and each page read counts as
//! memory of the process until the system reclaims it. The run releases pages itself each time it
//! has written [`EVERY`] bytes; pages that are needed again come from the system's cache.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tantivy::directory::error::OpenReadError;
use tantivy::directory::{FileHandle, MmapDirectory};

use super::checked_file::CheckedFile;
use super::damage::DamageLog;
use super::directory::open_checked;

/// After how many written bytes pages are released. Merging writes about as much as it reads.
const EVERY: u64 = 8 << 20;

/// The mapped files of an index that is being written.
#[derive(Default)]
pub struct MappedPages {
    files: Mutex<Vec<Weak<CheckedFile>>>,
    written: AtomicU64,
}

impl MappedPages {
    /// Opens a file of the directory, whose pages are released from now on.
    pub fn open(
        &self,
        folder: &MmapDirectory,
        name: &Path,
        damage: &Arc<DamageLog>,
    ) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = open_checked(folder, name, damage)?;

        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if files.len() == files.capacity() {
            files.retain(|file| file.strong_count() > 0);
        }
        files.push(Arc::downgrade(&file));
        drop(files);
        Ok(file)
    }

    /// Records written bytes, and releases pages when due.
    pub fn note_written(&self, bytes: usize) {
        let before = self.written.fetch_add(bytes as u64, Ordering::Relaxed);
        if before / EVERY != (before + bytes as u64) / EVERY {
            self.release();
        }
    }

    fn release(&self) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.retain(|file| match file.upgrade() {
            Some(file) => {
                release_mapped(file.data());
                true
            }
            None => false,
        });
    }
}

/// Releases the pages that are completely inside a part of a mapped file.
#[cfg(target_os = "linux")]
fn release_mapped(data: &[u8]) {
    use rustix::mm::{Advice, madvise};

    let page = rustix::param::page_size();
    let before = data.as_ptr().align_offset(page);
    let len = data.len().saturating_sub(before) / page * page;
    if len == 0 {
        return;
    }
    let start = data[before..].as_ptr().cast_mut().cast();
    // SAFETY: `data` is part of a file that is mapped, shared and read-only, as `MappedPages::open`
    // gets it from `MmapDirectory`, and a file of an index is never changed after it was written.
    // Linux removes the pages from the process's table and reads the same bytes again when they are
    // accessed. On failure the pages stay where they are.
    let _ = unsafe { madvise(start, len, Advice::LinuxDontNeed) };
}

/// On other systems only the system decides.
#[cfg(not(target_os = "linux"))]
fn release_mapped(_: &[u8]) {}
