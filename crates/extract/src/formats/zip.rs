//! ZIP: read like a folder.

mod same_names;

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};

use zip::ZipArchive;

use self::same_names::Renamed;
use crate::error::{Location, ReadError, Reason};
use crate::format::Input;
use crate::guard::{Gone, Sink};
use crate::members::{self, Members};
use crate::package;
use crate::wrapper::{self, Wrapper};

/// The name shown to users.
pub(crate) const NAME: &str = "ZIP";

/// A file on disk, or bytes in memory.
trait Seekable: Read + Seek + Send {}
impl<T: Read + Seek + Send> Seekable for T {}

type Entries = ZipArchive<Box<dyn Seekable>>;

/// An archive with all of its entries.
struct Archive {
    entries: Entries,
    /// The original names of renamed duplicates, by entry number.
    same_names: HashMap<usize, Vec<u8>>,
}

impl Archive {
    fn name(&self, i: usize, entry: &zip::read::ZipFileEntry) -> String {
        match self.same_names.get(&i) {
            Some(raw) => decode_name(raw, None),
            None => decode_name(entry.name_raw(), entry.name().ok().as_deref()),
        }
    }
}

pub(crate) fn walk(input: &mut Input, sink: &mut Sink) -> Result<(), Gone> {
    let location = Location::file(&input.shown);
    let mut archive = match open(input) {
        Ok(archive) => archive,
        Err(error) => return sink.fail(error),
    };
    let mut members = match Members::of(input, &input.shown) {
        Ok(members) => members,
        Err(reason) => return sink.fail(location.error(reason)),
    };
    if let Err(reason) = check_declared_sizes(&archive, input) {
        return sink.fail(location.error(reason));
    }
    for i in 0..archive.entries.len() {
        if let Err(reason) = members.count() {
            members.finish(sink);
            return sink.fail(location.error(reason));
        }
        match member(&mut archive, i, input, &mut members, sink)? {
            Ok(()) => {}
            Err(error) if matches!(error.reason, Reason::Expands { .. }) => {
                members.finish(sink);
                return sink.fail(error);
            }
            Err(error) => sink.fail(error)?,
        }
    }
    members.finish(sink);
    Ok(())
}

fn open(input: &mut Input) -> Result<Archive, ReadError> {
    let location = Location::file(&input.shown);
    let reader: Box<dyn Seekable> = match (&input.within.file, input.wrapper) {
        (Some((path, _)), Wrapper::Plain) => {
            let file = File::open(path).map_err(|error| location.error(Reason::Io(error)))?;
            Box::new(BufReader::new(file))
        }
        _ => Box::new(Cursor::new(input.whole()?)),
    };
    all_entries(reader).map_err(|error| location.error(package::failure(NAME, error)))
}

/// Opens an archive, including entries whose name a later entry has.
fn all_entries(reader: Box<dyn Seekable>) -> zip::result::ZipResult<Archive> {
    let entries = ZipArchive::new(reader)?;
    let same_names = HashMap::new();
    if !entries.has_duplicate_names() {
        return Ok(Archive {
            entries,
            same_names,
        });
    }
    let start = entries.central_directory_start();
    let mut reader = entries.into_inner();
    let renamed = Renamed::of(&mut reader, start)?;
    let mut over = renamed.over(reader)?;
    if ZipArchive::new(&mut over).is_err() {
        // Renaming can break an archive, for example one that lists an entry twice.
        return Ok(Archive {
            entries: ZipArchive::new(over.into_inner())?,
            same_names,
        });
    }
    let over: Box<dyn Seekable> = Box::new(over);
    Ok(Archive {
        entries: ZipArchive::new(over)?,
        same_names: renamed.originals,
    })
}

/// Adds up the declared sizes of the entries to read, so that an honest bomb is rejected before it
/// is expanded.
fn check_declared_sizes(archive: &Archive, input: &Input) -> Result<(), Reason> {
    let mut sum = 0u64;
    for i in 0..archive.entries.len() {
        let Ok(entry) = archive.entries.by_index_data(i) else {
            continue;
        };
        let path = members::path(&archive.name(i, &entry));
        let read = path.is_ok_and(|path| (input.opener.by_name)(path.as_ref()).is_ok());
        if read {
            sum = sum.saturating_add(entry.size());
        }
    }
    let allowance = &input.within.allowance;
    allowance.check(sum).map_err(|overrun| Reason::Expands {
        limit: overrun.limit,
    })
}

