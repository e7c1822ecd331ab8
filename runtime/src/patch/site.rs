//! Which function a patch is for.

use core::any::TypeId;

/// A patchable function, or one instance of a generic one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site(TypeId);

impl Site {
    /// That of `S`: the type with the function's name, or `(Place<…>, Self, …)`.
    #[must_use]
    pub fn of<S: ?Sized + 'static>() -> Self {
        Self(TypeId::of::<S>())
    }
}

/// A place in the source, as a type that can be written twice in an `impl`, where no type can be declared.
pub struct Place<const HASH: u64>;

/// FNV-1a of what tells one function from another.
#[must_use]
pub const fn place(module: &str, name: &str, line: u32, column: u32) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    hash = mix(hash, module.as_bytes());
    hash = mix(hash, name.as_bytes());
    hash = mix(hash, &line.to_le_bytes());
    mix(hash, &column.to_le_bytes())
}

const fn mix(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    // So that "ab" + "c" is not "a" + "bc".
    (hash ^ 0xff).wrapping_mul(0x0100_0000_01b3)
}
