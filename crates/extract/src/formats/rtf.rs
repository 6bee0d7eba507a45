//! RTF: paragraphs and table rows in order, footnotes and annotations at the end.

mod codes;

use std::collections::HashMap;

use encoding_rs::Encoding;

use self::codes::{Token, tokens};
use crate::error::{Cause, Location, ReadError, Reason};
use crate::flow::{Flow, Note};
use crate::format::Input;
use crate::outcome::Outcome;
use crate::{office, title};

/// The name shown to users.
pub(crate) const NAME: &str = "RTF";

pub(crate) fn report(input: &mut Input) -> Result<Outcome, ReadError> {
    let bytes = input.whole()?;
    let location = Location::file(&input.shown);
    if !bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        let source = Cause("it does not start with `{\\rtf`".to_owned());
        let kind = NAME;
        return Err(location.error(Reason::Damaged { kind, source }));
    }
    let mut text = Text::default();
    for token in tokens(&bytes) {
        text.take(token);
    }
    text.flush();
    let mut warnings = Vec::new();
    if !text.groups.is_empty() {
        let source = Cause("it ends within a group".to_owned());
        let part = "document".to_owned();
        warnings.push(location.error(Reason::Cut { part, source }));
    }
    text.flow.end_paragraph();
    let flowed = text.flow.finish();
    if flowed.body.is_empty() {
        return Err(location.error(Reason::Empty));
    }
    let stated = Some(text.title.trim().to_owned()).filter(|title| !title.is_empty());
    let mut metadata = office::described(
        stated,
        None,
        input.mappings.languages(),
        &location,
        &mut warnings,
    );
    metadata.title = metadata.title.or_else(|| title::of_text(&flowed.body));
    Ok(Outcome {
        report: Ok(metadata.with_flow(flowed, &input.shown)),
        warnings,
    })
}

/// Groups whose content is not text of the document.
#[rustfmt::skip]
const LEFT_OUT: &[&str] = &[
    "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "generator",
    "themedata", "colorschememapping", "latentstyles", "datastore", "pict", "object", "objdata",
    "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
    "fldinst", "xe", "tc", "bkmkstart", "bkmkend", "ftnsep", "ftnsepc", "ftncn", "aftnsep",
    "aftnsepc", "aftncn", "atnid", "atnauthor", "atndate", "nonshppict", "info", "filetbl",
    "revtbl", "pntext", "pntxta", "pntxtb", "listtext", "falt", "panose", "template",
    "mmathPr", "wgrffmtfilter", "pgdsctbl", "sp", "shpinst",
];

/// Destinations after `\*` that are text.
const KEPT: &[&str] = &["shptxt", "annotation", "ud", "shpinst"];

/// No program nests groups more deeply.
const DEEPEST: usize = 10_000;

/// State that is scoped to a group.
#[derive(Debug, Clone, Copy)]
struct Group {
    role: Role,
    /// The number of fallback characters after a `\u`, for readers that do not support it.
    repeats: usize,
    font: i32,
    hidden: bool,
    deleted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Text,
    Title,
    Note,
    LeftOut,
    /// The font table, which declares encodings.
    Fonts,
    /// Document information, of which only the title is used.
    About,
}

impl Default for Group {
    fn default() -> Group {
        Group {
            role: Role::Text,
            repeats: 1,
            font: -1,
            hidden: false,
            deleted: false,
        }
    }
}

#[derive(Default)]
struct Text {
    flow: Flow,
    title: String,
    groups: Vec<Group>,
    now: Group,
    /// The last word was `\*`: readers may skip an unknown destination that follows.
    starred: bool,
    /// The number of fallback characters still to be skipped after a `\u`.
    to_pass: usize,
    /// Bytes in the encoding of the font, to be decoded.
    pending: Vec<u8>,
    /// UTF-16 code units, to be decoded.
    units: Vec<u16>,
    code_page: Option<&'static Encoding>,
    /// The fonts that have their own encoding.
    fonts: HashMap<i32, &'static Encoding>,
    default_font: i32,
    in_paragraph: bool,
    in_table: bool,
    in_row: bool,
    notes: usize,
}

