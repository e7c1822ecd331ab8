//! Two types under one key in the trait's own crate, told by coherence: the second is a second implementation of
//! [`OneTypePerKey`] for the trait object.

/// In the crate of a trait one type registers under a key: an error that names this trait shows two that do.
///
/// [`#[register]`](macro@crate::register) implements it for the trait object. `Text` is the key, character by
/// character. `By` is `()` in the trait's crate, so that a second registration of the key conflicts; elsewhere it is a
/// type made for the registration, since the orphan rule asks for one of that crate. `CRATE` is the registering
/// crate's number, zero for the trait's: what another crate's `By` is the compiler does not look up here, and
/// registrations of two crates are told apart at first use.
pub trait OneTypePerKey<Text, By, const CRATE: u64> {}

/// A character of a key, in an error that tells of two types under one.
pub struct KeyChar<const C: char>;

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
    /// A number for the crate.
    const fn number(&self) -> u64 {
        let texts = [self.version, self.binary, self.test];
        let mut number = hash(FNV_BASIS, Some(root(self.module)));
        let mut at = 0;
        while at < texts.len() {
            number = match texts[at] {
                Some(text) => hash(number, Some(text.as_bytes())),
                None => hash(number, None),
            };
            at += 1;
        }
        number
    }

    /// Zero in the crate that is `home`, a number for any other.
    #[must_use]
    pub const fn number_away_from(&self, home: &Self) -> u64 {
        if self.is(home) { 0 } else { self.number() }
    }

    /// Whether both are the same crate.
    #[must_use]
    pub const fn is(&self, other: &Self) -> bool {
        self.number() == other.number()
    }
}

const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// FNV-1a of a text, or of the lack of one, continued.
const fn hash(mut hash: u64, text: Option<&[u8]>) -> u64 {
    let (end, text) = match text {
        Some(text) => (1, text),
        None => (2, [].as_slice()),
    };
    let mut at = 0;
    while at < text.len() {
        hash = (hash ^ text[at] as u64).wrapping_mul(FNV_PRIME);
        at += 1;
    }
    // No byte of a text, so that two texts are not taken for one.
    (hash ^ (0x100 + end)).wrapping_mul(FNV_PRIME)
}

/// The crate's name in a module path.
const fn root(path: &str) -> &[u8] {
    let path = path.as_bytes();
    let mut at = 0;
    while at < path.len() && path[at] != b':' {
        at += 1;
    }
    path.split_at(at).0
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
    use super::{Crate, root};

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
        assert!(!of("app", Some("x")).is(&of("ap", Some("px"))));
        for (path, expected) in [("app", "app"), ("app::a::b", "app"), ("", "")] {
            assert_eq!(root(path), expected.as_bytes());
        }
    }
}
