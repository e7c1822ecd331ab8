//! Keys so few that their comparisons are written out where a product is made.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::index::{INLINE, Words};

/// A map from short keys that are [few](FEW). It is all in one place, a static, so that no pointer has to be loaded
/// before a key is compared.
pub(super) struct Few<V> {
    slots: [Slot<V>; FEW],
}

struct Slot<V> {
    /// Atomic only so that it is loaded apart from its comparison: where the processor has to guess the outcome of one
    /// instruction that does both, a wrong guess was seen to cost a quarter more.
    len: AtomicUsize,
    head: u64,
    tail: u64,
    value: V,
}

/// More would be too much code to be inlined, and the call would cost what is won.
const FEW: usize = 4;

impl<V: Copy> Few<V> {
    /// Those of these keys that are short, or nothing if there are none or too many. They are different from one
    /// another.
    pub(super) fn new(entries: impl IntoIterator<Item = (&'static str, V)>) -> Option<Self> {
        let short = entries.into_iter().filter(|(key, _)| key.len() <= INLINE);
        let mut slots: Vec<_> = short
            .map(|(key, value)| (Words::of(key.as_bytes()), value))
            .collect();
        let &(_, any) = slots.first()?;
        // No key's words are those of the free slots.
        slots.resize(FEW.max(slots.len()), (Words::NONE, any));
        let slots = <[_; FEW]>::try_from(slots).ok()?;
        Some(Self {
            slots: slots.map(|(words, value)| Slot {
                len: AtomicUsize::new(words.len),
                head: words.head,
                tail: words.tail,
                value,
            }),
        })
    }

    /// What `key` stands for, if it is one of these.
    #[inline]
    pub(super) fn get(&self, key: &str) -> Option<V> {
        // Of a long key the words do not tell all, but none here is as long.
        let words = Words::of(key.as_bytes());
        let is = |slot: &&Slot<V>| {
            slot.len.load(Ordering::Relaxed) == words.len
                && slot.head == words.head
                && slot.tail == words.tail
        };
        Some(self.slots.iter().find(is)?.value)
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, Few, INLINE};

    #[test]
    fn finds_each_short_key_and_nothing_else() {
        let keys: Vec<&'static str> = (0..=INLINE + 2)
            .flat_map(|len| {
                // A key of each length, and one for each of its bytes that differs in that byte.
                let changed = (0..=len).map(move |at| -> &'static str {
                    let mut key = vec![b'a'; len];
                    if let Some(byte) = key.get_mut(at) {
                        *byte = b'b';
                    }
                    String::from_utf8(key).unwrap().leak()
                });
                changed.collect::<Vec<_>>()
            })
            .collect();
        for window in keys.windows(FEW) {
            let few = Few::new(window.iter().copied().zip(0..));
            for key in &keys {
                let expected = window.iter().position(|known| known == key);
                let expected = expected.filter(|_| key.len() <= INLINE);
                let found = few.as_ref().and_then(|few| few.get(key));
                assert_eq!(found, expected, "{key} of {window:?}");
            }
        }
    }

    #[test]
    fn none_of_too_many() {
        let keys: Vec<&'static str> = (0..=FEW)
            .map(|n| -> &'static str { n.to_string().leak() })
            .collect();
        let of = |count: usize| Few::new(keys[..count].iter().copied().zip(0..));
        assert!(of(0).is_none());
        for count in 1..=FEW {
            assert_eq!(of(count).unwrap().get(keys[count - 1]), Some(count - 1));
            assert_eq!(of(count).unwrap().get("a key"), None);
        }
        assert!(of(FEW + 1).is_none());
    }
}
