//! The passages of any text have each of its words once, in order.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reportage::analysis::language_tables::shipped;
use reportage::analysis::passages::{Lengths, cut};
use reportage::analysis::words::Words;

fuzz_target!(|text: &str| {
    let words = Words::of(text);
    let lengths = Lengths {
        min_words: 40,
        max_words: 140,
    };
    let mut next = 0;
    for passage in cut(&shipped(), text, &words, lengths, &[]) {
        assert_eq!(passage.words.start, next);
        assert!(passage.words.end > next);
        assert!(text.get(passage.bytes).is_some_and(|text| !text.is_empty()));
        next = passage.words.end;
    }
    assert_eq!(next, words.len());
});
