//! The likeliest candidate of a name, and why it is likely.

use crate::gazetteer::evidence::Evidence;

/// Why the chosen place is likely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Support {
    Stated,
    Beside,
    Division,
    Country,
    Near,
    Publisher,
    Only,
    Prominent,
}

impl Support {
    /// Returns whether the support is local: its division, or places near it.
    pub fn is_close(self) -> bool {
        match self {
            Support::Stated | Support::Beside | Support::Division | Support::Near => true,
            Support::Country | Support::Publisher | Support::Only | Support::Prominent => false,
        }
    }

    /// Returns the corresponding evidence.
    pub fn evidence(self) -> Evidence {
        match self {
            Support::Stated => Evidence::AreaInMetadata,
            Support::Beside => Evidence::NamedInText,
            Support::Division => Evidence::DivisionNamed,
            Support::Country => Evidence::CountryNamed,
            Support::Near => Evidence::NearbyNamed,
            Support::Publisher => Evidence::PublisherLocation,
            Support::Only => Evidence::OnlyCandidate,
            Support::Prominent => Evidence::MostProminent,
        }
    }
}

/// The likeliest candidate of a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    /// Index of the candidate.
    pub best: usize,
    /// Relative to the other candidates.
    pub probability: f64,
    /// The difference to the next probability.
    pub lead: f64,
    pub support: Support,
    /// How local the report is to its country, from 0 to 1.
    pub locality: f64,
}

impl Chosen {
    /// Returns whether something else in the report supports it.
    pub fn is_supported(&self) -> bool {
        match self.support {
            Support::Stated
            | Support::Beside
            | Support::Division
            | Support::Country
            | Support::Near
            | Support::Publisher => true,
            Support::Only | Support::Prominent => false,
        }
    }
}
