//! What a class is made of, from the text that stands in its expansion.
//!
//! rustc checks one string much sooner than a call for each field, and reads it only where the answer is used. It reads it by
//! interpreting the functions here: a step of a loop is ten thousand machine instructions, a call of `str::split_at` forty
//! times that. So the loops are plain and what cuts the text is `part`.

use std::ptr;

use super::{Class, ClassInfo, FieldInfo, ToValue};
use crate::Repr;

/// What there is to say of a field: its place in the text, its flags, its docs, the text of its default, its other attributes.
pub type More = (
    usize,
    u8,
    &'static str,
    &'static str,
    &'static [&'static str],
);

/// A field that is shown as it is.
pub trait Member: Repr + ToValue {}

impl<T: Repr + ToValue> Member for T {}

/// Room for `N` fields, the cached ones among them.
#[derive(Clone, Copy, Debug)]
pub struct Fields<const N: usize>;

/// The fields of `C`.
pub trait Table<C: ?Sized> {
    /// In the order of its text.
    const FIELDS: &'static [FieldInfo];
}

impl<C: Class + ?Sized, const N: usize> Table<C> for Fields<N> {
    const FIELDS: &'static [FieldInfo] = &fields::<C, N>();
}

/// What the text says.
pub(super) const fn info<C: Class + ?Sized>() -> ClassInfo {
    let all = <C::__Fields as Table<C>>::FIELDS;
    // The cached ones are the last.
    let mut stored = all.len();
    while stored > 0 && all[stored - 1].is_cached() {
        stored -= 1;
    }
    let (fields, cached) = if stored == all.len() {
        (all, [].as_slice())
    } else {
        all.split_at(stored)
    };
    let end = find(C::__TEXT.as_bytes(), 0, b'\n');
    // SAFETY: From the beginning to a mark.
    let name = unsafe { part(C::__TEXT, 0, end) };
    ClassInfo::new(name, C::__DOC, fields, cached)
}

const fn fields<C: Class + ?Sized, const N: usize>() -> [FieldInfo; N] {
    let mut fields = [FieldInfo::new("", "", 0); N];
    let (text, more) = (C::__TEXT, C::__MORE);
    let (bytes, said) = (text.as_bytes(), more.len());
    let (mut place, mut next) = (0, 0);
    let mut start = find(bytes, 0, b'\n') + 1;
    while place < N {
        let colon = find(bytes, start, b':');
        assert!(bytes[colon + 1] == b' ', "a type follows a name");
        let end = find(bytes, colon, b'\n');
        if next < said && more[next].0 == place {
            let (_, flags, doc, default, attributes) = more[next];
            fields[place] = FieldInfo::new("", "", flags).with(doc, default, attributes);
            next += 1;
        }
        // SAFETY: `find` went from one place to the next, and found a mark at each but those behind a mark and a space.
        unsafe {
            fields[place].name = part(text, start, colon);
            fields[place].type_name = part(text, colon + 2, end);
        }
        start = end + 1;
        place += 1;
    }
    fields
}

/// Where the mark is, from this place on.
const fn find(text: &[u8], mut at: usize, mark: u8) -> usize {
    while text[at] != mark {
        at += 1;
    }
    at
}

/// What stands between two places.
///
/// # Safety
///
/// They are inside the text and in order, and each is the beginning of a letter.
const unsafe fn part(text: &'static str, from: usize, to: usize) -> &'static str {
    // SAFETY: Said above.
    unsafe { &*(ptr::slice_from_raw_parts(text.as_ptr().add(from), to - from) as *const str) }
}

#[cfg(test)]
mod tests {
    use super::{Fields, More};
    use crate::class::{Class, FieldInfo};

    struct Point;

    impl Class for Point {
        type __Fields = Fields<3>;
        const __TEXT: &'static str = "Point\nx: Vec<(u8, é)>\n1: dyn Fn() -> a::b\ny: f64\n";
        const __MORE: &'static [More] = &[
            (1, 1, "", "1.0", &[]),
            (2, FieldInfo::CACHED, "North.", "", &["#[cold]"]),
        ];
        const __DOC: &'static str = "A point.";
    }

    #[test]
    fn read() {
        let class = Point::CLASS;
        assert_eq!((class.name(), class.doc()), ("Point", "A point."));
        let [x, one] = class.fields() else {
            panic!("{class:?}");
        };
        assert_eq!((x.name(), x.type_name()), ("x", "Vec<(u8, é)>"));
        assert_eq!((one.name(), one.type_name()), ("1", "dyn Fn() -> a::b"));
        assert_eq!((one.default(), one.is_init()), (Some("1.0"), false));
        let [y] = class.cached() else {
            panic!("{class:?}");
        };
        assert_eq!((y.doc(), y.attributes()), ("North.", &["#[cold]"][..]));
    }

    struct Nothing;

    impl Class for Nothing {
        type __Fields = Fields<0>;
        const __TEXT: &'static str = "Nothing\n";
    }

    #[test]
    fn without_fields() {
        assert_eq!(Nothing::CLASS.name(), "Nothing");
        assert!(Nothing::CLASS.fields().is_empty());
    }
}
