//! Parses worker messages from arbitrary bytes.

use super::wire::{Answer, Request, write};
use crate::outcome::Record;

/// Parses a line as a request and looks up its source.
pub(crate) fn read_request(line: &[u8]) {
    if let Ok(request) = serde_json::from_slice::<Request>(line) {
        request.source();
    }
}

/// Parses a line as an answer; returns the record, if it is one.
///
/// # Panics
/// An answer does not survive a round trip.
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
