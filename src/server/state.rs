//! What all requests share: the open index, reopened after each commit, and the limit on searches at once.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use crate::index::{OpenIndex, version_of};
use crate::search::{SearchError, Searcher};

use super::guard::Sessions;
use super::indexing::Indexing;
use super::options::Options;
use super::problem::{Kind, Problem};
use super::secret::Secret;

/// After what time a client that was refused may try again.
const RETRY: Duration = Duration::from_secs(2);
/// How many streams are written at once. A client may take its time to read one, so they do not count as searches.
const EXPORTS: usize = 4;

/// What all requests share; clones are the same state.
#[derive(Clone)]
pub struct State(Arc<Shared>);

struct Shared {
    options: Arc<Options>,
    current: RwLock<Arc<Snapshot>>,
    /// When the index was last checked for a commit.
    checked: Mutex<Instant>,
    /// Held while the index is reopened.
    reopening: Mutex<()>,
    searches: Arc<Semaphore>,
    exports: Arc<Semaphore>,
    waiting: AtomicUsize,
    /// Held while something is changed: files beside the index are read, edited and replaced.
    changing: Arc<tokio::sync::Mutex<()>>,
    indexing: Arc<Indexing>,
    sessions: Sessions,
    token: Secret,
}

/// An index as of one commit.
pub(super) struct Snapshot {
    /// The open index.
    pub searcher: Searcher,
    /// The [version](version_of) of the index.
    pub version: u64,
}

impl Snapshot {
    /// Opens the indexes; `schema_dir` is the folder of their schema as known before.
    fn open(indexes: &[PathBuf], schema_dir: Option<&Path>) -> Result<Snapshot, SearchError> {
        // Read first: if a commit comes in between, the next check notices it.
        let version = version_of(indexes, schema_dir);
        // Says best why there is no index.
        let searcher = Searcher::new(OpenIndex::open_together(indexes)?)?;
        let version = version?;
        Ok(Snapshot { searcher, version })
    }

    fn schema_dir(&self) -> Option<&Path> {
        let schema_dir = self.searcher.index().payload.schema_dir.as_ref();
        schema_dir.map(|path| path.as_path())
    }
}

impl State {
    /// Opens the indexes.
    ///
    /// # Errors
    /// One of them cannot be opened.
    pub fn open(options: Options) -> Result<State, SearchError> {
        let mut snapshot = Snapshot::open(&options.indexes, None)?;
        if let Some(schema_dir) = snapshot.schema_dir().map(Path::to_owned) {
            // Now with the version that the next check compares with.
            snapshot = Snapshot::open(&options.indexes, Some(&schema_dir))?;
        }
        let options = Arc::new(options);
        Ok(State(Arc::new(Shared {
            indexing: Indexing::new(&options),
            searches: Arc::new(Semaphore::new(options.limits.searches)),
            current: RwLock::new(Arc::new(snapshot)),
            checked: Mutex::new(Instant::now()),
            reopening: Mutex::new(()),
            waiting: AtomicUsize::new(0),
            changing: Arc::default(),
            sessions: Sessions::default(),
            token: Secret::random(),
            exports: Arc::new(Semaphore::new(EXPORTS)),
            options,
        })))
    }

    /// Returns what the server was started with.
    pub fn options(&self) -> &Arc<Options> {
        &self.0.options
    }

    /// Returns the sessions.
    pub(super) fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    /// Returns what is going on with the folders that can be indexed.
    pub(super) fn indexing(&self) -> &Arc<Indexing> {
        &self.0.indexing
    }

    /// Returns the token that requests which change something must have.
    pub(super) fn token(&self) -> &Secret {
        &self.0.token
    }

