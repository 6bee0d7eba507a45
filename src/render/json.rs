//! JSON: the whole answer as one object on one line.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::object::{FacetPaths, VERSION, write_line};
use super::{Format, Settings, no_head, rounded};
use crate::response::{
    AddedWord, Detail, FacetCounts, FacetValue, Hit, Like, Matching, Part, Passage, Reason,
    ReportHead, Response, Shown, Similar, SimilarReport, SuggestedWord, Suggestion, matches_of,
    text_of,
};

/// The entry of this format.
pub const FORMAT: Format = Format {
    name: "json",
    description: "the whole answer as one JSON object",
    detail: Detail::Data,
    collapse: false,
    head: no_head,
    write,
};

fn write(out: &mut dyn Write, response: &Response, settings: &Settings) -> io::Result<()> {
    write_line(out, &Answer::of(response, settings))
}

/// The answer. Keys stand in this order:
///
/// - `v`: 1
/// - `query_id`: the query's id; only in a batch
/// - `query`: the query as asked
/// - `match`: `all` if hits have all of the words, `any` if they have any of them
/// - `added`: only if the query was to be expanded: the words that were added, heaviest first, each
///   with `word` and `weight` (a word of the query has 1)
/// - `like`: only if the query has `like:`: a list of what each looks for, with the `id` of the report
///   and `words`, the most significant first, each with `word` and `weight`
/// - `suggestions`: only if there are any: words that no report has, or hardly any, and names with other
///   spellings, each with the `word` as typed, `start` and `end` in `query` (code points), `reports` that
///   have it, and `suggested`, the likeliest first, each with `word` and `reports` that it finds
/// - `corrected`: only if a word that no report has can be replaced: the query with the first suggestions
/// - `undated`: only if dates are asked for: how many undated reports match otherwise
/// - `notes`: only if there are any: how the query was read, in sentences
/// - `total`: how many reports match
/// - `stories`: only if asked for: how many stories these are, of which each is a report and its near duplicates
/// - `hits`: [the hits](HitObject), best first
/// - `facets`: only if asked for: an object from each facet's name to its values, most reports
///   first, then by path; a value has `path`, `count` (of matching reports, each counted once) and
///   `children`, a list of values
#[derive(Serialize)]
struct Answer<'a> {
    v: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    query_id: Option<&'a str>,
    query: &'a str,
    #[serde(rename = "match")]
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
struct AddedObject<'a> {
    word: &'a str,
    weight: f64,
}

#[derive(Serialize)]
struct SuggestionObject<'a> {
    word: &'a str,
    start: usize,
    end: usize,
    reports: u64,
    suggested: Vec<SuggestedObject<'a>>,
}

#[derive(Serialize)]
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
        AddedObject {
            word: &added.word,
            weight: rounded(added.weight),
        }
    }
}

impl<'a> Answer<'a> {
    fn of(response: &'a Response, settings: &Settings<'a>) -> Answer<'a> {
        Answer {
            v: VERSION,
            query_id: settings.query_id,
            query: &response.query,
            matching: match response.matching {
                Matching::All => "all",
                Matching::Any => "any",
            },
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

/// One hit. Keys stand in this order; what is unknown is `null`:
///
/// - `rank`: from 1
/// - `score`: to four decimals
/// - `report`: `id`, `title`, `published`, `language`, `source`, `url`, `path`, `facets`, an object from
///   each facet's name to the paths under which the report is filed, `main`, in the same form what
///   it is mainly about: of those paths, or above them, and `added` and `changed`: when the report came into
///   the index and when it last changed, in UTC (`2025-02-05T08:30:00Z`)
/// - the keys of [the passage](PassageObject), or `passages`: a list of such objects, each with a
///   `score` of its own as the last key, if reports were asked for
/// - `title_matches`: `[start, end)` of each match in `title`, in code points
/// - `more_passages`: how many other passages of the report have matches and are no hits on any page of
///   this list (or in `passages`), which takes so many of one report only
/// - `similar`: only if near duplicates were to be shown as one and there are any that match, too: their `count` and
///   `reports`, a list of the first ten of them, the earliest first, each with `id`, `published`, `source` and `path`
/// - `explain`: only if asked for: what `score` is the sum of, each with `what` and `score`
#[derive(Serialize)]
pub(super) struct HitObject<'a> {
    rank: usize,
    score: f64,
    report: ReportObject<'a>,
    #[serde(flatten)]
    shown: ShownObject,
    title_matches: Vec<[usize; 2]>,
    more_passages: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    similar: Option<SimilarObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<Vec<ReasonObject<'a>>>,
}

#[derive(Serialize)]
struct SimilarObject<'a> {
    count: usize,
    reports: Vec<SimilarReportObject<'a>>,
}

#[derive(Serialize)]
struct SimilarReportObject<'a> {
    id: &'a str,
    published: Option<&'a str>,
    source: Option<&'a str>,
    path: &'a str,
}

