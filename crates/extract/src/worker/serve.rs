//! The worker's side: reads the requested files one after the other.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::allocator::enter_worker;
use super::wire::{self, Answer, MARK, Request};
use crate::field_mapping::FieldMappings;
use crate::guard::{READER_THREAD, STACK};
use crate::open;
use crate::watch::Watch;

/// Reads the files named in `requests` and writes their reports to `answers`, which is standard
/// output, until `requests` ends. That means that the parent process is gone, and this one should
/// exit even if a file is still being read.
///
/// # Errors
/// `requests` cannot be read, or contains a message that this version does not understand.
pub fn serve(requests: impl Read, answers: impl Write + Send + 'static) -> io::Result<()> {
    let _in_worker = enter_worker();
    let (sender, receiver) = sync_channel(1);
    std::thread::Builder::new()
        .name(READER_THREAD.to_owned())
        .stack_size(STACK)
        .spawn(move || answer_all(&receiver, answers))?;
    for line in BufReader::new(requests).split(b'\n') {
        let request: Request = serde_json::from_slice(&line?)?;
        if sender.send(request).is_err() {
            break; // the parent process is gone
        }
    }
    Ok(())
}

fn answer_all(requests: &Receiver<Request>, answers: impl Write + Send + 'static) {
    let answers = Arc::new(Mutex::new(answers));
    for request in requests {
        limit(request.limits.memory);
        if answer(&request, &answers).is_err() {
            return;
        }
    }
}

fn answer<W: Write + Send + 'static>(request: &Request, answers: &Arc<Mutex<W>>) -> io::Result<()> {
    let Some(source) = request.source() else {
        return Err(io::ErrorKind::Unsupported.into());
    };
    let watched = answers.clone();
    let watch = Watch {
        tell: Some(Arc::new(move |shown: Option<&str>| {
            let answer = match shown {
                Some(shown) => Answer::At(shown.to_owned()),
                None => Answer::GoesOn,
            };
            // If nobody reads the answers, sending the next record fails.
            let _ = send(&watched, &answer);
        })),
        broken: Arc::new(request.broken.clone()),
    };
    let mappings = FieldMappings::new(&request.facets, &request.maps, &request.languages);
    let mappings = Arc::new(mappings);
    let ocr = request.ocr.clone().map(Arc::new);
    let (mut outcomes, consumed) = open::file(&source, mappings, request.limits, ocr, watch);
    for outcome in &mut outcomes {
        let record = outcome.record(consumed.get());
        send(answers, &Answer::record(record))?;
    }
    send(answers, &Answer::End)
}

fn send(answers: &Mutex<impl Write>, answer: &Answer) -> io::Result<()> {
    let mut to = answers.lock().unwrap_or_else(PoisonError::into_inner);
    to.write_all(&[MARK])?;
    wire::write(&mut *to, answer)
}

/// Limits this process to `memory` bytes, if the system supports it, and disables core dumps.
#[cfg(unix)]
fn limit(memory: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let set = |resource: Resource, bytes: u64| {
        let maximum = getrlimit(resource).maximum;
        let limit = Rlimit {
            current: Some(maximum.map_or(bytes, |most| bytes.min(most))),
            maximum,
        };
        // The limit is not supported by every system.
        let _ = setrlimit(resource, limit);
    };
    // On Linux `RLIMIT_DATA` counts writable memory; on other systems it does not cover all of it.
    let counted = match cfg!(any(target_os = "linux", target_os = "android")) {
        true => Resource::Data,
        false => Resource::As,
    };
    set(counted, memory);
    set(Resource::Core, 0);
}

#[cfg(not(unix))]
fn limit(_memory: u64) {}