    /// Returns the index as of its last commit, up to [a second](super::Limits::check) ago. If the index has changed and
    /// cannot be opened, it stays as it was.
    pub(super) async fn snapshot(&self) -> Arc<Snapshot> {
        if self.0.is_check_due() {
            let shared = self.0.clone();
            // Only fails if reopening panics, or at the end of the program.
            let _ = spawn_blocking(move || {
                // Another request is reopening it: this one is answered from the commit before.
                if let Ok(reopening) = shared.reopening.try_lock() {
                    shared.reopen_if_changed(&reopening);
                }
            })
            .await;
        }
        self.0.current()
    }

    /// Returns the index as of the last [`snapshot`](Self::snapshot).
    pub(super) fn last_snapshot(&self) -> Arc<Snapshot> {
        self.0.current()
    }

    /// Runs a search on a thread for searches when its turn has come.
    ///
    /// # Errors
    /// Too many requests are waiting, it takes too long, or the search fails or panics.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        search: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let permit = self.permit().await?;
        let result = spawn_blocking(move || {
            let result = search();
            // Now the next one may run. If the answer came too late, this is when its search has really ended.
            drop(permit);
            result
        });
        result.await.map_err(|_| Problem::fault())?
    }

    /// Changes something, one request after the other; then the index is up to date with it.
    ///
    /// # Errors
    /// The change fails or panics.
    pub(super) async fn change<T: Send + 'static>(
        &self,
        change: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let changing = self.0.changing.clone().lock_owned().await;
        let shared = self.0.clone();
        let result = spawn_blocking(move || {
            let result = change();
            let reopening = shared.reopening.lock();
            shared.reopen_if_changed(&reopening.unwrap_or_else(PoisonError::into_inner));
            drop(changing);
            result
        });
        result.await.map_err(|_| Problem::fault())?
    }

    /// Waits until a search may run; the permit is held while it does.
    ///
    /// # Errors
    /// Too many requests are waiting, or it takes too long.
    pub(super) async fn permit(&self) -> Result<OwnedSemaphorePermit, Problem> {
        self.permit_of(&self.0.searches).await
    }

    /// Waits until a stream may be written; the permit is held while it is.
    ///
    /// # Errors
    /// Too many requests are waiting, or it takes too long.
    pub(super) async fn export_permit(&self) -> Result<OwnedSemaphorePermit, Problem> {
        self.permit_of(&self.0.exports).await
    }

    async fn permit_of(&self, of: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Problem> {
        let limits = &self.0.options.limits;
        let busy = |detail: &str| Problem::new(Kind::Busy, detail).retry_after(RETRY);
        if let Ok(permit) = of.clone().try_acquire_owned() {
            return Ok(permit);
        }
        let _waiting = Waiting::new(&self.0.waiting, limits.waiting)
            .ok_or_else(|| busy("too many requests are waiting"))?;
        match tokio::time::timeout(limits.patience, of.clone().acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            // The semaphore is never closed.
            Ok(Err(_)) | Err(_) => Err(busy("other requests take long")),
        }
    }
}

impl Shared {
    fn current(&self) -> Arc<Snapshot> {
        let current = self.current.read();
        current.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns whether it is time to check for a commit, and that somebody does.
    fn is_check_due(&self) -> bool {
        let mut checked = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = checked.elapsed() >= self.options.limits.check;
        if is_due {
            *checked = Instant::now();
        }
        is_due
    }

    fn reopen_if_changed(&self, _reopening: &MutexGuard<'_, ()>) {
        let (indexes, current) = (&self.options.indexes, self.current());
        let version = version_of(indexes, current.schema_dir());
        if version.is_ok_and(|version| version == current.version) {
            return;
        }
        // While it is rebuilt or damaged, requests are answered from the commit before; tried again at the next check.
        if let Ok(snapshot) = Snapshot::open(indexes, current.schema_dir()) {
            let current = self.current.write();
            *current.unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        }
    }
}

/// Counts a waiting request until it is dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    /// Returns `None` if `most` requests are waiting.
    fn new(waiting: &'a AtomicUsize, most: usize) -> Option<Waiting<'a>> {
        let counted = Waiting(waiting);
        let before = waiting.fetch_add(1, Ordering::Relaxed);
        (before < most).then_some(counted)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
