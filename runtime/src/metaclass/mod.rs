//! Classes described in a library author's own terms: what [`#[metaclass]`](macro@crate::metaclass) and `#[meta(…)]`
//! expand to, and what generic code reads.

mod info;
mod issue;
mod object;
mod registry;
mod slot;

pub use info::{ClassInfo, FieldInfo, RuleInfo};
pub use issue::Issue;
pub use object::{Fill, Object};
pub use slot::Slot;

use crate::Class;

/// What a library wants to know of its users' classes: the options that a class and its fields may give, what a
/// field's type contributes, and what must hold of them all.
///
/// An ordinary type implements it, under [`#[metaclass]`](macro@crate::metaclass), whose page shows it at work.
///
/// The counterpart of a metaclass in Python (PEP 3115), where a class statement's keywords go to `__prepare__` and
/// `__init__` of the metaclass. Types are made by the compiler here, so that a metaclass of dunder's describes and
/// checks, and generic functions over [`ClassOf`] act.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a metaclass",
    label = "not a metaclass",
    note = "a metaclass is a type with `#[dunder::metaclass] impl dunder::Metaclass for {Self} {{ … }}`"
)]
pub trait Metaclass: generated::Marked + Sized + 'static {
    /// The options that a class may give: `#[meta(Orm, name = "users")]`.
    ///
    /// A struct with public fields and without `Drop`; `#[non_exhaustive]` would keep other crates from giving any.
    type OnClass: Send + Sync + 'static;

    /// Their defaults.
    const CLASS: Self::OnClass;

    /// The options that a field may give: `#[meta(key)]`, `#[meta(column = Some("e_mail"))]`. A struct as above.
    type OnField: Send + Sync + 'static;

    /// Their defaults.
    const FIELD: Self::OnField;

    /// What a field's type contributes; [`DescribeField`] says what that is for each type.
    type OnType: Send + Sync + 'static;

    /// What must hold of every class. Written as a `const fn`, it runs when the class is compiled, on `cargo check` too.
    ///
    /// # Errors
    ///
    /// What is wrong with the class, and where.
    fn check(class: &ClassInfo<Self>) -> Result<(), Issue> {
        let _ = class;
        Ok(())
    }

    crate::submission::by_target! {{
        /// Every class of this metaclass in the program, from all crates that are linked, in the order of their modules
        /// and names.
        ///
        /// Generic classes are not among them: each is as many classes as it has instances. The list is made at each
        /// call. On a target where nothing runs before `main` there is no such function.
        #[must_use]
        fn classes() -> Vec<&'static ClassInfo<Self>> {
            registry::classes()
        }
    } else {}}
}

/// What a field of type `T` contributes to the classes of a metaclass.
///
/// Most metaclasses have it from a trait of their own, whose `#[diagnostic::on_unimplemented]` then words the error for
/// a field of another type:
///
/// ```
/// # use dunder::{DescribeField, Metaclass, metaclass};
/// #[diagnostic::on_unimplemented(message = "no column can hold a `{Self}`", label = "not a column type")]
/// pub trait ToSql {
///     const NAME: &'static str;
/// }
/// # pub struct Orm;
/// # #[metaclass]
/// # impl Metaclass for Orm {
/// #     type OnType = &'static str;
/// # }
///
/// impl<T: ToSql> DescribeField<T> for Orm {
///     const TYPE: &'static str = T::NAME;
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no description of a field of type `{T}`",
    label = "not a type that `{Self}` knows",
    note = "the library describes a type by `impl dunder::DescribeField<{T}> for {Self}`"
)]
pub trait DescribeField<T: ?Sized>: Metaclass {
    /// What the type contributes.
    const TYPE: Self::OnType;
}

/// A class that says `#[meta(M)]`.
///
/// ```
/// use dunder::{ClassOf, Metaclass, dataclass, metaclass};
///
/// pub struct Docs;
///
/// #[metaclass]
/// impl Metaclass for Docs {}
///
/// fn outline<T: ClassOf<Docs>>() -> String {
///     T::INFO.fields.iter().map(|field| format!("{}: {}\n", field.name(), field.doc())).collect()
/// }
///
/// #[dataclass]
/// #[meta(Docs)]
/// struct Point {
///     /// Towards the east.
///     x: f64,
/// }
///
/// assert_eq!(outline::<Point>(), "x: Towards the east.\n");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a class of `{M}`",
    label = "has no `#[meta({M})]`",
    note = "put `#[dunder::dataclass]` or `#[derive(dunder::Class)]` on its definition, and `#[meta({M})]` below it"
)]
pub trait ClassOf<M: Metaclass>: Class + Object {
    /// What the class is made of, as `M` sees it.
    const INFO: &'static ClassInfo<M>;
}

/// What a metaclass without options of a kind has in their place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoOptions {}

/// What generated code names.
#[doc(hidden)]
pub mod generated {
    pub use super::info::{ClassInfo, Fields, RuleInfo, position, written};
    pub use super::issue::{Issue, class, class_option, field, option};
    pub use super::object::{Building, Fill, Object, Place, put, refused, taken};
    pub use super::registry::{Registered, submit};
    pub use super::slot::Slot;
    pub use super::{ClassOf, DescribeField, Metaclass, NoOptions};
    pub use crate::class::Class;
    pub use crate::fields;

    /// Implemented by `#[metaclass]`.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not a metaclass",
        label = "not a metaclass",
        note = "a metaclass is a type with `#[dunder::metaclass] impl dunder::Metaclass for {Self} {{ … }}`"
    )]
    pub trait Marked {}

    /// Refuses what constants cannot be given.
    ///
    /// # Panics
    ///
    /// If a `T` has a destructor.
    #[track_caller]
    pub const fn constant<T>() {
        assert!(
            !std::mem::needs_drop::<T>(),
            "what a metaclass describes are constants, which own nothing: use `&'static str` for `String`, \
             `&'static [T]` for `Vec<T>`"
        );
    }

    /// The class options of a metaclass, by a name that a struct literal can stand behind.
    pub type OnClass<M> = <M as Metaclass>::OnClass;
    /// The field options, likewise.
    pub type OnField<M> = <M as Metaclass>::OnField;
}
