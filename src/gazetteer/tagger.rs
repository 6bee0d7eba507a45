//! Tags text after text, remembering what was looked up.

use std::sync::Arc;

use super::blob::Gazetteer;
use super::local::Locals;
use super::memory::Memory;
use super::token_view::TokenView;
use super::{
    Given, Mention, NameKind, Tags, bylines, compose, define, governments, home_forces, long_forms,
    people, places, resolve, scan, shared_demonyms, short_forms, small_letters,
};
use crate::analysis::vocabulary::Numbers;
use crate::analysis::words::Words;

/// Tags texts. One for each thread; the more texts it is given, the less it must look up.
pub struct Tagger {
    gazetteer: Arc<Gazetteer>,
    memory: Memory,
}

impl Tagger {
    /// Makes a tagger that has seen nothing yet.
    pub fn new(gazetteer: Arc<Gazetteer>) -> Tagger {
        Tagger {
            gazetteer,
            memory: Memory::default(),
        }
    }

    /// Finds what `text` names, as [`Gazetteer::tag_with`] does.
    pub fn tag_with(&mut self, text: Text<'_>, given: Given<'_>, beside: &Tags) -> Tags {
        tag(&self.gazetteer, text, given, beside, &mut self.memory)
    }
}

/// A text, its words and their numbers.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    /// The text.
    pub text: &'a str,
    /// Its words.
    pub words: &'a Words,
    /// Their numbers: of one vocabulary, for a tagger to remember what it looked up.
    pub numbers: &'a Numbers,
}

/// Finds what `text` names, step by step; see [`Gazetteer::tag_with`].
pub(super) fn tag(
    gazetteer: &Gazetteer,
    text: Text<'_>,
    given: Given<'_>,
    beside: &Tags,
    memory: &mut Memory,
) -> Tags {
    let raised = small_letters::raised(TokenView::new(text.text, text.words));
    let view = TokenView::new(raised.as_deref().unwrap_or(text.text), text.words);
    let mut found = scan::scan(gazetteer, view, text.numbers, &mut memory.firsts);
    if raised.is_some() {
        found = small_letters::sure(view, found);
    } else {
        found = long_forms::long_forms(gazetteer.lexicon(), view, found);
        found = define::define(view, found);
        found = short_forms::short_forms(gazetteer, view, found);
    }
    let stated = given.stated;
    let home = places::Home::of(gazetteer, given.publication, memory);
    let known = places::Known {
        stated,
        beside: &beside.mentions,
        home: &home,
        small_letters: raised.is_some(),
    };
    // Where capitals tell nothing, only what is known is a name.
    let locals = match raised {
        Some(_) => Locals::default(),
        None => Locals::find(gazetteer, view, &mut found),
    };
    let places = places::decide(gazetteer, view, &found, &known, memory);
    let mut evidence = resolve::NamedEntities::new(gazetteer, &found, stated);
    if !found.is_empty() {
        evidence.mentions(&beside.mentions, memory);
    }
    let mut tags = resolve::resolve(evidence, view, &found, places, memory);
    shared_demonyms::choose(gazetteer, &found, stated, &beside.mentions, &mut tags);
    locals.compose(gazetteer, view, &beside.mentions, &mut tags, memory);
    compose::compose(gazetteer, view, &mut tags);
    people::people(gazetteer, view, beside, &mut tags, memory);
    bylines::without_bylines(gazetteer, view.text(), &mut tags, memory);
    if raised.is_none() {
        governments::governments(gazetteer, view, &mut tags);
        home_forces::home_forces(gazetteer, view, &beside.mentions, &mut tags);
    }
    if raised.is_some() {
        let of_mentions = tags.mentions.iter_mut();
        let of_mentions = of_mentions.flat_map(|mention| &mut mention.evidence);
        let of_open = tags.unresolved.iter_mut();
        for evidence in of_mentions.chain(of_open.flat_map(|name| &mut name.evidence)) {
            *evidence = evidence.in_lowercase();
        }
    }
    tags.mentions
        .retain(|mention| mention.kind != NameKind::Demonym || counts_demonyms(gazetteer, mention));
    tags
}

/// Returns whether the facet of a mention takes demonyms. Where it does not, they still speak for
/// other names of the report.
fn counts_demonyms(gazetteer: &Gazetteer, mention: &Mention) -> bool {
    let mut facets = gazetteer.facets().iter();
    facets.any(|facet| facet.name == mention.facet && facet.demonyms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::vocabulary::Vocabulary;
    use crate::schema::IndexSchema;

    #[test]
    fn what_was_tagged_before_changes_nothing_but_the_time() {
        let shipped = Gazetteer::compile(&IndexSchema::shipped());
        let gazetteer = Arc::new(Gazetteer::open(shipped).unwrap());
        let mut tagger = Tagger::new(gazetteer.clone());
        let texts = [
            "The mayor of Paris, Texas, met Georgian police in Springfield.",
            "PARIS (AP) — Villages near Georgia, Florida and Springfield, Illinois, were flooded.",
            "Kenyan police landed in Port-au-Prince; the UN mission (MSS) is in Haiti.",
            "President Georgia Paris said so in Turkey. Nice turkey, a nice reading.",
            "US AND HAITI: WHO IS IN READING, NICE OR PARIS?",
        ];
        let mut vocabulary = Vocabulary::default();
        let mut tag = |text: &str, beside: &Tags| {
            let words = Words::of(text);
            let text = Text {
                text,
                words: &words,
                numbers: &vocabulary.number(&words),
            };
            tagger.tag_with(text, Given::default(), beside)
        };
        for text in texts.iter().chain(texts.iter().rev()) {
            let alone = gazetteer.tag(text, &Words::of(text));
            assert!(!alone.mentions.is_empty(), "{text}");
            let tags = tag(text, &Tags::default());
            assert_eq!(tags, alone, "{text}");
            let title = Words::of("Paris and Haiti");
            assert_eq!(
                tag("Paris and Haiti", &tags),
                gazetteer.tag_with("Paris and Haiti", &title, Given::default(), &tags)
            );
        }
    }
}
