//! Who is called, and until when.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex, Weak};

use dunder::{Emitter, Subscription};

use super::support::{Log, within_a_minute};

struct Login(&'static str);
struct Logout;

/// A slot for a subscription that its own handler, or another, drops.
type Held = Arc<Mutex<Option<Subscription>>>;

#[test]
fn events_go_to_the_handlers_of_their_type() {
    let (emitter, log) = (Emitter::new(), Log::default());
    let of_login = log.clone();
    emitter.on(move |e: &Login| of_login.add(e.0)).detach();
    emitter.on(log.adding::<Logout>("out")).detach();
    assert_eq!(emitter.emit(&Login("ann")), 1);
    assert_eq!(emitter.emit(&Logout), 1);
    assert_eq!(emitter.emit(&5_u8), 0);
    assert_eq!(log.take(), "ann out");
}

#[test]
fn unsized_events() {
    let (emitter, log) = (Emitter::new(), Log::default());
    let of_str = log.clone();
    emitter.on(move |e: &str| of_str.add(e)).detach();
    emitter.emit("hello");
    assert_eq!(log.take(), "hello");
}

#[test]
fn an_emitter_can_be_a_static() {
    static EVENTS: Emitter = Emitter::new();
    let sub = EVENTS.on(|_: &Logout| ());
    assert_eq!(EVENTS.emit(&Logout), 1);
    drop(sub);
    assert_eq!(EVENTS.emit(&Logout), 0);
}

#[test]
fn row_38_subscribed_during_an_emit_is_heard_from_the_next() {
    within_a_minute(|| {
        let (emitter, log) = (Arc::new(Emitter::new()), Log::default());
        let (inside, late) = (Arc::downgrade(&emitter), log.clone());
        let sub = emitter.once(move |_: &u8| {
            inside
                .upgrade()
                .unwrap()
                .on(late.adding::<u8>("late"))
                .detach();
        });
        assert_eq!(emitter.emit(&1_u8), 1);
        assert_eq!(log.take(), "");
        assert_eq!(emitter.emit(&1_u8), 1);
        assert_eq!(log.take(), "late");
        drop(sub);
    });
}

#[test]
fn row_38_unsubscribed_before_its_turn_is_not_called() {
    within_a_minute(|| {
        let (emitter, log, held) = (Emitter::new(), Log::default(), Held::default());
        let victim = held.clone();
        emitter
            .on(move |_: &u8| drop(victim.lock().unwrap().take()))
            .detach();
        *held.lock().unwrap() = Some(emitter.on(log.adding::<u8>("victim")));
        emitter.on(log.adding::<u8>("after")).detach();
        assert_eq!(emitter.emit(&1_u8), 2);
        assert_eq!(log.take(), "after");
    });
}

#[test]
fn row_38_and_43_a_handler_unsubscribes_itself() {
    within_a_minute(|| {
        let (emitter, log, held) = (Emitter::new(), Log::default(), Held::default());
        let (own, own_log) = (held.clone(), log.clone());
        let sub = emitter.on(move |_: &u8| {
            drop(own.lock().unwrap().take());
            own_log.add("called");
        });
        *held.lock().unwrap() = Some(sub);
        assert_eq!((emitter.emit(&1_u8), emitter.emit(&1_u8)), (1, 0));
        assert_eq!(log.take(), "called");
    });
}

#[test]
fn row_40_once_is_gone_inside_its_own_call() {
    within_a_minute(|| {
        let emitter = Arc::new(Emitter::new());
        let (inside, calls) = (Arc::downgrade(&emitter), Arc::new(AtomicUsize::new(0)));
        let counted = calls.clone();
        let sub = emitter.once(move |_: &u8| {
            counted.fetch_add(1, Ordering::SeqCst);
            let emitter = inside.upgrade().unwrap();
            assert_eq!(emitter.listeners::<u8>(), 0);
            assert_eq!(emitter.emit(&2_u8), 0);
        });
        assert_eq!(emitter.listeners::<u8>(), 1);
        assert_eq!((emitter.emit(&1_u8), emitter.emit(&1_u8)), (1, 0));
        assert_eq!(calls.load(Ordering::SeqCst), 1);
        drop(sub);
    });
}

#[test]
fn row_40_once_exactly_once_among_64_threads() {
    within_a_minute(|| {
        const THREADS: usize = 64;
        let emitter = Emitter::new();
        let (calls, heard) = (Arc::new(AtomicUsize::new(0)), AtomicUsize::new(0));
        let start = Barrier::new(THREADS);
        for round in 1..=20 {
            let counted = calls.clone();
            let sub = emitter.once(move |_: &u8| {
                counted.fetch_add(1, Ordering::SeqCst);
            });
            std::thread::scope(|scope| {
                for _ in 0..THREADS {
                    scope.spawn(|| {
                        start.wait();
                        heard.fetch_add(emitter.emit(&1_u8), Ordering::SeqCst);
                    });
                }
            });
            assert_eq!(calls.load(Ordering::SeqCst), round);
            assert_eq!(heard.load(Ordering::SeqCst), round);
            drop(sub);
        }
    });
}

#[test]
fn row_40_three_onces_then_two_emits() {
    let (emitter, log) = (Emitter::new(), Log::default());
    let subs = ["a", "b", "c"].map(|name| emitter.once(log.adding::<u8>(name)));
    assert_eq!((emitter.emit(&1_u8), emitter.emit(&1_u8)), (3, 0));
    assert_eq!(log.take(), "a b c");
    drop(subs);
}

#[test]
fn once_may_be_dropped_before_its_event() {
    let (emitter, log) = (Emitter::new(), Log::default());
    drop(emitter.once(log.adding::<u8>("never")));
    assert_eq!(emitter.emit(&1_u8), 0);
    // It takes what cannot be called twice.
    let owned = String::from("moved");
    let into = log.clone();
    emitter.once(move |_: &u8| into.add(&{ owned })).detach();
    emitter.emit(&1_u8);
    assert_eq!(log.take(), "moved");
}

#[test]
fn row_43_the_same_closure_twice_is_two_subscriptions() {
    let (emitter, log) = (Emitter::new(), Log::default());
    let own = log.clone();
    let handler = move |_: &u8| own.add("x");
    let (first, second) = (emitter.on(handler.clone()), emitter.on(handler));
    assert_eq!(emitter.emit(&1_u8), 2);
    drop(first);
    assert_eq!(emitter.emit(&1_u8), 1);
    drop(second);
    assert_eq!(emitter.emit(&1_u8), 0);
    assert_eq!(log.take(), "x x x");
}

#[test]
fn row_43_a_weak_owner_is_skipped_and_pruned() {
    let (emitter, log) = (Emitter::new(), Log::default());
    let owner = Arc::new(String::from("owner"));
    let of_owner = log.clone();
    emitter
        .on_weak(&owner, move |owner: &String, n: &u8| {
            of_owner.add(format!("{owner}{n}"));
        })
        .detach();
    assert_eq!(emitter.emit(&1_u8), 1);
    assert_eq!(Arc::strong_count(&owner), 1);
    drop(owner);
    assert_eq!(emitter.listeners::<u8>(), 1);
    assert_eq!(emitter.emit(&2_u8), 0);
    assert_eq!(emitter.listeners::<u8>(), 0);
    assert_eq!(log.take(), "owner1");
}

#[test]
fn a_subscription_outlives_its_emitter() {
    let emitter = Emitter::new();
    let sub = emitter.on(|_: &u8| ());
    drop(emitter);
    drop(sub);
}

/// Says when it is dropped, and uses its emitter once more in doing so.
struct Captured(Log, Weak<Emitter>);

impl Drop for Captured {
    fn drop(&mut self) {
        self.0.add("dropped");
        if let Some(emitter) = self.1.upgrade() {
            emitter.emit(&0_u8);
            emitter.on(|_: &u16| ()).detach();
        }
    }
}

#[test]
fn what_a_handler_captured_is_dropped_with_its_subscription() {
    within_a_minute(|| {
        let (emitter, log) = (Arc::new(Emitter::new()), Log::default());
        let captured = Captured(log.clone(), Arc::downgrade(&emitter));
        let sub = emitter.on(move |_: &u8| {
            let _ = &captured;
        });
        emitter.emit(&1_u8);
        assert_eq!(log.take(), "");
        drop(sub);
        assert_eq!(log.take(), "dropped");
        assert_eq!(emitter.listeners::<u16>(), 1);
    });
}

#[test]
fn what_a_handler_captured_is_dropped_after_the_emit_that_it_unsubscribed_in() {
    within_a_minute(|| {
        let (emitter, log, held) = (Arc::new(Emitter::new()), Log::default(), Held::default());
        let captured = Captured(log.clone(), Arc::downgrade(&emitter));
        let (own, own_log) = (held.clone(), log.clone());
        *held.lock().unwrap() = Some(emitter.on(move |_: &u8| {
            let _ = &captured;
            drop(own.lock().unwrap().take());
            own_log.add("still alive");
        }));
        emitter.emit(&1_u8);
        assert_eq!(log.take(), "still alive dropped");
    });
}

#[test]
fn another_thread_lets_go_of_a_handler_at_its_next_emit_of_anything() {
    within_a_minute(|| {
        let (emitter, log) = (Arc::new(Emitter::new()), Log::default());
        let captured = Captured(log.clone(), Weak::new());
        let sub = emitter.on(move |_: &u8| {
            let _ = &captured;
        });
        let (to_thread, orders) = std::sync::mpsc::channel::<fn(&Emitter)>();
        let (done, from_thread) = std::sync::mpsc::channel();
        let in_thread = emitter.clone();
        let thread = std::thread::spawn(move || {
            for order in orders {
                order(&in_thread);
                done.send(()).unwrap();
            }
        });
        let order = |order: fn(&Emitter)| {
            to_thread.send(order).unwrap();
            from_thread.recv().unwrap();
        };
        order(|emitter| assert_eq!(emitter.emit(&1_u8), 1));
        drop(sub);
        // That thread has it at hand still; it is not called any more.
        assert_eq!(log.take(), "");
        // Another event of another emitter: a thread that goes on emitting keeps nothing.
        order(|_| {
            let other = Emitter::new();
            let _sub = other.on(|_: &u16| ());
            assert_eq!(other.emit(&1_u16), 1);
        });
        assert_eq!(log.take(), "dropped");

        // And one that never emits again keeps it until it ends.
        let captured = Captured(log.clone(), Weak::new());
        let sub = emitter.on(move |_: &u8| {
            let _ = &captured;
        });
        order(|emitter| assert_eq!(emitter.emit(&1_u8), 1));
        drop(sub);
        assert_eq!(log.take(), "");
        drop(to_thread);
        thread.join().unwrap();
        assert_eq!(log.take(), "dropped");
    });
}

#[test]
fn an_emit_lets_go_of_what_was_unsubscribed_meanwhile_elsewhere() {
    within_a_minute(|| {
        let (emitter, log) = (Arc::new(Emitter::new()), Log::default());
        let captured = Captured(log.clone(), Weak::new());
        let sub = Held::default();
        let taken = sub.clone();
        emitter
            .at(1)
            .on(move |_: &u8| {
                let sub = taken.lock().unwrap().take();
                std::thread::spawn(|| drop(sub)).join().unwrap();
            })
            .detach();
        *sub.lock().unwrap() = Some(emitter.on(move |_: &u8| {
            let _ = &captured;
            unreachable!("it was unsubscribed before its turn");
        }));
        assert_eq!(emitter.listeners::<u8>(), 2);
        // The first emit of a thread goes another way than those after it.
        assert_eq!(emitter.emit(&1_u8), 1);
        assert_eq!(log.take(), "dropped");
        assert_eq!(emitter.emit(&1_u8), 1);
    });
}

#[test]
fn an_emitter_in_the_place_of_one_that_is_gone_has_its_own_handlers() {
    // The allocator gives the same address again and again.
    for round in 0..100_u32 {
        let (emitter, heard) = (Emitter::new(), Arc::new(AtomicUsize::new(0)));
        let counted = heard.clone();
        if round % 3 != 0 {
            emitter
                .on(move |n: &u32| {
                    counted.fetch_add(*n as usize, Ordering::Relaxed);
                })
                .detach();
        }
        for _ in 0..3 {
            assert_eq!(emitter.emit(&round), usize::from(round % 3 != 0));
        }
        let expected = if round % 3 != 0 { 3 * round } else { 0 };
        assert_eq!(heard.load(Ordering::Relaxed), expected as usize);
    }
}

#[test]
fn who_subscribes_to_an_event_that_was_emitted_in_vain_hears_the_next() {
    let (emitter, log) = (Emitter::new(), Log::default());
    let other = emitter.on(|_: &u16| ());
    for _ in 0..3 {
        assert_eq!(emitter.emit(&1_u8), 0);
    }
    let sub = emitter.on(log.adding::<u8>("heard"));
    assert_eq!(emitter.emit(&1_u8), 1);
    drop(sub);
    assert_eq!((emitter.emit(&1_u8), emitter.emit(&1_u16)), (0, 1));
    assert_eq!(log.take(), "heard");
    drop(other);
}

#[test]
fn an_emitter_drops_its_handlers() {
    let (emitter, log) = (Emitter::new(), Log::default());
    let captured = Captured(log.clone(), Weak::new());
    emitter
        .on(move |_: &u8| {
            let _ = &captured;
        })
        .detach();
    emitter.emit(&1_u8);
    drop(emitter);
    assert_eq!(log.take(), "dropped");
}

#[test]
fn many_types_and_emitters_in_turn() {
    // More than a thread keeps at hand, so that what is kept is replaced again and again.
    let emitters: Vec<_> = (0..40).map(|_| Emitter::new()).collect();
    let heard = Arc::new(AtomicUsize::new(0));
    let counting = || {
        let heard = heard.clone();
        move || {
            heard.fetch_add(1, Ordering::Relaxed);
        }
    };
    for emitter in &emitters {
        let (a, b, c) = (counting(), counting(), counting());
        emitter.on(move |_: &u8| a()).detach();
        emitter.on(move |_: &u16| b()).detach();
        emitter.on(move |_: &str| c()).detach();
    }
    for _ in 0..3 {
        for emitter in &emitters {
            assert_eq!(
                emitter.emit(&1_u8) + emitter.emit(&1_u16) + emitter.emit("1"),
                3
            );
        }
    }
    assert_eq!(heard.load(Ordering::Relaxed), 3 * 3 * 40);
}

#[test]
fn emitting_while_others_subscribe_and_unsubscribe() {
    within_a_minute(|| {
        let emitter = Emitter::new();
        let steady = Arc::new(AtomicUsize::new(0));
        let counted = steady.clone();
        emitter
            .on(move |_: &u8| {
                counted.fetch_add(1, Ordering::Relaxed);
            })
            .detach();
        let (emitters, emits) = (2, 2_000);
        std::thread::scope(|scope| {
            for _ in 0..emitters {
                scope.spawn(|| (0..emits).for_each(|_| assert!(emitter.emit(&1_u8) >= 1)));
            }
            for _ in 0..2 {
                scope.spawn(|| {
                    for _ in 0..500 {
                        let kept = emitter.on(|_: &u8| ());
                        drop(emitter.at(5).on(|_: &u8| ()));
                        drop(kept);
                    }
                });
            }
        });
        assert_eq!(steady.load(Ordering::Relaxed), emitters * emits);
        assert_eq!(emitter.listeners::<u8>(), 1);
    });
}

#[test]
fn emitting_while_the_thread_ends() {
    // A thread's own storage is taken down in an order nobody knows; an emit from there still works.
    struct AtEnd(Arc<Emitter>);
    impl Drop for AtEnd {
        fn drop(&mut self) {
            assert_eq!(self.0.emit(&1_u8), 1);
        }
    }
    thread_local! {
        static FIRST: Cell<Option<AtEnd>> = const { Cell::new(None) };
        static LAST: Cell<Option<AtEnd>> = const { Cell::new(None) };
    }
    let (emitter, log) = (Arc::new(Emitter::new()), Log::default());
    emitter.on(log.adding::<u8>("heard")).detach();
    let in_thread = emitter.clone();
    std::thread::spawn(move || {
        FIRST.set(Some(AtEnd(in_thread.clone())));
        in_thread.emit(&1_u8);
        LAST.set(Some(AtEnd(in_thread)));
    })
    .join()
    .unwrap();
    assert_eq!(log.take(), "heard heard heard");
}

#[test]
fn it_is_send_sync_and_unwind_safe() {
    fn check<T: Send + Sync + std::panic::UnwindSafe + std::panic::RefUnwindSafe>() {}
    check::<Emitter>();
    check::<Subscription>();
    fn error<T: Send + Sync + std::error::Error + 'static>() {}
    error::<dunder::emitter::EmitError>();
}
