//! The memory of the fast engine, which readers see while a writer is at work: nothing but atomic words.

use std::sync::atomic::Ordering::*;

use super::recency::GONE;
use super::sync::{AtomicU32, AtomicU64, fence};

/// What readers see, all threads or one. An entry in a generation that is no longer in use is dead.
pub(super) struct Arrays<const SHARED: bool> {
    /// Open addressing, linear, by the upper half of the hash. A slot is the id plus one in as many bits as ids need
    /// here, and above them bits of the lower half of the hash; 0 is vacant.
    index: Box<[AtomicU32]>,
    /// The bits of a slot that are not the id's.
    tag: u32,
    /// The entries, if their keys are short; each is half a cache line: its number, the value, the words of the key.
    narrow: Box<[Narrow]>,
    /// The entries, if their keys are long: a cache line each.
    wide: Box<[Wide]>,
    /// How many entries there is room for.
    pub(super) room: usize,
    /// For all threads: when the entries were last used, see [`recency`](super::recency).
    marks: Box<[AtomicU64]>,
    /// The uses that are listed, a power of two of them and at least two for each entry: see there.
    pub(super) ring: Box<[AtomicU32]>,
}

#[repr(align(32))]
struct Narrow([AtomicU64; 4]);

#[repr(align(64))]
struct Wide([AtomicU64; 8]);

/// For all threads, the sequence number: odd while the entry is dead. For one thread, when it was last used, as in
/// `marks`.
pub(super) const NUMBER: usize = 0;
pub(super) const VALUE: usize = 1;
pub(super) const WORDS: usize = 2;
/// Words of the key that fit into half a line.
const NARROW: usize = 2;
/// Up to so many entries the index is at most an eighth full: a miss ends at the first slot, and mostly predicted.
/// Beyond, a quarter full: then what counts is how much of it is in the processor's caches, too.
const SPARSE: usize = 4096;
/// Ids leave four bits of a slot for the hash.
pub(super) const MOST: usize = 1 << 28;

/// Whether a key of these words is a long one.
#[inline(always)]
pub(super) fn is_wide(key: &[u64]) -> bool {
    key.len() > NARROW
}

/// A walk over the slots that a hash may be in.
pub(super) struct Walk<'a> {
    index: &'a [AtomicU32],
    at: usize,
    hash: u32,
    tag: u32,
}

impl Walk<'_> {
    /// The next id that may have the hash.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<u32> {
        let mask = self.index.len().wrapping_sub(1);
        loop {
            let slot = self.index[self.at & mask].load(Relaxed);
            if slot == 0 {
                return None;
            }
            self.at += 1;
            if (slot ^ self.hash) & self.tag == 0 {
                return Some((slot & !self.tag) - 1);
            }
        }
    }
}

