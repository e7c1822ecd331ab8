//! The listeners of one emitter: a sorted list for each type of handler, and the snapshots that emits go through.
//!
//! No code of the user's runs under the lock, drops included: what a change takes out is handed to the caller and
//! dropped when the lock is free.

use core::any::{Any, TypeId};
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::cache;
use super::listener::{Callee, Listener, Rank};
use super::snapshot::Snapshot;

/// How many changes of hubs there were in the process.
static CHANGES: AtomicU64 = AtomicU64::new(0);

/// How many changes of hubs there were in the process; what they made outdated says so.
#[inline]
pub(super) fn changes() -> u64 {
    CHANGES.load(Ordering::Acquire)
}

/// A change in the process, after the snapshots that it makes outdated were told.
fn changed() {
    CHANGES.fetch_add(1, Ordering::Release);
}

#[derive(Default)]
pub(super) struct Hub {
    topics: Mutex<Topics>,
}

#[derive(Default)]
struct Topics {
    subscribed: u64,
    /// By the type of handler: few, so that they are looked through.
    by_handler: Vec<(TypeId, Box<dyn AnyTopic>)>,
}

struct Topic<F: Callee + ?Sized> {
    listeners: Vec<Arc<Listener<F>>>,
    /// Made at the first emit after a change.
    snapshot: Option<Arc<Snapshot<F>>>,
}

/// What was taken out, to be dropped outside the lock.
type Removed = Box<dyn Any + Send>;

trait AnyTopic: Any + Send {
    fn remove(&mut self, rank: Rank) -> Option<Removed>;
    fn len(&self) -> usize;
    fn outdate(&mut self) -> Option<Removed>;
}

impl<F: Callee + ?Sized + 'static> AnyTopic for Topic<F> {
    fn remove(&mut self, rank: Rank) -> Option<Removed> {
        let at = self
            .listeners
            .binary_search_by_key(&rank, |listener| listener.rank)
            .ok()?;
        let listener = self.listeners.remove(at);
        listener.retire();
        Some(Box::new((listener, self.outdate())))
    }

    fn len(&self) -> usize {
        self.listeners.len()
    }

    fn outdate(&mut self) -> Option<Removed> {
        let snapshot = self.snapshot.take()?;
        snapshot.outdate();
        Some(Box::new(snapshot))
    }
}

impl Topics {
    /// The topic of handlers `F`; none only if a type's id stood for two types.
    fn topic<F: Callee + ?Sized + 'static>(&mut self) -> Option<&mut Topic<F>> {
        let id = TypeId::of::<F>();
        if self.find(id).is_none() {
            let topic = Topic::<F> {
                listeners: Vec::new(),
                snapshot: None,
            };
            self.by_handler.push((id, Box::new(topic)));
        }
        let topic: &mut dyn Any = self.find(id)?;
        topic.downcast_mut()
    }

    fn find(&mut self, id: TypeId) -> Option<&mut dyn AnyTopic> {
        let mut topics = self.by_handler.iter_mut();
        let (_, topic) = topics.find(|(other, _)| *other == id)?;
        Some(&mut **topic)
    }
}

// A panic of a handler leaves no trace in a hub: handlers run neither under its lock nor half-way through a change.
impl UnwindSafe for Hub {}
impl RefUnwindSafe for Hub {}

impl Hub {
    fn lock(&self) -> MutexGuard<'_, Topics> {
        self.topics.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds what `listener` makes of its rank.
    pub(super) fn add<F: Callee + ?Sized + 'static>(
        &self,
        priority: i32,
        listener: impl FnOnce(Rank) -> Arc<Listener<F>>,
    ) -> Rank {
        let mut topics = self.lock();
        topics.subscribed += 1;
        let rank = Rank::new(priority, topics.subscribed);
        let listener = listener(rank);
        let stale = topics.topic::<F>().and_then(|topic| {
            let at = topic.listeners.partition_point(|other| other.rank < rank);
            topic.listeners.insert(at, listener);
            topic.outdate()
        });
        drop(topics);
        changed();
        drop(stale);
        rank
    }

    /// Takes a listener out, and drops it unless an emit is under way that knows it.
    pub(super) fn remove(&self, topic: TypeId, rank: Rank) {
        let mut topics = self.lock();
        let removed = topics.find(topic).and_then(|topic| topic.remove(rank));
        drop(topics);
        if removed.is_some() {
            changed();
            drop(removed);
            cache::tidy();
        }
    }

    pub(super) fn count(&self, topic: TypeId) -> usize {
        self.lock().find(topic).map_or(0, |topic| topic.len())
    }

    /// The listeners now.
    #[cold]
    pub(super) fn snapshot<F: Callee + ?Sized + 'static>(&self) -> Arc<Snapshot<F>> {
        let mut topics = self.lock();
        // Also where nobody subscribed yet: the topic is what tells the snapshot when someone does.
        let snapshot = topics.topic::<F>().map(|topic| {
            let listeners = &topic.listeners;
            let make = || Arc::new(Snapshot::new(self, listeners.iter().cloned().collect()));
            Arc::clone(topic.snapshot.get_or_insert_with(make))
        });
        snapshot.unwrap_or_else(|| Arc::new(Snapshot::new(self, Box::new([]))))
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        let mut topics = core::mem::take(&mut *self.lock());
        for (_, topic) in &mut topics.by_handler {
            drop(topic.outdate());
        }
        changed();
        drop(topics);
        cache::tidy();
    }
}
