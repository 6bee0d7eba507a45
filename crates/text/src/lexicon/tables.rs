//! The word tables of the lexicon, and the names of their classes.

use super::Class;

/// A table of words.
#[derive(Debug, Clone, Copy)]
pub struct Table(&'static Def);

#[derive(Debug)]
struct Def {
    /// The file name in the lexicon folder.
    file: &'static str,
    /// The text embedded in the program.
    text: &'static str,
    /// The classes with their names in the table.
    classes: &'static [(Class, &'static str)],
}

/// All tables of words.
pub const TABLES: &[Table] = &[
    Table(&Def {
        file: "titles.tsv",
        text: include_str!("../../../../index-schema/lexicon/titles.tsv"),
        classes: &[
            (Class::Title, "title"),
            (Class::ShortTitle, "short title"),
            (Class::Office, "office"),
            (Class::Role, "role"),
            (Class::Noble, "noble title"),
            (Class::Suffix, "suffix"),
        ],
    }),
    Table(&Def {
        file: "speech.tsv",
        text: include_str!("../../../../index-schema/lexicon/speech.tsv"),
        classes: &[(Class::Speech, "speech"), (Class::Writer, "writer")],
    }),
    Table(&Def {
        file: "connecting-words.tsv",
        text: include_str!("../../../../index-schema/lexicon/connecting-words.tsv"),
        classes: &[
            (Class::Of, "of"),
            (Class::Article, "article"),
            (Class::Indefinite, "indefinite article"),
            (Class::And, "and"),
            (Class::Or, "or"),
            (Class::To, "to"),
            (Class::For, "for"),
            (Class::Against, "against or on"),
            (Class::Particle, "particle"),
            (Class::OfThe, "preposition and article"),
            (Class::Possessive, "possessive"),
            (Class::ArabicArticle, "Arabic article"),
        ],
    }),
    Table(&Def {
        file: "calendar.tsv",
        text: include_str!("../../../../index-schema/lexicon/calendar.tsv"),
        classes: &[
            (Class::Month, "month"),
            (Class::Weekday, "weekday"),
            (Class::Clock, "clock"),
        ],
    }),
    Table(&Def {
        file: "abbreviations.tsv",
        text: include_str!("../../../../index-schema/lexicon/abbreviations.tsv"),
        classes: &[
            (Class::Abbreviation, "abbreviation"),
            (Class::AbbreviationOrWord, "abbreviation or word"),
        ],
    }),
    Table(&Def {
        file: "place-kinds.tsv",
        text: include_str!("../../../../index-schema/lexicon/place-kinds.tsv"),
        classes: &[
            (Class::Quarter, "quarter"),
            (Class::Settlement, "settlement"),
            (Class::Camp, "camp"),
            (Class::Airport, "airport"),
            (Class::Estate, "estate"),
            (Class::ShyKind, "settlement or other"),
        ],
    }),
    Table(&Def {
        file: "place-words.tsv",
        text: include_str!("../../../../index-schema/lexicon/place-words.tsv"),
        classes: &[
            (Class::In, "in"),
            (Class::Within, "within"),
            (Class::From, "from"),
            (Class::Direction, "direction"),
            (Class::Kind, "kind"),
            (Class::Feature, "feature"),
            (Class::Generic, "generic"),
            (Class::Division, "division"),
            (Class::Based, "behind a hyphen"),
            (Class::Describing, "describing"),
            (Class::InSentences, "in sentences"),
            (Class::LiesIn, "lies in"),
            (Class::Near, "near"),
            (Class::AlsoWord, "common word"),
            (Class::NotAPlace, "after a kind"),
        ],
    }),
    Table(&Def {
        file: "bodies.tsv",
        text: include_str!("../../../../index-schema/lexicon/bodies.tsv"),
        classes: &[
            (Class::Body, "body of a place"),
            (Class::Club, "club"),
            (Class::Named, "body of a town"),
            (Class::Street, "street"),
            (Class::Group, "group"),
            (Class::Press, "press"),
            (Class::Firm, "firm"),
            (Class::Organisation, "organisation"),
            (Class::ArmedGroup, "armed group"),
            (Class::GroupPart, "part of a group"),
            (Class::Faction, "faction"),
            (Class::Former, "former"),
            (Class::ShortForm, "short form"),
            (Class::Government, "government"),
            (Class::Ministry, "ministry"),
            (Class::Unit, "unit"),
            (Class::Branch, "branch"),
            (Class::OfUnits, "describing a unit"),
            (Class::NotTheForce, "beside a force"),
        ],
    }),
    Table(&Def {
        file: "legal-forms.tsv",
        text: include_str!("../../../../index-schema/lexicon/legal-forms.tsv"),
        classes: &[
            (Class::LegalForm, "legal form"),
            (Class::LegalFormInCapitals, "legal form in capitals"),
        ],
    }),
    Table(&Def {
        file: "peoples.tsv",
        text: include_str!("../../../../index-schema/lexicon/peoples.tsv"),
        classes: &[
            (Class::People, "people"),
            (Class::OtherSense, "other sense"),
            (Class::Members, "members"),
        ],
    }),
    Table(&Def {
        file: "works.tsv",
        text: include_str!("../../../../index-schema/lexicon/works.tsv"),
        classes: &[
            (Class::Agreement, "agreement"),
            (Class::Instrument, "instrument"),
            (Class::Ship, "ship"),
            (Class::Disease, "disease"),
            (Class::Food, "food"),
            (Class::Language, "language"),
            (Class::LanguageName, "language name"),
            (Class::Speaks, "speaks"),
        ],
    }),
    Table(&Def {
        file: "documents.tsv",
        text: include_str!("../../../../index-schema/lexicon/documents.tsv"),
        classes: &[
            (Class::OfDocuments, "in documents"),
            (Class::Heading, "heading"),
            (Class::Ordinal, "ordinal"),
        ],
    }),
    Table(&Def {
        file: "function-words.tsv",
        text: include_str!("../../../../index-schema/lexicon/function-words.tsv"),
        classes: &[
            (Class::FunctionWord, "function word"),
            (Class::FunctionWordOrOther, "function word or other"),
            (Class::Elided, "elided"),
        ],
    }),
    Table(&Def {
        file: "currencies.tsv",
        text: include_str!("../../../../index-schema/lexicon/currencies.tsv"),
        classes: &[
            (Class::Currency, "currency"),
            (Class::CurrencyOrOther, "currency or other"),
        ],
    }),
];

