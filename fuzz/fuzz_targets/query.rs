//! Any text is parsed as a query or gives an error with a span in it, and all spans are within the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reportage::query::{parse, plain};

fuzz_target!(|text: &str| {
    match parse(text) {
        Ok(query) => {
            if let Some(root) = query.root {
                assert!(text.get(root.span).is_some_and(|part| !part.is_empty()));
            }
        }
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some());
            assert_eq!(error.caret(text).lines().count(), 2);
        }
    }
    let words = plain(text);
    assert_eq!(words.root.is_some(), !text.trim().is_empty());
});
