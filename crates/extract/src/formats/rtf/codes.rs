//! Tokenizes RTF, and finds the encodings that it refers to by number.

use encoding_rs::Encoding;

/// One token of a document.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// `\par`, `\fs24`.
    Word(&'a str, Option<i32>),
    /// `\~`, `\*`, `\{`.
    Symbol(char),
    /// A byte of text, written literally or as `\'e9`.
    Byte(u8),
}

pub(super) fn tokens(bytes: &[u8]) -> Tokens<'_> {
    Tokens { rest: bytes }
}

pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (&first, rest) = self.rest.split_first()?;
            self.rest = rest;
            return Some(match first {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\r' | b'\n' | 0 => continue,
                b'\\' => match self.after_backslash() {
                    Some(token) => token,
                    None => continue,
                },
                byte => Token::Byte(byte),
            });
        }
    }
}

impl<'a> Tokens<'a> {
    /// `None` if the sequence has no meaning.
    fn after_backslash(&mut self) -> Option<Token<'a>> {
        let (&first, rest) = self.rest.split_first()?;
        if first.is_ascii_alphabetic() {
            return self.word();
        }
        self.rest = rest;
        match first {
            b'\'' => {
                let code = rest
                    .get(..2)
                    .and_then(|code| std::str::from_utf8(code).ok());
                let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok())?;
                self.rest = &rest[2..];
                Some(Token::Byte(byte))
            }
            // An escaped line break is a paragraph break.
            b'\r' | b'\n' => Some(Token::Word("par", None)),
            b'\t' => Some(Token::Word("tab", None)),
            _ => Some(Token::Symbol(char::from(first))),
        }
    }

    fn word(&mut self) -> Option<Token<'a>> {
        let bytes = self.rest;
        let letters = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let (word, rest) = bytes.split_at(letters);
        let minus = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[minus..].iter().take_while(|b| b.is_ascii_digit());
        let length = match digits.count() {
            0 => 0,
            digits => minus + digits,
        };
        let number = std::str::from_utf8(&rest[..length]).ok();
        let number = number.and_then(|number| number.parse().ok());
        let rest = &rest[length..];
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let word = std::str::from_utf8(word).ok()?;
        if word == "bin" {
            let length = number
                .and_then(|n: i32| usize::try_from(n).ok())
                .unwrap_or(0);
            self.rest = self.rest.get(length..).unwrap_or_default();
            return None;
        }
        Some(Token::Word(word, number))
    }
}

/// Returns the encoding of a Windows code page.
pub(super) fn code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        65001 => "utf-8".to_owned(),
        10000 => "macintosh".to_owned(),
        866 | 874 => format!("windows-{number}").replace("windows-866", "ibm866"),
        _ => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// Returns the encoding of a font charset; `None` if it has no encoding of its own.
pub(super) fn charset(number: i32) -> Option<&'static Encoding> {
    code_page(match number {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_symbols_and_bytes_are_distinguished_and_binary_data_skipped() {
        let got: Vec<Token> = tokens(b"{\\b-1 x\\'e9\\~\\bin3 }}}\\q").collect();
        let wanted = [
            Token::Open,
            Token::Word("b", Some(-1)),
            Token::Byte(b'x'),
            Token::Byte(0xe9),
            Token::Symbol('~'),
            Token::Word("q", None),
        ];
        assert_eq!(got, wanted);
        assert_eq!(tokens(b"\\'z\\bin99 x\\").count(), 1);
    }

    #[test]
    fn code_pages_and_fonts_have_encodings() {
        assert_eq!(code_page(1252), Some(encoding_rs::WINDOWS_1252));
        assert_eq!(code_page(866), Some(encoding_rs::IBM866));
        assert_eq!(charset(178), Some(encoding_rs::WINDOWS_1256));
        assert_eq!((charset(2), code_page(5)), (None, None));
    }
}
