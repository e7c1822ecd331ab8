//! DLIRS: which entries are used again soon is judged by the distance between their last two uses, not by the last
//! use alone. So a scan, a loop over more than fits, or keys used once do not push out what is used often.
//!
//! LIRS (Jiang and Zhang, SIGMETRICS 2002) keeps most of the room for entries whose last two uses were close together
//! (`Lir`), and a small rest for all others (`Hir`), among which the oldest is evicted. A stack of uses tells which
//! `Hir` entry, in the cache or evicted lately (a ghost), was used again sooner than the stalest `Lir` entry: it takes
//! its place. DLIRS (Li, SYSTOR 2018) sizes the rest by what was missed: a ghost that comes back says that it is too
//! small, a demoted entry that is used again that it is too large. Down to 1 % it is LIRS, at its largest nearly LRU.

use super::super::order::{List, Order};

/// The state of an entry, or of a ghost.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Absent,
    /// Its last two uses were close together. It is in the stack.
    Lir,
    /// They were not, or there was only one. It is in the queue.
    Hir {
        /// Whether it is in the stack as well.
        stacked: bool,
        /// Whether it was `Lir` before.
        demoted: bool,
    },
    /// Evicted, still in the stack.
    Evicted,
    /// Gone for another reason (expired, invalidated, replaced), still in the stack.
    Removed,
}

/// Of the room for `Hir` entries, which is counted in parts of one: the resolution of its growth.
const ONE: usize = 64;
/// The most by which one use changes it.
const STEP: usize = 8 * ONE;

/// A policy over the ids of a table.
pub(crate) struct Dlirs {
    /// By last use: all `Lir` entries, and what was used since the oldest of them. The oldest is always a `Lir`,
    /// if there is one. An entry is at twice its id, a ghost at twice its own id plus one.
    stack: List<()>,
    /// The `Hir` entries, by id: the oldest is the next to be evicted.
    queue: List<()>,
    /// The hashes of the keys of ghosts, by age; as many as entries at most.
    ghosts: Order,
    /// By place in the stack.
    states: Vec<State>,
    len: usize,
    lir: usize,
    demoted: usize,
    /// How many entries there were when last one was evicted; before that, unknown.
    capacity: Option<usize>,
    /// The room for `Hir` entries, in parts of one.
    room: usize,
    /// Whether the next entry comes in the place of another.
    is_full: bool,
}

fn entry(id: u32) -> u32 {
    2 * id
}

fn ghost(id: u32) -> u32 {
    2 * id + 1
}

impl Dlirs {
    pub(crate) const fn new() -> Self {
        Self {
            stack: List::new(),
            queue: List::new(),
            ghosts: Order::new(),
            states: Vec::new(),
            len: 0,
            lir: 0,
            demoted: 0,
            capacity: None,
            room: ONE,
            is_full: false,
        }
    }

    fn state(&self, place: u32) -> State {
        self.states[place as usize]
    }

    fn set(&mut self, place: u32, state: State) {
        let needed = (place as usize + 1).max(self.states.len());
        self.states.resize(needed, State::Absent);
        self.states[place as usize] = state;
    }

    /// How many entries may be `Lir`.
    fn most_lir(&self) -> usize {
        let room = (self.room / ONE).max(1);
        self.capacity
            .map_or(usize::MAX, |capacity| capacity.saturating_sub(room))
    }

    /// The least and the most room for `Hir` entries: 1 % and 80 % of all, never less than one.
    fn bounds(&self) -> (usize, usize) {
        let all = self.capacity.unwrap_or(0).saturating_mul(ONE);
        let least = (all / 100).max(ONE);
        (least, (all / 5 * 4).max(least))
    }

    /// A use of an entry that is there.
    #[inline]
    pub(crate) fn hit(&mut self, id: u32) {
        let place = entry(id);
        match self.state(place) {
            State::Lir => {
                let was_oldest = self.stack.oldest() == Some((place, ()));
                self.stack.touch(place);
                if was_oldest {
                    self.prune();
                }
            }
            State::Hir { stacked, demoted } => self.hit_hir(id, stacked, demoted),
            State::Absent | State::Evicted | State::Removed => {}
        }
    }

    fn hit_hir(&mut self, id: u32, stacked: bool, demoted: bool) {
        let place = entry(id);
        if demoted {
            let step = ONE * self.ghosts.len() / self.demoted.max(1);
            let (least, _) = self.bounds();
            self.room = self.room.saturating_sub(step.clamp(1, STEP)).max(least);
        }
        if stacked {
            self.stack.touch(place);
            self.queue.unlink(id);
            self.demoted -= usize::from(demoted);
            self.promote(place);
        } else {
            self.stack.push(place, ());
            self.queue.touch(id);
            let stacked = true;
            self.set(place, State::Hir { stacked, demoted });
        }
    }

