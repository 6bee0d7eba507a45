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
//! // `OpenIndex::open` opens an existing index.
//! let searcher = Searcher::new(index)?;
//! let response = searcher.search(&Request::new(query::parse("area:Kenscoff calm")?))?;
//! assert_eq!(response.total, 1);
//! assert!(response.hits[0].report.path.ends_with("calm.txt"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Other entry points, each with an example in the repository:
//!
//! | to | use |
//! | --- | --- |
//! | index folders and streams, with progress | [`Indexer`](indexer::Indexer) |
//! | open an existing index | [`OpenIndex`](index::OpenIndex) |
//! | search it, also from several threads | [`Searcher`](search::Searcher), with a [`Request`](search::Request) for a [`Query`](query::Query); it returns a [`Response`](response::Response) |
//! | count over many reports | [`Searcher::timeline`](search::Searcher::timeline), and its methods `crosstab`, `facet_tables`, `together`, `significant_words` and `query_counts`, by a [`Dimension`](search::Dimension) |
//! | write a response | [`render::FORMATS`] |
//! | find the names in a text | [`Gazetteer`](gazetteer::Gazetteer), compiled from an [`IndexSchema`](schema::IndexSchema) |
//! | read the reports of a file | [`corpus::Reader`], for files from [`corpus::walk`] |
//! | add reports from other sources to an index | [`Mirror`](index::Mirror) |
//!
//! Where to find what in the code: [`report`] and [`response`] define the plain data that modules exchange; [`corpus`]
//! reads files into reports; [`schema`] and [`gazetteer`] define the known names and find them in text; [`analysis`] does
//! text analysis (words, sentences, passages, languages); [`index`] wraps the tantivy index, and [`indexer`] keeps it in
//! sync with a folder; [`query`] is the query language; [`search`] runs queries; [`render`] writes responses.
//!
//! Features, all on by default: `translations` embeds the table of translations (11 MB); `world` embeds the countries, divisions and populated places of GeoNames (14 MB);
//! without it, only names in the schema's own tables are found, even if its facets request the world table. `cli` enables
//! what the command-line program needs, `serve` the web server in `server`.
//!
//! The library never prints, exits, or reads arguments or the environment. No public signature contains a tantivy type.
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![warn(missing_docs)]

pub use reportage_extract::{self as corpus, report};
pub use reportage_gazetteer::{gazetteer, schema};
pub use reportage_text::{analysis, date, facet_path, field_map, geo_box, lexicon};

pub mod index;
pub mod indexer;
pub mod judgements;
pub mod query;
pub mod render;
pub mod response;
pub mod search;
#[cfg(feature = "serve")]
pub mod server;
