//! Words that stand beside the name of a place, or are none by themselves.

#[rustfmt::skip]
pub(super) const ARTICLES: &[&str] = &[
    "the", "la", "le", "les", "los", "las", "el", "l", "a", "y", "o",
];

#[rustfmt::skip]
pub(super) const IN: &[&str] = &[
    "in", "near", "outside", "inside", "throughout", "across", "around", "within", "en", "dans",
    "pres", "cerca", "nan", "at", "aux", "chez", "into",
];

#[rustfmt::skip]
pub(super) const FROM: &[&str] = &[
    "from", "to", "through", "via", "toward", "towards", "between", "beyond", "leaving",
    "visiting", "visited", "reached", "left", "entered", "entering", "against", "over", "vers",
    "depuis", "desde", "hasta", "hacia", "entre", "sur", "au",
];

#[rustfmt::skip]
pub(super) const OF: &[&str] = &[
    "of", "de", "du", "des", "del", "d",
];

/// What joins the names of a row.
#[rustfmt::skip]
pub(super) const AND: &[&str] = &[
    "and", "or", "et", "ou", "y", "e", "o", "to", "a",
];

#[rustfmt::skip]
pub(super) const DIRECTIONS: &[&str] = &[
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
    "northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern",
    "southeastern", "southwestern", "downtown", "uptown", "greater", "upper", "lower", "inner",
    "rural", "mainland", "occupied", "nearby",
];

#[rustfmt::skip]
pub(super) const KINDS: &[&str] = &[
    "town", "city", "village", "suburb", "county", "province", "district", "region", "state",
    "area", "capital", "port", "municipality", "commune", "department", "governorate",
    "neighborhood", "neighbourhood", "parish", "township", "borough", "mayor", "governor",
    "people", "residents", "republic", "kingdom", "outskirts", "north", "south", "east", "west",
    "northeast", "northwest", "southeast", "southwest", "border", "coast", "island",
    "peninsula", "streets", "mayors", "airport", "camp", "hamlet", "ville", "quartier",
    "ciudad", "pueblo", "municipio", "provincia", "departamento", "estado", "capitale",
    "outside", "cities", "towns", "villages", "downtown", "bishop", "archbishop", "university",
    "metropolis", "locality",
];

/// What follows a place and a hyphen.
#[rustfmt::skip]
pub(super) const BASED: &[&str] = &[
    "based", "born", "area", "bound", "led", "backed", "controlled", "run", "wide", "educated",
];

/// What by itself names no certain area, beside directions and kinds.
#[rustfmt::skip]
pub(super) const FURTHER_GENERIC: &[&str] = &[
    "centre", "center", "gulf", "islands", "court", "delta", "federal", "territory", "nord",
    "sud", "est", "ouest", "norte", "sur", "este", "oeste", "centro", "union", "national",
    "royal", "new", "old", "upper", "grand", "santa", "san", "saint", "st", "el", "la", "los",
    "las", "mount", "fort", "port", "villa", "plaza", "mission", "industrial", "general",
    "university", "college", "park",
];
