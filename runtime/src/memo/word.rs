//! Values that are one machine word, and keys of such.

use super::probe::Bits;

/// The most words of a key.
pub(crate) const KEY: usize = 6;

/// A scalar.
pub trait Word: Copy + 'static {
    /// The word.
    fn to_word(self) -> u64;
    /// The value, of a word that came from one.
    fn from_word(word: u64) -> Option<Self>;
}

macro_rules! words {
    ($($ty:ty: |$value:ident| $to:expr, |$word:ident| $from:expr;)*) => {$(
        impl Word for $ty {
            #[inline]
            fn to_word(self) -> u64 {
                let $value = self;
                $to
            }
            #[inline]
            fn from_word($word: u64) -> Option<Self> {
                $from
            }
        }
    )*};
}

words! {
    u64: |v| v, |w| Some(w);
    i64: |v| v as u64, |w| Some(w as i64);
    usize: |v| v as u64, |w| Some(w as usize);
    isize: |v| v as u64, |w| Some(w as isize);
    u32: |v| v.into(), |w| Some(w as u32);
    i32: |v| v as u64, |w| Some(w as i32);
    u16: |v| v.into(), |w| Some(w as u16);
    i16: |v| v as u64, |w| Some(w as i16);
    u8: |v| v.into(), |w| Some(w as u8);
    i8: |v| v as u64, |w| Some(w as i8);
    bool: |v| v.into(), |w| Some(w != 0);
    char: |v| v.into(), |w| char::from_u32(w as u32);
    f64: |v| v.to_bits(), |w| Some(f64::from_bits(w));
    f32: |v| v.to_bits().into(), |w| Some(f32::from_bits(w as u32));
    Bits<f64>: |v| v.0.to_bits(), |w| Some(Bits(f64::from_bits(w)));
    Bits<f32>: |v| v.0.to_bits().into(), |w| Some(Bits(f32::from_bits(w as u32)));
}

/// The arguments of a call, each a word.
pub trait WordKey: Sized + 'static {
    /// An array of them.
    type Words: AsRef<[u64]> + Copy;
    /// The words.
    fn to_words(&self) -> Self::Words;
    /// The arguments, of words that came from some.
    fn from_words(words: &[u64]) -> Option<Self>;
}

macro_rules! keys {
    ($($len:literal ($($part:ident $at:tt),*))*) => {$(
        // The empty one is among them.
        #[allow(clippy::unused_unit)]
        impl<$($part: Word),*> WordKey for ($($part,)*) {
            type Words = [u64; $len];
            #[inline]
            fn to_words(&self) -> [u64; $len] {
                [$(self.$at.to_word()),*]
            }
            #[inline]
            fn from_words(_words: &[u64]) -> Option<Self> {
                Some(($($part::from_word(*_words.get($at)?)?,)*))
            }
        }
    )*};
}

keys! {
    0 ()
    1 (A 0)
    2 (A 0, B 1)
    3 (A 0, B 1, C 2)
    4 (A 0, B 1, C 2, D 3)
    5 (A 0, B 1, C 2, D 3, E 4)
    6 (A 0, B 1, C 2, D 3, E 4, F 5)
}

#[cfg(test)]
mod tests {
    use super::{Word, WordKey};

    #[test]
    fn there_and_back() {
        fn same<T: Word + PartialEq + std::fmt::Debug>(values: &[T]) {
            for value in values {
                assert_eq!(T::from_word(value.to_word()).as_ref(), Some(value));
            }
        }
        same(&[0u64, u64::MAX]);
        same(&[i64::MIN, -1, i64::MAX]);
        same(&[i32::MIN, -1, i32::MAX]);
        same(&[i8::MIN, -1, i8::MAX]);
        same(&[usize::MAX, 0]);
        same(&[true, false]);
        same(&['a', '\u{10ffff}']);
        same(&[-0.0f64, f64::INFINITY, 1.5]);
        same(&[-0.0f32, 1.5]);
        let key = (-1i8, 'x', true);
        assert_eq!(WordKey::from_words(key.to_words().as_ref()), Some(key));
        assert_eq!(WordKey::from_words(&[]), Some(()));
        assert_eq!(<(u8,)>::from_words(&[]), None);
    }
}
