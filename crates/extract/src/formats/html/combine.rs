//! Combines the text shown on a page with that in its JSON-LD, without duplicates.

use super::article::Readings;
use super::bag::{Bag, Haystack};
use super::data_text::paragraphs;
use super::linked::{Linked, Update};

/// The text of an article.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Text {
    /// Paragraphs of the page's markup.
    pub shown: Vec<String>,
    /// Paragraphs of its JSON-LD, which are appended.
    pub data: Vec<String>,
}

/// A text counts as contained in another one if this share of its words is.
const CONTAINED: f64 = 0.8;

/// Selects the reading that contains the text of the JSON-LD; if none does, that text is added.
pub(super) fn combine(readings: Readings, linked: &Linked) -> Text {
    let Readings(mut readings) = readings;
    let mut data = linked.body.as_deref().map(paragraphs).unwrap_or_default();
    let body = Bag::of(&data);
    if body.size() > 0 {
        let has_body = |texts: &Vec<String>| body.share_in(&Bag::of(texts)) >= CONTAINED;
        if let Some(i) = readings.iter().position(has_body) {
            readings.swap(0, i);
            data.clear();
        }
    }
    let mut shown = readings.into_iter().next().unwrap_or_default();
    if !data.is_empty() {
        let bag = Bag::of(&shown);
        // A text behind a paywall: the page shows its beginning and a subscription offer.
        let is_start = bag.size() < body.size() || bag.share_in(&body) >= CONTAINED;
        if is_start {
            shown.clear();
        }
    }
    let mut page = Haystack::of(&[shown.clone(), data.clone()].concat());
    for update in &linked.updates {
        let texts = texts_of(update);
        if !is_among(&texts, &mut page) {
            data.extend(texts);
        }
    }
    Text { shown, data }
}

fn texts_of(update: &Update) -> Vec<String> {
    let headline = update.headline.iter().flat_map(|text| paragraphs(text));
    let body = update.body.iter().flat_map(|text| paragraphs(text));
    headline.chain(body).collect()
}

/// Returns whether most of a post's text, sentence by sentence, is on the page.
fn is_among(texts: &[String], page: &mut Haystack) -> bool {
    let (mut found, mut all) = (0, 0);
    // The first text may be a headline, which the page's list of posts contains, too.
    for text in texts.iter().skip(usize::from(texts.len() > 1)) {
        for sentence in text.split_inclusive(['.', '!', '?', '。']) {
            all += sentence.len();
            found += if page.has(sentence) {
                sentence.len()
            } else {
                0
            };
        }
    }
    found as f64 >= all as f64 * CONTAINED
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn combined(readings: &[&[&str]], body: &str) -> (Vec<String>, Vec<String>) {
        let readings = Readings(readings.iter().map(|reading| texts(reading)).collect());
        let body = Some(body.to_owned()).filter(|body| !body.is_empty());
        let linked = Linked {
            body,
            ..Linked::default()
        };
        let text = combine(readings, &linked);
        (text.shown, text.data)
    }

    #[test]
    fn the_reading_that_has_the_text_of_the_data_counts() {
        let cookies = &["We use cookies and other things here"][..];
        let article = &["Gunmen attacked Kenscoff on Monday", "Two died"][..];
        let got = combined(&[cookies, article], "Gunmen attacked Kenscoff on Monday");
        assert_eq!(got, (texts(article), vec![]));
        assert_eq!(combined(&[cookies, article], ""), (texts(cookies), vec![]));
    }

    #[test]
    fn text_missing_in_all_readings_replaces_a_shorter_one_and_follows_a_longer_one() {
        let body = "Gunmen attacked Kenscoff on Monday and two officers died there";
        let got = combined(&[&["Gunmen attacked Kenscoff", "Subscribe now"]], body);
        assert_eq!(got, (vec![], texts(&[body])));
        let long = "one two three four five six seven eight nine ten eleven twelve";
        assert_eq!(
            combined(&[&[long]], "Another text"),
            (texts(&[long]), texts(&["Another text"]))
        );
    }

    #[test]
    fn posts_missing_on_the_page_are_appended() {
        let update = |headline: &str, body: &str| Update {
            headline: Some(headline.to_owned()),
            body: Some(body.to_owned()),
        };
        let linked = Linked {
            updates: vec![
                update("Fire out", "<p>The fire at the depot is out.</p>"),
                update("Shots heard", "Shots at the silo."),
            ],
            ..Linked::default()
        };
        let page = texts(&["Fire out", "The fire at the depot is out."]);
        let text = combine(Readings(vec![page.clone()]), &linked);
        assert_eq!(
            (text.shown, text.data),
            (page, texts(&["Shots heard", "Shots at the silo."]))
        );
    }
}
