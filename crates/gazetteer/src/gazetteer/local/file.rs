//! Files local places, which are in no table, below the areas that contain them.

use std::collections::{HashMap, HashSet};

use rapidhash::fast::RandomState;

use super::Locals;
use super::kinds::{Order, Rank};
use super::parents::{Areas, Ground, Parent};
use super::phrases::Phrase;
use super::written;
use crate::gazetteer::annotations::Annotations;
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::lexicon::FIRM;
use crate::gazetteer::memory::Memory;
use crate::gazetteer::mention::{Mention, NameKind, Unresolved, Why};
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::places::{Meant, Source, path_of, place_mentions};
use crate::gazetteer::token_view::TokenView;
use reportage_text::facet_path;
use reportage_text::lexicon::Class;

/// Files the local places of one text.
pub(super) struct Composer<'a> {
    pub gazetteer: &'a Gazetteer,
    pub view: TokenView<'a>,
    pub facet: &'a str,
}

/// The outcome for a name.
enum Outcome {
    Below(Parent),
    World(u32, Ground),
    Open,
}

impl Composer<'_> {
    /// Adds the mentions of the local places that are not listed to `annotations`.
    pub fn compose(
        &self,
        locals: &Locals,
        beside: &[Mention],
        annotations: &mut Annotations,
        memory: &mut Memory,
    ) {
        let phrases = &locals.phrases;
        let areas = Areas::new(
            self.gazetteer,
            self.facet,
            self.view,
            phrases,
            annotations.mentions(),
            beside,
        );
        let mut open: Vec<(&Phrase, Option<Parent>)> = Vec::new();
        for phrase in phrases {
            let parent = areas.parent(phrase);
            if !self.is_listed(phrase, parent.as_ref(), annotations) {
                open.push((phrase, parent));
            }
        }
        if open.is_empty() {
            return;
        }
        // One sense per report: if one mention gives the containing area, the others share it.
        let mut best: HashMap<String, Parent, RandomState> = HashMap::default();
        for (phrase, parent) in &open {
            let Some(parent) = parent else { continue };
            let known = best
                .entry(self.key(phrase))
                .or_insert_with(|| parent.clone());
            if parent.ground > known.ground {
                *known = parent.clone();
            }
        }
        let mut mentions: Vec<Mention> = Vec::new();
        let mut unresolved: Vec<Unresolved> = Vec::new();
        for (phrase, _) in &open {
            let key = self.key(phrase);
            match self.outcome(phrase, best.get(&key)) {
                Outcome::World(place, ground) => {
                    let evidence = vec![phrase.kind.evidence(), ground.evidence()];
                    let meant = Meant {
                        source: Source::World(place),
                        kind: NameKind::Name,
                        confidence: ground.confidence(),
                        evidence,
                    };
                    let name = NameMatch {
                        first: phrase.first,
                        last: phrase.last,
                        entries: Vec::new(),
                        world: None,
                        definer: None,
                    };
                    place_mentions(
                        self.gazetteer,
                        self.view,
                        &name,
                        &meant,
                        memory,
                        &mut mentions,
                    );
                }
                Outcome::Below(parent) => mentions.push(self.mention(phrase, &parent)),
                Outcome::Open => unresolved.push(self.unresolved(phrase)),
            }
        }
        let further = self.further(locals, &mentions, annotations.mentions());
        mentions.extend(further);
        mentions.sort_by_key(|mention| mention.first_word);
        let shown = mentions.iter().map(|new| (new.first_word, new.last_word));
        let open = unresolved.iter().map(|new| (new.first_word, new.last_word));
        let resolved = Taken::new(shown.clone());
        let all = Taken::new(shown.chain(open));
        annotations.retain_mentions(|old| !resolved.overlaps(old.first_word, old.last_word));
        annotations.retain_unresolved(|old| !all.overlaps(old.first_word, old.last_word));
        annotations.add(mentions);
        annotations.add_unresolved(unresolved);
    }

    /// Returns whether the name of a phrase belongs to a listed entity. A place elsewhere than its
    /// sentence says does not count.
    fn is_listed(
        &self,
        phrase: &Phrase,
        parent: Option<&Parent>,
        annotations: &Annotations,
    ) -> bool {
        let mut here = annotations
            .mentions_in(phrase.first, phrase.last)
            .peekable();
        if here.peek().is_none() {
            return false;
        }
        !here.all(|mention| {
            mention.facet == self.facet
                && parent.is_some_and(|parent| self.is_elsewhere(phrase, mention, parent))
        })
    }

    /// Returns whether a mention's place is elsewhere than the report says. A place of the tables
    /// never is, unless the text calls it a part of a town that does not contain it.
    fn is_elsewhere(&self, phrase: &Phrase, mention: &Mention, parent: &Parent) -> bool {
        let quarter = phrase.kind.rank == Rank::Quarter
            && phrase.kind.order == Order::NameFirst
            && parent.ground == Ground::Linked;
        let id = mention.entity.as_deref();
        let declared = id.is_some_and(|id| self.gazetteer.index_of(id).is_some());
        if phrase.kind.in_path || (declared && !quarter) || parent.ground == Ground::Country {
            return false;
        }
        let level = if quarter { 2 } else { 1 };
        let area = &parent.path[..facet_path::top_end(&parent.path, level)];
        !facet_path::is_at_or_below(&mention.path, area)
    }

    fn outcome(&self, phrase: &Phrase, parent: Option<&Parent>) -> Outcome {
        let Some(parent) = parent else {
            return Outcome::Open;
        };
        match self.of_world(phrase, parent) {
            Some(place) => Outcome::World(place, parent.ground),
            None => Outcome::Below(parent.clone()),
        }
    }

    /// Returns the only place of the world with this name in the division of `parent`, or in its
    /// country if the sentence names it.
    fn of_world(&self, phrase: &Phrase, parent: &Parent) -> Option<u32> {
        let depth = facet_path::depth(&parent.path);
        if phrase.kind.in_path || (depth < 2 && parent.ground != Ground::Linked) {
            return None;
        }
        let area = &parent.path[..facet_path::top_end(&parent.path, 2)];
        let world = self.gazetteer.world()?;
        let keys = world.keys();
        let first = keys.and_then(|keys| keys.get(self.key(phrase)))?;
        let lies_there = |&place: &u32| {
            let path = path_of(self.gazetteer, place);
            path.is_some_and(|path| path != area && facet_path::is_at_or_below(&path, area))
        };
        let candidates = world.candidates(first.value());
        let mut there = candidates
            .map(|candidate| candidate.place)
            .filter(lies_there);
        let only = there.next()?;
        there.all(|other| other == only).then_some(only)
    }

    fn key(&self, phrase: &Phrase) -> String {
        let folded: Vec<&str> = (phrase.first..=phrase.last)
            .map(|i| self.view.folded(i))
            .collect();
        folded.join(" ")
    }

    fn mention(&self, phrase: &Phrase, parent: &Parent) -> Mention {
        let (first, last) = phrase.shown;
        let in_path = if phrase.kind.in_path {
            phrase.whole
        } else {
            (phrase.first, phrase.last)
        };
        let mut names = facet_path::names(&parent.path);
        let name = written::name(
            self.gazetteer.lexicon(),
            self.view,
            in_path,
            phrase.in_capitals,
        );
        if names.last().is_none_or(|above| *above != name) {
            names.push(name);
        }
        Mention {
            facet: self.facet.to_owned(),
            path: facet_path::join(&names),
            entity: None,
            lat: None,
            lon: None,
            start: self.view.span(first).start,
            end: self.view.span(last).end,
            first_word: first,
            last_word: last,
            kind: NameKind::Composed,
            confidence: Some(parent.ground.confidence()),
            evidence: vec![phrase.kind.evidence(), parent.ground.evidence()],
        }
    }

    fn unresolved(&self, phrase: &Phrase) -> Unresolved {
        let (first, last) = phrase.shown;
        Unresolved {
            candidates: vec![(self.facet.to_owned(), String::new())],
            why: Why::Unsupported,
            confidence: None,
            evidence: vec![phrase.kind.evidence(), Evidence::NoArea],
            start: self.view.span(first).start,
            end: self.view.span(last).end,
            first_word: first,
            last_word: last,
        }
    }

    /// Returns mentions for further occurrences of the names of `mentions`; names of one word must
    /// follow a word like `in`.
    fn further(&self, locals: &Locals, mentions: &[Mention], others: &[Mention]) -> Vec<Mention> {
        let mut by_name: HashMap<String, &Mention, RandomState> = HashMap::default();
        for phrase in &locals.phrases {
            let at = mentions.partition_point(|mention| mention.last_word < phrase.first);
            let mention = mentions.get(at);
            if let Some(mention) = mention.filter(|mention| mention.first_word <= phrase.first) {
                by_name.entry(self.key(phrase)).or_insert(mention);
            }
        }
        let both = mentions.iter().chain(others);
        let taken = Taken::new(both.map(|mention| (mention.first_word, mention.last_word)));
        let mut found = Vec::new();
        for repeat in &locals.repeats {
            let phrase = &locals.phrases[repeat.phrase];
            let Some(mention) = by_name.get(&self.key(phrase)) else {
                continue;
            };
            let is_in = repeat.first.checked_sub(1).is_some_and(|before| {
                let lists = self.gazetteer.lexicon().of(self.view.folded(before));
                let classes = [Class::In, Class::From, Class::Of, Class::Article];
                classes.into_iter().any(|list| lists.has(list))
            });
            if (is_in || repeat.first < repeat.last)
                && !taken.overlaps(repeat.first, repeat.last)
                && !self.is_part_of_longer_name(repeat.last)
            {
                found.push(Mention {
                    start: self.view.span(repeat.first).start,
                    end: self.view.span(repeat.last).end,
                    first_word: repeat.first,
                    last_word: repeat.last,
                    ..(*mention).clone()
                });
            }
        }
        found
    }

    /// Returns whether a name that ends with word `last` is part of a longer one: `El Carmen Hill`.
    fn is_part_of_longer_name(&self, last: usize) -> bool {
        let Some(next) = self.view.next(last) else {
            return false;
        };
        let word = self.view.folded(next);
        let lists = self.gazetteer.lexicon().of(word);
        let longer = lists.has(Class::Body) || lists.has_any(FIRM) || lists.has(Class::Street);
        let in_capitals = !self.view.has_lowercase(next);
        let capital = self.view.is_capitalised(next);
        self.view.gap(last) == " "
            && capital
            && (!in_capitals || longer || matches!(word, "hill" | "volcano"))
    }
}

/// The words covered by names.
struct Taken(HashSet<usize, RandomState>);

impl Taken {
    /// Collects the words of each name, given by its first and last word.
    fn new(names: impl Iterator<Item = (usize, usize)>) -> Taken {
        Taken(names.flat_map(|(first, last)| first..=last).collect())
    }

    fn overlaps(&self, first: usize, last: usize) -> bool {
        !self.0.is_empty() && (first..=last).any(|i| self.0.contains(&i))
    }
}
