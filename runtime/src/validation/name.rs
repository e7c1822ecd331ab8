//! What a descriptor is told about the field it guards.

use core::fmt;

/// The name of a described field, and of the class that owns it.
///
/// What Python hands to `__set_name__` (PEP 487): a [`Descriptor`](crate::Descriptor) gets it with
/// every value. It displays as the field's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldName {
    owner: &'static str,
    name: &'static str,
    secret: bool,
}

impl FieldName {
    /// The field `name` of the class `owner`.
    #[must_use]
    pub const fn new(owner: &'static str, name: &'static str) -> Self {
        Self {
            owner,
            name,
            secret: false,
        }
    }

    /// The same field, declared `secret`.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self {
            secret: true,
            ..self
        }
    }

    /// The field's name, `price`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The name of the class, `Product`.
    #[must_use]
    pub const fn owner(&self) -> &'static str {
        self.owner
    }

    /// Whether the field is declared `secret`: its value is to appear in no text.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        self.secret
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
}
