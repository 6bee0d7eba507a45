//! The entries of archives and mails: each is read in its own format, as if in a folder with the
//! archive's name: `a.zip!/b.txt`.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use super::error::{Location, ReadError, Reason};
use super::field_mapping::FieldMappings;
use super::format::{self, Input, Kind, NO_EXTENSION, Opener};
use super::guard::{Gone, Sink};
use super::limits::{Elapsed, Within};
use super::names::Names;
use super::wrapper::{self, Consumed, Wrapper};

/// The longest path of an entry, in bytes; no file system has longer ones.
const LONGEST_PATH: usize = 4 << 10;
/// How much of the name of a rejected entry a warning shows.
const NAME_SHOWN: usize = 100; // code points
/// The number of rejected entries that get a warning of their own.
const WARNED: u64 = 20;

/// How the format of an entry is detected.
#[derive(Debug, Clone, Copy)]
pub(super) enum Detection {
    /// By its name.
    ByName(Kind),
    /// By its first bytes, because its name has no extension.
    ByContent,
}

/// The entries of one archive or mail.
pub(super) struct Members {
    /// The path of the archive as shown to users.
    shown: String,
    mappings: Arc<FieldMappings>,
    within: Within,
    /// The time spent on entries, shared with the archive.
    time: Elapsed,
    opener: Opener,
    names: Names,
    seen: u64,
    refused: u64,
    /// Unsupported kinds, with the number of entries of each.
    left_out: BTreeMap<String, u64>,
}

impl Members {
    /// Prepares to read the archive `input`, shown to users as `shown`. `Err` is
    /// [`Reason::Nested`].
    pub fn of(input: &Input, shown: &str) -> Result<Members, Reason> {
        Ok(Members {
            shown: shown.to_owned(),
            mappings: input.mappings.clone(),
            within: input.within.inner()?,
            time: input.within.in_members.clone(),
            opener: input.opener,
            names: Names::default(),
            seen: 0,
            refused: 0,
            left_out: BTreeMap::new(),
        })
    }

    /// Returns the path of an entry as shown to users.
    pub fn shown(&self, name: &str) -> String {
        format!("{}!/{name}", self.shown)
    }

    /// Counts an entry. `Err` is [`Reason::Members`] if there are too many.
    pub fn count(&mut self) -> Result<(), Reason> {
        self.seen += 1;
        let limit = self.within.limits.members;
        match self.seen > limit {
            true => Err(Reason::Members { limit }),
            false => Ok(()),
        }
    }

    /// Returns a unique path for an entry: duplicates get a number.
    pub fn unique(&mut self, path: String) -> String {
        self.names.unique(path)
    }

    /// Warns that an entry is not read, whatever it contains.
    pub fn refuse(&mut self, sink: &mut Sink, member: &str, why: &'static str) {
        self.refused += 1;
        if self.refused <= WARNED {
            let mut shown: String = member.chars().take(NAME_SHOWN).collect();
            if shown.len() < member.len() {
                shown.push('…');
            }
            let member = shown.escape_debug().to_string();
            sink.warn(self.error(Reason::Refused { member, why }));
        }
    }

    /// Returns how the format of an entry is detected; `None` if it is hidden or of an unsupported
    /// kind, which is counted.
    pub fn detection(&mut self, name: &str) -> Option<Detection> {
        if name.split('/').any(|step| step.starts_with('.')) || name.starts_with("__MACOSX/") {
            return None;
        }
        match (self.opener.by_name)(Path::new(name)) {
            Ok(kind) => Some(Detection::ByName(kind)),
            Err(kind) if kind == NO_EXTENSION => Some(Detection::ByContent),
            Err(kind) => {
                self.leave_out(kind);
                None
            }
        }
    }

    /// Returns the kind of an entry, detected from the start of `bytes` if necessary, and all of
    /// its bytes; `None` if it is neither a document nor text, which is counted.
    pub fn kind<'a, R: Read + 'a>(
        &mut self,
        detection: Detection,
        mut bytes: R,
    ) -> io::Result<Option<(Kind, impl Read + use<'a, R>)>> {
        let (kind, head) = match detection {
            Detection::ByName(kind) => (kind, Vec::new()),
            Detection::ByContent => {
                let head = format::head(&mut bytes)?;
                let Some(format) = (self.opener.by_head)(&head) else {
                    self.leave_out(NO_EXTENSION.to_owned());
                    return Ok(None);
                };
                let wrapper = Wrapper::Plain;
                (Kind { format, wrapper }, head)
            }
        };
        Ok(Some((kind, Cursor::new(head).chain(bytes))))
    }

    /// Counts an entry of an unsupported kind.
    pub fn leave_out(&mut self, kind: String) {
        *self.left_out.entry(kind).or_insert(0) += 1;
    }

