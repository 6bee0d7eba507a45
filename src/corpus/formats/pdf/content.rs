//! Leaves of what a page draws only what text needs. Lines, colours and marks are most of many
//! pages, and the reader would take all of them apart; what it does not know, it would stumble over.

/// The operators of text and of what places it, with the number of their operands.
const KEPT: &[(&[u8], usize)] = &[
    (b"BT", 0),
    (b"ET", 0),
    (b"Tf", 2),
    (b"Td", 2),
    (b"TD", 2),
    (b"Tm", 6),
    (b"T*", 0),
    (b"Tj", 1),
    (b"TJ", 1),
    (b"Tc", 1),
    (b"Tw", 1),
    (b"Tz", 1),
    (b"TL", 1),
    (b"Ts", 1),
    (b"q", 0),
    (b"Q", 0),
    (b"cm", 6),
    (b"Do", 1),
];

/// Returns a content without what does not bear on text. An operator with too few operands, or
/// operands of another kind than its own, is left out.
pub(super) fn text_only(content: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(content.len() / 2);
    let mut operands: Vec<&[u8]> = Vec::new();
    let mut at = 0;
    while let Some(token) = next(content, &mut at) {
        if is_operand(token) {
            operands.push(token);
            continue;
        }
        match token {
            b"ID" => at = after_inline_picture(content, at),
            // These two start a line and show a string on it.
            b"'" => {
                push(&mut kept, &[], b"T*");
                keep(&mut kept, &operands, b"Tj", 1);
            }
            b"\"" => {
                if let [.., word, letter, _] = operands[..] {
                    keep(&mut kept, &[word], b"Tw", 1);
                    keep(&mut kept, &[letter], b"Tc", 1);
                }
                push(&mut kept, &[], b"T*");
                keep(&mut kept, &operands, b"Tj", 1);
            }
            operator => {
                if let Some((_, count)) = KEPT.iter().find(|(name, _)| *name == operator) {
                    keep(&mut kept, &operands, operator, *count);
                }
            }
        }
        operands.clear();
    }
    kept
}

/// Keeps an operator with the last `count` of `operands`, if they are of its kind.
fn keep(kept: &mut Vec<u8>, operands: &[&[u8]], operator: &[u8], count: usize) {
    let Some(first) = operands.len().checked_sub(count) else {
        return;
    };
    let operands = &operands[first..];
    let number = |operand: &&[u8]| {
        operand
            .first()
            .is_some_and(|b| b"+-.0123456789".contains(b))
    };
    let fits = match (operator, operands) {
        (b"Tj", [text]) => is_string(text),
        (b"TJ", [texts]) => texts.starts_with(b"["),
        (b"Do", [name]) => name.starts_with(b"/"),
        (b"Tf", [name, size]) => name.starts_with(b"/") && number(size),
        (_, numbers) => numbers.iter().all(number),
    };
    if fits {
        push(kept, operands, operator);
    }
}

fn push(kept: &mut Vec<u8>, operands: &[&[u8]], operator: &[u8]) {
    for operand in operands {
        kept.extend_from_slice(operand);
        kept.push(b' ');
    }
    kept.extend_from_slice(operator);
    kept.push(b'\n');
}

fn is_string(token: &[u8]) -> bool {
    token.starts_with(b"(") || (token.starts_with(b"<") && !token.starts_with(b"<<"))
}

fn is_operand(token: &[u8]) -> bool {
    const WORDS: &[&[u8]] = &[b"true", b"false", b"null"];
    token
        .first()
        .is_some_and(|b| b"/([<+-.0123456789".contains(b))
        || WORDS.contains(&token)
}

