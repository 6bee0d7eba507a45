//! Detects by its name how a file is read.

use std::path::Path;

use crate::format::{Format, Kind, NO_EXTENSION};
use crate::registry::FORMATS;
use crate::wrapper::{WRAPPERS, Wrapper};

/// Extensions that abbreviate two, including the wrapper's.
const CONTRACTED: &[(&str, &str, &str)] = &[("tgz", "tar", "gz"), ("tzst", "tar", "zst")];

/// Returns the kind of a file by its name. `Err` is the unsupported kind in words (`.pdf`,
/// `.tar.gz`, `no extension`).
pub(crate) fn kind_of(path: &Path) -> Result<Kind, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some((stem, outer)) = split_extension(&name) else {
        return Err(NO_EXTENSION.to_owned());
    };
    for (contracted, inner, wrapper) in CONTRACTED {
        if outer == *contracted {
            return kind_of(Path::new(&format!("{stem}.{inner}.{wrapper}")));
        }
    }
    for (extension, wrapper) in WRAPPERS {
        if outer != *extension {
            continue;
        }
        let Some((_, inner)) = split_extension(stem) else {
            return Err(format!(".{outer}"));
        };
        return match format_of(&inner) {
            Some(format) => Ok(Kind {
                format,
                wrapper: *wrapper,
            }),
            None => Err(format!(".{inner}.{outer}")),
        };
    }
    match format_of(&outer) {
        Some(format) => Ok(Kind {
            format,
            wrapper: Wrapper::Plain,
        }),
        None => Err(format!(".{outer}")),
    }
}

pub(super) fn format_of(extension: &str) -> Option<&'static Format> {
    FORMATS
        .iter()
        .find(|format| format.extensions.contains(&extension))
}

/// Splits off the extension, in lowercase. The text after the last dot is an extension only if it
/// is short and consists of ASCII letters and digits: `3. Report of the Panel` has none.
fn split_extension(name: &str) -> Option<(&str, String)> {
    const LONGEST: usize = 10; // bytes
    let (stem, extension) = name.rsplit_once('.')?;
    let plain = extension.bytes().all(|b| b.is_ascii_alphanumeric());
    if stem.is_empty() || extension.is_empty() || extension.len() > LONGEST || !plain {
        return None;
    }
    Some((stem, extension.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_format_and_wrapper_whatever_its_case() {
        for (name, format, wrapper) in [
            ("a.txt", "text", Wrapper::Plain),
            ("a.b.TXT", "text", Wrapper::Plain),
            ("a.md", "Markdown", Wrapper::Plain),
            ("a.jsonl.zst", "JSON Lines", Wrapper::Zstd),
            ("a.Csv.GZ", "CSV", Wrapper::Gzip),
            ("a.TGZ", "TAR", Wrapper::Gzip),
            ("a.tar.zst", "TAR", Wrapper::Zstd),
        ] {
            let kind = kind_of(Path::new(name)).unwrap();
            assert_eq!(
                (kind.format.name, kind.wrapper),
                (format, wrapper),
                "{name}"
            );
        }
    }

    #[test]
    fn unsupported_kinds_are_named_by_their_extension() {
        for (name, kind) in [
            ("a.DOC", ".doc"),
            ("a", "no extension"),
            (".txt", "no extension"),
            ("a.rar.gz", ".rar.gz"),
            ("a.gz", ".gz"),
            ("1. Report of the Panel", "no extension"),
        ] {
            assert_eq!(kind_of(Path::new(name)).unwrap_err(), kind, "{name}");
        }
    }
}
