//! The current time, or `SOURCE_DATE_EPOCH` if set, for reproducible output.

use crate::failure::Failure;

/// The environment variable, specified by <https://reproducible-builds.org/specs/source-date-epoch/>.
const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// Returns whether the time is fixed by the environment.
pub fn is_fixed() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

/// Returns the time in seconds since 1970 UTC.
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
                "{VARIABLE}: `{text}` is not a number of seconds since 1970"
            ))
            .hint("unset it to use the system clock")
        })
}
