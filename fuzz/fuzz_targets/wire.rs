//! Any bytes are parsed as at most one message between program and worker.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reportage_extract::fuzzing::read_wire;

fuzz_target!(|line: &[u8]| {
    read_wire(line);
});
