//! The binary format of places and of their names' candidates.

/// Bytes per place.
pub(super) const ROW_BYTES: usize = 17;
/// Represents a missing parent.
const NO_PARENT: u32 = 0x00ff_ffff;
/// Represents an unknown position.
const UNKNOWN: [u8; 3] = [0, 0, 0x80];
/// Populations from here on are stored in thousands.
const LARGE: u32 = 1 << 23;

/// The kind of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A country or territory.
    Country,
    /// A first-level division.
    Division,
    /// A second-level division.
    District,
    /// The seat of a country's government.
    Capital,
    /// The seat of a first-level division.
    Seat,
    /// The seat of a second-level division.
    DistrictSeat,
    /// Any other populated place.
    Town,
    /// A part of a populated place.
    Quarter,
}

impl Kind {
    /// All kinds; the index of each is its serialized form.
    pub const ALL: [Kind; 8] = [
        Kind::Country,
        Kind::Division,
        Kind::District,
        Kind::Capital,
        Kind::Seat,
        Kind::DistrictSeat,
        Kind::Town,
        Kind::Quarter,
    ];

    /// Returns whether it is an area that contains places.
    pub fn is_area(self) -> bool {
        matches!(self, Kind::Country | Kind::Division | Kind::District)
    }
}

/// Writes its name in lowercase.
impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Kind::Country => "country",
            Kind::Division => "first-level division",
            Kind::District => "second-level division",
            Kind::Capital => "capital",
            Kind::Seat => "seat of a first-level division",
            Kind::DistrictSeat => "seat of a lower division",
            Kind::Town => "populated place",
            Kind::Quarter => "section of a populated place",
        })
    }
}

/// A place of the world.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Its GeoNames id.
    pub id: u32,
    /// Degrees north and east; `None` if unknown.
    pub position: Option<(f64, f64)>,
    /// For a division, the sum over its places; 0 if unknown. Precise to thousands above 8 million.
    pub population: u32,
    /// The place that contains it.
    pub parent: Option<u32>,
    /// Its kind.
    pub kind: Kind,
}

impl Place {
    pub(super) fn to_bytes(self) -> [u8; ROW_BYTES] {
        let mut out = [0; ROW_BYTES];
        out[..4].copy_from_slice(&self.id.to_le_bytes());
        let (lat, lon) = self.position.map_or((UNKNOWN, UNKNOWN), |(lat, lon)| {
            (degrees_out(lat), degrees_out(lon))
        });
        out[4..7].copy_from_slice(&lat);
        out[7..10].copy_from_slice(&lon);
        let people = match self.population {
            exact @ 0..LARGE => exact,
            large => LARGE | (large / 1000).min(LARGE - 1),
        };
        out[10..13].copy_from_slice(&u24_out(people));
        out[13..16].copy_from_slice(&u24_out(self.parent.unwrap_or(NO_PARENT)));
        out[16] = self.kind as u8;
        out
    }

    pub(super) fn from_bytes(bytes: [u8; ROW_BYTES]) -> Option<Place> {
        let [
            a,
            b,
            c,
            d,
            y0,
            y1,
            y2,
            x0,
            x1,
            x2,
            n0,
            n1,
            n2,
            p0,
            p1,
            p2,
            kind,
        ] = bytes;
        let people = u24([n0, n1, n2]);
        Some(Place {
            id: u32::from_le_bytes([a, b, c, d]),
            position: ([y0, y1, y2] != UNKNOWN)
                .then(|| (degrees([y0, y1, y2]), degrees([x0, x1, x2]))),
            population: match people {
                exact @ 0..LARGE => exact,
                large => (large - LARGE) * 1000,
            },
            parent: Some(u24([p0, p1, p2])).filter(|&parent| parent != NO_PARENT),
            kind: *Kind::ALL.get(usize::from(kind))?,
        })
    }
}

/// Other meanings of a name, used to distinguish places from other things with the same name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Traits {
    /// A common word of English, or several.
    pub word: bool,
    /// A common first name.
    pub first_name: bool,
    /// A common surname.
    pub surname: bool,
}

/// A place in the candidate list of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameCandidate {
    /// The place.
    pub place: u32,
    /// Whether this is an alternate name and not the one in its path.
    pub alternate: bool,
    /// Whether the name lacks the word for the kind (`Harris` for Harris County).
    pub short_form: bool,
    /// Other meanings of the name.
    pub traits: Traits,
}

/// Place numbers are below this; the higher bits are flags.
pub(super) const MOST_PLACES: usize = 1 << 18;

impl NameCandidate {
    /// Serializes the candidate; `last` marks the end of a list.
    pub(super) fn to_bytes(self, last: bool) -> [u8; 3] {
        let flags = [
            self.traits.word,
            self.traits.first_name,
            self.traits.surname,
            self.short_form,
            self.alternate,
            last,
        ];
        let flags = flags
            .iter()
            .rev()
            .fold(0, |bits, &flag| bits << 1 | u32::from(flag));
        u24_out(self.place | flags << 18)
    }

    pub(super) fn from_bytes(bytes: [u8; 3]) -> (NameCandidate, bool) {
        let bits = u24(bytes);
        let flag = |i: u8| bits >> (18 + i) & 1 == 1;
        let candidate = NameCandidate {
            place: bits & (MOST_PLACES as u32 - 1),
            alternate: flag(4),
            short_form: flag(3),
            traits: Traits {
                word: flag(0),
                first_name: flag(1),
                surname: flag(2),
            },
        };
        (candidate, flag(5))
    }
}

pub(super) fn u24(bytes: [u8; 3]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0])
}

pub(super) fn u24_out(number: u32) -> [u8; 3] {
    let [a, b, c, _] = number.to_le_bytes();
    [a, b, c]
}

/// The number of steps in 180 degrees.
const STEPS: f64 = ((1 << 23) - 1) as f64;

fn degrees_out(degrees: f64) -> [u8; 3] {
    u24_out((degrees / 180.0 * STEPS).round() as i32 as u32)
}

/// Reads degrees, rounded to four decimals.
fn degrees(bytes: [u8; 3]) -> f64 {
    let signed = (u24(bytes) << 8) as i32 >> 8;
    (f64::from(signed) / STEPS * 180.0 * 1e4).round() / 1e4
}