    /// Reads an entry.
    pub fn read(
        &self,
        sink: &mut Sink,
        name: &str,
        kind: Kind,
        bytes: Vec<u8>,
    ) -> Result<(), Gone> {
        let shown = self.shown(name);
        if let Err(reason) = self.within.watch.enter(&shown) {
            return sink.fail(Location::file(&shown).error(reason));
        }
        let within = Within {
            size: bytes.len() as u64,
            in_members: Elapsed::default(),
            ..self.within.clone()
        };
        let opened = wrapper::unwrap(Cursor::new(bytes), kind.wrapper, &Consumed::default());
        let bytes = match opened {
            Ok(bytes) => bytes,
            Err(error) => {
                let reason = wrapper::failure(kind.wrapper, error);
                return sink.fail(Location::file(&shown).error(reason));
            }
        };
        let input = Input {
            bytes: self.within.bounded(bytes, kind.wrapper),
            shown,
            mappings: self.mappings.clone(),
            wrapper: kind.wrapper,
            within,
            opener: self.opener,
        };
        let mut outcomes = (self.opener.read)(kind.format, input);
        loop {
            let started = Instant::now();
            let next = outcomes.next();
            self.time.add(started.elapsed());
            match next {
                Some(outcome) => sink.send(outcome)?,
                None => return Ok(()),
            }
        }
    }

    /// Warns about the entries that were left out.
    pub fn finish(self, sink: &mut Sink) {
        if self.refused > WARNED {
            let more = format!(
                "{} more entries with unsafe names or types",
                self.refused - WARNED
            );
            sink.warn(self.error(Reason::LeftOut(more)));
        }
        if !self.left_out.is_empty() {
            let kinds: Vec<String> = self
                .left_out
                .iter()
                .map(|(kind, count)| format!("{count} {kind}"))
                .collect();
            sink.warn(self.error(Reason::LeftOut(kinds.join(", "))));
        }
    }

    fn error(&self, reason: Reason) -> ReadError {
        Location::file(&self.shown).error(reason)
    }
}

/// Normalizes the path of an entry. `Err` is why the path is rejected.
pub(super) fn path(name: &str) -> Result<String, &'static str> {
    if name.len() > LONGEST_PATH {
        return Err("its name is longer than 4096 bytes");
    }
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':');
    if name.starts_with('/') || drive || name.split('/').any(|step| step == "..") {
        return Err("its name leads out of the archive");
    }
    if name.chars().any(char::is_control) {
        return Err("its name has control characters");
    }
    let steps: Vec<&str> = name
        .split('/')
        .filter(|step| !matches!(*step, "" | "."))
        .collect();
    Ok(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::tests::zipped;
    use crate::tests::records;

    #[test]
    fn an_entry_without_extension_is_read_by_its_content() {
        let inner = zipped(&[("word/document.xml", "<w:p><w:t>Solino</w:t></w:p>")]);
        let archive = zipped(&[
            (
                "1. Report of the Panel",
                "<html><body><p>Kenscoff</p></body></html>",
            ),
            ("notes", "Gunmen came."),
            ("picture", "\u{0}\u{1}\u{2}\u{0}"),
            ("wrong.txt", "{\\rtf1 Delmas}"),
        ]);
        let mut tar = tar::Builder::new(Vec::new());
        for (name, bytes) in [("document", inner.as_slice()), ("data", b"\0\x01\x02\0")] {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            tar.append_data(&mut header, name, bytes).unwrap();
        }
        for (name, bytes, texts, left_out) in [
            (
                "a.zip",
                archive,
                &["Kenscoff", "Gunmen came.", "Delmas"][..],
                "a.zip: left out: 1 no extension",
            ),
            (
                "a.tar",
                tar.into_inner().unwrap(),
                &["Solino"],
                "a.tar: left out: 1 no extension",
            ),
        ] {
            let records = records(name, &bytes);
            let bodies = records
                .iter()
                .map(|(report, _)| report.as_ref().unwrap().body.as_str());
            assert_eq!(bodies.collect::<Vec<_>>(), texts);
            let warnings = records.iter().flat_map(|(_, warnings)| warnings);
            assert_eq!(warnings.collect::<Vec<_>>(), [left_out]);
        }
    }

    #[test]
    fn paths_out_of_the_archive_are_rejected_and_others_normalized() {
        for name in ["../a", "a/../../b", "/etc/passwd", "C:\\a", "..\\a", "a\0b"] {
            assert!(path(name).is_err(), "{name}");
        }
        assert!(path(&"a".repeat(LONGEST_PATH + 1)).is_err());
        assert!(path(&"a".repeat(LONGEST_PATH)).is_ok());
        assert_eq!(path("./a\\b//c.txt").unwrap(), "a/b/c.txt");
        assert_eq!(path("a..b/c...txt").unwrap(), "a..b/c...txt");
    }
}
