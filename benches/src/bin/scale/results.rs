//! The results as data, in a file that each measured size is added to.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// All results of a folder.
#[derive(Default, Serialize, Deserialize)]
pub struct Results {
    /// Sizes in ascending order.
    pub sizes: Vec<Size>,
}

/// The results of one size.
#[derive(Serialize, Deserialize)]
pub struct Size {
    /// The number of reports.
    pub reports: usize,
    /// The words of their texts.
    pub words: u64,
    /// The bytes of their files.
    pub bytes: u64,
    /// When it was measured: year, month and day (UTC).
    pub date: String,
    /// The processor, the number of cores and the memory.
    pub machine: String,
    /// The version of reportage.
    pub version: String,
    /// The share of the processor time that other programs took while it was measured, from 0 to 1.
    pub others: f64,
    /// Each measured value by its key: see [`crate::rows`].
    pub values: BTreeMap<String, f64>,
}

impl Results {
    /// Reads the results of a file; none if it does not exist.
    pub fn read(path: &Path) -> Result<Results, Box<dyn Error>> {
        match path.exists() {
            true => Ok(serde_json::from_slice(&fs::read(path)?)?),
            false => Ok(Results::default()),
        }
    }

    /// Writes them to a file, which is whole at every moment.
    pub fn write(&self, path: &Path) -> Result<(), Box<dyn Error>> {
        let new = path.with_extension("new");
        fs::write(&new, serde_json::to_string_pretty(self)? + "\n")?;
        fs::rename(new, path)?;
        Ok(())
    }

    /// Adds the results of a size, in place of earlier ones.
    pub fn add(&mut self, size: Size) {
        self.sizes.retain(|known| known.reports != size.reports);
        self.sizes.push(size);
        self.sizes.sort_by_key(|size| size.reports);
    }
}
