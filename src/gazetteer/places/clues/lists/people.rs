//! Words that stand beside the name of a person, or are of people.

#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "president", "senator", "sen", "rep", "representative",
    "congressman", "gov", "judge", "justice", "sgt", "sergeant", "lt", "lieutenant", "capt",
    "captain", "col", "colonel", "gen", "general", "maj", "major", "prof", "professor", "coach",
    "sir", "lord", "lady", "pastor", "rev", "reverend", "father", "sister", "brother", "king",
    "queen", "prince", "princess", "pope", "officer", "detective", "deputy", "sheriff",
    "minister", "secretary", "chairman", "ambassador", "commissioner", "attorney", "councilman",
    "m", "mme", "mlle", "monsieur", "madame", "docteur", "sr", "sra", "don", "dona", "senor",
    "senora", "presidente", "prime", "hon", "cpl", "corporal", "pvt", "private", "cmdr",
    "commander", "admiral", "adm", "baron", "count",
];

/// Offices that people hold in places: directly before a name they are titles.
#[rustfmt::skip]
pub(super) const OFFICES: &[&str] = &[
    "mayor", "mayors", "governor", "governors", "bishop", "archbishop", "alcalde", "gobernador",
    "maire",
];

/// What a speaker does.
#[rustfmt::skip]
pub(super) const SPEECH: &[&str] = &[
    "said", "says", "told", "added", "asked", "explained", "testified", "wrote", "replied",
    "joked", "recalled", "who", "whose", "himself", "herself", "scored", "pleaded", "smiled",
    "laughed", "administration", "presidency",
];

#[rustfmt::skip]
pub(super) const SUFFIXES: &[&str] = &[
    "jr", "sr", "ii", "iii", "iv", "esq", "phd", "md",
];

/// Faiths, peoples and sides of politics, which some places are called like.
#[rustfmt::skip]
pub(super) const PEOPLE: &[&str] = &[
    "arab", "arabs", "christian", "christians", "muslim", "muslims", "islam", "islamic",
    "catholic", "catholics", "protestant", "jewish", "jew", "jews", "buddhist", "hindu",
    "orthodox", "bible", "koran", "quran", "easter", "christmas", "ramadan", "internet",
    "democrat", "democrats", "republican", "republicans", "liberal", "labour", "conservative",
    "socialist", "communist", "nazi", "latin", "hispanic", "anglo", "kurd", "kurds", "kurdish",
    "zulu", "maya", "roma", "god", "lord", "bishop", "senate", "congress", "parliament",
    "constitution", "cardinal", "police", "duma", "army", "navy", "ministry", "federation", "bank",
    "chamber", "council", "committee", "commission", "centrale", "sino", "mafia", "english",
];
