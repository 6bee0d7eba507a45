//! Evidence for and against a mention: what is seen around it, and why one of its candidates is meant.

mod table;

use std::fmt;

/// A piece of evidence for or against what a name is taken to be. Its weight and its words, as they are shown and
/// stored, are a row of one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Evidence {
    // What stands around a mention, or how it is written.
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
    /// Beside other places.
    InList,
    /// In a dateline.
    InDateline,
    /// Before `-based`.
    BeforeBased,
    /// After a place that lies in it.
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
    /// In text of capitals.
    InAllCaps,
    /// A common word in text of capitals.
    WordInAllCaps,
    /// May be a word.
    MaybeWord,
    /// Written as an acronym is.
    AsAcronym,
    /// A month or day.
    CalendarWord,
    /// A word for a faith, a people or a side.
    OtherSense,
    /// A word for a direction or a kind of area.
    GenericWord,
    /// Words for a direction and a kind of area.
    GenericWords,
    /// Beside what may be other places.
    MaybeInList,
    /// After `the` and before no noun.
    AfterThe,
    /// The last name of a person whom the report names.
    LastName,
    /// Its first word is a person's title.
    StartsAsTitle,
    /// A title in short.
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
    /// A language, a people of another country or a kitchen.
    NotACountry,
    /// Something else of the name is better known.
    BetterKnown,
    /// Within a code.
    WithinCode,
    /// Part of the name of an agreement.
    OfAgreement,
    /// An author who is cited.
    CitedAuthor,
    /// A ship's name.
    OfShip,
    /// Of a noble title.
    OfTitle,
    /// Before `al-` and more of a name.
    BeforeArabicArticle,
    /// Said to lie where no place of that name is known.
    LiesElsewhere,
    // The area follows in which a candidate lies.
    /// The area it lies in follows.
    AreaFollows,
    // Text without capitals.
    /// In text without capitals.
    InLowercase,
    /// A common word in text without capitals.
    WordInLowercase,
    // Which candidate is meant.
    /// Its area is stated by metadata.
    AreaInMetadata,
    /// Named so in the report's text.
    NamedInText,
    /// Other places of its division are named.
    DivisionNamed,
    /// Its country, or others of its places, are named.
    CountryNamed,
    /// Places near it are named.
    NearbyNamed,
    /// Its publisher is at home there.
    PublisherLocation,
    /// No other place of that name is known.
    OnlyCandidate,
    /// The most prominent of that name.
    MostProminent,
    // What a candidate is, and what its name means besides.
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
    /// Also what a well-known person is called.
    AlsoPerson,
    /// Not its usual name.
    UnusualName,
    /// A district by its short name.
    ShortDistrictName,
    // Places that nobody listed: what the text calls them, and by what they are filed.
    /// Called a part of a town.
    CalledQuarter,
    /// Called a settlement, camp or municipality.
    CalledSettlement,
    /// Called an airport or estate.
    CalledEstate,
    /// Filed below the one country of the report.
    BelowCountry,
    /// Filed below the place named before it.
    BelowPlaceBefore,
    /// Filed below the place that its sentence says it lies in.
    BelowLinkedPlace,
    /// No area is named that it surely lies in.
    NoArea,
    // Other names.
    /// Named without its country, in a report of one.
    CountryOfReport,
    /// The report names this country, not the others whose people are called so.
    DemonymOfReport,
}

impl Evidence {
    /// Returns what it adds to the log odds that a mention is one of a place, for a candidate that a table
    /// declares or one that only the world has; 0 for what only tells people, or decides elsewhere.
    pub(super) fn weight(self, declared: bool) -> f64 {
        let row = table::row(self);
        match declared {
            true => row.declared,
            false => row.undeclared,
        }
    }

    /// Returns it in words, as `--why` shows it.
    pub fn words(self) -> &'static str {
        table::row(self).words
    }

    /// Returns whether it tells that the name is part of a longer one.
    pub(super) fn is_of_longer_name(self) -> bool {
        table::row(self).of_longer_name
    }

    /// Returns what stands for it in text without capitals, which is read as if it were all caps.
    pub(super) fn in_lowercase(self) -> Evidence {
        match self {
            Evidence::InAllCaps => Evidence::InLowercase,
            Evidence::WordInAllCaps => Evidence::WordInLowercase,
            other => other,
        }
    }
}

/// Writes the words.
impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}
