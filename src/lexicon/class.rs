//! The tables of the lexicon and the classes of words in each.

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
    /// An airport or estate, which is named with its kind.
    Site,
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
    /// Ends the name of a body called after the place it stands in: `hospital`.
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

/// A table of the lexicon.
#[derive(Debug, Clone, Copy)]
pub struct Table(&'static Def);

#[derive(Debug)]
struct Def {
    /// Its name in the folder.
    file: &'static str,
    /// Its text in the program.
    text: &'static str,
    /// Whether text analysis uses it, which knows no schema.
    is_fixed: bool,
    classes: &'static [Class],
}

/// All tables.
pub const TABLES: &[Table] = &[
    Table(&Def {
        file: "titles.tsv",
        text: include_str!("../../index-schema/lexicon/titles.tsv"),
        is_fixed: false,
        classes: &[
            Class::Title,
            Class::ShortTitle,
            Class::Office,
            Class::Role,
            Class::Noble,
            Class::Suffix,
        ],
    }),
    Table(&Def {
        file: "speech.tsv",
        text: include_str!("../../index-schema/lexicon/speech.tsv"),
        is_fixed: false,
        classes: &[Class::Speech, Class::Writer],
    }),
    Table(&Def {
        file: "connecting-words.tsv",
        text: include_str!("../../index-schema/lexicon/connecting-words.tsv"),
        is_fixed: false,
        classes: &[
            Class::Of,
            Class::Article,
            Class::Indefinite,
            Class::And,
            Class::Or,
            Class::To,
            Class::For,
            Class::Against,
            Class::Particle,
            Class::OfThe,
            Class::Possessive,
            Class::ArabicArticle,
        ],
    }),
    Table(&Def {
        file: "calendar.tsv",
        text: include_str!("../../index-schema/lexicon/calendar.tsv"),
        is_fixed: false,
        classes: &[Class::Month, Class::Weekday, Class::Clock],
    }),
    Table(&Def {
        file: "abbreviations.tsv",
        text: include_str!("../../index-schema/lexicon/abbreviations.tsv"),
        is_fixed: true,
        classes: &[Class::Abbreviation, Class::AbbreviationOrWord],
    }),
    Table(&Def {
        file: "place-kinds.tsv",
        text: include_str!("../../index-schema/lexicon/place-kinds.tsv"),
        is_fixed: false,
        classes: &[
            Class::Quarter,
            Class::Settlement,
            Class::Camp,
            Class::Site,
            Class::ShyKind,
        ],
    }),
    Table(&Def {
        file: "place-words.tsv",
        text: include_str!("../../index-schema/lexicon/place-words.tsv"),
        is_fixed: false,
        classes: &[
            Class::In,
            Class::Within,
            Class::From,
            Class::Direction,
            Class::Kind,
            Class::Feature,
            Class::Generic,
            Class::Division,
            Class::Based,
            Class::Describing,
            Class::InSentences,
            Class::LiesIn,
            Class::Near,
            Class::AlsoWord,
            Class::NotAPlace,
        ],
    }),
    Table(&Def {
        file: "bodies.tsv",
        text: include_str!("../../index-schema/lexicon/bodies.tsv"),
        is_fixed: false,
        classes: &[
            Class::Body,
            Class::Street,
            Class::Group,
            Class::Press,
            Class::Firm,
            Class::Organisation,
            Class::ArmedGroup,
            Class::GroupPart,
            Class::Faction,
            Class::ShortForm,
            Class::Government,
            Class::Ministry,
            Class::Unit,
            Class::Branch,
            Class::OfUnits,
        ],
    }),
    Table(&Def {
        file: "legal-forms.tsv",
        text: include_str!("../../index-schema/lexicon/legal-forms.tsv"),
        is_fixed: false,
        classes: &[Class::LegalForm, Class::LegalFormInCapitals],
    }),
    Table(&Def {
        file: "peoples.tsv",
        text: include_str!("../../index-schema/lexicon/peoples.tsv"),
        is_fixed: false,
        classes: &[Class::People, Class::OtherSense, Class::Members],
    }),
    Table(&Def {
        file: "works.tsv",
        text: include_str!("../../index-schema/lexicon/works.tsv"),
        is_fixed: false,
        classes: &[
            Class::Agreement,
            Class::Instrument,
            Class::Ship,
            Class::Disease,
            Class::Food,
            Class::Language,
            Class::Speaks,
        ],
    }),
    Table(&Def {
        file: "documents.tsv",
        text: include_str!("../../index-schema/lexicon/documents.tsv"),
        is_fixed: false,
        classes: &[Class::OfDocuments, Class::Heading, Class::Ordinal],
    }),
    Table(&Def {
        file: "function-words.tsv",
        text: include_str!("../../index-schema/lexicon/function-words.tsv"),
        is_fixed: true,
        classes: &[
            Class::FunctionWord,
            Class::FunctionWordOrOther,
            Class::Elided,
        ],
    }),
    Table(&Def {
        file: "currencies.tsv",
        text: include_str!("../../index-schema/lexicon/currencies.tsv"),
        is_fixed: false,
        classes: &[Class::Currency, Class::CurrencyOrOther],
    }),
];

/// Months of a year, days of a week.
const MONTHS: u8 = 12;
const WEEKDAYS: u8 = 7;

impl Class {
    /// Returns the class as tables write it.
    pub fn name(self) -> &'static str {
        match self {
            Class::Title => "title",
            Class::ShortTitle => "short title",
            Class::Office => "office",
            Class::Role => "role",
            Class::Noble => "noble title",
            Class::Suffix => "suffix",
            Class::Speech => "speech",
            Class::Writer => "writer",
            Class::Of => "of",
            Class::Article => "article",
            Class::Indefinite => "indefinite article",
            Class::And => "and",
            Class::Or => "or",
            Class::To => "to",
            Class::For => "for",
            Class::Against => "against or on",
            Class::Particle => "particle",
            Class::OfThe => "preposition and article",
            Class::Possessive => "possessive",
            Class::ArabicArticle => "Arabic article",
            Class::Month => "month",
            Class::Weekday => "weekday",
            Class::Clock => "clock",
            Class::Abbreviation => "abbreviation",
            Class::AbbreviationOrWord => "abbreviation or word",
            Class::OfDocuments => "in documents",
            Class::Quarter => "quarter",
            Class::Settlement => "settlement",
            Class::Camp => "camp",
            Class::Site => "site",
            Class::ShyKind => "settlement or other",
            Class::In => "in",
            Class::Within => "within",
            Class::From => "from",
            Class::Direction => "direction",
            Class::Kind => "kind",
            Class::Feature => "feature",
            Class::Generic => "generic",
            Class::Division => "division",
            Class::Based => "behind a hyphen",
            Class::Describing => "describing",
            Class::InSentences => "in sentences",
            Class::LiesIn => "lies in",
            Class::Near => "near",
            Class::AlsoWord => "common word",
            Class::NotAPlace => "after a kind",
            Class::Body => "body of a place",
            Class::Street => "street",
            Class::Group => "group",
            Class::Press => "press",
            Class::Firm => "firm",
            Class::Organisation => "organisation",
            Class::ArmedGroup => "armed group",
            Class::GroupPart => "part of a group",
            Class::Faction => "faction",
            Class::ShortForm => "short form",
            Class::Government => "government",
            Class::Ministry => "ministry",
            Class::Unit => "unit",
            Class::Branch => "branch",
            Class::OfUnits => "describing a unit",
            Class::LegalForm => "legal form",
            Class::LegalFormInCapitals => "legal form in capitals",
            Class::People => "people",
            Class::OtherSense => "other sense",
            Class::Members => "members",
            Class::Agreement => "agreement",
            Class::Instrument => "instrument",
            Class::Ship => "ship",
            Class::Disease => "disease",
            Class::Food => "food",
            Class::Language => "language",
            Class::Speaks => "speaks",
            Class::Heading => "heading",
            Class::Ordinal => "ordinal",
            Class::FunctionWord => "function word",
            Class::FunctionWordOrOther => "function word or other",
            Class::Elided => "elided",
            Class::Currency => "currency",
            Class::CurrencyOrOther => "currency or other",
        }
    }

    /// Returns the bit that stands for it in a set.
    pub(super) fn bit(self) -> u128 {
        1 << self as u128
    }

    /// Returns the class with this [`number`](Class::number).
    pub fn from_number(number: u8) -> Option<Class> {
        let mut all = TABLES.iter().flat_map(|table| table.classes());
        all.find(|class| class.number() == number).copied()
    }

    /// Returns the number by which compiled tables name the class.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Returns whether its rows are patterns with a slot for a name.
    pub fn is_pattern(self) -> bool {
        matches!(
            self,
            Class::Quarter | Class::Settlement | Class::Camp | Class::Site | Class::ShyKind
        )
    }

    /// Returns the highest number that its rows have; `None` if they have none.
    fn most(self) -> Option<u8> {
        match self {
            Class::Month => Some(MONTHS),
            Class::Weekday => Some(WEEKDAYS),
            _ => None,
        }
    }
}

