//! The word classes that rules refer to.

use super::TABLES;

/// The class of a word in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    // titles.tsv
    /// Precedes a person's name: `Senator`, `Mme`.
    Title,
    /// A title only if a dot follows: `Sens.`, `Gov.`.
    ShortTitle,
    /// A public office; a title if directly before a name: `mayor`.
    Office,
    /// Part of the names of offices and office holders; does not name anybody by itself: `deputy`.
    Role,
    /// A title of nobility with a place name that does not locate its bearer: `Duke`.
    Noble,
    /// Follows a person's name: `Jr`.
    Suffix,
    // speech.tsv
    /// Typical of people and not of places: `said`, `who`.
    Speech,
    /// Identifies the author of a report, after the name of a paper or agency: `correspondent`.
    Writer,
    // connecting-words.tsv
    /// `of`, `de`.
    Of,
    /// `the`, `la`.
    Article,
    /// `a`, `une`.
    Indefinite,
    /// `and`, `y`.
    And,
    /// `or`, `ou`.
    Or,
    /// Connects the two ends of a route: `from A to B`.
    To,
    /// `for`, `pour`.
    For,
    /// Introduces what a body is for or against: `contra`, `sur`.
    Against,
    /// A lowercase word inside names: `van`, `bin`, `da`.
    Particle,
    /// A preposition fused with an article: `al`, `du`.
    OfThe,
    /// `his`, `their`.
    Possessive,
    /// The article in Arabic names, in all its forms: `al`, `ash`.
    ArabicArticle,
    // calendar.tsv
    /// A month, with its number; includes short forms.
    Month,
    /// A weekday, with its number; Monday is 1.
    Weekday,
    /// Follows a time of day: `pm`, `GMT`.
    Clock,
    // abbreviations.tsv
    /// A full stop after it does not end a sentence.
    Abbreviation,
    /// An abbreviation if it is capitalised or a number follows, otherwise a word: `No. 5`.
    AbbreviationOrWord,
    /// Used in headers, notes and tables of documents: `Add.`, `paras`.
    OfDocuments,
    // place-kinds.tsv
    /// A part of a town.
    Quarter,
    /// A settlement or a lower division.
    Settlement,
    /// A camp or site of displaced people.
    Camp,
    /// An airport; the word is part of its name.
    Airport,
    /// A farm or estate; the word is part of its name.
    Estate,
    /// A settlement word with other senses: `the Clinton camp`, `community of nations`.
    ShyKind,
    // place-words.tsv
    /// Precedes the place where something is: `in`, `near`.
    In,
    /// Precedes the area that contains a place: `in`, `dans`.
    Within,
    /// Precedes places but also other names: `from`, `visited`.
    From,
    /// A part of an area: `northern`.
    Direction,
    /// A kind of place or area, or its ruler: `town`, `province`.
    Kind,
    /// A feature of land or water: `river`, `valley`.
    Feature,
    /// Too generic to name an area by itself: `Union`, `Santa`.
    Generic,
    /// An administrative level: `governorate`.
    Division,
    /// Follows a place and a hyphen: `Nairobi-based`.
    Based,
    /// Describes a place or its owner and is not part of its name: `remote`, `residential`.
    Describing,
    /// Appears next to names in sentences, and in all-caps text looks like part of them:
    /// `fighting`.
    InSentences,
    /// Connects a place to the area that contains it: `situated`, `heart`.
    LiesIn,
    /// The same for an area the place is only near: `outside`.
    Near,
    /// A country or people whose lowercase form is a common word: `turkey`.
    AlsoWord,
    /// Turns the words before it into another kind of place or a body: `district court`,
    /// `village council`.
    NotAPlace,
    // bodies.tsv
    /// Ends the name of a body named after its location: `hospital`.
    Body,
    /// Precedes the name of a club: `Real`.
    Club,
    /// A body that is named after a town with `of`: `university`.
    Named,
    /// Ends the name of a street: `avenue`.
    Street,
    /// Ends the name of a group, party or unit: `movement`.
    Group,
    /// Ends the name of a newspaper: `herald`.
    Press,
    /// Ends the name of a firm, club or event: `airlines`.
    Firm,
    /// A kind of organisation other than an armed group.
    Organisation,
    /// A kind of armed group.
    ArmedGroup,
    /// A kind of subdivision of an armed group: `column`.
    GroupPart,
    /// Describes whose subdivision it is: `rebel`.
    Faction,
    /// Its noun no longer is, or is not yet, what it says: `former`, `ex`.
    Former,
    /// The short name of a body in later mentions, with an article: `the Council`.
    ShortForm,
    /// A government, next to the name of its head.
    Government,
    /// Has its subject after `of`, not a place: `Chamber of Commerce`.
    Ministry,
    /// A unit of armed forces: `brigade`.
    Unit,
    /// The branch of a unit: `infantry`.
    Branch,
    /// Describes a unit and is not part of its name: `elite`.
    OfUnits,
    // legal-forms.tsv
    /// The legal form of a firm: `Ltd`.
    LegalForm,
    /// The same, only in all caps: `SA`.
    LegalFormInCapitals,
    // peoples.tsv
    /// A people or a faith.
    People,
    /// A faith, party or body that shares its name with places and is usually meant.
    OtherSense,
    /// Members of communities that are not settlements: `the community of nations`.
    Members,
    // works.tsv
    /// Something that governments agree on, capitalised or not: `treaty`.
    Agreement,
    /// The same, only if capitalised: `Charter`.
    Instrument,
    /// A kind of ship.
    Ship,
    /// After a place, part of the name of a disease: `fever`.
    Disease,
    /// After the adjective of a country, food or a place to eat it: `cuisine`.
    Food,
    /// After the adjective of a country, indicates the language: `speakers`.
    Language,
    /// A language and no people: `Arabic`.
    LanguageName,
    /// What people do with a language: `learn`.
    Speaks,
    // documents.tsv
    /// States, their bodies, documents and parts of those, meetings and numbering words; alone or
    /// combined, these name nothing.
    Heading,
    /// `first`, `second`.
    Ordinal,
    // function-words.tsv
    /// A function word that a query does not require.
    FunctionWord,
    /// A function word that is a content word in another language: `car`, `die`.
    FunctionWordOrOther,
    /// A function word that loses its vowel before another word: `l’attaque`.
    Elided,
    // currencies.tsv
    /// A currency and nothing else.
    Currency,
    /// A currency, or a word with another sense: `mark`.
    CurrencyOrOther,
    // Newer ones, at the end because compiled gazetteers have the numbers of classes.
    /// Beside the noun of a force, something that is not the force: `police union`, `syndicat de police` (bodies.tsv).
    NotTheForce,
}

