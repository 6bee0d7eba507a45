//! Any content of a page of a PDF is read without a panic, to a sound report.

#![no_main]

#[path = "../parser_panics.rs"]
mod parser_panics;

use libfuzzer_sys::fuzz_target;
use reportage_extract::fuzzing::read_pdf_content;

fuzz_target!(init: parser_panics::go_on(), |content: &[u8]| {
    read_pdf_content(content);
});
