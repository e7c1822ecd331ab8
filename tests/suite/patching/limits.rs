//! As many arguments and lifetimes as there may be, panics, recursion, and what runs inside what.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dunder::patchable;

#[patchable]
#[allow(clippy::too_many_arguments)]
fn twelve(
    a: u8,
    b: u8,
    c: u8,
    d: u8,
    e: u8,
    f: u8,
    g: u8,
    h: u8,
    i: u8,
    j: u8,
    k: u8,
    l: &str,
) -> String {
    format!("{}{l}", a + b + c + d + e + f + g + h + i + j + k)
}

#[patchable]
#[allow(clippy::too_many_arguments)]
fn references<'a>(
    a: &str,
    b: &mut u32,
    c: &[u8],
    d: &'a str,
    e: &u8,
    f: &mut Vec<&'a str>,
    g: Option<&u8>,
) -> &'a str {
    *b += a.len() as u32 + c.len() as u32 + u32::from(*e) + g.map_or(0, |g| u32::from(*g));
    f.push(d);
    d
}

struct Table;

impl Table {
    #[patchable(handle = pick_patch)]
    fn pick(&self, a: &str, b: &str, c: &str, d: &str, e: &str) -> &str {
        if a.len() + b.len() + c.len() + d.len() + e.len() > 5 {
            "long"
        } else {
            "short"
        }
    }
}

#[test]
fn twelve_arguments_and_more_references_than_four() {
    assert_eq!(twelve(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "x"), "11x");
    let _guard = twelve::patch(|a, _, _, _, _, _, _, _, _, _, _, l| format!("{a}{l}!"));
    assert_eq!(twelve(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "x"), "1x!");
    assert_eq!(twelve::original(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "y"), "2y");

    let text = String::from("kept");
    let (mut sum, mut list) = (0, Vec::new());
    let ask = |sum: &mut u32, list: &mut Vec<_>| {
        let (a, c, e) = (String::from("ab"), vec![1, 2, 3], 5);
        // Each of these lives only here, and what is returned lives on.
        let returned: &str = references(&a, sum, &c, "static", &e, list, Some(&e));
        returned.len()
    };
    assert_eq!((ask(&mut sum, &mut list), sum), (6, 15));
    let guard = references::patch(|a, b, _, d, _, f, _| {
        *b = 100 + a.len() as u32;
        f.push(&d[1..]);
        &d[2..]
    });
    assert_eq!((ask(&mut sum, &mut list), sum), (4, 102));
    assert_eq!(list, ["static", "tatic"]);
    let returned = {
        let short = String::from("short");
        references(&short, &mut sum, &[], &text, &1, &mut Vec::new(), None)
    };
    assert_eq!(returned, "pt");
    drop(guard);

    assert_eq!(Table.pick("a", "b", "c", "d", "e"), "short");
    let _guard = Table::pick_patch().patch(|this, a, b, c, d, e| {
        if a == "original" {
            Table::pick_patch().original(this, a, b, c, d, e)
        } else {
            "patched"
        }
    });
    assert_eq!(Table.pick("a", "b", "c", "d", "e"), "patched");
    assert_eq!(Table.pick("original", "b", "c", "d", "e"), "long");
}

#[patchable]
fn risky(n: u32) -> u32 {
    n + 1
}

#[test]
fn a_panic_inside_a_patch_goes_to_the_caller_and_the_patch_stays() {
    let calls = Cell::new(0);
    let result = risky::patched(
        |n| {
            calls.set(calls.get() + 1);
            assert_ne!(n, 1, "no one");
            n * 10
        },
        || {
            let unwound = catch_unwind(|| risky(1)).unwrap_err();
            let text = unwound.downcast_ref::<String>().unwrap();
            assert!(text.contains("no one"), "{text}");
            risky(2)
        },
    );
    assert_eq!((result, calls.get(), risky(1)), (20, 2, 2));
}

#[test]
fn a_panic_inside_the_original_leaves_no_note_behind() {
    #[patchable]
    fn fails(n: u32) -> u32 {
        assert_ne!(n, 0, "zero");
        n
    }
    let _guard = fails::patch(|n| fails::original(n) + 100);
    assert!(catch_unwind(|| fails(0)).is_err());
    assert_eq!(fails(1), 101);
    assert!(catch_unwind(|| fails::original(0)).is_err());
    assert_eq!((fails(1), fails::original(1)), (101, 1));
}

#[test]
fn a_recursive_function() {
    #[patchable]
    fn factorial(n: u64) -> u64 {
        if n == 0 { 1 } else { n * factorial(n - 1) }
    }
    assert_eq!(factorial(5), 120);
    // Every call of the recursion is a call by name.
    let guard = factorial::patch(|n| if n == 2 { 1000 } else { factorial::original(n) });
    assert_eq!(factorial(5), 5 * 4 * 3 * 1000);
    drop(guard);
    // By its name, a patch calls itself.
    let _guard = factorial::patch(|n| if n <= 1 { 7 } else { factorial(n - 1) });
    assert_eq!(factorial(100), 7);
}

#[test]
fn two_functions_that_call_each_other() {
    #[patchable]
    fn even(n: u32) -> bool {
        n == 0 || odd(n - 1)
    }
    #[patchable]
    fn odd(n: u32) -> bool {
        n != 0 && even(n - 1)
    }
    let calls = std::rc::Rc::new(Cell::new(0));
    let counted = calls.clone();
    let _guard = odd::patch(move |n| {
        counted.set(counted.get() + 1);
        odd::original(n)
    });
    assert!(even(10) && !even(7));
    assert_eq!(calls.get(), 5 + 4);
}

#[test]
fn guards_of_several_functions_dropped_in_any_order() {
    #[patchable]
    fn a() -> u32 {
        1
    }
    #[patchable]
    fn b() -> u32 {
        a() + 10
    }
    let first = a::patch(|| 2);
    let second = b::patch(|| b::original() + 100);
    let third = a::patch(|| a::original() + 5);
    assert_eq!((a(), b()), (6, 116));
    drop(first);
    assert_eq!((a(), b()), (6, 116));
    drop(second);
    assert_eq!((a(), b()), (6, 16));
    drop(third);
    assert_eq!((a(), b()), (1, 11));
}

#[test]
fn a_panic_of_the_test_ends_all_guards() {
    #[patchable]
    fn a() -> u32 {
        1
    }
    let unwound = catch_unwind(AssertUnwindSafe(|| {
        let _first = a::patch(|| 2);
        let _global = a::patch_global(|| 3);
        let _third = a::patch(|| 4);
        assert_eq!(a(), 4);
        std::panic::resume_unwind(Box::new(()));
    }));
    assert!(unwound.is_err());
    assert_eq!(a(), 1);
    // And nobody waits for a turn.
    std::thread::spawn(|| drop(a::patch_global(|| 5)))
        .join()
        .unwrap();
}
