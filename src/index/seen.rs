//! When a report was added and when it last changed, taken over from its previous version in the
//! index.

use std::sync::atomic::{AtomicI64, Ordering};

use tantivy::columnar::Column;
use tantivy::{Searcher, SegmentReader};

use crate::date;
use crate::report::Report;

use super::fields::Fields;
use super::manifest::living_report;

/// When a report was added and when it last changed, in seconds since 1970 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// When its id was added to the index.
    pub added: i64,
    /// When its content last changed; initially, when it was added.
    pub changed: i64,
    /// A hash of its content.
    pub content: u64,
}

/// The clock of a run, and the state of the index when the run began.
pub struct SeenBefore {
    now: AtomicI64,
    segments: Vec<Segment>,
    searcher: Searcher,
    /// For the number of the id field, which may differ in an index of another format.
    fields: Fields,
}

/// The fast fields of a segment.
struct Segment {
    number: usize,
    added: Column<i64>,
    changed: Column<i64>,
    content: Column<u64>,
}

impl SeenBefore {
    /// Starts with the system time and the current index. An index of another format is used as far
    /// as it has the same fast fields; unreadable values count as missing.
    pub fn of(searcher: &Searcher) -> SeenBefore {
        let (schema, fields) = Fields::build();
        let name = |field| schema.get_field_name(field);
        let id = searcher.schema().get_field(name(fields.id));
        let columns = |(number, segment): (usize, &SegmentReader)| {
            let columns = segment.fast_fields();
            Some(Segment {
                number,
                added: columns.i64(name(fields.added)).ok()?,
                changed: columns.i64(name(fields.changed)).ok()?,
                content: columns.u64(name(fields.content)).ok()?,
            })
        };
        let segments = searcher.segment_readers().iter().enumerate();
        SeenBefore {
            now: AtomicI64::new(date::now()),
            segments: match id {
                Ok(_) => segments.filter_map(columns).collect(),
                Err(_) => Vec::new(),
            },
            searcher: searcher.clone(),
            fields: Fields {
                id: id.unwrap_or(fields.id),
                ..fields
            },
        }
    }

    /// Sets the time, in seconds since 1970 UTC.
    pub fn set_now(&self, now: i64) {
        self.now.store(now, Ordering::Relaxed);
    }

    /// Returns the time at which reports are added or changed, in seconds since 1970 UTC.
    pub fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    /// Returns when a report to be added was first added, by its id, and when it last changed.
    pub fn seen(&self, report: &Report) -> Seen {
        let content = hash_of_content(report);
        let now = self.now();
        match self.before(&report.id) {
            Some(before) if before.content == content => before,
            Some(before) => Seen {
                changed: now,
                content,
                ..before
            },
            None => Seen {
                added: now,
                changed: now,
                content,
            },
        }
    }

    fn before(&self, id: &str) -> Option<Seen> {
        for columns in &self.segments {
            let segment = self.searcher.segment_reader(columns.number as u32);
            let Ok(Some(doc)) = living_report(segment, self.fields, id) else {
                continue;
            };
            return Some(Seen {
                added: columns.added.first(doc)?,
                changed: columns.changed.first(doc)?,
                content: columns.content.first(doc)?,
            });
        }
        None
    }
}

