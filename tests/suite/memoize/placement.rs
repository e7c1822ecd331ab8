//! Where `#[memoize]` can stand.

use std::cell::Cell;
use std::hash::Hash;
use std::marker::PhantomData;
use std::sync::Arc;

use dunder::memoize;

/// Doubles.
#[memoize(maxsize = 4)]
pub(crate) fn double(n: u32) -> u32 {
    2 * n
}

#[test]
fn a_free_function() {
    assert_eq!((double(2), double(2)), (4, 4));
    assert!(double::contains(2) && !double::contains(3));
    assert!(double::invalidate(2) && !double::invalidate(2));
    double::insert(5, 99);
    assert_eq!(
        (double(5), double::peek(5), double::peek(6)),
        (99, Some(99), None)
    );
    assert_eq!(double::entries().iter().collect::<Vec<_>>(), [(&(5,), &99)]);
    assert_eq!(double::cache_parameters().maxsize(), Some(4));
    let pointer: fn(u32) -> u32 = double;
    assert_eq!(pointer(5), 99);
}

#[test]
fn borrowed_arguments() {
    #[memoize]
    fn len(s: &str, rest: &[u8], by: Option<&str>) -> usize {
        s.len() + rest.len() + by.map_or(0, str::len)
    }
    assert_eq!(len("ab", &[1], None), 3);
    assert_eq!(len(&String::from("ab"), &vec![1], None), 3);
    assert_eq!(len("ab", &[1], Some("c")), 4);
    assert_eq!(len::cache_info().hits(), 1);
    assert!(len::contains("ab", &[1], None));
}

#[test]
fn patterns_and_mut() {
    #[memoize]
    fn f((a, b): (u32, u32), mut n: u32, [x, ..]: [u32; 3]) -> u32 {
        n += a * b;
        n + x
    }
    assert_eq!((f((2, 3), 4, [1, 2, 3]), f((2, 3), 4, [1, 2, 3])), (11, 11));
    assert_eq!(f::cache_info().hits(), 1);
}

#[test]
fn generics_have_a_cache_each() {
    #[memoize(maxsize = N)]
    fn size_of<T: Hash + Eq + Clone + Send + Sync + 'static, const N: usize>(value: T) -> usize {
        drop(value);
        std::mem::size_of::<T>() + N
    }
    assert_eq!(
        (
            size_of::<u8, 1>(3),
            size_of::<u64, 1>(3),
            size_of::<u8, 2>(3)
        ),
        (2, 9, 3)
    );
    assert_eq!(size_of::<u8, 1>(3), 2);
    assert_eq!(size_of::<u8, 1>::cache_info().hits(), 1);
    assert_eq!(size_of::<u8, 2>::cache_info().maxsize(), Some(2));
    assert_eq!(size_of::<u16, 2>::cache_info().misses(), 0);
    assert!(size_of::<u8, 2>::invalidate(3));
    assert_eq!(size_of::<u8, 2>::uncached(3), 3);
}

trait Id {
    const ID: u32;
}
struct A;
struct B;
impl Id for A {
    const ID: u32 = 1;
}
impl Id for B {
    const ID: u32 = 2;
}

#[test]
fn instances_are_told_apart_by_types_the_key_does_not_hold() {
    #[memoize]
    fn times<T: Id>(n: u32) -> u32 {
        T::ID * n
    }
    assert_eq!(
        (times::<A>(10), times::<B>(10), times::<A>(10)),
        (10, 20, 10)
    );
}

#[test]
fn a_key_expression_and_a_skipped_argument() {
    #[memoize(key = (id, name.len()))]
    fn f(id: u32, name: &str) -> u32 {
        id + name.len() as u32
    }
    #[memoize(skip(log))]
    fn g(id: u32, log: &mut Vec<u32>) -> u32 {
        log.push(id);
        id
    }
    let mut log = Vec::new();
    assert_eq!((g(1, &mut log), g(1, &mut log), g(2, &mut log)), (1, 1, 2));
    assert_eq!(log, [1, 2]);
    assert!(g::contains(1, &mut log));
    assert_eq!((f(1, "ab"), f(1, "cd"), f(2, "ab")), (3, 3, 4));
    assert_eq!(f::cache_info().hits(), 1);
    assert!(f::contains(1, "xy") && f::invalidate(1, "xy"));
}

