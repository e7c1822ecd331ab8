//! In which order handlers are called, and what becomes of their panics.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};

use dunder::Emitter;
use dunder::emitter::EmitError;

use super::support::{Log, within_a_minute};

/// An emitter whose handlers can emit.
fn shared(handler: impl Fn(&Emitter, &u32) + Send + Sync + 'static) -> Arc<Emitter> {
    Arc::new_cyclic(|weak: &Weak<Emitter>| {
        let emitter = Emitter::new();
        let weak = weak.clone();
        emitter
            .on(move |n: &u32| handler(&weak.upgrade().unwrap(), n))
            .detach();
        emitter
    })
}

#[test]
fn row_39_an_emit_inside_a_handler_is_depth_first() {
    within_a_minute(|| {
        let log = Log::default();
        let outer = log.clone();
        let emitter = shared(move |emitter, n| {
            outer.add(format!("first{n}"));
            if *n < 2 {
                emitter.emit(&(n + 1));
            }
        });
        let second = log.clone();
        emitter
            .on(move |n: &u32| second.add(format!("second{n}")))
            .detach();
        assert_eq!(emitter.emit(&0_u32), 2);
        assert_eq!(log.take(), "first0 first1 first2 second2 second1 second0");
    });
}

#[test]
fn row_39_an_emit_without_end_is_an_error() {
    within_a_minute(|| {
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = calls.clone();
        let emitter = shared(move |emitter, n| {
            counted.fetch_add(1, Ordering::Relaxed);
            emitter.emit(n);
        });
        let error = emitter.try_emit(&1_u32).unwrap_err();
        assert_eq!(
            error.to_string(),
            "1 of 1 handlers panicked: emits nest deeper than 128: a handler emits what leads back to it"
        );
        assert_eq!(calls.load(Ordering::Relaxed), Emitter::MAX_DEPTH as usize);
        // And the thread is as before.
        let (quiet, log) = (Emitter::new(), Log::default());
        quiet.on(log.adding::<u32>("heard")).detach();
        assert_eq!(quiet.emit(&1_u32), 1);
        assert!(matches!(
            emitter.try_emit(&1_u32),
            Err(EmitError::Panicked { heard: 1, .. })
        ));
    });
}

#[test]
fn row_39_two_handlers_without_end_do_not_take_forever() {
    within_a_minute(|| {
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = calls.clone();
        let emitter = shared(move |emitter, n| {
            counted.fetch_add(1, Ordering::Relaxed);
            let _ = emitter.try_emit(n);
        });
        let (counted, inside) = (calls.clone(), Arc::downgrade(&emitter));
        emitter
            .on(move |n: &u32| {
                counted.fetch_add(1, Ordering::Relaxed);
                let _ = inside.upgrade().unwrap().try_emit(n);
            })
            .detach();
        assert_eq!(emitter.emit(&1_u32), 2);
        assert_eq!(
            calls.load(Ordering::Relaxed),
            2 * Emitter::MAX_DEPTH as usize
        );
    });
}

#[test]
fn row_39_two_emitters_that_call_each_other_are_counted_together() {
    within_a_minute(|| {
        let other: Arc<std::sync::OnceLock<Arc<Emitter>>> = Arc::default();
        let there = other.clone();
        let one = shared(move |_, n| {
            there.get().unwrap().emit(n);
        });
        let back = Arc::downgrade(&one);
        let two = shared(move |_, n| {
            back.upgrade().unwrap().emit(n);
        });
        other.set(two).unwrap_or_else(|_| unreachable!());
        let error = one.try_emit(&1_u32).unwrap_err();
        assert!(
            error.to_string().contains("emits nest deeper than 128"),
            "{error}"
        );
    });
}

