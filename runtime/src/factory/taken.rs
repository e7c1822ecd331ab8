//! Two types under one key in the trait's own crate, told by coherence: the second is a second implementation of
//! [`OneTypePerKey`] for the trait object.

/// In the crate of a trait one type registers under a key: an error that names this trait shows two that do.
///
/// [`#[register]`](macro@crate::register) implements it for the trait object. `Text` is the key. `By` is `()` in the
/// trait's crate, so that a second registration of the key conflicts; elsewhere it is the registered type, since the
/// orphan rule asks for a type of that crate.
pub trait OneTypePerKey<Text, By> {}

/// A key as a type: its characters, in tuples of sixteen if there are more.
#[rustfmt::skip]
pub struct KeyText<
    const A: char = NONE, const B: char = NONE, const C: char = NONE, const D: char = NONE,
    const E: char = NONE, const F: char = NONE, const G: char = NONE, const H: char = NONE,
    const I: char = NONE, const J: char = NONE, const K: char = NONE, const L: char = NONE,
    const M: char = NONE, const N: char = NONE, const O: char = NONE, const P: char = NONE,
>;

/// What pads a key that is shorter. A key that ends in this character meets one that does not; nobody writes such.
const NONE: char = '\0';

/// Chooses `By`: whether the registration stands in the trait's crate.
pub struct Pick<const HERE: bool>;

/// See [`Pick`].
pub trait Choose<T: ?Sized> {
    /// What stands for the registering side.
    type By;
}

impl<T: ?Sized> Choose<T> for Pick<true> {
    type By = ();
}

impl<T> Choose<T> for Pick<false> {
    type By = T;
}

/// What tells a crate from others, as far as a macro can know: a package's library, binaries and tests may all have
/// one name.
pub struct Crate {
    /// `module_path!()`: the crate's name comes first.
    pub module: &'static str,
    /// The package's version.
    pub version: Option<&'static str>,
    /// The binary's name, in one.
    pub binary: Option<&'static str>,
    /// The directory for tests, in an integration test.
    pub test: Option<&'static str>,
}

impl Crate {
    /// Whether both are the same crate.
    #[must_use]
    pub const fn is(&self, other: &Self) -> bool {
        same_root(self.module, other.module)
            && same(self.version, other.version)
            && same(self.binary, other.binary)
            && same(self.test, other.test)
    }
}

/// Whether the module paths start with the same crate.
const fn same_root(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    loop {
        let (a, b) = (until_colon(a, at), until_colon(b, at));
        match (a, b) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b => at += 1,
            _ => return false,
        }
    }
}

const fn until_colon(path: &[u8], at: usize) -> Option<u8> {
    if at < path.len() && path[at] != b':' {
        Some(path[at])
    } else {
        None
    }
}

const fn same(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            let (a, b) = (a.as_bytes(), b.as_bytes());
            let mut at = 0;
            while at < a.len() && at < b.len() && a[at] == b[at] {
                at += 1;
            }
            at == a.len() && at == b.len()
        }
        _ => false,
    }
}

/// The crate in which it is expanded.
#[doc(hidden)]
#[macro_export]
macro_rules! __factory_here {
    () => {
        $crate::__private::factory::Crate {
            module: ::core::module_path!(),
            version: ::core::option_env!("CARGO_PKG_VERSION"),
            binary: ::core::option_env!("CARGO_BIN_NAME"),
            test: ::core::option_env!("CARGO_TARGET_TMPDIR"),
        }
    };
}

#[cfg(test)]
mod tests {
    use super::{Crate, same_root};

    #[test]
    fn crates() {
        const fn of(module: &'static str, binary: Option<&'static str>) -> Crate {
            Crate {
                module,
                version: Some("1.0.0"),
                binary,
                test: None,
            }
        }
        assert!(of("app::a", None).is(&of("app::b::c", None)));
        assert!(of("app", None).is(&of("app::b", None)));
        assert!(!of("app", None).is(&of("app", Some("app"))));
        assert!(!of("app", Some("x")).is(&of("app", Some("y"))));
        for (a, b) in [
            ("app", "apple"),
            ("apple", "app"),
            ("a::b", "b::b"),
            ("", "a"),
        ] {
            assert!(!same_root(a, b), "{a} {b}");
        }
    }
}