impl Class {
    /// Returns the name of the class in the tables.
    pub fn name(self) -> &'static str {
        let mut all = TABLES.iter().flat_map(|table| table.names());
        let name = all.find(|(class, _)| *class == self);
        name.map_or("", |(_, name)| name)
    }

    /// Returns the class with this [`number`](Class::number).
    pub fn from_number(number: u8) -> Option<Class> {
        let mut all = TABLES.iter().flat_map(|table| table.names());
        let found = all.find(|(class, _)| class.number() == number);
        found.map(|(class, _)| *class)
    }

    /// Returns the number of the class in compiled tables.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Returns the bit of the class in a set.
    pub(super) fn bit(self) -> u128 {
        1 << self as u128
    }

    /// Returns whether text analysis, not the tagger, uses this class.
    pub fn is_for_analysis(self) -> bool {
        matches!(
            self,
            Class::Abbreviation
                | Class::AbbreviationOrWord
                | Class::FunctionWord
                | Class::FunctionWordOrOther
                | Class::Elided
        )
    }

    /// Returns whether this is a class of function words.
    pub fn is_function_word(self) -> bool {
        matches!(
            self,
            Class::FunctionWord | Class::FunctionWordOrOther | Class::Elided
        )
    }

    /// Returns whether rows of this class are patterns: a name placeholder with words next to it.
    pub fn is_pattern(self) -> bool {
        matches!(
            self,
            Class::Quarter
                | Class::Settlement
                | Class::Camp
                | Class::Airport
                | Class::Estate
                | Class::ShyKind
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn classes_have_one_table_and_fit_into_a_set() {
        let all: Vec<Class> = TABLES
            .iter()
            .flat_map(|table| table.names())
            .map(|(class, _)| *class)
            .collect();
        let bits: HashSet<u128> = all.iter().map(|class| class.bit()).collect();
        assert_eq!(bits.len(), all.len());
        for class in all {
            assert!(!class.name().is_empty());
            assert_eq!(Class::from_number(class.number()), Some(class));
        }
    }
}
