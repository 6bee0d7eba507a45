//! Language codes as metadata states them, brought to ISO 639-1 where that has one.

/// ISO 639-2 and 639-3 codes with their 639-1 code: the languages that reports come in.
#[rustfmt::skip]
const SHORTER: &[(&str, &str)] = &[
    ("afr", "af"), ("alb", "sq"), ("amh", "am"), ("ara", "ar"), ("arm", "hy"), ("aze", "az"),
    ("bel", "be"), ("ben", "bn"), ("bos", "bs"), ("bul", "bg"), ("bur", "my"), ("cat", "ca"),
    ("ces", "cs"), ("chi", "zh"), ("cze", "cs"), ("dan", "da"), ("deu", "de"), ("dut", "nl"),
    ("ell", "el"), ("eng", "en"), ("est", "et"), ("fas", "fa"), ("fin", "fi"), ("fra", "fr"),
    ("fre", "fr"), ("geo", "ka"), ("ger", "de"), ("gre", "el"), ("hat", "ht"), ("hau", "ha"),
    ("heb", "he"), ("hin", "hi"), ("hrv", "hr"), ("hun", "hu"), ("hye", "hy"), ("ibo", "ig"),
    ("ind", "id"), ("ita", "it"), ("jpn", "ja"), ("kat", "ka"), ("kaz", "kk"), ("khm", "km"),
    ("kin", "rw"), ("kor", "ko"), ("kur", "ku"), ("lao", "lo"), ("lav", "lv"), ("lin", "ln"),
    ("lit", "lt"), ("mac", "mk"), ("mkd", "mk"), ("mlg", "mg"), ("msa", "ms"), ("may", "ms"),
    ("mya", "my"), ("nep", "ne"), ("nld", "nl"), ("nor", "no"), ("orm", "om"), ("per", "fa"),
    ("pol", "pl"), ("por", "pt"), ("pus", "ps"), ("ron", "ro"), ("rum", "ro"), ("run", "rn"),
    ("rus", "ru"), ("sin", "si"), ("slk", "sk"), ("slo", "sk"), ("slv", "sl"), ("sna", "sn"),
    ("som", "so"), ("spa", "es"), ("sqi", "sq"), ("srp", "sr"), ("swa", "sw"), ("swe", "sv"),
    ("tam", "ta"), ("tgk", "tg"), ("tha", "th"), ("tir", "ti"), ("tur", "tr"), ("uig", "ug"),
    ("ukr", "uk"), ("urd", "ur"), ("uzb", "uz"), ("vie", "vi"), ("wol", "wo"), ("yor", "yo"),
    ("zho", "zh"), ("zul", "zu"),
];

/// The names that exports write in full.
#[rustfmt::skip]
const NAMES: &[(&str, &str)] = &[
    ("arabic", "ar"), ("chinese", "zh"), ("english", "en"), ("french", "fr"), ("russian", "ru"),
    ("spanish", "es"), ("portuguese", "pt"), ("german", "de"), ("haitian creole", "ht"),
    ("français", "fr"), ("español", "es"), ("kreyòl", "ht"), ("kreyòl ayisyen", "ht"),
    ("العربية", "ar"), ("中文", "zh"), ("русский", "ru"),
];

/// Reads `fr`, `fr-HT`, `fr_FR`, `FRA`, `French`; `None` if it is none of these.
pub(super) fn code(stated: &str) -> Option<String> {
    let stated = stated.trim().to_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == stated) {
        return Some((*code).to_owned());
    }
    let primary = stated.split(['-', '_']).next()?;
    if !primary.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    match primary.len() {
        2 => Some(primary.to_owned()),
        3 => match SHORTER.iter().find(|(long, _)| *long == primary) {
            Some((_, short)) => Some((*short).to_owned()),
            None if matches!(primary, "und" | "mul" | "zxx" | "mis") => None,
            None => Some(primary.to_owned()),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_all_kinds_come_down_to_two_letters_where_there_are_two() {
        for (stated, wanted) in [
            ("fr-HT", Some("fr")),
            ("es_ES.UTF-8", Some("es")),
            ("HAT", Some("ht")),
            ("English", Some("en")),
            ("quc", Some("quc")),
            ("und", None),
            ("", None),
            ("klingonish", None),
        ] {
            assert_eq!(code(stated).as_deref(), wanted, "{stated}");
        }
    }
}
