//! The listeners of one emitter: a sorted list for each type of handler, and the snapshots that emits go through.
//!
//! No code of the user's runs under the lock, drops included: what a change takes out is handed to the caller and
//! dropped when the lock is free.

use core::any::{Any, TypeId};
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::sync::atomic::{AtomicU64, Ordering};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::cache;
use super::listener::{Listener, Rank};

/// The listeners that one emit calls, in order; later changes make a new one.
pub(super) type Snapshot<F> = Arc<[Arc<Listener<F>>]>;

/// Stamps are unique in the process, so that equal stamps mean the same hub in the same state.
static NEXT_STAMP: AtomicU64 = AtomicU64::new(1);

pub(super) struct Hub {
    /// New at each change; written under the lock.
    stamp: AtomicU64,
    topics: Mutex<Topics>,
}

#[derive(Default)]
struct Topics {
    subscribed: u64,
    by_handler: BTreeMap<TypeId, Box<dyn AnyTopic>>,
}

struct Topic<F: ?Sized> {
    listeners: Vec<Arc<Listener<F>>>,
    /// Made at the first emit after a change.
    snapshot: Option<Snapshot<F>>,
}

/// What was taken out, to be dropped outside the lock.
type Removed = Box<dyn Any + Send>;

trait AnyTopic: Any + Send {
    fn remove(&mut self, rank: Rank) -> Option<Removed>;
    fn len(&self) -> usize;
}

impl<F: ?Sized + Send + Sync + 'static> AnyTopic for Topic<F> {
    fn remove(&mut self, rank: Rank) -> Option<Removed> {
        let at = self
            .listeners
            .binary_search_by_key(&rank, |listener| listener.rank)
            .ok()?;
        let listener = self.listeners.remove(at);
        listener.retire();
        Some(Box::new((listener, self.snapshot.take())))
    }

    fn len(&self) -> usize {
        self.listeners.len()
    }
}

// A panic of a handler leaves no trace in a hub: handlers run neither under its lock nor half-way through a change.
impl UnwindSafe for Hub {}
impl RefUnwindSafe for Hub {}

impl Hub {
    pub(super) fn new() -> Self {
        Self {
            stamp: AtomicU64::new(0),
            topics: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Topics> {
        self.topics.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Marks a change; the lock is held.
    fn changed(&self, _lock: &Topics) {
        self.stamp.store(
            NEXT_STAMP.fetch_add(1, Ordering::Relaxed),
            Ordering::Release,
        );
    }

    /// Adds what `listener` makes of its rank.
    pub(super) fn add<F: ?Sized + Send + Sync + 'static>(
        &self,
        priority: i32,
        listener: impl FnOnce(Rank) -> Arc<Listener<F>>,
    ) -> Rank {
        let mut topics = self.lock();
        topics.subscribed += 1;
        let rank = Rank::new(priority, topics.subscribed);
        let listener = listener(rank);
        let topic = topics
            .by_handler
            .entry(TypeId::of::<F>())
            .or_insert_with(|| {
                Box::new(Topic::<F> {
                    listeners: Vec::new(),
                    snapshot: None,
                })
            });
        let topic: &mut dyn Any = &mut **topic;
        let stale = topic.downcast_mut::<Topic<F>>().and_then(|topic| {
            let at = topic.listeners.partition_point(|other| other.rank < rank);
            topic.listeners.insert(at, listener);
            topic.snapshot.take()
        });
        self.changed(&topics);
        drop(topics);
        drop(stale);
        rank
    }

    /// Takes a listener out, and drops it unless an emit is under way that knows it.
    pub(super) fn remove(&self, topic: TypeId, rank: Rank) {
        let mut topics = self.lock();
        let topic = topics.by_handler.get_mut(&topic);
        let removed = topic.and_then(|topic| topic.remove(rank));
        if removed.is_some() {
            self.changed(&topics);
        }
        drop(topics);
        if removed.is_some() {
            cache::forget(self);
        }
    }

    pub(super) fn count(&self, topic: TypeId) -> usize {
        self.lock()
            .by_handler
            .get(&topic)
            .map_or(0, |topic| topic.len())
    }

    /// The stamp of the present state.
    #[inline]
    pub(super) fn stamp(&self) -> u64 {
        self.stamp.load(Ordering::Acquire)
    }

    /// The listeners now, with the stamp of this state.
    #[cold]
    pub(super) fn snapshot<F: ?Sized + Send + Sync + 'static>(&self) -> (u64, Snapshot<F>) {
        let mut topics = self.lock();
        let topic = topics.by_handler.get_mut(&TypeId::of::<F>());
        let snapshot = topic.and_then(|topic| {
            let topic: &mut dyn Any = &mut **topic;
            let topic = topic.downcast_mut::<Topic<F>>()?;
            let listeners = &topic.listeners;
            let make = || listeners.iter().cloned().collect();
            Some(Arc::clone(topic.snapshot.get_or_insert_with(make)))
        });
        let stamp = self.stamp.load(Ordering::Relaxed);
        (stamp, snapshot.unwrap_or_else(|| Arc::new([])))
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        cache::forget(self);
    }
}