/// What a receiver without `Hash` computes for all of its type alike.
#[test]
fn a_skipped_receiver() {
    struct Table<T>(Cell<u32>, PhantomData<T>);
    impl<T: 'static> Table<T> {
        fn new() -> Self {
            Self(Cell::new(0), PhantomData)
        }
        #[memoize(skip(self))]
        fn name(&self, n: u32) -> String {
            self.0.set(self.0.get() + 1);
            format!("{}{n}", std::any::type_name::<T>())
        }
        #[memoize(skip(self, log))]
        fn logged(&self, n: u32, log: &mut Vec<u32>) -> u32 {
            log.push(n);
            n
        }
    }
    let (a, b, other) = (Table::<u8>::new(), Table::<u8>::new(), Table::<u16>::new());
    assert_eq!((a.name(1), b.name(1)), ("u81".into(), "u81".into()));
    assert_eq!((a.0.get(), b.0.get()), (1, 0));
    assert_eq!(other.name(1), "u161");
    let mut log = Vec::new();
    assert_eq!((a.logged(1, &mut log), b.logged(1, &mut log)), (1, 1));
    assert_eq!(log, [1]);
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Scale(u32);

impl Scale {
    #[memoize]
    fn times(&self, n: u32) -> u32 {
        self.0 * n
    }

    #[memoize]
    fn unit() -> Self {
        Self(1)
    }

    #[memoize(handle = none)]
    fn plain(n: u32) -> u32 {
        n
    }

    #[memoize]
    fn shared(self: Arc<Self>, n: u32) -> u32 {
        self.0 + n
    }

    #[memoize]
    fn consumed(mut self, n: u32) -> u32 {
        self.0 += n;
        self.0
    }
}

#[test]
fn methods_tell_receivers_apart() {
    assert_eq!(
        (Scale(2).times(10), Scale(3).times(10), Scale(2).times(10)),
        (20, 30, 20)
    );
    assert_eq!((Scale::unit().0, Scale::plain(3)), (1, 3));
    assert_eq!(
        (Arc::new(Scale(2)).shared(1), Arc::new(Scale(3)).shared(1)),
        (3, 4)
    );
    assert_eq!((Scale(2).consumed(1), Scale(3).consumed(1)), (3, 4));
}

trait Area {
    fn area(&self, n: u32) -> u32;
    #[memoize]
    fn twice(&self, n: u32) -> u32
    where
        Self: Clone + Eq + Hash + Send + Sync + 'static,
    {
        2 * self.area(n)
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Square;
#[derive(Clone, PartialEq, Eq, Hash)]
struct Strip;

impl Area for Square {
    #[memoize(handle = none)]
    fn area(&self, n: u32) -> u32 {
        n * n
    }
}
impl Area for Strip {
    #[memoize]
    fn area(&self, n: u32) -> u32 {
        n
    }
}

#[test]
fn trait_methods_tell_implementors_apart() {
    assert_eq!((Square.area(3), Strip.area(3), Square.area(3)), (9, 3, 9));
    assert_eq!(
        (Square.twice(3), Strip.twice(3), Square.twice(3)),
        (18, 6, 18)
    );
}

struct Gen<T>(std::marker::PhantomData<T>);

impl<T: Id> Gen<T> {
    #[memoize(handle = none)]
    fn times(n: u32) -> u32 {
        T::ID * n
    }
}

#[test]
fn a_generic_impl_has_a_cache_for_each_type() {
    assert_eq!((Gen::<A>::times(10), Gen::<B>::times(10)), (10, 20));
    let _ = Gen::<A>(std::marker::PhantomData);
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Circle(u32);

impl Circle {
    /// The area.
    #[memoize(handle = area_cache, maxsize = 3)]
    fn area(&self, scale: u32, unit: &str) -> String {
        format!("{}{unit}", 3 * self.0 * self.0 * scale)
    }

    #[memoize(handle = Self::unit_cache)]
    fn unit(n: u32) -> u32 {
        n + 1
    }

    #[memoize(handle = generic_cache, thread_local)]
    fn generic<T: Clone + Eq + Hash + 'static>(self: &Arc<Self>, mut n: u32, _t: T) -> u32 {
        n += self.0;
        n
    }

    #[memoize(handle = none)]
    async fn later(&self, n: u32) -> Result<u32, String> {
        let n = std::future::ready(Ok::<u32, String>(n)).await?;
        if n == 7 {
            return Err("seven".into());
        }
        Ok(n + self.0)
    }
}

#[memoize(handle = triple_handle)]
fn triple(n: u32) -> u32 {
    3 * n
}

#[test]
fn handle_functions() {
    let circle = Circle(2);
    assert_eq!(circle.area(10, "m"), "120m");
    assert_eq!(circle.area(10, "m"), "120m");
    let handle = Circle::area_cache();
    assert_eq!(
        handle.cache_info().to_string(),
        "CacheInfo(hits=1, misses=1, maxsize=3, currsize=1)"
    );
    assert!(handle.contains(&circle, 10, "m"));
    assert_eq!(handle.uncached(&circle, 1, "km"), "12km");
    handle.insert(&circle, 1, "km", "?".into());
    assert_eq!(circle.area(1, "km"), "?");
    assert!(handle.invalidate(&circle, 1, "km"));
    handle.cache_clear();
    assert_eq!(handle.cache_info().misses(), 0);

    assert_eq!(
        (
            Circle::unit(1),
            Circle::unit(1),
            Circle::unit_cache().cache_info().hits()
        ),
        (2, 2, 1)
    );
    let arc = Arc::new(Circle(5));
    assert_eq!(
        (
            arc.generic(1, "x"),
            arc.generic(1, "x"),
            arc.generic(1, 3u8)
        ),
        (6, 6, 6)
    );
    assert_eq!(
        Circle::generic_cache::<&'static str>().cache_info().hits(),
        1
    );
    assert_eq!(Circle::generic_cache::<u8>().uncached(&arc, 1, 3), 6);
    assert_eq!(
        (triple(3), triple(3), triple_handle().cache_info().hits()),
        (9, 9, 1)
    );
    assert_eq!(triple_handle().uncached(2), 6);
}

/// Polls to the end a future that never waits for anything.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => panic!("pending"),
    }
}

