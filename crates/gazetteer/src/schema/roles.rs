//! Roles: what the words in the column `kind` of the gazetteers mean to the tagger's rules, such as
//! people, armed groups or parties. With them, no rule names a value of a table.
//!
//! ```toml
//! [roles]
//! person = ["person"]
//! armed_group = ["armed group", "group"]
//! ```
//!
//! A role that `schema.toml` does not assign keeps the kinds of the shipped schema.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What an entity is to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// People; many of them share a name.
    Person,
    /// Armed groups, which have parts such as fronts and columns.
    ArmedGroup,
    /// Forces of a state, which a report about one country names without the country.
    StateForce,
    /// The armed forces of a country as a whole, under which their units are filed.
    ArmedForces,
    /// Political parties, after which governments are named.
    Party,
    /// Agencies, newspapers and stations, which are sources of reports.
    Media,
    /// Organisations founded by people, with which new names of organisations are filed.
    Body,
    /// The government of a country.
    Government,
    /// Bodies that number their documents with symbols (`A/79/963`), which support their short
    /// names.
    SymbolBody,
    /// First-level divisions of countries.
    Division,
    /// Divisions below those.
    District,
    /// Parts of towns.
    Quarter,
}

/// The roles of a kind, or of a row with that kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoleSet(u16);

/// The roles of kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roles {
    by_kind: BTreeMap<String, RoleSet>,
}

/// The block as written.
pub(super) type RoleBlock = BTreeMap<Role, Vec<String>>;

impl Roles {
    /// Combines the roles of a schema: those missing in `stated` are taken from `otherwise`.
    pub(super) fn new(stated: RoleBlock, otherwise: RoleBlock) -> Roles {
        let mut all = otherwise;
        all.extend(stated);
        let mut by_kind: BTreeMap<String, RoleSet> = BTreeMap::new();
        for (role, kinds) in all {
            for kind in kinds {
                by_kind.entry(kind).or_default().0 |= role.bit();
            }
        }
        Roles { by_kind }
    }

    /// Returns the roles of rows with a kind.
    pub fn of(&self, kind: &str) -> RoleSet {
        self.by_kind.get(kind).copied().unwrap_or_default()
    }
}

impl RoleSet {
    /// Returns whether the set contains `role`.
    pub fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Returns the set as stored in the compiled gazetteer.
    pub fn bits(self) -> u16 {
        self.0
    }

    /// Undoes [`RoleSet::bits`].
    pub fn from_bits(bits: u16) -> RoleSet {
        RoleSet(bits)
    }
}

impl Role {
    fn bit(self) -> u16 {
        1 << self as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_role_has_its_kinds_only_and_others_are_as_before() {
        let block = |rows: &[(Role, &str)]| -> RoleBlock {
            let rows = rows.iter();
            rows.map(|(role, kind)| (*role, vec![(*kind).to_owned()]))
                .collect()
        };
        let shipped = [(Role::Person, "person"), (Role::Party, "political party")];
        let stated = [(Role::Party, "parti"), (Role::Media, "parti")];
        let roles = Roles::new(block(&stated), block(&shipped));
        assert!(roles.of("person").has(Role::Person));
        assert!(roles.of("parti").has(Role::Party) && roles.of("parti").has(Role::Media));
        assert_eq!(roles.of("political party"), RoleSet::default());
        let set = roles.of("parti");
        assert_eq!(RoleSet::from_bits(set.bits()), set);
    }
}