/// Returns the token at `at`, an array or a dictionary as one, and moves behind it; `None` at the end.
fn next<'a>(content: &'a [u8], at: &mut usize) -> Option<&'a [u8]> {
    loop {
        *at = (*at).min(content.len());
        *at += content[*at..].iter().take_while(|b| is_blank(**b)).count();
        let start = *at;
        match *content.get(start)? {
            b'%' => {
                *at += content[start..]
                    .iter()
                    .take_while(|b| !is_line_end(**b))
                    .count()
            }
            b'(' | b'[' | b'<' => {
                *at = end_of_group(content, start);
                return Some(&content[start..*at]);
            }
            b')' | b']' | b'>' | b'{' | b'}' => *at += 1, // a stray one
            _ => {
                let rest = &content[start + 1..];
                let length = rest
                    .iter()
                    .take_while(|b| !is_blank(**b) && !is_delimiter(**b));
                *at += 1 + length.count();
                return Some(&content[start..*at]);
            }
        }
    }
}

/// Returns where the string, array or dictionary ends that starts at `start`.
fn end_of_group(content: &[u8], start: usize) -> usize {
    let mut depth = 0usize;
    let mut at = start;
    while let Some(byte) = content.get(at) {
        match byte {
            b'(' => at = end_of_string(content, at) - 1,
            b'%' if depth > 0 => {
                let rest = &content[at..];
                at += rest.iter().take_while(|b| !is_line_end(**b)).count().max(1) - 1;
            }
            b'[' | b'<' => depth += 1,
            b']' | b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return at.min(content.len());
        }
    }
    content.len()
}

/// Returns where the string in parentheses ends that starts at `start`.
fn end_of_string(content: &[u8], start: usize) -> usize {
    let mut depth = 0usize;
    let mut at = start;
    while let Some(byte) = content.get(at) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at.min(content.len());
        }
    }
    content.len()
}

/// Returns where the content goes on after the bytes of a picture, which stand at `at`.
fn after_inline_picture(content: &[u8], at: usize) -> usize {
    let rest = &content[at..];
    for end in memchr::memmem::find_iter(rest, b"EI") {
        let before = end.checked_sub(1).and_then(|before| rest.get(before));
        let after = rest.get(end + 2);
        if before.is_some_and(|b| is_blank(*b)) && after.is_none_or(|b| is_blank(*b)) {
            return at + end + 2;
        }
    }
    content.len()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn is_delimiter(byte: u8) -> bool {
    b"()<>[]{}/%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(content: &str) -> String {
        let kept = text_only(content.as_bytes());
        String::from_utf8(kept)
            .unwrap()
            .trim_end()
            .replace('\n', " ")
    }

    #[test]
    fn text_and_what_places_it_stays_and_the_rest_goes() {
        let content = "q 0.5 g /P <</MCID 0 /A [(x) <3e>]>> BDC 1 0 0 1 5 5 cm 0 0 9 9 re f % (no) Tj\n\
            BT /F1 12 Tf 1 0 0 1 50 700 Tm [(a\\)b) -20 <00ff> (c(d)e)] TJ ET EMC Q";
        assert_eq!(
            kept(content),
            "q 1 0 0 1 5 5 cm BT /F1 12 Tf 1 0 0 1 50 700 Tm [(a\\)b) -20 <00ff> (c(d)e)] TJ ET Q"
        );
    }

    #[test]
    fn the_operators_that_start_a_line_are_spelled_out() {
        assert_eq!(kept("(a) '"), "T* (a) Tj");
        assert_eq!(kept("1 2 (a) \""), "1 Tw 2 Tc T* (a) Tj");
    }

    #[test]
    fn operands_too_many_or_of_a_wrong_kind_break_nothing() {
        assert_eq!(kept("5 (a) Tj 1 2 Tm /F Tj (b) Tj"), "(a) Tj (b) Tj");
        assert_eq!(kept(") ] (open"), "");
        assert_eq!(kept("(a)Tj[(b)]TJ/F 1 Tf"), "(a) Tj [(b)] TJ /F 1 Tf");
    }

    #[test]
    fn a_picture_within_a_page_is_passed_over() {
        assert_eq!(kept("BI /W 1 ID (EI ( EI (a) Tj"), "(a) Tj");
        assert_eq!(kept("BI /W 1 ID (("), "");
    }
}
