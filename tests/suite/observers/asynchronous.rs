//! `emit_async`.

use std::future::Future;
use std::ops::ControlFlow;
use std::pin::{Pin, pin};
use std::sync::{Arc, Barrier};
use std::task::Poll;

use dunder::Emitter;
use dunder::emitter::EmitError;

use super::support::{Gate, Log, Wakes, block_on, pause, poll, within_a_minute};

type Running<'e> = Pin<Box<dyn Future<Output = ()> + Send + 'e>>;

/// A handler that logs when it starts and ends, with a pause between.
fn steps(
    log: &Log,
    name: &'static str,
) -> impl for<'e> Fn(&'e u8) -> Running<'e> + Send + Sync + use<> {
    let log = log.clone();
    move |n| {
        let log = log.clone();
        Box::pin(async move {
            log.add(format!("{name}{n}"));
            pause().await;
            log.add(format!("/{name}"));
        })
    }
}

#[test]
fn row_44_sequential_in_order_with_the_handlers_that_do_not_wait() {
    let (emitter, log) = (Emitter::new(), Log::default());
    emitter.on_async(steps(&log, "a")).detach();
    emitter.on(log.adding::<u8>("sync")).detach();
    emitter.on_async(steps(&log, "b")).detach();
    emitter.at(1).on_async(steps(&log, "first")).detach();
    assert_eq!(emitter.listeners::<u8>(), 4);
    assert_eq!(block_on(emitter.emit_async(&7_u8)), 4);
    assert_eq!(log.take(), "first7 /first a7 /a sync b7 /b");
    // A plain emit cannot wait.
    assert_eq!(emitter.emit(&7_u8), 1);
    assert_eq!(log.take(), "sync");
}

#[test]
fn row_44_concurrent() {
    let (emitter, log) = (Emitter::new(), Log::default());
    for name in ["a", "b", "c"] {
        emitter.on_async(steps(&log, name)).detach();
    }
    assert_eq!(block_on(emitter.emit_async(&1_u8).concurrent()), 3);
    assert_eq!(log.take(), "a1 b1 c1 /a /b /c");
}

#[test]
fn row_44_cancelled_midway() {
    within_a_minute(|| {
        let (emitter, log, gate) = (Emitter::new(), Log::default(), Gate::default());
        let closed = gate.clone();
        let first =
            emitter.once_async(move |_: &u8| Box::pin(async move { closed.passed().await }));
        let second = emitter.once_async(|n: &u8| Box::pin(async move { assert_eq!(*n, 2) }));
        let third = emitter.once(log.adding::<u8>("third"));
        {
            let mut emit = pin!(emitter.emit_async(&1_u8));
            assert_eq!(poll(emit.as_mut(), &Arc::default()), Poll::Pending);
        }
        // The first had begun; the others are there still, and nothing is locked.
        assert_eq!(emitter.listeners::<u8>(), 2);
        assert_eq!(block_on(emitter.emit_async(&2_u8)), 2);
        assert_eq!(log.take(), "third");
        drop((first, second, third));
    });
}

#[test]
fn row_44_dropped_before_the_first_poll() {
    let (emitter, log) = (Emitter::new(), Log::default());
    let sub = emitter.once(log.adding::<u8>("kept"));
    drop(emitter.emit_async(&1_u8));
    assert_eq!(emitter.emit(&1_u8), 1);
    drop(sub);
}

#[test]
fn row_40_once_async_exactly_once_among_64_threads() {
    within_a_minute(|| {
        const THREADS: usize = 64;
        let (emitter, start, log) = (Emitter::new(), Barrier::new(THREADS), Log::default());
        let own = log.clone();
        let sub = emitter.once_async(move |_: &u8| {
            Box::pin(async move {
                pause().await;
                own.add("once");
            })
        });
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    start.wait();
                    block_on(emitter.emit_async(&1_u8));
                });
            }
        });
        assert_eq!(log.take(), "once");
        drop(sub);
    });
}

