//! A value on its way into a field whose type is not known where it comes from.

use std::any::{Any, type_name};

/// A place for the value of one field, for code that does not know the field's type.
///
/// A library has a function pointer for each field's type, which does know it, and puts the value in:
///
/// ```
/// use dunder::Slot;
///
/// /// Reads a field's text.
/// type Read = fn(&str, &mut Slot<'_>);
///
/// const fn read_of<T: std::str::FromStr + 'static>() -> Read {
///     |text, slot| {
///         if let Ok(value) = text.parse::<T>() {
///             slot.put(value);
///         }
///     }
/// }
///
/// let mut age: Option<u8> = None;
/// read_of::<u8>()("36", &mut Slot::of(&mut age));
/// assert_eq!(age, Some(36));
/// ```
pub struct Slot<'a> {
    place: &'a mut dyn Any,
    type_name: &'static str,
    refused: bool,
}

impl<'a> Slot<'a> {
    /// A slot for what `place` takes.
    pub fn of<T: 'static>(place: &'a mut Option<T>) -> Self {
        Self {
            place,
            type_name: type_name::<T>(),
            refused: false,
        }
    }

    /// Puts the value in; whether it is of the field's type. A value of another type is dropped.
    pub fn put<T: 'static>(&mut self, value: T) -> bool {
        match self.place.downcast_mut::<Option<T>>() {
            Some(place) => {
                *place = Some(value);
                true
            }
            None => {
                self.refused = true;
                false
            }
        }
    }

    /// Whether it takes a `T`.
    #[must_use]
    pub fn takes<T: 'static>(&self) -> bool {
        self.place.is::<Option<T>>()
    }

    /// The type that it takes.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// Whether a value of another type came.
    pub(super) fn refused(&self) -> bool {
        self.refused
    }
}

impl std::fmt::Debug for Slot<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Slot")
            .field("takes", &self.type_name)
            .finish_non_exhaustive()
    }
}
