//! Names of places, actors and organisations, and their mentions in text.
//!
//! [`schema`] reads facets, names and settings from a folder of tables, or uses the embedded ones.
//! [`gazetteer`] compiles the names, finds them in a text and resolves each to an entity, with the
//! evidence.
//!
//! The feature `world`, on by default, embeds the countries, divisions and populated places of
//! GeoNames (14 MB). Without it, [`WORLD`](schema::WORLD) is `None`, and only the names of the
//! schema's own tables are found.
//!
//! Only [`schema`] reads and writes files. The library never prints, exits, parses arguments or
//! reads environment variables.
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![warn(missing_docs)]

pub mod gazetteer;
pub mod schema;
