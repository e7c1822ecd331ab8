//! A key for the worst case of every index.

/// A key whose hashes all collide, and which is no word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Colliding(pub(super) u32);

impl std::hash::Hash for Colliding {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        0u8.hash(state);
    }
}