impl<const SHARED: bool> Arrays<SHARED> {
    pub(super) fn new(room: usize, wide: bool) -> Self {
        let spread = if room <= SPARSE { 8 } else { 4 };
        let slots = (room * spread).next_power_of_two().max(16);
        let ids = u32::BITS - (room as u32).leading_zeros();
        let (narrow, wide) = if wide { (0, room) } else { (room, 0) };
        let arrays = Self {
            index: (0..slots).map(|_| AtomicU32::new(0)).collect(),
            tag: u32::MAX << ids,
            narrow: (0..narrow)
                .map(|_| Narrow([const { AtomicU64::new(0) }; 4]))
                .collect(),
            wide: (0..wide)
                .map(|_| Wide([const { AtomicU64::new(0) }; 8]))
                .collect(),
            room,
            marks: (0..if SHARED { room } else { 0 })
                .map(|_| AtomicU64::new(0))
                .collect(),
            ring: (0..(2 * room).next_power_of_two())
                .map(|_| AtomicU32::new(0))
                .collect(),
        };
        for id in 0..room as u32 {
            arrays.number(id).store(1, Relaxed);
            arrays.mark(id).store(GONE, Relaxed);
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

    /// The ids that may have this hash.
    #[inline(always)]
    pub(super) fn walk(&self, hash: u64) -> Walk<'_> {
        Walk {
            index: &self.index,
            at: (hash >> 32) as usize,
            hash: hash as u32,
            tag: self.tag,
        }
    }

    #[inline]
    fn number(&self, id: u32) -> &AtomicU64 {
        &self.entry(id, self.is_wide())[NUMBER]
    }

    /// When an entry was last used.
    #[inline]
    pub(super) fn mark(&self, id: u32) -> &AtomicU64 {
        if SHARED {
            &self.marks[id as usize]
        } else {
            self.number(id)
        }
    }

    /// When the entries of a cache for all threads were last used.
    #[inline]
    pub(super) fn marks(&self) -> &[AtomicU64] {
        &self.marks
    }

    /// Makes an entry of a cache for all threads dead: from here on no reader takes it.
    #[inline]
    pub(super) fn kill(&self, id: u32) {
        let number = self.number(id);
        number.store(number.load(Relaxed) | 1, Relaxed);
    }

    /// Writes the key and the value of a dead entry.
    #[inline]
    pub(super) fn fill(&self, id: u32, key: &[u64], value: u64) {
        // Whoever reads a new word also reads the odd number.
        fence(Release);
        let entry = self.entry(id, is_wide(key));
        entry[VALUE].store(value, Relaxed);
        if let [word] = key {
            entry[WORDS].store(*word, Relaxed);
        } else {
            for (place, word) in entry[WORDS..].iter().zip(key) {
                place.store(*word, Relaxed);
            }
        }
    }

    /// Makes a dead entry live.
    #[inline]
    pub(super) fn revive(&self, id: u32) {
        let number = self.number(id);
        number.store(number.load(Relaxed) + 1, Release);
    }

    #[inline]
    fn slot(&self, hash: u64, id: u32) -> u32 {
        hash as u32 & self.tag | (id + 1)
    }

    /// Puts an id into the index.
    #[inline]
    pub(super) fn place(&self, hash: u64, id: u32) {
        let index = &*self.index;
        let mask = index.len().wrapping_sub(1);
        let mut at = (hash >> 32) as usize;
        while index[at & mask].load(Relaxed) != 0 {
            at += 1;
        }
        index[at & mask].store(self.slot(hash, id), Relaxed);
    }

    #[inline]
    fn find(&self, hash: u64, id: u32) -> usize {
        let index = &*self.index;
        let mask = index.len().wrapping_sub(1);
        let wanted = self.slot(hash, id);
        let mut at = (hash >> 32) as usize;
        while index[at & mask].load(Relaxed) != wanted {
            at += 1;
        }
        at & mask
    }

    /// Takes an id out of the index, closing the gap. `hash_of` tells the hash of any other id that is there.
    #[inline]
    pub(super) fn unplace(&self, hash: u64, id: u32, hash_of: impl Fn(u32) -> u64) {
        let index = &*self.index;
        let mask = index.len().wrapping_sub(1);
        let mut hole = self.find(hash, id);
        let mut at = hole;
        loop {
            at = (at + 1) & mask;
            let slot = index[at & mask].load(Relaxed);
            if slot == 0 {
                break;
            }
            let home = (hash_of((slot & !self.tag) - 1) >> 32) as usize;
            if (at.wrapping_sub(home) & mask) >= (at.wrapping_sub(hole) & mask) {
                index[hole & mask].store(slot, Relaxed);
                hole = at;
            }
        }
        index[hole & mask].store(0, Relaxed);
    }

    /// Empties the index of these entries, which are all there are.
    pub(super) fn clear(&self, len: usize, entries: impl Iterator<Item = (u32, u64)>) {
        if len < self.index.len() / 16 {
            for (id, hash) in entries {
                self.index[self.find(hash, id)].store(0, Relaxed);
            }
        } else {
            for slot in &self.index {
                slot.store(0, Relaxed);
            }
        }
    }
}
