//! Proximity and alternatives without spaces: operators after an operand that bind tighter than
//! adjacency.

use super::error::SyntaxError;
use super::field::Text;
use super::foreign::Within;
use super::lex::Lexeme;
use super::parse::{Parser, joined};
use super::tree::{Expr, Kind, Order};

/// What a group with a distance may contain.
const NEAR: &str = "only words, phrases and `(a OR b)` of single words in a group with a distance";

impl Parser<'_> {
    /// Parses `a|b` and `a NEAR/3 b`, which is `(a b)~3`, after `a`.
    pub(super) fn with_neighbours(&mut self, part: Expr) -> Result<Expr, SyntaxError> {
        let start = part.span.start;
        let mut last = self.with_alternatives(part)?;
        let mut pairs = Vec::new();
        while let Some(&Lexeme::Within(within)) = self.peek().map(|token| &token.lexeme) {
            self.next += 1;
            let next = self.part()?;
            let next = self.with_alternatives(next)?;
            pairs.push(self.pair(last, next.clone(), within)?);
            last = next;
        }
        match pairs.is_empty() {
            true => Ok(last),
            false => Ok(joined(pairs, self.span_from(start), Kind::And)),
        }
    }

    /// Parses `a|b` after `a`.
    pub(super) fn with_alternatives(&mut self, part: Expr) -> Result<Expr, SyntaxError> {
        let start = part.span.start;
        let mut parts = vec![part];
        while self.takes(&Lexeme::TightOr) {
            parts.push(self.part()?);
        }
        match parts.len() {
            1 => Ok(parts.remove(0)), // keeps the span of a group without its parentheses
            _ => Ok(joined(parts, self.span_from(start), Kind::Or)),
        }
    }

    /// Makes `(a b)~3` or `passage:(a b)` of the operands of an operator.
    fn pair(&self, left: Expr, right: Expr, within: Within) -> Result<Expr, SyntaxError> {
        let span = left.span.start..right.span.end;
        let both = Expr {
            kind: Kind::Sequence(vec![left, right]),
            span: span.clone(),
        };
        let kind = match within {
            Within::Words(apart, order) => self.near(both, apart, order)?,
            Within::Passage => {
                self.only_text(Text::Passage, &both)?;
                Kind::Passage(Box::new(both))
            }
        };
        Ok(Expr { kind, span })
    }

    /// Makes `of~3`.
    pub(super) fn near(&self, of: Expr, apart: u32, order: Order) -> Result<Kind, SyntaxError> {
        let is_word = |expr: &Expr| match &expr.kind {
            Kind::Word(_)
            | Kind::Exact(_)
            | Kind::Translated(_)
            | Kind::Pattern(_)
            | Kind::Fuzzy { .. } => true,
            Kind::Phrase(_)
            | Kind::Near { .. }
            | Kind::Passage(_)
            | Kind::Title(_)
            | Kind::Qualifier(_)
            | Kind::Sequence(_)
            | Kind::And(_)
            | Kind::Or(_)
            | Kind::Not(_)
            | Kind::Boost { .. } => false,
        };
        let fits = |expr: &Expr| match &expr.kind {
            Kind::Phrase(_) => true,
            Kind::Or(parts) => parts.iter().all(is_word),
            _ => is_word(expr),
        };
        let misfit = match &of.kind {
            Kind::Sequence(parts) => parts.iter().find(|part| !fits(part)),
            _ => Some(&of).filter(|of| !fits(of)),
        };
        if let Some(misfit) = misfit {
            return Err(SyntaxError::at(self.text, misfit.span.clone(), NEAR));
        }
        let of = Box::new(of);
        Ok(Kind::Near { of, apart, order })
    }
}
