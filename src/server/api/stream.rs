//! Streamed answers: written on a thread of their own while the client reads them.

use std::io::{self, Write};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Sender, channel};
use tokio::task::spawn_blocking;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

use super::answer::Call;
use crate::server::parameters::Parameters;
use crate::server::problem::Problem;
use crate::server::state::State;

/// The size of the parts of a stream, in bytes.
const PART: usize = 64 << 10;
/// How many parts wait for the client at most.
const PARTS: usize = 4;

/// How a streamed answer is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stream {
    /// All media types that it may have.
    pub media_types: &'static [&'static str],
    /// Returns its media type.
    pub media_type: fn(&Parameters) -> &'static str,
    /// Returns the name of the file that it is saved as.
    pub file_name: fn(&Parameters) -> &'static str,
    /// Writes it.
    pub write: fn(&Call, &mut dyn Write) -> Result<(), Problem>,
}

/// Answers a request with a stream. A problem that comes after the first part cuts the connection, so that nobody takes
/// the parts before for the whole.
pub(super) async fn answer(stream: Stream, call: Call, state: &State) -> Result<Response, Problem> {
    let permit = state.export_permit().await?;
    let media_type = HeaderValue::from_static((stream.media_type)(&call.parameters));
    let file_name = (stream.file_name)(&call.parameters);
    let (sender, mut receiver) = channel(PARTS);
    let mut parts = Parts {
        sender,
        runtime: Handle::current(),
        stalled: state.options().limits.stalled,
        part: Vec::with_capacity(PART),
    };
    let written = spawn_blocking(move || {
        let written = (stream.write)(&call, &mut parts);
        let written = written.and_then(|()| Ok(parts.flush()?));
        if let Err(problem) = written {
            // If the client has gone, nobody needs it.
            let _ = parts.send(Err(problem));
        }
        drop(permit);
    });
    let first = match receiver.recv().await {
        Some(first) => Some(first?),
        None => {
            written.await.map_err(|_| Problem::fault())?;
            None
        }
    };
    let first = tokio_stream::iter(first.map(Ok));
    let parts = first.chain(ReceiverStream::new(receiver));
    let parts = parts.map(|part| part.map_err(|_: Problem| io::Error::other("broken off")));
    let mut response = Response::new(Body::from_stream(parts));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let disposition = format!("attachment; filename=\"{file_name}\"");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// A writer that sends what is written in parts.
struct Parts {
    sender: Sender<Result<Bytes, Problem>>,
    runtime: Handle,
    /// How long the client may take to accept a part.
    stalled: Duration,
    part: Vec<u8>,
}

impl Parts {
    fn send(&self, part: Result<Bytes, Problem>) -> io::Result<()> {
        let sent = async { tokio::time::timeout(self.stalled, self.sender.send(part)).await };
        match self.runtime.block_on(sent) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

impl Write for Parts {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.part.extend_from_slice(bytes);
        if self.part.len() >= PART {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.part.is_empty() {
            return Ok(());
        }
        let part = std::mem::replace(&mut self.part, Vec::with_capacity(PART));
        self.send(Ok(part.into()))
    }
}
