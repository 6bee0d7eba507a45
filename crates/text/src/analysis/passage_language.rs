//! Detects passages in a different language from their report.
//!
//! A report's language comes from its metadata or its whole text, and most passages are in it. A
//! passage is assigned another language only if both its function words and its letter trigrams
//! indicate it. If one of the two cannot decide, the other must rule out the report's language;
//! trigrams of lists of names do not count.

use std::ops::Range;

use super::function_words::LanguageLists;
use super::language::{FunctionWordCounts, function_words_only_of};
use super::language_tables::LanguageTables;
use super::stems::has_stemmer;
use super::words::Words;

/// The fewest words in a passage that may be assigned another language.
const FEWEST_WORDS: usize = 12;
/// The share of function words that indicates a language. English prose has 0.45, Spanish 0.4,
/// German 0.3.
const CLEAR_SHARE: f64 = 0.25;
/// How many function words exclusive to the new language are needed for each one exclusive to the
/// report's language.
const CLEAR_LEAD: usize = 3;
/// If a passage has a lower share of function words of its report's language, it may be in a
/// language without a list. Swedish, Hungarian and Romanian texts reach 0.14 for some other
/// language.
const RULED_OUT: f64 = 0.15;

/// Returns the language whose rules stem a passage, the words `row` of `text`: `report`, the
/// language of its report, unless the passage is clearly in another one.
///
/// `words` are the words of `text`, which may be the whole body or the passage alone; `lists` are
/// their function word lists. Text outside the passage is not examined.
pub fn of_passage<'a>(
    tables: &'a LanguageTables,
    text: &str,
    words: &Words,
    lists: &[LanguageLists],
    row: Range<usize>,
    report: Option<&'a str>,
) -> Option<&'a str> {
    if row.len() < FEWEST_WORDS {
        return report;
    }
    let lists = &lists[row.clone()];
    let counts = FunctionWordCounts::of(&tables.function_words, lists);
    let (likeliest, most) = counts.most();
    let own = report.and_then(|language| counts.count(language));
    let share = |n: usize| n as f64 / row.len() as f64;
    if own == Some(most) && share(most) >= RULED_OUT {
        return report; // nearly all passages
    }
    let passage = &text[words.span(row.start).start..words.span(row.end - 1).end];
    if share(most) >= CLEAR_SHARE {
        let only_of =
            |one, other| function_words_only_of(&tables.function_words, one, other, lists);
        let report_language = report.unwrap_or("");
        let leads =
            only_of(likeliest, report_language) >= CLEAR_LEAD * only_of(report_language, likeliest);
        let confirmed = || {
            !tables.is_detected_by_letters(likeliest)
                || by_letters(tables, passage) == Some(likeliest)
        };
        return if leads && confirmed() {
            Some(likeliest)
        } else {
            report
        };
    }
    let ruled_out = match own {
        Some(own) => share(own) < RULED_OUT,
        None => is_other_script(tables, passage, report),
    };
    if !ruled_out || are_names(text, words, row) {
        return report;
    }
    let without_list = |language: &&str| counts.count(language).is_none();
    let found = by_letters(tables, passage).filter(without_list);
    found.filter(|language| has_stemmer(language)).or(report)
}

/// Returns whether most words of a row are capitalised, as in a list of names, whose letters
/// indicate people's origins and not the language of the text.
fn are_names(text: &str, words: &Words, row: Range<usize>) -> bool {
    let is_capital = |i: &usize| text[words.span(*i)].starts_with(char::is_uppercase);
    let n = row.len();
    row.filter(is_capital).count() * 2 > n
}

/// Returns whether a text is in a script not used for `language`.
fn is_other_script(tables: &LanguageTables, text: &str, language: Option<&str>) -> bool {
    let Some(script) = whatlang::detect_script(text) else {
        return false;
    };
    let mut written_so = script.langs().iter();
    !written_so.any(|known| Some(tables.codes.short(known.code())) == language)
}

