//! The weights for deciding whether a name is a place name, and of which place. Their sums are log
//! odds. They were fitted to annotated news texts; each weight applies to a kind of evidence, never
//! to a particular name.

use super::candidates::Candidate;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::world::Kind;

/// The lowest confidence of a mention that counts.
pub(super) const LEAST_CONFIDENCE: f64 = 0.40;
/// The confidence from which a place of the world counts without support although a table says that
/// its name needs some (`in Lagos`).
pub(super) const COUNTS_ALONE: f64 = 0.75;
/// Names outside the tables with a lower confidence are not even kept as unresolved: they are other
/// words.
pub(super) const LEAST_TOLD: f64 = 0.1;
/// The lowest probability of being a place name at all.
pub(super) const LEAST_IS_PLACE: f64 = 0.45;
/// The lowest lead of the likeliest place over the next.
pub(super) const LEAST_LEAD: f64 = 0.01;
/// The weight of mentions in another part of the report, as votes for a country or division.
pub(super) const BESIDE_VOTES: f64 = 1.0;
/// The longest nickname that is an abbreviation (`Ill.`), in letters. Abbreviations count only
/// after a place in that area.
pub(super) const ABBREVIATION: usize = 5;
/// The same for acronyms that count only with support: postal codes (`OK`).
pub(super) const POSTAL_CODE: usize = 2;
/// The most candidates kept for an unresolved name.
pub(super) const MOST_SHOWN: usize = 12;

/// Returns the prior score of a candidate: its prominence.
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
    // Places only in the tables are there because reports name them.
    let people = if candidate.place.is_none() {
        12.0
    } else {
        people.ln()
    };
    0.9 * people + class + name + declared
}

/// The weight of other names in its country.
pub(super) const COUNTRY: f64 = 3.0;
/// The weight of other names in its division.
pub(super) const DIVISION: f64 = 2.6;
/// The weight of places near it.
pub(super) const NEAR: f64 = 2.0;
/// The share of votes from which support by country, division and proximity counts in full, and how
/// steeply it falls below that share.
pub(super) const LOCAL_SHARE: f64 = 0.6;
pub(super) const LOCAL_POWER: f64 = 1.5;
/// The weight of list neighbours, for countries and divisions.
pub(super) const ALIKE: f64 = 8.0;
/// The distance that counts as near, in kilometres.
pub(super) const NEAR_KM: f64 = 60.0;
/// The weights of metadata that asserts the country or division, and of the same place in another
/// part of the report.
pub(super) const STATED: f64 = 4.0;
pub(super) const BESIDE: f64 = 6.0;
/// The weight of metadata, as votes for a country or division.
pub(super) const STATED_VOTES: f64 = 3.0;

/// The weights of the publisher's location, and of a language spoken in one country, as votes for a
/// country or division.
pub(super) const PUBLISHER_VOTES: f64 = 1.0;
pub(super) const LANGUAGE_VOTES: f64 = 0.1;
/// The additional weight of a vote of the publisher's location, for a place in its country.
pub(super) const PUBLISHER: f64 = 1.5;
/// The weight of being the town that the publisher serves.
pub(super) const PUBLISHER_TOWN: f64 = 6.5;

/// The log odds of being a place name, without context.
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

/// Properties of a candidate of the world and other meanings of its name.
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

/// The log odds of a name of the world without context.
const UNDECLARED: f64 = 0.0;
/// Places with a smaller population are rarely mentioned.
const SMALL_PLACE: u32 = 5_000;

/// The weight of a second word.
pub(super) const SEVERAL_WORDS: f64 = 1.6;
/// The weight for a place of the world with fewer inhabitants than [`LARGE_PLACE`] if the report is
/// about other countries.
pub(super) const FROM_AFAR: f64 = -1.0;
pub(super) const LARGE_PLACE: u32 = 100_000;
/// The weights of another mention in the report that is certainly a place, or certainly not.
pub(super) const PLACE_ELSEWHERE: f64 = 1.2;
pub(super) const OTHER_ELSEWHERE: f64 = -2.5;
/// The weight of being next to possible places, if others of its division are named.
pub(super) const LISTED_CLOSELY: f64 = 1.5;
/// The weight for a name of generic words (`Southern District`) without other names of its country.
pub(super) const UNSUPPORTED_GENERIC: f64 = -5.0;
/// The sum of weights above which a mention is certainly a place, or, negated, certainly not.
pub(super) const SURE: f64 = 1.4;
