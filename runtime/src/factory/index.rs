//! Keys to positions: an open-addressed table that is built once and then only read.
//!
//! A key of up to 16 bytes is four overlapping words of it and its length; these are hashed and compared in registers,
//! without a call. The seed is chosen so that probes are few, most often one for every key.

/// A map from the keys it was built with to their positions.
pub(super) struct Index {
    seed: u64,
    /// Positions in `keys`, by hash; a power of two of them.
    slots: Box<[u32]>,
    keys: Box<[Key]>,
}

struct Key {
    words: Words,
    text: &'static str,
}

/// What is looked at first of a key: all of it, if it is no longer than [`INLINE`].
#[derive(Clone, Copy, PartialEq, Eq)]
struct Words {
    head: u64,
    tail: u64,
    len: usize,
}

const INLINE: usize = 16;
const EMPTY: u32 = u32::MAX;
/// Slots per key: most keys are then found at the first probe.
const SPREAD: usize = 4;
const SEEDS: u64 = 32;

impl Index {
    /// The index of `keys`, which are different from one another.
    pub(super) fn new(keys: impl IntoIterator<Item = &'static str>) -> Self {
        let keys = keys.into_iter().map(|text| Key {
            words: Words::of(text.as_bytes()),
            text,
        });
        let keys: Box<[Key]> = keys.collect();
        let size = (keys.len() * SPREAD).next_power_of_two().max(8);
        let attempts = (1..=SEEDS).map(|seed| Self::placed(&keys, size, seed));
        let mut best: Option<(usize, u64, Box<[u32]>)> = None;
        for (probes, seed, slots) in attempts {
            if best.as_ref().is_none_or(|(fewest, ..)| probes < *fewest) {
                best = Some((probes, seed, slots));
            }
            if probes == 0 {
                break;
            }
        }
        let (_, seed, slots) = best.expect("there are several seeds");
        Self { seed, slots, keys }
    }

    /// The slots by `seed`, and how many probes beyond the first the keys need in all.
    fn placed(keys: &[Key], size: usize, seed: u64) -> (usize, u64, Box<[u32]>) {
        let mut slots = vec![EMPTY; size].into_boxed_slice();
        let mut probes = 0;
        for (position, key) in (0..).zip(keys) {
            let mut at = key.words.hash(key.text.as_bytes(), seed);
            while slots[at & (size - 1)] != EMPTY {
                at = at.wrapping_add(1);
                probes += 1;
            }
            slots[at & (size - 1)] = position;
        }
        (probes, seed, slots)
    }

    /// The position of `text` among the keys.
    #[inline]
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        let words = Words::of(bytes);
        let mut at = words.hash(bytes, self.seed);
        loop {
            let slot = self.slots[at & (self.slots.len() - 1)];
            if slot == EMPTY {
                return None;
            }
            let key = &self.keys[slot as usize];
            if key.words == words && (words.len <= INLINE || key.text == text) {
                return Some(slot as usize);
            }
            at = at.wrapping_add(1);
        }
    }
}

impl Words {
    #[inline]
    fn of(bytes: &[u8]) -> Self {
        let len = bytes.len();
        let (head, tail) = if len >= 4 {
            // Four words that cover up to 16 bytes, overlapping where there are fewer; the same code for every
            // length, since a branch on the length of a key cannot be foreseen.
            let second = (len - 4).min(4);
            let third = len.max(8) - 8;
            (
                word(bytes, 0) << 32 | word(bytes, second),
                word(bytes, third) << 32 | word(bytes, len - 4),
            )
        } else if let (Some(first), Some(last)) = (bytes.first(), bytes.last()) {
            let middle = bytes[len / 2];
            (
                u64::from(*first) << 16 | u64::from(middle) << 8 | u64::from(*last),
                0,
            )
        } else {
            (0, 0)
        };
        Self { head, tail, len }
    }

    #[inline]
    fn hash(self, bytes: &[u8], seed: u64) -> usize {
        let mut seed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        if self.len > INLINE {
            for chunk in bytes[8..self.len - 8].chunks(8) {
                let mut word = [0; 8];
                word[..chunk.len()].copy_from_slice(chunk);
                seed = mix(seed ^ u64::from_le_bytes(word), 0xd6e8_feb8_6659_fd93);
            }
        }
        mix(
            self.head ^ seed,
            self.tail ^ (self.len as u64) ^ 0xa076_1d64_78bd_642f,
        ) as usize
    }
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
        let index = Index::new(known.iter().copied());
        for (position, key) in known.iter().enumerate() {
            assert_eq!(index.find(key), Some(position), "{key}");
        }
        for (_, key) in unknown {
            assert_eq!(index.find(key), None, "{key}");
        }
        assert_eq!(index.find("é"), None);
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        assert_eq!(Index::new([]).find("a"), None);
    }
}
