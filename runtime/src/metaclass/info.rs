//! `ClassInfo` and `FieldInfo` as a metaclass sees them.

use std::fmt;
use std::mem::{forget, swap};

use super::Metaclass;
use crate::class;

/// A class as the metaclass `M` sees it: its name, docs and fields, and the options that it gave.
///
/// ```
/// # use dunder::{ClassOf, Metaclass, dataclass, metaclass};
/// # #[derive(Debug)]
/// # pub struct Table { pub name: &'static str }
/// # pub struct Orm;
/// # #[metaclass]
/// # impl Metaclass for Orm {
/// #     type OnClass = Table;
/// #     const CLASS: Table = Table { name: "" };
/// # }
/// #[dataclass]
/// #[meta(Orm, name = "users")]
/// struct User {
///     id: i64,
/// }
///
/// assert_eq!(User::INFO.name(), "User");
/// assert_eq!(User::INFO.options.name, "users");
/// assert_eq!(User::INFO.fields[0].type_name(), "i64");
/// ```
pub struct ClassInfo<M: Metaclass> {
    info: class::ClassInfo,
    module: &'static str,
    /// What `#[meta(…)]` on the class says, or the defaults.
    pub options: M::OnClass,
    /// The fields in the order of declaration.
    pub fields: &'static [FieldInfo<M>],
}

/// A field as the metaclass `M` sees it: its name, type, docs, default and rules, the options that it gave, and what
/// its type contributes.
pub struct FieldInfo<M: Metaclass> {
    info: &'static class::FieldInfo,
    index: usize,
    rules: &'static [RuleInfo],
    /// What `#[meta(…)]` on the field says, or the defaults.
    pub options: M::OnField,
    ty: Option<&'static M::OnType>,
}

/// The fields of a class on the way into its table: first all that is the same for each, then what some of them say.
pub struct Fields<M: Metaclass, const N: usize>([FieldInfo<M>; N]);

/// A descriptor of a field, as written: `range = 1..=10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleInfo {
    name: &'static str,
    argument: &'static str,
}

impl<M: Metaclass> ClassInfo<M> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new<const N: usize>(
        info: class::ClassInfo,
        module: &'static str,
        options: M::OnClass,
        fields: &'static Fields<M, N>,
    ) -> Self {
        Self {
            info,
            module,
            options,
            fields: &fields.0,
        }
    }

    /// Its name, without the module.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.info.name()
    }

    /// Its module: `shop::users`.
    #[must_use]
    pub const fn module(&self) -> &'static str {
        self.module
    }

    /// Its doc comment.
    #[must_use]
    pub const fn doc(&self) -> &'static str {
        self.info.doc()
    }

    /// The field of this name.
    #[must_use]
    pub const fn field(&self, name: &str) -> Option<&'static FieldInfo<M>> {
        let mut index = 0;
        while index < self.fields.len() {
            if equal(self.fields[index].name(), name) {
                return Some(&self.fields[index]);
            }
            index += 1;
        }
        None
    }
}

impl<M: Metaclass, const N: usize> Fields<M, N> {
    /// Fields of types that the metaclass describes.
    #[must_use]
    pub const fn new(info: &'static [class::FieldInfo], types: &'static [M::OnType; N]) -> Self {
        let mut fields = Self::of(info);
        let mut index = 0;
        while index < N {
            fields.0[index].ty = Some(&types[index]);
            index += 1;
        }
        fields
    }

    /// Fields of which some have a type that nothing is known of.
    #[must_use]
    pub const fn known(
        info: &'static [class::FieldInfo],
        types: &'static [Option<M::OnType>; N],
    ) -> Self {
        let mut fields = Self::of(info);
        let mut index = 0;
        while index < N {
            fields.0[index].ty = types[index].as_ref();
            index += 1;
        }
        fields
    }

    const fn of(info: &'static [class::FieldInfo]) -> Self {
        const NONE: &class::FieldInfo = &class::FieldInfo::new("", "", 0);
        let mut fields = [const {
            FieldInfo {
                info: NONE,
                index: 0,
                rules: &[],
                options: M::FIELD,
                ty: None,
            }
        }; N];
        let mut index = 0;
        while index < N {
            fields[index].info = &info[index];
            fields[index].index = index;
            index += 1;
        }
        Self(fields)
    }

