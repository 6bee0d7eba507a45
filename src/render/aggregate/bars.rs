//! Bars of characters.

/// What bars are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarStyle {
    /// Block elements of Unicode, in eighths of a column.
    Blocks,
    /// `#`, for terminals without Unicode.
    Ascii,
}

/// Blocks that fill eighths of a column from the left, none to seven.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
/// Blocks that fill eighths of a line from below, one to eight.
const LEVELS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

impl BarStyle {
    /// Returns a bar of at most `width` columns, which `most` fills. What is more than nothing is seen.
    pub fn bar(self, value: f64, most: f64, width: usize) -> String {
        if value <= 0.0 || most <= 0.0 || width == 0 {
            return String::new();
        }
        let columns = (value / most).min(1.0) * width as f64;
        match self {
            BarStyle::Ascii => "#".repeat((columns.round() as usize).max(1)),
            BarStyle::Blocks => {
                let eighths = ((columns * 8.0).round() as usize).max(1);
                "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
            }
        }
    }

    /// Returns one column that is filled from below, as `most` fills it; a space for nothing, and without Unicode.
    pub fn level(self, value: f64, most: f64) -> &'static str {
        if value <= 0.0 || most <= 0.0 || self == BarStyle::Ascii {
            return " ";
        }
        let eighths = ((value / most).min(1.0) * 8.0).round() as usize;
        LEVELS[eighths.max(1) - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_never_empty_for_something() {
        let bars = |style: BarStyle| [0.0, 0.01, 2.5, 5.0, 10.0].map(|n| style.bar(n, 10.0, 5));
        assert_eq!(bars(BarStyle::Blocks), ["", "▏", "█▎", "██▌", "█████"]);
        assert_eq!(bars(BarStyle::Ascii), ["", "#", "#", "###", "#####"]);
        let levels = [0.0, 0.1, 4.0, 8.0].map(|n| BarStyle::Blocks.level(n, 8.0));
        assert_eq!(levels, [" ", "▁", "▄", "█"]);
        assert_eq!(BarStyle::Ascii.bar(1.0, 0.0, 5), "");
    }
}
