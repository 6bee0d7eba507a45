//! The passes for local places, which are found before names are resolved and filed afterwards.

use crate::gazetteer::annotations::Annotations;
use crate::gazetteer::context::Context;
use crate::gazetteer::local::Locals;
use crate::gazetteer::token_view::TokenView;

/// Finds local places, and removes shorter matches inside their names.
pub(super) fn find(view: TokenView<'_>, context: &mut Context<'_>, annotations: &mut Annotations) {
    context.locals = Locals::find(context.gazetteer, view, annotations);
}

/// Adds the mentions of unlisted local places.
pub(super) fn compose(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let (locals, beside) = (&context.locals, context.beside);
    locals.compose(context.gazetteer, view, beside, annotations, context.memory);
}
