//! The field values of the reports of one segment, as buckets.

use tantivy::DocId;
use tantivy::columnar::StrColumn;

use crate::index::source_key::parts_of;

use super::super::searcher::Searcher;
use super::buckets::Buckets;
use super::dimension::DimensionField;

/// Extensions of compressed files, which are not their format.
const COMPRESSIONS: [&str; 2] = ["gz", "zst"];
/// The longest extension that is a format, in bytes.
const LONGEST_FORMAT: usize = 8;
/// The root of reports that were read from a stream.
const STREAM: &str = "-";

/// The values of one field in one segment.
pub struct TextColumn<'a> {
    searcher: &'a Searcher,
    segment: usize,
    field: DimensionField,
    column: Option<StrColumn>,
    /// For each ordinal, if resolved: the bucket of its value, if it has one.
    buckets: Vec<Option<Option<u32>>>,
}

impl<'a> TextColumn<'a> {
    /// Opens a field of a segment.
    pub fn open(
        searcher: &'a Searcher,
        segment: usize,
        field: DimensionField,
    ) -> tantivy::Result<TextColumn<'a>> {
        let (fields, reader) = (searcher.fields(), searcher.segment(segment));
        let of = match field {
            DimensionField::Source => fields.source,
            DimensionField::Language => fields.language,
            DimensionField::Root => fields.source_key,
            DimensionField::Format => fields.path,
        };
        let name = reader.schema().get_field_name(of);
        let column = reader.fast_fields().str(name)?;
        let n = column.as_ref().map_or(0, |column| column.num_terms());
        Ok(TextColumn {
            searcher,
            segment,
            field,
            column,
            buckets: vec![None; n],
        })
    }

    /// Appends the bucket of a report, if it has a value.
    pub fn append(
        &mut self,
        doc: DocId,
        buckets: &mut Buckets,
        out: &mut Vec<u32>,
    ) -> tantivy::Result<()> {
        let Some(column) = &self.column else {
            return Ok(());
        };
        let Some(ordinal) = column.term_ords(doc).next() else {
            return Ok(());
        };
        let bucket = match self.buckets[ordinal as usize] {
            Some(bucket) => bucket,
            None => {
                let mut text = String::new();
                column.ord_to_str(ordinal, &mut text)?;
                let value = self.value(&text);
                let bucket = value.map(|value| buckets.of(&value));
                self.buckets[ordinal as usize] = Some(bucket);
                bucket
            }
        };
        out.extend(bucket);
        Ok(())
    }

    /// Returns the value of the dimension for a text of the column.
    fn value(&self, text: &str) -> Option<String> {
        match self.field {
            DimensionField::Source | DimensionField::Language => Some(text.to_owned()),
            DimensionField::Format => format_of(text),
            DimensionField::Root => {
                let Some((number, _)) = parts_of(text) else {
                    return Some(STREAM.to_owned());
                };
                let number = number + self.searcher.root_offset(self.segment);
                let roots = &self.searcher.index().payload.roots;
                let root = roots.numbered(number);
                Some(root.map_or_else(|| number.to_string(), |root| root.name.clone()))
            }
        }
    }
}

/// Returns the lowercase extension of a file or of an archive entry.
fn format_of(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let mut name = name.to_lowercase();
    for compression in COMPRESSIONS {
        if let Some(inner) = name.strip_suffix(&format!(".{compression}")) {
            name = inner.to_owned();
        }
    }
    let (stem, ending) = name.rsplit_once('.')?;
    let is_format = !stem.is_empty()
        && (1..=LONGEST_FORMAT).contains(&ending.len())
        && ending.chars().all(|c| c.is_ascii_alphanumeric());
    is_format.then(|| ending.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_the_extension_of_a_file_name() {
        for (path, wanted) in [
            ("a/b.PDF", Some("pdf")),
            ("a/b.jsonl.gz", Some("jsonl")),
            ("a.zip!/b.d/c.txt", Some("txt")),
            ("a.d/README", None),
            (".hidden", None),
            ("Report of 3. May", None),
            ("notes.gz", None),
        ] {
            assert_eq!(format_of(path).as_deref(), wanted, "{path}");
        }
    }
}
