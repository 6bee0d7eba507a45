//! Reading any bytes as HTML does not panic and gives valid reports.

#![no_main]

#[path = "../parser_panics.rs"]
mod parser_panics;

use libfuzzer_sys::fuzz_target;
use reportage_extract::fuzzing::read;

fuzz_target!(init: parser_panics::go_on(), |bytes: &[u8]| {
    read("HTML", bytes);
});
