//! The memory of the fast engine, which readers see while a writer is at work: nothing but atomic words.

use std::sync::atomic::Ordering::*;

use super::recency::GONE;
use super::sync::{AtomicBool, AtomicU32, AtomicU64, fence};

/// What readers see, all threads or one. An entry in a generation that is no longer in use is dead.
pub(super) struct Arrays {
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
    /// Whether the entries are in other arrays now.
    pub(super) is_left: AtomicBool,
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

/// Whether this is the entry of the key.
#[inline(always)]
pub(super) fn is_for(entry: &[AtomicU64], key: &[u64]) -> bool {
    let mut same = true;
    for (place, word) in entry[WORDS..].iter().zip(key) {
        same &= place.load(Relaxed) == *word;
    }
    same
}

/// A walk over the slots that a hash may be in.
pub(super) struct Walk<'a> {
    index: &'a [AtomicU32],
    at: usize,
    /// What the slot of the first id would be.
    first: u32,
}

impl Walk<'_> {
    /// The id in the next slot; if the slot has bits of another hash, a number too great for an id.
    #[inline(always)]
    pub(super) fn next(&mut self) -> Option<u32> {
        let mask = self.index.len().wrapping_sub(1);
        let slot = self.index[self.at & mask].load(Relaxed);
        self.at += 1;
        (slot != 0).then(|| slot.wrapping_sub(self.first))
    }
}

fn filled<T>(len: usize, with: fn() -> T) -> Box<[T]> {
    let mut all = Vec::with_capacity(len);
    all.resize_with(len, with);
    all.into_boxed_slice()
}

impl Arrays {
    pub(super) fn new(room: usize, wide: bool, shared: bool) -> Self {
        let spread = if room <= SPARSE { 8 } else { 4 };
        let slots = (room * spread).next_power_of_two().max(16);
        let ids = u32::BITS - (room as u32).leading_zeros();
        let (narrow, wide) = if wide { (0, room) } else { (room, 0) };
        let arrays = Self {
            index: filled(slots, || AtomicU32::new(0)),
            tag: u32::MAX << ids,
            narrow: filled(narrow, || Narrow([const { AtomicU64::new(0) }; 4])),
            wide: filled(wide, || Wide([const { AtomicU64::new(0) }; 8])),
            room,
            is_left: AtomicBool::new(false),
            marks: filled(if shared { room } else { 0 }, || AtomicU64::new(0)),
            ring: filled((2 * room).next_power_of_two(), || AtomicU32::new(0)),
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

    /// The entry, if that is an id: see [`Walk::next`].
    #[inline(always)]
    pub(super) fn get(&self, id: u32, wide: bool) -> Option<&[AtomicU64]> {
        Some(if wide {
            &self.wide.get(id as usize)?.0
        } else {
            &self.narrow.get(id as usize)?.0
        })
    }

    /// The ids that may have this hash.
    #[inline(always)]
    pub(super) fn walk(&self, hash: u64) -> Walk<'_> {
        Walk {
            index: &self.index,
            at: (hash >> 32) as usize,
            first: (hash as u32 & self.tag) + 1,
        }
    }

    /// The entry of the key, for who changes them: nobody else does meanwhile.
    // Inlined, so that the length of the key is a constant; in a debug build it is compiled once, here.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(super) fn find(&self, hash: u64, key: &[u64]) -> Option<(u32, &[AtomicU64])> {
        let mut walk = self.walk(hash);
        while let Some(id) = walk.next() {
            if let Some(entry) = self.get(id, is_wide(key))
                && is_for(entry, key)
            {
                return Some((id, entry));
            }
        }
        None
    }

    #[inline]
    fn number(&self, id: u32) -> &AtomicU64 {
        &self.entry(id, self.is_wide())[NUMBER]
    }

    /// When an entry was last used.
    #[inline]
    pub(super) fn mark(&self, id: u32) -> &AtomicU64 {
        match self.marks.get(id as usize) {
            Some(mark) => mark,
            None => self.number(id),
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

    /// The place of an id in the index.
    #[inline]
    fn place_of(&self, hash: u64, id: u32) -> usize {
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
        let mut hole = self.place_of(hash, id);
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
                self.index[self.place_of(hash, id)].store(0, Relaxed);
            }
        } else {
            for slot in &self.index {
                slot.store(0, Relaxed);
            }
        }
    }
}
