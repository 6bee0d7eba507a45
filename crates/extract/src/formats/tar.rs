//! TAR, usually compressed: read like a folder.

use std::io::Read;

use tar::{Archive, Entry, EntryType};

use crate::error::{Cause, Location, Reason};
use crate::format::Input;
use crate::guard::{Gone, Sink};
use crate::members::{self, Members};
use crate::wrapper::{self, Wrapper};

/// The name shown to users.
pub(crate) const NAME: &str = "TAR";

pub(crate) fn walk(input: &mut Input, sink: &mut Sink) -> Result<(), Gone> {
    let location = Location::file(&input.shown);
    let mut members = match Members::of(input, &input.shown) {
        Ok(members) => members,
        Err(reason) => return sink.fail(location.error(reason)),
    };
    let ended = entries(input, &mut members, sink)?;
    members.finish(sink);
    match ended {
        Ok(()) => Ok(()),
        Err(reason) => sink.fail(location.error(reason)),
    }
}

/// Reads the entries in sequence. The inner `Err` is a failure of the archive.
fn entries(
    input: &mut Input,
    members: &mut Members,
    sink: &mut Sink,
) -> Result<Result<(), Reason>, Gone> {
    let wrapper = input.wrapper;
    let mut archive = Archive::new(&mut input.bytes);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return Ok(Err(failure(wrapper, error))),
    };
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Ok(Err(failure(wrapper, error))),
        };
        if let Err(reason) = members.count() {
            return Ok(Err(reason));
        }
        // Decompressed bytes are charged as they are read, except for the holes of a sparse file.
        let is_paid = wrapper != Wrapper::Plain && !entry.header().entry_type().is_gnu_sparse();
        if !is_paid && let Err(overrun) = input.within.allowance.spend(entry.size()) {
            let limit = overrun.limit;
            return Ok(Err(Reason::Expands { limit }));
        }
        let Some(path) = member(&entry, members, sink) else {
            continue;
        };
        let Some(detection) = members.detection(&path) else {
            continue;
        };
        let (kind, mut rest) = match members.kind(detection, &mut entry) {
            Ok(Some(found)) => found,
            Ok(None) => continue,
            Err(error) => return Ok(Err(failure(wrapper, error))),
        };
        let mut bytes = Vec::new();
        if let Err(error) = rest.read_to_end(&mut bytes) {
            return Ok(Err(failure(wrapper, error)));
        }
        members.read(sink, &path, kind, bytes)?;
    }
    Ok(Ok(()))
}

/// Returns the path of an entry that may be read.
fn member(entry: &Entry<impl Read>, members: &mut Members, sink: &mut Sink) -> Option<String> {
    let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
    let kind = entry.header().entry_type();
    let irregular = match kind {
        EntryType::Regular | EntryType::Continuous => None,
        EntryType::Directory | EntryType::XGlobalHeader | EntryType::XHeader => return None,
        EntryType::Symlink | EntryType::Link => Some("a link"),
        // The size of a sparse file is only in its own header.
        EntryType::GNUSparse => Some("a sparse file"),
        _ => Some("a device"),
    };
    let path = match members::path(&name) {
        Ok(path) => path,
        Err(why) => {
            members.refuse(sink, &name, why);
            return None;
        }
    };
    if let Some(what) = irregular {
        members.refuse(sink, &path, what);
        return None;
    }
    (!name.ends_with('/')).then(|| members.unique(path))
}

fn failure(wrapper: Wrapper, error: std::io::Error) -> Reason {
    match wrapper::failure(wrapper, error) {
        Reason::Io(error) if error.raw_os_error().is_none() => Reason::Damaged {
            kind: NAME,
            source: Cause(error.to_string()),
        },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use tar::{Builder, Header};

    use super::*;
    use crate::tests::{read_all, read_one};

    fn add(builder: &mut Builder<Vec<u8>>, kind: EntryType, name: &str, content: &[u8]) {
        let mut header = Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_entry_type(kind);
        header.set_mode(0o644);
        // The builder would reject names that lead out of the archive.
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        builder.append(&header, content).unwrap();
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Default::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn ids(name: &str, bytes: &[u8]) -> Vec<String> {
        read_all(name, bytes)
            .into_iter()
            .map(|report| report.map_or_else(|error| error, |report| report.id))
            .collect()
    }

    #[test]
    fn members_are_read_in_every_wrapper_also_with_long_names() {
        let mut builder = Builder::new(Vec::new());
        add(&mut builder, EntryType::Directory, "a/", b"");
        add(&mut builder, EntryType::Regular, "./a/b.txt", b"text");
        let long = format!("{}.txt", "x/".repeat(150));
        let long = long.replace("/.txt", "/y.txt");
        let mut header = Header::new_gnu();
        header.set_size(4);
        header.set_mode(0o644);
        builder
            .append_data(&mut header, &long, &b"text"[..])
            .unwrap();
        let bytes = builder.into_inner().unwrap();
        let wanted = |name: &str| [format!("{name}!/a/b.txt"), format!("{name}!/{long}")];
        assert_eq!(ids("x.tar", &bytes), wanted("x.tar"));
        assert_eq!(ids("x.tgz", &gzip(&bytes)), wanted("x.tgz"));
        let zstd = zstd::encode_all(&bytes[..], 1).unwrap();
        assert_eq!(ids("x.tar.zst", &zstd), wanted("x.tar.zst"));
    }

    #[test]
    fn links_devices_and_names_out_of_the_archive_are_rejected() {
        let mut builder = Builder::new(Vec::new());
        add(&mut builder, EntryType::Regular, "../up.txt", b"no");
        add(&mut builder, EntryType::Symlink, "link.txt", b"");
        add(&mut builder, EntryType::Char, "device.txt", b"");
        add(&mut builder, EntryType::Regular, "a.jpg", b"no");
        add(&mut builder, EntryType::Regular, "good.txt", b"text");
        let (report, warnings) = read_one("x.tar", &builder.into_inner().unwrap());
        assert_eq!(report.unwrap().id, "x.tar!/good.txt");
        assert_eq!(
            warnings,
            [
                "x.tar: `../up.txt` is left out: its name leads out of the archive",
                "x.tar: `link.txt` is left out: a link",
                "x.tar: `device.txt` is left out: a device",
                "x.tar: left out: 1 .jpg",
            ]
        );
    }

    #[test]
    fn damage_and_bombs_end_the_archive_and_earlier_entries_are_kept() {
        let mut builder = Builder::new(Vec::new());
        add(&mut builder, EntryType::Regular, "a.txt", b"text");
        add(
            &mut builder,
            EntryType::Regular,
            "b.txt",
            &vec![b' '; 70 << 20],
        );
        let bytes = builder.into_inner().unwrap();
        assert_eq!(
            ids("x.tgz", &gzip(&bytes)),
            ["x.tgz!/a.txt", "x.tgz: it expands to more than 64 MiB"]
        );
        assert_eq!(
            ids("x.tar", &bytes[..1500]),
            ["x.tar!/a.txt", "x.tar: not a valid TAR file"]
        );
        let got = ids("x.tar", &[b'x'; 2000]);
        assert_eq!(got, ["x.tar: not a valid TAR file"]);
    }
}
