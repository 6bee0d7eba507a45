//! `sources`: the files of the index: indexed, skipped or failed, with the reasons.

use std::io::Write;

use super::answer::Call;
use super::stream::Stream;
use super::{Handler, Route};
use crate::render::sources::write_json;
use crate::search::sources;
use crate::server::parameters::{Parameter, Value, parameter};
use crate::server::problem::Problem;

/// The entry of this route.
pub(super) const ROUTE: Route = Route {
    path: "/sources",
    about: "The files of the index, an object a line: indexed, skipped or failed, with the reasons",
    parameters: &[OWN],
    schema: "",
    handler: Handler::Stream(Stream {
        media_types: &["application/jsonl"],
        media_type: |_| "application/jsonl",
        file_name: |_| "sources.jsonl",
        write,
    }),
};

const OWN: &[Parameter] = &[parameter(
    "state",
    Value::Choice(&["indexed", "skipped", "failed", "unfinished"]),
    "Only files in this state",
)];

fn write(call: &Call, out: &mut dyn Write) -> Result<(), Problem> {
    let ledger = call.snapshot.searcher.index().ledger();
    let ledger = ledger.map_err(|error| Problem::index(&error))?;
    let state = call.parameters.text("state");
    for source in sources(&ledger) {
        if state.is_none_or(|state| source.state.name() == state) {
            write_json(out, &source)?;
        }
    }
    Ok(())
}
