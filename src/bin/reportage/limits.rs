//! The flags for limits on reading one file.

use std::time::Duration;

use clap::Args;
use clap::value_parser;
use reportage::corpus::Limits;

/// What one file may cost before it fails with that reason.
#[derive(Args, Clone)]
#[command(next_help_heading = "Reading limits, for each file")]
pub struct LimitFlags {
    /// Time limit in seconds, for each 64 MB of the file; each archive entry has a limit of its own
    #[arg(long, value_name = "N", default_value_t = Limits::default().time.as_secs(), value_parser = value_parser!(u64).range(1..=86_400))]
    file_seconds: u64,
    /// Memory limit of the process that reads it, in MB
    #[arg(long, value_name = "MB", default_value_t = Limits::default().memory >> 20, value_parser = value_parser!(u64).range(256..=1 << 20))]
    file_memory: u64,
    /// Maximum expanded size of an archive, document or compressed file, in MB
    #[arg(long, value_name = "MB", default_value_t = Limits::default().expanded >> 20, value_parser = value_parser!(u64).range(1..=1 << 30))]
    file_expanded: u64,
    /// Maximum ratio of expanded size to file size (64 MB and a ratio of 2 are always allowed)
    #[arg(long, value_name = "N", default_value_t = Limits::default().ratio, value_parser = value_parser!(u64).range(2..=1 << 20))]
    file_ratio: u64,
    /// Maximum nesting depth of archives and mails
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth, value_parser = value_parser!(u8).range(0..=50))]
    file_depth: u8,
    /// Maximum number of entries of an archive
    #[arg(long, value_name = "N", default_value_t = Limits::default().members, value_parser = value_parser!(u64).range(1..))]
    file_members: u64,
    /// Maximum number of records in a file (plus one for each 64 bytes of the file)
    #[arg(long, value_name = "N", default_value_t = Limits::default().records, value_parser = value_parser!(u64).range(1..))]
    file_records: u64,
    /// Maximum length of the text of one report, in MB; longer texts are split into several reports
    #[arg(long, value_name = "MB", default_value_t = Limits::default().text >> 20, value_parser = value_parser!(u64).range(1..=1 << 10))]
    file_text: u64,
}

impl LimitFlags {
    pub fn limits(&self) -> Limits {
        Limits {
            time: Duration::from_secs(self.file_seconds),
            memory: self.file_memory << 20,
            expanded: self.file_expanded << 20,
            ratio: self.file_ratio,
            depth: self.file_depth,
            members: self.file_members,
            records: self.file_records,
            text: self.file_text << 20,
            ..Limits::default()
        }
    }
}
