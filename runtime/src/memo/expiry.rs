//! When entries grow old, and what they weigh.

use std::time::Duration;

use super::info::CacheParameters;
use super::order::List;

/// The ages of entries: a list by the time of storing and one by the time of use, so that what has expired is
/// always at the old end of one of them.
pub(crate) struct Ages {
    written: List,
    used: List,
    /// When an entry is next computed ahead, for `refresh`.
    refresh: Vec<u64>,
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

impl Ages {
    pub(crate) const fn new() -> Self {
        Self {
            written: List::new(),
            used: List::new(),
            refresh: Vec::new(),
        }
    }

    pub(crate) fn stored(&mut self, id: u32, now: Duration, parameters: &CacheParameters) {
        if parameters.ttl.is_some() {
            self.written.push(id, nanos(now));
        }
        if parameters.tti.is_some() {
            self.used.push(id, nanos(now));
        }
        if let Some(refresh) = parameters.refresh {
            let needed = (id as usize + 1).max(self.refresh.len());
            self.refresh.resize(needed, u64::MAX);
            self.refresh[id as usize] = nanos(now + refresh);
        }
    }

    pub(crate) fn removed(&mut self, id: u32, parameters: &CacheParameters) {
        if parameters.ttl.is_some() {
            self.written.unlink(id);
        }
        if parameters.tti.is_some() {
            self.used.unlink(id);
        }
    }

    pub(crate) fn used(&mut self, id: u32, now: Duration, parameters: &CacheParameters) {
        if parameters.tti.is_some() {
            self.used.unlink(id);
            self.used.push(id, nanos(now));
        }
    }

    /// An entry that has expired, if there is one.
    pub(crate) fn expired(&self, now: Duration, parameters: &CacheParameters) -> Option<u32> {
        let old = |list: &List, limit: Option<Duration>| {
            let (id, since) = list.oldest()?;
            (nanos(now).saturating_sub(since) >= nanos(limit?)).then_some(id)
        };
        old(&self.written, parameters.ttl).or_else(|| old(&self.used, parameters.tti))
    }

    /// Whether this call is the one to compute the entry ahead; the others are served the old value.
    pub(crate) fn refreshes(
        &mut self,
        id: u32,
        now: Duration,
        parameters: &CacheParameters,
    ) -> bool {
        let Some(refresh) = parameters.refresh else {
            return false;
        };
        let due = &mut self.refresh[id as usize];
        let now_due = nanos(now) >= *due;
        if now_due {
            *due = nanos(now + refresh);
        }
        now_due
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::new();
    }
}

/// What entries weigh.
pub(crate) struct Weights {
    each: Vec<u64>,
    pub(crate) total: u64,
}

impl Weights {
    pub(crate) const fn new() -> Self {
        Self {
            each: Vec::new(),
            total: 0,
        }
    }

    pub(crate) fn stored(&mut self, id: u32, weight: u64) {
        let needed = (id as usize + 1).max(self.each.len());
        self.each.resize(needed, 0);
        self.each[id as usize] = weight;
        self.total += weight;
    }

    pub(crate) fn removed(&mut self, id: u32) {
        if let Some(weight) = self.each.get_mut(id as usize) {
            self.total -= std::mem::take(weight);
        }
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::new();
    }
}
