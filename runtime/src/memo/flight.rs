//! `single_flight`: one computation for each key at a time.
//!
//! The first caller of a key leads; the others wait for its value, threads on a condition variable, tasks by their
//! waker. A leader that panics or is cancelled frees them, and one of them leads. A leader that comes back for its
//! own key, itself or through other threads that wait for each other, panics: it would wait for ever.

use std::cell::RefCell;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::thread::ThreadId;
#[cfg(feature = "store")]
use std::time::Duration;

use super::bounds::{Proof, Proves};
use super::engine::{Engine, ForAll, Miss, MissOf};
use super::info::{CacheInfo, CacheParameters};
use super::probe::{Compare, Probe};

/// A computation under way.
struct Flight<K, V> {
    hash: u64,
    key: K,
    /// The thread that leads; of an async function, none: a task may be polled by any.
    leader: Option<ThreadId>,
    landing: Mutex<Landing<V>>,
    landed: Condvar,
}

struct Landing<V> {
    over: bool,
    /// The value, unless the leader gave up.
    value: Option<Arc<V>>,
    wakers: Vec<Waker>,
}

/// A cache of which each key is computed once at a time.
pub struct Flights<K, V> {
    pub(super) engine: Engine<K, V, ForAll>,
    flights: Mutex<Vec<Arc<Flight<K, V>>>>,
}

/// The lead of a computation: to store its value, or to free the others when it is dropped without.
pub struct Lead<'a, K, V, C> {
    cache: &'a Flights<K, V>,
    flight: Arc<Flight<K, V>>,
    miss: Option<Miss<K, V, C>>,
    clone: fn(&V) -> V,
}

/// A thread that waits for a flight which another leads.
struct Wait {
    waiter: ThreadId,
    leader: ThreadId,
    /// The flight's address.
    flight: usize,
}

/// Which threads wait for which. Touched only when a thread is about to wait, and when a flight lands.
static WAITS: Mutex<Vec<Wait>> = Mutex::new(Vec::new());

