//! Methods that implement those of a trait: `#[patchable]` on the `impl`, and on each method that is to be patched.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use dunder::patchable;

trait Clock {
    const STEP: u64;
    type Stamp;

    fn now(&self, zone: &str) -> u64;
    fn stamp(&mut self) -> Self::Stamp;
    fn name(&self, or: &str) -> &str;
    fn into_base(self) -> u64
    where
        Self: Sized;
    fn make(base: u64) -> Self
    where
        Self: Sized;
    fn resolution() -> u64
    where
        Self: Sized;
    fn all(&self) -> Vec<Self::Stamp>
    where
        Self::Stamp: Clone;
    fn plain(&self) -> u64 {
        self.now("plain")
    }
}

#[derive(Debug, PartialEq)]
struct System {
    base: u64,
}

#[patchable]
impl Clock for System {
    const STEP: u64 = { 1 };
    type Stamp = (u64, String);

    /// The time.
    #[patchable(handle = now_patch)]
    fn now(&self, zone: &str) -> u64 {
        self.base + zone.len() as u64
    }

    #[patchable(handle = stamp_patch)]
    fn stamp(&mut self) -> Self::Stamp {
        self.base += Self::STEP;
        (self.base, "real".into())
    }

    #[patchable(handle = name_patch)]
    fn name(&self, or: &str) -> &str {
        if or.is_empty() { "system" } else { "other" }
    }

    #[dunder::patchable(handle = into_base_patch)]
    fn into_base(self) -> u64 {
        self.base
    }

    #[patchable(handle = make_patch)]
    fn make(base: u64) -> Self {
        Self { base }
    }

    #[patchable(handle = resolution_patch)]
    fn resolution() -> u64 {
        Self::STEP
    }

    #[patchable(handle = all_patch)]
    fn all(&self) -> Vec<Self::Stamp>
    where
        Self::Stamp: Clone,
    {
        vec![(self.base, String::new())]
    }
}

/// The caller that is tested: it knows the trait alone.
fn read(clock: &dyn Fn(&str) -> u64) -> u64 {
    clock("utc")
}

#[test]
fn row_45_a_method_of_a_trait() {
    let clock = System { base: 10 };
    let call = |zone: &str| clock.now(zone);
    assert_eq!((read(&call), clock.plain()), (13, 15));
    let guard = System::now_patch().patch(|this, zone| this.base * zone.len() as u64);
    assert_eq!((read(&call), clock.plain()), (30, 50));
    {
        let _inner =
            System::now_patch().patch(|this, zone| System::now_patch().original(this, zone) + 1);
        assert_eq!(read(&call), 14);
    }
    assert_eq!(read(&call), 30);
    drop(guard);
    assert_eq!(read(&call), 13);
}

#[test]
fn every_form_of_method() {
    let mut clock = System { base: 10 };
    assert_eq!(clock.stamp(), (11, "real".into()));
    let _stamp = System::stamp_patch().patch(|this| {
        let (base, _) = System::stamp_patch().original(this);
        (base, "fake".into())
    });
    assert_eq!(clock.stamp(), (12, "fake".into()));

    let _name = System::name_patch().patch(|_, or| if or == "x" { "patched" } else { "" });
    assert_eq!(clock.name("x"), "patched");

    let _all = System::all_patch().patch(|this| vec![(this.base, "one".into()); 2]);
    assert_eq!(clock.all().len(), 2);

    let _into = System::into_base_patch().patch(|this| this.base + 100);
    assert_eq!(clock.into_base(), 112);
    assert_eq!(System::into_base_patch().original(System { base: 1 }), 1);

    let _make = System::make_patch().patch(|base| System { base: base + 1 });
    assert_eq!(System::make(1), System { base: 2 });
    let resolution = System::resolution_patch().patch(|| 60);
    assert_eq!(System::resolution(), 60);
    drop(resolution);
    assert_eq!(System::resolution(), 1);
}

#[test]
fn row_46_a_thread_given_the_handle() {
    let guard = System::now_patch().patch(|_, _| 7);
    let handle = guard.handle();
    let in_thread = std::thread::spawn(move || {
        let before = System { base: 1 }.now("");
        let _entered = handle.enter();
        (before, System { base: 1 }.now(""))
    });
    assert_eq!(in_thread.join().unwrap(), (1, 7));
}

