//! Messages of the wire from any bytes.

use super::wire::{Answer, Request, write};
use crate::outcome::Record;

/// Reads a line as a request, and looks up what it asks for.
pub(crate) fn read_request(line: &[u8]) {
    if let Ok(request) = serde_json::from_slice::<Request>(line) {
        request.source();
    }
}

/// Reads a line as an answer; returns the record, if it is one.
///
/// # Panics
/// What is written of an answer is not read as the same.
pub(crate) fn read_answer(line: &[u8]) -> Option<Record> {
    let answer: Answer = serde_json::from_slice(line).ok()?;
    let mut written = Vec::new();
    write(&mut written, &answer).expect("memory takes it");
    let again: Answer = serde_json::from_slice(&written).expect("an answer is read again");
    let mut twice = Vec::new();
    write(&mut twice, &again).expect("memory takes it");
    assert_eq!(written, twice);
    match answer {
        Answer::Record(record) => Some(Record::from(*record)),
        Answer::At(_) | Answer::GoesOn | Answer::OutOfMemory | Answer::End => None,
    }
}