impl Text {
    fn take(&mut self, token: Token) {
        let pass = self.to_pass > 0;
        match token {
            Token::Byte(_) | Token::Symbol(_) if pass => self.to_pass -= 1,
            Token::Byte(byte) => {
                self.flush_units();
                self.pending.push(byte);
            }
            Token::Open => {
                self.flush();
                self.to_pass = 0;
                if self.groups.len() < DEEPEST {
                    self.groups.push(self.now);
                }
            }
            Token::Close => {
                self.flush();
                self.to_pass = 0;
                self.close();
            }
            Token::Symbol('*') => self.starred = true,
            Token::Symbol(symbol) => {
                self.flush();
                match symbol {
                    '~' => self.text("\u{a0}"),
                    '_' => self.text("-"),
                    // An optional hyphen.
                    '-' => {}
                    _ => self.text(&symbol.to_string()),
                }
            }
            Token::Word(word, number) => {
                if word != "u" {
                    self.flush();
                }
                self.word(word, number);
                self.starred = false;
            }
        }
    }

    fn close(&mut self) {
        let closed = self.now;
        let Some(outer) = self.groups.pop() else {
            return;
        };
        if closed.role == Role::Note && outer.role != Role::Note && self.notes > 0 {
            self.flow.end_paragraph();
            self.flow.end_note();
            self.notes -= 1;
        }
        self.now = outer;
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let role = self.now.role;
        match word {
            "title" if role == Role::About => self.now.role = Role::Title,
            "info" => self.now.role = Role::About,
            "fonttbl" => self.now.role = Role::Fonts,
            "footnote" | "annotation" if role == Role::Text => {
                self.now.role = Role::Note;
                self.notes += 1;
                self.flow.start_note(match word {
                    "footnote" => Note::Footnote,
                    _ => Note::Remark,
                });
                self.flow.start_paragraph();
            }
            _ if LEFT_OUT.contains(&word) && word != "shpinst" => self.now.role = Role::LeftOut,
            _ if self.starred && !KEPT.contains(&word) && role != Role::Fonts => {
                self.now.role = Role::LeftOut;
            }
            "ansicpg" => self.code_page = number.and_then(codes::code_page),
            "mac" => self.code_page = Some(encoding_rs::MACINTOSH),
            "deff" => self.default_font = number.unwrap_or(0),
            "f" => self.now.font = number.unwrap_or(0),
            "fcharset" if role == Role::Fonts => {
                if let Some(encoding) = number.and_then(codes::charset) {
                    self.fonts.entry(self.now.font).or_insert(encoding);
                }
            }
            "uc" => self.now.repeats = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1),
            "u" => {
                self.flush_bytes();
                // Negative numbers represent code units above 32767.
                self.units.push(number.unwrap_or(0) as u16);
                self.to_pass = self.now.repeats;
            }
            "v" => self.now.hidden = number != Some(0),
            "deleted" => self.now.deleted = number != Some(0),
            "plain" => {
                self.now.hidden = false;
                self.now.deleted = false;
                self.now.font = -1;
            }
            _ if matches!(role, Role::Text | Role::Note) => self.layout(word),
            _ => {}
        }
    }

    fn layout(&mut self, word: &str) {
        let note = self.now.role == Role::Note;
        match word {
            "par" | "sect" | "page" if note => {
                self.flow.end_paragraph();
                self.flow.start_paragraph();
            }
            "par" | "sect" | "page" => self.end_paragraph(),
            "trowd" | "intbl" if !self.in_row && !note => {
                self.end_paragraph();
                self.start_row();
            }
            "cell" | "nestcell" if !note => {
                // Some programs mark the start of a row only here.
                self.start_row();
                self.end_paragraph();
                self.flow.end_cell();
                self.flow.start_cell();
            }
            "row" if self.in_row && !note => {
                self.end_paragraph();
                self.flow.drop_empty_cell();
                self.flow.end_row();
                self.in_row = false;
            }
            "line" | "softline" => self.flow.line_break(),
            "tab" => self.text(" "),
            "emdash" => self.text("\u{2014}"),
            "endash" => self.text("\u{2013}"),
            "lquote" => self.text("\u{2018}"),
            "rquote" => self.text("\u{2019}"),
            "ldblquote" => self.text("\u{201c}"),
            "rdblquote" => self.text("\u{201d}"),
            "bullet" => self.text("\u{2022}"),
            "emspace" | "enspace" | "qmspace" => self.text(" "),
            _ => {}
        }
    }

    fn start_row(&mut self) {
        if !std::mem::replace(&mut self.in_table, true) {
            self.flow.start_table();
        }
        if !std::mem::replace(&mut self.in_row, true) {
            self.flow.start_cell();
        }
    }

    fn end_paragraph(&mut self) {
        if std::mem::take(&mut self.in_paragraph) {
            self.flow.end_paragraph();
        }
    }

    fn text(&mut self, text: &str) {
        if self.now.hidden || self.now.deleted {
            return;
        }
        match self.now.role {
            Role::Text => {
                if !std::mem::replace(&mut self.in_paragraph, true) {
                    if self.in_table && !self.in_row {
                        self.flow.end_table();
                        self.in_table = false;
                    }
                    self.flow.start_paragraph();
                }
                self.flow.text(text);
            }
            Role::Note => self.flow.text(text),
            Role::Title => self.title.push_str(text),
            Role::LeftOut | Role::Fonts | Role::About => {}
        }
    }

    /// Decodes the pending text.
    fn flush(&mut self) {
        self.flush_bytes();
        self.flush_units();
    }

    fn flush_bytes(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let font = match self.now.font {
            -1 => self.default_font,
            font => font,
        };
        let own = self.fonts.get(&font).copied().or(self.code_page);
        let encoding = own.unwrap_or(encoding_rs::WINDOWS_1252);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        self.text(&text);
    }

    fn flush_units(&mut self) {
        if !self.units.is_empty() {
            let units = std::mem::take(&mut self.units);
            self.text(&String::from_utf16_lossy(&units));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::{footnotes, read_one};

    fn body(content: &str) -> String {
        let document = format!("{{\\rtf1\\ansi\\ansicpg1252\\deff0{content}}}");
        let (report, warnings) = read_one("a.rtf", document.as_bytes());
        assert_eq!(warnings, [""; 0]);
        report.unwrap().body
    }

    #[test]
    fn paragraphs_and_characters_are_read_and_font_tables_skipped() {
        let got = body(
            "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}}{\\*\\generator x;}\
             {\\info{\\title T}{\\author A}}\\pard It \\b burned\\b0  in P\\'e9tion\\par\n\
             {\\f1\\'cc\\'e8\\'f0} \\u8212?\\uc2\\u-10179 ab\\u-8704 cd!\\line\\{x\\}\\par",
        );
        assert_eq!(got, "It burned in Pétion\n\nМир \u{2014}\u{1f600}!\n{x}");
    }

    #[test]
    fn footnotes_are_distinguished_from_comments() {
        let document = b"{\\rtf1 one{\\footnote OCHA\\par 2025}{\\annotation Sure?} two\\par}";
        let report = read_one("a.rtf", document).0.unwrap();
        assert_eq!(report.body, "one two\n\nOCHA\n\n2025\n\nSure?");
        assert_eq!(footnotes(&report), ["OCHA", "2025"]);
    }

    #[test]
    fn rows_are_lines_and_notes_are_at_the_end() {
        let got = body(
            "one{\\footnote OCHA\\par 2025} two\\par\\trowd\\cellx1\\cellx2\\intbl a\\cell b\\cell\\row\
             \\pard\\intbl c\\cell d\\cell\\row\\pard after{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt link}}{\\deleted gone}{\\v no}\\par",
        );
        assert_eq!(got, "one two\n\na | b\nc | d\n\nafterlink\n\nOCHA\n\n2025");
    }

    #[test]
    fn the_title_is_in_the_information() {
        let document = b"{\\rtf1{\\info{\\author A}{\\title Sitrep 5}}text\\par}";
        let report = read_one("a.rtf", document).0.unwrap();
        assert_eq!(report.title.as_deref(), Some("Sitrep 5"));
        assert_eq!(report.body, "text");
    }

    #[test]
    fn a_file_that_ends_early_is_a_warning_and_another_kind_a_failure() {
        let (report, warnings) = read_one("a.rtf", b"{\\rtf1 one\\par two");
        assert_eq!(report.unwrap().body, "one\n\ntwo");
        assert_eq!(
            warnings,
            ["a.rtf: `document` is damaged; the text before the damage is indexed"]
        );
        let error = read_one("a.rtf", b"text").0.unwrap_err();
        assert_eq!(error, "a.rtf: not a valid RTF file");
    }
}
