//! Reading any bytes as the content of a PDF page does not panic and gives a valid report.

#![no_main]

#[path = "../parser_panics.rs"]
mod parser_panics;

use libfuzzer_sys::fuzz_target;
use reportage_extract::fuzzing::read_pdf_content;

fuzz_target!(init: parser_panics::go_on(), |content: &[u8]| {
    read_pdf_content(content);
});
