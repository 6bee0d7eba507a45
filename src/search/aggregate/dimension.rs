//! Dimensions, by whose values reports are counted.

use std::fmt;
use std::num::NonZeroUsize;

use crate::date::Period;

use super::super::error::SearchError;
use super::super::searcher::Searcher;

/// A property of which a report has one value, several, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dimension {
    /// The values of a facet that a report is filed under.
    Facet {
        /// The facet's name.
        name: String,
        /// Only values below one of these paths; all if empty.
        below: Vec<String>,
        /// Which of these values.
        level: Level,
    },
    /// The period of publication. A date that is less precise than the period (`2024` for months) has none.
    Date(Period),
    /// A field that has at most one value.
    Field(DimensionField),
}

/// Which values of a facet are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Those at this depth below the root or the chosen paths. A report counts once under each of them, whatever its
    /// values below.
    Depth(NonZeroUsize),
    /// Those at up to this depth.
    UpTo(NonZeroUsize),
    /// The most specific ones: those without another value of the same report below them.
    Leaves,
    /// All, including ancestors.
    All,
}

/// A field of a report that can be counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DimensionField {
    /// Who published it.
    Source,
    /// Its language, by ISO 639 code.
    Language,
    /// The name of the root that its file is in; `-` if it was read from a stream.
    Root,
    /// The lowercase file name extension, without `.gz` and the like: `pdf`.
    Format,
}

impl DimensionField {
    /// All fields.
    pub const ALL: [DimensionField; 4] = [
        DimensionField::Source,
        DimensionField::Language,
        DimensionField::Root,
        DimensionField::Format,
    ];

    /// Returns the name in requests and responses.
    pub fn name(self) -> &'static str {
        match self {
            DimensionField::Source => "source",
            DimensionField::Language => "language",
            DimensionField::Root => "root",
            DimensionField::Format => "format",
        }
    }
}

/// The name of the dimension of publication dates.
const DATE: &str = "date";
/// Separates the level from the rest.
const LEVEL_SIGN: char = '@';
const UP_TO: &str = "..";
const LEAVES: &str = "leaves";
const ALL: &str = "all";

impl Level {
    /// Directly below the root or the chosen paths.
    pub const TOP: Level = Level::Depth(NonZeroUsize::MIN);

    fn parse(text: &str) -> Option<Level> {
        match text {
            LEAVES => Some(Level::Leaves),
            ALL => Some(Level::All),
            _ => match text.strip_prefix(UP_TO) {
                Some(number) => number.parse().ok().map(Level::UpTo),
                None => text.parse().ok().map(Level::Depth),
            },
        }
    }
}

/// Writes the syntax that [`Searcher::dimension`] parses.
impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Dimension::Date(period) => write!(f, "{DATE}{LEVEL_SIGN}{}", period.name()),
            Dimension::Field(field) => f.write_str(field.name()),
            Dimension::Facet { name, below, level } => {
                f.write_str(name)?;
                if let [path, ..] = &below[..] {
                    write!(f, "={path}")?;
                }
                match level {
                    Level::Depth(depth) if depth.get() == 1 => Ok(()),
                    Level::Depth(depth) => write!(f, "{LEVEL_SIGN}{depth}"),
                    Level::UpTo(depth) => write!(f, "{LEVEL_SIGN}{UP_TO}{depth}"),
                    Level::Leaves => write!(f, "{LEVEL_SIGN}{LEAVES}"),
                    Level::All => write!(f, "{LEVEL_SIGN}{ALL}"),
                }
            }
        }
    }
}

impl Searcher {
    /// Parses a dimension: `area` (the top values of a facet), `area=Haiti` (the values directly below one), `area@2`
    /// and `area=Haiti@2` (at a depth), `area@..2` (up to a depth), `area@leaves` (the most specific), `area@all`
    /// (all), `date` (by year), `date@month` (or another [period](Period)), `source`, `language`, `root`, `format`. If
    /// a facet is called like a field, the facet is meant.
    ///
    /// # Errors
    /// There is no such facet or field, value, level or period.
    pub fn dimension(&self, text: &str) -> Result<Dimension, SearchError> {
        let wrong = |expected: &str| SearchError::BadDimension {
            text: text.to_owned(),
            expected: expected.to_owned(),
        };
        // A value may contain `@` itself.
        let with_level = text.rsplit_once(LEVEL_SIGN);
        let is_level = |level: &str| {
            Level::parse(level).is_some() || Period::named(level).is_some() || !text.contains('=')
        };
        let (node, level) = match with_level.filter(|(_, level)| is_level(level)) {
            Some((node, level)) => (node, Some(level)),
            None => (text, None),
        };
        let (name, value) = match node.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (node, None),
        };
        if self.facets().iter().any(|facet| facet.name == name) {
            let below = match value {
                Some(value) => self.facet_paths(name, value, None)?,
                None => Vec::new(),
            };
            let level = level.map_or(Some(Level::TOP), Level::parse);
            return Ok(Dimension::Facet {
                name: name.to_owned(),
                below,
                level: level.ok_or_else(|| wrong("a number, `leaves` or `all` after `@`"))?,
            });
        }
        if name == DATE && value.is_none() {
            let period = level.map_or(Some(Period::Year), Period::named);
            return match period {
                Some(period) => Ok(Dimension::Date(period)),
                None => Err(wrong("year, quarter, month, week or day after `@`")),
            };
        }
        let mut fields = DimensionField::ALL.into_iter();
        match fields.find(|field| field.name() == name) {
            Some(field) if value.is_none() && level.is_none() => Ok(Dimension::Field(field)),
            Some(_) => Err(wrong(&format!("`{name}` alone: it has no levels"))),
            None => Err(self.unknown_dimension(name)),
        }
    }

    /// Parses dimensions separated by commas. A comma is part of a value unless the name of a dimension follows.
    ///
    /// # Errors
    /// Those of [`Searcher::dimension`].
    pub fn dimensions(&self, text: &str) -> Result<Vec<Dimension>, SearchError> {
        let is_name = |name: &str| {
            let mut fields = DimensionField::ALL.iter();
            let mut facets = self.facets().iter();
            name == DATE
                || fields.any(|field| field.name() == name)
                || facets.any(|facet| facet.name == name)
        };
        let mut dimensions = Vec::new();
        let mut start = 0;
        for (comma, _) in text.match_indices(',') {
            let rest = text[comma + 1..].trim_start();
            let end = rest.find(['=', LEVEL_SIGN, ',']).unwrap_or(rest.len());
            if is_name(rest[..end].trim_end()) {
                dimensions.push(self.dimension(text[start..comma].trim())?);
                start = comma + 1;
            }
        }
        dimensions.push(self.dimension(text[start..].trim())?);
        Ok(dimensions)
    }

    fn unknown_dimension(&self, name: &str) -> SearchError {
        let facets = self.facets().iter().map(|facet| facet.name.clone());
        let fields = DimensionField::ALL.map(|field| field.name().to_owned());
        let known = facets.chain([DATE.to_owned()]).chain(fields);
        let known: Vec<String> = known.collect();
        SearchError::UnknownFacet {
            name: name.to_owned(),
            nearest: super::super::values::near_names(name, known.iter().map(String::as_str)),
            known,
            span: None,
        }
    }
}
