//! Formatting of shares and statistics.

/// Rounds a share or a statistic for JSON and tables, to six decimals.
pub(super) fn rounded(number: f64) -> f64 {
    // Adding zero turns -0 into 0.
    (number * 1e6).round() / 1e6 + 0.0
}

/// Formats a share for people: `12.5%`, `0.03%`; empty if there is none.
pub(super) fn percent(share: Option<f64>) -> String {
    match share.map(|share| share * 100.0) {
        None => String::new(),
        Some(0.0) => "0%".to_owned(),
        Some(percent) if percent < 0.1 => format!("{percent:.2}%"),
        Some(percent) => format!("{percent:.1}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_shares_keep_a_digit() {
        let shares = [None, Some(0.0), Some(0.000_3), Some(0.123_4), Some(1.0)];
        assert_eq!(shares.map(percent), ["", "0%", "0.03%", "12.3%", "100.0%"]);
        assert_eq!(rounded(1.0 / 3.0), 0.333_333);
    }
}
