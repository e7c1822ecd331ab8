//! Keys to values: an open-addressed table that is built once and then only read.
//!
//! A key of up to 16 bytes is four overlapping words of it and its length; these are hashed and compared in registers,
//! without a call. The seed is chosen so that probes are few, most often one for every key.

/// A map from the keys it was built with.
pub(super) struct Index<V> {
    seed: u64,
    /// By hash; a power of two of them.
    slots: Box<[Slot<V>]>,
}

#[derive(Clone)]
struct Slot<V> {
    words: Words,
    /// The key, and what it stands for; none in a slot that is free.
    entry: Option<(&'static str, V)>,
}

/// What is looked at first of a key: all of it, if it is no longer than [`INLINE`].
#[derive(Clone, Copy, PartialEq, Eq)]
struct Words {
    head: u64,
    tail: u64,
    len: usize,
}

const INLINE: usize = 16;
/// Slots per key: most keys are then found at the first probe.
const SPREAD: usize = 4;
/// So few keys are compared one after the other.
const FEW: usize = 4;
const SEEDS: u64 = 32;
/// An odd number without a pattern, whose multiples are the seeds.
const SPREAD_BITS: u64 = 0x9e37_79b9_7f4a_7c15;

impl<V: Clone> Index<V> {
    /// The index of these keys, which are different from one another.
    pub(super) fn new(entries: impl IntoIterator<Item = (&'static str, V)>) -> Self {
        let entries: Vec<_> = entries.into_iter().collect();
        if entries.len() <= FEW {
            let slots = entries.into_iter().map(|(key, value)| Slot {
                words: Words::of(key.as_bytes()),
                entry: Some((key, value)),
            });
            return Self {
                seed: 0,
                slots: slots.collect(),
            };
        }
        let size = (entries.len() * SPREAD).next_power_of_two().max(8);
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
        let free = Slot {
            words: Words::NONE,
            entry: None,
        };
        let mut slots = vec![free; size].into_boxed_slice();
        let mut probes = 0;
        for (key, value) in entries {
            let words = Words::of(key.as_bytes());
            let mut at = words.hash(key.as_bytes(), seed);
            while slots[at & (size - 1)].entry.is_some() {
                at = at.wrapping_add(1);
                probes += 1;
            }
            slots[at & (size - 1)] = Slot {
                words,
                entry: Some((key, value.clone())),
            };
        }
        (probes, Self { seed, slots })
    }

    /// What `key` stands for.
    #[inline]
    pub(super) fn get(&self, key: &str) -> Option<&V> {
        let words = Words::of(key.as_bytes());
        if self.slots.len() <= FEW {
            let mut slots = self.slots.iter();
            return slots.find_map(|slot| slot.value(words, key));
        }
        let mut at = words.hash(key.as_bytes(), self.seed);
        loop {
            let slot = &self.slots[at & (self.slots.len() - 1)];
            if let Some(value) = slot.value(words, key) {
                return Some(value);
            }
            slot.entry.as_ref()?;
            at = at.wrapping_add(1);
        }
    }
}

impl<V> Slot<V> {
    /// The value, if it is the key's.
    #[inline]
    fn value(&self, words: Words, key: &str) -> Option<&V> {
        let (text, value) = self.entry.as_ref()?;
        (self.words == words && (words.len <= INLINE || *text == key)).then_some(value)
    }
}

impl Words {
    /// Those of no key.
    const NONE: Self = Self {
        head: 0,
        tail: 0,
        len: usize::MAX,
    };

    #[inline]
    fn of(bytes: &[u8]) -> Self {
        let len = bytes.len();
        let (head, tail) = if len >= 4 {
            // Four words that cover up to 16 bytes, overlapping where there are fewer; the same code for every
            // length, since a branch on the length of a key cannot be foreseen.
            let second = (len - 4).min(4);
            let third = len.max(8) - 8;
            (
                (word(bytes, 0) << 32) | word(bytes, second),
                (word(bytes, third) << 32) | word(bytes, len - 4),
            )
        } else if let (Some(first), Some(last)) = (bytes.first(), bytes.last()) {
            let middle = bytes[len / 2];
            (
                (u64::from(*first) << 16) | (u64::from(middle) << 8) | u64::from(*last),
                0,
            )
        } else {
            (0, 0)
        };
        Self { head, tail, len }
    }

    #[inline]
    fn hash(self, bytes: &[u8], seed: u64) -> usize {
        let seed = if self.len > INLINE {
            hash_middle(bytes, seed)
        } else {
            seed
        };
        mix(
            self.head ^ seed,
            self.tail ^ (self.len as u64) ^ 0xa076_1d64_78bd_642f,
        ) as usize
    }
}

/// A seed for a long key, from what its words leave out. Out of line, so that short keys need no stack.
#[inline(never)]
fn hash_middle(bytes: &[u8], mut seed: u64) -> u64 {
    // Eight bytes at a time, up to those that the tail has.
    let mut at = 8;
    while at < bytes.len() - 8 {
        let eight = (word(bytes, at) << 32) | word(bytes, at + 4);
        seed = mix(seed ^ eight, 0xd6e8_feb8_6659_fd93);
        at += 8;
    }
    seed
}

#[inline]
fn word(bytes: &[u8], at: usize) -> u64 {
    let word = bytes[at..at + 4].try_into().expect("four bytes");
    u64::from(u32::from_le_bytes(word))
}

/// Both halves of the product, so that each bit depends on all.
#[inline]
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product >> 64) as u64 ^ product as u64
}

#[cfg(test)]
mod tests {
    use super::Index;

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
