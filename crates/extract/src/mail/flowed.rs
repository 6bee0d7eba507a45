//! The `flowed` format (RFC 3676): lines that end with a space continue on the next line.

/// Joins the lines of each paragraph. With `del_sp`, the trailing space was added by the format and
/// is dropped. Quoted lines keep the markers of the first one. Also returns the 0-based line of
/// `text` with which each result line begins.
pub(super) fn joined(text: &str, del_sp: bool) -> (String, Vec<u32>) {
    let mut out = String::with_capacity(text.len());
    let mut firsts = Vec::new();
    // The quote depth of the paragraph that continues.
    let mut open = None;
    for (number, line) in (0..).zip(text.split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let (depth, content) = quoted(line);
        if open == Some(depth) && content != SIGNATURE {
            out.push_str(content);
        } else {
            if number > 0 {
                out.push('\n');
            }
            firsts.push(number);
            out.extend(std::iter::repeat_n('>', depth));
            out.push_str(if depth > 0 { " " } else { "" });
            out.push_str(content);
        }
        let goes_on = content.ends_with(' ') && content != SIGNATURE;
        open = goes_on.then_some(depth);
        if goes_on && del_sp {
            out.pop();
        }
    }
    (out, firsts)
}

/// The signature separator; its trailing space does not mean that the line continues.
const SIGNATURE: &str = "-- ";

/// Returns the quote depth and the text after the markers, without its stuffed space.
fn quoted(line: &str) -> (usize, &str) {
    let content = line.trim_start_matches('>');
    let depth = line.len() - content.len();
    (depth, content.strip_prefix(' ').unwrap_or(content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_end_with_a_space_go_on_at_the_same_depth() {
        for (text, del_sp, wanted) in [
            ("one \ntwo\nthree", false, "one two\nthree"),
            ("one \r\ntwo\r\n\r\nthree", false, "one two\n\nthree"),
            (
                "> one \n> two\n>> three \n>> four\nfive",
                false,
                "> one two\n>> three four\nfive",
            ),
            ("> one \ntwo", false, "> one \ntwo"),
            (" From here \n >not quoted", false, "From here >not quoted"),
            ("hap \npy", true, "happy"),
            ("one  \ntwo", true, "one two"),
            ("text\n-- \nMarie \nOCHA", false, "text\n-- \nMarie OCHA"),
            ("text \n-- \nMarie", false, "text \n-- \nMarie"),
            ("\n\none", false, "\n\none"),
        ] {
            assert_eq!(joined(text, del_sp).0, wanted, "{text}");
        }
        assert_eq!(joined("a \nb\n\nc \nd", false).1, [0, 2, 3]);
    }
}
