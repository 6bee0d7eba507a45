//! JSON: the whole response as one object on one line.

mod hit;

use std::io::{self, Write};

use serde::{Serialize, Serializer};

pub(super) use self::hit::HitObject;
use super::object::{VERSION, write_line};
use super::{Format, Settings, no_head, rounded};
use crate::response::{
    AddedWord, Detail, FacetCounts, FacetValue, Like, Response, SuggestedWord, Suggestion,
};

/// The entry of this format.
pub const FORMAT: Format = Format {
    name: "json",
    description: "the whole response as one JSON object",
    detail: Detail::Data,
    collapse: false,
    head: no_head,
    write,
};

fn write(out: &mut dyn Write, response: &Response, settings: &Settings) -> io::Result<()> {
    write_line(out, &Answer::of(response, settings))
}

/// The response. Keys are in this order:
///
/// - `v`: 1
/// - `query_id`: the query's id; only in a batch
/// - `query`: the text of the query
/// - `match`: `all` if hits have all of the words, `any` if they have any of them
/// - `added`: only if the query was to be expanded or translated: the words that were added, heaviest first, each
///   with `word` and `weight` (a word of the query has 1); then the translations by language, each with `language` and
///   `translation_of`, the word of the query, too
/// - `like`: only if the query has `like:`: a list of the words that each searches for, with the `id` of the report
///   and `words`, the most significant first, each with `word` and `weight`
/// - `suggestions`: only if there are any: words that no report has, or hardly any, and names with other
///   spellings, each with the `word` as typed, `start` and `end` in `query` (code points), `reports` that
///   have it, and `suggested`, the likeliest first, each with `word` and the number of `reports` that match it
/// - `corrected`: only if a word that no report has can be replaced: the query with the first suggestions
/// - `undated`: only if the query has a date filter: how many undated reports match otherwise
/// - `notes`: only if there are any: sentences on how the query was interpreted
/// - `total`: how many reports match
/// - `stories`: only if requested: the number of stories (a report with its near duplicates) that match
/// - `hits`: [the hits](HitObject), best first
/// - `facets`: only if requested: an object from each facet's name to its values, most reports
///   first, then by path; a value has `path`, `count` (of matching reports, each counted once) and
///   `children`, a list of values
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Answer<'a> {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    query_id: Option<&'a str>,
    query: &'a str,
    #[serde(rename = "match")]
    #[cfg_attr(test, schemars(extend("enum" = ["all", "any"])))]
    matching: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<Vec<AddedObject<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    like: Vec<LikeObject<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<SuggestionObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    undated: Option<u64>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
    total: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    stories: Option<u64>,
    hits: Vec<HitObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<Counts<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct AddedObject<'a> {
    word: &'a str,
    weight: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of: Option<&'a str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SuggestionObject<'a> {
    word: &'a str,
    start: usize,
    end: usize,
    reports: u64,
    suggested: Vec<SuggestedObject<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SuggestedObject<'a> {
    word: &'a str,
    reports: u64,
}