/// Reads one entry. The inner `Err` is its failure, or that of the archive if it expands too much.
fn member(
    archive: &mut Archive,
    i: usize,
    input: &Input,
    members: &mut Members,
    sink: &mut Sink,
) -> Result<Result<(), ReadError>, Gone> {
    let Ok(entry) = archive.entries.by_index_data(i) else {
        return Ok(Ok(()));
    };
    let name = archive.name(i, &entry);
    let (is_folder, mode) = (entry.is_dir(), entry.unix_mode());
    let encrypted = entry.encrypted();
    let path = match members::path(&name) {
        Ok(path) => path,
        Err(why) => {
            members.refuse(sink, &name, why);
            return Ok(Ok(()));
        }
    };
    if is_folder || name.ends_with('\\') {
        return Ok(Ok(()));
    }
    if let Some(what) = mode.and_then(irregular) {
        members.refuse(sink, &path, what);
        return Ok(Ok(()));
    }
    let path = members.unique(path);
    let Some(detection) = members.detection(&path) else {
        return Ok(Ok(()));
    };
    let location = Location::file(&members.shown(&path));
    if encrypted {
        return Ok(Err(location.error(Reason::Encrypted)));
    }
    let file = match archive.entries.by_index(i) {
        Ok(file) => file,
        Err(error) => return Ok(Err(location.error(package::failure(NAME, error)))),
    };
    let reached = file
        .data_start()
        .unwrap_or(0)
        .saturating_add(file.compressed_size());
    let read = match members.kind(detection, file) {
        Ok(Some((kind, bytes))) => {
            let bytes = input.within.allowance.whole(bytes);
            bytes.map(|bytes| (kind, bytes))
        }
        Ok(None) => return Ok(Ok(())),
        Err(error) => Err(error),
    };
    let (kind, bytes) = match read {
        Ok(read) => read,
        Err(error) => {
            let reason = match wrapper::failure(Wrapper::Plain, error) {
                reason @ Reason::Expands { .. } => {
                    return Ok(Err(Location::file(&input.shown).error(reason)));
                }
                Reason::Io(error) => package::failure(NAME, error.into()),
                other => other,
            };
            return Ok(Err(location.error(reason)));
        }
    };
    members.read(sink, &path, kind, bytes)?;
    if let Some((_, consumed)) = &input.within.file
        && input.wrapper == Wrapper::Plain
    {
        consumed.reach(reached);
    }
    Ok(Ok(()))
}

/// Decodes a name as UTF-8 if it is valid, whatever the archive declares.
fn decode_name(raw: &[u8], name: Option<&str>) -> String {
    match (std::str::from_utf8(raw), name) {
        (Ok(name), _) | (Err(_), Some(name)) => name.to_owned(),
        (Err(_), None) => String::from_utf8_lossy(raw).into_owned(),
    }
}

