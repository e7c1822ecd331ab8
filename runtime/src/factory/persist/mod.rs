//! `#[factory(serde)]`: a `Box<dyn Trait>` is written with its key, and read by it.
//!
//! The documents are those of serde's enums, and of typetag: `{"key": {…}}`, `{"type": "key", …}` or
//! `{"type": "key", "content": {…}}`.

mod content;
mod read;
mod tagged;
mod write;

use std::any::{Any, TypeId};
use std::collections::HashMap;

pub use erased_serde;
pub use read::deserialize;
pub use serde_core as serde;
use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
pub use write::serialize;

use super::error::FactoryError;
use super::product::Product;
use super::registry::Registry;

/// How the key stands in a document.
#[derive(Clone, Copy)]
pub enum Tagging {
    /// `{"key": {…}}`.
    External,
    /// `{"type": "key", …}`.
    Internal {
        /// The name of the field with the key.
        tag: &'static str,
    },
    /// `{"type": "key", "content": {…}}`.
    Adjacent {
        /// The names of the fields with the key and with the value.
        fields: &'static [&'static str; 2],
    },
}

/// A type that can be written and read.
#[diagnostic::on_unimplemented(
    message = "a type that registers for a factory with `serde` is `Serialize` and `Deserialize`, and `{Self}` is not",
    label = "not `Serialize` and `Deserialize`",
    note = "write `#[derive(Serialize, Deserialize)]` on it"
)]
pub trait Persistent: Serialize + DeserializeOwned + 'static {}

// One error, about the trait above.
#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned + 'static> Persistent for T {}

/// How a registered type is written and read.
pub(super) struct Persist<P: ?Sized> {
    type_id: TypeId,
    pub(super) write: fn(&dyn Any) -> Option<&dyn erased_serde::Serialize>,
    pub(super) read: Box<Read<P>>,
}

type Read<P> = dyn Fn(&mut dyn erased_serde::Deserializer<'_>) -> Result<Box<P>, erased_serde::Error>
    + Send
    + Sync;

/// Fills the slot, if it is one for this; then the entry has nothing else to fill.
pub fn fill_persist<P: Product + ?Sized, T: Persistent>(
    slot: &mut dyn Any,
    boxed: fn(T) -> Box<P>,
) -> bool {
    let Some(slot) = slot.downcast_mut::<Option<Persist<P>>>() else {
        return false;
    };
    *slot = Some(Persist {
        type_id: TypeId::of::<T>(),
        write: |value| value.downcast_ref::<T>().map(|value| value as _),
        read: Box::new(move |deserializer| erased_serde::deserialize(deserializer).map(boxed)),
    });
    true
}

/// The types of a factory that can be written and read: what its table says of them.
pub(super) struct Persisted<P: ?Sized> {
    /// By the position of the key in the table; where the key is used twice, one of the two, which is not asked for.
    by_row: Vec<Option<Persist<P>>>,
    /// The position of a type's first key.
    by_type: HashMap<TypeId, usize>,
}

impl<P: Product + ?Sized> Persisted<P> {
    pub(super) fn new(registry: &Registry<P>) -> Self {
        let mut by_type = HashMap::new();
        let mut by_row = Vec::new();
        for (position, (key, entries)) in registry.rows().enumerate() {
            let mut of_row = None;
            for entry in entries {
                let mut slot: Option<Persist<P>> = None;
                (entry.constructor)(&mut slot);
                // Under an alias a type is read, not written.
                if let (true, Some(persist)) = (entry.key == key, &slot) {
                    by_type.entry(persist.type_id).or_insert(position);
                }
                of_row = of_row.or(slot);
            }
            by_row.push(of_row);
        }
        Self { by_row, by_type }
    }
}

impl<P: Product + ?Sized> Registry<P> {
    /// The key and the writer of a type.
    fn writer(&self, type_id: TypeId) -> Option<Result<(&'static str, &Persist<P>), FactoryError>> {
        let persisted = self.persisted();
        let position = *persisted.by_type.get(&type_id)?;
        let persist = persisted.by_row[position].as_ref()?;
        Some(self.unique(position).map(|key| (key, persist)))
    }

    /// The reader of a key.
    fn reader(&self, key: &str) -> Result<&Persist<P>, FactoryError> {
        let position = self.position(key)?;
        self.unique(position)?;
        let persist = self.persisted().by_row[position].as_ref();
        Ok(persist.expect("each entry of a factory with `serde` tells how"))
    }
}
