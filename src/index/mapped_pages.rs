//! Keeps the pages of mapped index files from filling the memory of a run that writes.
//!
//! A merge reads all of the segments that it merges. Their files are mapped, and each page that was read stays counted
//! as the process's own until the system needs it. The run gives them back itself, each time it has written
//! [`EVERY`] bytes: what is read again comes out of the system's cache.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tantivy::directory::error::OpenReadError;
use tantivy::directory::{FileHandle, MmapDirectory};

use super::checked_file::CheckedFile;
use super::damage::DamageLog;
use super::directory::open_checked;

/// After how many bytes that are written pages are given back. Merging writes about as much as it reads.
const EVERY: u64 = 8 << 20;

/// The files that are mapped while an index is written.
#[derive(Default)]
pub struct MappedPages {
    files: Mutex<Vec<Weak<CheckedFile>>>,
    written: AtomicU64,
}

impl MappedPages {
    /// Opens a file of the folder, whose pages are given back from now on.
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

    /// Notes that so many bytes were written, and gives pages back when it is time.
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

/// Gives back the pages that lie wholly within a part of a mapped file.
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
    // SAFETY: `data` is part of a file that is mapped, shared and for reading only, as `MappedPages::open` has it from
    // `MmapDirectory`, and a file of an index is never changed once it is written. Linux takes the pages out of the
    // process's table and reads the same bytes again when they are wanted.
    // What fails leaves the pages where they are.
    let _ = unsafe { madvise(start, len, Advice::LinuxDontNeed) };
}

/// Elsewhere the system alone decides.
#[cfg(not(target_os = "linux"))]
fn release_mapped(_: &[u8]) {}