#[test]
fn row_41_a_panic_does_not_stop_the_others() {
    let (emitter, log) = (Emitter::new(), Log::default());
    emitter.on(log.adding::<u8>("a")).detach();
    emitter.on(|_: &u8| panic!("text")).detach();
    emitter.on(log.adding::<u8>("b")).detach();
    emitter.on(|n: &u8| panic!("number {n}")).detach();
    emitter.on(|_: &u8| std::panic::panic_any(5)).detach();
    emitter.on(log.adding::<u8>("c")).detach();
    for _ in 0..2 {
        let error = emitter.try_emit(&1_u8).unwrap_err();
        assert_eq!(
            error.to_string(),
            "3 of 6 handlers panicked: text; number 1; a panic without a text"
        );
        let EmitError::Panicked { heard, panics } = error else {
            panic!("{error}");
        };
        assert_eq!(heard, 6);
        let payloads: Vec<_> = panics
            .into_iter()
            .map(|panic| panic.into_payload())
            .collect();
        assert_eq!(payloads[0].downcast_ref(), Some(&"text"));
        assert_eq!(payloads[2].downcast_ref(), Some(&5));
        assert_eq!(log.take(), "a b c");
    }
}

#[test]
fn row_41_emit_goes_on_with_the_first_panic() {
    let (emitter, log) = (Emitter::new(), Log::default());
    emitter.on(|_: &u8| std::panic::panic_any(1)).detach();
    emitter.on(|_: &u8| std::panic::panic_any(2)).detach();
    emitter.on(log.adding::<u8>("after")).detach();
    let payload = catch_unwind(|| emitter.emit(&1_u8)).unwrap_err();
    assert_eq!(payload.downcast_ref(), Some(&1));
    assert_eq!(log.take(), "after");
}

#[test]
fn row_41_a_once_that_panics_is_spent() {
    let emitter = Emitter::new();
    let sub = emitter.once(|_: &u8| panic!("spent"));
    assert!(emitter.try_emit(&1_u8).is_err());
    assert_eq!(emitter.emit(&1_u8), 0);
    drop(sub);
}

#[test]
fn row_41_a_handler_that_panics_may_have_unsubscribed() {
    let (emitter, log) = (Emitter::new(), Log::default());
    let sub = std::sync::Mutex::new(Some(emitter.on(log.adding::<u8>("gone"))));
    emitter
        .at(1)
        .on(move |_: &u8| {
            drop(sub.lock().unwrap_or_else(|e| e.into_inner()).take());
            panic!("after it unsubscribed another");
        })
        .detach();
    emitter.on(log.adding::<u8>("kept")).detach();
    assert!(matches!(
        emitter.try_emit(&1_u8),
        Err(EmitError::Panicked { heard: 2, .. })
    ));
    assert_eq!(log.take(), "kept");
}

/// Every number of handlers around the eights that are called in one go, and each of them doing each thing that an
/// emit must see; with an emit before anything happens and without, as a thread's first goes another way than those
/// after it.
#[test]
fn rows_38_to_42_at_every_place_among_few_and_many() {
    #[derive(Clone, Copy, Debug)]
    enum Does {
        Nothing,
        Panics,
        Stops,
        IsOnce,
        UnsubscribesTheNext,
        Subscribes,
        HasNoOwner,
    }
    use Does::*;
    for count in 0..=18_usize {
        for at in 0..count {
            for does in [
                Nothing,
                Panics,
                Stops,
                IsOnce,
                UnsubscribesTheNext,
                Subscribes,
                HasNoOwner,
            ] {
                for warm in [false, true] {
                    let emitter = Arc::new(Emitter::new());
                    let log = Log::default();
                    let armed = Arc::new(AtomicUsize::new(0));
                    let subs: Arc<std::sync::Mutex<Vec<Option<dunder::Subscription>>>> =
                        Arc::default();
                    for place in 0..count {
                        let (own, inside) = (log.clone(), Arc::downgrade(&emitter));
                        let (others, armed) = (subs.clone(), armed.clone());
                        let act = move || {
                            own.add(place);
                            match does {
                                _ if place != at || armed.load(Ordering::Relaxed) == 0 => {}
                                Panics => std::panic::resume_unwind(Box::new(place)),
                                UnsubscribesTheNext => {
                                    let mut others = others.lock().unwrap();
                                    let next = others.get_mut(place + 1).and_then(Option::take);
                                    drop(others);
                                    drop(next);
                                }
                                Subscribes => {
                                    let late = own.adding::<u8>("late");
                                    inside.upgrade().unwrap().at(-1).on(late).detach();
                                }
                                _ => {}
                            }
                        };
                        let sub = match does {
                            IsOnce if place == at => emitter.once(move |_: &u8| act()),
                            HasNoOwner if place == at => {
                                emitter.on_weak(&Arc::new(()), move |(), _: &u8| act())
                            }
                            Stops if place == at => emitter.intercept(move |_: &u8| {
                                act();
                                ControlFlow::Break(())
                            }),
                            _ => emitter.on(move |_: &u8| act()),
                        };
                        subs.lock().unwrap().push(Some(sub));
                    }
                    let row = format!("{at} of {count} {does:?}, {warm}");
                    if warm && !matches!(does, IsOnce) {
                        emitter.emit(&1_u8);
                        log.take();
                    }
                    armed.store(1, Ordering::Relaxed);
                    for emit in 0..3 {
                        let mut expected: Vec<_> = (0..count).collect();
                        match does {
                            Stops => expected.truncate(at + 1),
                            HasNoOwner => drop(expected.remove(at)),
                            IsOnce if emit > 0 => drop(expected.remove(at)),
                            UnsubscribesTheNext if at + 1 < count => drop(expected.remove(at + 1)),
                            _ => {}
                        }
                        let mut expected: Vec<_> =
                            expected.iter().map(ToString::to_string).collect();
                        if let Subscribes = does {
                            expected.extend((0..emit).map(|_| "late".to_owned()));
                        }
                        let heard = match emitter.try_emit(&1_u8) {
                            Ok(heard) => heard,
                            Err(EmitError::Panicked { heard, panics }) => {
                                assert!(matches!(does, Panics) && panics.len() == 1, "{row}");
                                heard
                            }
                            Err(error) => panic!("{row}: {error}"),
                        };
                        assert_eq!(log.take(), expected.join(" "), "{row}, emit {emit}");
                        assert_eq!(heard, expected.len(), "{row}, emit {emit}");
                    }
                }
            }
        }
    }
}