/// Months per year, days per week.
const MONTHS: u8 = 12;
const WEEKDAYS: u8 = 7;

impl Table {
    /// Returns the file name.
    pub fn file(self) -> &'static str {
        self.0.file
    }

    /// Returns the text embedded in the program.
    pub fn shipped_text(self) -> &'static str {
        self.0.text
    }

    /// Returns the classes of the table with their names.
    pub fn names(self) -> &'static [(Class, &'static str)] {
        self.0.classes
    }

    /// Returns whether the table has this class.
    pub fn has(self, class: Class) -> bool {
        self.names().iter().any(|(own, _)| *own == class)
    }

    /// Parses a class name, with its number if it has one.
    pub(super) fn class(self, written: &str) -> Option<(Class, Option<u8>)> {
        self.names().iter().find_map(|&(class, name)| {
            let rest = written.strip_prefix(name)?;
            match highest_number(class) {
                None => rest.is_empty().then_some((class, None)),
                Some(highest) => {
                    let number = rest.strip_prefix(' ')?.parse().ok()?;
                    (1..=highest)
                        .contains(&number)
                        .then_some((class, Some(number)))
                }
            }
        })
    }

    /// Returns the names of the classes, for error messages.
    pub(super) fn known(self) -> String {
        let classes = self.names().iter();
        let classes = classes.map(|&(class, name)| match highest_number(class) {
            None => name.to_owned(),
            Some(highest) => format!("{name} 1 to {highest}"),
        });
        classes.collect::<Vec<String>>().join(", ")
    }
}

/// Returns the highest number that a row of a class may have; `None` if the class has no numbers.
fn highest_number(class: Class) -> Option<u8> {
    match class {
        Class::Month => Some(MONTHS),
        Class::Weekday => Some(WEEKDAYS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_read_as_it_is_written() {
        for table in TABLES {
            for &(class, name) in table.names() {
                let (written, number) = match highest_number(class) {
                    Some(highest) => (format!("{name} {highest}"), Some(highest)),
                    None => (name.to_owned(), None),
                };
                assert_eq!(table.class(&written), Some((class, number)));
            }
            assert_eq!(table.class("klass"), None);
        }
    }
}
