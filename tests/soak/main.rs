//! Long campaigns against the program, outside the quick tests: damage, kills, edits.
//!
//! ```text
//! REPORTAGE_SOAK_COUNT=3000 REPORTAGE_SOAK_SEED=1 cargo test --release --test soak -- --ignored --nocapture flips
//! ```
//!
//! The same count and seed do the same. `REPORTAGE_SOAK_PROGRAM` names another program than the one that was built, to compare.
#![cfg(unix)]

#[path = "../mirror/desk.rs"]
#[expect(dead_code, reason = "shared with the tests of the mirror")]
mod desk;
mod edits;
mod flips;
mod kills;
mod random;
