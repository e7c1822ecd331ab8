//! Programs to which other memoization crates give a wrong answer, or none; and the rest of the conformance rows,
//! which are about keys, paths and objects.

use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use dunder::memo::{CacheInfo, InstanceCache};
use dunder::memoize;

fn tuple(info: CacheInfo) -> (u64, u64, Option<usize>, usize) {
    (info.hits(), info.misses(), info.maxsize(), info.currsize())
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct P(u32);

impl P {
    #[memoize]
    fn times(&self, n: u32) -> u32 {
        self.0 * n
    }
}

#[test]
fn receivers_are_part_of_the_key() {
    assert_eq!((P(2).times(10), P(3).times(10)), (20, 30));
}

trait Id: 'static {
    const ID: u32;
}
#[derive(Clone, PartialEq, Eq, Hash)]
struct A;
#[derive(Clone, PartialEq, Eq, Hash)]
struct B;
impl Id for A {
    const ID: u32 = 1;
}
impl Id for B {
    const ID: u32 = 2;
}

struct S<T>(std::marker::PhantomData<T>);

impl<T: Id> S<T> {
    #[memoize(handle = none)]
    fn scaled(a: u32) -> u32 {
        T::ID * a
    }
}

#[test]
fn instances_of_a_generic_impl_are_kept_apart() {
    assert_eq!((S::<A>::scaled(10), S::<B>::scaled(10)), (10, 20));
    let _ = S::<A>(std::marker::PhantomData);
}

trait Defaulted {
    fn id(&self) -> u32;
    #[memoize]
    fn times(&self, n: u32) -> u32
    where
        Self: Clone + Eq + Hash + Send + Sync + 'static,
    {
        self.id() * n
    }
}
impl Defaulted for A {
    fn id(&self) -> u32 {
        1
    }
}
impl Defaulted for B {
    fn id(&self) -> u32 {
        2
    }
}

#[test]
fn implementors_of_a_default_method_are_kept_apart() {
    assert_eq!((A.times(10), B.times(10), A.times(10)), (10, 20, 10));
}

#[test]
fn instances_of_a_generic_function_are_kept_apart() {
    #[memoize(key = n)]
    fn f<T: Id>(n: u32) -> u32 {
        T::ID * n
    }
    assert_eq!((f::<A>(10), f::<B>(10)), (10, 20));
}

#[test]
fn row_15_the_type_is_part_of_the_key() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    #[memoize]
    fn f<T: Clone + Eq + Hash + Send + Sync + 'static>(value: T) -> T {
        RUNS.fetch_add(1, Ordering::Relaxed);
        value
    }
    assert_eq!((f::<u32>(3), f::<u64>(3)), (3, 3));
    assert_eq!(RUNS.load(Ordering::Relaxed), 2);
}

#[test]
fn row_16_equal_keys_share_the_first_value() {
    #[derive(Clone)]
    struct Caseless(&'static str);
    impl PartialEq for Caseless {
        fn eq(&self, other: &Self) -> bool {
            self.0.eq_ignore_ascii_case(other.0)
        }
    }
    impl Eq for Caseless {}
    impl Hash for Caseless {
        fn hash<H: Hasher>(&self, state: &mut H) {
            self.0.to_ascii_lowercase().hash(state);
        }
    }
    #[memoize]
    fn f(key: Caseless) -> &'static str {
        key.0
    }
    assert_eq!((f(Caseless("Ab")), f(Caseless("aB"))), ("Ab", "Ab"));
}

#[test]
fn row_17_order_and_arity_matter() {
    #[memoize]
    fn f(a: u32, b: u32) -> u32 {
        a * 10 + b
    }
    #[memoize]
    fn g(pair: (u32, u32)) -> u32 {
        pair.0 * 100 + pair.1
    }
    assert_eq!((f(1, 2), f(2, 1), g((1, 2))), (12, 21, 102));
    assert_eq!((f::cache_info().misses(), g::cache_info().misses()), (2, 1));
}

