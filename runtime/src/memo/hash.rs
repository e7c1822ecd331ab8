//! The hasher of keys: one folded multiplication per word.

use std::hash::Hasher;

const WORD: u64 = 0x9e37_79b9_7f4a_7c15;
const TEXT: u64 = 0xd1b5_4a32_d192_ed03;

/// Hashes the arguments of a call. The seed is the address of the cache, so it differs from run to run.
#[derive(Clone, Copy, Debug)]
pub struct KeyHasher {
    state: u64,
}

impl KeyHasher {
    #[inline]
    pub(crate) fn new(seed: usize) -> Self {
        Self { state: seed as u64 }
    }

    /// The hash of a key of words.
    #[inline(always)]
    pub(crate) fn of_words(seed: usize, words: &[u64]) -> u64 {
        let mut hasher = Self::new(seed);
        for word in words {
            hasher.mix(*word);
        }
        hasher.state
    }

    #[inline(always)]
    fn mix(&mut self, word: u64) {
        self.state = fold(self.state ^ word, WORD);
    }
}

/// The two halves of the 128-bit product, together: every bit of `a` reaches high and low bits.
#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

#[inline]
fn word(bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    word.copy_from_slice(&bytes[..8]);
    u64::from_le_bytes(word)
}

#[inline]
fn half(bytes: &[u8]) -> u64 {
    let mut half = [0; 4];
    half.copy_from_slice(&bytes[..4]);
    u64::from(u32::from_le_bytes(half))
}

impl Hasher for KeyHasher {
    #[inline]
    fn finish(&self) -> u64 {
        self.state
    }

    // In a debug build it is compiled once, here.
    #[cfg_attr(not(debug_assertions), inline)]
    fn write(&mut self, bytes: &[u8]) {
        let len = bytes.len();
        let (a, b) = match len {
            0 => (0, 0),
            1..4 => (
                u64::from(bytes[0]) << 16
                    | u64::from(bytes[len / 2]) << 8
                    | u64::from(bytes[len - 1]),
                0,
            ),
            4..8 => (half(bytes), half(&bytes[len - 4..])),
            8..=16 => (word(bytes), word(&bytes[len - 8..])),
            _ => {
                let mut rest = bytes;
                while rest.len() > 16 {
                    self.state = fold(self.state ^ word(rest), TEXT ^ word(&rest[8..]));
                    rest = &rest[16..];
                }
                (word(&bytes[len - 16..]), word(&bytes[len - 8..]))
            }
        };
        self.state = fold(self.state ^ a, TEXT ^ b ^ (len as u64).wrapping_mul(WORD));
    }

    #[inline(always)]
    fn write_u8(&mut self, value: u8) {
        self.mix(u64::from(value));
    }
    #[inline(always)]
    fn write_u16(&mut self, value: u16) {
        self.mix(u64::from(value));
    }
    #[inline(always)]
    fn write_u32(&mut self, value: u32) {
        self.mix(u64::from(value));
    }
    #[inline(always)]
    fn write_u64(&mut self, value: u64) {
        self.mix(value);
    }
    #[inline(always)]
    fn write_u128(&mut self, value: u128) {
        self.mix(value as u64);
        self.mix((value >> 64) as u64);
    }
    #[inline(always)]
    fn write_usize(&mut self, value: usize) {
        self.mix(value as u64);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::hash::{Hash, Hasher};

    use super::KeyHasher;

    fn hash(value: impl Hash) -> u64 {
        let mut hasher = KeyHasher::new(0x7f00_1234_5000);
        value.hash(&mut hasher);
        hasher.finish()
    }

    #[test]
    fn neighbours_differ_in_both_halves() {
        for shift in [0, 4, 8, 16, 24, 32, 40, 48] {
            let hashes: Vec<u64> = (0..4096u64).map(|n| hash(n << shift)).collect();
            assert_eq!(hashes.iter().collect::<HashSet<_>>().len(), 4096);
            // A quarter-full table's worth of buckets by the upper half: about 3640 of 16384 expected at random.
            let buckets: HashSet<u64> = hashes.iter().map(|h| (h >> 32) & 16383).collect();
            assert!(buckets.len() > 3300, "{shift}: {}", buckets.len());
        }
    }

    #[test]
    fn texts_of_every_length_differ() {
        let text = "a".repeat(100);
        let hashes: HashSet<u64> = (0..=100).map(|n| hash(&text[..n])).collect();
        assert_eq!(hashes.len(), 101);
        for n in 1..=64 {
            let mut seen = HashSet::from([hash(&text[..n])]);
            for at in 0..n {
                let mut other = text[..n].to_owned();
                other.replace_range(at..=at, "b");
                assert!(seen.insert(hash(other.as_str())), "{n} {at}");
            }
        }
    }
}
