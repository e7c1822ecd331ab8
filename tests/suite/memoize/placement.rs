//! Where `#[memoize]` can stand.

use std::hash::Hash;
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
    assert_eq!(double::entries(), [((5,), 99)]);
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