impl<'a> SimilarObject<'a> {
    fn of(similar: &'a Similar) -> SimilarObject<'a> {
        let object = |report: &'a SimilarReport| SimilarReportObject {
            id: &report.id,
            published: report.published.as_deref(),
            source: report.source.as_deref(),
            path: &report.path,
        };
        SimilarObject {
            count: similar.count,
            reports: similar.reports.iter().map(object).collect(),
        }
    }
}

#[derive(Serialize)]
struct ReasonObject<'a> {
    what: &'a str,
    score: f64,
}

impl<'a> ReasonObject<'a> {
    fn of(reason: &'a Reason) -> ReasonObject<'a> {
        ReasonObject {
            what: &reason.what,
            score: rounded(reason.score),
        }
    }
}

impl<'a> HitObject<'a> {
    pub(super) fn of(hit: &'a Hit) -> HitObject<'a> {
        let title = hit.report.title.as_deref();
        HitObject {
            rank: hit.rank,
            score: rounded(hit.score),
            report: ReportObject::of(&hit.report),
            shown: match &hit.shown {
                Shown::Passage(passage) => ShownObject::Passage(PassageObject::of(passage)),
                Shown::Passages(passages) => ShownObject::Passages {
                    passages: passages.iter().map(ScoredPassage::of).collect(),
                },
            },
            title_matches: title.map(matches_of).unwrap_or_default(),
            more_passages: hit.more_passages,
            similar: hit.similar.as_ref().map(SimilarObject::of),
            explain: hit
                .reasons
                .as_ref()
                .map(|reasons| reasons.iter().map(ReasonObject::of).collect()),
        }
    }
}

#[derive(Serialize)]
struct ReportObject<'a> {
    id: &'a str,
    title: Option<String>,
    published: Option<&'a str>,
    language: Option<&'a str>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    path: &'a str,
    facets: FacetPaths<'a>,
    main: FacetPaths<'a>,
    added: Option<&'a str>,
    changed: Option<&'a str>,
}

impl<'a> ReportObject<'a> {
    fn of(report: &'a ReportHead) -> ReportObject<'a> {
        ReportObject {
            id: &report.id,
            title: report.title.as_deref().map(text_of),
            published: report.published.as_deref(),
            language: report.language.as_deref(),
            source: report.source.as_deref(),
            url: report.url.as_deref(),
            path: &report.path,
            facets: FacetPaths(&report.facets),
            main: FacetPaths(&report.main),
            added: report.added.as_deref(),
            changed: report.changed.as_deref(),
        }
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum ShownObject {
    Passage(PassageObject),
    Passages { passages: Vec<ScoredPassage> },
}

/// One passage. Keys stand in this order:
///
/// - `passage`: its number in the report, from 0
/// - `start`, `end`: where it stands in the report's body, in code points
/// - `line`, `page`: where it starts in the source, from 1
/// - `text`: the body from `start` to `end`
/// - `matches`: `[start, end)` of each match in `text`, in code points
/// - `match_lines`: the source line on which each match starts
/// - `match_pages`: the page on which each match starts; only where `page` is not null
/// - `before`, `after`: only if asked for: lists of the passages around it, in the body's order, each with
///   the keys above
#[derive(Serialize)]
struct PassageObject {
    passage: usize,
    start: usize,
    end: usize,
    line: Option<u32>,
    page: Option<u32>,
    text: String,
    matches: Vec<[usize; 2]>,
    match_lines: Vec<Option<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    match_pages: Option<Vec<Option<u32>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Vec<PassageObject>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Vec<PassageObject>>,
}

impl PassageObject {
    fn of(passage: &Passage) -> PassageObject {
        let all = |passages: &[Passage]| passages.iter().map(PassageObject::of).collect();
        let context = passage.context.as_ref();
        let mut match_lines = Vec::new();
        let mut match_pages = Vec::new();
        for part in &passage.parts {
            match part {
                Part::Plain(_) => {}
                Part::Match {
                    text: _,
                    line,
                    page,
                } => {
                    match_lines.push(*line);
                    match_pages.push(*page);
                }
            }
        }
        PassageObject {
            passage: passage.index,
            start: passage.start,
            end: passage.end,
            line: passage.line,
            page: passage.page,
            text: text_of(&passage.parts),
            matches: matches_of(&passage.parts),
            match_lines,
            match_pages: passage.page.map(|_| match_pages),
            before: context.map(|context| all(&context.before)),
            after: context.map(|context| all(&context.after)),
        }
    }
}

#[derive(Serialize)]
struct ScoredPassage {
    #[serde(flatten)]
    passage: PassageObject,
    score: f64,
}

impl ScoredPassage {
    fn of(passage: &Passage) -> ScoredPassage {
        ScoredPassage {
            passage: PassageObject::of(passage),
            score: rounded(passage.score),
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

#[derive(Serialize)]
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
    use super::*;

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
    fn the_answer_is_one_object_with_its_keys_in_order() {
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
    fn near_duplicates_stand_with_the_hit_that_is_shown_for_them_and_stories_behind_the_total() {
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
    fn words_that_were_added_stand_before_the_total() {
        let word = AddedWord {
            word: "union".to_owned(),
            weight: 0.1234567,
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
    fn suggestions_notes_and_undated_reports_stand_before_the_total() {
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
}
