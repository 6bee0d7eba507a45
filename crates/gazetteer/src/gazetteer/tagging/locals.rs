//! The passes for places that only the text itself calls so: they are found before names are resolved, and filed after.

use crate::gazetteer::annotations::Annotations;
use crate::gazetteer::context::Context;
use crate::gazetteer::local::Locals;
use crate::gazetteer::token_view::TokenView;

/// Finds what the text calls places of a local kind, and takes shorter names within them away.
pub(super) fn find(view: TokenView<'_>, context: &mut Context<'_>, annotations: &mut Annotations) {
    context.locals = Locals::find(context.gazetteer, view, annotations);
}

/// Adds the mentions of those that mean no listed place.
pub(super) fn compose(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let (locals, beside) = (&context.locals, context.beside);
    locals.compose(context.gazetteer, view, beside, annotations, context.memory);
}
