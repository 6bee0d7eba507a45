//! Finds units of the armed forces of the report's country (`6th Infantry Brigade`,
//! `Atlacatl Battalion`), and parts of armed groups (`FARC 12th Front`).
//!
//! A unit counts only if the report names state forces of that country and of no other, because
//! every country has brigades and battalions.

use super::compose::{Country, body};
use super::state_forces::{CONFIDENCE, Reader};
use crate::gazetteer::annotations::Annotations;
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::mention::Mention;
use crate::schema::Role;
use reportage_text::facet_path;
use reportage_text::lexicon::Class;

impl Reader<'_> {
    /// Returns the last word of the part of a group whose name ends with word `last`.
    pub(super) fn part_behind(&self, last: usize) -> Option<usize> {
        let mut at = last;
        for _ in 0..3 {
            if at + 1 >= self.view.len() || !self.view.joins_name(at) {
                return None;
            }
            at += 1;
            let word = self.view.folded(at);
            let capital = self.view.is_capitalised(at);
            if capital && self.lexicon.has(word, Class::GroupPart) {
                return Some(at);
            }
            if !(self.lexicon.is_ordinal(word)
                || (capital && self.lexicon.has(word, Class::Faction)))
            {
                return None;
            }
        }
        None
    }

    /// Returns the mentions of units of the country's armed forces, if the report names any of its
    /// forces: `forces` or others.
    pub(super) fn units(
        &self,
        gazetteer: &Gazetteer,
        country: Country<'_>,
        annotations: &Annotations,
        forces: &[Mention],
    ) -> Vec<Mention> {
        let name = facet_path::last_name(country.path);
        let mut own = !forces.is_empty();
        let Some(form) = gazetteer.forms().with_role(Role::ArmedForces) else {
            return Vec::new();
        };
        for mention in annotations.mentions().iter().filter(|mention| {
            !gazetteer.is_of_places(&mention.facet)
                && gazetteer.has_role(mention.entity.as_deref(), Role::StateForce)
        }) {
            let is_own = facet_path::names(&mention.path).get(1) == Some(&name);
            if !is_own {
                return Vec::new();
            }
            own = true;
        }
        if !own {
            return Vec::new();
        }
        let mut found: Vec<Mention> = Vec::new();
        for i in 0..self.view.len() {
            if !self.lexicon.has(self.view.folded(i), Class::Unit) || !self.view.is_capitalised(i) {
                continue;
            }
            let Some((first, last)) = self.unit(i) else {
                continue;
            };
            let taken = found.last().is_some_and(|other| other.last_word >= first);
            let mut here = annotations.mentions_in(first, last);
            // A battalion may be named after a place.
            let is_free =
                here.all(|mention| mention.confidence.is_some() && first <= mention.first_word);
            if taken || !is_free {
                continue;
            }
            let start = found.len();
            body(
                gazetteer,
                self.view,
                form,
                country,
                (first, last),
                &mut found,
            );
            let unit = self.shown(first, last);
            for mention in &mut found[start..] {
                mention.path.push_str(&facet_path::join(&[&unit]));
                mention.entity = None;
                mention.confidence = Some(CONFIDENCE);
                mention.evidence = vec![Evidence::CountryOfReport];
            }
        }
        found
    }

    /// Returns the first and last word of the unit whose kind is word `i`: `6th Infantry Brigade`,
    /// `Atlacatl Battalion`.
    fn unit(&self, i: usize) -> Option<(usize, usize)> {
        let mut first = i;
        let mut branch = false;
        while let Some(before) = first
            .checked_sub(1)
            .filter(|&before| self.view.joins_name(before))
        {
            if !self.lexicon.has(self.view.folded(before), Class::Branch) {
                break;
            }
            first = before;
            branch = true;
        }
        let before = first
            .checked_sub(1)
            .filter(|&before| self.view.joins_name(before))?;
        let name = self.view.folded(before);
        if branch && self.lexicon.is_ordinal(name) {
            return Some((before, i));
        }
        let is_battalion = self.view.folded(i) == "battalion";
        let behind_article = before.checked_sub(1).is_some_and(|at| {
            let word = self.view.folded(at);
            const BEFORE: &[Class] = &[Class::Article, Class::Indefinite, Class::OfUnits];
            self.view.joins_name(at) && self.lexicon.of(word).has_any(BEFORE)
        });
        let numbered = i + 1 < self.view.len()
            && self
                .view
                .folded(i + 1)
                .starts_with(|c: char| c.is_ascii_digit());
        let is_name = self.view.is_capitalised(before)
            && !self.lexicon.is_function_word(&["en", "fr", "es"], name)
            && !self.lexicon.is_ordinal(name)
            && !self.lexicon.has(name, Class::OfUnits);
        (is_battalion && is_name && behind_article && !numbered).then_some((before, i))
    }

    /// Returns the display name of a unit: in title case if it is all caps.
    fn shown(&self, first: usize, last: usize) -> String {
        let shown = (first..=last).map(|i| {
            let word = self.view.written(i);
            let digit = word.starts_with(|c: char| c.is_ascii_digit());
            if word.contains(char::is_lowercase) {
                return word.to_owned();
            }
            let small = word.to_lowercase();
            let mut chars = small.chars();
            match chars.next().filter(|_| !digit) {
                Some(first) => first.to_uppercase().chain(chars).collect(),
                None => small,
            }
        });
        shown.collect::<Vec<String>>().join(" ")
    }
}
