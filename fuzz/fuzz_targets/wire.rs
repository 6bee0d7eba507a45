//! Any line is a message of the wire between program and worker, or none.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reportage_extract::fuzzing::read_wire;

fuzz_target!(|line: &[u8]| {
    read_wire(line);
});
