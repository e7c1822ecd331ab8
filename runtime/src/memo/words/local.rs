//! A hit in the cache of one thread: it notes in the entry when it was.

use std::sync::atomic::Ordering::Relaxed;

use super::super::arrays::{NUMBER, VALUE};
use super::{LocalWords, Missed};

impl LocalWords {
    /// The value, counted as a hit; or, counted as a miss, what is needed to store it.
    // In a debug build it is compiled once, here.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(in super::super) fn look(&self, key: &[u64]) -> Result<u64, Missed> {
        let hash = self.hash(key);
        let table = &self.table;
        if let Some(arrays) = table.arrays()
            && let Some((id, entry)) = arrays.find(hash, key)
        {
            let value = entry[VALUE].load(Relaxed);
            if table.maxsize.is_some() {
                // Counts it, too.
                table.clock.tick(id, &entry[NUMBER], arrays);
            } else {
                // Where nothing is evicted no order is kept.
                table.counts.hit();
            }
            return Ok(value);
        }
        table.counts.miss();
        let version = table.version();
        Err(Missed { hash, version })
    }
}
