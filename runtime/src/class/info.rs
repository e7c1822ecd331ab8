//! `ClassInfo` and `FieldInfo`.

use super::text;

/// A class that dunder knows: every `#[dataclass]`.
///
/// ```
/// use dunder::{Class, dataclass};
///
/// #[dataclass]
/// struct Point {
///     x: f64,
///     y: f64,
/// }
///
/// assert_eq!(Point::CLASS.name(), "Point");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a dunder class",
    label = "not a class",
    note = "put `#[dunder::dataclass]` on its definition"
)]
pub trait Class {
    /// What the class is made of.
    const CLASS: ClassInfo = text::info::<Self>();

    /// Room for its fields.
    #[doc(hidden)]
    type __Fields: text::Table<Self>;

    /// A line with its name, then one for each field, `name: type`, the cached ones last.
    #[doc(hidden)]
    const __TEXT: &'static str;

    /// What there is to say of some fields, in their order.
    #[doc(hidden)]
    const __MORE: &'static [text::More] = &[];

    /// Its doc comment.
    #[doc(hidden)]
    const __DOC: &'static str = "";

    /// The field at this place of its text, where the expansion lists them.
    #[doc(hidden)]
    fn __member(&self, at: usize) -> &dyn text::Member {
        let _ = at;
        &()
    }
}

/// The fields of a class in the order of declaration, as Python's `dataclasses.fields()`.
///
/// ```
/// use dunder::dataclass;
///
/// #[dataclass]
/// struct Point {
///     /// Towards the east.
///     x: f64,
///     #[field(default = "origin")]
///     label: String,
/// }
///
/// let fields = dunder::fields::<Point>();
/// assert_eq!(fields[0].name(), "x");
/// assert_eq!(fields[0].type_name(), "f64");
/// assert_eq!(fields[0].doc(), "Towards the east.");
/// assert_eq!(fields[1].default(), Some("\"origin\""));
/// ```
#[must_use]
pub const fn fields<C: Class + ?Sized>() -> &'static [FieldInfo] {
    const { C::CLASS.fields }
}

/// A class: its name, its docs, its fields.
#[derive(Clone, Copy, Debug)]
pub struct ClassInfo {
    name: &'static str,
    doc: &'static str,
    fields: &'static [FieldInfo],
    cached: &'static [FieldInfo],
}

impl ClassInfo {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        doc: &'static str,
        fields: &'static [FieldInfo],
        cached: &'static [FieldInfo],
    ) -> Self {
        Self {
            name,
            doc,
            fields,
            cached,
        }
    }

    /// Its name, without the module.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its doc comment.
    #[must_use]
    pub const fn doc(&self) -> &'static str {
        self.doc
    }

    /// Its fields in the order of declaration; none for an enum.
    #[must_use]
    pub const fn fields(&self) -> &'static [FieldInfo] {
        self.fields
    }

    /// What is computed from its fields, `#[field(cached = path)]`: Python's `cached_property` is no field either.
    #[must_use]
    pub const fn cached(&self) -> &'static [FieldInfo] {
        self.cached
    }
}

/// A field of a class: what was written of it, and what its options say.
///
/// ```
/// use dunder::dataclass;
///
/// #[dataclass]
/// struct User {
///     /// Who it is.
///     #[field(non_empty, frozen)]
///     name: String,
///     #[field(secret, compare = false, default = "none")]
///     password: String,
/// }
///
/// let [name, password] = dunder::fields::<User>() else { unreachable!() };
/// assert_eq!((name.name(), name.type_name(), name.doc()), ("name", "String", "Who it is."));
/// assert!(name.is_described() && name.is_frozen() && name.default().is_none());
/// assert_eq!(password.default(), Some("\"none\""));
/// assert!(password.is_secret() && !password.is_compared() && password.is_init());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct FieldInfo {
    pub(super) name: &'static str,
    pub(super) type_name: &'static str,
    doc: &'static str,
    default: Option<&'static str>,
    attributes: &'static [&'static str],
    flags: u8,
}

impl FieldInfo {
    const NO_INIT: u8 = 1;
    const NO_REPR: u8 = 2;
    const NO_COMPARE: u8 = 4;
    const SECRET: u8 = 8;
    const DESCRIBED: u8 = 16;
    const FROZEN: u8 = 32;
    const OBSERVED: u8 = 64;
    pub(super) const CACHED: u8 = 128;

    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, type_name: &'static str, flags: u8) -> Self {
        Self {
            name,
            type_name,
            doc: "",
            default: None,
            attributes: &[],
            flags,
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn with(
        mut self,
        doc: &'static str,
        default: &'static str,
        attributes: &'static [&'static str],
    ) -> Self {
        self.doc = doc;
        self.default = if default.is_empty() {
            None
        } else {
            Some(default)
        };
        self.attributes = attributes;
        self
    }

    /// Its name; the place (`0`) in a tuple struct.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its type as declared, as text: `Vec<String>`, an alias by its own name.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// Its doc comment, its lines without the space in front; empty where there is none.
    #[must_use]
    pub const fn doc(&self) -> &'static str {
        self.doc
    }

    /// The text of its default: `Some("\"origin\"")` of `default = "origin"`; `None` where it has none.
    #[must_use]
    pub const fn default(&self) -> Option<&'static str> {
        self.default
    }

    /// Its other attributes as written, without docs: `#[serde(skip)]`.
    #[must_use]
    pub const fn attributes(&self) -> &'static [&'static str] {
        self.attributes
    }

    /// Whether the constructors take it.
    #[must_use]
    pub const fn is_init(&self) -> bool {
        self.flags & Self::NO_INIT == 0
    }

    /// Whether the repr shows it.
    #[must_use]
    pub const fn is_repr(&self) -> bool {
        self.flags & Self::NO_REPR == 0
    }

    /// Whether equality, order and hash count it.
    #[must_use]
    pub const fn is_compared(&self) -> bool {
        self.flags & Self::NO_COMPARE == 0
    }

    /// Whether it is printed as `'**********'`.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        self.flags & Self::SECRET != 0
    }

    /// Whether descriptors guard it.
    #[must_use]
    pub const fn is_described(&self) -> bool {
        self.flags & Self::DESCRIBED != 0
    }

    /// Whether it never changes after construction.
    #[must_use]
    pub const fn is_frozen(&self) -> bool {
        self.flags & Self::FROZEN != 0
    }

    /// Whether `on_*_change` tells of its changes.
    #[must_use]
    pub const fn is_observed(&self) -> bool {
        self.flags & Self::OBSERVED != 0
    }

    /// Whether it is computed from the other fields; these are in [`ClassInfo::cached`].
    #[must_use]
    pub const fn is_cached(&self) -> bool {
        self.flags & Self::CACHED != 0
    }
}
