//! Which names are known, and which of them a text names: places, actors and organisations.
//!
//! [`schema`] reads facets, names and settings from a folder of tables, or takes those that are compiled in.
//! [`gazetteer`] compiles the names, finds them in a text and resolves each to an entity, with the evidence.
//!
//! The feature `world`, on by default, embeds the countries, divisions and populated places of GeoNames (12 MB). Without
//! it, [`WORLD`](schema::WORLD) is `None`, and what is found are the names of the schema's own tables.
//!
//! Only [`schema`] reads and writes files. The library never prints, exits, reads arguments or asks the environment.
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![warn(missing_docs)]

pub mod gazetteer;
pub mod schema;
