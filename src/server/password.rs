//! The password of the server, kept as a hash by Argon2.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};

use super::secret::Secret;

/// The hash of a password, as text in the PHC format: `$argon2id$v=19$...`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Parses the text of a hash; `None` if it is no hash by Argon2.
    pub fn parse(text: &str) -> Option<Password> {
        let text = text.trim();
        let hash = PasswordHash::new(text).ok()?;
        let is_argon = hash.algorithm.as_str().starts_with("argon2") && hash.hash.is_some();
        is_argon.then(|| Password(text.to_owned()))
    }

    /// Hashes a password with a random salt.
    pub fn hash(password: &str) -> Password {
        let salt = SaltString::encode_b64(&Secret::random().bytes()[..16]);
        let salt = salt.expect("16 bytes are a valid salt");
        let hash = Argon2::default().hash_password(password.as_bytes(), &salt);
        let hash = hash.expect("the default parameters are valid");
        Password(hash.to_string())
    }

    /// Returns whether `typed` is the password. Takes some hundredths of a second and 19 MB, so that guessing is slow.
    pub fn is(&self, typed: &str) -> bool {
        let hash = PasswordHash::new(&self.0);
        hash.is_ok_and(|hash| {
            let verified = Argon2::default().verify_password(typed.as_bytes(), &hash);
            verified.is_ok()
        })
    }

    /// Returns the text of the hash.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_of_its_password_only_and_can_be_written_down() {
        let password = Password::hash("open sesame");
        assert_ne!(password, Password::hash("open sesame"));
        assert!(password.as_str().starts_with("$argon2id$"));
        let read = Password::parse(&format!("{}\n", password.as_str())).unwrap();
        assert!(read.is("open sesame"));
        assert!(!read.is("open sesam"));
    }

    #[test]
    fn other_text_is_no_hash() {
        for text in [
            "",
            "secret",
            "$2b$12$abc",
            "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ",
        ] {
            assert_eq!(Password::parse(text), None, "{text}");
        }
    }
}