thread_local! {
    /// The addresses of the flights that the code now running on this thread leads: to tell a caller that comes
    /// back for its own key from another task on the same thread.
    static LEADING: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

enum Boarding<K, V, M> {
    Value(V),
    Lead(Arc<Flight<K, V>>, M),
    Wait(Arc<Flight<K, V>>),
}

impl<K, V> Flights<K, V> {
    /// An empty one.
    #[must_use]
    pub const fn new(parameters: CacheParameters) -> Self {
        Self {
            engine: Engine::<K, V, ForAll>::new(parameters),
            flights: Mutex::new(Vec::new()),
        }
    }

    /// Ends a flight: those who wait take the value, or try anew.
    fn land(&self, flight: &Arc<Flight<K, V>>, value: Option<V>) {
        let mut landing = lock(&flight.landing);
        landing.over = true;
        landing.value = value.map(Arc::new);
        let wakers = std::mem::take(&mut landing.wakers);
        drop(landing);
        lock(&self.flights).retain(|other| !Arc::ptr_eq(other, flight));
        lock(&WAITS).retain(|wait| wait.flight != Arc::as_ptr(flight).addr());
        flight.landed.notify_all();
        for waker in wakers {
            waker.wake();
        }
    }
}

/// A [`Flights`] in a `static`.
pub struct SharedFlights<K: 'static, V: 'static>(Flights<K, V>);

// SAFETY: the field is private and reached through `get` only, which asks for the proof that `K` and `V` are `Send` and
// `Sync`; then it is `Sync` of itself. Without this, a `static` of other types would be refused in the words of its fields.
unsafe impl<K: 'static, V: 'static> Sync for SharedFlights<K, V> {}

impl<K: 'static, V: 'static> SharedFlights<K, V> {
    /// An empty one.
    #[must_use]
    pub const fn new(parameters: CacheParameters) -> Self {
        Self(Flights::new(parameters))
    }

    /// The cache.
    #[inline]
    pub fn get(&self, _key: impl Proves<K>, _value: Proof<V>) -> &Flights<K, V> {
        &self.0
    }
}

impl<K: 'static, V: 'static> Flights<K, V> {
    /// What a call finds: the value, the lead, or another's flight. No user code runs under the lock: flights of
    /// the same hash are compared outside it.
    fn board<P: Probe<Owned = K>>(
        &self,
        hash: u64,
        probe: &P,
        clone: fn(&V) -> V,
        leader: Option<ThreadId>,
    ) -> Boarding<K, V, MissOf<P, V>> {
        if let Some(value) = self.engine.hit(hash, probe, clone) {
            return Boarding::Value(value);
        }
        let mut own = Some(probe.own());
        let mut others: Vec<Arc<Flight<K, V>>> = Vec::new();
        loop {
            {
                let mut flights = lock(&self.flights);
                let new = flights
                    .iter()
                    .filter(|flight| flight.hash == hash)
                    .find(|flight| !others.iter().any(|other| Arc::ptr_eq(other, flight)));
                match new {
                    Some(flight) => others.push(Arc::clone(flight)),
                    None => {
                        let Some(key) = own.take() else { continue };
                        let flight = Arc::new(Flight {
                            hash,
                            key,
                            leader,
                            landing: Mutex::new(Landing {
                                over: false,
                                value: None,
                                wakers: Vec::new(),
                            }),
                            landed: Condvar::new(),
                        });
                        flights.push(Arc::clone(&flight));
                        drop(flights);
                        // Another's flight may have landed between the look-up and here.
                        if let Some(value) = self.engine.hit(hash, probe, clone) {
                            self.land(&flight, None);
                            return Boarding::Value(value);
                        }
                        let miss = self.engine.missed(hash, probe, clone);
                        return Boarding::Lead(flight, miss);
                    }
                }
            }
            if let Some(flight) = others.last()
                && probe.matches(&flight.key)
            {
                return Boarding::Wait(Arc::clone(flight));
            }
        }
    }

    /// The value for these arguments, which this call may have waited for; or the lead.
    ///
    /// # Errors
    ///
    /// The lead.
    ///
    /// # Panics
    ///
    /// If the computation of this key waits for itself.
    pub fn look<P: Probe<Owned = K>>(
        &self,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Result<V, Lead<'_, K, V, P::Compare>> {
        let me = std::thread::current().id();
        let hash = self.engine.hash(probe);
        loop {
            match self.board(hash, probe, clone, Some(me)) {
                Boarding::Value(value) => return Ok(value),
                Boarding::Lead(flight, miss) => return Err(self.lead(flight, miss, clone)),
                Boarding::Wait(flight) => {
                    wait_for(&flight, me);
                    let mut landing = lock(&flight.landing);
                    while !landing.over {
                        landing = flight
                            .landed
                            .wait(landing)
                            .unwrap_or_else(PoisonError::into_inner);
                    }
                    drop(landing);
                    if let Some(value) = self.arrival(&flight, clone) {
                        return Ok(value);
                    }
                }
            }
        }
    }

    /// As `look`, for an async function.
    ///
    /// # Errors
    ///
    /// The lead.
    ///
    /// # Panics
    ///
    /// If the computation of this key calls itself.
    // rustc proves the future to be `Send` with its lifetimes erased. So for arguments such as `&'static str` no type that
    // it holds over an await may be a projection of `P` (`C` has a name of its own) or ask for `'static` (`Lead` does not).
    pub async fn look_async<P: Probe<Owned = K, Compare = C>, C: Compare<K>>(
        &self,
        probe: &P,
        clone: fn(&V) -> V,
    ) -> Result<V, Lead<'_, K, V, C>> {
        let hash = self.engine.hash(probe);
        loop {
            match self.board(hash, probe, clone, None) {
                Boarding::Value(value) => return Ok(value),
                Boarding::Lead(flight, miss) => return Err(self.lead(flight, miss, clone)),
                Boarding::Wait(flight) => {
                    check_leading(&flight);
                    std::future::poll_fn(|context| {
                        let mut landing = lock(&flight.landing);
                        if landing.over {
                            return Poll::Ready(());
                        }
                        if !landing.wakers.iter().any(|w| w.will_wake(context.waker())) {
                            landing.wakers.push(context.waker().clone());
                        }
                        Poll::Pending
                    })
                    .await;
                    if let Some(value) = self.arrival(&flight, clone) {
                        return Ok(value);
                    }
                }
            }
        }
    }

    fn lead<C>(
        &self,
        flight: Arc<Flight<K, V>>,
        miss: Miss<K, V, C>,
        clone: fn(&V) -> V,
    ) -> Lead<'_, K, V, C> {
        Lead {
            cache: self,
            flight,
            miss: Some(miss),
            clone,
        }
    }

    /// The value of a flight that landed, as a hit.
    fn arrival(&self, flight: &Flight<K, V>, clone: fn(&V) -> V) -> Option<V> {
        let value = lock(&flight.landing).value.clone()?;
        let found = clone(&value);
        self.engine.count_hit();
        Some(found)
    }

    /// Stores the result of a computation that was led, and hands it to those who wait.
    pub fn store<C: Compare<K>>(&self, mut lead: Lead<'_, K, V, C>, value: &V, weight: u64) {
        if let Some(miss) = lead.miss.take() {
            self.engine.store(miss, value, weight);
            let value = (lead.clone)(value);
            self.land(&lead.flight, Some(value));
        }
    }

    /// As `store`, of a result that is `age` old.
    #[cfg(feature = "store")]
    pub(super) fn arrived<C: Compare<K>>(
        &self,
        mut lead: Lead<'_, K, V, C>,
        value: &V,
        weight: u64,
        age: Duration,
    ) {
        if let Some(miss) = lead.miss.take() {
            self.engine
                .insert(miss, (lead.clone)(value), weight, age, &mut ());
            self.land(&lead.flight, Some((lead.clone)(value)));
        }
    }

    /// Hands a result that is not one to keep to those who wait.
    pub fn pass<C>(&self, mut lead: Lead<'_, K, V, C>, value: &V) {
        if lead.miss.take().is_some() {
            let value = (lead.clone)(value);
            self.land(&lead.flight, Some(value));
        }
    }

    /// As [`Engine::put`].
    pub fn put<P: Probe<Owned = K>>(&self, probe: &P, value: V, weight: u64) {
        self.engine.put(probe, value, weight);
    }

    /// As [`Engine::invalidate`].
    pub fn invalidate<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        self.engine.invalidate(probe)
    }

    /// As [`Engine::peek`].
    pub fn peek<P: Probe<Owned = K>>(&self, probe: &P, clone: fn(&V) -> V) -> Option<V> {
        self.engine.peek(probe, clone)
    }

    /// As [`Engine::contains`].
    pub fn contains<P: Probe<Owned = K>>(&self, probe: &P) -> bool {
        self.engine.contains(probe)
    }

    /// As [`Engine::entries`].
    pub fn entries(&self) -> super::engine::Entries<K, V, ForAll> {
        self.engine.entries()
    }

    /// As [`Engine::info`].
    pub fn info(&self) -> CacheInfo {
        self.engine.info()
    }

    /// As [`Engine::clear`].
    pub fn clear(&self) {
        self.engine.clear();
    }
}