    /// A new entry.
    pub(crate) fn insert(&mut self, id: u32, hash: u64) {
        let place = entry(id);
        let is_full = std::mem::take(&mut self.is_full);
        self.len += 1;
        if let Some(known) = self.ghosts.all(hash).next() {
            if self.state(ghost(known)) == State::Evicted {
                let step = ONE * self.demoted / self.ghosts.len();
                let (_, most) = self.bounds();
                self.room = (self.room + step.clamp(1, STEP)).min(most);
            }
            self.forget(known);
            self.stack.push(place, ());
            self.promote(place);
        } else if !is_full && self.lir < self.most_lir() {
            self.stack.push(place, ());
            self.promote(place);
        } else {
            self.stack.push(place, ());
            self.queue.push(id, ());
            let (stacked, demoted) = (true, false);
            self.set(place, State::Hir { stacked, demoted });
        }
    }

    /// Chooses the entry that makes room and takes it out. `hash_of` is asked for the hash of its key.
    pub(crate) fn evict(&mut self, hash_of: impl Fn(u32) -> u64) -> Option<u32> {
        self.capacity = Some(self.len);
        self.is_full = true;
        let (least, most) = self.bounds();
        self.room = self.room.clamp(least, most);
        self.demote_surplus();
        if self.queue.oldest().is_none() {
            self.demote();
        }
        let (id, ()) = self.queue.oldest()?;
        self.leave(id, hash_of(id), State::Evicted);
        Some(id)
    }

    /// Takes an entry out. Its key keeps its standing if it comes back soon.
    pub(crate) fn remove(&mut self, id: u32, hash: u64) {
        self.leave(id, hash, State::Removed);
    }

    fn leave(&mut self, id: u32, hash: u64, as_what: State) {
        let place = entry(id);
        let is_stacked = match self.state(place) {
            State::Lir => {
                self.lir -= 1;
                true
            }
            State::Hir { stacked, demoted } => {
                self.queue.unlink(id);
                self.demoted -= usize::from(demoted);
                stacked
            }
            State::Absent | State::Evicted | State::Removed => return,
        };
        self.set(place, State::Absent);
        self.len -= 1;
        if !is_stacked {
            return;
        }
        match self.capacity {
            // Before anything was evicted nobody knows how many ghosts are too many.
            None => self.stack.unlink(place),
            Some(most) => {
                while self.ghosts.len() >= most
                    && let Some((oldest, _)) = self.ghosts.list.oldest()
                {
                    self.forget(oldest);
                }
                let known = self.ghosts.insert(hash);
                self.stack.replace(place, ghost(known));
                self.set(ghost(known), as_what);
            }
        }
        self.prune();
    }

    fn forget(&mut self, known: u32) {
        self.set(ghost(known), State::Absent);
        self.stack.unlink(ghost(known));
        self.ghosts.remove(known);
    }

    /// Makes the newest in the stack `Lir`.
    fn promote(&mut self, place: u32) {
        self.set(place, State::Lir);
        self.lir += 1;
        // It may be the only one.
        self.prune();
        self.demote_surplus();
    }

    /// Makes `Hir` what is too many `Lir`.
    fn demote_surplus(&mut self) {
        let most = self.most_lir();
        while self.lir > most {
            self.demote();
        }
    }

    /// Makes the `Lir` entry that was not used for the longest time `Hir`.
    fn demote(&mut self) {
        self.prune();
        let Some((place, ())) = self.stack.oldest() else {
            return;
        };
        self.stack.unlink(place);
        self.queue.push(place / 2, ());
        let (stacked, demoted) = (false, true);
        self.set(place, State::Hir { stacked, demoted });
        self.demoted += 1;
        self.lir -= 1;
        self.prune();
    }

    /// Drops from the old end of the stack what is no `Lir` entry: when it is used again, that is no sooner than any.
    fn prune(&mut self) {
        while let Some((place, ())) = self.stack.oldest() {
            match self.state(place) {
                State::Lir => return,
                State::Hir { demoted, .. } => {
                    self.stack.unlink(place);
                    let stacked = false;
                    self.set(place, State::Hir { stacked, demoted });
                }
                State::Absent | State::Evicted | State::Removed => self.forget(place / 2),
            }
        }
    }

    /// The ids, the next to be evicted first.
    pub(crate) fn ids(&self) -> impl Iterator<Item = u32> {
        let lir = self
            .stack
            .ids()
            .filter(|&place| self.state(place) == State::Lir);
        self.queue.ids().chain(lir.map(|place| place / 2))
    }
}
