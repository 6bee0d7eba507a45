//! Parses the operators of a content stream that affect text. Most operators on many pages are for
//! lines, colours and marks; they are skipped without parsing.

use std::borrow::Cow;

use super::tokens::{after_inline_picture, is_operand, is_string, name, next, number};

/// No text operator has more operands.
const MOST_OPERANDS: usize = 6;

/// An operator that affects text, with its operands.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operation<'a> {
    /// `BT` or `ET`: resets the text position to the origin.
    Origin,
    /// `Tf`: the font's name and size.
    Font(Cow<'a, [u8]>, f64),
    /// `Tm`
    Matrix([f64; 6]),
    /// `Td`
    Move(f64, f64),
    /// `TD`: the same, and also sets the leading.
    MoveAndLead(f64, f64),
    /// `T*`
    NextLine,
    /// `Tj`: a raw string, see [`tokens::string`](super::tokens::string).
    Show(&'a [u8]),
    /// `TJ`: raw strings and offsets, see [`items`].
    ShowSpaced(&'a [u8]),
    /// `'`
    ShowOnNextLine(&'a [u8]),
    /// `"`: sets word and letter spacing first.
    ShowOnNextLineSpaced(f64, f64, &'a [u8]),
    /// `Tc`
    LetterSpace(f64),
    /// `Tw`
    WordSpace(f64),
    /// `Tz`, in percent.
    Width(f64),
    /// `TL`
    Leading(f64),
    /// `Ts`
    Rise(f64),
    /// `q`
    Save,
    /// `Q`
    Restore,
    /// `cm`
    Transform([f64; 6]),
    /// `Do`: the name of an image or form.
    Draw(Cow<'a, [u8]>),
}

/// Iterates over the text operators of a content stream. Operators with missing or invalid operands
/// are skipped.
pub(super) struct Operations<'a> {
    content: &'a [u8],
    at: usize,
    /// The most recent operands.
    operands: Vec<&'a [u8]>,
}

impl<'a> Operations<'a> {
    pub fn of(content: &'a [u8]) -> Operations<'a> {
        Operations {
            content,
            at: 0,
            operands: Vec::with_capacity(MOST_OPERANDS),
        }
    }
}

impl<'a> Iterator for Operations<'a> {
    type Item = Operation<'a>;

    fn next(&mut self) -> Option<Operation<'a>> {
        while let Some(token) = next(self.content, &mut self.at) {
            if is_operand(token) {
                if self.operands.len() == MOST_OPERANDS {
                    self.operands.remove(0);
                }
                self.operands.push(token);
                continue;
            }
            if token == b"ID" {
                self.at = after_inline_picture(self.content, self.at);
            }
            let operation = operation(token, &self.operands);
            self.operands.clear();
            if operation.is_some() {
                return operation;
            }
        }
        None
    }
}

fn operation<'a>(operator: &[u8], operands: &[&'a [u8]]) -> Option<Operation<'a>> {
    // The last operand, or the one `back` positions before it.
    let operand = |back: usize| operands.iter().rev().nth(back).copied();
    let number = |back: usize| number(operand(back)?);
    let text = || operand(0).filter(|token| is_string(token));
    let numbers = || {
        let mut six = [0.0; 6];
        for (i, place) in six.iter_mut().rev().enumerate() {
            *place = number(i)?;
        }
        Some(six)
    };
    Some(match operator {
        b"BT" | b"ET" => Operation::Origin,
        b"Tf" => Operation::Font(name(operand(1)?)?, number(0)?),
        b"Tm" => Operation::Matrix(numbers()?),
        b"Td" => Operation::Move(number(1)?, number(0)?),
        b"TD" => Operation::MoveAndLead(number(1)?, number(0)?),
        b"T*" => Operation::NextLine,
        b"Tj" => Operation::Show(text()?),
        b"TJ" => Operation::ShowSpaced(operand(0).filter(|token| token.starts_with(b"["))?),
        b"'" => Operation::ShowOnNextLine(text()?),
        b"\"" => Operation::ShowOnNextLineSpaced(number(2)?, number(1)?, text()?),
        b"Tc" => Operation::LetterSpace(number(0)?),
        b"Tw" => Operation::WordSpace(number(0)?),
        b"Tz" => Operation::Width(number(0)?),
        b"TL" => Operation::Leading(number(0)?),
        b"Ts" => Operation::Rise(number(0)?),
        b"q" => Operation::Save,
        b"Q" => Operation::Restore,
        b"cm" => Operation::Transform(numbers()?),
        b"Do" => Operation::Draw(name(operand(0)?)?),
        _ => return None,
    })
}

/// An item of a `TJ` array.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Item<'a> {
    /// A raw string, see [`tokens::string`](super::tokens::string).
    Text(&'a [u8]),
    /// How far the following text is moved back, in thousandths of the font size.
    Back(f64),
}

pub(super) fn items(array: &[u8]) -> impl Iterator<Item = Item<'_>> {
    let inner = array.strip_prefix(b"[").unwrap_or(array);
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let token = next(inner, &mut at)?;
            if is_string(token) {
                return Some(Item::Text(token));
            }
            if let Some(number) = number(token) {
                return Some(Item::Back(number));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operations(content: &str) -> Vec<Operation<'_>> {
        Operations::of(content.as_bytes()).collect()
    }

    #[test]
    fn text_and_positioning_operators_are_read_and_others_skipped() {
        let content = "q 0.5 g /P <</MCID 0 /A [(x) <3e>]>> BDC 1 0 0 1 5 -.5 cm 0 0 9 9 re f % (no) Tj\n\
            BT /F#31 12 Tf 1 0 0 1 50 700 Tm [(a\\)b) -20 <00ff> (c(d)e)] TJ ET EMC Q/X Do";
        assert_eq!(
            operations(content),
            [
                Operation::Save,
                Operation::Transform([1.0, 0.0, 0.0, 1.0, 5.0, -0.5]),
                Operation::Origin,
                Operation::Font(b"F1".into(), 12.0),
                Operation::Matrix([1.0, 0.0, 0.0, 1.0, 50.0, 700.0]),
                Operation::ShowSpaced(b"[(a\\)b) -20 <00ff> (c(d)e)]"),
                Operation::Origin,
                Operation::Restore,
                Operation::Draw(b"X".into()),
            ]
        );
    }

    #[test]
    fn the_operators_that_start_a_line_keep_their_spaces() {
        assert_eq!(operations("(a) '"), [Operation::ShowOnNextLine(b"(a)")]);
        assert_eq!(
            operations("1 2 (a) \""),
            [Operation::ShowOnNextLineSpaced(1.0, 2.0, b"(a)")]
        );
    }

    #[test]
    fn operands_too_many_or_of_a_wrong_kind_break_nothing() {
        assert_eq!(
            operations("1 2 3 4 5 6 7 (a) Tj 1 2 Tm /F Tj 1-2 Tc (b) Tj"),
            [Operation::Show(b"(a)"), Operation::Show(b"(b)")]
        );
        assert_eq!(operations(") ] (open"), []);
        assert_eq!(
            operations("(a)Tj[(b)]TJ/F 1 Tf"),
            [
                Operation::Show(b"(a)"),
                Operation::ShowSpaced(b"[(b)]"),
                Operation::Font(b"F".into(), 1.0)
            ]
        );
    }

    #[test]
    fn a_picture_within_a_page_is_passed_over() {
        assert_eq!(
            operations("BI /W 1 ID (EI ( EI (a) Tj"),
            [Operation::Show(b"(a)")]
        );
        assert_eq!(operations("BI /W 1 ID (("), []);
    }

    #[test]
    fn an_array_yields_its_strings_and_numbers() {
        let items: Vec<Item> = items(b"[(a) -20.5 null<00>3 [(b)] ]").collect();
        assert_eq!(
            items,
            [
                Item::Text(b"(a)"),
                Item::Back(-20.5),
                Item::Text(b"<00>"),
                Item::Back(3.0)
            ]
        );
    }
}
