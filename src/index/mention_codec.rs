//! The stored form of a report's mentions: shared parts (values, evidence) are written once, and
//! each mention as numbers.

use std::collections::{BTreeSet, HashMap};

use rapidhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use crate::gazetteer::{NameKind, Tags};

use super::stored::{Evidence, StoredMention};

/// The mentions of a report.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct EncodedMentions<Text> {
    /// Descriptions of kinds and evidence.
    words: Vec<Text>,
    values: Vec<Value<Text>>,
    body: Vec<Row>,
    title: Vec<Row>,
}

/// A facet value: facet, path if resolved, entity, latitude and longitude.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Value<Text>(Text, Option<Text>, Option<Text>, Option<f64>, Option<f64>);

/// A mention: index of the value, start and length in bytes, index of the kind's name, confidence,
/// indices of the evidence.
#[derive(Debug, Serialize, Deserialize)]
struct Row(usize, usize, usize, usize, Option<f32>, Vec<usize>);

/// Inconsistent encoded mentions.
#[derive(Debug, thiserror::Error)]
#[error("a mention refers to an entry that does not exist")]
pub struct Dangling;

impl<'a> EncodedMentions<&'a str> {
    /// Encodes the mentions and unresolved names of a report's body and title, in text order.
    pub fn of(body: &'a Tags, title: &'a Tags) -> EncodedMentions<&'a str> {
        let mut packing = Packing::default();
        let (body, title) = (packing.rows(body), packing.rows(title));
        EncodedMentions {
            body,
            title,
            ..packing.encoded
        }
    }
}

/// Encodes mentions, keeping track of what was written.
#[derive(Default)]
struct Packing<'a> {
    encoded: EncodedMentions<&'a str>,
    words: HashMap<&'a str, usize, RandomState>,
    values: HashMap<Key<'a>, usize, RandomState>,
}

/// The identity of a value; latitude and longitude by their bits.
type Key<'a> = (&'a str, Option<&'a str>, Option<&'a str>, [Option<u64>; 2]);

impl<'a> Packing<'a> {
    fn rows(&mut self, tags: &'a Tags) -> Vec<Row> {
        let mut rows = Vec::with_capacity(tags.mentions.len() + tags.unresolved.len());
        for mention in &tags.mentions {
            let value = Value(
                mention.facet.as_str(),
                Some(mention.path.as_str()),
                mention.entity.as_deref(),
                mention.lat,
                mention.lon,
            );
            rows.push(Row(
                self.value(value),
                mention.start,
                mention.end - mention.start,
                self.word(mention.kind.word()),
                mention.confidence.map(rounded),
                mention
                    .evidence
                    .iter()
                    .map(|evidence| self.word(evidence.words()))
                    .collect(),
            ));
        }
        for open in &tags.unresolved {
            let facets: BTreeSet<&str> = open
                .candidates
                .iter()
                .map(|(facet, _)| facet.as_str())
                .collect();
            for facet in facets {
                rows.push(Row(
                    self.value(Value(facet, None, None, None, None)),
                    open.start,
                    open.end - open.start,
                    self.word(NameKind::Name.word()),
                    open.confidence.map(rounded),
                    open.evidence
                        .iter()
                        .map(|evidence| self.word(evidence.words()))
                        .collect(),
                ));
            }
        }
        rows.sort_by_key(|row| row.1); // stable: facets of one name stay adjacent
        rows
    }

    fn word(&mut self, word: &'a str) -> usize {
        let words = &mut self.encoded.words;
        *self.words.entry(word).or_insert_with(|| {
            words.push(word);
            words.len() - 1
        })
    }

    fn value(&mut self, value: Value<&'a str>) -> usize {
        let bits = [value.3, value.4].map(|degrees| degrees.map(f64::to_bits));
        let values = &mut self.encoded.values;
        let key = (value.0, value.1, value.2, bits);
        *self.values.entry(key).or_insert_with(|| {
            values.push(value);
            values.len() - 1
        })
    }
}

/// Rounds a confidence to two decimals, as it is shown.
fn rounded(confidence: f32) -> f32 {
    (confidence * 100.0).round() / 100.0
}

impl TryFrom<EncodedMentions<String>> for Evidence {
    type Error = Dangling;

