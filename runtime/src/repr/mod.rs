//! Text as Python writes it: the trait [`Repr`] and the function [`repr`](fn@repr).
//!
//! The forms are CPython's literals, to the digit and the escape:
//!
//! | Rust | text |
//! | --- | --- |
//! | integers, `NonZero`, `Wrapping`, `Saturating`, atomics | `42` |
//! | `f64`, `f32` | `3.0`, `1e+16`, `5e-324`, `nan`, `-inf`; the digits of an `f32` are those of an `f32` |
//! | `bool`, `()` | `True`, `()` |
//! | `str`, `String`, `char`, paths and `OsStr` | `'it'`, `"it's"`, `'\n'`, `'\u200b'`; bytes of a path that are no UTF-8 as `\udcff` (`os.fsdecode`) |
//! | `CStr`, `CString` | `b'abc\xff'` |
//! | `Option` | `None`; `Some(x)` as `x` |
//! | `Result` | `Ok(x)`, `Err(x)`: Python has no such literal, and unlike `Some`, dropping the name would hide an error |
//! | slices, arrays, `Vec`, `VecDeque`, `LinkedList`, `BinaryHeap` | `[1, 2]`; bytes too, since a `Vec<u8>` is a list of numbers as often as a byte string |
//! | tuples up to twelve | `()`, `(1,)`, `(1, 2)` |
//! | `HashMap`, `BTreeMap` | `{'a': 1}`, in the map's own order |
//! | `HashSet`, `BTreeSet` | `{1, 2}`, `set()` |
//! | references, `Box`, `Rc`, `Arc`, `Pin`, `Cow`, `ManuallyDrop`, `Cell`, [`Field`](crate::Field) | as what they hold; a secret `Field` as `'**********'` |
//! | `Weak` | as what it points to; `None` when that is gone |
//! | `RefCell`, `Mutex`, `RwLock` | as what they hold (also when poisoned); `<borrowed>`, `<locked>` when it cannot be read now |
//! | `OnceCell`, `OnceLock` | as what they hold; `<uninit>` before |
//! | ranges | `1..5`, `..=9`, with the ends in their repr |
//! | `Ordering` | `Ordering.Less` |
//! | `PhantomData` | `PhantomData` |
//! | `Duration`, `Instant`, `SystemTime`, addresses, `Layout`, `TypeId`, threads, pointers and `fn` pointers | as their `Debug`: Python has no literal for them |
//! | a value that is being printed already (a cycle through `Rc`, `Arc`, `Weak` or references) | `...` |
//!
//! Data classes print `Point(x=3.0, y=4.0)`, variants `Color.Red` and `Shape.Circle(1.5)`; see `#[dataclass]`
//! and `#[derive(dunder::Repr)]`.

mod cells;
mod collections;
mod cycle;
#[doc(hidden)]
pub mod generated;
mod literals;
mod numbers;
mod others;
mod pointers;

use std::fmt;

/// Text as Python writes it: its `__repr__`.
///
/// Where `Debug` is for the programmer reading Rust, `Repr` is the literal that Python would print for the same
/// value. The [module](self) lists the forms of the std types. `#[dataclass]` and `#[derive(dunder::Repr)]` write
/// it for your own types; by hand:
///
/// ```
/// use std::fmt;
///
/// struct Celsius(f64);
///
/// impl dunder::Repr for Celsius {
///     fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         dunder::Repr::repr(&self.0, f)?;
///         f.write_str("°C")
///     }
/// }
///
/// assert_eq!(dunder::repr(&vec![Celsius(21.5)]), "[21.5°C]");
/// ```
///
/// Origin: CPython's `object.__repr__` and `dataclasses.dataclass(repr=True)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `Repr`",
    label = "cannot be printed as Python prints it",
    note = "annotate `{Self}` with `#[dataclass]` or `#[derive(dunder::Repr)]`, or write `impl dunder::Repr for {Self}`"
)]
pub trait Repr {
    /// Writes the text. The formatter's width, precision and sign are of no account here: they apply to the
    /// whole text, by `Display` of a data class.
    ///
    /// # Errors
    ///
    /// Only those of the sink that `f` writes to.
    fn repr(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// The text of a value as Python's `repr(value)`.
///
/// ```
/// use std::collections::BTreeMap;
///
/// assert_eq!(dunder::repr("it's"), r#""it's""#);
/// assert_eq!(dunder::repr(&(1, 2.0, Some('x'), None::<u8>)), "(1, 2.0, 'x', None)");
/// assert_eq!(dunder::repr(&BTreeMap::from([("a", vec![1e16])])), "{'a': [1e+16]}");
/// ```
#[must_use]
pub fn repr<T: Repr + ?Sized>(value: &T) -> String {
    text(&value)
}

/// The machinery behind [`fn@repr`], compiled once for all types.
fn text(value: &dyn Repr) -> String {
    Text(value).to_string()
}

/// Bridges to `format!`: the `Display` of a value is its repr.
struct Text<'a>(&'a dyn Repr);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.repr(f)
    }
}
