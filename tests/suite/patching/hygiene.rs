//! What the expansion must live beside: no prelude, every lint, other names for std's, another name for the crate.

/// Nothing is in scope, and everything is said.
pub mod strict {
    #![no_implicit_prelude]
    #![forbid(unsafe_code)]
    #![deny(missing_docs, warnings, clippy::pedantic, clippy::nursery)]

    use ::std::borrow::ToOwned as _;

    /// A clock.
    #[derive(::std::clone::Clone)]
    pub struct Clock(pub u64);

    impl Clock {
        /// The time.
        #[::dunder::patchable(handle = now_patch)]
        #[must_use]
        pub fn now(&self) -> u64 {
            self.0
        }

        /// Sets it.
        #[::dunder::patchable(handle = set_patch)]
        pub fn set(&mut self, to: u64) {
            self.0 = to;
        }
    }

    /// Logs.
    #[::dunder::patchable]
    #[must_use]
    pub fn log(msg: &str) -> ::std::string::String {
        msg.to_owned()
    }

    /// The first of two.
    #[::dunder::patchable]
    pub fn first<'a, T: 'static>(a: &'a T, _: &T) -> &'a T {
        a
    }

    /// Waits for nothing.
    #[::dunder::patchable]
    pub async fn wait(n: u32) -> u32 {
        ::core::future::ready(n).await
    }

    /// As one.
    #[::dunder::patchable(handle = seven_patch)]
    #[must_use]
    pub fn seven() -> u64 {
        7
    }
}

mod shadowed {
    #![allow(dead_code, non_camel_case_types)]

    pub struct Option;
    pub struct Some;
    pub struct None;
    pub struct Patch;
    pub struct Body;
    pub struct R;
    pub struct String;
    pub struct PhantomData;
    pub trait Fn {}
    pub trait FnOnce {}
    pub trait Send {}
    pub trait Sync {}
    pub trait Sized {}
    pub trait Future {}
    mod core {}
    mod std {}
    pub struct usize;

    // Arguments with the names of the expansion's locals.
    #[dunder::patchable]
    pub fn add(patch: u8, body: u8, this: u8, running: u8) -> u8 {
        patch + body + this + running
    }

    #[dunder::patchable]
    pub fn take(_: Patch, _: Body, _: R) -> R {
        R
    }

    pub struct This(pub u8);

    impl This {
        #[dunder::patchable(handle = add_patch)]
        pub fn add(&self, this: u8, patch: u8) -> u8 {
            self.0 + this + patch
        }
    }
}

mod renamed {
    mod facade {
        pub use ::dunder as toolkit;
    }
    extern crate dunder as other;

    #[other::patchable(crate = crate::patching::hygiene::renamed::facade::toolkit)]
    pub fn now() -> u64 {
        7
    }
}

macro_rules! functions {
    ($($name:ident: $ty:ty = $value:expr;)*) => {$(
        #[dunder::patchable]
        fn $name(of: &$ty) -> $ty {
            let _ = of;
            $value
        }
    )*};
}

functions! {
    one: u8 = 1;
    two: u8 = 2;
    r#type: Vec<u8> = vec![3];
}

#[test]
fn all_of_them_work() {
    use strict::Clock;

    let _guards = (
        Clock::now_patch().patch(|this| this.0 + 1),
        Clock::set_patch().patch(|this, to| this.0 = to + 1),
        strict::log::patch(|msg| msg.to_uppercase()),
        strict::first::<u8>::patch(|a, _| a),
        strict::wait::patch(|n| async move { n + 1 }),
        strict::seven_patch().patch(|| 8),
        shadowed::add::patch(|_, _, _, _| 0),
        shadowed::take::patch(|_, _, r| r),
        shadowed::This::add_patch().patch(|this, _, _| this.0),
        renamed::now::patch(|| 8),
        one::patch(|of| of + 10),
        r#type::patch(|of| of.clone()),
    );
    let mut clock = Clock(1);
    clock.set(5);
    assert_eq!((clock.now(), strict::seven()), (7, 8));
    assert_eq!(strict::log("x"), "X");
    assert_eq!(strict::first(&1_u8, &2), &1);
    assert_eq!(shadowed::add(1, 2, 3, 4), 0);
    let _ = shadowed::take(shadowed::Patch, shadowed::Body, shadowed::R);
    assert_eq!(shadowed::This(5).add(1, 1), 5);
    assert_eq!(renamed::now(), 8);
    assert_eq!((one(&1), two(&1), r#type(&vec![1])), (11, 2, vec![1]));
}

#[test]
fn a_body_that_is_a_fragment_of_a_macro() {
    macro_rules! patched {
        ($name:ident($arg:ident: $ty:ty) -> $out:ty $body:block) => {
            #[dunder::patchable]
            fn $name($arg: $ty) -> $out $body
        };
    }
    patched!(r#loop(n: &u32) -> u32 { *n });
    let guard = r#loop::patch(|n| n + 1);
    assert_eq!((r#loop(&1), r#loop::original(&1)), (2, 1));
    drop(guard);
    assert_eq!(r#loop(&1), 1);
}
