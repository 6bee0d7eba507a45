//! What the words in the column `kind` of the gazetteers mean to the rules that find names: which rows are of
//! people, of armed groups, of parties. So that no rule names a value of a table.
//!
//! ```toml
//! [roles]
//! person = ["person"]
//! armed_group = ["armed group", "group"]
//! ```
//!
//! A role that `schema.toml` does not give has the kinds that the program's own schema gives it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A part that entities play in the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// People, of whom many have one name.
    Person,
    /// Armed groups, which have fronts and columns.
    ArmedGroup,
    /// Forces of a state: a report of one country names them without it.
    StateForce,
    /// What every country's armed forces are as a whole: their units are filed below.
    ArmedForces,
    /// Political parties: governments are called by their names.
    Party,
    /// Agencies, papers and stations, which bring reports.
    Media,
    /// Bodies that people found: new names of bodies are filed with them.
    Body,
    /// The government of a country.
    Government,
    /// First-level divisions of countries.
    Division,
    /// Divisions below those.
    District,
    /// Parts of towns.
    Quarter,
}

/// The roles of one kind, or of a row of that kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoleSet(u16);

/// Which roles the words for kinds have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roles {
    by_kind: BTreeMap<String, RoleSet>,
}

/// The block as it is written.
pub(super) type RoleBlock = BTreeMap<Role, Vec<String>>;

impl Roles {
    /// Puts the roles of a schema together: those that `stated` has not are as in `otherwise`.
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

    /// Returns the roles of rows of a kind.
    pub fn of(&self, kind: &str) -> RoleSet {
        self.by_kind.get(kind).copied().unwrap_or_default()
    }
}

impl RoleSet {
    /// Returns whether `role` is one of them.
    pub fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Returns them as the compiled gazetteer keeps them.
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