/// Returns the language that whatlang reliably detects.
fn by_letters<'a>(tables: &'a LanguageTables, text: &str) -> Option<&'a str> {
    let found = whatlang::detect(text)?;
    found
        .is_reliable()
        .then(|| tables.codes.short(found.lang().code()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::language_tables::shipped;

    fn language(text: &str, report: Option<&str>) -> Option<String> {
        let (tables, words) = (shipped(), Words::of(text));
        let lists = tables.function_words.lists_of_all(&words);
        of_passage(&tables, text, &words, &lists, 0..words.len(), report).map(str::to_owned)
    }

    const ENGLISH: &str = "The police said that the road to the harbour had been closed for two \
                           days and that nobody was hurt.";
    const FRENCH: &str = "La police a dit que la route du port était fermée depuis deux jours et \
                          que personne n’avait été blessé.";

    #[test]
    fn a_passage_is_in_another_language_where_its_words_and_letters_say_so() {
        for (report, text, wanted) in [
            ("en", FRENCH, "fr"),
            ("fr", ENGLISH, "en"),
            ("ru", ENGLISH, "en"),
            ("zh", FRENCH, "fr"),
            ("da", FRENCH, "fr"),
            (
                "en",
                "Policja podała, że droga do portu była zamknięta od dwóch dni i że nikt z \
                 mieszkańców nie został ranny.",
                "pl",
            ),
            (
                "fr",
                "La policía dijo que el camino del puerto estaba cerrado desde hacía dos días y que \
                 nadie había resultado herido.",
                "es",
            ),
            (
                "fr",
                "Lapolis te di wout ki mennen nan pò a te fèmen pandan de jou e ke pa gen moun ki te \
                 blese nan zòn nan.",
                "ht",
            ),
            // Languages without a function word list.
            (
                "en",
                "Полиция сообщила, что дорога, которая ведёт к порту, была закрыта уже два дня и \
                 что никто из жителей соседних районов при этих взрывах не пострадал.",
                "ru",
            ),
            (
                "en",
                "قالت الشرطة إن الطريق إلى الميناء كان مغلقا منذ يومين وإن أحدا من السكان لم يصب بأذى",
                "ar",
            ),
            (
                "en",
                "Polisen sade att vägen till hamnen hade varit stängd i två dagar och att ingen av \
                 invånarna hade skadats.",
                "sv",
            ),
        ] {
            assert_eq!(
                language(text, Some(report)).as_deref(),
                Some(wanted),
                "{report}: {text}"
            );
        }
    }

    #[test]
    fn a_passage_that_tells_nothing_clearly_is_in_the_language_of_its_report() {
        for (report, text) in [
            ("en", ENGLISH),
            ("fr", FRENCH),
            // Too short.
            ("en", "La police a dit que la route du port était fermée."),
            // A quotation, and names in a row.
            (
                "en",
                "The minister said “la route du port est fermée depuis deux jours”, and that the \
                 police would open it again before the end of the week.",
            ),
            (
                "en",
                "Jean Baptiste, Marie Claire Desrosiers, Pierre Antoine Moreau, Luis Hernández, Ana \
                 García Pérez, Giuseppe Rossi, Karl Heinz Schneider, Erik Johansson",
            ),
            (
                "en",
                "Mehmet Yılmaz, Ayşe Öztürk, Mustafa Çelik, Fatma Şahin, Hüseyin Yıldırım, Zeynep \
                 Aydın, İbrahim Özdemir, Emine Kılıç, Gülşen Doğan, Süleyman Arslan",
            ),
            (
                "fr",
                "Szabó László, Nagy Erzsébet, Kovács István, Tóth Katalin, Horváth Zoltán, Varga \
                 Ilona, Kiss Gábor, Molnár Éva, Németh György, Balogh Ágnes",
            ),
            (
                "en",
                "12 45 78 90 13 24 57 68 91 20 33 48 57 66 120 3,5 7,8 2024 2025",
            ),
            // A language without a stemmer, and one whose letters do not distinguish it from its
            // neighbours.
            (
                "en",
                "Cảnh sát cho biết con đường ra cảng đã bị đóng trong hai ngày và không có người \
                 dân nào bị thương.",
            ),
            (
                "da",
                "Politiet sa at veien til havna hadde vært stengt i to dager, og at ingen av \
                 innbyggerne ble skadet.",
            ),
        ] {
            assert_eq!(
                language(text, Some(report)).as_deref(),
                Some(report),
                "{report}: {text}"
            );
        }
        assert_eq!(language("12 45 78 90 13 24 57 68 91 20 33 48", None), None);
    }

    #[test]
    fn the_words_around_a_passage_do_not_count() {
        let body = format!("{ENGLISH} {FRENCH} {ENGLISH}");
        let (tables, words) = (shipped(), Words::of(&body));
        let lists = tables.function_words.lists_of_all(&words);
        let first = Words::of(ENGLISH).len();
        let row = first..first + Words::of(FRENCH).len();
        assert_eq!(
            of_passage(&tables, &body, &words, &lists, row, Some("en")),
            Some("fr")
        );
    }
}
