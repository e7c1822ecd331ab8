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
static TOKIO: tokio::sync::OnceCell<Value> = tokio::sync::OnceCell::const_new();
lazy_static::lazy_static! {
    static ref LAZY_STATIC: Value = value();
}
#[static_init::dynamic(lazy)]
static STATIC_INIT: Value = value();

fn reads() {
    _ = TOKIO.set(value());
    let mut reads = Comparison::in_short_rounds("Read a field of the instance");
    reads
        .case("LazyLock", || LAZY.0)
        .case("dunder", || Plain::new().0)
        .case("OnceLock::get_or_init", || ONCE.get_or_init(value).0)
        .case("once_cell Lazy", || ONCE_CELL.0)
        .case("lazy_static", || LAZY_STATIC.0)
        .case("static_init, lazy", || STATIC_INIT.0)
        .case("tokio OnceCell::get", || TOKIO.get().unwrap().0)
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
    Comparison::in_short_rounds("Read a field of one of nine generic instances")
        .case("LazyLock", || LAZY.0)
        .case("dunder, the first made", || Generic::<u32>::new().0)
        .case("dunder, the last made", || Generic::<f32>::new().0)
        .report();
}

/// Positions of keys in an order that a branch predictor cannot learn: one of 4096 it learns, in part.
fn shuffled(count: usize) -> Vec<u16> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    (0..1 << 16)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % count as u64) as u16
        })
        .collect()
}

/// A `match` sees every type: where the product is used at once, the compiler need not make it. Where it is handed out,
/// as here by a black box, what is compared is the look-up.
///
/// One key again and again is the other extreme: every guess of the processor is right, and instructions are counted.
macro_rules! look_ups {
    ($module:ident) => {{
        let order = shuffled($module::KEYS.len());
        look_ups!($module, order, "handed out", |product| black_box(product));
        look_ups!($module, order, "used at once", |product| product.number());
        look_ups!($module, [1_u16; 4096], "one key, handed out", |product| {
            black_box(product)
        });
    }};
    ($module:ident, $order:expr, $what:literal, |$product:ident| $use:expr) => {{
        use $module as set;
        let keys = set::KEYS.map(str::to_owned);
        let order = &$order;
        let map: HashMap<&str, set::Constructor, foldhash::fast::FixedState> =
            inventory::iter::<set::Collected>()
                .map(|found| (found.key, found.make))
                .collect();
        let sip: HashMap<&str, set::Constructor> = set::PAIRS.into_iter().collect();
        let operations = order.len() as u32;
        let mut comparison = Comparison::in_short_rounds(format!(
            "Create by key, one of {} types of no size, {}",
            set::KEYS.len(),
            $what
        ));
        macro_rules! case {
            ($name:expr, $make:expr) => {
                comparison.batch($name, operations, || {
                    for at in order {
                        let $product = $make(black_box(&keys[usize::from(*at)]).as_str());
                        black_box($use);
                    }
                })
            };
        }
        case!("match", |key| set::by_match(key).unwrap());
        case!("dunder", |key| set::MadeFactory::create(key)
            .unwrap_or_else(|error| panic!("{error}")));
        case!("match, constructors not inlined", |key| set::by_calls(key)
            .unwrap());
        case!("match, giving a function pointer", |key| {
            black_box(set::by_pointer(key).unwrap())()
        });
        case!("inventory and HashMap, foldhash", |key| map[key]());
        case!("HashMap, SipHash", |key| sip[key]());
        case!("phf", |key| set::PHF[key]());
        case!("linkme, from the first to the last", |key| {
            (set::LINKED
                .iter()
                .find(|found| found.key == key)
                .unwrap()
                .make)()
        });
        case!("inventory, from the first to the last", |key| {
            (inventory::iter::<set::Collected>()
                .find(|found| found.key == key)
                .unwrap()
                .make)()
        });
        comparison.report();
    }};
}

mod documents {
    use serde::{Deserialize, Serialize};

    #[dunder::factory(serde(tag = "type"))]
    pub trait Shape {}

    #[typetag::serde(tag = "type")]
    pub trait Tagged {}

    #[derive(Serialize, Deserialize)]
    pub struct Circle {
        pub radius: u32,
        pub name: String,
    }

    #[dunder::register("circle", new = || Err::<Circle, _>("only read"))]
    impl Shape for Circle {}

    #[typetag::serde(name = "circle")]
    impl Tagged for Circle {}
}

fn documents() {
    use documents::{Circle, Shape, Tagged};
    let circle = || Circle {
        radius: 3,
        name: "round".to_owned(),
    };
    let text = r#"{"type":"circle","radius":3,"name":"round"}"#;
    let (ours, theirs): (Box<dyn Shape>, Box<dyn Tagged>) =
        (Box::new(circle()), Box::new(circle()));
    Comparison::new("Read a JSON document by its tag")
        .case("typetag", || {
            serde_json::from_str::<Box<dyn Tagged>>(text).unwrap()
        })
        .case("dunder", || {
            serde_json::from_str::<Box<dyn Shape>>(text).unwrap()
        })
        .report();
    Comparison::new("Write one")
        .case("typetag", || serde_json::to_string(&theirs).unwrap())
        .case("dunder", || serde_json::to_string(&ours).unwrap())
        .report();
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
    if runs("documents") {
        documents();
    }
}
