//! A hit as JSON: its report, its passages, and the addends of its score.

use serde::Serialize;

use crate::render::object::FacetPaths;
use crate::render::rounded;
use crate::response::{
    Hit, Part, Passage, Reason, ReportHead, Shown, Similar, SimilarReport, matches_of, text_of,
};

/// One hit. Keys are in this order; what is unknown is `null`:
///
/// - `rank`: from 1
/// - `score`: to four decimals
/// - `report`: `id`, `title`, `published`, `language`, `source`, `url`, `path`, `facets`, an object from
///   each facet's name to the paths under which the report is filed, `main`, in the same form its
///   main topics: some of those paths or of their ancestors, and `added` and `changed`: when the report was added to
///   the index and when it last changed, in UTC (`2025-02-05T08:30:00Z`)
/// - the keys of [the passage](PassageObject), or `passages`: a list of such objects, each with a
///   `score` as the last key, if reports were requested
/// - `title_matches`: `[start, end)` of each match in `title`, in code points
/// - `more_passages`: how many other passages of the report have matches, but are not hits on any page of
///   this list (or in `passages`), which has a limited number of passages per report
/// - `similar`: only if near duplicates are collapsed and others of them match: their `count` and
///   `reports`, a list of the first ten, the earliest first, each with `id`, `published`, `source` and `path`
/// - `explain`: only if requested: the components of `score`, each with `what` and `score`
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::render) struct HitObject<'a> {
    rank: usize,
    score: f64,
    report: ReportObject<'a>,
    #[serde(flatten)]
    pub(super) shown: ShownObject,
    title_matches: Vec<[usize; 2]>,
    more_passages: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    similar: Option<SimilarObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<Vec<ReasonObject<'a>>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SimilarObject<'a> {
    count: usize,
    reports: Vec<SimilarReportObject<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    pub(in crate::render) fn of(hit: &'a Hit) -> HitObject<'a> {
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(super) enum ShownObject {
    Passage(PassageObject),
    Passages { passages: Vec<ScoredPassage> },
}

/// One passage. Keys are in this order:
///
/// - `passage`: its number in the report, from 0
/// - `start`, `end`: its offsets in the report's body, in code points
/// - `line`, `page`: where it starts in the source, from 1
/// - `text`: the body from `start` to `end`
/// - `matches`: `[start, end)` of each match in `text`, in code points
/// - `match_lines`: the source line on which each match starts
/// - `match_pages`: the page on which each match starts; only where `page` is not null
/// - `before`, `after`: only if requested: lists of the passages around it, in the body's order, each with
///   the keys above
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct PassageObject {
    passage: usize,
    pub start: usize,
    pub end: usize,
    line: Option<u32>,
    page: Option<u32>,
    pub text: String,
    pub matches: Vec<[usize; 2]>,
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct ScoredPassage {
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
