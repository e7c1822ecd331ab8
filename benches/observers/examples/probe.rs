//! A quick look, for tuning, and where the machine is busy: the fastest of many short rounds.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use arc_swap::ArcSwap;
use dunder::Emitter;

type Event = (u64, u64);

fn handler() -> impl Fn(&Event) + Send + Sync + 'static {
    let heard = AtomicU64::new(0);
    move |event| {
        let before = heard.load(Ordering::Relaxed);
        heard.store(before.wrapping_add(event.0), Ordering::Relaxed);
    }
}

#[inline(never)]
fn floor(plain: &[Box<dyn Fn(&Event) + Send + Sync>], event: &Event) {
    for handler in plain {
        handler(black_box(event));
    }
}

#[inline(never)]
fn emit(emitter: &Emitter, event: &Event) -> usize {
    emitter.emit(black_box(event))
}

fn fastest(mut run: impl FnMut()) -> f64 {
    let rounds = (0..2000).map(|_| {
        let start = Instant::now();
        for _ in 0..200 {
            run();
        }
        start.elapsed().as_secs_f64() * 1e9 / 200.0
    });
    rounds.fold(f64::INFINITY, f64::min)
}

fn main() {
    let event = (3, 4);
    for listeners in [0, 1, 8, 64] {
        let plain: Vec<Box<dyn Fn(&Event) + Send + Sync>> =
            (0..listeners).map(|_| Box::new(handler()) as _).collect();
        let emitter = Emitter::new();
        for _ in 0..listeners {
            emitter.on(handler()).detach();
        }
        let shared: Vec<Arc<dyn Fn(&Event) + Send + Sync>> =
            (0..listeners).map(|_| Arc::new(handler()) as _).collect();
        let swapped = ArcSwap::from_pointee(shared);
        let (a, b, c) = (
            fastest(|| floor(&plain, &event)),
            fastest(|| {
                black_box(emit(&emitter, &event));
            }),
            fastest(|| {
                for handler in swapped.load().iter() {
                    handler(black_box(&event));
                }
            }),
        );
        println!(
            "{listeners:>3}: floor {a:.2}, emit {b:.2} ({:.2}x), arc-swap {c:.2} ({:.2}x)",
            b / a,
            c / a
        );
    }
}
