//! What generated code must live beside. A module here is a test by compiling at all.

/// Every lint of pedantic clippy, and no prelude.
mod strict {
    #![deny(warnings, missing_docs, clippy::pedantic)]
    #![allow(clippy::cast_lossless, clippy::unnecessary_wraps, clippy::unused_async)]
    #![forbid(unsafe_code)]
    #![no_implicit_prelude]

    use ::std::string::String;

    /// Doubles.
    #[::dunder::memoize(maxsize = 3, ttl = "1h", single_flight)]
    #[must_use]
    pub fn double(n: u64) -> u64 {
        n * 2
    }

    /// Measures.
    #[::dunder::memoize(thread_local)]
    #[must_use]
    pub fn len(s: &str, _by: ::std::option::Option<&str>) -> usize {
        s.len()
    }

    /// Fails.
    ///
    /// # Errors
    ///
    /// Always.
    #[::dunder::memoize(ok, skip(log))]
    pub fn fail<const N: usize>(
        (a, b): (u8, u8),
        log: &mut String,
    ) -> ::std::result::Result<usize, String> {
        log.push('x');
        ::std::result::Result::Ok(N + a as usize + b as usize)
    }

    /// Waits.
    #[::dunder::memoize(single_flight)]
    pub async fn wait(s: &str) -> usize {
        s.len()
    }

    /// A type.
    #[derive(::std::clone::Clone, ::std::cmp::PartialEq, ::std::cmp::Eq, ::std::hash::Hash)]
    pub struct Type(pub u32);

    impl Type {
        /// Adds.
        #[::dunder::memoize(handle = add_handle)]
        #[must_use]
        pub fn add(&self, mut n: u32) -> u32 {
            n += self.0;
            n
        }

        /// Waits.
        #[::dunder::memoize]
        pub async fn wait(&self, n: u32) -> u32 {
            self.0 + n
        }

        /// Generic.
        #[::dunder::memoize(single_flight)]
        pub fn generic<
            T: ::std::clone::Clone
                + ::std::hash::Hash
                + ::std::cmp::Eq
                + ::std::marker::Send
                + ::std::marker::Sync
                + 'static,
        >(
            &self,
            _t: T,
        ) -> u32 {
            self.0
        }
    }
}

/// Names of std that mean something else here.
mod shadowed {
    #![allow(dead_code, non_camel_case_types)]

    pub struct Option;
    pub struct Result;
    pub struct Some;
    pub struct None;
    pub struct Ok;
    pub struct Err;
    pub struct Vec;
    pub struct String;
    pub struct Engine;
    pub struct Chain;
    pub trait Clone {}
    pub trait Hash {}
    pub trait Send {}
    pub trait Sync {}
    pub trait ToOwned {}
    pub mod std {}
    pub mod core {}
    pub struct bool;
    pub struct usize;

    #[::dunder::memoize(maxsize = 3, ttl = "1h")]
    pub fn text(n: &str, value: u32, site: u32, miss: u32, found: u32) -> u32 {
        value + site + miss + found + n.as_bytes()[0] as u32
    }

    #[::dunder::memoize]
    pub fn word(value: u32) -> u32 {
        value
    }

    pub struct CHAIN;
    pub const CACHE: u32 = 3;

    #[derive(::std::clone::Clone, PartialEq, Eq, ::std::hash::Hash)]
    pub struct Type(u32);

    impl Type {
        #[::dunder::memoize(handle = handle)]
        pub fn value(&self, place: u32, weight: u32) -> u32 {
            self.0 + place + weight + CACHE
        }
    }
}

extern crate dunder as renamed;

mod dunder {
    #![allow(dead_code)]
    pub struct NotTheCrate;
}

#[renamed::memoize(crate = renamed, maxsize = None)]
fn by_another_name(n: u32) -> u32 {
    n
}

macro_rules! made {
    ($name:ident, $ty:ty, $n:ident => $body:expr) => {
        #[renamed::memoize(crate = renamed)]
        fn $name($n: $ty, other: $ty) -> $ty {
            $body + other
        }
    };
}

made!(by_a_macro, u32, n => n + 1);

#[cfg_attr(all(), renamed::memoize(crate = renamed))]
fn conditional(there: u32) -> u32 {
    there
}

/// The handle travels with the name.
mod inner {
    use super::renamed;

    #[renamed::memoize(crate = renamed)]
    pub(super) fn visible(n: u32) -> u32 {
        n
    }
}
use inner::visible;

#[test]
fn it_works() {
    assert_eq!((strict::double(2), strict::len("ab", None)), (4, 2));
    assert_eq!(strict::fail::<3>((1, 2), &mut String::new()), Ok(6));
    assert!(
        strict::double::contains(2) && !strict::fail::<4>::contains((1, 2), &mut String::new())
    );
    assert_eq!(strict::Type(3).add(4), 7);
    assert_eq!(strict::Type::add_handle().uncached(&strict::Type(1), 1), 2);
    assert_eq!(strict::Type(3).generic("x"), 3);
    assert_eq!(shadowed::text("a", 1, 2, 3, 4), 107);
    assert_eq!(shadowed::word(4), 4);
    assert_eq!(
        (by_another_name(3), by_a_macro(3, 4), conditional(5)),
        (3, 8, 5)
    );
    assert_eq!(by_another_name::cache_info().misses(), 1);
    assert_eq!((visible(1), visible::cache_info().misses()), (1, 1));
    let _ = (strict::wait("a"), strict::Type(1).wait(3));
    let _ = shadowed::Type::handle;
}

