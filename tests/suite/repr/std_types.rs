//! What each std type prints. The forms that Python has as well were typed into CPython.

use dunder::repr;
use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::ffi::OsStr;
use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::num::{NonZero, Saturating, Wrapping};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex, OnceLock, RwLock, atomic};
use std::time::Duration;

macro_rules! table {
    ($($name:ident { $($value:expr => $text:expr;)* })*) => { $(
        #[test]
        fn $name() {
            $( assert_eq!(repr(&$value), $text, "{}", stringify!($value)); )*
        }
    )* };
}

table! {
    integers {
        0_u8 => "0"; u8::MAX => "255"; i8::MIN => "-128"; u16::MAX => "65535"; i16::MIN => "-32768";
        u32::MAX => "4294967295"; i32::MIN => "-2147483648"; u64::MAX => "18446744073709551615";
        i64::MIN => "-9223372036854775808"; u128::MAX => "340282366920938463463374607431768211455";
        i128::MIN => "-170141183460469231731687303715884105728"; 7_usize => "7"; -7_isize => "-7";
        NonZero::new(5_u8).unwrap() => "5"; NonZero::new(-5_i64).unwrap() => "-5";
        Wrapping(3_u8) => "3"; Saturating(4_i32) => "4";
        atomic::AtomicBool::new(true) => "True"; atomic::AtomicUsize::new(9) => "9";
    }
    truth_and_unit {
        true => "True"; false => "False"; () => "()";
    }
    floats {
        3.0 => "3.0"; -0.0 => "-0.0"; 0.0 => "0.0"; 1e15 => "1000000000000000.0"; 1e16 => "1e+16"; 1e22 => "1e+22";
        0.0001 => "0.0001"; 0.00001 => "1e-05"; 1.5e-7 => "1.5e-07"; 5e-324 => "5e-324"; 1e100 => "1e+100";
        123456789012345680.0 => "1.2345678901234568e+17"; 0.00012345 => "0.00012345"; 120.0 => "120.0";
        9007199254740993.0 => "9007199254740992.0"; -12.5 => "-12.5"; 12.345 => "12.345";
        f64::NAN => "nan"; -f64::NAN => "nan"; f64::INFINITY => "inf"; f64::NEG_INFINITY => "-inf";
        f64::MAX => "1.7976931348623157e+308"; f64::MIN_POSITIVE => "2.2250738585072014e-308";
    }
    // An `f32` has no counterpart; its own shortest digits are what the user wrote.
    single_floats {
        0.1_f32 => "0.1"; 1e16_f32 => "1e+16"; 16777216_f32 => "16777216.0"; f32::MAX => "3.4028235e+38";
        f32::NAN => "nan"; -f32::INFINITY => "-inf"; 1e-45_f32 => "1e-45"; 0.3_f32 => "0.3";
    }
    strings {
        "" => "''"; "it" => "'it'"; "it's" => "\"it's\""; "say \"it\"" => "'say \"it\"'";
        "it's \"it\"" => r#"'it\'s "it"'"#; "a\\b" => r"'a\\b'"; "\t\n\r" => r"'\t\n\r'"; "\0\x07\x7f" => r"'\x00\x07\x7f'";
        "é\u{ad}\u{a0}" => r"'é\xad\xa0'"; "\u{200b}" => r"'\u200b'"; "\u{e0001}" => r"'\U000e0001'";
        "\u{301}x\u{301}" => "'\u{301}x\u{301}'"; "日本😀" => "'日本😀'";
        String::from("x") => "'x'"; 'x' => "'x'"; '\'' => "\"'\""; '\n' => r"'\n'";
        Cow::Borrowed("c") => "'c'"; Box::<str>::from("b") => "'b'"; Rc::<str>::from("r") => "'r'";
        PathBuf::from("/etc") => "'/etc'"; Path::new("it's") => "\"it's\""; OsStr::new("o") => "'o'";
        c"it's \xff\t\\" => r#"b"it's \xff\t\\""#; c"a\"'b".to_owned() => r#"b'a"\'b'"#;
    }
    options_and_results {
        None::<u8> => "None"; Some(1) => "1"; Some(Some("x")) => "'x'"; Some(None::<u8>) => "None";
        Ok::<_, ()>(1) => "Ok(1)"; Err::<(), _>("no") => "Err('no')"; vec![None, Some(2.0)] => "[None, 2.0]";
    }
    lists {
        Vec::<u8>::new() => "[]"; vec![1] => "[1]"; [1, 2] => "[1, 2]"; [0_u8; 0] => "[]"; &[1_u8, 2][..] => "[1, 2]";
        VecDeque::from([1, 2]) => "[1, 2]"; LinkedList::from(["a"]) => "['a']"; BinaryHeap::from([3]) => "[3]";
        vec![vec!["a"], vec![]] => "[['a'], []]"; Box::<[u8]>::from([1]) => "[1]"; b"ab" => "[97, 98]";
    }
    tuples {
        (1,) => "(1,)"; (1, "a") => "(1, 'a')"; (1, 2, 3) => "(1, 2, 3)"; ((),) => "((),)";
        (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.0) => "(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.0)";
    }
    maps_and_sets {
        BTreeMap::<u8, u8>::new() => "{}"; HashMap::<u8, u8>::new() => "{}"; HashMap::from([("a", 1)]) => "{'a': 1}";
        BTreeMap::from([((1, 2), vec![1.0]), ((0, 9), vec![])]) => "{(0, 9): [], (1, 2): [1.0]}";
        HashSet::<u8>::new() => "set()"; BTreeSet::<u8>::new() => "set()"; HashSet::from([1]) => "{1}";
        BTreeSet::from(["b", "a"]) => "{'a', 'b'}";
    }
    pointers_are_transparent {
        &&1 => "1"; &mut 1 => "1"; Box::new(1) => "1"; Rc::new(1) => "1"; Arc::new("x") => "'x'"; Pin::new(&1) => "1";
        ManuallyDrop::new(1) => "1"; Cow::Owned::<[u8]>(vec![1]) => "[1]"; Box::new(1) as Box<dyn dunder::Repr> => "1";
        Rc::<[u8]>::from([1, 2]) => "[1, 2]"; std::rc::Weak::<u8>::new() => "None"; std::sync::Weak::<u8>::new() => "None";
    }
    cells_are_transparent {
        Cell::new(1) => "1"; RefCell::new("x") => "'x'"; Mutex::new(1) => "1"; RwLock::new(None::<u8>) => "None";
        OnceCell::from(1) => "1"; OnceCell::<u8>::new() => "<uninit>"; OnceLock::from('x') => "'x'"; OnceLock::<u8>::new() => "<uninit>";
    }
    the_rest {
        0..3 => "0..3"; 'a'..='c' => "'a'..='c'"; 1.. => "1.."; ..2.0 => "..2.0"; ..=2 => "..=2"; .. => "..";
        Ordering::Less => "Ordering.Less"; Reverse("x") => "Reverse('x')"; PhantomData::<Vec<fmt::Error>> => "PhantomData";
        Duration::from_millis(1500) => "1.5s"; "127.0.0.1".parse::<std::net::IpAddr>().unwrap() => "127.0.0.1";
        "[::1]:80".parse::<std::net::SocketAddr>().unwrap() => "[::1]:80"; std::ptr::null::<u8>() => "0x0";
    }
}

