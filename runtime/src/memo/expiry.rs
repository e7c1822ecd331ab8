//! When entries grow old, and what they weigh.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use super::clock::nanos;
use super::info::CacheParameters;
use super::order::List;

/// The ages of entries: by the time of computing and by the time of use, so that what has expired is always the oldest of
/// one of them.
pub(crate) struct Ages {
    written: Written,
    used: List,
    /// When an entry is next computed ahead, for `refresh`.
    refresh: Vec<u64>,
}

/// The entries by the time of computing: a list, since each is younger than those before it; but what a store had is as old
/// as it is, and stands in a heap.
struct Written {
    in_turn: List,
    newest: u64,
    late: Option<Box<Late>>,
}

/// What is removed stays in the heap until it comes up, or until half of what is there was removed.
#[derive(Default)]
struct Late {
    by_time: BinaryHeap<Reverse<(u64, u32)>>,
    /// By id; [`NEVER`] for what is not here.
    times: Vec<u64>,
    len: usize,
}

const NEVER: u64 = u64::MAX;

impl Late {
    fn insert(&mut self, id: u32, time: u64) {
        let needed = (id as usize + 1).max(self.times.len());
        self.times.resize(needed, NEVER);
        self.times[id as usize] = time;
        self.len += 1;
        self.by_time.push(Reverse((time, id)));
    }

    /// Whether it was here.
    fn remove(&mut self, id: u32) -> bool {
        let Some(time) = self
            .times
            .get_mut(id as usize)
            .filter(|time| **time != NEVER)
        else {
            return false;
        };
        *time = NEVER;
        self.len -= 1;
        let times = &self.times;
        let is_here = |entry: &Reverse<(u64, u32)>| times[entry.0.1 as usize] == entry.0.0;
        if self.by_time.len() > 2 * self.len {
            self.by_time.retain(is_here);
        }
        while self.by_time.peek().is_some_and(|first| !is_here(first)) {
            self.by_time.pop();
        }
        true
    }

    fn oldest(&self) -> Option<(u32, u64)> {
        self.by_time.peek().map(|&Reverse((time, id))| (id, time))
    }
}

impl Written {
    const fn new() -> Self {
        Self {
            in_turn: List::new(),
            newest: 0,
            late: None,
        }
    }

    fn push(&mut self, id: u32, time: u64) {
        if time < self.newest {
            self.late.get_or_insert_default().insert(id, time);
        } else {
            self.newest = time;
            self.in_turn.push(id, time);
        }
    }

    fn remove(&mut self, id: u32) {
        let late = self.late.as_mut();
        if !late.is_some_and(|late| late.remove(id)) {
            self.in_turn.unlink(id);
        }
    }

    fn oldest(&self) -> Option<(u32, u64)> {
        let late = self.late.as_ref().and_then(|late| late.oldest());
        match (self.in_turn.oldest(), late) {
            (Some(in_turn), Some(late)) if late.1 < in_turn.1 => Some(late),
            (in_turn, late) => in_turn.or(late),
        }
    }
}

impl Ages {
    pub(crate) const fn new() -> Self {
        Self {
            written: Written::new(),
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
            self.written.remove(id);
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
        let old = |oldest: Option<(u32, u64)>, limit: Option<Duration>| {
            let (id, since) = oldest?;
            (nanos(now).saturating_sub(since) >= nanos(limit?)).then_some(id)
        };
        old(self.written.oldest(), parameters.ttl)
            .or_else(|| old(self.used.oldest(), parameters.tti))
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
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Written;

    proptest! {
        #[test]
        fn the_oldest_is_the_oldest_whenever_it_came(calls in proptest::collection::vec((0u32..12, 0u64..40), 0..200)) {
            let mut written = Written::new();
            let mut model: Vec<(u64, u32)> = Vec::new();
            for (id, time) in calls {
                match model.iter().position(|entry| entry.1 == id) {
                    Some(at) => {
                        model.swap_remove(at);
                        written.remove(id);
                    }
                    None => {
                        model.push((time, id));
                        written.push(id, time);
                    }
                }
                let oldest = model.iter().map(|entry| entry.0).min();
                prop_assert_eq!(written.oldest().map(|found| found.1), oldest);
                if let Some((id, time)) = written.oldest() {
                    prop_assert!(model.contains(&(time, id)));
                }
            }
        }
    }
}
