//! The weight and description of each piece of evidence: one row each.
//!
//! Weights are log odds, fitted to annotated news texts; more weights are in `places::weights`.

use super::Evidence;

/// A row of the table.
pub(super) struct Row {
    /// Log odds for a candidate of the tables.
    pub declared: f64,
    /// Log odds for a candidate only of the world.
    pub undeclared: f64,
    /// Whether the name is part of a longer one.
    pub of_longer_name: bool,
    /// The description.
    pub words: &'static str,
}

impl Row {
    const fn of_longer_name(self) -> Row {
        Row {
            of_longer_name: true,
            ..self
        }
    }
}

/// The same weight for all candidates.
const fn both(weight: f64, words: &'static str) -> Row {
    each(weight, weight, words)
}

/// A weight only for candidates outside the tables.
const fn undeclared(weight: f64, words: &'static str) -> Row {
    each(0.0, weight, words)
}

/// Shown without a weight.
const fn unweighed(words: &'static str) -> Row {
    each(0.0, 0.0, words)
}

/// Different weights for candidates of the tables and others.
const fn each(declared: f64, undeclared: f64, words: &'static str) -> Row {
    Row {
        declared,
        undeclared,
        of_longer_name: false,
        words,
    }
}

/// Returns the row of a piece of evidence.
pub(super) const fn row(evidence: Evidence) -> Row {
    use Evidence as E;
    match evidence {
        E::AfterIn => both(1.7, "after a word like `in` or `near`"),
        E::AfterFrom => both(0.8, "after a word like `from` or `to`"),
        E::AfterOf => both(0.6, "after `of`"),
        E::AfterKind => both(1.5, "after a phrase like `the town of`"),
        E::BeforeKind => both(0.5, "before a word like `county` or `residents`"),
        E::AfterDirection => both(1.0, "after a word like `northern` or `downtown`"),
        E::InList => both(1.5, "next to other places"),
        E::InDateline => both(2.5, "in a dateline"),
        E::BeforeBased => both(1.7, "before `-based`"),
        E::HoldsPlaceBefore => both(1.5, "after a place inside it"),
        E::AfterTitle => both(-2.5, "after a person's title"),
        E::AfterFirstName => both(-3.4, "after a first name").of_longer_name(),
        E::AfterInitial => both(-2.5, "after an initial").of_longer_name(),
        E::FirstName => both(-3.0, "a first name before a capitalised word").of_longer_name(),
        E::AfterCapitalised => both(-1.5, "after a capitalised word").of_longer_name(),
        E::BeforeCapitalised => both(-1.0, "before a capitalised word").of_longer_name(),
        E::BeforeBody => both(-0.5, "before a word like `University` or `Church`").of_longer_name(),
        E::BeforeFirm => both(-3.8, "before a word like `Times` or `Airlines`").of_longer_name(),
        E::BeforeGroup => {
            each(0.0, -4.0, "before a word like `Battalion` or `Movement`").of_longer_name()
        }
        E::BeforeStreet => both(-4.0, "before a word like `Street`").of_longer_name(),
        E::BeforeSpeech => both(-2.2, "before a word like `said`"),
        E::BeforeAge => both(-2.5, "before an age"),
        E::BeforeSuffix => both(-3.0, "before a word like `Jr`").of_longer_name(),
        E::LowercaseElsewhere => both(-2.1, "a common word in this report"),
        E::StartsSentence => both(-0.9, "at the start of a sentence"),
        E::InAllCaps => both(0.0, "in all-caps text"),
        E::WordInAllCaps => each(0.0, -5.0, "a common word in all-caps text"),
        E::MaybeWord => each(-3.3, -2.0, "may be a word"),
        E::AsAcronym => each(0.0, -4.0, "written like an acronym"),
        E::CalendarWord => both(-6.0, "a month or day"),
        E::OtherSense => both(-3.4, "a word for a religion, a people or a side"),
        E::GenericWord => each(0.0, -5.0, "a word for a direction or a kind of area"),
        E::GenericWords => both(0.0, "words for a direction and a kind of area"),
        E::MaybeInList => both(0.0, "next to possible other places"),
        E::WordOfLanguage => each(-1.5, -3.0, "a common word of the language"),
        E::AmongCapitalisedNouns => each(0.0, -0.8, "in a language that capitalises nouns"),
        E::NounAfterArticle => each(0.0, -2.5, "after an article, as nouns are"),
        E::AfterThe => each(0.0, -2.0, "after `the` and not before a noun"),
        E::LastName => each(0.0, -3.0, "the last name of a person in the report"),
        E::StartsAsTitle => each(0.0, -1.0, "its first word is a person's title"),
        E::ShortTitle => both(-6.0, "an abbreviated title"),
        E::WordBeforeOf => each(0.0, -3.0, "a common word before `of`"),
        E::BeforeParticle => each(0.0, -1.5, "before `de` and a capitalised word").of_longer_name(),
        E::OfCurrency => both(-12.0, "part of a currency's name").of_longer_name(),
        E::OfFirm => both(-12.0, "part of the name of a company or organisation").of_longer_name(),
        E::OfDisease => both(-12.0, "part of the name of a disease or virus").of_longer_name(),
        E::NotACountry => both(-9.0, "a language, a nationality or a cuisine"),
        E::BetterKnown => both(-5.0, "something else with this name is better known"),
        E::WithinCode => both(-12.0, "part of a code").of_longer_name(),
        E::OfAgreement => both(-12.0, "part of the name of an agreement").of_longer_name(),
        E::CitedAuthor => both(-12.0, "a cited author").of_longer_name(),
        E::OfShip => both(-12.0, "a ship's name").of_longer_name(),
        E::OfTitle => both(-12.0, "part of a noble title").of_longer_name(),
        E::BeforeArabicArticle => {
            both(-12.0, "before `al-` and the rest of a name").of_longer_name()
        }
        E::LiesElsewhere => each(
            0.0,
            -6.0,
            "located in an area without a known place of that name",
        ),
        E::LiesAbroad => both(
            -7.0,
            "located in a country without a known place of that name",
        ),
        // The containing area follows.
        E::AreaFollows => both(3.5, "followed by the area that contains it"),
        // Lowercase text.
        E::InLowercase => both(0.0, "in lowercase text"),
        E::WordInLowercase => both(0.0, "a common word in lowercase text"),
        // The choice of the candidate.
        E::AreaInMetadata => both(0.5, "its area is in the metadata"),
        E::NamedInText => both(1.6, "has this name in the report's text"),
        E::DivisionNamed => both(1.6, "other places of its division are named"),
        E::CountryNamed => both(0.5, "its country or other places in it are named"),
        E::NearbyNamed => both(1.6, "places near it are named"),
        E::PublisherLocation => both(0.5, "its publisher is located there"),
        E::OnlyCandidate => both(0.0, "no other place with this name is known"),
        E::MostProminent => both(0.0, "the most prominent place with this name"),
        // Properties of the candidate and other meanings of its name.
        E::WideArea => undeclared(1.0, "a country or first-level division"),
        E::FullDistrictName => undeclared(1.5, "a district by its full name"),
        E::Seat => undeclared(0.5, "the seat of a country or division"),
        E::SmallPlace => undeclared(-0.7, "a small place"),
        E::AlsoWord => undeclared(-1.5, "also a common word"),
        E::AlsoFirstName => undeclared(-1.6, "also a first name"),
        E::AlsoSurname => undeclared(-0.8, "also a surname"),
        E::AlsoPerson => undeclared(-2.0, "also the name of a well-known person"),
        E::UnusualName => undeclared(-1.3, "not its usual name"),
        E::ShortDistrictName => undeclared(-1.2, "a district by its short name"),
        // Local places outside the tables: what the text calls them, and under which area they are
        // filed.
        E::CalledQuarter => unweighed("described as a part of a town"),
        E::CalledSettlement => unweighed("described as a settlement, camp or municipality"),
        E::CalledEstate => unweighed("described as an airport or estate"),
        E::BelowCountry => unweighed("below the only country of the report"),
        E::BelowPlaceBefore => unweighed("below the place named before it"),
        E::BelowLinkedPlace => {
            unweighed("below the place that contains it according to the sentence")
        }
        E::NoArea => unweighed("no area that certainly contains it is named"),
        // Other names.
        E::CountryOfReport => unweighed("named without its country, in a report about one country"),
        E::DemonymOfReport => {
            unweighed("the report names this country, not others with the same demonym")
        }
    }
}
