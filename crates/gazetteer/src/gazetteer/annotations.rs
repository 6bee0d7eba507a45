//! The annotations of a text so far: unresolved matches, mentions of facet values, and open names.
//!
//! All passes edit this list. It keeps text order and records which tokens are taken.

use super::mention::{Mention, Tags, Unresolved};
use super::name_match::NameMatch;

/// Something that covers a range of tokens.
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

/// Returns the items of `sorted`, which is in text order, that overlap the tokens `first..=last`.
pub(super) fn overlapping<T: Spanned>(
    sorted: &[T],
    first: usize,
    last: usize,
) -> impl Iterator<Item = &T> {
    let from = sorted.partition_point(|spanned| spanned.tokens().1 < first);
    let rest = sorted[from..].iter();
    rest.take_while(move |spanned| spanned.tokens().0 <= last)
}

/// Returns whether any item of `sorted` overlaps the tokens `first..=last`.
pub(super) fn overlaps<T: Spanned>(sorted: &[T], first: usize, last: usize) -> bool {
    overlapping(sorted, first, last).next().is_some()
}

/// The annotations of a text so far, each list in order of first tokens.
#[derive(Default)]
pub(super) struct Annotations {
    names: Vec<NameMatch>,
    tags: Tags,
}

impl Annotations {
    /// Returns the matched names, declared or introduced by the text, without overlap.
    pub fn names(&self) -> &[NameMatch] {
        &self.names
    }

    /// Replaces the matched names by the result of `change`.
    pub fn replace_names(&mut self, change: impl FnOnce(Vec<NameMatch>) -> Vec<NameMatch>) {
        self.names = change(std::mem::take(&mut self.names));
        debug_assert!(self.names.is_sorted_by_key(|name| name.first));
    }

    /// Adds names that are defined elsewhere in the text: the first token of each, its last, and
    /// the first token of the defining name, in order. They replace names on the same tokens; of
    /// two added names on the same tokens, the first is kept.
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

    /// Keeps the matched names for which `keep` returns true.
    pub fn retain_names(&mut self, keep: impl FnMut(&NameMatch) -> bool) {
        self.names.retain(keep);
    }

    /// Returns the mentions; those of one name are adjacent, in the order of its entity's facets.
    pub fn mentions(&self) -> &[Mention] {
        &self.tags.mentions
    }

    /// Returns the mentions for modification; their first tokens must not change.
    pub fn mentions_mut(&mut self) -> &mut [Mention] {
        &mut self.tags.mentions
    }

    /// Returns the mentions that overlap the tokens `first..=last`.
    pub fn mentions_in(&self, first: usize, last: usize) -> impl Iterator<Item = &Mention> {
        overlapping(&self.tags.mentions, first, last)
    }

    /// Returns whether no mention overlaps the tokens `first..=last`.
    pub fn is_free(&self, first: usize, last: usize) -> bool {
        !overlaps(&self.tags.mentions, first, last)
    }

    /// Returns whether a mention starts at token `first` and extends to token `last`.
    pub fn is_mentioned(&self, first: usize, last: usize) -> bool {
        let mentions = &self.tags.mentions;
        let from = mentions.partition_point(|mention| mention.first_word < first);
        mentions[from..]
            .iter()
            .take_while(|mention| mention.first_word == first)
            .any(|mention| mention.last_word >= last)
    }

    /// Adds mentions after those with the same first token.
    pub fn add(&mut self, mut added: Vec<Mention>) {
        if added.is_empty() {
            return;
        }
        self.tags.mentions.append(&mut added);
        // Stable, so that the facets of one name stay adjacent.
        let mentions = &mut self.tags.mentions;
        mentions.sort_by_key(|mention| mention.first_word);
    }

    /// Keeps the mentions for which `keep` returns true.
    pub fn retain_mentions(&mut self, keep: impl FnMut(&Mention) -> bool) {
        self.tags.mentions.retain(keep);
    }

    /// Returns the unresolved names.
    pub fn unresolved(&self) -> &[Unresolved] {
        &self.tags.unresolved
    }

    /// Returns the unresolved names for modification; their first tokens must not change.
    pub fn unresolved_mut(&mut self) -> &mut [Unresolved] {
        &mut self.tags.unresolved
    }

    /// Adds unresolved names after those with the same first token.
    pub fn add_unresolved(&mut self, mut added: Vec<Unresolved>) {
        self.tags.unresolved.append(&mut added);
        self.tags.unresolved.sort_by_key(|name| name.first_word);
    }

    /// Keeps the unresolved names for which `keep` returns true.
    pub fn retain_unresolved(&mut self, keep: impl FnMut(&Unresolved) -> bool) {
        self.tags.unresolved.retain(keep);
    }

    /// Stores the outcome of resolving the matched names.
    pub fn resolve(&mut self, tags: Tags) {
        self.tags = tags;
    }

    /// Returns the mentions and unresolved names.
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
    fn only_overlapping_annotations_are_found() {
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
