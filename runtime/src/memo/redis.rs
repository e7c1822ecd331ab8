//! `store = redis(url)`: results shared by many processes.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use redis::{Commands, Connection, ConnectionLike};

use super::clock::TIMELESS;
use super::store::{Store, StoreError};

/// Results in a Redis server: `#[memoize(store = redis("redis://127.0.0.1/"))]`.
///
/// A function's results are found by its path and its signature. When the server cannot be reached, calls compute,
/// and the connection is tried again a second later.
pub struct Redis {
    url: String,
    function: String,
    link: Mutex<Link>,
}

enum Link {
    Up(Box<Connection>),
    /// Not to be tried before this moment.
    Down(Option<Instant>),
}

const PAUSE: Duration = Duration::from_secs(1);
const TIMEOUT: Duration = Duration::from_millis(500);

impl Redis {
    /// The results of `function` on the server at `url`.
    pub fn open(url: impl Into<String>, function: &str) -> Self {
        Self {
            url: url.into(),
            function: format!("dunder:{function}:"),
            link: Mutex::new(Link::Down(None)),
        }
    }

    fn name(&self, key: &[u8]) -> Vec<u8> {
        [self.function.as_bytes(), key].concat()
    }

    fn with<T>(
        &self,
        body: impl FnOnce(&mut Connection) -> redis::RedisResult<T>,
    ) -> Result<T, StoreError> {
        if TIMELESS {
            return Err("this target has no connections".into());
        }
        let mut link = self.link.lock().unwrap_or_else(PoisonError::into_inner);
        if let Link::Down(until) = *link {
            if until.is_some_and(|until| Instant::now() < until) {
                return Err("the server could not be reached a moment ago".into());
            }
            *link = Link::Down(Some(Instant::now() + PAUSE));
            let client = redis::Client::open(self.url.as_str())?;
            let connection = client.get_connection_with_timeout(TIMEOUT)?;
            connection.set_read_timeout(Some(TIMEOUT))?;
            connection.set_write_timeout(Some(TIMEOUT))?;
            *link = Link::Up(Box::new(connection));
        }
        let Link::Up(connection) = &mut *link else {
            return Err("the server cannot be reached".into());
        };
        let result = body(connection);
        if result.is_err() && !connection.is_open() {
            *link = Link::Down(None);
        }
        Ok(result?)
    }
}

impl Store for Redis {
    fn load(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.with(|connection| connection.get(self.name(key)))
    }

    fn save(&self, key: &[u8], value: &[u8], ttl: Option<Duration>) -> Result<(), StoreError> {
        let name = self.name(key);
        self.with(|connection| match ttl {
            Some(ttl) => {
                let millis = u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX).max(1);
                connection.pset_ex(name, value, millis)
            }
            None => connection.set(name, value),
        })
    }

    fn remove(&self, key: &[u8]) -> Result<bool, StoreError> {
        let removed: u64 = self.with(|connection| connection.del(self.name(key)))?;
        Ok(removed > 0)
    }

    fn clear(&self) -> Result<(), StoreError> {
        // The name of the function is text of the program, but it has the wildcards of a pattern in it: `[`, `*`.
        let pattern: String = self
            .function
            .chars()
            .flat_map(|c| {
                let special = matches!(c, '*' | '?' | '[' | ']' | '\\');
                special.then_some('\\').into_iter().chain(Some(c))
            })
            .chain(['*'])
            .collect();
        self.with(|connection| {
            let names: Vec<Vec<u8>> = connection
                .scan_match(pattern)?
                .collect::<redis::RedisResult<_>>()?;
            if !names.is_empty() {
                let _: u64 = connection.del(names)?;
            }
            Ok(())
        })
    }
}
