//! What time it is: by `SOURCE_DATE_EPOCH` where that is set, so that the same folder gives the same bytes.

use crate::failure::Failure;

/// The environment variable, as <https://reproducible-builds.org/specs/source-date-epoch/> has it.
const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// Returns whether it is always the same time.
pub fn is_fixed() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

/// Returns the seconds since 1970 UTC.
pub fn now() -> Result<i64, Failure> {
    let Some(text) = std::env::var_os(VARIABLE) else {
        return Ok(reportage::date::now());
    };
    let seconds = text.to_str().and_then(|text| text.parse().ok());
    seconds
        .filter(|&seconds: &i64| seconds >= 0)
        .ok_or_else(|| {
            let text = text.to_string_lossy();
            Failure::new(format!(
                "{VARIABLE}: `{text}` is no number of seconds since 1970"
            ))
            .hint("unset it to have the time of the system's clock")
        })
}
