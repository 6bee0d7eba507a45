//! Whether the meaning of a query depends on the present.

use crate::date::When;

use super::tree::{Expr, Kind, Qualifier, Query, TimeRange};

impl Query {
    /// Returns whether what it matches depends on the present: `new:2d`, `date:today`.
    pub fn depends_on_now(&self) -> bool {
        self.root.as_ref().is_some_and(depends_on_now)
    }
}

impl TimeRange {
    /// Returns whether an end of it depends on the present.
    pub fn depends_on_now(&self) -> bool {
        let is_relative = |when: Option<When>| when.is_some_and(When::is_relative);
        is_relative(self.since) || is_relative(self.until)
    }
}

fn depends_on_now(expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Word(_)
        | Kind::Exact(_)
        | Kind::Translated(_)
        | Kind::Pattern(_)
        | Kind::Fuzzy { .. }
        | Kind::Phrase(_) => false,
        Kind::Near { of: inner, .. }
        | Kind::Passage(inner)
        | Kind::Title(inner)
        | Kind::Not(inner)
        | Kind::Boost { inner, .. } => depends_on_now(inner),
        Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => {
            parts.iter().any(depends_on_now)
        }
        Kind::Qualifier(qualifier) => match qualifier {
            Qualifier::Date(range) | Qualifier::New(range) => range.depends_on_now(),
            // May be a name of other programs for dates, which only an index can tell from a facet: `since:30d`.
            Qualifier::Facet { value, .. } => {
                let mut ends = value.split("..").map(When::parse);
                ends.any(|end| end.is_ok_and(When::is_relative))
            }
            Qualifier::About(_)
            | Qualifier::Field { .. }
            | Qualifier::Like(_)
            | Qualifier::Similar(_)
            | Qualifier::Within(_)
            | Qualifier::Has(_) => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::query::parse;

    #[test]
    fn relative_dates_anywhere_in_a_query_depend_on_the_present() {
        for (text, wanted) in [
            ("", false),
            ("kenscoff date:2024..2025-02", false),
            ("new:2025-02-01..", false),
            ("date:today", true),
            ("kenscoff OR (police -new:2d)", true),
            ("date:30d..2030", true),
            ("after:30d", true),
            ("area:Kenscoff", false),
        ] {
            assert_eq!(parse(text).unwrap().depends_on_now(), wanted, "{text}");
        }
    }
}
