//! The type that stands beside a function, with the function's name.

/// That type with its `impl`. Re-exported under the name that the compiler is to show where no type can stand.
///
/// Both are one item, by an attribute that expands only where the type can stand, so that the compiler refuses one.
#[doc(hidden)]
#[macro_export]
macro_rules! __dunder_handle {
    ([$($attr:tt)*] [$($vis:tt)*] [$name:ident] [] $($beside:tt)*) => {
        $($attr)* #[$crate::__private::beside($($beside)*)]
        $($vis)* enum $name {}
    };
    ([$($attr:tt)*] [$($vis:tt)*] [$($name:tt)*] [$($field:tt)*] $($beside:tt)*) => {
        $($attr)* #[$crate::__private::beside($($beside)*)]
        $($vis)* struct $($name)* { $($field)* }
    };
}
