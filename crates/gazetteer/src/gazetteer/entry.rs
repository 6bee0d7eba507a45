//! One name of an entity, and the spellings in which it counts.

use super::mention::NameKind;
use reportage_text::analysis::fold::fold;

/// The most letters of a name that needs its accents.
const SHORT: usize = 3;

/// Bytes of an entry in a compiled gazetteer.
pub(super) const ENTRY_BYTES: usize = 8;

/// A name of an entity and how it must be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// Index of the entity.
    pub entity: u32,
    pub kind: NameKind,
    /// Whether the name counts only with support from the rest of the report.
    pub weak: bool,
    /// The name is declared without a capital (`haïtien`): its mentions need none.
    pub any_case: bool,
    /// The name starts with a lowercase letter (`al-Shabaab`): its mentions may, too.
    pub small_start: bool,
    /// Words after the first are capitalised (`Living Together`): a capital at the start of a
    /// sentence is not enough.
    pub late_capitals: bool,
    /// Separators between its words other than white space, hyphens, apostrophes and quotes.
    pub separators: Separators,
    /// Without its accents, the name is a word of at most three letters (`Irã`, ira): its mentions
    /// have an accent.
    pub accented: bool,
    /// The fewest capitals of an acronym; 0 for other kinds.
    pub capitals: u8,
}

/// Separators that a mention may contain only if the declared name does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Separators(u8);

impl Separators {
    /// Classifies `c`; `None` if names do not contain it.
    pub fn of(c: char) -> Option<Separators> {
        Some(Separators(match c {
            '/' => 1,
            '(' | ')' | '[' | ']' => 2,
            ',' => 4,
            '.' => 8,
            ':' | ';' | '!' | '?' => 16,
            _ => return None,
        }))
    }

    pub fn with(self, other: Separators) -> Separators {
        Separators(self.0 | other.0)
    }

    pub fn within(self, allowed: Separators) -> bool {
        self.0 & !allowed.0 == 0
    }
}

impl Entry {
    /// Creates the entry of a name declared as `name`.
    pub fn new(entity: u32, name: &str, kind: NameKind, weak: bool) -> Entry {
        let first = name.chars().find(|c| c.is_alphanumeric());
        let capitals = name.chars().filter(|c| c.is_uppercase()).count();
        let words = name.split(|c: char| !c.is_alphanumeric());
        let mut later_words = words.filter(|word| !word.is_empty()).skip(1);
        let mut separators = Separators::default();
        for c in name.trim_end_matches('.').chars() {
            separators = separators.with(Separators::of(c).unwrap_or_default());
        }
        Entry {
            entity,
            kind,
            weak,
            any_case: capitals == 0 && name.contains(char::is_lowercase),
            small_start: first.is_some_and(char::is_lowercase),
            late_capitals: later_words.any(|word| word.starts_with(char::is_uppercase)),
            separators,
            accented: kind == NameKind::Name && is_short_with_accent(name),
            capitals: match kind {
                NameKind::Acronym => u8::try_from(capitals).unwrap_or(u8::MAX),
                NameKind::Name
                | NameKind::Demonym
                | NameKind::Nickname
                | NameKind::Defined
                | NameKind::Composed
                | NameKind::Described => 0,
            },
        }
    }

    /// Serializes the entry; `last` marks the end of a list.
    pub fn to_bytes(self, last: bool) -> [u8; ENTRY_BYTES] {
        let entity = self.entity.to_le_bytes();
        let flags = [
            self.weak,
            self.any_case,
            self.small_start,
            self.late_capitals,
            last,
            self.accented,
        ];
        let flags = flags
            .iter()
            .rev()
            .fold(0, |bits, &flag| bits << 1 | u8::from(flag));
        let kind = self.kind as u8;
        let [a, b, c, d] = entity;
        [a, b, c, d, kind, flags, self.separators.0, self.capitals]
    }

    /// Deserializes an entry and whether it is the last of its list; `None` if the bytes are
    /// invalid.
    pub fn from_bytes(bytes: [u8; ENTRY_BYTES]) -> Option<(Entry, bool)> {
        let [a, b, c, d, kind, flags, separators, capitals] = bytes;
        let kind = *NameKind::ALL.get(usize::from(kind))?;
        let flag = |i: u8| flags >> i & 1 == 1;
        let entry = Entry {
            entity: u32::from_le_bytes([a, b, c, d]),
            kind,
            weak: flag(0),
            any_case: flag(1),
            small_start: flag(2),
            late_capitals: flag(3),
            accented: flag(5),
            separators: Separators(separators),
            capitals,
        };
        Some((entry, flag(4)))
    }
}

/// Returns whether a name is one of few Latin letters with an accent.
fn is_short_with_accent(name: &str) -> bool {
    !name.is_ascii()
        && name.chars().count() <= SHORT
        && fold(name).bytes().all(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_read_as_it_was_written() {
        for (name, kind) in [
            ("al-Shabaab", NameKind::Name),
            ("haïtien", NameKind::Demonym),
            ("Irã", NameKind::Name),
            ("SPNH-17", NameKind::Acronym),
            ("Georgia (country)", NameKind::Nickname),
        ] {
            for (weak, last) in [(false, true), (true, false)] {
                let entry = Entry::new(70_000, name, kind, weak);
                assert_eq!(Entry::from_bytes(entry.to_bytes(last)), Some((entry, last)));
            }
        }
        assert_eq!(Entry::from_bytes([0, 0, 0, 0, 9, 0, 0, 0]), None);
    }

    #[test]
    fn the_declared_spelling_determines_the_allowed_ones() {
        let entry = |name| Entry::new(0, name, NameKind::Name, false);
        assert!(entry("haïtien").any_case && entry("haïtien").small_start);
        assert!(entry("al-Shabaab").small_start && !entry("al-Shabaab").any_case);
        assert!(entry("Living Together").late_capitals && !entry("Haiti").late_capitals);
        assert!(
            !entry("海地").any_case,
            "a script without case asks for none"
        );
        assert!(entry("Irã").accented && !entry("Irão").accented && !entry("Чад").accented);
        let slash = Separators::of('/').unwrap();
        assert!(slash.within(entry("Nord/Est").separators));
        assert!(!slash.within(entry("Nord-Est").separators));
    }
}
