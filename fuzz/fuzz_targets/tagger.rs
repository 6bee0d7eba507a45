//! The mentions in any text are within it, in order.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use reportage::analysis::words::Words;
use reportage::gazetteer::Gazetteer;
use reportage::schema::IndexSchema;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let compiled = Gazetteer::compile(&IndexSchema::shipped());
    Gazetteer::open(compiled).expect("it was just compiled")
});

fuzz_target!(|text: &str| {
    let words = Words::of(text);
    let tags = GAZETTEER.tag(text, &words);
    for mention in &tags.mentions {
        assert!(
            text.get(mention.start..mention.end)
                .is_some_and(|name| !name.is_empty())
        );
        assert!(mention.path.starts_with('/'));
        assert!(
            mention
                .confidence
                .is_none_or(|sure| (0.0..=1.0).contains(&sure))
        );
    }
    assert!(tags.mentions.is_sorted_by_key(|mention| mention.start));
});
