//! Builds the tree: a recursive descent over the tokens, one function for each level of binding.

use std::ops::Range;

use super::error::SyntaxError;
use super::lex::{Lexeme, Token, is_within_number, lex};
use super::tree::{Expr, Kind, Query};

/// How deep groups and NOTs may be nested.
pub const MAX_DEPTH: usize = 100;

/// What may stand where a part of a query begins.
const OPERAND: &str = "a word, a phrase or `(`";

/// What may follow `title:`.
const TITLE: &str = "only words and phrases after `title:`";

/// Reads `text` as a query; see the [module](super) for the language. An empty text asks for
/// everything.
pub fn parse(text: &str) -> Result<Query, SyntaxError> {
    let tokens = lex(text)?;
    let mut parser = Parser {
        text,
        tokens,
        next: 0,
        depth: 0,
    };
    let root = if parser.tokens.is_empty() {
        None
    } else {
        Some(parser.any_of()?)
    };
    if let Some(left) = parser.peek() {
        // Only a `)` ends the outermost expression early.
        let span = left.span.clone();
        return Err(SyntaxError::at(text, span, "a `(` before this `)`"));
    }
    Ok(Query {
        text: text.to_owned(),
        root,
    })
}

/// Reads `text` as words only, split at white space: no operator means anything.
pub fn plain(text: &str) -> Query {
    let mut words = Vec::new();
    let mut before = None;
    let between = |(at, c): (usize, char)| {
        let space = c.is_whitespace() && !is_within_number(before, c, &text[at..]);
        before = Some(c);
        space.then_some(at..at + c.len_utf8())
    };
    let mut ends: Vec<std::ops::Range<usize>> = text.char_indices().filter_map(between).collect();
    ends.push(text.len()..text.len());
    let mut from = 0;
    for gap in ends {
        let word = &text[from..gap.start];
        from = gap.end;
        if word.is_empty() {
            continue;
        }
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        words.push(Expr {
            kind: Kind::Word(word.to_owned()),
            span: start..start + word.len(),
        });
    }
    let span = match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.span.start..last.span.end,
        _ => 0..0,
    };
    let root = if words.is_empty() {
        None
    } else {
        Some(joined(words, span, Kind::Sequence))
    };
    Query {
        text: text.to_owned(),
        root,
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

impl Parser<'_> {
    /// `a OR b`
    fn any_of(&mut self) -> Result<Expr, SyntaxError> {
        let start = self.position();
        let mut parts = vec![self.all_of()?];
        while self.takes(&Lexeme::Or) {
            parts.push(self.all_of()?);
        }
        Ok(joined(parts, self.span_from(start), Kind::Or))
    }

    /// `a AND b`
    fn all_of(&mut self) -> Result<Expr, SyntaxError> {
        let start = self.position();
        let mut parts = vec![self.side_by_side()?];
        while self.takes(&Lexeme::And) {
            parts.push(self.side_by_side()?);
        }
        Ok(joined(parts, self.span_from(start), Kind::And))
    }

    /// `a b`
    fn side_by_side(&mut self) -> Result<Expr, SyntaxError> {
        let start = self.position();
        let mut parts = vec![self.part()?];
        loop {
            match self.peek().map(|token| &token.lexeme) {
                None | Some(Lexeme::Close | Lexeme::And | Lexeme::Or) => break,
                Some(Lexeme::Not | Lexeme::Open | Lexeme::Title | Lexeme::Leaf(_)) => {
                    parts.push(self.part()?);
                }
            }
        }
        Ok(joined(parts, self.span_from(start), Kind::Sequence))
    }

    /// `NOT a`, `(a)`, `title:a`, `a`
    fn part(&mut self) -> Result<Expr, SyntaxError> {
        let Some(token) = self.tokens.get(self.next) else {
            return Err(self.expected(OPERAND));
        };
        let start = token.span.start;
        match &token.lexeme {
            Lexeme::Leaf(kind) => {
                let (kind, span) = (kind.clone(), token.span.clone());
                self.next += 1;
                Ok(Expr { kind, span })
            }
            Lexeme::Open => self.nested(Parser::group),
            Lexeme::Not => {
                self.next += 1;
                let negated = self.nested(Parser::part)?;
                Ok(Expr {
                    kind: Kind::Not(Box::new(negated)),
                    span: self.span_from(start),
                })
            }
            Lexeme::Title => {
                self.next += 1;
                let inner = self.nested(Parser::title)?;
                Ok(Expr {
                    kind: Kind::Title(Box::new(inner)),
                    span: self.span_from(start),
                })
            }
            Lexeme::Close | Lexeme::And | Lexeme::Or => Err(self.expected(OPERAND)),
        }
    }

    /// `(a)`, its parenthesis not yet taken
    fn group(&mut self) -> Result<Expr, SyntaxError> {
        let open = self.position();
        self.next += 1;
        let inner = self.any_of()?;
        if self.takes(&Lexeme::Close) {
            return Ok(inner);
        }
        // Whatever else could follow, `any_of` would have taken.
        let expected = "a `)` that closes this `(`";
        Err(SyntaxError::unclosed(open..open + 1, expected))
    }

    /// What follows `title:`
    fn title(&mut self) -> Result<Expr, SyntaxError> {
        match self.peek().map(|token| &token.lexeme) {
            Some(Lexeme::Open | Lexeme::Leaf(_)) => {}
            None | Some(Lexeme::Close | Lexeme::And | Lexeme::Or | Lexeme::Not | Lexeme::Title) => {
                return Err(self.expected(TITLE));
            }
        }
        let inner = self.part()?;
        self.only_text(&inner)?;
        Ok(inner)
    }

    /// Runs `inside` one level deeper. The bound keeps hostile queries off the end of the stack,
    /// here and in whoever walks the tree.
    fn nested(
        &mut self,
        inside: fn(&mut Self) -> Result<Expr, SyntaxError>,
    ) -> Result<Expr, SyntaxError> {
        if self.depth == MAX_DEPTH {
            return Err(self.expected(&format!(
                "at most {MAX_DEPTH} groups and NOTs in each other"
            )));
        }
        self.depth += 1;
        let inner = inside(self);
        self.depth -= 1;
        inner
    }

    /// Refuses what cannot stand in a title.
    fn only_text(&self, inner: &Expr) -> Result<(), SyntaxError> {
        match &inner.kind {
            Kind::Word(_) | Kind::Exact(_) | Kind::Prefix(_) | Kind::Phrase(_) => Ok(()),
            Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => {
                parts.iter().try_for_each(|part| self.only_text(part))
            }
            Kind::Not(part) => self.only_text(part),
            Kind::Title(_) | Kind::Facet { .. } | Kind::Date(_) => {
                Err(SyntaxError::at(self.text, inner.span.clone(), TITLE))
            }
        }
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn takes(&mut self, lexeme: &Lexeme) -> bool {
        let takes = self.peek().is_some_and(|token| token.lexeme == *lexeme);
        if takes {
            self.next += 1;
        }
        takes
    }

    /// Where the next token starts.
    fn position(&self) -> usize {
        self.here().start
    }

    /// The next token's place; empty at the end of the text.
    fn here(&self) -> Range<usize> {
        match self.peek() {
            Some(token) => token.span.clone(),
            None => self.text.len()..self.text.len(),
        }
    }

    /// Makes the error that the next token is not what should stand there, naming the operator
    /// that asked for it.
    fn expected(&self, what: &str) -> SyntaxError {
        let before = self.next.checked_sub(1).and_then(|i| self.tokens.get(i));
        let expected = match before.map(|token| &token.lexeme) {
            Some(Lexeme::And | Lexeme::Or | Lexeme::Not | Lexeme::Open) if what == OPERAND => {
                let before = before.map_or(0..0, |token| token.span.clone());
                format!("{what} after `{}`", &self.text[before])
            }
            _ => what.to_owned(),
        };
        SyntaxError::at(self.text, self.here(), expected)
    }

    /// Where what began at `start` ends: with the last token taken.
    fn span_from(&self, start: usize) -> Range<usize> {
        let last = self.next.checked_sub(1).and_then(|i| self.tokens.get(i));
        start..last.map_or(start, |token| token.span.end)
    }
}

/// Makes one expression of `parts`; a part alone stands for itself.
fn joined(mut parts: Vec<Expr>, span: Range<usize>, kind: fn(Vec<Expr>) -> Kind) -> Expr {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            Expr {
                kind: kind(parts),
                span,
            }
        }
    }
}
