//! Opens files in this process: selects the reading function for a name and bytes.

use std::sync::Arc;

use super::error::Location;
use super::field_mapping::FieldMappings;
use super::format::{Format, Input, Opener, ReadFn};
use super::limits::{Limits, Within};
use super::ocr::Ocr;
use super::outcome::{Outcome, Outcomes};
use super::source::Source;
use super::watch::Watch;
use super::wrapper::{self, Consumed};
use super::{bounded, detect, guard};

/// Detects and reads every format of the registry.
pub(super) const OPENER: Opener = Opener {
    by_name: detect::kind_of,
    by_head: detect::of_head,
    read,
};

/// Reads a file in this process.
pub(super) fn file(
    source: &Source,
    mappings: Arc<FieldMappings>,
    limits: Limits,
    ocr: Option<Arc<Ocr>>,
    watch: Watch,
) -> (Outcomes, Consumed) {
    let consumed = Consumed::default();
    let wrapper = source.kind.wrapper;
    let within = Within {
        ocr,
        watch,
        ..Within::file(&source.path, source.size, &consumed, limits)
    };
    let outcomes = match wrapper::open(&source.path, wrapper, &consumed) {
        Ok(bytes) => read(
            source.kind.format,
            Input {
                bytes: within.bounded(bytes, wrapper),
                shown: source.shown.clone(),
                mappings,
                wrapper,
                within,
                opener: OPENER,
            },
        ),
        Err(error) => {
            let error = Location::file(&source.shown).error(wrapper::failure(wrapper, error));
            one(Outcome::failed(error))
        }
    };
    (outcomes, consumed)
}

/// Reads `input` in the format `named`, unless it is clearly of another format. A panic or a limit
/// ends it with one more failure.
fn read(named: &'static Format, mut input: Input) -> Outcomes {
    let (location, within) = (Location::file(&input.shown), input.within.clone());
    let outcomes = guard::outcomes(location.clone(), move || {
        let format = detect::format(named, &mut input.bytes);
        start(&format.read, input)
    });
    bounded::bounded(outcomes, location, &within)
}

/// Runs a reading function over `input`.
pub(super) fn start(read: &ReadFn, mut input: Input) -> Outcomes {
    let outcomes = match *read {
        ReadFn::One(read) => read(&mut input).map(one),
        ReadFn::Iterator(read) => read(&mut input),
        ReadFn::Sink(read) => {
            let location = Location::file(&input.shown);
            return guard::several(location, move |sink| read(&mut input, sink));
        }
    };
    outcomes.unwrap_or_else(|error| one(Outcome::failed(error)))
}

fn one(outcome: Outcome) -> Outcomes {
    Box::new(std::iter::once(outcome))
}
