//! Last words of names that start with the name of a place.

/// Of bodies that are called after the place they stand in.
#[rustfmt::skip]
pub(super) const BODIES: &[&str] = &[
    "university", "college", "school", "high", "hospital", "institute", "museum", "church",
    "club", "stadium", "theatre", "theater", "center", "centre", "park", "court", "hall",
    "house", "building", "plaza", "square", "middle", "elementary", "academy", "library",
    "medical", "fire", "association", "society", "gallery", "heights", "hills", "lake", "river",
    "creek", "mountain", "mountains", "bay", "beach", "bridge", "convention", "conference",
    "summit", "police", "foundation", "chamber",
];

/// Of groups, parties and units, called after a place or a person that a place has its name of.
#[rustfmt::skip]
pub(super) const GROUPS: &[&str] = &[
    "front", "movement", "battalion", "brigade", "detachment", "regiment", "cartel",
];

/// Of firms, papers, clubs and events, which stand for themselves.
#[rustfmt::skip]
pub(super) const FIRMS: &[&str] = &[
    "inc", "corp", "ltd", "llc", "co", "company", "bhd", "plc", "gmbh", "times", "post",
    "globe", "herald", "journal", "gazette", "news", "tribune", "press", "daily", "hotel",
    "united", "fc", "records", "airlines", "airways", "motors", "electric", "energy", "oil",
    "insurance", "securities", "brothers", "industries", "cup", "open", "accord", "accords",
    "treaty", "declaration", "protocol", "round", "holdings", "bancorp", "savings", "steel", "mines",
    "mining", "resources", "pharmaceuticals", "chemical", "petroleum", "telecom", "telephone", "bank", "motor",
    "trust", "breweries", "realty", "copper", "aluminum",
];

/// Of streets, which lie in another place.
#[rustfmt::skip]
pub(super) const STREETS: &[&str] = &[
    "street", "st", "avenue", "ave", "road", "rd", "drive", "dr", "lane", "ln", "boulevard",
    "blvd", "way", "highway", "hwy", "court", "ct", "circle", "pike", "parkway", "pkwy",
    "terrace",
];
