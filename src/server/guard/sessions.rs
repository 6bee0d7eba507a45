//! Sessions: who has entered the password, and how often it may be tried.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, header};

use crate::server::secret::Secret;

/// The name of the cookie that holds the key of a session.
pub(in crate::server) const COOKIE: &str = "reportage_session";
/// How long a session lasts.
pub(in crate::server) const LIFETIME: Duration = Duration::from_secs(12 * 60 * 60);
/// How many sessions there are at most; a further one ends the oldest.
const MOST: usize = 1000;
/// How many wrong passwords in a row are answered at once. After each further one, the next try must wait.
const FREE_TRIES: u32 = 5;
/// The longest wait between tries.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The sessions of a server, in its memory only: they end with it.
#[derive(Debug, Default)]
pub(in crate::server) struct Sessions {
    /// When each began.
    begun: Mutex<HashMap<String, Instant>>,
    tries: Mutex<Tries>,
    /// Held while a password is checked, so that many tries at once do not take much memory.
    pub checking: tokio::sync::Mutex<()>,
}

/// Wrong passwords in a row.
#[derive(Debug, Default)]
struct Tries {
    wrong: u32,
    /// When the next one is allowed.
    next: Option<Instant>,
}

impl Sessions {
    /// Begins a session; returns its key.
    pub fn begin(&self) -> String {
        let key = Secret::random().to_string();
        let mut begun = lock(&self.begun);
        begun.retain(|_, begun| begun.elapsed() < LIFETIME);
        if begun.len() >= MOST {
            let oldest = begun.iter().min_by_key(|(_, begun)| **begun);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                begun.remove(&oldest);
            }
        }
        begun.insert(key.clone(), Instant::now());
        key
    }

    /// Returns whether a request belongs to a session.
    pub fn has(&self, headers: &HeaderMap) -> bool {
        let begun = lock(&self.begun);
        let begun = key(headers).and_then(|key| begun.get(key));
        begun.is_some_and(|begun| begun.elapsed() < LIFETIME)
    }

    /// Ends the session that a request belongs to.
    pub fn end(&self, headers: &HeaderMap) {
        if let Some(key) = key(headers) {
            lock(&self.begun).remove(key);
        }
    }

    /// Returns how long to wait until a password may be tried; `None` if it may be now.
    pub fn wait(&self) -> Option<Duration> {
        let next = lock(&self.tries).next?;
        let wait = next.saturating_duration_since(Instant::now());
        (!wait.is_zero()).then_some(wait)
    }

    /// Counts a try.
    pub fn count(&self, is_right: bool) {
        let mut tries = lock(&self.tries);
        if is_right {
            *tries = Tries::default();
            return;
        }
        tries.wrong += 1;
        if tries.wrong >= FREE_TRIES {
            let doubled = 1 << (tries.wrong - FREE_TRIES).min(10);
            let wait = Duration::from_secs(doubled).min(LONGEST_WAIT);
            tries.next = Some(Instant::now() + wait);
        }
    }
}

/// Returns the key of a session in the cookies of a request.
fn key(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter();
    let mut cookies = cookies
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    cookies.find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_cookie(text: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, text.parse().unwrap());
        headers
    }

    #[test]
    fn a_session_is_known_by_its_key_until_it_ends() {
        let sessions = Sessions::default();
        let key = sessions.begin();
        let own = with_cookie(&format!("a=b; {COOKIE}={key}"));
        assert!(sessions.has(&own));
        assert!(!sessions.has(&with_cookie(&format!("{COOKIE}=0"))));
        assert!(!sessions.has(&with_cookie(&format!("other={key}"))));
        sessions.end(&own);
        assert!(!sessions.has(&own));
    }

    #[test]
    fn a_further_session_ends_the_oldest() {
        let sessions = Sessions::default();
        let keys: Vec<String> = (0..=MOST).map(|_| sessions.begin()).collect();
        let has = |key: &String| sessions.has(&with_cookie(&format!("{COOKIE}={key}")));
        assert_eq!(keys.iter().filter(|key| !has(key)).count(), 1);
        assert!(!has(&keys[0]));
    }

    #[test]
    fn after_wrong_passwords_the_next_try_must_wait_longer_each_time() {
        let sessions = Sessions::default();
        for _ in 1..FREE_TRIES {
            sessions.count(false);
        }
        assert_eq!(sessions.wait(), None);
        let mut waits = Vec::new();
        for _ in 0..8 {
            sessions.count(false);
            waits.push(sessions.wait().unwrap().as_secs_f64().ceil() as u64);
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
        sessions.count(true);
        assert_eq!(sessions.wait(), None);
    }
}
