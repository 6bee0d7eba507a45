//! What months and days are called, folded: English, French, Spanish.

/// Names in full; some places are called so too.
#[rustfmt::skip]
pub(super) const MONTHS_AND_DAYS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet",
    "aout", "septembre", "octobre", "novembre", "decembre", "lundi", "mardi", "mercredi",
    "jeudi", "vendredi", "samedi", "dimanche", "enero", "febrero", "marzo", "abril", "mayo",
    "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre", "lunes",
    "martes", "miercoles", "jueves", "viernes", "sabado", "domingo",
];

/// What stands for a month or an hour in short.
#[rustfmt::skip]
pub(super) const SHORT: &[&str] = &[
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "gmt",
    "am", "pm",
];

/// Returns whether a folded word is one of either.
pub(super) fn contains(word: &str) -> bool {
    MONTHS_AND_DAYS.contains(&word) || SHORT.contains(&word)
}
