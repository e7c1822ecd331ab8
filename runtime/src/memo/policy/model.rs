//! DLIRS against a plain model: the definition of the paper on vectors, searched from end to end.

use proptest::prelude::*;

use super::Dlirs;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Lir,
    Hir,
    Evicted,
    Removed,
}

/// Keys are their own hashes.
#[derive(Default)]
struct Model {
    /// The oldest first.
    stack: Vec<(u64, Kind)>,
    queue: Vec<(u64, bool)>,
    /// Ghosts by age, the oldest first.
    ghosts: Vec<u64>,
    capacity: Option<usize>,
    room: f64,
    evicted: bool,
}

impl Model {
    fn lir(&self) -> usize {
        self.stack.iter().filter(|e| e.1 == Kind::Lir).count()
    }
    fn demoted(&self) -> usize {
        self.queue.iter().filter(|e| e.1).count()
    }
    fn len(&self) -> usize {
        self.lir() + self.queue.len()
    }
    fn holds(&self, key: u64) -> bool {
        self.queue.iter().any(|e| e.0 == key) || self.stack.contains(&(key, Kind::Lir))
    }
    fn most_lir(&self) -> usize {
        let room = self.room.floor().max(1.0) as usize;
        self.capacity
            .map_or(usize::MAX, |all| all.saturating_sub(room))
    }
    /// A change of the room in steps of 1/64.
    fn step(of: usize, to: usize) -> f64 {
        let ratio = (64 * of / to.max(1)) as f64 / 64.0;
        ratio.clamp(1.0 / 64.0, 8.0)
    }
    fn least(&self) -> f64 {
        ((self.capacity.unwrap_or(0) * 64 / 100) as f64 / 64.0).max(1.0)
    }
    fn most(&self) -> f64 {
        let most = (self.capacity.unwrap_or(0) * 64 / 5 * 4) as f64 / 64.0;
        most.max(self.least())
    }

    fn trim(&mut self) {
        while self.lir() > self.most_lir() {
            self.demote();
        }
    }
    fn demote(&mut self) {
        self.prune();
        if !self.stack.is_empty() {
            let (key, _) = self.stack.remove(0);
            self.queue.push((key, true));
        }
        self.prune();
    }
    fn prune(&mut self) {
        while let Some(&(key, kind)) = self.stack.first()
            && kind != Kind::Lir
        {
            self.stack.remove(0);
            if kind != Kind::Hir {
                self.ghosts.retain(|&ghost| ghost != key);
            }
        }
    }

    fn hit(&mut self, key: u64) {
        let stacked = self.stack.iter().position(|e| e.0 == key);
        let queued = self.queue.iter().position(|e| e.0 == key);
        if let Some(queued) = queued {
            if self.queue[queued].1 {
                let step = Self::step(self.ghosts.len(), self.demoted());
                self.room = (self.room - step).max(self.least());
            }
            if let Some(stacked) = stacked {
                self.stack.remove(stacked);
                self.stack.push((key, Kind::Lir));
                self.queue.remove(queued);
                self.prune();
                self.trim();
            } else {
                self.stack.push((key, Kind::Hir));
                let entry = self.queue.remove(queued);
                self.queue.push(entry);
            }
        } else if let Some(stacked) = stacked {
            self.stack.remove(stacked);
            self.stack.push((key, Kind::Lir));
            self.prune();
        }
    }

    fn insert(&mut self, key: u64) {
        let evicted = std::mem::take(&mut self.evicted);
        if let Some(ghost) = self.ghosts.iter().position(|&ghost| ghost == key) {
            let place = self.stack.iter().position(|e| e.0 == key).unwrap();
            if self.stack[place].1 == Kind::Evicted {
                let step = Self::step(self.demoted(), self.ghosts.len());
                self.room = (self.room + step).min(self.most());
            }
            self.stack.remove(place);
            self.ghosts.remove(ghost);
            self.stack.push((key, Kind::Lir));
            self.prune();
            self.trim();
        } else if !evicted && self.lir() < self.most_lir() {
            self.stack.push((key, Kind::Lir));
            self.prune();
        } else {
            self.stack.push((key, Kind::Hir));
            self.queue.push((key, false));
        }
    }

    fn evict(&mut self) -> Option<u64> {
        self.capacity = Some(self.len());
        self.evicted = true;
        self.room = self.room.clamp(self.least(), self.most());
        self.trim();
        if self.queue.is_empty() {
            self.demote();
        }
        let (key, _) = *self.queue.first()?;
        self.leave(key, Kind::Evicted);
        Some(key)
    }

