//! The kinds of evidence for or against a place's name, and how people are told of them.

/// Evidence for or against a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::gazetteer::places) enum Clue {
    AfterIn,
    AfterFrom,
    AfterOf,
    AfterKind,
    BeforeKind,
    AfterDirection,
    Listed,
    Dateline,
    Based,
    Holds,
    AfterTitle,
    AfterFirstName,
    AfterInitial,
    FirstName,
    AfterCapital,
    BeforeCapital,
    BeforeBody,
    BeforeFirm,
    BeforeGroup,
    BeforeStreet,
    BeforeSpeech,
    BeforeAge,
    BeforeSuffix,
    SmallElsewhere,
    StartsSentence,
    InCapitals,
    WordInCapitals,
    InSmallLetters,
    AsAcronym,
    Calendar,
    People,
    Generic,
    GenericWords,
    MaybeListed,
    AfterThe,
    LastName,
    StartsAsTitle,
    Title,
    WordBeforeOf,
    BeforeParticle,
    OfCurrency,
    OfFirm,
    OfDisease,
    NoCountry,
    BetterKnown,
    WithinCode,
    OfAgreement,
    Author,
    OfShip,
    OfTitle,
    BeforeArticle,
    LiesElsewhere,
}

impl Clue {
    /// Returns the clue in words, as `--why` shows it.
    pub fn words(self) -> &'static str {
        match self {
            Clue::AfterIn => "after a word like `in` or `near`",
            Clue::AfterFrom => "after a word like `from` or `to`",
            Clue::AfterOf => "after `of`",
            Clue::AfterKind => "after a phrase like `the town of`",
            Clue::BeforeKind => "before a word like `county` or `residents`",
            Clue::AfterDirection => "after a word like `northern` or `downtown`",
            Clue::Listed => "beside other places",
            Clue::Dateline => "in a dateline",
            Clue::Based => "before `-based`",
            Clue::Holds => "after a place that lies in it",
            Clue::AfterTitle => "after a person's title",
            Clue::AfterFirstName => "after a first name",
            Clue::FirstName => "a first name before a capitalised word",
            Clue::AfterInitial => "after an initial",
            Clue::AfterCapital => "after a capitalised word",
            Clue::BeforeCapital => "before a capitalised word",
            Clue::BeforeBody => "before a word like `University` or `Church`",
            Clue::BeforeFirm => "before a word like `Times` or `Airlines`",
            Clue::BeforeGroup => "before a word like `Battalion` or `Movement`",
            Clue::BeforeStreet => "before a word like `Street`",
            Clue::BeforeSpeech => "before a word like `said`",
            Clue::BeforeAge => "before an age",
            Clue::BeforeSuffix => "before a word like `Jr`",
            Clue::SmallElsewhere => "a common word in this report",
            Clue::StartsSentence => "at the start of a sentence",
            Clue::InCapitals => "in text of capitals",
            Clue::WordInCapitals => "a common word in text of capitals",
            Clue::InSmallLetters => "may be a word",
            Clue::AsAcronym => "written as an acronym is",
            Clue::Calendar => "a month or day",
            Clue::Generic => "a word for a direction or a kind of area",
            Clue::GenericWords => "words for a direction and a kind of area",
            Clue::MaybeListed => "beside what may be other places",
            Clue::AfterThe => "after `the` and before no noun",
            Clue::LastName => "the last name of a person whom the report names",
            Clue::StartsAsTitle => "its first word is a person's title",
            Clue::Title => "a title in short",
            Clue::WordBeforeOf => "a common word before `of`",
            Clue::BeforeParticle => "before `de` and a capitalised word",
            Clue::OfCurrency => "part of a currency's name",
            Clue::OfFirm => "part of the name of a firm or body",
            Clue::OfDisease => "part of the name of a disease or virus",
            Clue::NoCountry => "a language, a people of another country or a kitchen",
            Clue::BetterKnown => "something else of the name is better known",
            Clue::WithinCode => "within a code",
            Clue::OfAgreement => "part of the name of an agreement",
            Clue::Author => "an author who is cited",
            Clue::OfShip => "a ship's name",
            Clue::OfTitle => "of a noble title",
            Clue::LiesElsewhere => "said to lie where no place of that name is known",
            Clue::BeforeArticle => "before `al-` and more of a name",
            Clue::People => "a word for a faith, a people or a side",
        }
    }

    /// Returns whether it tells that the name is part of a longer one.
    pub fn parts_of_name(self) -> bool {
        matches!(
            self,
            Clue::AfterFirstName
                | Clue::AfterInitial
                | Clue::FirstName
                | Clue::AfterCapital
                | Clue::BeforeCapital
                | Clue::BeforeBody
                | Clue::BeforeFirm
                | Clue::BeforeGroup
                | Clue::BeforeStreet
                | Clue::BeforeSuffix
                | Clue::BeforeParticle
                | Clue::OfCurrency
                | Clue::OfFirm
                | Clue::OfDisease
                | Clue::WithinCode
                | Clue::OfAgreement
                | Clue::Author
                | Clue::OfShip
                | Clue::OfTitle
                | Clue::BeforeArticle
        )
    }
}
