//! Words of works and titles that are called after a place, and of ships.

/// What governments agree on, whether its name is written with a capital or not.
#[rustfmt::skip]
pub(super) const AGREEMENTS: &[&str] = &[
    "accord", "accords", "agreement", "agreements", "treaty", "treaties", "protocol", "protocols",
    "pact", "conventions", "declaration", "statute", "acuerdo", "acuerdos", "tratado", "protocolo",
    "protocole", "protocoles", "traite", "pacte", "pacto",
];

/// The same where it is written with a capital.
#[rustfmt::skip]
pub(super) const INSTRUMENTS: &[&str] = &[
    "convention", "charter", "framework", "rulebook", "consensus", "process", "programme", "agenda",
    "amendment", "principles", "guidelines", "rules", "commitment", "commitments", "communique",
    "roadmap", "compact", "mechanism", "group", "charte", "cadre", "declaracion", "convenio",
    "convencion", "carta", "marco", "estatuto", "statut", "consenso",
];

/// Kinds of ships.
#[rustfmt::skip]
pub(super) const SHIPS: &[&str] = &[
    "ship", "ships", "vessel", "vessels", "frigate", "frigates", "corvette", "corvettes",
    "destroyer", "destroyers", "submarine", "submarines", "boat", "boats", "tanker", "tankers",
    "ferry", "ferries", "trawler", "trawlers", "yacht", "freighter", "cruiser", "carrier",
    "gunboat", "cutter", "navire", "navires", "fregate", "fregates", "patrouilleur",
    "paquebot", "petrolier", "chalutier", "buque", "buques", "barco", "barcos", "fragata",
    "fragatas", "corbeta", "corbetas", "submarino", "lancha",
];

/// Noble titles, which are of a place that their bearers have nothing to do with.
#[rustfmt::skip]
pub(super) const NOBLES: &[&str] = &[
    "duke", "dukes", "duchess", "earl", "earls", "count", "countess", "marquess", "marquis",
    "viscount", "viscountess", "baron", "baroness", "archduke", "duc", "duchesse", "comte",
    "comtesse", "vicomte", "baronne", "duque", "duquesa", "conde", "condesa", "marques",
    "marquesa",
];
