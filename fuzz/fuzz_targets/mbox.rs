//! Any bytes are read as mbox without a panic, to sound reports.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reportage_extract::fuzzing::read;

fuzz_target!(|bytes: &[u8]| {
    read("mbox", bytes);
});
