//! What a name most likely means, and why.

use super::weights;

/// Why the chosen place is likely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Support {
    Stated,
    Beside,
    Division,
    Country,
    Near,
    Home,
    Only,
    Prominent,
}

impl Support {
    /// Returns what it adds to the log odds of being a place's name.
    pub fn weight(self) -> f64 {
        match self {
            Support::Beside | Support::Division | Support::Near => weights::SUPPORTED_CLOSELY,
            Support::Stated | Support::Country | Support::Home => weights::SUPPORTED,
            Support::Only | Support::Prominent => 0.0,
        }
    }

    /// Returns whether what speaks for it is close: its division, or places near it.
    pub fn is_close(self) -> bool {
        match self {
            Support::Stated | Support::Beside | Support::Division | Support::Near => true,
            Support::Country | Support::Home | Support::Only | Support::Prominent => false,
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Support::Stated => "its area is stated by metadata",
            Support::Beside => "named so in the report's text",
            Support::Division => "other places of its division are named",
            Support::Country => "its country, or others of its places, are named",
            Support::Near => "places near it are named",
            Support::Home => "its publisher is at home there",
            Support::Only => "no other place of that name is known",
            Support::Prominent => "the most prominent of that name",
        }
    }
}

/// What a name most likely means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    /// Index of the candidate.
    pub best: usize,
    /// Among the candidates.
    pub probability: f64,
    /// By how much that is more than the next one's.
    pub lead: f64,
    pub support: Support,
    /// How much the report is about its country's places, from 0 to 1.
    pub locality: f64,
}

impl Chosen {
    /// Returns whether something else in the report speaks for it.
    pub fn is_supported(&self) -> bool {
        match self.support {
            Support::Stated
            | Support::Beside
            | Support::Division
            | Support::Country
            | Support::Near
            | Support::Home => true,
            Support::Only | Support::Prominent => false,
        }
    }
}
