//! Writes answers down: one file for each output format.
