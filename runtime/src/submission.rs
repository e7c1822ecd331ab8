//! What is left for the whole program before `main`, by crates that know nothing of each other.

#[doc(hidden)]
pub use inventory;

/// Items for targets where something runs before `main`, and others for the rest.
#[allow(unused_macros)]
mod nowhere {
    macro_rules! by_target {
        ({ $($known:tt)* } else { $($other:tt)* }) => { $($other)* };
    }
    #[allow(unused_imports)]
    pub(crate) use by_target;
}

#[allow(unused_macros)]
mod somewhere {
    macro_rules! by_target {
        ({ $($known:tt)* } else { $($other:tt)* }) => { $($known)* };
    }
    #[allow(unused_imports)]
    pub(crate) use by_target;
}

// Where the name below is not there, this one is: an import by name comes before one by `*`.
#[allow(unused_imports)]
pub(crate) use nowhere::*;

// The targets for which `inventory` knows a section.
#[cfg(any(
    target_family = "wasm",
    windows,
    target_os = "linux",
    target_os = "android",
    target_os = "dragonfly",
    target_os = "freebsd",
    target_os = "haiku",
    target_os = "illumos",
    target_os = "netbsd",
    target_os = "nto",
    target_os = "openbsd",
    target_os = "redox",
    target_os = "vxworks",
    target_os = "none",
    target_os = "macos",
    target_os = "ios",
))]
pub(crate) use somewhere::by_target;

/// Submits an entry.
///
/// On wasm the linker takes an object out of a library only if something names a symbol of it. The exported static is
/// that symbol: without it a registration in a module that nothing else uses would be lost. (A function would do as
/// well, but then the linker wraps it in another, and generated bindings list it.)
#[doc(hidden)]
#[macro_export]
macro_rules! __submit {
    ($name:literal $($entry:tt)*) => {
        $crate::__private::inventory::submit! { $($entry)* }

        #[cfg(target_family = "wasm")]
        const _: () = {
            #[unsafe(export_name = ::core::concat!(
                "__dunder_register_",
                ::core::module_path!(),
                "_",
                ::core::line!(),
                "_",
                ::core::column!(),
                // What a macro writes stands all in one place, and two versions of a crate have the same places.
                $name,
            ))]
            static ANCHOR: u8 = 0;
        };
    };
}

/// Leaves the entry out: on this target nobody can ask for it either.
#[cfg(feature = "dataclass")]
#[doc(hidden)]
#[macro_export]
macro_rules! __submit_nothing {
    ($($entry:tt)*) => {};
}