impl<'a> SuggestionObject<'a> {
    fn of(suggestion: &'a Suggestion) -> SuggestionObject<'a> {
        let suggested = |SuggestedWord { word, reports }: &'a SuggestedWord| SuggestedObject {
            word,
            reports: *reports,
        };
        SuggestionObject {
            word: &suggestion.word,
            start: suggestion.start,
            end: suggestion.end,
            reports: suggestion.reports,
            suggested: suggestion.words.iter().map(suggested).collect(),
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LikeObject<'a> {
    id: &'a str,
    words: Vec<AddedObject<'a>>,
}

impl<'a> LikeObject<'a> {
    fn of(like: &'a Like) -> LikeObject<'a> {
        LikeObject {
            id: &like.id,
            words: like.words.iter().map(AddedObject::of).collect(),
        }
    }
}

impl<'a> AddedObject<'a> {
    fn of(added: &'a AddedWord) -> AddedObject<'a> {
        let translation_of = added.translation_of.as_ref();
        AddedObject {
            word: &added.word,
            weight: rounded(added.weight),
            language: translation_of.map(|of| of.language.as_str()),
            translation_of: translation_of.map(|of| of.word.as_str()),
        }
    }
}

impl<'a> Answer<'a> {
    fn of(response: &'a Response, settings: &Settings<'a>) -> Answer<'a> {
        Answer {
            v: VERSION,
            query_id: settings.query_id,
            query: &response.query,
            matching: response.matching.name(),
            added: response
                .added
                .as_ref()
                .map(|added| added.iter().map(AddedObject::of).collect()),
            like: response.like.iter().map(LikeObject::of).collect(),
            suggestions: response
                .suggestions
                .iter()
                .map(SuggestionObject::of)
                .collect(),
            corrected: response.corrected.as_deref(),
            undated: response.undated,
            notes: &response.notes,
            total: response.total,
            stories: response.stories,
            hits: response.hits.iter().map(HitObject::of).collect(),
            facets: response.facets.as_deref().map(Counts),
        }
    }
}

struct Counts<'a>(&'a [FacetCounts]);

impl Serialize for Counts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.0.iter().map(|facet| {
            let values: Vec<CountObject> = facet.values.iter().map(CountObject::of).collect();
            (&facet.name, values)
        });
        serializer.collect_map(entries)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Counts<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Counts".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        std::collections::BTreeMap::<String, Vec<CountObject>>::json_schema(generator)
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CountObject<'a> {
    path: &'a str,
    count: u64,
    children: Vec<CountObject<'a>>,
}

impl<'a> CountObject<'a> {
    fn of(value: &'a FacetValue) -> CountObject<'a> {
        CountObject {
            path: &value.path,
            count: value.count,
            children: value.children.iter().map(CountObject::of).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::hit::ShownObject;
    use super::*;
    use crate::response::{Matching, Similar, SimilarReport};

    const HITS: &str = concat!(
        r#"[{"rank":1,"score":9.72,"report":{"id":"a","title":"Haïti: union","published":"2025-02-04","#,
        r#""language":"en","source":"The Paper","url":"https://a.org/1","path":"corpus/a.txt","#,
        r#""facets":{"area":["/Haiti","/Haiti/Ouest/Kenscoff"],"actor":[]},"main":{"area":["/Haiti/Ouest/Kenscoff"],"actor":[]},"#,
        r#""added":"2025-02-05T08:30:00Z","changed":"2025-02-06T08:30:00Z"},"#,
        r#""passage":3,"start":1034,"#,
        r#""end":1084,"line":14,"page":null,"text":"Où sont les\nhelicopters? The union asked for more.","#,
        r#""matches":[[12,23],[29,34]],"match_lines":[15,15],"title_matches":[[7,12]],"more_passages":4},"#,
        r#"{"rank":2,"score":1.5,"report":{"id":"b 1","title":null,"published":null,"language":null,"#,
        r#""source":null,"url":null,"path":"corpus/b.pdf","facets":{"area":[],"actor":[]},"#,
        r#""main":{"area":[],"actor":[]},"added":"2025-02-05T08:30:00Z","changed":"2025-02-05T08:30:00Z"},"passage":0,"#,
        r#""start":0,"end":12,"line":null,"page":2,"text":"=1+1 | \u001b[31m","matches":[[0,4]],"#,
        r#""match_lines":[null],"match_pages":[3],"title_matches":[],"more_passages":0}]"#,
    );

    #[test]
    fn the_response_is_one_object_with_its_keys_in_order() {
        let got = sample::written(&FORMAT, &sample::passages(), &Settings::default());
        let wanted = format!(
            "{{\"v\":1,\"query\":\"helicopters union\",\"match\":\"any\",\"total\":12,\"hits\":{HITS}}}\n"
        );
        assert_eq!(got, wanted);
    }

    #[test]
    fn facets_are_nested_and_a_batch_adds_the_querys_id() {
        let response = Response {
            hits: Vec::new(),
            matching: Matching::All,
            facets: Some(sample::counts()),
            ..sample::passages()
        };
        let settings = Settings {
            query_id: Some("q1"),
            ..Settings::default()
        };
        let wanted = concat!(
            r#"{"v":1,"query_id":"q1","query":"helicopters union","match":"all","total":12,"hits":[],"#,
            r#""facets":{"area":[{"path":"/Haiti","count":12,"children":"#,
            r#"[{"path":"/Haiti/Ouest","count":9,"children":[]}]}],"actor":[]}}"#,
            "\n",
        );
        assert_eq!(sample::written(&FORMAT, &response, &settings), wanted);
    }

    #[test]
    fn passages_around_one_have_its_keys() {
        let got = sample::written(&FORMAT, &sample::with_context(), &Settings::default());
        let wanted = concat!(
            r#""match_lines":[15,15],"before":[{"passage":2,"start":1000,"end":1017,"line":2,"page":null,"#,
            r#""text":"What came before.","matches":[],"match_lines":[]}],"after":[],"title_matches""#,
        );
        assert!(got.contains(wanted), "{got}");
    }

    #[test]
    fn near_duplicates_are_in_the_hit_they_collapse_into_and_stories_follow_the_total() {
        let mut response = Response {
            stories: Some(9),
            ..sample::passages()
        };
        response.hits.truncate(1);
        response.hits[0].similar = Some(Similar {
            count: 12,
            reports: vec![SimilarReport {
                id: "c".to_owned(),
                published: None,
                source: Some("Wire".to_owned()),
                path: "c.txt".to_owned(),
            }],
        });
        let got = sample::written(&FORMAT, &response, &Settings::default());
        assert!(got.contains(r#""total":12,"stories":9,"hits":["#), "{got}");
        let wanted = concat!(
            r#""more_passages":4,"similar":{"count":12,"reports":"#,
            r#"[{"id":"c","published":null,"source":"Wire","path":"c.txt"}]}}"#,
        );
        assert!(got.contains(wanted), "{got}");
    }

    #[test]
    fn added_words_come_before_the_total() {
        let word = AddedWord {
            word: "union".to_owned(),
            weight: 0.1234567,
            translation_of: None,
        };
        let response = Response {
            hits: Vec::new(),
            added: Some(vec![word]),
            like: Vec::new(),
            ..sample::passages()
        };
        let got = sample::written(&FORMAT, &response, &Settings::default());
        let wanted = r#""match":"any","added":[{"word":"union","weight":0.1235}],"total":12"#;
        assert!(got.contains(wanted), "{got}");
    }

    #[test]
    fn suggestions_notes_and_undated_reports_come_before_the_total() {
        let suggested = |word: &str, reports| SuggestedWord {
            word: word.to_owned(),
            reports,
        };
        let suggestion = Suggestion {
            word: "unoin".to_owned(),
            start: 12,
            end: 17,
            reports: 0,
            words: vec![suggested("union", 312), suggested("unions", 1)],
        };
        let response = Response {
            query: "helicopters unoin".to_owned(),
            hits: Vec::new(),
            suggestions: vec![suggestion],
            corrected: Some("helicopters union".to_owned()),
            undated: Some(0),
            notes: vec!["`|` is read as OR".to_owned()],
            ..sample::passages()
        };
        let got = sample::written(&FORMAT, &response, &Settings::default());
        let wanted = concat!(
            r#"{"v":1,"query":"helicopters unoin","match":"any","#,
            r#""suggestions":[{"word":"unoin","start":12,"end":17,"reports":0,"#,
            r#""suggested":[{"word":"union","reports":312},{"word":"unions","reports":1}]}],"#,
            r#""corrected":"helicopters union","undated":0,"notes":["`|` is read as OR"],"#,
            r#""total":12,"hits":[]}"#,
            "\n",
        );
        assert_eq!(got, wanted);
    }

    #[test]
    fn offsets_of_matches_slice_the_text_in_code_points() {
        let response = sample::passages();
        let hit = HitObject::of(&response.hits[0]);
        let ShownObject::Passage(passage) = hit.shown else {
            panic!("no passage");
        };
        let [start, end] = passage.matches[0];
        let marked: String = passage.text.chars().skip(start).take(end - start).collect();
        assert_eq!(marked, "helicopters");
        assert_eq!(passage.text.chars().count(), passage.end - passage.start);
    }

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::render::schema_files::check;
        check::<Answer>(
            "search",
            "What `search`, `run` and each query of `batch` print with `--format json`.",
        );
    }
}