impl Table {
    /// Returns the name of its file.
    pub fn file(self) -> &'static str {
        self.0.file
    }

    /// Returns the text that the program carries.
    pub fn shipped_text(self) -> &'static str {
        self.0.text
    }

    /// Returns the classes that its words may have.
    pub fn classes(self) -> &'static [Class] {
        self.0.classes
    }

    /// Returns whether a schema folder cannot add to it: text analysis uses it, which knows no schema.
    pub fn is_fixed(self) -> bool {
        self.0.is_fixed
    }

    /// Reads a class as the table writes it, with its number if it has one.
    pub(super) fn class(self, written: &str) -> Option<(Class, Option<u8>)> {
        self.classes().iter().find_map(|&class| {
            let rest = written.strip_prefix(class.name())?;
            match class.most() {
                None => rest.is_empty().then_some((class, None)),
                Some(most) => {
                    let number = rest.strip_prefix(' ')?.parse().ok()?;
                    (1..=most)
                        .contains(&number)
                        .then_some((class, Some(number)))
                }
            }
        })
    }

    /// Returns the classes of the table, for a message.
    pub(super) fn known(self) -> String {
        let classes = self.classes().iter().map(|class| match class.most() {
            None => class.name().to_owned(),
            Some(most) => format!("{} 1 to {most}", class.name()),
        });
        classes.collect::<Vec<String>>().join(", ")
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
            .flat_map(|table| table.classes())
            .copied()
            .collect();
        let bits: HashSet<u128> = all.iter().map(|class| class.bit()).collect();
        assert_eq!(bits.len(), all.len());
        assert!(
            all.iter()
                .all(|class| u32::from(class.number()) < u128::BITS)
        );
        for class in all {
            assert_eq!(Class::from_number(class.number()), Some(class));
        }
    }

    #[test]
    fn a_class_is_read_as_it_is_written() {
        for table in TABLES {
            for &class in table.classes() {
                let (written, number) = match class.most() {
                    Some(most) => (format!("{} {most}", class.name()), Some(most)),
                    None => (class.name().to_owned(), None),
                };
                assert_eq!(table.class(&written), Some((class, number)));
            }
            assert_eq!(table.class("klass"), None);
        }
    }
}
