//! Synchronizing an index with a folder: changes, hostile files, kills and concurrent processes.

mod corrections;
mod desk;
mod folder;
mod foreign;
mod hostile;
mod joint;
mod kills;
mod open;
mod places;
mod roots;
mod same_bytes;
mod saved_searches;
#[cfg(unix)]
mod scanned;
mod special_files;
mod stopped;
#[cfg(unix)]
mod watch;
mod within;
