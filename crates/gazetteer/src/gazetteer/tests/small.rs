//! Tests of lowercase text, with the shipped tables and the world.

use super::shipped::SHIPPED;
use super::*;

fn values(text: &str) -> Vec<String> {
    let gazetteer = &*SHIPPED;
    let tags = gazetteer.tag(text, &Words::of(text));
    let mentions = tags.mentions.iter();
    mentions
        .map(|mention| format!("{}={}", &text[mention.start..mention.end], mention.path))
        .collect()
}

#[test]
fn names_are_found_in_lowercase_text_if_the_evidence_is_strong() {
    for (text, wanted) in [
        (
            "gunmen burned houses near port-au-prince, the haitian national police said",
            &[
                "port-au-prince=/Haiti/Ouest/Port-au-Prince",
                "haitian national police=/State forces/Haiti/Haiti National Police",
                "haitian national police=/State bodies/Haiti/Haiti National Police",
                "haitian national police=/Haiti",
            ][..],
        ),
        (
            "[10:41] market closed in goma today, people walk to bukavu. troops from rwanda?",
            &[
                "goma=/Democratic Republic of the Congo/North Kivu/Goma",
                "bukavu=/Democratic Republic of the Congo/South Kivu/Bukavu",
                "rwanda=/Rwanda",
            ],
        ),
        (
            "des combats ont eu lieu à bangui, en république centrafricaine, hier soir",
            &[
                "bangui=/Central African Republic/Bangui",
                "république centrafricaine=/Central African Republic",
            ],
        ),
        (
            "the u.s. airline asked us who is in charge; it did not say more to us",
            &["u.s.=/United States"],
        ),
    ] {
        let found = values(text);
        for value in wanted {
            assert!(found.contains(&(*value).to_owned()), "{value}: {found:?}");
        }
        assert_eq!(found.len(), wanted.len(), "{found:?}");
    }
}

#[test]
fn words_and_acronyms_are_not_names_in_lowercase_text() {
    for text in [
        "who told us that the reading was nice and that mobile phones work",
        "he was cooking turkey for the un meeting, it was a victory for all",
        "the union of the two is a matter of paradise and hope, as you see",
        "la paz y la union son la esperanza del salvador de este pueblo",
        "la victoire et la paix du nord au sud, au centre comme au cap",
        "they are living together in the orange house by the bridge",
    ] {
        assert_eq!(values(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn text_with_capitals_is_read_as_it_is_written() {
    for text in [
        "Police said that people in goma and in rwanda heard of it.",
        "iPhone sales in goma went up again, traders told reporters.",
        "in goma",
    ] {
        assert_eq!(values(text), Vec::<String>::new(), "{text}");
    }
}
