//! A module for wasm: what its host asks of it. Without threads, without time.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

dunder::link!(plugin);
dunder::link!(newer);

/// Runs the constructors.
#[cfg(all(target_family = "wasm", feature = "start"))]
#[unsafe(no_mangle)]
pub extern "C" fn start() {
    unsafe extern "C" {
        fn __wasm_call_ctors();
    }
    // SAFETY: the linker makes this function, of this type; here it is called once.
    unsafe { __wasm_call_ctors() }
}

/// The number of keys.
#[unsafe(no_mangle)]
pub extern "C" fn number_of_keys() -> usize {
    host::ShapeFactory::keys().len()
}

/// What the factory makes.
#[unsafe(no_mangle)]
pub extern "C" fn sides() -> u32 {
    host::ShapeFactory::create("triangle").map_or(0, |shape| shape.sides())
}

/// How many types both versions of the plug-in have under one key.
#[unsafe(no_mangle)]
pub extern "C" fn squares() -> usize {
    let error = host::ShapeFactory::create("square").err();
    let text = error.map(|error| error.to_string()).unwrap_or_default();
    text.matches("plugin::deep::inside::Square").count()
}

/// Two calls, one of which is a hit, for each kind of cache.
#[unsafe(no_mangle)]
pub extern "C" fn hits() -> usize {
    #[dunder::memoize]
    fn word(n: u32) -> u32 {
        n + 1
    }
    #[dunder::memoize]
    fn text(n: u32) -> String {
        n.to_string()
    }
    #[dunder::memoize(policy = dlirs)]
    fn other(n: u32) -> Box<u32> {
        Box::new(n)
    }
    #[dunder::memoize(thread_local)]
    fn local(n: u32) -> u32 {
        n
    }
    #[dunder::memoize(single_flight)]
    fn flight(n: u32) -> u32 {
        n
    }
    for _ in 0..2 {
        word(1);
        text(1);
        other(1);
        local(1);
        flight(1);
    }
    let infos = [
        word::cache_info(),
        text::cache_info(),
        other::cache_info(),
        local::cache_info(),
        flight::cache_info(),
    ];
    infos.iter().map(|info| info.hits() as usize).sum()
}

thread_local! {
    static NOW: Cell<u32> = const { Cell::new(0) };
}

fn now() -> Duration {
    Duration::from_secs(NOW.get().into())
}

/// How often a value that lives for ten seconds is computed from second to second.
#[unsafe(no_mangle)]
pub extern "C" fn computed() -> usize {
    #[dunder::memoize(ttl = "10s", clock = now)]
    fn aged(n: u32) -> u32 {
        n
    }
    for second in 0..25 {
        NOW.set(second);
        aged(1);
    }
    aged::cache_info().misses() as usize
}

/// Without `clock` nobody here knows the time.
#[unsafe(no_mangle)]
pub extern "C" fn without_clock() {
    #[dunder::memoize(ttl = "10s")]
    fn aged(n: u32) -> u32 {
        n
    }
    aged(1);
}

/// What the panic says: its address, and its length after that.
static MESSAGE: [AtomicU32; 2] = [const { AtomicU32::new(0) }; 2];

/// Keeps what a panic says.
#[unsafe(no_mangle)]
pub extern "C" fn listen() {
    std::panic::set_hook(Box::new(|info| {
        let text = info.payload().downcast_ref::<&str>().copied();
        let text = text.unwrap_or_default();
        MESSAGE[0].store(text.as_ptr().addr() as u32, Ordering::Relaxed);
        MESSAGE[1].store(text.len() as u32, Ordering::Relaxed);
    }));
}

/// The address of the message (0) or its length (1).
#[unsafe(no_mangle)]
pub extern "C" fn message(part: usize) -> u32 {
    MESSAGE[part].load(Ordering::Relaxed)
}

/// The singleton's number, one more with each call.
#[unsafe(no_mangle)]
pub extern "C" fn next() -> u32 {
    #[dunder::singleton]
    #[derive(Default)]
    struct Counter(AtomicU32);

    Counter::instance().0.fetch_add(1, Ordering::Relaxed)
}

/// What a handler hears.
#[unsafe(no_mangle)]
pub extern "C" fn heard() -> u32 {
    static SUM: AtomicU32 = AtomicU32::new(0);
    let emitter = dunder::Emitter::new();
    emitter
        .on(|number: &u32| {
            SUM.fetch_add(*number, Ordering::Relaxed);
        })
        .detach();
    emitter.emit(&3_u32);
    emitter.emit(&4_u32);
    SUM.load(Ordering::Relaxed)
}