struct Wrapped<T, const N: usize>([T; N]);

#[patchable]
impl<T: Clone + 'static, const N: usize> Iterator for Wrapped<T, N>
where
    T: Default,
{
    type Item = T;

    #[patchable(handle = next_patch)]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.first().cloned()
    }
}

#[test]
fn row_45_a_foreign_trait_for_a_generic_type_each_instance_by_itself() {
    let _guard = Wrapped::<u8, 2>::next_patch().patch(|_| None);
    assert_eq!(Wrapped([1_u8, 2]).next(), None);
    assert_eq!(Wrapped([1_u8, 2, 3]).next(), Some(1));
    assert_eq!(Wrapped([1_u16, 2]).next(), Some(1));
    assert_eq!(
        Wrapped::<u8, 2>::next_patch().original(&mut Wrapped([5, 6])),
        Some(5)
    );
}

trait Load<K> {
    fn load(&self, key: K) -> String;
    fn show<V: ToString + 'static>(&self, value: V) -> String
    where
        K: 'static;
}

struct Store;

#[patchable]
impl Load<u8> for Store {
    #[patchable(handle = load_small_patch)]
    fn load(&self, key: u8) -> String {
        format!("u8 {key}")
    }

    #[patchable(handle = show_patch)]
    fn show<V: ToString + 'static>(&self, value: V) -> String {
        value.to_string()
    }
}

#[patchable]
impl Load<u16> for Store {
    #[patchable(handle = load_patch)]
    fn load(&self, key: u16) -> String {
        format!("u16 {key}")
    }

    fn show<V: ToString + 'static>(&self, value: V) -> String {
        value.to_string()
    }
}

#[test]
fn one_trait_with_other_parameters_is_another_method() {
    let _guard = Store::load_patch().patch(|_, key| format!("patched {key}"));
    assert_eq!(Store.load(1_u8), "u8 1");
    assert_eq!(Store.load(1_u16), "patched 1");
    assert_eq!(Store::load_small_patch().original(&Store, 2), "u8 2");
    let _guard = Store::show_patch::<u32>().patch(|_, value| format!("<{value}>"));
    assert_eq!(Load::<u8>::show(&Store, 1_u32), "<1>");
    assert_eq!(Load::<u16>::show(&Store, 1_u32), "1");
    assert_eq!(Load::<u8>::show(&Store, 1_u64), "1");
}

trait Fetch {
    fn fetch(&self, url: &str) -> impl Future<Output = String> + Send;
}

struct Net;

#[patchable]
impl Fetch for Net {
    #[patchable(handle = fetch_patch)]
    async fn fetch(&self, url: &str) -> String {
        format!("real {url}")
    }
}

#[test]
fn row_45_an_async_method_of_a_trait() {
    fn ready<F: Future>(future: F) -> F::Output {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(output) => output,
            Poll::Pending => panic!("it waits"),
        }
    }
    assert_eq!(ready(Net.fetch("a")), "real a");
    let _guard = Net::fetch_patch().patch(|_, url| {
        let url = url.to_owned();
        async move { Net::fetch_patch().original(Net.fetch(&url)).await + "!" }
    });
    assert_eq!(ready(Net.fetch("a")), "real a!");
}

mod strict {
    #![no_implicit_prelude]
    #![forbid(unsafe_code)]
    #![deny(missing_docs, warnings, clippy::pedantic, clippy::nursery)]

    /// A clock.
    pub struct Clock(pub u64);

    #[::dunder::patchable(crate = ::dunder)]
    impl ::std::cmp::PartialEq<u64> for Clock {
        #[patchable(handle = eq_patch)]
        fn eq(&self, other: &u64) -> bool {
            self.0 == *other
        }
    }
}

#[test]
fn under_every_lint() {
    assert!(strict::Clock(1) != 2);
    let _guard = strict::Clock::eq_patch().patch(|_, _| true);
    assert!(strict::Clock(1) == 2);
}
