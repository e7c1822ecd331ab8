//! A patchable call with no patch alive, side by side with the plain call and with other gates.

use std::hint::black_box;
use std::sync::RwLock;
use std::sync::atomic::{AtomicPtr, Ordering};

use dunder::patchable;
use dunder_bench_support::Comparison;
use injectorpp::interface::injector::*;

fn plain(n: u64) -> u64 {
    n.wrapping_mul(3).wrapping_add(1)
}

#[inline(never)]
fn outlined(n: u64) -> u64 {
    n.wrapping_mul(3).wrapping_add(1)
}

#[patchable]
fn gated(n: u64) -> u64 {
    n.wrapping_mul(3).wrapping_add(1)
}

struct Scale(u64);

impl Scale {
    #[patchable(handle = of_patch)]
    fn of(&self, n: u64) -> u64 {
        n.wrapping_mul(self.0).wrapping_add(1)
    }
}

static REPLACEMENT: AtomicPtr<()> = AtomicPtr::new(std::ptr::null_mut());

fn by_pointer(n: u64) -> u64 {
    if !REPLACEMENT.load(Ordering::Relaxed).is_null() {
        return outlined(n);
    }
    n.wrapping_mul(3).wrapping_add(1)
}

type Replacement = Box<dyn Fn(u64) -> u64 + Send + Sync>;
static LOCKED: RwLock<Option<Replacement>> = RwLock::new(None);

fn by_lock(n: u64) -> u64 {
    match &*LOCKED.read().unwrap() {
        Some(replacement) => replacement(n),
        None => n.wrapping_mul(3).wrapping_add(1),
    }
}

/// With `debug-assertions`, as in tests; in release mry leaves the function as it is.
#[mry::mry]
fn mocked(n: u64) -> u64 {
    n.wrapping_mul(3).wrapping_add(1)
}

fn main() {
    // By hand, as no test does: another thread might set it.
    if std::env::args().count() > 9 {
        REPLACEMENT.store(&raw const LOCKED as *mut (), Ordering::Relaxed);
    }
    let scale = black_box(Scale(3));
    Comparison::in_short_rounds("a call, nothing patched")
        .case("plain, inlined", || plain(black_box(7)))
        .case("#[patchable]", || gated(black_box(7)))
        .case("#[patchable] method", || scale.of(black_box(7)))
        .case("null AtomicPtr gate", || by_pointer(black_box(7)))
        .case("plain, not inlined", || outlined(black_box(7)))
        .case("mry, as it is in tests", || mocked(black_box(7)))
        .case("RwLock<Option<Box<dyn Fn>>>", || by_lock(black_box(7)))
        .report();

    let mut injector = InjectorPP::new();
    injector
        .when_called(injectorpp::func!(fn (outlined)(u64) -> u64))
        .will_execute(injectorpp::fake!(
            func_type: fn(n: u64) -> u64,
            returns: n.wrapping_mul(3).wrapping_add(1)
        ));
    let _guard = gated::patch(plain);
    Comparison::in_short_rounds("a call, patched in this thread")
        .case("plain, inlined", || plain(black_box(7)))
        .case("#[patchable], patched", || gated(black_box(7)))
        .case("#[patchable], another is patched", || {
            scale.of(black_box(7))
        })
        .case("injectorpp, which needs it not inlined", || {
            outlined(black_box(7))
        })
        .report();
}
