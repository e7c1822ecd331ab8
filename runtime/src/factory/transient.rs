//! What stands in for [`persist`](super) without the feature `serde`.

use std::any::Any;

use super::product::Product;

/// Any type: nothing is written.
pub trait Persistent {}

impl<T> Persistent for T {}

/// There is nothing to fill.
pub fn fill_persist<P: Product + ?Sized, T>(_: &mut dyn Any, _: fn(T) -> Box<P>) -> bool {
    false
}
