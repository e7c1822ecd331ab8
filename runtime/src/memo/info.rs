//! What a cache tells about itself.

use std::fmt;
use std::time::Duration;

use super::clock;

/// The counters of a cache at one moment, as Python's `functools.lru_cache` names them.
///
/// ```
/// # use dunder::memoize;
/// #[memoize(maxsize = 2)]
/// fn double(n: u32) -> u32 { 2 * n }
///
/// double(1);
/// double(1);
/// let info = double::cache_info();
/// assert_eq!((info.hits(), info.misses(), info.maxsize(), info.currsize()), (1, 1, Some(2), 1));
/// assert_eq!(info.to_string(), "CacheInfo(hits=1, misses=1, maxsize=2, currsize=1)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CacheInfo {
    pub(crate) hits: u64,
    pub(crate) misses: u64,
    pub(crate) maxsize: Option<usize>,
    pub(crate) currsize: usize,
    pub(crate) store_errors: u64,
}

impl CacheInfo {
    /// Of a cache that was never used.
    pub(crate) const fn empty(parameters: &CacheParameters) -> Self {
        Self {
            hits: 0,
            misses: 0,
            maxsize: parameters.maxsize,
            currsize: 0,
            store_errors: 0,
        }
    }

    /// Calls answered from the cache.
    #[must_use]
    pub fn hits(&self) -> u64 {
        self.hits
    }

    /// Calls that ran the function, whether or not their result was stored.
    #[must_use]
    pub fn misses(&self) -> u64 {
        self.misses
    }

    /// The most entries that are kept; `None` for no bound.
    #[must_use]
    pub fn maxsize(&self) -> Option<usize> {
        self.maxsize
    }

    /// The entries kept now.
    #[must_use]
    pub fn currsize(&self) -> usize {
        self.currsize
    }

    /// How often the store behind the cache (`store = …`) failed, so that a call computed or its result was kept in
    /// the process only.
    #[must_use]
    pub fn store_errors(&self) -> u64 {
        self.store_errors
    }
}

/// As Python prints it: `CacheInfo(hits=28, misses=31, maxsize=128, currsize=31)`.
impl fmt::Display for CacheInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "CacheInfo(hits={}, misses={}, maxsize=",
            self.hits, self.misses
        )?;
        match self.maxsize {
            Some(maxsize) => write!(f, "{maxsize}")?,
            None => f.write_str("None")?,
        }
        write!(f, ", currsize={})", self.currsize)
    }
}

/// The settings of a cache, as given to `#[memoize]`: Python's `cache_parameters()`.
#[derive(Clone, Copy, Debug)]
pub struct CacheParameters {
    pub(crate) maxsize: Option<usize>,
    pub(crate) max_weight: Option<u64>,
    pub(crate) ttl: Option<Duration>,
    pub(crate) tti: Option<Duration>,
    pub(crate) refresh: Option<Duration>,
    pub(crate) policy: Policy,
    clock: Option<fn() -> Duration>,
}

/// Which entry makes room for a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Policy {
    /// The one not used for the longest time, exactly.
    Lru,
    /// By the distance between the last two uses of each, which scans and loops cannot spoil.
    Dlirs,
}

impl CacheParameters {
    /// Python's defaults: 128 entries, least recently used first.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            maxsize: Some(128),
            max_weight: None,
            ttl: None,
            tti: None,
            refresh: None,
            policy: Policy::Lru,
            clock: None,
        }
    }

    /// The most entries that are kept; `None` for no bound, 0 for none at all.
    #[must_use]
    pub const fn with_maxsize(mut self, maxsize: Option<usize>) -> Self {
        self.maxsize = maxsize;
        self
    }

    /// The most weight that is kept.
    #[must_use]
    pub const fn with_max_weight(mut self, max_weight: u64) -> Self {
        self.max_weight = Some(max_weight);
        self
    }

    /// How long an entry lives after it is stored.
    #[must_use]
    pub const fn with_ttl(mut self, ttl: Duration) -> Self {
        self.ttl = Some(ttl);
        self
    }

    /// How long an entry lives after it is last used.
    #[must_use]
    pub const fn with_tti(mut self, tti: Duration) -> Self {
        self.tti = Some(tti);
        self
    }

    /// After which age a call computes anew while the old value still serves the others.
    #[must_use]
    pub const fn with_refresh(mut self, refresh: Duration) -> Self {
        self.refresh = Some(refresh);
        self
    }

    /// Where the time comes from: never backwards, and from any origin; with a store, from one that all processes share.
    #[must_use]
    pub const fn with_clock(mut self, clock: fn() -> Duration) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Which entry makes room for a new one.
    #[must_use]
    pub const fn with_policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// The most entries that are kept; `None` for no bound.
    #[must_use]
    pub const fn maxsize(&self) -> Option<usize> {
        self.maxsize
    }

    /// The most weight that is kept, if entries are weighed.
    #[must_use]
    pub const fn max_weight(&self) -> Option<u64> {
        self.max_weight
    }

    /// How long an entry lives after it is stored.
    #[must_use]
    pub const fn ttl(&self) -> Option<Duration> {
        self.ttl
    }

    /// How long an entry lives after it is last used.
    #[must_use]
    pub const fn tti(&self) -> Option<Duration> {
        self.tti
    }

    /// After which age one call computes anew.
    #[must_use]
    pub const fn refresh(&self) -> Option<Duration> {
        self.refresh
    }

    /// Which entry makes room for a new one.
    #[must_use]
    pub const fn policy(&self) -> Policy {
        self.policy
    }

    /// The time by which entries grow old.
    pub(crate) fn now(&self) -> Duration {
        self.clock.unwrap_or(clock::monotonic)()
    }

    /// The time by which entries grow old in a store, which outlives the process and its origin of time. What does not
    /// grow old is stamped too, since another build may say that it does.
    #[cfg(feature = "store")]
    pub(crate) fn now_everywhere(&self) -> Duration {
        match self.clock {
            Some(clock) => clock(),
            None if clock::TIMELESS && !self.timed() => Duration::ZERO,
            None => clock::since_1970(),
        }
    }

    /// Whether entries make room for others, so that their order matters.
    #[inline]
    pub(crate) const fn bounded(&self) -> bool {
        self.maxsize.is_some() || self.max_weight.is_some()
    }

    /// Whether an entry of this weight can be kept at all.
    pub(crate) fn admits(&self, weight: u64) -> bool {
        self.maxsize != Some(0) && self.max_weight.is_none_or(|most| weight <= most)
    }

    /// Whether entries grow old.
    #[inline]
    pub(crate) const fn timed(&self) -> bool {
        self.ttl.is_some() || self.tti.is_some() || self.refresh.is_some()
    }
}

impl Default for CacheParameters {
    fn default() -> Self {
        Self::new()
    }
}