    /// What the fields at these places say.
    #[must_use]
    pub const fn options<const K: usize>(mut self, mut options: [(usize, M::OnField); K]) -> Self {
        let mut at = 0;
        while at < K {
            let (index, options) = &mut options[at];
            swap(&mut self.0[*index].options, options);
            at += 1;
        }
        // Nothing has a destructor, but only the metaclass knows.
        forget(options);
        self
    }

    /// The descriptors of the fields at these places.
    #[must_use]
    pub const fn rules(mut self, rules: &[(usize, &'static [RuleInfo])]) -> Self {
        let mut at = 0;
        while at < rules.len() {
            self.0[rules[at].0].rules = rules[at].1;
            at += 1;
        }
        self
    }
}

impl<M: Metaclass> FieldInfo<M> {
    /// Its place among the fields, which [`Object`](crate::Object) and [`Issue`](crate::Issue) take.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// Its descriptors, in the order written.
    #[must_use]
    pub const fn rules(&self) -> &'static [RuleInfo] {
        self.rules
    }

    /// What its type contributes.
    ///
    /// # Panics
    ///
    /// In `check` of a generic class, where the type depends on a parameter: nothing is known of it there. Ask
    /// [`known_ty`](Self::known_ty) there.
    #[must_use]
    #[track_caller]
    pub const fn ty(&self) -> &M::OnType {
        match self.ty {
            Some(ty) => ty,
            None => panic!(
                "the type of this field is a parameter, of which `check` knows nothing: it has to ask `known_ty`"
            ),
        }
    }

    /// What its type contributes; `None` in `check` of a generic class, where the type depends on a parameter.
    #[must_use]
    pub const fn known_ty(&self) -> Option<&M::OnType> {
        self.ty
    }
}

macro_rules! forward {
    ($($(#[$doc:meta])* $name:ident: $ty:ty;)*) => {
        impl<M: Metaclass> FieldInfo<M> {
            $(
                $(#[$doc])*
                #[must_use]
                pub const fn $name(&self) -> $ty {
                    self.info.$name()
                }
            )*
        }
    };
}

forward! {
    /// Its name; the place (`0`) in a tuple struct.
    name: &'static str;
    /// Its type as declared.
    type_name: &'static str;
    /// Its doc comment.
    doc: &'static str;
    /// The text of its default.
    default: Option<&'static str>;
    /// Its other attributes as written, without docs: `#[serde(skip)]`.
    attributes: &'static [&'static str];
    /// Whether the constructors take it.
    is_init: bool;
    /// Whether the repr shows it.
    is_repr: bool;
    /// Whether equality, order and hash count it.
    is_compared: bool;
    /// Whether it is printed as `'**********'`.
    is_secret: bool;
    /// Whether descriptors guard it.
    is_described: bool;
    /// Whether it never changes after construction.
    is_frozen: bool;
    /// Whether `on_*_change` tells of its changes.
    is_observed: bool;
}

impl RuleInfo {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, argument: &'static str) -> Self {
        Self { name, argument }
    }

    /// Its name: `range`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What follows its name, as written: `1..=10`. Empty where nothing does.
    #[must_use]
    pub const fn argument(&self) -> &'static str {
        self.argument
    }
}

impl<M: Metaclass> fmt::Debug for ClassInfo<M>
where
    M::OnClass: fmt::Debug,
    M::OnField: fmt::Debug,
    M::OnType: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClassInfo")
            .field("module", &self.module)
            .field("name", &self.name())
            .field("options", &self.options)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

impl<M: Metaclass> fmt::Debug for FieldInfo<M>
where
    M::OnField: fmt::Debug,
    M::OnType: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldInfo")
            .field("name", &self.name())
            .field("type_name", &self.type_name())
            .field("options", &self.options)
            .field("ty", &self.ty)
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}

/// `a == b`, which no `const fn` may say yet.
pub(super) const fn equal(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Where the field number `field` as written is among those that are not under a false `cfg`.
#[must_use]
pub const fn position(written: &[usize], field: usize) -> usize {
    let mut at = 0;
    while written[at] != field {
        at += 1;
    }
    at
}

/// Which number the field at `position` has as written; one that no field has where none is there.
#[must_use]
pub const fn written(written: &[usize], position: usize) -> usize {
    if position < written.len() {
        written[position]
    } else {
        usize::MAX
    }
}
