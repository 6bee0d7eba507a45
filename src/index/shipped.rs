//! The shipped names, compiled once for all tests.

use std::sync::LazyLock;

use crate::gazetteer::Gazetteer;
use crate::schema::IndexSchema;

/// The shipped schema.
pub static SCHEMA: LazyLock<IndexSchema> = LazyLock::new(IndexSchema::shipped);
/// Its names.
pub static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let compiled = Gazetteer::compile(&SCHEMA);
    Gazetteer::open(compiled).expect("just compiled")
});