/// The rest of the places, under the same lints: traits, per object, generic, in a function, stored.
mod strict_places {
    #![deny(warnings, missing_docs, clippy::pedantic)]
    #![allow(clippy::unused_async)]
    #![forbid(unsafe_code)]

    use dunder::memo::{InstanceCache, Key, KeyRef, Value};
    use dunder::memoize;

    /// A trait.
    pub trait Area {
        /// The area.
        fn area(&self, scale: u32) -> u32;

        /// Twice the area.
        #[memoize]
        fn twice(&self, scale: u32) -> u32
        where
            Self: Key,
        {
            2 * self.area(scale)
        }
    }

    /// A type.
    #[derive(Clone, PartialEq, Eq, Hash, Default)]
    pub struct Square {
        side: u32,
        cache: InstanceCache,
    }

    impl Area for Square {
        #[memoize]
        fn area(&self, scale: u32) -> u32 {
            self.side * self.side * scale
        }
    }

    impl Square {
        /// Of this side.
        #[memoize(handle = Self::of_cache, maxsize = 2)]
        #[must_use]
        pub fn of(side: u32) -> Self {
            Self {
                side,
                ..Self::default()
            }
        }

        /// The circumference.
        #[memoize(per_instance = cache, single_flight)]
        #[must_use]
        pub fn around(&self, (a, _): (u32, u32)) -> u32 {
            self.side * a
        }
    }

    /// Generic, with all kinds of arguments.
    #[memoize(handle = generic_cache)]
    #[must_use]
    pub fn generic<T: Key, U: KeyRef + ?Sized, V: Value + Default, const N: usize>(
        one: T,
        other: &U,
        maybe: Option<&T>,
        mut n: u32,
    ) -> (V, u32) {
        let _ = (one, other);
        n += u32::from(maybe.is_some());
        (V::default(), n)
    }

    /// Generic, with the handle that is a type.
    #[memoize]
    #[must_use]
    pub fn typed<'a, T: Key>(value: &'a [T], text: &'a str) -> usize {
        #[memoize(thread_local)]
        fn inner(n: usize) -> usize {
            n + 1
        }
        inner(value.len()) + text.len()
    }

    /// With a store.
    #[memoize(store = nowhere)]
    #[must_use]
    pub fn stored(text: &str, x: f64) -> String {
        format!("{text}{x}")
    }

    /// Likewise, later.
    #[memoize(store = nowhere, single_flight)]
    pub async fn stored_later(text: &str) -> Option<String> {
        std::future::ready(Some(text.to_owned())).await
    }

    struct Nowhere;

    impl dunder::memo::Store for Nowhere {
        fn load(&self, _: &[u8]) -> Result<Option<Vec<u8>>, dunder::memo::StoreError> {
            Ok(None)
        }
        fn save(
            &self,
            _: &[u8],
            _: &[u8],
            _: Option<std::time::Duration>,
        ) -> Result<(), dunder::memo::StoreError> {
            Ok(())
        }
        fn remove(&self, _: &[u8]) -> Result<bool, dunder::memo::StoreError> {
            Ok(false)
        }
        fn clear(&self) -> Result<(), dunder::memo::StoreError> {
            Ok(())
        }
    }

    fn nowhere(_name: &str) -> Nowhere {
        Nowhere
    }
}

#[test]
fn strict_places_work() {
    use strict_places::{Area, Square, generic, generic_cache, stored, typed};

    let square = Square::of(3);
    assert_eq!((square.area(2), square.twice(2)), (18, 36));
    assert_eq!((square.around((4, 1)), square.around((4, 2))), (12, 12));
    assert_eq!(Square::of_cache().cache_info().misses(), 1);
    Square::of_cache().insert(5, Square::of(1));
    assert_eq!(Square::of(5).area(1), 1);

    let call = |n| generic::<u8, str, String, 3>(1, "a", Some(&2), n);
    assert_eq!((call(4), call(4)), ((String::new(), 5), (String::new(), 5)));
    let handle = generic_cache::<u8, str, String, 3>();
    assert_eq!(handle.cache_info().hits(), 1);
    assert!(handle.contains(1, "a", Some(&2), 4) && !handle.contains(1, "a", None, 4));
    assert_eq!(handle.uncached(1, "a", None, 4).1, 4);

    assert_eq!((typed(&[1, 2], "ab"), typed(&[1, 2], "ab")), (5, 5));
    assert!(typed::<i32>::contains(&[1, 2], "ab"));
    typed::<i32>::insert(&[3], "", 70);
    assert_eq!((typed(&[3], ""), typed::<i32>::peek(&[4], "")), (70, None));
    assert!(typed::<i32>::invalidate(&[3], ""));
    assert_eq!(typed::<i32>::uncached(&[3], ""), 2);
    assert_eq!(typed::<i32>::cache_parameters().maxsize(), Some(128));

    assert_eq!(stored("a", 0.5), "a0.5");
    assert_eq!(stored::entries().iter().count(), 1);
    drop(strict_places::stored_later("a"));
}