mod inner {
    #[dunder::memoize]
    pub(super) fn shared(n: u32) -> u32 {
        n
    }
}
use inner::shared as renamed;

#[test]
fn row_18_every_path_to_the_function_shares() {
    let pointer: fn(u32) -> u32 = inner::shared;
    let closure = |n| inner::shared(n);
    assert_eq!((renamed(1), pointer(1), closure(1)), (1, 1, 1));
    assert_eq!(tuple(renamed::cache_info()), (2, 1, Some(128), 1));
}

static RAN: [AtomicU32; 3] = [const { AtomicU32::new(0) }; 3];

#[derive(Clone)]
struct X {
    x: u32,
    name: usize,
}
impl PartialEq for X {
    fn eq(&self, other: &Self) -> bool {
        self.x == other.x
    }
}
impl Eq for X {}
impl Hash for X {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.x.hash(state);
    }
}
impl X {
    #[memoize(maxsize = 2, handle = f_cache)]
    fn f(&self, x: u32) -> u32 {
        RAN[self.name].fetch_add(1, Ordering::Relaxed);
        x * 10 + self.x
    }
}

#[test]
fn row_27_and_28_a_method_cache_shared_by_all_objects() {
    let (a, b, c) = (
        X { x: 5, name: 0 },
        X { x: 5, name: 1 },
        X { x: 7, name: 2 },
    );
    let calls = [
        [1, 2, 2, 3, 1, 1, 1, 2, 3, 3],
        [1, 2, 1, 1, 1, 1, 3, 2, 2, 2],
        [2, 1, 1, 1, 1, 2, 1, 3, 2, 1],
    ];
    let infos = [
        (4, 6, Some(2), 2),
        (10, 10, Some(2), 2),
        (15, 15, Some(2), 2),
    ];
    for ((object, calls), info) in [&a, &b, &c].into_iter().zip(calls).zip(infos) {
        for n in calls {
            assert_eq!(object.f(n), n * 10 + object.x);
        }
        assert_eq!(tuple(X::f_cache().cache_info()), info);
    }
    assert_eq!(
        RAN.each_ref().map(|ran| ran.load(Ordering::Relaxed)),
        [6, 4, 5]
    );
}

struct Own {
    n: u32,
    cache: InstanceCache,
    dropped: Arc<AtomicU32>,
}

struct Counted(Arc<AtomicU32>);
impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Own {
    #[memoize(per_instance = cache, single_flight)]
    fn value(&self, k: u32) -> (u32, Arc<Counted>) {
        (self.n + k, Arc::new(Counted(Arc::clone(&self.dropped))))
    }
}

#[test]
fn row_28_and_31_a_cache_for_each_object_dies_with_it() {
    let dropped = Arc::new(AtomicU32::new(0));
    let new = |n| Own {
        n,
        cache: InstanceCache::new(),
        dropped: Arc::clone(&dropped),
    };
    let (a, b) = (new(1), new(2));
    assert_eq!((a.value(1).0, a.value(1).0, b.value(1).0), (2, 2, 3));
    assert_eq!(dropped.load(Ordering::Relaxed), 0);
    drop(a);
    assert_eq!(dropped.load(Ordering::Relaxed), 1);
    assert_eq!(b.value(1).0, 3);
}

/// Documented.
#[memoize(maxsize = 1000)]
#[must_use]
#[inline]
pub(crate) fn documented(n: u32) -> u32 {
    n
}

#[test]
fn row_29_the_function_is_what_it_was() {
    let pointer: fn(u32) -> u32 = documented;
    assert_eq!(pointer(3), 3);
    assert_eq!(documented::cache_parameters().maxsize(), Some(1000));
}

#[test]
fn functions_with_one_name_in_different_places() {
    mod one {
        #[dunder::memoize]
        pub(super) fn f(n: u32) -> u32 {
            n + 1
        }
    }
    #[memoize]
    fn f(n: u32) -> u32 {
        n + 2
    }
    assert_eq!((one::f(1), f(1)), (2, 3));
}