#[test]
fn row_39_an_emit_in_an_emit_of_the_same_event_sees_the_changes_between() {
    let log = Log::default();
    let outer = log.clone();
    let emitter = shared(move |emitter, n| {
        if *n < 3 {
            let log = outer.clone();
            let own = *n;
            emitter
                .at(-1)
                .on(move |n: &u32| log.add(format!("{own}:{n}")))
                .detach();
            emitter.emit(&(n + 1));
        }
    });
    for _ in 0..2 {
        emitter.emit(&3_u32);
    }
    assert_eq!(emitter.emit(&0_u32), 1);
    // Each emit calls whom it found when it began, the innermost first.
    assert_eq!(log.take(), "0:3 1:3 2:3 0:2 1:2 0:1");
    assert_eq!(emitter.emit(&9_u32), 4);
    assert_eq!(log.take(), "0:9 1:9 2:9");
}

#[test]
fn row_42_priorities_then_subscription() {
    let (emitter, log) = (Emitter::new(), Log::default());
    for (priority, name) in [
        (0, "d"),
        (-5, "f"),
        (10, "b"),
        (0, "e"),
        (i32::MAX, "a"),
        (10, "c"),
        (i32::MIN, "g"),
    ] {
        emitter.at(priority).on(log.adding::<u8>(name)).detach();
    }
    assert_eq!(emitter.emit(&1_u8), 7);
    assert_eq!(log.take(), "a b c d e f g");
}

#[test]
fn row_42_an_event_may_be_stopped() {
    let (emitter, log) = (Emitter::new(), Log::default());
    let seen = log.clone();
    let filter = emitter.at(1).intercept(move |n: &u8| {
        seen.add(n);
        if *n > 9 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    emitter.on(log.adding::<u8>("through")).detach();
    let waiting = emitter.once(log.adding::<u8>("once"));
    assert_eq!(emitter.emit(&10_u8), 1);
    assert_eq!(emitter.listeners::<u8>(), 3, "the once is still there");
    assert_eq!(emitter.emit(&5_u8), 3);
    drop(filter);
    assert_eq!(emitter.emit(&10_u8), 1);
    assert_eq!(log.take(), "10 5 through once through");
    drop(waiting);
}

#[test]
fn the_drop_of_a_payload_is_the_callers() {
    let emitter = Emitter::new();
    emitter.on(|_: &u8| panic!("quiet")).detach();
    let result = catch_unwind(AssertUnwindSafe(|| emitter.try_emit(&1_u8)));
    assert!(result.unwrap().is_err());
}
