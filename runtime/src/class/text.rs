//! What a class is made of, from the text that stands in its expansion.
//!
//! rustc checks one string much sooner than a call for each field, and reads it only where the answer is used.

use super::{Class, ClassInfo, FieldInfo, ToValue};
use crate::Repr;

/// What there is to say of a field: its name, its flags, its docs, the text of its default, its other attributes.
pub type More = (
    &'static str,
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
    let mut cached = 0;
    let mut at = 0;
    while at < C::__MORE.len() {
        if C::__MORE[at].1 & FieldInfo::CACHED != 0 {
            cached += 1;
        }
        at += 1;
    }
    let (fields, cached) = all.split_at(all.len() - cached);
    ClassInfo::new(split(C::__TEXT, "\n").0, C::__DOC, fields, cached)
}

const fn fields<C: Class + ?Sized, const N: usize>() -> [FieldInfo; N] {
    let mut fields = [FieldInfo::new("", "", 0); N];
    let mut rest = split(C::__TEXT, "\n").1;
    let mut at = 0;
    while at < N {
        let (line, after) = split(rest, "\n");
        let (name, type_name) = split(line, ": ");
        fields[at] = field(name, type_name, C::__MORE);
        rest = after;
        at += 1;
    }
    fields
}

const fn field(name: &'static str, type_name: &'static str, more: &[More]) -> FieldInfo {
    let mut at = 0;
    while at < more.len() {
        let (of, flags, doc, default, attributes) = more[at];
        if equal(of, name) {
            return FieldInfo::new(name, type_name, flags).with(doc, default, attributes);
        }
        at += 1;
    }
    FieldInfo::new(name, type_name, 0)
}

/// What stands before the first `mark`, and what stands behind it.
const fn split(text: &'static str, mark: &str) -> (&'static str, &'static str) {
    let (bytes, mark) = (text.as_bytes(), mark.as_bytes());
    let mut at = 0;
    while at + mark.len() <= bytes.len() {
        if starts(bytes, at, mark) {
            return (text.split_at(at).0, text.split_at(at + mark.len()).1);
        }
        at += 1;
    }
    (text, "")
}

const fn equal(one: &str, two: &str) -> bool {
    one.len() == two.len() && starts(one.as_bytes(), 0, two.as_bytes())
}

/// Whether `mark` stands at this place, which has room for it.
const fn starts(text: &[u8], place: usize, mark: &[u8]) -> bool {
    let mut at = 0;
    while at < mark.len() {
        if text[place + at] != mark[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{Fields, More};
    use crate::class::{Class, FieldInfo};

    struct Point;

    impl Class for Point {
        type __Fields = Fields<3>;
        const __TEXT: &'static str = "Point\nx: Vec<(u8, é)>\n1: dyn Fn() -> a::b\ny: f64";
        const __MORE: &'static [More] = &[
            ("y", FieldInfo::CACHED, "North.", "", &["#[cold]"]),
            ("1", 1, "", "1.0", &[]),
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
        const __TEXT: &'static str = "Nothing";
    }

    #[test]
    fn without_fields() {
        assert_eq!(Nothing::CLASS.name(), "Nothing");
        assert!(Nothing::CLASS.fields().is_empty());
    }
}
