//! Bars made of characters.

/// The characters to draw bars with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarStyle {
    /// Unicode block elements, with a resolution of an eighth of a column.
    Blocks,
    /// `#`, for terminals without Unicode.
    Ascii,
}

/// Blocks that fill zero to seven eighths of a column from the left.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
/// Blocks that fill one to eight eighths of a line from below.
const LEVELS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

impl BarStyle {
    /// Returns a bar whose full `width` in columns stands for `most`. A bar for a value above 0 is never empty.
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

    /// Returns one character filled from below, full for `most`; a space for 0, and without Unicode.
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
    fn a_bar_is_proportional_to_its_value_and_never_empty_above_zero() {
        let bars = |style: BarStyle| [0.0, 0.01, 2.5, 5.0, 10.0].map(|n| style.bar(n, 10.0, 5));
        assert_eq!(bars(BarStyle::Blocks), ["", "▏", "█▎", "██▌", "█████"]);
        assert_eq!(bars(BarStyle::Ascii), ["", "#", "#", "###", "#####"]);
        let levels = [0.0, 0.1, 4.0, 8.0].map(|n| BarStyle::Blocks.level(n, 8.0));
        assert_eq!(levels, [" ", "▁", "▄", "█"]);
        assert_eq!(BarStyle::Ascii.bar(1.0, 0.0, 5), "");
    }
}
