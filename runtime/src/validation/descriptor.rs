//! The trait of a library author's own descriptor.

use super::{FieldName, Violation};

/// A descriptor: checks a value that is to enter a field, and may convert it.
///
/// An ordinary type; `#[field(via = Slug { max: 40 })]` puts it in front of a field, with any
/// expression of that type. It runs in its place among the field's other descriptors, for every
/// value: in `new`, every set, `with_*`, `update`, `build` and deserialising.
///
/// ```
/// use dunder::{Descriptor, FieldName, Violation};
///
/// pub struct Slug {
///     pub max: usize,
/// }
///
/// impl Descriptor<String> for Slug {
///     fn set(&self, _field: &FieldName, value: String) -> Result<String, Violation> {
///         let slug = value.trim().to_lowercase().replace(' ', "-");
///         if slug.len() > self.max {
///             return Err(Violation::new(format!("must be at most {} bytes long", self.max)));
///         }
///         Ok(slug)
///     }
/// }
///
/// let field = FieldName::new("Page", "slug");
/// assert_eq!(Slug { max: 40 }.set(&field, " Hello World ".into()).unwrap(), "hello-world");
/// ```
///
/// The counterpart of `__set__` in Python's descriptor protocol; `field` is what `__set_name__`
/// learns there.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no descriptor of a `{T}`",
    label = "`via` takes a `dunder::Descriptor<{T}>`",
    note = "write `impl dunder::Descriptor<{T}> for {Self}`"
)]
pub trait Descriptor<T> {
    /// Checks `value` and returns what is to be stored.
    ///
    /// # Errors
    ///
    /// A [`Violation`] if the value is refused; the field then keeps what it has.
    fn set(&self, field: &FieldName, value: T) -> Result<T, Violation>;
}
