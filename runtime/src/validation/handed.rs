//! What `get = copy` and `get = clone` hand out.

/// A copy.
#[inline]
#[must_use]
pub const fn copied<T: ByCopy>(value: &T) -> T {
    *value
}

/// A clone.
#[inline]
#[must_use]
pub fn cloned<T: ByClone>(value: &T) -> T {
    value.clone()
}

/// What can be copied.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `Copy`",
    label = "a getter cannot hand out a copy of it",
    note = "write `get = clone` or `get = ref`"
)]
pub trait ByCopy: Copy {}

#[diagnostic::do_not_recommend]
impl<T: Copy> ByCopy for T {}

/// What can be cloned.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `Clone`",
    label = "a getter cannot hand out a clone of it",
    note = "write `get = ref`, or derive `Clone` for `{Self}`"
)]
pub trait ByClone: Clone {}

#[diagnostic::do_not_recommend]
impl<T: Clone> ByClone for T {}
