//! Plain text: each file is one report with unchanged text.

use crate::error::{Location, ReadError, Reason};
use crate::format::Input;
use crate::metadata::Metadata;
use crate::outcome::Outcome;
use crate::report::Lines;
use crate::{decode, title};

pub(crate) fn report(input: &mut Input) -> Result<Outcome, ReadError> {
    let (text, warnings) = whole_text(input)?;
    let metadata = Metadata {
        title: title::of_text(&text),
        ..Metadata::default()
    };
    let path = input.shown.as_str();
    let lines = Lines::Follow { first: 1 };
    Ok(Outcome {
        report: Ok(metadata.with_body(text, lines, path, path.to_owned())),
        warnings,
    })
}

/// Reads and decodes a whole file, which must contain text.
pub(super) fn whole_text(input: &mut Input) -> Result<(String, Vec<ReadError>), ReadError> {
    let bytes = input.whole()?;
    let location = Location::file(&input.shown);
    let decoded = decode::decode(bytes, None).map_err(|reason| location.error(reason))?;
    if decoded.text.trim().is_empty() {
        return Err(location.error(Reason::Empty));
    }
    let warnings = decoded.warning.map(|reason| location.error(reason));
    Ok((decoded.text, warnings.into_iter().collect()))
}
