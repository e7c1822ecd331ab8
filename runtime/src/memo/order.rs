//! Which entries there are, found by hash and kept in order. Knows ids only, no keys and no values, so that one
//! compiled copy serves every cache.

/// No id.
pub(crate) const NIL: u32 = u32::MAX;

#[derive(Clone, Copy)]
struct Entry<W> {
    word: W,
    newer: u32,
    older: u32,
}

/// A doubly linked list of ids, newest first, with a word for each: the hash of the key in [`Order`], a point in time
/// in `expiry`, nothing in `policy`.
pub(crate) struct List<W = u64> {
    entries: Vec<Entry<W>>,
    newest: u32,
    oldest: u32,
}

impl<W: Copy + Default> List<W> {
    pub(crate) const fn new() -> Self {
        Self {
            entries: Vec::new(),
            newest: NIL,
            oldest: NIL,
        }
    }

    #[inline]
    pub(crate) fn word(&self, id: u32) -> W {
        self.entries[id as usize].word
    }

    /// The id that was not touched for the longest time, with its word.
    #[inline]
    pub(crate) fn oldest(&self) -> Option<(u32, W)> {
        (self.oldest != NIL).then(|| (self.oldest, self.word(self.oldest)))
    }

    /// The neighbour towards the newest.
    pub(crate) fn newer(&self, id: u32) -> Option<u32> {
        let newer = self.entries[id as usize].newer;
        (newer != NIL).then_some(newer)
    }

    /// Puts an id that is not in the list first.
    #[inline]
    pub(crate) fn push(&mut self, id: u32, word: W) {
        let entry = Entry {
            word,
            newer: NIL,
            older: self.newest,
        };
        self.set(id, entry);
        match self.newest {
            NIL => self.oldest = id,
            newest => self.entries[newest as usize].newer = id,
        }
        self.newest = id;
    }

    #[inline]
    fn set(&mut self, id: u32, entry: Entry<W>) {
        match self.entries.get_mut(id as usize) {
            Some(place) => *place = entry,
            None => {
                let vacant = Entry {
                    word: W::default(),
                    newer: NIL,
                    older: NIL,
                };
                self.entries.resize(id as usize, vacant);
                self.entries.push(entry);
            }
        }
    }

    /// Puts an id that is not in the list in the place of one that is.
    pub(crate) fn replace(&mut self, id: u32, with: u32) {
        let entry = self.entries[id as usize];
        self.set(with, entry);
        match entry.newer {
            NIL => self.newest = with,
            newer => self.entries[newer as usize].older = with,
        }
        match entry.older {
            NIL => self.oldest = with,
            older => self.entries[older as usize].newer = with,
        }
    }

    #[inline]
    pub(crate) fn unlink(&mut self, id: u32) {
        let Entry { newer, older, .. } = self.entries[id as usize];
        match newer {
            NIL => self.newest = older,
            newer => self.entries[newer as usize].older = older,
        }
        match older {
            NIL => self.oldest = newer,
            older => self.entries[older as usize].newer = newer,
        }
        // No entry that is in the list is its own neighbour.
        self.entries[id as usize].newer = id;
    }

    /// More than any id that ever was in the list.
    #[inline]
    pub(crate) fn places(&self) -> usize {
        self.entries.len()
    }

    /// Whether an id is in the list.
    #[inline]
    pub(crate) fn has(&self, id: u32) -> bool {
        let entry = self.entries.get(id as usize);
        entry.is_some_and(|entry| entry.newer != id)
    }

    /// The ids, oldest first.
    pub(crate) fn ids(&self) -> impl Iterator<Item = u32> {
        std::iter::successors(self.oldest().map(|(id, _)| id), |&id| self.newer(id))
    }

    /// Moves the newest to the older side of another that is in the list.
    pub(crate) fn put_back(&mut self, newer: u32) {
        let id = self.newest;
        if id == newer {
            return;
        }
        let word = self.word(id);
        self.unlink(id);
        let older = self.entries[newer as usize].older;
        self.entries[id as usize] = Entry { word, newer, older };
        self.entries[newer as usize].older = id;
        match older {
            NIL => self.oldest = id,
            older => self.entries[older as usize].newer = id,
        }
    }

    /// The id that was touched last.
    pub(crate) fn newest(&self) -> Option<u32> {
        (self.newest != NIL).then_some(self.newest)
    }

    /// Moves an id that is in the list to the front.
    #[inline]
    pub(crate) fn touch(&mut self, id: u32) {
        if self.newest != id {
            let word = self.word(id);
            self.unlink(id);
            self.push(id, word);
        }
    }
}

