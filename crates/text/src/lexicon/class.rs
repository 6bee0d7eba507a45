//! The classes of words: what rules ask for.

use super::TABLES;

/// What a word is: the classes that rules ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    // titles.tsv
    /// Stands before a person's name: `Senator`, `Mme`.
    Title,
    /// A title that is one only with a dot behind it: `Sens.`, `Gov.`.
    ShortTitle,
    /// An office that somebody holds in a place; directly before a name it is a title: `mayor`.
    Office,
    /// Part of what offices and those who hold them are called; by itself it names nobody: `deputy`.
    Role,
    /// A title of nobility, which is of a place that its bearer has nothing to do with: `Duke`.
    Noble,
    /// Stands behind a person's name: `Jr`.
    Suffix,
    // speech.tsv
    /// What people do and places do not: `said`, `who`.
    Speech,
    /// Who wrote a report, behind the name of a paper or an agency: `correspondent`.
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
    /// Joins the two ends of a way: `from A to B`.
    To,
    /// `for`, `pour`.
    For,
    /// Leads on to what a body is for or against: `contra`, `sur`.
    Against,
    /// A small word within names: `van`, `bin`, `da`.
    Particle,
    /// A preposition that holds an article: `al`, `du`.
    OfThe,
    /// `his`, `their`.
    Possessive,
    /// The article within an Arabic name, in all its forms: `al`, `ash`.
    ArabicArticle,
    // calendar.tsv
    /// A month, with its number; also in short.
    Month,
    /// A weekday, with its number; Monday is 1.
    Weekday,
    /// Stands behind a time of day: `pm`, `GMT`.
    Clock,
    // abbreviations.tsv
    /// A full stop behind it ends no sentence.
    Abbreviation,
    /// The same if it has a capital or a number follows; else it is a word: `No. 5`.
    AbbreviationOrWord,
    /// Stands in the heads, notes and tables of documents: `Add.`, `paras`.
    OfDocuments,
    // place-kinds.tsv
    /// A part of a town.
    Quarter,
    /// A settlement or a lower division.
    Settlement,
    /// A camp or site of displaced people.
    Camp,
    /// An airport, which is named with its kind.
    Airport,
    /// A farm or estate, which is named with its kind.
    Estate,
    /// A settlement whose word has other senses: `the Clinton camp`, `community of nations`.
    ShyKind,
    // place-words.tsv
    /// Stands before a place where something is: `in`, `near`.
    In,
    /// Stands before the area that a place lies in: `in`, `dans`.
    Within,
    /// Stands before a place, and before other names too: `from`, `visited`.
    From,
    /// Tells which part of an area: `northern`.
    Direction,
    /// What a place or an area is called, or who holds it: `town`, `province`.
    Kind,
    /// What land and water are called: `river`, `valley`.
    Feature,
    /// Names no certain area by itself: `Union`, `Santa`.
    Generic,
    /// A level of administration: `governorate`.
    Division,
    /// Stands behind a place and a hyphen: `Nairobi-based`.
    Based,
    /// Tells what a place is like or whose it is, and is no part of its name: `remote`, `residential`.
    Describing,
    /// Stands beside names in sentences, and in text of capitals looks like part of them: `fighting`.
    InSentences,
    /// Stands between a place and the area that it lies in: `situated`, `heart`.
    LiesIn,
    /// The same, where the place lies only near: `outside`.
    Near,
    /// A country or people that is a common word when it is written in lowercase: `turkey`.
    AlsoWord,
    /// Makes a place of another kind, or a body, of the words before it: `district court`, `village council`.
    NotAPlace,
    // bodies.tsv
    /// Ends the name of a body called after the place it is in: `hospital`.
    Body,
    /// Ends the name of a street: `avenue`.
    Street,
    /// Ends the name of a group, party or unit: `movement`.
    Group,
    /// Ends the name of a paper: `herald`.
    Press,
    /// Ends the name of a firm, club or event: `airlines`.
    Firm,
    /// What a body other than an armed group is called.
    Organisation,
    /// What an armed group is called.
    ArmedGroup,
    /// What a part of an armed group is called: `column`.
    GroupPart,
    /// Tells whose such a part is: `rebel`.
    Faction,
    /// What a body is called further on, by this word alone and with an article: `the Council`.
    ShortForm,
    /// A government, beside the name of who leads it.
    Government,
    /// Has its field behind `of`, not a place: `Chamber of Commerce`.
    Ministry,
    /// A unit of armed forces: `brigade`.
    Unit,
    /// Tells of which branch a unit is: `infantry`.
    Branch,
    /// Tells what a unit is like and is no part of its name: `elite`.
    OfUnits,
    // legal-forms.tsv
    /// A firm's legal form: `Ltd`.
    LegalForm,
    /// The same, in capitals only: `SA`.
    LegalFormInCapitals,
    // peoples.tsv
    /// A people or a faith.
    People,
    /// What some places are called like and what is meant mostly: a faith, a party, a body.
    OtherSense,
    /// Of whom there are communities: `the community of nations`.
    Members,
    // works.tsv
    /// What governments agree on, whether its name is capitalised or not: `treaty`.
    Agreement,
    /// The same where it is capitalised: `Charter`.
    Instrument,
    /// A kind of ships.
    Ship,
    /// Behind a place, part of the name of a disease: `fever`.
    Disease,
    /// Behind an adjective of a country, food or where it is eaten: `cuisine`.
    Food,
    /// Behind an adjective of a country, tells that it is a language: `speakers`.
    Language,
    /// What people do with a language: `learn`.
    Speaks,
    // documents.tsv
    /// States, their bodies, documents, parts of those, meetings and what numbers them; by itself, or with others, it names nothing.
    Heading,
    /// `first`, `second`.
    Ordinal,
    // function-words.tsv
    /// A function word that a query does not require.
    FunctionWord,
    /// A function word that means something in another language: `car`, `die`.
    FunctionWordOrOther,
    /// A function word that has lost its vowel before another word: `l’attaque`.
    Elided,
    // currencies.tsv
    /// Money and nothing else.
    Currency,
    /// Money, or a word with another sense: `mark`.
    CurrencyOrOther,
}

impl Class {
    /// Returns the class as tables write it.
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

    /// Returns the number by which compiled tables name the class.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Returns the bit that stands for it in a set.
    pub(super) fn bit(self) -> u128 {
        1 << self as u128
    }

    /// Returns whether text analysis uses words of this class, not the tagger.
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

    /// Returns whether text analysis counts words of this class as those of a language.
    pub fn is_function_word(self) -> bool {
        matches!(
            self,
            Class::FunctionWord | Class::FunctionWordOrOther | Class::Elided
        )
    }

    /// Returns whether its rows are patterns of a name and the words beside it.
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
