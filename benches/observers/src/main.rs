//! An emit, side by side with the floor (a plain vector of boxed closures) and with what else is at hand.

use std::cell::RefCell;
use std::future::Future;
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::task::{Context, Poll, Waker};

use arc_swap::ArcSwap;
use dunder::Emitter;
use dunder_bench_support::Comparison;
use rs_events::EventHandler as _;
use typed_emitter::TypedEmitter;

#[derive(Clone, Copy)]
struct Event {
    amount: u64,
    _of: u64,
}

type Boxed = Box<dyn Fn(&Event) + Send + Sync>;
type Shared = Arc<dyn Fn(&Event) + Send + Sync>;

/// One load and one store each, to a place of its own.
fn handler() -> impl Fn(&Event) + Send + Sync + 'static {
    let heard = AtomicU64::new(0);
    move |event| {
        let before = heard.load(Ordering::Relaxed);
        heard.store(before.wrapping_add(event.amount), Ordering::Relaxed);
    }
}

/// Polls what is ready at once.
fn ready<F: Future>(future: F) -> F::Output {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("no handler waits"),
    }
}

fn emit(listeners: usize) {
    let event = Event { amount: 3, _of: 4 };
    let event = &event;

    let plain: Vec<Boxed> = (0..listeners)
        .map(|_| Box::new(handler()) as Boxed)
        .collect();
    let plain = black_box(plain);

    let emitter = Emitter::new();
    let subscriptions: Vec<_> = (0..listeners).map(|_| emitter.on(handler())).collect();
    let emitter = black_box(emitter);

    let shared = || -> Vec<Shared> {
        (0..listeners)
            .map(|_| Arc::new(handler()) as Shared)
            .collect()
    };
    let swapped = ArcSwap::from_pointee(shared());
    let locked: RwLock<Arc<[Shared]>> = RwLock::new(shared().into());
    let mutex = Mutex::new(shared());

    let (sender, _) = tokio::sync::broadcast::channel::<u64>(16);
    let receivers: RefCell<Vec<_>> =
        RefCell::new((0..listeners).map(|_| sender.subscribe()).collect());

    // Two emitters of others. The one is asynchronous, the other takes `&mut self` and an `Arc` of the event.
    let typed = TypedEmitter::<u8, Event, ()>::new();
    let mut named = rs_events::EventEmitter::<Event>::new(listeners);
    for _ in 0..listeners {
        let own = handler();
        typed.on(1, move |event| {
            own(&event);
            std::future::ready(())
        });
        let own = handler();
        let own: rs_events::Callback<Event> = Arc::new(move |event: &Arc<Event>| own(event));
        assert!(named.add("event", None, own).is_ok());
    }
    let named = RefCell::new(named);
    let payload = Arc::new(*event);

    let mut comparison = Comparison::in_short_rounds(format!("emit to {listeners}"));
    comparison
        .case("Vec<Box<dyn Fn>>, the floor", || {
            for handler in &plain {
                handler(black_box(event));
            }
        })
        .case("dunder::Emitter", || emitter.emit(black_box(event)))
        .case("arc-swap snapshot, panics isolated", || {
            for handler in swapped.load().iter() {
                let _ = catch_unwind(AssertUnwindSafe(|| handler(black_box(event))));
            }
        })
        .case("arc-swap snapshot", || {
            for handler in swapped.load().iter() {
                handler(black_box(event));
            }
        })
        .case("RwLock<Arc<[Arc]>> snapshot", || {
            let snapshot = Arc::clone(&locked.read().unwrap());
            for handler in snapshot.iter() {
                handler(black_box(event));
            }
        })
        .case("Mutex<Vec<Arc>>, cloned", || {
            let snapshot = mutex.lock().unwrap().clone();
            for handler in snapshot {
                handler(black_box(event));
            }
        })
        .case("rs_events 0.1, by name, not Send", || {
            let heard = named
                .borrow_mut()
                .emit("event", Arc::clone(black_box(&payload)));
            heard.is_ok()
        })
        .case("typed-emitter 0.1, asynchronous", || {
            ready(typed.emit(1, *black_box(event)));
        })
        .case("tokio broadcast, send and try_recv", || {
            let _ = sender.send(event.amount);
            for receiver in receivers.borrow_mut().iter_mut() {
                black_box(receiver.try_recv().ok());
            }
        });
    comparison.report();
    drop(comparison);
    drop(subscriptions);
}

fn main() {
    for listeners in [1, 8, 64] {
        emit(listeners);
    }
}
