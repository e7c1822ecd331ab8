//! A shared object: it sees what is linked into it.

dunder::link!(plugin);

/// The number of keys.
#[unsafe(no_mangle)]
pub extern "C" fn number_of_keys() -> usize {
    host::ShapeFactory::keys().len()
}
