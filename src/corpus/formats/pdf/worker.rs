//! Takes a PDF apart in a thread of its own, page by page: what breaks there breaks one page, and
//! what never ends is left behind.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use pdf_extract::{Dictionary, Document, Object, ObjectId, output_doc_page};

use super::glyphs::{Glyphs, Line};
use super::{about, forms, load, tidy};
use crate::corpus::READER_THREAD;
use crate::corpus::error::{Cause, PageFault, Reason};

const STACK: usize = 64 << 20; // bytes
/// How many pages may wait to be taken.
const WAITING: usize = 16;
/// More text than this is kept of no file.
const LARGEST_TEXT: usize = 256 << 20; // bytes

/// One page as it was drawn.
#[derive(Debug)]
pub(super) struct Page {
    /// 1-based.
    pub number: u32,
    pub lines: Vec<Line>,
    /// Whether there are pictures on it.
    pub pictures: bool,
    /// Why there may be less text than there should be.
    pub fault: Option<PageFault>,
}

/// What became of a file.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    /// The title that the file states, whatever it is worth.
    pub title: Option<String>,
    pub repaired: bool,
    pub pages: Vec<Page>,
    /// The pages that there are, read or not.
    pub count: u32,
    /// Why those that are missing were not read.
    pub stopped: Option<PageFault>,
}

enum Message {
    Opened {
        title: Option<String>,
        repaired: bool,
        count: u32,
    },
    Failed(Reason),
    Page(Page),
}

/// Reads a file for as long as `limit`.
pub(super) fn draw(bytes: Vec<u8>, limit: Duration) -> Result<Drawing, Reason> {
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, messages) = sync_channel(WAITING);
    let thread = std::thread::Builder::new()
        .name(READER_THREAD.to_owned())
        .stack_size(STACK);
    let stopped = stop.clone();
    let work = move || {
        let done = catch_unwind(AssertUnwindSafe(|| work(bytes, &sender, &stopped)));
        if done.is_err() {
            // Nobody listens any more if the time was over.
            let _ = sender.send(Message::Failed(Reason::Pdf(Cause(BROKEN.to_owned()))));
        }
    };
    thread.spawn(work).map_err(Reason::Io)?;
    let drawing = collect(&messages, limit);
    stop.store(true, Ordering::Relaxed);
    drawing
}

const BROKEN: &str = "a file that the PDF reader cannot take apart";

fn collect(messages: &Receiver<Message>, limit: Duration) -> Result<Drawing, Reason> {
    let end = Instant::now() + limit;
    let mut drawing = Drawing::default();
    let mut size = 0;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        match messages.recv_timeout(left) {
            Ok(Message::Opened {
                title,
                repaired,
                count,
            }) => {
                drawing.title = title;
                drawing.repaired = repaired;
                drawing.count = count;
            }
            Ok(Message::Failed(reason)) => return Err(reason),
            Ok(Message::Page(page)) => {
                size += page.lines.iter().map(|line| line.text.len()).sum::<usize>();
                drawing.pages.push(page);
                if size > LARGEST_TEXT {
                    drawing.stopped = Some(PageFault::TooLarge);
                    return Ok(drawing);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(drawing),
            Err(RecvTimeoutError::Timeout) => {
                let seconds = limit.as_secs();
                if drawing.pages.is_empty() {
                    return Err(Reason::TooSlow { seconds });
                }
                drawing.stopped = Some(PageFault::TooSlow { seconds });
                return Ok(drawing);
            }
        }
    }
}

fn work(bytes: Vec<u8>, sender: &SyncSender<Message>, stop: &Arc<AtomicBool>) {
    let loaded = load::load(&bytes);
    drop(bytes);
    let mut loaded = match loaded {
        Ok(loaded) => loaded,
        Err(reason) => {
            let _ = sender.send(Message::Failed(reason));
            return;
        }
    };
    tidy::tidy(&mut loaded.document, &loaded.pages);
    let opened = Message::Opened {
        title: about::stated_title(&loaded.document),
        repaired: loaded.repaired,
        count: loaded.pages.len() as u32,
    };
    if sender.send(opened).is_err() {
        return;
    }
    let document = &mut loaded.document;
    let tree = single_page_tree(document);
    for (number, id) in loaded.pages {
        if let Ok(tree) = document.get_dictionary_mut(tree) {
            tree.set("Kids", vec![Object::Reference(id)]);
        }
        let page = page(document, number, id, stop);
        if stop.load(Ordering::Relaxed) || sender.send(Message::Page(page)).is_err() {
            return;
        }
    }
}

/// Gives the document a page tree that holds one page at a time: the crate looks for a page by
/// walking through all those before it.
fn single_page_tree(document: &mut Document) -> ObjectId {
    let mut tree = Dictionary::new();
    tree.set("Type", Object::Name(b"Pages".to_vec()));
    tree.set("Count", 1);
    let tree = document.add_object(tree);
    let mut catalog = Dictionary::new();
    catalog.set("Type", Object::Name(b"Catalog".to_vec()));
    catalog.set("Pages", Object::Reference(tree));
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", Object::Reference(catalog));
    tree
}

/// Draws one page. What it drew before it broke is kept.
fn page(document: &Document, number: u32, id: ObjectId, stop: &Arc<AtomicBool>) -> Page {
    let mut glyphs = Glyphs::new(stop.clone());
    let mut pictures = false;
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        pictures = forms::look(document, id)?.pictures;
        let done = output_doc_page(document, &mut glyphs, 1);
        done.map_err(|_| PageFault::Broken)
    }));
    let fault = match drawn {
        Ok(Ok(())) => None,
        Ok(Err(_)) if glyphs.is_full() => Some(PageFault::TooLarge),
        Ok(Err(fault)) => Some(fault),
        Err(_panic) => Some(PageFault::Broken),
    };
    Page {
        number,
        lines: glyphs.into_lines(),
        pictures,
        fault,
    }
}