    fn leave(&mut self, key: u64, kind: Kind) {
        self.queue.retain(|e| e.0 != key);
        let Some(place) = self.stack.iter().position(|e| e.0 == key) else {
            return;
        };
        match self.capacity {
            None => drop(self.stack.remove(place)),
            Some(most) => {
                self.stack[place].1 = kind;
                while self.ghosts.len() >= most && !self.ghosts.is_empty() {
                    let oldest = self.ghosts.remove(0);
                    self.stack.retain(|e| e.0 != oldest);
                }
                self.ghosts.push(key);
            }
        }
        self.prune();
    }

    fn keys(&self) -> Vec<u64> {
        let queue = self.queue.iter().map(|e| e.0);
        let lir = self.stack.iter().filter(|e| e.1 == Kind::Lir);
        queue.chain(lir.map(|e| e.0)).collect()
    }
}

/// Both, with ids for keys.
struct Pair {
    model: Model,
    policy: Dlirs,
    keys: Vec<Option<u64>>,
}

impl Pair {
    fn new() -> Self {
        Self {
            model: Model {
                room: 1.0,
                ..Model::default()
            },
            policy: Dlirs::new(),
            keys: Vec::new(),
        }
    }

    fn id(&self, key: u64) -> Option<u32> {
        let at = self.keys.iter().position(|&k| k == Some(key))?;
        Some(at as u32)
    }

    fn remove(&mut self, key: u64) {
        if let Some(id) = self.id(key) {
            self.policy.remove(id, key);
            self.keys[id as usize] = None;
            self.model.leave(key, Kind::Removed);
        }
    }

    /// A call: whether it was a hit.
    fn call(&mut self, key: u64, size: usize) -> bool {
        assert_eq!(self.id(key).is_some(), self.model.holds(key));
        if let Some(id) = self.id(key) {
            self.policy.hit(id);
            self.model.hit(key);
            return true;
        }
        while self.keys.iter().flatten().count() >= size {
            let keys = &self.keys;
            let id = self.policy.evict(|id| keys[id as usize].unwrap()).unwrap();
            assert_eq!(self.keys[id as usize].take(), self.model.evict());
        }
        let free = self.keys.iter().position(Option::is_none);
        let id = free.unwrap_or(self.keys.len());
        self.keys.resize(self.keys.len().max(id + 1), None);
        self.keys[id] = Some(key);
        self.policy.insert(id as u32, key);
        self.model.insert(key);
        false
    }

    fn compare(&self) {
        let ids = self.policy.ids();
        let keys: Vec<u64> = ids.map(|id| self.keys[id as usize].unwrap()).collect();
        assert_eq!(keys, self.model.keys());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_the_model(
        size in 1usize..24,
        // What there is room for changes where entries are weighed.
        sizes in proptest::collection::vec(1usize..24, 0..3),
        calls in proptest::collection::vec((0u8..20, 0u64..40), 0..600),
    ) {
        let mut pair = Pair::new();
        let sizes: Vec<usize> = std::iter::once(size).chain(sizes).collect();
        for (at, &(what, key)) in calls.iter().enumerate() {
            let size = sizes[at * sizes.len() / calls.len()];
            match what {
                0 => pair.remove(key),
                // A step of a loop, which random keys do not have.
                1..8 => _ = pair.call(at as u64 % 30, size),
                _ => _ = pair.call(key, size),
            }
            pair.compare();
        }
    }
}

#[test]
fn a_loop_over_more_than_fits_hits() {
    for (size, keys, least) in [(100, 110, 88.0), (100, 200, 47.0), (8, 16, 40.0)] {
        let mut pair = Pair::new();
        let calls = 100 * keys;
        let hits = (0..calls).filter(|n| pair.call(n % keys, size)).count();
        let ratio = 100.0 * hits as f64 / calls as f64;
        assert!(ratio > least, "{size} of {keys}: {ratio}");
    }
}

#[test]
fn a_scan_leaves_what_is_used_often() {
    let mut pair = Pair::new();
    for _ in 0..3 {
        (0..50).for_each(|key| _ = pair.call(key, 100));
    }
    (1000..2000).for_each(|key| _ = pair.call(key, 100));
    // Before the cache was full for the first time all were alike, so that one had to give way.
    let kept = (0..50).filter(|&key| pair.call(key, 100)).count();
    assert!(kept >= 49, "{kept}");
}

#[test]
fn recent_use_counts_where_that_is_what_counts() {
    // A window that moves over the keys: LRU is right, LIRS with a fixed rest of 1 % is not.
    let mut pair = Pair::new();
    let calls = 40_000u64;
    let key = |n: u64| n / 20 + (n * 7919) % 40;
    let hits = (0..calls).filter(|&n| pair.call(key(n), 50)).count();
    assert!(hits as f64 > 0.9 * calls as f64, "{hits}");
}
