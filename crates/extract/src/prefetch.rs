//! Reads several files at once and yields their records in file order.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::error::{Location, Reason};
use super::guard::{READER_THREAD, STACK};
use super::options::ReadOptions;
use super::outcome::{Outcome, Record};
use super::reader::Reader;
use super::source::Source;

/// How many records of a file may be queued.
const WAITING: usize = 4;
/// The total size of prefetched files. Also limits the queued texts, because files may be
/// compressed.
const BUDGET: u64 = 32 << 20; // bytes
/// The most files that are prefetched, whatever their size.
const MOST_FILES: usize = 64;

/// Files that several readers prefetch.
pub struct Prefetch {
    shared: Arc<Shared>,
    files: Receiver<File>,
}

/// The records of one file that is being read.
pub struct File {
    number: usize,
    records: Receiver<Message>,
    shared: Arc<Shared>,
    shown: String,
    size: u64,
    ended: bool,
}

/// The sending side of a file's records.
struct Sender {
    number: usize,
    records: SyncSender<Message>,
}

enum Message {
    Record(Box<Record>),
    End,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    sources: VecDeque<Source>,
    /// The number of files being read or queued, and their total size.
    under_way: usize,
    bytes: u64,
    /// The number of files announced.
    announced: usize,
    /// The file whose records are being taken; it does not wait for room.
    taken: usize,
    /// The total size of the queued texts.
    texts: u64,
}

/// Reads `sources` with `readers` readers, each with its own worker process. Take all records of a
/// file before calling [`Prefetch::next_file`].
///
/// # Errors
/// The system cannot start the threads.
pub fn prefetch(
    sources: Vec<Source>,
    options: &ReadOptions,
    readers: usize,
) -> io::Result<Prefetch> {
    let shared = Arc::new(Shared::default());
    let readers = readers.clamp(1, sources.len().max(1));
    shared.queue().sources = sources.into();
    let (sender, files) = sync_channel(MOST_FILES);
    for _ in 0..readers {
        let (shared, sender) = (shared.clone(), sender.clone());
        let reader = Reader::new(options.clone());
        std::thread::Builder::new()
            .name(READER_THREAD.to_owned())
            .stack_size(STACK)
            .spawn(move || read_all(&shared, &sender, reader))?;
    }
    Ok(Prefetch { shared, files })
}

fn read_all(shared: &Arc<Shared>, files: &SyncSender<File>, mut reader: Reader) {
    while let Some((source, sender)) = shared.take(files) {
        for record in reader.read(&source) {
            shared.make_room(sender.number, text_of(&record));
            if sender
                .records
                .send(Message::Record(Box::new(record)))
                .is_err()
            {
                return; // the receiver is gone
            }
        }
        // If the receiver is gone, the next file ends the loop.
        let _ = sender.records.send(Message::End);
    }
}

fn text_of(record: &Record) -> u64 {
    record
        .report
        .as_ref()
        .map_or(0, |report| report.memory() as u64)
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the next file when there is room, and announces it in queue order.
    fn take(self: &Arc<Shared>, files: &SyncSender<File>) -> Option<(Source, Sender)> {
        let mut queue = self.queue();
        loop {
            let size = queue.sources.front()?.size;
            let full = queue.under_way >= MOST_FILES || queue.bytes + size > BUDGET;
            if queue.under_way == 0 || !full {
                break;
            }
            let woken = self.changed.wait(queue);
            queue = woken.unwrap_or_else(PoisonError::into_inner);
        }
        let source = queue.sources.pop_front()?;
        queue.under_way += 1;
        queue.bytes += source.size;
        queue.announced += 1;
        let number = queue.announced;
        let (sender, records) = sync_channel(WAITING);
        let file = File {
            number,
            records,
            shared: self.clone(),
            shown: source.shown.clone(),
            size: source.size,
            ended: false,
        };
        // Never blocks: the channel has room for all files in progress. Dropping a file locks the
        // queue, so it must be unlocked.
        let sent = files.send(file);
        drop(queue);
        sent.ok()?;
        let records = sender;
        Some((source, Sender { number, records }))
    }

    /// Waits until a text of this many bytes, of file `number`, may be queued.
    fn make_room(&self, number: usize, text: u64) {
        let mut queue = self.queue();
        while queue.taken < number && queue.texts > 0 && queue.texts + text > BUDGET {
            let woken = self.changed.wait(queue);
            queue = woken.unwrap_or_else(PoisonError::into_inner);
        }
        queue.texts += text;
    }
}

impl Prefetch {
    /// Returns the next file, in the order given.
    pub fn next_file(&mut self) -> Option<File> {
        let file = self.files.recv().ok()?;
        self.shared.queue().taken = file.number;
        self.shared.changed.notify_all();
        Some(file)
    }
}

impl Drop for Prefetch {
    fn drop(&mut self) {
        let mut queue = self.shared.queue();
        queue.sources.clear();
        queue.taken = usize::MAX; // wakes up waiting readers, which find the receiver gone
        drop(queue);
        self.shared.changed.notify_all();
    }
}

impl Iterator for File {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if self.ended {
            return None;
        }
        match self.records.recv() {
            Ok(Message::Record(record)) => {
                self.shared.queue().texts -= text_of(&record);
                self.shared.changed.notify_all();
                return Some(*record);
            }
            Ok(Message::End) => self.ended = true,
            Err(_) => {
                self.ended = true;
                let error = Location::file(&self.shown).error(Reason::Crashed);
                return Some(Outcome::failed(error).record(0));
            }
        }
        None
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let mut queue = self.shared.queue();
        queue.under_way -= 1;
        queue.bytes -= self.size;
        drop(queue);
        self.shared.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{WalkEntry, walk};

    #[test]
    fn files_come_in_their_order_and_their_records_within_them_however_many_readers_there_are() {
        let folder = tempfile::tempdir().unwrap();
        let mut wanted = Vec::new();
        for i in 0..200 {
            let name = folder.path().join(format!("{i:03}.jsonl"));
            let lines: Vec<String> = (0..i % 7 + 1)
                .map(|n| format!("{{\"id\": \"{i}-{n}\", \"text\": \"a\"}}"))
                .collect();
            std::fs::write(name, lines.join("\n")).unwrap();
            wanted.push(
                (0..i % 7 + 1)
                    .map(|n| format!("{i}-{n}"))
                    .collect::<Vec<_>>(),
            );
        }
        let sources: Vec<Source> = walk(&[folder.path().to_owned()], &[])
            .filter_map(|found| match found {
                Ok(WalkEntry::Source(source)) => Some(source),
                Ok(WalkEntry::Skipped(_)) | Err(_) => None,
            })
            .collect();
        for readers in [1, 5] {
            let mut files = prefetch(sources.clone(), &ReadOptions::default(), readers).unwrap();
            let mut got = Vec::new();
            while let Some(file) = files.next_file() {
                let ids = file.map(|record| record.report.unwrap().id);
                got.push(ids.collect::<Vec<_>>());
            }
            assert_eq!(got, wanted);
        }
        // Dropping a prefetch wakes up all waiting readers.
        let mut files = prefetch(sources, &ReadOptions::default(), 3).unwrap();
        let first = files.next_file().unwrap();
        drop(files);
        assert_eq!(first.count(), 1);
    }
}
