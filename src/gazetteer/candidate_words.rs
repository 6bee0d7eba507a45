//! Words, folded, that tell names from other words with capitals, and of what kind a name is: English, French,
//! Spanish.

/// Small words that stand within names.
#[rustfmt::skip]
pub(super) const WITHIN: &[&str] = &[
    "of", "for", "the", "and", "de", "du", "des", "del", "la", "le", "les", "los", "las", "d", "l",
    "et", "y", "da", "do", "dos", "van", "von", "der", "bin", "ibn", "al", "el", "ul", "pour",
    "para", "por", "an", "ak", "a", "en",
];

/// What armed groups are called.
#[rustfmt::skip]
pub(super) const GROUP: &[&str] = &[
    "front", "frente", "movement", "mouvement", "movimiento", "army", "armee", "ejercito",
    "brigade", "brigada", "brigades", "militia", "milice", "gang", "gangs", "cartel", "guerrilla",
    "guerrillas", "rebels", "commando", "comando", "command", "resistance", "liberation",
    "liberacion", "mujahideen", "jihad", "baz", "battalion", "forces", "squad", "cell", "clan",
];

/// What other bodies are called.
#[rustfmt::skip]
pub(super) const BODY: &[&str] = &[
    "ministry", "ministere", "ministerio", "association", "asociacion", "organization",
    "organisation", "organizacion", "union", "sindicato", "syndicat", "committee", "comite", "bank",
    "banque", "banco", "company", "corporation", "corp", "inc", "ltd", "university", "universite",
    "universidad", "party", "parti", "partido", "council", "conseil", "consejo", "agency", "agence",
    "agencia", "foundation", "fondation", "fundacion", "institute", "institut", "instituto",
    "commission", "comision", "court", "cour", "corte", "tribunal", "office", "bureau",
    "federation", "federacion", "hospital", "hopital", "radio", "news", "network", "reseau",
    "centre", "center", "school", "ecole", "church", "eglise", "alliance", "coalition", "assembly",
    "congress", "board", "authority", "club", "society", "confederation", "league", "trust",
    "collectif", "plateforme", "police", "department", "mission",
];

/// What kinds of places are called.
#[rustfmt::skip]
pub(super) const PLACE: &[&str] = &[
    "city", "ville", "village", "town", "district", "province", "region", "county", "river", "lake",
    "mount", "mountain", "island", "islands", "valley", "street", "avenue", "rue", "boulevard",
    "calle", "neighborhood", "neighbourhood", "quartier", "barrio", "camp", "airport", "bridge",
    "port", "bay", "commune", "municipality", "canton", "hill", "hills", "square",
];

/// Words before a place; before any name some stand too.
#[rustfmt::skip]
pub(super) const BEFORE_PLACE: &[&str] = &[
    "in", "near", "at", "pres", "cerca", "outside", "around", "toward", "towards", "en", "a", "au",
    "into",
];

/// Verbs behind a speaker.
#[rustfmt::skip]
pub(super) const SPEAKS: &[&str] = &[
    "said", "says", "told", "added", "dit", "declare", "dijo", "afirmo", "warned", "announced",
];

/// Words for offices and those who hold them: by themselves, or with each other, they name nobody.
#[rustfmt::skip]
pub(super) const ROLES: &[&str] = &[
    "prime", "permanent", "representative", "representatives", "representant", "director", "directora",
    "directeur", "deputy", "vice", "under", "assistant", "chief", "executive", "head", "chair",
    "chairperson", "chairwoman", "chairman", "president", "presidency", "minister", "ministers", "foreign",
    "special", "envoy", "rapporteur", "member", "members", "secretary", "secretariat", "general", "officer",
    "coordinator", "commissioner", "delegate", "delegation", "excellency", "excellencies", "speaker",
    "spokesperson", "spokeswoman", "secretaire", "secretario", "adjoint", "jefe", "chef",
];

/// Abbreviations in the heads, notes and tables of documents.
#[rustfmt::skip]
pub(super) const OF_DOCUMENTS: &[&str] = &[
    "distr", "add", "rev", "corr", "vol", "vols", "art", "arts", "para", "paras", "no", "nos", "fig", "figs",
    "ref", "refs", "res", "ed", "eds", "pp", "cf", "ibid", "tel", "fax", "annex", "chap",
];

/// Words for states and their bodies, for documents and parts of them, for meetings, and what numbers those:
/// by themselves or with each other, or with [`ROLES`] and [`BODY`], they name nothing.
#[rustfmt::skip]
pub(super) const GENERIC: &[&str] = &[
    "state", "states", "government", "governments", "parties", "countries", "nations", "people", "peoples",
    "heads", "affairs", "charter", "convention", "conventions", "treaty", "treaties", "protocol", "declaration",
    "act", "pact", "agreement", "agreements", "resolution", "resolutions", "report", "article", "articles",
    "chapter", "section", "page", "table", "figure", "paragraph", "agenda", "item", "items", "note", "draft",
    "decision", "decisions", "programme", "program", "plan", "platform", "project", "fund", "conference",
    "meeting", "meetings", "session", "summit", "committees", "commissions", "councils", "parliament",
    "national", "international", "regional", "world", "global", "executive", "final", "high", "joint", "main",
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "gouvernement",
    "etat", "etats", "convencion", "conferencia", "conference", "declaracion", "gobierno", "estado", "estados",
    "rapport", "informe", "resolucion", "accord", "acuerdo", "tratado", "traite", "pays", "pais", "nacional",
];
