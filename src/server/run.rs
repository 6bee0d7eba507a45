//! Accepts connections and serves them, until it is stopped.

use std::io;
use std::net::TcpListener as StdListener;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio_io_timeout::TimeoutStream;

use super::options::{Limits, Options};
use super::router;
use super::state::State;
use crate::search::SearchError;

/// How long open connections may take to end when the server is stopped.
const GRACE: Duration = Duration::from_secs(5);
/// How long to wait after a connection could not be accepted, for example because too many files are open.
const REST: Duration = Duration::from_millis(100);
/// The most bytes of the head of a request.
const HEAD: usize = 64 << 10;
/// Threads for what is no search: opening the index, files.
const OTHER_THREADS: usize = 8;

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The indexes cannot be opened.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The system gives it no thread or no connections.
    #[error("the server cannot be started")]
    Io(#[source] io::Error),
}

/// Stops a running server; clones stop the same one.
#[derive(Debug, Clone)]
pub struct Shutdown(watch::Sender<bool>);

impl Default for Shutdown {
    fn default() -> Shutdown {
        Shutdown(watch::Sender::new(false))
    }
}

impl Shutdown {
    /// Accepts no more connections, and lets those that are open end within some seconds.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

/// Serves requests until `shutdown`.
///
/// # Errors
/// An index cannot be opened, or the system does not let it start.
pub fn run(
    listener: StdListener,
    options: Options,
    shutdown: &Shutdown,
) -> Result<(), ServerError> {
    let limits = options.limits;
    let router = router(&State::open(options)?);
    listener.set_nonblocking(true).map_err(ServerError::Io)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(limits.searches + OTHER_THREADS)
        .build()
        .map_err(ServerError::Io)?;
    let served = runtime.block_on(async {
        let listener = TcpListener::from_std(listener)?;
        serve(listener, router, &limits, shutdown.0.subscribe()).await;
        Ok(())
    });
    // A search that is still running is not waited for.
    runtime.shutdown_background();
    served.map_err(ServerError::Io)
}

async fn serve(
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    mut stopped: watch::Receiver<bool>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(HEAD);
    let open = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = async {
            let permit = open.clone().acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            accepted = accepted => accepted,
            _ = stopped.wait_for(|stopped| *stopped) => break,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(REST).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits.stalled));
        let connection = http.serve_connection(TokioIo::new(Box::pin(stream)), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // Fails if the client ends the connection or takes too long.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    // Connections that take longer are cut.
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
}
