//! Full-text search over a folder of reports: ranked, cited passages, highlights that are exactly
//! what matched, and facets (areas, actors, organisations) found in the plain text.
//!
//! To index a folder and search it:
//!
//! ```
//! use reportage::indexer::{IndexOptions, Indexer};
//! use reportage::search::{Request, Searcher};
//! use reportage::{query, schema::IndexSchema};
//!
//! # let desk = tempfile::tempdir()?;
//! # let (folder, dir) = (desk.path().join("reports"), desk.path().join("index"));
//! # std::fs::create_dir(&folder)?;
//! # std::fs::write(folder.join("calm.txt"), "It was calm in Kenscoff.")?;
//! // The facets and names that come with the library; `IndexSchema::load` reads those of a folder.
//! let schema = IndexSchema::shipped();
//! let indexer = Indexer::open(&dir, &schema, IndexOptions::default())?;
//! let (summary, index) = indexer.run(&[folder], |_event| {})?;
//! assert_eq!(summary.counts.added, 1);
//!
//! // An index that is there already is opened by `OpenIndex::open`.
//! let searcher = Searcher::new(index)?;
//! let response = searcher.search(&Request::new(query::parse("area:Kenscoff calm")?))?;
//! assert_eq!(response.total, 1);
//! assert!(response.hits[0].report.path.ends_with("calm.txt"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The other ways in, each with an example in the repository:
//!
//! | to | use |
//! | --- | --- |
//! | index folders and streams, with progress | [`Indexer`](indexer::Indexer) |
//! | open an index | [`OpenIndex`](index::OpenIndex) |
//! | search it, from several threads if you like | [`Searcher`](search::Searcher), with a [`Request`](search::Request) of a [`Query`](query::Query); it answers a [`Response`](response::Response) |
//! | count over many reports | [`Searcher::timeline`](search::Searcher::timeline), and `crosstab`, `facet_tables`, `together`, `significant_words` and `query_counts` beside it, by a [`Dimension`](search::Dimension) |
//! | write an answer down | [`render::FORMATS`] |
//! | find the names in a text | [`Gazetteer`](gazetteer::Gazetteer), compiled from an [`IndexSchema`](schema::IndexSchema) |
//! | read the reports of a file | [`corpus::Reader`], on what [`corpus::walk`] finds |
//! | put reports from elsewhere into an index | [`Mirror`](index::Mirror) |
//!
//! To read the code: [`report`] and [`response`] are the two plain data types at the joints;
//! [`corpus`] turns files into reports; [`schema`] and [`gazetteer`] say which names are known and
//! find them; [`analysis`] is the pure text work (words, sentences, passages, languages);
//! [`index`] is the engine's index, and [`indexer`] keeps one in step with a folder; [`query`] is the query language;
//! [`search`] answers; [`render`] writes answers down.
//!
//! Features, both on by default: `world` embeds the countries, divisions and populated places of GeoNames, 12 MB;
//! without it, a schema's own tables are all that is found, whatever its facets say of the world. `cli` is what the
//! program needs.
//!
//! The library never prints, exits, reads arguments or asks the environment. No type of the engine is in a public
//! signature.
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![warn(missing_docs)]

pub use reportage_extract::{self as corpus, report};
pub use reportage_gazetteer::{gazetteer, schema};
pub use reportage_text::{analysis, date, facet_path, field_map, lexicon};

pub mod index;
pub mod indexer;
pub mod judgements;
pub mod query;
pub mod render;
pub mod response;
pub mod search;