/// Describes an entry that is not a regular file, according to its Unix mode.
fn irregular(mode: u32) -> Option<&'static str> {
    const KIND: u32 = 0o170_000;
    match mode & KIND {
        0 | 0o100_000 => None,
        0o120_000 => Some("a link"),
        _ => Some("a device"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::package::tests::zipped;
    use crate::tests::{read_all, read_one};

    fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(*name, options).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn ids(name: &str, bytes: &[u8]) -> Vec<String> {
        read_all(name, bytes)
            .into_iter()
            .map(|report| report.map_or_else(|error| error, |report| report.id))
            .collect()
    }

    #[test]
    fn members_are_read_by_their_format_and_have_the_path_of_the_archive() {
        let inner = zipped(&[("deep.txt", "deep")]);
        let lines = zstd::encode_all(&b"{\"text\":\"1\"}\n{\"text\":\"2\"}\n"[..], 1).unwrap();
        let bytes = zip_of(&[
            ("a/é.txt", b"text"),
            ("b.jsonl.zst", &lines),
            ("c.zip", &inner),
            ("a/.hidden.txt", b"no"),
            ("__MACOSX/a.txt", b"no"),
        ]);
        assert_eq!(
            ids("x.zip", &bytes),
            [
                "x.zip!/a/é.txt",
                "x.zip!/b.jsonl.zst#1",
                "x.zip!/b.jsonl.zst#2",
                "x.zip!/c.zip!/deep.txt"
            ]
        );
        let lone = read_one("x.zip", &zipped(&[("b.txt", "one\ntwo")]))
            .0
            .unwrap();
        assert_eq!(
            (lone.path.as_str(), lone.body.as_str()),
            ("x.zip!/b.txt", "one\ntwo")
        );
        assert_eq!(lone.lines.locate(&lone.body, 4), (Some(2), None));
    }

    #[test]
    fn names_out_of_the_archive_are_rejected_and_unsupported_entries_counted() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for name in ["../up.txt", "a.jpg", "b.jpg", "good.txt"] {
            writer.start_file(name, options).unwrap();
            writer.write_all(b"text").unwrap();
        }
        writer
            .add_symlink("link.txt", "/etc/passwd", options)
            .unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        let (report, warnings) = read_one("x.zip", &bytes);
        assert_eq!(report.unwrap().id, "x.zip!/good.txt");
        assert_eq!(
            warnings,
            [
                "x.zip: `../up.txt` is left out: its name leads out of the archive",
                "x.zip: `link.txt` is left out: a link",
                "x.zip: left out: 2 .jpg",
            ]
        );
    }

    #[test]
    fn all_entries_with_the_same_name_are_read() {
        let mut bytes = zip_of(&[
            ("a.txt", b"first"),
            ("b.txt", b"other"),
            ("c.txt", b"second"),
            ("d.txt", b"third"),
        ]);
        // The crate does not write such archives, so the names in the central directory are
        // changed.
        let list = bytes
            .windows(4)
            .position(|mark| mark == b"PK\x01\x02")
            .unwrap();
        for name in [b"c.txt", b"d.txt"] {
            let within = bytes[list..].windows(5).position(|at| at == name).unwrap();
            bytes[list + within..][..5].copy_from_slice(b"a.txt");
        }
        let got: Vec<(String, String)> = read_all("x.zip", &bytes)
            .into_iter()
            .map(|report| report.map(|report| (report.id, report.body)).unwrap())
            .collect();
        let wanted = [
            ("x.zip!/a.txt", "first"),
            ("x.zip!/b.txt", "other"),
            ("x.zip!/a (2).txt", "second"),
            ("x.zip!/a (3).txt", "third"),
        ];
        let wanted = wanted.map(|(id, body)| (id.to_owned(), body.to_owned()));
        assert_eq!(got, wanted);
    }

    #[test]
    fn archives_nested_too_deep_are_a_failure() {
        let mut bytes = zipped(&[("a.txt", "text")]);
        for _ in 0..3 {
            bytes = zip_of(&[("in.zip", &bytes), ("b.txt", b"text")]);
        }
        let got = ids("x.zip", &bytes);
        assert_eq!(
            got[0],
            "x.zip!/in.zip!/in.zip!/in.zip: archives and mails nested deeper than 3"
        );
        assert_eq!(got[3], "x.zip!/b.txt");
    }

    #[test]
    fn a_bomb_is_a_failure_of_the_archive() {
        let zeros = vec![b' '; 70 << 20];
        let bomb = "x.zip: it expands to more than 64 MiB";
        assert_eq!(
            ids("x.zip", &zip_of(&[("a.txt", b"text"), ("b.txt", &zeros)])),
            [bomb]
        );
        // A nested one is only detected when it is expanded.
        let inner = zip_of(&[("b.txt", &zeros)]);
        let got = ids("x.zip", &zip_of(&[("a.txt", b"text"), ("in.zip", &inner)]));
        assert_eq!(
            got,
            [
                "x.zip!/a.txt",
                "x.zip!/in.zip: it expands to more than 64 MiB"
            ]
        );
        let squeezed = zstd::encode_all(&zeros[..], 1).unwrap();
        let got = ids("x.zip", &zip_of(&[("b.txt.zst", &squeezed)]));
        assert_eq!(got, ["x.zip!/b.txt.zst: it expands to more than 64 MiB"]);
    }

    #[test]
    fn damage_is_a_failure_with_its_place() {
        let mut bytes = zipped(&[("a.txt", &"Kenscoff ".repeat(99)), ("b.txt", "text")]);
        for byte in &mut bytes[45..55] {
            *byte ^= 0x5A;
        }
        assert_eq!(
            ids("x.zip", &bytes),
            ["x.zip!/a.txt: not a valid ZIP file", "x.zip!/b.txt"]
        );
        bytes.truncate(100);
        assert_eq!(ids("x.zip", &bytes), ["x.zip: not a valid ZIP file"]);
        assert_eq!(ids("x.zip", &zipped(&[])), ["x.zip: no text in it"]);
    }
}
