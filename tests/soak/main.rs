//! Long randomized tests that are not part of the suite: damage, kills, edits.
//!
//! ```text
//! REPORTAGE_SOAK_COUNT=3000 REPORTAGE_SOAK_SEED=1 cargo test --release --test soak -- --ignored --nocapture flips
//! ```
//!
//! The same count and seed give the same test. `REPORTAGE_SOAK_PROGRAM` overrides the program, for comparison.
#![cfg(unix)]

#[path = "../mirror/desk.rs"]
#[expect(dead_code, reason = "shared with the tests of the mirror")]
mod desk;
mod edits;
mod flips;
mod kills;
mod random;
