//! Reading in two steps: the values as they stand in the input, then the class from them.

use serde_core::de::{Deserialize, Deserializer, Error};

use crate::ValidationError;

/// A class that is read in two steps: its values as they stand in the input, then the checks.
///
/// Every `#[dataclass]` with `#[derive(Deserialize)]` below it and something to check has it. Its
/// `Deserialize` takes both steps at once and hands all violations to the format as one text. Take
/// them one by one where the [`ValidationError`] itself is wanted, with codes, paths and
/// parameters:
///
/// ```
/// use dunder::{FromRaw, Raw, dataclass};
/// use serde::Deserialize;
///
/// #[dataclass]
/// #[derive(Debug, Deserialize)]
/// #[serde(rename_all = "camelCase")]
/// struct Limits {
///     #[field(positive)]
///     max_bytes: i64,
///     #[field(range = 1..=64)]
///     max_threads: u32,
/// }
///
/// let text = r#"{ "maxBytes": -1, "maxThreads": 65 }"#;
/// let raw: Raw<Limits> = serde_json::from_str(text)?;        // what no JSON can be, fails here
/// let error = Limits::from_raw(raw).unwrap_err();            // what no `Limits` can be, fails here
/// assert_eq!(error.violations()[1].path(), "maxThreads");
/// assert_eq!(error.violations()[1].param("max"), Some("64"));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// A field that is `nested`, `each(nested)` or `values(nested)` is read through this trait, so that
/// the violations of an inner class are reported with those of the outer one. A type that is no
/// data class and checks itself otherwise is its own raw form:
///
/// ```
/// use dunder::{FromRaw, Validate, ValidationError, Violation};
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Span { from: u32, to: u32 }
///
/// impl Validate for Span {
///     fn validate(&self) -> Result<(), ValidationError> {
///         if self.from > self.to {
///             return Err(Violation::new("must not be before `from`").at("to").into());
///         }
///         Ok(())
///     }
/// }
///
/// impl FromRaw for Span {
///     type Raw = Self;
///
///     fn from_raw(raw: Self) -> Result<Self, ValidationError> {
///         raw.validate()?;
///         Ok(raw)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read inside another class",
    label = "is `nested` in a class that is a `Deserialize`",
    note = "a data class needs `#[derive(Deserialize)]` below `#[dataclass]` and something to check",
    note = "for a type that is no data class write `impl dunder::FromRaw for {Self}` with `type Raw = Self`, or \
            `#[serde(deserialize_with = \"…\")]` on the field"
)]
pub trait FromRaw: Sized {
    /// The values as they stand in the input, with the types that the fields are declared with.
    type Raw;

    /// Runs all descriptors, the `post_init` and the rules.
    ///
    /// # Errors
    ///
    /// Every violation, with the names of the input in its path.
    fn from_raw(raw: Self::Raw) -> Result<Self, ValidationError>;

    /// How many items there are, in a collection.
    #[doc(hidden)]
    fn count(_: &Self::Raw) -> Option<usize> {
        None
    }
}

/// The unchecked values of a class: `let raw: Raw<Config> = serde_json::from_str(text)?`.
///
/// See [`FromRaw`].
pub type Raw<T> = <T as FromRaw>::Raw;

/// Both steps at once.
///
/// # Errors
///
/// Those of the format, or all violations in one text, a line for each.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromRaw<Raw: Deserialize<'de>>,
    D: Deserializer<'de>,
{
    T::from_raw(T::Raw::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// Runs `make`, and calls the fields in its error what the input calls them. What has no name there
/// (a flattened field, the field of a newtype) is called nothing.
///
/// # Errors
///
/// Those of `make`.
#[inline]
pub fn renamed<T>(
    names: &[(&str, &str)],
    make: impl FnOnce() -> Result<T, ValidationError>,
) -> Result<T, ValidationError> {
    make().map_err(|error| rename(error, names))
}

#[cold]
fn rename(error: ValidationError, names: &[(&str, &str)]) -> ValidationError {
    error.map(|violation| {
        let path = violation.path();
        let end = path.find(['.', '[']).unwrap_or(path.len());
        let (first, rest) = path.split_at(end);
        let Some((_, name)) = names.iter().find(|(declared, _)| *declared == first) else {
            return violation;
        };
        let rest = if name.is_empty() {
            rest.strip_prefix('.').unwrap_or(rest)
        } else {
            rest
        };
        let path = format!("{name}{rest}");
        violation.at(path)
    })
}

/// Where serde's `Deserialize` under another name, which `#[dataclass]` could not answer, would take what is missing from.
pub fn read_under_another_name<T: ReadUnderItsName>() -> T {
    unreachable!("`ReadUnderItsName` has no implementors")
}

/// Never implemented.
#[diagnostic::on_unimplemented(
    message = "`{Self}` would be read without its `post_init` and its defaults",
    label = "none of its derives is known for serde's `Deserialize`",
    note = "write `#[derive(serde::Deserialize)]`, under its own name"
)]
pub trait ReadUnderItsName {}
