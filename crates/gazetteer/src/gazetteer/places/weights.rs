//! The weights for deciding whether a name is a place's, and which place's. Sums of them are
//! log odds. They were set by measuring news texts with marked places; a weight stands for a kind of
//! evidence, never for a name.

use super::candidates::Candidate;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::world::Kind;

/// A mention counts from this confidence on.
pub(super) const LEAST_CONFIDENCE: f64 = 0.40;
/// From this confidence on, a place of the world counts without support, though a table says that its
/// name needs some (`in Lagos`).
pub(super) const COUNTS_ALONE: f64 = 0.75;
/// Below this a name that no table declares is not even kept as open: it is some other word.
pub(super) const LEAST_TOLD: f64 = 0.1;
/// It must be a place's name at all with this probability.
pub(super) const LEAST_IS_PLACE: f64 = 0.45;
/// The likeliest place must be likelier than the next by this, or neither is meant.
pub(super) const LEAST_LEAD: f64 = 0.01;
/// How much what another part of the report names counts among the names of a country or division.
pub(super) const BESIDE_VOTES: f64 = 1.0;
/// Nicknames of so many letters are abbreviations (`Ill.`) and count only behind a place that lies
/// there.
pub(super) const ABBREVIATION: usize = 5;
/// The same for acronyms that count only with support: the codes of post offices (`OK`).
pub(super) const POSTAL_CODE: usize = 2;
/// How many candidates of an open name are kept.
pub(super) const MOST_SHOWN: usize = 12;

/// Which of the places of one name, before anything else is known: how much more likely it is meant.
pub(super) fn prominence(candidate: &Candidate) -> f64 {
    let people = f64::from(candidate.population) + 300.0;
    let class = match candidate.class {
        Kind::Country => 3.0,
        Kind::Capital => 2.5,
        Kind::Seat => 0.5,
        Kind::DistrictSeat => 0.2,
        Kind::Town => 0.0,
        Kind::Division => -0.5,
        Kind::District => -2.0,
        Kind::Quarter => -2.0,
    };
    let name = match (candidate.short_form, candidate.alternate) {
        (true, _) => -1.5,
        (false, true) => -2.0,
        (false, false) => 0.0,
    };
    let declared = match (candidate.declared, candidate.weak) {
        (true, false) => 3.0,
        (true, true) => 1.0,
        (false, _) => 0.0,
    };
    // Places that only the tables have are there because reports name them.
    let people = if candidate.place.is_none() {
        12.0
    } else {
        people.ln()
    };
    0.9 * people + class + name + declared
}

/// What other names of its country add.
pub(super) const COUNTRY: f64 = 3.0;
/// What other names of its division add.
pub(super) const DIVISION: f64 = 2.6;
/// What places near it add.
pub(super) const NEAR: f64 = 2.0;
/// The share of all votes from which on those for a country, its divisions and what lies near count in
/// full, and how steeply they lose below it.
pub(super) const LOCAL_SHARE: f64 = 0.6;
pub(super) const LOCAL_POWER: f64 = 1.5;
/// What adds that a country or division stands beside others of its kind in lists.
pub(super) const ALIKE: f64 = 8.0;
/// How far near is, in kilometres.
pub(super) const NEAR_KM: f64 = 60.0;
/// What metadata adds that states the country or division, and what the same place elsewhere in the
/// report does.
pub(super) const STATED: f64 = 4.0;
pub(super) const BESIDE: f64 = 6.0;
/// How much metadata counts among the names of a country or division.
pub(super) const STATED_VOTES: f64 = 3.0;

/// How much a publisher's location counts among the names of a country or division, and how much a language
/// does that one country speaks.
pub(super) const PUBLISHER_VOTES: f64 = 1.0;
pub(super) const LANGUAGE_VOTES: f64 = 0.1;
/// What a vote of the location adds to a place in its country, beside what it counts among the names.
pub(super) const PUBLISHER: f64 = 1.5;
/// What it adds that the publisher writes for this very town.
pub(super) const PUBLISHER_TOWN: f64 = 6.5;

/// The log odds of being a place's name that a name has by itself.
pub(super) fn by_itself(candidate: &Candidate) -> f64 {
    if candidate.declared {
        return match (candidate.kind, candidate.weak) {
            (_, true) => 1.2,
            (NameKind::Demonym, false) => 5.0,
            (_, false) => 3.0,
        };
    }
    let people = (f64::from(candidate.population) + 100.0).ln();
    let traits = traits(candidate).map(|evidence| evidence.weight(candidate.declared));
    UNDECLARED + 0.2 * (people - 9.0) + traits.sum::<f64>()
}

/// What a candidate of the world is, and what its name means besides.
pub(super) fn traits(candidate: &Candidate) -> impl Iterator<Item = Evidence> {
    let traits = candidate.traits;
    let alternate = candidate.alternate && !candidate.short_form;
    let evidence = [
        (
            matches!(candidate.class, Kind::Country | Kind::Division),
            Evidence::WideArea,
        ),
        (candidate.district_in_full, Evidence::FullDistrictName),
        (
            matches!(candidate.class, Kind::Capital | Kind::Seat),
            Evidence::Seat,
        ),
        (candidate.population < SMALL_PLACE, Evidence::SmallPlace),
        (traits.word, Evidence::AlsoWord),
        (traits.first_name, Evidence::AlsoFirstName),
        (traits.surname, Evidence::AlsoSurname),
        (candidate.person, Evidence::AlsoPerson),
        (alternate, Evidence::UnusualName),
        (candidate.short_form, Evidence::ShortDistrictName),
    ];
    let there = evidence.into_iter().filter(|(there, _)| *there);
    there.map(|(_, evidence)| evidence)
}

/// What a name of the world has by itself.
const UNDECLARED: f64 = 0.0;
/// Places with fewer people are named by few reports.
const SMALL_PLACE: u32 = 5_000;

/// What a second word adds.
pub(super) const SEVERAL_WORDS: f64 = 1.6;
/// What adds for a place of the world with fewer people than [`LARGE_PLACE`] that the report is about
/// other countries.
pub(super) const FROM_AFAR: f64 = -1.0;
pub(super) const LARGE_PLACE: u32 = 100_000;
/// What a mention elsewhere in the report adds that is surely one of a place, or of something else.
pub(super) const PLACE_ELSEWHERE: f64 = 1.2;
pub(super) const OTHER_ELSEWHERE: f64 = -2.5;
/// What it adds that the name stands beside names that may be places, if others of its division are named.
pub(super) const LISTED_CLOSELY: f64 = 1.5;
/// What adds that a name of generic words (`Southern District`) has no other name of its country beside it.
pub(super) const UNSUPPORTED_GENERIC: f64 = -5.0;
/// From this sum of weights on, a mention is surely one of a place, or below the negative, not.
pub(super) const SURE: f64 = 1.4;
