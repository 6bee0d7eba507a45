//! The worker's side: reads the files that requests name, one after the other.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::allocator::enter_worker;
use super::wire::{self, Answer, MARK, Request};
use crate::field_mapping::FieldMappings;
use crate::guard::{READER_THREAD, STACK};
use crate::open;
use crate::watch::Watch;

/// Reads the files that `requests` names and writes their reports to `answers`, which is standard output, until
/// `requests` ends. Then the process that sent them is gone, and this one should end, whatever is still being read.
///
/// # Errors
/// `requests` cannot be read, or says something else than this version understands.
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
            break; // nobody takes the answers
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
            // If nobody listens, the next record finds out.
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

/// Lets this process take no more than `memory` bytes, where the system can, and leave no image of
/// itself behind when it dies.
#[cfg(unix)]
fn limit(memory: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let set = |resource: Resource, bytes: u64| {
        let maximum = getrlimit(resource).maximum;
        let limit = Rlimit {
            current: Some(maximum.map_or(bytes, |most| bytes.min(most))),
            maximum,
        };
        // A system that will not is one without this limit.
        let _ = setrlimit(resource, limit);
    };
    // Linux counts what can be written to; what others count by this name is not all of it.
    let counted = match cfg!(any(target_os = "linux", target_os = "android")) {
        true => Resource::Data,
        false => Resource::As,
    };
    set(counted, memory);
    set(Resource::Core, 0);
}

#[cfg(not(unix))]
fn limit(_memory: u64) {}
