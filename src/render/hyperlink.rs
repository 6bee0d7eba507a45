//! Links to files in terminals: OSC 8 sequences, <https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>.

use std::path::Path;

/// A `file:` URL. It contains only characters that are allowed in URLs, whatever the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLink(String);

impl FileLink {
    /// Returns the URL of the file at an absolute path on `host`, which may be empty; `None` if the path is relative or not
    /// Unicode.
    pub fn to(path: &Path, host: &str) -> Option<FileLink> {
        if !path.is_absolute() {
            return None;
        }
        let path = path.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
        // Windows paths such as `C:/reports` need another `/`.
        let root = if path.starts_with('/') { "" } else { "/" };
        let (host, path) = (encoded_path(host), encoded_path(&path));
        Some(FileLink(format!("file://{host}{root}{path}")))
    }

    /// Returns `text` as a link to this URL; `text` must be safe for a terminal.
    pub fn around(&self, text: &str) -> String {
        format!("\x1b]8;;{}\x1b\\{text}\x1b]8;;\x1b\\", self.0)
    }
}

/// Returns `text` as a link, or unchanged if there is none.
pub(super) fn linked(link: Option<&FileLink>, text: String) -> String {
    match link {
        Some(link) => link.around(&text),
        None => text,
    }
}

/// Percent-encodes all bytes except the unreserved characters of RFC 3986, `/` and `:`.
pub fn encoded_path(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b':' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn no_path_can_end_its_link_or_begin_another() {
        let link = FileLink::to(Path::new("/a b/é\u{1b}\\]8;;\u{7}%\n.txt"), "desk").unwrap();
        let wanted = "file://desk/a%20b/%C3%A9%1B%5C%5D8%3B%3B%07%25%0A.txt";
        assert_eq!(link.0, wanted);
        let wanted = format!("\x1b]8;;{wanted}\x1b\\a.txt:3\x1b]8;;\x1b\\");
        assert_eq!(link.around("a.txt:3"), wanted);
    }

    #[test]
    fn a_relative_path_has_no_link() {
        assert_eq!(FileLink::to(Path::new("a.txt"), ""), None);
    }
}