#[test]
fn async_functions() {
    #[memoize]
    async fn len(s: &str) -> Result<usize, String> {
        let s = std::future::ready(Ok::<&str, String>(s)).await?;
        Ok(s.len())
    }
    assert_eq!((block_on(len("abc")), block_on(len("abc"))), (Ok(3), Ok(3)));
    assert_eq!(len::cache_info().hits(), 1);
    assert_eq!(block_on(len::uncached("abcd")), Ok(4));
    let circle = Circle(2);
    assert_eq!(
        (block_on(circle.later(1)), block_on(circle.later(1))),
        (Ok(3), Ok(3))
    );
    assert_eq!(block_on(circle.later(7)), Err("seven".into()));
    fn send<T: Send>(value: T) -> T {
        value
    }
    drop(send(len("x")));
    drop(send(circle.later(1)));
}

#[derive(Default)]
struct Grid {
    rows: Vec<Vec<u32>>,
    cache: dunder::memo::InstanceCache,
}

impl Grid {
    #[memoize(per_instance = cache)]
    fn sum(&self, row: usize) -> u32 {
        self.rows[row].iter().sum()
    }
    #[memoize(per_instance = cache)]
    fn product(&self, row: usize) -> u32 {
        self.rows[row].iter().product()
    }
}

#[test]
fn a_cache_for_each_object() {
    let mut a = Grid {
        rows: vec![vec![1, 2, 4]],
        ..Grid::default()
    };
    let b = Grid {
        rows: vec![vec![30]],
        ..Grid::default()
    };
    assert_eq!((a.sum(0), a.product(0), b.sum(0), a.sum(0)), (7, 8, 30, 7));
    a.rows[0].push(1);
    assert_eq!(a.sum(0), 7);
    a.cache.clear();
    assert_eq!(a.sum(0), 8);
}

