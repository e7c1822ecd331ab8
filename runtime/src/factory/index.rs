//! Keys to values: a table that is built once and then only read.
//!
//! What a look-up waits for is the processor guessing wrong where it goes next, not the work. So a few keys are
//! compared one after the other, by their lengths first: the guess that fails is then settled at once, and those after
//! it follow from it. More keys are hashed in registers, without a call, and found at the first probe, for nearly all.

/// A map from the keys it was built with.
pub(super) struct Index<V> {
    seed: u64,
    /// In any order, if they are [few](FEW); else by hash, and a power of two of them.
    slots: Box<[Slot<V>]>,
}

#[derive(Clone)]
struct Slot<V> {
    words: Words,
    /// The key, and what it stands for; none in a slot that is free.
    entry: Option<(&'static str, V)>,
}

/// What is looked at first of a key: all of it, if it is no longer than [`INLINE`].
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub(super) len: usize,
    pub(super) head: u64,
    pub(super) tail: u64,
}

pub(super) const INLINE: usize = 16;
/// So many keys are compared one after the other.
const FEW: usize = 12;
/// Slots per key: most keys are then found at the first probe.
const SPREAD: usize = 4;
const SEEDS: u64 = 32;
/// An odd number without a pattern, whose multiples are the seeds.
const SPREAD_BITS: u64 = 0x9e37_79b9_7f4a_7c15;

impl<V: Clone> Index<V> {
    /// The index of these keys, which are different from one another.
    pub(super) fn new(entries: impl IntoIterator<Item = (&'static str, V)>) -> Self {
        let entries: Vec<_> = entries.into_iter().collect();
        if entries.len() <= FEW {
            return Self {
                seed: 0,
                slots: entries.into_iter().map(Slot::of).collect(),
            };
        }
        let size = (entries.len() * SPREAD).next_power_of_two();
        let mut best = Self::placed(&entries, size, SPREAD_BITS);
        for seed in 2..=SEEDS {
            if best.0 == 0 {
                break;
            }
            let other = Self::placed(&entries, size, SPREAD_BITS.wrapping_mul(seed));
            if other.0 < best.0 {
                best = other;
            }
        }
        best.1
    }

    /// The index by `seed`, and how many probes beyond the first its keys need in all.
    fn placed(entries: &[(&'static str, V)], size: usize, seed: u64) -> (usize, Self) {
        let mut slots = vec![Slot::FREE; size].into_boxed_slice();
        let mut probes = 0;
        for entry in entries {
            let slot = Slot::of(entry.clone());
            let mut at = slot.words.hash(slot.words.seed(entry.0, seed));
            while slots[at & (size - 1)].entry.is_some() {
                at = at.wrapping_add(1);
                probes += 1;
            }
            slots[at & (size - 1)] = slot;
        }
        (probes, Self { seed, slots })
    }

    /// What `key` stands for.
    #[inline]
    pub(super) fn get(&self, key: &str) -> Option<&V> {
        if key.len() > INLINE {
            return self.get_long(key);
        }
        let words = Words::of(key.as_bytes());
        self.find(words, self.seed, |_| true)
    }

    /// Out of line, so that short keys need no stack.
    #[inline(never)]
    fn get_long(&self, key: &str) -> Option<&V> {
        let words = Words::of(key.as_bytes());
        let seed = words.seed(key, self.seed);
        self.find(words, seed, |text| text == key)
    }

    #[inline]
    fn find(&self, words: Words, seed: u64, is_rest: impl Fn(&str) -> bool) -> Option<&V> {
        let is = |slot: &Slot<V>| {
            slot.words.len == words.len
                && slot.words.head == words.head
                && slot.words.tail == words.tail
                && slot.entry.as_ref().is_some_and(|(text, _)| is_rest(text))
        };
        if self.slots.len() <= FEW {
            return self.slots.iter().find(|slot| is(slot))?.value();
        }
        let mut at = words.hash(seed);
        loop {
            let slot = &self.slots[at & (self.slots.len() - 1)];
            if is(slot) {
                return slot.value();
            }
            slot.entry.as_ref()?;
            at = at.wrapping_add(1);
        }
    }
}

impl<V> Slot<V> {
    const FREE: Self = Self {
        words: Words::NONE,
        entry: None,
    };

    fn of(entry: (&'static str, V)) -> Self {
        Self {
            words: Words::of(entry.0.as_bytes()),
            entry: Some(entry),
        }
    }

    #[inline]
    fn value(&self) -> Option<&V> {
        self.entry.as_ref().map(|(_, value)| value)
    }
}

impl Words {
    /// Those of no key.
    pub(super) const NONE: Self = Self {
        len: usize::MAX,
        head: 0,
        tail: 0,
    };

    /// The length, and the first and the last eight bytes, which overlap in a short key.
    #[inline]
    pub(super) fn of(bytes: &[u8]) -> Self {
        let len = bytes.len();
        // Most keys first.
        let (head, tail) = if len >= 8 {
            (word(bytes, 0), word(bytes, len - 8))
        } else if len >= 4 {
            (half(bytes, 0), half(bytes, len - 4))
        } else if let (Some(first), Some(last)) = (bytes.first(), bytes.last()) {
            (
                (u64::from(*first) << 8) | u64::from(bytes[len / 2]),
                u64::from(*last),
            )
        } else {
            (0, 0)
        };
        Self { len, head, tail }
    }

    /// The seed for a key, from what the words leave out.
    fn seed(self, key: &str, mut seed: u64) -> u64 {
        let mut at = 8;
        while at + 8 < self.len {
            seed = mix(seed ^ word(key.as_bytes(), at), 0xd6e8_feb8_6659_fd93);
            at += 8;
        }
        seed
    }

    #[inline]
    fn hash(self, seed: u64) -> usize {
        mix(
            self.head ^ seed,
            self.tail ^ (self.len as u64) ^ 0xa076_1d64_78bd_642f,
        ) as usize
    }
}

#[inline]
fn word(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}

#[inline]
fn half(bytes: &[u8], at: usize) -> u64 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")).into()
}

/// Both halves of the product, so that each bit depends on all.
#[inline]
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product >> 64) as u64 ^ product as u64
}

#[cfg(test)]
mod tests {
    use super::{FEW, Index};

