//! The tagger: runs all passes on texts and caches look-ups.

mod bylines;
mod compose;
mod composed_acronyms;
mod define;
mod forces_alone;
mod governments;
mod locals;
mod long_forms;
mod lowercase;
mod named_entities;
mod neighbours;
mod outcomes;
mod people;
mod resolve;
mod shared_demonyms;
mod short_forms;
mod state_forces;
mod units;

use std::sync::Arc;

use super::annotations::Annotations;
use super::blob::Gazetteer;
use super::context::Context;
use super::local::Locals;
use super::memory::Memory;
use super::mention::{Mention, NameKind, Tags};
use super::metadata::ReportMetadata;
use super::scan;
use super::token_view::TokenView;
use reportage_text::analysis::vocabulary::Numbers;
use reportage_text::analysis::words::Words;

/// Tags texts. Use one per thread; look-ups are cached across texts.
pub struct Tagger {
    gazetteer: Arc<Gazetteer>,
    memory: Memory,
}

impl Tagger {
    /// Creates a tagger with empty caches.
    pub fn new(gazetteer: Arc<Gazetteer>) -> Tagger {
        Tagger {
            gazetteer,
            memory: Memory::default(),
        }
    }

    /// Tags `text`, as [`Gazetteer::tag_with`] does.
    pub fn tag_with(
        &mut self,
        text: Text<'_>,
        metadata: ReportMetadata<'_>,
        beside: &Tags,
    ) -> Tags {
        tag(&self.gazetteer, text, metadata, beside, &mut self.memory)
    }
}

/// A text, its words and their numbers.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    /// The text.
    pub text: &'a str,
    /// Its words.
    pub words: &'a Words,
    /// The numbers of its words, from one vocabulary for all texts of a tagger, which caches by
    /// number.
    pub numbers: &'a Numbers,
}

/// A step of tagging: reads a text and edits its annotations.
type Pass = fn(TokenView<'_>, &mut Context<'_>, &mut Annotations);

/// The texts to which a pass applies.
enum Texts {
    All,
    /// Texts with capitals. In other texts only declared names count.
    Cased,
    /// Lowercase texts.
    Lowercase,
}

/// All passes in order, with the reason for the order.
const PASSES: &[(Texts, Pass)] = &[
    // Matches declared names, on which all others build.
    (Texts::All, find_names),
    // Before other passes use names that are words in this text.
    (Texts::Lowercase, lowercase::sure),
    // Before `define`, which introduces acronyms for full names, including these.
    (Texts::Cased, long_forms::long_forms),
    // Before `short_forms`, which skips defined words.
    (Texts::Cased, define::define),
    (Texts::Cased, short_forms::short_forms),
    // Removes shorter names before they are resolved.
    (Texts::Cased, locals::find),
    // Converts names to mentions; later passes edit mentions.
    (Texts::All, resolve::resolve_names),
    // Counts resolved countries; must run before names are composed with them.
    (Texts::All, shared_demonyms::choose),
    // Needs resolved areas; before `compose`, because it removes mentions.
    (Texts::All, locals::compose),
    // Needs the countries; before `people`, which skips words of resolved names.
    (Texts::All, compose::compose),
    // Needs the composed names.
    (Texts::Cased, composed_acronyms::composed_acronyms),
    // Uses words that are still free.
    (Texts::All, people::people),
    // After `people`, because the source of a report still supports other names.
    (Texts::All, bylines::without_bylines),
    // Needs people and parties.
    (Texts::Cased, governments::governments),
    // Last, because it needs the country that all mentions together indicate.
    (Texts::Cased, state_forces::state_forces),
    (Texts::Lowercase, lowercase::relabel),
    // Demonyms supported other names until here.
    (Texts::All, without_demonyms),
];

/// Tags `text`, pass by pass; see [`Gazetteer::tag_with`].
pub(super) fn tag(
    gazetteer: &Gazetteer,
    text: Text<'_>,
    metadata: ReportMetadata<'_>,
    beside: &Tags,
    memory: &mut Memory,
) -> Tags {
    let raised = lowercase::raised(TokenView::new(text.text, text.words));
    let view = TokenView::new(raised.as_deref().unwrap_or(text.text), text.words);
    let mut context = Context {
        gazetteer,
        numbers: text.numbers,
        asserted: metadata.asserted,
        publication: metadata.publication,
        beside: &beside.mentions,
        is_lowercase: raised.is_some(),
        memory,
        locals: Locals::default(),
    };
    let mut annotations = Annotations::default();
    for (texts, pass) in PASSES {
        let runs = match texts {
            Texts::All => true,
            Texts::Cased => !context.is_lowercase,
            Texts::Lowercase => context.is_lowercase,
        };
        if runs {
            pass(view, &mut context, &mut annotations);
        }
    }
    annotations.into_tags()
}

/// Finds the names in a declared spelling.
fn find_names(view: TokenView<'_>, context: &mut Context<'_>, annotations: &mut Annotations) {
    let Context {
        gazetteer,
        numbers,
        publication,
        memory,
        ..
    } = context;
    let firsts = &mut memory.firsts;
    annotations
        .replace_names(|_| scan::scan(gazetteer, view, publication.language, numbers, firsts));
}

/// Removes demonyms from facets that exclude them.
fn without_demonyms(
    _view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let takes_demonyms = |mention: &Mention| {
        let mut facets = context.gazetteer.facets().iter();
        facets.any(|facet| facet.name == mention.facet && facet.demonyms)
    };
    annotations
        .retain_mentions(|mention| mention.kind != NameKind::Demonym || takes_demonyms(mention));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::tests::shipped::SHIPPED;
    use reportage_text::analysis::vocabulary::Vocabulary;

    #[test]
    fn earlier_texts_do_not_change_the_tags() {
        let gazetteer = SHIPPED.clone();
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
            tagger.tag_with(text, ReportMetadata::default(), beside)
        };
        for text in texts.iter().chain(texts.iter().rev()) {
            let alone = gazetteer.tag(text, &Words::of(text));
            assert!(!alone.mentions.is_empty(), "{text}");
            let tags = tag(text, &Tags::default());
            assert_eq!(tags, alone, "{text}");
            let title = Words::of("Paris and Haiti");
            assert_eq!(
                tag("Paris and Haiti", &tags),
                gazetteer.tag_with("Paris and Haiti", &title, ReportMetadata::default(), &tags)
            );
        }
    }
}
