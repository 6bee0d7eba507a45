//! Random texts that nobody can guess: tokens, and the keys of sessions.

use std::fmt;

use subtle::ConstantTimeEq;

/// The length in bytes.
const LENGTH: usize = 32;

/// A random text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Secret([u8; LENGTH]);

impl Secret {
    /// Creates one.
    ///
    /// # Panics
    /// The system has no source of random numbers.
    pub fn random() -> Secret {
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes).expect("the system has a source of random numbers");
        Secret(bytes)
    }

    /// Returns its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns whether `text` is this one. The time that it takes does not tell how much of it is right.
    pub fn is(&self, text: &str) -> bool {
        let own = self.to_string();
        own.as_bytes().ct_eq(text.as_bytes()).into()
    }
}

/// Hexadecimal digits.
impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Nothing, so that no message shows it.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_its_own_text_only() {
        let secret = Secret::random();
        let text = secret.to_string();
        assert_eq!(text.len(), 64);
        assert!(secret.is(&text));
        assert!(!secret.is(&text[1..]));
        assert!(!secret.is(""));
        assert!(!Secret::random().is(&text));
        assert_eq!(format!("{secret:?}"), "Secret");
    }
}
