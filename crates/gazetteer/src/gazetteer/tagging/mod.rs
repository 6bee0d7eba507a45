//! Tags text after text, remembering what was looked up.

mod bylines;
mod compose;
mod define;
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
    /// Their numbers: of one vocabulary, for a tagger to remember what it looked up.
    pub numbers: &'a Numbers,
}

/// A step of tagging: reads a text and edits its annotations.
type Pass = fn(TokenView<'_>, &mut Context<'_>, &mut Annotations);

/// The texts that a pass is for.
enum Texts {
    All,
    /// Those with capitals: without them, only what is declared is a name.
    Cased,
    /// Those without capitals.
    Lowercase,
}

/// All passes, in their order, with the reason for it.
const PASSES: &[(Texts, Pass)] = &[
    // Names as they are declared: all others start from these.
    (Texts::All, find_names),
    // Before anything builds on names that are words there.
    (Texts::Lowercase, lowercase::sure),
    // Before `define`, which introduces acronyms by names in full, these among them.
    (Texts::Cased, long_forms::long_forms),
    // Before `short_forms`, which leaves out words that are defined.
    (Texts::Cased, define::define),
    (Texts::Cased, short_forms::short_forms),
    // Takes shorter names away before they are resolved.
    (Texts::Cased, locals::find),
    // Names become mentions; from here on mentions are edited.
    (Texts::All, resolve::resolve_names),
    // Counts the countries that are resolved; those that compose names must be right by then.
    (Texts::All, shared_demonyms::choose),
    // Below areas that are resolved; before `compose`, as it takes mentions away.
    (Texts::All, locals::compose),
    // Needs the countries; before `people`, which leaves out words of counted names.
    (Texts::All, compose::compose),
    // On words that are free by then.
    (Texts::All, people::people),
    // After `people`: who brought a report still speaks for others.
    (Texts::All, bylines::without_bylines),
    // Needs people and parties.
    (Texts::Cased, governments::governments),
    // Last, by the country that all mentions together tell.
    (Texts::Cased, state_forces::state_forces),
    (Texts::Lowercase, lowercase::relabel),
    // Demonyms spoke for other names until here.
    (Texts::All, without_demonyms),
];

/// Finds what `text` names, pass by pass; see [`Gazetteer::tag_with`].
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

/// Finds the names that are written as they are declared.
fn find_names(view: TokenView<'_>, context: &mut Context<'_>, annotations: &mut Annotations) {
    let firsts = &mut context.memory.firsts;
    annotations.replace_names(|_| scan::scan(context.gazetteer, view, context.numbers, firsts));
}

/// Takes out demonyms where their facet does not take them.
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
    fn what_was_tagged_before_changes_nothing_but_the_time() {
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
