//! Reading any bytes as RTF does not panic and gives valid reports.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reportage_extract::fuzzing::read;

fuzz_target!(|bytes: &[u8]| {
    read("RTF", bytes);
});
