//! A value as JSON, where its type is a `Serialize`.

use serde_core::Serialize;
use serde_json::Value;

/// Asks whether a type is a `Serialize`: of the two methods `to_value` rustc takes the inherent one
/// where its bound holds, else that of [`NotSerialize`].
#[derive(Debug)]
pub struct Probe<'a, T: ?Sized>(pub &'a T);

impl<T: Serialize + ?Sized> Probe<'_, T> {
    /// The value, unless it cannot be JSON.
    #[must_use]
    pub fn to_value(&self) -> Option<Value> {
        serde_json::to_value(self.0).ok()
    }
}

/// The answer for all other types.
pub trait NotSerialize {
    /// Nothing.
    fn to_value(&self) -> Option<Value>;
}

impl<T: ?Sized> NotSerialize for Probe<'_, T> {
    fn to_value(&self) -> Option<Value> {
        None
    }
}
