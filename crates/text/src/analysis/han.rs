//! Simplifies Chinese characters, so that simplified and traditional spellings match.

use std::sync::LazyLock;

/// The characters and their variants. The file's header documents its source and licence.
const TABLE: &str = include_str!("../../../../index-schema/han-variants.tsv");

/// The range of code points in the table, inclusive.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;

/// The simplified form of each code point from [`FIRST`] on, 0 if it is its own: 54 KB. An array
/// because every Chinese character is looked up.
static SIMPLIFIED: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut forms = vec![0; (LAST - FIRST + 1) as usize];
    for (simplified, traditional) in pairs() {
        let form = u16::try_from(u32::from(simplified))
            .expect("the table's characters are in the basic plane");
        forms[(u32::from(traditional) - FIRST) as usize] = form;
    }
    forms
});

/// Yields each simplified character with each of its traditional forms.
fn pairs() -> impl Iterator<Item = (char, char)> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| row.split_once('\t'))
        .flat_map(|(simplified, traditional)| {
            let simplified = simplified.chars().next();
            traditional
                .chars()
                .filter_map(move |c| Some((simplified?, c)))
        })
}

/// Returns the simplified form of a Chinese character; `c` itself if it has no other form or is not
/// Chinese.
pub fn simplified(c: char) -> char {
    let code = u32::from(c);
    if !(FIRST..=LAST).contains(&code) {
        return c;
    }
    match SIMPLIFIED[(code - FIRST) as usize] {
        0 => c,
        form => char::from_u32(u32::from(form)).unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_become_simplified_and_others_stay() {
        let of = |text: &str| text.chars().map(simplified).collect::<String>();
        assert_eq!(of("聯合國難民襲擊臺灣頭髮發"), "联合国难民袭击台湾头发发");
        assert_eq!(of("联合国 ひらカタ 한 a"), "联合国 ひらカタ 한 a");
    }

    #[test]
    fn no_simplified_form_has_another_one() {
        assert!(pairs().count() > 2_900);
        for (form, traditional) in pairs() {
            assert_eq!(simplified(form), form, "of {traditional}");
            assert_eq!(simplified(traditional), form);
        }
    }
}
