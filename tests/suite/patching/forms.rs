//! Free functions of every form.

use std::borrow::Cow;

use dunder::patchable;

#[patchable]
fn nothing() {}

#[patchable]
#[allow(clippy::too_many_arguments)]
pub(crate) fn many(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8 {
    a + b + c + d + e + f + g + h
}

#[patchable]
fn patterns(mut a: u32, (b, c): (u32, u32), _: u32, [d, ..]: [u32; 2]) -> u32 {
    a += 1;
    a + b + c + d
}

#[patchable]
fn first<'a>(of: &'a str, separator: &str) -> &'a str {
    of.split(separator).next().unwrap_or(of)
}

#[patchable]
fn trimmed(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text.trim())
}

#[patchable]
fn append(to: &mut Vec<String>, text: &str) {
    to.push(text.to_owned());
}

#[patchable]
fn of_slices<'a, 'b>(a: &'a [&'b str], at: &mut usize) -> Option<&'b str> {
    *at += 1;
    a.first().copied()
}

#[patchable]
fn fallible(n: u32) -> Result<u32, String> {
    let half = n.checked_sub(10).ok_or("too small")?;
    Ok(half)
}

#[test]
fn arguments_and_results() {
    nothing();
    let guard = nothing::patch(|| ());
    nothing();
    drop(guard);

    assert_eq!(many(1, 2, 3, 4, 5, 6, 7, 8), 36);
    let _guard = many::patch(|a, _, _, _, _, _, _, h| a * h);
    assert_eq!(many(1, 2, 3, 4, 5, 6, 7, 8), 8);

    assert_eq!(patterns(1, (2, 3), 4, [5, 6]), 12);
    assert_eq!(patterns::original(1, (2, 3), 4, [5, 6]), 12);
    let _guard = patterns::patch(|a, (b, c), d, [e, f]| a + b + c + d + e + f);
    assert_eq!(patterns(1, (2, 3), 4, [5, 6]), 21);

    assert_eq!(fallible(3), Err("too small".into()));
    let _guard = fallible::patch(|n| if n == 3 { Ok(0) } else { fallible::original(n) });
    assert_eq!((fallible(3), fallible(12)), (Ok(0), Ok(2)));
}

#[test]
fn what_is_borrowed_and_changed() {
    let text = String::from("a-b");
    let result = {
        let separator = String::from("-");
        first(&text, &separator)
    };
    assert_eq!(result, "a");
    let _guard = first::patch(|of, _| &of[1..]);
    let result = {
        let separator = String::from("-");
        first(&text, &separator)
    };
    assert_eq!(result, "-b");
    assert_eq!(first::original("x y", " "), "x");

    assert_eq!(trimmed(" a "), "a");
    let _guard = trimmed::patch(|text| Cow::Owned(text.repeat(2)));
    assert_eq!(trimmed("b"), "bb");

    let mut list = Vec::new();
    append(&mut list, "kept");
    let _guard = append::patch(|to, text| {
        append::original(to, text);
        append::original(to, &text.to_uppercase());
    });
    append(&mut list, "x");
    assert_eq!(list, ["kept", "x", "X"]);

    let mut at = 0;
    assert_eq!(of_slices(&["a"], &mut at), Some("a"));
    let _guard = of_slices::patch(|a, at| {
        *at += 10;
        a.last().copied()
    });
    assert_eq!(of_slices(&["a", "b"], &mut at), Some("b"));
    assert_eq!(at, 11);
}

#[patchable]
fn size_of<T: 'static>() -> usize {
    std::mem::size_of::<T>()
}

#[patchable]
fn show<T, const N: usize>(items: [T; N], with: &str) -> String
where
    T: ToString + 'static,
{
    items.map(|item| item.to_string()).join(with)
}

#[test]
fn row_45_one_instance_of_a_generic_function() {
    let guard = size_of::<u32>::patch(|| 100);
    assert_eq!((size_of::<u32>(), size_of::<u64>()), (100, 8));
    drop(guard);
    assert_eq!(size_of::<u32>(), 4);
    assert_eq!(size_of::<u16>::original(), 2);

    let _guard = show::<u8, 2>::patch(|[a, b], with| format!("{b}{with}{a}"));
    assert_eq!(show([1_u8, 2], "-"), "2-1");
    assert_eq!(show([1_u8, 2, 3], "-"), "1-2-3");
    assert_eq!(show([1_u16, 2], "-"), "1-2");
    assert_eq!(show::<u8, 2>::original([1, 2], "-"), "1-2");
}

#[test]
fn the_handle_travels_with_use_and_works_in_bodies() {
    mod clock {
        #[dunder::patchable]
        pub fn now() -> u64 {
            7
        }
    }
    use clock::now;
    let _guard = now::patch(|| 1);
    assert_eq!((now(), clock::now()), (1, 1));

    #[patchable]
    fn now_too() -> u64 {
        8
    }
    let _guard = now_too::patch(|| 2);
    assert_eq!((now(), now_too()), (1, 2));
}

#[patchable(handle = stamp_patch)]
fn stamp(of: &str) -> String {
    format!("{of}@7")
}

#[test]
fn a_free_function_with_a_handle_function() {
    let guard = stamp_patch().patch(|of| of.to_uppercase());
    assert_eq!(stamp("a"), "A");
    assert_eq!(stamp_patch().original("a"), "a@7");
    drop(guard);
    let fixed = String::from("fixed");
    let result = stamp_patch().patched(|_| fixed.clone(), || stamp("a"));
    assert_eq!((result, stamp("a")), (fixed, "a@7".into()));
}

/// Attributes, a lint and a doc comment stay on the function.
#[patchable]
#[must_use]
#[allow(clippy::let_and_return)]
#[inline]
fn attributed(n: u32) -> u32 {
    let result = n + 1;
    result
}

#[test]
fn attributes_stay() {
    assert_eq!(attributed(1), 2);
    let _guard = attributed::patch(|n| n);
    assert_eq!(attributed(1), 1);
}
