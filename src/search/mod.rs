//! Answers queries: what matches, in which order, which passages, what is marked and counted.