/// The ids in use, by hash and by age.
pub(crate) struct Order {
    /// Open addressing, at most a quarter full (misses end at once), linear, by the upper half of the hash, which is in
    /// the list: the id plus one; 0 is vacant.
    index: Vec<u32>,
    pub(crate) list: List,
    /// Ids given back.
    free: Vec<u32>,
    len: u32,
}

/// The ids with a hash.
pub(crate) struct Candidates<'a> {
    order: &'a Order,
    hash: u64,
    at: usize,
}

impl Iterator for Candidates<'_> {
    type Item = u32;

    #[cfg_attr(not(debug_assertions), inline)]
    fn next(&mut self) -> Option<u32> {
        let Self { order, hash, at } = self;
        let mask = order.index.len().wrapping_sub(1);
        loop {
            // An index without slots has no ids either.
            let slot = *order.index.get(*at & mask)?;
            if slot == 0 {
                return None;
            }
            *at += 1;
            if order.list.word(slot - 1) == *hash {
                return Some(slot - 1);
            }
        }
    }
}

impl Order {
    pub(crate) const fn new() -> Self {
        Self {
            index: Vec::new(),
            list: List::new(),
            free: Vec::new(),
            len: 0,
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len as usize
    }

    /// The ids with this hash.
    #[cfg_attr(not(debug_assertions), inline)]
    pub(crate) fn all(&self, hash: u64) -> Candidates<'_> {
        Candidates {
            order: self,
            hash,
            at: (hash >> 32) as usize,
        }
    }

    /// Makes room for one more with this hash: the newest.
    pub(crate) fn insert(&mut self, hash: u64) -> u32 {
        if self.index.len() < 4 * (self.len() + 1) {
            self.grow();
        }
        let id = self.free.pop().unwrap_or(self.len);
        self.len += 1;
        self.list.push(id, hash);
        self.place(hash, id);
        id
    }

    fn place(&mut self, hash: u64, id: u32) {
        let mask = self.index.len() - 1;
        let mut at = (hash >> 32) as usize & mask;
        while self.index[at] != 0 {
            at = (at + 1) & mask;
        }
        self.index[at] = id + 1;
    }

    #[cold]
    fn grow(&mut self) {
        let len = (self.index.len() * 2).max(16);
        let old = std::mem::replace(&mut self.index, vec![0; len]);
        for slot in old {
            if slot != 0 {
                self.place(self.list.word(slot - 1), slot - 1);
            }
        }
    }

    /// Gives an id back.
    pub(crate) fn remove(&mut self, id: u32) {
        let mask = self.index.len() - 1;
        let hash = self.list.word(id);
        let mut hole = (hash >> 32) as usize & mask;
        while self.index[hole] != id + 1 {
            hole = (hole + 1) & mask;
        }
        // Backward shift: no tombstones, so that look-ups stay short for ever.
        let mut at = hole;
        loop {
            at = (at + 1) & mask;
            let slot = self.index[at];
            if slot == 0 {
                break;
            }
            let home = (self.list.word(slot - 1) >> 32) as usize & mask;
            if (at.wrapping_sub(home) & mask) >= (at.wrapping_sub(hole) & mask) {
                self.index[hole] = slot;
                hole = at;
            }
        }
        self.index[hole] = 0;
        self.list.unlink(id);
        self.free.push(id);
        self.len -= 1;
    }

    /// The ids, oldest first.
    pub(crate) fn ids(&self) -> impl Iterator<Item = u32> {
        self.list.ids()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Order;

    proptest! {
        #[test]
        fn agrees_with_a_vector(calls in proptest::collection::vec((0u8..3, 0u64..12), 0..400)) {
            // Hashes whose upper halves collide, so that the runs of the index are exercised.
            let hash = |n: u64| (n % 3) << 32 | n;
            let mut order = Order::new();
            let mut model: Vec<(u64, u32)> = Vec::new();
            for (call, n) in calls {
                let found = order.all(hash(n)).next();
                let place = model.iter().position(|&(m, _)| m == n);
                prop_assert_eq!(found, place.map(|p| model[p].1));
                match (call, place) {
                    (0, None) => model.push((n, order.insert(hash(n)))),
                    (1, Some(place)) => {
                        let entry = model.remove(place);
                        let newer = order.list.newer(entry.1);
                        order.list.touch(entry.1);
                        if n % 4 == 0 && let Some(newer) = newer {
                            order.list.put_back(newer);
                            model.insert(place, entry);
                        } else {
                            model.push(entry);
                        }
                    }
                    (2, Some(place)) => order.remove(model.remove(place).1),
                    _ => {}
                }
                prop_assert_eq!(order.len(), model.len());
                prop_assert_eq!(order.ids().collect::<Vec<_>>(), model.iter().map(|m| m.1).collect::<Vec<_>>());
            }
        }
    }
}
