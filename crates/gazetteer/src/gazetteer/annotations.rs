//! What is found so far in a text: names that are not resolved yet, mentions of facet values, and what stays open.
//!
//! Passes edit this one list. It keeps the order of the text, and tells which tokens are taken.

use super::mention::{Mention, Tags, Unresolved};
use super::name_match::NameMatch;

/// What stands on tokens of a text, first and last.
pub(super) trait Spanned {
    /// Returns its first and last token.
    fn tokens(&self) -> (usize, usize);
}

impl Spanned for NameMatch {
    fn tokens(&self) -> (usize, usize) {
        (self.first, self.last)
    }
}

impl Spanned for Mention {
    fn tokens(&self) -> (usize, usize) {
        (self.first_word, self.last_word)
    }
}

impl Spanned for Unresolved {
    fn tokens(&self) -> (usize, usize) {
        (self.first_word, self.last_word)
    }
}

/// Returns those of `sorted` that stand on any of the tokens `first..=last`; `sorted` is in the order of the text.
pub(super) fn overlapping<T: Spanned>(
    sorted: &[T],
    first: usize,
    last: usize,
) -> impl Iterator<Item = &T> {
    let from = sorted.partition_point(|spanned| spanned.tokens().1 < first);
    let rest = sorted[from..].iter();
    rest.take_while(move |spanned| spanned.tokens().0 <= last)
}

/// Returns whether one of `sorted` stands on any of the tokens `first..=last`.
pub(super) fn overlaps<T: Spanned>(sorted: &[T], first: usize, last: usize) -> bool {
    overlapping(sorted, first, last).next().is_some()
}

/// What is found so far in a text, each list in the order of their first tokens.
#[derive(Default)]
pub(super) struct Annotations {
    names: Vec<NameMatch>,
    tags: Tags,
}

impl Annotations {
    /// Returns the names that are written as declared, or that the text introduces; none overlaps another.
    pub fn names(&self) -> &[NameMatch] {
        &self.names
    }

    /// Puts `change` of the names in their place.
    pub fn replace_names(&mut self, change: impl FnOnce(Vec<NameMatch>) -> Vec<NameMatch>) {
        self.names = change(std::mem::take(&mut self.names));
        debug_assert!(self.names.is_sorted_by_key(|name| name.first));
    }

    /// Adds names that other words of the text give their meaning: the first token of each, its last, and the
    /// first of the name that does, in order. Names in the same tokens go; of two names that are added in the
    /// same tokens, the first stays.
    pub fn add_defined(&mut self, added: Vec<(usize, usize, usize)>) {
        let mut out: Vec<NameMatch> = Vec::with_capacity(self.names.len() + added.len());
        let mut rest = std::mem::take(&mut self.names).into_iter().peekable();
        for (first, last, definer) in added {
            if out.last().is_some_and(|name| name.last >= first) {
                continue;
            }
            while let Some(name) = rest.next_if(|name| name.last < first) {
                out.push(name);
            }
            while rest.next_if(|name| name.first <= last).is_some() {}
            out.push(NameMatch {
                first,
                last,
                entries: Vec::new(),
                world: None,
                definer: Some(definer),
            });
        }
        out.extend(rest);
        self.names = out;
    }

    /// Keeps the names that `keep` says yes to.
    pub fn retain_names(&mut self, keep: impl FnMut(&NameMatch) -> bool) {
        self.names.retain(keep);
    }

    /// Returns the mentions; those of one name stand together, in the order of its entity's facets.
    pub fn mentions(&self) -> &[Mention] {
        &self.tags.mentions
    }

    /// Returns the mentions to be changed; they keep their first tokens.
    pub fn mentions_mut(&mut self) -> &mut [Mention] {
        &mut self.tags.mentions
    }

    /// Returns the mentions that stand on any of the tokens `first..=last`.
    pub fn mentions_in(&self, first: usize, last: usize) -> impl Iterator<Item = &Mention> {
        overlapping(&self.tags.mentions, first, last)
    }

    /// Returns whether no mention stands on any of the tokens `first..=last`.
    pub fn is_free(&self, first: usize, last: usize) -> bool {
        !overlaps(&self.tags.mentions, first, last)
    }

    /// Returns whether a mention starts with token `first` and reaches token `last`.
    pub fn is_mentioned(&self, first: usize, last: usize) -> bool {
        let mentions = &self.tags.mentions;
        let from = mentions.partition_point(|mention| mention.first_word < first);
        mentions[from..]
            .iter()
            .take_while(|mention| mention.first_word == first)
            .any(|mention| mention.last_word >= last)
    }

    /// Adds mentions behind those that start with the same tokens.
    pub fn add(&mut self, mut added: Vec<Mention>) {
        if added.is_empty() {
            return;
        }
        self.tags.mentions.append(&mut added);
        // Stable: facets of one name stay together.
        let mentions = &mut self.tags.mentions;
        mentions.sort_by_key(|mention| mention.first_word);
    }

    /// Keeps the mentions that `keep` says yes to.
    pub fn retain_mentions(&mut self, keep: impl FnMut(&Mention) -> bool) {
        self.tags.mentions.retain(keep);
    }

    /// Returns the names that are not counted.
    pub fn unresolved(&self) -> &[Unresolved] {
        &self.tags.unresolved
    }

    /// Returns the names that are not counted, to be changed; they keep their first tokens.
    pub fn unresolved_mut(&mut self) -> &mut [Unresolved] {
        &mut self.tags.unresolved
    }

    /// Adds names that are not counted behind those that start with the same tokens.
    pub fn add_unresolved(&mut self, mut added: Vec<Unresolved>) {
        self.tags.unresolved.append(&mut added);
        self.tags.unresolved.sort_by_key(|name| name.first_word);
    }

    /// Keeps the names that are not counted and that `keep` says yes to.
    pub fn retain_unresolved(&mut self, keep: impl FnMut(&Unresolved) -> bool) {
        self.tags.unresolved.retain(keep);
    }

    /// Takes what became of the names.
    pub fn resolve(&mut self, tags: Tags) {
        self.tags = tags;
    }

    /// Returns the mentions and what stays open.
    pub fn into_tags(self) -> Tags {
        self.tags
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(first: usize, last: usize) -> NameMatch {
        NameMatch {
            first,
            last,
            entries: Vec::new(),
            world: None,
            definer: None,
        }
    }

    #[test]
    fn what_stands_on_tokens_is_found_and_no_more() {
        let names = [name(1, 2), name(4, 4), name(6, 9)];
        let on = |first, last| -> Vec<usize> {
            let names = overlapping(&names, first, last);
            names.map(|name| name.first).collect()
        };
        assert_eq!(on(0, 0), [0; 0]);
        assert_eq!(on(2, 4), [1, 4]);
        assert_eq!(on(5, 5), [0; 0]);
        assert_eq!(on(8, 20), [6]);
        assert!(overlaps(&names, 0, 1) && !overlaps(&names, 3, 3));
    }
}