#[test]
fn thread_local_keeps_what_cannot_be_sent() {
    use std::rc::Rc;
    #[memoize(thread_local, maxsize = 2)]
    fn shared(n: u32, by: Rc<str>) -> Rc<Vec<u32>> {
        Rc::new(vec![n; by.len()])
    }
    let first = shared(1, "ab".into());
    assert!(Rc::ptr_eq(&first, &shared(1, "ab".into())));
    assert_eq!(shared::cache_info().hits(), 1);
    std::thread::spawn(|| assert_eq!(shared::cache_info().misses(), 0))
        .join()
        .unwrap();
    assert!(shared::invalidate(1, "ab".into()));

    #[memoize(thread_local)]
    fn generic<T: Eq + Hash + Clone + 'static>(value: T) -> Rc<T> {
        Rc::new(value)
    }
    assert!(Rc::ptr_eq(&generic(3), &generic(3)));
    assert_eq!(generic::<i32>::cache_info().hits(), 1);
    generic::<i32>::cache_clear();
    assert_eq!(generic::<i32>::cache_info().misses(), 0);
}

#[test]
fn floats_are_keys_by_their_bits() {
    #[memoize]
    fn inverse(x: f64) -> f64 {
        1.0 / x
    }
    assert_eq!(
        (inverse(0.0), inverse(-0.0)),
        (f64::INFINITY, f64::NEG_INFINITY)
    );
    assert!(inverse(f64::NAN).is_nan() && inverse(f64::NAN).is_nan());
    assert_eq!(
        inverse::cache_info().to_string(),
        "CacheInfo(hits=1, misses=3, maxsize=128, currsize=3)"
    );
}

#[test]
fn impl_trait_arguments_with_a_key() {
    #[memoize(key = s.as_ref().to_owned())]
    fn len(s: impl AsRef<str>) -> usize {
        s.as_ref().len()
    }
    assert_eq!((len("abc"), len(String::from("abc"))), (3, 3));
}

#[test]
fn a_key_that_borrows_is_looked_up_as_it_is() {
    struct Named {
        name: String,
    }
    impl Named {
        #[memoize(key = self.name.as_str(), handle = len_cache)]
        fn len(&self) -> usize {
            self.name.len()
        }
    }
    #[memoize(key = text.trim())]
    fn trimmed(text: &str) -> usize {
        text.trim().len()
    }
    #[memoize(key = &text.trim()[..1], thread_local)]
    fn first(text: &str) -> String {
        text.trim()[..1].to_owned()
    }
    #[memoize(key = *n, handle = none)]
    fn copied(n: &u32) -> u32 {
        *n
    }
    #[memoize(key = words.first().copied().unwrap_or_default())]
    fn generic<T: Copy + Default + Eq + std::hash::Hash + Send + Sync + 'static>(
        words: &[T],
    ) -> usize {
        words.len()
    }
    assert_eq!((trimmed(" a"), trimmed("a ")), (1, 1));
    assert_eq!(
        (trimmed::cache_info().hits(), trimmed::contains("  a")),
        (1, true)
    );
    assert_eq!((first("ab").as_str(), first("ac").as_str()), ("a", "a"));
    assert_eq!(first::cache_info().hits(), 1);
    let named = |name: &str| Named { name: name.into() };
    assert_eq!((named("ab").len(), named("ab").len()), (2, 2));
    assert_eq!(Named::len_cache().cache_info().hits(), 1);
    assert_eq!((copied(&1), copied(&1)), (1, 1));
    assert_eq!((generic(&[1u8, 2]), generic(&[1u8])), (2, 2));
}

#[test]
fn the_fragments_of_a_macro_are_what_they_stand_for() {
    macro_rules! memo {
        ($name:ident($arg:ident: $ty:ty) -> $out:ty $body:block, $size:expr, $ttl:expr, $key:expr) => {
            #[memoize(maxsize = $size, ttl = $ttl, key = $key)]
            fn $name($arg: $ty) -> $out $body
        };
    }
    memo!(some(n: u32) -> u32 { n + 1 }, Some(2), "1h", n);
    memo!(none(n: &str) -> usize { n.len() }, None, std::time::Duration::from_secs(1), n.trim());
    memo!(plain(n: Option<&str>) -> bool { n.is_some() }, 1 + 2, "2m", &n.map(str::to_owned));
    assert_eq!((some(1), none(" a"), plain(None)), (2, 2, false));
    let sizes = [
        some::cache_parameters(),
        none::cache_parameters(),
        plain::cache_parameters(),
    ];
    assert_eq!(sizes.map(|p| p.maxsize()), [Some(2), None, Some(3)]);
    assert_eq!(sizes.map(|p| p.ttl().unwrap().as_secs()), [3600, 1, 120]);
}
