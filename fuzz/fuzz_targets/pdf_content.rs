//! Any content of a page of a PDF is read without a panic, to a sound report.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reportage_extract::fuzzing::read_pdf_content;

fuzz_target!(|content: &[u8]| {
    read_pdf_content(content);
});
