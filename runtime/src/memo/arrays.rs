//! The memory of the fast engine, which readers see while a writer is at work: nothing but atomic words.

use std::sync::atomic::{AtomicU64, Ordering::*, fence};

use super::word::KEY;

/// What readers see. An entry in a generation that is no longer in use is dead.
pub(super) struct Arrays {
    pub(super) mask: usize,
    /// As in `Order`: the upper half of the hash above, the id plus one below; at most a quarter full.
    pub(super) index: Box<[AtomicU64]>,
    /// The entries, if their keys are short; each is half a cache line: its sequence number (odd while dead), the
    /// value, the words of the key.
    narrow: Box<[Narrow]>,
    /// The entries, if their keys are long: a cache line each.
    wide: Box<[Wide]>,
    /// How many entries there is room for.
    pub(super) room: usize,
}

#[repr(align(32))]
struct Narrow([AtomicU64; 4]);

#[repr(align(64))]
struct Wide([AtomicU64; 8]);

pub(super) const SEQUENCE: usize = 0;
pub(super) const VALUE: usize = 1;
pub(super) const WORDS: usize = 2;
/// Words of the key that fit into half a line.
const NARROW: usize = 2;

/// The words of a key.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    pub(crate) words: [u64; KEY],
    pub(crate) len: usize,
}

impl Words {
    #[inline(always)]
    pub(super) fn is_wide(&self) -> bool {
        self.len > NARROW
    }
}

impl Arrays {
    pub(super) fn new(room: usize, wide: bool) -> Self {
        let slots = (room * 4).next_power_of_two().max(16);
        let (narrow, wide) = if wide { (0, room) } else { (room, 0) };
        let arrays = Self {
            mask: slots - 1,
            index: (0..slots).map(|_| AtomicU64::new(0)).collect(),
            narrow: (0..narrow)
                .map(|_| Narrow([const { AtomicU64::new(0) }; 4]))
                .collect(),
            wide: (0..wide)
                .map(|_| Wide([const { AtomicU64::new(0) }; 8]))
                .collect(),
            room,
        };
        for id in 0..room as u32 {
            arrays.kill(id);
        }
        arrays
    }

    pub(super) fn is_wide(&self) -> bool {
        !self.wide.is_empty()
    }

    #[inline(always)]
    pub(super) fn entry(&self, id: u32, wide: bool) -> &[AtomicU64] {
        if wide {
            &self.wide[id as usize].0
        } else {
            &self.narrow[id as usize].0
        }
    }

    /// Makes the entry dead: from here on no reader takes it.
    pub(super) fn kill(&self, id: u32) {
        let entry = self.entry(id, self.is_wide());
        let sequence = entry[SEQUENCE].load(Relaxed);
        entry[SEQUENCE].store(sequence | 1, Relaxed);
    }

    /// Writes a dead entry and makes it live.
    pub(super) fn write(&self, id: u32, key: &Words, value: u64) {
        let entry = self.entry(id, self.is_wide());
        let sequence = entry[SEQUENCE].load(Relaxed);
        // Whoever reads a new word also reads the odd number.
        fence(Release);
        entry[VALUE].store(value, Relaxed);
        for (place, word) in entry[WORDS..].iter().zip(&key.words[..key.len]) {
            place.store(*word, Relaxed);
        }
        entry[SEQUENCE].store(sequence + 1, Release);
    }

    pub(super) fn place(&self, hash: u64, id: u32) {
        let mut at = (hash >> 32) as usize & self.mask;
        while self.index[at].load(Relaxed) != 0 {
            at = (at + 1) & self.mask;
        }
        self.index[at].store((hash >> 32) << 32 | u64::from(id + 1), Relaxed);
    }

    /// Empties the slot of an id, on the way to emptying all: gaps do not matter.
    pub(super) fn vacate(&self, hash: u64, id: u32) {
        let wanted = (hash >> 32) << 32 | u64::from(id + 1);
        let mut at = (hash >> 32) as usize & self.mask;
        while self.index[at].load(Relaxed) != wanted {
            at = (at + 1) & self.mask;
        }
        self.index[at].store(0, Relaxed);
    }

    /// Takes an id out of the index, closing the gap.
    pub(super) fn unplace(&self, hash: u64, id: u32) {
        let wanted = (hash >> 32) << 32 | u64::from(id + 1);
        let mut hole = (hash >> 32) as usize & self.mask;
        while self.index[hole].load(Relaxed) != wanted {
            hole = (hole + 1) & self.mask;
        }
        let mut at = hole;
        loop {
            at = (at + 1) & self.mask;
            let slot = self.index[at].load(Relaxed);
            if slot == 0 {
                break;
            }
            let home = (slot >> 32) as usize & self.mask;
            if (at.wrapping_sub(home) & self.mask) >= (at.wrapping_sub(hole) & self.mask) {
                self.index[hole].store(slot, Relaxed);
                hole = at;
            }
        }
        self.index[hole].store(0, Relaxed);
    }
}
