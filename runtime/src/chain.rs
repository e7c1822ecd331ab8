//! One value per type behind one static, for generic code: a `static` in a generic function is shared by all
//! instances of the function, so the instances' values hang off it.

use std::any::{Any, TypeId};
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

/// Append-only lists of values, one per type, spread over a few buckets by the type's id. Reading takes no lock.
pub struct Chain<V: ?Sized = dyn Any + Send + Sync> {
    buckets: [Link<V>; BUCKETS],
}

const BUCKETS: usize = 8;

type Link<V> = OnceLock<Box<Node<V>>>;

struct Node<V: ?Sized> {
    key: TypeId,
    value: Box<V>,
    next: Link<V>,
}

impl<V: ?Sized> Chain<V> {
    /// An empty chain.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            buckets: [const { OnceLock::new() }; BUCKETS],
        }
    }

    /// The value for this type.
    #[inline]
    pub(crate) fn find(&self, key: TypeId) -> Option<&V> {
        let mut link = &self.buckets[bucket(key)];
        while let Some(node) = link.get() {
            if node.key == key {
                return Some(&node.value);
            }
            link = &node.next;
        }
        None
    }

    /// The value for this type, made by `make` where there is none yet. Of several makers that race one value is kept.
    #[inline]
    pub(crate) fn find_or_make(&self, key: TypeId, make: impl FnOnce() -> Box<V>) -> &V {
        match self.find(key) {
            Some(value) => value,
            None => append(&self.buckets[bucket(key)], key, make),
        }
    }
}

#[cfg(any(feature = "factory", feature = "singleton"))]
impl Chain {
    /// The value of type `T`, made by `make` where there is none yet. Of several makers that race one value is kept.
    #[inline]
    pub fn get<T: Any + Send + Sync>(&self, make: fn() -> T) -> &T {
        let value = self.find_or_make(TypeId::of::<T>(), || Box::new(make()));
        debug_assert_eq!(TypeId::of::<T>(), value.type_id());
        let value: *const (dyn Any + Send + Sync) = value;
        // SAFETY: a value is found by the id that it was stored with, and this method, the only one to store any in a
        // chain of `dyn Any`, stores a `T` with the id of `T`. (`downcast_ref` would ask the value once more, by an
        // indirect call.)
        unsafe { &*value.cast::<T>() }
    }
}

impl<V: ?Sized> Default for Chain<V> {
    fn default() -> Self {
        Self::new()
    }
}

#[cold]
fn append<V: ?Sized>(mut link: &Link<V>, key: TypeId, make: impl FnOnce() -> Box<V>) -> &V {
    let mut make = Some(make);
    loop {
        let node = link.get_or_init(|| {
            // A link that is made here is the last that is looked at.
            let make = make.take().expect("one link for each value");
            Box::new(Node {
                key,
                value: make(),
                next: OnceLock::new(),
            })
        });
        if node.key == key {
            return &node.value;
        }
        link = &node.next;
    }
}

/// A type's id is a good hash already; its low bits choose the bucket, which is a constant after inlining.
#[inline]
fn bucket(key: TypeId) -> usize {
    struct Bits(u64);

    impl Hasher for Bits {
        #[inline]
        fn write(&mut self, bytes: &[u8]) {
            for &byte in bytes {
                self.write_u64(u64::from(byte));
            }
        }

        #[inline]
        fn write_u64(&mut self, bits: u64) {
            self.0 = self.0.rotate_left(8) ^ bits;
        }

        fn finish(&self) -> u64 {
            self.0
        }
    }

    let mut bits = Bits(0);
    key.hash(&mut bits);
    (bits.finish() as usize) % BUCKETS
}

#[cfg(all(test, any(feature = "factory", feature = "singleton")))]
mod tests {
    use super::Chain;

    #[test]
    fn one_value_per_type() {
        fn of<const N: usize>(chain: &'static Chain) -> usize {
            let first = chain.get(|| [N; N]);
            assert!(std::ptr::eq(first, chain.get(|| [0; N])));
            assert_eq!(*first, [N; N]);
            first.as_ptr() as usize
        }
        static CHAIN: Chain = Chain::new();
        let mut places: Vec<usize> = [
            of::<1>(&CHAIN),
            of::<2>(&CHAIN),
            of::<3>(&CHAIN),
            of::<4>(&CHAIN),
            of::<5>(&CHAIN),
            of::<6>(&CHAIN),
            of::<7>(&CHAIN),
            of::<8>(&CHAIN),
            of::<9>(&CHAIN),
            of::<10>(&CHAIN),
        ]
        .into();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), 10);
    }

    #[test]
    fn racing_makers_share_one_value() {
        static CHAIN: Chain = Chain::new();
        let barrier = std::sync::Barrier::new(16);
        let places: Vec<usize> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..16)
                .map(|_| {
                    scope.spawn(|| {
                        barrier.wait();
                        std::ptr::from_ref(CHAIN.get(String::new)) as usize
                    })
                })
                .collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .collect()
        });
        assert!(places.iter().all(|place| *place == places[0]));
    }
}