#[test]
fn function_pointers_print_their_address() {
    let f: fn(u8, u8) -> u8 = u8::wrapping_add;
    assert_eq!(repr(&f), format!("{f:?}"));
}

#[test]
fn maps_and_sets_keep_their_own_order() {
    let map: HashMap<u32, u32> = (0..50).map(|key| (key, key * key)).collect();
    let expected: Vec<_> = map
        .iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    assert_eq!(repr(&map), format!("{{{}}}", expected.join(", ")));
}

#[test]
fn what_cannot_be_read_now_says_so() {
    let cell = RefCell::new(1);
    let held = cell.borrow_mut();
    assert_eq!(repr(&cell), "<borrowed>");
    drop(held);
    let shared = cell.borrow();
    assert_eq!(repr(&cell), "1");
    drop(shared);

    let mutex = Mutex::new(1);
    let held = mutex.lock().unwrap();
    assert_eq!(repr(&mutex), "<locked>");
    drop(held);

    let lock = RwLock::new(1);
    let held = lock.write().unwrap();
    assert_eq!(repr(&lock), "<locked>");
    drop(held);
    let _shared = lock.read().unwrap();
    assert_eq!(repr(&lock), "1");
}

#[test]
fn a_poisoned_lock_prints_what_it_holds() {
    let mutex = Mutex::new(1);
    let lock = RwLock::new(2);
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _mutex = mutex.lock().unwrap();
        let _lock = lock.write().unwrap();
        std::panic::resume_unwind(Box::new(()));
    }));
    assert!(panicked.is_err() && mutex.is_poisoned() && lock.is_poisoned());
    assert_eq!(repr(&mutex), "1");
    assert_eq!(repr(&lock), "2");
}

/// The flags are for a whole text; an item does not see them.
#[test]
fn flags_of_the_formatter_do_not_reach_the_items() {
    struct Shown<T>(T);
    impl<T: dunder::Repr> fmt::Display for Shown<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.repr(f)
        }
    }
    let value = Shown((1, 2.5, "a", 'b', true, None::<u8>, Duration::from_secs(1)));
    let plain = "(1, 2.5, 'a', 'b', True, None, 1s)";
    assert_eq!(format!("{value:+09.3}"), plain);
    assert_eq!(format!("{value:?>#9}"), plain);
}
