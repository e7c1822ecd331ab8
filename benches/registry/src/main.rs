//! Reads of singletons and look-ups of factories, beside what else there is.

use std::collections::HashMap;
use std::hint::black_box;
use std::sync::{LazyLock, OnceLock};

use dunder::singleton;
use dunder_bench_support::Comparison;

pub trait Product {
    fn number(&self) -> usize;
}

include!(concat!(env!("OUT_DIR"), "/products.rs"));

struct Value(u64);

fn value() -> Value {
    Value(black_box(7))
}

struct Plain(u64);

#[singleton]
impl Plain {
    fn new() -> Self {
        Self(black_box(7))
    }
}

struct Generic<T>(u64, std::marker::PhantomData<fn() -> T>);

#[singleton]
impl<T> Generic<T> {
    fn new() -> Self {
        Self(black_box(7), std::marker::PhantomData)
    }
}

#[derive(Clone, Default)]
struct OfPeer(u64);

static LAZY: LazyLock<Value> = LazyLock::new(value);
static ONCE: OnceLock<Value> = OnceLock::new();
static ONCE_CELL: once_cell::sync::Lazy<Value> = once_cell::sync::Lazy::new(value);

fn reads() {
    let mut reads = Comparison::new("Read a field of the instance");
    reads
        .case("LazyLock", || LAZY.0)
        .case("dunder", || Plain::new().0)
        .case("OnceLock::get_or_init", || ONCE.get_or_init(value).0)
        .case("once_cell Lazy", || ONCE_CELL.0)
        .case("dunder, generic", || Generic::<u32>::new().0)
        .case("generic_singleton", || {
            generic_singleton::get_or_init!(|| OfPeer(7)).0
        })
        .report();

    // Eight instances: how the look-up by type does.
    for warm in [
        Generic::<u8>::new().0,
        Generic::<u16>::new().0,
        Generic::<i8>::new().0,
        Generic::<i16>::new().0,
    ] {
        black_box(warm);
    }
    for warm in [
        Generic::<u64>::new().0,
        Generic::<i32>::new().0,
        Generic::<i64>::new().0,
        Generic::<f32>::new().0,
    ] {
        black_box(warm);
    }
    Comparison::new("Read a field of one of nine generic instances")
        .case("LazyLock", || LAZY.0)
        .case("dunder, the first made", || Generic::<u32>::new().0)
        .case("dunder, the last made", || Generic::<f32>::new().0)
        .report();
}

/// Keys in an order that a branch predictor cannot learn soon, on strings of their own.
fn shuffled(keys: &[&str]) -> Vec<String> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    (0..4096)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            keys[state as usize % keys.len()].to_owned()
        })
        .collect()
}

macro_rules! look_ups {
    ($module:ident) => {{
        use $module as set;
        let keys = shuffled(&set::KEYS);
        let map: HashMap<&str, set::Constructor, foldhash::fast::FixedState> =
            set::PAIRS.into_iter().collect();
        let sip: HashMap<&str, set::Constructor> = set::PAIRS.into_iter().collect();
        let operations = keys.len() as u32;
        let mut comparison = Comparison::new(format!(
            "Create by key, one of {} types of no size",
            set::KEYS.len()
        ));
        macro_rules! case {
            ($name:expr, $make:expr) => {
                comparison.batch($name, operations, || {
                    for key in &keys {
                        black_box($make(black_box(key.as_str())).number());
                    }
                })
            };
        }
        case!("HashMap, foldhash", |key| map[key]());
        case!("dunder", |key| set::MadeFactory::create(key)
            .unwrap_or_else(|error| panic!("{error}")));
        case!("match", |key| set::by_match(key).unwrap());
        case!("phf", |key| set::PHF[key]());
        case!("HashMap, SipHash", |key| sip[key]());
        comparison.report();
    }};
}

fn main() {
    // `cargo bench`-like: names of parts to run, or nothing for all.
    let parts: Vec<String> = std::env::args().skip(1).collect();
    let runs = |part: &str| parts.is_empty() || parts.iter().any(|name| name == part);
    if runs("reads") {
        reads();
    }
    if runs("few") {
        look_ups!(few);
    }
    if runs("some") {
        look_ups!(some);
    }
    if runs("many") {
        look_ups!(many);
    }
}
