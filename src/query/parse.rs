//! A recursive descent parser over the tokens, with one function per level of precedence.

use std::ops::Range;

use super::error::SyntaxError;
use super::field::{Text, distributed};
use super::lex::{Lexeme, Token, lex};
use super::notes;
use super::tree::{Expr, Kind, Qualifier, Query};

/// The nesting limit of groups and NOTs.
pub const MAX_DEPTH: usize = 250;

/// What is expected at the start of an operand.
const OPERAND: &str = "a word, a phrase or `(`";

/// Parses `text` as a query; see the [module](super) for the language. An empty text matches
/// everything.
///
/// # Errors
/// The text is not a valid query; the error gives the position, and what was expected and found
/// there.
pub fn parse(text: &str) -> Result<Query, SyntaxError> {
    let tokens = lex(text)?;
    let bare_names = tokens.iter().filter(|token| is_bare_name(token));
    let bare_names = bare_names.map(|token| token.span.clone()).collect();
    let notes = notes::of(text, &tokens);
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
        bare_names,
        notes,
    })
}

/// Returns whether a token is a word like `area:`.
fn is_bare_name(token: &Token) -> bool {
    let Lexeme::Leaf(Kind::Word(word)) = &token.lexeme else {
        return false;
    };
    let name = word.strip_suffix([':', '：']);
    name.is_some_and(|name| !name.is_empty() && !name.contains(':'))
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    tokens: Vec<Token>,
    pub(super) next: usize,
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

    /// `a b`, and `a +b`, which is `a AND b`
    fn side_by_side(&mut self) -> Result<Expr, SyntaxError> {
        let start = self.position();
        let mut parts = Vec::new();
        let mut required = Vec::new();
        loop {
            match self.peek().map(|token| &token.lexeme) {
                None | Some(Lexeme::Close | Lexeme::And | Lexeme::Or)
                    if !(parts.is_empty() && required.is_empty()) =>
                {
                    break;
                }
                Some(Lexeme::Plus) => {
                    self.next += 1;
                    let part = self.part()?;
                    required.push(self.with_neighbours(part)?);
                }
                // Anything that cannot start an operand is rejected by `part`.
                None
                | Some(
                    Lexeme::Not
                    | Lexeme::Open
                    | Lexeme::Close
                    | Lexeme::And
                    | Lexeme::Or
                    | Lexeme::TightOr
                    | Lexeme::Within(_)
                    | Lexeme::Text(_)
                    | Lexeme::Values(_)
                    | Lexeme::Leaf(_)
                    | Lexeme::Near(..)
                    | Lexeme::Boost(_),
                ) => {
                    let part = self.part()?;
                    parts.push(self.with_neighbours(part)?);
                }
            }
        }
        Ok(with_required(parts, required, self.span_from(start)))
    }

    /// `NOT a`, `(a)`, `title:a`, `a`, each with its suffixes
    pub(super) fn part(&mut self) -> Result<Expr, SyntaxError> {
        let Some(token) = self.tokens.get(self.next) else {
            return Err(self.expected(OPERAND));
        };
        let start = token.span.start;
        let part = match &token.lexeme {
            Lexeme::Leaf(kind) => {
                let (kind, span) = (kind.clone(), token.span.clone());
                self.next += 1;
                Expr { kind, span }
            }
            Lexeme::Open => self.nested(Parser::group)?,
            Lexeme::Not => return self.negated(start), // `-a^3` is `-(a^3)`
            &Lexeme::Text(of) => return self.text_of(of, start), // `title:a^3` is `title:(a^3)`
            Lexeme::Values(name) => {
                let name = name.clone();
                self.values_of(&name, start)?
            }
            Lexeme::Close
            | Lexeme::And
            | Lexeme::Or
            | Lexeme::TightOr
            | Lexeme::Plus
            | Lexeme::Within(_)
            | Lexeme::Near(..)
            | Lexeme::Boost(_) => return Err(self.expected(OPERAND)),
        };
        self.with_suffixes(part, start)
    }

    /// `NOT a`
    fn negated(&mut self, start: usize) -> Result<Expr, SyntaxError> {
        self.next += 1;
        let negated = self.nested(Parser::part)?;
        let negated = self.with_neighbours(negated)?;
        let kind = Kind::Not(Box::new(negated));
        let span = self.span_from(start);
        Ok(Expr { kind, span })
    }

    /// `area:(a OR b)`
    fn values_of(&mut self, name: &str, start: usize) -> Result<Expr, SyntaxError> {
        self.next += 1;
        let group = self.nested(Parser::group)?;
        let values = distributed(name, group, self.text)?;
        let span = self.span_from(start);
        Ok(Expr {
            kind: values.kind,
            span,
        })
    }

    /// Parses `a~5` and `a^3` after `a`.
    fn with_suffixes(&mut self, part: Expr, start: usize) -> Result<Expr, SyntaxError> {
        let mut part = part;
        loop {
            let kind = match self.peek().map(|token| &token.lexeme) {
                Some(&Lexeme::Near(apart, order)) => self.near(part, apart, order)?,
                Some(&Lexeme::Boost(factor)) => Kind::Boost {
                    inner: Box::new(part),
                    factor,
                },
                _ => return Ok(part),
            };
            self.next += 1;
            let span = self.span_from(start);
            part = Expr { kind, span };
        }
    }

    /// Parses `(a)`, starting at the parenthesis.
    fn group(&mut self) -> Result<Expr, SyntaxError> {
        let open = self.here();
        self.next += 1;
        let inner = self.any_of()?;
        if self.takes(&Lexeme::Close) {
            return Ok(inner);
        }
        // `any_of` would have consumed anything else that can follow.
        let expected = "a `)` that closes this `(`";
        Err(SyntaxError::unclosed(open, expected))
    }

    /// `title:a`, `passage:a`
    fn text_of(&mut self, of: Text, start: usize) -> Result<Expr, SyntaxError> {
        self.next += 1;
        match self.peek().map(|token| &token.lexeme) {
            Some(Lexeme::Open | Lexeme::Leaf(_) | Lexeme::Values(_)) => {}
            None
            | Some(
                Lexeme::Close
                | Lexeme::And
                | Lexeme::Or
                | Lexeme::TightOr
                | Lexeme::Not
                | Lexeme::Plus
                | Lexeme::Within(_)
                | Lexeme::Text(_)
                | Lexeme::Near(..)
                | Lexeme::Boost(_),
            ) => return Err(self.expected(only_after(of))),
        }
        let inner = self.nested(Parser::part)?;
        let inner = self.with_alternatives(inner)?;
        self.only_text(of, &inner)?;
        let kind = match of {
            Text::Title => Kind::Title(Box::new(inner)),
            Text::Passage => Kind::Passage(Box::new(inner)),
        };
        let span = self.span_from(start);
        Ok(Expr { kind, span })
    }

    /// Runs `inside` one level deeper. The limit protects the stack from hostile queries, here and
    /// in functions that walk the tree.
    fn nested(
        &mut self,
        inside: fn(&mut Self) -> Result<Expr, SyntaxError>,
    ) -> Result<Expr, SyntaxError> {
        if self.depth == MAX_DEPTH {
            return Err(self.expected(&format!("at most {MAX_DEPTH} nested groups and NOTs")));
        }
        self.depth += 1;
        let inner = inside(self);
        self.depth -= 1;
        inner
    }

    /// Rejects what cannot be matched in the text of a title or passage.
    pub(super) fn only_text(&self, of: Text, inner: &Expr) -> Result<(), SyntaxError> {
        match &inner.kind {
            Kind::Word(_)
            | Kind::Exact(_)
            | Kind::Translated(_)
            | Kind::Pattern(_)
            | Kind::Fuzzy { .. }
            | Kind::Phrase(_)
            | Kind::Near { .. } => Ok(()),
            // A passage contains mentions of places and actors, but not values asserted by
            // metadata.
            Kind::Qualifier(Qualifier::Facet { .. } | Qualifier::Has(_)) if of == Text::Passage => {
                Ok(())
            }
            Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => {
                parts.iter().try_for_each(|part| self.only_text(of, part))
            }
            Kind::Not(part) | Kind::Boost { inner: part, .. } => self.only_text(of, part),
            Kind::Passage(_) | Kind::Title(_) | Kind::Qualifier(_) => {
                let span = inner.span.clone();
                Err(SyntaxError::at(self.text, span, only_after(of)))
            }
        }
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    pub(super) fn takes(&mut self, lexeme: &Lexeme) -> bool {
        let takes = self.peek().is_some_and(|token| token.lexeme == *lexeme);
        if takes {
            self.next += 1;
        }
        takes
    }

    /// Returns the start of the next token.
    fn position(&self) -> usize {
        self.here().start
    }

    /// Returns the span of the next token; empty at the end of the text.
    fn here(&self) -> Range<usize> {
        match self.peek() {
            Some(token) => token.span.clone(),
            None => self.text.len()..self.text.len(),
        }
    }

    /// Makes the error that the next token is unexpected, naming the operator that requires another
    /// one.
    fn expected(&self, what: &str) -> SyntaxError {
        let before = self.next.checked_sub(1).and_then(|i| self.tokens.get(i));
        let expected = match before.map(|token| &token.lexeme) {
            Some(
                Lexeme::And
                | Lexeme::Or
                | Lexeme::TightOr
                | Lexeme::Not
                | Lexeme::Plus
                | Lexeme::Within(_)
                | Lexeme::Open,
            ) if what == OPERAND => {
                let before = before.map_or(0..0, |token| token.span.clone());
                format!("{what} after `{}`", &self.text[before])
            }
            _ => what.to_owned(),
        };
        SyntaxError::at(self.text, self.here(), expected)
    }

    /// Returns the span from `start` to the end of the last consumed token.
    pub(super) fn span_from(&self, start: usize) -> Range<usize> {
        let last = self.next.checked_sub(1).and_then(|i| self.tokens.get(i));
        start..last.map_or(start, |token| token.span.end)
    }
}

/// Makes `a b AND c` of adjacent and required operands.
fn with_required(parts: Vec<Expr>, mut required: Vec<Expr>, span: Range<usize>) -> Expr {
    let mut all = Vec::with_capacity(required.len() + 1);
    if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
        let span = match required.is_empty() {
            true => span.clone(), // includes the parentheses around the operands
            false => first.span.start..last.span.end,
        };
        all.push(joined(parts, span, Kind::Sequence));
    }
    all.append(&mut required);
    joined(all, span, Kind::And)
}

/// Joins `parts` in one expression; a single part is returned as it is.
pub(super) fn joined(
    mut parts: Vec<Expr>,
    span: Range<usize>,
    kind: fn(Vec<Expr>) -> Kind,
) -> Expr {
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

/// Returns what may follow `title:` or `passage:`.
fn only_after(of: Text) -> &'static str {
    match of {
        Text::Title => "only words and phrases after `title:`",
        Text::Passage => "only words, phrases and facets after `passage:`",
    }
}
