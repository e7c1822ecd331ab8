//! Values that are one machine word: scalars, found by their type, so that no bound shows.

use std::any::{Any, TypeId};

use super::probe::Bits;

/// The most words of a key.
pub(crate) const KEY: usize = 6;

macro_rules! words {
    ($($ty:ty: |$value:ident| $to:expr, |$word:ident| $from:expr;)*) => {
        /// Whether a `T` is a word.
        #[inline]
        pub(crate) fn is_word<T: 'static>() -> bool {
            let id = TypeId::of::<T>();
            $(id == TypeId::of::<$ty>())||*
        }

        /// The word, for a type that is one.
        #[inline]
        pub(crate) fn to_word<T: 'static>(value: &T) -> u64 {
            let value: &dyn Any = value;
            $(if let Some(&$value) = value.downcast_ref::<$ty>() {
                return $to;
            })*
            0
        }

        /// The value, for a type that is a word.
        #[inline]
        pub(crate) fn from_word<T: 'static>(word: u64) -> Option<T> {
            let mut result: Option<T> = None;
            let place: &mut dyn Any = &mut result;
            $(if let Some(place) = place.downcast_mut::<Option<$ty>>() {
                let $word = word;
                *place = $from;
                return result;
            })*
            None
        }
    };
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

/// The part at `at` of a key of words, for `entries`.
#[must_use]
pub fn part_of<T: 'static>(words: &[u64], at: usize) -> Option<T> {
    from_word(*words.get(at)?)
}

#[cfg(test)]
mod tests {
    use super::{from_word, is_word, to_word};

    #[test]
    fn there_and_back() {
        fn same<T: 'static + PartialEq + std::fmt::Debug>(values: &[T]) {
            assert!(is_word::<T>());
            for value in values {
                assert_eq!(from_word::<T>(to_word(value)).as_ref(), Some(value));
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
        assert!(!is_word::<String>() && !is_word::<u128>() && !is_word::<(u64,)>());
        assert_eq!(from_word::<String>(1), None);
    }
}