/// Returns a hash of the whole report; the same on every machine, until reports get another field.
fn hash_of_content(report: &Report) -> u64 {
    let json = serde_json::to_vec(report).expect("plain data with string keys is always written");
    rapidhash::v3::rapidhash_v3(&json)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::index::tests::{report, schema};
    use crate::index::{Mirror, OpenIndex, Resources, SourceState, reports};
    use crate::schema::IndexSchema;

    const RESOURCES: Resources = Resources {
        threads: 2,
        memory: 32 << 20,
    };

    fn state(key: &str, version: u64) -> SourceState {
        SourceState {
            key: key.to_owned(),
            id_path: None,
            read_with: 0,
            size: version,
            times: None,
            hash: version,
        }
    }

    /// Adds reports with these ids and bodies as this version of a source.
    fn add(mirror: &mut Mirror, key: &str, version: u64, of: &[(&str, &str)]) {
        let state = state(key, version);
        crate::index::tests::plan(mirror, &state);
        let mut session = mirror.begin(state);
        for (id, body) in of {
            let report = Report {
                body: (*body).to_owned(),
                ..report(id)
            };
            session.add(report).unwrap().unwrap();
        }
        session.end();
    }

    fn open(dir: &Path, schema: &IndexSchema, now: i64) -> Mirror {
        let mut mirror = Mirror::open(dir, schema, RESOURCES).unwrap();
        mirror.set_now(now);
        mirror
    }

    /// Returns each report's id, and when it was added and changed.
    fn seen(index: &OpenIndex) -> Vec<(String, i64, i64)> {
        let addresses = reports::addresses(&index.searcher, index.fields);
        let head = |address| {
            let stored = reports::stored(&index.searcher, index.fields, address);
            stored.unwrap().head
        };
        let mut seen: Vec<(String, i64, i64)> = addresses
            .map(head)
            .map(|head| (head.id, head.added, head.changed))
            .collect();
        seen.sort();
        seen
    }

    fn wanted(of: &[(&str, i64, i64)]) -> Vec<(String, i64, i64)> {
        of.iter()
            .map(|&(id, added, changed)| (id.to_owned(), added, changed))
            .collect()
    }

    #[test]
    fn added_depends_on_the_id_and_changed_on_the_content() {
        let dir = tempfile::tempdir().unwrap();
        let mut mirror = open(dir.path(), &schema(), 10);
        add(&mut mirror, "/x", 1, &[("a", "Calm."), ("b", "Rain.")]);
        let (_, index) = mirror.finish().unwrap();
        assert_eq!(seen(&index), wanted(&[("a", 10, 10), ("b", 10, 10)]));

        // Read again, with one report changed, another added, and one moved to another source.
        let mut mirror = open(dir.path(), &schema(), 20);
        add(
            &mut mirror,
            "/x",
            2,
            &[("a", "Calm again."), ("c", "Wind.")],
        );
        add(&mut mirror, "/y", 1, &[("b", "Rain.")]);
        let (_, index) = mirror.finish().unwrap();
        let wanted_then = wanted(&[("a", 10, 20), ("b", 10, 10), ("c", 20, 20)]);
        assert_eq!(seen(&index), wanted_then);

        // From a stream: unchanged and changed.
        let mut mirror = open(dir.path(), &schema(), 30);
        let mut stream = mirror.begin_stream("-");
        for (id, body) in [("a", "Calm again."), ("b", "Storm.")] {
            let report = Report {
                body: body.to_owned(),
                ..report(id)
            };
            stream.add(report).unwrap().unwrap();
        }
        stream.end();
        let (_, index) = mirror.finish().unwrap();
        let wanted_then = wanted(&[("a", 10, 20), ("b", 10, 30), ("c", 20, 20)]);
        assert_eq!(seen(&index), wanted_then);

        // A report that was removed and added again is new.
        let mut mirror = open(dir.path(), &schema(), 40);
        mirror.remove("/x");
        mirror.finish().unwrap();
        let mut mirror = open(dir.path(), &schema(), 50);
        add(&mut mirror, "/x", 2, &[("c", "Wind.")]);
        let (_, index) = mirror.finish().unwrap();
        let wanted_then = wanted(&[("a", 10, 20), ("b", 10, 30), ("c", 50, 50)]);
        assert_eq!(seen(&index), wanted_then);
    }

    #[test]
    fn tagging_again_and_rebuilding_keep_the_times() {
        let dir = tempfile::tempdir().unwrap();
        let mut mirror = open(dir.path(), &schema(), 10);
        let state = state("/x", 1);
        let mut session = mirror.begin(state.clone());
        let of_languages = ["en", "FR", "no code", ""];
        for language in of_languages {
            let report = Report {
                language: Some(language.to_owned()).filter(|language| !language.is_empty()),
                ..report(&format!("id {language}"))
            };
            session.add(report).unwrap().unwrap();
        }
        session.end();
        let (_, index) = mirror.finish().unwrap();
        let before = seen(&index);
        assert!(
            before
                .iter()
                .all(|&(_, added, changed)| (added, changed) == (10, 10))
        );

        let other = IndexSchema {
            fingerprint: 2,
            ..schema()
        };
        let mirror = open(dir.path(), &other, 20);
        assert_eq!(mirror.tagged_again(), 4);
        assert_eq!(seen(&mirror.finish().unwrap().1), before);

        let mut mirror = Mirror::rebuild(dir.path(), &other, RESOURCES).unwrap();
        mirror.set_now(30);
        let mut session = mirror.begin(state);
        session.add(report("new")).unwrap().unwrap();
        for language in of_languages {
            let report = Report {
                language: Some(language.to_owned()).filter(|language| !language.is_empty()),
                ..report(&format!("id {language}"))
            };
            session.add(report).unwrap().unwrap();
        }
        session.end();
        let mut wanted_then = before;
        wanted_then.extend(wanted(&[("new", 30, 30)]));
        assert_eq!(seen(&mirror.finish().unwrap().1), wanted_then);
    }

    #[test]
    fn a_damaged_index_is_ignored_and_rebuilt() {
        let dir = tempfile::tempdir().unwrap();
        let mut mirror = open(dir.path(), &schema(), 10);
        add(&mut mirror, "/x", 1, &[("a", "Calm."), ("b", "Rain.")]);
        mirror.finish().unwrap();
        let mut damaged = 0;
        for entry in std::fs::read_dir(dir.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|kind| kind == "fast") {
                let mut bytes = std::fs::read(&path).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0xff;
                std::fs::write(&path, bytes).unwrap();
                damaged += 1;
            }
        }
        assert!(damaged > 0);
        let mut mirror = Mirror::rebuild(dir.path(), &schema(), RESOURCES).unwrap();
        mirror.set_now(20);
        add(&mut mirror, "/x", 1, &[("a", "Calm.")]);
        let (_, index) = mirror.finish().unwrap();
        assert_eq!(seen(&index), wanted(&[("a", 20, 20)]));
    }

    #[test]
    fn times_are_taken_from_an_index_of_another_format() {
        let dir = tempfile::tempdir().unwrap();
        let mut mirror = open(dir.path(), &schema(), 10);
        add(&mut mirror, "/x", 1, &[("a", "Calm.")]);
        mirror.finish().unwrap();
        let description = dir.path().join("meta.json");
        let text = std::fs::read_to_string(&description).unwrap();
        let now = format!(r#"\"format\":{},"#, crate::index::fields::FORMAT_VERSION);
        assert!(text.contains(&now));
        let other = text.replace(&now, r#"\"format\":99,"#);
        let (other, _) = other.split_once(",\n  \"crc32\"").unwrap();
        let other = format!("{other}\n}}");
        let sealed = crate::index::description::sealed(other.as_bytes());
        std::fs::write(&description, sealed).unwrap();

        let mut mirror = Mirror::rebuild(dir.path(), &schema(), RESOURCES).unwrap();
        mirror.set_now(20);
        add(&mut mirror, "/x", 1, &[("a", "Calm."), ("b", "Rain.")]);
        let (_, index) = mirror.finish().unwrap();
        assert_eq!(seen(&index), wanted(&[("a", 10, 10), ("b", 20, 20)]));
    }
}