#[test]
fn panics_are_isolated_wherever_they_happen() {
    let (emitter, log) = (Emitter::new(), Log::default());
    emitter.on(|_: &u8| panic!("sync")).detach();
    emitter
        .on_async(|_: &u8| panic!("making the future"))
        .detach();
    emitter
        .on_async(|_: &u8| {
            Box::pin(async {
                pause().await;
                panic!("later");
            })
        })
        .detach();
    emitter.on_async(steps(&log, "a")).detach();
    for concurrent in [false, true] {
        let emit = emitter.try_emit_async(&1_u8);
        let error = block_on(if concurrent { emit.concurrent() } else { emit }).unwrap_err();
        assert_eq!(
            error.to_string(),
            "3 of 4 handlers panicked: sync; making the future; later"
        );
        assert_eq!(log.take(), "a1 /a");
    }
    let caught = std::panic::catch_unwind(|| block_on(emitter.emit_async(&1_u8))).unwrap_err();
    assert_eq!(caught.downcast_ref(), Some(&"sync"));
}

#[test]
fn an_interceptor_stops_those_after_it() {
    let (emitter, log) = (Emitter::new(), Log::default());
    emitter.at(2).on_async(steps(&log, "a")).detach();
    emitter
        .at(1)
        .intercept(|_: &u8| ControlFlow::Break(()))
        .detach();
    emitter.on_async(steps(&log, "b")).detach();
    emitter.on(log.adding::<u8>("c")).detach();
    assert_eq!(block_on(emitter.emit_async(&1_u8)), 2);
    assert_eq!(block_on(emitter.emit_async(&1_u8).concurrent()), 2);
    assert_eq!(log.take(), "a1 /a a1 /a");
}

#[test]
fn an_async_emit_without_end_is_an_error() {
    within_a_minute(|| {
        let emitter = Arc::new(Emitter::new());
        let inside = Arc::downgrade(&emitter);
        emitter
            .on_async(move |_: &u8| {
                let emitter = inside.upgrade().unwrap();
                Box::pin(async move {
                    emitter.emit_async(&1_u8).await;
                })
            })
            .detach();
        let error = block_on(emitter.try_emit_async(&1_u8)).unwrap_err();
        assert!(
            error.to_string().contains("emits nest deeper than 128"),
            "{error}"
        );
        assert!(matches!(error, EmitError::Panicked { heard: 1, .. }));
        assert_eq!(Emitter::new().emit(&1_u8), 0);
    });
}

#[test]
fn only_handlers_that_were_woken_are_polled() {
    let (emitter, log) = (Emitter::new(), Log::default());
    let gates = [Gate::default(), Gate::default()];
    for (gate, name) in gates.iter().zip(["a", "b"]) {
        let (gate, log) = (gate.clone(), log.clone());
        emitter
            .on_async(move |_: &u8| {
                let (gate, log) = (gate.clone(), log.clone());
                Box::pin(async move {
                    let mut passed = pin!(gate.passed());
                    std::future::poll_fn(|context| {
                        log.add(format!("poll-{name}"));
                        passed.as_mut().poll(context)
                    })
                    .await;
                })
            })
            .detach();
    }
    let wakes = Arc::new(Wakes::default());
    let mut emit = pin!(emitter.emit_async(&1_u8).concurrent());
    assert_eq!(poll(emit.as_mut(), &wakes), Poll::Pending);
    assert_eq!(log.take(), "poll-a poll-b");
    gates[1].open();
    assert_eq!(wakes.count(), 1);
    assert_eq!(poll(emit.as_mut(), &wakes), Poll::Pending);
    assert_eq!(log.take(), "poll-b");
    gates[0].open();
    assert_eq!(poll(emit.as_mut(), &wakes), Poll::Ready(2));
    assert_eq!(log.take(), "poll-a");
}

#[test]
fn it_can_be_spawned() {
    fn spawnable<T: Send>(_: T) {}
    let emitter = Emitter::new();
    spawnable(emitter.emit_async(&1_u8));
    spawnable(emitter.try_emit_async("text").concurrent());
}