    fn try_from(encoded: EncodedMentions<String>) -> Result<Evidence, Dangling> {
        Ok(Evidence {
            body: encoded.mentions(&encoded.body)?,
            title: encoded.mentions(&encoded.title)?,
        })
    }
}

impl EncodedMentions<String> {
    fn mentions(&self, rows: &[Row]) -> Result<Vec<StoredMention>, Dangling> {
        rows.iter().map(|row| self.mention(row)).collect()
    }

    fn mention(&self, row: &Row) -> Result<StoredMention, Dangling> {
        let Row(value, start, len, kind, confidence, evidence) = row;
        let Value(facet, path, entity, lat, lon) =
            self.values.get(*value).cloned().ok_or(Dangling)?;
        let word = |i: &usize| self.words.get(*i).cloned().ok_or(Dangling);
        Ok(StoredMention {
            facet,
            path,
            entity,
            lat,
            lon,
            start: *start,
            end: start.checked_add(*len).ok_or(Dangling)?,
            kind: word(kind)?,
            confidence: *confidence,
            evidence: evidence.iter().map(word).collect::<Result<_, _>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::words::Words;
    use crate::gazetteer::Mention;
    use crate::index::shipped::GAZETTEER;

    fn read(encoded: &EncodedMentions<&str>) -> Result<Evidence, serde_json::Error> {
        serde_json::from_str(&serde_json::to_string(encoded).unwrap())
    }

    #[test]
    fn mentions_survive_encoding() {
        let tag = |text: &str| GAZETTEER.tag(text, &Words::of(text));
        let body =
            tag("Kenyan police in Paris, Texas, and Springfield. The UN is in Paris, Texas.");
        let title = tag("Haiti");
        assert!(!body.unresolved.is_empty(), "{:?}", body.mentions);
        let evidence = read(&EncodedMentions::of(&body, &title)).unwrap();
        let resolved = |mentions: &[StoredMention]| {
            let resolved = mentions.iter().filter(|mention| mention.path.is_some());
            resolved.cloned().collect::<Vec<StoredMention>>()
        };
        let stored = |mention: &Mention| StoredMention {
            facet: mention.facet.clone(),
            path: Some(mention.path.clone()),
            entity: mention.entity.clone(),
            lat: mention.lat,
            lon: mention.lon,
            start: mention.start,
            end: mention.end,
            kind: mention.kind.to_string(),
            confidence: mention.confidence.map(rounded),
            evidence: mention
                .evidence
                .iter()
                .map(|evidence| evidence.words().to_owned())
                .collect(),
        };
        let wanted: Vec<StoredMention> = body.mentions.iter().map(stored).collect();
        assert_eq!(resolved(&evidence.body), wanted);
        let wanted: Vec<StoredMention> = title.mentions.iter().map(stored).collect();
        assert_eq!(evidence.title, wanted);
        let open = evidence.body.len() - body.mentions.len();
        assert_eq!(open, body.unresolved.len(), "each under one facet");
        assert!(evidence.body.is_sorted_by_key(|mention| mention.start));
    }

    #[test]
    fn shared_parts_are_written_once() {
        let text = "In Haiti, in Haiti and in Haiti.";
        let tags = GAZETTEER.tag(text, &Words::of(text));
        assert_eq!(tags.mentions.len(), 3);
        let (none, encoded) = (Tags::default(), EncodedMentions::of(&tags, &tags));
        assert_eq!((encoded.values.len(), encoded.body.len()), (1, 3));
        assert!(encoded.words.len() < 8, "{:?}", encoded.words);
        assert_eq!(
            read(&EncodedMentions::of(&none, &none)).unwrap(),
            Evidence::default()
        );
    }

    #[test]
    fn inconsistent_mentions_are_an_error() {
        for text in [
            r#"{"words":["name"],"values":[],"body":[[0,0,1,0,null,[]]],"title":[]}"#,
            r#"{"words":["name"],"values":[["area",null,null,null,null]],"body":[[0,0,1,0,null,[1]]],"title":[]}"#,
            r#"{"words":["name"],"values":[["area",null,null,null,null]],"body":[],"title":[[0,1,18446744073709551615,0,null,[]]]}"#,
        ] {
            assert!(serde_json::from_str::<Evidence>(text).is_err(), "{text}");
        }
    }
}
