//! Finds governments that are named after their leader or party: `Cristiani's government`,
//! `the Moïse administration`, `le gouvernement Préval`, `gobierno de Duarte`.
//!
//! Runs on resolved names: the path of the person or party contains the country
//! (`/People/Haiti/René Préval`).

use super::compose::{Country, body};
use crate::gazetteer::annotations::Annotations;
use crate::gazetteer::blob::{Gazetteer, Record};
use crate::gazetteer::context::Context;
use crate::gazetteer::entry::Entry;
use crate::gazetteer::keys::key;
use crate::gazetteer::lexicon::Lexicon;
use crate::gazetteer::mention::Mention;
use crate::gazetteer::token_view::TokenView;
use crate::schema::Role;
use reportage_text::facet_path;
use reportage_text::lexicon::Class;

/// The most titles before a name (`le gouvernement du président René Préval`).
const MOST_TITLES: usize = 2;

/// Adds the mentions of governments named after a leader or party to `annotations`.
pub(super) fn governments(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let gazetteer = context.gazetteer;
    let Some(form) = gazetteer.forms().with_role(Role::Government) else {
        return;
    };
    let beside = Beside {
        lexicon: gazetteer.lexicon(),
        view,
    };
    let mut found: Vec<Mention> = Vec::new();
    for (i, mention) in annotations.mentions().iter().enumerate() {
        let Some((mut first, last)) = beside.span(mention) else {
            continue;
        };
        let taken = found.last().is_some_and(|other| other.last_word >= first);
        if taken || annotations.is_mentioned(first, last) {
            continue;
        }
        // `ARENA [Nationalist Republican Alliance] government`
        if let Some(short) = i
            .checked_sub(1)
            .map(|before| &annotations.mentions()[before])
            && short.entity == mention.entity
            && short.last_word + 1 == first
            && matches!(view.gap(short.last_word).trim(), "[" | "(")
        {
            first = short.first_word;
        }
        let Some((path, id)) = country_of(gazetteer, mention) else {
            continue;
        };
        let country = Country {
            path: &path,
            id: Some(&id),
        };
        body(gazetteer, view, form, country, (first, last), &mut found);
    }
    annotations.add(found);
}

/// Returns path and id of the country of a person or party; `None` if it is neither, or has none.
fn country_of(gazetteer: &Gazetteer, mention: &Mention) -> Option<(String, String)> {
    let record = gazetteer.record(gazetteer.index_of(mention.entity.as_deref()?)?)?;
    if !(record.roles.has(Role::Person) || record.roles.has(Role::Party)) {
        return None;
    }
    let name = facet_path::names(&mention.path).into_iter().nth(1)?;
    let path = facet_path::join(&[&name]);
    let first = gazetteer.names()?.get(key(&name))?;
    let of_country = |entry: Entry| -> Option<Record<'_>> {
        let record = gazetteer.record(entry.entity)?;
        let (facet, standing) = record.standings.first()?;
        (gazetteer.facets()[*facet].places && *standing == path).then_some(record)
    };
    let country = gazetteer.entries(first.value()).find_map(of_country)?;
    Some((path, country.id.to_owned()))
}

/// Examines the words next to names.
struct Beside<'a> {
    lexicon: &'a Lexicon,
    view: TokenView<'a>,
}

impl Beside<'_> {
    /// Returns the first and last word of the government that is named after a mention, if any.
    fn span(&self, mention: &Mention) -> Option<(usize, usize)> {
        self.behind(mention)
            .map(|last| (mention.first_word, last))
            .or_else(|| self.before(mention).map(|first| (first, mention.last_word)))
    }

    /// `Cristiani's rightist government`, `the Moïse administration`
    fn behind(&self, mention: &Mention) -> Option<usize> {
        let next = mention.last_word + 1;
        if next >= self.view.len() {
            return None;
        }
        let gap = self.view.gap(mention.last_word);
        let possessive = gap.starts_with(['\'', '’']);
        if !(possessive || matches!(gap.trim(), "" | "]" | ")")) {
            return None;
        }
        if self.is_government(next) {
            return Some(next);
        }
        let last = next + 1;
        let one_between =
            possessive && last < self.view.len() && self.view.gap(next).trim().is_empty();
        (one_between && self.is_government(last)).then_some(last)
    }

    /// `government of President Cristiani`, `le gouvernement Préval`, `gobierno de Duarte`
    fn before(&self, mention: &Mention) -> Option<usize> {
        let mut at = mention.first_word.checked_sub(1)?;
        for _ in 0..MOST_TITLES {
            if self.lexicon.is_title(self.view.folded(at)) && self.is_joined(at) {
                at = at.checked_sub(1)?;
            }
        }
        let linked = self.lexicon.has(self.view.folded(at), Class::Of) && self.is_joined(at);
        if linked {
            at = at.checked_sub(1)?;
        }
        // English and Spanish need a linking word: `the government Duarte led` is something else.
        let word = self.view.folded(at);
        let fits = self.lexicon.has(word, Class::Government) && (linked || word == "gouvernement");
        (fits && self.is_joined(at)).then_some(at)
    }

    /// Returns whether word `i` is a word for a government that can follow a name.
    fn is_government(&self, i: usize) -> bool {
        let classes = self.lexicon.of(self.view.folded(i));
        classes.has_in_english(Class::Government)
    }

    /// Returns whether only white space, a French apostrophe or the dot of a title separates word
    /// `i` and the next.
    fn is_joined(&self, i: usize) -> bool {
        matches!(self.view.gap(i).trim(), "" | "'" | "’" | ".")
    }
}
