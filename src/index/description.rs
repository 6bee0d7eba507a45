//! The checksum of tantivy's `meta.json`: its last key, over everything before it.
//!
//! Tantivy ignores unknown keys.

/// The text before the checksum.
const BEFORE: &[u8] = b",\n  \"crc32\": \"";
/// The text after it.
const BEHIND: &[u8] = b"\"\n}\n";
/// Hexadecimal digits of the checksum.
const DIGITS: usize = 8;

/// Returns a description with its checksum, or unchanged if it is not a JSON object.
pub fn sealed(description: &[u8]) -> Vec<u8> {
    let Some(object) = description.trim_ascii_end().strip_suffix(b"}") else {
        return description.to_vec();
    };
    let object = object.trim_ascii_end();
    let digits = format!("{:08x}", crc32fast::hash(object));
    [object, BEFORE, digits.as_bytes(), BEHIND].concat()
}

/// Returns whether a description ends with a checksum, right or wrong.
pub fn is_sealed(description: &[u8]) -> bool {
    parts(description).is_some()
}

/// Returns whether a description matches its checksum.
pub fn is_intact(description: &[u8]) -> bool {
    parts(description).is_some_and(|(object, digits)| {
        format!("{:08x}", crc32fast::hash(object)).as_bytes() == digits
    })
}

/// Splits a description into the text covered by the checksum, and the checksum.
fn parts(description: &[u8]) -> Option<(&[u8], &[u8; DIGITS])> {
    let without_end = description.strip_suffix(BEHIND)?;
    let (rest, digits) = without_end.split_last_chunk()?;
    Some((rest.strip_suffix(BEFORE)?, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_intact_until_a_byte_of_it_is_changed() {
        let sealed = sealed(b"{\n  \"segments\": [],\n  \"opstamp\": 12\n}\n");
        assert!(is_intact(&sealed));
        let object: serde_json::Value = serde_json::from_slice(&sealed).unwrap();
        assert_eq!(object["opstamp"], 12);
        for at in 0..sealed.len() {
            for bit in 0..8 {
                let mut changed = sealed.clone();
                changed[at] ^= 1 << bit;
                assert!(!is_intact(&changed), "{at}");
            }
            assert!(!is_intact(&sealed[..at]), "{at}");
        }
    }

    #[test]
    fn other_values_are_unchanged() {
        assert_eq!(sealed(b"[1]"), b"[1]");
    }
}