/// Notes that `me` waits for `flight`; panics if the thread that leads it waits, directly or by others, for `me`.
fn wait_for<K, V>(flight: &Flight<K, V>, me: ThreadId) {
    check_leading(flight);
    let Some(leader) = flight.leader else { return };
    let mut waits = lock(&WAITS);
    // Landing removes the notes of those who wait, after it is over; so what is over must not be noted.
    if lock(&flight.landing).over {
        return;
    }
    let mut at = leader;
    loop {
        if at == me {
            drop(waits);
            waits_for_itself();
        }
        match waits.iter().find(|wait| wait.waiter == at) {
            Some(wait) => at = wait.leader,
            None => break,
        }
    }
    waits.push(Wait {
        waiter: me,
        leader,
        flight: std::ptr::from_ref(flight).addr(),
    });
}

/// Panics if the code now running on this thread leads `flight`.
fn check_leading<K, V>(flight: &Flight<K, V>) {
    let address = std::ptr::from_ref(flight).addr();
    let leading = LEADING.try_with(|leading| leading.borrow().contains(&address));
    if leading.unwrap_or(false) {
        waits_for_itself();
    }
}

#[cold]
fn waits_for_itself() -> ! {
    panic!(
        "a memoized function with `single_flight` needs the result for a key in order to compute the result for the same key; it would wait for itself for ever"
    )
}

impl<K, V, C> Lead<'_, K, V, C> {
    /// Polls the computation as what this flight is led by, so that coming back for the key is told from another
    /// task that waits for it.
    pub async fn run<T>(&self, future: impl Future<Output = T>) -> T {
        let mut future = std::pin::pin!(future);
        let address = Arc::as_ptr(&self.flight).addr();
        std::future::poll_fn(|context| {
            struct Leave;
            impl Drop for Leave {
                fn drop(&mut self) {
                    let _ = LEADING.try_with(|leading| leading.borrow_mut().pop());
                }
            }
            let entered = LEADING
                .try_with(|leading| leading.borrow_mut().push(address))
                .is_ok();
            let _leave = entered.then_some(Leave);
            future.as_mut().poll(context)
        })
        .await
    }
}

impl<K, V, C> Drop for Lead<'_, K, V, C> {
    fn drop(&mut self) {
        // Still there: the computation panicked or was cancelled.
        if self.miss.take().is_some() {
            self.cache.land(&self.flight, None);
        }
    }
}
