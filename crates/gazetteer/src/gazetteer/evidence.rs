//! Evidence for and against a mention: its context, and why one of its candidates is meant.

mod table;

use std::fmt;

/// A piece of evidence for or against an interpretation of a name. Its weight and its words, as
/// shown and stored, are one row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Evidence {
    // Context and spelling of a mention.
    /// After a word like `in` or `near`.
    AfterIn,
    /// After a word like `from` or `to`.
    AfterFrom,
    /// After `of`.
    AfterOf,
    /// After a phrase like `the town of`.
    AfterKind,
    /// Before a word like `county` or `residents`.
    BeforeKind,
    /// After a word like `northern` or `downtown`.
    AfterDirection,
    /// Next to other places.
    InList,
    /// In a dateline.
    InDateline,
    /// Before `-based`.
    BeforeBased,
    /// After a place that it contains.
    HoldsPlaceBefore,
    /// After a person's title.
    AfterTitle,
    /// After a first name.
    AfterFirstName,
    /// After an initial.
    AfterInitial,
    /// A first name before a capitalised word.
    FirstName,
    /// After a capitalised word.
    AfterCapitalised,
    /// Before a capitalised word.
    BeforeCapitalised,
    /// Before a word like `University` or `Church`.
    BeforeBody,
    /// Before a word like `Times` or `Airlines`.
    BeforeFirm,
    /// Before a word like `Battalion` or `Movement`.
    BeforeGroup,
    /// Before a word like `Street`.
    BeforeStreet,
    /// Before a word like `said`.
    BeforeSpeech,
    /// Before an age.
    BeforeAge,
    /// Before a word like `Jr`.
    BeforeSuffix,
    /// A common word in this report.
    LowercaseElsewhere,
    /// At the start of a sentence.
    StartsSentence,
    /// In all-caps text.
    InAllCaps,
    /// A common word in all-caps text.
    WordInAllCaps,
    /// May be a word.
    MaybeWord,
    /// Written as an acronym.
    AsAcronym,
    /// A month or day.
    CalendarWord,
    /// A word for a faith, a people or a side.
    OtherSense,
    /// A word for a direction or a kind of area.
    GenericWord,
    /// Words for a direction and a kind of area.
    GenericWords,
    /// Next to possible places.
    MaybeInList,
    /// A common word of the report's language.
    WordOfLanguage,
    /// In a language that capitalises nouns.
    AmongCapitalisedNouns,
    /// After an article, in a language that capitalises nouns.
    NounAfterArticle,
    /// After `the` and not before a noun.
    AfterThe,
    /// The last name of a person named in the report.
    LastName,
    /// Its first word is a person's title.
    StartsAsTitle,
    /// An abbreviated title.
    ShortTitle,
    /// A common word before `of`.
    WordBeforeOf,
    /// Before `de` and a capitalised word.
    BeforeParticle,
    /// Part of a currency's name.
    OfCurrency,
    /// Part of the name of a firm or body.
    OfFirm,
    /// Part of the name of a disease or virus.
    OfDisease,
    /// A language, a people of another country or a cuisine.
    NotACountry,
    /// Another bearer of the name is better known.
    BetterKnown,
    /// Inside a code.
    WithinCode,
    /// Part of the name of an agreement.
    OfAgreement,
    /// A cited author.
    CitedAuthor,
    /// The name of a ship.
    OfShip,
    /// Part of a noble title.
    OfTitle,
    /// Before `al-` and the rest of a name.
    BeforeArabicArticle,
    /// The text locates it where no place of that name is known.
    LiesElsewhere,
    /// The text locates it in a country where no place of that name is known.
    LiesAbroad,
    // The containing area follows.
    /// The area that contains it follows.
    AreaFollows,
    // Lowercase text.
    /// In text without capitals.
    InLowercase,
    /// A common word in text without capitals.
    WordInLowercase,
    // The choice of the candidate.
    /// Its area is asserted by metadata.
    AreaInMetadata,
    /// Named in the report's text.
    NamedInText,
    /// Other places of its division are named.
    DivisionNamed,
    /// Its country, or others of its places, are named.
    CountryNamed,
    /// Places near it are named.
    NearbyNamed,
    /// Its publisher is located there.
    PublisherLocation,
    /// No other place of that name is known.
    OnlyCandidate,
    /// The most prominent place of that name.
    MostProminent,
    // Properties of the candidate and other meanings of its name.
    /// A country or first-level division.
    WideArea,
    /// A district by its full name.
    FullDistrictName,
    /// The seat of a country or division.
    Seat,
    /// A small place.
    SmallPlace,
    /// Also a common word.
    AlsoWord,
    /// Also a first name.
    AlsoFirstName,
    /// Also a surname.
    AlsoSurname,
    /// Also the name of a well-known person.
    AlsoPerson,
    /// Not its usual name.
    UnusualName,
    /// A district by its short name.
    ShortDistrictName,
    // Local places outside the tables: what the text calls them, and under which area they are
    // filed.
    /// Called a part of a town.
    CalledQuarter,
    /// Called a settlement, camp or municipality.
    CalledSettlement,
    /// Called an airport or estate.
    CalledEstate,
    /// Filed below the only country of the report.
    BelowCountry,
    /// Filed below the previously named place.
    BelowPlaceBefore,
    /// Filed below the area that its sentence gives.
    BelowLinkedPlace,
    /// No area is named that certainly contains it.
    NoArea,
    // Other names.
    /// Named without its country, in a report about one country.
    CountryOfReport,
    /// The report names this country, and not the others with this demonym.
    DemonymOfReport,
}

impl Evidence {
    /// Returns the log odds that it adds to a mention being a place, for a candidate of the tables
    /// or one only of the world; 0 for evidence that is only shown or used elsewhere.
    pub(super) fn weight(self, declared: bool) -> f64 {
        let row = table::row(self);
        match declared {
            true => row.declared,
            false => row.undeclared,
        }
    }

    /// Returns its description, as shown by `--why`.
    pub fn words(self) -> &'static str {
        table::row(self).words
    }

    /// Returns whether it means that the name is part of a longer one.
    pub(super) fn is_of_longer_name(self) -> bool {
        table::row(self).of_longer_name
    }

    /// Returns the corresponding evidence in lowercase text, which is treated as all caps.
    pub(super) fn in_lowercase(self) -> Evidence {
        match self {
            Evidence::InAllCaps => Evidence::InLowercase,
            Evidence::WordInAllCaps => Evidence::WordInLowercase,
            other => other,
        }
    }
}

/// Writes the description.
impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}
