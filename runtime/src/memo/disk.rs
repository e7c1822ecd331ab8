//! `store = disk(path)`: an embedded, crash-safe database.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use redb::{Database, TableDefinition, TableError};

use super::store::{Store, StoreError};

type Table<'a> = TableDefinition<'a, &'static [u8], &'static [u8]>;

/// Results in a file, which survive a restart: `#[memoize(store = disk("cache.redb"))]`.
///
/// One file can serve many functions. A function's results are found by its path and its signature, so that
/// they are not read after the signature has changed. Each result is committed before the call returns.
pub struct Disk {
    /// Opening is tried again at each use after it failed.
    path: PathBuf,
    database: Mutex<Option<Arc<Database>>>,
    table: String,
}

/// The databases that are open, since a file can be opened once.
static OPEN: Mutex<Option<HashMap<PathBuf, Weak<Database>>>> = Mutex::new(None);

impl Disk {
    /// The results of `function` in the file at `path`, which is made if it is not there.
    pub fn open(path: impl AsRef<Path>, function: &str) -> Self {
        Self {
            path: path.as_ref().to_owned(),
            database: Mutex::new(None),
            table: function.to_owned(),
        }
    }

    fn database(&self) -> Result<Arc<Database>, StoreError> {
        let mut own = self.database.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(database) = &*own {
            return Ok(Arc::clone(database));
        }
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        let open = open.get_or_insert_default();
        let path = std::path::absolute(&self.path)?;
        let database = match open.get(&path).and_then(Weak::upgrade) {
            Some(database) => database,
            None => {
                let database = Arc::new(Database::create(&path)?);
                open.insert(path, Arc::downgrade(&database));
                database
            }
        };
        *own = Some(Arc::clone(&database));
        Ok(database)
    }

    fn definition(&self) -> Table<'_> {
        Table::new(&self.table)
    }
}

impl Store for Disk {
    fn load(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let read = self.database()?.begin_read()?;
        let table = match read.open_table(self.definition()) {
            Ok(table) => table,
            Err(TableError::TableDoesNotExist(_)) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        Ok(table.get(key)?.map(|found| found.value().to_vec()))
    }

    fn save(&self, key: &[u8], value: &[u8], _ttl: Option<Duration>) -> Result<(), StoreError> {
        let write = self.database()?.begin_write()?;
        write.open_table(self.definition())?.insert(key, value)?;
        write.commit()?;
        Ok(())
    }

    fn remove(&self, key: &[u8]) -> Result<bool, StoreError> {
        let write = self.database()?.begin_write()?;
        let removed = write.open_table(self.definition())?.remove(key)?.is_some();
        write.commit()?;
        Ok(removed)
    }

    fn clear(&self) -> Result<(), StoreError> {
        let write = self.database()?.begin_write()?;
        write.delete_table(self.definition())?;
        write.commit()?;
        Ok(())
    }
}