    #[test]
    fn finds_each_key_and_nothing_else() {
        // Every length around the borders of the word scheme, with neighbours that differ in one byte only.
        let mut keys: Vec<&'static str> = vec![""];
        for len in 1..40 {
            for changed in 0..len {
                let mut key = vec![b'a'; len];
                key[changed] = b'b';
                keys.push(String::from_utf8(key).unwrap().leak());
            }
        }
        let (known, unknown): (Vec<_>, Vec<_>) = (0..).zip(&keys).partition(|(n, _)| n % 3 != 0);
        let known: Vec<&'static str> = known.into_iter().map(|(_, key)| *key).collect();
        let index = Index::new(known.iter().copied().zip(0..));
        for (position, key) in known.iter().enumerate() {
            assert_eq!(index.get(key), Some(&position), "{key}");
        }
        for (_, key) in unknown {
            assert_eq!(index.get(key), None, "{key}");
        }
        assert_eq!(index.get("é"), None);
    }

    #[test]
    fn few_keys_as_many() {
        // Around the number from which on keys are hashed.
        let keys: Vec<&'static str> = (0..2 * FEW)
            .map(|n| -> &'static str { format!("{}{n}", "key-".repeat(n % 6)).leak() })
            .collect();
        for count in 0..keys.len() {
            let index = Index::new(keys[..count].iter().copied().zip(0..));
            for (position, key) in keys.iter().enumerate() {
                let expected = (position < count).then_some(&position);
                assert_eq!(index.get(key), expected, "{key} of {count}");
            }
        }
    }

    #[test]
    fn long_keys_that_differ_in_the_middle_only() {
        let key = |n: u32| -> &'static str { format!("prefix--{n:08}--suffix").leak() };
        let index = Index::new((0..500).map(|n| (key(n), n)));
        for n in 0..4000 {
            let expected = Some(n).filter(|n| *n < 500);
            assert_eq!(index.get(key(n)).copied(), expected);
        }
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        assert_eq!(Index::<u8>::new([]).get("a"), None);
    }
}
